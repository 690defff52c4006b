"""The lists in a real browser: typing, what others change meanwhile, „back“, drafts. How they look on a phone stands in
test_on_a_phone.py.
"""
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from db import people
from db.clock import utc_now
from db.store import close_store, open_store
from db.words import Purpose
from tests.e2e.browsing import Console, NewPage
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.personas import given, persona
from tests.sample import Sample


def seek(page: Page) -> Locator:
    return page.get_by_role('searchbox', name='Suchen', exact=True)


def opened(page: Page) -> Locator:
    return page.get_by_role('dialog').first


@pytest.fixture(scope='module')
def team(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    """A café with more members than fit on a page. Who changes somebody changes somebody of their own."""
    made = Cafe(template, tmp_path_factory.mktemp('lists'))
    open_store(made.folder)
    anja, now = persona('Anja'), utc_now()
    for number in range(30):
        people.add('member', {'first_name': 'Kim', 'last_name': f'Zander{number:02}', 'phone': f'0351 10000{number:02}',
                              'tasks': 'Annahme'}, given(Purpose.MEMBER), anja, now)
    for first, last in (('Emine', 'Özdemir'), ('Gül', 'Özkan')):
        people.add('member', {'first_name': first, 'last_name': last}, given(Purpose.MEMBER), anja, now)
    close_store()
    yield from running(made)


# ---- searching -------------------------------------------------------------------------------------------------------
def test_rows_follow_the_keys_and_only_the_last_word_stays(team: Cafe, page: Page) -> None:
    """Nor does an answer that comes late overtake: the list is told by hand, first the newer one, then the older."""
    team.login(page, 'mira', '/team')
    expect(page.locator('tbody tr')).to_have_count(25)
    seek(page).press_sequentially('oezdemirx', delay=5)
    expect(page.get_by_role('heading', name='Nichts gefunden')).to_be_visible()
    seek(page).press('Backspace')
    expect(page.locator('.kb-rowlink')).to_have_text(['Emine Özdemir'])
    assert 'zdemir' not in page.url   # names do not belong into addresses
    page.evaluate('''() => {
        const list = Object.values(mounted_app.$refs).find((each) => each?.landed);
        list.show(list.shown - 1, { rows: [], total: 0, counts: {} });
    }''')
    expect(page.locator('.kb-rowlink')).to_have_text(['Emine Özdemir'])


def test_heads_sort_by_keyboard_and_the_pager_turns(team: Cafe, page: Page) -> None:
    team.login(page, 'mira', '/team')
    head = page.get_by_role('columnheader', name='Name')
    assert head.get_attribute('aria-sort') == 'ascending'
    page.get_by_role('button', name='Name', exact=True).focus()
    page.keyboard.press('Enter')
    expect(head).to_have_attribute('aria-sort', 'descending')
    expect(page.locator('.kb-rowlink').first).to_have_text('Kim Zander29')
    page.get_by_role('button', name='Weiter').click()
    second = page.get_by_text(re.compile(r'^26 bis (\d+) von \1$'))   # others write somebody down
    expect(second).to_be_visible()
    page.reload()
    expect(second).to_be_visible()


def test_what_was_sought_is_there_after_back_goes_on_everywhere_and_gives_way_to_a_scanner(
        shared_cafe: Cafe, sample: Sample, page: Page) -> None:
    shared_cafe.login(page, 'mira', '/kundinnen')
    seek(page).fill('fön')
    expect(page.locator('tbody tr')).to_have_count(1)
    page.locator('.kb-rowlink').click()
    page.wait_for_url(re.compile('/r/'))
    page.go_back()
    expect(seek(page)).to_have_value('fön')
    expect(page.locator('tbody tr')).to_have_count(1)

    seek(page).fill('rademacher')   # found nowhere here
    page.get_by_role('button', name='In allen Listen suchen').click()
    expect(page.get_by_role('option', name=re.compile('Jörg'))).to_be_visible()
    page.keyboard.press('Escape')

    seek(page).fill('lampe')
    page.wait_for_timeout(100)
    page.evaluate('''(code) => {
        const field = document.querySelector('.kb-seek input');
        field.focus();
        const keys = [...code, 'Enter'].map((key) => new KeyboardEvent('keydown', { key, bubbles: true }));
        for (const event of keys) {   // made beforehand, because their moments are what tells a scanner
            if (event.key !== 'Enter') document.execCommand('insertText', false, event.key);
            field.dispatchEvent(event);
        }
    }''', sample.number)
    page.wait_for_url(re.compile(f'/r/{sample.number}'))


# ---- what others change ----------------------------------------------------------------------------------------------
def test_what_one_saves_the_other_sees_without_losing_a_letter(team: Cafe, new_page: NewPage) -> None:
    mine, hers = new_page(), new_page()
    team.login(mine, 'mira', '/team')
    team.login(hers, 'anja', '/team')
    seek(mine).press_sequentially('özd')
    expect(mine.locator('.kb-rowlink')).to_have_text(['Emine Özdemir'])
    hers.get_by_role('link', name='Emine Özdemir').click()
    opened(hers).get_by_label('Aufgaben', exact=True).fill('Leitung')
    mine.evaluate('''() => new MutationObserver(() => { window.changed ??= Date.now(); })
        .observe(document.querySelector('tbody'), { subtree: true, childList: true, characterData: true })''')
    opened(hers).get_by_label('Aufgaben', exact=True).press('Enter')
    pressed = hers.evaluate('Date.now()')
    expect(mine.get_by_text('gerade geändert von Anja')).to_be_visible()
    expect(mine.get_by_role('cell', name='Leitung')).to_be_visible()
    assert mine.evaluate('window.changed') - pressed < 2_000   # half a second on a computer that has nothing else to do
    expect(seek(mine)).to_be_focused()
    seek(mine).press_sequentially('e')
    expect(seek(mine)).to_have_value('özde')


# ---- beside the list -------------------------------------------------------------------------------------------------
def test_back_and_escape_close_what_is_open_and_ask_only_when_something_would_be_lost(team: Cafe, page: Page) -> None:
    team.login(page, 'mira', '/team')
    page.get_by_role('link', name='Kim Zander20').scroll_into_view_if_needed()
    where = page.evaluate('scrollY')
    assert where > 0   # and the list stays there
    page.get_by_role('link', name='Kim Zander20').click()
    expect(opened(page)).to_be_visible()
    assert '?person=' in page.url
    page.go_back()
    expect(page.get_by_role('dialog')).to_have_count(0)
    page.wait_for_timeout(300)
    assert page.evaluate('scrollY') == where
    assert page.url.endswith('/team')
    page.get_by_role('link', name='Emine Özdemir').click()
    expect(opened(page).get_by_label('Vorname')).to_have_value('Emine')
    page.keyboard.press('Escape')
    expect(page.get_by_role('dialog')).to_have_count(0)
    page.get_by_role('link', name='Emine Özdemir').click()
    opened(page).get_by_label('Ort', exact=True).fill('Pirna')
    page.wait_for_timeout(200)
    page.keyboard.press('Escape')
    page.get_by_role('button', name='Weiter bearbeiten').click()
    expect(page.get_by_role('dialog')).to_have_count(1)
    expect(opened(page).get_by_label('Ort', exact=True)).to_have_value('Pirna')
    page.keyboard.press('Escape')
    page.get_by_role('button', name='Verwerfen').click()
    expect(page.get_by_role('dialog')).to_have_count(0)


def test_a_half_filled_form_survives_a_restart_and_goes_with_saving(team: Cafe, page: Page, console: Console) -> None:
    console.expect('ERR_CONNECTION_REFUSED', 'WebSocket')
    team.login(page, 'mira', '/team')
    page.get_by_role('button', name='Neu').click()
    opened(page).get_by_label('Vorname').fill('Ina')
    opened(page).get_by_label('Wie gefragt').click()
    page.get_by_role('option', name='Papier').click()
    expect(opened(page).get_by_label('Wie gefragt')).to_have_value('Papier')
    team.kill()
    opened(page).get_by_label('Nachname').fill('Öhlmann')   # typed while the program is away
    team.start()
    page.reload()
    for label, text in {'Vorname': 'Ina', 'Nachname': 'Öhlmann', 'Wie gefragt': 'Papier'}.items():
        expect(opened(page).get_by_label(label)).to_have_value(text)
    expect(opened(page).get_by_role('radio', name='Ja, auf die Liste')).not_to_be_checked()
    opened(page).get_by_role('radio', name='Ja, auf die Liste').click()
    page.get_by_role('button', name='Speichern').click()
    expect(page.get_by_role('dialog')).to_have_count(0)
    seek(page).fill('ina')
    expect(page.locator('.kb-rowlink')).to_have_text(['Ina Öhlmann'])
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('kb-draft'))") == []


