"""The café's own columns: the list in the settings, and the sheet at the side for one of them or a new one."""
from collections.abc import Callable
from functools import partial

from nicegui import ui

from db import columns
from db.clock import show_date, utc_now
from db.columns import CHOICES, HINT, KINDS, LABEL, PLACES, OwnColumn
from db.events import Changed
from db.i18n import _
from db.kinds import Kind
from db.sheet_counts import several
from db.who import Who
from pages import guard, live, theme
from pages.accounts import tried
from pages.bridge import in_store
from pages.dialogs import answers
from pages.side import Side
from pages.steady import Steady
from pages.theme import Text, box, button, choose, field, say

KEY, TITLE = 'spalten', _('Eigene Spalten')
LINE = _('Was euch noch fehlt. Eine neue Spalte steht sofort im Formular, in der Liste und in der Suche, und was darin '
         'steht, geht mit der Person oder der Reparatur. Bitte nur, was ihr wirklich braucht.')
HIDDEN = _('Nicht in der Liste zeigen, nur im Formular')


async def draw() -> None:
    with box('kb-settings__part', 'section', id=KEY):
        with box('kb-head kb-head--inline'):
            with box('kb-head__text kb-owns__head'):
                Text('h2', TITLE)
                Text('p', LINE, 'kb-mute')
            new = guard.act('settings')(lambda _who: NewColumn())
            button(_('Neue Spalte'), 'soft', icon='o_add', on_click=lambda: new())
        listed = Listed(box())   # a sheet drawn inside its line would go when saving draws the line anew
    await listed.again()


class Listed:
    """The columns under the name of the place they belong to, the retired ones at the end."""

    def __init__(self, sheets: ui.element) -> None:
        self.none = Text('p', _('Noch keine eigene Spalte.'), 'kb-mute kb-owns__none')
        self.groups: dict[str, tuple[ui.element, Steady[OwnColumn]]] = {}
        for table, place in PLACES.items():
            self.group(table, place.title, partial(draw_line, sheets))
        self.group('', _('Stillgelegt'), draw_retired)
        live.watch({'custom_column'}, self.again)

    def group(self, key: str, title: str, draw_row: Callable[[OwnColumn], ui.element]) -> None:
        with box('kb-owns') as around:
            Text('h3', title)
            self.groups[key] = (around, Steady(box('kb-rows', 'ul'), draw_row))

    async def again(self, _changed: Changed | None = None) -> None:
        found = await in_store(columns.all_columns)
        self.none.set_visibility(not found)
        for key, (around, lines) in self.groups.items():
            here = [one for one in found if (one.table == key and not one.retired_at) or (not key and one.retired_at)]
            around.set_visibility(bool(here))
            lines.show({one.name: one for one in here})


def draw_line(sheets: ui.element, line: OwnColumn) -> ui.element:
    edit = guard.act('settings')(lambda _who: open_one(sheets, line))
    with box('kb-own', 'li') as item:
        with box('kb-own__main'):
            Text('span', line.label, 'kb-account__name')
            Text('span', about(line), 'kb-small kb-mute')
        with box('kb-own__acts'):
            for way, icon, words in ((-1, 'o_arrow_upward', _('Nach oben: {name}')),
                                     (1, 'o_arrow_downward', _('Nach unten: {name}'))):
                arrow(line, way, icon, words.format(name=line.label))
            button(_('Bearbeiten'), 'line kb-tight', name=_('Bearbeiten: {name}').format(name=line.label),
                   on_click=lambda: edit())
    return item


def arrow(line: OwnColumn, way: int, icon: str, name: str) -> None:
    async def move(who: Who) -> None:
        await in_store(columns.move, line.id, way, who, utc_now())
        # a line that is moved loses the focus, and whoever pressed it presses it again
        made.client.run_javascript(f'setTimeout(() => document.getElementById("{made.html_id}")?.focus(), 150)')
    act = guard.act('settings')(move)
    made = button('', 'quiet kb-plain kb-own__move', icon=icon, name=name, on_click=lambda: act())


def draw_retired(line: OwnColumn) -> ui.element:
    async def back(who: Who) -> None:
        await in_store(columns.take_back, line.id, who, utc_now())
        say(_('„{name}“ ist wieder da.').format(name=line.label))
    act = guard.act('settings')(back)
    until = _('zurückzuholen bis {day}, dann werden die Werte gelöscht').format(day=show_date(line.back_until))
    with box('kb-own', 'li') as item:
        with box('kb-own__main'):
            Text('span', f'{line.label} ({PLACES[line.table].title})', 'kb-account__name')
            Text('span', ' · '.join((rows(line.filled), until)), 'kb-small kb-mute')
        with box('kb-own__acts'):
            button(_('Zurückholen'), 'line kb-tight', name=_('Zurückholen: {name}').format(name=line.label),
                   on_click=lambda: act())
    return item


def about(line: OwnColumn) -> str:
    parts = [KINDS[line.kind], ', '.join(line.choices), rows(line.filled), _('nicht in der Liste') * line.hidden]
    return ' · '.join(part for part in parts if part)


def rows(count: int) -> str:
    return _('noch leer') if not count else _('in {rows}').format(rows=several(count, _('Zeile'), _('Zeilen')))


