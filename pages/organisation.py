"""One organisation at the side of the list, with the people we talk to there. Without a name it needs no consent."""
from collections.abc import Callable

from db import fields, organisations
from db.clock import utc_now
from db.fields import Column
from db.i18n import _
from db.organisations import OrganisationView
from db.who import Who, may
from pages import guard, reach, theme
from pages.bridge import in_store
from pages.dialogs import answers
from pages.editing import Editor, RowEditor

FORM = ('organisation', 'form')
Opens = Callable[[str], object]


async def open_organisation(public_id: str, on_close: Callable[[], None], on_person: Opens, on_new: Opens) -> Editor:
    """`on_person` opens a contact by public id, `on_new` a form for a new one at this organisation."""
    view = await in_store(organisations.read, public_id)
    sheet = OrganisationSheet(view, await in_store(fields.columns, *FORM), on_close, on_person, on_new)
    sheet.side.open()
    return sheet


async def open_new_organisation(on_close: Callable[[], None], on_new: Opens) -> Editor:
    sheet = NewOrganisation(await in_store(fields.columns, *FORM), on_close, on_new)
    sheet.side.open()
    return sheet


class NewOrganisation(Editor):
    """`on_new` leads on to the form for a person: both kinds of contacts begin at the same button."""

    def __init__(self, columns: tuple[Column, ...], on_close: Callable[[], None], on_new: Opens) -> None:
        super().__init__(_('Neue Organisation'), 'neu-organisation', on_close)
        person = guard.act('edit')(lambda _who: on_new(''))
        with self.form:
            theme.button(_('Stattdessen eine Person eintragen'), 'line kb-tight kb-instead', icon='o_person',
                         on_click=person)
            self.form.draw(columns)

    async def store(self, who: Who) -> bool:
        values = self.form.parse()
        if values is not None:
            await in_store(organisations.add, values, who, utc_now())
        return values is not None


class OrganisationSheet(RowEditor[OrganisationView]):
    def __init__(self, view: OrganisationView, columns: tuple[Column, ...], on_close: Callable[[], None],
                 on_person: Opens, on_new: Opens) -> None:
        super().__init__(view, 'organisation', on_close)
        self.on_person, self.on_new = on_person, on_new
        with self.form:
            self.form.draw(columns, view.values)
        with self.side.body:
            self.facts = theme.box('kb-stack')
        self.show()

    async def load(self) -> OrganisationView:
        return await in_store(organisations.read, self.view.public_id)

    async def store(self, who: Who) -> bool:
        values = self.form.parse(only_changed=True)
        if values:
            await in_store(organisations.save, self.view.public_id, self.view.version, values, who, utc_now())
        return values is not None

    def show(self) -> None:
        view = self.view
        self.side.title.set_text(view.name)
        self.side.line.set_text(_('Organisation'))
        self.reach.clear()
        with self.reach:
            reach.draw(view.values['phone'], view.values['email'], view.values['website'])
        self.facts.clear()
        with self.facts:
            with theme.box(tag='section'):
                theme.Text('h3', _('Ansprechpersonen'))
                self.draw_contacts()
            if may(guard.viewer(), 'edit'):
                with theme.box('kb-ends'):
                    theme.button(_('Organisation löschen …'), 'danger',
                                 on_click=guard.act('edit')(lambda _who: self.ask_removing()))

    def draw_contacts(self) -> None:
        with theme.box('kb-things', 'ul'):
            for public_id, name, function in self.view.contacts:
                with theme.box(tag='li'):
                    self.contact_link(public_id, name)
                    theme.Text('span', function, 'kb-small kb-mute')
        if may(guard.viewer(), 'edit'):
            new = guard.act('edit')(lambda _who: self.on_new(self.view.public_id))
            theme.button(_('Neue Ansprechperson'), 'line kb-tight', icon='o_add', on_click=new)

    def contact_link(self, public_id: str, name: str) -> None:
        show = guard.act('lists')(lambda _who: self.on_person(public_id))
        theme.button(name, 'quiet kb-tight kb-namebtn', on_click=show)

    def ask_removing(self) -> None:
        with self.side.ask(_('{name} löschen?').format(name=self.view.name),
                 _('Die Ansprechpersonen bleiben als Kontakte ohne Organisation.')) as question, answers():
            theme.button(_('Löschen'), 'danger', on_click=guard.act('edit')(self.remove))
            theme.button(_('Abbrechen'), 'quiet', on_click=question.close)
        self.question = question

    async def remove(self, who: Who) -> None:
        if not self.question.value:   # a second tap: it is on its way
            return
        self.question.close()
        await self.carry_out(_('Gelöscht.'), organisations.remove, self.view.public_id, who, utc_now())
