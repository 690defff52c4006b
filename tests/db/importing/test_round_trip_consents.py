"""D1, D2: what somebody has said comes back with our own file as it was said: a yes that only a list told of, a no, an
end. And what nobody can read there any more is no yes."""
import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from db import consent, handover, members, messenger, people
from db.consent import Given
from db.importing import applying, undoing
from db.importing.book import Book
from db.importing.drafts import Choices, Evidence, Plan, Result
from db.importing.own_consents import INCOMPLETE
from db.journal import writing
from db.listed import UNKNOWN_WORDS
from db.messenger import Act, Answer
from db.models import Person
from db.store import close_store, open_store
from db.who import COMMAND_LINE, Who
from db.words import Ended, Purpose
from pages import exports
from tests.db.importing.lists import TEAM, book
from tests.db.importing.test_no_words import CASES, EMINE, PROOF, comes, consents, detail, history
from tests.db.importing.test_own_cells import changed
from tests.db.importing.test_round_trip import exported, facts, imported
from tests.db.stories import drop_off, joins, leaves, outside, row_counts, rows
from tests.personas import NOW
from tests.wording import reword

LATER = NOW + timedelta(days=2)
TODAY, MOMENT = '2026-11-23', '2026-11-23T13:05:00Z'
NEW = {'aus einer Liste übernommen am', 'Übernommen (UTC)', 'Nein zur Gruppe am', 'Nein zur Gruppe (UTC)'}
WORDS = ('Frage', 'Antwort Ja', 'Antwort Nein', 'Fassung des Wortlauts', 'Wortlaut vom (UTC)')


def sheet(name: str, of: Book | None = None) -> list[dict[str, Any]]:
    """The rows of one sheet of the export by their titles; what is empty is left out."""
    titles, *found = next(one for one in (of or exported()).sheets if one.name == name).rows
    return [{title: cell for title, cell in zip(titles.cells, row.cells, strict=False) if cell not in (None, '')}
            for row in found]


def as_before(of: Book) -> Book:
    """The file as the former version of the program made it, which knew nothing of these columns."""
    def without(rows_of: tuple[Any, ...]) -> tuple[Any, ...]:
        keep = [place for place, title in enumerate(rows_of[0].cells) if title not in NEW]
        return tuple(replace(row, cells=tuple(row.cells[place] for place in keep if place < len(row.cells)))
                     for row in rows_of)
    return replace(of, sheets=tuple(replace(one, rows=without(one.rows)) for one in of.sheets))


@pytest.fixture
def moves(store: Path, tmp_path: Path) -> Callable[..., Plan]:
    """Everything leaves for an empty store; `on_the_way` may do something to the file."""
    def run(on_the_way: Callable[[Book], Book] = lambda file: file) -> Plan:
        file = on_the_way(exported())
        close_store()
        open_store(tmp_path / 'leer')
        return imported(file)
    return run


# ---- a yes that came with a list -------------------------------------------------------------------------------------
@CASES
def test_d2_the_export_tells_no_words_of_a_list(store: Path, anja: Who, said: str, proof: Evidence | None, how: str,
                                                day: str, line: str) -> None:
    comes(anja, said, proof)
    (row,) = sheet('Einwilligungen')
    told = {} if 'Tag der' in day else {'gegeben am': '-'.join(day.split('.')[::-1])}
    assert row | {'wie': how, 'Wortlaut': UNKNOWN_WORDS, 'aus einer Liste übernommen am': TODAY, **told} == row
    assert not {*WORDS, *({'gegeben am'} - {*told})} & {*row}
    (toaster,) = sheet('Kundinnen')
    assert (toaster['Einwilligung'], toaster.get('Einwilligung vom')) == ('ja', told.get('gegeben am'))


def file_of(kind: str, name: str = '') -> bytes:
    with exports.make(exports.Wanted(kind, sheet=name), COMMAND_LINE, LATER) as made:
        return made.read()


@pytest.mark.parametrize(('how', 'listed'), [('Unterschrift', MOMENT), ('laut Liste', None)])
def test_d2_nor_do_the_files_for_programs(store: Path, anja: Who, how: str, listed: str | None) -> None:
    """Whoever writes „laut Liste“ by hand has taken nothing over, and has heard no words either."""
    if listed:
        comes(anja, '', PROOF)
    else:
        people.add('former_customer', EMINE, (Given(Purpose.FORMER, how),), anja, NOW)
    ((held,),) = (one['consents'] for one in json.loads(file_of('json'))['people'])
    assert (held['how'], held['text'], held['listed_at']) == (how, None, listed)
    (row,) = csv.DictReader(io.StringIO(file_of('csv', 'Einwilligungen').decode('utf-8-sig')), delimiter=';')
    assert (row['wie'], row['Frage'], row['Wortlaut']) == (how, '', UNKNOWN_WORDS)


