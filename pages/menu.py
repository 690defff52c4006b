"""The menu: what stands in it for whom, drawn as a rail at the left and as a bar on smaller screens (menu.js,
menu_bar.js)."""
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from nicegui import ui

from db.i18n import _
from db.names import initials
from db.who import Who, may


@dataclass(frozen=True)
class Entry:
    to: str
    word: str
    icon: str    # its name in Material Icons Outlined
    right: str


MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ('', (Entry('/', _('Heute'), 'today', 'repair'),
          Entry('/reparaturen', _('Reparaturen'), 'build', 'lists'))),
    (_('Kontakte'), (Entry('/team', _('Team'), 'groups', 'lists'),
                     Entry('/kundinnen', _('Kund:innen'), 'people', 'lists'),
                     Entry('/extern', _('Extern'), 'business', 'lists'),
                     Entry('/ehemalige', _('Ehemalige'), 'history', 'lists'))),
    (_('Verwaltung'), (Entry('/berichte', _('Berichte'), 'description', 'lists'),
                       Entry('/austausch', _('Austausch'), 'swap_horiz', 'exchange'),
                       Entry('/datenschutz', _('Datenschutz'), 'shield', 'privacy'),
                       Entry('/einstellungen', _('Einstellungen'), 'settings', 'settings'),
                       Entry('/protokoll', _('Protokoll'), 'receipt_long', 'settings'))),
)
INTAKE = Entry('/annahme', _('Annahme'), 'add', 'counter')
ACCOUNT = Entry('/konto', _('Mein Konto'), 'person', 'own')
CONTACTS = tuple(entry.to for entry in MENU[1][1])
CONTACTS_OF_BAR = '/kundinnen'   # one entry for all four contact lists
BAR = (*MENU[0][1], INTAKE, Entry(CONTACTS_OF_BAR, _('Kontakte'), 'people', 'lists'))


class Rail(ui.element, component='menu.js'):
    def __init__(self, who: Who, cafe_name: str) -> None:
        super().__init__()
        groups = [{'title': title, 'entries': shown} for title, entries in MENU if (shown := allowed(who, entries))]
        self.props.update(
            brand=cafe_name, groups=groups, here='', counts={},
            intake={'label': INTAKE.word, 'icon': f'o_{INTAKE.icon}', 'href': INTAKE.to},
            account={'to': ACCOUNT.to, 'word': ACCOUNT.word},
            # on a tablet others come next: it is locked, not logged out
            me={'initials': initials(*who.name.rpartition(' ')[::2]), 'line': f'{who.name} · {who.role.label}',
                'leaves': not who.device},
            words={'menu': _('Hauptmenü'), 'leave': _('Abmelden')})

    def show(self, path: str) -> None:
        """Mark where we are."""
        tell(self, 'here', place(path))

    def rename(self, cafe_name: str) -> None:
        tell(self, 'brand', cafe_name)

    def count(self, counts: Mapping[str, int]) -> None:
        """How many stand in a list, beside its word; for eyes only: the lists say it to readers."""
        tell(self, 'counts', dict(counts))


class Bar(ui.element, component='menu_bar.js'):
    """`on('more', …)`: somebody wants the whole menu."""

    def __init__(self, who: Who) -> None:
        super().__init__()
        self.props.update(entries=allowed(who, BAR), here='', words={'bar': _('Schnellzugriff'), 'more': _('Mehr')})

    def show(self, path: str) -> None:
        here = place(path)
        tell(self, 'here', CONTACTS_OF_BAR if here in CONTACTS else here)


def allowed(who: Who, entries: tuple[Entry, ...]) -> list[dict[str, str | bool]]:
    return [{'to': entry.to, 'word': entry.word, 'icon': entry.icon, 'main': entry is INTAKE}
            for entry in entries if may(who, entry.right)]


def tell(element: ui.element, name: str, value: object) -> None:
    """Set what a component shows; what it shows already costs nobody anything."""
    if element.props.get(name) != value:
        element.props[name] = value
        element.update()


def place(path: str) -> str:
    """The menu entry a path belongs to; a single repair belongs to the repairs."""
    path = urlsplit(path).path.rstrip('/') or '/'
    return '/reparaturen' if path.startswith('/r/') else path
