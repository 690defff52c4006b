"""Taking an item in: who is stored and who is not, sent twice, from eight tablets at once, at midnight (D1, D3, R9)."""
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import consent, handover, intake, numbers, people, repairs, retention
from db.errors import Refused
from db.events import on_change
from db.intake import Intake, favourites, known, questions, take_in, taken
from db.modelfields import to_text
from db.models import Consent, Person, Repair
from db.search import find
from db.settings import save as save_settings
from db.who import Who
from db.words import Purpose
from tests.db.naughty import CONTROL
from tests.db.stories import (
    OEZDEMIR,
    SEYMA,
    at_once,
    count,
    drop_off,
    joins,
    leaves,
    nameless,
    owner,
    ready,
    residue,
    row_counts,
    rows,
)
from tests.wording import reword

TOASTER = Intake('3f2b8c1e-0000-4000-8000-000000000001', 'Toaster', True, **SEYMA, fault='Klemmt.')


# ---- a new person ----------------------------------------------------------------------------------------------------
def test_a_new_person_gets_a_ticket(store: Path, tresen: Who, now: datetime) -> None:
    ticket = take_in(replace(TOASTER, brand='Krups', accessories='Netzteil', place='Regal 3', email='s@example.org',
                             warning=True, warning_reason='Kabel blank', later=True), tresen, now)
    assert ticket.number == numbers.make(2026, 1)
    assert (ticket.short_name, ticket.item, ticket.again) == ('Şeyma W.', 'Toaster', False)
    view = repairs.read(ticket.token, now)
    assert (view.brand, view.accessories, view.place, view.warning) == ('Krups', 'Netzteil', 'Regal 3', 'Kabel blank')
    assert (view.state, view.taken_by, view.received_at) == ('angenommen', 'Tresen', now)
    assert view.person is not None
    assert (view.person.name, view.person.phone, view.person.email) == (
        'Şeyma Wiśniewska', '0351 1234567', 's@example.org')
    assert str(view.due_on) == '2027-02-21', 'pick-up term of 90 days'


def test_d2_each_answer_is_written_down_with_the_words_that_were_shown(
        store: Path, tresen: Who, now: datetime) -> None:
    drop_off(tresen, now, later=True)
    asked = {question.purpose: question.id for question in questions()}
    assert rows('SELECT purpose, text_id, given_at, how, recorded_by_id, ended_at FROM consent ORDER BY id') == [
        ('repair', asked[Purpose.REPAIR], '2026-11-23T13:05:00Z', 'mündlich', tresen.account, None),
        ('former', asked[Purpose.FORMER], '2026-11-23T13:05:00Z', 'mündlich', tresen.account, None)]


@pytest.mark.parametrize('later', [False, None])
def test_d3_no_to_later_contact_never_blocks_the_repair(
        store: Path, tresen: Who, now: datetime, later: bool | None) -> None:
    ticket = drop_off(tresen, now, later=later)
    assert rows('SELECT purpose FROM consent') == [('repair',)]
    assert [line.yes for line in ticket.consents] == [True, False]


def test_one_word_names_are_fine(store: Path, tresen: Who, now: datetime) -> None:
    assert drop_off(tresen, now, first_name='Ronaldo').short_name == 'Ronaldo'
    assert drop_off(tresen, now, last_name='Özdemir').short_name == 'Ö.'


def test_only_item_and_the_first_answer_are_needed(store: Path, tresen: Who, now: datetime) -> None:
    assert take_in(Intake('nur-das-noetigste', 'Ding', False), tresen, now).item == 'Ding'


# ---- no --------------------------------------------------------------------------------------------------------------
def test_d1_whoever_says_no_is_nowhere(store: Path, tresen: Who, now: datetime) -> None:
    """Even when the form still held what was typed before the no."""
    ticket = take_in(replace(TOASTER, store=False, later=True, email='seyma@example.org'), tresen, now)
    assert ticket.short_name == ''
    assert ticket.consents == ()
    assert (count('person'), count('consent'), count('person_word')) == (0, 0, 0)
    assert repairs.read(ticket.number, now).person is None
    assert not residue(store, ['Şeyma', 'seyma', 'Wiśniewska', 'wisniewska', '0351 1234567', '03511234567'])


def test_d3_no_of_somebody_known_makes_a_nameless_repair_and_withdraws_nothing(
        store: Path, tresen: Who, now: datetime) -> None:
    seyma = owner(drop_off(tresen, now, later=True).number, now)
    ticket = take_in(Intake('zweite-annahme', 'Radio', False, person=seyma, later=False), tresen, now)
    assert repairs.read(ticket.number, now).person is None
    assert people.read(seyma).purposes == {Purpose.REPAIR, Purpose.FORMER}


