"""D2: an imported yes is never told as given to the words of this café, nor imported data as told by the person."""
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import access, consent, intake, people, repairs, wording
from db.consent import Given
from db.importing import applying, undoing
from db.importing.drafts import Choices, Evidence
from db.journal import writing
from db.listed import UNKNOWN_WORDS
from db.models import Person
from db.settings import Settings
from db.store import close_store, open_store
from db.who import COMMAND_LINE, Who
from db.words import Purpose
from pages.access_values import access_values, whence
from pages.privacy import about
from pages.ticket_values import consent_prints
from reports.access import access as access_pdf
from tests.db.importing.lists import CUSTOMERS, TEAM, book, customer
from tests.db.importing.test_round_trip import exported
from tests.db.stories import drop_off, joins
from tests.personas import NOW, given
from tests.reports.paper_reader import Paper

pytestmark = pytest.mark.usefixtures('store')

LATER = NOW + timedelta(days=1)
EMINE = {'first_name': 'Emine', 'last_name': 'Özdemir', 'phone': '0351 7654321'}
ASKED = 'Gefragt mit diesen Worten'
QUESTION = 'Dürfen wir Ihre Daten speichern?'
NOBODY_KNOWS = 'Mit welchen Worten gefragt wurde, ist hier nicht festgehalten.'


def comes(who: Who, said: str = 'ja', proof: Evidence | None = None, now: datetime = NOW, **more: str) -> str:
    choices = Choices(evidence={'Kunden': proof} if proof else {})
    return applying.apply(book(Kunden=[CUSTOMERS, customer(Einwilligung=said, **more)]), choices, who, now)[1]


def report(who: Who) -> access.Report:
    return access.report(Person.get(Person.last_name == 'Özdemir').public_id, who, LATER)


def consents(who: Who) -> list[dict[str, str]]:
    made = access_values(report(who), Settings())
    return [dict(entry.rows) for section in made.sections if section.title == 'Einwilligungen'
            for entry in section.entries]


def detail() -> str:
    person = Person.get(Person.last_name == 'Özdemir')
    return consent.lines(person.id, (Purpose.REPAIR,))[0].detail


PROOF = Evidence('Unterschrift', date(2026, 5, 31))
CASES = pytest.mark.parametrize(('said', 'proof', 'how', 'day', 'line'), [
    ('ja, 18.01.2025', None, 'laut Liste', '18.01.2025', 'laut Liste, 18.01.2025, Anja'),
    ('ja', None, 'laut Liste', '23.11.2026 (Tag der Übernahme)', 'laut Liste, übernommen am 23.11.2026, Anja'),
    ('', PROOF, 'Unterschrift', '31.05.2026', 'Unterschrift laut Nachweis, 31.05.2026, Anja'),
    ('', Evidence('mündlich'), 'mündlich', '23.11.2026 (Tag der Übernahme)',
     'mündlich laut Nachweis, übernommen am 23.11.2026, Anja')])


# ---- the access report -----------------------------------------------------------------------------------------------
@CASES
def test_d2_the_report_says_that_the_words_are_not_known(anja: Who, said: str, proof: Evidence | None, how: str,
                                                         day: str, line: str) -> None:
    comes(anja, said, proof)
    assert consents(anja) == [{'Wortlaut': UNKNOWN_WORDS, 'Ja vom': day, 'Wie': how, 'Übernommen von': 'Anja',
                               'Übernommen am': '23.11.2026, 14:05'}]
    (held,) = access.as_json(report(anja))['consents']
    assert (held['text'], held['how']) == (UNKNOWN_WORDS, how)
    pages = access_pdf(access_values(report(anja), Settings()))
    text = ' '.join(Paper(pages, number).text for number in range(Paper(pages).pages))
    assert NOBODY_KNOWS in text
    for invented in (ASKED, QUESTION, 'Fassung', 'Ja gesagt am', 'Aufgeschrieben von', 'Von der Person selbst'):
        assert invented not in text, invented


@CASES
def test_d2_counter_repair_and_slip_say_where_it_is_from(anja: Who, said: str, proof: Evidence | None, how: str,
                                                         day: str, line: str) -> None:
    comes(anja, said, proof)
    assert detail() == line
    (known,) = intake.known('0351 7654321')
    assert known.consent_line == f'Speichern bis zur Abholung: {line}'
    number = people.read(Person.get().public_id).repairs[0][0]
    view = repairs.read(number, NOW)
    assert view.consents[0].detail == line
    assert consent_prints(view)[0].text == 'Gespeichert bis zur Abholung, mit Ihrer Einwilligung ({}).'.format(
        line.removesuffix(', Anja'))


def test_d2_who_was_asked_here_keeps_the_exact_words(anja: Who) -> None:
    drop_off(anja, NOW, **EMINE)
    (held,) = consents(anja)
    assert held[ASKED].startswith(QUESTION)
    assert held[ASKED].endswith('Fassung 1')
    assert (held['Ja gesagt am'], held['Aufgeschrieben von']) == ('23.11.2026, 14:05', 'Anja')
    assert detail() == 'mündlich, 23.11.2026, Anja'


@pytest.mark.parametrize(('said', 'proof'), [('ja, 18.01.2025', None), ('', PROOF)])
def test_d2_a_list_adds_a_yes_to_somebody_who_was_asked_for_something_else(anja: Who, said: str,
                                                                           proof: Evidence | None) -> None:
    people.add('former_customer', EMINE, given(Purpose.FORMER), anja, NOW)
    comes(anja, said, proof)
    former, repair = consents(anja)
    assert ASKED in former
    assert repair['Wortlaut'] == UNKNOWN_WORDS


