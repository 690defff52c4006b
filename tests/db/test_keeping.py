"""R4, R8, D5, D7: the daily look at the backups: what is due, what goes, what a kill or a wrong clock has left."""
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import backup, handover, health, keeping, ledger, retention, search
from db.errors import Refused
from db.modelfields import to_text
from db.retention import run_due
from db.store import FILE, close_store, open_store
from db.triggers import TRIGGERS
from db.unfinished import begun
from db.who import Who
from tests.db.stories import count, drop_off, files_of_at_most, owner, residue, rows

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def made(place: Path) -> list[datetime]:
    return [each.at for each in backup.found(place)]


@pytest.fixture
def place(store: Path) -> Path:
    return store / backup.FOLDER


@pytest.fixture
def stick(tmp_path: Path, store: Path, anja: Who, now: datetime) -> Path:
    """A second place with today's copy, so that nothing need be sealed."""
    stick = tmp_path / 'stick'
    stick.mkdir()
    keeping.set_second(str(stick), 'ein Satz für den Stick', anja, now)
    (stick / (backup.name_for(now) + backup.SEALED)).write_bytes(backup.SEAL)
    return stick


# ---- every day -------------------------------------------------------------------------------------------------------
def test_r4_each_day_at_the_cafe_has_its_backup(place: Path) -> None:
    """Monday in the evening and Tuesday at noon are two days, although fewer than 24 hours lie between."""
    monday, tuesday = datetime(2026, 11, 23, 22, 30, tzinfo=UTC), datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    for moment in monday, tuesday, tuesday + 22 * HOUR:
        keeping.daily(moment)
    assert made(place) == [tuesday, monday]


def test_r4_the_end_of_the_day_is_in_a_backup_too(place: Path, anja: Who, now: datetime) -> None:
    morning, noon, evening = (now + hours * HOUR for hours in (1, 2, 3))
    keeping.daily(morning)
    keeping.daily(noon, stopping=True)
    assert made(place) == [morning], 'nothing has changed since'
    drop_off(anja, noon)
    keeping.daily(noon)
    assert made(place) == [morning]
    keeping.daily(evening, stopping=True)
    assert made(place) == [evening, morning]


def test_r4_an_empty_file_is_no_backup(place: Path, now: datetime) -> None:
    """As a disk leaves it that was pulled out."""
    place.mkdir()
    (place / backup.name_for(now)).touch()
    assert backup.last_good(place) is None
    keeping.daily(now + HOUR)
    assert keeping.status().last == now + HOUR


# ---- what goes -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('years', [-1, 1])
def test_r8_a_clock_that_jumps_takes_no_backup_along(place: Path, anja: Who, now: datetime, years: int) -> None:
    for days in range(10):
        keeping.daily(now + days * DAY)
    run_due(now + 9 * DAY)
    wrong = now + (9 + 365 * years) * DAY
    keeping.daily(wrong)
    run_due(wrong)
    keeping.daily(wrong + DAY)
    assert set(made(place)) >= {now + days * DAY for days in range(10)}
    run_due(now + 10 * DAY)
    retention.confirm_clock(anja, now + 10 * DAY)
    keeping.daily(now + 10 * DAY)
    assert made(place) == [now + days * DAY for days in range(10, -1, -1)], 'D7: what the wrong clock named goes then'


