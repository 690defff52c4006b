"""Columns of ticks on a team's list: a cross below „Textil“ is a skill, one below „Annahme“ a task."""
import re
from collections.abc import Callable, Sequence

from db.folding import fold_written_out
from db.importing.book import Row
from db.importing.content import NEARLY_ALL, is_somebody, share
from db.importing.meanings import key_of, known_heading, meaning
from db.importing.plain_yes import TICKS
from db.importing.targets import NOTE, TEAM

_NO_NAME = re.compile(r'[\d@]')

BY_TICKS = ('skills', 'tasks')      # several columns may name one each
_SKILLS = re.compile(
    r'elektr|(?:weisse|braune)ware|haushaltsgeraet|(?:klein|gross|kuechen)geraet|textil|naeh|schneider|kleidung|stoff'
    r'|strick|haekel|stopf|reissverschl|holz|moebel|tischler|schreiner|polster|fahrrad|fahrraeder|rad$|raeder$|pc$|edv$'
    r'|it$|computer|laptop|notebook|tablet|handy|smartphone|software|drucker|3ddruck|metall|mechani|schweiss|loet|uhren'
    r'|spielzeug|spielsachen|puppen|radio|fernseh|tv$|audio|hifi|phono|video|lampen|leuchten|schmuck|keramik|porzellan'
    r'|glas$|leder|schuh|messer|schleif|scheren|kaffee(?:maschine|vollautomat)|staubsauger|garten|instrument|kleben'
    r'|buecher|buchbinde|musikinstr')
_TASKS = re.compile(
    r'annahme|empfang|begruess|anmeldung|theke|tresen|kuchen?$|backen|kaffee(?:kueche|kochen|theke|und|$)|cafe$|catering'
    r'|bewirtung|verpflegung|kasse$|orga$|organisation|oeffentlichkeit|presse|werbung|aufbau|abbau|einkauf|verwaltung'
    r'|buchhaltung|homepage|socialmedia|fahrdienst|transport|ausgabe$|moderation|koordination|leitung$|vorstand|putzen'
    r'|aufraeumen|protokoll|schriftfuehr|helpdesk|betreuung')


def is_tick(text: str) -> bool:
    bare = fold_written_out(text).strip(' .!')
    return bare in ('x', 'xx', 'ja', 'j') or (bool(bare) and set(bare) <= TICKS)


def no_tick(text: str) -> bool:
    return fold_written_out(text).strip(' .!()') in ('x', 'nein', 'n', 'noch nicht', '-', '–', '0', 'o', '?')


def are_ticks(values: Sequence[str]) -> bool:
    """Crosses, and perhaps what says that there is none."""
    return any(map(is_tick, values)) and share(values, _may_be_ticked) >= NEARLY_ALL


def _may_be_ticked(text: str) -> bool:
    return is_tick(text) or no_tick(text)


def names_what_is_ticked(row: Row, below: Sequence[Row]) -> bool:
    """A second row of headings: words over columns of ticks, and nothing else but headings everybody knows."""
    texts = {column: row.text(column) for column in row.filled}
    if len(set(map(key_of, texts.values()))) < len(texts) or any(
            len(text) > 40 or _NO_NAME.search(text.replace('3D', '')) or is_tick(text) or is_somebody(text)
            for text in texts.values()):
        return False
    cells = {column: [text for one in below if (text := one.text(column))] for column in texts}
    over = [column for column in texts if are_ticks(cells[column])]
    return len(over) > 1 and all(column in over or all(map(_may_be_ticked, cells[column])) or known_heading(text)
                                 for column, text in texts.items())


def with_ticks(headings: Sequence[tuple[str, str]], targets: tuple[str, ...],
               values: Callable[[int], list[str]]) -> tuple[str, ...]:
    """Columns nobody knows yet whose heading is a skill or a task, or stands in a group of them."""
    return tuple(_ticked(*headings[column]) if target == NOTE and are_ticks(values(column)) else target
                 for column, target in enumerate(targets))


def _ticked(heading: str, group: str) -> str:
    of_group, key = meaning(group, TEAM) if group else '', key_of(heading)
    return of_group if of_group in BY_TICKS and key else (
        'skills' if _SKILLS.search(key) else 'tasks' if _TASKS.search(key) else NOTE)


def ticked(target: str, heading: str, text: str) -> str:
    """What one cell adds: the heading of a tick, or its words; '' where there is no plain tick."""
    if meaning(heading, TEAM, exactly=True) == target or not _may_be_ticked(text):
        return text
    return heading.strip(' :?') if is_tick(text) else ''
