"""Several people in one cell of names: the first where it is plain who that is, nobody who was made up of two."""
from collections.abc import Callable

import pytest

from db.importing.drafts import Result
from db.importing.identity import SEVERAL_AS_THEY_ARE, SEVERAL_PEOPLE
from db.importing.names import Name, everyone, full_name
from db.importing.several import each_line, is_whole
from tests.db.importing.lists import EXTERNAL, planned

ITEMS = ['Datum', 'Name', 'Telefon', 'Gegenstand', 'Einwilligung']


def brings(name: str, yes: str = 'ja', phone: str = '0911 10002', item: str = 'Radio') -> list[str]:
    return ['1.10.2026', name, phone, item, yes]


@pytest.mark.parametrize('text', [
    'Anna Adler, Bernd Specht', 'Anna Adler; Bernd Specht', 'Anna Adler oder Bernd Specht', 'Anna Adler - Bernd Specht',
    'Anna Adler bzw. Tochter Eva', 'Anna Adler i.V. Bernd Specht', 'Anna Adler, Bernd Specht, Carl Dohle',
    'Adler Anna, Specht Bernd', 'Anna Adler (Leitung), Bernd Specht (Hausmeister)', 'Adler, Anna, Specht, Bernd',
    'Anna Adler, Leitung, Bernd Specht', 'Anna Adler, Bernd Specht und Carl Dohle', 'Anna Adler, Herr Specht'])
def test_the_first_is_taken_and_the_text_kept(text: str) -> None:
    assert full_name(text) == Name('Anna', 'Adler', '', text, several=True)


@pytest.mark.parametrize('text', [
    'Frau Adler, Herr Specht', 'Frau Adler (Leitung), Herr Specht (Hausmeister)', 'Frau Adler und Herr Specht',
    'Frau Adler oder Bernd Specht', 'Frau Adler, Herr Specht und Frau Dohle'])
def test_behind_a_salutation_too(text: str) -> None:
    assert full_name(text) == Name('', 'Adler', 'Frau', text, several=True)


@pytest.mark.parametrize('text', [
    'Adler, Bernd Specht', 'Anna Adler, Bernd', 'Frau Wiedehopf ist jetzt in Rente, neu: Herr Storch',
    'Müller Lüdenscheid, Anna Berg', 'Anna, Bernd, Eva', 'Uhu, Kauz, Eule', 'Neuhaus, Anna Berg',
    'Adler, Bernd Specht und Anna Kern'])
def test_where_nobody_can_tell_the_text_stays(text: str) -> None:
    assert full_name(text) == Name('', text, several=True)


@pytest.mark.parametrize(('text', 'name'), [
    ('Dr. Nina Feld, Ökoinstitut', Name('Nina', 'Feld', 'Dr.', 'Ökoinstitut')),
    ('Anna Adler, Vorsitzende', Name('Anna', 'Adler', '', 'Vorsitzende')),
    ('Adler Anna, Vorsitzende', Name('Anna', 'Adler', '', 'Vorsitzende')),
    ('Frau Adler, Stadtwerke Nord', Name('', 'Adler', 'Frau', 'Stadtwerke Nord')),
    ('Anna Adler, Stadt Nürnberg', Name('Anna', 'Adler', '', 'Stadt Nürnberg')),
    ('Anna Adler – Büro', Name('Anna', 'Adler', '', 'Büro')),
    ('Adler, Anna, Vorsitzende', Name('Anna', 'Adler', '', 'Vorsitzende')),
    ('Anna Adler (Leitung) (mittwochs)', Name('Anna', 'Adler', '', '(Leitung) (mittwochs)'))])
def test_what_somebody_does_is_no_name(text: str, name: Name) -> None:
    assert full_name(text) == name


@pytest.mark.parametrize(('text', 'name'), [
    ('Becker, Anna', Name('Anna', 'Becker')), ('Becker, Dr. Anna', Name('Anna', 'Becker', 'Dr.')),
    ('von der Heide, Anna Maria', Name('Anna Maria', 'von der Heide')),
    ('Müller, Anna-Lena', Name('Anna-Lena', 'Müller')),
    ('Becker, Anna Maria', Name('Anna Maria', 'Becker')), ('Bülow, Anna von', Name('Anna', 'von Bülow')),
    ('Müller-Kern, Zsófia', Name('Zsófia', 'Müller-Kern')),
    ('García Márquez, Gabriel', Name('Gabriel', 'García Márquez')),
    ('Frau Becker, Anna', Name('Anna', 'Becker', 'Frau')),
    ('Adler Anna, Frau', Name('Anna', 'Adler', 'Frau', 'Adler Anna, Frau')),
    ('Anna Müller - Lüdenscheid', Name('Anna Müller -', 'Lüdenscheid'))])