def test_d3_nothing_is_taken_for_granted(store: Path, tresen: Who, now: datetime) -> None:
    """No answer is no yes; only somebody whose yes is still in force need not be asked."""
    with pytest.raises(Refused, match='Dürfen wir Ihre Daten speichern') as refusal:
        take_in(replace(TOASTER, store=None), tresen, now)
    assert refusal.value.field == 'store'
    assert count('repair') == 0
    seyma = owner(take_in(TOASTER, tresen, now).number, now)
    again = take_in(Intake('zweite-annahme', 'Radio', None, person=seyma), tresen, now)
    assert owner(again.number, now) == seyma


def test_d3_a_member_is_asked_for_the_repair_on_its_own(store: Path, tresen: Who, now: datetime) -> None:
    joerg = joins(tresen, now)
    with pytest.raises(Refused) as refusal:
        take_in(Intake('joergs-toaster', 'Toaster', None, person=joerg), tresen, now)
    assert refusal.value.field == 'store'
    take_in(Intake('joergs-toaster', 'Toaster', True, person=joerg), tresen, now)
    assert people.read(joerg).purposes == {Purpose.MEMBER, Purpose.REPAIR}


# ---- somebody known --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('phone', ['0351 1234567', '+49 (0)351/1234567', '00493511234567'])
def test_s9_the_exact_number_finds_first_name_and_initial(store: Path, tresen: Who, now: datetime, phone: str) -> None:
    drop_off(tresen, now)
    assert [(one.short, one.has_consent) for one in known(phone)] == [('Şeyma W.', True)]


@pytest.mark.parametrize('phone', ['0351 123456', '0351 12345678', '1234567', '0351', '', 'Şeyma'])
def test_s9_anything_but_the_exact_number_finds_nobody(store: Path, tresen: Who, now: datetime, phone: str) -> None:
    drop_off(tresen, now)
    assert known(phone) == ()


def test_several_people_with_one_phone(store: Path, tresen: Who, now: datetime) -> None:
    for name in ('Şeyma', 'Olaf', 'Kim'):
        drop_off(tresen, now, first_name=name, last_name='Wiśniewska', phone='0351 1234567')
    assert [one.short for one in known('0351/1234567')] == ['Kim W.', 'Olaf W.', 'Şeyma W.']
    assert count('person') == 3


@pytest.mark.parametrize('typed', [
    {'first_name': 'Emine', 'last_name': 'Özdemir', 'phone': '0351 7654321'},
    {'first_name': 'emine', 'last_name': 'OEZDEMIR', 'phone': '0049 351 7654321'},
    {'first_name': ' Emine ', 'last_name': 'Özdemir', 'phone': '0351/76543-21'}])
def test_the_same_name_with_the_same_number_is_the_same_person(
        store: Path, tresen: Who, now: datetime, typed: dict[str, str]) -> None:
    emine = owner(drop_off(tresen, now, **OEZDEMIR).number, now)
    assert owner(drop_off(tresen, now, **typed).number, now) == emine
    assert count('person') == 1


@pytest.mark.parametrize('typed', [
    {'first_name': 'Emine', 'last_name': 'Özdemir', 'phone': '0351 7654322'},
    {'first_name': 'Emine', 'last_name': 'Özdemir', 'phone': ''},
    {'first_name': 'Emin', 'last_name': 'Özdemir', 'phone': '0351 7654321'}])
def test_another_number_or_name_is_somebody_else(
        store: Path, tresen: Who, now: datetime, typed: dict[str, str]) -> None:
    emine = owner(drop_off(tresen, now, **OEZDEMIR).number, now)
    assert owner(drop_off(tresen, now, **typed).number, now) != emine
    assert count('person') == 2


def test_a_new_e_mail_of_somebody_known_is_kept_and_an_old_one_not_overwritten(
        store: Path, tresen: Who, now: datetime) -> None:
    seyma = owner(drop_off(tresen, now).number, now)
    drop_off(tresen, now, person=seyma, email='seyma@example.org')
    assert people.read(seyma).values['email'] == 'seyma@example.org'
    drop_off(tresen, now, **SEYMA, email='andere@example.org')
    assert people.read(seyma).values['email'] == 'seyma@example.org'


