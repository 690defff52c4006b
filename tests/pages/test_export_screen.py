"""Austausch, the half that gives: for organisers only, the password asked where whole lists leave, texts read first."""
import io
import json
from datetime import timedelta

import pytest
import vobject
from nicegui import ui
from python_calamine import load_workbook

from db import confirming, ords, repairs
from db.clock import utc_now
from db.throttle import Throttle
from db.who import Who
from db.words import State
from pages import downloads
from tests.db.exchanging import fill
from tests.db.stories import nameless, rows
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import buttons, choose, field, press, soon, still, sure, visible, words


@pytest.fixture(autouse=True)
def no_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming, 'guesses', Throttle())


async def at_exchange(visit: Visit, name: str = 'Anja') -> Visitor:
    visitor = await visit(name)
    await visitor.open('/austausch')
    return visitor


async def confirmed(visitor: Visitor) -> bytes:
    """The password once more, then the file."""
    await sure(visitor)
    content = (await visitor.download.next(timeout=30)).content
    return bytes(content)


def exported() -> list[str]:
    return [verb for verb, in rows("SELECT verb FROM change WHERE verb LIKE 'export.%' ORDER BY id")]


def faulty(who: Who, fault: str) -> str:
    number = nameless(who, utc_now() - timedelta(hours=3), 'Radio', fault=fault).number
    repairs.move(number, State.READY, who, utc_now() - timedelta(hours=1))
    return number


# ---- everything ------------------------------------------------------------------------------------------------------
async def test_a_spreadsheet_after_the_password(visit: Visit, anja: Who) -> None:
    fill(anja, utc_now())
    visitor = await at_exchange(visit)
    press(visitor, 'Excel laden …')
    book = load_workbook(io.BytesIO(await confirmed(visitor)))
    assert 'Einwilligungen' in book.sheet_names
    assert 'Rademacher' in repr(book.get_sheet_by_name('Team').to_python())
    assert exported() == ['export.xlsx']


async def test_one_sheet_or_all_as_csv_and_everything_as_json(visit: Visit, anja: Who) -> None:
    fill(anja, utc_now())
    visitor = await at_exchange(visit)
    choose(visitor, 'Blatt', 'Team')
    press(visitor, 'CSV laden …')
    assert (await confirmed(visitor)).startswith(b'\xef\xbb\xbf"Vorname"')
    choose(visitor, 'Blatt', 'alle Blätter')
    press(visitor, 'CSV laden …')   # the password holds for some minutes
    assert (await visitor.download.next(timeout=30)).content.startswith(b'PK')
    press(visitor, 'JSON laden …')
    assert json.loads((await visitor.download.next(timeout=30)).content)['format'] == 'kontaktbuch'
    assert exported() == ['export.csv', 'export.csv', 'export.json']


async def test_s12_a_wrong_password_says_so_and_nothing_leaves(visit: Visit, anja: Who) -> None:
    visitor = await at_exchange(visit)
    press(visitor, 'Excel laden …')
    await sure(visitor, 'falsch')
    await soon(lambda: 'stimmt nicht' in str(field(visitor, 'Dein Passwort').props.get('error-message')))
    assert exported() == []


@pytest.mark.parametrize('name', ['Mira', 'Tresen'])
async def test_s9_nobody_else_comes_near_it(visit: Visit, name: str) -> None:
    visitor = await visit(name)
    for path in ('/austausch', '/austausch/vorlage.xlsx', '/austausch/beispiel.xlsx', '/austausch/datei/x'):
        answer = await visitor.get(path)
        assert answer.status_code == 403
        assert 'Excel laden' not in answer.text
    await visitor.open('/')
    assert 'Austausch' not in words(visitor)


# ---- the file itself -------------------------------------------------------------------------------------------------
async def lay(account: int | None, content: bytes = b'Wisniewska') -> str:
    ready = downloads.Ready(io.BytesIO(content), 'k.csv', 'text/csv', account)
    return f'/austausch/datei/{downloads.counter.lay(ready)}'


async def test_a_file_is_fetched_once_and_kept_by_nobody(visit: Visit, anja: Who) -> None:
    visitor = await visit('Anja')
    path = await lay(anja.account)
    answer = await visitor.get(path)
    assert answer.content == b'Wisniewska'
    assert answer.headers['cache-control'] == 'no-store'
    assert answer.headers['content-disposition'] == 'attachment; filename="k.csv"'
    assert answer.headers['x-content-type-options'] == 'nosniff'
    assert (await visitor.get(path)).status_code == 404


async def test_s2_a_file_is_for_who_asked_for_it(visit: Visit, anja: Who, mira: Who) -> None:
    path = await lay(anja.account)
    assert (await (await visit()).get(path)).status_code in (303, 401)
    assert (await (await visit('Mira')).get(path)).status_code == 403
    assert (await (await visit('Anja')).get(await lay(mira.account))).status_code == 404
    assert (await (await visit('Anja')).get(path)).content == b'Wisniewska'


async def test_a_file_nobody_fetches_is_forgotten(visit: Visit, anja: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, 'PATIENCE', 0.05)
    visitor, path = await visit('Anja'), await lay(anja.account)
    await still(lambda: True)
    assert (await visitor.get(path)).status_code == 404


