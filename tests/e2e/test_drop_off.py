"""At the counter: somebody brings something and leaves with a number, within a few taps and only as much stored as
they said yes to."""
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Request, expect

from db import intake
from db.clock import utc_now
from db.intake import Intake
from db.store import close_store, open_store
from db.words import Purpose
from tests.e2e.at_the_counter import Desk, answer, button, field, next_person, open_desk, saved
from tests.e2e.browsing import Console, NewPage
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.e2e.profiles import Profiles
from tests.personas import persona
from tests.wording import reword

# one touch is one `pointerdown`; the digits of the number do not count
COUNT_TAPS = '''() => {
    if (!('taps' in window)) addEventListener('pointerdown',
        (event) => event.target.closest('.kb-pad') || (window.taps += 1), true);
    window.taps = 0;
}'''


@pytest.fixture(scope='module')
def cafe(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    """One day at the counter: every test is somebody else who comes by."""
    yield from running(Cafe(template, tmp_path_factory.mktemp('day')))


@pytest.fixture(scope='module')
def desk(cafe: Cafe, profiles: Profiles) -> Iterator[Desk]:
    yield from open_desk(cafe, profiles)


@pytest.fixture
def console(desk: Desk) -> Console:
    desk.console.start_again()
    return desk.console


@pytest.fixture
def counter(cafe: Cafe, desk: Desk, console: Console) -> Iterator[Page]:
    """The tablet at the counter, with the form empty."""
    yield from next_person(cafe, desk)


# ---- the words on the screen -----------------------------------------------------------------------------------------
def type_number(page: Page, digits: str) -> None:
    for digit in digits:
        button(page, digit).tap()


def brought(cafe: Cafe, phone: str, first_name: str, last_name: str = '') -> str:
    """A lamp, by somebody who is known from then on."""
    with opened(cafe):
        return intake.take_in(Intake(str(uuid4()), 'Lampe', True, phone=phone, first_name=first_name,
                                     last_name=last_name), persona('Tresen'), utc_now()).number


def take_in(page: Page, item: str, **person: str) -> str:
    """A drop-off, with a name if there is one."""
    for label, text in person.items():
        field(page, label).fill(text)
    field(page, 'Gegenstand').fill(item)
    answer(page, 'Ja, speichern' if person else 'Nein, ohne Namen').check()
    button(page, 'Schein drucken').click()
    number = saved(page)
    button(page, 'Nächste Person').click()
    return number


@contextmanager
def store(cafe: Cafe) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as connection, connection:
        yield connection


@contextmanager
def opened(cafe: Cafe) -> Iterator[None]:
    """For verbs, beside the running program."""
    open_store(cafe.folder, thorough=False)
    yield
    close_store()


def rows(cafe: Cafe, question: str, *values: Any) -> list[tuple[Any, ...]]:
    with store(cafe) as connection:
        return connection.execute(question, values).fetchall()


def repair(cafe: Cafe, number: str, *columns: str) -> tuple[Any, ...]:
    (found,) = rows(cafe, f"SELECT {', '.join(columns)} FROM repair WHERE number = ?", number)
    return found


def owner(cafe: Cafe, number: str, *columns: str) -> tuple[Any, ...]:
    (found,) = rows(cafe, f"SELECT {', '.join(columns)} FROM person JOIN repair ON person.id = repair.person_id "
                          "WHERE number = ?", number)
    return found


def purposes(cafe: Cafe, number: str) -> list[tuple[Any, ...]]:
    return rows(cafe, 'SELECT purpose, how, ended_at FROM consent JOIN repair ON repair.person_id = consent.person_id '
                      'WHERE number = ? ORDER BY consent.id', number)


# ---- few taps --------------------------------------------------------------------------------------------------------
def test_a_new_person_in_twelve_taps(cafe: Cafe, counter: Page) -> None:
    counter.evaluate(COUNT_TAPS)
    type_number(counter, '03511234567')
    field(counter, 'Vorname').tap()
    counter.keyboard.type('Şeyma')
    field(counter, 'Nachname').tap()
    counter.keyboard.type('Wiśniewska')
    button(counter, 'Kaffeemaschine').tap()
    button(counter, 'geht nicht an').tap()
    field(counter, 'Zubehör').tap()
    counter.keyboard.type('Milchkanne')
    answer(counter, 'Ja, speichern').tap()
    answer(counter, 'Ja, gern').tap()
    button(counter, 'Schein drucken').tap()
    number = saved(counter)
    expect(counter.get_by_text('Şeyma W. · Kaffeemaschine')).to_be_visible()
    expect(counter.get_by_role('listitem')).to_have_text([re.compile('Speichern'), re.compile('Darf später')])
    button(counter, 'Nächste Person').tap()
    assert counter.evaluate('taps') <= 12
    assert repair(cafe, number, 'item', 'fault', 'accessories') == ('Kaffeemaschine', 'geht nicht an', 'Milchkanne')
    assert owner(cafe, number, 'first_name', 'last_name', 'phone') == ('Şeyma', 'Wiśniewska', '03511234567')
    assert purposes(cafe, number) == [('repair', 'mündlich', None), ('former', 'mündlich', None)]


def test_somebody_known_in_six_taps(cafe: Cafe, counter: Page) -> None:
    first = brought(cafe, '0351 2000001', 'Ayşe', 'Öztürk')
    counter.evaluate(COUNT_TAPS)
    type_number(counter, '03512000001')
    button(counter, 'Ayşe Ö.').tap()
    expect(field(counter, 'Vorname')).to_have_count(0)
    button(counter, 'Radio').tap()
    button(counter, 'weiß nicht').tap()
    button(counter, 'Schein drucken').tap()
    second = saved(counter)
    button(counter, 'Nächste Person').tap()
    assert counter.evaluate('taps') <= 6
    assert owner(cafe, first, 'person.id') == owner(cafe, second, 'person.id')
    assert purposes(cafe, second) == [('repair', 'mündlich', None)]


def test_nobody_waits_for_the_next_person(counter: Page) -> None:
    """After „Nächste Person“ the form is empty and the number can be typed at once."""
    take_in(counter, 'Lampe', Vorname='Şeyma')
    expect(field(counter, 'Telefon')).to_be_focused()
    for label in ('Telefon', 'Vorname', 'Nachname', 'E-Mail', 'Gegenstand', 'Was ist kaputt?', 'Zubehör'):
        expect(field(counter, label)).to_have_value('')
    nothing_is_ticked(counter)


# ---- the question comes first ----------------------------------------------------------------------------------------
def nothing_is_ticked(page: Page) -> None:
    for radio in page.get_by_role('radio').all():
        expect(radio).not_to_be_checked()


def test_d3_nothing_is_ticked_beforehand_not_even_for_known_people(cafe: Cafe, counter: Page) -> None:
    nothing_is_ticked(counter)
    brought(cafe, '0351 2000002', 'Emre')
    field(counter, 'Telefon').fill('0351 2000002')
    button(counter, 'Emre').click()
    expect(counter.get_by_text('Speichern bis zur Abholung: mündlich')).to_be_visible()
    nothing_is_ticked(counter)


def test_the_questions_are_groups_with_their_words(counter: Page) -> None:
    for question, answers in {'Dürfen wir Ihre Daten speichern?': ['Ja, speichern', 'Nein, ohne Namen'],
                              'Dürfen wir Sie auch später noch kontaktieren?': ['Ja, gern', 'Nein, danach löschen'],
                              }.items():
        group = counter.get_by_role('group', name=question, exact=True)
        assert [radio.evaluate('radio => radio.labels[0].innerText') for radio in group.get_by_role('radio').all()] \
            == answers


@pytest.mark.parametrize('said', ['Nein, ohne Namen', 'Ohne Namen'])
def test_d3_a_no_empties_name_and_number_at_once(counter: Page, said: str) -> None:
    for label, text in {'Telefon': '0351 1234567', 'Vorname': 'Şeyma', 'Nachname': 'Wiśniewska',
                        'E-Mail': 'seyma@example.org', 'Gegenstand': 'Radio'}.items():
        field(counter, label).fill(text)
    answer(counter, 'Ja, gern').check()
    (answer(counter, said) if said.startswith('Nein') else button(counter, said)).click()
    kept = counter.evaluate('JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})')
    assert not re.search('1234567|Şeyma|Wiśniewska|seyma@', kept)
    assert 'Radio' in kept
    for label in ('Telefon', 'Vorname', 'Nachname', 'E-Mail'):
        expect(field(counter, label)).to_have_value('')
        expect(field(counter, label)).to_be_disabled()
    button(counter, 'Mit Namen').click()
    expect(field(counter, 'Telefon')).to_be_focused()
    nothing_is_ticked(counter)


def test_d3_without_a_name_nobody_is_stored(cafe: Cafe, counter: Page) -> None:
    field(counter, 'Telefon').fill('0351 2000003')
    field(counter, 'Vorname').fill('Thi Hồng')
    button(counter, 'Ohne Namen').click()
    expect(answer(counter, 'Nein, ohne Namen')).to_be_checked()
    button(counter, 'Lampe').click()
    button(counter, 'Schein drucken').click()
    number = saved(counter)
    expect(counter.get_by_text('Ohne Namen · Lampe')).to_be_visible()
    assert repair(cafe, number, 'person_id') == (None,)
    files = [cafe.log, *(path for path in cafe.folder.rglob('*') if path.is_file())]
    for word in ('2000003', 'Hồng', 'hong'):
        assert not [path for path in files if word.encode() in path.read_bytes()]


def test_d3_somebody_known_who_says_no_brings_it_without_a_name(cafe: Cafe, counter: Page) -> None:
    first = brought(cafe, '0351 2000004', 'Zoë')
    field(counter, 'Telefon').fill('0351 2000004')
    button(counter, 'Zoë').click()
    button(counter, 'Radio').click()
    answer(counter, 'Nein, ohne Namen').check()
    button(counter, 'Schein drucken').click()
    assert repair(cafe, saved(counter), 'person_id') == (None,)
    assert purposes(cafe, first) == [('repair', 'mündlich', None)]


# ---- who is it -------------------------------------------------------------------------------------------------------
def test_one_number_may_belong_to_several_people(cafe: Cafe, counter: Page) -> None:
    brought(cafe, '0351 2000005', 'Olena', 'Shevchenko')
    field(counter, 'Telefon').fill('0351 2000005')
    button(counter, 'Jemand anderes').click()
    expect(field(counter, 'Vorname')).to_be_focused()
    field(counter, 'Vorname').fill('Petro')
    field(counter, 'Gegenstand').fill('Uhr')
    answer(counter, 'Ja, speichern').check()
    button(counter, 'Schein drucken').click()
    saved(counter)
    button(counter, 'Nächste Person').click()
    field(counter, 'Telefon').fill('+49 351 2000005')
    expect(button(counter, 'Olena S.')).to_be_visible()
    expect(button(counter, 'Petro')).to_be_visible()


def test_s9_part_of_a_number_finds_nobody(cafe: Cafe, counter: Page) -> None:
    brought(cafe, '0351 2000006', 'Ahmed')
    with counter.expect_response('**/annahme/person') as asked:
        field(counter, 'Telefon').fill('0351 200000')
    assert asked.value.json()['matches'] == []
    expect(button(counter, 'Jemand anderes')).to_have_count(0)


def test_an_odd_number_warns_and_is_saved(cafe: Cafe, counter: Page) -> None:
    field(counter, 'Telefon').fill('0351 12345678901234')
    expect(counter.get_by_text('Bitte noch einmal hinsehen.')).to_be_visible()
    number = take_in(counter, 'Uhr', Vorname='Jo')
    assert owner(cafe, number, 'phone') == ('0351 12345678901234',)


def test_a_number_is_asked_for_once(counter: Page) -> None:
    """Thirty a minute are answered (S9): leaving the field must not spend a second one."""
    asked: list[str] = []

    def listen(request: Request) -> None:
        asked.append(request.url)
    counter.on('request', listen)
    field(counter, 'Telefon').fill('0351 12345678901235')
    expect(counter.get_by_text('Bitte noch einmal hinsehen.')).to_be_visible()
    field(counter, 'Vorname').click()
    counter.wait_for_timeout(400)
    counter.remove_listener('request', listen)
    assert len([url for url in asked if url.endswith('/annahme/person')]) == 1


# ---- what is missing, what does not fit ------------------------------------------------------------------------------
def test_only_the_item_and_the_first_answer_are_required(cafe: Cafe, counter: Page) -> None:
    button(counter, 'Schein drucken').click()
    expect(counter.get_by_role('alert')).to_have_text(re.compile('Es fehlt noch: Gegenstand, die erste Antwort.'))
    expect(field(counter, 'Gegenstand')).to_be_focused()
    counter.keyboard.type('Uhr')
    button(counter, 'Schein drucken').click()
    expect(counter.get_by_role('alert')).to_have_text(re.compile('Es fehlt noch: die erste Antwort.'))
    expect(answer(counter, 'Ja, speichern')).to_be_focused()
    answer(counter, 'Nein, ohne Namen').check()
    button(counter, 'Schein drucken').click()
    assert repair(cafe, saved(counter), 'item') == ('Uhr',)


def test_r11_a_text_that_is_too_long_stays_and_is_explained(counter: Page) -> None:
    field(counter, 'Gegenstand').fill('ä' * 100_000)
    answer(counter, 'Nein, ohne Namen').check()
    button(counter, 'Schein drucken').click()
    expect(counter.get_by_text('Das ist zu lang: höchstens 100 Zeichen, hier sind es 100000.')).to_be_visible()
    expect(field(counter, 'Gegenstand')).to_have_value('ä' * 100_000)


def test_r11_what_the_store_refuses_is_said_beside_the_field(counter: Page, console: Any) -> None:
    console.expect('422')
    field(counter, 'Telefon').fill('0351 2000007 (abends)')
    field(counter, 'Vorname').fill("O'Brien <b>👩🏽‍🔧</b>")
    field(counter, 'Gegenstand').fill('Uhr')
    answer(counter, 'Ja, speichern').check()
    button(counter, 'Schein drucken').click()
    expect(field(counter, 'Telefon')).to_be_focused()
    expect(field(counter, 'Telefon')).to_have_accessible_description(re.compile('besteht aus Ziffern'))
    field(counter, 'Telefon').fill('0351 2000007')
    button(counter, 'Schein drucken').click()
    saved(counter)
    expect(counter.get_by_text("O'Brien <b>👩🏽‍🔧</b> · Uhr")).to_be_visible()


def test_a_warning_with_its_reason(cafe: Cafe, counter: Page) -> None:
    button(counter, 'Nicht einschalten!').click()
    expect(field(counter, 'Warum?')).to_be_focused()
    counter.keyboard.type('riecht verbrannt')
    field(counter, 'Marke').fill('Bosch')
    field(counter, 'Platz').fill('Schrank 2')
    number = take_in(counter, 'Mixer')
    assert repair(cafe, number, 'warning', 'brand', 'place') == ('riecht verbrannt', 'Bosch', 'Schrank 2')


def test_d2_a_question_that_was_changed_meanwhile_is_asked_again(cafe: Cafe, counter: Page, console: Any) -> None:
    console.expect('409')
    with opened(cafe):
        reword(Purpose.REPAIR, 'Neuer Text.')
    field(counter, 'Vorname').fill('Fatma')
    field(counter, 'Gegenstand').fill('Uhr')
    answer(counter, 'Ja, speichern').check()
    button(counter, 'Schein drucken').click()
    expect(counter.get_by_role('alert')).to_have_text(re.compile('Bitte noch einmal fragen'))
    expect(counter.get_by_text('Neuer Text.')).to_be_visible()
    nothing_is_ticked(counter)
    expect(field(counter, 'Vorname')).to_have_value('Fatma')
    answer(counter, 'Ja, speichern').check()
    button(counter, 'Schein drucken').click()
    assert rows(cafe, 'SELECT consent_text.text FROM consent_text JOIN consent ON consent_text.id = consent.text_id '
                      'JOIN repair ON repair.person_id = consent.person_id WHERE number = ?',
                saved(counter)) == [('Neuer Text.',)]


# ---- one record, one paper -------------------------------------------------------------------------------------------
def test_r9_a_double_tap_makes_one_repair(cafe: Cafe, counter: Page) -> None:
    field(counter, 'Gegenstand').fill('Doppelt getippte Uhr')
    answer(counter, 'Nein, ohne Namen').check()
    button(counter, 'Schein drucken').dblclick()
    number = saved(counter)
    assert rows(cafe, 'SELECT number FROM repair WHERE item = ?', 'Doppelt getippte Uhr') == [(number,)]


# ---- the screen ------------------------------------------------------------------------------------------------------
WORDS = ('Verantwortlich ist unser Repair-Café, wie es auf dem Schein steht.', 'höchstens zwei Jahre')
ANSWERS = ('Ja, speichern', 'Nein, ohne Namen', 'Ja, gern', 'Nein, danach löschen')


def test_d2_all_is_on_one_screen_with_every_word_of_both_questions_and_large_enough_for_fingers(
        shared_cafe: Cafe, page: Page) -> None:
    shared_cafe.login(page, 'tresen', '/annahme')
    for width, height in ((1280, 800), (1280, 720), (1024, 768)):
        page.set_viewport_size({'width': width, 'height': height})
        for words in WORDS:
            expect(page.get_by_text(re.compile(words)), f'{width}×{height}').to_be_in_viewport(ratio=1)
        for word in ANSWERS:
            expect(answer(page, word), f'{width}×{height}').to_be_in_viewport(ratio=1)
    button(page, 'Nicht einschalten!').click()   # the one field more
    expect(field(page, 'Warum?')).to_be_visible()
    for width, height in ((1280, 800), (1280, 720), (1024, 768), (1366, 657)):
        page.set_viewport_size({'width': width, 'height': height})
        expect(button(page, 'Schein drucken'), f'{width}×{height}').to_be_in_viewport(ratio=1)
        expect(answer(page, 'Nein, ohne Namen'), f'{width}×{height}').to_be_in_viewport(ratio=1)
        assert page.evaluate('document.documentElement.scrollHeight') <= height, f'{width}×{height}'
    small = {}
    for width in (1280, 768, 390):
        page.set_viewport_size({'width': width, 'height': 800})
        if width < 720:
            shared_cafe.open(page, '/annahme')   # whether there are digits to tap is looked at once
        sizes = page.eval_on_selector_all(
            '.kb-desk :is(button, a, input:not([type=radio]), select, textarea, .kb-radio)',
            'all => all.map(one => [one.innerText, one.offsetWidth, one.offsetHeight])')
        assert len(sizes) > 30, width
        small[width] = [size for size in sizes if min(size[1:]) < 48]
    assert small == {1280: [], 768: [], 390: []}


def test_a_long_consent_text_leaves_the_print_button_in_view(cafe: Cafe, counter: Page) -> None:
    with opened(cafe):
        reword(Purpose.FORMER, 'Ein langer Satz für diese Frage. ' * 40)
    button(counter, 'Nächste Person').click()
    expect(counter.get_by_text(re.compile('Ein langer Satz'))).to_be_visible()
    expect(button(counter, 'Schein drucken')).to_be_in_viewport(ratio=1)
    expect(answer(counter, 'Nein, danach löschen')).not_to_be_in_viewport()
    answer(counter, 'Nein, danach löschen').check()
    assert counter.evaluate('document.documentElement.scrollHeight') <= 800


# ---- what others change ----------------------------------------------------------------------------------------------
def test_the_counter_knows_who_has_joined_the_team_since(cafe: Cafe, counter: Page, new_page: NewPage) -> None:
    office = new_page()
    cafe.login(office, 'mira', '/team?neu=team')
    sheet = office.get_by_role('dialog')
    sheet.get_by_label('Vorname').fill('Neuling')
    sheet.get_by_label('Wie gefragt').click()
    office.get_by_role('option', name='mündlich').click()
    sheet.get_by_role('radio', name='Ja, auf die Liste').click()
    button(sheet, 'Speichern').click()
    counter.get_by_label('Gegenstand').fill('Halb getippt')
    expect(field(counter, 'Ansprechperson').locator('option', has_text='Neuling')).to_have_count(1)
    expect(counter.get_by_label('Gegenstand')).to_have_value('Halb getippt')
