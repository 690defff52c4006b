"""The question about the proof, for a sheet or for one row. Nothing is ticked beforehand (D3)."""
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from nicegui import ui

from db.clock import utc_now
from db.errors import Refused
from db.i18n import _
from db.importing.drafts import Evidence
from db.importing.showing import ShownColumn
from db.kinds import parse_date
from db.words import HOW
from pages.dialogs import AlreadyOpen, answers, question
from pages.theme import Text, box, button, choose, field, say, show_error


@dataclass
class Entered:
    """What somebody has chosen and typed; it outlives a redraw, recorded or not."""
    answer: bool | None = None
    how: str | None = None
    on: str = ''
    is_changing: bool = False   # what is recorded is to be another


class Proof:
    """„Liegt für dieses Blatt ein Nachweis vor?“ Nothing is ticked beforehand (D3)."""

    def __init__(self, sheet: str, entered: Entered, held: Evidence | None,
                 on_answer: Callable[[Evidence | None], Any], rows: Sequence[int] = ()) -> None:
        """`rows` have one of their own, which no answer for the sheet takes back."""
        self.sheet, self.entered, self.held, self.on_answer = sheet, entered, held, on_answer
        self.is_recording = False
        with box('kb-asked', 'fieldset') as self.frame:
            title = Text('h5', _('Liegt für dieses Blatt ein Nachweis vor?'))
            title.props['id'] = name = f'proof-{title.id}'
            Text('p', _('Zum Beispiel unterschriebene Zettel im Ordner. Ein Ja gilt für die Zeilen, in denen nichts '
                        'dazu steht; ein Nein in der Liste bleibt ein Nein.'), 'kb-small kb-mute')
            self.answer = ui.radio({True: _('Ja, es gibt einen'), False: _('Nein, nur was in der Liste steht')},
                                   value=entered.answer).classes('kb-choice kb-choice--row')
            self.answer.props['aria-labelledby'] = name
            if rows:
                Text('p', _('Einzeln festgehalten: {rows}. Dort lässt es sich auch zurücknehmen.').format(
                    rows=', '.join(_('Zeile {n}').format(n=row) for row in rows)), 'kb-small')
            with box('kb-proof__held') as self.told:
                self.tell()
            with box('kb-form kb-proof') as self.more:
                self.how = choose(_('Wie zugestimmt wurde'), list(HOW), entered.how)
                self.on = field(_('Wann'), entered.on, hint=_('Leer: heute festgehalten.'))
                button(_('Für „{sheet}“ festhalten').format(sheet=sheet), 'soft', on_click=self.say)
        self.show()
        self.answer.on_value_change(self.answered)
        for each in (self.how, self.on):
            each.on_value_change(self.keep)

    @property
    def is_waiting(self) -> bool:
        """Chosen, and not recorded like that."""
        recorded = self.held and (self.held.how, f'{self.held.on:%d.%m.%Y}' if self.held.on else '')
        return bool(self.entered.answer) and (self.entered.how, self.entered.on.strip()) != recorded

    def tell(self) -> None:
        """What is recorded stands where it was asked for, so that nobody records it once more."""
        if self.held is None:
            return
        ui.icon('o_check')
        day = f'{self.held.on:%d.%m.%Y}' if self.held.on else _('heute')
        Text('span', _('Festgehalten: {how}, {day}').format(how=self.held.how, day=day)).props('role=status')
        button(_('Ändern'), 'quiet kb-tight', name=_('Nachweis für „{sheet}“ ändern').format(sheet=self.sheet),
               on_click=self.change)

    def show(self) -> None:
        is_told = bool(self.entered.answer and self.held and not self.is_waiting and not self.entered.is_changing)
        self.told.set_visibility(is_told)
        self.more.set_visibility(bool(self.entered.answer) and not is_told)

    def change(self) -> None:
        self.entered.is_changing = True
        self.show()
        self.how.run_method('focus')

    def keep(self) -> None:
        self.entered.answer = self.answer.value
        self.entered.how, self.entered.on = self.how.value, str(self.on.value or '')

    async def answered(self) -> None:
        self.keep()
        self.show()
        if self.answer.value is False:
            await self.on_answer(None)

    def read(self) -> Evidence | None:
        """What was entered, or None with the sentence beside the field."""
        proof = read_proof(self.how, self.on)
        if proof is not None:
            self.entered.is_changing = False
            self.entered.on = f'{proof.on:%d.%m.%Y}' if proof.on else ''   # in one spelling, however it was typed
        return proof

    async def say(self) -> None:
        """A second tap meanwhile would draw everything anew, and take away what the next one is meant for."""
        proof = None if self.is_recording else self.read()
        if proof is None:
            return
        self.is_recording = True
        try:
            await self.on_answer(proof)
        finally:
            self.is_recording = False


def read_proof(how: ui.select, on: ui.input) -> Evidence | None:
    """What was entered, or None with the sentence beside the field."""
    show_error(how, '')
    show_error(on, '')
    if not how.value:
        show_error(how, _('Bitte angeben, wie zugestimmt wurde.'))
        return None
    try:
        day: date | None = parse_date(str(on.value or '').strip())
        if day and day > utc_now().date():
            raise Refused(_('Die Einwilligung kann nicht aus der Zukunft sein.'))
    except Refused as refusal:
        show_error(on, refusal.sentence)
        return None
    return Evidence(str(how.value), day, utc_now())


NONE = -1


def ask_for_column(columns: Sequence[ShownColumn], on_answer: Callable[[int | None], Any]) -> None:
    """No column is recognised as the consent, and these could be it. Unanswered, none is (D1)."""
    with box('kb-asked', 'fieldset'):
        title = Text('h5', _('Sagt eine dieser Spalten, wer eingewilligt hat?'))
        title.props['id'] = name = f'column-{title.id}'
        Text('p', _('Darin steht meist Ja, Nein oder ein Datum. Solange du nichts wählst, zählt keine davon.'),
             'kb-small kb-mute')
        words = {column.place: _('„{heading}“ ({example})').format(heading=column.heading, example=column.example)
                 for column in columns}
        made = ui.radio({**words, NONE: _('Nein, keine davon')}).classes('kb-choice kb-choice--row')
        made.props['aria-labelledby'] = name
    made.on_value_change(lambda event: on_answer(None if event.value == NONE else int(event.value)))


def ask_for_row(on_proof: Callable[[Evidence], Awaitable[None]], row: int, name: str) -> None:
    """A proof for one row."""
    sentence = _('Liegt für {name} ein Ja vor? Wie und wann wurde zugestimmt?').format(name=name or _('diese Zeile'))
    with suppress(AlreadyOpen), question(_('Nachweis für Zeile {n}').format(n=row), sentence) as dialog:
        how = choose(_('Wie zugestimmt wurde'), list(HOW))
        on = field(_('Wann'), hint=_('Leer: heute festgehalten.'))

        async def keep() -> None:
            proof = read_proof(how, on)
            if proof is not None:
                page = ui.context.client
                dialog.close()
                await on_proof(proof)
                with page:
                    say(_('Festgehalten. Gespeichert wird es mit „Übernehmen“.'))
        with answers():
            button(_('Festhalten'), 'fill', on_click=keep)
            button(_('Abbrechen'), 'quiet', on_click=dialog.close)
