"""Austausch, the half that takes in: the question first, rows to look at, then all of it, and back again."""
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from nicegui import ui
from nicegui.elements.upload_files import SmallFileUpload

from db import handover, repairs
from db.clock import utc_now
from db.importing import planning, undoing
from db.importing.book import Book
from db.journal_lines import Question, read
from db.who import COMMAND_LINE
from db.words import Purpose, State
from pages import exports, import_dropped, import_held, import_lately
from pages.bridge import in_store
from pages.import_preview import Preview
from tests.db.importing.lists import CUSTOMERS, TEAM, customer, stored, xlsx
from tests.db.stories import nameless, own, residue, rows
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import buttons, choose, field, press, put, soon, still, tap, visible, words
from tests.personas import persona

LIST = xlsx({'Team': [TEAM, ['Jürgen', 'Weiß', '0351 112233', '', 'Fahrrad', 'ja', 'ja']],
             'Kunden': [[*CUSTOMERS, 'Farbe'], [*customer(Ansprechperson='Jürgen'), 'rot'],
                        customer(Nachname='Nein', Vorname='Nora', Telefon='0351 999', Einwilligung=''),
                        customer(Nachname='Vielleicht', Vorname='Vera', Telefon='0351 888', Einwilligung='fragen')]})


async def at_exchange(visit: Visit, name: str = 'Anja') -> Visitor:
    visitor = await visit(name)
    await visitor.open('/austausch')
    return visitor


async def bring(visitor: Visitor, content: bytes = LIST, name: str = 'liste.xlsx') -> None:
    (upload,) = visible(visitor, ui.upload)
    with visitor.client:
        await upload.handle_uploads([SmallFileUpload(name, '', content)])


async def previewed(visit: Visit) -> Visitor:
    visitor = await at_exchange(visit)
    await bring(visitor)
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor), 10)
    return visitor


async def test_s9_only_organisers_take_lists_in(visit: Visit) -> None:
    visitor = await visit('Mira')
    assert (await visitor.get('/austausch')).status_code == 403


async def test_the_question_about_the_proof_comes_first_and_nothing_is_ticked(visit: Visit) -> None:
    visitor = await previewed(visit)
    said = words(visitor)
    assert said.count('Liegt für dieses Blatt ein Nachweis vor?') == 2
    assert said.index('Liegt für dieses Blatt') < said.index('Spalten: was gehört wohin?')
    assert all(radio.value is None for radio in visible(visitor, ui.radio))
    assert rows('SELECT COUNT(*) FROM person') == [(0,)]


async def test_counts_and_rows_beside_what_would_be_stored(visit: Visit) -> None:
    visitor = await previewed(visit)
    assert '2 neu, 0 zusammengeführt, 2 nur als Reparatur, 0 nicht übernommen.' in words(visitor)
    for frame in visible(visitor, ui.expansion):
        with visitor.client:
            frame.set_value(True)
    await soon(lambda: 'Wird gespeichert' in words(visitor))
    said = words(visitor)
    assert 'Farbe: rot' in said
    assert '1 wird gespeichert' in said
    assert '2 Reparaturen ohne Person' in said
    assert '1 gespeichert' not in said, 'nothing is yet'
    assert 'ohne Kontaktdaten und Notiz' in said


async def test_all_of_it_comes_in_and_goes_again(visit: Visit, store: Path) -> None:
    visitor = await previewed(visit)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Noch eine Liste' in buttons(visitor), 10)
    assert rows("SELECT first_name FROM person ORDER BY first_name") == [('Emine',), ('Jürgen',)]
    assert not residue(store, ['Nora', '0351 999'])
    await soon(lambda: 'Import zurücknehmen' in buttons(visitor))
    assert '1 Team, 3 Kund:innen' in words(visitor)
    for word in ('Import zurücknehmen', 'Zurücknehmen'):   # a double tap is one wish, and blames nobody
        press(visitor, word)
        press(visitor, word)
    await soon(lambda: 'Der Import ist zurückgenommen.' in visitor.notify.messages, 10)
    await still(lambda: visitor.notify.messages.count('Der Import ist zurückgenommen.') == 1)
    assert not any('nicht mehr' in said or 'schon' in said for said in visitor.notify.messages)
    assert rows('SELECT COUNT(*) FROM person') == [(0,)]
    await soon(lambda: 'Datei auswählen' in words(visitor) or 'Noch eine Liste' not in buttons(visitor), 10)
    assert 'Gespeichert.' not in words(visitor), 'it is not any more'
    assert [line.sentence for line in read(Question('exchange')).lines] == [
        'Anja hat einen Import zurückgenommen', 'Anja hat eine Liste hereingeholt']


