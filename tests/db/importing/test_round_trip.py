"""Our own file: into an empty store the same again, into the same store nothing, and who was erased stays away."""
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db import columns, handover, members, people, retention, search, sheets
from db.importing import applying, command, new_columns, planning, report
from db.importing.book import Book
from db.importing.drafts import Choices, Evidence, Plan, Result
from db.importing.own_consents import BY_NOBODY_HERE
from db.importing.plan_own import ERASED
from db.kinds import Kind
from db.models import Person, Repair
from db.sheets import Question
from db.store import close_store, open_store
from db.who import COMMAND_LINE, Who
from db.words import Purpose
from pages import exports
from tests.db.importing.lists import TEAM, read, stored
from tests.db.importing.lists import book as listed
from tests.db.importing.test_store import LISTS
from tests.db.stories import joins, nameless, own, row_counts, rows
from tests.personas import NOW

LATER = NOW + timedelta(hours=1)
FORGED = 'x" ON repair (id); DROP TABLE consent; --'
FACTS = (
    'SELECT public_id, version, first_name, last_name, phone, phone_2, email, email_2, street, postcode, city, note, '
    'was_customer, extra, on_former, words FROM person ORDER BY public_id',
    'SELECT p.public_id, c.purpose, c.given_at, c.how, c.ended_at, c.ended_because, c.listed_at, t.text, t.version '
    'FROM consent c JOIN person p ON p.id = c.person_id JOIN consent_text t ON t.id = c.text_id ORDER BY 1, 2, 3, 5',
    'SELECT p.public_id, m.started_on, m.ended_on, m.ended, m.tasks, m.skills, m.in_messenger, m.extra, m.version, '
    'm.refused_messenger_at FROM membership m JOIN person p ON p.id = m.person_id ORDER BY 1, 2, 3',
    'SELECT p.public_id, o.public_id, c.function, c.extra FROM contact c JOIN person p ON p.id = c.person_id '
    'LEFT JOIN organisation o ON o.id = c.organisation_id ORDER BY 1, 2',
    'SELECT public_id, version, name, topic, phone, email, website, address, note, extra, words FROM organisation '
    'ORDER BY 1',
    'SELECT r.number, r.serial, r.version, r.request_id, r.token, p.public_id, q.public_id, r.item, r.category, '
    'r.brand, r.model, r.age, r.power, r.accessories, r.fault, r.warning, r.place, r.state, r.outcome, r.reason, '
    'r.finding, r.note, r.received_at, r.ready_at, r.collected_at, r.due_on, r.extra, r.words FROM repair r '
    'LEFT JOIN person p ON p.id = r.person_id LEFT JOIN membership m ON m.id = r.responsible_id '
    'LEFT JOIN person q ON q.id = m.person_id ORDER BY 1',
    'SELECT r.number, s.state, s.at FROM repair_state s JOIN repair r ON r.id = s.repair_id ORDER BY s.repair_id, s.id',
    'SELECT table_name, name, label, kind, choices, purposes FROM custom_column ORDER BY 1, 2')


def facts() -> list[list[tuple[Any, ...]]]:
    found = [rows(query) for query in FACTS]
    found[-2].sort()
    return found


def exported() -> Book:
    with exports.make(exports.Wanted('xlsx'), COMMAND_LINE, LATER) as made:
        held = io.BytesIO(made.read())
    return read(held.getvalue(), 'kontaktbuch.xlsx')


def imported(book: Book) -> Plan:
    return applying.apply(book, Choices(), COMMAND_LINE, LATER)[0]


@pytest.fixture
def filled(demo_template: Path, folder: Path) -> Iterator[Path]:
    """The demo café with own columns, texts that look like something else, a yes by a proof for a list, and a no."""
    shutil.copytree(demo_template, folder)
    open_store(folder)
    proof = Choices(evidence={'Team': Evidence('Unterschrift')})
    plan, __ = applying.apply(listed(Team=[TEAM, ['Ada', 'Adler', '', '', '', 'nein', '']]), proof, COMMAND_LINE, NOW)
    members.refuse_messenger(plan.people[0].public, COMMAND_LINE, NOW)
    retention.run_due(LATER)   # who waits for the erasure does not leave the house
    own('repair', 'farbe', purposes=(Purpose.REPAIR, Purpose.FORMER))
    own('membership', 'helferin_seit', Kind.DATE)
    own('person', 'schuhe', Kind.NUMBER)
    person = Person.select().first()
    Person.update(note='=1+1\n-2', phone='+49 351 1234567', extra={'schuhe': 42}).where(
        Person.id == person.id).execute()
    repair = Repair.select().where(Repair.state != 'abgeholt').first()
    Repair.update(fault='@SUM(A1)', extra={'farbe': "'=rot"}).where(Repair.id == repair.id).execute()
    search.rebuild()
    yield folder
    close_store()


