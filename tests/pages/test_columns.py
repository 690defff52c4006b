"""Own columns on the screens: made in the settings, filled in the forms, there in the lists, retired and taken back."""
from datetime import timedelta

import pytest

from db import columns, people, repairs, settings
from db.clock import utc_now
from db.kinds import Kind
from db.models import CustomColumn
from db.who import Who
from db.words import Outcome, State
from tests.db.stories import drop_off, joins, rows
from tests.db.test_columns import GIVEN, KINDS, add, only
from tests.pages.conftest import Visit, Visitor
from tests.pages.lists import Listed, beside_field, push, sheets_open, type_in, written
from tests.pages.seeing import field, press, soon, still, visible, words


async def at(visit: Visit, path: str, name: str = 'Anja') -> Visitor:
    visitor = await visit(name)
    await visitor.open(path)
    return visitor


def fill(visitor: Visitor, **values: object) -> None:
    labels = {'label': 'Name der Spalte', 'place': 'Wohin gehört sie?', 'kind': 'Was steht darin?',
              'choices': 'Werte zum Auswählen', 'hint': 'Hinweis unter dem Feld'}
    for name, value in values.items():
        with visitor.client:
            field(visitor, labels[name]).set_value(value)


# ---- making them -----------------------------------------------------------------------------------------------------
@KINDS
async def test_a_column_of_each_kind_is_added_and_stands_in_the_form_of_a_new_member(visit: Visit, kind: Kind) -> None:
    visitor = await at(visit, '/einstellungen')
    press(visitor, 'Neue Spalte')
    await soon(lambda: sheets_open(visitor))
    assert 'sobald jemand das Team verlässt' in written(visitor)
    fill(visitor, kind=kind, label='Werkzeug', hint='Nur eures')
    if kind is Kind.CHOICE:
        fill(visitor, choices='klein\ngroß')
    push(visitor, 'Speichern')
    await soon(lambda: 'Werkzeug' in words(visitor) and not sheets_open(visitor))
    made = only()
    assert (made.table, made.kind, made.hint) == ('membership', kind, 'Nur eures')
    await visitor.open('/team?neu=team')
    await soon(lambda: sheets_open(visitor))
    text, __, shown = GIVEN[kind][0]
    if kind is not Kind.YES_NO:
        if kind not in (Kind.CHOICE, Kind.LONG_TEXT, Kind.TEXT):
            type_in(visitor, 'Werkzeug', GIVEN[kind][2])
            await soon(lambda: 'Nur eures' not in beside_field(visitor, 'Werkzeug'))
        type_in(visitor, 'Werkzeug', shown if kind is Kind.CHOICE else text)
        await soon(lambda: beside_field(visitor, 'Werkzeug').startswith(('Nur eures', 'Diese Nummer')))


@KINDS
async def test_what_is_typed_is_stored_and_stands_in_the_list_of_another_screen(visit: Visit, anja: Who,
                                                                                kind: Kind) -> None:
    add(anja, utc_now(), kind)
    member = joins(anja, utc_now())
    watching = await at(visit, '/team', 'Mira')
    listed = Listed(watching)
    visitor = await at(visit, f'/team?person={member}')
    await soon(lambda: sheets_open(visitor))
    text, stored, shown = GIVEN[kind][0]
    if kind is Kind.YES_NO:
        with visitor.client:
            field(visitor, 'Werkzeug').set_value(True)
    else:
        type_in(visitor, 'Werkzeug', shown if kind is Kind.CHOICE else text)
    push(visitor, 'Speichern')
    name = only().name
    await soon(lambda: listed.column(name) == [shown])
    held = people.read(member).values[name]
    assert held == (stored.isoformat() if kind is Kind.DATE else stored)


async def test_a_new_column_appears_in_a_list_that_is_open(visit: Visit, anja: Who) -> None:
    joins(anja, utc_now())
    visitor = await at(visit, '/team', 'Mira')
    listed = Listed(visitor)
    name = add(anja, utc_now(), Kind.CHOICE)
    await soon(lambda: listed.element.props['columns'][-1]['name'] == name)
    assert listed.element.props['columns'][-1]['options'] == ('klein', 'groß', 'ohne Angabe')
    columns.retire(only().id, anja, utc_now())
    await soon(lambda: listed.element.props['columns'][-1]['name'] != name)


