"""The sheet of consents of our own file: who agreed to what, when, and to which words."""
from collections import defaultdict
from datetime import datetime
from typing import Any

from db.exchange_layout import AUDIENCES, ENDINGS, PURPOSES
from db.i18n import _
from db.importing.book import Row
from db.importing.drafts import NotUnderstood, Plan, Yes
from db.importing.own_book import OwnSheet, Values, moment
from db.listed import BY_LIST, UNKNOWN_WORDS, is_noon
from db.models import Account, ConsentText
from db.wording import audiences, text_in_force
from db.words import Purpose

# An account does not travel with the file, and a consent names the account of who recorded it, not their name.
BY_NOBODY_HERE = _('Wer sie festgehalten hat, hat hier kein Konto: Künftig steht dort, wer diese Datei einliest.')
INCOMPLETE = _('Diese Einwilligung ist unvollständig.')


class OwnConsents:
    """`given`: per public id. `problems`: rows that are not understood, with the reason; `by_nobody_here`: rows whose
    account this store does not have."""

    def __init__(self, sheet: OwnSheet, plan: Plan, now: datetime) -> None:
        self.plan, self.now = plan, now
        self.given: dict[str, list[Yes]] = defaultdict(list)
        self.problems: dict[int, str] = {}
        self.by_nobody_here: set[int] = set()
        self.texts: dict[tuple[Any, ...], int] = {}
        self.accounts = {row.name: row.id for row in Account.select(Account.id, Account.name)}
        for row in sheet.rows:
            if row.filled:
                self._read(sheet, row)

    def _read(self, sheet: OwnSheet, row: Row) -> None:
        try:
            values = sheet.read(row)
            purpose, by = PURPOSES[values['consent', 'purpose']], values.get(('consent', 'recorded_by')) or ''
            if by and by not in self.accounts:
                self.by_nobody_here.add(row.number)
            text, listed = self._words(purpose, values)
            yes = Yes(purpose, values['consent', 'how'], _moment(values, 'given_at', must=True), text=text,
                      listed=listed, by=self.accounts.get(by), ended=_ended(values, sheet.text(row, _('beendet am'))))
        except (NotUnderstood, KeyError) as problem:
            self.problems[row.number] = getattr(problem, 'sentence', INCOMPLETE)
        else:
            self.given[values.get(('person', 'public_id')) or ''].append(yes)

    def _words(self, purpose: Purpose, values: Values) -> tuple[int, datetime | None]:
        """The wording that was shown, or since when only a list tells of this yes: then it gets the one in force, as
        every other yes of a list. What names no words was given to none of ours (D2)."""
        by_list = values['consent', 'how'] == BY_LIST
        listed = self._of_before(values) if by_list and ('consent', 'listed_at') not in values else _moment(
            values, 'listed_at')
        audience = AUDIENCES[values['consent_text', 'audience']]
        if listed is None and (values.get(('consent_text', 'text')) or UNKNOWN_WORDS) != UNKNOWN_WORDS:
            return self._text(purpose.value, audience.value, values), None
        whom = audience if audience in audiences(purpose) else None
        return text_in_force(purpose, whom).id, listed or (None if by_list else self.now)

    def _of_before(self, values: Values) -> datetime:
        """Of a file that did not know yet since when: a day that a list named stands at noon, none at the moment of its
        import."""
        given = _moment(values, 'given_at', must=True) or self.now
        return self.now if is_noon(given) else given

    def _text(self, purpose: str, audience: str, values: Values) -> int:
        """The wording that was shown. One the store does not have comes in as it was, below the one in force."""
        said = {name: values.get(('consent_text', name)) or '' for name in ('title', 'text', 'yes', 'no')}
        key = (purpose, audience, *said.values())
        if key not in self.texts:
            same = ConsentText.select().where(
                ConsentText.purpose == purpose, ConsentText.audience == audience, ConsentText.title == said['title'],
                ConsentText.text == said['text'], ConsentText.yes == said['yes'], ConsentText.no == said['no']).first()
            self.texts[key] = same.id if same else self._new_text(purpose, audience, said, values)
        return self.texts[key]

    def _new_text(self, purpose: str, audience: str, said: dict[str, str], values: Values) -> int:
        placeholder = -len(self.plan.texts) - 1
        self.plan.texts.append({'purpose': purpose, 'audience': audience, **said, 'placeholder': placeholder,
                                'version': int(values.get(('consent_text', 'version')) or 1),
                                'created_at': moment(values.get(('consent_text', 'created_at'))) or self.now})
        return placeholder


def _moment(values: Values, name: str, *, must: bool = False) -> datetime | None:
    """Nobody guesses when a yes was given or when it ended: a cell that cannot be read makes none (D1)."""
    text = values.get(('consent', name))
    found = moment(text)
    if found is None and (text or must):
        raise NotUnderstood(INCOMPLETE)
    return found


def _ended(values: Values, day: str) -> tuple[datetime, str] | None:
    """A yes of which only the `day` or only the reason of its end is told is not in force either."""
    ended, because = _moment(values, 'ended_at'), values.get(('consent', 'ended_because'))
    if (ended is None) != (because is None) or (day and ended is None):
        raise NotUnderstood(INCOMPLETE)
    return (ended, ENDINGS[because].value) if ended and because else None
