"""What people answer in a form on the web, as such a service hands it out: questions over the columns."""
import pytest

from db.importing.drafts import Result
from tests.db.importing.lists import planned

pytestmark = pytest.mark.usefixtures('store')

QUESTIONS = ['Zeitstempel', 'Wie heißt du?', 'Wie können wir dich erreichen?', 'Was möchtest du reparieren?',
             'Was ist das Problem?', 'Ich bin einverstanden, dass meine Daten bis zur Abholung gespeichert werden.']


def test_each_answer_finds_its_place() -> None:
    rows = [['2026-10-03 09:12', 'Paul Reinhardt', 'paul.r@example.org', 'Bohrmaschine', 'dreht nicht', 'Ja'],
            ['2026-10-04 19:01', 'Nicole W.', '0176-33344455', 'Kaffeemaschine', 'tropft', 'Ja, ich stimme zu'],
            ['2026-10-05 20:00', 'Tom Kern', '', 'Toaster', 'kalt', 'Nein'],
            ['2026-10-05 20:00', 'Ina Lau', '', 'Toaster', 'kalt', 'Ich stimme nicht zu']]
    lines = planned(Formularantworten=[QUESTIONS, *rows]).lines
    assert [line.result for line in lines] == [Result.STORED, Result.STORED, Result.REPAIR_ONLY, Result.REPAIR_ONLY]
    assert [line.person and (line.person.values.get('email'), line.person.values.get('phone')) for line in lines[:2]] \
        == [('paul.r@example.org', None), (None, '0176 33344455')]
    assert [line.repair and f"{line.repair.values['received_at']:%d.%m.}" for line in lines[:2]] == ['03.10.', '04.10.']


def test_what_shall_be_repaired_is_never_lost_with_its_person() -> None:
    questions = ['Zeitstempel', 'Wie heißt du?', 'Deine Telefonnummer', 'Was möchtest du reparieren lassen?',
                 'Beschreibe das Problem', 'Ich bin einverstanden, dass meine Daten gespeichert werden']
    told, held = planned(Formular=[
        questions, ['2026-10-03 09:12', 'Nina Hell', '0151 98765', 'Verstärker', 'brummt', 'Ja'],
        ['2026-10-03 19:12', 'Ina Lau', '030 123456', 'Handy', 'Display', '']]).lines
    assert told.repair is not None
    assert held.repair is not None
    assert [line.repair.values['item'] for line in (told, held)] == ['Verstärker', 'Handy']  # type: ignore[union-attr]
    assert held.repair.values['fault'] == 'Display'
