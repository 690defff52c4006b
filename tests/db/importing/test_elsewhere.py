"""Who said no, or nothing, is not named in what others say either (D1)."""
import pytest

from db.connection import folder
from db.importing import planning
from db.importing.absent import MASKED, Absent
from db.importing.drafts import Result
from db.masking import MASK
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, TEAM, customer, planned, stored
from tests.db.stories import rows

pytestmark = pytest.mark.usefixtures('store')

ABSENT = customer(Vorname='Moritz', Nachname='Fahrenkrog', Telefon='0171 5554321', Einwilligung='nein')


@pytest.mark.parametrize(('said', 'kept'), [
    ('Moritz Fahrenkrog bringt das Kabel', '… … bringt das Kabel'), ('Fahrenkrog, Moritz fragen', '…, … fragen'),
    ('wie bei Herrn Fahrenkrog', 'wie bei Herrn …'), ('Fahrenkrogs Wecker auch', '… Wecker auch'),
    ('Moritz Fahrenkrogs Wecker', '… … Wecker'), ('anrufen: 0171/555 43 21', 'anrufen: …'),
    ('holt +49 171 5554321 ab', 'holt … ab')])
def test_d1_nobody_is_named_in_a_note_or_a_fault(said: str, kept: str) -> None:
    plan = planned(Kunden=[CUSTOMERS, ABSENT, customer(Bemerkung=said), customer(Nachname='Pilz', Defekt=said)])
    of_note, of_fault = (draft.values for draft in plan.others['repair'][1:])
    assert (of_note['note'], of_fault['fault']) == (kept, kept)
    assert all(line.reason.endswith(MASKED) for line in plan.lines[1:])


def test_d1_nor_behind_a_word_without_an_end() -> None:
    """Read once from its beginning, not again from each of its signs."""
    absent = Absent(cells=['gast@example.org'])
    assert absent.masked(f'{"x" * 200_000} gast@example.org', frozenset()) == f'{"x" * 200_000} {MASK}'
    assert absent.masked(f'a@b.example-{"x" * 200_000}@', frozenset()).startswith('a@b.example-x')


@pytest.mark.parametrize('said', ['Moritz holt es', 'Fahrenkrog-Schraube', 'Tel. 0351 999999', 'Herr Pilz wartet'])
def test_what_may_be_anybody_or_anything_stays(said: str) -> None:
    plan = planned(Kunden=[CUSTOMERS, ABSENT, customer(Bemerkung=said)])
    assert plan.others['repair'][1].values['note'] == said
    assert MASKED not in plan.lines[1].reason


def test_a_colour_a_trade_and_one_of_the_family_stay() -> None:
    absent = [customer(Nachname=name, Vorname='Uwe', Telefon='', Einwilligung='') for name in ('Weiß', 'Schneider')]
    said = ['Gehäuse weiß, Schneider war dran', 'Herr Schneider kommt']
    plan = planned(Kunden=[CUSTOMERS, *absent, customer(Bemerkung=said[0]),
                           customer(Vorname='Ute', Nachname='Schneider', Telefon='', Bemerkung=said[1])])
    assert [draft.values['note'] for draft in plan.others['repair'][2:]] == said


def test_cells_of_a_sheet_nobody_can_read_are_no_names() -> None:
    plan = planned(Kunden=[CUSTOMERS, customer(Defekt='Kabel defekt, Peter Klein fragen')],
                   Zettel=[['Kabel defekt', 'x y'], ['Peter Klein', 'a b']])
    assert plan.others['repair'][0].values['fault'] == 'Kabel defekt, … … fragen'


def test_whoever_comes_in_by_another_row_may_be_named() -> None:
    there = customer(Vorname='Jana', Nachname='Pilz', Telefon='0351 777777')
    gone = customer(Vorname='Jana', Nachname='Pilz', Telefon='0351 777777', Gegenstand='Uhr', Status='abgeholt')
    plan = planned(Kunden=[CUSTOMERS, there, gone, customer(Bemerkung='Jana Pilz, 0351 777777')])
    assert plan.others['repair'][2].values['note'] == 'Jana Pilz, 0351 777777'


