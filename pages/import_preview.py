"""What a list would become: the question about the proof first, then the columns, then every row."""
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from nicegui import ui

from db.clock import utc_now
from db.i18n import _
from db.importing import applying, left_out, planning, showing
from db.importing.book import Book
from db.importing.drafts import Choices, Evidence, Plan, Result
from db.importing.showing import ShownColumn, ShownSheet
from db.importing.targets import CUSTOMERS, EXTERNAL, FORMER, KIND, OURS_ALONE, TEAM, SheetKind
from db.who import Who
from pages import guard
from pages.bridge import importing
from pages.import_proof import Entered, Proof, ask_for_column, ask_for_row
from pages.import_rows import Rows, Seen, counts
from pages.theme import Text, box, button, choose

KINDS = {kind.value: kind.label for kind in (TEAM, CUSTOMERS, EXTERNAL, FORMER)} | {
    SheetKind.MIXED.value: _('gemischt, je Zeile'), SheetKind.UNKNOWN.value: SheetKind.UNKNOWN.label}


class Preview:
    """The book and its plan live here, in memory, and go with it."""

    def __init__(self, book: Book, on_close: Callable[[], None], on_done: Callable[[Plan, str], None]) -> None:
        self.book, self.on_close, self.on_done = book, on_close, on_done
        self.choices = Choices()
        self.plan: Plan | None = None
        self.entered: dict[str, Entered] = {}
        self.proofs: list[Proof] = []
        self.hidden = frozenset(sheet.name for sheet in book.sheets if sheet.hidden)
        self.done = 0.0
        self.is_storing = False
        self.unfolded: set[tuple[str, str]] = set()     # what stands open stays so when it is drawn anew
        self.choosers: dict[tuple[str, int], ui.select] = {}
        self.seen: dict[str, Seen] = {}
        self.rows: dict[str, Rows] = {}

    async def plan_again(self) -> None:
        if self.plan is not None:       # whoever is erased while it stands open stays so
            self.choices = self.choices.having_met(self.plan)
        self.plan = await importing(planning.make, self.book, self.choices, utc_now())

    # ---- drawing -----------------------------------------------------------------------------------------------------
    def draw(self) -> None:
        with box('kb-incoming'):
            with box('kb-incoming__head'):
                with box():
                    Text('h3', self.book.name)
                    Text('p', _('Noch ist nichts gespeichert.'), 'kb-mute')
                self.left = button(_('Zurückgehaltene laden'), 'line', icon='o_download',
                                   on_click=guard.act('exchange')(self.hand_out))
            self.body = box('kb-incoming__sheets')
            with box('kb-incoming__foot'):
                self.bar = ui.linear_progress(0, show_value=False).classes('kb-progress').props(
                    f'aria-label="{_("Fortschritt")}"')
                self.line = Text('p', '', 'kb-incoming__sum').props('role=status')
                self.go = button(_('Übernehmen'), 'fill', icon='o_check', on_click=guard.act('exchange')(self.apply))
                self.drop = button(_('Verwerfen'), 'line', on_click=lambda: self.close())
        self.timer = ui.timer(0.2, lambda: self.bar.set_value(round(self.done, 2)))
        self.storing(self.is_storing)
        self.show()

    def show(self) -> None:
        if self.plan is None:
            return
        self.line.set_text(showing.summary(self.plan))
        self.left.set_visibility(bool(left_out.left_behind(self.plan)))
        self.go.set_enabled(not self.is_storing and (self.plan.brings_something or any(
            line.result is not Result.NOT_DATA for line in self.plan.lines)))
        self.drop.set_enabled(not self.is_storing)
        self.proofs, self.choosers = [], {}
        self.body.clear()
        with self.body:
            for sheet in showing.sheets(self.plan, self.hidden):
                self.sheet(sheet)

    def sheet(self, sheet: ShownSheet) -> None:
        with box('kb-sheet', 'section', aria_label=sheet.name):
            with box('kb-sheet__head'):
                Text('h4', sheet.name)
                self.kind(sheet)
            if sheet.asks and any(result in sheet.counts for result in Result if result is not Result.NOT_DATA):
                self.proofs.append(Proof(sheet.name, self.entered.setdefault(sheet.name, Entered()),
                                         self.choices.evidence.get(sheet.name), partial(self.prove, sheet.name),
                                         sorted(row for name, row in self.choices.rows if name == sheet.name)))
            if sheet.maybe_consent:
                ask_for_column(sheet.maybe_consent, partial(self.set_consent, sheet))
            if sheet.hidden:
                ui.checkbox(_('Dieses Blatt ist in der Datei ausgeblendet. Trotzdem mitnehmen'),
                            value=sheet.name in self.choices.shown,
                            on_change=lambda event, name=sheet.name: self.unhide(name, bool(event.value)))
            if sheet.kind is SheetKind.UNKNOWN and Result.NOT_UNDERSTOOD in sheet.counts:
                Text('p', _('Was hier steht, war nicht zu erkennen. Bitte oben wählen, was für ein Blatt das ist.'),
                     'kb-wrong')
            counts(sheet)
            if sheet.columns and not sheet.own_file:
                with self.unfolding(sheet.name, _('Spalten: was gehört wohin?')):
                    self.columns(sheet)
            self.rows[sheet.name] = Rows(self, sheet)

    def unfolding(self, sheet: str, label: str) -> ui.expansion:
        """A part that is looked into when wanted, as it was left when something was decided."""
        part = ui.expansion(label, value=(sheet, label) in self.unfolded).classes('kb-sheet__more')
        part.on_value_change(lambda event: self.unfolded.add((sheet, label)) if event.value
                             else self.unfolded.discard((sheet, label)))
        return part

    def kind(self, sheet: ShownSheet) -> None:
        if sheet.own_file or sheet.kind in OURS_ALONE:
            Text('span', sheet.kind.label, 'kb-mute')
            return
        chosen = choose(_('Was steht hier?'), KINDS, sheet.kind.value)
        chosen.on_value_change(lambda event: self.set_kind(sheet.name, str(event.value)))

    def columns(self, sheet: ShownSheet) -> None:
        targets = showing.targets(sheet.kind)
        with box('kb-columns', 'ul'):
            for column in sheet.columns:
                self.column(sheet, column, targets)

    def column(self, sheet: ShownSheet, column: ShownColumn, targets: dict[str, str]) -> None:
        with box('kb-columns__one', 'li'):
            with box('kb-columns__said'):
                Text('p', column.heading or _('Spalte {n} (ohne Überschrift)').format(n=column.place + 1))
                Text('p', column.example, 'kb-small kb-mute')
            name = _('Wohin mit „{heading}“?').format(heading=column.heading or column.place + 1)
            now = _('sagt, wohin die Zeile gehört') if column.target == KIND else _(
                'neue eigene Spalte ({kind})').format(kind=column.becomes)
            chosen = choose(name, {column.target: now, **showing.fitting(targets, column)}, column.target)
            chosen.on_value_change(lambda event: self.set_column(sheet.name, column.place, str(event.value)))
            self.choosers[sheet.name, column.place] = chosen

    # ---- deciding ----------------------------------------------------------------------------------------------------
    async def change(self, **choices: Any) -> None:
        await guard.act('exchange')(partial(self.decide, choices))()

    async def decide(self, choices: dict[str, Any], _who: Who) -> None:
        """Something was decided: plan again and draw anew."""
        self.choices = replace(self.choices, **choices)
        self.go.props('loading')
        try:
            await self.plan_again()
        finally:
            self.go.props(remove='loading')
        self.show()

    async def set_kind(self, sheet: str, kind: str) -> None:
        columns = {key: target for key, target in self.choices.columns.items() if key[0] != sheet}
        await self.change(kinds={**self.choices.kinds, sheet: kind}, columns=columns)

    async def set_column(self, sheet: str, place: int, target: str) -> None:
        await self.change(columns={**self.choices.columns, (sheet, place): target})
        if (sheet, place) in self.choosers:
            self.choosers[sheet, place].run_method('focus')     # whoever sorts columns goes on from there

    async def set_consent(self, sheet: ShownSheet, chosen: int | None) -> None:
        """The column that asks for the consent; with None each of them stays what it is."""
        said = {(sheet.name, chosen): 'consent'} if chosen is not None else {
            (sheet.name, column.place): column.target for column in sheet.maybe_consent}
        await self.change(columns={**self.choices.columns, **said})

    async def unhide(self, sheet: str, shown: bool) -> None:
        await self.change(shown=self.choices.shown | {sheet} if shown else self.choices.shown - {sheet})

    async def prove(self, sheet: str, proof: Evidence | None) -> None:
        held = {name: one for name, one in self.choices.evidence.items() if name != sheet}
        await self.change(evidence=held | ({sheet: proof} if proof else {}))

    async def prove_row(self, sheet: str, row: int, proof: Evidence | None) -> None:
        others = {key: one for key, one in self.choices.rows.items() if key != (sheet, row)}
        await self.change(rows=others | ({(sheet, row): proof} if proof else {}))
        self.rows[sheet].go_on(row)     # whoever answers row by row goes on from there

    def ask_for_row(self, sheet: str, row: int, name: str) -> None:
        ask_for_row(partial(self.prove_row, sheet, row), row, name)

    # ---- storing -----------------------------------------------------------------------------------------------------
    async def apply(self, who: Who) -> None:
        """In a thread of its own; this page and everybody else's stay alive."""
        waiting = [proof for proof in self.proofs if proof.is_waiting]
        if waiting:
            await self.record(waiting, who)
            return
        if self.is_storing:
            return
        if self.plan is None or not self.plan.brings_something:
            self.line.set_text(_('Nichts gespeichert: So gibt es nichts zu übernehmen.'))
            return
        self.storing(True)
        try:
            plan, batch = await importing(applying.apply, self.book, self.choices, who, utc_now(), self.progress,
                                       self.plan)
        finally:
            self.storing(False)
        self.forget()
        self.on_done(plan, batch)

    def storing(self, is_so: bool) -> None:
        """Somebody may be on another screen by then."""
        self.is_storing = self.timer.active = is_so
        if not self.bar.is_deleted:
            self.bar.set_visibility(is_so)
            for each in (self.go, self.drop):
                each.set_enabled(not is_so)

    async def record(self, waiting: list[Proof], who: Who) -> None:
        """A proof that was chosen and not recorded is not passed over: it counts now, and what it changes is looked at
        before anything is stored."""
        read = {proof.sheet: proof.read() for proof in waiting}
        open_ones = [proof for proof in waiting if read[proof.sheet] is None]
        if open_ones:
            self.line.set_text(_('Noch nichts gespeichert: Beim Nachweis für „{sheet}“ fehlt noch etwas. Bitte dort '
                                 'ergänzen oder „Nein“ wählen.').format(sheet=open_ones[0].sheet))
            open_ones[0].frame.run_method('scrollIntoView')
            return
        held = {sheet: proof for sheet, proof in read.items() if proof is not None}
        await self.decide({'evidence': {**self.choices.evidence, **held}}, who)
        self.line.set_text(_('Noch nichts gespeichert: Der Nachweis für {sheets} ist jetzt festgehalten. Mit '
                             '„Übernehmen“ wird gespeichert. {counts}').format(
            sheets=', '.join(f'„{sheet}“' for sheet in held), counts=self.line.text))

    def progress(self, done: int, all_of: int) -> None:
        """From the thread that works: only a number is set here, the page looks now and then."""
        self.done = done / all_of if all_of else 1.0

    def hand_out(self, _who: Who) -> None:
        if self.plan is not None:
            ui.download.content(left_out.as_csv(self.plan), _('zurueckgehalten.csv'))

    def close(self) -> None:
        """Whoever closes it has a way back for some seconds (import_dropped.py)."""
        self.on_close()

    def forget(self) -> None:
        """Nothing of the file outlives its preview."""
        self.book = Book('', ())
        self.plan = None
        self.entered.clear()
