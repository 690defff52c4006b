"""The demo café: what somebody sees who tries the program out."""
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import phonenumbers
import pytest

from db import accounts, demo, figures, organisations, retention, search, settings, sheets, store
from db.connection import db
from db.demo import LOGINS
from db.errors import Refused
from db.passwords import check_password
from db.sheets import Question
from db.who import COMMAND_LINE, Role, Who
from tests.personas import NOW

FOR_FILMS = re.compile(r'0171 ?39200\d\d|0176 ?040690\d\d|030 ?23125\d{3}|0221 ?4710\d{3}')


@pytest.fixture
def cafe(demo_template: Path, folder: Path) -> Iterator[Path]:
    shutil.copytree(demo_template, folder)
    store.open_store(folder)
    yield folder
    store.close_store()


def column(sql: str) -> list[str]:
    return [row[0] for row in db.execute_sql(sql).fetchall()]


def test_one_login_for_each_role_works(cafe: Path) -> None:
    assert {login.role for login in LOGINS} == set(Role)
    for login in LOGINS:
        check_password(login.password, login.name)
        who = accounts.log_in(login.name, login.password, '127.0.0.1', NOW).who
        assert (who.name, who.role) == (login.name, login.role)


def test_every_sheet_is_filled(cafe: Path) -> None:
    totals = {name: sheets.read(name, Question(), NOW).total for name in sheets.SHEETS}
    assert totals['team'] == 18
    assert totals['kundinnen'] == 41
    assert totals['extern'] == 12
    assert 55 <= totals['ehemalige'] <= 65
    assert totals['reparaturen'] > 150


def test_today_has_something_in_every_list(cafe: Path) -> None:
    today = figures.today(NOW)
    assert all(today.counts.values())
    assert {group.total > 0 for group in (today.uncollected, today.nameless, today.unassigned, today.due)} == {True}
    assert {row.add for row in today.messenger.rows} == {True, False}
    assert all(bar.came and bar.went for bar in today.weeks[:-1])


def test_some_can_still_be_undone(cafe: Path) -> None:
    going = [row for row in figures.today(NOW).due.rows if row.href.startswith('/r/')]
    assert len(going) == len(demo.data.JUST_FETCHED) - 1   # one of the three wants to stay findable
    before = len(column('SELECT id FROM person'))
    assert retention.run_due(NOW + timedelta(minutes=31)).erased == len(demo.data.JUST_FETCHED)
    assert len(column('SELECT id FROM person')) == before - len(going)


def test_whoever_went_without_a_yes_is_gone(cafe: Path) -> None:
    """D4: played through the verbs, so nobody stays longer than the real café would keep them."""
    assert column("SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM consent WHERE ended_at IS NULL)") == []
    overdue = "SELECT number FROM repair WHERE erase_at <= strftime('%Y-%m-%dT%H:%M:%SZ', '2026-11-23T13:05:00Z')"
    assert column(overdue) == []
    assert column('SELECT public_id FROM erasure WHERE scrubbed_at IS NULL') == []
    assert column('PRAGMA foreign_key_check') == []


def test_nobody_real_can_be_called_or_written_to(cafe: Path) -> None:
    phones = [phone for table in ('person', 'organisation') for phone in column(f'SELECT phone FROM {table}')]
    assert len(phones) > 100
    assert [phone for phone in phones if not FOR_FILMS.fullmatch(phone)] == []
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(phone, 'DE')) for phone in phones)
    emails = column('SELECT email FROM person') + column('SELECT email FROM organisation')
    assert [email for email in emails if email and not email.endswith('@example.org')] == []


def test_things_happen_in_their_order(cafe: Path) -> None:
    assert column('SELECT at FROM repair_state ORDER BY id') == sorted(column('SELECT at FROM repair_state'))
    assert max(column('SELECT at FROM repair_state')) <= '2026-11-23T13:05:00Z'
    assert column('SELECT number FROM repair WHERE ready_at < received_at OR collected_at < ready_at') == []
    assert column('SELECT received_at FROM repair ORDER BY serial') == sorted(column('SELECT received_at FROM repair'))


def test_names_with_accents_are_found(cafe: Path) -> None:
    people = {'kilic': 'Fatma Kılıç', 'grossmann': 'Anja Großmann', 'nguyen': 'Thi Hồng Nguyễn',
              'lukasz': 'Łukasz Nowak', 'wisniewska': 'Şeyma Wiśniewska'}
    for word, name in people.items():
        assert name in {hit.title for hit in search.find(word).people}


def test_the_cafe_has_a_name_and_places(cafe: Path) -> None:
    cafe_settings = settings.read()
    assert cafe_settings.cafe_name == 'Repair-Café Musterstadt'
    assert len(cafe_settings.opening) == 3
    assert set(column("SELECT place FROM repair WHERE place <> ''")) <= set(cafe_settings.places)


@pytest.mark.long
@pytest.mark.parametrize('now', [
    datetime(2027, 1, 1, 0, 5, tzinfo=UTC),       # numbers of two years
    datetime(2026, 3, 29, 1, 30, tzinfo=UTC),     # the night of summer time
])
def test_any_day_will_do(bare_store: Path, now: datetime) -> None:
    demo.fill(now)
    assert figures.today(now).open == 41


def test_a_store_in_use_is_refused(bare_store: Path) -> None:
    organisations.add({'name': 'Stadt'}, COMMAND_LINE, NOW)
    with pytest.raises(Refused, match='nicht leer'):
        demo.fill(NOW)
    assert accounts.needs_setup()


def test_a_store_with_an_account_is_refused(anja: Who) -> None:
    with pytest.raises(Refused, match='schon eingerichtet'):
        demo.fill(NOW)
