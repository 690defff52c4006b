"""One tap gives everything about one person, and the classification says what everything is (D9)."""
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from db import access, accounts, attempts, devices, journal_words, members, people, repairs, sessions, slips
from db.access import Entry, Report, Section
from db.access_words import LABELS, VERBS, Fact, done
from db.classification import COLUMNS, UNTOLD
from db.connection import db
from db.errors import Unknown
from db.importing import applying, undoing
from db.models import Account, SavedView
from db.who import Who
from db.words import Purpose, State
from tests.db import canary
from tests.db.stories import count, drop_off, joins, leaves, outside, own, owner, person_row, raw, rows
from tests.personas import PASSWORDS

JOERG = {'first_name': 'Jörg', 'last_name': 'Rademacher', 'phone': '0351 7654321'}
HARD = 'Thị Hiễn Жанна İpek Großmann 👩‍🔧'


def everything(anja: Who, now: datetime) -> str:
    """A member with a login who talks for an organisation, brought a toaster, looks after another one's, and has
    something in every column."""
    canary.own_columns()
    joerg = joins(anja, now, **JOERG, skills='Elektro')
    members.give_messenger(joerg, 'mündlich', anja, now)
    assert outside(anja, now, **JOERG, function='Vorstand') == joerg
    (member,) = repairs.team()
    number = drop_off(anja, now, person=joerg, later=True).number
    repairs.assign(number, member.membership_id, anja, now)
    repairs.move(number, State.WORKING, anja, now)
    repairs.assign(drop_off(anja, now, item='Fremdes Radio').number, member.membership_id, anja, now)
    account = Account.get(Account.name == 'Mira')
    Account.update(person=person_row(joerg).id, last_login_at=now).where(Account.id == account.id).execute()
    devices.enrol('Tablet links', anja, now)
    accounts.log_in('Mira', PASSWORDS['mira'], '127.0.0.1', now, devices.devices()[0].id)
    SavedView.create(account=account.id, sheet='team', name='zqansicht', view={'sort': 'name'})
    return joerg


def all_facts(made: Report) -> list[Fact]:
    def below(entry: Entry) -> list[Fact]:
        return [*entry.facts, *(fact for part in entry.parts for fact in below(part))]
    return [fact for section in made.sections for entry in section.entries for fact in below(entry)]


def told(made: Report, table: str) -> set[str]:
    return {fact.column.partition('.')[0] for fact in all_facts(made) if fact.table == table}


# ---- complete --------------------------------------------------------------------------------------------------------
def test_d9_every_column_of_the_classification_is_told_or_named_as_untold(
        store: Path, anja: Who, now: datetime) -> None:
    public_id = everything(anja, now)
    canary.put_in(public_id, anja, now)
    made = access.report(public_id, anja, now)
    for table, kept in COLUMNS.items():
        if any(column.personal for column in kept.values()):
            assert told(made, table) == set(kept) - set(UNTOLD[table]), table


def test_d9_what_is_untold_is_no_secret_kept_from_anybody() -> None:
    """Keys, secrets that open something, and copies: each with its reason, and nothing a person would ask for."""
    named = {(table, column) for table, columns in UNTOLD.items() for column in columns}
    assert {column for __, column in named} == {
        'id', 'version', 'sort_name', 'words', 'on_former', 'person', 'name_key', 'password', 'pin', 'account',
        'token_hash', 'serial', 'request_id', 'token', 'repair', 'batch', 'row', 'change', 'word', 'open'}
    assert all(column in COLUMNS[table] for table, column in named)


def test_d9_every_word_that_was_put_in_comes_out_for_people_and_for_programs(
        store: Path, anja: Who, now: datetime) -> None:
    public_id = everything(anja, now)
    words = canary.put_in(public_id, anja, now)
    made = access.report(public_id, anja, now)
    shown = '\n'.join(fact.shown for fact in all_facts(made)).lower()
    held = json.dumps(access.as_json(made), ensure_ascii=False).lower()
    derived = {'03519182736', '017619283746', '9182736', '19283746'}   # as the search folds a number
    assert [word for word in words if word.lower() not in shown and word not in derived] == []
    assert [word for word in words if word.lower() not in held and word not in derived] == []


