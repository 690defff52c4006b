"""The frame around every screen of the shell: rail, the one search, whether the program is reachable, bar on phones."""
from dataclasses import dataclass
from urllib.parse import urlsplit

from nicegui import background_tasks, ui
from nicegui.events import GenericEventArguments

from db import settings, sheet_counts
from db.events import Changed
from db.i18n import _
from db.names import initials
from db.settings import Settings
from db.who import Who, may
from pages import find, guard, live
from pages.bridge import in_store
from pages.theme import Text, box, button, face, say


@dataclass(frozen=True)
class Entry:
    to: str
    word: str
    icon: str
    right: str


MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ('', (Entry('/', _('Heute'), 'o_today', 'repair'),
          Entry('/reparaturen', _('Reparaturen'), 'o_build', 'lists'))),
    (_('Kontakte'), (Entry('/team', _('Team'), 'o_groups', 'lists'),
                     Entry('/kundinnen', _('Kund:innen'), 'o_people', 'lists'),
                     Entry('/extern', _('Extern'), 'o_business', 'lists'),
                     Entry('/ehemalige', _('Ehemalige'), 'o_history', 'lists'))),
    (_('Verwaltung'), (Entry('/berichte', _('Berichte'), 'o_description', 'lists'),
                       Entry('/austausch', _('Austausch'), 'o_swap_horiz', 'exchange'),
                       Entry('/datenschutz', _('Datenschutz'), 'o_shield', 'privacy'),
                       Entry('/einstellungen', _('Einstellungen'), 'o_settings', 'settings'),
                       Entry('/protokoll', _('Protokoll'), 'o_receipt_long', 'settings'))),
)
INTAKE = Entry('/annahme', _('Annahme'), 'o_add', 'counter')
BAR = (Entry('/', _('Heute'), 'o_today', 'repair'), Entry('/reparaturen', _('Reparaturen'), 'o_build', 'lists'),
       INTAKE, Entry('/kundinnen', _('Kontakte'), 'o_people', 'lists'))
ACCOUNT = Entry('/konto', _('Mein Konto'), 'o_person', 'own')
CONTACTS = MENU[1][1]


