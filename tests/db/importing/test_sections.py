"""Titles between the rows of a list say of whom the rows below them are, and when they came."""
import pytest

from db.importing.drafts import Choices, Plan, Result
from db.importing.targets import SheetKind
from tests.db.importing.lists import TEAM, planned
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

ALL = [['Name', 'Telefon', 'Gerät', 'Einwilligung'], ['TEAM:', '', '', ''], ['Anja Berg', '0351 1', '', 'ja'],
       ['Kund:innen', '', '', ''], ['Emine Özdemir', '0351 2', 'Toaster', 'ja'], ['Nora Klein', '', 'Radio', 'nein'],
       ['– Ehemalige –', '', '', ''], ['Renate Pohl', '', '', 'ja'], ['Uwe Alt', '', '', '']]


def kinds(plan: Plan) -> list[str]:
    """What became of each row: on which sheet somebody stands."""
    found = []
    for line in plan.lines:
        person = line.person
        found.append('' if person is None and line.repair is None else 'repair' if line.repair is not None
                     else 'team' if person and person.membership else 'former')
    return found


def test_everybody_on_one_sheet_below_titles() -> None:
    plan = planned(Liste=ALL)
    assert plan.layouts['Liste'].kind is SheetKind.MIXED
    assert kinds(plan) == ['', 'team', '', 'repair', 'repair', '', 'former', '']
    assert [plan.lines[place].result for place in (0, 2, 5)] == [Result.NOT_DATA] * 3
    assert [line.person is not None for line in plan.lines] == [False, True, False, True, False, False, True, False]


@pytest.mark.parametrize('title', ['Ehemalige', 'Ehemalige:', 'ausgeschieden', 'nicht mehr dabei',
                                   'frühere Mitglieder'])
def test_d3_who_stands_below_such_a_title_of_the_team_has_left(title: str) -> None:
    left = ['Uwe', 'Alt', '', '', '', '', 'ja']
    plan = planned(Team=[TEAM, ['Anja', 'Berg', '', '', '', '', 'ja'], [title, *[''] * 6], left])
    assert [line.result for line in plan.lines] == [Result.STORED, Result.NOT_DATA, Result.HELD_BACK]
    assert plan.lines[2].reason.startswith('Ist laut Liste ausgeschieden')


def test_titles_within_one_kind_change_nothing() -> None:
    plan = planned(Team=[TEAM, ['Aktive', *[''] * 6], ['Anja', 'Berg', '', '', '', '', 'ja'], ['Helfer', *[''] * 6],
                         ['Uwe', 'Alt', '', '', '', '', 'ja']])
    assert (plan.layouts['Team'].kind, len(plan.people)) == (SheetKind.TEAM, 2)
    items = [['Name', 'Gerät', 'Defekt', 'Einwilligung'], ['Mitglieder', '', '', ''], ['Anja Berg', 'Radio', 'x', 'ja'],
             ['Gäste', '', '', ''], ['Emine Özdemir', 'Lampe', 'y', 'ja']]
    assert planned(Liste=items).layouts['Liste'].kind is SheetKind.CUSTOMERS


def test_rows_above_the_first_title_of_a_sheet_that_is_of_no_kind_are_not_guessed() -> None:
    plan = planned(Liste=[ALL[0][:2] + ALL[0][3:], ['Kim Vogel', '', 'ja'], *[[*row[:2], row[3]] for row in ALL[1:]]])
    assert plan.lines[0].result is Result.NOT_UNDERSTOOD


def test_somebody_may_say_that_it_is_of_one_kind() -> None:
    plan = planned(Choices(kinds={'Liste': 'team'}), Liste=ALL)
    assert kinds(plan) == ['', 'team', '', 'team', '', '', 'team', '']
    assert kinds(planned(Choices(kinds={'Liste': 'mixed'}), Liste=ALL)) == kinds(planned(Liste=ALL))


# ---- days ------------------------------------------------------------------------------------------------------------
def received(*titles: str, above: str = '') -> list[str]:
    rows = [['Name', 'Gerät', 'Einwilligung'], *([cell, '', ''] if cell else ['Emine Özdemir', f'Lampe {place}', 'ja']
                                                  for place, cell in enumerate(titles))]
    plan = planned(Kunden=[[above, '', ''], *rows] if above else rows)
    return [f"{line.repair.values['received_at']:%d.%m.%Y}" for line in plan.lines if line.repair]


def test_the_day_of_a_title_is_that_of_the_items_below_it() -> None:
    assert received('Termin 3.10.2026', '', 'Samstag, 7.11.2026', '', '') == ['03.10.2026', '07.11.2026', '07.11.2026']
    assert received('', above='Repair-Café am 10.10.2026') == ['10.10.2026']