def test_d2_who_was_asked_here_stands_with_the_words_and_in_no_list(store: Path, anja: Who) -> None:
    drop_off(anja, NOW, **EMINE)
    (row,) = sheet('Einwilligungen')
    assert {*WORDS, 'Wortlaut', 'gegeben am'} <= {*row}
    assert not NEW & {*row}
    ((held,),) = (one['consents'] for one in json.loads(file_of('json'))['people'])
    assert (held['text'] is None, held['listed_at']) == (False, None)


@CASES
def test_d2_a_yes_of_a_list_comes_back_as_one(moves: Callable[..., Plan], anja: Who, said: str, proof: Evidence | None,
                                              how: str, day: str, line: str) -> None:
    comes(anja, said, proof)
    (before,) = consents(anja)
    moves()
    assert consents(COMMAND_LINE) == [before | {'Übernommen von': 'Befehlszeile'}]
    assert detail() == line.replace('Anja', 'Befehlszeile')
    assert not rows("SELECT 1 FROM change_value WHERE field = 'text'")
    assert 'Ja gesagt am' not in history(COMMAND_LINE)


def test_d2_it_comes_back_a_second_time(moves: Callable[..., Plan], tmp_path: Path, anja: Who) -> None:
    comes(anja, '', PROOF)
    before = [facts(), sheet('Einwilligungen')[0]['Übernommen (UTC)']]
    moves()
    again = exported()
    close_store()
    open_store(tmp_path / 'noch_eins')
    imported(again)
    assert [facts(), sheet('Einwilligungen')[0]['Übernommen (UTC)']] == before


def test_d2_laut_liste_by_hand_comes_back_as_written_by_hand(moves: Callable[..., Plan], anja: Who) -> None:
    people.add('former_customer', EMINE, (Given(Purpose.FORMER, 'laut Liste'),), anja, NOW)
    before = facts()
    moves()
    assert facts() == before
    (held,) = consents(COMMAND_LINE)
    assert (held['Wortlaut'], held['Aufgeschrieben von']) == (UNKNOWN_WORDS, 'Befehlszeile')


def test_d2_only_the_words_that_were_read_to_somebody_come_along(moves: Callable[..., Plan], anja: Who) -> None:
    joins(anja, NOW)
    reword(Purpose.MEMBER, 'Neue Worte.')
    proof = Choices(evidence={'Team': PROOF})
    applying.apply(book(Team=[TEAM, ['Ada', 'Adler', '', '', '', '', '']]), proof, anja, NOW)
    moves()
    assert rows("SELECT version, text = 'Neue Worte.' FROM consent_text WHERE purpose = 'member'") == [(1, 0)]


def test_what_came_back_is_taken_back_whole(moves: Callable[..., Plan], anja: Who) -> None:
    comes(anja, '', PROOF)
    moves()
    undoing.undo(undoing.lately(LATER)[0].batch, COMMAND_LINE, LATER)
    assert {table: row_counts()[table] for table in ('person', 'consent', 'membership', 'repair')} == {
        'person': 0, 'consent': 0, 'membership': 0, 'repair': 0}


@pytest.mark.parametrize('file', [lambda file: file, as_before])
def test_into_the_same_store_nothing_of_it_changes(store: Path, anja: Who, file: Callable[[Book], Book]) -> None:
    comes(anja, '', PROOF)
    members.refuse_messenger(joins(anja, NOW), anja, NOW)
    made = file(exported())
    before = facts(), row_counts()
    imported(made)
    assert (facts(), row_counts()) == before


# ---- files of the former version -------------------------------------------------------------------------------------
def with_words(file: Book) -> Book:
    """It wrote the question in force beside a yes of a list."""
    for title, cell in {'Frage': 'Dürfen wir?', 'Wortlaut': 'Bis zur Abholung.', 'Antwort Ja': 'Ja', 'Antwort Nein':
                        'Nein', 'Fassung des Wortlauts': 1, 'Wortlaut vom (UTC)': '2026-01-01T00:00:00Z'}.items():
        file = changed(file, 'Einwilligungen', title, cell)
    return as_before(file)


def test_a_file_of_the_former_version_still_comes_in(moves: Callable[..., Plan], anja: Who) -> None:
    drop_off(anja, NOW, **EMINE)
    joins(anja, NOW)
    before = facts()
    moves(as_before)
    assert facts() == before


def test_d2_laut_liste_in_such_a_file_names_no_words_either(moves: Callable[..., Plan], anja: Who) -> None:
    comes(anja)
    moves(with_words)
    (held,) = consents(COMMAND_LINE)
    assert (held['Wortlaut'], held['Übernommen von']) == (UNKNOWN_WORDS, 'Befehlszeile')