class Frame:
    """Drawn once for a page; the screens change inside it, and `show` moves the mark in the menu along."""

    def __init__(self, who: Who, cafe: Settings) -> None:
        self.who = who
        self.links: list[tuple[Entry, ui.link]] = []
        self.names: list[Text] = []
        self.counts: dict[str, Text] = {}
        self._skip_link()
        rail = self._rail(cafe)
        self._top(cafe)
        self._bar(rail)
        ui.on('kb_scanned', guard.act('repair')(scanned))
        live.watch({'setting'}, self._rename)
        if may(who, 'lists'):
            live.watch({'repair', 'person', 'membership', 'organisation'}, self._count)
            background_tasks.create(self._count(), name='count for the menu', context=rail)

    def show(self, path: str) -> None:
        """Mark where we are. The bar of a phone has one entry for all four contact lists."""
        here = place(path)
        for entry, link in self.links:
            on = entry.to == here or (entry in BAR and entry.to == '/kundinnen' and here in {e.to for e in CONTACTS})
            if on != ('aria-current' in link.props):
                link.props('aria-current=page' if on else '', remove='' if on else 'aria-current')

    # ---- parts ----
    def _skip_link(self) -> None:
        content = ui.context.client.content
        ui.add_body_html(f'<a class="kb-skip" href="#{content.html_id}">{_("Zum Inhalt")}</a>')

    def _rail(self, cafe: Settings) -> ui.element:
        layout = ui.context.client.layout
        layout.props['view'] = 'lHh Lpr lFf'
        with layout, box(tag='q-drawer', side='left', width='240', breakpoint='1199') as rail:
            rail.props('show-if-above').classes('nicegui-drawer')
            rail.move(target_index=0)
            self._brand(cafe)
            button(INTAKE.word, 'fill kb-wide', icon=INTAKE.icon, to=INTAKE.to)
            with box('kb-nav', 'nav', aria_label=_('Hauptmenü')):
                for title, entries in MENU:
                    allowed = [entry for entry in entries if may(self.who, entry.right)]
                    if title and allowed:
                        Text('div', title, 'kb-nav__head')
                    for entry in allowed:
                        with self._link(entry):
                            self.counts[entry.to] = Text('span', '', 'kb-nav__n').props('aria-hidden=true')
            self._me()
        return rail

    def _brand(self, cafe: Settings) -> None:
        with ui.link(target='/').classes('kb-brand'):
            with box('kb-mark', 'span'):
                ui.icon('o_handyman')
            self.names.append(Text('span', cafe.cafe_name))

    def _link(self, entry: Entry, *, icon: bool = True) -> ui.link:
        with ui.link(target=entry.to) as link:
            if icon:
                ui.icon(entry.icon)
                Text('span', entry.word)
        self.links.append((entry, link))
        return link

    def _me(self) -> None:
        """On a tablet others come next: it is locked, not logged out."""
        with box('kb-me'):
            with self._link(ACCOUNT, icon=False).classes('kb-me__link'):
                face(initials(*self.who.name.rpartition(' ')[::2]))
                with box('kb-me__name'):
                    Text('div', f'{self.who.name} · {self.who.role.label}', 'kb-small kb-strong')
                    Text('div', _('Mein Konto'), 'kb-small kb-mute')
            if not self.who.device:
                with box('kb-logout', 'form', method='post', action='/abmelden'):
                    button('', 'quiet kb-plain', icon='o_logout', name=_('Abmelden')).props('type=submit')

    def _top(self, cafe: Settings) -> None:
        with ui.header(wrap=False).classes('kb-top'):
            with box('kb-phonetop'):
                self._brand(cafe)
                button('', 'quiet kb-plain kb-open-finder', icon='o_search', name=_('Suche öffnen'))
            with box('kb-finder'):
                find.Find(self.who)
            reachable()
            if self.who.device:
                with box('kb-lock', 'form', method='post', action='/sperren'):
                    button(_('Sperren'), 'line', icon='o_lock').props('type=submit')

    def _bar(self, rail: ui.element) -> None:
        with ui.footer(wrap=False).classes('kb-bar'), box('kb-bar__links', 'nav', aria_label=_('Schnellzugriff')):
            for entry in BAR:
                if may(self.who, entry.right):
                    self._link(entry).classes('kb-bar__go' if entry is INTAKE else '')
            button(_('Mehr'), 'plain', icon='o_menu').props('stack').on(
                'click', js_handler=f'() => getElement({rail.id}).toggle()')

    async def _count(self, _changed: Changed | None = None) -> None:
        """Beside the words of the menu, for eyes only: the lists say it to readers."""
        counted = await live.read_once(sheet_counts.menu)
        for to, count in counted.items():
            if to in self.counts:
                self.counts[to].set_text(str(count) if count else '')

    async def _rename(self, _changed: Changed) -> None:
        cafe = await in_store(settings.read)
        for name in self.names:
            name.text = cafe.cafe_name


def reachable() -> None:
    """„verbunden“ is said by the browser when its socket is open, and taken back when it closes (frame.js)."""
    with box('kb-live', 'span', role='status'):
        Text('span', _('verbinde …'), 'kb-live__wait')
        Text('span', _('verbunden'), 'kb-live__on')
        Text('span', _('getrennt'), 'kb-live__off')


def place(path: str) -> str:
    """The menu entry a path belongs to; a single repair belongs to the repairs."""
    path = urlsplit(path).path.rstrip('/') or '/'
    return '/reparaturen' if path.startswith('/r/') else path


async def scanned(_who: Who, event: GenericEventArguments) -> None:
    """A scanner somewhere outside of a field; the second reading is for one set to another keyboard."""
    for reading in ('typed', 'places'):
        if await find.open_code(str(event.args.get(reading) or '')[:find.LONGEST]):
            return
    say(_('Dieser Code gehört zu keiner Reparatur.'), 'error')
