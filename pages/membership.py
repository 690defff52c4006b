"""Being in the team: the messenger group as facts with buttons, and leaving."""
from nicegui import ui

from db import consent, members
from db.clock import utc_now
from db.consent import ConsentQuestion
from db.handover import TAKE_OUT
from db.i18n import _
from db.messenger import Act, Answer
from db.people import MembershipView, PersonView
from db.who import Who, may
from db.words import Audience, Purpose
from pages import forms, guard, theme
from pages.asking import HOW_ASKED, Asking
from pages.bridge import in_store
from pages.dialogs import answers
from pages.editing import RowEditor

Sheet = RowEditor[PersonView]
TO_DO = {Act.ADD: _('Bitte in die Gruppe aufnehmen und hier abhaken.'),
         Act.TAKE_OUT: _('Bitte aus der Gruppe nehmen und hier abhaken.'),
         Act.ASK: _('Ist in der Gruppe, Zustimmung fehlt: bitte fragen.')}


# ---- the messenger group ------------------------------------------------------------------------------
def draw_messenger(sheet: Sheet) -> None:
    """Two facts: what was agreed to, and whether somebody has done it in the group by hand."""
    facts = sheet.view.membership
    if not facts or not (facts.running or facts.in_messenger):
        return
    agreed = facts.running and facts.answer is Answer.YES
    theme.Text('h3', _('Messenger-Gruppe'), 'kb-part--next')
    with theme.box('kb-consent', 'ul'):
        fact(agreed, _('Hat zugestimmt') if agreed else said_otherwise(facts))
        fact(facts.in_messenger, _('Ist in der Gruppe') if facts.in_messenger else _('Ist nicht in der Gruppe'))
    if facts.group_act:
        theme.Text('p', TO_DO[facts.group_act], 'kb-small kb-todo')
    if may(guard.viewer(), 'edit'):
        with theme.box('kb-factacts'):
            draw_messenger_acts(sheet, facts, agreed)


def said_otherwise(facts: MembershipView) -> str:
    """Nobody has said no whom a list alone has put into the group, nor who was never asked."""
    if facts.group_act is Act.ASK:
        return _('Zustimmung fehlt')
    if facts.running and facts.answer in (Answer.WITHDRAWN, Answer.NONE):
        return {Answer.WITHDRAWN: _('Hat die Zustimmung widerrufen'), Answer.NONE: _('Keine Antwort eingetragen')}[
            facts.answer]
    return _('Hat nicht zugestimmt')


def draw_messenger_acts(sheet: Sheet, facts: MembershipView, agreed: bool) -> None:
    """A yes can be written down whether they are in the group or not: nobody has to tick what is not true."""
    inside = facts.in_messenger

    async def put(who: Who) -> None:
        await sheet.carry_out(_('Gespeichert.'), members.set_messenger, sheet.view.public_id, not inside, who,
                              utc_now())

    async def question(_who: Who) -> None:
        words = await in_store(consent.text_in_force, Purpose.MESSENGER)
        if sheet.side.is_open:   # it may have been closed meanwhile
            ask_messenger(sheet, words)

    if facts.running and not agreed:
        theme.button(_('Zustimmung eintragen …'), 'soft kb-tight' if facts.group_act is Act.ASK else 'line kb-tight',
                     on_click=guard.act('edit')(question))
    if inside:
        theme.button(_('Ist nicht mehr drin'), 'line kb-tight', icon='o_check', on_click=guard.act('edit')(put))
    elif agreed:
        theme.button(_('Ist jetzt drin'), 'soft kb-tight', icon='o_check', on_click=guard.act('edit')(put))


def fact(holds: bool, text: str) -> None:
    with theme.box('is-yes' if holds else 'is-no', 'li'):
        ui.icon('o_check' if holds else 'o_remove')
        theme.Text('span', text)


def ask_messenger(sheet: Sheet, question: ConsentQuestion) -> None:
    async def save(who: Who) -> None:
        values = {'how': ''} if asking.answered and not asking.yes else form.parse()
        if asking.open or values is None or not dialog.value:   # a second tap: it is on its way
            return
        dialog.close()
        if asking.yes:
            await sheet.carry_out(_('Gespeichert.'), members.give_messenger, sheet.view.public_id, values['how'], who,
                                  utc_now(), question.id)
        else:
            await sheet.carry_out(_('Gespeichert.'), members.refuse_messenger, sheet.view.public_id, who, utc_now())

    with sheet.side.ask(sheet.view.name) as dialog:
        with forms.Form(right='edit', send=guard.act('edit')(save)) as form:
            asking = Asking((question,))
            form.draw((HOW_ASKED,))
        with answers():
            theme.button(_('Speichern'), 'fill', on_click=guard.act('edit')(save))
            theme.button(_('Abbrechen'), 'quiet', on_click=dialog.close)


# ---- leaving ------------------------------------------------------------------------------------------
async def ask_leaving(sheet: Sheet) -> None:
    question = await in_store(consent.text_in_force, Purpose.FORMER, Audience.TEAM)
    if sheet.side.is_open:   # it may have been closed meanwhile
        Leaving(sheet, question)


class Leaving:
    """Nothing is chosen beforehand: without an answer nobody leaves."""

    def __init__(self, sheet: Sheet, question: ConsentQuestion) -> None:
        self.sheet, self.question = sheet, question
        leave = guard.act('edit')(self.leave)
        with sheet.side.ask(_('Mitgliedschaft von {name} beenden?').format(name=sheet.view.name)) as self.dialog:
            with forms.Form(right='edit', send=leave) as self.form:
                self.asking = Asking((question,))
                with theme.box('kb-how') as self.how:
                    self.form.draw((HOW_ASKED,))
            self.consequences = theme.Text('p', '', 'kb-small')
            with answers():
                theme.button(_('Mitgliedschaft beenden'), 'danger', on_click=leave)
                theme.button(_('Abbrechen'), 'quiet', on_click=self.dialog.close)
        self.asking.on_answer = self.look
        self.look()

    def look(self) -> None:
        """How they were asked matters only for a yes; what comes of the answer is said before."""
        self.how.set_visibility(self.asking.yes)
        self.consequences.set_text('' if self.asking.open else consequences(self.sheet.view, keep=self.asking.yes))

    async def leave(self, who: Who) -> None:
        values = self.form.parse() if self.asking.yes else {'how': ''}
        if not self.asking.answered or values is None or not self.dialog.value:   # a second tap: it is on its way
            return
        self.dialog.close()
        await self.sheet.carry_out(_('Die Mitgliedschaft ist beendet.'), members.end_membership,
                                   self.sheet.view.public_id, self.asking.yes, values['how'], who, utc_now(),
                                   self.question.id)


def consequences(view: PersonView, *, keep: bool) -> str:
    return _leaving(view, keep) + (f' {TAKE_OUT}' if not keep and view.values.get('in_messenger') else '')


def _leaving(view: PersonView, keep: bool) -> str:
    others = view.purposes - {Purpose.MEMBER, Purpose.MESSENGER, Purpose.FORMER}
    if keep and Purpose.EXTERNAL not in others:
        return _('Name, Telefon, E-Mail und Notiz bleiben bei den Ehemaligen. '
                 'Adresse, Aufgaben und Fähigkeiten werden sofort gelöscht.')
    if not keep and not others:
        return _('Alles über {name} wird sofort gelöscht. '
                 'Das lässt sich nicht rückgängig machen.').format(name=view.name)
    return _('Was nur für die Teamliste gespeichert ist, wird sofort gelöscht. '
             'Was für eine Reparatur oder einen anderen Kontakt gebraucht wird, bleibt so lange.')