async def test_a_proof_for_a_row_leaves_everything_where_it_was_and_can_be_taken_back(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, xlsx({'Kunden': [CUSTOMERS, customer(),
                                          customer(Nachname='Nein', Vorname='Nora', Einwilligung='')]}))
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor), 10)
    with visitor.client:
        rows_of_it(visitor).set_value(True)
    await soon(lambda: 'Zeile 2' in words(visitor))
    choose(visitor, 'Nur', 'Reparatur ohne Person')
    await soon(lambda: 'Zeile 2' not in words(visitor))
    press(visitor, 'Nachweis liegt vor …')
    await soon(lambda: 'Nachweis für Zeile 3' in words(visitor))
    choose(visitor, 'Wie zugestimmt wurde', 'mündlich')
    press(visitor, 'Festhalten')
    await soon(lambda: '2 neu' in words(visitor), 10)
    assert rows_of_it(visitor).value
    assert 'Einzeln festgehalten: Zeile 3.' in words(visitor)
    press(visitor, 'Nachweis zurücknehmen')
    await soon(lambda: '1 neu' in words(visitor), 10)
    assert 'Einzeln festgehalten' not in words(visitor)
    assert 'Nachweis zurücknehmen' not in buttons(visitor)


async def test_what_is_looked_at_stays_when_something_is_decided(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    silent = [customer(Nachname=f'Stumm{one}', Telefon=f'0351 99900{one}', Einwilligung='') for one in range(2)]
    await bring(visitor, xlsx({'Kunden': [[*CUSTOMERS, 'Farbe'], [*customer(), 'rot'], *silent]}))
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor), 10)
    with visitor.client:
        rows_of_it(visitor).set_value(True)
    choose(visitor, 'Nur', 'Reparatur ohne Person')
    choose(visitor, 'Wohin mit „Farbe“?', 'weglassen')
    await soon(lambda: field(visitor, 'Wohin mit „Farbe“?').value == 'leave', 10)
    await soon(lambda: field(visitor, 'Nur').value == 'repair_only', 10)
    assert 'Zeile 3' in words(visitor)
    assert 'Zeile 2' not in words(visitor)


async def test_d5_who_is_erased_while_it_is_open_stays_so_whatever_is_decided(visit: Visit) -> None:
    content = xlsx({'Kunden': [[*CUSTOMERS, 'Farbe'], [*customer(), 'rot']]})
    stored(Kunden=[CUSTOMERS, customer()])
    visitor = await at_exchange(visit)
    await bring(visitor, content)
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor), 10)
    handover.withdraw(rows('SELECT public_id FROM person')[0][0], (Purpose.REPAIR,), COMMAND_LINE, utc_now())
    for word, target in (('weglassen', 'leave'), ('Notiz', 'note')):
        choose(visitor, 'Wohin mit „Farbe“?', word)
        await soon(lambda target=target: field(visitor, 'Wohin mit „Farbe“?').value == target
                   and '0 neu, 0 zusammengeführt' in words(visitor), 10)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Noch eine Liste' in buttons(visitor), 10)
    assert rows('SELECT id FROM person') == []


def rows_of_it(visitor: Visitor) -> ui.expansion:
    (found,) = [made for made in visible(visitor, ui.expansion) if made.text == 'Zeilen ansehen']
    return found


async def test_what_is_assumed_is_told_once_and_its_rows_can_be_looked_at(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, xlsx({'Kunden': [CUSTOMERS, customer(), customer(Nachname='Klein', Status='Regal 3')]}))
    await soon(lambda: '1 Stand nicht erkannt (gilt als angenommen).' in words(visitor), 10)
    with visitor.client:
        rows_of_it(visitor).set_value(True)
    choose(visitor, 'Nur', 'Stand nicht erkannt')
    await soon(lambda: 'Zeile 3' in words(visitor) and 'Zeile 2' not in words(visitor))