def test_d2_laut_liste_written_by_hand_has_no_words_either(anja: Who) -> None:
    people.add('former_customer', EMINE, (Given(Purpose.FORMER, 'laut Liste'),), anja, NOW)
    (held,) = consents(anja)
    assert (held['Wortlaut'], held['Aufgeschrieben von']) == (UNKNOWN_WORDS, 'Anja')
    assert 'siehe oben' not in history(anja)


def test_d2_our_own_file_brings_the_words_along(store: Path, tmp_path: Path, anja: Who) -> None:
    drop_off(anja, NOW, **EMINE)
    mine = exported()
    close_store()
    open_store(tmp_path / 'other')
    applying.apply(mine, Choices(), COMMAND_LINE, LATER)
    (held,) = consents(COMMAND_LINE)
    assert held[ASKED].startswith(QUESTION)
    assert detail() == 'mündlich, 23.11.2026, Befehlszeile'


def test_d2_whoever_is_asked_after_a_list_has_said_yes_to_the_words(anja: Who) -> None:
    comes(anja)
    person = Person.get()
    with writing(anja, LATER, 'repair.take_in') as batch:
        consent.record(batch, person.id, Given(Purpose.REPAIR, 'mündlich'))
        consent.record(batch, person.id, Given(Purpose.REPAIR, 'mündlich'))
    listed, asked = consents(anja)
    assert (listed['Wortlaut'], listed['Beendet, weil']) == (UNKNOWN_WORDS, 'erledigt')
    assert asked[ASKED].startswith(QUESTION)


def test_d2_a_list_after_the_words_makes_no_second_yes(anja: Who) -> None:
    drop_off(anja, NOW, **EMINE)
    comes(anja, now=LATER)
    assert [ASKED in one for one in consents(anja)] == [True]


def history(who: Who) -> str:
    made = access_values(report(who), Settings())
    told = next(one for one in made.sections if one.title == 'Was geändert wurde')
    return ' '.join(note for entry in told.entries for note in entry.notes)


def test_the_history_names_no_words_either(anja: Who) -> None:
    comes(anja)
    assert 'Übernommen von: „Anja“' in history(anja)
    for invented in (ASKED, 'Ja gesagt am', 'Aufgeschrieben von'):
        assert invented not in history(anja)


# ---- where the data is from ------------------------------------------------------------------------------------------
BY_THEMSELVES = 'Von der Person selbst. Wer es aufgeschrieben hat, steht unten.'
LISTED = 'Aus einer Liste übernommen am 23.11.2026. Wer es aufgeschrieben hat, steht unten.'
BOTH = ('Aus einer Liste übernommen am 23.11.2026. Was hier dazukam: von der Person selbst. Wer es aufgeschrieben hat, '
        'steht unten.')


def by_list(who: Who) -> None:
    comes(who)


def here(who: Who) -> None:
    drop_off(who, NOW, **EMINE)


def by_list_and_here(who: Who) -> None:
    comes(who)
    drop_off(who, LATER, 'Radio', person=Person.get().public_id, store=None)


def here_and_by_list(who: Who) -> None:
    here(who)
    comes(who, Gegenstand='Radio')


def by_list_and_moved_along(who: Who) -> None:
    """What the team does with an item, nobody has told about themselves."""
    comes(who)
    number = people.read(Person.get().public_id).repairs[0][0]
    repairs.save(number, 1, {'place': 'Regal 1'}, who, LATER)


def here_and_by_list_taken_back(who: Who) -> None:
    here(who)
    undoing.undo(comes(who, E_Mail='emine@example.org', Gegenstand='Radio'), who, LATER)


def by_two_lists(who: Who) -> None:
    comes(who)
    comes(who, Gegenstand='Radio', now=LATER)


@pytest.mark.parametrize(('how', 'told'), [
    (by_list, LISTED), (here, BY_THEMSELVES), (by_list_and_here, BOTH), (here_and_by_list, BOTH),
    (by_list_and_moved_along, LISTED), (here_and_by_list_taken_back, BY_THEMSELVES),
    (by_two_lists, LISTED.replace('23.11.2026', '23.11.2026 und 24.11.2026'))])
def test_whence_it_is_told_as_far_as_the_history_knows(anja: Who, how: Any, told: str) -> None:
    how(anja)
    assert whence(report(anja)) == told


# ---- how many say yes to a wording -----------------------------------------------------------------------------------
def member_question() -> str:
    return next(about(versions[0]) for versions in wording.everything() if versions[0].purpose is Purpose.MEMBER)


@pytest.mark.parametrize(('asked', 'listed', 'told'), [
    (0, 0, '0 Ja gelten'), (1, 0, '1 Ja gilt'), (0, 1, '1 Ja gilt, aus einer Liste'),
    (0, 2, '2 Ja gelten, aus einer Liste'), (1, 2, '3 Ja gelten, davon 2 aus einer Liste')])
def test_d2_how_many_of_a_wording_came_with_a_list(anja: Who, asked: int, listed: int, told: str) -> None:
    if asked:
        joins(anja, NOW)
    rows = [[f'Anna {n}', f'Adler {n}', '', '', '', '', ('ja', '')[n]] for n in range(listed)]
    applying.apply(book(Team=[TEAM, *rows]), Choices(evidence={'Team': Evidence('Papier')}), anja, NOW)
    assert member_question().partition(' · ')[2] == f'Teamliste · {told}'
