"""The sheet of consents of our own file: who agreed to what, when, and to which words."""
from collections import defaultdict
from datetime import datetime
from typing import Any

from db.exchange_layout import AUDIENCES, ENDINGS, PURPOSES
from db.i18n import _
from db.importing.book import Row
from db.importing.drafts import NotUnderstood, Plan, Yes
from db.importing.own_book import OwnSheet, Values, moment
from db.models import Account, ConsentText

# An account does not travel with the file, and a consent names the account of who recorded it, not their name.
BY_NOBODY_HERE = _('Wer sie festgehalten hat, hat hier kein Konto: Künftig steht dort, wer diese Datei einliest.')


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
            ended, because = moment(values.get(('consent', 'ended_at'))), values.get(('consent', 'ended_because'))
            purpose, by = PURPOSES[values['consent', 'purpose']], values.get(('consent', 'recorded_by')) or ''
            if by and by not in self.accounts:
                self.by_nobody_here.add(row.number)
            yes = Yes(purpose, values['consent', 'how'], moment(values['consent', 'given_at']),
                      text=self._text(purpose.value, values), by=self.accounts.get(by),
                      ended=(ended, ENDINGS[because].value) if ended and because else None)
        except (NotUnderstood, KeyError) as problem:
            self.problems[row.number] = getattr(problem, 'sentence', _('Diese Einwilligung ist unvollständig.'))
        else:
            self.given[values.get(('person', 'public_id')) or ''].append(yes)

    def _text(self, purpose: str, values: Values) -> int:
        """The wording that was shown. One the store does not have comes in as it was, below the one in force."""
        said = {name: values.get(('consent_text', name)) or '' for name in ('title', 'text', 'yes', 'no')}
        audience = AUDIENCES[values['consent_text', 'audience']].value
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