def test_d1_nor_in_what_a_member_or_an_organisation_says() -> None:
    member = ['Gitta', 'Lau', '0171 9101', '', 'vertritt Moritz Fahrenkrog', 'nein', 'ja']
    place = ['Bauhof', 'Inge Zorn', '', '', '', 'Moritz Fahrenkrog kennt den Weg', 'ja']
    plan, __ = stored(Kunden=[CUSTOMERS, ABSENT], Team=[TEAM, member], Extern=[EXTERNAL, place])
    assert [line.result for line in plan.lines[1:]] == [Result.STORED, Result.STORED]
    assert rows('SELECT tasks FROM membership') == [('vertritt … …',)]
    assert rows('SELECT topic FROM organisation') == [('… … kennt den Weg',)]
    assert rows("SELECT COUNT(*) FROM change_value WHERE new LIKE '%ahrenkrog%'") == [(0,)]


def test_the_same_list_again_finds_what_was_masked() -> None:
    there = customer(Defekt='wie bei Moritz Fahrenkrog', Bemerkung='Fahrenkrogs Wecker auch')
    member = ['Gitta', 'Lau', '0171 9101', '', 'Kuchen', 'nein', 'ja', 'Vertretung: Moritz Fahrenkrog']
    for __ in range(2):
        stored(Kunden=[CUSTOMERS, ABSENT, there], Team=[[*TEAM, 'Hinweis'], member])
    assert rows('SELECT COUNT(*) FROM repair') == rows('SELECT COUNT(*) FROM person') == [(2,)]
    assert rows("SELECT note, version FROM person WHERE last_name = 'Lau'") == [('Vertretung: … …', 1)]


def test_the_preview_shows_what_the_file_says() -> None:
    plan = planned(Kunden=[CUSTOMERS, ABSENT, customer(Bemerkung='Moritz Fahrenkrog fragen')])
    assert plan.lines[1].row.text(10) == 'Moritz Fahrenkrog fragen'


# ---- in cells of any kind --------------------------------------------------------------------------------------------
ITEMS = ['Datum', 'Name', 'Telefon', 'E-Mail', 'Adresse', 'Kategorie', 'Gegenstand', 'Marke', 'Modell', 'Alter',
         'Strom', 'Defekt', 'Zubehör', 'Achtung', 'Platz', 'Status', 'Ergebnis', 'fertig am', 'Befund', 'abgeholt am',
         'Ansprechperson', 'Bemerkung', 'Farbe', 'Einwilligung']
MEMBERS = ['Vorname', 'Name', 'Telefon', 'E-Mail', 'Straße', 'PLZ', 'Ort', 'Aufgabe', 'Kann gut', 'seit', 'Messenger',
           'Notiz', 'Farbe', 'Einwilligung']


def under(headings: list[str], **told: str) -> list[str]:
    return [told.get(heading, '') for heading in headings]


def bytes_on_disk() -> bytes:
    return b''.join(path.read_bytes() for path in folder().rglob('*') if path.is_file()).lower()


@pytest.mark.parametrize('heading', ITEMS[:-1])
def test_d1_no_cell_of_an_item_brings_somebody_who_said_no(heading: str) -> None:
    there = {'Datum': '1.10.26', 'Name': 'Anna Adler', 'Telefon': '0911 10002', 'Gegenstand': 'Radio',
             'Status': 'in Arbeit', 'Einwilligung': 'ja'}
    there[heading] = f'{there.get(heading, "")} (Bernd Specht)'.strip()
    refuses = under(ITEMS, Datum='2.10.26', Name='Bernd Specht', Telefon='0911 20002', Gegenstand='TV',
                    Einwilligung='nein')
    for __ in range(2):     # the same list again finds what stands there
        stored(Kunden=[ITEMS, under(ITEMS, **there), refuses])
    assert b'specht' not in bytes_on_disk()
    assert rows('SELECT first_name, last_name FROM person') == [('Anna', 'Adler')]
    assert rows('SELECT COUNT(*) FROM repair') == [(2,)]


