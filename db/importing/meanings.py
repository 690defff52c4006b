"""What the words of one heading mean on a kind of sheet."""
import re
from collections.abc import Mapping
from functools import cache

from db.folding import fold_written_out
from db.importing.consent_headings import (
    asks,
    ends,
    is_about_consent,
    is_dated,
    is_other_consent,
)
from db.importing.remembered import remembered
from db.importing.targets import TARGETS, TELLING, SheetKind

_NO_LETTER = re.compile(r'[^a-z0-9]')

LONGEST_HEADING = 60
_BRACKET = re.compile(r'\s*\([^()]*\)\s*$')
_STREET = r'(?:strasse|str)(?:und|u)?(?:hausnummer|hausnr|nummer|nr)?'
_TOWN = r'(?:(?:plz|postleitzahl)(?:und|u)?)?(?:(?:wohn)?ort|stadt)'
_STREET_AND_TOWN = re.compile(
    rf'(?:adresse|anschrift|wohnadresse)?(?:{_STREET}(?:und|u)?{_TOWN}|{_TOWN}(?:und|u)?{_STREET})')
_BETWEEN = re.compile(r'[/,;|+&]|\b(?:und|oder|bzw\.?|u\.|o\.)(?!\w)')
_OF_OTHERS = re.compile(r'notfall|(?:ehe|lebens)partner|^partner(?:in)?$|^ehe(?:frau|mann|gatt)|angehoerig|^vertret'
                        r'|vertretung|bevollmaechtigt|betreuer|erziehungsberechtigt'
                        r'|^(?:eltern|mutter|vater|sohn|tochter|nachbar(?:in)?)$'
                        r'|^(?:abholer|abholung(?:durch|von)|(?:wird)?(?:ab)?geholtvon|werholtab)')
# which of several numbers a value beside it is, in what an address book gives out: „* Work“, „Mobile“
_LABEL = re.compile(r'(?:email|phone|address|website|relation|event|im|customfield)\d(?:label|type)')
SPEAKS_OF_CONSENT = 'speaks_of_consent'     # a heading, and none of any target


@remembered
def key_of(heading: str) -> str:
    """'E-Mail-Adresse:' and 'e-mail adresse' are one heading."""
    return _NO_LETTER.sub('', fold_written_out(heading))


def is_of_others(key: str) -> bool:
    """Below it stands somebody whom nobody has asked (D1): it stays out, unless somebody says otherwise."""
    return bool(_OF_OTHERS.search(key))


def is_label(key: str) -> bool:
    """'E-mail 1 - Label' says nothing of its own, and stays out."""
    return bool(_LABEL.fullmatch(key))


@remembered
def known_heading(text: str) -> str:
    """Any target this could be the heading of, or ''."""
    if len(text) > LONGEST_HEADING or '@' in text:
        return ''
    found = next((best for kind in TELLING if (best := meaning(text, kind))), '')
    return found or (SPEAKS_OF_CONSENT if speaks_of_consent(text) else '')


def speaks_of_consent(text: str) -> bool:
    """There is a word of consent, and it may or may not be the one to be stored."""
    key = key_of(text)
    return is_about_consent(key) and not is_other_consent(key)


def best_meaning(heading: str, group: str, kind: SheetKind, own: Mapping[str, str]) -> tuple[str, int]:
    """The target and how sure: an own column, a word for it, a word within it; with its group where that says more."""
    key = key_of(heading)
    if key in own:
        return own[key], 200
    together = f'{group} {heading}' if group else heading
    if group and meaning(together, kind, exactly=True) == 'name' and meaning(heading, kind, exactly=True):
        together = heading      # „Vorname“ below „Name“ is no „Name, Vorname“
    for text in (together, heading):
        target = meaning(text, kind, exactly=True)
        if target and not (target == 'withdrawn' and text != heading and stands_alone(heading, kind)):
            return target, 100 + len(key)
    for text in (heading, together):
        target = meaning(text, kind)
        if target:
            return target, 50
    return '', 0


def stands_alone(heading: str, kind: SheetKind) -> bool:
    """'Telefon' is one below a title that says something of consents as well; a 'Datum' there is that of the no."""
    own = meaning(heading, kind, exactly=True)
    return own not in ('', 'consent', 'consent_on', 'withdrawn') and not is_dated(key_of(heading))


@remembered
def meaning(heading: str, kind: SheetKind, exactly: bool = False) -> str:
    key = key_of(heading)
    if ends(key):
        return 'withdrawn'   # a cross under „keine Einwilligung“ is a no
    if not key or is_other_consent(key):
        return ''
    whole, parts = _words_of(kind)
    if key in whole:
        return whole[key]
    if is_street_and_town(heading):
        return 'address'
    if exactly or asks(key) or is_about_consent(key):
        return asks(key)
    within = [(len(alias), target) for alias, target in parts if alias in key]
    return max(within, default=(0, ''))[1] or of_both(heading, kind) or before_bracket(heading, kind)


@cache
def _words_of(kind: SheetKind) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Whole headings and what may stand within one, with their targets: every cell of a wide list is looked up. What
    only this kind means by a word comes first."""
    fitting = [target for target in TARGETS if not target.only or kind in target.only]
    found = [(alias, target.name) for target in sorted(fitting, key=lambda one: not one.only)
             for alias in target.aliases]
    return dict(reversed(found)), [(alias[1:], name) for alias, name in found if alias.startswith('~')]


def is_street_and_town(heading: str) -> bool:
    """'Straße / Ort', 'Straße, PLZ Ort' and 'Anschrift (Straße, Ort)' ask for a whole address."""
    return bool(_STREET_AND_TOWN.fullmatch(key_of(heading)))


def before_bracket(heading: str, kind: SheetKind) -> str:
    """'Reparatur erfolgreich (ja / nein)'. Of names a bracket says whose they are: 'Name (Helfer)'."""
    bare = _BRACKET.sub('', heading)
    found = meaning(bare, kind, exactly=True) if bare and bare != heading else ''
    return '' if found in ('name', 'first_name', 'last_name', 'consent', 'consent_on', 'withdrawn') else found


def of_both(heading: str, kind: SheetKind) -> str:
    """'Firma / Verein' is what each of its words is, and 'Firma / Wer' tells of the organisation first."""
    parts = [part for part in _BETWEEN.split(heading) if key_of(part)]
    found = {meaning(part, kind, exactly=True) for part in parts} if 1 < len(parts) <= 4 else set()
    if 'name' in found and found <= {'name', 'phone', 'email', 'contact'}:
        return 'name'       # 'Name / Tel.': what stands there is told apart cell by cell
    if found == {'organisation', ''} or found == {'organisation', 'name'}:
        return 'organisation'
    return found.pop() if len(found) == 1 else ''


def may_name_people(heading: str, kind: SheetKind) -> bool:
    """Below 'Firma / Wer' and 'Firma / Name' an organisation may stand or somebody: cell by cell it is told apart."""
    parts = [part for part in _BETWEEN.split(heading) if key_of(part)]
    return len(parts) > 1 and any(meaning(part, kind, exactly=True) != 'organisation' for part in parts)
