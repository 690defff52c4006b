"""Open Repair Data: closed repairs of what has a plug, and a text only when somebody has read it as it stands."""
import csv
import io
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from db import handover, ords, repairs, retention
from db.categories import CATEGORIES
from db.ords import BARRIERS, OrdsRow
from db.who import Who
from db.words import REASONS, Outcome, Review, State
from reports import ords as ords_file
from tests.db.stories import drop_off, nameless, row_counts, rows

SCHEMA = Path(__file__).parents[3] / 'shared' / 'data' / 'ords_schema.json'


def closed(who: Who, now: datetime, item: str = 'Toaster', outcome: Outcome = Outcome.FIXED, reason: str = '',
           **more: object) -> str:
    number = nameless(who, now - timedelta(days=2), item, **more).number
    repairs.move(number, State.READY, who, now - timedelta(days=1), outcome, reason)
    return number


def only(number: str) -> OrdsRow:
    (serial,), = rows('SELECT serial FROM repair WHERE number = ?', number)
    return next(row for row in ords.rows() if row.id == f'kontaktbuch-{serial}')


# ---- which ones ------------------------------------------------------------------------------------------------------
def test_a_closed_repair_as_the_standard_wants_it(store: Path, anja: Who, now: datetime) -> None:
    number = closed(anja, now, 'Toaster', brand='Krups', fault='hebt nicht')
    assert only(number) == OrdsRow(
        id=only(number).id, data_provider='Repair-Café Musterstadt', country='DEU', partner_product_category='Toaster',
        product_category='Toaster', product_category_id=31, brand='Krups', year_of_manufacture=None, product_age=None,
        repair_status='Fixed', repair_barrier_if_end_of_life=None, group_identifier='Repair-Café Musterstadt',
        event_date=date(2026, 11, 22), problem=None)


@pytest.mark.parametrize('state', [State.ACCEPTED, State.WORKING, State.WAITING])
def test_what_is_not_closed_stays(store: Path, anja: Who, now: datetime, state: State) -> None:
    number = nameless(anja, now, 'Toaster').number
    repairs.move(number, state, anja, now)
    assert list(ords.rows()) == []
    assert ords.counts().rows == 0


def test_what_was_fetched_and_what_lies_go_out(store: Path, anja: Who, now: datetime) -> None:
    fetched, lies = closed(anja, now), closed(anja, now)
    handover.hand_back(fetched, anja, now)
    repairs.move(lies, State.UNCOLLECTED, anja, now)
    assert len(list(ords.rows())) == 2


@pytest.mark.parametrize('item', ['Fahrrad', 'Jacke', 'Holzstuhl', 'Halskette', 'Regenschirm'])
def test_what_has_no_plug_is_counted_apart(store: Path, anja: Who, now: datetime, item: str) -> None:
    closed(anja, now, item)
    assert list(ords.rows()) == []
    assert ords.counts().unpowered == 1


def test_something_nobody_has_a_word_for(store: Path, anja: Who, now: datetime) -> None:
    number = closed(anja, now, 'Dingsbums')
    assert ords.counts().unnamed == 1
    repairs.save(number, repairs.read(number, now).version, {'power': '230 V'}, anja, now)
    assert only(number).product_category == 'Misc'
    assert ords.counts().unnamed == 0


@pytest.mark.parametrize(('outcome', 'status'), [
    (Outcome.FIXED, 'Fixed'), (Outcome.REPAIRABLE, 'Repairable'), (Outcome.END_OF_LIFE, 'End of life'),
    (Outcome.UNKNOWN, 'Unknown')])
def test_the_outcome_in_the_words_of_the_standard(store: Path, anja: Who, now: datetime, outcome: Outcome,
                                                  status: str) -> None:
    assert only(closed(anja, now, outcome=outcome)).repair_status == status


@pytest.mark.parametrize('reason', REASONS[Outcome.END_OF_LIFE])
def test_a_barrier_only_where_the_standard_has_one(store: Path, anja: Who, now: datetime, reason: str) -> None:
    row = only(closed(anja, now, outcome=Outcome.END_OF_LIFE, reason=reason))
    assert row.repair_barrier_if_end_of_life == BARRIERS.get(reason)


def test_a_brand_that_is_a_number_to_call_does_not_go_out(store: Path, anja: Who, now: datetime) -> None:
    assert only(closed(anja, now, brand='0351 1234567')).brand == 'Unknown'
    assert only(closed(anja, now, brand='=Krups')).brand == 'Krups'


# ---- texts -----------------------------------------------------------------------------------------------------------
def test_a_text_goes_out_when_somebody_has_read_it(store: Path, anja: Who, now: datetime) -> None:
    number = closed(anja, now, fault='=hebt\nnicht,  "riecht"')
    assert only(number).problem is None
    assert ords.counts().open == 1
    (fault,) = ords.to_read()
    assert ords.review({number: fault.text}, Review.RELEASED, anja, now) == 1
    assert only(number).problem == 'hebt nicht, "riecht"'
    assert (ords.counts().open, ords.counts().released) == (0, 1)
    assert ords.to_read() == ()


