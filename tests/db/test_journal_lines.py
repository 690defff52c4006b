"""Who did what, and when: every verb leaves a line, in a sentence, and no line holds what somebody saved (S13, D8)."""
import ast
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import (
    accounts,
    attempts,
    exporting,
    handover,
    intake,
    journal_lines,
    journal_words,
    members,
    organisations,
    people,
    repairs,
    retention,
    sessions,
    settings,
)
from db import restore as way_back
from db.backup import make
from db.covered import NEEDED
from db.errors import Refused
from db.events import Changed, on_change
from db.journal import writing
from db.journal_lines import PAGE, Line, Question, read
from db.throttle import Rate
from db.who import COMMAND_LINE, Role, Who
from db.words import State
from tests.db.stories import drop_off, joins, leaves, nameless, owner, raw, ready, residue, rows
from tests.personas import CAFE, PASSWORDS

ROOM = Path(__file__).parents[2] / 'db'
HOLES = {'kind': tuple(NEEDED), 'file': exporting.FILES,
         'rule.name': tuple(rule.name for rule in retention.RULES)}
HERE, THERE = '192.168.178.20', '192.168.178.21'


@pytest.fixture(autouse=True)
def nobody_has_failed_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, 'each', Rate(1))
    monkeypatch.setattr(attempts, 'every', Rate(30))


def lines(**question: object) -> list[Line]:
    return list(read(Question(**question)).lines)   # type: ignore[arg-type]


def newest() -> str:
    return lines()[0].sentence


# ---- every verb has words --------------------------------------------------------------------------------------------
def verbs_of(text: str) -> Iterator[str]:
    """The verbs that a module writes under, each way a name in them may turn out."""
    tree = ast.parse(text)
    named = {node.targets[0].id: node.value for node in tree.body
             if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node.func) in ('writing', 'Batch'):
            assert len(node.args) == 3, f'line {node.lineno}: the verb is the third argument'
            yield from spelled(node.args[2], named)