@pytest.mark.parametrize(('said', 'day', 'came'), [('ja', '23.11.2026 (Tag der Übernahme)', '23.11.2026, 14:05'),
                                                   ('ja, 18.01.2025', '18.01.2025', '23.11.2026, 15:05')])
@pytest.mark.parametrize('file', [as_before, with_words])
def test_d2_the_moment_of_its_import_is_no_day_of_the_yes(moves: Callable[..., Plan], anja: Who, said: str, day: str,
                                                          came: str, file: Callable[[Book], Book]) -> None:
    comes(anja, said)
    moves(file)
    (held,) = consents(COMMAND_LINE)
    assert (held['Ja vom'], held['Übernommen am']) == (day, came)
    (toaster,) = sheet('Kundinnen')
    assert ('Einwilligung vom' in toaster) is (said != 'ja')


# ---- cells that somebody has changed ---------------------------------------------------------------------------------
@pytest.mark.parametrize(('title', 'cell'), [
    ('Gegeben (UTC)', ''), ('Gegeben (UTC)', 'im Mai'), ('Übernommen (UTC)', 'im Mai'), ('Beendet (UTC)', 'im Mai'),
    ('Beendet (UTC)', '2026-11-24T10:00:00Z'), ('beendet, weil', 'widerrufen'), ('beendet am', '2026-11-24')])
def test_d1_what_cannot_be_read_of_a_yes_is_none(store: Path, tmp_path: Path, anja: Who, title: str, cell: Any) -> None:
    comes(anja, '', PROOF)
    file = changed(exported(), 'Einwilligungen', title, cell)
    close_store()
    open_store(tmp_path / 'leer')
    lines = [line for line in imported(file).lines if line.sheet == 'Einwilligungen']
    assert [(line.result, line.reason) for line in lines] == [(Result.NOT_UNDERSTOOD, INCOMPLETE)]
    assert rows('SELECT 1 FROM person') == []


@pytest.mark.parametrize(('title', 'cell'), [
    ('Wortlaut', ''), ('Wortlaut', UNKNOWN_WORDS), ('Übernommen (UTC)', '2026-11-22T10:00:00Z')])
def test_d2_what_names_no_words_was_not_given_to_ours(moves: Callable[..., Plan], anja: Who, title: str, cell: str
                                                      ) -> None:
    drop_off(anja, NOW, **EMINE)
    moves(lambda file: changed(file, 'Einwilligungen', title, cell))
    (held,) = consents(COMMAND_LINE)
    assert (held['Wortlaut'], 'Übernommen am' in held) == (UNKNOWN_WORDS, True)


# ---- a no, and what has ended ----------------------------------------------------------------------------------------
def in_the_group() -> str:
    applying.apply(book(Team=[TEAM, ['Jörg', 'Rademacher', '0351 7654321', '', '', 'ja', 'ja']]), Choices(),
                   COMMAND_LINE, NOW)
    return str(Person.get().public_id)


def no(person: str, who: Who) -> None:
    members.refuse_messenger(person, who, NOW)


def no_and_then_yes(person: str, who: Who) -> None:
    no(person, who)
    members.give_messenger(person, 'mündlich', who, NOW + timedelta(days=1))


def no_and_yes_and_taken_back(person: str, who: Who) -> None:
    no_and_then_yes(person, who)
    handover.withdraw(person, (Purpose.MESSENGER,), who, LATER)


def no_and_left(person: str, who: Who) -> None:
    no(person, who)
    leaves(person, who, NOW, keep=True)


def no_and_left_and_came_back(person: str, who: Who) -> None:
    no_and_left(person, who)
    joins(who, LATER, phone='0351 7654321')


def answered() -> tuple[Answer, Act | None, bool]:
    """Of the only person: what they have said, what is to be done, and whether the JSON file tells of a no."""
    person, (told,) = Person.get(), json.loads(file_of('json'))['people']
    view = people.read(person.public_id).membership
    assert view is not None
    return (messenger.answer_of(person.id), view.group_act,
            any(one['refused_messenger_at'] for one in told['memberships']))


@pytest.mark.parametrize(('what', 'answer', 'act', 'told'), [
    (lambda _person, _who: None, Answer.NONE, Act.ASK, None), (no, Answer.NO, Act.TAKE_OUT, TODAY),
    (no_and_then_yes, Answer.YES, None, None), (no_and_yes_and_taken_back, Answer.WITHDRAWN, Act.TAKE_OUT, None),
    (no_and_left, Answer.NO, Act.TAKE_OUT, None), (no_and_left_and_came_back, Answer.NO, Act.TAKE_OUT, TODAY)])
