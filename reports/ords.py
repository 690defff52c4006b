"""The file of the Open Repair Data Standard: UTF-8, commas, one line each, missing values empty."""
import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

COLUMNS = ('id', 'data_provider', 'country', 'partner_product_category', 'product_category', 'product_category_id',
           'brand', 'year_of_manufacture', 'product_age', 'repair_status', 'repair_barrier_if_end_of_life',
           'group_identifier', 'event_date', 'problem')


def lines(rows: Iterable[Any]) -> Iterator[bytes]:
    """`rows` have the columns as attributes; dates read YYYY-MM-DD."""
    yield _line(COLUMNS)
    for row in rows:
        yield _line(tuple(getattr(row, name) for name in COLUMNS))


def _line(values: tuple[Any, ...]) -> bytes:
    held = io.StringIO()
    csv.writer(held, lineterminator='\n').writerow(['' if value is None else value for value in values])
    return held.getvalue().encode()
