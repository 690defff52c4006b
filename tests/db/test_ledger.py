"""D7: nobody comes back. What was erased is erased again when an older store lies there."""
import json
import multiprocessing
import os
import shutil
import signal
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import handover, health, ledger, members, people, repairs, reserve, retention
from db.errors import Unavailable
from db.models import Erasure
from db.retention import run_due
from db.store import FILE, close_store, open_store
from db.who import Who
from db.words import Purpose
from tests.db.stories import count, drop_off, findable, joins, nameless, owner, residue, rows

fork = multiprocessing.get_context('fork')
WORDS = ['Wiśniewska', 'wisniewska', '03511234567']


def kept(folder: Path) -> Path:
    """The store as it is now, put aside as somebody who copies files does it."""
    close_store()
    aside = folder.with_name('aside.sqlite')
    shutil.copy(folder / FILE, aside)
    open_store(folder)
    return aside


def put_back(folder: Path, aside: Path) -> None:
    close_store()
    shutil.copy(aside, folder / FILE)
    open_store(folder)


def test_d7_somebody_erased_does_not_come_back_with_an_old_file(store: Path, anja: Who, now: datetime) -> None:
    seyma = owner(drop_off(anja, now, fault='Frau Wiśniewska, 0351 1234567: klemmt').number, now)
    aside = kept(store)
    handover.withdraw(seyma, None, anja, now)
    put_back(store, aside)
    assert count('person') == 0
    assert run_due(now).clean
    assert residue(store, WORDS) == []


def test_d7_the_proof_keeps_its_id_and_its_moment(store: Path, anja: Who, now: datetime) -> None:
    seyma = owner(drop_off(anja, now).number, now)
    aside = kept(store)
    handover.withdraw(seyma, None, anja, now)
    (before,) = Erasure.select()
    put_back(store, aside)
    (after,) = Erasure.select()
    assert (after.public_id, after.at, after.rule) == (before.public_id, before.at, before.rule)
    put_back(store, kept(store))
    assert count('erasure') == 1, 'and is carried out once'


def test_d7_a_purpose_that_ended_ends_again(store: Path, anja: Who, now: datetime) -> None:
    seyma = owner(drop_off(anja, now, later=True).number, now)
    aside = kept(store)
    handover.withdraw(seyma, (Purpose.FORMER,), anja, now)
    put_back(store, aside)
    assert people.read(seyma).purposes == {Purpose.REPAIR}


def test_d7_who_is_kept_only_by_what_the_old_file_does_not_know_goes(store: Path, anja: Who, now: datetime) -> None:
    """Since then they said yes to being kept, and the repair was fetched. The old file holds only the repair's yes."""
    number = drop_off(anja, now).number
    seyma = owner(number, now)
    aside = kept(store)
    findable(seyma, 'mündlich', anja, now)
    handover.hand_back(number, anja, now)
    run_due(now + timedelta(hours=1))
    assert people.read(seyma).purposes == {Purpose.FORMER}
    put_back(store, aside)
    assert count('person') == 0


def test_d7_a_member_who_left_and_what_belonged_to_a_nameless_item(store: Path, anja: Who, now: datetime) -> None:
    joerg = joins(anja, now)
    number = nameless(anja, now, accessories='Netzteil von Karl').number
    aside = kept(store)
    members.end_membership(joerg, False, '', anja, now)
    handover.hand_back(number, anja, now)
    run_due(now + timedelta(hours=1))
    put_back(store, aside)
    assert count('person') == 0
    assert rows('SELECT accessories FROM repair') == [('',)]


def test_d7_the_ledger_holds_random_ids_and_no_word_about_anybody(store: Path, anja: Who, now: datetime) -> None:
    seyma = owner(drop_off(anja, now, later=True).number, now)
    handover.withdraw(seyma, (Purpose.FORMER,), anja, now)
    handover.withdraw(seyma, None, anja, now)
    lines = [json.loads(line) for line in (store / ledger.FILE).read_text().splitlines() if line]
    assert [(line['person'], line['gone'], line['ended']) for line in lines] == [
        (seyma, False, {'former': 'withdrawn'}), (seyma, True, {})]
    assert set(lines[0]) == {'id', 'at', 'rule', 'person', 'repair', 'ended', 'gone'}
    assert (store / ledger.FILE).stat().st_mode & 0o777 == 0o600