async def test_of_an_own_export_nothing_changes_and_nobody_is_held_back(visit: Visit, now: datetime) -> None:
    own('repair', 'farbe')
    nameless(persona('Anja'), now)
    visitor = await at_exchange(visit)
    with exports.make(exports.Wanted('xlsx'), COMMAND_LINE, now) as made:
        await bring(visitor, made.read(), 'kontaktbuch.xlsx')
    await soon(lambda: 'Nichts davon ändert etwas' in words(visitor), 10)
    assert 'Eigene Spalten' in words(visitor)
    assert 'nicht erkannt' not in words(visitor)
    assert 'Zurückgehaltene laden' not in buttons(visitor)


async def test_who_stays_when_an_import_is_taken_back_is_said_with_the_reason(visit: Visit) -> None:
    visitor = await previewed(visit)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Import zurücknehmen' in buttons(visitor), 10)
    ((number,),) = rows('SELECT number FROM repair WHERE person_id IS NOT NULL')
    repairs.move(number, State.READY, persona('Anja'), utc_now())
    press(visitor, 'Import zurücknehmen')
    press(visitor, 'Zurücknehmen')
    await soon(lambda: f'Jürgen Weiß (wird noch gebraucht: Ansprechperson von {number})' in words(visitor), 10)
    assert f'{number} Toaster (hat jemand geändert)' in words(visitor)


async def test_whoever_asks_while_somebody_else_takes_it_back_is_told(visit: Visit) -> None:
    visitor = await previewed(visit)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Import zurücknehmen' in buttons(visitor), 10)
    press(visitor, 'Import zurücknehmen')
    await soon(lambda: 'Zurücknehmen' in buttons(visitor))
    (one,) = undoing.lately(utc_now())
    undoing.undo(one.batch, persona('Anja'), utc_now())
    await soon(lambda: 'Dieser Import ist schon zurückgenommen.' in visitor.notify.messages, 10)
    assert 'Zurücknehmen' not in buttons(visitor)


async def test_of_two_taps_at_once_the_slower_one_is_told(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = await previewed(visit)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Import zurücknehmen' in buttons(visitor), 10)
    (one,) = undoing.lately(utc_now())

    async def slowly(verb: Any, *args: Any) -> Any:
        undoing.undo(one.batch, persona('Anja'), utc_now())
        return await in_store(verb, *args)
    monkeypatch.setattr(import_lately, 'importing', slowly)
    press(visitor, 'Import zurücknehmen')
    press(visitor, 'Zurücknehmen')
    await soon(lambda: 'Dieser Import ist schon zurückgenommen.' in visitor.notify.messages, 10)
    await still(lambda: visitor.notify.messages.count('Dieser Import ist schon zurückgenommen.') == 1)


async def test_a_sheet_nobody_knows_asks_what_it_is(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, xlsx({'Blatt1': [['Foo', 'Bar'], ['eins', 'zwei'], ['drei', 'vier']]}))
    await soon(lambda: 'Bitte oben wählen, was für ein Blatt das ist.' in words(visitor), 10)


async def test_a_proof_for_a_sheet_lets_the_silent_rows_in(visit: Visit) -> None:
    visitor = await previewed(visit)
    proofs = visible(visitor, ui.radio)
    with visitor.client:
        proofs[1].set_value(True)
    await soon(lambda: len([one for one in buttons(visitor) if one == 'Für „Kunden“ festhalten']) == 1)
    ways = [made for made in visible(visitor, ui.select) if made.props.get('label') == 'Wie zugestimmt wurde']
    with visitor.client:
        ways[-1].set_value('Unterschrift')
    press(visitor, 'Für „Kunden“ festhalten')
    await soon(lambda: '3 neu' in words(visitor), 10)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Noch eine Liste' in buttons(visitor), 10)
    assert rows("SELECT how FROM consent JOIN person ON person.id = person_id WHERE first_name = 'Nora'") == [
        ('Unterschrift',)]
    assert rows("SELECT COUNT(*) FROM person WHERE first_name = 'Vera'") == [(0,)]   # „fragen“ is not silence


async def test_the_same_list_once_more_says_that_nothing_has_changed(visit: Visit) -> None:
    visitor = await previewed(visit)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Noch eine Liste' in buttons(visitor), 10)
    assert '2 Reparaturen ohne Person' in words(visitor)
    press(visitor, 'Noch eine Liste')
    await bring(visitor)
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor), 10)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Es hat sich nichts geändert.' in words(visitor), 10)
    await still(lambda: 'Alles aus dieser Liste stand schon genau so da.' in words(visitor), 0.5)
    assert buttons(visitor).count('Import zurücknehmen') == 1