def test_a_no_to_the_messenger_group_leaves_and_comes_back(
        moves: Callable[..., Plan], anja: Who, what: Callable[[str, Who], None], answer: Answer, act: Act | None,
        told: str | None) -> None:
    public_id = in_the_group()
    what(public_id, anja)
    assert [row.get('Nein zur Gruppe am') for row in sheet('Team')] == ([] if what is no_and_left else [told])
    assert answered() == (answer, act, answer is not Answer.NONE)
    moves()
    assert answered() == (answer, act, answer is not Answer.NONE)


@pytest.mark.parametrize(('cells', 'answer', 'stands'), [
    ({'Nein zur Gruppe (UTC)': '24.11.2026 10:00'}, Answer.NO, '2026-11-23T11:00:00Z'),
    ({'Nein zur Gruppe (UTC)': ''}, Answer.NO, '2026-11-23T11:00:00Z'),
    ({'Nein zur Gruppe (UTC)': '', 'Nein zur Gruppe am': '22.11.2026'}, Answer.NO, '2026-11-22T11:00:00Z'),
    ({'Nein zur Gruppe (UTC)': '', 'Nein zur Gruppe am': '30.11.2026'}, Answer.NO, '2026-11-23T14:05:00Z'),
    ({'Nein zur Gruppe am': 'im Mai'}, Answer.NO, MOMENT), ({'Nein zur Gruppe am': ''}, Answer.NO, MOMENT),
    ({'Nein zur Gruppe (UTC)': '22.11.2026 10:00', 'Nein zur Gruppe am': ''}, Answer.NO, '2026-11-22T11:00:00Z'),
    ({'Nein zur Gruppe (UTC)': 'im Mai', 'Nein zur Gruppe am': 'im Herbst'}, Answer.NONE, None)])
def test_a_no_whose_moment_cannot_be_read_has_its_day(moves: Callable[..., Plan], anja: Who, cells: dict[str, str],
                                                      answer: Answer, stands: str | None) -> None:
    no(in_the_group(), anja)
    plan = moves(lambda file: reduce(lambda held, cell: changed(held, 'Team', *cell), cells.items(), file))
    assert (answered()[0], rows('SELECT refused_messenger_at FROM membership')) == (answer, [(stands,)])
    (line,) = (one for one in plan.lines if one.sheet == 'Team')
    told = ('„im Herbst“ passt nicht in die Spalte „Nein zur Gruppe am“ und steht in der Notiz. „im Mai“ passt nicht '
            'in die Spalte „Nein zur Gruppe (UTC)“ und bleibt weg.')
    assert (told in line.reason, 'passt nicht' in line.reason) == (stands is None, stands is None)
    assert ('Nein zur Gruppe am: im Herbst' in Person.get().note) is (stands is None)


def test_a_no_to_the_group_is_a_fact_of_the_membership_and_told_to_the_member(store: Path, anja: Who) -> None:
    members.refuse_messenger(joins(anja, NOW, last_name='Özdemir'), anja, NOW)
    assert rows('SELECT refused_messenger_at, in_messenger FROM membership') == [(MOMENT, 0)]
    assert 'Nein zur Messenger-Gruppe am' in history(anja)


@pytest.mark.parametrize('sheets', [{'Team'}, {'Team', 'Ehemalige'}])
def test_d3_that_day_puts_nobody_into_the_group(store: Path, tmp_path: Path, anja: Who, sheets: set[str]) -> None:
    """Nor where somebody takes a single sheet of it for a list."""
    members.refuse_messenger(joins(anja, NOW), anja, NOW)
    whole = exported()
    close_store()
    open_store(tmp_path / 'leer')
    imported(replace(whole, sheets=tuple(one for one in whole.sheets if one.name in sheets)))
    assert rows('SELECT in_messenger FROM membership') == [(0,)]


def ended(purpose: Purpose, because: Ended, who: Who) -> None:
    """Somebody whom a yes for something else keeps."""
    other = Purpose.EXTERNAL if purpose is Purpose.MEMBER else Purpose.MEMBER
    person = joins(who, NOW, phone='0351 1') if other is Purpose.MEMBER else outside(who, NOW, phone='0351 1')
    row = Person.get(Person.public_id == person)
    with writing(who, NOW, 'consent.give.messenger') as batch:
        consent.record(batch, row.id, Given(purpose, 'Papier'))
    with writing(who, LATER, 'consent.withdraw') as batch:
        consent.end(batch, row.id, purpose, because)


@pytest.mark.parametrize('because', list(Ended))
@pytest.mark.parametrize('purpose', list(Purpose))
def test_d2_what_has_ended_comes_back_as_ended(moves: Callable[..., Plan], anja: Who, purpose: Purpose, because: Ended
                                               ) -> None:
    ended(purpose, because, anja)
    before = facts()
    moves()
    assert facts() == before
    assert (purpose.value, because.value) in rows('SELECT purpose, ended_because FROM consent')
    assert purpose not in consent.in_force(Person.get().id)
