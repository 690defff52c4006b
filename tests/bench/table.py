"""The figures as a plain table, each line as soon as it is known."""
import os
import sys

from tests.bench.measuring import Figure

WIDTHS = (46, 9, 9, 16, 3, 10, 9)
BUSY = 0.7          # of all processors
HEADS = ('', 'Median', 'p95', 'Ziel', '', 'roh', 'das Fache')


class Table:
    def __init__(self) -> None:
        self.missed: list[Figure] = []
        self.count = 0

    def head(self, title: str) -> None:
        say(f'\n{title}')
        say(aligned(HEADS))
        say('─' * (sum(WIDTHS) + len(WIDTHS) - 1))

    def add(self, figure: Figure) -> None:
        say(aligned(cells(figure)))
        self.count += figure.target is not None
        if figure.missed:
            self.missed.append(figure)

    def verdict(self) -> str:
        if not self.missed:
            return f'Alle {self.count} Ziele sind erreicht.'
        names = ', '.join(figure.name for figure in self.missed)
        return f'{len(self.missed)} von {self.count} Zielen sind verfehlt: {names}.'


def cells(figure: Figure) -> tuple[str, ...]:
    target, floor = figure.target, figure.floor
    return (figure.name, number(figure.median, figure.unit), number(figure.p95, figure.unit),
            f'{target.of} ≤ {target.most:g}' if target else '',
            '' if target is None else '✗' if figure.missed else '✓',
            number(floor.median, figure.unit) if floor else '',
            f'{max(figure.median / floor.median, 1):.0f} ×' if floor else '')


def number(value: float, unit: str) -> str:
    if not unit:
        return f'{value:.0f}'
    shown = f'{value:.0f}' if value >= 100 else f'{value:.1f}' if value >= 10 else f'{value:.2f}'
    return f'{shown} {unit}'


def aligned(words: tuple[str, ...]) -> str:
    first, *others = zip(words, WIDTHS, strict=True)
    return ' '.join([first[0].ljust(first[1]), *(word.rjust(width) for word, width in others)]).rstrip()


def warn_when_busy() -> None:
    if os.getloadavg()[0] > BUSY * (os.cpu_count() or 1):
        say('Achtung: Dieser Computer ist mit anderem beschäftigt. Die Zeiten sind länger als sonst.')


def say(line: str) -> None:
    sys.stdout.write(f'{line}\n')
    sys.stdout.flush()