async def test_a_column_becomes_one_of_their_own(visit: Visit) -> None:
    visitor = await previewed(visit)
    choose(visitor, 'Wohin mit „Farbe“?', 'neue eigene Spalte')
    await soon(lambda: 'neue eigene Spalte (Text)' in field(visitor, 'Wohin mit „Farbe“?').options.values())
    for frame in visible(visitor, ui.expansion):
        with visitor.client:
            frame.set_value(True)
    await soon(lambda: words(visitor).splitlines().count('Farbe') > 2, 10)     # in both halves of the row
    assert 'eigen_' not in words(visitor)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Noch eine Liste' in buttons(visitor), 10)
    assert rows("SELECT label, table_name, kind FROM custom_column") == [('Farbe', 'repair', 'text')]
    assert rows("SELECT COUNT(*) FROM repair WHERE extra LIKE '%rot%'") == [(1,)]


async def test_the_numbers_of_what_goes_out_are_new_after_an_import_and_after_it_was_taken_back(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    assert '0 Reparaturen gehen hinaus.' in words(visitor)
    await bring(visitor, xlsx({'Kunden': [CUSTOMERS, customer(Status='repariert'), customer(Status='offen')],
                               'Team': [TEAM, ['Jürgen', 'Weiß', '', '', '', '', 'ja']]}))
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor), 10)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Eine Reparatur geht hinaus.' in words(visitor), 10)
    assert list(field(visitor, 'Nur diese').options.values()) == ['Jürgen Weiß']
    await soon(lambda: 'Import zurücknehmen' in buttons(visitor))
    press(visitor, 'Import zurücknehmen')
    press(visitor, 'Zurücknehmen')
    await soon(lambda: '0 Reparaturen gehen hinaus.' in words(visitor), 10)
    await soon(lambda: not field(visitor, 'Nur diese').options)


async def test_what_cannot_be_read_is_a_sentence_and_another_file_goes(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, b'%PDF-1.4', 'C:\\Heimlich\\liste.pdf')
    await soon(lambda: 'liste.pdf ist keine Tabelle' in words(visitor), 10)
    assert 'Heimlich' not in words(visitor)
    await bring(visitor)
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor), 10)


async def test_thrown_away_nothing_of_it_is_left(visit: Visit, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_dropped, 'WAY_BACK', 1)
    visitor = await previewed(visit)
    (preview,) = (held.preview for held in import_held._begun.values() if held.client is visitor.client)
    press(visitor, 'Verwerfen')
    await soon(lambda: visible(visitor, ui.upload))
    assert 'Emine' not in words(visitor)
    assert not residue(store, ['Emine', 'Nora'])
    await soon(lambda: 'Rückgängig' not in buttons(visitor))
    assert preview is not None
    assert (preview.plan, preview.book.sheets, preview.entered) == (None, (), {})


async def test_thrown_away_by_mistake_it_is_there_again_as_it_was(visit: Visit) -> None:
    visitor = await chosen_for_customers(visit, 'mündlich')
    press(visitor, 'Für „Kunden“ festhalten')
    await soon(lambda: '3 neu' in words(visitor), 10)
    press(visitor, 'Verwerfen')
    await soon(lambda: 'Verworfen.' in words(visitor))
    press(visitor, 'Rückgängig')
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor))
    assert 'Verworfen.' not in words(visitor)
    assert '3 neu' in words(visitor)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Noch eine Liste' in buttons(visitor), 10)
    assert '3 gespeichert, 1 Reparatur ohne Person' in words(visitor)


async def test_another_list_ends_the_way_back_to_the_one_before(visit: Visit) -> None:
    visitor = await previewed(visit)
    (preview,) = (held.preview for held in import_held._begun.values() if held.client is visitor.client)
    press(visitor, 'Verwerfen')
    await soon(lambda: 'Verworfen.' in words(visitor))
    await bring(visitor)
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor), 10)
    assert preview is not None
    assert (preview.plan, preview.book.sheets) == (None, ())