def test_d4_killed_between_the_line_and_the_commit_it_is_done_at_the_next_start(
        store: Path, anja: Who, now: datetime) -> None:
    seyma = owner(drop_off(anja, now).number, now)
    close_store()

    def work() -> None:
        open_store(store)
        note = ledger.note

        def noted(*args: object) -> None:
            note(*args)
            os.kill(os.getpid(), signal.SIGKILL)
        ledger.note = noted
        handover.withdraw(seyma, None, anja, now)
    child = fork.Process(target=work)
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    open_store(store)
    assert count('person') == 0
    assert run_due(now).clean


def test_d4_killed_in_the_middle_of_a_line_it_is_as_before_and_the_next_line_counts(
        store: Path, anja: Who, now: datetime) -> None:
    (store / ledger.FILE).write_text('{"id": "abc", "at": "2026-11')
    seyma = owner(drop_off(anja, now).number, now)
    handover.withdraw(seyma, None, anja, now)
    assert [line.person for line in ledger.read(store)] == [seyma]


def nearly_full(patch: pytest.MonkeyPatch, store: Path, room: int) -> None:
    """A disk that takes what fits, and says how much that was. Giving up the reserve makes room."""
    write, left = os.write, [room]

    def taken(descriptor: int, content: bytes) -> int:
        if (store / reserve.FILE).exists():
            if not left[0]:
                raise OSError(28, 'No space left on device')
            content = content[:left[0]]
            left[0] -= len(content)
        return write(descriptor, content)
    patch.setattr(os, 'write', taken)


