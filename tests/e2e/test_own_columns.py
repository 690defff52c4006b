"""An organiser adds a column, the team fills it, every list knows it; it is retired and comes back."""
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.browsing import PHONE, TABLET, NewPage
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.e2e.test_team_list import asked, button, choose, closed, field, on_list, sheet
from tests.sample import Sample


@pytest.fixture
def cafe(filled: tuple[Path, Sample], tmp_path: Path) -> object:
    yield from running(Cafe(filled[0], tmp_path))


def complaints(page: Page, part: str) -> list[str]:
    """What stands around it is looked at in test_every_screen.py."""
    page.wait_for_timeout(600)   # what slides stands still, so that colours are what they will be
    return violations(page, part)


def head_of(page: Page, label: str) -> Locator:
    return page.get_by_role('columnheader', name=label, exact=True)


def add(page: Page, label: str, kind: str, *choices: str) -> None:
    button(page, 'Neue Spalte').click()
    field(sheet(page), 'Name der Spalte').fill(label)
    choose(page, sheet(page), 'Was steht darin?', kind)
    if choices:
        field(sheet(page), 'Werte zum Auswählen').fill('\n'.join(choices))
        assert complaints(page, '[aria-modal=true]') == []
    button(sheet(page), 'Speichern').click()
    closed(page)
    expect(page.locator('#spalten').get_by_role('listitem').filter(has_text=label)).to_be_visible()


def test_a_column_from_its_first_day_to_its_way_back(cafe: Cafe, new_page: NewPage) -> None:
    anja, mira = new_page(), new_page()
    cafe.login(mira, 'mira', '/team')
    expect(head_of(mira, 'T-Shirt')).to_have_count(0)

    # an organiser adds it, and a list that is open has it at once
    cafe.login(anja, 'anja', '/einstellungen')
    add(anja, 'T-Shirt', 'Auswahl', 'M', 'XL')
    add(anja, 'Losnummer', 'Zahl')
    assert complaints(anja, '#spalten') == []
    expect(head_of(mira, 'T-Shirt')).to_be_visible()

    moved_by_keyboard(anja)
    expect(mira.get_by_role('columnheader').last).to_contain_text('T-Shirt')
    filled_by_the_team(mira)
    sorted_narrowed_and_found(mira)
    many_filters_unfold(anja, mira)
    cafe.open(mira, '/team')
    seen_on_a_phone(mira)
    retired_and_back(anja, mira)


def moved_by_keyboard(anja: Page) -> None:
    """And the button keeps the focus."""
    up = button(anja, 'Nach oben: Losnummer')
    up.press('Enter')
    expect(anja.locator('#spalten').get_by_role('listitem').first).to_contain_text('Losnummer')
    expect(up).to_be_focused()


def filled_by_the_team(mira: Page) -> None:
    mira.get_by_role('link', name='Jörg Rademacher').click()
    choose(mira, sheet(mira), 'T-Shirt', 'XL')
    field(sheet(mira), 'Losnummer').fill('zehn')
    button(sheet(mira), 'Speichern').click()
    expect(sheet(mira).get_by_text('Das ist keine Zahl.')).to_be_visible()
    field(sheet(mira), 'Losnummer').fill('4711')
    expect(sheet(mira).get_by_text('Das ist keine Zahl.')).to_be_hidden()   # the button moves with it
    button(sheet(mira), 'Speichern').click()
    closed(mira)
    expect(on_list(mira, 'Jörg Rademacher')).to_contain_text('XL')


def sorted_narrowed_and_found(mira: Page) -> None:
    button(mira, 'Losnummer').click()
    expect(mira.get_by_role('row').nth(1)).to_contain_text('Jörg Rademacher')
    field(mira, 'T-Shirt').select_option('T-Shirt: XL')
    expect(mira.get_by_role('row')).to_have_count(2)
    assert 'nur-eigen_' in mira.url
    assert complaints(mira, 'main') == []
    mira.reload()
    expect(mira.get_by_role('row')).to_have_count(2)
    field(mira, 'T-Shirt').select_option('T-Shirt: ohne Angabe')
    expect(on_list(mira, 'Jörg Rademacher')).to_have_count(0)
    field(mira, 'Finden').press_sequentially('4711')
    expect(mira.get_by_role('option', name='Jörg Rademacher')).to_be_visible()


def many_filters_unfold(anja: Page, mira: Page) -> None:
    every = mira.get_by_role('group', name='Nach eigenen Spalten filtern').get_by_role('combobox')
    for label, kind in (('Kürzel', 'Text'), ('Geburtstag', 'Datum')):
        add(anja, label, kind)
    expect(every).to_have_count(3)
    mira.get_by_role('button', name='Weitere Filter').click()
    field(mira, 'Geburtstag').select_option('Geburtstag: ausgefüllt')
    expect(mira.get_by_text('Mit dieser Auswahl steht hier nichts.')).to_be_visible()
    button(mira, 'Alle anzeigen').click()
    button(mira, 'Weniger Filter').click()
    expect(every).to_have_count(3)


def seen_on_a_phone(mira: Page) -> None:
    mira.set_viewport_size(PHONE['viewport'])
    expect(on_list(mira, 'Jörg Rademacher').get_by_text('4711')).to_be_visible()
    assert complaints(mira, 'main') == []
    assert mira.evaluate('document.documentElement.scrollWidth <= innerWidth')
    mira.set_viewport_size(TABLET['viewport'])


def retired_and_back(anja: Page, mira: Page) -> None:
    button(anja, 'Bearbeiten: T-Shirt').click()
    button(sheet(anja), 'Spalte stilllegen …').click()
    expect(asked(anja).get_by_text('Eine Zeile verliert, was darin steht.')).to_be_visible()
    button(asked(anja), 'Stilllegen').click()
    closed(anja)
    expect(head_of(mira, 'T-Shirt')).to_have_count(0)
    button(anja, 'Zurückholen: T-Shirt').click()
    expect(head_of(mira, 'T-Shirt')).to_be_visible()
    expect(on_list(mira, 'Jörg Rademacher')).to_contain_text('XL')