def test_every_label_is_said_in_german(store: Path, anja: Who, now: datetime) -> None:
    made = access.report(everything(anja, now), anja, now)
    assert {fact.label for fact in all_facts(made) if fact.label == fact.column} == set()
    assert all(LABELS.values())


def test_whether_a_fault_is_published_is_said_in_german(store: Path, anja: Who, now: datetime) -> None:
    taken = drop_off(anja, now)
    rows("UPDATE repair SET fault_review = 'withheld'")
    (said,) = (fact for fact in all_facts(access.report(owner(taken.number, now), anja, now))
               if (fact.table, fact.column) == ('repair', 'fault_review'))
    assert (said.label, said.shown, said.value) == ('Fehlertext in offenen Reparaturdaten', 'zurückgehalten',
                                                    'withheld')


# ---- only this person ------------------------------------------------------------------------------------------------
def test_d9_nobody_elses_data_is_in_it(store: Path, anja: Who, now: datetime) -> None:
    public_id = everything(anja, now)
    held = json.dumps(access.as_json(access.report(public_id, anja, now)), ensure_ascii=False)
    for other in ('Şeyma', 'Wiśniewska', '1234567'):
        assert other not in held
    assert 'Tablet links' in held, 'where they logged in'
    assert 'Fremdes Radio' in held, 'whose toaster it is does not matter, that they look after it does'
    for secret in ('argon2', PASSWORDS['mira'], person_row(public_id).words.split()[0] + ' '):
        assert secret not in held


def test_no_token_that_would_open_the_slips_page(store: Path, anja: Who, now: datetime) -> None:
    taken = drop_off(anja, now)
    held = json.dumps(access.as_json(access.report(owner(taken.number, now), anja, now)))
    assert taken.number in held
    assert taken.token not in held


# ---- hard cases ------------------------------------------------------------------------------------------------------
def test_somebody_with_a_name_and_nothing_else(store: Path, anja: Who, now: datetime) -> None:
    made = access.report(outside(anja, now, last_name=''), anja, now)
    assert [section.key for section in made.sections] == ['person', 'consents', 'contacts', 'history']
    assert made.name == 'Łucja'
    assert [label for label, __ in made.terms] == ['Kontakt bei anderen']


def test_hard_names_and_long_notes_come_out_as_they_went_in(store: Path, anja: Who, now: datetime) -> None:
    note = '\n'.join(f'Zeile {line}: {HARD}' for line in range(45))
    public_id = joins(anja, now, first_name=HARD, note=note)
    person = access.as_json(access.report(public_id, anja, now))['person'][0]
    assert (person['first_name'], person['note']) == (HARD, note)


def test_what_ended_is_told_with_its_reason(store: Path, anja: Who, now: datetime) -> None:
    public_id = joins(anja, now)
    drop_off(anja, now, person=public_id)
    leaves(public_id, anja, now, keep=False)
    consents = access.as_json(access.report(public_id, anja, now))['consents']
    assert [(one['purpose'], one['ended_because']) for one in consents] == [('member', 'fulfilled'), ('repair', None)]
    assert all('Dürfen wir' in one['text'] for one in consents), 'the words they were asked with'


def test_a_retired_column_of_the_cafe_is_still_told(store: Path, anja: Who, now: datetime) -> None:
    own('person', 'geburtstag', purposes=(Purpose.MEMBER,))
    public_id = joins(anja, now, geburtstag='zqgeburtstag')
    rows("UPDATE custom_column SET retired_at = '2026-01-01T00:00:00Z'")
    (person,) = access.as_json(access.report(public_id, anja, now))['person']
    assert person['own_columns'] == {'Geburtstag': 'zqgeburtstag'}


def test_what_a_customer_or_nobody_did_is_called_so(store: Path, anja: Who, now: datetime) -> None:
    public_id = joins(anja, now)
    taken = drop_off(anja, now, person=public_id)
    slips.withdraw(taken.token, now)
    history = access.as_json(access.report(public_id, anja, now))['history']
    assert ('slip.withdraw', 'Kund:in selbst') in {(one['verb'], one['actor']) for one in history}


def test_recipients_are_named_as_they_are(store: Path, anja: Who, now: datetime) -> None:
    public_id = joins(anja, now)
    assert not any('Messenger' in one for one in access.report(public_id, anja, now).recipients)
    members.give_messenger(public_id, 'mündlich', anja, now)
    people.save(public_id, people.read(public_id).version, {'in_messenger': True}, anja, now)
    told_to = access.report(public_id, anja, now).recipients
    assert any('Messenger' in one for one in told_to)
    assert 'Zugänge: 2.' in told_to[0]


