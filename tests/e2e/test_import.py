"""A list comes in on the tablet: chosen, looked at, stored, found, and taken back; read by axe on the way."""
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.db.importing.lists import CUSTOMERS, TEAM, customer, xlsx
from tests.e2e.axe import violations
from tests.e2e.cafe import Cafe

CUT = '''labels => labels.filter((each) => getComputedStyle(each).clipPath === "none")
    .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent)'''
UNFOLDING = '.q-expansion-item__content[style*=height]'


@pytest.fixture
def liste(tmp_path: Path) -> Path:
    file = tmp_path / 'liste.xlsx'
    file.write_bytes(xlsx({
        'Mitglieder': [['Repair-Café Musterstadt'], TEAM, ['Jürgen', 'Weiß', 1712223344, '', 'Fahrrad', 'ja', 'ja']],
        'Kund_innen': [CUSTOMERS, customer(Ansprechperson='Jürgen', Status='FERTIG!!'), customer(Gegenstand='Lampe'),
                       customer(Nachname='Nein', Vorname='Nora', Telefon='0351 999', Einwilligung='')]}))
    return file


def test_a_list_comes_in_and_goes_again(cafe: Cafe, page: Page, liste: Path) -> None:
    cafe.login(page, 'anja', '/austausch')
    expect(page.get_by_role('button', name='Datei auswählen …')).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.get_by_role('button', name='Datei auswählen …').click()
    chooser.value.set_files(liste)
    customers = page.get_by_role('region', name='Kund_innen')
    expect(customers.get_by_text('Liegt für dieses Blatt ein Nachweis vor?')).to_be_visible()
    expect(customers.get_by_role('radio', checked=True)).to_have_count(0)
    customers.get_by_text('Spalten: was gehört wohin?').click()
    customers.get_by_text('Zeilen ansehen').click()
    expect(customers.get_by_text('Wird gespeichert').first).to_be_visible()
    expect(page.locator(UNFOLDING)).to_have_count(0)   # until then the button below moves away from whoever taps it
    assert not violations(page)
    page.get_by_role('region', name='Mitglieder').get_by_text('Spalten: was gehört wohin?').click()
    expect(page.get_by_role('combobox', name='Wohin mit „Datenschutz unterschrieben“?')).to_be_visible()
    assert page.locator('.kb-columns__one .q-field__label').evaluate_all(CUT) == []

    page.get_by_role('button', name='Übernehmen').click()
    expect(page.get_by_text('Gespeichert.', exact=True)).to_be_visible()
    page.get_by_label('Finden', exact=True).fill('oezdemir')
    expect(page.get_by_role('listbox', name='Treffer')).to_contain_text('Emine Özdemir')
    page.get_by_label('Finden', exact=True).fill('')

    page.get_by_role('button', name='Import zurücknehmen').click()
    page.get_by_role('dialog').get_by_role('button', name='Zurücknehmen').click()
    expect(page.get_by_text('Der Import ist zurückgenommen.')).to_be_visible()
    page.get_by_label('Finden', exact=True).fill('oezdemir')
    expect(page.get_by_text('Emine Özdemir')).to_have_count(0)


def test_a_proof_for_one_row(cafe: Cafe, page: Page, liste: Path) -> None:
    cafe.login(page, 'anja', '/austausch')
    page.set_input_files('input[type=file]', liste)
    customers = page.get_by_role('region', name='Kund_innen')
    customers.get_by_text('Zeilen ansehen').click()
    customers.get_by_role('button', name='Nachweis liegt vor …').click()
    dialog = page.get_by_role('dialog')
    dialog.get_by_label('Wie zugestimmt wurde').click()
    page.get_by_role('option', name='mündlich').click()
    dialog.get_by_role('button', name='Festhalten').click()
    expect(page.get_by_text('3 neu')).to_be_visible()


def test_who_sorts_columns_stays_where_they_are(cafe: Cafe, page: Page, liste: Path) -> None:
    cafe.login(page, 'anja', '/austausch')
    page.set_input_files('input[type=file]', liste)
    customers = page.get_by_role('region', name='Kund_innen')
    customers.get_by_text('Zeilen ansehen').click()
    customers.get_by_text('Spalten: was gehört wohin?').click()
    chooser = customers.get_by_role('combobox', name='Wohin mit „Defekt“?')
    chooser.click()
    page.get_by_role('option', name='Notiz', exact=True).click()
    expect(customers.get_by_text('Defekt: heizt nicht').first).to_be_visible()
    expect(chooser).to_be_visible()
    expect(chooser).to_be_focused()


