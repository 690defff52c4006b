"""What is to be done, longest first: one group per kind of task, one action per row."""
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from db import accounts, members, repairs, retention
from db.clock import utc_now
from db.errors import Refused
from db.figures import DueRow, Group, MessengerRow, TaskRow, Today
from db.i18n import _
from db.undated import UNKNOWN_DAY
from db.who import Who
from pages import confirm, guard
from pages.bridge import in_store
from pages.group_words import to_do
from pages.moments import long_date, waiting, waiting_since
from pages.nameless import who_asks
from pages.theme import Text, box, button, say

READY = '/reparaturen?stand=fertig'
Do = Callable[[Any, Who], Awaitable[None]]


@dataclass(frozen=True)
class Line:
    """One row on the screen. `to` is where its button leads; without it the button does something (`Task.do`)."""
    key: str
    number: str
    title: str
    sub: str
    href: str
    word: str
    kind: str
    icon: str
    to: str = ''
    fact: str = ''
    late: bool = False


@dataclass(frozen=True)
class Task:
    """One kind: its name in `Today`, its words, its lines, where all of them are, what a tap does and who may."""
    name: str
    title: str
    hint: str | Callable[[Iterable[Any]], str]      # what depends on the lines is asked anew
    line: Callable[[Any], Line]
    more: str = ''
    do: Do | None = None
    right: str = 'repair'


class Tasks:
    """`in_team` tells whether who looks belongs to the team just now and can take something over."""

    def __init__(self, in_team: Callable[[], bool]) -> None:
        self.in_team = in_team
        with box():
            Text('h2', _('Das ist zu tun'))
            with box('kb-tasks'):
                self.groups = {task.name: TaskGroup(task) for task in self.tasks()}
            with box('kb-calm') as self.calm:
                ui.icon('o_check_circle')
                Text('p', _('Im Moment ist nichts zu tun. Schön!'))

    def tasks(self) -> Iterator[Task]:
        """In the order of the screen."""
        yield Task('uncollected', _('Fertig, aber nicht abgeholt'),
                   since_when, uncollected, READY)
        yield Task('nameless', _('Fertig, ohne Namen'),
                   lambda rows: f"{_('Hier können wir niemanden anrufen.')} {who_asks(rows)}", nameless, READY)
        yield Task('unassigned', _('Ohne Ansprechperson'), _('Niemand kümmert sich bisher um diese Sachen.'),
                   self.unassigned, '/reparaturen', take_over)
        by_hand = _('Bitte von Hand in der Gruppe ändern und hier abhaken.')
        yield Task('messenger', _('Messenger-Gruppe'), lambda rows: to_do(rows, by_hand), messenger, '/team', tick,
                   'edit')
        yield Task('due', _('Datenschutz'), _('Das wird gelöscht oder braucht eine Entscheidung.'), due)

    def show(self, day: Today) -> None:
        for name, group in self.groups.items():
            group.show(getattr(day, name))
        self.calm.set_visibility(not any(getattr(day, name).total for name in self.groups))

    def unassigned(self, row: TaskRow) -> Line:
        """Who is in the team takes over with one tap; for others the button opens the repair."""
        way = ({'word': _('Übernehmen'), 'kind': 'soft'} if self.in_team()
               else {'word': _('Öffnen'), 'kind': 'line', 'to': f'/r/{row.number}'})
        return repair_line(row, row.fault or _('Fehler unbekannt'), waiting_since(row), icon='o_front_hand', **way)

class TaskRows(ui.element, component='tasks.js'):
    """The lines of one kind."""


class TaskGroup:
    def __init__(self, task: Task) -> None:
        self.task = task
        self.rows: Mapping[str, Any] = {}
        with box(tag='section') as self.section:
            with box('kb-task__head'):
                Text('h3', task.title)
                self.count = Text('span', '', 'kb-task__n')
            self.hint = Text('p', '', 'kb-small kb-mute')
            self.lines = TaskRows()
            self.more = ui.link('', task.more).classes('kb-small kb-task__more')
        self.lines.on('act', guard.act(task.right)(self.act))

    def show(self, group: Group[Any]) -> None:
        lines = {line.key: line for line in map(self.task.line, group.rows)}
        self.rows = dict(zip(lines, group.rows, strict=True))
        self.lines.props['rows'] = [asdict(line) for line in lines.values()]
        self.count.set_text(str(group.total))
        hint = self.task.hint
        self.hint.set_text(hint if isinstance(hint, str) else hint(group.rows))
        late = any(line.late for line in lines.values())
        self.count.classes(**{'add' if late else 'remove': 'kb-task__n--hot'})
        self.more.set_text(_('Alle {n} zeigen').format(n=group.total))
        self.more.set_visibility(group.total > len(group.rows) and bool(self.task.more))
        self.section.set_visibility(bool(group.total))

    async def act(self, who: Who, event: GenericEventArguments) -> None:
        """The browser names a line; only one that is on the screen counts."""
        row = self.rows.get(str(event.args))
        if row is not None and self.task.do:
            await self.task.do(row, who)


# ---- the lines -------------------------------------------------------------------------------------------------------
def repair_line(row: TaskRow, sub: str, fact: str, **more: Any) -> Line:
    return Line(key=row.number, number=row.number, title=row.item, sub=sub, href=f'/r/{row.number}', fact=fact,
                late=row.late, **more)


def since_when(rows: Iterable[TaskRow]) -> str:
    """Of what came with a list perhaps nobody knows."""
    known = {row.has_day for row in rows}
    return ' '.join(filter(None, (
        _('Länger als vier Wochen.') if True in known else '', _('Bitte anrufen, am längsten zuerst.'),
        _('Bei „{day}“ sagt die Liste nicht, seit wann.').format(day=UNKNOWN_DAY) if False in known else '')))


