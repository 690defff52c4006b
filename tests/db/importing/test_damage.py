"""Letters that were lost on the way here: stored as they stand, and said where."""
import pytest

from db.importing import report
from db.importing.drafts import Result
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, customer, customers, planned

pytestmark = pytest.mark.usefixtures('store')

SIGN = 'Das Zeichen {} unter „Nachname“ bitte prüfen: Dort ist vermutlich ein Buchstabe verloren gegangen.'
MISREAD = 'Unter „Nachname“ sind Umlaute oder andere Zeichen falsch umgewandelt (wie Ã¼ statt ü): bitte prüfen.'


@pytest.mark.parametrize(('name', 'said'), [
    ('Gro§', SIGN.format('§')), ('M¤ller', SIGN.format('¤')),
    ('Nguy?n', SIGN.format('?')), ('M\ufffdller', SIGN.format('\ufffd')), ('MÃ¼ller', MISREAD),
    *((name.encode().decode('cp1252'), MISREAD) for name in (
        'Weiß', 'Özdemir', 'Äußerst', 'Wałęsa', 'Sørensen', 'Übel'))])
def test_it_is_stored_as_it_stands_with_a_sentence(name: str, said: str) -> None:
    (line,) = customers(customer(Nachname=name))
    assert (line.result, line.person and line.person.values['last_name']) == (Result.STORED, name)
    assert said in line.reason


@pytest.mark.parametrize('name', ['Müller', 'Weiß', 'SÃO', 'Łukasz', 'Ångström', 'Özdemir-Äbel', "O'Brien", 'Čapek'])
def test_letters_of_other_languages_are_no_damage(name: str) -> None:
    (line,) = customers(customer(Nachname=name, Defekt='Kabel? „Ä“ klemmt', Bemerkung='geht es wieder?ja'))
    assert 'prüfen' not in line.reason


def test_headings_that_cannot_be_read_are_named() -> None:
    rows = [['Name', 'GerÃ¤t', 'Einwilligung'], ['Anna Berg', 'Radio', 'ja']]
    (line,) = planned(Liste=rows).lines
    assert line.result is Result.NOT_UNDERSTOOD
    assert line.reason.startswith('In den Überschriften sind Umlaute beschädigt')


def test_of_a_repair_alone_only_the_item_is_told() -> None:
    (line,) = customers(customer(Nachname='MÃ¼ller', Gegenstand='K?hlschrank', Einwilligung='nein'))
    assert 'unter „Gegenstand“' in line.reason
    assert 'Nachname' not in line.reason
    plan = planned(Kunden=[CUSTOMERS, customer(Nachname='MÃ¼ller')],
                   Extern=[EXTERNAL, ['BÃ¼rgeramt', '', '', '', '', '', ''], ['Amt', 'Nguy?n', '', '', '', '', 'nein']])
    assert 'unter „Organisation“' in plan.lines[1].reason.replace('Unter', 'unter')
    assert 'prüfen' not in plan.lines[2].reason
    assert all('MÃ' not in row['reason'] for row in report.as_json(plan, applied=False)['rows'])