def test_into_an_empty_store_everything_is_the_same(filled: Path, tmp_path: Path) -> None:
    before, book = facts(), exported()
    close_store()
    open_store(tmp_path / 'leer')
    plan = imported(book)
    assert not {line.result for line in plan.lines} & {Result.HELD_BACK, Result.NOT_UNDERSTOOD}
    for ours, theirs in zip(before, facts(), strict=True):
        assert [row for row in ours if row not in theirs] == [row for row in theirs if row not in ours] == []
    assert not rows('PRAGMA foreign_key_check')


def test_an_own_column_comes_with_its_index_and_is_sorted_by_it(store: Path, anja: Who, tmp_path: Path) -> None:
    name = columns.add('membership', 'Schuhgröße', Kind.NUMBER, anja, NOW)
    columns.add('repair', 'Abholart', Kind.CHOICE, anja, NOW, choices=['selbst', 'gebracht'])
    for size in ('9', '42'):
        person = joins(anja, NOW, first_name=f'Größe {size}')
        people.save(person, 1, {name: int(size)}, anja, NOW)
    book = exported()
    close_store()
    open_store(tmp_path / 'leer')
    imported(book)
    indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'own#_%' ESCAPE '#' ORDER BY 1"
    assert [row[0] for row in rows(indexes)] == [f'own_membership_{name}', 'own_repair_eigen_2']
    shown = sheets.read('team', Question(sort=name), NOW)
    assert [row.cells['name'] for row in shown.rows] == ['Größe 9 Rademacher', 'Größe 42 Rademacher']


@pytest.mark.parametrize(('table', 'name'), [
    ('repair', 'x" ON repair (id); DROP TABLE consent; --'), ('repair', "x'"), ('repair', 'phone; x'), ('account', 'x'),
    ('person', 'phone'), ('repair', 'Ä'), ('repair', ''), ('repair', 'x' * 61)])
def test_s10_a_column_with_another_name_than_ours_makes_none(table: str, name: str) -> None:
    assert not new_columns.is_sound(table, name, ['repair'])


def test_s10_a_forged_sheet_of_columns_makes_none(store: Path, anja: Who) -> None:
    columns.add('repair', 'Abholart', Kind.TEXT, anja, NOW)
    nameless(anja, NOW)
    book = exported()
    forged = replace(book, sheets=tuple(replace(sheet, rows=tuple(replace(row, cells=tuple(
        FORGED if cell == 'eigen_1' else cell for cell in row.cells)) for row in sheet.rows)) for sheet in book.sheets))
    assert forged != book
    imported(forged)
    assert rows('SELECT count(*) FROM custom_column') == [(1,)]
    assert rows("SELECT count(*) FROM sqlite_master WHERE name = 'consent'") == [(1,)]


def test_into_the_same_store_nothing_changes(filled: Path) -> None:
    book, before = exported(), row_counts()
    plan = imported(book)
    assert Result.STORED not in {line.result for line in plan.lines}
    assert row_counts() == before


def test_d7_who_was_erased_since_does_not_come_back(store: Path, anja: Who) -> None:
    plan, __ = stored(**LISTS)
    renate = next(one for one in plan.people if one.values.get('first_name') == 'Renate')
    book = exported()
    handover.withdraw(renate.public, None, anja, NOW)
    results = [line.result for line in imported(book).lines]
    assert results.count(Result.HELD_BACK) == 2        # on Ehemalige and on Einwilligungen
    assert not rows("SELECT 1 FROM person WHERE first_name = 'Renate'")


def test_d7_nor_do_the_repairs_of_who_was_erased_since(store: Path, anja: Who) -> None:
    plan, __ = stored(**LISTS)
    emine = next(one for one in plan.people if one.values.get('first_name') == 'Emine')
    book = exported()
    handover.withdraw(emine.public, None, anja, NOW)
    before = row_counts()
    held = [line for line in imported(book).lines if line.result is Result.HELD_BACK]
    assert sorted(line.sheet for line in held) == ['Einwilligungen', 'Kundinnen', 'Kundinnen', *['Reparaturen'] * 2]
    assert {line.reason for line in held} == {ERASED}
    assert row_counts()['repair'] == before['repair']


def test_every_row_of_every_sheet_is_accounted_for(filled: Path) -> None:
    book = exported()
    plan = planning.make(book, Choices(), LATER)
    assert len(plan.lines) == sum(len(sheet.rows) - 1 for sheet in book.sheets)


def test_d2_a_recorder_without_an_account_here_is_told(store: Path, anja: Who, tmp_path: Path) -> None:
    joins(anja, NOW, first_name='Kim')
    book = exported()
    here = report.as_json(planning.make(book, Choices(), LATER), applied=False)
    close_store()
    open_store(tmp_path / 'leer')
    told = report.as_json(planning.make(book, Choices(), LATER), applied=False)
    assert [BY_NOBODY_HERE in row['reason'] for row in told['rows'] if row['sheet'] == 'Einwilligungen'] == [True]
    assert any(line.endswith('das es hier nicht gibt: 1') for line in command.summary(told, applied=False))
    assert not any('festgehalten' in text for text in (*command.summary(here, applied=False), str(here['rows'])))