@pytest.mark.parametrize('title', [
    'Samstag, 10. Oktober 2026', 'Repair-Café am 10. Oktober 2026', 'Termin 10. Okt. 2026', '2026-10-10',
    '*** 10.10.2026 ***', '10.10.2026', '10. Oktober 2026', '-- Sa., 10. Okt. 26 --', 'Sa, 10.10.2026, 14-17 Uhr',
    'Repair-Café am 10. Oktober 2026, 14:00 Uhr', 'Reparaturtag 10.10.26 (Regen)'])
def test_a_title_may_name_the_day_in_words(title: str) -> None:
    assert received('Termin 3.10.2026', '', title, '') == ['03.10.2026', '10.10.2026']
    assert received('', above=title) == ['10.10.2026']


@pytest.mark.parametrize(('title', 'said'), [
    ('Termin: 10. Oktober', '10. Oktober'), ('Termin 10.10.', '10.10.'), ('Sa 10.10.', '10.10.'), ('2. Mai', '2. Mai'),
    ('Repair-Café Oktober 2026', 'Oktober 2026'), ('Café am 10. Oktober, Helfer Klaus', '10. Oktober'),
    ('Termin 5. Dezember 2026', '05.12.2026')])
def test_the_day_of_a_title_that_is_none_yet_is_told_and_ends_the_one_above(title: str, said: str) -> None:
    heads = ['Name', 'Gerät', 'Einwilligung', 'Annahme']
    lines = planned(Kunden=[heads, ['Termin 3.10.2026'], ['Emine Özdemir', 'Lampe', 'ja'], [title],
                            ['Nora Klein', 'Radio', 'ja'], ['Ida Neu', 'Uhr', ''],
                            ['Uwe Alt', 'Mixer', 'ja', '4.10.2026']]).lines
    first, nora, ida, uwe = (line for line in lines if line.repair)
    assert [f"{line.repair.values['received_at']:%d.%m.%Y}" for line in (first, nora, uwe) if line.repair] == [
        '03.10.2026', '23.11.2026', '04.10.2026']
    assert nora.repair is not None
    assert nora.repair.values['note'] == f'Termin laut Liste: {said}'
    assert all('steht nicht genau in der Liste' in line.reason for line in (nora, ida))
    assert 'Annahmedatum' not in first.reason + uwe.reason


@pytest.mark.parametrize('title', ['Helfer heute: Klaus', 'Halle 1.2', 'Regal 10.10', '22 Geräte', 'Anruf 0351 10.10.',
                                   'Stand: 10. Oktober 2026', 'Nächster Termin: 5. Dezember', 'Termin offen'])
def test_no_other_title_is_a_day(title: str) -> None:
    assert received('Termin 3.10.2026', '', title, '') == ['03.10.2026', '03.10.2026']


@pytest.mark.parametrize('above', ['Stand: 10.10.2026', 'Liste gedruckt am 10.10.2026', 'ab 10.10.2026 im Keller',
                                   'Repair-Café 3.10.2026 und 10.10.2026', 'Termin 1.12.2026'])
def test_another_day_is_none_of_theirs(above: str) -> None:
    assert received('', above=above) == ['23.11.2026']


def test_what_a_row_says_itself_holds() -> None:
    rows = [['Datum', 'Name', 'Gerät', 'Einwilligung'], ['Termin 3.10.2026', '', '', ''],
            ['4.10.2026', 'Emine Özdemir', 'Lampe', 'ja'], ['Oktober', 'Nora Klein', 'Radio', 'ja']]
    lines = planned(Kunden=rows).lines
    assert [line.repair and f"{line.repair.values['received_at']:%d.%m.%Y}" for line in lines[1:]] == [
        '04.10.2026', '23.11.2026']


@pytest.mark.parametrize(('name', 'day'), [('03.10.26', '2026-10-03'), ('Café 3.10.2026', '2026-10-03'),
                                           ('Stand 3.10.26', ''), ('Kunden 2026', '')])
def test_the_day_of_a_sheet_is_that_of_its_items(name: str, day: str) -> None:
    plan = planned(**{name: [['Kunde', 'Gerät', 'Einwilligung'], ['Mona Reich', 'Kette', 'ja']]})
    assert ('Annahmedatum' not in plan.lines[0].reason) is bool(day)
    assert f"{plan.others['repair'][0].values['received_at']:%Y-%m-%d}" == (day or f'{NOW:%Y-%m-%d}')
