"""Forms drawn from columns: each kind has its field, and the sentence of a refusal stands beside the field it is about.

    with forms.Form(right='edit', send=guard.act('edit')(save), draft=f'{account}-{public_id}') as form:
        form.draw(columns, values)    # columns and values come from the store
    …
    values = form.parse()             # None: something is wrong, and it says where

Nothing typed is ever replaced or emptied by the program: not by a refusal, not by a conflict, not by a reload.
"""
import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from nicegui import Client, ui
from nicegui.elements.mixins.value_element import ValueElement
from nicegui.events import GenericEventArguments

from db.errors import Refused
from db.fields import Column
from db.i18n import _
from db.kinds import Kind
from db.who import Who
from pages import guard, theme

TYPES = {Kind.PHONE: {'type': 'tel'}, Kind.EMAIL: {'inputmode': 'email'}, Kind.NUMBER: {'inputmode': 'decimal'},
         Kind.DATE: {'placeholder': 'TT.MM.JJJJ'}}   # a date picker swallows what is no date; a text says so
CHOSEN = (Kind.CHOICE, Kind.YES_NO)
WIDE = (Kind.LONG_TEXT, Kind.YES_NO)
TOGETHER = 2.0   # seconds
told_at: WeakKeyDictionary[Client, float] = WeakKeyDictionary()   # when somebody heard last that a draft came back


