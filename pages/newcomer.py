"""Somebody new at the side of a list. A person is stored only together with their yes (D1)."""
from collections.abc import Callable
from dataclasses import dataclass

from db import consent, fields, organisations, people, settings
from db.clock import today, utc_now
from db.consent import ConsentQuestion
from db.errors import Refused
from db.fields import Column
from db.i18n import _
from db.kinds import Kind
from db.who import Who
from db.words import Audience, Purpose
from pages import theme
from pages.asking import HOW_ASKED, SAID_ON, Asking
from pages.bridge import in_store
from pages.editing import Editor

WAS_MEMBER, WAS_CUSTOMER = _('im Team'), _('Kund:in')
KINDS = {'team': 'member', 'extern': 'external', WAS_MEMBER: 'former_member', WAS_CUSTOMER: 'former_customer'}
AUDIENCES = {WAS_MEMBER: Audience.TEAM, WAS_CUSTOMER: Audience.OUTSIDE}
AT = 'organisation'   # a field like all others, so that a draft keeps it
WAS = Column('was', _('War früher'), Kind.CHOICE, required=True, choices=(WAS_MEMBER, WAS_CUSTOMER))


@dataclass(frozen=True)
class Entry:
    """What is asked of somebody new on one sheet. The first purpose is the one they cannot be stored without."""
    title: str
    purposes: tuple[Purpose, ...]
    uses: tuple[tuple[str, str], ...]
    more: tuple[Column, ...] = ()


ENTRIES = {
    'team': Entry(_('Neu im Team'), (Purpose.MEMBER, Purpose.MESSENGER),
                  (('person', 'member'), ('membership', 'form'))),
    'extern': Entry(_('Neue Ansprechperson'), (Purpose.EXTERNAL,), (('person', 'external'), ('contact', 'form'))),
    'ehemalige': Entry(_('Neu bei den Ehemaligen'), (Purpose.FORMER,), (('person', 'former'),), (WAS,)),
}


@dataclass(frozen=True)
class Asked:
    """Everything the form needs from the store."""
    columns: tuple[Column, ...]
    questions: dict[Audience, tuple[ConsentQuestion, ...]]
    organisations: tuple[tuple[str, str], ...]


def asked(sheet: str) -> Asked:
    entry = ENTRIES[sheet]
    needed = frozenset(entry.purposes)
    columns = tuple(column for table, use in entry.uses for column in fields.columns(table, use)
                    if column.name != 'in_messenger' and (not column.own or column.purposes & needed))
    questions = {audience: tuple(consent.text_in_force(purpose, audience) for purpose in entry.purposes)
                 for audience in consent.audiences(entry.purposes[0])}
    return Asked(settings.with_examples(columns), questions, organisations.all_names() if sheet == 'extern' else ())


def by_word(organisations: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """What stands in the choice, and which public id it means. Two of the same name are told apart by a number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for public_id, name in organisations:
        word, number = name, 1
        while word.casefold() in taken:
            number += 1
            word = f'{name} ({number})'
        taken.add(word.casefold())
        found[word] = public_id
    return found


async def open_newcomer(sheet: str, on_close: Callable[[], None], organisation: str = '') -> Editor:
    """`organisation` (a public id) is the one the new person belongs to."""
    newcomer = Newcomer(sheet, await in_store(asked, sheet), on_close, organisation)
    newcomer.side.open()
    return newcomer


class Newcomer(Editor):
    def __init__(self, sheet: str, asked: Asked, on_close: Callable[[], None], organisation: str) -> None:
        entry = ENTRIES[sheet]
        super().__init__(entry.title, f'neu-{sheet}', on_close)
        self.sheet = sheet
        self.organisations = by_word(asked.organisations)
        at = Column(AT, _('Organisation'), Kind.CHOICE, choices=tuple(self.organisations), limit=300)
        here = next((word for word, public_id in self.organisations.items() if public_id == organisation), '')
        with self.form:
            if entry.more:
                self.form.draw(entry.more)
            self.form.draw((*asked.columns, *([at] if self.organisations else [])), {AT: here})
            with theme.box('kb-consents', 'section'):
                theme.Text('h3', _('Einwilligung'))
                theme.Text('p', _('Bitte vorlesen oder zeigen. Ohne ein Ja wird niemand gespeichert.'), 'kb-small')
                self.asking = Asking(next(iter(asked.questions.values())))
                # the day is no answer, so it may stand there already
                self.form.draw((HOW_ASKED, SAID_ON), {'on': today(utc_now())})

        if len(asked.questions) > 1:
            was = self.form.fields[WAS.name]
            was.element.on_value_change(lambda: self.asking.ask(asked.questions[AUDIENCES[was.value]])
                                        if was.value else None)

    async def store(self, who: Who) -> bool:
        values = self.form.parse()
        if not self.asking.answered or values is None:
            return False
        now = utc_now()
        given = self.asking.given(values.pop('how'), values.pop('on'), now)
        kind = KINDS[values.pop('was', self.sheet)]
        at = self.organisations.get(values.pop(AT, ''), '')
        await in_store(people.add, kind, values, given, who, now, organisation=at)
        return True

    def refuse(self, refusal: Refused) -> None:
        if refusal.field == 'consent':
            self.asking.refuse(refusal.sentence)
        else:
            self.form.refuse(refusal)
