"""Somebody under 16, as the list says it beside the name or in a column of the person's age.

Their own yes is not enough: a parent's must be recorded (D14).
"""
import re
from datetime import date

from db.folding import fold_written_out
from db.i18n import _
from db.importing.consenting import Decision
from db.importing.content import NAMES
from db.importing.dates import exact_day
from db.importing.meanings import key_of
from db.importing.plain_yes import is_plain_yes
from db.importing.said import Said

AGE, YOUNGEST = 16, 3       # years; „Müller (2)“ is the second of that name, and nobody counts further
NEEDS_A_PARENT = _('Laut Liste unter 16: Dafür braucht es die Einwilligung eines Elternteils, und von ihr steht hier '
                   'nichts.')
_BESIDE_A_NAME = re.compile(r'\b(\d{1,2}) ?-?(?:jahren?|jahr|j|jaehrig\w*|y)\b')
_AGED = re.compile(r'^[^\W\d_][^\d()]*(?:\((\d{1,2})\)|[,;/] ?(\d{1,2})\.?$)')     # „Emil (12)“, „Emil Kern, 12“
_CHILD = re.compile(r'\bminderjaehrig|\((?:noch )?kind\)')
_YEARS = re.compile(r'(\d{1,2})(?: ?(?:jahre?|j)\.?)?')
_BORN = frozenset({'geburtsdatum', 'geburtstag', 'geb', 'gebdatum', 'geboren', 'geborenam', 'gebam', 'jahrgang',
                   'geburtsjahr'})
_ASKS = re.compile(r'einwillig|einverst|zustimm|unterschr|erlaub|\bja\b')
_PARENT = re.compile(r'\b(?:eltern|elternteil|mutter|vater|mama|papa|sorgeberechtigt\w*|erziehungsberechtigt\w*)\b')


def with_a_parent(decision: Decision, said: Said, today: date) -> Decision:
    """Nothing that is said for a whole sheet is a parent's yes; somebody may vouch for it row by row."""
    if decision.plain_no or not is_under_age(said, today) or _names_a_parent(said):
        return decision
    return Decision(False, reason=NEEDS_A_PARENT)


def is_under_age(said: Said, today: date) -> bool:
    return any(_is_young(said, place, today) for place in said.row.filled if place < len(said.layout.targets))


def is_age_of_person(said: Said) -> bool:
    """„Alter“ beside the name is no age of an item."""
    place = said.fields.get('age', (0, ''))[0]
    return place > 0 and key_of(said.layout.headings[place]) == 'alter' and said.layout.targets[place - 1] in NAMES


def _is_young(said: Said, place: int, today: date) -> bool:
    target, key = said.layout.targets[place], key_of(said.layout.headings[place])
    if target not in NAMES and key not in _BORN and key != 'alter':
        return False
    text = fold_written_out(said.row.text(place))
    if target in NAMES:
        found = _BESIDE_A_NAME.search(text)
        bare = _AGED.search(text.strip())
        return bool(_CHILD.search(text)) or bool(found and int(found[1]) < AGE) or bool(
            bare and YOUNGEST <= int(bare[1] or bare[2]) < AGE)
    if key in _BORN:
        day = exact_day(said.row.cells[place])
        if day:
            return (today.year - day.year - ((today.month, today.day) < (day.month, day.day))) < AGE
        return bool(re.fullmatch(r'(?:19|20)\d\d', text)) and today.year - int(text) <= AGE     # perhaps not yet
    is_age = target != 'age' or is_age_of_person(said)
    years = _YEARS.fullmatch(text) if is_age else None
    return bool(years and int(years[1]) < AGE)


def _names_a_parent(said: Said) -> bool:
    """Beside the consent, in its cell or its heading, or in a column of its own that says yes."""
    for place in said.row.filled:
        heading, text = said.layout.heading(place), said.row.text(place)
        above, below = (bool(_PARENT.search(fold_written_out(one))) for one in (heading, text))
        is_asked = place < len(said.layout.targets) and said.layout.targets[place].startswith('consent')
        if is_asked and (above or below):
            return True
        if above and _ASKS.search(fold_written_out(heading)) and is_plain_yes(text):
            return True
    return False
