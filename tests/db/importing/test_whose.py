"""„Wer“ over a list of items: who brings them, where that is clear, and never who of the team looks after them (D1)."""
import pytest

from db.importing.drafts import Choices, Plan, Result
from tests.db.importing.lists import TEAM, Rows, planned

pytestmark = pytest.mark.usefixtures('store')

HELPERS = [TEAM, ['Jürgen', 'Weiß', '', '', '', '', 'nein'], ['Anja', 'Berg', '', '', '', '', 'ja']]
OF_TEAM = [['Jürgen', 'Toaster', '0351 7654321', 'ja'], ['Anja', 'Radio', '', 'ja']]


def items(*rows: list[str], heading: str = 'Wer', beside: str = 'Telefon', choices: Choices | None = None,
          **more: Rows) -> Plan:
    return planned(choices, Liste=[[heading, 'Gerät', beside, 'Einwilligung'], *rows], **more)


@pytest.mark.parametrize('heading', ['Wer', 'Wer?', "Wem gehört's?", 'Wem gehört das?', 'Von wem', 'Für', 'Für wen',
                                     'Wessen'])
def test_who_brings_an_item_comes_in_with_a_yes(heading: str) -> None:
    plan = items(['Emine Özdemir', 'Toaster', '0351 7654321', 'ja'], ['Nora Klein', 'Radio', '0351 1', 'nein'],
                 heading=heading)
    assert [line.result for line in plan.lines] == [Result.STORED, Result.REPAIR_ONLY]
    assert [person.values['last_name'] for person in plan.people] == ['Özdemir']


@pytest.mark.parametrize(('name', 'beside', 'said'), [
    ('Müller', 'Telefon', '0351 7654321'), ('Emine', 'Telefon', '0351 7654321'), ('Müller', 'Ansprechperson', 'Anja'),
    ('Emine', 'Reparateur', 'Anja'), ('Frau Özdemir', 'Farbe', 'rot')])
def test_one_word_is_enough_where_something_else_tells(name: str, beside: str, said: str) -> None:
    plan = items([name, 'Toaster', said, 'ja'], beside=beside, Team=HELPERS)
    assert name.split()[-1] in str(plan.lines[0].person and plan.lines[0].person.values)


@pytest.mark.parametrize(('rows', 'more'), [
    (OF_TEAM, {'Team': HELPERS}),                                               # first names of the team
    ([['Jürgen Weiß', 'Toaster', '', 'ja'], ['Anja Berg', 'Radio', '', 'ja']], {'Team': HELPERS}),
    ([['JW', 'Toaster', '', 'ja'], ['AB', 'Radio', '', 'ja']], {'Team': HELPERS}),
    ([['Tom Kern', 'Toaster', '', 'ja']] * 6, {}),                              # again and again
    ([['Werkstatt', 'Toaster', '', 'ja'], ['die Nähgruppe', 'Jacke', '', 'ja']], {})])
def test_d1_who_of_the_team_looks_after_it_is_no_customer(rows: list[list[str]], more: dict[str, Rows]) -> None:
    plan = items(*rows, **more)
    assert plan.layouts['Liste'].targets[0] == 'responsible'
    assert {line.result for line in plan.lines if line.sheet == 'Liste'} == {Result.REPAIR_ONLY}
    assert 'lässt sich die Spalte mit den Namen wählen' in plan.lines[0].reason


def test_d1_first_names_alone_tell_nothing() -> None:
    plan = items(['Jürgen', 'Toaster', 'rot', 'ja'], ['Anja', 'Radio', '', 'ja'], beside='Farbe')
    assert plan.people == []


def test_somebody_may_say_which_column_it_is() -> None:
    plan = items(['Emine Özdemir', 'Toaster', 'Nora Klein', 'ja'], beside='Nachbar',
                 choices=Choices(columns={('Liste', 2): 'name'}))
    assert [person.values['last_name'] for person in plan.people] == ['Klein']


def test_where_each_row_says_its_kind_it_names_members_and_customers() -> None:
    rows = [['Art', 'Wer', 'Gerät', 'Einwilligung'], ['Mitglied', 'Jürgen Weiß', '', 'ja'],
            ['Kunde', 'Emine Özdemir', 'Radio', 'ja'], ['Kunde', 'Nora Klein', 'Lampe', 'nein']]
    plan = planned(Alle=rows)
    assert [person.values['last_name'] for person in plan.people] == ['Weiß', 'Özdemir']


# ---- who looks after it ----------------------------------------------------------------------------------------------
def looked_after(heading: str, *names: str, team: Rows | None = None) -> list[str]:
    """The Ansprechpersonen of a list in which `names` stand under this heading."""
    both = [TEAM, ['Jürgen', 'Weiß', '', '', '', '', 'ja'], ['Anja', 'Berg', '', '', '', '', 'ja']]
    plan = planned(Team=team or both,
                   Kunden=[['Name', 'Gerät', heading, 'Stand', 'Einwilligung'], *(
                       [f'Emine Özdemir{place}', 'Toaster', name, 'in Arbeit', 'ja']
                       for place, name in enumerate(names))])
    return [helper.links['person'].values['first_name'] if (helper := draft.links.get('responsible')) else ''
            for draft in plan.others['repair']]


@pytest.mark.parametrize('heading', ['macht', 'Macht es', 'wen fragen', 'bei uns', 'hilft', 'dran', ''])
def test_a_column_of_names_of_the_team_says_who_looks_after_it(heading: str) -> None:
    assert looked_after(heading, 'JW', 'Anja', 'jürgen', 'Anja Berg') == ['Jürgen', 'Anja', 'Jürgen', 'Anja']


@pytest.mark.parametrize(('heading', 'names'), [
    ('macht', ('JW', 'Anja')),                                      # two may be chance
    ('macht', ('JW', 'Anja', 'Tom', 'Kern')),                       # others stand there as well
    ('macht', ('JW', 'Anja', '', 'ruft Anja an')),
    ('Bemerkung', ('JW', 'Anja', 'JW')),                            # its heading says what it is
    *((other, ('JW', 'Anja', 'JW')) for other in (
        'Kasse', 'notiert von', 'Einwilligung geholt von', 'Unterschrift von', 'DSE geholt', 'Verkauft an',
        'Schlüssel bei', 'Wer hat gefragt?', 'gesehen'))])
def test_any_other_column_stays_in_the_note(heading: str, names: tuple[str, ...]) -> None:
    assert set(looked_after(heading, *names)) == {''}


def test_who_may_not_be_stored_is_not_named_there() -> None:
    assert looked_after('macht', 'Anja', 'Anja', 'JW', team=HELPERS) == ['Anja', 'Anja', '']
