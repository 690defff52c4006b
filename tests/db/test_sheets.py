"""The lists: searched as people type, sorted, counted and paged in the store, with every odd question answered."""
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import handover, people, repairs, sheets
from db.kinds import Kind
from db.search import find
from db.sheet_parts import MOST_ROWS
from db.sheets import SHEETS, Question
from db.who import Who
from db.words import Purpose
from tests.db.stories import count, drop_off, joins, nameless, outside, own, ready, rows
from tests.personas import given

NAMES = {'Özdemir': ['ozdemir', 'oezdemir', 'ÖZDEMIR', 'özd', 'oez', 'Oz'],
         'Großmann': ['grossmann', 'GROSSMANN', 'großm', 'gros'],
         'İzmirli': ['izmirli', 'İZMİRLİ', 'ızmirli', 'IZM'], 'Ilgın': ['ilgin', 'ılgın', 'ILGIN'],
         'Łukasiński': ['lukasinski', 'łuk', 'LUKAS'], 'Nguyễn': ['nguyen', 'NGUYỄN', 'nguye\u0302\u0303n'],
         'Wiśniewska': ['wisniewska', 'WIŚ'], "O'Brien": ['brien', "o'brien", 'O’Bri'], 'Müller-Lüdenscheidt': [
             'mueller', 'luedenscheidt', 'müller-lü', 'Lüdenscheidt Müller', 'ludensch'], 'Жукова': ['жук', 'ЖУКОВА'],
         'Strauß': ['strauss', 'STRAUSS', 'strauß'], 'Bjørnsen': ['bjornsen', 'bjoernsen']}


def names(now: datetime, text: str = '', sheet: str = 'ehemalige', **more: object) -> list[str]:
    return [row.cells['name'] for row in sheets.read(sheet, Question(text, **more), now).rows]


def kept(who: Who, now: datetime, **values: str) -> str:
    return people.add('former_customer', values, given(Purpose.FORMER), who, now)


# ---- searching -------------------------------------------------------------------------------------------------------
def test_a_name_is_found_in_any_spelling_on_every_list(store: Path, mira: Who, now: datetime) -> None:
    for number, name in enumerate(NAMES):
        kept(mira, now, first_name='Kim', last_name=name)
        joins(mira, now, first_name='Mia', last_name=name)
        outside(mira, now, first_name='Lou', last_name=name)
        drop_off(mira, now, first_name='Eli', last_name=name, phone=f'0351 100{number:02}')
    for name, questions in NAMES.items():
        for text in questions:
            assert names(now, text) == [f'Kim {name}'], text
            assert names(now, text, 'team') == [f'Mia {name}'], text
            assert names(now, text, 'extern') == [f'Lou {name}'], text
            assert names(now, text, 'kundinnen') == [f'Eli {name}'], text
            assert names(now, text, 'reparaturen') == [f'Eli {name}'], text
            assert len(find(text, 10).people) == 4, text


@pytest.mark.parametrize('stored', ['0351 1234567', '+49 351 1234567', '0049351/1234567', '+49 (0)351 12345-67',
                                    '(+49) 351 1234567'])
def test_a_phone_is_found_in_any_spelling(store: Path, mira: Who, now: datetime, stored: str) -> None:
    kept(mira, now, first_name='Emine', phone=stored)
    kept(mira, now, first_name='Olaf', phone='0371 1234567')
    for text in ('0351 1234567', '0351', '+49 351', '+49351123', '0351/12', '0049 351 1234', '03511234567',
                 '(0351) 12'):
        assert names(now, text) == ['Emine'], text


@pytest.mark.parametrize('text', ['26-0001-7', '2600017', '26-0001', '0001', '00017', '26 0001 7'])
def test_a_ticket_is_found_from_its_number(store: Path, mira: Who, now: datetime, text: str) -> None:
    number = nameless(mira, now, 'Radio').number
    for item in ('Lampe', 'Fön'):
        nameless(mira, now, item)
    text = text.replace('7', number[-1]) if text.count('7') == 1 and text[-1] == '7' else text
    for sheet in ('kundinnen', 'reparaturen'):
        assert [row.key for row in sheets.read(sheet, Question(text), now).rows] == [number]
    assert [hit.href for hit in find(text).repairs] == [f'/r/{number}']


def test_several_words_must_all_begin_a_word(store: Path, mira: Who, now: datetime) -> None:
    kept(mira, now, first_name='Emine', last_name='Özdemir', phone='0351 1234567')
    kept(mira, now, first_name='Emine', last_name='Schulz')
    assert names(now, 'emi oez') == names(now, 'özdemir emine') == names(now, 'emine 0351') == ['Emine Özdemir']
    assert names(now, 'emine') == ['Emine Özdemir', 'Emine Schulz']
    assert names(now, 'demir') == names(now, 'emine müller') == []


