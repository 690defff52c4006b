"""The ticket as the customer, the team and a scanner read it."""
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from reports.layouts import A6, Area, Layout
from reports.ticket import ConsentPrint, TicketValues, ticket
from tests.portions import first_of

from .examples import SLIP_CODE, TICKET
from .paper_reader import Box, Paper, overlaps

TEAR = 106.8
NAMELESS = replace(TICKET, short_name='', will_call=False, responsible='', consents=(
    ConsentPrint(False, 'Ihre Daten: nicht gespeichert. Dieser Schein ist Ihr Nachweis.'),))
HARD = {
    'item of 100 characters': replace(TICKET, item='Staubsaugerrobotervorwerkkobold-Ladestation VK200 ' * 2),
    'fault of 1,000 characters': replace(TICKET, fault=('Geht nicht. ' * 90)[:1000]),
    'fault as one word': replace(TICKET, fault='W' * 1000),
    'names of many scripts': replace(TICKET, short_name='İ ß ễ Ж 🌸 W.', item='Жарочный шкаф 🤖', fault='Nguyễn 🔥🔥'),
    'from the right': replace(TICKET, short_name='محمد ا.', item='مروحة (Ventilator) 3',
                              fault='לא נדלק אחרי 10.5 דקות'),
    'nameless': NAMELESS,
    'no phone': replace(TICKET, will_call=False),
    'six days': replace(TICKET, opening=tuple(f'{day} 14–18 Uhr' for day in (
        'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', '1. Samstag im Monat'))),
    'long café': replace(
        TICKET, cafe_name='Reparaturcafé im Mehrgenerationenhaus Dresden-Johannstadt und Umgebung e. V.'),
    'lines and markup': replace(TICKET, item='<b>O\'Brien\n& {{7*7}}</b>', fault='eins\nzwei\r\n\x00drei\ud800'),
    'long warning': replace(
        TICKET, warning='Nicht einschalten! Kabel beschädigt, Akku aufgebläht, bitte Handschuhe tragen'),
    'nothing but the item': TicketValues(cafe_name='Café', number='26-0001-3', item='Lampe', tag_code='26-0001-3'),
    'everything too long': replace(
        TICKET, **{name: 'Ö' * 3000 for name, value in vars(TICKET).items() if isinstance(value, str)},
        opening=('M' * 99,) * 20, texts=('lang ' * 999,) * 9, consents=TICKET.consents * 9),
}


@cache
def read(values: TicketValues, layout: Layout = A6) -> Paper:
    return Paper(ticket(values, layout))


# ---- what stands on it ---------------------------------------------------------------------------------------------

def test_the_slip_tells_the_customer_everything() -> None:
    slip = read(TICKET).text_between(0, TEAR)
    for words in ('Repair-Café Musterstadt', 'Abholschein', '26-0417-7', 'Şeyma W.',
                  'Mo 23.11.2026, 14:05 Uhr bei Jörg', 'Küchenmaschine Bosch MUM4', 'Schüssel, 2 Rührbesen',
                  TICKET.fault, 'Montag 14–18 Uhr', 'Donnerstag 10–13 Uhr', 'Bitte abholen bis 23.02.2027.',
                  'Wir rufen an, wenn es fertig ist.', 'Fragen? 09999 123456', 'Ansprechperson: Mehmet K.',
                  TICKET.texts[0], TICKET.liability):
        assert words in slip


def test_liability_has_its_own_heading_behind_the_consents() -> None:
    slip = read(TICKET).text_between(0, TEAR)
    assert slip.index('Nach der Abholung löschen wir Ihre Daten.') < slip.index('Haftungsbegrenzung: Wir haften nur')
    assert 'Haftungsausschluss' not in slip


def test_the_tag_shows_what_the_room_may_see_and_no_more() -> None:
    tag = read(TICKET).text_between(TEAR, 148)
    for words in ('26-0417-7', 'Şeyma W.', 'Küchenmaschine Bosch MUM4', 'seit 23.11.2026',
                  'Nicht einschalten! Kabel beschädigt'):
        assert words in tag
    for secret in ('riecht verbrannt', '09999', 'speichern', 'kontaktieren', 'Schüssel', 'Mehmet'):
        assert secret not in tag


