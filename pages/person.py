"""One person at the side of the list: everything that is stored, what they agreed to, and taking it back.

The form draws the columns that the purposes of this person cover; the facts below it are redrawn when somebody saves.
"""
from collections.abc import Callable
from dataclasses import dataclass

from nicegui import ui

from db import fields, people, settings
from db.clock import utc_now
from db.fields import Column
from db.i18n import _
from db.people import PersonView
from db.repairs import PersonBrief
from db.who import Who, may
from pages import access, forms, guard, membership, reach, theme
from pages.bridge import in_store
from pages.editing import Editor, RowEditor
from pages.repair_person import Withdrawal, draw_consents

USES = {'team': 'member', 'extern': 'external', 'kundinnen': 'customer', 'ehemalige': 'former'}
SHEETS = {'team': _('Team'), 'kundinnen': _('Kund:innen'), 'extern': _('Extern'), 'ehemalige': _('Ehemalige')}


@dataclass(frozen=True)
class Part:
    """Some fields under a heading of their own."""
    title: str
    columns: tuple[Column, ...]


async def open_person(public_id: str, on_close: Callable[[], None], withdrawal: Withdrawal) -> Editor:
    """Raises `Unknown` with a sentence when there is no such person (any more)."""
    sheet = PersonSheet(*await in_store(described, public_id), on_close, withdrawal)
    sheet.side.open()
    return sheet


def described(public_id: str) -> tuple[PersonView, tuple[Part, ...]]:
    view = people.read(public_id)
    return view, parts_of(view)


def parts_of(view: PersonView) -> tuple[Part, ...]:
    """The columns that concern this person, each once, in the order of the longest form."""
    order = [column.name for column in fields.columns('person', 'member')]
    found = {column.name: column for sheet in view.sheets or ('kundinnen',)
             for column in fields.columns('person', USES[sheet]) if not column.own or column.purposes & view.purposes}
    drawn = [Part('', tuple(sorted(found.values(), key=lambda column: order.index(column.name))))]
    if view.membership and view.membership.running:
        drawn.append(Part(_('Im Team'), settings.with_examples(fields.columns('membership', 'form'))))
    if view.contact:
        at = view.contact.organisation
        title = _('Kontakt bei {name}').format(name=at) if at else _('Kontakt')
        drawn.append(Part(title, fields.columns('contact', 'form')))
    return with_own_apart(drawn)


def with_own_apart(drawn: list[Part]) -> tuple[Part, ...]:
    """The café's own columns stand together. Being in the messenger group is told and changed below the form."""
    own = tuple(column for part in drawn for column in part.columns if column.own)
    declared = [Part(part.title, tuple(column for column in part.columns
                                       if not column.own and column.name != 'in_messenger')) for part in drawn]
    return (*declared, Part(_('Eure eigenen Spalten'), own)) if own else tuple(declared)


class PersonSheet(RowEditor[PersonView]):
    """The sheet while it is open."""

    def __init__(self, view: PersonView, parts: tuple[Part, ...], on_close: Callable[[], None],
                 withdrawal: Withdrawal) -> None:
        self.withdrawal = withdrawal
        super().__init__(view, 'person', on_close)
        self.parts = self.newest_parts = parts
        with self.form:
            for part in parts:
                draw_part(self.form, part, view)
        with self.side.body:
            self.facts = theme.box('kb-stack')
        self.show()

    async def load(self) -> PersonView:
        view, self.newest_parts = await in_store(described, self.view.public_id)
        return view

    def outdated(self, _view: PersonView) -> bool:
        return self.newest_parts != self.parts

    async def store(self, who: Who) -> bool:
        values = self.form.parse(only_changed=True)
        if values:
            await in_store(people.save, self.view.public_id, self.view.version, values, who, utc_now())
        return values is not None

    def show(self) -> None:
        view = self.view
        self.side.title.set_text(view.name)
        self.side.line.set_text(' · '.join(SHEETS[sheet] for sheet in view.sheets))
        self.reach.clear()
        with self.reach:
            reach.draw(view.values['phone'] or view.values['phone_2'], view.values['email'] or view.values['email_2'])
        self.facts.clear()
        with self.facts:
            if view.contact and view.contact.organisation_id:
                ui.link(_('{name} ansehen').format(name=view.contact.organisation),
                        f'/extern?organisation={view.contact.organisation_id}')
            if view.repairs:
                draw_repairs(view)
            with theme.box(tag='section'):
                draw_consents(view.consents)
                membership.draw_messenger(self)
            if may(guard.viewer(), 'privacy'):
                with theme.box(tag='section'):
                    theme.Text('h3', _('Auskunft'))
                    access.draw(view.public_id)
            if may(guard.viewer(), 'edit'):
                self.draw_ends()

    def draw_ends(self) -> None:
        """The ways out, at the end and in this order: leaving the team, taking everything back."""
        view, person = self.view, brief(self.view)
        withdraw = guard.act('lists')(lambda who: self.withdrawal.ask(who, person, view.consents))
        leave = guard.act('edit')(lambda _who: membership.ask_leaving(self))
        with theme.box('kb-ends'):
            if view.membership and view.membership.running:
                theme.button(_('Mitgliedschaft beenden …'), 'line', on_click=leave)
            theme.button(_('Einwilligung widerrufen …'), 'danger', on_click=withdraw)


def draw_part(form: forms.Form, part: Part, view: PersonView) -> None:
    with theme.box(tag='section'):
        if part.title:
            theme.Text('h3', part.title)
        form.draw(part.columns, view.values)


def draw_repairs(view: PersonView) -> None:
    with theme.box(tag='section'):
        theme.Text('h3', _('Reparaturen'))
        with theme.box('kb-things', 'ul'):
            for number, item, state in view.repairs:
                with theme.box(tag='li'):
                    with theme.box('kb-thing', 'a', href=f'/r/{number}'):
                        theme.Text('span', number, 'kb-nr')
                        theme.Text('span', item)
                    theme.state(state)


def brief(view: PersonView) -> PersonBrief:
    return PersonBrief(public_id=view.public_id, name=view.name, short=view.short, phone='', phone_link='', email='')
