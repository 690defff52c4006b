"""The frame around every screen of the shell: rail, the one search, whether the program is reachable, bar on phones."""
from nicegui import background_tasks, ui
from nicegui.events import GenericEventArguments

from db import settings, sheet_counts
from db.events import Changed
from db.i18n import _
from db.settings import Settings
from db.who import Who, may
from pages import find, guard, live, menu
from pages.bridge import in_store
from pages.theme import Text, box, button, say


class Frame:
    """Drawn once for a page; the screens change inside it, and `show` moves the mark in the menu along."""

    def __init__(self, who: Who, cafe: Settings) -> None:
        self.who = who
        self._skip_link()
        drawer = self._rail(cafe)
        self._top(cafe)
        self._bar(drawer)
        ui.on('kb_scanned', guard.act('repair')(scanned))
        live.watch({'setting'}, self._rename)
        if may(who, 'lists'):
            live.watch({'repair', 'person', 'membership', 'organisation'}, self._count)
            background_tasks.create(self._count(), name='count for the menu', context=drawer)

    def show(self, path: str) -> None:
        self.rail.show(path)
        self.bar.show(path)

    # ---- parts ----
    def _skip_link(self) -> None:
        content = ui.context.client.content
        ui.add_body_html(f'<a class="kb-skip" href="#{content.html_id}">{_("Zum Inhalt")}</a>')

    def _rail(self, cafe: Settings) -> ui.element:
        layout = ui.context.client.layout
        layout.props['view'] = 'lHh Lpr lFf'
        with layout, box(tag='q-drawer', side='left', width='240', breakpoint='1199') as drawer:
            drawer.props('show-if-above').classes('nicegui-drawer')
            drawer.move(target_index=0)
            self.rail = menu.Rail(self.who, cafe.cafe_name)
        return drawer

    def _top(self, cafe: Settings) -> None:
        with ui.header(wrap=False).classes('kb-top'):
            with box('kb-phonetop'):
                with ui.link(target='/').classes('kb-brand'):
                    with box('kb-mark', 'span'):
                        ui.icon('o_handyman')
                    self.name = Text('span', cafe.cafe_name)
                button('', 'quiet kb-plain kb-open-finder', icon='o_search', name=_('Suche öffnen'))
            with box('kb-finder'):
                find.Find(self.who)
            reachable()
            if self.who.device:
                with box('kb-lock', 'form', method='post', action='/sperren'):
                    button(_('Sperren'), 'line', icon='o_lock').props('type=submit')

    def _bar(self, drawer: ui.element) -> None:
        with ui.footer(wrap=False).classes('kb-bar'):
            self.bar = menu.Bar(self.who)
            self.bar.on('more', js_handler=f'() => getElement({drawer.id}).show()')

    async def _count(self, _changed: Changed | None = None) -> None:
        self.rail.count(await live.read_once(sheet_counts.menu))

    async def _rename(self, _changed: Changed) -> None:
        cafe = await in_store(settings.read)
        self.rail.rename(cafe.cafe_name)
        self.name.text = cafe.cafe_name


def reachable() -> None:
    """„verbunden“ is said by the browser when its socket is open, and taken back when it closes (frame.js)."""
    with box('kb-live', 'span', role='status'):
        Text('span', _('verbinde …'), 'kb-live__wait')
        Text('span', _('verbunden'), 'kb-live__on')
        Text('span', _('getrennt'), 'kb-live__off')


async def scanned(_who: Who, event: GenericEventArguments) -> None:
    """A scanner somewhere outside of a field; the second reading is for one set to another keyboard."""
    for reading in ('typed', 'places'):
        if await find.open_code(str(event.args.get(reading) or '')[:find.LONGEST]):
            return
    say(_('Dieser Code gehört zu keiner Reparatur.'), 'error')
