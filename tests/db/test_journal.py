"""One save path: row, history and the word to other screens in one transaction, or none of it."""
import logging
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from db import accounts, devices, handover, intake, journal, organisations, people, pins, repairs, search
from db.errors import Conflict, Refused
from db.events import Changed, on_change
from db.models import Organisation, Person
from db.who import COMMAND_LINE, Who
from db.words import State
from tests.db.stories import count, drop_off, joins, nameless, owner, raw, row_counts, rows
from tests.personas import PINS


def history(table: str) -> list[tuple[object, ...]]:
    """(verb, field, old, new) as they are stored."""
    return rows('SELECT verb, field, old, new FROM change LEFT JOIN change_value ON change_id = change.id '
                'WHERE table_name = ? ORDER BY change.id, field', table)


def test_old_and_new_value_of_each_field(store: Path, mira: Who, now: datetime) -> None:
    zoo = organisations.add({'name': 'Zoo', 'topic': 'Löwen'}, mira, now)
    organisations.save(zoo, 1, {'name': 'Zoo Dresden', 'topic': ''}, mira, now)
    assert history('organisation') == [
        ('organisation.add', 'name', None, '"Zoo"'), ('organisation.add', 'topic', None, '"Löwen"'),
        ('organisation.save', 'name', '"Zoo"', '"Zoo Dresden"'), ('organisation.save', 'topic', '"Löwen"', '""')]


def test_who_when_and_which_version(store: Path, mira: Who, anja: Who, now: datetime) -> None:
    zoo = organisations.add({'name': 'Zoo'}, COMMAND_LINE, now)
    organisations.save(zoo, 1, {'topic': 'Löwen'}, mira, now + timedelta(hours=1))
    organisations.save(zoo, 2, {'topic': 'Bären'}, anja, now + timedelta(hours=2))
    assert rows("SELECT actor_id, at, version FROM change WHERE table_name = 'organisation' ORDER BY id") == [
        (None, '2026-11-23T13:05:00Z', 1), (mira.account, '2026-11-23T14:05:00Z', 2),
        (anja.account, '2026-11-23T15:05:00Z', 3)]


def test_all_changes_of_one_verb_share_a_batch(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now, later=True).number
    handover.hand_back(number, tresen, now)
    assert rows("SELECT count(DISTINCT batch) FROM change WHERE verb LIKE 'repair.%'") == [(2,)]
    assert {table for (table,) in rows("SELECT table_name FROM change WHERE verb = 'repair.take_in'")} == {
        'consent', 'person', 'repair'}
    assert {table for (table,) in rows("SELECT table_name FROM change WHERE verb = 'repair.hand_back'")} == {
        'repair', 'person'}


def test_what_is_secret_or_derived_is_not_written_down(store: Path, tresen: Who, anja: Who, now: datetime) -> None:
    drop_off(tresen, now)
    accounts.set_password('Mira', 'ein-ganz-neues-passwort', anja, now)
    pins.set_pin(anja.account or 0, PINS['anja'], anja, now)
    devices.enrol('Tablet links', anja, now)
    fields = {field for (field,) in rows('SELECT field FROM change_value')}
    assert not fields & {'token', 'words', 'sort_name', 'on_former', 'password', 'pin', 'token_hash', 'request_id',
                         'id'}
    assert {'first_name', 'phone', 'item', 'state', 'purpose'} <= fields


def test_saving_the_same_again_writes_nothing(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, skills='Elektro')
    before = row_counts()
    people.save(joerg, 1, {'skills': 'Elektro', 'first_name': 'Jörg'}, mira, now)
    assert row_counts() == before


@pytest.mark.parametrize(('value', 'stored'), [
    ('Jörg', 'Jörg'), (None, None), (3.5, 3.5), (True, True), (date(2026, 1, 3), '2026-01-03'), ({'a': 1}, {'a': 1}),
    (State.READY, 'fertig')])
def test_values_as_json_can_hold_them(value: object, stored: object) -> None:
    assert journal.plain(value) == stored


def test_moments_in_the_history_are_utc(now: datetime) -> None:
    from db.clock import local
    assert journal.plain(local(now)) == journal.plain(now) == '2026-11-23T13:05:00Z'


# ---- all or nothing --------------------------------------------------------------------------------------------------
def test_what_fails_half_way_leaves_nothing_and_tells_nobody(
        store: Path, tresen: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the last step: the person, the consent, the repair and its number are all taken back."""
    heard: list[Changed] = []
    stop = on_change(heard.append)
    before = row_counts()
    with monkeypatch.context() as patch:
        patch.setattr(search, '_refresh_repairs', broken)
        with pytest.raises(ZeroDivisionError):
            drop_off(tresen, now)
    assert row_counts() == before
    assert heard == []
    assert intake.known('0351 1234567') == ()
    drop_off(tresen, now)
    stop()
    assert len(heard) == 1


def broken(*_: object) -> None:
    raise ZeroDivisionError


def test_the_word_goes_out_after_the_commit(store: Path, mira: Who, now: datetime) -> None:
    """Whoever is told and looks at once, through another connection, sees it."""
    other = raw(store)
    seen: list[int] = []
    stop = on_change(lambda _: seen.append(other.execute('SELECT count(*) FROM organisation').fetchone()[0]))
    organisations.add({'name': 'Zoo'}, mira, now)
    stop()
    other.close()
    assert seen == [1]


def test_a_screen_that_fails_harms_nobody(
        store: Path, mira: Who, now: datetime, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[Changed] = []
    stops = [on_change(broken), on_change(heard.append)]
    with caplog.at_level(logging.CRITICAL):
        number = nameless(mira, now).number
    for stop in stops:
        stop()
    assert repairs.read(number, now).item == 'Radio'
    assert len(heard) == 1


def test_whoever_stops_listening_hears_nothing(store: Path, mira: Who, now: datetime) -> None:
    heard: list[Changed] = []
    on_change(heard.append)()
    nameless(mira, now)
    assert heard == []


def test_a_conflict_is_a_refusal_with_a_sentence(store: Path, mira: Who, now: datetime) -> None:
    zoo = organisations.add({'name': 'Zoo'}, mira, now)
    before = row_counts()
    with pytest.raises(Conflict) as refusal:
        organisations.save(zoo, 7, {'name': 'Tierpark'}, mira, now)
    assert isinstance(refusal.value, Refused)
    assert refusal.value.sentence.endswith('.')
    assert (row_counts(), Organisation.get().name) == (before, 'Zoo')


def test_changed_names_tables(store: Path, mira: Who, now: datetime) -> None:
    heard: list[Changed] = []
    stop = on_change(heard.append)
    number = drop_off(mira, now).number
    stop()
    assert heard[0].tables == {'repair', 'person'}
    assert heard[0].by == 'Mira'
    assert owner(number, now) == Person.get().public_id
    assert count('change') > 0