class Form(ui.element, component='forms.js'):
    """A real form: Enter in a line does what its button does (`send`, guarded by its owner). `draft` names what the
    browser keeps while nothing is saved; `on_change` is told when there begins or ceases to be something unsaved."""

    def __init__(self, *, right: str, send: Callable[[], Any], draft: str = '',
                 on_change: Callable[[bool], None] = lambda _changed: None) -> None:
        super().__init__()
        self._right, self._on_change = right, on_change
        self._was_changed = False
        self.fields: dict[str, Field] = {}
        self.restored: Callable[[], None] = lambda: None   # called when a draft came back
        self._draft = f'kb-draft-{draft}' if draft else ''
        self.props['draft'] = self._draft
        self.on('send', send, args=[])
        self.on('restore', guard.act(right)(self._restore))

    def draw(self, columns: tuple[Column, ...], values: Mapping[str, Any] | None = None) -> None:
        """One grid of fields, in the order of the columns."""
        with theme.box('kb-form'):
            for column in columns:
                field = Field(column, (values or {}).get(column.name), self._right)
                field.element.on_value_change(self._look)
                if column.kind in CHOSEN:
                    field.element.on_value_change(self._chosen)
                self.fields[column.name] = field

    @property
    def changed(self) -> bool:
        return any(field.changed for field in self.fields.values())

    def parse(self, *, only_changed: bool = False) -> dict[str, Any] | None:
        """The values to store, or None: every wrong field then shows its sentence and the first one has the focus."""
        values: dict[str, Any] = {}
        wrong = []
        for name, field in self.fields.items():
            if only_changed and not field.changed:
                continue
            try:
                values[name] = field.parse()
            except Refused as refusal:
                field.refuse(refusal.sentence)
                wrong.append(name)
        if not wrong:
            return values
        self.run_method('focus_field', wrong[0])
        return None

    def refuse(self, refusal: Refused) -> None:
        """A verb refused: its sentence goes beside the field it names. Raises it again when it names none of these."""
        named = self.fields.get(refusal.field or '')
        if named is None:
            raise refusal
        named.refuse(refusal.sentence)
        self.run_method('focus_field', refusal.field)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show what the store holds now; a field somebody typed into keeps that."""
        before = [field.before for field in self.fields.values()]
        for name, field in self.fields.items():
            if name in values:
                field.fill(values[name])
        anew = self._was_changed or before != [field.before for field in self.fields.values()]
        if anew and not self.changed:   # else the browser may be about to take a draft back
            self.run_method('start')
        self._look()

    def saved(self) -> None:
        """What is on the screen is stored: nothing is changed any more and the draft goes."""
        for field in self.fields.values():
            field.before = field.value
        self.run_method('start')
        self._look()

    def forget(self) -> None:
        """The form is about to go and its draft with it: everything is saved, or was thrown away."""
        # not by a method of the form: while its dialog closes, the browser has none any more
        self.client.run_javascript(f'sessionStorage.removeItem({json.dumps(self._draft)})')

    def _restore(self, _who: Who, event: GenericEventArguments) -> None:
        """A draft came back after a reload: as if it were typed again, and with what others saved meanwhile."""
        for name, kept in (event.args if isinstance(event.args, dict) else {}).items():
            if name in self.fields and isinstance(kept, dict):
                self.fields[name].take_back(str(kept.get('text')), str(kept.get('before')))
        if self.changed:
            self.restored()
            self._say_so()
            self._chosen()   # it is a draft again, for the next reload

    def _say_so(self) -> None:
        """Once for all the forms of a screen, which come back at the same moment."""
        now = time.monotonic()
        if now - told_at.get(self.client, -TOGETHER) >= TOGETHER:
            theme.say(_('Was du vorhin getippt hast, steht wieder da. Es ist noch nicht gespeichert.'))
        told_at[self.client] = now

    def _chosen(self) -> None:
        self.run_method('chosen')

    def _look(self) -> None:
        if self._was_changed != self.changed:
            self._was_changed = self.changed
            self._on_change(self._was_changed)


class Field:
    """One column on the screen."""

    def __init__(self, column: Column, value: Any, right: str) -> None:
        self.column = column
        self.before = held(column, value)
        self.element = draw(column, self.before)
        self.element.props['data-field'] = column.name
        self._wrong = False
        self._refused: Any = None
        self._overtaken = False
        self.element.on('blur', guard.act(right)(self._left), args=[])
        self.element.on_value_change(self._typed)

    @property
    def changed(self) -> bool:
        return bool(self.value != self.before)

    @property
    def value(self) -> Any:
        return self.element.value if self.column.kind is Kind.YES_NO else str(self.element.value or '')

    def parse(self) -> Any:
        if self.column.kind is Kind.YES_NO:
            return bool(self.value)
        if self.column.kind is Kind.CHOICE and self.value and not self.changed:
            return self.value   # stays, even if it is no choice any more
        return self.column.parse(self.value)

    def refuse(self, sentence: str) -> None:
        """Stays until the value is another one: the blur of tapping Speichern must not clear what saving said."""
        self._wrong = True
        self._refused = self.value
        theme.show_error(self.element, sentence)

    def fill(self, value: Any) -> None:
        self._overtaken = False
        stored = held(self.column, value)
        if not self.changed:
            self.element.set_value(stored)
        self.before = stored

    def take_back(self, text: str, before: str) -> None:
        """What a draft kept, and what stood in the field when it was typed."""
        yes_no = self.column.kind is Kind.YES_NO
        self.element.set_value(text == 'true' if yes_no else text)
        if before != (str(self.before).lower() if yes_no else self.before):
            self.overtaken(self.before)

    def overtaken(self, stored: Any) -> None:
        """Somebody else saved another value than the one that stood here; what was typed stays."""
        text = self.column.show(stored) if not isinstance(stored, str) else stored
        self.note(_('Inzwischen gespeichert: {text}').format(text=text or _('nichts')))
        self._overtaken = True   # stays, whatever a late blur has to say

    def _left(self, _who: Who) -> None:
        self.check()

    def check(self) -> None:
        """A wrong text says so, an odd one too but may stay. An empty field waits for saving."""
        if self.column.kind is Kind.YES_NO or (self._wrong and self.value == self._refused):
            return
        try:
            if self.value:
                self.parse()
        except Refused as refusal:
            self.refuse(refusal.sentence)
            return
        if self._overtaken:
            return
        warning = self.column.warn(self.value)
        self.note(warning or self.column.hint, odd=bool(warning))

    def _typed(self) -> None:
        if self._wrong:
            self.check()   # the sentence goes as soon as the reason does

    def note(self, text: str, *, odd: bool = True) -> None:
        """A sentence below the field that stops nobody."""
        self._wrong = False
        self.element.props['hint'] = text
        self.element.classes(**{'add' if odd else 'remove': 'kb-odd'})
        theme.show_error(self.element, '')


def held(column: Column, value: Any) -> Any:
    """What the field holds for a stored value: as it was typed, not as lists and paper show it."""
    if column.kind is Kind.YES_NO:
        return bool(value)
    return str(value or '') if column.kind is Kind.PHONE else column.show(value)


def draw(column: Column, value: Any) -> ValueElement[Any]:
    wide = f'is-{column.name}' + (' kb-span' if column.kind in WIDE else '')
    if column.kind is Kind.YES_NO:
        return ui.checkbox(column.label, value=value).classes(f'kb-tick {wide}')
    if column.kind is Kind.CHOICE:
        choice = theme.choose(column.label, options(column, value), value or None, wide)
        return theme.dress(choice, hint=column.hint)
    if column.kind is Kind.LONG_TEXT:
        lines = ui.textarea(column.label, value=value).classes(f'kb-field {wide}')
        return theme.dress(lines, hint=column.hint, rows='3')
    line = theme.field(column.label, value, hint=column.hint, classes=wide, autocomplete='off')
    line.props.update(TYPES.get(column.kind, {}))
    return line


def options(column: Column, value: str) -> dict[str, str]:
    """The choices, with a way to take a choice back, and what is stored even if it is no choice any more."""
    words = dict.fromkeys((value, *column.choices) if value else column.choices)
    return ({} if column.required else {'': _('keine Angabe')}) | {word: word for word in words}