# ---- cards -----------------------------------------------------------------------------------------------------------
async def test_cards_of_the_team_of_some_and_of_those_outside(visit: Visit, anja: Who) -> None:
    cafe = fill(anja, utc_now())
    visitor = await at_exchange(visit)
    press(visitor, 'Kontakte laden')
    first = (await visitor.download.next(timeout=30)).content
    assert len(list(vobject.readComponents(first.decode()))) == 2
    with visitor.client:
        field(visitor, 'Nur diese').set_value([cafe.joerg])
    press(visitor, 'Kontakte laden')
    (card,) = vobject.readComponents((await visitor.download.next(timeout=30)).content.decode())
    assert card.fn.value == 'Jörg Rademacher'
    choose(visitor, 'Wer', 'Extern')
    assert field(visitor, 'Nur diese').value == []
    press(visitor, 'Kontakte laden')
    (contact,) = vobject.readComponents((await visitor.download.next(timeout=30)).content.decode())
    assert contact.fn.value == 'Łucja Groß'
    assert exported() == ['export.vcf'] * 3


# ---- open repair data ------------------------------------------------------------------------------------------------
async def test_the_file_goes_without_unread_texts(visit: Visit, anja: Who) -> None:
    faulty(anja, 'brummt')
    visitor = await at_exchange(visit)
    assert '1 Text ist noch ungelesen und bleibt leer.' in words(visitor)
    press(visitor, 'Reparaturdaten laden')
    content = (await visitor.download.next(timeout=30)).content.decode()
    assert 'Portable radio' in content
    assert 'brummt' not in content


async def test_texts_are_read_one_by_one_with_suspicious_words_marked(visit: Visit, anja: Who) -> None:
    kept, released = faulty(anja, 'Herr Müller sagt: brummt'), faulty(anja, 'kein Ton')
    visitor = await at_exchange(visit)
    assert 'kein Ton' not in words(visitor), 'only when asked for'
    press(visitor, 'Texte durchsehen')
    await soon(lambda: 'kein Ton' in words(visitor))
    assert [mark.text for mark in visible(visitor, ui.element) if mark.tag == 'mark'] == ['Herr Müller']
    press(visitor, f'Freigeben: {released}')
    await soon(lambda: ords.counts().released == 1)
    press(visitor, f'Behalten: {kept}')
    await soon(lambda: 'Alles gelesen. Danke!' in words(visitor))
    assert ords.counts().withheld == 1
    press(visitor, 'Reparaturdaten laden')
    content = (await visitor.download.next(timeout=30)).content.decode()
    assert 'kein Ton' in content
    assert 'Müller' not in content


async def test_those_without_a_mark_are_released_together(visit: Visit, anja: Who) -> None:
    faulty(anja, 'Herr Müller'), faulty(anja, 'kein Ton'), faulty(anja, 'brummt')
    visitor = await at_exchange(visit)
    press(visitor, 'Texte durchsehen')
    await soon(lambda: 'Alle ohne Markierung freigeben (2)' in buttons(visitor))
    press(visitor, 'Alle ohne Markierung freigeben (2)')
    await soon(lambda: (ords.counts().released, ords.counts().open) == (2, 1))
    await soon(lambda: words(visitor).splitlines().count('freigegeben') == 2)
    assert 'Herr Müller' in words(visitor)


def called(visitor: Visitor, start: str) -> list[str]:
    """The buttons whose full name begins so: the number behind it says of which text."""
    names = [str(made.props.get('aria-label', '')) for made in visible(visitor, ui.button)]
    return [name for name in names if name.startswith(start)]


async def test_a_second_tap_judges_no_other_text_and_a_judgement_can_be_taken_back(visit: Visit, anja: Who) -> None:
    first, *others = [faulty(anja, f'brummt {place}') for place in range(9)][::-1]
    visitor = await at_exchange(visit)
    press(visitor, 'Texte durchsehen')
    await soon(lambda: called(visitor, f'Freigeben: {first}'))
    before = called(visitor, 'Behalten: ')
    press(visitor, f'Freigeben: {first}')
    await soon(lambda: called(visitor, f'Rückgängig: {first}'))
    assert called(visitor, 'Behalten: ') == before[1:], 'all stay in their place'
    assert (ords.counts().released, ords.counts().open) == (1, 8)
    press(visitor, f'Rückgängig: {first}')
    await soon(lambda: called(visitor, f'Freigeben: {first}'))
    assert (ords.counts().released, ords.counts().open) == (0, 9)
    await soon(lambda: 'Alle ohne Markierung freigeben (8)' in buttons(visitor))
    press(visitor, 'Alle ohne Markierung freigeben (8)')
    await soon(lambda: len(called(visitor, 'Rückgängig: ')) == 8)
    press(visitor, 'Weitere zeigen (1)')
    await soon(lambda: called(visitor, 'Freigeben: ') == [f'Freigeben: {others[-1]}'])


async def test_a_text_that_changed_meanwhile_is_not_released(visit: Visit, anja: Who) -> None:
    number = faulty(anja, 'kein Ton')
    visitor = await at_exchange(visit)
    press(visitor, 'Texte durchsehen')
    await soon(lambda: 'kein Ton' in words(visitor))
    repairs.save(number, repairs.read(number, utc_now()).version, {'fault': 'kein Ton, sagt Peter'}, anja, utc_now())
    press(visitor, f'Freigeben: {number}')
    await soon(lambda: any('gerade geändert' in message for message in visitor.notify.messages))
    assert ords.counts().released == 0
    await soon(lambda: 'Peter' in words(visitor))


# ---- to fill in ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('path', 'rows_at_least'), [('/austausch/vorlage.xlsx', 1), ('/austausch/beispiel.xlsx', 3)])
async def test_lists_to_fill_in(visit: Visit, path: str, rows_at_least: int) -> None:
    visitor = await at_exchange(visit)
    assert path in words(visitor)
    answer = await visitor.get(path)
    assert answer.headers['content-disposition'].startswith('attachment; filename="kontaktbuch-')
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheet_names == ['Team', 'Kundinnen', 'Extern', 'Ehemalige']
    assert len(book.get_sheet_by_name('Team').to_python()) >= rows_at_least