def to_the_note(cafe: Cafe, page: Page, liste: Path) -> Locator:
    """Anja brings the list and lets „Defekt“ go into the note; where that is chosen."""
    cafe.login(page, 'anja', '/austausch')
    page.set_input_files('input[type=file]', liste)
    customers = page.get_by_role('region', name='Kund_innen')
    customers.get_by_text('Spalten: was gehört wohin?').click()
    chooser = customers.get_by_role('combobox', name='Wohin mit „Defekt“?')
    chooser.click()
    page.get_by_role('option', name='Notiz', exact=True).click()
    expect(chooser).to_be_focused()
    return chooser


def test_who_looks_something_up_finds_the_list_as_it_was(cafe: Cafe, page: Page, liste: Path) -> None:
    chosen = to_the_note(cafe, page, liste)
    page.get_by_role('link', name='Team', exact=True).click()
    expect(page.get_by_role('heading', name='Team', level=1)).to_be_visible()
    page.get_by_role('link', name='Austausch', exact=True).click()
    expect(chosen.locator('xpath=ancestor::label')).to_contain_text('Notiz')
    page.get_by_role('button', name='Übernehmen').click()
    expect(page.get_by_text('Gespeichert.', exact=True)).to_be_visible()
    expect(page.get_by_role('link', name='Zu: Kund:innen')).to_be_visible()
    page.get_by_role('link', name='Zu: Team').click()
    expect(page.get_by_role('heading', name='Team', level=1)).to_be_visible()
    page.get_by_role('link', name='Austausch', exact=True).click()
    expect(page.get_by_role('button', name='Datei auswählen …')).to_be_visible()


def test_r9_after_a_reload_the_list_is_there_as_it_was(cafe: Cafe, page: Page, liste: Path) -> None:
    chosen = to_the_note(cafe, page, liste)
    page.reload()
    expect(chosen.locator('xpath=ancestor::label')).to_contain_text('Notiz')
    other = page.context.new_page()
    cafe.open(other, '/austausch')
    expect(other.get_by_role('button', name='Datei auswählen …')).to_be_visible()      # a tab of its own
    other.close()
    page.get_by_role('button', name='Übernehmen').click()
    expect(page.get_by_text('Gespeichert.', exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role('button', name='Datei auswählen …')).to_be_visible()


def test_r9_nor_does_a_reload_while_it_is_read_lose_it(cafe: Cafe, page: Page, tmp_path: Path) -> None:
    long = tmp_path / 'lang.csv'
    rows = ''.join(f'Anna;Adler-{n};0351 {n};ja\n' for n in range(2000))
    long.write_text(f'Vorname;Name;Telefon;Datenschutz\n{rows}')
    cafe.login(page, 'anja', '/austausch')
    page.set_input_files('input[type=file]', long)
    page.get_by_text('Ich lese die Datei …').wait_for()
    page.reload()
    expect(page.get_by_text('Noch ist nichts gespeichert.')).to_be_visible()


def test_s8_where_a_session_ends_nothing_of_it_stays_readable(cafe: Cafe, page: Page, liste: Path) -> None:
    cafe.login(page, 'anja', '/austausch')
    page.set_input_files('input[type=file]', liste)
    page.get_by_role('region', name='Kund_innen').get_by_text('Zeilen ansehen').click()
    expect(page.get_by_text('Wird gespeichert').first).to_be_visible()
    other = page.context.new_page()
    cafe.open(other, '/')
    other.get_by_role('button', name='Abmelden').click()
    expect(page.get_by_role('button', name='Anmelden', exact=True)).to_be_visible()
    other.close()
    cafe.log_in_by_hand(page, 'anja')
    cafe.open(page, '/austausch')
    expect(page.get_by_role('button', name='Datei auswählen …')).to_be_visible()     # of another login nothing is kept


def test_who_leaves_while_it_is_stored_finds_it_done(cafe: Cafe, page: Page, tmp_path: Path) -> None:
    file = tmp_path / 'lang.xlsx'
    file.write_bytes(xlsx({'Kunden': [CUSTOMERS, *(
        customer(Nachname=f'Name{n}', Telefon=f'0351 {100000 + n}') for n in range(1500))]}))
    cafe.login(page, 'anja', '/austausch')
    page.set_input_files('input[type=file]', file)
    page.get_by_text('Ich lese die Datei …').wait_for()
    page.get_by_role('link', name='Team', exact=True).click()       # while it is read
    expect(page.get_by_role('heading', name='Team', level=1)).to_be_visible()
    page.get_by_role('link', name='Austausch', exact=True).click()
    page.get_by_role('button', name='Übernehmen').click()
    page.get_by_role('link', name='Team', exact=True).click()       # while it is stored
    expect(page.get_by_role('heading', name='Team', level=1)).to_be_visible()
    page.get_by_role('link', name='Austausch', exact=True).click()
    expect(page.get_by_role('button', name='Import zurücknehmen')).to_be_visible()
    expect(page.get_by_text('Noch ist nichts gespeichert.')).to_have_count(0)
    expect(page.get_by_role('button', name='Datei auswählen …').or_(
        page.get_by_text('Gespeichert.', exact=True))).to_be_visible()
