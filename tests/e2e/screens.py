"""Every screen of the program, for the tests that walk them all."""
import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.e2e.browsing import TABLET, Console, NewPage
from tests.e2e.cafe import Cafe, ready
from tests.e2e.tablets import put_down, unlock
from tests.personas import PASSWORDS
from tests.sample import Sample


def stay(page: Page) -> None:
    """Look at the screen as it opens."""


def panel(page: Page) -> None:
    page.get_by_role('dialog').wait_for()


def press(name: str) -> Callable[[Page], None]:
    def press_it(page: Page) -> None:
        page.get_by_role('button', name=name, exact=True).first.click()
        panel(page)
    return press_it


def find(text: str) -> Callable[[Page], None]:
    def type_it(page: Page) -> None:
        page.get_by_label('Finden', exact=True).fill(text)
        page.get_by_role('listbox', name='Treffer').wait_for()
    return type_it


def show_code(page: Page) -> None:
    press('Tablet anmelden …')(page)
    page.get_by_label('Dein Passwort', exact=True).fill(PASSWORDS['anja'])
    page.get_by_role('button', name='Weiter', exact=True).click()
    page.get_by_label('Name des Tablets', exact=True).fill('Tablet rechts')
    page.get_by_role('button', name='Code zeigen', exact=True).click()
    page.get_by_text('Gilt einmal').wait_for()


def seek(name: str) -> Callable[[Page], None]:
    def type_it(page: Page) -> None:
        page.get_by_label('Name oder Telefon', exact=True).fill(name)
        page.get_by_role('link', name='Auskunft (PDF)').first.wait_for()
    return type_it


