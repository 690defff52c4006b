"""R4, D7: a backup every day, verified, sealed where it leaves the folder, gone after fourteen days."""
import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import backup, handover, health, keeping, ledger
from db.errors import Refused
from db.store import FILE, close_store, open_store
from db.who import Who
from tests.db.stories import count, drop_off, owner, raw, residue, rows

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PHRASE = 'ein Satz für den Stick'


@pytest.fixture
def stick(tmp_path: Path, store: Path, anja: Who, now: datetime) -> Path:
    """A USB stick, chosen as the second place. Sealing takes a second and more on purpose, so few tests do it."""
    place = tmp_path / 'stick'
    place.mkdir()
    keeping.set_second(str(place), PHRASE, anja, now)
    return place


@pytest.fixture
def plain_stick(stick: Path, now: datetime) -> Path:
    """The same, with today's copy there already."""
    (stick / (backup.name_for(now) + backup.SEALED)).write_bytes(backup.SEAL)
    return stick


def erased(who: Who, now: datetime) -> str:
    """Somebody is erased. Returns the id of the proof."""
    handover.withdraw(owner(drop_off(who, now, first_name='Karl', last_name='K').number, now), None, who, now)
    return str(rows('SELECT public_id FROM erasure ORDER BY rowid DESC')[0][0])


def names(place: Path) -> list[str]:
    return [made.path.name for made in backup.found(place)]