async def test_a_list_is_sorted_and_narrowed_and_the_address_says_so(visit: Visit, anja: Who) -> None:
    name = add(anja, utc_now(), Kind.CHOICE)
    for first, size in (('Anna', 'groß'), ('Berta', 'klein'), ('Cora', '')):
        joins(anja, utc_now(), first_name=first, last_name='', **{name: size})
    visitor = await at(visit, f'/team?sort=-{name}&nur-{name}=klein')
    listed = Listed(visitor)
    assert listed.names == ['Berta']
    await listed.ask(only={})
    assert listed.names == ['Berta', 'Anna', 'Cora']
    await listed.ask(only={name: 'ohne Angabe', 'x': ['y']})
    assert listed.names == ['Cora']
    await listed.ask(only='quatsch')
    assert listed.names == ['Berta', 'Anna', 'Cora']


# ---- refusals --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('typed', 'label', 'sentence'), [
    ({'label': ''}, 'Name der Spalte', 'Hier fehlt noch etwas'),
    ({'label': 'Telefon'}, 'Name der Spalte', 'gibt es dort schon'),
    ({'label': 'Größe', 'kind': Kind.CHOICE}, 'Werte zum Auswählen', 'mindestens einen Wert')])
async def test_what_is_wrong_stands_beside_its_field(visit: Visit, typed: dict[str, object], label: str,
                                                     sentence: str) -> None:
    visitor = await at(visit, '/einstellungen')
    press(visitor, 'Neue Spalte')
    await soon(lambda: sheets_open(visitor))
    fill(visitor, **typed)
    push(visitor, 'Speichern')
    await soon(lambda: sentence in str(field(visitor, label).props.get('error-message')))
    assert rows('SELECT 1 FROM custom_column') == []


async def test_only_organisers_come_here(visit: Visit) -> None:
    visitor = await visit('Mira')
    assert (await visitor.get('/einstellungen')).status_code == 403


# ---- changing, ordering, retiring ------------------------------------------------------------------------------------
async def test_a_column_is_changed(visit: Visit, anja: Who) -> None:
    add(anja, utc_now(), Kind.CHOICE)
    visitor = await at(visit, '/einstellungen')
    press(visitor, 'Bearbeiten: Werkzeug')
    await soon(lambda: sheets_open(visitor))
    fill(visitor, label='Größe', choices='klein\nmittel\n\ngroß')
    push(visitor, 'Speichern')
    await soon(lambda: [(one.label, one.choices) for one in columns.all_columns()] == [
        ('Größe', ('klein', 'mittel', 'groß'))])


async def test_the_order_is_changed_by_buttons(visit: Visit, anja: Who) -> None:
    for label in ('Eins', 'Zwei'):
        add(anja, utc_now(), label=label)
    visitor = await at(visit, '/einstellungen')
    press(visitor, 'Nach unten: Eins')
    await soon(lambda: [one.label for one in columns.all_columns()] == ['Zwei', 'Eins'])
    press(visitor, 'Nach oben: Eins')
    await soon(lambda: [one.label for one in columns.all_columns()] == ['Eins', 'Zwei'])


async def test_retiring_says_what_is_lost_first_and_is_taken_back(visit: Visit, anja: Who) -> None:
    name = add(anja, utc_now())
    for value in ('a', 'b', ''):
        joins(anja, utc_now(), **{name: value})
    visitor = await at(visit, '/einstellungen')
    press(visitor, 'Bearbeiten: Werkzeug')
    await soon(lambda: sheets_open(visitor))
    push(visitor, 'Spalte stilllegen …')
    await soon(lambda: len(sheets_open(visitor)) == 2)
    assert '2 Zeilen verlieren, was darin steht. 14 Tage lang' in written(visitor)
    push(visitor, 'Stilllegen')
    await soon(lambda: 'Stillgelegt' in words(visitor) and only().retired_at is not None)
    press(visitor, 'Zurückholen: Werkzeug')
    await soon(lambda: only().retired_at is None)