def test_a_yes_is_written_down_once(store: Path, tresen: Who, now: datetime) -> None:
    seyma = owner(drop_off(tresen, now, later=True).number, now)
    drop_off(tresen, now, person=seyma, later=True)
    assert count('consent') == 2


def test_d3_asked_again_and_no_ends_the_yes_to_later_contact(store: Path, tresen: Who, now: datetime) -> None:
    seyma = owner(drop_off(tresen, now, later=True).number, now)
    drop_off(tresen, now + timedelta(days=1), person=seyma, later=False)
    assert people.read(seyma).purposes == {Purpose.REPAIR}
    assert rows("SELECT ended_at, ended_because FROM consent WHERE purpose = 'former'") == [
        ('2026-11-24T13:05:00Z', 'withdrawn')]


def test_d3_somebody_kept_only_as_former_says_no_to_later_and_yes_to_the_repair(
        store: Path, tresen: Who, now: datetime) -> None:
    """The new yes goes in before the old one ends: nobody is without consent in between."""
    seyma = people.add('former_customer', dict(SEYMA), (consent.Given(Purpose.FORMER, 'Papier'),), tresen, now)
    drop_off(tresen, now, person=seyma, later=False)
    assert people.read(seyma).purposes == {Purpose.REPAIR}
    assert people.read(seyma).sheets == ('kundinnen',)


def test_d5_no_to_later_contact_clears_what_was_kept_only_for_it(store: Path, tresen: Who, now: datetime) -> None:
    """At once, and not only when the new item is picked up."""
    emine = people.add('former_member', {'first_name': 'Emine', 'phone': '0351 7654321', 'note': 'zqnotiz'},
                       (consent.Given(Purpose.FORMER, 'Papier'),), tresen, now)
    drop_off(tresen, now, person=emine, later=False)
    view = people.read(emine)
    assert (view.name, view.values['phone']) == ('Emine', '0351 7654321')
    assert (view.values['note'], view.membership) == ('', None)
    retention.run_due(now)
    assert residue(store, ['zqnotiz']) == []


def test_d2_a_yes_that_stands_stays_as_it_was_said_when_the_words_have_changed_since(
        store: Path, tresen: Who, now: datetime) -> None:
    """Nobody has read the new words to them, so nothing may say that they agreed to those."""
    seyma = owner(drop_off(tresen, now, later=True).number, now)
    before = rows('SELECT * FROM consent')
    reword(Purpose.REPAIR, 'Neu.')
    reword(Purpose.FORMER, 'Auch neu.')
    later = now + timedelta(days=1)
    take_in(Intake('zweite-annahme', 'Radio', None, person=seyma), tresen, later)
    assert rows('SELECT * FROM consent') == before
    take_in(Intake('dritte-annahme', 'Mixer', None, later=True, person=seyma), tresen, later)
    in_force = consent.text_in_force(Purpose.FORMER).id
    assert rows('SELECT purpose, text_id FROM consent WHERE given_at > ?', to_text(now)) == [('former', in_force)]
    assert rows("SELECT text_id, ended_at FROM consent WHERE purpose = 'repair'") == [(before[0][3], None)]


@pytest.mark.parametrize('changed', [Purpose.REPAIR, Purpose.FORMER])
def test_d2_a_yes_counts_for_the_words_that_were_shown(
        store: Path, tresen: Who, now: datetime, changed: Purpose) -> None:
    repair, former = (question.id for question in questions())
    reword(changed, 'Neu.')
    with pytest.raises(Refused, match='gerade geändert'):
        take_in(replace(TOASTER, later=True, shown=(repair, former)), tresen, now)
    assert (count('person'), count('repair')) == (0, 0)
    repair, former = (question.id for question in questions())
    take_in(replace(TOASTER, later=True, shown=(repair, former)), tresen, now)
    assert rows('SELECT text_id FROM consent ORDER BY id') == [(repair,), (former,)]


def test_not_asked_again_changes_nothing(store: Path, tresen: Who, now: datetime) -> None:
    seyma = owner(drop_off(tresen, now, later=True).number, now)
    drop_off(tresen, now, person=seyma, later=None)
    assert people.read(seyma).purposes == {Purpose.REPAIR, Purpose.FORMER}


def test_somebody_erased_in_the_meantime_is_not_brought_back(store: Path, tresen: Who, now: datetime) -> None:
    seyma = owner(drop_off(tresen, now).number, now)
    handover.withdraw(seyma, None, tresen, now)
    with pytest.raises(Refused, match='steht nicht'):
        take_in(Intake('zweite-annahme', 'Radio', True, person=seyma), tresen, now)
    assert (count('person'), count('repair')) == (0, 1)


