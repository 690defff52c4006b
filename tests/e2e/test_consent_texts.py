"""An organiser asks with other words: seen first, then at once on the counter, and recorded as they were shown (D2)."""
import sqlite3
from contextlib import closing

from playwright.sync_api import Page, expect

from tests.e2e.at_the_counter import answer, button, field, saved
from tests.e2e.browsing import NewPage
from tests.e2e.cafe import Cafe

OLD, NEW = 'Dürfen wir Sie auch später noch kontaktieren?', 'Dürfen wir uns später melden?'


def recorded(cafe: Cafe) -> list[tuple[str, int]]:
    """The words of each yes in the store, and their version."""
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as store:
        return store.execute("SELECT title, version FROM consent JOIN consent_text ON consent_text.id = text_id "
                             "WHERE consent.purpose = 'former' ORDER BY consent.id").fetchall()


def drop_off(page: Page, name: str, item: str) -> None:
    field(page, 'Vorname').fill(name)
    field(page, 'Gegenstand').fill(item)
    answer(page, 'Ja, speichern').check()
    answer(page, 'Ja, gern').check()
    button(page, 'Schein drucken').click()
    saved(page)


def open_question(cafe: Cafe, page: Page) -> None:
    cafe.login(page, 'anja', '/datenschutz')
    button(page, f'Ansehen: {OLD}').click()
    expect(field(page, 'Frage')).to_have_value(OLD)


def test_new_words_from_the_preview_to_the_record(cafe: Cafe, new_page: NewPage) -> None:
    counter, office = new_page(), new_page()
    cafe.login(counter, 'tresen', '/annahme')
    drop_off(counter, 'Emine', 'Radio')
    button(counter, 'Nächste Person').click()
    expect(counter.get_by_role('radiogroup', name=OLD)).to_be_visible()

    open_question(cafe, office)
    field(office, 'Frage').fill(NEW)
    preview = office.get_by_role('figure').filter(has_text='An der Annahme')
    expect(preview).to_contain_text(NEW)
    expect(counter.get_by_role('radiogroup', name=OLD)).to_be_visible()   # nothing is changed by looking
    button(office, 'Als neue Fassung speichern').click()
    expect(office.get_by_text('Fassung 2 gilt ab jetzt.')).to_be_visible()
    expect(office.get_by_role('listitem').filter(has_text=NEW)).to_contain_text('Fassung 2 seit')

    expect(counter.get_by_role('radiogroup', name=NEW)).to_be_visible()
    drop_off(counter, 'Olaf', 'Lampe')
    assert recorded(cafe) == [(OLD, 1), (NEW, 2)]


def test_the_sample_slip_opens_in_a_tab_of_its_own_and_what_is_typed_survives_a_reload(
        shared_cafe: Cafe, page: Page) -> None:
    shared_cafe.login(page, 'anja', '/datenschutz')
    button(page, 'Ansehen: Dürfen wir Ihre Daten speichern?').click()
    link = page.get_by_role('link', name='Musterschein mit Ja')
    assert link.get_attribute('target') == '_blank'
    answered = page.request.get(shared_cafe.url + link.get_attribute('href'))
    assert answered.headers['content-type'] == 'application/pdf'
    assert answered.body().startswith(b'%PDF')
    page.keyboard.press('Escape')
    expect(link).to_have_count(0)
    button(page, 'Ansehen: Dürfen wir Sie als Ansprechperson speichern?').click()
    field(page, 'Antwort für Ja').fill('Ja, sehr gern')
    page.reload()
    page.wait_for_function('window.did_handshake')
    button(page, 'Ansehen: Dürfen wir Sie als Ansprechperson speichern?').click()
    expect(field(page, 'Antwort für Ja')).to_have_value('Ja, sehr gern')
    expect(page.get_by_role('figure').first).to_contain_text('Ja, sehr gern')