# ---- a sheet for one column ------------------------------------------------------------------------------------------
class ColumnSheet:
    """What a new column and one that exists have in common. `first` draws what comes before the values."""

    def __init__(self, title: str, line: OwnColumn | None) -> None:
        self.line = line
        self.busy = False   # a second tap while the first is on its way
        keep = guard.act('settings')(self.keep)
        self.side = Side(title, lambda: None)
        with self.side.body, box('kb-form kb-form--one'):
            self.label = field(LABEL.label, line.label if line else '', autocomplete='off')
            self.first()
            self.choices = lines(CHOICES.label, '\n'.join(line.choices) if line else '', CHOICES.hint)
            self.hint = field(HINT.label, line.hint if line else '', autocomplete='off')
            self.hidden = ui.checkbox(HIDDEN, value=bool(line and line.hidden)).classes('kb-tick')
        self.before = self.typed()
        for each in (self.label, self.choices, self.hint, self.hidden):
            each.on_value_change(lambda: self.side.unsaved(self.typed() != self.before))
        with self.side.foot:
            button(_('Speichern'), 'fill', on_click=lambda: keep())
            button(_('Abbrechen'), 'quiet kb-plain', on_click=self.side.close)
        self.settle()
        self.side.open()

    def first(self) -> None:
        """What stands below the name."""

    def typed(self) -> tuple[str, str, str, bool]:
        return (str(self.label.value or ''), str(self.choices.value or ''), str(self.hint.value or ''),
                bool(self.hidden.value))

    @property
    def kind(self) -> Kind:
        return self.line.kind if self.line else Kind.TEXT

    def settle(self) -> None:
        self.choices.set_visibility(self.kind is Kind.CHOICE)

    async def store(self, who: Who) -> None:
        """Call the verb."""
        label, choices, hint, hidden = self.typed()
        if self.line:
            await in_store(columns.change, self.line.id, who, utc_now(), label=label, hint=hint,
                           choices=choices.splitlines(), hidden=hidden)

    async def keep(self, who: Who) -> None:
        if self.busy or not self.side.is_open:
            return
        self.busy = True
        try:
            if await tried({'label': self.label, 'hint': self.hint, 'choices': self.choices}, lambda: self.store(who)):
                say(_('Gespeichert.'))
                self.side.unsaved(False)
                self.side.close()
        finally:
            self.busy = False


class NewColumn(ColumnSheet):
    def __init__(self) -> None:
        super().__init__(_('Neue Spalte'), None)

    def first(self) -> None:
        self.place = choose(_('Wohin gehört sie?'), {table: place.title for table, place in PLACES.items()},
                            next(iter(PLACES)))
        self.until = Text('p', '', 'kb-small kb-mute kb-own__until')
        self.what = choose(_('Was steht darin?'), dict(KINDS), Kind.TEXT)
        for each in (self.place, self.what):
            each.on_value_change(self.settle)

    @property
    def kind(self) -> Kind:
        return Kind(self.what.value)

    def settle(self) -> None:
        super().settle()
        self.until.set_text(PLACES[str(self.place.value)].until)

    async def store(self, who: Who) -> None:
        label, choices, hint, hidden = self.typed()
        await in_store(columns.add, str(self.place.value), label, self.kind, who, utc_now(),
                       choices=choices.splitlines(), hint=hint, hidden=hidden)


class OneColumn(ColumnSheet):
    def __init__(self, line: OwnColumn) -> None:
        super().__init__(line.label, line)
        ask = guard.act('settings')(lambda _who: self.ask())
        with self.side.body, box(tag='section'):
            button(_('Spalte stilllegen …'), 'danger', on_click=lambda: ask())

    def first(self) -> None:
        if self.line:
            place = PLACES[self.line.table]
            Text('p', f'{place.title}: {KINDS[self.line.kind]}. {place.until}', 'kb-small kb-mute kb-own__until')

    def ask(self) -> None:
        if self.line is None:
            return
        retire = guard.act('settings')(self.retire)
        title = _('„{name}“ stilllegen?').format(name=self.line.label)
        with self.side.ask(title, loses(self.line.filled)) as question, answers():
            button(_('Stilllegen'), 'danger', on_click=lambda: retire())
            button(_('Abbrechen'), 'quiet kb-plain', on_click=question.close)

    async def retire(self, who: Who) -> None:
        if self.busy or self.line is None:
            return
        self.busy = True
        with self.side.body:
            await in_store(columns.retire, self.line.id, who, utc_now())
        say(_('Stillgelegt. Bis in 14 Tagen lässt sie sich zurückholen.'))
        self.side.unsaved(False)
        self.side.close()


async def open_one(sheets: ui.element, line: OwnColumn) -> None:
    newest = {one.id: one for one in await in_store(columns.all_columns)}   # how many rows hold something now
    with sheets:
        OneColumn(newest.get(line.id, line))


def loses(filled: int) -> str:
    if not filled:
        return _('In dieser Spalte steht nichts. Sie lässt sich 14 Tage lang zurückholen.')
    what = (_('Eine Zeile verliert, was darin steht.') if filled == 1
            else _('{n} Zeilen verlieren, was darin steht.').format(n=filled))
    return what + ' ' + _('14 Tage lang lässt sich die Spalte zurückholen, danach werden die Werte gelöscht.')


def lines(label: str, value: str, hint: str) -> ui.textarea:
    made = ui.textarea(label, value=value).classes('kb-field')
    return theme.dress(made, hint=hint, rows='5')
