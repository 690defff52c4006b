"""A finger that taps twice has one wish: what it opens stands there once, and stays."""
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.at_the_counter import button
from tests.e2e.browsing import PHONE, NewPage
from tests.e2e.cafe import Cafe

OPENERS = (('/austausch', 'Excel laden …', 'Bist du es?'), ('/einstellungen', 'Neue Spalte', 'Neue Spalte'),
           ('/team', 'Neu', 'Neu im Team'))


def middle(made: Locator) -> tuple[float, float]:
    made.scroll_into_view_if_needed()
    box = made.bounding_box()
    assert box
    return box['x'] + box['width'] / 2, box['y'] + box['height'] / 2


def stands_alone(page: Page, title: str) -> None:
    """One dialog, open for good, that goes when it is closed."""
    page.wait_for_timeout(700)
    dialogs = page.get_by_role('dialog')
    expect(dialogs).to_have_count(1)
    expect(dialogs).to_contain_text(title)
    button(page, 'Abbrechen').click()
    expect(dialogs).to_have_count(0)


@pytest.mark.parametrize(('path', 'word', 'title'), OPENERS, ids=lambda word: word)
def test_what_a_double_tap_opens_stands_there_once(cafe: Cafe, page: Page, path: str, word: str, title: str) -> None:
    cafe.login(page, 'anja', path)
    opener, dialogs = button(page, word), page.get_by_role('dialog')
    opener.dblclick()
    stands_alone(page, title)
    for pause in (100, 300):
        place = middle(opener)
        page.touchscreen.tap(*place)
        page.wait_for_timeout(pause)
        page.touchscreen.tap(*place)
        stands_alone(page, title)
    opener.tap()
    expect(dialogs).to_have_count(1)
    page.keyboard.press('Escape')   # a key is never a second tap
    expect(dialogs).to_have_count(0)
    opener.tap()
    expect(dialogs).to_have_count(1)
    page.wait_for_timeout(700)
    page.touchscreen.tap(20, 400)
    expect(dialogs).to_have_count(0)


def test_the_menu_of_a_phone_stays_open(cafe: Cafe, new_page: NewPage) -> None:
    phone = new_page(PHONE)
    cafe.login(phone, 'anja')
    more, menu = phone.get_by_role('button', name='Mehr'), phone.get_by_role('navigation', name='Hauptmenü')
    place = middle(more)
    for pause in (20, 250):
        phone.touchscreen.tap(*place)
        phone.wait_for_timeout(pause)
        phone.touchscreen.tap(*place)
        phone.wait_for_timeout(700)
        expect(menu).to_be_in_viewport()
        phone.touchscreen.tap(380, 300)
        expect(menu).not_to_be_in_viewport()


def test_quick_taps_that_are_meant_all_count(cafe: Cafe, page: Page) -> None:
    """Digits, and one button of a name after another at the same place."""
    cafe.login(page, 'anja', '/annahme')
    digit = middle(page.get_by_role('group', name='Ziffern').get_by_role('button', name='3', exact=True))
    for _ in range(5):
        page.touchscreen.tap(*digit)
    expect(page.get_by_label('Telefon', exact=True)).to_have_value('33333')
    page.evaluate('''() => {
        window.steps = 0;
        const step = () => {
            const next = Object.assign(document.createElement("button"), { textContent: "Weiter" });
            next.style = "position: fixed; z-index: 9000; left: 200px; top: 200px; width: 100px; height: 50px";
            next.onclick = () => (next.remove(), (window.steps += 1), step());
            document.body.append(next);
        };
        step();
    }''')
    for _ in range(3):
        page.touchscreen.tap(250, 225)
        page.wait_for_timeout(60)
    assert page.evaluate('window.steps') == 3


def test_a_computer_too_busy_to_look_lets_no_tap_through(cafe: Cafe, page: Page) -> None:
    """The look for what has come up is late: the tap that comes before it is still none."""
    page.add_init_script('''{
        const soon = window.setTimeout;
        window.setTimeout = (what, after, ...rest) => soon(what, after === 30 ? 3_600_000 : after, ...rest);
    }''')
    cafe.login(page, 'anja')
    page.evaluate('''() => {
        window.taps = [];
        const shown = (word) => {
            const made = Object.assign(document.createElement("button"), { textContent: word });
            made.style = "position: fixed; z-index: 9000; left: 200px; top: 200px; width: 100px; height: 50px";
            made.onclick = () => (made.remove(), window.taps.push(word), shown(word === "Hin" ? "Zurück" : "Hin"));
            document.body.append(made);
        };
        shown("Hin");
    }''')
    page.touchscreen.tap(250, 225)
    page.wait_for_timeout(150)
    page.touchscreen.tap(250, 225)
    page.wait_for_timeout(100)
    assert page.evaluate('window.taps') == ['Hin']