def test_d7_the_old_ones_go_although_no_new_one_can_be_made(place: Path, now: datetime) -> None:
    for days in range(5):
        keeping.daily(now + days * DAY)
    newest = place / backup.name_for(now + 4 * DAY)
    with files_of_at_most(newest.stat().st_size // 2):
        keeping.daily(now + 40 * DAY)
    assert list(place.iterdir()) == [newest], 'the last good one stays'


def test_d5_what_a_kill_has_left_is_swept_away(store: Path, place: Path, stick: Path, now: datetime) -> None:
    """A whole copy of everybody may lie in it. What somebody works on stays."""
    place.mkdir()
    ours = [where / f'.{FILE}.ab12cd34.part{end}' for where in (store, place) for end in ('', '-wal')]
    theirs = [stick / f'.{FILE}.age.ab12cd34.part']
    with begun(store / FILE) as at_work:
        for sweeping, left in ((lambda: keeping.daily(now), ours + theirs), (lambda: open_store(store), ours)):
            for path in left:
                path.write_text('Şeyma')
            sweeping()
            assert [path for path in left if path.exists()] == []
            assert at_work.exists()
    assert not at_work.exists()


def test_r4_a_disk_that_fails_is_a_sentence(stick: Path, place: Path, now: datetime,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_what: object) -> None:
        raise OSError(5, os.strerror(5))
    monkeypatch.setattr(keeping, '_there', fails)
    keeping.daily(now)
    assert keeping.status().second_problem == (
        'Dort lässt sich nicht sichern: Der Datenträger meldet einen Fehler.')
    assert keeping.status().last == now


# ---- nobody without consent ------------------------------------------------------------------------------------------
def without_consent(file: Path) -> None:
    """As a tool may do it that takes the promise out and puts it back."""
    with closing(sqlite3.connect(file)) as other:
        for name in TRIGGERS:
            other.execute(f'DROP TRIGGER {name}')
        other.execute('DELETE FROM consent')
        for words in TRIGGERS.values():
            other.execute(words)
        other.commit()


def test_d1_a_backup_with_somebody_without_consent_is_refused(place: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    source = backup.make(place, now).path
    backup.verify(source)
    without_consent(source)
    with pytest.raises(Refused, match='ohne Einwilligung'):
        backup.verify(source)


def test_r4_a_backup_is_verified_after_writing(store: Path, place: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    without_consent(store / FILE)
    with pytest.raises(Refused, match='ohne Einwilligung'):
        backup.make(place, now)
    assert list(place.iterdir()) == []


def test_r7_half_a_backup_does_not_stay(place: Path, now: datetime) -> None:
    place.mkdir()
    for target, phrase in ((place / backup.name_for(now), ''), (place / 'für den Stick.sqlite.age', 'x' * 12)):
        with files_of_at_most(50_000), pytest.raises(Refused):
            backup.copy(target, phrase)
    assert list(place.iterdir()) == []
    assert not list(place.parent.glob('.*.part*'))


def test_r4_plain_text_gets_no_name_of_a_sealed_file(place: Path) -> None:
    with pytest.raises(Refused, match='verschlüsselt'):
        backup.copy(place.parent / 'stick.sqlite.age')


def test_d1_a_store_with_somebody_without_consent_does_not_open(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    close_store()
    without_consent(store / FILE)
    with pytest.raises(Refused, match='ohne Einwilligung'):
        open_store(store)


@pytest.mark.parametrize('thorough', [True, False])
def test_d1_a_promise_that_was_softened_is_made_anew(store: Path, thorough: bool) -> None:
    """The name is there, and does nothing."""
    rows('DROP TRIGGER person_needs_consent')
    rows('CREATE TRIGGER person_needs_consent AFTER INSERT ON person BEGIN SELECT 1; END')
    close_store()
    open_store(store, thorough=thorough)
    with pytest.raises(Exception, match='D1'):
        rows("INSERT INTO person (public_id) VALUES ('x')")


# ---- is everything well? ---------------------------------------------------------------------------------------------
def wrong(now: datetime) -> set[str]:
    return {found.what for found in health.thorough(now) if not found.well}


@pytest.mark.parametrize('tables', [('person_word',), ('repair_word',), ('person_word', 'repair_word')])
def test_r10_a_search_that_finds_nothing_is_noticed(store: Path, anja: Who, now: datetime, tables: tuple[str]) -> None:
    drop_off(anja, now)
    assert 'Suche' not in wrong(now)
    for table in tables:
        rows(f'DELETE FROM {table}')
    assert 'Suche' in wrong(now)


def test_r4_a_backup_that_cannot_be_opened_is_noticed(place: Path, now: datetime) -> None:
    keeping.daily(now)
    assert not wrong(now)
    made_one = place / backup.name_for(now)
    made_one.write_bytes(made_one.read_bytes()[:30_000])
    assert wrong(now) == {'Rückweg'}


# ---- what only the stick knows ---------------------------------------------------------------------------------------
def test_d7_whom_only_the_stick_knows_to_be_erased_goes_while_the_program_runs(
        stick: Path, store: Path, anja: Who, now: datetime) -> None:
    """On a new computer a copy without its ledger came back first, and then the stick was plugged in."""
    seyma = owner(drop_off(anja, now).number, now)
    copy = backup.make(store / backup.FOLDER, now).path.rename(store.with_name('allein.sqlite'))
    handover.withdraw(seyma, None, anja, now)
    keeping.daily(now)
    close_store()
    (store / ledger.FILE).unlink()
    shutil.copy(copy, store / FILE)
    open_store(store)
    assert count('person') == 1, 'nobody can know it yet'
    keeping.daily(now + HOUR)
    assert (count('person'), count('erasure')) == (0, 1)
    shutil.rmtree(store / backup.FOLDER)
    assert residue(store, ['Wiśniewska', 'wisniewska', '1234567']) == []


def test_d7_what_is_being_erased_at_this_moment_is_left_to_whoever_does_it(
        stick: Path, store: Path, anja: Who, now: datetime) -> None:
    """Its line stands in the ledger before it is committed, and may be struck out again."""
    person = owner(drop_off(anja, now).number, now)
    ledger.note(store, [ledger.line_of('gerade', now, 'withdrawal', person=person, gone=True)])
    keeping.daily(now)
    assert count('person') == 1


def test_r10_a_name_without_a_letter_is_no_hole(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now, '🔧', first_name='🛠', last_name='', phone='', brand='')
    assert 'Suche' not in wrong(now)
    rows("UPDATE person SET words = ''")
    rows('DELETE FROM person_word')
    assert 'Suche' not in wrong(now)
    rows("UPDATE person SET first_name = 'Emine'")
    assert 'Suche' in wrong(now)


@pytest.mark.parametrize('statement', [
    "DELETE FROM person_word WHERE word LIKE 'w%'", "DELETE FROM repair_word WHERE word = 'toaster'",
    "INSERT INTO person_word VALUES ('fremd', (SELECT id FROM person))"])
def test_r10_a_search_with_holes_is_noticed(store: Path, anja: Who, now: datetime, statement: str) -> None:
    drop_off(anja, now)
    rows(statement)
    assert 'Suche' in wrong(now)
    search.rebuild()
    assert 'Suche' not in wrong(now)


@pytest.mark.parametrize('sign', ['ﷺ', 'ﹰ'])
def test_r10_a_sign_that_stands_for_several_words_is_no_hole(store: Path, anja: Who, now: datetime, sign: str) -> None:
    """Read aloud it is a whole sentence, and it is folded into one."""
    number = drop_off(anja, now, f'Uhr {sign}').number
    assert 'Suche' not in wrong(now)
    assert [hit.detail.partition(' ')[0] for hit in search.find(f'uhr {sign}').repairs] == [number]


def test_r4_a_place_for_backups_that_cannot_be_read_is_noticed(store: Path, now: datetime) -> None:
    assert 'Sicherung' not in wrong(now), 'a new café has none yet'
    keeping.own_place().write_text('kein Ordner', 'utf-8')
    assert 'Sicherung' in wrong(now)


def backed_up(now: datetime) -> tuple[bool, str]:
    found = next(found for found in health.quick(now) if found.what == 'Sicherung')
    return found.well, found.words


@pytest.mark.parametrize('empty', [True, False])
def test_r4_a_folder_of_backups_that_is_gone_or_empty_is_noticed_after_a_day(store: Path, anja: Who, now: datetime,
                                                                            empty: bool) -> None:
    drop_off(anja, now)
    rows('UPDATE change SET at = ?', to_text(now))
    if empty:
        keeping.own_place().mkdir()
    new = (True, 'Es gibt noch keine. Die erste entsteht, wenn das Programm läuft.')
    assert backed_up(now + timedelta(hours=23)) == new
    assert backed_up(now + timedelta(hours=25)) == (
        False, 'Es gibt keine. Bitte gleich: Einstellungen → Sicherung → Jetzt sichern.')
    keeping.now_please(now + timedelta(hours=25))
    assert backed_up(now + timedelta(hours=25))[0]


@pytest.mark.parametrize(('table', 'remedy'), [
    ('person_word', './run.sh check --repair'), ('contact', './run.sh restore DATEI')])
def test_r3_a_row_that_points_into_the_void_names_the_way_out(store: Path, now: datetime, table: str,
                                                             remedy: str) -> None:
    rows('PRAGMA foreign_keys = OFF')
    rows({'contact': 'INSERT INTO contact (person_id) VALUES (4711)',
          'person_word': "INSERT INTO person_word (word, person_id) VALUES ('uhr', 4711)"}[table])
    rows('PRAGMA foreign_keys = ON')
    (found,) = (found for found in health.thorough(now) if found.what == 'Verweise')
    assert not found.well
    assert found.words.startswith('Eine Zeile zeigt ins Leere. ')
    assert found.words.endswith(remedy)


def test_r4_files_that_are_no_backups_are_noticed(store: Path, now: datetime) -> None:
    backup.make(keeping.own_place(), now).path.write_bytes(b'verdorben' * 100)
    assert 'Sicherung' in wrong(now)


def test_d7_a_line_that_nobody_has_carried_out_is_told(store: Path, now: datetime) -> None:
    ledger.note(store, [ledger.line_of('fremd', now, 'withdrawal', person='niemand', gone=True)])
    told = [next(found for found in health.quick(now + later) if found.what == 'Löschbuch')
            for later in (timedelta(0), HOUR)]
    assert [found.well for found in told] == [True, False]
    assert 'noch nicht wiederholt sind (1)' in told[1].words