# ---- R9: sent twice, from many tablets -------------------------------------------------------------------------------
def test_r9_sending_it_again_is_harmless(store: Path, tresen: Who, now: datetime) -> None:
    first = take_in(TOASTER, tresen, now)
    before = row_counts()
    second = take_in(TOASTER, tresen, now + timedelta(minutes=1))
    assert (second.number, second.token, second.again) == (first.number, first.token, True)
    assert row_counts() == before
    assert taken(first.number, now) == replace(second, again=False)


def test_r9_eight_taps_at_once_make_one_record(store: Path, tresen: Who, now: datetime) -> None:
    tickets = at_once(lambda _: take_in(TOASTER, tresen, now))
    assert {ticket.number for ticket in tickets} == {numbers.make(2026, 1)}
    assert sorted(ticket.again for ticket in tickets) == [False] + [True] * 7
    assert (count('repair'), count('person'), count('consent')) == (1, 1, 1)


def test_r9_eight_tablets_at_once_get_eight_numbers_in_a_row(store: Path, tresen: Who, now: datetime) -> None:
    tickets = at_once(lambda tablet: [drop_off(tresen, now, first_name=f'N{tablet}', phone=f'0351 55{tablet}00{one}')
                                      for one in range(5)])
    found = sorted(ticket.number for batch in tickets for ticket in batch)
    assert found == [numbers.make(2026, serial) for serial in range(1, 41)]
    assert count('person') == len({ticket.token for batch in tickets for ticket in batch}) == 40
    assert not rows('PRAGMA foreign_key_check')


def test_r9_the_same_new_person_at_two_tablets_is_stored_once(store: Path, tresen: Who, now: datetime) -> None:
    at_once(lambda tablet: drop_off(tresen, now, item=f'Gerät {tablet}'))
    assert (count('person'), count('repair')) == (1, 8)


@pytest.mark.parametrize('request_id', ['', 'kurz', 'x' * 65, 'mit leer zeichen', "'; DROP TABLE repair",
                                        'a\x00bcdefghi'])
def test_a_form_without_a_proper_id_is_refused(store: Path, tresen: Who, now: datetime, request_id: str) -> None:
    with pytest.raises(Refused, match='Seite neu laden'):
        take_in(replace(TOASTER, request_id=request_id), tresen, now)
    assert count('repair') == 0


# ---- numbers through the year ----------------------------------------------------------------------------------------
def test_the_year_changes_at_midnight_in_berlin(store: Path, tresen: Who) -> None:
    """22:59 UTC is still the old year in Berlin, 23:00 UTC is the new one."""
    moments = [datetime(2026, 12, 31, 22, 58, tzinfo=UTC), datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC),
               datetime(2026, 12, 31, 23, 0, tzinfo=UTC), datetime(2027, 1, 1, 0, 30, tzinfo=UTC)]
    assert [nameless(tresen, moment).number for moment in moments] == [
        numbers.make(2026, 1), numbers.make(2026, 2), numbers.make(2027, 1), numbers.make(2027, 2)]


def test_numbers_go_on_after_9999(store: Path, tresen: Who, now: datetime) -> None:
    nameless(tresen, now)
    Repair.update(serial=2026 * intake.SERIALS_PER_YEAR + 9999, number=numbers.make(2026, 9999)).execute()
    ticket = nameless(tresen, now)
    assert ticket.number == numbers.make(2026, 10000)
    assert repairs.read(ticket.number.replace('-', ''), now).number == ticket.number


def test_a_number_is_never_used_twice(store: Path, tresen: Who, now: datetime) -> None:
    first = drop_off(tresen, now)
    handover.withdraw(owner(first.number, now), None, tresen, now)
    assert drop_off(tresen, now).number == numbers.make(2026, 2)


# ---- refusals --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('typed', 'field'), [
    ({'item': '  '}, 'item'), ({'phone': 'abends'}, 'phone'), ({'email': 'name@'}, 'email'),
    ({'first_name': '', 'last_name': ''}, 'first_name'),
    ({'first_name': '', 'last_name': '', 'phone': ''}, 'first_name'),
    ({'first_name': 'x' * 101}, 'first_name'), ({'item': 'x' * 101}, 'item'), ({'fault': 'x' * 1001}, 'fault'),
    ({'responsible': 4711}, 'responsible'), ({'warning': True, 'warning_reason': 'x' * 101}, 'warning'),
    *[({'last_name': text}, 'last_name') for text in CONTROL.values()]])
