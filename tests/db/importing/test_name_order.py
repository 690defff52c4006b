"""Surnames that stand first without a comma: the cells of a column say so together, capitals each for itself."""
import pytest

from db.importing.content import looks_like_name
from db.importing.name_order import surnames_lead
from db.importing.names import Name, full_name, two_cells
from tests.db.importing.lists import planned


@pytest.mark.parametrize(('text', 'first', 'last'), [
    ('Müller Anna', 'Anna', 'Müller'), ('Karl Otto', 'Otto', 'Karl'), ('Schmidt Peter-Hans', 'Peter-Hans', 'Schmidt'),
    ('Weber Anna Maria', 'Anna Maria', 'Weber'), ('von der Leyen Ursula', 'Ursula', 'von der Leyen'),
    ('Meyer zu Bergsten Ina', 'Ina', 'Meyer zu Bergsten'), ('Xenakis Tsubasa', 'Tsubasa', 'Xenakis'),
    ('Weber A.', 'A.', 'Weber'), ('Anna Müller', 'Anna', 'Müller'), ('Maria Anna Weber', 'Maria Anna', 'Weber'),
    ('Ursula von der Leyen', 'Ursula', 'von der Leyen'), ('Weber, Anna', 'Anna', 'Weber')])
def test_in_a_column_where_they_lead(text: str, first: str, last: str) -> None:
    assert full_name(text, surname_first=True) == Name(first, last)


def test_herr_von_buelow_has_no_first_name() -> None:
    assert full_name('Herr von Bülow', surname_first=True) == Name('', 'von Bülow', 'Herr')


@pytest.mark.parametrize(('text', 'first', 'last'), [
    ('GROSSMANN Karl', 'Karl', 'GROSSMANN'), ('GROSSMANN Anna Maria', 'Anna Maria', 'GROSSMANN'),
    ('Karl GROSSMANN', 'Karl', 'GROSSMANN'), ('KARL GROSSMANN', 'KARL', 'GROSSMANN'), ('JP Becker', 'JP', 'Becker')])
def test_capitals_are_for_the_surname(text: str, first: str, last: str) -> None:
    assert full_name(text) == Name(first, last)


def test_a_column_says_it_by_several_cells_and_hardly_any_against() -> None:
    leading, usual = ['Müller Anna', 'Weber Karl', 'Yılmaz Ayşe'], 'Karl Weber'
    assert surnames_lead(leading)
    assert surnames_lead([*leading, *leading, usual, 'Xenakis Tsubasa', 'Weber, Ilse', 'Otto Karl'])
    assert not surnames_lead(leading[:2])
    assert not surnames_lead([*leading, usual])
    assert not surnames_lead(['Weber, Anna', 'Müller, Karl', 'Yılmaz, Ayşe'])
    assert not surnames_lead(['Karl Otto', 'Anna Karl', 'Otto Anna'])


@pytest.mark.usefixtures('store')
def test_the_list_is_read_that_way_round() -> None:
    names = ['Müller Anna', 'Weber Karl', 'Yılmaz Ayşe', 'Xenakis Tsubasa']
    lines = planned(Kunden=[['Name', 'Gegenstand', 'Einwilligung'], *([name, 'Toaster', 'ja'] for name in names)]).lines
    assert [(line.person.values['first_name'], line.person.values['last_name']) for line in lines if line.person] == [
        ('Anna', 'Müller'), ('Karl', 'Weber'), ('Ayşe', 'Yılmaz'), ('Tsubasa', 'Xenakis')]
    (line,) = planned(Kunden=[['Name', 'Gegenstand', 'Einwilligung'], ['Xenakis Tsubasa', 'Toaster', 'ja']]).lines
    assert line.person is not None
    assert line.person.values['first_name'] == 'Xenakis'


# ---- „von“ in short --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('text', 'first', 'last'), [
    ('Anna-Lena v. d. Heide', 'Anna-Lena', 'v. d. Heide'), ('Eva v.d. Heide', 'Eva', 'v.d. Heide'),
    ('Eva v. Berg', 'Eva', 'v. Berg'), ('Eva v Berg', 'Eva', 'v Berg'), ('Heide, Eva v. d.', 'Eva', 'v. d. Heide'),
    ('v. d. Heide, Eva', 'Eva', 'v. d. Heide'), ('Eva zu Dohna', 'Eva', 'zu Dohna'),
    ('Eva von und zu Berg', 'Eva', 'von und zu Berg'), ('Eva v.der Heide', 'Eva', 'v.der Heide'),
    ('v. d. Heide', '', 'v. d. Heide'), ('Paul V. Meier', 'Paul V.', 'Meier'), ('Eva D. Meier', 'Eva D.', 'Meier')])
