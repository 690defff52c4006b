"""From the store to finished files: each of them whole, of one moment, journaled, and gone without a trace."""
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest
import vobject
from python_calamine import load_workbook

from db import exporting
from db.errors import Refused
from db.exchange_layout import SHEETS, layouts
from db.who import Who
from pages import exports
from pages.exports import Wanted
from reports import json_file
from tests.db.exchanging import NASTY, fill, named
from tests.db.naughty import LETTERS
from tests.db.stories import rows

KINDS = ('xlsx', 'csv', 'json', 'vcf', 'ords')
SECRETS = ('Wiśniewska', 'Rademacher', '0351')


@pytest.fixture
def take(store: Path, anja: Who, now: datetime) -> Callable[..., bytes]:
    def made(kind: str, **more: object) -> bytes:
        with exports.make(Wanted(kind, **more), anja, now) as file:
            return file.read()
    return made


def sheets_of(content: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


# ---- each kind -------------------------------------------------------------------------------------------------------
def test_the_spreadsheet_has_every_sheet_and_title(take: Callable[..., bytes], anja: Who, now: datetime) -> None:
    fill(anja, now)
    found = sheets_of(take('xlsx'))
    assert {name: lines[0] for name, lines in found.items()} == {
        name: [heading.title for heading in headings] for name, headings in layouts().items()}


def test_an_empty_café_has_six_empty_sheets(take: Callable[..., bytes]) -> None:
    found = sheets_of(take('xlsx'))
    assert tuple(found) == SHEETS
    assert all(len(lines) == 1 for lines in found.values())


def test_csv_holds_the_same_as_the_spreadsheet(take: Callable[..., bytes], anja: Who, now: datetime) -> None:
    fill(anja, now)
    packed = zipfile.ZipFile(io.BytesIO(take('csv')))
    book = sheets_of(take('xlsx'))
    assert packed.namelist() == [f'{name.lower()}.csv' for name in book]
    assert packed.read('team.csv') == take('csv', sheet='Team')
    assert b"\"'=1+1\"" in packed.read('team.csv')


def test_a_sheet_that_is_not_there_is_a_sentence(take: Callable[..., bytes]) -> None:
    with pytest.raises(Refused, match='Ein Blatt „Unsinn“ gibt es nicht'):
        take('csv', sheet='Unsinn')


def test_the_json_is_as_its_schema_says(take: Callable[..., bytes], anja: Who, now: datetime) -> None:
    cafe = fill(anja, now)
    found = json.loads(take('json'))
    schema = json.loads(json_file.SCHEMA.read_text('utf-8'))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(found, schema)
    (joerg,) = [person for person in found['people'] if person['public_id'] == cafe.joerg]
    assert joerg['note'] == '=1+1', 'nothing is defused here'
    assert joerg['own'] == {'geburtstag': '1960-01-31'}
    assert joerg['memberships'][0]['own'] == {'schluessel': True, 'stunden': 2.5}
    (here,) = [repair for repair in found['repairs'] if repair['number'] == cafe.here]
    assert here['own'] == {'farbe': 'blau; grün', 'gang': 'zwei\nZeilen'}
    assert {text['id'] for text in found['consent_texts']} >= {
        given['text'] for person in found['people'] for given in person['consents']}


def test_the_schema_can_complain(take: Callable[..., bytes], anja: Who, now: datetime) -> None:
    fill(anja, now)
    found = json.loads(take('json'))
    found['people'][0]['password'] = 'x'
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, json.loads(json_file.SCHEMA.read_text('utf-8')))


def test_no_secret_of_the_program_is_in_it(take: Callable[..., bytes], anja: Who, now: datetime) -> None:
    fill(anja, now)
    whole = take('json').decode()
    assert '$argon2' not in whole
    assert 'backup' not in whole
    assert not re.search(r'token_hash|name_key|session', whole)


def test_cards_of_some(take: Callable[..., bytes], anja: Who, now: datetime) -> None:
    cafe = fill(anja, now)
    assert len(list(vobject.readComponents(take('vcf').decode()))) == 2
    (card,) = vobject.readComponents(take('vcf', chosen=(cafe.joerg,)).decode())
    assert card.fn.value == 'Jörg Rademacher'
    (contact,) = vobject.readComponents(take('vcf', group='extern').decode())
    assert contact.org.value == ['=Stadt']