def called(function: ast.expr) -> str:
    """`writing` for `journal.writing`, too."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, 'id', '')


def spelled(verb: ast.expr, named: dict[str, ast.expr]) -> Iterator[str]:
    if isinstance(verb, ast.Name) and verb.id in named:
        verb = named[verb.id]
    if isinstance(verb, ast.Constant):
        yield verb.value
    elif isinstance(verb, ast.IfExp):
        yield from spelled(verb.body, named)
        yield from spelled(verb.orelse, named)
    elif isinstance(verb, ast.JoinedStr):
        start, hole = verb.values
        assert isinstance(start, ast.Constant)
        assert isinstance(hole, ast.FormattedValue)
        yield from (f'{start.value}{one}' for one in HOLES[ast.unparse(hole.value)])
    elif not (isinstance(verb, ast.Name) and verb.id == 'verb'):   # handed on by `writing`, or chosen a line above
        raise AssertionError(f'line {verb.lineno}: what does „{ast.unparse(verb)}“ turn out to be?')


def written() -> set[str]:
    return {verb for path in ROOM.rglob('*.py') for verb in verbs_of(path.read_text('utf-8'))} | {
        'account.failed', 'account.unknown', 'account.wrong_pin', 'account.wrong_password', 'device.wrong_code',
        'import.insert', 'import.update'}


@pytest.mark.parametrize('verb', sorted(journal_words.WORDS))
def test_every_sentence_is_found(verb: str) -> None:
    assert journal_words.of(verb) is not journal_words.OF_AN_OLDER_VERSION
    assert journal_words.WORDS[verb].kind in journal_words.KINDS


def test_every_verb_has_a_sentence_and_none_is_for_a_verb_that_is_gone() -> None:
    assert set(journal_words.WORDS) == written()
    assert len(journal_words.WORDS) > 30


@pytest.mark.parametrize('text', [
    "with journal.writing(who, now, 'cat.feed'): f()", "V = 'cat.feed'\nwith journal.writing(who, now, V): f()",
    "with journal.writing(who, now, 'cat.feed' if a else 'repair.move'): f()"])
def test_a_new_verb_is_seen_and_has_no_words_yet(text: str) -> None:
    verbs = set(verbs_of(text))
    assert 'cat.feed' in verbs
    assert verbs - set(journal_words.WORDS) == {'cat.feed'}


# ---- every verb leaves a line ----------------------------------------------------------------------------------------
def test_a_repair_on_its_way(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now).number
    assert newest() == f'Mira hat {number} angenommen'
    ready(number, mira, now)
    assert newest() == f'Mira hat {number} auf „fertig“ gesetzt'
    handover.hand_back(number, mira, now)
    assert newest() == f'Mira hat {number} herausgegeben'
    handover.undo(number, mira, now)
    assert newest() == f'Mira hat die Herausgabe von {number} rückgängig gemacht'
    assert {line.href for line in lines(kind='repair')} == {f'/r/{number}'}


def test_people_are_not_named(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, skills='Elektro')
    people.save(joerg, 1, {'skills': 'Textil'}, mira, now)
    leaves(joerg, mira, now, keep=False)
    assert [line.sentence for line in lines(kind='person')] == [
        'Mira hat eine Mitgliedschaft beendet', 'Mira hat die Angaben zu einer Person geändert',
        'Mira hat jemanden ins Team eingetragen']
    assert not {line.href for line in lines(kind='person')} - {''}


def test_accounts_and_their_passwords(store: Path, anja: Who, tresen: Who, now: datetime) -> None:
    dieter = accounts.add('Dieter', Role.TEAM, 'dieter-hält-ordnung', anja, now)
    accounts.set_password('Tresen', 'ein-ganz-neues-passwort', anja, now)
    accounts.set_role(dieter, Role.ORGANISER, anja, now)
    accounts.set_member(dieter, None, anja, now)
    accounts.set_active(dieter, False, anja, now)
    accounts.set_active(dieter, True, COMMAND_LINE, now)
    assert [line.sentence for line in lines(kind='account')][:6] == [
        'Die Befehlszeile hat den Zugang „Dieter“ eingeschaltet', 'Anja hat den Zugang „Dieter“ abgeschaltet',
        'Anja hat eingetragen, zu wem im Team „Dieter“ gehört', 'Anja hat die Rolle von „Dieter“ geändert',
        'Anja hat ein neues Passwort für „Tresen“ gesetzt', 'Anja hat den Zugang „Dieter“ angelegt']


def test_the_first_account(store: Path, now: datetime) -> None:
    first = [line.sentence for line in lines()][-2:]
    assert first == ['Anja hat Einstellungen geändert: Name des Cafés',
                     'Das Kontaktbuch wurde eingerichtet, mit dem ersten Zugang „Anja“']


def test_logging_in_and_out(store: Path, now: datetime) -> None:
    token = accounts.log_in('Mira', PASSWORDS['mira'], HERE, now).token
    assert newest() == 'Mira hat sich angemeldet'
    sessions.log_out(token, now)
    assert newest() == 'Mira hat sich abgemeldet'
    assert {line.kind for line in lines()[:2]} == {'login'}


def test_settings_are_named_by_what_changed_and_not_by_what_they_are(store: Path, anja: Who, now: datetime) -> None:
    settings.save({'cafe_name': CAFE, 'phone': '0351 99', 'places': 'Regal 1'}, anja, now)
    assert newest() == 'Anja hat Einstellungen geändert: Telefon, Plätze'
    before = len(lines())
    settings.save({'phone': '0351 99'}, anja, now)
    assert len(lines()) == before, 'nothing was changed'
    retention.confirm_clock(anja, now)
    assert newest() == 'Anja hat bestätigt, dass das Datum stimmt'


def test_what_the_program_erases_by_itself(store: Path, mira: Who, anja: Who, now: datetime) -> None:
    handover.hand_back(drop_off(mira, now).number, mira, now)
    retention.run_due(now + timedelta(hours=1))
    assert newest() == 'Das Programm hat nach einer Abholung Kontaktdaten gelöscht'
    number = drop_off(mira, now).number
    handover.withdraw(owner(number, now), None, anja, now)
    assert newest() == 'Anja hat einen Widerruf eingetragen'
    assert {line.kind for line in lines(kind='erasure')} == {'erasure'}


def test_an_organisation_that_goes(store: Path, mira: Who, now: datetime) -> None:
    organisations.remove(organisations.add({'name': 'Zoo'}, mira, now), mira, now)
    assert newest() == 'Mira hat eine Organisation entfernt'


def test_a_backup_that_was_brought_back(store: Path, now: datetime) -> None:
    way_back.restore(make(store / 'sicherungen', now).path, store, now)
    assert newest() == 'Die Befehlszeile hat eine Sicherung zurückgeholt'


# ---- who failed to get in --------------------------------------------------------------------------------------------
def fails(name: str, now: datetime, address: str = HERE, typed: str = 'falsch-falsch-falsch') -> None:
    with pytest.raises(Refused):
        accounts.log_in(name, typed, address, now)


def test_a_failed_login_names_the_account(store: Path, now: datetime) -> None:
    fails('ANJA', now)
    line = lines()[0]
    assert (line.sentence, line.who, line.kind) == ('Fehlgeschlagene Anmeldung als „Anja“', '', 'login')


def test_a_name_that_is_no_account_is_not_stored(store: Path, now: datetime) -> None:
    """Somebody may have typed the password into the field for the name."""
    fails('anja-schraubt-gern', now)
    assert newest() == 'Fehlgeschlagene Anmeldung mit einem Namen, den es hier nicht gibt'
    assert residue(store, ['anja-schraubt', 'falsch-falsch']) == []


def test_one_line_a_minute_for_each_name_and_address(store: Path, now: datetime) -> None:
    before = len(lines())
    for second in range(3):
        fails('Anja', now + timedelta(seconds=second))
    assert len(lines()) == before + 1
    fails('Anja', now + timedelta(seconds=20), address=THERE)
    fails('Mira', now + timedelta(seconds=20))
    fails('Anja', now + timedelta(seconds=90))
    assert len(lines()) == before + 4


def test_whoever_has_to_wait_leaves_no_further_line(store: Path, now: datetime) -> None:
    for _ in range(40):
        fails('Anja', now)
    assert sum(line.kind == 'login' for line in lines()) == 1


def test_a_flood_from_everywhere_is_bounded(store: Path, now: datetime) -> None:
    for number in range(50):
        attempts.note(None, f'n{number}', f'192.168.178.{number}', now)
    assert rows("SELECT count(*) FROM change WHERE verb = 'account.unknown'") == [(30,)]


def test_a_flood_at_one_way_in_hides_no_failure_at_another(store: Path, mira: Who, now: datetime) -> None:
    for number in range(50):
        attempts.note(None, f'n{number}', f'192.168.178.{number}', now)
    attempts.wrong_pin(mira.account or 0, now)
    attempts.wrong_password(mira.account or 0, now)
    attempts.wrong_code(HERE, now)
    assert [line.sentence for line in lines()[:3]] == [
        'Ein Tablet wollte mit einem Code herein, der nicht gilt',
        'Falsches Passwort bei einer Nachfrage, während „Mira“ angemeldet war',
        'Falsche PIN für „Mira“ an einem Tablet']
    assert {(line.who, line.kind) for line in lines()[:3]} == {('', 'login')}


def test_a_flood_of_wrong_codes_is_bounded(store: Path, now: datetime) -> None:
    for number in range(50):
        attempts.wrong_code(f'192.168.178.{number}', now)
        attempts.wrong_code(HERE, now)
    assert rows("SELECT count(*) FROM change WHERE verb = 'device.wrong_code'") == [(30,)]


def test_r7_while_nothing_can_be_written_a_failed_login_is_answered_as_always(store: Path, now: datetime) -> None:
    other = raw(store)
    other.execute('BEGIN IMMEDIATE')
    rows('PRAGMA busy_timeout = 20')
    with pytest.raises(Refused, match='Name oder Passwort stimmt nicht'):
        accounts.log_in('Anja', 'falsch-falsch-falsch', HERE, now)
    other.close()


# ---- looking through it ----------------------------------------------------------------------------------------------
def test_no_line_holds_what_was_saved(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now, fault='Frau Wiśniewska: klemmt').number
    people.save(owner(number, now), 1, {'phone': '0176 555'}, mira, now)
    repairs.save(number, 1, {'note': 'Rückruf bei Şeyma'}, mira, now)
    shown = ' '.join(line.sentence for line in lines())
    for word in ('Şeyma', 'Wiśniewska', '0351', '0176', 'klemmt', 'Rückruf'):
        assert word not in shown


def filled(who: Who, now: datetime, count: int) -> None:
    for number in range(count):
        with writing(who, now + timedelta(minutes=number), 'organisation.save') as batch:
            batch.did('organisation', number)
            batch.did('organisation', number)   # a verb with several rows is one line


def test_pages_miss_no_line_and_show_none_twice(store: Path, mira: Who, now: datetime) -> None:
    filled(mira, now, 2 * PAGE)
    first = read(Question(kind='person'))
    second = read(Question(kind='person', before=first.lines[-1].id))
    assert (first.newer, first.older, second.newer, second.older) == (False, True, True, False)
    seen = [line.id for page in (first, second) for line in page.lines]
    assert len(set(seen)) == 2 * PAGE
    assert seen == sorted(seen, reverse=True)
    filled(mira, now, 3)   # what comes meanwhile moves no older page
    assert read(Question(kind='person', before=first.lines[-1].id)) == second
    back = read(Question(kind='person', after=second.lines[0].id))
    assert back.lines == first.lines
    assert (back.newer, back.older) == (True, True)


def test_by_kind_and_by_account(store: Path, mira: Who, anja: Who, now: datetime) -> None:
    number = nameless(mira, now).number
    nameless(anja, now)
    assert [line.sentence for line in lines(kind='repair', account=mira.account)] == [f'Mira hat {number} angenommen']
    assert {line.who for line in lines(account=anja.account)} == {'Anja'}
    assert lines(kind='quatsch') == lines()


def test_whoever_is_closed_can_still_be_asked_for(store: Path, mira: Who, anja: Who, now: datetime) -> None:
    accounts.set_active(mira.account or 0, False, anja, now)
    assert (mira.account, 'Mira') in journal_lines.accounts()


def test_a_line_of_an_older_version_can_be_read(store: Path, mira: Who, now: datetime) -> None:
    with writing(mira, now, 'something.else') as batch:
        batch.did('repair', 12345)
    assert newest() == 'Mira hat etwas geändert'


def test_open_screens_are_told_of_every_line(store: Path, now: datetime) -> None:
    heard: list[Changed] = []
    stop = on_change(heard.append)
    accounts.log_in('Mira', PASSWORDS['mira'], HERE, now)
    fails('Anja', now)
    stop()
    assert [change.tables for change in heard] == [{'change'}, {'change'}]


def test_a_further_yes(store: Path, mira: Who, now: datetime) -> None:
    members.give_messenger(joins(mira, now), 'mündlich', mira, now)
    assert newest() == 'Mira hat ein Ja zur Messenger-Gruppe eingetragen'


Verb = Callable[[str, Who, datetime], object]


@pytest.mark.parametrize(('verb', 'sentence'), [
    (lambda number, who, now: repairs.assign(number, None, who, now), None),
    (lambda number, who, now: repairs.save(number, 1, {'place': 'Regal 1'}, who, now),
     'Mira hat die Angaben zu {} geändert'),
    (lambda number, who, now: repairs.move(number, State.WORKING, who, now), 'Mira hat {} auf „in Arbeit“ gesetzt')])
def test_what_changes_nothing_leaves_no_line(
        store: Path, mira: Who, now: datetime, verb: Verb, sentence: str | None) -> None:
    number = nameless(mira, now).number
    before = len(lines())
    verb(number, mira, now)
    assert len(lines()) == before + (sentence is not None)
    if sentence:
        assert newest() == sentence.format(number)


def test_the_first_line_of_a_drop_off_sent_twice(store: Path, mira: Who, now: datetime) -> None:
    given = intake.Intake('zweimal-dasselbe-geschickt', 'Radio', False)
    intake.take_in(given, mira, now)
    before = len(lines())
    intake.take_in(given, mira, now)
    assert len(lines()) == before
