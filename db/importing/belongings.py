"""Whose a number or a mailbox is that stands in the row of an organisation alone where nobody has said yes: what may be
somebody's own is left out, and the row says so (D1)."""
import re
from typing import Any

from db.folding import fold_written_out
from db.i18n import _
from db.importing.consenting import Decision, says_plainly_no
from db.importing.meanings import known_heading
from db.importing.naming import (
    EXCHANGE,
    GENERAL,
    has_first_name,
    is_mobile,
    row_may_name_somebody,
    row_names_somebody,
)
from db.importing.said import Said
from db.importing.targets import KIND

# Words of a place that stand alone in a mailbox, and those which nobody is called by in whatever word they stand:
# „hof“ by itself, for there are people called Neuhof.
_WHOLE = '''contact support amt hof haus werk werke lager laden shop markt bau bank kasse verlag edv web admin help
    hello moin garten druck holz labor praxis kita presse spende spenden strom it hr pr orga'''
_PARTS = '''verwaltung sekretariat kundendienst rathaus stelle schule verein verband redaktion vertrieb verkauf einkauf
    bestellung rechnung buchhaltung technik reparatur repair umwelt abfall entsorg wertstoff recycling bauhof
    betriebshof bibliothek buecherei museum kirche gemeinde pfarramt stadtwerk stadtteil bezirk quartier nachbarschaft
    zentrum stiftung initiative gruppe vorstand geschaeft beratung bildung kultur sozial jugend senioren
    integration ehrenamt freiwillig engagement newsletter noreply energie makerspace fablab hackspace fahrrad
    werkstatt anmeldung termine
    veranstaltung projekt marketing personal bewerbung buerger politik foerder sponsor mitglieder netzwerk campus
    universitaet institut apotheke hotel restaurant immobilien versicherung zeitung organisation spendenannahme
    buergeramt ordnungsamt umweltamt'''
_ALONE = GENERAL | EXCHANGE | {*_WHOLE.split()}
_WITHIN = re.compile('|'.join(_PARTS.split()))
_OF_OTHER_KINDS = frozenset({'item', 'category', 'state', 'tasks', 'skills', 'received_at', 'started_on', 'ended_on'})
MOBILE = _('Die Handynummer bleibt weg: Sie kann jemandem gehören, und ein Ja steht nicht dabei.')
MAILBOX = _('Die E-Mail-Adresse bleibt weg: Sie kann jemandem gehören, und ein Ja steht nicht dabei.')
UNCLEAR = _('„{heading}“ bleibt weg: Dort kann jemand genannt sein, und ein Ja steht nicht dabei.')
# Of a remark that names nobody; whatever else begins with a capital, or stands alone, may be a name.
_REMARK = '''rabatt prozent euro kg max min parkplatz tor eingang hof hinten vorne geschlossen zu geoeffnet offen gut
    schluessel holen kasse liste siehe nachm vorm nachmittag vormittag abend januar februar maerz april mai juni juli
    august september oktober november dezember jan feb mrz apr jun jul aug sep okt nov dez km etage raum termin
    vereinbarung voranmeldung laufend monatlich woechentlich jaehrlich immer nie neu alt feiertag feiertage
    wochenende ferien sommerpause winterpause'''


def may_name_somebody(said: Said, decision: Decision, unclear: list[tuple[str, str]]) -> bool:
    """An organisation's row without a name in a column for names. „Frau Uhl“ anywhere in the row is one, and so may
    be a number beside words, where the list asks for a consent: a note is no way past it (D1). `unclear` is what stands
    under some other heading; a no there may be one to this."""
    if decision.plain_no or decision.yes:
        return decision.plain_no
    return row_names_somebody(said) or beside_words(said) or (_is_asked(said) and (
        row_may_name_somebody(said) or any(says_plainly_no(text) for __, text in unclear)))


def _is_asked(said: Said) -> bool:
    """Under whatever heading."""
    return bool(said.asked or said.layout.maybe_consent)


def unclear_notes(said: Said) -> list[tuple[str, str]]:
    """Under some heading stands what may be anything. What says the kind of the row is no such thing, nor what is told
    of an item or a task on a sheet of several kinds."""
    kind = {said.layout.heading(column) for column, target in enumerate(said.layout.targets) if target == KIND}
    return [(heading, text) for heading, text in said.notes
            if heading and heading not in kind and known_heading(heading) not in _OF_OTHER_KINDS]


