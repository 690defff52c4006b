"""The weekly page as Dieter reads it: one sheet, true sentences, no phone number, each repair one scan away."""
import re
from dataclasses import replace
from typing import Any

import pytest

from reports.summary import sentences
from reports.typeset import Font, led, width_of, wrap
from reports.weekly import (
    Change,
    StateAges,
    TaskGroup,
    TaskLine,
    WeekCount,
    WeeklyValues,
    weekly,
)

from .examples import ITEMS, QUIET_WEEK, REPAIR, WEEK, repairs, waiting
from .paper_reader import Box, Paper, overlaps

ONE = replace(QUIET_WEEK, accepted=Change(1, 0), collected=Change(0, 1), open=Change(1, 0), ready=1,
              overdue=Change(1, 0), repaired=Change(100), states=(StateAges('fertig', (0, 0, 1, 0)),),
              weeks=(WeekCount('KW 47', 1, 0),), tasks=WEEK.tasks[1:2], waiting=waiting(1))
HUGE = replace(
    WEEK, cafe_name='Reparaturcafé im Mehrgenerationenhaus Dresden-Johannstadt und Umgebung e. V.',
    accepted=Change(1234, 998), collected=Change(12345, 1), open=Change(54321, 50000), overdue=Change(4321, 4000),
    ready=4444, states=tuple(StateAges(state, (1200, 3333, 812, 4000)) for state in (
        'angenommen', 'in Arbeit', 'wartet auf Ersatzteil', 'fertig', 'nicht abgeholt')),
    weeks=tuple(WeekCount(f'KW {40 + i}', 1234 + i, 2234 - i) for i in range(8)),
    tasks=tuple(TaskGroup(f'Aufgabe {i} mit sehr langem Namen', 'Ein Hinweis, der auch nicht kurz ist. ' * 4,
                          (*repairs(30, 100 * i), TaskLine('W' * 90, 'W' * 90)), more=1000) for i in range(1, 9)),
    waiting=tuple(replace(line, item=line.item * 9, who='W' * 60) for line in waiting(60)), waiting_more=4200)
DAYLESS = replace(WEEK, states=tuple(replace(state, dayless=2) for state in WEEK.states))
WEEKS = {'ordinary': WEEK, 'of no day': DAYLESS, 'quiet': QUIET_WEEK, 'one of each': ONE, 'huge': HUGE,
         'nothing to do': replace(WEEK, tasks=(), waiting=()), 'only waiting': replace(WEEK, tasks=()),
         'only tasks': replace(WEEK, waiting=()), 'more tasks than a page': replace(HUGE, tasks=HUGE.tasks * 4)}


def read(values: WeeklyValues) -> Paper:
    return Paper(weekly(values))


def test_the_week_at_a_glance() -> None:
    text = read(WEEK).text
    for words in ('Wochenübersicht KW 47', 'Repair-Café Musterstadt · 16.11.–22.11.2026', 'Angenommen 14 wie Vorwoche',
                  'Abgeholt 10 ▼ 2 zur Vorwoche', 'Offen 73 ▲ 4 zur Vorwoche', 'Abholung überfällig 11 wie Vorwoche',
                  'Offene Reparaturen nach Stand und Alter', 'Angenommen und abgeholt, 8 Wochen', 'KW 40', 'KW 46',
                  'Das ist zu tun', 'Messenger-Gruppe: hinzufügen · 2', 'Łukasz N. seit 20.11.2026',
                  'Fertig, aber nicht abgeholt (länger als 4 Wochen) · 9', 'Vertraulich: enthält Namen.',
                  'Nach dem Abarbeiten vernichten. Stand 22.11.2026, 20:00 Uhr', 'Seite 1'):
        assert words in text
    assert re.search(r'Repariert, 8 Wochen 65.%', text)


def test_a_line_says_which_repair_whose_and_since_when() -> None:
    text = read(WEEK).text
    assert '26-0186-6 Toaster Krups' in text
    assert 'Hans-Peter D., fertig seit 26.06.2026' in text
    assert '149 Tage' in text


