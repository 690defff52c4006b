"""Beside the tasks: eight weeks as bars from plain boxes, and what has just happened."""
from markupsafe import Markup
from nicegui import ui

from db.clock import utc_now
from db.figures import FeedLine, Today, WeekBar
from db.i18n import _
from pages.moments import day_and_time
from pages.steady import Steady
from pages.theme import Text, box, face


class EightWeeks:
    def __init__(self) -> None:
        self.shown: tuple[WeekBar, ...] = ()
        with box(tag='section'):
            Text('h2', _('Letzte 8 Wochen'))
            with box('kb-legend'):
                for css, word in (('kb-in', _('angenommen')), ('kb-out', _('abgeholt'))):
                    with box(tag='span'):
                        box(css, 'i')
                        Text('span', word)
            self.bars = box()
            self.sentence = Text('p', '', 'kb-small kb-mute')

    def show(self, day: Today) -> None:
        if day.weeks == self.shown:
            return
        self.shown = day.weeks
        self.bars.props['innerHTML'] = drawn(day.weeks)   # in one go: as elements these were forty
        now = day.weeks[-1]
        self.sentence.set_text(_('Kalenderwoche. Diese Woche: {came} angenommen, {went} abgeholt.')
                               .format(came=now.came, went=now.went))


def drawn(weeks: tuple[WeekBar, ...]) -> Markup:
    """Nothing but numbers stands in it, and a sentence about them."""
    highest = max(1, *(max(week.came, week.went) for week in weeks))
    bars, numbers = Markup(), Markup()
    for week in weeks:
        pair = Markup()
        for css, count in (('kb-in', week.came), ('kb-out', week.went)):
            said = Markup('<b>{}</b>').format(count) if week is weeks[-1] else ''
            pair += Markup('<div class="kb-chart__b {}" style="--v:{:.0f}">{}</div>').format(
                css, 100 * count / highest, said)
        bars += Markup('<div class="kb-chart__w">{}</div>').format(pair)
        numbers += Markup('<span>{}</span>').format(week.number)
    return Markup('<div class="kb-chart" role="img" aria-label="{}">{}</div>'
                  '<div class="kb-chart__x" aria-hidden="true">{}</div>').format(in_words(weeks), bars, numbers)


def in_words(weeks: tuple[WeekBar, ...]) -> str:
    return _('KW {first} bis {last}: angenommen {came}; abgeholt {went}').format(
        first=weeks[0].number, last=weeks[-1].number, came=', '.join(str(week.came) for week in weeks),
        went=', '.join(str(week.went) for week in weeks))


class JustNow:
    def __init__(self) -> None:
        with box(tag='section') as self.section:
            Text('h2', _('Gerade eben'))
            self.lines = Steady(box('kb-feed', 'ul'), draw_line)

    def show(self, day: Today) -> None:
        self.section.set_visibility(bool(day.feed))
        self.lines.show({f'{line.at:%Y%m%d%H%M%S} {line.who} {line.text}': line for line in day.feed})


def draw_line(line: FeedLine) -> ui.element:
    with box(tag='li') as item:
        face(line.initials)
        with box():
            sentence = f'{line.who} {line.text}'
            if line.href:
                ui.link(sentence, line.href)
            else:
                Text('div', sentence)
            Text('div', day_and_time(line.at, utc_now()), 'kb-mute')
    return item