def _without(said: Said, unclear: list[tuple[str, str]]) -> None:
    """Leaves out of an organisation's note what stands under some heading and may name somebody."""
    out = [(heading, text) for heading, text in unclear if not _names_nobody(text)]
    said.notes = [one for one in said.notes if one not in out]
    said.losses += [UNCLEAR.format(heading=heading) for heading, __ in out]


def _names_nobody(text: str) -> bool:
    words = re.findall(r'[^\W\d_]+', text)
    if len(words) == 1 and not words[0].islower() and not re.search(r'\d', text):
        return False
    plain = [word for word in words if (folded := fold_written_out(word)) in _REMARKS or _HARMLESS.fullmatch(folded)]
    return len(plain) == len(words) or (bool(plain) and not has_first_name(text) and all(
        word in plain or word.islower() for word in words))


def of_the_place(values: dict[str, Any], said: Said, place: str, unclear: list[tuple[str, str]]) -> dict[str, Any]:
    """The ways to reach an organisation, without those which may be somebody's own; where the list asks for a consent
    its note stays without what may name somebody, too."""
    if _is_asked(said):
        _without(said, unclear)
    phones = [values[name] for name in ('phone', 'phone_2') if values.get(name)]
    mails = [values[name] for name in ('email', 'email_2') if values.get(name)]
    own_phones = [number for number in phones if not is_mobile(number)]
    own_mails = [mail for mail in mails if is_of_the_place(mail, place)]
    said.losses += [MOBILE] * (own_phones != phones) + [MAILBOX] * (own_mails != mails)
    return {**{name: value for name, value in values.items() if name.partition('_')[0] not in ('phone', 'email')},
            **dict(zip(('phone', 'phone_2'), own_phones, strict=False)),
            **dict(zip(('email', 'email_2'), own_mails, strict=False))}


def is_of_the_place(mail: str, place: str) -> bool:
    """'info@', 'spenden-nord@', and 'bauhof@' where the place is called so."""
    box = fold_written_out(mail).partition('@')[0]
    parts = [part for part in re.split(r'[\W\d_]+', box) if part]
    if has_first_name(box):
        return False
    called = ''.join(re.findall(r'[a-z]+', fold_written_out(place)))
    return any(part in _ALONE or _WITHIN.search(part) or (len(part) > 2 and part in called) for part in parts)


def own_ones(said: Said, name: str, found: list[str], place: str) -> list[str]:
    """The same of a column that calls them the organisation's."""
    own = [one for one in found if (not is_mobile(one) if name == 'phone' else is_of_the_place(one, place))]
    said.losses += [MOBILE if name == 'phone' else MAILBOX] * (own != found)
    return own


def beside_words(said: Said) -> bool:
    """'0351 48800 Uhl': what stands beside a number or an address is no label, no hour and no place."""
    headings = {said.heading(target) for target in said.fields if target.startswith(_REACH)}
    return any(heading in headings and any(not _HARMLESS.fullmatch(word) for word in re.findall(
        r'[^\W\d_]+', fold_written_out(re.sub(r'\S+@\S+', ' ', text)))) for heading, text in said.notes)


_REACH = ('phone', 'email', 'contact', 'organisation_phone', 'organisation_email')
_HARMLESS = re.compile(
    r'tel|telefon|fon|fax|festnetz|nr|nummer|rufnummer|telefonnummer|buero|zentrale|telefonzentrale|hotline|kundendienst'
    r'|geschaeftsstelle|pforte|rezeption|vermittlung|auskunft|empfang|sekretariat|buergerbuero|anmeldung|e|email|mail'
    r'|mo|di|mi|do|fr|sa|so|uhr|bis|von|und|oder|nur|ab|mit|durchwahl|dw|app|apparat|werktags|taeglich|vormittags'
    r'|nachmittags|abends|morgens|mittags|vom|tabellenprogramm|gerundet|es|fehlen|ziffern|bitte|neu|erfragen'
    r'|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)s?')
_REMARKS = frozenset(_REMARK.split())
