"""What no choice makes of a column (D1): one about something else is never the consent, and below one that asks for it
a no stays a no, wherever somebody puts the column."""
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from db.i18n import _
from db.importing.consent_headings import (
    ends,
    is_about_another,
    is_about_consent,
    is_other_consent,
    refuses,
    tells_of_ending,
)
from db.importing.consenting import decide_one, is_ended, shortened
from db.importing.headings import Layout
from db.importing.meanings import key_of, meaning
from db.importing.said import Said
from db.importing.targets import OTHER_CONSENTS, TEAM

ASKS_NOT = _('„{heading}“ fragt nicht, ob jemand gespeichert werden darf.')
MAY_BE_NO = _('Unter „{heading}“ steht „{text}“, und das kann ein Nein sein: Der Nachweis für das ganze Blatt gilt '
              'hier nicht.')
_OF_NOW, _OF_LATER = frozenset({'consent', 'consent_on'}), 'consent_former'
_ASKING = frozenset({'consent', 'consent_on', 'withdrawn'})
_OF_CONSENT = _ASKING | {_OF_LATER, 'signed_on'}
_ELSE = (*OTHER_CONSENTS, 'rundbrief', 'verteiler')
# below „Info“ or „Hinweis“ anything may stand, also a yes
_FACTS = (*_ELSE, 'geburt', 'anruf', 'angeruf', 'gelesen', 'zurkenntnis', 'kenntnisnahme', 'erhalten', 'ausgehaend',
          'aushaend', 'gueltig', 'ablauf', 'frist')


def never_asks(heading: str, target: str = 'consent') -> bool:
    """'in Messenger-Gruppe?', 'Foto ok', 'Newsletter', 'Keine Einwilligung': whatever stands below it allows nobody to
    be stored. Who may be called or written to later, for which `consent_former` stands, is asked in more words."""
    key = key_of(heading)
    if target not in (*_OF_NOW, _OF_LATER) or not key:
        return False
    if ends(key) or refuses(key) or meaning(heading, TEAM, exactly=True) == 'in_messenger':
        return True
    if target == _OF_LATER:
        return is_about_another(key, _ELSE)
    return is_other_consent(key) if is_about_consent(key) else tells_of_ending(key) or is_about_another(key, _FACTS)


def obeyed(layout: Layout, columns: Mapping[int, str]) -> dict[int, str]:
    """What somebody chose, but for consents that are none."""
    return {place: target for place, target in columns.items() if place >= len(layout.headings)
            or target == layout.targets[place] or not never_asks(layout.headings[place], target)}


def heeded(layout: Layout, decided: Layout, columns: Mapping[int, str]) -> Layout:
    """`decided` is `layout` with what somebody chose: named where that was not obeyed, and with a column for the
    consent that goes elsewhere still heard."""
    wanted = obeyed(layout, columns)
    elsewhere = tuple(place for place, target in wanted.items() if place < len(layout.targets)
                      and layout.targets[place] in _ASKING and target not in _OF_CONSENT)
    parts = {kind: heeded(layout.parts[kind], part, columns) if kind in layout.parts else part
             for kind, part in decided.parts.items()}
    return replace(decided, parts=parts, may_refuse=(*decided.may_refuse, *elsewhere),
                   asks_not=tuple(place for place in columns if place not in wanted))


def may_refuse(said: Said, day: date) -> str:
    """Perhaps a no, as a sentence: nobody vouches for it unasked. Only nothing, a day or a plain yes is none; below a
    heading that says no it is the other way round."""
    for place in said.layout.may_refuse:
        text, key = said.row.text(place), key_of(said.layout.headings[place])
        if is_ended(text) if refuses(key) or ends(key) else text and not decide_one(text, day).yes:
            return MAY_BE_NO.format(heading=said.layout.heading(place), text=shortened(text))
    return ''


def asked_for_nothing(layout: Layout) -> str:
    """Of columns somebody wanted for the consent."""
    return ' '.join(ASKS_NOT.format(heading=layout.heading(place)) for place in layout.asks_not)
