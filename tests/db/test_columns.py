"""The café's own columns: one of each kind walked through every place, retired, taken back, and gone for good."""
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import (
    access,
    columns,
    columns_gone,
    fields,
    handover,
    organisations,
    people,
    repairs,
    retention,
    search,
    sheets,
)
from db.connection import db
from db.errors import Refused, Unknown
from db.kinds import Kind
from db.models import CustomColumn
from db.sheets import Question
from db.who import Who
from db.words import Purpose
from tests.db.stories import drop_off, joins, leaves, outside, owner, residue, rows

# kind → what two people type, what is stored, how it is shown; what is refused
GIVEN: dict[Kind, tuple[tuple[str, Any, str], tuple[str, Any, str], str]] = {
    Kind.TEXT: (('Ärmel', 'Ärmel', 'Ärmel'), ('Zange', 'Zange', 'Zange'), 'x' * 201),
    Kind.LONG_TEXT: (('erst\nÖl', 'erst\nÖl', 'erst\nÖl'), ('viel Fett', 'viel Fett', 'viel Fett'), 'x' * 2001),
    Kind.NUMBER: (('9', 9, '9'), ('10,5', 10.5, '10,5'), 'zehn'),
    Kind.DATE: (('3.10.2025', date(2025, 10, 3), '03.10.2025'),
                ('1.2.2026', date(2026, 2, 1), '01.02.2026'), '31.2.2026'),
    Kind.YES_NO: (('ja', True, 'ja'), ('nein', False, 'nein'), 'vielleicht'),
    Kind.CHOICE: (('Klein', 'klein', 'klein'), ('groß', 'groß', 'groß'), 'riesig'),
    Kind.PHONE: (('0351 4000001', '0351 4000001', '0351 4000001'),
                 ('0351 4000002', '0351 4000002', '0351 4000002'), 'ruf an'),
    Kind.EMAIL: (('a@example.org', 'a@example.org', 'a@example.org'),
                 ('b@example.org', 'b@example.org', 'b@example.org'), 'b.example.org'),
}
SOUGHT = {Kind.TEXT: 'aermel', Kind.LONG_TEXT: 'oel', Kind.NUMBER: '9', Kind.DATE: '03.10.2025', Kind.CHOICE: 'klein',
          Kind.PHONE: '03514000001', Kind.EMAIL: 'a@example'}
KINDS = pytest.mark.parametrize('kind', Kind)


def add(who: Who, now: datetime, kind: Kind = Kind.TEXT, table: str = 'membership', label: str = 'Werkzeug') -> str:
    return columns.add(table, label, kind, who, now, choices=('klein', 'groß') if kind is Kind.CHOICE else ())


def only(label: str = 'Werkzeug') -> columns.OwnColumn:
    return next(one for one in columns.all_columns() if one.label == label)


def listed(sheet: str, now: datetime, **asked: Any) -> list[str]:
    return [row.cells['name'] for row in sheets.read(sheet, Question(**asked), now).rows]


def two_members(name: str, kind: Kind, who: Who, now: datetime) -> None:
    """Anna has the first value, Berta the second, Cora none."""
    (column,) = fields.own_columns('membership')
    for first, (text, stored, __) in zip(('Anna', 'Berta'), GIVEN[kind], strict=False):
        assert column.parse(text) == stored
        joins(who, now, first_name=first, last_name='', **{name: column.parse(text)})
    joins(who, now, first_name='Cora', last_name='')


# ---- one of each kind through every place ----------------------------------------------------------------------------
@KINDS
def test_a_new_column_is_in_the_form_at_once_and_reads_what_is_typed(store: Path, anja: Who, now: datetime,
                                                                     kind: Kind) -> None:
    name = add(anja, now, kind)
    column = fields.columns('membership', 'form')[-1]
    assert (column.name, column.label, column.kind, column.own) == (name, 'Werkzeug', kind, True)
    assert column.purposes == {Purpose.MEMBER}
    for text, stored, shown in GIVEN[kind][:2]:
        assert column.parse(text) == stored
        assert column.show(stored) == shown
    with pytest.raises(Refused) as refused:
        column.parse(GIVEN[kind][2])
    assert refused.value.field == name