def test_consent_lines_say_what_is_true_for_this_person() -> None:
    text = read(TICKET).text
    for consent in TICKET.consents:
        assert consent.text in text
    assert 'dürfen wir speichern' not in read(NAMELESS).text


@pytest.mark.parametrize('yes', [True, False])
def test_a_yes_and_a_no_look_different(yes: bool) -> None:
    """A tick is one line, a cross is two."""
    without = read(replace(TICKET, consents=()))
    paper = read(replace(TICKET, consents=(ConsentPrint(yes, 'Speichern'),)))
    assert len(paper.shapes()) == len(without.shapes()) + (1 if yes else 2)


def test_only_who_left_a_phone_is_promised_a_call() -> None:
    assert 'Wir rufen an' in read(TICKET).text
    for values in (replace(TICKET, will_call=False), NAMELESS, replace(NAMELESS, will_call=True)):
        text = read(values).text
        assert 'Wir rufen an' not in text
        assert 'Bitte fragen Sie nach am Mo 07.12.2026.' in text


def test_a_nameless_ticket_has_a_number_and_no_name() -> None:
    paper = read(NAMELESS)
    assert 'ohne Namen' in paper.text_between(0, TEAR)
    assert '26-0417-7' in paper.text_between(TEAR, 148)
    assert set(paper.codes()) == {SLIP_CODE, '26-0417-7'}


def test_without_a_warning_there_is_no_empty_box_on_the_tag() -> None:
    def frames(values: TicketValues) -> list[Box]:
        return [box for box in read(values).shapes() if box.top > TEAR + 1 and box.right - box.left > 50]
    assert len(frames(TICKET)) == 1
    assert frames(replace(TICKET, warning='')) == []


def test_the_file_names_nobody() -> None:
    pdf = ticket(TICKET)
    assert Paper(pdf).title == '26-0417-7'
    assert 'eyma' not in str(Paper(pdf).document.get_metadata_dict())


# ---- codes ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize('name', HARD)
def test_both_codes_can_be_scanned_from_every_ticket(name: str) -> None:
    values = HARD[name]
    expected = {code for code in (values.slip_code, values.tag_code) if code and len(code) < 100}
    paper = read(values)
    assert set(paper.codes()) == expected
    assert set(paper.codes(dpi=150)) == expected


@pytest.mark.parametrize('name', HARD)
def test_codes_are_large_enough_and_stand_in_white(name: str) -> None:
    paper = read(HARD[name])
    for text, place in paper.codes().items():
        modules = 29 if text == SLIP_CODE else 21
        size = place.right - place.left
        assert size >= (21.5 if text == SLIP_CODE else 17.8)
        border = place.grown(4 * size / modules - 0.15)
        assert not [line for line in paper.lines() if line.meets(border)]
        assert border.within(Box(0, 0, 105, 148))
        assert border.bottom < TEAR or border.top > TEAR


def test_a_missing_address_leaves_the_code_out_and_keeps_the_words() -> None:
    paper = read(replace(TICKET, slip_code=''))
    assert set(paper.codes()) == {'26-0417-7'}
    assert 'Şeyma W.' in paper.text_between(0, TEAR)


# ---- nothing overlaps, overflows or raises -------------------------------------------------------------------------

def assert_in_its_place(paper: Paper) -> None:
    lines = paper.lines()
    assert paper.pages == 1
    assert overlaps(lines) == []
    slip, tag = Box(6.9, 5, 98.1, 105.2), Box(6.9, 109.5, 98.1, 143.2)
    assert [line for line in lines if not (line.within(slip) or line.within(tag))] == []
    frames = [shape for shape in paper.shapes() if shape.right - shape.left > 80 and shape.bottom - shape.top > 4]
    for frame in frames:
        assert [line for line in lines if line.meets(frame) and not line.within(frame)] == []
    assert '\x00' not in paper.text


@pytest.mark.parametrize('name', HARD)
def test_hard_cases_stay_in_their_place(name: str) -> None:
    assert_in_its_place(read(HARD[name]))


def test_a_long_item_is_printed_in_full_on_the_slip() -> None:
    slip = read(HARD['item of 100 characters']).text_between(0, TEAR)
    assert slip.count('Staubsaugerrobotervorwerkkobold-Ladestation VK200') == 2


