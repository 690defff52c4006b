"""The access report as the person reads it: everything, on as many pages as it takes, and nothing cut."""
from dataclasses import replace

import pytest

from reports.access import AccessEntry, AccessSection, AccessValues, access

from .paper_reader import Box, Paper, overlaps

HARD = 'Thị Hiễn Жанна İpek-Großmann'
NOTE = '\n'.join(f'Zeile {number} der Notiz mit einem Satz, der über die Breite des Papiers hinausgeht und umbricht.'
                 for number in range(120))
SMALL = AccessValues(
    name='Emine', cafe_name='Repair-Café Musterstadt', reach=('Werkstraße 5, 01099 Musterstadt', '0351 987650'),
    stamp='23.11.2026, 14:05 Uhr', sections=(
        AccessSection('Angaben zur Person', (AccessEntry(rows=(('Vorname', 'Emine'), ('Telefon', '0351 1234567'))),),
                      hint='Mehr ist nicht gespeichert.'),
        AccessSection('Einwilligungen', (AccessEntry('Teamliste', (('Wie', 'mündlich'),), ('in Arbeit · Mira',)),))))
LONG = replace(SMALL, name=HARD, sections=(*SMALL.sections, AccessSection('Was geändert wurde', (
    AccessEntry(rows=(('Notiz', NOTE),)), *(AccessEntry(f'Reparatur {n}', (('Nummer', f'26-{n:04}-0'),),
                                                        (f'Telefon: „0351 {n}“ → „0176 {n}“',)) for n in range(60))))))
HOSTILE = replace(SMALL, name='W' * 200, cafe_name='<b>x' * 30, reach=('W' * 300,), sections=(AccessSection(
    'W' * 200, (AccessEntry('W' * 300, (('W' * 120, 'W' * 900), ('', '👩‍🔧 <img src=x> {{7*7}}'), ('leer', ''))),)),
    AccessSection('', ())))
PAGE = Box(15, 0, 195, 294)


def pages(values: AccessValues) -> list[Paper]:
    made = access(values)
    return [Paper(made, number) for number in range(Paper(made).pages)]


def everything(values: AccessValues) -> str:
    return ' '.join(page.text for page in pages(values))


def test_one_page_says_for_whom_by_whom_and_when() -> None:
    (page,) = pages(SMALL)
    for words in ('Repair-Café Musterstadt', 'Werkstraße 5, 01099 Musterstadt', 'Auskunft für Emine',
                  'Stand 23.11.2026, 14:05 Uhr', 'Mehr ist nicht gespeichert.', 'Telefon 0351 1234567', 'Teamliste',
                  'in Arbeit · Mira', 'Vertraulich: nur für Emine.', 'Seite 1 von 1'):
        assert words in page.text, words
    assert page.title == 'Auskunft', 'the name stands in no title bar'


def test_what_is_long_goes_on_over_the_page_and_nothing_is_cut() -> None:
    text = everything(LONG)
    for number in range(120):
        assert f'Zeile {number} der Notiz' in text
    for number in range(60):
        assert f'26-{number:04}-0' in text
        assert f'→ „0176 {number}“' in text
    assert '…' not in text


def test_every_page_says_whose_it_is_and_which() -> None:
    many = pages(LONG)
    assert len(many) > 5
    for number, page in enumerate(many, start=1):
        assert f'Seite {number} von {len(many)}' in page.text
        assert f'Auskunft für {HARD}' in page.text


@pytest.mark.parametrize('values', [SMALL, LONG, HOSTILE], ids=['small', 'long', 'hostile'])
def test_nothing_overlaps_and_nothing_leaves_its_page(values: AccessValues) -> None:
    for page in pages(values):
        lines = page.lines()
        assert overlaps(lines) == []
        assert all(line.within(PAGE) for line in lines)


def test_a_heading_is_never_alone_at_the_foot_of_a_page() -> None:
    """Whatever stands above it: lines of one more each time push the next section towards the edge."""
    for lines in range(60, 100):
        first = AccessSection('Notiz', (AccessEntry(rows=(('', '\n'.join(['x'] * lines)),)),))
        second = AccessSection('Reparaturen', (AccessEntry('Toaster', (('Nummer', '26-0417-7'),)),), hint='Hinweis')
        for page in pages(replace(SMALL, sections=(first, second))):
            assert ('Reparaturen' in page.text) == ('26-0417-7' in page.text)


def test_nobody_else_can_write_markup_into_it() -> None:
    text = everything(HOSTILE).replace(' ', '')
    assert '<imgsrc=x>{{7*7}}' in text
    assert '<b>x' in text


def test_the_same_values_make_the_same_paper() -> None:
    assert access(LONG) == access(LONG)