def test_no_phone_number_is_on_the_page() -> None:
    assert 'Telefon' not in read(WEEK).text
    assert not re.search(r'\b0\d{3,}\s?\d{3}', read(WEEK).text)


def test_every_listed_repair_is_one_scan_away() -> None:
    listed = {line.code for line in WEEK.waiting}
    listed |= {line.code for group in WEEK.tasks for line in group.lines if line.code}
    assert len(listed) == 16
    paper = read(WEEK)
    assert set(paper.codes()) == listed
    assert set(paper.codes(dpi=150)) == listed


def test_codes_stand_in_white_far_enough_from_each_other() -> None:
    paper = read(WEEK)
    places = list(paper.codes().values())
    for place in places:
        border = place.grown(4 * (place.right - place.left) / 25 - 0.1)
        assert not [line for line in paper.lines() if line.meets(border)]
        assert [other for other in places if other.meets(border)] == [place]


@pytest.mark.parametrize('name', WEEKS)
def test_one_page_and_nothing_overlaps(name: str) -> None:
    paper = read(WEEKS[name])
    lines = paper.lines()
    assert paper.pages == 1
    assert (round(paper.width), round(paper.height)) == (210, 297)
    assert overlaps(lines) == []
    assert [line for line in lines if not line.within(Box(16.9, 7, 193.1, 290))] == []
    assert max(line.bottom for line in lines if line.top < 283) < 284


def test_a_quiet_week_is_calm() -> None:
    paper = read(QUIET_WEEK)
    assert 'Eine ruhige Woche: nichts angenommen, nichts abgeholt. Das Regal ist leer.' in paper.text
    assert 'Nichts zu tun' in paper.text
    for heading in ('Das ist zu tun', 'Offene Reparaturen', 'Fertig, aber', 'abgeholt, 8 Wochen'):
        assert heading not in paper.text
    assert len(paper.shapes()) == 8  # bar, five figures, the panel and its tick


def test_nothing_to_do_is_only_said_when_it_is_true() -> None:
    assert 'Nichts zu tun' in read(WEEKS['nothing to do']).text
    for name in ('ordinary', 'only waiting', 'only tasks', 'one of each'):
        assert 'Nichts zu tun' not in read(WEEKS[name]).text


def test_what_does_not_fit_is_counted() -> None:
    paper = read(replace(WEEK, tasks=(), waiting=waiting(100), waiting_more=400))
    shown = len(paper.codes())
    assert 20 <= shown < 100
    assert f'… und {500 - shown} weitere' in paper.text
    assert 'nicht abgeholt (länger als 4 Wochen) · 500' in paper.text
    undated = [replace(line, has_day=False) for line in waiting(1)]
    paper = read(replace(WEEK, tasks=(), waiting=(*waiting(1), *undated)))
    assert 'nicht abgeholt (länger als 4 Wochen oder Tag unbekannt) · 2' in paper.text


def test_every_group_of_tasks_says_how_many_more_there_are() -> None:
    group = TaskGroup('Ohne Ansprechperson', 'Wer übernimmt?', repairs(30, 100), more=970)
    paper = read(replace(WEEK, tasks=(group,), waiting=()))
    shown = len(paper.codes())
    assert 1 <= shown <= 30
    assert 'Ohne Ansprechperson · 1.000' in paper.text
    assert f'… und {1000 - shown:,} weitere'.replace(',', '.') in paper.text


