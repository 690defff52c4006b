"""What of an item is chosen from lists: its category, its power, what came of it. A word that is none of ours comes
into the note."""
from typing import Any

from db import settings
from db.categories import Category
from db.folding import fold_written_out
from db.i18n import _
from db.importing.contacts import one_line
from db.importing.remembered import remembered
from db.importing.said import Said, checked
from db.importing.states import Standing, outcome_of
from db.importing.under_age import is_age_of_person
from db.kinds import YES
from db.suggestions import category
from db.words import POWER, Outcome

NO_REASON = _('ohne Angabe')


def choices(said: Said, stands: Standing) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    outcome = stands.outcome
    if said.text('outcome'):
        found, reason = outcome_of(said.text('outcome'))
        if found is None:
            said.note(said.heading('outcome'), said.text('outcome'))
        outcome, facts['reason'] = found or outcome, reason
    facts['outcome'] = outcome.value if outcome and outcome is not Outcome.UNKNOWN else ''
    chosen = one_line(said.text('category'))
    exact = _categories().get(chosen.casefold(), '')
    if chosen and not exact:
        said.note(said.heading('category'), chosen)
    facts['category'] = exact or _suggested(one_line(said.text('item'))[:100])
    asked = said.text('power')
    power = next((word for word in POWER if word.casefold() == asked.casefold()), '')
    if asked and not power:
        said.note(said.heading('power'), asked)
    facts['power'] = power
    if said.text('age') and is_age_of_person(said):
        said.note(said.heading('age'), said.text('age'))
    elif said.text('age'):
        facts |= checked('repair', 'detail', {'age': _years(said.text('age'))}, said)
    facts['warning'] = _warning(said)
    return facts


@remembered
def _categories() -> dict[str, str]:
    return {called.casefold(): one.name for one in reversed(settings.categories()) for called in (one.tile, one.name)}


@remembered
def _suggested(item: str) -> str:
    return category('', item, _own())


@remembered
def _own() -> tuple[Category, ...]:
    return settings.categories_of_own()


def _years(text: str) -> str:
    folded = fold_written_out(text)
    for ending in (' jahre', ' jahren', ' jahr', ' j.', ' j'):
        folded = folded.removesuffix(ending)
    return folded if folded.replace(',', '').strip().isdigit() else text


def _warning(said: Said) -> str:
    text = one_line(said.text('warning'))
    word = fold_written_out(text)
    if not text or word in ('nein', 'n', 'no'):
        return ''
    return NO_REASON if word in YES or word == 'nicht einschalten' else str(
        checked('repair', 'detail', {'warning': text}, said)['warning'])