@pytest.mark.parametrize('text', [*NASTY, *LETTERS.values()])
def test_r11_a_naughty_name_leaves_as_it_came(take: Callable[..., bytes], anja: Who, now: datetime, text: str) -> None:
    person = named(anja, now, text)
    (_head, line) = sheets_of(take('xlsx'))['Team']
    assert line[:2] == [text] * 2
    assert json.loads(take('json'))['people'][0]['last_name'] == text
    (card,) = vobject.readComponents(take('vcf').decode())
    assert card.uid.value == f'kontaktbuch-{person}'
    assert card.n.value.family == text


# ---- what is left behind ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize('kind', KINDS)
def test_an_export_is_journaled_without_a_name(take: Callable[..., bytes], anja: Who, now: datetime, kind: str) -> None:
    fill(anja, now)
    (before,), = rows('SELECT COUNT(*) FROM change_value')
    take(kind)
    assert rows('SELECT verb, table_name, actor_id, row_id FROM change ORDER BY id DESC LIMIT 1') == [
        (f'export.{kind}', 'export', anja.account, 0)]
    assert rows('SELECT COUNT(*) FROM change_value') == [(before,)]


@pytest.mark.parametrize('kind', KINDS)
def test_d8_nothing_stays_in_the_folder_and_no_name_in_the_file_s(
        take: Callable[..., bytes], store: Path, anja: Who, now: datetime, kind: str) -> None:
    fill(anja, now)
    take(kind)
    assert not list((store / exporting.SCRATCH).iterdir())
    name = exports.name_of(Wanted(kind), now)
    assert re.fullmatch(r'kontaktbuch[a-z-]*-2026-11-23\.(xlsx|zip|json|vcf|csv)', name)


def test_what_a_kill_left_goes_with_the_next_one(take: Callable[..., bytes], store: Path) -> None:
    import os
    left = store / exporting.SCRATCH / 'tmpleft'
    left.mkdir(parents=True)
    (left / 'sheet.xml').write_text('Wiśniewska')
    os.utime(left, (1, 1))
    take('xlsx')
    assert not left.exists()


def test_a_refused_one_leaves_nothing_and_is_not_journaled(
        take: Callable[..., bytes], store: Path, anja: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(anja, now)
    monkeypatch.setattr(exports.xlsx, 'MOST_ROWS', 0)
    with pytest.raises(Refused, match='Bitte als JSON'):
        take('xlsx')
    assert not list((store / exporting.SCRATCH).iterdir())
    assert rows("SELECT COUNT(*) FROM change WHERE verb LIKE 'export.%'") == [(0,)]


def test_a_file_is_of_one_moment(take: Callable[..., bytes], store: Path, anja: Who, now: datetime) -> None:
    """Somebody joins on another connection while the file is being written: they are on all sheets or on none."""
    import threading

    from db.connection import db
    from db.store import connected
    fill(anja, now)
    joined: list[int] = []

    def join() -> None:
        with connected():
            named(anja, now, 'Dazwischen')
            db.close()

    def meanwhile(count: int) -> None:
        if not joined:
            joined.append(count)
            thread = threading.Thread(target=join)
            thread.start()
            thread.join()
    with exports.make(Wanted('xlsx'), anja, now, meanwhile) as file:
        content = file.read()
    assert joined
    assert 'Dazwischen' not in repr(sheets_of(content))
    assert 'Dazwischen' in repr(sheets_of(take('xlsx')))


# ---- to fill in ------------------------------------------------------------------------------------------------------
def test_the_template_is_empty_and_the_example_is_not(store: Path) -> None:
    empty, filled = sheets_of(exports.template_file(filled=False)), sheets_of(exports.template_file(filled=True))
    assert tuple(empty) == tuple(filled) == ('Team', 'Kundinnen', 'Extern', 'Ehemalige')
    assert all(len(lines) == 1 for lines in empty.values())
    assert all(len(lines) > 2 for lines in filled.values())
    assert [lines[0] for lines in empty.values()] == [lines[0] for lines in filled.values()]
