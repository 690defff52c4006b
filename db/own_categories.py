"""Categories of the café's own, beside those of open repair data: „Keramik“, or „Thermomix = Küchenmaschine/Mixer“.

What stands behind the sign says as which of the standard's categories such items go out. Without it they stay here, as
what has no plug does.
"""
from collections.abc import Iterable

from db.categories import CATEGORIES, Category
from db.errors import Refused
from db.folding import fold_written_out
from db.i18n import _
from db.kinds import clean

LONGEST = 60
_BUILT_IN = {fold_written_out(called): one for one in CATEGORIES for called in (one.tile, one.name)}


def read(line: str) -> Category:
    """One line of the settings. Raises `Refused` where it names nothing new, or a category there is not."""
    called, sign, standard = (part.strip() for part in line.partition('='))
    if not called:
        raise Refused(_('In „{line}“ fehlt der Name der Kategorie.').format(line=line.strip()))
    if fold_written_out(called) in _BUILT_IN:
        raise Refused(_('„{name}“ ist schon eingebaut.').format(name=called))
    of = _BUILT_IN.get(fold_written_out(standard))
    if sign and of is None:
        raise Refused(_('„{name}“ ist keine eingebaute Kategorie. Beispiel: Thermomix = {example}').format(
            name=standard, example=CATEGORIES[36].name))
    called = clean(called, LONGEST)
    return Category(of.number if of else None, of.standard if of else '', called, called)


def read_all(lines: Iterable[str]) -> tuple[Category, ...]:
    return tuple({fold_written_out(one.name): one for one in map(read, lines)}.values())