# ---- making ----------------------------------------------------------------------------------------------------------
def test_r4_a_backup_holds_everything_and_is_for_its_user_only(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    made = backup.make(store / backup.FOLDER, now)
    with closing(sqlite3.connect(made.path)) as copy:
        assert copy.execute('SELECT first_name FROM person').fetchall() == [('Şeyma',)]
    assert made.path.name == 'kontaktbuch-2026-11-23T130500Z.sqlite'
    assert (made.path.stat().st_mode & 0o777, made.path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_r4_while_somebody_writes(store: Path, anja: Who, now: datetime) -> None:
    with closing(raw(store)) as other:
        other.execute('BEGIN IMMEDIATE')
        other.execute("INSERT INTO setting (name, value) VALUES ('halb', '1')")
        made = backup.make(store / backup.FOLDER, now)
    with closing(sqlite3.connect(made.path)) as copy:
        assert copy.execute("SELECT count(*) FROM setting WHERE name = 'halb'").fetchone() == (0,)


def test_r3_a_damaged_store_does_not_take_the_place_of_a_good_backup(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    backup.make(store / backup.FOLDER, now)
    ((index,),) = rows("SELECT rootpage FROM sqlite_master WHERE name = 'change_batch'")
    close_store()
    with (store / FILE).open('r+b') as file:
        file.seek((index - 1) * 4096)
        file.write(b'\xff' * 4096)
    open_store(store, thorough=False)
    keeping.daily(now + DAY)
    assert names(store / backup.FOLDER) == ['kontaktbuch-2026-11-23T130500Z.sqlite']


def test_r7_a_folder_nobody_may_write_to_is_told_and_tried_again(store: Path, anja: Who, now: datetime) -> None:
    (store / backup.FOLDER).write_text('hier liegt eine Datei')
    keeping.daily(now)
    assert 'Dort lässt sich nicht sichern' in keeping.status().problem
    assert not next(found for found in health.quick(now) if found.what == 'Sicherung').well
    (store / backup.FOLDER).unlink()
    keeping.daily(now)
    assert (keeping.status().problem, keeping.status().last) == ('', now)


def test_r4_a_place_where_nothing_can_lie_is_a_sentence(store: Path) -> None:
    with pytest.raises(Refused, match='Dort lässt sich nicht sichern'):
        backup.copy(Path('/proc/kontaktbuch.sqlite'))


# ---- every day -------------------------------------------------------------------------------------------------------
def test_r4_one_a_day_and_d7_none_older_than_fourteen(store: Path, now: datetime) -> None:
    place = store / backup.FOLDER
    for hours in range(0, 24 * 20, 6):
        keeping.daily(now + timedelta(hours=hours))
    ages = [now + 20 * DAY - made.at for made in backup.found(place)]
    assert len(ages) == 14
    assert max(ages) <= 14 * DAY


def test_after_a_month_off_the_last_good_one_stays_until_there_is_a_new_one(store: Path, now: datetime) -> None:
    keeping.daily(now)
    backup.prune(store / backup.FOLDER, now + 40 * DAY)
    assert len(names(store / backup.FOLDER)) == 1
    keeping.daily(now + 40 * DAY)
    assert names(store / backup.FOLDER) == ['kontaktbuch-2027-01-02T130500Z.sqlite']


@pytest.mark.parametrize('years', [-1, 10])
def test_r8_a_clock_that_was_wrong_leaves_backups(store: Path, now: datetime, years: int) -> None:
    keeping.daily(now + 365 * years * DAY)
    keeping.daily(now)
    assert keeping.status().last == now
    assert len(names(store / backup.FOLDER)) == 1


# ---- the second place ------------------------------------------------------------------------------------------------
def test_r4_what_leaves_the_folder_is_sealed(stick: Path, store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    (store / ledger.FILE).write_text('{"struck": "x"}\n')
    erased(anja, now)
    keeping.daily(now)
    (name,) = names(stick)
    assert ledger.open_book(stick) == ledger.open_book(store), 'D7: the ledger goes along'
    assert (len(ledger.read(stick)), ledger.open_book(stick).struck) == (1, {'x'})
    assert name == 'kontaktbuch-2026-11-23T130500Z.sqlite.age'
    assert residue(stick, ['Wiśniewska', 'wisniewska', '1234567', 'SQLite format']) == []
    assert 'Wiśniewska'.encode() in backup.unsealed(stick / name, PHRASE)
    with pytest.raises(Refused, match='Passwort der Sicherung'):
        backup.unsealed(stick / name, 'etwas ganz anderes')


def test_d7_the_ledger_follows_at_each_look_and_right_after_an_erasure(
        plain_stick: Path, store: Path, anja: Who, now: datetime) -> None:
    """The laptop may die long before the next copy is due."""
    first = erased(anja, now)
    keeping.daily(now + HOUR)
    assert [line.id for line in ledger.read(plain_stick)] == [first]
    second = erased(anja, now)
    keeping.follow_ledger()
    assert [line.id for line in ledger.read(plain_stick)] == [first, second]


def test_d7_following_costs_nothing_while_nobody_is_erased(
        plain_stick: Path, store: Path, anja: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Path] = []
    along = keeping.take_ledger_along
    monkeypatch.setattr(keeping, 'take_ledger_along', lambda place: (taken.append(place), along(place)))
    keeping.follow_ledger()
    erased(anja, now)
    away = plain_stick.rename(plain_stick.with_name('weg'))
    keeping.follow_ledger()
    assert taken == [], 'and a stick that is not there stops nothing'
    away.rename(plain_stick)
    for _ in range(3):
        keeping.follow_ledger()
    assert taken == [plain_stick]


def test_d7_neither_ledger_forgets_because_the_other_was_lost(
        plain_stick: Path, store: Path, anja: Who, now: datetime) -> None:
    first = erased(anja, now)
    keeping.daily(now)
    (store / ledger.FILE).unlink()
    second = erased(anja, now)
    missing = next(found for found in health.quick(now) if found.what == 'Löschbuch')
    assert (missing.well, missing.words) == (
        False, 'In loeschungen.jsonl fehlen Zeilen (1). Eine ältere Sicherung brächte Gelöschte zurück. Was am zweiten '
        'Ort davon steht, kommt von selbst wieder; sonst bitte 14 Tage lang keine ältere zurückholen.')
    keeping.daily(now)
    assert {line.id for line in ledger.read(store)} == {line.id for line in ledger.read(plain_stick)} == {first, second}
    assert next(found for found in health.quick(now) if found.what == 'Löschbuch').well


def test_d7_a_proof_older_than_every_backup_is_not_missed(store: Path, anja: Who, now: datetime) -> None:
    erased(anja, now)
    (store / ledger.FILE).unlink()
    well = [next(found for found in health.quick(now + days * DAY) if found.what == 'Löschbuch').well
            for days in (0, 13, 14)]
    assert well == [False, False, True]


def test_r4_what_was_taken_along_is_on_the_disk(plain_stick: Path, store: Path, anja: Who, now: datetime,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    erased(anja, now)
    synced: list[str] = []
    monkeypatch.setattr(os, 'fsync', lambda descriptor: synced.append(os.readlink(f'/proc/self/fd/{descriptor}')))
    keeping.follow_ledger()
    assert synced == [str(plain_stick / ledger.FILE), str(plain_stick)]


def test_the_stick_tells_how_to_come_back_without_this_program(stick: Path) -> None:
    told = (stick / keeping.MARK).read_text()
    assert './run.sh restore' in told
    assert 'age -d' in told


def test_r4_a_missing_stick_is_told_and_stops_nothing(stick: Path, store: Path, now: datetime) -> None:
    away = stick.rename(stick.with_name('weg'))
    stick.mkdir()   # what a computer shows where nothing is plugged in
    keeping.daily(now)
    status = keeping.status()
    assert (status.last, status.second) == (now, None)
    assert 'gerade nicht da' in status.second_problem
    assert names(stick) == []
    stick.rmdir()
    away.rename(stick)
    keeping.daily(now)
    assert (keeping.status().second, keeping.status().second_problem) == (now, '')


def test_d7_on_the_stick_too_none_is_older_than_fourteen_days(stick: Path, store: Path, now: datetime) -> None:
    for days in (0, 5, 19.5):
        (stick / (backup.name_for(now + days * DAY) + backup.SEALED)).write_bytes(backup.SEAL)
    keeping.daily(now + 20 * DAY)
    assert names(stick) == ['kontaktbuch-2026-12-13T010500Z.sqlite.age']


@pytest.mark.parametrize(('place', 'phrase', 'field'), [
    ('/gibt/es/nicht', PHRASE, 'backup_place'), ('stick', PHRASE, 'backup_place'), ('{stick}', 'kurz', 'passphrase'),
    ('{stick}', '', 'passphrase'), ('{store}', PHRASE, 'backup_place'), ('{store}/unten', PHRASE, 'backup_place')])
def test_bad_places_and_passphrases_are_refused(store: Path, tmp_path: Path, anja: Who, now: datetime, place: str,
                                                phrase: str, field: str) -> None:
    (tmp_path / 'stick').mkdir()
    (store / 'unten').mkdir()
    with pytest.raises(Refused) as refusal:
        keeping.set_second(place.format(stick=tmp_path / 'stick', store=store), phrase, anja, now)
    assert refusal.value.field == field
    assert keeping.status().place == ''


def test_the_passphrase_stays_when_only_the_place_changes(stick: Path, tmp_path: Path, anja: Who,
                                                          now: datetime) -> None:
    (tmp_path / 'anderer').mkdir()
    keeping.set_second(str(tmp_path / 'anderer'), '', anja, now)
    assert keeping.passphrase() == PHRASE


# ---- is everything well? ---------------------------------------------------------------------------------------------
def test_check_says_what_is_well(store: Path, now: datetime) -> None:
    keeping.daily(now)
    assert all(found.well for found in health.thorough(now)), health.thorough(now)


def test_check_notices_an_old_backup_a_broken_search_and_somebody_without_consent(
        store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    keeping.daily(now)
    rows('DELETE FROM person_word')
    rows("UPDATE person SET words = ''")
    rows('DROP TRIGGER consent_goes_with_person')
    rows('DELETE FROM consent')
    wrong = {found.what for found in health.thorough(now + 3 * DAY) if not found.well}
    assert wrong == {'Einwilligungen', 'Suche', 'Sicherung'}
    assert count('person') == 1