async def test_what_is_recorded_stands_where_it_was_asked_for(visit: Visit) -> None:
    visitor = await chosen_for_customers(visit, 'mündlich')
    put(visitor, 'Wann', '12.3.2025')
    press(visitor, 'Für „Kunden“ festhalten')
    await soon(lambda: 'Festgehalten: mündlich, 12.03.2025' in words(visitor), 10)
    assert 'Für „Kunden“ festhalten' not in buttons(visitor), 'nobody is asked for it once more'
    press(visitor, 'Nachweis für „Kunden“ ändern')
    await soon(lambda: 'Für „Kunden“ festhalten' in buttons(visitor))
    put(visitor, 'Wann', '')
    press(visitor, 'Für „Kunden“ festhalten')
    await soon(lambda: 'Festgehalten: mündlich, heute' in words(visitor), 10)
    with visitor.client:
        visible(visitor, ui.radio)[1].set_value(False)
    await soon(lambda: 'Festgehalten' not in words(visitor), 10)


async def test_of_two_taps_on_a_proof_one_is_heard(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = await chosen_for_customers(visit, 'Papier')
    usual, made = planning.make, []
    monkeypatch.setattr(planning, 'make', lambda *about, **more: made.append(about) or usual(*about, **more))
    for _ in range(2):
        press(visitor, 'Für „Kunden“ festhalten')
    await soon(lambda: 'Festgehalten: Papier, heute' in words(visitor), 10)
    await still(lambda: len(made) == 1)


async def test_a_closed_preview_holds_nothing() -> None:
    preview = Preview(Book('x', ()), lambda: None, str)
    preview.forget()
    assert (preview.book.sheets, preview.plan) == ((), None)


async def test_d8_nothing_of_an_upload_is_written_to_a_file(visit: Visit, tmp_path: Path) -> None:
    from starlette.formparsers import MultiPartParser
    await at_exchange(visit)
    assert MultiPartParser.spool_max_size >= 30_000_000


async def test_a_no_to_the_question_leaves_everything_as_it_is(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, xlsx({'Team': [TEAM, ['Uwe', 'B', '', '', '', '', '']]}))
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor), 10)
    assert '0 neu, 0 zusammengeführt, 0 nur als Reparatur, 1 nicht übernommen.' in words(visitor)
    tap(visitor, 'Nein, nur was in der Liste steht')
    await still(lambda: '1 nicht übernommen' in words(visitor))


# ---- nothing that was chosen is passed over --------------------------------------------------------------------------
async def chosen_for_customers(visit: Visit, how: str | None) -> Visitor:
    """„Ja, es gibt einen“ is tapped for Kunden, and not recorded."""
    visitor = await previewed(visit)
    with visitor.client:
        visible(visitor, ui.radio)[1].set_value(True)
    await soon(lambda: 'Für „Kunden“ festhalten' in buttons(visitor))
    if how:
        choose(visitor, 'Wie zugestimmt wurde', how)
    return visitor


async def test_a_proof_that_was_chosen_counts_though_nobody_recorded_it(visit: Visit) -> None:
    visitor = await chosen_for_customers(visit, 'Unterschrift')
    put(visitor, 'Wann', '1.10.2026')
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Der Nachweis für „Kunden“ ist jetzt festgehalten. Mit „Übernehmen“ wird gespeichert. '
                       '3 neu' in words(visitor), 10)
    assert rows('SELECT COUNT(*) FROM person') == [(0,)]
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Noch eine Liste' in buttons(visitor), 10)
    assert rows("SELECT how, substr(given_at, 1, 10) FROM consent JOIN person ON person.id = person_id "
                "WHERE first_name = 'Nora'") == [('Unterschrift', '2026-10-01')]


async def test_half_a_proof_is_asked_for_and_stores_nothing(visit: Visit) -> None:
    visitor = await chosen_for_customers(visit, None)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Beim Nachweis für „Kunden“ fehlt noch etwas.' in words(visitor))
    assert field(visitor, 'Wie zugestimmt wurde').props['error-message'] == 'Bitte angeben, wie zugestimmt wurde.'
    assert rows('SELECT COUNT(*) FROM person') == [(0,)]
    with visitor.client:
        visible(visitor, ui.radio)[1].set_value(False)
    await soon(lambda: 'Für „Kunden“ festhalten' not in buttons(visitor))
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Noch eine Liste' in buttons(visitor), 10)


