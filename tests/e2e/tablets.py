"""A café with a tablet at its counter: Anja and Mira have a PIN, and the tablet is enrolled."""
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from db import devices, pins, sessions
from db.clock import utc_now
from db.store import close_store, open_store
from tests.e2e.at_the_counter import button, field
from tests.e2e.cafe import Cafe
from tests.personas import PINS, persona


class TabletCafe(Cafe):
    """`lock`: after so many seconds a tablet locks that nobody uses."""

    def __init__(self, template: Path, place: Path, lock: int = 300) -> None:
        super().__init__(template, place)
        self.lock = lock
        open_store(self.folder)
        for name, pin in PINS.items():
            pins.set_pin(persona(name.capitalize()).account or 0, pin, persona('Anja'), utc_now())
        self.token = devices.enrol('Tablet links', persona('Anja'), utc_now())
        close_store()

    def environment(self) -> dict[str, str]:
        return super().environment() | {'KONTAKTBUCH_LOCK': str(self.lock)}

    def put_down(self, page: Page) -> Page:
        """This browser is the tablet."""
        put_down(page, self, self.token)
        self.open(page, '/anmelden?next=/annahme')
        return page

    def ask(self, query: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(self.folder / 'kontaktbuch.sqlite')) as store:
            return store.execute(query, values).fetchall()

    def change(self, query: str, *values: Any) -> None:
        with closing(sqlite3.connect(self.folder / 'kontaktbuch.sqlite')) as store, store:
            store.execute(query, values)

    def enrolled(self, name: str) -> str:
        """One more tablet, and the token its cookie holds."""
        token = sessions.new_token()
        self.change('INSERT INTO device (name, token_hash, created_at, seen_at) SELECT ?, ?, created_at, seen_at '
                    'FROM device LIMIT 1', name, sessions.digest(token))
        return token

    def is_saved_once(self, page: Page, item: str, by: str) -> None:
        """One repair, and „angenommen von“ is true."""
        button(page, 'Noch einmal drucken').wait_for()
        assert self.ask('''SELECT account.name FROM repair
            JOIN change ON change.table_name = 'repair' AND change.row_id = repair.id AND change.version = 1
            JOIN account ON account.id = change.actor_id WHERE repair.item = ?''', item) == [(by,)]


def put_down(page: Page, cafe: Cafe, token: str) -> None:
    """As after enrolling it."""
    page.context.add_cookies([{'name': f'kontaktbuch-{cafe.port}-tablet', 'value': token, 'url': cafe.url}])


def unlock(page: Page, name: str, pin: str = '') -> None:
    page.get_by_text(name, exact=True).click()
    for digit in pin or PINS[name.lower()]:
        button(page, digit).click()
    button(page, 'Entsperren').click()


def at_the_counter(page: Page) -> None:
    page.wait_for_url(re.compile('^https?://[^/]+/annahme$'))
    page.wait_for_function('window.did_handshake')


def fill(page: Page, item: str) -> None:
    """Half of a drop-off."""
    field(page, 'Vorname').fill('Şeyma')
    field(page, 'Gegenstand').fill(item)
    page.get_by_role('radio', name='Ja, speichern', exact=True).check()


def is_filled(page: Page, item: str) -> None:
    expect(field(page, 'Vorname')).to_have_value('Şeyma')
    expect(field(page, 'Gegenstand')).to_have_value(item)
    expect(page.get_by_role('radio', name='Ja, speichern', exact=True)).to_be_checked()


def is_locked(page: Page) -> None:
    expect(page.get_by_role('heading', name='Wer ist da?')).to_be_visible(timeout=15_000)