def test_d9_a_login_is_called_a_login(store: Path, anja: Who, now: datetime) -> None:
    joerg = joins(anja, now, **JOERG)
    Account.update(person=person_row(joerg).id).where(Account.name == 'Mira').execute()
    sessions.log_out(accounts.log_in('Mira', PASSWORDS['mira'], '127.0.0.1', now).token, now)
    attempts.note(Account.get(Account.name == 'Mira').id, 'Mira', '127.0.0.1', now)
    (history,) = (section for section in access.report(joerg, anja, now).sections if section.key == 'history')
    said = [(entry.title, fact.shown) for entry in history.entries for fact in entry.facts if fact.column == 'actor']
    for told in ('Angemeldet', 'Mira'), ('Abgemeldet', 'Mira'), ('Fehlgeschlagene Anmeldung', 'unbekannt'):
        assert told in said


OF_NOBODY = ('settings.', 'export.', 'backup.', 'clock.', 'organisation.', 'device.', 'column.',
             'consent.reword')


@pytest.mark.parametrize('verb', [*(verb for verb in journal_words.WORDS if not verb.startswith(OF_NOBODY)),
                                  applying.VERB, applying.INSERT, applying.UPDATE, undoing.UNDO])
def test_d9_everything_that_happens_to_somebodys_rows_has_words_of_its_own(verb: str) -> None:
    assert verb in VERBS
    assert done(verb) == VERBS[verb]


# ---- beside the others' work -----------------------------------------------------------------------------------------
def test_nobody_waits_while_the_report_is_read(store: Path, anja: Who, now: datetime,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    """And what they save meanwhile is not in it: the report is of one moment."""
    joerg = joins(anja, now, **JOERG)
    read = access._sections

    def meanwhile(*args: Any) -> Iterator[Section]:
        other = raw(store, timeout=0)
        other.execute("UPDATE person SET first_name = 'Später'")
        other.commit()
        other.close()
        return read(*args)
    monkeypatch.setattr(access, '_sections', meanwhile)
    made = access.report(joerg, anja, now)
    assert rows('SELECT first_name FROM person') == [('Später',)]
    assert 'Später' not in {fact.shown for fact in all_facts(made)}


def test_much_that_happened_costs_no_more_questions(store: Path, anja: Who, now: datetime) -> None:
    joerg = joins(anja, now, **JOERG)
    number = drop_off(anja, now, person=joerg).number
    (member,) = repairs.team()

    def busy(times: int) -> None:
        for place in range(times):
            person = people.read(joerg)
            people.save(joerg, person.version, {'note': f'{times}.{place}'}, anja, now)
            for someone in member.membership_id, None:
                repairs.assign(number, someone, anja, now)
            for state in State.WORKING, State.ACCEPTED:
                repairs.move(number, state, anja, now)

    def asked() -> int:
        said: list[str] = []
        db.connection().set_trace_callback(said.append)
        access.report(joerg, anja, now)
        db.connection().set_trace_callback(None)
        return sum(one.startswith('SELECT') for one in said)
    busy(2)
    few = asked()
    busy(10)
    assert asked() == few


# ---- written down ----------------------------------------------------------------------------------------------------
def test_that_it_was_made_is_in_the_journal_and_nothing_of_it(store: Path, anja: Who, now: datetime) -> None:
    public_id = joins(anja, now)
    before = count('change_value')
    made = access.report(public_id, anja, now)
    assert rows("SELECT actor_id, table_name FROM change WHERE verb = 'access.report'") == [(anja.account, 'person')]
    assert count('change_value') == before
    assert 'Auskunft erstellt' in [entry.title for entry in made.sections[-1].entries]


def test_somebody_who_is_gone_has_no_report(store: Path, anja: Who, now: datetime) -> None:
    public_id = joins(anja, now)
    leaves(public_id, anja, now, keep=False)
    for unknown in (public_id, 'x', '\ud800', ''):
        with pytest.raises(Unknown):
            access.report(unknown, anja, now)
    assert rows("SELECT 1 FROM change WHERE verb = 'access.report'") == []