@KINDS
def test_it_is_a_column_of_the_list_and_sorts_by_its_kind(store: Path, anja: Who, now: datetime, kind: Kind) -> None:
    name = add(anja, now, kind)
    two_members(name, kind, anja, now)
    drawn = sheets.SHEETS['team'].columns[-1]
    assert (drawn.name, drawn.label, drawn.kind, drawn.sortable) == (name, 'Werkzeug', kind, True)
    cells = {row.cells['name']: row.cells[name] for row in sheets.read('team', Question(), now).rows}
    assert cells == {'Anna': GIVEN[kind][0][2], 'Berta': GIVEN[kind][1][2], 'Cora': ''}
    order = ['Berta', 'Anna'] if kind is Kind.CHOICE else ['Anna', 'Berta']   # groß, klein; 9 before 10,5; Ä before Z
    if kind is Kind.YES_NO:
        assert listed('team', now, sort=name)[0] == 'Anna'
        return
    assert listed('team', now, sort=name) == [*order, 'Cora'], 'what is empty comes last'
    assert listed('team', now, sort=name, descending=True) == [*reversed(order), 'Cora'], 'either way'


@pytest.mark.parametrize('kind', SOUGHT)
def test_it_is_found_by_the_search(store: Path, anja: Who, now: datetime, kind: Kind) -> None:
    two_members(add(anja, now, kind), kind, anja, now)
    assert listed('team', now, text=SOUGHT[kind]) == ['Anna']
    assert [hit.title for hit in search.find(SOUGHT[kind]).people] == ['Anna']


def test_a_tick_is_no_word_that_finds_everybody(store: Path, anja: Who, now: datetime) -> None:
    two_members(add(anja, now, Kind.YES_NO), Kind.YES_NO, anja, now)
    assert listed('team', now, text='true') == listed('team', now, text='ja') == []


@pytest.mark.parametrize(('kind', 'option', 'names'), [
    (Kind.YES_NO, 'ja', ['Anna']), (Kind.YES_NO, 'nein', ['Berta', 'Cora']), (Kind.CHOICE, 'klein', ['Anna']),
    (Kind.CHOICE, 'groß', ['Berta']), (Kind.CHOICE, 'ohne Angabe', ['Cora']),
    (Kind.CHOICE, "x' OR 1 --", ['Anna', 'Berta', 'Cora']),
    *((kind, option, names) for kind in Kind if kind not in (Kind.YES_NO, Kind.CHOICE)
      for option, names in (('ausgefüllt', ['Anna', 'Berta']), ('ohne Angabe', ['Cora'])))])
def test_a_list_is_narrowed_to_some_rows(store: Path, anja: Who, now: datetime, kind: Kind, option: str,
                                         names: list[str]) -> None:
    name = add(anja, now, kind)
    two_members(name, kind, anja, now)
    page = sheets.read('team', Question(only=((name, option), ('quatsch', 'ja'))), now)
    assert [row.cells['name'] for row in page.rows] == names
    assert page.total == len(names)
    assert listed('team', now, only=((name, option),), text='anna') == ['Anna'] * ('Anna' in names)


def test_a_choice_may_be_called_as_a_filter_is(store: Path, anja: Who, now: datetime) -> None:
    name = columns.add('membership', 'Bogen', Kind.CHOICE, anja, now, choices=('ausgefüllt', 'fehlt'))
    for first, word in (('Anna', 'ausgefüllt'), ('Berta', 'fehlt')):
        joins(anja, now, first_name=first, last_name='', **{name: word})
    assert listed('team', now, only=((name, 'ausgefüllt'),)) == ['Anna']


def test_choices_with_quotes_and_alike_words_are_told_apart(store: Path, anja: Who, now: datetime) -> None:
    name = columns.add('repair', 'Fach', Kind.CHOICE, anja, now, choices=("O'Brien", 'Bär', 'Bar'))
    for word in ("O'Brien", 'Bär', 'Bar'):
        number = drop_off(anja, now, item=f'Uhr {word}').number
        repairs.save(number, repairs.read(number, now).version, {name: word}, anja, now)
    for word in ("O'Brien", 'Bär', 'Bar'):
        for text in ('', 'uhr'):
            page = sheets.read('kundinnen', Question(only=((name, word),), text=text), now)
            assert [row.cells['item'] for row in page.rows] == [f'Uhr {word}']


