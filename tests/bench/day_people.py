"""The people in front of a screen, each in a browser of their own."""
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Error, Page, Request

from tests.bench.day_program import Killed
from tests.e2e.at_the_counter import answer, button, field, saved
from tests.e2e.browsing import TABLET
from tests.e2e.profiles import HERE

if TYPE_CHECKING:
    from tests.bench.day import Seen

PATIENCE = 90_000   # ms; a kill and the start after it lie within


class Person:
    def __init__(self, browser: Browser, program: Killed, seen: 'Seen', name: str, path: str) -> None:
        self.program, self.seen = program, seen
        context = browser.new_context(**HERE, **TABLET)
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.page.on('requestfinished', self._finished)
        program.login(self.page, name, path)

    def _finished(self, request: Request) -> None:
        if request.method == 'POST' and request.url.endswith('/annahme/schein'):
            self.seen.saves.append(float(request.timing['responseStart']))

    def until_it_works(self, doing: Callable[[], None]) -> None:
        """As people do: while the program is away they try again."""
        deadline = time.monotonic() + PATIENCE / 1000
        while True:
            try:
                return doing()
            except Error:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)


class Counter(Person):
    """Somebody at the counter. The form itself sends again what got no answer."""

    def __init__(self, browser: Browser, program: Killed, seen: 'Seen') -> None:
        super().__init__(browser, program, seen, 'tresen', '/annahme')

    def take_in(self, turn: int) -> None:
        name, page, before = f'Nachmittag{turn:03}x', self.page, self.program.kills
        field(page, 'Telefon').fill(f'0351 77{turn:05}')
        field(page, 'Vorname').fill('Gast')
        field(page, 'Nachname').fill(name)
        field(page, 'Gegenstand').fill(f'Radio {turn}')
        answer(page, 'Ja, speichern').check()
        answer(page, 'Nein, danach löschen').check()
        button(page, 'Schein drucken').click()
        number = saved(page)
        self.seen.taken[number] = name
        self.seen.waiting.append(number)
        self.seen.across += self.program.kills != before
        button(page, 'Nächste Person').click()
        field(page, 'Gegenstand').wait_for()


class Office(Person):
    """Hands things back and takes withdrawals, each on the repair's own screen."""

    def __init__(self, browser: Browser, program: Killed, seen: 'Seen') -> None:
        super().__init__(browser, program, seen, 'mira', '/')
        self.page.set_default_timeout(8_000)   # what a kill has swallowed is done anew

    def hand_back(self, number: str) -> None:
        def doing() -> None:
            self._open(number)
            if button(self.page, 'Abgeholt').is_visible():
                button(self.page, 'Abgeholt').click()
                button(self.page, 'Abgeholt').wait_for(state='hidden')
        self.until_it_works(doing)
        self.seen.erased.append(self.seen.taken[number])

    def withdraw(self, number: str) -> None:
        def doing() -> None:
            self._open(number)
            begin = button(self.page, 'Einwilligung widerrufen …')
            if begin.is_visible():
                begin.click()
                button(self.page, 'Jetzt widerrufen und löschen').click()
                begin.wait_for(state='hidden')
        self.until_it_works(doing)
        self.seen.erased.append(self.seen.taken[number])

    def _open(self, number: str) -> None:
        self.program.open(self.page, f'/r/{number}')
