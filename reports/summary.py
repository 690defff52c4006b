"""„Kurz gesagt": the week in whole sentences, right for none, one and many."""
from collections.abc import Iterator

from db.i18n import _
from reports.values import WeeklyValues


def sentences(values: WeeklyValues) -> str:
    return ' '.join(_sentences(values))


def number(count: int) -> str:
    """1234 → 1.234"""
    return f'{count:,}'.replace(',', '.')


def open_tasks(values: WeeklyValues) -> int:
    return sum(len(group.lines) + group.more for group in values.tasks)


def _sentences(values: WeeklyValues) -> Iterator[str]:
    accepted, collected = values.accepted.now, values.collected.now
    if accepted or collected:
        came = _counted(accepted, _('Keine Reparatur wurde angenommen'), _('Eine Reparatur wurde angenommen'),
                        _('{n} Reparaturen wurden angenommen'))
        went = _counted(collected, _('keine wurde abgeholt'), _('eine wurde abgeholt'), _('{n} wurden abgeholt'))
        yield f'{came}, {went}.'
    else:
        yield _('Eine ruhige Woche: nichts angenommen, nichts abgeholt.')
    yield _here(values.open.now, values.ready)
    longest = next((line for line in values.waiting if line.has_day), None)
    if longest:
        days = _counted(longest.days, _('seit heute'), _('seit einem Tag'), _('seit {n} Tagen'))
        said = _('Am längsten wartet {number} ({item}): fertig {days}.') if all(
            line.has_day for line in values.waiting) else _(
            'Soweit bekannt, wartet am längsten {number} ({item}): fertig {days}.')
        yield said.format(number=longest.number, item=_short(longest.item), days=days)
    if values.waiting or open_tasks(values):
        yield _counted(open_tasks(values), _('Keine Aufgabe ist offen.'), _('Eine Aufgabe ist offen.'),
                       _('{n} Aufgaben sind offen.'))


def _here(opened: int, ready: int) -> str:
    if not opened:
        return _('Das Regal ist leer.')
    if opened == 1:
        return _('Eine Reparatur ist hier, fertig zum Abholen.') if ready else _('Eine Reparatur ist noch offen.')
    here = _('{n} Reparaturen sind noch hier').format(n=number(opened))
    if ready == opened:
        return here + _(', alle fertig zum Abholen.')
    return here + _counted(ready, '.', _(', davon eine fertig zum Abholen.'), _(', davon {n} fertig zum Abholen.'))


def _counted(count: int, none: str, one: str, many: str) -> str:
    return {0: none, 1: one}.get(count, many).format(n=number(count))


def _short(item: str) -> str:
    return item if len(item) <= 40 else item[:39].rstrip() + ' …'