def test_a_refusal_names_its_field_and_leaves_nothing_behind(
        store: Path, tresen: Who, now: datetime, typed: dict[str, Any], field: str) -> None:
    before = row_counts()
    with pytest.raises(Refused) as refusal:
        take_in(replace(TOASTER, **typed), tresen, now)
    assert refusal.value.field == field
    assert row_counts() == before
    assert take_in(TOASTER, tresen, now).number == numbers.make(2026, 1), 'no number was lost'


def test_whoever_left_the_team_cannot_be_made_responsible(store: Path, tresen: Who, now: datetime) -> None:
    joerg = joins(tresen, now)
    member = repairs.team()[0].membership_id
    assert drop_off(tresen, now, responsible=member).responsible == 'Jörg R.'
    leaves(joerg, tresen, now, keep=True)
    with pytest.raises(Refused) as refusal:
        drop_off(tresen, now, responsible=member)
    assert refusal.value.field == 'responsible'


def test_a_warning_without_a_reason_is_still_a_warning(store: Path, tresen: Who, now: datetime) -> None:
    assert repairs.read(drop_off(tresen, now, warning=True).number, now).warning == 'ohne Angabe'
    assert repairs.read(drop_off(tresen, now, warning_reason='nicht angekreuzt').number, now).warning == ''


def test_the_pick_up_term_of_the_settings_counts(store: Path, anja: Who, now: datetime) -> None:
    save_settings({'pickup_term_days': '30'}, anja, now)
    assert str(repairs.read(nameless(anja, now).number, now).due_on) == '2026-12-23'


# ---- what the counter shows ------------------------------------------------------------------------------------------
def test_the_two_questions_in_their_present_wording(store: Path) -> None:
    stored, later = questions()
    assert (stored.title, stored.yes, stored.no) == (
        'Dürfen wir Ihre Daten speichern?', 'Ja, speichern', 'Nein, ohne Namen')
    assert (later.title, later.yes, later.no) == (
        'Dürfen wir Sie auch später noch kontaktieren?', 'Ja, gern', 'Nein, danach löschen')


def test_new_wording_is_asked_and_recorded_from_then_on(store: Path, tresen: Who, now: datetime) -> None:
    drop_off(tresen, now)
    (stored, _), before = questions(), Consent.get().text_id
    reword(Purpose.REPAIR, 'Neu.', 'Neu?')
    drop_off(tresen, now, **OEZDEMIR)
    assert questions()[0].title == 'Neu?'
    assert before == stored.id
    assert rows('SELECT text_id FROM consent ORDER BY id') == [(before,), (questions()[0].id,)]


def test_a_new_cafe_starts_with_what_is_common_everywhere(store: Path, now: datetime) -> None:
    assert len(favourites(now)) == 8
    assert 'Kaffeemaschine' in favourites(now)


def test_favourites_are_learned_from_this_cafe(store: Path, tresen: Who, now: datetime) -> None:
    for item in ['Alter Plattenspieler'] * 4 + ['Bügeleisen'] * 3 + ['Rasierer']:
        nameless(tresen, now, item)
    assert favourites(now)[0] != 'Plattenspieler', 'the buttons stay where they are for the day'
    now += timedelta(days=1)
    assert favourites(now)[:2] == ('Plattenspieler', 'Bügeleisen')
    assert 'Rasierer' not in favourites(now), 'once is chance'
    assert len(favourites(now)) == len(set(favourites(now))) == 8
    assert len(favourites(now, 3)) == 3


def test_taking_in_tells_the_other_screens(store: Path, tresen: Who, now: datetime) -> None:
    heard: list[frozenset[tuple[str, str]]] = []
    stop = on_change(lambda changed: heard.append(changed.rows))
    ticket = drop_off(tresen, now)
    with pytest.raises(Refused):
        drop_off(tresen, now, item='')
    stop()
    assert heard == [{('repair', ticket.number), ('person', owner(ticket.number, now))}]


def test_the_person_and_the_repair_are_found_at_once(store: Path, tresen: Who, now: datetime) -> None:
    ticket = drop_off(tresen, now, **OEZDEMIR)
    ready(ticket.number, tresen, now)
    assert [hit.title for hit in find('oezdemir').people] == ['Emine Özdemir']
    assert [hit.href for hit in find(ticket.number).repairs] == [f'/r/{ticket.number}']
    assert Person.select().count() == 1
