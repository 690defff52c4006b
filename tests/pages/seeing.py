"""What somebody sees on an open page, and waiting until it is so."""
import asyncio
from collections.abc import Callable
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement
from nicegui.testing.user_interaction import UserInteraction

from pages.menu import Bar, Rail
from tests.pages.conftest import Visitor
from tests.personas import PASSWORDS


async def soon(check: Callable[[], Any], seconds: float = 10) -> None:
    """Until it is so; what saving sets going takes a moment."""
    for _ in range(int(seconds / 0.02)):
        if check():
            return
        await asyncio.sleep(0.02)
    assert check()


async def still(check: Callable[[], Any], seconds: float = 0.3) -> None:
    """It is so, and stays so."""
    await asyncio.sleep(seconds)
    assert check()


def visible(visitor: Visitor, kind: type[Element]) -> list[Any]:
    shown: dict[int, bool] = {}   # each element is asked once: a page has a thousand

    def is_shown(element: Element) -> bool:
        if element.id not in shown:
            slot = element.parent_slot
            shown[element.id] = element.visible and (slot is None or is_shown(slot.parent))
        return shown[element.id]
    return [element for element in visitor.client.elements.values() if isinstance(element, kind) and is_shown(element)]


def words(visitor: Visitor) -> str:
    """Every text on the page, and what stands in its fields."""
    texts = [element.text for element in visible(visitor, TextElement)]
    fields = [str(element.value) for element in visible(visitor, ui.input) + visible(visitor, ui.textarea)]
    links = [str(element.props.get('href', '')) for element in visible(visitor, Element)]
    lines = [str(value) for line in task_lines(visitor) for value in line.values()]
    return '\n'.join([*texts, *fields, *links, *lines])


def menu(visitor: Visitor) -> set[str]:
    """Where the rail and the bar lead, which the browser draws by itself (menu.js)."""
    (rail,), (bar,) = visible(visitor, Rail), visible(visitor, Bar)
    entries = [entry for group in rail.props['groups'] for entry in group['entries']] + bar.props['entries']
    return {entry['to'] for entry in entries} | {rail.props['account']['to'], rail.props['intake']['href']}


def buttons(visitor: Visitor) -> list[str]:
    """The words on the buttons, in the order of the screen."""
    return [button.text for button in visible(visitor, ui.button) if button.text]


def task_lines(visitor: Visitor) -> list[dict[str, Any]]:
    """The lines of Heute's tasks, which the browser draws by itself (tasks.js)."""
    return [line for rows in task_rows(visitor) for line in rows.props['rows']]


def task_rows(visitor: Visitor) -> list[Element]:
    return [element for element in visible(visitor, Element) if isinstance(element.props.get('rows'), list)]


def do_task(visitor: Visitor, word: str, title: str) -> None:
    """The button at the end of the line with this title."""
    for rows in task_rows(visitor):
        for line in rows.props['rows']:
            if (line['word'], line['title']) == (word, title):
                assert not line['to'], 'this button is a link'
                UserInteraction(visitor, {rows}, None).trigger('act', line['key'])
                return
    raise AssertionError(f'no {word} for {title}')


def field(visitor: Visitor, label: str) -> Any:
    """An input, text area, choice or tick by its label."""
    found = [element for element in visible(visitor, Element) if element.props.get('label') == label]
    found += [tick for tick in visible(visitor, ui.checkbox) if tick.text == label]
    assert len(found) == 1, f'{len(found)} fields are called {label}'
    return found[0]


def choose(visitor: Visitor, label: str, word: str) -> None:
    """Open a choice and take the option with this word."""
    made = field(visitor, label)
    options = made.options if isinstance(made.options, dict) else {option: option for option in made.options}
    with visitor.client:
        made.set_value(next(value for value, shown in options.items() if shown == word))


def put(visitor: Visitor, label: str, text: str) -> None:
    """Empty a field and type."""
    with visitor.client:
        field(visitor, label).set_value(text)


def press(visitor: Visitor, word: str) -> None:
    """The button with exactly this word."""
    found = [button for button in visible(visitor, ui.button) if word in (button.text, button.props.get('aria-label'))]
    assert len(found) == 1, f'{len(found)} buttons are called {word}: {buttons(visitor)}'
    UserInteraction(visitor, {found[0]}, None).click()


def tap(visitor: Visitor, word: str) -> None:
    """An answer of a group of radios."""
    found = [radio for radio in visible(visitor, ui.radio)
             if word in (radio.options.values() if isinstance(radio.options, dict) else radio.options)]
    assert len(found) == 1, f'{len(found)} groups have the answer {word}'
    options = found[0].options if isinstance(found[0].options, dict) else {word: word}
    with visitor.client:
        found[0].set_value(next(value for value, shown in options.items() if shown == word))


async def sure(visitor: Visitor, password: str = PASSWORDS['anja']) -> None:
    """The password asked again before something large (S12)."""
    await soon(lambda: 'Bist du es?' in words(visitor))
    put(visitor, 'Dein Passwort', password)
    press(visitor, 'Weiter')