def uncollected(row: TaskRow) -> Line:
    sub = joined(row.short or _('ohne Namen'), row.place)
    if not row.phone_link:
        return look(row, sub)
    return repair_line(row, sub, waiting(row), word=_('Anrufen'), kind='soft', icon='o_call', to=row.phone_link)


def nameless(row: TaskRow) -> Line:
    return look(row, row.place or _('kein Platz eingetragen'))


def look(row: TaskRow, sub: str) -> Line:
    return repair_line(row, sub, waiting(row), word=_('Nachsehen'), kind='line', icon='o_inventory_2',
                       to=f'/r/{row.number}')


def messenger(row: MessengerRow) -> Line:
    """Whoever is to be asked is asked on their own sheet, where the answer is written down."""
    title = _('{name} noch fragen') if row.ask else _('{name} hinzufügen') if row.add else _('{name} entfernen')
    way: dict[str, Any] = {'word': _('Erledigt'), 'icon': 'o_check'}
    if row.ask:
        way = {'word': _('Öffnen'), 'icon': 'o_visibility', 'to': f'/team?person={row.public_id}'}
    return Line(key=row.public_id, number='', title=title.format(name=row.name), sub=joined(row.phone, row.detail),
                href='', kind='line', **way)


def due(row: DueRow) -> Line:
    return Line(key=f'{row.href} {row.title}', number='', title=row.title, sub=joined(row.who, row.detail),
                href=row.href, late=row.late, word=_('Nachsehen'), kind='line', icon='o_visibility', to=row.href)


def joined(*parts: str) -> str:
    return ' · '.join(part for part in parts if part)


async def tick(row: MessengerRow, who: Who) -> None:
    if row.ask:   # its button leads elsewhere
        return
    await in_store(members.set_messenger, row.public_id, row.add, who, utc_now())
    say((_('Gespeichert: {name} ist in der Gruppe.') if row.add
         else _('Gespeichert: {name} ist nicht mehr in der Gruppe.')).format(name=row.name))


async def take_over(row: TaskRow, who: Who) -> None:
    await in_store(assign_to, who, row.number)
    say(_('{number} ist jetzt bei dir.').format(number=row.number))


def assign_to(who: Who, number: str) -> None:
    """Whoever of the team this account belongs to now, not when the screen was opened."""
    mine = accounts.membership_of(who.account)
    if mine is None:
        raise Refused(_('Dein Zugang gehört gerade zu niemandem im Team. Die Leitung kann das in den Einstellungen '
                        'ändern.'))
    repairs.assign(number, mine, who, utc_now())


# ---- instead of tasks ------------------------------------------------------------------------------------------------
class ClockQuestion:
    """After a jump of the clock nobody is erased by term until somebody says that the date is right (D10)."""

    def __init__(self) -> None:
        sure = confirm.Sure('settings')   # what waited for it is erased seconds later (S12)
        act = guard.act('settings')(lambda who: sure.first(who, self.confirm))
        with box('kb-calm kb-clock', role='status') as self.asked:
            ui.icon('o_schedule')
            with box():
                self.question = Text('p', '', 'kb-strong')
                Text('p', _('Die Uhr dieses Computers ist gesprungen. Bis jemand das Datum bestätigt, wird nach '
                            'Fristen nichts gelöscht.'), 'kb-small')
            button(_('Ja, das stimmt'), 'soft', on_click=lambda: act())

    def show(self, doubted: bool) -> None:
        self.question.set_text(_('Ist heute wirklich {day}?').format(day=long_date(utc_now())) if doubted else '')
        self.asked.set_visibility(doubted)

    async def confirm(self, who: Who) -> None:
        await in_store(retention.confirm_clock, who, utc_now())
        say(_('Danke. Die Löschfristen laufen wieder.'))


def first_steps(*, settings_too: bool) -> None:
    """A café without people and repairs: where to begin."""
    Text('h2', _('Willkommen im Kontaktbuch'))
    Text('p', _('Hier steht später, was heute zu tun ist. So geht es los:'), 'kb-mute')
    steps = [(_('Erste Sache annehmen'), _('Zum Ausprobieren reicht etwas ohne Namen.'),
              _('Zur Annahme'), '/annahme'),
             (_('Team eintragen'), _('Wer mitmacht und zugestimmt hat, steht auf der Teamliste.'),
              _('Zum Team'), '/team')]
    if settings_too:
        steps.insert(0, (_('Café einrichten'), _('Adresse, Öffnungszeiten und Telefon stehen auf jedem Abholschein.'),
                         _('Zu den Einstellungen'), '/einstellungen'))
        steps.insert(1, (_('Eure Liste hereinholen'),
                         _('Was in einer Tabelle steht, kommt mit Vorschau hinein und lässt sich zurücknehmen.'),
                         _('Zum Austausch'), '/austausch'))
        steps.append((_('Zugänge anlegen'), _('Jede Person meldet sich mit eigenem Namen an, auch am Tresen.'),
                      _('Zu den Zugängen'), '/einstellungen#zugaenge'))
    with box('kb-steps', 'ol'):
        for number, (title, why, word, to) in enumerate(steps, 1):
            with box(tag='li'):
                Text('span', str(number), 'kb-steps__n').props('aria-hidden=true')
                with box():
                    Text('h3', title)
                    Text('p', why, 'kb-small kb-mute')
                button(word, 'fill' if number == 1 else 'soft', to=to)
