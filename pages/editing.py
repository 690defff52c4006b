"""What every sheet with a form does alike: saving once, refusing beside the field, and telling of what others saved."""
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from nicegui import ui

from db.errors import Conflict, Refused, Unknown
from db.events import Changed
from db.i18n import _
from db.who import Who, may
from pages import forms, guard, live, theme
from pages.bridge import in_store
from pages.side import Side


class View(Protocol):
    """What the store tells about a row that can be edited (a frozen dataclass)."""
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def public_id(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def values(self) -> dict[str, Any]: ...


Shown = TypeVar('Shown', bound=View)


class Editor(ABC):
    """A sheet with a form and „Speichern“. Subclasses draw into `form` and say in `store` what saving does."""

    def __init__(self, title: str, draft: str, on_close: Callable[[], None]) -> None:
        self._saving = False   # a second tap while the first is on its way makes no second record
        self.side = Side(title, on_close)
        self.side.on_drop = self.forget
        viewer = guard.viewer()
        save = guard.act('edit')(self.save)
        with self.side.body:
            self.notice = theme.box('kb-notice', role='alert')
            self.reach = theme.box('kb-reach')   # ways to call or write, above the form
            self.form = forms.Form(right='edit', send=save, draft=f'{viewer.account}-{draft}',
                                   on_change=self.side.unsaved)
        with self.side.foot:
            if may(viewer, 'edit'):
                theme.button(_('Speichern'), 'fill', on_click=save)
            theme.button(_('Abbrechen'), 'quiet', on_click=self.side.close)

    @abstractmethod
    async def store(self, who: Who) -> bool:
        """Parse and call the verb. False when the form shows what is missing."""

    async def save(self, who: Who) -> None:
        if self._saving or not self.side.is_open:
            return
        self._saving = True
        try:
            async with self.acting():
                await self._save(who)
        finally:
            self._saving = False

    async def _save(self, who: Who) -> None:
        try:
            if await self.store(who):
                self.finish()
                theme.say(_('Gespeichert.'))
        except Conflict as conflict:
            self.say_conflict(conflict.sentence)
        except Refused as refusal:
            self.refuse(refusal)

    def acting(self) -> AbstractAsyncContextManager[None]:
        """Around whatever a button of this sheet does. Only sheets of stored rows have to do something about it."""
        return nullcontext()

    def refuse(self, refusal: Refused) -> None:
        self.form.refuse(refusal)

    def say_conflict(self, sentence: str) -> None:
        """Only sheets of stored rows can meet one."""
        theme.say(sentence, 'error')

    def finish(self) -> None:
        """Close without asking: everything is stored, or gone."""
        self.forget()
        self.side.unsaved(False)
        self.side.close()

    def forget(self) -> None:
        self.form.forget()


class RowEditor(Editor, Generic[Shown]):
    """An editor for a row of the store, which others may change meanwhile."""

    def __init__(self, view: Shown, table: str, on_close: Callable[[], None]) -> None:
        super().__init__(view.name, view.public_id, on_close)
        self.view = view
        self._key = (table, view.public_id)
        self._acting = 0   # buttons of this sheet that are at work
        self._missed = False   # something was saved meanwhile
        self._overtaken = False   # others saved what is typed over here, and nobody has looked at it yet
        with self.side.body:
            live.watch({table}, self._changed)

    @abstractmethod
    async def load(self) -> Shown:
        """The row as it stands now. Raises `Unknown` when it is gone."""

    @abstractmethod
    def show(self) -> None:
        """Draw everything about `view` that is no field."""

    def outdated(self, _view: Shown) -> bool:
        """Whether the form would need other fields for the newest state."""
        return False

    async def carry_out(self, said: str, verb: Callable[..., Any], *args: Any) -> None:
        """What a button below the form does: one verb, one sentence, and the sheet shows what came of it."""
        page = ui.context.client   # the question with the button goes before a long verb is through
        async with self.acting():
            await in_store(verb, *args)
            with page:
                theme.say(said)
                await self.refresh()

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[None]:
        """While a button is at work: it says itself what it has done, and shows it. What others save meanwhile is
        shown when it is through."""
        self._acting += 1
        try:
            yield
        finally:
            self._acting -= 1
        if self._missed and not self._acting:
            self._missed = False
            if self.side.is_open:
                await self.refresh()

    async def _changed(self, changed: Changed) -> None:
        if self._key not in changed.rows:
            return
        if self._acting:
            self._missed = True
        else:
            await self.refresh()

    async def refresh(self) -> None:
        """After a change, here or elsewhere. While something is typed, the form waits for a word of whoever types."""
        try:
            view = await self.load()
        except Unknown as gone:
            self._gone('' if self._acting else gone.sentence)
            return
        if not self.side.is_open or view == self.view:
            return
        if self.outdated(view):
            self._leave_open_draft()
            return
        if self.form.changed and (self._overtaken or view.values != self.view.values):
            if view.values != self.view.values:
                self.say_conflict(_('{name} wurde gerade von jemand anderem geändert.').format(name=view.name))
            self.view = replace(view, version=self.view.version)
        else:
            self.view = view
            self.form.fill(view.values)
        self.show()

    def say_conflict(self, sentence: str) -> None:
        """Nothing typed goes: the newest state is fetched around it."""
        self._overtaken = True
        self.notice.clear()
        with self.notice:
            theme.Text('p', sentence)
            theme.button(_('Neu laden, Getipptes behalten'), 'soft', on_click=guard.act('lists')(self._reload))

    async def _reload(self, _who: Who) -> None:
        self.view = await self.load()
        self._overtaken = False
        self.notice.clear()
        stored = self.view.values
        overtaken = [field for name, field in self.form.fields.items()
                     if field.changed and field.before != forms.held(field.column, stored.get(name))]
        self.form.fill(stored)
        for field in overtaken:
            field.overtaken(stored.get(field.column.name))
        self.show()

    def _leave_open_draft(self) -> None:
        """Closed because other fields belong to this row now. What was typed comes back when it is opened again."""
        if not self._acting:
            theme.say(self._why_closed())
        self.side.unsaved(False)
        self.side.close()

    def _why_closed(self) -> str:
        why = _('{name} wurde gerade anderswo geändert. Jetzt gehören andere Angaben dazu.').format(name=self.view.name)
        kept = _(' Was du getippt hast und noch dazugehört, steht beim nächsten Öffnen wieder da.')
        return why + kept if self.form.changed else why

    def _gone(self, sentence: str) -> None:
        """Nothing about an erased row stays in the page. Who erased it here knows and needs no sentence."""
        if self.side.is_open:
            if sentence:
                theme.say(sentence)
            self.finish()
        self.side.empty()
