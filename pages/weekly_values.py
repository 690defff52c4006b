"""From the figures of a week to what its overview prints."""
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from db.clock import show_date, show_moment
from db.figures import DueRow, Group, MessengerRow, TaskRow, WeekFigures
from db.i18n import _
from db.settings import Settings
from db.words import State
from pages.group_words import to_do
from pages.moments import waiting_since
from pages.nameless import who_asks
from pages.ticket_values import team_code
from reports.weekly import Change, StateAges, TaskGroup, TaskLine, WaitingLine, WeekCount, WeeklyValues

Row = TypeVar('Row')


def weekly_values(found: WeekFigures, cafe: Settings, now: datetime) -> WeeklyValues:
    """What is to be done is of today, so it stands on the paper of this week and of the last one only."""
    ahead = now < found.week.shifted(2).start
    return WeeklyValues(
        week=_('KW {n}').format(n=found.week.number), cafe_name=cafe.cafe_name, span=found.week.span,
        stamp=_('{moment} Uhr').format(moment=show_moment(now)), accepted=Change(*found.accepted),
        collected=Change(*found.collected), open=Change(*found.open), overdue=Change(*found.overdue),
        repaired=repaired(found.repaired), ready=found.ready, states=tuple(ages(found)),
        weeks=tuple(WeekCount(_('KW {n}').format(n=bar.number), bar.came, bar.went) for bar in found.weeks),
        tasks=tuple(group for group in tasks(found, cafe.base_address) if group.lines or group.more) if ahead else (),
        waiting=tuple(waiting(row, cafe.base_address) for row in found.uncollected.rows) if ahead else (),
        waiting_more=found.uncollected.total - len(found.uncollected.rows) if ahead else 0, looks_ahead=ahead)


def repaired(pair: tuple[int | None, int | None]) -> Change | None:
    now, before = pair
    return None if now is None else Change(now, before)


def ages(found: WeekFigures) -> Iterator[StateAges]:
    """Every open state; „nicht abgeholt“ only when there is something in it."""
    for state, counts in found.ages.items():
        if state is not State.UNCOLLECTED or any(counts) or found.dayless[state]:
            yield StateAges(state.value, counts, found.dayless[state])


def waiting(row: TaskRow, base: str) -> WaitingLine:
    return WaitingLine(number=row.number, item=row.item, who=row.short or _('ohne Namen'), since=show_date(row.since),
                       days=row.days, code=team_code(base, f'r/{row.number}'), has_day=row.has_day)


def tasks(found: WeekFigures, base: str) -> Iterator[TaskGroup]:
    """First names and initials only, and no phone number: paper lies around."""
    yield group(_('Ohne Ansprechperson'), _('Bitte jemanden finden, der sich kümmert.'), found.unassigned,
                lambda row: repair_line(row, waiting_since(row), base))
    yield group(_('Fertig, ohne Namen'), f"{_('Niemand ist anzurufen.')} {who_asks(found.nameless.rows)}",
                found.nameless, lambda row: repair_line(row, row.place or waiting_since(row), base))
    by_hand = _('Von Hand in der Gruppe ändern, dann auf „Heute“ abhaken.')
    yield group(_('Messenger-Gruppe'), to_do(found.messenger.rows, by_hand), found.messenger, messenger_line)
    yield group(_('Datenschutz'), _('Das wird gelöscht oder braucht eine Entscheidung.'), found.due, due_line)


def group(title: str, hint: str, rows: Group[Row], line: Callable[[Row], TaskLine]) -> TaskGroup:
    return TaskGroup(title, hint, tuple(line(row) for row in rows.rows), rows.total - len(rows.rows))


def repair_line(row: TaskRow, fact: str, base: str) -> TaskLine:
    return TaskLine(row.number, f'{row.item}, {fact}', team_code(base, f'r/{row.number}'))


def messenger_line(row: MessengerRow) -> TaskLine:
    lead = _('Noch fragen:') if row.ask else _('Hinzufügen:') if row.add else _('Entfernen:')
    return TaskLine(lead, f'{row.short}, {row.detail}')


def due_line(row: DueRow) -> TaskLine:
    """Whose data goes by itself, or whose time ends; only the first has a repair to look at."""
    number = row.href.removeprefix('/r/') if row.href.startswith('/r/') else ''
    if number:
        return TaskLine(number, _('{who}: Kontaktdaten {go}').format(who=row.short, go=row.detail))
    return TaskLine(row.short, row.detail)