async def test_taken_back_it_stands_where_it_stood(visit: Visit, anja: Who) -> None:
    for label in ('Eins', 'Zwei', 'Drei'):
        add(anja, utc_now(), label=label)
    columns.retire(only('Eins').id, anja, utc_now())
    visitor = await at(visit, '/einstellungen')
    press(visitor, 'Zurückholen: Eins')
    await soon(lambda: [line.label for line in columns.all_columns()] == ['Eins', 'Zwei', 'Drei'])
    await soon(lambda: 'Stillgelegt' not in words(visitor))
    shown = words(visitor)
    assert shown.index('Eins') < shown.index('Zwei') < shown.index('Drei')


async def test_a_no_counts_as_something_that_is_lost(visit: Visit, anja: Who) -> None:
    name = add(anja, utc_now(), Kind.YES_NO)
    for value in (True, False):
        joins(anja, utc_now(), **{name: value})
    joins(anja, utc_now())
    visitor = await at(visit, '/einstellungen')
    assert 'in 2 Zeilen' in words(visitor)
    press(visitor, 'Bearbeiten: Werkzeug')
    await soon(lambda: sheets_open(visitor))
    push(visitor, 'Spalte stilllegen …')
    await soon(lambda: len(sheets_open(visitor)) == 2)
    assert '2 Zeilen verlieren, was darin steht.' in written(visitor)


async def test_a_late_way_back_says_that_it_is_too_late(visit: Visit, anja: Who) -> None:
    add(anja, utc_now())
    columns.retire(only().id, anja, utc_now())
    visitor = await at(visit, '/einstellungen')
    CustomColumn.update(retired_at=utc_now() - timedelta(days=15)).execute()
    press(visitor, 'Zurückholen: Werkzeug')
    await visitor.should_see('lässt sich nicht mehr zurückholen')


async def test_a_choice_that_is_none_any_more_does_not_stand_in_the_way(visit: Visit, anja: Who) -> None:
    name = add(anja, utc_now(), Kind.CHOICE, table='repair')
    number = drop_off(anja, utc_now()).number
    repairs.save(number, 1, {name: 'klein'}, anja, utc_now())
    columns.change(only().id, anja, utc_now(), label='Werkzeug', hint='', choices=('groß',), hidden=False)
    visitor = await at(visit, f'/r/{number}')
    with visitor.client:
        field(visitor, 'Marke').set_value('Braun')
    press(visitor, 'Speichern')
    await soon(lambda: repairs.read(number, utc_now()).brand == 'Braun')
    assert repairs.read(number, utc_now()).values[name] == 'klein'


# ---- words used elsewhere --------------------------------------------------------------------------------------------
async def test_tasks_and_skills_name_the_words_of_the_cafe(visit: Visit, anja: Who) -> None:
    settings.save({'skills': 'Löten\nNähen'}, anja, utc_now())
    visitor = await at(visit, '/team?neu=team')
    await soon(lambda: sheets_open(visitor))
    assert beside_field(visitor, 'Kann gut') == 'Zum Beispiel: Löten, Nähen.'
    assert beside_field(visitor, 'Aufgaben') == 'Zum Beispiel: Reparatur, Annahme, Leitung.'


async def test_an_own_reason_can_be_chosen_and_stays_when_it_is_none_any_more(visit: Visit, anja: Who) -> None:
    settings.save({'reasons_end_of_life': 'Kabel verschmort'}, anja, utc_now())
    number = drop_off(anja, utc_now()).number
    repairs.move(number, State.READY, anja, utc_now(), Outcome.END_OF_LIFE, 'Kabel verschmort')
    settings.save({'reasons_end_of_life': ''}, anja, utc_now())
    visitor = await at(visit, f'/r/{number}')
    assert field(visitor, 'Grund').value == 'Kabel verschmort'
    repairs.set_outcome(number, Outcome.END_OF_LIFE, 'Kabel verschmort', anja, utc_now())
    with visitor.client:
        field(visitor, 'Grund').set_value('Gerät nicht komplett')
    await soon(lambda: repairs.read(number, utc_now()).reason == 'Gerät nicht komplett')
    await still(lambda: visible(visitor, type(field(visitor, 'Grund'))))