@KINDS
def test_it_is_told_in_an_access_report_and_goes_with_the_row(store: Path, anja: Who, now: datetime,
                                                              kind: Kind) -> None:
    """D5, D9"""
    name = add(anja, now, kind)
    __, stored, shown = GIVEN[kind][0]
    member = joins(anja, now, **{name: stored})
    facts = [fact for section in access.report(member, anja, now).sections for entry in section.entries
             for part in (entry, *entry.parts) for fact in part.facts]
    assert (f'extra.{name}', 'Werkzeug', shown) in [(fact.column, fact.label, fact.shown) for fact in facts]
    assert any(fact.column == 'new' and f'Werkzeug: {shown}' in fact.shown for fact in facts), 'in its history, too'
    leaves(member, anja, now, keep=True)
    assert rows('SELECT extra FROM membership') == [('{}',)]
    assert rows("SELECT 1 FROM change_value WHERE field = 'extra'") == []


@pytest.mark.parametrize(('table', 'sheet'), [('membership', 'team'), ('repair', 'kundinnen'), ('contact', 'extern'),
                                              ('organisation', 'extern'), ('person', 'ehemalige')])
def test_every_place_has_its_list_its_search_and_its_erasure(store: Path, anja: Who, now: datetime, table: str,
                                                             sheet: str) -> None:
    name = add(anja, now, table=table)
    at = organisations.add({'name': 'Amt', **({name: 'zqwerkzeug'} if table == 'organisation' else {})}, anja, now)
    value = {name: 'zqwerkzeug'}
    match table:
        case 'membership':
            joins(anja, now, **value)
        case 'contact':
            outside(anja, now, at, **value)
        case 'organisation':
            outside(anja, now, at)
        case 'repair':
            number = drop_off(anja, now).number
            repairs.save(number, 1, value, anja, now)
        case 'person':
            member = joins(anja, now)
            leaves(member, anja, now, keep=True)
            people.save(member, people.read(member).version, value, anja, now)
    for question in (Question(), Question(text='zqwerk'), Question(sort=name), Question(sort=name, descending=True)):
        assert 'zqwerkzeug' in [row.cells.get(name) for row in sheets.read(sheet, question, now).rows]
    if table != 'organisation':
        person = owner(number, now) if table == 'repair' else rows('SELECT public_id FROM person')[0][0]
        handover.withdraw(person, None, anja, now)
        assert residue(store, ['zqwerkzeug']) == []


def test_contacts_and_lonely_organisations_are_sorted_and_narrowed_together(store: Path, anja: Who,
                                                                            now: datetime) -> None:
    name = columns.add('organisation', 'Rang', Kind.NUMBER, anja, now)
    tick = columns.add('contact', 'Nett', Kind.YES_NO, anja, now)
    first = organisations.add({'name': 'Alt', name: 10}, anja, now)
    organisations.add({'name': 'Neu', name: 9}, anja, now)
    outside(anja, now, first, **{tick: True})
    def seen(**asked: Any) -> list[str]:
        return [row.cells['organisation'] for row in sheets.read('extern', Question(**asked), now).rows]
    assert seen(sort=name) == ['Neu', 'Alt']
    assert seen(sort=name, descending=True) == ['Alt', 'Neu']
    assert seen(only=((tick, 'ja'),)) == ['Alt']
    assert seen(only=((tick, 'nein'),)) == ['Neu']
    mail = columns.add('contact', 'Zweitmail', Kind.EMAIL, anja, now)
    outside(anja, now, first, **{mail: 'zwei@example.org'})
    assert seen(only=((mail, 'ausgefüllt'),)) == ['Alt']
    assert seen(only=((mail, 'ohne Angabe'),)) == ['Alt', 'Neu']
    assert seen(only=((name, 'ausgefüllt'),)) == ['Alt', 'Alt', 'Neu']


def test_only_lists_of_its_purpose_show_a_column(store: Path, anja: Who, now: datetime) -> None:
    name = add(anja, now, table='person')
    assert name in [column.name for column in sheets.SHEETS['ehemalige'].columns]
    assert name not in [column.name for column in sheets.SHEETS['team'].columns]


# ---- naming, ordering, hiding ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(('label', 'choices', 'named'), [
    ('', ('a',), 'label'), ('x' * 61, ('a',), 'label'), ('TELEFON', ('a',), 'label'), ('aufgaben', ('a',), 'label'),
    ('Schlüssel', ('a',), 'label'), ('Größe', (), 'choices'), ('Größe', (' ', ''), 'choices'),
    ('Größe', ('ohne Angabe',), 'choices'), ('Größe', ('x' * 61,), None)])
