"""What is open beside a list: a person, an organisation, or the form for somebody new. One at a time."""
import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from pages import newcomer, organisation, person, theme
from pages.editing import Editor, RowEditor
from pages.repair_person import Withdrawal

NEW = (*newcomer.ENTRIES, 'organisation')


@dataclass(frozen=True)
class Opened:
    """One person, one organisation, or a form for somebody new (`new`, at `organisation` if it names one). These are
    public ids and fixed words, so they may stand in an address (D8)."""
    person: str = ''
    organisation: str = ''
    new: str = ''

    def __bool__(self) -> bool:
        return bool(self.person or self.organisation or self.new)

    def address(self) -> dict[str, str]:
        return {'person': self.person, 'organisation': self.organisation, 'neu': self.new}


def opened_by(address: str) -> Opened:
    query = dict(parse_qsl(urlsplit(address).query))
    new = query.get('neu', '')
    return Opened(query.get('person', ''), query.get('organisation', ''), new if new in NEW else '')


class Beside:
    """Made inside the screen it belongs to and gone with it. `note` writes what is open into the address."""

    def __init__(self, note: Callable[[Opened], None]) -> None:
        self._note = note
        self._place = theme.box('kb-beside')
        self._what = Opened()
        self._sheet: Editor | None = None
        self._switching = False
        self._opening = asyncio.Lock()
        with self._place:   # one for all people of this screen; it must outlive the sheet of whom it erases
            self._withdrawal = Withdrawal(self._refresh, self._acting)

    async def open(self, what: Opened) -> None:
        """Show this instead of what is open, or nothing. Raises `Refused` when it does not exist (any more)."""
        async with self._opening:   # a double tap opens one sheet
            await self._open(what)

    async def _open(self, what: Opened) -> None:
        if what == self._what:
            return
        if not self._put_away():
            self._note(self._what)   # something typed is not saved: it stays, and so does its address
            return
        self._what, self._sheet = Opened(), None
        if what:
            with self._place:
                self._sheet = await self._make(what)
            self._what = what
        self._note(what)

    def _put_away(self) -> bool:
        self._switching = True
        try:
            return self._sheet is None or self._sheet.side.close()
        finally:
            self._switching = False

    async def _make(self, what: Opened) -> Editor:
        if what.new == 'organisation':
            return await organisation.open_new_organisation(self._closed, self._new_contact)
        if what.new:
            return await newcomer.open_newcomer(what.new, self._closed, what.organisation)
        if what.person:
            return await person.open_person(what.person, self._closed, self._withdrawal)
        return await organisation.open_organisation(what.organisation, self._closed, self._show_person,
                                                    self._new_contact)

    def _acting(self) -> AbstractAsyncContextManager[None]:
        return self._sheet.acting() if self._sheet else nullcontext()

    async def _refresh(self) -> None:
        if isinstance(self._sheet, RowEditor):
            await self._sheet.refresh()

    async def _show_person(self, public_id: str) -> None:
        await self.open(Opened(person=public_id))

    async def _new_contact(self, organisation: str) -> None:
        await self.open(Opened(new='extern', organisation=organisation))

    def _closed(self) -> None:
        self._withdrawal.close()   # it asked about what has just been closed
        if not self._switching:
            self._what, self._sheet = Opened(), None
            self._note(self._what)
