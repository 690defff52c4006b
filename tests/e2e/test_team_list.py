"""The team and the people outside it: written down with their yes, changed, and gone when they say so."""
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from db import people
from db.clock import utc_now
from db.store import close_store, open_store
from db.words import Purpose
from tests.e2e.browsing import Console, pages
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.e2e.profiles import Profiles
from tests.personas import given, persona
from tests.sample import Sample

ON_THE_LIST = 'Dürfen wir dich auf die Teamliste setzen?'
IN_THE_GROUP = 'Möchtest du in die Messenger-Gruppe des Teams?'
LATER = 'Dürfen wir dich auch später noch kontaktieren?'
LISTS = ('/team', '/kundinnen', '/extern', '/ehemalige', '/reparaturen')


# who will be changed or leave, each in a test of their own
MEMBERS = ({'first_name': 'Önder', 'last_name': 'Seltsam', 'phone': '0351 6000002'},
           {'first_name': 'Walburga', 'last_name': 'Weggehöft', 'phone': '0351 6000004', 'tasks': 'Löten',
            'city': 'Pirnadorf'},
           {'first_name': 'Zoë', 'last_name': 'Bleibtreu', 'phone': '0351 6000005', 'tasks': 'Fahrräder',
            'city': 'Heidenauberg'},
           {'first_name': 'Kunigunde', 'last_name': 'Widerruf', 'phone': '0351 6000006', 'tasks': 'Fahrräder',
            'email': 'kunigunde@example.org'})

# all that the page shows or hides, but not the words it came with: those go with the next loading
STANDS_THERE = '''() => {
    const body = document.body.cloneNode(true);
    body.querySelectorAll('script').forEach((script) => script.remove());
    return body.innerHTML;
}'''


