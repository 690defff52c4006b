"""How often the right category is among the suggestions, counted on what cafés have really written down."""
import csv
from functools import cache
from pathlib import Path

from db.categories import CATEGORIES
from db.suggestions import suggestions

DATA = Path(__file__).parents[2] / 'shared' / 'data'
REAL = DATA / 'real_repairs_de.csv'
TERMS_OF_OTHERS = DATA / 'category_terms_de_to_ords.csv'
NUMBERS = {one.name: one.number for one in CATEGORIES}


def hit_rate(file: Path, among: int = 3) -> float:
    """Of all rows of a file: 'Elektro divers ~ Lampe' is a *Lampe* that somebody brings."""
    with file.open(encoding='utf-8', newline='') as lines:
        rows = [(item(line), right(line)) for line in csv.DictReader(lines)]
    return sum(number in suggested(text)[:among] for text, number in rows) / len(rows)


def item(line: dict[str, str]) -> str:
    text = line.get('partner_product_category_de') or line['partner_product_category']
    return text.rpartition('~')[2].strip()


def right(line: dict[str, str]) -> int:
    return int(line.get('ords_id') or line['product_category_id'])


@cache
def suggested(text: str) -> tuple[int | None, ...]:
    return tuple(NUMBERS[name] for name in suggestions(text))