def test_a_column_that_would_be_unclear_is_refused(store: Path, anja: Who, now: datetime, label: str,
                                                   choices: tuple[str, ...], named: str | None) -> None:
    add(anja, now, label='schlüssel')
    with pytest.raises(Refused) as refused:
        columns.add('membership', label, Kind.CHOICE, anja, now, choices=choices)
    assert named is None or refused.value.field == named
    assert len(columns.all_columns()) == 1


def test_the_same_name_may_stand_at_another_place(store: Path, anja: Who, now: datetime) -> None:
    assert add(anja, now) != add(anja, now, table='repair')


def test_a_place_that_does_not_exist_is_refused(store: Path, anja: Who, now: datetime) -> None:
    with pytest.raises(Refused):
        add(anja, now, table='account')


def test_a_column_is_renamed_hidden_and_gets_other_choices(store: Path, anja: Who, now: datetime) -> None:
    name = add(anja, now, Kind.CHOICE)
    member = joins(anja, now, **{name: 'klein'})
    columns.change(only().id, anja, now, label='Größe', hint='In Zoll', choices=('groß', 'Groß', 'mittel'), hidden=True)
    column = fields.columns('membership', 'form')[-1]
    assert (column.label, column.hint, column.choices) == ('Größe', 'In Zoll', ('groß', 'mittel'))
    assert people.read(member).values[name] == 'klein', 'what is there stays'
    assert name not in [one.name for one in sheets.SHEETS['team'].columns]
    assert listed('team', now, text='klein') == ['Jörg Rademacher']


def test_columns_are_put_in_order(store: Path, anja: Who, now: datetime) -> None:
    for label in ('Eins', 'Zwei', 'Drei'):
        add(anja, now, label=label)
    add(anja, now, table='repair', label='Anderswo')
    def order() -> list[str]:
        return [column.label for column in fields.own_columns('membership')]
    columns.move(only('Drei').id, -1, anja, now)
    assert order() == ['Eins', 'Drei', 'Zwei']
    columns.move(only('Eins').id, -1, anja, now)
    columns.move(only('Zwei').id, 1, anja, now)
    assert order() == ['Eins', 'Drei', 'Zwei']
    columns.move(only('Eins').id, 1, anja, now)
    assert order() == ['Drei', 'Eins', 'Zwei']


# ---- retiring --------------------------------------------------------------------------------------------------------
@KINDS
def test_retiring_says_how_many_rows_lose_something_and_can_be_taken_back(store: Path, anja: Who, now: datetime,
                                                                          kind: Kind) -> None:
    name = add(anja, now, kind)
    two_members(name, kind, anja, now)
    assert only().filled == 2
    columns.retire(only().id, anja, now)
    assert fields.own_columns('membership') == ()
    assert name not in [one.name for one in sheets.SHEETS['team'].columns]
    assert kind not in SOUGHT or listed('team', now, text=SOUGHT[kind]) == []
    columns.take_back(only().id, anja, now + timedelta(days=13))
    assert listed('team', now, sort=name)[0] in ('Anna', 'Berta')
    assert kind not in SOUGHT or listed('team', now, text=SOUGHT[kind]) == ['Anna']


def test_taken_back_it_stands_where_it_stood(store: Path, anja: Who, now: datetime) -> None:
    def order() -> list[str]:
        return [column.label for column in fields.own_columns('membership')]
    for label in ('Eins', 'Zwei', 'Drei'):
        add(anja, now, label=label)
    columns.retire(only('Zwei').id, anja, now)
    columns.take_back(only('Zwei').id, anja, now)
    assert order() == ['Eins', 'Zwei', 'Drei']
    columns.retire(only('Zwei').id, anja, now)
    columns.move(only('Drei').id, -1, anja, now)
    add(anja, now, label='Vier')
    assert order() == ['Drei', 'Eins', 'Vier']
    columns.take_back(only('Zwei').id, anja, now)
    assert order() == ['Drei', 'Zwei', 'Eins', 'Vier']


