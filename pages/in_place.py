"""A form that stands open on a screen: its buttons come with the first change, and others may save meanwhile."""
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from db.errors import Conflict, Refused
from db.fields import Column
from db.i18n import _
from db.who import Who
from pages import forms, guard
from pages.theme import box, button, say

Values = Mapping[str, Any]

# The buttons go with what they have saved. Whoever pressed one of them goes on at the heading above, not at the top of
# the page, where the browser would put them.
TO_HEADING = '''(() => {{
  const foot = document.getElementById("{foot}"), now = document.activeElement;
  const heading = foot?.closest("section")?.querySelector("h2");
  if (!heading || !(now === document.body || foot.contains(now))) return;
  heading.tabIndex = -1;
  heading.focus({{ preventScroll: true }});
}})()'''


class InPlace:
    """`save(who, values)` gets only what was changed here; `saved()` shows the newest values with `show`.

    Fields nobody types in follow the store. Nothing typed is replaced, not even what was typed while saving. `others`
    names what else on the screen is changed and not saved.
    """

    def __init__(self, columns: tuple[Column, ...], values: Values, *, right: str, draft: str,
                 save: Callable[[Who, dict[str, Any]], Awaitable[None]], saved: Callable[[], Awaitable[None]],
                 others: Callable[[], str] = lambda: '') -> None:
        self._save, self._saved, self._others = save, saved, others
        self._storing = False   # a second tap while the first is on its way saves nothing
        store, discard = guard.act(right)(self._store), guard.act(right)(self._discard)
        self.form = forms.Form(right=right, send=lambda: store(), draft=draft)
        with self.form:
            self.form.draw(columns, values)
            self.notes = box('kb-meanwhile', role='status')
            with box('kb-save') as self.foot:
                button(_('Speichern'), 'fill', on_click=lambda: store())
                button(_('Verwerfen'), 'quiet kb-plain', on_click=lambda: discard())
        self.notes.set_visibility(False)
        self.form.restored = self._show_foot
        for field in self.form.fields.values():
            field.element.on_value_change(self._show_foot)
        self._show_foot()

    def __getitem__(self, name: str) -> forms.Field:
        return self.form.fields[name]

    @property
    def changed(self) -> bool:
        return self.form.changed

    def show(self, values: Values) -> None:
        self.form.fill(values)
        if not self.changed:
            self._clear_notes()
        self._show_foot()

    def overtaken(self, values: Values) -> dict[str, str]:
        """Fields typed into here for which `values` holds something new: label and what it holds."""
        return {field.column.label: field.column.show(values.get(name)) for name, field in self.form.fields.items()
                if field.changed and field.before != forms.held(field.column, values.get(name))}

    async def _store(self, who: Who) -> None:
        if self._storing:
            return
        self._storing = True
        try:
            if await self._kept(who):
                others = self._others()
                say(_('Gespeichert. Noch nicht gespeichert: {others}.').format(others=others) if others else
                    _('Gespeichert.'))
                self._leave_foot()
        finally:
            self._storing = False

    async def _kept(self, who: Who) -> bool:
        """False when a field shows what is wrong with it."""
        values = self.form.parse()
        if values is None:
            return False
        sent = {name: field.value for name, field in self.form.fields.items() if field.changed}
        try:
            await self._save(who, {name: values[name] for name in sent})
        except Conflict:
            raise
        except Refused as refusal:
            self.form.refuse(refusal)
            return False
        for name, value in sent.items():
            self.form.fields[name].before = value
        await self._saved()
        return True

    def _discard(self, _who: Who) -> None:
        for field in self.form.fields.values():
            field.element.set_value(field.before)
            field.check()
        self._settle()
        self._show_foot()
        self._leave_foot()

    def _settle(self) -> None:
        """Nothing typed is left: the browser's draft and the notes about it go."""
        self._clear_notes()
        self.form.saved()

    def _clear_notes(self) -> None:
        self.notes.clear()
        self.notes.set_visibility(False)

    def _show_foot(self) -> None:
        if self.changed and not self.foot.visible:
            self.form.run_method('uncover')
        self.foot.set_visibility(self.changed)

    def _leave_foot(self) -> None:
        if not self.changed:
            self.form.client.run_javascript(TO_HEADING.format(foot=self.foot.html_id))