@pytest.mark.long   # a half-filled form, as above, with a field of its own kind
def test_the_organisation_chosen_for_somebody_new_survives_a_reload(shared_cafe: Cafe, page: Page) -> None:
    shared_cafe.login(page, 'mira', '/extern?neu=extern')
    opened(page).get_by_label('Organisation', exact=True).click()
    page.get_by_role('option', name='Ehrenamtsbüro').click()
    expect(opened(page).get_by_label('Organisation', exact=True)).to_have_value('Ehrenamtsbüro')
    page.reload()
    expect(opened(page).get_by_label('Organisation', exact=True)).to_have_value('Ehrenamtsbüro')


def test_what_was_typed_into_a_sheet_that_closed_comes_back(team: Cafe, new_page: NewPage) -> None:
    mira, anja = new_page(), new_page()
    for page, who in ((mira, 'mira'), (anja, 'anja')):
        team.login(page, who, '/team')
        seek(page).fill('oezkan')
        page.get_by_role('link', name='Gül Özkan').click()
    opened(mira).get_by_label('Notiz', exact=True).fill('nur montags')
    opened(mira).get_by_label('Ort', exact=True).fill('Pirna')
    anja.get_by_role('button', name='Mitgliedschaft beenden …').click()
    anja.get_by_role('radio', name='Ja, gern').click()
    anja.get_by_label('Wie gefragt').click()
    anja.get_by_role('option', name='Papier').click()
    anja.get_by_role('button', name='Mitgliedschaft beenden', exact=True).click()
    expect(mira.get_by_text('Gül Özkan wurde gerade anderswo geändert.')).to_be_visible()
    expect(mira.get_by_role('dialog')).to_have_count(0)
    mira.get_by_role('link', name='Ehemalige', exact=True).click()
    mira.get_by_role('link', name='Gül Özkan').click()
    expect(opened(mira).get_by_label('Notiz', exact=True)).to_have_value('nur montags')
    expect(opened(mira).get_by_label('Ort', exact=True)).to_have_count(0)   # only members have an address
