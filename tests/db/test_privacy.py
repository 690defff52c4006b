"""The organisers' view of data protection: who is kept for what, who is due when, what went this year (D10, D12)."""
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import handover, members, privacy, slips
from db.classification import COLUMNS
from db.models import Erasure
from db.retention import run_due
from db.who import Who
from db.words import Purpose
from tests.db.stories import drop_off, joins, leaves, nameless, outside, owner, rows


def people_by_purpose(now: datetime) -> dict[str, int]:
    return {line.purpose.value: line.people for line in privacy.overview(now).purposes}


def gone(now: datetime) -> dict[str, int]:
    return {line.words: line.count for line in privacy.overview(now).gone}


def test_people_are_counted_once_for_each_purpose(store: Path, anja: Who, now: datetime) -> None:
    joerg = joins(anja, now)
    members.give_messenger(joerg, 'mündlich', anja, now)
    drop_off(anja, now, person=joerg, later=True)
    drop_off(anja, now, person=joerg, later=True, item='Radio')
    outside(anja, now)
    nameless(anja, now)
    assert people_by_purpose(now) == {'repair': 1, 'former': 1, 'member': 1, 'messenger': 1, 'external': 1}
    assert privacy.overview(now).people == 2


def test_a_yes_taken_back_counts_no_more(store: Path, anja: Who, now: datetime) -> None:
    joerg = joins(anja, now)
    drop_off(anja, now, person=joerg)
    handover.withdraw(joerg, (Purpose.REPAIR,), anja, now)
    assert people_by_purpose(now)['repair'] == 0
    assert people_by_purpose(now)['member'] == 1


def test_every_purpose_says_how_long_and_where(store: Path, now: datetime) -> None:
    for line in privacy.overview(now).purposes:
        assert line.until
        assert line.href.startswith('/')


def test_d10_who_is_due_stands_there_with_the_way_to_them(store: Path, anja: Who, now: datetime) -> None:
    public_id = owner(drop_off(anja, now - timedelta(days=710), later=True).number, now)
    taken = drop_off(anja, now, first_name='Emine', item='Radio')
    handover.hand_back(taken.number, anja, now)
    due = privacy.overview(now).due
    assert [(row.href, row.late) for row in due.rows] == [
        (f'/r/{taken.number}', False), (f'/ehemalige?person={public_id}', False)]
    assert due.total == 2


def test_d12_what_went_this_year_is_counted_by_its_reason(store: Path, anja: Who, now: datetime) -> None:
    first = drop_off(anja, now)
    handover.hand_back(first.number, anja, now)
    run_due(now + timedelta(hours=1))
    handover.withdraw(owner(drop_off(anja, now, first_name='Emine').number, now), None, anja, now)
    slips.withdraw(drop_off(anja, now, first_name='Olaf').token, now)
    leaves(joins(anja, now), anja, now, keep=False)
    assert gone(now) == dict.fromkeys(
        ('Nach der Abholung, von selbst', 'Mitgliedschaft beendet: was nur dafür gespeichert war',
         'Widerruf, vom Team eingetragen', 'Widerruf mit dem eigenen Schein'), 1)
    assert privacy.overview(now).erased == 4
    assert privacy.overview(now).waiting == 0


def test_r8_the_year_is_the_one_of_the_cafe(store: Path, now: datetime) -> None:
    for year in (2025, 2026):
        for hour, minute in ((22, 59), (23, 0)):   # around midnight in Berlin
            at = datetime(year, 12, 31, hour, minute, tzinfo=UTC)
            Erasure.create(public_id=f'{year}-{hour}', at=at, rule='slip', scrubbed_at=at)
    assert gone(datetime(2026, 6, 1, tzinfo=UTC)) == {'Widerruf mit dem eigenen Schein': 2}


def test_a_reason_of_a_newer_program_is_counted_too(store: Path, now: datetime) -> None:
    Erasure.create(public_id='x', at=now, rule='age', scrubbed_at=None)
    assert gone(now) == {'Aus anderem Grund': 1}
    assert privacy.overview(now).waiting == 1


def test_every_reason_the_program_knows_has_its_words() -> None:
    written = {word for path in Path(privacy.__file__).parent.rglob('*.py') for word in privacy.RULES
               if f"'{word}'" in path.read_text('utf-8') and path.name != 'privacy.py'}
    assert written == set(privacy.RULES)
    assert not any(kept.personal for kept in COLUMNS['erasure'].values())


def test_an_empty_cafe(store: Path, now: datetime) -> None:
    seen = privacy.overview(now)
    assert (seen.people, seen.due.total, seen.gone, seen.erased, seen.doubted) == (0, 0, (), 0, False)
    assert rows('SELECT 1 FROM erasure') == []
