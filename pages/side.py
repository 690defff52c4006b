"""The sheet at the side: what belongs to one row, beside the list it came from.

Escape, the page behind it, „Schließen“ and „Abbrechen“ close it. When something typed is not saved they ask first,
and only then.
"""
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from nicegui import ui

from db.i18n import _
from pages import theme
from pages.dialogs import AlreadyOpen, Dialog, answers, question


class Side:
    """`body` scrolls, `foot` stays in view. `on_close` is called once, however the sheet is closed;
    `on_drop` before that, when somebody chose to throw away what they typed."""

    def __init__(self, title: str, on_close: Callable[[], None]) -> None:
        self.on_drop: Callable[[], None] = lambda: None
        self._place = ui.context.slot.parent   # outlives the sheet, which may be gone before a question is answered
        self._unsaved = False
        self._questions: list[ui.dialog] = []
        with Dialog('side', title) as self.dialog, theme.box('kb-side'):
            name = f'side-{self.dialog.id}'
            self.dialog.props.update({'position': 'right', 'full-height': True, 'aria-labelledby': name})
            with theme.box('kb-side__head'):
                with theme.box('kb-side__title'):
                    self.title = theme.Text('h2', title)
                    self.title.props['id'] = name
                    self.line = theme.Text('p', '', 'kb-small kb-mute')
                theme.button('', 'quiet kb-plain', icon='o_close', name=_('Schließen'), on_click=self.close)
            self.body = theme.box('kb-side__body', tabindex='0', role='region', aria_label=_('Angaben'))
            self.foot = theme.box('kb-side__foot')
        self.dialog.on('shake', self._ask_first)   # Escape or a click beside it, while it must not close by itself
        self.dialog.on('hide', self.dialog.delete)
        self.dialog.on_value_change(lambda event: None if event.value else self._closed(on_close))

    def open(self) -> None:
        self.dialog.open()

    def empty(self) -> None:
        """Nothing of what was shown or asked stays in the page, not even while the sheet slides away."""
        self.title.set_text('')
        self.line.set_text('')
        self.body.clear()
        for asked in self._close_questions():
            asked.clear()

    @property
    def is_open(self) -> bool:
        return bool(self.dialog.value)

    def unsaved(self, is_so: bool) -> None:
        """Whether something typed would be lost; only then closing has to ask."""
        if self._unsaved == is_so:
            return
        self._unsaved = is_so
        self.dialog.props['persistent'] = is_so
        self.dialog.update()

    def close(self) -> bool:
        """False while the question stands whether to throw away what was typed."""
        if self._unsaved:
            self._ask_first()
            return False
        self.dialog.close()
        return True

    def _ask_first(self) -> None:
        sentence = _('Was du geändert hast, ginge verloren.')
        with suppress(AlreadyOpen), self.ask(_('Noch nicht gespeichert'), sentence) as asked, answers():
            theme.button(_('Weiter bearbeiten'), 'fill', on_click=asked.close)
            theme.button(_('Verwerfen'), 'danger', on_click=lambda: self._drop(asked))

    @contextmanager
    def ask(self, title: str, text: str = '') -> Iterator[ui.dialog]:
        """A question in the middle of the screen. It opens at once; what is drawn inside the `with` stands in it."""
        with self._place, question(title, text) as asked:
            self._questions.append(asked)
            yield asked

    def _closed(self, on_close: Callable[[], None]) -> None:
        self._close_questions()   # they are about what is no longer to be seen
        on_close()

    def _close_questions(self) -> list[ui.dialog]:
        self._questions = [asked for asked in self._questions if not asked.is_deleted]
        for asked in self._questions:
            asked.close()
        return self._questions

    def _drop(self, asked: ui.dialog) -> None:
        asked.close()
        self.on_drop()
        self._unsaved = False
        self.dialog.close()