def test_von_in_short_belongs_to_the_surname_and_an_initial_does_not(text: str, first: str, last: str) -> None:
    assert full_name(text) == Name(first, last)


def test_a_column_of_such_names_is_one() -> None:
    assert all(map(looks_like_name, ('Anna-Lena v. d. Heide', 'Eva v.d. Heide', 'Eva v. Berg', 'Eva v.der Heide')))


# ---- capitals, and what stands around a name for the post ------------------------------------------------------------
@pytest.mark.usefixtures('store')
def test_a_column_all_in_capitals_with_surnames_in_front_is_read_so() -> None:
    names = ['GROSSMANN KARL', 'BERG ANJA', 'ADLER ANNA', 'MEIER TZVETAN']
    plan = planned(Kunden=[['Name', 'Telefon', 'Gegenstand', 'Einwilligung'],
                           *([name, f'0351 12345{place}', 'Lampe', 'ja'] for place, name in enumerate(names))])
    assert [(one.values['first_name'], one.values['last_name']) for one in plan.people] == [
        ('KARL', 'GROSSMANN'), ('ANJA', 'BERG'), ('ANNA', 'ADLER'), ('TZVETAN', 'MEIER')]


@pytest.mark.parametrize(('text', 'first', 'last', 'rest'), [
    ('Anja Berg c/o Meier', 'Anja', 'Berg', 'c/o Meier'), ('Anja Berg, c/o Meier', 'Anja', 'Berg', 'c/o Meier'),
    ('Anja Berg c / o Familie Ohm', 'Anja', 'Berg', 'c / o Familie Ohm'), ('c/o Meier', '', '', 'c/o Meier'),
    ('Anja Berg p.A. Meier', 'Anja', 'Berg', 'p.A. Meier'), ('z.Hd. Anna Adler', 'Anna', 'Adler', 'z.Hd.'),
    ('z. Hd. Frau Adler', '', 'Adler', 'z. Hd.'), ('zu Händen von Karl Ohm', 'Karl', 'Ohm', 'zu Händen von'),
    ('Attn: Karl Ohm', 'Karl', 'Ohm', 'Attn:'), ('zHd. Karl Ohm', 'Karl', 'Ohm', 'zHd.'),
    ('Anja Berg p.a. Meier', 'Anja', 'Berg', 'p.a. Meier'),
    ('p.A. Meier', '', '', 'p.A. Meier'), ('P. A. Schmidt', 'P. A.', 'Schmidt', ''),
    ('P.A. Schmidt', 'P.A.', 'Schmidt', ''), ('Hans P. A. Schmidt', 'Hans P. A.', 'Schmidt', ''),
    ('Anja P.A. Berg', 'Anja P.A.', 'Berg', ''), ('P. A. Schmidt c/o Meier', 'P. A.', 'Schmidt', 'c/o Meier'),
    ('anja p.a. berg', 'anja p.a.', 'berg', ''), ('anja berg p.a. ring 3', 'anja', 'berg', 'p.a. ring 3'),
    ('anja berg p.a. pfarrgemeinde', 'anja', 'berg', 'p.a. pfarrgemeinde'), ('p. a. schmidt', 'p. a.', 'schmidt', ''),
    ('anja berg c/o meier', 'anja', 'berg', 'c/o meier'), ('Anja Berg C/O Meier', 'Anja', 'Berg', 'C/O Meier'),
    ('Hof, z.Hd. Anna Adler', 'Anna', 'Adler', 'Hof, z.Hd.'), ('Schmidt p.a.', '', 'Schmidt', 'p.a.'),
    ('Hof z. Hd. Frau Adler', '', 'Adler', 'Hof z. Hd.'), ('Anja Schmidt, p.A.', 'Anja', 'Schmidt', 'p.A.'),
    ('anja schmidt p.a.', 'anja', 'schmidt', 'p.a.'), ('Schmidt P.A.', 'Schmidt', 'P.A.', ''),
    ('Anja Berg c/o', 'Anja', 'Berg', 'c/o'), ('Coco Berg', 'Coco', 'Berg', ''), ('Paula Pa', 'Paula', 'Pa', '')])
def test_what_is_for_the_post_is_no_name(text: str, first: str, last: str, rest: str) -> None:
    found = full_name(text)
    assert (found.first, found.last, found.rest) == (first, last, rest)


def test_nor_is_it_in_a_column_of_surnames() -> None:
    for first in ('P. A.', 'P.A.'):
        assert two_cells(first, 'Schmidt').first == first
    found = two_cells('Anja', 'Berg c/o Meier')
    assert (found.first, found.last, found.rest) == ('Anja', 'Berg', 'c/o Meier')