@pytest.mark.parametrize(('changes', 'sentence'), [
    ({}, '14 Reparaturen wurden angenommen, 10 wurden abgeholt.'),
    ({'accepted': Change(1), 'collected': Change(1)}, 'Eine Reparatur wurde angenommen, eine wurde abgeholt.'),
    ({'accepted': Change(0)}, 'Keine Reparatur wurde angenommen, 10 wurden abgeholt.'),
    ({'collected': Change(0)}, '14 Reparaturen wurden angenommen, keine wurde abgeholt.'),
    ({'accepted': Change(1234)}, '1.234 Reparaturen wurden angenommen'),
    ({'open': Change(0), 'ready': 0}, 'Das Regal ist leer.'),
    ({'open': Change(1), 'ready': 0}, 'Eine Reparatur ist noch offen.'),
    ({'open': Change(1), 'ready': 1}, 'Eine Reparatur ist hier, fertig zum Abholen.'),
    ({'ready': 0}, '73 Reparaturen sind noch hier.'),
    ({'ready': 1}, '73 Reparaturen sind noch hier, davon eine fertig zum Abholen.'),
    ({}, '73 Reparaturen sind noch hier, davon 17 fertig zum Abholen.'),
    ({'ready': 73}, '73 Reparaturen sind noch hier, alle fertig zum Abholen.'),
    ({}, f'Am längsten wartet 26-0186-6 ({ITEMS[0]}): fertig seit 149 Tagen.'),
    ({'tasks': WEEK.tasks[1:2]}, 'Eine Aufgabe ist offen.'),
    ({'tasks': ()}, 'Keine Aufgabe ist offen.'),
    ({}, '12 Aufgaben sind offen.'),
])
def test_the_summary_is_grammatical(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in sentences(replace(WEEK, **changes))


def test_the_bars_count_what_the_values_say() -> None:
    text = read(WEEK).text
    for state in WEEK.states:
        assert re.search(rf'{state.state} .*\b{sum(state.counts)}\b', text)


def test_an_unreachable_base_address_leaves_codes_out_and_keeps_the_lines() -> None:
    paper = read(replace(WEEK, tasks=(), waiting=tuple(replace(line, code='') for line in WEEK.waiting)))
    assert paper.codes() == {}
    assert '26-0186-6 Toaster Krups' in paper.text


def test_the_address_of_a_line_is_the_repair() -> None:
    assert REPAIR + '26-0186-6' in read(WEEK).codes()


def test_text_behind_a_lead_ends_where_its_place_ends() -> None:
    font = Font(8)
    for width in range(60, 200, 7):
        made = led('Zubehör', 'Netzteil, Tasche und ein langes Verlängerungskabel mit Dose', font, width, 1)
        for first, line in enumerate(made.body.lines):
            assert width_of(line, font) + (0 if first else made.indent) <= width


def test_what_has_no_known_day_is_counted_and_is_of_no_age() -> None:
    text = read(DAYLESS).text
    assert f'{2 * len(WEEK.states)} ohne bekannten Tag' in text
    for state in WEEK.states:
        assert re.search(rf'{state.state} .*\b{sum(state.counts) + 2}\b', text)
    assert 'ohne bekannten Tag' not in read(WEEK).text


def test_nobody_says_since_when_it_was_ready_where_a_list_did_not() -> None:
    undated = tuple(replace(line, has_day=False) for line in WEEK.waiting)
    text = read(replace(WEEK, waiting=undated)).text
    assert 'Hans-Peter D., fertig schon vor dem 26.06.2026' in text
    assert text.count('? Tage') == len(undated)
    assert 'Am längsten' not in text
    assert str(WEEK.waiting[0].days) not in text
    text = read(replace(WEEK, waiting=(*undated[:1], *WEEK.waiting[1:]))).text
    assert f'Soweit bekannt, wartet am längsten {WEEK.waiting[1].number}' in text


@pytest.mark.parametrize(('text', 'width', 'lines'), [
    ('Lautsprecher(boxen / ), seit 48 Tagen', 83, ('Lautsprecher(boxen', '/ ), seit 48 Tagen')),
    ('Lautsprecher (boxen ) seit', 76, ('Lautsprecher', '(boxen ) seit')),
    ('Toaster Krups / Mixer', 52, ('Toaster', 'Krups / Mixer')),
    ('Toaster Krups', 30, ('Toaster', 'Krups')),
    (') ' + 'W' * 9, 40, None),
])
def test_a_closing_bracket_begins_a_line_only_in_need(text: str, width: float, lines: tuple[str, ...] | None) -> None:
    block = wrap(text, Font(8), width)
    assert block.whole
    if lines:
        assert block.lines == lines
    assert ''.join(block.lines).replace(' ', '') == text.replace(' ', '')