@pytest.mark.parametrize('room', [0, 1, 40])
def test_r7_a_line_that_did_not_fit_counts_as_none_and_the_reserve_makes_room(
        store: Path, anja: Who, now: datetime, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    seyma = owner(drop_off(anja, now).number, now)
    aside = kept(store)
    assert (store / reserve.FILE).stat().st_size == reserve.SIZE
    with monkeypatch.context() as patch:
        nearly_full(patch, store, room)
        assert handover.withdraw(seyma, None, anja, now)
    assert not (store / reserve.FILE).exists(), 'it was given up'
    assert [line.person for line in ledger.read(store)] == [seyma]
    assert all(text.endswith('}') for text in (store / ledger.FILE).read_text().split('\n') if text), 'and no half line'
    run_due(now)
    assert (store / reserve.FILE).stat().st_size == reserve.SIZE, 'and is there again for the next time'
    put_back(store, aside)
    assert count('person') == 0


def test_r7_a_line_that_does_not_fit_at_all_erases_nobody(
        store: Path, anja: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    seyma = owner(drop_off(anja, now, later=True).number, now)
    handover.withdraw(seyma, (Purpose.FORMER,), anja, now)
    before = (store / ledger.FILE).read_bytes()
    with monkeypatch.context() as patch:
        nearly_full(patch, store, 40)
        patch.setattr(reserve, 'give_up', lambda _place: False)
        with pytest.raises(Unavailable, match='Platte voll'):
            handover.withdraw(seyma, None, anja, now)
    assert people.read(seyma).purposes == {Purpose.REPAIR}
    assert (store / ledger.FILE).read_bytes() == before


def test_r1_the_name_of_a_new_ledger_is_on_the_disk_too(
        store: Path, anja: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(os.readlink(f'/proc/self/fd/{descriptor}'))
        fsync(descriptor)
    (store / ledger.FILE).unlink()
    monkeypatch.setattr(os, 'fsync', noted)
    for number in range(2):
        handover.withdraw(owner(drop_off(anja, now, first_name=f'Nr{number}').number, now), None, anja, now)
    book = str(store / ledger.FILE)
    assert synced == [book, str(store), book]


def test_what_was_rolled_back_is_not_done_later(
        store: Path, anja: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    seyma = owner(drop_off(anja, now).number, now)
    note = ledger.note
    with monkeypatch.context() as patch:
        def full(*args: object) -> None:
            note(*args)
            raise OSError(28, 'No space left on device')
        patch.setattr(ledger, 'note', full)
        with pytest.raises(Unavailable):
            handover.withdraw(seyma, None, anja, now)
    close_store()
    open_store(store)
    assert people.read(seyma).name == 'Şeyma Wiśniewska'
    assert ledger.read(store) == ()


def test_an_unreadable_ledger_stops_no_erasing_by_half(store: Path, anja: Who, now: datetime) -> None:
    """A line must stand there before the commit: where it cannot, nobody is half erased."""
    seyma = owner(drop_off(anja, now).number, now)
    (store / ledger.FILE).unlink()
    (store / ledger.FILE).mkdir()
    with pytest.raises(OSError, match='Is a directory'):
        handover.withdraw(seyma, None, anja, now)
    assert people.read(seyma).purposes == {Purpose.REPAIR}
    assert retention.scrub(now)


# ---- one of several items --------------------------------------------------------------------------------------------
def test_d7_what_belonged_to_one_fetched_item_does_not_come_back(store: Path, anja: Who, now: datetime) -> None:
    """Its person has something else here and stays; the slip's token, the accessories and the notes went for good."""
    number = drop_off(anja, now, accessories='Zqzubehör', place='Zqplatz').number
    repairs.save(number, repairs.read(number, now).version, {'note': 'Zqnotiz'}, anja, now)
    radio = drop_off(anja, now, item='Radio', accessories='Antenne')
    words = ['Zqzubehör', 'Zqplatz', 'Zqnotiz', repairs.read(number, now).token]
    aside = kept(store)
    handover.hand_back(number, anja, now)
    assert run_due(now + timedelta(hours=1)).erased == 1
    put_back(store, aside)
    assert rows('SELECT accessories, place, note, token FROM repair WHERE number = ?', number) == [('', '', '', None)]
    assert run_due(now + timedelta(hours=1)).clean
    aside.unlink()
    assert residue(store, words) == []
    assert (count('person'), count('erasure')) == (1, 1)
    assert repairs.read(radio.token, now).accessories == 'Antenne', 'what else they have here is as it was'


# ---- lines that are none ---------------------------------------------------------------------------------------------
LINE = {'id': 'x', 'at': '2026-11-23T10:00:00Z', 'rule': 'term', 'person': 'y', 'gone': True}
BAD = [json.dumps(LINE | wrong) for wrong in (
    {'at': 'gestern'}, {'at': None}, {'at': '2026-11-23'}, {'ended': {'zeitung': 'withdrawn'}}, {'ended': ['member']},
    {'ended': {'member': 'vergessen'}}, {'id': ''}, {'id': 7}, {'person': None}, {'rule': '\ud800'}, {'gone': 'ja'},
    {'seit_morgen': 1})] + ['[]', '7', '"struck"', 'Liebe Leute,', '\ufffd' * 40, '{"id": "x"}', '[' * 100_000]


@pytest.mark.parametrize('bad', BAD, ids=lambda bad: bad[:90])
def test_a_line_that_is_none_is_told_and_stops_neither_the_start_nor_the_others(
        store: Path, anja: Who, now: datetime, bad: str) -> None:
    seyma = owner(drop_off(anja, now).number, now)
    aside = kept(store)
    handover.withdraw(seyma, None, anja, now)
    book = store / ledger.FILE
    book.write_text(f'{bad}\n{book.read_text()}{bad}\n')
    put_back(store, aside)
    assert (count('person'), count('erasure')) == (0, 1)
    (found,) = (found for found in health.quick(now) if found.what == 'Löschbuch')
    assert (found.well, found.words) == (
        False, 'In loeschungen.jsonl lassen sich Zeilen nicht lesen (2). Sie werden übergangen, auch beim nächsten '
        'Start. Hat ein neueres Programm sie geschrieben, bitte dieses benutzen; sonst kann man sie entfernen, wenn '
        'das Programm beendet ist.')
    handover.withdraw(owner(drop_off(anja, now).number, now), None, anja, now)
    assert len(ledger.read(store)) == 2


def test_a_line_cut_off_by_a_kill_or_a_power_cut_is_no_fault(store: Path, now: datetime) -> None:
    whole = json.dumps(LINE | {'ended': {'member': 'withdrawn'}})
    (store / ledger.FILE).write_text('\n'.join(whole[:end] for end in range(len(whole))) + '\n' + '\0' * 80)
    assert ledger.open_book(store) == ledger.Book({}, frozenset())


def test_a_line_that_is_none_goes_into_no_other_ledger(store: Path, tmp_path: Path) -> None:
    (tmp_path / ledger.FILE).write_text('\n'.join([*BAD, json.dumps(LINE)]))
    assert ledger.merge(store, tmp_path) == 1
    assert ledger.open_book(store).unreadable == 0
    assert [line.id for line in ledger.read(store)] == ['x']


def test_a_ledger_that_cannot_be_read_is_told(store: Path, now: datetime) -> None:
    (store / ledger.FILE).unlink()
    (store / ledger.FILE).mkdir()
    (found,) = (found for found in health.quick(now) if found.what == 'Löschbuch')
    assert (found.well, found.words) == (False, 'loeschungen.jsonl lässt sich nicht lesen: Das ist ein Ordner.')