def test_one_person_stays_one(text: str, name: Name) -> None:
    assert full_name(text) == name


def test_a_heading_that_names_the_surname_first_leaves_no_doubt() -> None:
    assert full_name('Adler, Bernd Specht', surname_first=True) == Name('Bernd Specht', 'Adler')


@pytest.mark.parametrize(('text', 'line'), [
    ('Anna Adler\nBernd Specht', 'Anna Adler, Bernd Specht'), ('Frau Adler\nHerr Specht', 'Frau Adler, Herr Specht'),
    ('Anna Adler,\nBüro', 'Anna Adler, Büro'), ('Anna\nAdler', 'Anna Adler'), ('Anna\nMaria Adler', 'Anna Maria Adler'),
    ('Adler,\nAnna', 'Adler, Anna'), ('Anna Maria\nAdler', 'Anna Maria Adler')])
def test_lines_of_a_cell(text: str, line: str) -> None:
    assert each_line(text) == line


@pytest.mark.parametrize(('text', 'names'), [
    ('Anna Adler, Bernd Specht', [('Anna', 'Adler'), ('Bernd', 'Specht')]),
    ('Anna Adler (Leitung)\nBernd Specht', [('Anna', 'Adler'), ('Bernd', 'Specht')]),
    ('Adler, Bernd Specht', [('Adler', ''), ('Bernd', 'Specht'), ('Bernd Specht', 'Adler')])])
def test_everyone_who_may_be_meant(text: str, names: list[tuple[str, str]]) -> None:
    assert [(one.first, one.last) for one in everyone(text)] == names


@pytest.mark.parametrize('piece', ['Anna Adler, ', 'Frau ', ' - ', '(', 'Anna oder '])
@pytest.mark.parametrize('look', [full_name, is_whole])
def test_long_cells_are_read_in_one_go(look: Callable[[str], object], piece: str) -> None:
    """Else the time limit of every test stops it."""
    look(piece * (400_000 // len(piece)))


# ---- rows ------------------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('name', ['Anna Adler, Bernd Specht', 'Anna Adler\nBernd Specht',
                                  'Anna Adler oder Bernd Specht'])
def test_a_row_says_whom_it_brings(name: str) -> None:
    for line in (planned(Kunden=[ITEMS, brings(name)]).lines[0],
                 planned(Extern=[EXTERNAL, ['Bauhof', name, '', '0911 1', '', '', 'ja']]).lines[0]):
        assert line.person is not None
        assert (line.person.values['first_name'], line.person.values['last_name']) == ('Anna', 'Adler')
        assert SEVERAL_PEOPLE in line.reason


@pytest.mark.usefixtures('store')
def test_of_whom_nobody_can_tell_the_reason_says_so() -> None:
    (line,) = planned(Kunden=[ITEMS, brings('Adler, Bernd Specht')]).lines
    assert line.person is not None
    assert line.person.values['last_name'] == 'Adler, Bernd Specht'
    assert SEVERAL_AS_THEY_ARE in line.reason


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('refuses', 'agrees'), [
    ('Anna Adler, Bernd Specht', 'Bernd Specht'), ('Frau Adler, Herr Specht', 'Herr Specht'),
    ('Adler, Bernd Specht', 'Bernd Specht'), ('Bernd Specht', 'Adler, Bernd Specht')])
def test_d1_a_no_is_of_everybody_in_the_cell(refuses: str, agrees: str) -> None:
    lines = planned(Kunden=[ITEMS, brings(refuses, 'nein'), brings(agrees, item='Uhr')]).lines
    assert [line.result for line in lines] == [Result.REPAIR_ONLY, Result.REPAIR_ONLY]
    assert 'das Nein gilt' in lines[1].reason


@pytest.mark.usefixtures('store')
def test_a_no_of_the_second_is_none_of_the_first() -> None:
    rows = [ITEMS, brings('Anna Adler, Bernd Specht'), brings('Bernd Specht', 'nein', item='Uhr')]
    lines = planned(Kunden=rows).lines
    assert [line.result for line in lines] == [Result.STORED, Result.REPAIR_ONLY]


@pytest.mark.usefixtures('store')
def test_d1_nor_is_a_younger_yes_where_nobody_can_tell_whose_it_is() -> None:
    later = ['5.10.2026', *brings('Adler, Bernd Specht', item='Uhr')[1:]]
    lines = planned(Kunden=[ITEMS, brings('Bernd Specht', 'nein'), later]).lines
    assert [line.result for line in lines] == [Result.REPAIR_ONLY, Result.REPAIR_ONLY]
