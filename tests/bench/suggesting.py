"""How fast a category is suggested while somebody types, and how often the right one is among the first three."""
from collections.abc import Iterator
from functools import partial

from db.suggestions import suggestions
from tests.bench.measuring import P95, Figure, Target, times
from tests.hit_rate import REAL, TERMS_OF_OTHERS, hit_rate

AT_ONCE = Target(10, P95)
TYPED = ('toa', 'staubsau', 'CD-Player', 'Kaffeemaschine DeLonghi', 'alte Stehlampe mit Dimmer', 'Radiowecker', 'xyz')
FILES = {'15.100 echte Reparaturen': REAL, '454 Wörter anderer Cafés': TERMS_OF_OTHERS}


def categories() -> Iterator[Figure]:
    """The rates only where the files of the Open Repair Alliance lie beside the project."""
    yield Figure('Kategorie vorschlagen', times([partial(suggestions, text) for text in TYPED] * 10), AT_ONCE)
    for words, file in FILES.items():
        if file.exists():
            missed = (1 - hit_rate(file)) * 100
            yield Figure(f'nicht unter drei: {words}', (missed,), Target(20), unit='%')