def test_a_long_fault_is_cut_with_an_ellipsis_and_the_rest_stays() -> None:
    slip = read(HARD['fault of 1,000 characters']).text_between(0, TEAR)
    assert slip.count('Geht nicht.') >= 3
    assert '… Abholung' in slip
    assert TICKET.liability in slip


def test_all_six_days_are_printed() -> None:
    slip = read(HARD['six days']).text_between(0, TEAR)
    assert all(day in slip for day in HARD['six days'].opening)


def test_markup_is_printed_and_not_obeyed() -> None:
    assert "<b>O'Brien & {{7*7}}</b>" in read(HARD['lines and markup']).text_between(0, TEAR)


def test_a_missing_glyph_is_a_visible_box() -> None:
    """One more shape on the page: the box, as high as a capital."""
    plain, emoji = read(replace(TICKET, accessories='Kabel X')), read(replace(TICKET, accessories='Kabel 🔌'))
    new = [box for box in emoji.shapes() if box not in plain.shapes()]
    assert len(new) == 1
    assert 1.5 < new[0].bottom - new[0].top < 3.5


PIECES = ['Ж', 'ß', 'ễ', 'İ', '🤖', '\u0301', '\u200f', 'שלום', 'محمد', ' ', '  ', '\n', '\x00', '-', '…', 'W', 'i',
          '(', ')', '10.5', 'Kaffeemaschine', '日本', '\ud83d', '</b>', '\u202e', 'fi', '\xa0', '“']


@pytest.mark.parametrize('seed', first_of(8, range(40)))
def test_whatever_is_typed_nothing_leaves_its_place(seed: int) -> None:
    chance = random.Random(seed)

    def text() -> str:
        return ''.join(chance.choices(PIECES, k=chance.choice([0, 1, 5, 20, 80, 400])))
    changed: dict[str, Any] = {name: text() for name in (
        'cafe_name', 'short_name', 'received', 'received_on', 'item', 'accessories', 'fault', 'taken_by', 'responsible',
        'warning', 'phone', 'collect_by', 'ask_on', 'liability') if chance.random() < 0.7}
    changed['opening'] = tuple(text() for _ in range(chance.randrange(9)))
    changed['consents'] = tuple(ConsentPrint(chance.random() < 0.5, text()) for _ in range(chance.randrange(4)))
    changed['texts'] = tuple(text() for _ in range(chance.randrange(3)))
    assert_in_its_place(read(replace(TICKET, **changed)))


# ---- the machine ---------------------------------------------------------------------------------------------------

def test_another_layout_needs_no_other_program() -> None:
    """A roll of 80 mm for the slip alone, a label for the tag alone."""
    assert A6.slip
    assert A6.tag
    roll = Layout('roll', 80, 160, slip=replace(A6.slip, area=Area(4, 4, 72, 152)))
    label = Layout('label', 76, 44, tag=replace(A6.tag, area=Area(4, 4, 68, 36), code=18))
    slip, tag = read(TICKET, roll), read(TICKET, label)
    assert set(slip.codes()) == {SLIP_CODE}
    assert set(tag.codes()) == {'26-0417-7'}
    assert TICKET.liability in slip.text
    assert 'Nicht einschalten!' in tag.text
    for paper in (slip, tag):
        assert overlaps(paper.lines()) == []
        assert all(line.within(Box(3.9, 3, paper.width - 3.9, paper.height - 3)) for line in paper.lines())


def test_the_same_values_give_the_same_file_also_from_many_threads() -> None:
    accents = replace(TICKET, fault='ÄÖÜäöüéèêñçãõåŞşİğŁłŻżŹźĆćŃńŚśễồộảẩ ЙйЇї' * 3)
    papers = [accents, TICKET, NAMELESS] * 20
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # let them get in each other's way as often as possible
    try:
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(ticket, papers))
    finally:
        sys.setswitchinterval(usual)
    assert together == [ticket(values) for values in (accents, TICKET, NAMELESS)] * 20


def test_a_ticket_is_small() -> None:
    assert len(ticket(TICKET)) < 40_000
