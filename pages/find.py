"""`Finden`: the search over everything, from the top of every screen. What the browser does is in find.js."""
from collections.abc import Iterable
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from db import numbers, repairs, search
from db.clock import utc_now
from db.errors import Unknown
from db.i18n import _
from db.search import Hit
from db.who import Who, may
from pages import guard
from pages.bridge import in_store

LIMIT = 6
LONGEST = 200
ICONS = {'/team': 'groups', '/kundinnen': 'people', '/extern': 'business', '/ehemalige': 'history', '/r': 'build'}


class Find(ui.element, component='find.js'):
    """Hits while typing for those who may see lists; a number or a scanned code opens its repair for everyone."""

    def __init__(self, who: Who) -> None:
        super().__init__()
        lists = may(who, 'lists')
        self.props.update(suggests=lists, words={
            'finden': _('Finden'), 'hits': _('Treffer'), 'count': _('{n} Treffer'),
            'placeholder': _('Name, Telefon oder Nummer') if lists else _('Nummer oder Code')})
        self.on('ask', guard.act('lists')(self._ask))
        self.on('go', guard.act('repair')(self._go))

    async def _ask(self, _who: Who, event: GenericEventArguments) -> None:
        await self._show(int(event.args['n']), typed(event))

    async def _go(self, who: Who, event: GenericEventArguments) -> None:
        """Enter: a number or code opens the repair, a single hit opens itself, everything else is shown."""
        text, number = typed(event), int(event.args['n'])
        if await open_code(text):
            self.run_method('opened')
            return
        near = await in_store(repairs.meant, text)
        if near:
            self.run_method('show', number, [group(_('Meinten Sie …?'), near_hits(near))], '')
        elif may(who, 'lists'):
            await self._show(number, text)
        else:
            self.run_method('show', number, [], _('Diese Nummer gibt es nicht.'))

    async def _show(self, number: int, text: str) -> None:
        found = await in_store(search.find, text, limit=LIMIT)
        parts = ((_('Personen'), found.people), (_('Reparaturen'), found.repairs),
                 (_('Organisationen'), found.organisations))
        groups = [group(title, hits) for title, hits in parts if hits]
        if not groups:
            near = await in_store(repairs.meant, text)
            groups = [group(_('Meinten Sie …?'), near_hits(near))] if near else []
        self.run_method('show', number, groups, '' if groups else _('Nichts gefunden.'))


async def open_code(text: str) -> bool:
    """Open the repair that a typed number or a scanned address means."""
    code = numbers.read_code(text)
    try:
        found = await in_store(repairs.read, code.number or code.token or '', utc_now())
    except Unknown:
        return False
    ui.navigate.to(f'/r/{found.number}')   # never the token: it would stand in the browser's history
    return True


def typed(event: GenericEventArguments) -> str:
    return str(event.args.get('text') or '')[:LONGEST]


def group(title: str, hits: Iterable[Hit]) -> dict[str, Any]:
    return {'title': title, 'hits': [
        {'title': hit.title, 'detail': hit.detail, 'href': hit.href, 'where': hit.where, 'icon': icon(hit.href)}
        for hit in hits]}


def near_hits(near: Iterable[str]) -> list[Hit]:
    return [Hit(title=number, detail='', href=f'/r/{number}', where='') for number in near]


def icon(href: str) -> str:
    return ICONS.get('/' + href.split('/')[1].split('?')[0], 'person')