async def test_another_decision_does_not_take_away_what_was_chosen(visit: Visit) -> None:
    visitor = await chosen_for_customers(visit, 'Unterschrift')
    before = words(visitor)
    choose(visitor, 'Wohin mit „Farbe“?', 'weglassen')
    await soon(lambda: words(visitor) != before or visible(visitor, ui.radio)[1].value, 10)
    await still(lambda: visible(visitor, ui.radio)[1].value is True)
    assert field(visitor, 'Wie zugestimmt wurde').value == 'Unterschrift'


# ---- what could be the consent ---------------------------------------------------------------------------------------
async def test_d1_a_column_that_could_be_the_consent_is_offered(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, xlsx({'Team': [[*TEAM[:5], 'Zettel da'], ['Uwe', 'Weiß', '', '', 'Kuchen', 'ja'],
                                        ['Anja', 'Berg', '', '', 'Kuchen', 'nein']]}))
    await soon(lambda: 'Sagt eine dieser Spalten, wer eingewilligt hat?' in words(visitor), 10)
    assert '0 neu' in words(visitor)
    tap(visitor, '„Zettel da“ (ja · nein)')
    await soon(lambda: '1 neu' in words(visitor), 10)
    assert 'Sagt eine dieser Spalten' not in words(visitor)


async def test_or_it_is_said_to_be_something_else(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, xlsx({'Team': [[*TEAM[:5], 'Zettel da'], ['Uwe', 'Weiß', '', '', 'Kuchen', 'ja']]}))
    await soon(lambda: 'Sagt eine dieser Spalten' in words(visitor), 10)
    tap(visitor, 'Nein, keine davon')
    await soon(lambda: 'Sagt eine dieser Spalten' not in words(visitor), 10)
    assert '0 neu' in words(visitor)


# ---- nothing to take over --------------------------------------------------------------------------------------------
def on_the_page(visitor: Visitor, word: str) -> ui.button:
    return next(made for made in visible(visitor, ui.button) if made.text == word)


async def test_only_headings_are_nothing_to_take_over(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, xlsx({'Team': [TEAM]}))
    await soon(lambda: 'Noch ist nichts gespeichert.' in words(visitor), 10)
    assert 'In der Datei stehen keine Angaben, nur Überschriften: Es gibt nichts zu übernehmen.' in words(visitor)
    assert not on_the_page(visitor, 'Übernehmen').enabled
    assert 'Zurückgehaltene laden' not in buttons(visitor)


async def test_where_all_stay_out_nothing_is_said_to_be_stored(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, xlsx({'Team': [TEAM, ['Uwe', 'B', '', '', '', '', 'nein']]}))
    await soon(lambda: '1 nicht übernommen. So gibt es nichts zu übernehmen.' in words(visitor), 10)
    assert 'Zurückgehaltene laden' in buttons(visitor)
    press(visitor, 'Übernehmen')
    await soon(lambda: 'Nichts gespeichert: So gibt es nichts zu übernehmen.' in words(visitor))
    assert 'Noch eine Liste' not in buttons(visitor)


async def test_nobody_held_back_is_no_list_of_them(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, xlsx({'Team': [TEAM, ['Uwe', 'B', '', '', '', '', 'ja']]}))
    await soon(lambda: '1 neu' in words(visitor), 10)
    assert 'Zurückgehaltene laden' not in buttons(visitor)


async def test_a_mixed_sheet_says_so_and_can_be_told_otherwise(visit: Visit) -> None:
    visitor = await at_exchange(visit)
    await bring(visitor, xlsx({'Liste': [
        ['Art', 'Name', 'Gegenstand', 'Einwilligung'], ['Mitglied', 'Anja Berg', '', 'ja'],
        ['Kundin', 'Emine Özdemir', 'Toaster', 'ja'], ['Wichtel', 'Uwe Alt', '', 'ja']]}))
    await soon(lambda: '2 neu' in words(visitor), 10)
    assert field(visitor, 'Was steht hier?').value == 'mixed'
    choose(visitor, 'Was steht hier?', 'Team')
    await soon(lambda: '3 neu' in words(visitor), 10)
    choose(visitor, 'Was steht hier?', 'gemischt, je Zeile')
    await soon(lambda: '2 neu' in words(visitor), 10)
