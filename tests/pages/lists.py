"""A list and what is open beside it, as somebody sees them without a browser.

The rows are drawn in the browser, so `Listed` does here what rows.js does there with what the server sends.
"""
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.testing.user_interaction import UserInteraction

from tests.pages.conftest import Visitor
from tests.pages.seeing import soon


class Listed:
    """The list on the open page, from now on. `sent` says how each change came: 'show' or 'patch'."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.element = next(each for each in visitor.client.elements.values() if each.tag == 'nicegui-rows')
        self.page: dict[str, Any] = dict(self.element.props['first'])
        self.question: dict[str, Any] = dict(self.element.props['question'])
        self.answered = 0
        self.sent: list[str] = []
        self.numbers: list[int] = []   # of the questions whose answers came, as they came
        self.address: dict[str, str] = {}
        self.element.run_method = self.take  # type: ignore[method-assign]  # what would go to the browser

    def take(self, method: str, *args: Any) -> None:
        match method:
            case 'show':
                self.answered, self.page = args
            case 'patch':
                changed = {row['key']: row for row in args[1]['rows']}
                rows = [changed.get(row['key'], row) for row in self.page['rows']]
                self.page = {**self.page, **args[1], 'rows': rows}
            case 'beside':
                self.address = {name: value for name, value in args[0].items() if value}
            case 'follow_address':
                self.question = args[0]
        if method in ('show', 'patch'):
            self.sent.append(method)
            self.numbers.append(args[0])

    # ---- looking ----
    def column(self, name: str) -> list[str]:
        return [row['cells'][name] for row in self.page['rows']]

    @property
    def names(self) -> list[str]:
        return self.column('name')

    @property
    def marked(self) -> dict[str, str]:
        """Names of rows that have just changed, and the sentence below them."""
        return {row['cells']['name']: self.page['fresh'][row['key']] for row in self.page['rows']
                if row['key'] in self.page['fresh']}

    # ---- acting ----
    async def ask(self, **question: Any) -> None:
        """As typing, a filter, a head or the pager does; returns with the answer on the screen."""
        self.question |= question
        wanted = self.answered + 1
        self.trigger('ask', {'n': wanted, **self.question})
        await soon(lambda: self.answered >= wanted)

    def open(self, name: str) -> None:
        row = next(row for row in self.page['rows'] if name in row['cells'].values())
        self.trigger('open', row['key'])

    def enter(self, text: str) -> None:
        self.trigger('enter', {'text': text})

    def trigger(self, event: str, args: Any) -> None:
        UserInteraction(self.visitor, {self.element}, None).trigger(event, args)


def sheets_open(visitor: Visitor) -> list[ui.dialog]:
    """Dialogs that are open, questions above sheets. Closed ones go, as in a browser once they are out of sight."""
    dialogs = [each for each in list(visitor.client.elements.values()) if isinstance(each, ui.dialog)]
    for closed in (each for each in dialogs if not each.value and '.kb-side' in shown_as(each)):
        UserInteraction(visitor, {closed}, None).trigger('hide')
    return sorted((each for each in dialogs if each.value), key=lambda each: '.kb-side' not in shown_as(each))


def shown_as(dialog: ui.dialog) -> str:
    return ' '.join(f'.{name}' for child in dialog.default_slot.children for name in child.classes)


def titles(visitor: Visitor) -> list[str]:
    """The headings of what is open beside or over the list."""
    return [heading(dialog) for dialog in sheets_open(visitor)]


def heading(dialog: ui.dialog) -> str:
    return next(each.text for each in dialog.descendants() if each.tag == 'h2')


def written(visitor: Visitor) -> str:
    """Every text, label, error and hint in the topmost dialog."""
    return '\n'.join(text for each in sheets_open(visitor)[-1].descendants() if shown(each)
                     for text in (getattr(each, 'text', ''), each.props.get('label'), each.props.get('hint'),
                                  each.props.get('error') and each.props.get('error-message')) if text)


def links(visitor: Visitor) -> list[str]:
    """Where the links in the topmost dialog lead."""
    return [each.props['href'] for each in sheets_open(visitor)[-1].descendants() if 'href' in each.props]


def shown(element: Element) -> bool:
    return all(each.visible for each in (element, *element.ancestors()))


def beside_field(visitor: Visitor, label: str) -> str:
    """The sentence that stands below a field: an error, or else a hint."""
    made = in_form(visitor, label)
    return str((made.props.get('error') and made.props.get('error-message')) or made.props.get('hint') or '')


def in_form(visitor: Visitor, label: str) -> Any:
    found = [each for each in sheets_open(visitor)[-1].descendants()
             if each.props.get('label') == label and 'data-field' in each.props]
    assert len(found) == 1, f'{len(found)} fields are called {label}'
    return found[0]


def type_in(visitor: Visitor, label: str, text: str) -> None:
    """Empty a field, type, and leave it."""
    made = in_form(visitor, label)
    with visitor.client:
        made.set_value(text)
    UserInteraction(visitor, {made}, None).trigger('blur')


def push(visitor: Visitor, word: str) -> None:
    """A button in the topmost dialog."""
    found = [each for each in sheets_open(visitor)[-1].descendants() if isinstance(each, ui.button) and shown(each)
             and word in (each.text, each.props.get('aria-label'))]
    assert len(found) == 1, f'{len(found)} buttons are called {word}'
    UserInteraction(visitor, {found[0]}, None).click()


def answer(visitor: Visitor, word: str) -> None:
    """An answer to a question of consent in the topmost dialog; the first group that has it."""
    radio = next(each for each in sheets_open(visitor)[-1].descendants()
                 if isinstance(each, ui.radio) and word in each.options.values())
    with visitor.client:
        radio.set_value(next(value for value, shown_word in radio.options.items() if shown_word == word))
