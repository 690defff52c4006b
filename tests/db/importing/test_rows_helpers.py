"""Row by row: who of the team looks after an item."""
import pytest

from db.importing import showing
from db.importing.assumed import Assumed
from tests.db.importing.lists import CUSTOMERS, TEAM, customer, planned

pytestmark = pytest.mark.usefixtures('store')


# ---- who looks after it ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize('said', ['Jürgen', 'J. Weiß', 'JW', 'J.W.', 'Weiß, Jürgen', 'Jürgen Weiß', 'jürgen w.',
                                  'Weiss', 'Weiß, J.', 'Jürgen (Mo)'])
def test_the_ansprechperson_is_matched_to_the_team(said: str) -> None:
    team = [TEAM, ['Jürgen', 'Weiß', '0351 1', '', '', '', 'ja'], ['Anja', 'Wolf', '0351 2', '', '', '', 'ja']]
    lines = planned(Team=team, Kunden=[CUSTOMERS, customer(Ansprechperson=said)]).lines
    assert lines[2].repair is not None
    assert lines[2].repair.links['responsible'].links['person'] is lines[0].person


@pytest.mark.parametrize(('said', 'is_jens'), [
    ('JvdH', True), ('J.v.d.H.', True), ('J. v. d. H.', True), ('JH', True), ('JVH', False), ('JvH', False),
    ('JvdK', False), ('Jv dH', False), ('jvdh', False)])
def test_a_short_of_a_surname_with_small_words_is_matched_too(said: str, is_jens: bool) -> None:
    team = [TEAM, ['Jens', 'von der Heide', '0351 1', '', '', '', 'ja'], ['Anja', 'Wolf', '0351 2', '', '', '', 'ja']]
    line = planned(Team=team, Kunden=[CUSTOMERS, customer(Ansprechperson=said)]).lines[-1]
    assert line.repair is not None
    assert ('responsible' in line.repair.links) is is_jens


def test_d1_the_short_of_somebody_held_back_stays_out() -> None:
    team = [TEAM, ['Jens', 'von der Heide', '0351 1', '', '', '', 'nein']]
    line = planned(Team=team, Kunden=[CUSTOMERS, customer(Ansprechperson='JvdH')]).lines[-1]
    assert 'JvdH' not in str(line.repair.values)        # type: ignore[union-attr]
    assert line.reason.endswith('Die Ansprechperson darf nicht gespeichert werden und bleibt weg.')


@pytest.mark.parametrize(('said', 'consent', 'told'), [
    ('Sybille', 'ja', 'Als Ansprechperson passt niemand aus dem Team; „Sybille“ steht in der Notiz.'),
    ('Sybille', '', 'Die Ansprechperson steht nicht auf der Teamliste und bleibt weg.'),
    ('Sybille 0351 77', 'ja', 'Die Ansprechperson steht nicht auf der Teamliste und bleibt weg.')])
def test_one_that_fits_nobody_is_told_and_counted(said: str, consent: str, told: str) -> None:
    row = customer(Nachname='Stumm', Telefon='0351 77', Ansprechperson=said, Einwilligung=consent)
    plan = planned(Team=SEVERAL, Kunden=[CUSTOMERS, customer(), row])
    assert plan.lines[-1].reason.endswith(told)
    sheet = showing.sheets(plan, ())[1]
    assert (sheet.told, sheet.assumed) == ('1 Ansprechperson nicht im Team.', (Assumed.HELPER,))
    assert showing.rows(plan, 'Kunden', Assumed.HELPER, 0, 9)[0][0].row == 3


def test_a_name_that_means_two_means_nobody() -> None:
    lines = planned(Team=[TEAM, ['Anna', 'Weiß', '', '', '', '', 'ja'], ['Anna', 'Wolf', '', '', '', '', 'ja']],
                    Kunden=[CUSTOMERS, customer(Ansprechperson='Anna')]).lines
    assert lines[2].repair is not None
    assert 'responsible' not in lines[2].repair.links
    assert 'Ansprechperson: Anna' in lines[2].repair.values['note']


SEVERAL = [TEAM, ['Jürgen', 'Weiß', '', '', '', '', 'ja'], ['Jana', 'Weiß', '', '', '', '', 'ja'],
           ['Jürgen', 'Wolf', '', '', '', '', 'ja'], ['Anja', 'Weiß', '0351 1', '', '', '', 'nein']]


@pytest.mark.parametrize('said', ['J. Weiß', 'JW', 'J.W.', 'Jürgen', 'Weiß, J.', 'Jürgen (Mo)'])
def test_where_several_of_the_team_fit_it_says_so_and_keeps_the_words(said: str) -> None:
    line = planned(Team=SEVERAL, Kunden=[CUSTOMERS, customer(Ansprechperson=said)]).lines[-1]
    assert line.repair is not None
    assert line.repair.values['note'] == f'Ansprechperson: {said}'
    assert line.reason.endswith(f'Als Ansprechperson passen mehrere aus dem Team; „{said}“ steht in der Notiz.')


@pytest.mark.parametrize(('said', 'consent'), [
    ('JW', 'nein'), ('J. Weiß', ''), ('Jürgen 0351 7654329', 'ja'), ('Weiß', 'ja'), ('JW (Anja)', 'ja')])
def test_d1_and_leaves_them_out_where_they_may_not_stand(said: str, consent: str) -> None:
    """Without a person, with a number, or where somebody who stays out is called so as well."""
    line = planned(Team=SEVERAL, Kunden=[CUSTOMERS, customer(Ansprechperson=said, Einwilligung=consent)]).lines[-1]
    assert line.repair is not None
    assert 'Ansprechperson' not in line.repair.values['note']
    assert line.reason.endswith('Als Ansprechperson passen mehrere aus dem Team: Sie bleibt weg.')


def test_d1_somebody_held_back_is_not_named_elsewhere() -> None:
    lines = planned(Kunden=[CUSTOMERS, customer(Ansprechperson='Erika')],
                    Team=[TEAM, ['Erika', 'Fuchs', '0351 1', '', '', '', 'nein']]).lines
    assert lines[0].repair is not None
    assert 'Erika' not in str(lines[0].repair.values)
    assert 'Ansprechperson' in lines[0].reason


def test_d1_nor_is_the_second_of_two_in_one_cell() -> None:
    rows = [['Name', 'Aufgabe', 'WhatsApp', 'Einwilligung'], ['Erika Fuchs & Max Kern', 'Kuchen', 'ja', 'nein']]
    lines = planned(Kunden=[CUSTOMERS, customer(Ansprechperson='Max')], Team=rows).lines
    assert lines[0].repair is not None
    assert 'Max' not in str(lines[0].repair.values)