def test_after_fourteen_days_its_values_are_gone_from_everywhere(store: Path, anja: Who, now: datetime,
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns_gone, 'AT_ONCE', 2)
    name, other = add(anja, now), add(anja, now, label='Bleibt')
    members = [joins(anja, now, **{name: f'zqwerkzeug{n}', other: 'schön'}) for n in range(5)]
    people.save(members[0], 1, {name: 'zqspäter'}, anja, now)
    columns.retire(only().id, anja, now)
    later = now + timedelta(days=14)
    for day in range(14):
        assert retention.run_due(now + timedelta(days=day, hours=1)).erased == 0
    assert retention.run_due(later).erased == 3   # two rows, two, and the last one with the column
    assert [one.label for one in columns.all_columns()] == ['Bleibt']
    assert {extra for (extra,) in rows('SELECT extra FROM membership')} == {f'{{"{other}":"schön"}}'}
    assert rows("SELECT count(*) FROM change_value WHERE field = 'extra'") == [(5,)], 'a change of nothing else is none'
    assert residue(store, ['zqwerkzeug', 'zqspäter', 'zqspaeter']) == []
    assert rows("SELECT 1 FROM sqlite_master WHERE name = 'own_membership_' || ?", name) == []
    assert listed('team', now, text='schoen') == ['Jörg Rademacher'] * 5
    assert retention.run_due(later + timedelta(minutes=1)).erased == 0
    assert add(anja, now) not in (name, other), 'a name is never used twice'


def test_a_retired_column_is_erased_with_its_row_before_that(store: Path, anja: Who, now: datetime) -> None:
    member = joins(anja, now, **{add(anja, now): 'zqwerkzeug'})
    columns.retire(only().id, anja, now)
    leaves(member, anja, now, keep=False)
    assert residue(store, ['zqwerkzeug']) == []


def test_what_cannot_be_done_any_more_says_so(store: Path, anja: Who, now: datetime) -> None:
    add(anja, now)
    column = only()
    with pytest.raises(Unknown):
        columns.take_back(column.id, anja, now)
    columns.retire(column.id, anja, now)
    for verb in (columns.retire, lambda *args: columns.move(args[0], 1, *args[1:])):
        with pytest.raises(Unknown):
            verb(column.id, anja, now)
    with pytest.raises(Unknown):
        columns.take_back(column.id, anja, now + timedelta(days=14))
    add(anja, now)
    with pytest.raises(Refused):   # the name is taken meanwhile
        columns.take_back(column.id, anja, now)


def test_what_is_typed_into_a_column_that_was_just_retired_is_not_dropped_in_silence(store: Path, anja: Who,
                                                                                     now: datetime) -> None:
    name = add(anja, now)
    member = joins(anja, now)
    columns.retire(only().id, anja, now)
    with pytest.raises(Refused) as refused:
        people.save(member, 1, {name: 'Zange', 'city': 'Pirna'}, anja, now)
    assert refused.value.field == name
    assert people.read(member).values['city'] == '', 'all or nothing'


# ---- speed -----------------------------------------------------------------------------------------------------------
@KINDS
@pytest.mark.parametrize('descending', [False, True])
def test_sorting_walks_the_index_of_the_column(store: Path, anja: Who, now: datetime, kind: Kind,
                                               descending: bool) -> None:
    """100,000 rows cost a millisecond with it and a second without."""
    add(anja, now, kind, table='repair')
    sheet = sheets.SHEETS['reparaturen']
    name = fields.own_columns('repair')[0].name
    query = sheets._ordered(sheet, Question(sort=name, descending=descending), sheet.own[name]).limit(25)
    plan = [row[3] for row in db.execute_sql(f'EXPLAIN QUERY PLAN {query.sql()[0]}', query.sql()[1])]
    assert any(f'USING INDEX own_repair_{name}' in step or f'own_repair_{name}' in step for step in plan), plan
    assert not any('TEMP B-TREE FOR ORDER BY' in step for step in plan), plan


def test_a_column_without_an_index_sorts_the_same(store: Path, anja: Who, now: datetime) -> None:
    CustomColumn.create(table='membership', name='farbe', label='Farbe', kind='text', choices=[], purposes=['member'])
    for first, value in (('Anna', 'Öl'), ('Berta', 'Zange')):
        joins(anja, now, first_name=first, last_name='', farbe=value)
    assert listed('team', now, sort='farbe', descending=True) == ['Berta', 'Anna']
