"""What opens above a screen: a question in the middle of it, or the sheet at its side (side.py).

Of a double tap the program hears two taps before it has opened anything. What stands open is not opened over itself,
or whoever answers it would meet it once more below: the second tap ends in `AlreadyOpen`, which guard.act lets go.
What a second tap would hit in the browser is up to taps.js.
"""
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from nicegui import ui

from pages import theme


class AlreadyOpen(Exception):
    """What was asked for stands on this page already."""


class Dialog(ui.dialog):
    """`title` says what it is about; of one kind there is one at a time. Closed to begin with."""

    def __init__(self, kind: str, title: str) -> None:
        self.key = (kind, title)
        self._refuse_second()
        super().__init__()

    def open(self) -> Self:
        self._refuse_second()
        return super().open()

    def _refuse_second(self) -> None:
        if any(isinstance(each, Dialog) and each.value and each.key == self.key
               for each in ui.context.client.elements.values()):
            raise AlreadyOpen(self.key)


@contextmanager
def question(title: str, text: str = '', classes: str = '') -> Iterator[ui.dialog]:
    """It opens at once; what is drawn inside the `with` stands in it. Closed, it is gone."""
    with Dialog('question', title) as dialog, theme.box(f'kb-sure {classes}'):
        dialog.props['aria-labelledby'] = name = f'ask-{dialog.id}'
        dialog.on('hide', dialog.delete)
        theme.Text('h2', title).props['id'] = name
        if text:
            theme.Text('p', text)
        dialog.open()
        yield dialog


def answers() -> ui.element:
    """The row of buttons below a question."""
    return theme.box('kb-sure__acts')