@pytest.fixture(scope='module')
def cafe(filled: tuple[Path, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    """A full café; every test has somebody of its own."""
    for cafe in running(Cafe(filled[0], tmp_path_factory.mktemp('team list'))):
        cafe.wait_for_backup()   # which may keep people longer
        open_store(cafe.folder, thorough=False)
        for member in MEMBERS:
            people.add('member', member, given(Purpose.MEMBER), persona('Anja'), utc_now())
        close_store()
        yield cafe


@pytest.fixture(scope='module')
def at_work(cafe: Cafe, profiles: Profiles) -> Iterator[Page]:
    """Mira, from one test to the next."""
    console = Console()
    with pages(profiles, console) as new_page:
        page = new_page()
        cafe.login(page, 'mira', '/team')
        yield page
    assert not console.complaints, '\n'.join(console.complaints)


@pytest.fixture
def team(cafe: Cafe, at_work: Page) -> Page:
    """The team list, in front of Mira."""
    if at_work.url != f'{cafe.url}/team' or at_work.get_by_role('dialog').count():
        cafe.open(at_work, '/team')
    return at_work


# ---- the words on the screen -----------------------------------------------------------------------------------------
def button(place: Page | Locator, name: str) -> Locator:
    return place.get_by_role('button', name=name, exact=True)


def sheet(page: Page) -> Locator:
    """What is open beside the list."""
    return page.get_by_role('dialog').first


def asked(page: Page) -> Locator:
    """The question in the middle of the screen."""
    return page.get_by_role('dialog').last


def field(place: Page | Locator, name: str) -> Locator:
    return place.get_by_label(name, exact=True)


def answer(place: Page | Locator, question: str, word: str) -> None:
    place.get_by_role('radiogroup', name=question).get_by_role('radio', name=word, exact=True).click()


def choose(page: Page, place: Locator, label: str, option: str) -> None:
    field(place, label).click()
    page.get_by_role('option', name=option, exact=True).click()


def menu(page: Page, name: str) -> None:
    page.get_by_role('navigation', name='Hauptmenü').get_by_role('link', name=name, exact=True).click()
    expect(page.get_by_role('heading', level=1)).to_have_text(name)


def closed(page: Page) -> None:
    expect(page.get_by_role('dialog')).to_have_count(0)


def on_list(page: Page, name: str) -> Locator:
    return page.get_by_role('row').filter(has_text=name)


def rows(cafe: Cafe, question: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as connection:
        return connection.execute(question, values).fetchall()


def purposes(cafe: Cafe, last: str) -> list[str]:
    return [row[0] for row in rows(cafe, 'SELECT purpose FROM consent JOIN person ON person.id = consent.person_id '
                                         'WHERE last_name = ? AND ended_at IS NULL ORDER BY consent.id', last)]


def traces(cafe: Cafe, *words: str) -> list[str]:
    """Which of these words lie in any file of the café, its log included."""
    files = [path.read_bytes() for path in cafe.place.rglob('*') if path.is_file()]
    return [word for word in words if any(word.encode() in data for data in files)]


# ---- somebody new ----------------------------------------------------------------------------------------------------
def test_d1_without_a_yes_nobody_is_stored_and_nothing_typed_is_lost(cafe: Cafe, team: Page) -> None:
    button(team, 'Neu').click()
    for label, text in {'Vorname': 'Ida', 'Nachname': 'Ungefragt', 'Telefon': '0351 6000001'}.items():
        field(sheet(team), label).fill(text)
    choose(team, sheet(team), 'Wie gefragt', 'Papier')
    for radio in sheet(team).get_by_role('radio').all():
        expect(radio).not_to_be_checked()
    button(sheet(team), 'Speichern').click()
    expect(sheet(team).get_by_text('Hier fehlt noch die Antwort.')).to_be_visible()
    answer(sheet(team), ON_THE_LIST, 'Nein')
    button(sheet(team), 'Speichern').click()
    expect(sheet(team).get_by_text('Ohne ein Ja zur Teamliste darf die Person')).to_be_visible()
    for label, text in {'Vorname': 'Ida', 'Nachname': 'Ungefragt', 'Telefon': '0351 6000001',
                        'Wie gefragt': 'Papier'}.items():
        expect(field(sheet(team), label)).to_have_value(text)
    assert traces(cafe, 'Ungefragt', 'ungefragt', '6000001') == []
    answer(sheet(team), ON_THE_LIST, 'Ja, auf die Liste')   # asked again, she says yes
    button(sheet(team), 'Speichern').click()
    closed(team)
    expect(on_list(team, 'Ida Ungefragt')).to_contain_text('0351 6000001')
    assert purposes(cafe, 'Ungefragt') == ['member']


def test_an_odd_number_warns_and_is_saved(cafe: Cafe, team: Page) -> None:
    team.get_by_role('link', name='Önder Seltsam').click()
    field(sheet(team), 'Telefon').fill('0351 12345678901234')
    field(sheet(team), 'Aufgaben').fill('Annahme')
    expect(sheet(team).get_by_text('Bitte noch einmal hinsehen.')).to_be_visible()
    button(sheet(team), 'Speichern').click()
    closed(team)
    expect(on_list(team, 'Önder Seltsam')).to_contain_text('Annahme')
    assert rows(cafe, 'SELECT phone FROM person WHERE last_name = ?', 'Seltsam') == [('0351 12345678901234',)]


def test_a_yes_to_the_group_is_ticked_off_on_heute(cafe: Cafe, team: Page) -> None:
    button(team, 'Neu').click()
    for label, text in {'Vorname': 'Mai', 'Nachname': 'Nguyễn', 'Telefon': '0351 6000003'}.items():
        field(sheet(team), label).fill(text)
    answer(sheet(team), ON_THE_LIST, 'Ja, auf die Liste')
    answer(sheet(team), IN_THE_GROUP, 'Ja, gern')
    choose(team, sheet(team), 'Wie gefragt', 'mündlich')
    button(sheet(team), 'Speichern').click()
    closed(team)
    expect(on_list(team, 'Mai Nguyễn')).to_be_visible()
    assert purposes(cafe, 'Nguyễn') == ['member', 'messenger']
    menu(team, 'Heute')
    line = team.get_by_role('listitem').filter(has_text='Mai Nguyễn hinzufügen')
    expect(line).to_contain_text('0351 6000003')
    line.get_by_role('button', name=re.compile('^Erledigt')).click()
    expect(line).to_have_count(0)
    expect(team.get_by_text('Gespeichert: Mai Nguyễn ist in der Gruppe.')).to_be_visible()
    assert rows(cafe, 'SELECT in_messenger FROM membership JOIN person ON person.id = membership.person_id '
                      'WHERE last_name = ?', 'Nguyễn') == [(1,)]
    menu(team, 'Team')
    expect(on_list(team, 'Mai Nguyễn').get_by_text('ist drin')).to_be_visible()


# ---- leaving ---------------------------------------------------------------------------------------------------------
def leave(page: Page, name: str, word: str) -> None:
    page.get_by_role('link', name=name).click()
    button(sheet(page), 'Mitgliedschaft beenden …').click()
    expect(asked(page).get_by_role('heading', name=f'Mitgliedschaft von {name} beenden?')).to_be_visible()
    button(asked(page), 'Mitgliedschaft beenden').click()
    expect(asked(page).get_by_text('Hier fehlt noch die Antwort.')).to_be_visible()
    answer(asked(page), LATER, word)


def test_d5_who_leaves_without_a_yes_is_gone_at_once(cafe: Cafe, team: Page) -> None:
    left = ('Walburga', 'walburga', 'Weggehöft', 'weggehoft', '6000004', 'Pirnadorf')
    assert set(traces(cafe, *left)) == set(left)
    leave(team, 'Walburga Weggehöft', 'Nein, danach löschen')
    expect(asked(team).get_by_text('Alles über Walburga Weggehöft wird sofort gelöscht.')).to_be_visible()
    button(asked(team), 'Mitgliedschaft beenden').click()
    expect(team.get_by_text('Die Mitgliedschaft ist beendet.')).to_be_visible()
    expect(on_list(team, 'Weggehöft')).to_have_count(0)
    closed(team)
    assert 'Weggehöft' not in team.evaluate(STANDS_THERE)
    assert traces(cafe, *left) == []


def test_who_leaves_with_a_yes_stands_with_the_formers(cafe: Cafe, team: Page) -> None:
    leave(team, 'Zoë Bleibtreu', 'Ja, gern')
    expect(asked(team).get_by_text(re.compile('bleiben bei den Ehemaligen'))).to_be_visible()
    choose(team, asked(team), 'Wie gefragt', 'Unterschrift')
    button(asked(team), 'Mitgliedschaft beenden').press('Enter')   # it comes up where the choice was tapped
    expect(on_list(team, 'Bleibtreu')).to_have_count(0)
    closed(team)   # the sheet takes itself out of the address, which would cross the next page
    menu(team, 'Ehemalige')
    expect(on_list(team, 'Zoë Bleibtreu')).to_contain_text('Mitglied')
    expect(on_list(team, 'Zoë Bleibtreu')).to_contain_text('0351 6000005')
    assert purposes(cafe, 'Bleibtreu') == ['former']
    assert traces(cafe, 'Heidenauberg') == []   # only members have an address


def test_d5_a_withdrawal_says_what_goes_before_it_goes(cafe: Cafe, team: Page) -> None:
    team.get_by_role('link', name='Kunigunde Widerruf').click()
    button(sheet(team), 'Einwilligung widerrufen …').click()
    going = asked(team).locator('section').filter(has_text='Das wird sofort gelöscht')
    for word in ('Name', 'Telefon', 'E-Mail', 'Aufgaben und Fähigkeiten', 'alle Einwilligungen'):
        expect(going.get_by_role('listitem').filter(has_text=word)).to_be_visible()
    button(asked(team), 'Abbrechen').click()
    assert purposes(cafe, 'Widerruf') == ['member']
    button(sheet(team), 'Einwilligung widerrufen …').click()
    button(asked(team), 'Jetzt widerrufen und löschen').click()
    expect(team.get_by_text('Widerrufen und gelöscht.')).to_be_visible()
    expect(on_list(team, 'Widerruf')).to_have_count(0)
    closed(team)
    assert traces(cafe, 'Kunigunde', 'kunigunde', '6000006') == []


# ---- outside ---------------------------------------------------------------------------------------------------------
def test_an_organisation_needs_no_person_and_no_consent(cafe: Cafe, team: Page) -> None:
    page = team
    menu(page, 'Extern')
    before = rows(cafe, 'SELECT COUNT(*) FROM person')
    button(page, 'Neu').click()
    for label, text in {'Organisation': 'Wertstoffhof Übigau', 'Thema': 'Altgeräte', 'Telefon': '0351 6000007'}.items():
        field(sheet(page), label).fill(text)
    expect(sheet(page).get_by_role('radio')).to_have_count(0)
    button(sheet(page), 'Speichern').click()
    closed(page)
    expect(on_list(page, 'Wertstoffhof Übigau')).to_contain_text('Altgeräte')
    page.get_by_role('searchbox', name='Suchen', exact=True).fill('uebigau')
    expect(on_list(page, 'Wertstoffhof Übigau')).to_be_visible()
    assert rows(cafe, 'SELECT COUNT(*) FROM person') == before


# ---- the counter -----------------------------------------------------------------------------------------------------
def test_s9_the_counter_sees_no_list_and_finds_nobody(cafe: Cafe, page: Page, console: Console) -> None:
    console.expect('403')
    cafe.login(page, 'tresen')
    for path in LISTS:
        answer = page.request.get(cafe.url + path)
        assert (answer.status, 'Nicht für dich freigegeben' in answer.text(), 'Rademacher' in answer.text()) \
            == (403, True, False), path
    for path in LISTS:
        expect(page.locator(f'a[href="{path}"]')).to_have_count(0)
    page.get_by_label('Finden', exact=True).press_sequentially('rademacher')
    page.wait_for_timeout(500)
    expect(page.get_by_role('option')).to_have_count(0)
    page.keyboard.press('Enter')
    expect(page.get_by_role('status').filter(has_text='Diese Nummer gibt es nicht.')).to_be_visible()
    expect(page.get_by_role('option')).to_have_count(0)
    assert 'Jörg' not in page.content()
    cafe.open(page, '/team')
    expect(page.get_by_role('heading', level=1)).to_have_text('Nicht für dich freigegeben')
    assert 'Rademacher' not in page.content()
