"""What somebody at the screen waits for, in a real Chromium: from the key or click to the painted rows."""
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.bench.measuring import Figure, Target
from tests.bench.running import Measured, memory
from tests.e2e.browsing import chromium
from tests.e2e.cafe import ready
from tests.e2e.profiles import HERE

PROBE = (Path(__file__).parent / 'probe.js').read_text('utf-8')
DESK = {'viewport': {'width': 1366, 'height': 768}}
KEY, SCREEN, FRESH, LIVE = Target(60), Target(80), Target(250), Target(500)
LISTS = {'Team': '/team', 'Kund:innen': '/kundinnen', 'Extern': '/extern', 'Ehemalige': '/ehemalige',
         'Reparaturen': '/reparaturen'}
MENU = LISTS | {'Heute': '/', 'Berichte': '/berichte', 'Einstellungen': '/einstellungen'}
TYPED = ('mueller', 'schneider', 'bosch', '0221', 'peter k', 'lehmann')
AFTER_LOADING = 250   # ms in which what the page before left is put away
AFTER_TYPING = 800    # ms in which a list still waits for the next letter
ROUNDS, PATIENCE = 8, 3_000   # ms until a keystroke counts as one that changed nothing


def figures(cafe: Measured) -> Iterator[tuple[str, Iterator[Figure]]]:
    with sync_playwright() as engine, chromium(engine, viewer=True) as browser:
        desk = Desk(browser, cafe)
        yield 'Im Browser: von der Taste bis zu den Zeilen', desk.keys()
        yield 'Im Browser: von einem Bildschirm zum nächsten', desk.screens()
        yield 'Im Browser: eine Seite frisch geladen', Desk(browser, cafe).fresh()
        yield 'Im Browser: was jemand anderes speichert', desk.live(Desk(browser, cafe))
        yield 'Danach', iter([memory('Speicher nach all dem', cafe.pid, target=None)])


class Desk:
    """Somebody logged in at a screen of their own."""

    def __init__(self, browser: Browser, cafe: Measured) -> None:
        self.cafe = cafe
        self.page: Page = browser.new_context(**HERE, **DESK).new_page()
        self.page.add_init_script(PROBE)
        cafe.login(self.page, 'anja')

    # ---- typing ----------------------------------------------------------------------------------------------------
    def keys(self) -> Iterator[Figure]:
        for title, path in LISTS.items():
            self.cafe.open(self.page, path)
            field = self.page.get_by_label('Suchen', exact=True)
            values = [ms for word in TYPED for ms in self._typed(field, word)]
            yield Figure(title, tuple(values), KEY)

    def _typed(self, field: Locator, word: str) -> list[float]:
        """Each letter of a word that changes the rows; with a hand's pause between them."""
        field.fill('')
        self.page.wait_for_timeout(150)
        field.focus()
        return [ms for letter in word if (ms := self._key(letter)) is not None]

    def _key(self, letter: str) -> float | None:
        self.page.evaluate('kbProbe.after("keydown", "otherRows")')
        self.page.keyboard.press(letter)
        measured = self._measured(400)
        self.page.wait_for_timeout(60)
        return measured

    def pressed(self, key: str) -> float:
        """A key that changes the rows."""
        self.page.evaluate('kbProbe.after("keydown", "otherRows")')
        self.page.keyboard.press(key)
        measured = self._measured()
        self.page.wait_for_timeout(60)
        return PATIENCE if measured is None else measured

    def _measured(self, patience: int = PATIENCE) -> float | None:
        measured = 'ms => Promise.race([kbMeasured, new Promise(go => setTimeout(go, ms, null))])'
        return self.page.evaluate(measured, patience)

    # ---- going from screen to screen -------------------------------------------------------------------------------
    def screens(self) -> Iterator[Figure]:
        """Over all pairs, twice: the second time everything is warm, as it is all day."""
        self.cafe.open(self.page, '/')
        pairs = list(itertools.permutations(MENU, 2))
        for target in MENU:
            self._go(target)
        taken: dict[str, list[float]] = {name: [] for name in MENU}
        for start, target in pairs:
            self._go(start)
            taken[target].append(self._go(target))
        for name, values in taken.items():
            yield Figure(f'nach {name}', tuple(values))
        yield Figure('alle Paare', tuple(itertools.chain(*taken.values())), SCREEN)

    def _go(self, name: str) -> float:
        link = self.page.get_by_role('navigation', name='Hauptmenü').get_by_role('link', name=name, exact=True)
        self.page.evaluate(f'kbProbe.after("click", "otherScreen", {json.dumps(name in LISTS)})')
        link.click()
        measured = self._measured()
        self.page.wait_for_timeout(40)
        return PATIENCE if measured is None else measured

    # ---- loading ---------------------------------------------------------------------------------------------------
    def fresh(self) -> Iterator[Figure]:
        number = self._numbers(1)[0]
        paths = MENU | {'Annahme': '/annahme', 'eine Reparatur': f'/r/{number}'}
        for name, path in paths.items():
            yield Figure(name, tuple(self._load(path, name in LISTS) for __ in range(ROUNDS)), FRESH)

    def _load(self, path: str, is_list: bool) -> float:
        self.page.goto(self.cafe.url + path, wait_until='commit')
        measured = self.page.evaluate(f'kbProbe.first({json.dumps(is_list)})')
        ready(self.page)
        self.page.wait_for_timeout(AFTER_LOADING)
        return float(measured)

    def _numbers(self, count: int) -> list[str]:
        """Of repairs that are on the first page and nobody works on yet."""
        self.cafe.open(self.page, '/kundinnen?stand=angenommen')
        links = self.page.locator('.kb-list tbody td.c-number').all_inner_texts()
        return links[:count]

    # ---- being told ------------------------------------------------------------------------------------------------
    def live(self, other: 'Desk') -> Iterator[Figure]:
        """Somebody sets a repair going on another screen; it says so here."""
        numbers = self._numbers(ROUNDS)
        self.cafe.open(self.page, '/kundinnen')
        yield Figure('bis es hier steht', tuple(self._told(other, number) for number in numbers), LIVE)

    def _told(self, other: 'Desk', number: str) -> float:
        other.cafe.open(other.page, f'/r/{number}')
        self.page.get_by_label('Suchen', exact=True).fill(number)   # wherever in the list it stands
        self.page.locator('.kb-list tbody').get_by_text(number).first.wait_for()
        self.page.wait_for_timeout(AFTER_TYPING)
        self.page.evaluate(f'kbProbe.at("words", {json.dumps(number)}, "in Arbeit")')
        other.page.evaluate('kbProbe.moment("click")')
        other.page.get_by_role('button', name='in Arbeit', exact=True).click()
        pressed = float(other.page.evaluate('kbMoment'))
        measured = self._measured()
        return PATIENCE if measured is None else measured - pressed