def choose(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role('radio', name=name, exact=True).click()


def read_texts(page: Page) -> None:
    page.get_by_role('button', name='Texte durchsehen', exact=True).click()
    page.get_by_role('list', name='Texte zum Durchsehen').wait_for()


def type_item(page: Page) -> None:
    page.get_by_label('Gegenstand', exact=True).fill('CD-Player')
    page.get_by_role('group', name='Kategorie').wait_for()


# What the last look typed: a form that has waited too long is covered, and the next look would meet the cover.
FORGET = '() => location.protocol.startsWith("http") && (localStorage.clear(), sessionStorage.clear())'


@dataclass(frozen=True)
class Screen:
    """`path` may name repairs and people of the sample; `then` is what is done there before looking."""
    name: str
    path: str
    who: str = 'anja'        # '' is a stranger, 'locked' and 'unlocked' are the tablet
    then: Callable[[Page], None] = stay
    expect: tuple[str, ...] = ()   # what the browser's console may say

    @property
    def pattern(self) -> str:
        """As the shell names its screens to the browser."""
        return re.sub(r'{.*}', '*', self.path.partition('?')[0])

    def address(self, sample: Sample) -> str:
        return self.path.format(number=sample.number, token=sample.tokens['in Arbeit'],
                                unnamed=sample.tokens['ohne Namen'],
                                ready=sample.numbers['fertig'], collected=sample.numbers['abgeholt'],
                                member=sample.joerg, contact=sample.contact, former=sample.former)


class Walk:
    """From screen to screen, everybody in a browser of their own: only the first screen loads the whole program."""

    def __init__(self, cafe: Cafe, sample: Sample, new_page: NewPage, console: Console) -> None:
        self.cafe, self.sample, self.console = cafe, sample, console
        self._new_page = new_page
        self._pages: dict[str, Page] = {}

    def page(self, who: str) -> Page:
        """The browser of `who`, as it looks before the first screen."""
        if who not in self._pages:
            self._pages[who] = self._new_page()
        page = self._pages[who]
        page.evaluate(FORGET)
        page.set_viewport_size(TABLET['viewport'])
        page.emulate_media(color_scheme='light')
        return page

    def to(self, screen: Screen) -> Page:
        page, address = self.page(screen.who), screen.address(self.sample)
        self.console.start_again(*screen.expect)
        if screen.who in ('locked', 'unlocked'):
            self.at_the_tablet(page, address, unlocked=screen.who == 'unlocked')
        elif screen.who:
            self.cafe.login(page, screen.who, address)
        else:
            self.cafe.open(page, address)
        return page


    def at_the_tablet(self, page: Page, address: str, *, unlocked: bool) -> None:
        put_down(page, self.cafe, self.sample.tablet)
        self.cafe.open(page, address)
        if unlocked and '/anmelden' in page.url:
            unlock(page, 'Mira')
            page.wait_for_url(self.cafe.url + address)
            ready(page)


SCREENS = (
    Screen('Anmelden', '/anmelden', who=''),
    Screen('Tablet anmelden', '/geraet', who=''),
    Screen('Sperre', '/anmelden', who='locked'),
    Screen('Tablet schon angemeldet', '/geraet', who='locked'),
    Screen('Sperre, mit Passwort', '/anmelden?passwort', who='locked'),
    Screen('Heute am Tablet', '/', who='unlocked'),
    Screen('Annahme am Tablet', '/annahme', who='unlocked'),
    Screen('Zettel', '/t/{token}', who=''),
    Screen('Zettel, Widerruf', '/t/{token}/widerruf', who=''),
    Screen('Zettel, nichts gespeichert', '/t/{unnamed}/widerruf', who=''),
    Screen('fremder Zettel', '/t/0000000000000000', who='', expect=('404',)),
    Screen('Heute', '/'),
    Screen('Heute am Tresen', '/', who='tresen'),
    Screen('Finden', '/', then=find('seyma')),
    Screen('Annahme', '/annahme'),
    Screen('Annahme mit Namen', '/annahme', then=choose('Ja, speichern')),
    Screen('Annahme ohne Namen', '/annahme', then=choose('Nein, ohne Namen')),
    Screen('Team', '/team'),
    Screen('Team, neu', '/team', then=press('Neu')),
    Screen('Team, Person', '/team?person={member}', then=panel),
    Screen('Kund:innen', '/kundinnen'),
    Screen('Extern', '/extern'),
    Screen('Extern, neu', '/extern', then=press('Neu')),
    Screen('Extern, Person', '/extern?person={contact}', then=panel),
    Screen('Ehemalige', '/ehemalige'),
    Screen('Ehemalige, neu', '/ehemalige', then=press('Neu')),
    Screen('Ehemalige, Person', '/ehemalige?person={former}', then=panel),
    Screen('Reparaturen', '/reparaturen'),
    Screen('Reparatur', '/r/{number}'),
    Screen('Reparatur, Widerruf', '/r/{number}', then=press('Einwilligung widerrufen …')),
    Screen('Reparatur, fertig', '/r/{ready}'),
    Screen('Reparatur, abgeholt', '/r/{collected}'),
    Screen('Reparatur, unbekannt', '/r/26-9999-9'),
    Screen('Berichte', '/berichte'),
    Screen('Austausch', '/austausch'),
    Screen('Austausch, Texte', '/austausch', then=read_texts),
    Screen('Austausch, Passwort', '/austausch', then=press('Excel laden …')),
    Screen('Annahme mit Kategorien', '/annahme', then=type_item),
    Screen('Datenschutz', '/datenschutz'),
    Screen('Datenschutz, Frage', '/datenschutz', then=press('Ansehen: Dürfen wir Sie auch später noch kontaktieren?')),
    Screen('Datenschutz, Auskunft', '/datenschutz', then=seek('seyma')),
    Screen('Einstellungen', '/einstellungen'),
    Screen('Einstellungen, neue Spalte', '/einstellungen', then=press('Neue Spalte')),
    Screen('Einstellungen, Code', '/einstellungen', then=show_code),
    Screen('Mein Konto', '/konto'),
    Screen('Protokoll', '/protokoll'),
    Screen('Protokoll, Löschungen', '/protokoll?art=erasure'),
)
