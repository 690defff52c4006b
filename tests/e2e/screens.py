"""Every screen of the program, for the tests that walk them all."""
import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.e2e.cafe import Cafe
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


def choose(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role('radio', name=name, exact=True).click()


@dataclass(frozen=True)
class Screen:
    """`path` may name repairs and people of the sample; `then` is what is done there before looking."""
    name: str
    path: str
    who: str = 'anja'        # '' is a stranger
    then: Callable[[Page], None] = stay
    expect: tuple[str, ...] = ()   # what the browser's console may say

    @property
    def pattern(self) -> str:
        """As the shell names its screens to the browser."""
        return re.sub(r'{.*}', '*', self.path.partition('?')[0])

    def enter(self, page: Page, cafe: Cafe, sample: Sample) -> None:
        address = self.path.format(number=sample.number, token=sample.tokens['in Arbeit'],
                                   ready=sample.numbers['fertig'], collected=sample.numbers['abgeholt'],
                                   member=sample.joerg, contact=sample.contact, former=sample.former)
        if self.who:
            cafe.login(page, self.who, address)
        else:
            cafe.open(page, address)


SCREENS = (
    Screen('Anmelden', '/anmelden', who=''),
    Screen('Zettel', '/t/{token}', who=''),
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
    Screen('Einstellungen', '/einstellungen'),
)