@pytest.mark.parametrize('heading', MEMBERS[:-1])
def test_d1_nor_a_cell_of_the_team(heading: str) -> None:
    there = {'Vorname': 'Anna', 'Name': 'Adler', 'Telefon': '0911 10002', 'Aufgabe': 'Kuchen', 'Einwilligung': 'ja'}
    there[heading] = f'{there.get(heading, "")} (Bernd Specht)'.strip()
    refuses = under(MEMBERS, Vorname='Bernd', Name='Specht', Telefon='0911 20002', Einwilligung='nein')
    for __ in range(2):
        stored(Team=[MEMBERS, under(MEMBERS, **there), refuses])
    assert b'specht' not in bytes_on_disk()
    assert rows('SELECT first_name, last_name, version FROM person') == [('Anna', 'Adler', 1)]


@pytest.mark.parametrize(('name', 'kept'), [
    ('Anna Adler / Bernd Specht', 'Name: Anna Adler / … …'), ('Anna Adler, Bernd Specht', 'Name: Anna Adler, … …'),
    ('Anna Adler (Vertretung: Bernd Specht)', 'Name: (Vertretung: … …)'),
    ('Anna Adler und Herr Specht', 'Name: Anna Adler und Herr …')])
def test_d1_nor_what_is_left_of_a_name(name: str, kept: str) -> None:
    there = under(ITEMS, Datum='1.10.26', Name=name, Telefon='0911 10002', Gegenstand='Radio', Einwilligung='ja')
    refuses = under(ITEMS, Datum='2.10.26', Name='Bernd Specht', Gegenstand='TV', Einwilligung='nein')
    plan, __ = stored(Kunden=[ITEMS, there, refuses])
    assert rows('SELECT note FROM repair WHERE person_id IS NOT NULL') == [(kept,)]
    assert MASKED in plan.lines[0].reason
    assert b'specht' not in bytes_on_disk()


def test_d1_of_whom_only_the_surname_is_known_too() -> None:
    there = under(ITEMS, Datum='1.10.26', Name='Frau Adler, Herr Specht', Telefon='0911 10002', Gegenstand='Radio',
                  Defekt='Herr Specht sagt: kalt', Einwilligung='ja')
    refuses = under(ITEMS, Datum='2.10.26', Name='Herr Specht', Gegenstand='TV', Einwilligung='nein')
    stored(Kunden=[ITEMS, there, refuses])
    assert b'specht' not in bytes_on_disk()
    family = under(ITEMS, Datum='1.10.26', Name='Eva Specht', Telefon='0911 3', Gegenstand='Uhr', Einwilligung='ja',
                   Bemerkung='Frau Specht holt ab')
    assert planned(Kunden=[ITEMS, family, refuses]).others['repair'][0].values['note'] == 'Frau Specht holt ab'


def test_ones_own_name_stays() -> None:
    there = under(ITEMS, Datum='1.10.26', Name='Anna Adler', Telefon='0911 10002', Gegenstand='Radio',
                  Einwilligung='ja', **{'fertig am': 'Anna Adler fragen'})
    namesake = under(ITEMS, Datum='2.10.26', Name='Anna Adler', Telefon='0911 20002', Gegenstand='TV',
                     Einwilligung='nein')
    plan = planned(Kunden=[ITEMS, there, namesake])
    assert 'Anna Adler fragen' in plan.others['repair'][0].values['note']


def test_who_stands_beside_others_without_a_yes_is_known_before_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the whole list would be planned twice."""
    absent = under(ITEMS, Datum='2.10.26', Name='Anna Adler, Bernd Specht', Gegenstand='TV')
    there = under(ITEMS, Datum='1.10.26', Name='Eva Kern', Gegenstand='Uhr', Einwilligung='ja',
                  Bemerkung='Bernd Specht fragen')
    again: list[object] = []
    monkeypatch.setattr(planning, '_begun_again', lambda *told: again.append(told))
    assert planned(Kunden=[ITEMS, absent, there]).lines
    assert not again