def test_a_text_that_is_kept_back_is_not_asked_about_again(store: Path, anja: Who, now: datetime) -> None:
    number = closed(anja, now, fault='Herr Müller')
    ords.review({number: 'Herr Müller'}, Review.WITHHELD, anja, now)
    assert only(number).problem is None
    assert ords.to_read() == ()
    assert ords.counts().withheld == 1


def test_a_changed_text_is_read_again(store: Path, anja: Who, now: datetime) -> None:
    number = closed(anja, now, fault='riecht')
    ords.review({number: 'riecht'}, Review.RELEASED, anja, now)
    repairs.save(number, repairs.read(number, now).version, {'fault': 'riecht, sagt Herr Müller'}, anja, now)
    assert only(number).problem is None
    assert [fault.text for fault in ords.to_read()] == ['riecht, sagt Herr Müller']


def test_another_change_leaves_it_read(store: Path, anja: Who, now: datetime) -> None:
    number = closed(anja, now, fault='riecht')
    ords.review({number: 'riecht'}, Review.RELEASED, anja, now)
    repairs.save(number, repairs.read(number, now).version, {'fault': 'riecht', 'brand': 'Krups'}, anja, now)
    assert only(number).problem == 'riecht'


def test_only_the_text_that_was_seen_is_released(store: Path, anja: Who, now: datetime) -> None:
    number = closed(anja, now, fault='riecht')
    assert ords.review({number: 'etwas anderes'}, Review.RELEASED, anja, now) == 0
    assert only(number).problem is None


def test_d5_a_text_that_erasing_changes_is_read_again(store: Path, anja: Who, now: datetime) -> None:
    number = drop_off(anja, now - timedelta(days=2), 'Toaster', first_name='Zacharias', last_name='Zobel',
                      fault='Zobel sagt: riecht').number
    repairs.move(number, State.READY, anja, now - timedelta(days=1))
    ords.review({number: 'Zobel sagt: riecht'}, Review.RELEASED, anja, now)
    handover.hand_back(number, anja, now)
    retention.run_due(now + timedelta(hours=1))
    assert only(number).problem is None
    assert [fault.text for fault in ords.to_read()] == ['… sagt: riecht']


def test_reading_neither_disturbs_who_edits_nor_leaves_the_text_in_the_journal(
        store: Path, anja: Who, now: datetime) -> None:
    number = closed(anja, now, fault='riecht')
    before, version = row_counts()['change_value'], repairs.read(number, now).version
    ords.review({number: 'riecht'}, Review.RELEASED, anja, now)
    assert repairs.read(number, now).version == version
    assert row_counts()['change_value'] == before
    assert rows("SELECT COUNT(*) FROM change WHERE verb = 'ords.read' AND actor_id = ?", anja.account) == [(1,)]


def test_suspicious_words_are_marked_with_the_names_of_this_cafe(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now, first_name='Wilfriede', last_name='Zobel')
    closed(anja, now, fault='Zobels Radio, sauber')
    (fault,) = ords.to_read()
    assert [fault.text[start:end] for start, end in fault.marks] == ['Zobels']


# ---- the file --------------------------------------------------------------------------------------------------------
def written() -> bytes:
    return b''.join(ords_file.lines(ords.rows()))


def test_the_file_reads_as_the_standard_says(store: Path, anja: Who, now: datetime) -> None:
    number = closed(anja, now, 'Wasserkocher', fault='sagt "nein", immer', brand='Müller, Söhne')
    ords.review({number: 'sagt "nein", immer'}, Review.RELEASED, anja, now)
    content = written()
    assert not content.startswith(b'\xef\xbb\xbf')
    assert b'\r' not in content
    head, line = content.decode().splitlines()
    assert head == ('id,data_provider,country,partner_product_category,product_category,product_category_id,brand,'
                    'year_of_manufacture,product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,'
                    'event_date,problem')
    assert line.endswith('2026-11-22,"sagt ""nein"", immer"')
    (row,) = csv.DictReader(io.StringIO(content.decode()))
    assert row['brand'] == 'Müller, Söhne'
    assert row['year_of_manufacture'] == row['product_age'] == ''


if SCHEMA.exists():
    def test_frictionless_finds_nothing_to_complain_about(store: Path, anja: Who, now: datetime,
                                                          tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import frictionless
        for category in CATEGORIES:
            number = closed(anja, now, category.tile, fault='=läuft\nnicht', brand='-')
            ords.review({number: '=läuft\nnicht'}, Review.RELEASED, anja, now)
        for reason in REASONS[Outcome.END_OF_LIFE]:
            closed(anja, now, outcome=Outcome.END_OF_LIFE, reason=reason)
        for age in (0, 3.5, -1):
            number = closed(anja, now)
            repairs.save(number, repairs.read(number, now).version, {'age': age}, anja, now)
        (tmp_path / 'ords.csv').write_bytes(written())
        monkeypatch.chdir(tmp_path)   # frictionless reads no absolute paths
        found = frictionless.validate('ords.csv', schema=frictionless.Schema.from_descriptor(
            json.loads(SCHEMA.read_text('utf-8'))))
        assert found.valid, found.flatten(['rowNumber', 'fieldName', 'message'])
        assert found.stats['errors'] == 0
        assert found.tasks[0].stats['rows'] == len(list(ords.rows())) > 50