def test_what_stands_in_a_line_is_found(store: Path, mira: Who, now: datetime) -> None:
    own('repair', 'regalfarbe')
    own('person', 'spitzname')
    joins(mira, now, skills='Elektro, Löten', tasks='Annahme', spitzname='Schrauber', email='jr@example.org')
    ticket = drop_off(mira, now, item='Höhensonne', brand='Hanau', place='Regal 3')
    repairs.save(ticket.number, 1, {'regalfarbe': 'türkis', 'model': 'S 300'}, mira, now)
    for text in ('loeten', 'annahme', 'schraub', 'jr example', 'jr@example.org'):
        assert names(now, text, 'team') == ['Jörg Rademacher'], text
    for text in ('hoehen', 'hanau', 'regal', 's 300', 'tuerkis', 'seyma', ['lampe', 'hanau'][1]):
        assert [row.key for row in sheets.read('kundinnen', Question(text), now).rows] == [ticket.number], text


def test_the_fault_and_notes_are_not_searched(store: Path, mira: Who, now: datetime) -> None:
    """What was told in confidence does not turn up under somebody's fingers."""
    drop_off(mira, now, fault='Zqgeheim')
    assert names(now, 'zqgeheim', 'kundinnen') == []


# ---- sorting and paging ----------------------------------------------------------------------------------------------
def test_names_are_sorted_as_in_a_phone_book(store: Path, mira: Who, now: datetime) -> None:
    for name in ('Zimmer', 'Özdemir', 'oppel', 'Ähre', 'Adam', 'Łuk', 'Lup'):
        kept(mira, now, first_name='A', last_name=name)
    assert names(now) == ['A Adam', 'A Ähre', 'A Łuk', 'A Lup', 'A oppel', 'A Özdemir', 'A Zimmer']
    assert names(now, sort='name', descending=True) == list(reversed(names(now)))


@pytest.mark.parametrize(('limit', 'offset', 'expected'), [(0, 0, 1), (-5, -5, 1), (10**9, 0, 100), (25, 10**9, 0),
                                                           (3, 2, 3)])
def test_a_page_has_its_bounds(store: Path, mira: Who, now: datetime, limit: int, offset: int, expected: int) -> None:
    for number in range(MOST_ROWS + 5 if expected == 100 else 6):
        rows("INSERT INTO organisation (public_id, name, sort_name) VALUES (?, 'Amt', 'amt')", f'o{number}')
        rows('INSERT INTO repair (number, serial, request_id, item, state, received_at) '
             "VALUES (?, ?, ?, 'x', 'fertig', '2026-01-01T00:00:00Z')", f'n{number}', number, f'r{number}')
    for sheet in ('reparaturen', 'extern'):
        assert len(sheets.read(sheet, Question(limit=limit, offset=offset), now).rows) == expected


def test_a_search_with_too_many_hits_says_so(
        store: Path, mira: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, 'MOST_HITS', 4)
    for number in range(6):
        kept(mira, now, first_name='Emine', last_name=f'Nr {number}')
        nameless(mira, now, 'Radio')
    for sheet, text in (('ehemalige', 'emine'), ('kundinnen', 'radio'), ('reparaturen', 'radio')):
        page = sheets.read(sheet, Question(text), now)
        assert (len(page.rows), page.total, page.more) == (4, 4, True)
    assert not sheets.read('ehemalige', Question('emine 5'), now).more
    assert not sheets.read('ehemalige', Question(), now).more


# ---- what a line says ------------------------------------------------------------------------------------------------
def test_a_customers_line(store: Path, mira: Who, now: datetime) -> None:
    own('repair', 'kaution', Kind.NUMBER)
    joins(mira, now)
    (joerg,) = repairs.team()
    number = drop_off(mira, now - timedelta(days=29), responsible=joerg.membership_id, place='Regal 3').number
    repairs.save(number, 1, {'kaution': 3.5}, mira, now)
    ready(number, mira, now)
    (row,) = sheets.read('kundinnen', Question(), now).rows
    assert (row.key, row.href, row.state, row.late, row.initials) == (number, f'/r/{number}', 'fertig', True, 'JR')
    assert row.cells == {'name': 'Şeyma Wiśniewska', 'state': 'fertig', 'item': 'Toaster', 'number': number,
                         'place': 'Regal 3',
                         'who': 'Jörg R.', 'phone': '0351 1234567', 'age': '29 Tage', 'kaution': '3,5'}
    assert [column.name for column in SHEETS['kundinnen'].columns][-1] == 'kaution'


@pytest.mark.parametrize(('ago', 'said'), [(timedelta(0), 'heute'), (timedelta(hours=13), 'heute'),
                                           (timedelta(hours=15), '1 Tag'),
                                           (timedelta(days=2), '2 Tage')])
def test_days_are_those_of_the_calendar_in_berlin(
        store: Path, mira: Who, now: datetime, ago: timedelta, said: str) -> None:
    nameless(mira, now - ago)
    (row,) = sheets.read('kundinnen', Question(), now).rows
    assert (row.cells['age'], row.cells['name'], row.cells['phone']) == (said, 'ohne Namen', '')


def test_a_formers_line_says_what_they_were(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now, later=True).number
    handover.hand_back(number, mira, now)
    people.add('former_member', {'first_name': 'Ünal', 'ended_on': None}, given(Purpose.FORMER), mira, now)
    found = sheets.read('ehemalige', Question(), now).rows
    assert [(row.cells['name'], row.cells['kind'], row.cells['until']) for row in found] == [
        ('Ünal', 'Mitglied', ''), ('Şeyma Wiśniewska', 'Kund:in', '23.11.2026')]
    assert count('person') == 2
