"""The half of Austausch that takes in: choose a file, look at what would become of it, then store it or not.

The file is in memory only, for as long as its preview is open (`import_held`): nothing of it is written before
„Übernehmen“.
"""
from nicegui import events, ui
from starlette.formparsers import MultiPartParser

from db.clock import utc_now
from db.errors import Refused
from db.events import Changed
from db.i18n import _
from db.importing import reading, undoing
from db.importing.book import Book
from db.importing.drafts import Plan, Result
from db.importing.targets import CUSTOMERS, EXTERNAL, FORMER, TEAM
from db.who import Who
from pages import guard, import_held, live
from pages.bridge import importing, in_store
from pages.import_dropped import Dropped
from pages.import_held import Held
from pages.import_lately import counted, show_lately
from pages.import_preview import Preview
from pages.theme import Text, box, button, say

MultiPartParser.spool_max_size = reading.MOST_BYTES + 1_000_000   # an upload stays in memory, never in a temporary file
LOOKS = 15       # a fifth of a second apart
ENDINGS = '.xlsx,.xls,.ods,.csv,.txt'


async def draw() -> None:
    with box('kb-import', 'section', id='hereinholen'):
        Text('h2', _('Liste hereinholen'))
        section = Section(import_held.here())
        section.go_on()
        section.look_behind()
        lately = box('kb-import__lately')
    asked: dict[str, ui.dialog] = {}

    async def again(_changed: Changed | None = None) -> None:
        imports = await in_store(undoing.lately, utc_now())
        if section.stored and section.stored not in {one.batch for one in imports}:
            section.start()     # what stands there as stored has been taken back
        others = any(open_.value and batch not in {one.batch for one in imports} for batch, open_ in asked.items())
        asked.clear()
        lately.clear()      # and whatever is asked there
        with lately:
            show_lately(imports, asked)
            if others:      # whoever has tapped here has closed the question with it
                say(_('Dieser Import ist schon zurückgenommen.'))
    await again()
    live.watch({'person', 'repair', 'organisation'}, again)


class Section:
    """First the place for a file, then its preview, then what was done."""

    def __init__(self, held: Held) -> None:
        self.place = box('kb-import__place')
        self.stored = ''
        self.dropped: Dropped | None = None
        self.held = held
        held.section = self

    @property
    def now(self) -> 'Section':
        """This one, or its successor where somebody has been on another screen meanwhile."""
        return self.held.section or self

    def go_on(self) -> None:
        """With the list that somebody has begun to look through, or from the start."""
        if self.held.preview is None:
            self.start()
        else:
            self.show(self.held.preview)

    def look_behind(self) -> None:
        """Whoever has loaded the page anew goes on with their list as soon as the browser has let the old page go."""
        if not import_held.is_elsewhere():
            return
        left = iter(range(LOOKS))

        def look() -> None:
            held = import_held.left_behind() if self.held.preview is None and not self.held.is_reading else None
            if held is not None:
                self.held, held.section = held, self
                self.go_on()
            if held is not None or next(left, None) is None:
                timer.cancel()
        timer = ui.timer(0.2, look)

    def show(self, preview: Preview) -> None:
        if self.held.is_over:
            preview.forget()
            return
        preview.on_close, preview.on_done = self.drop, self.done
        self.held.hold(preview)
        if self.place.is_deleted:
            return      # another screen is open; it stands there when somebody comes back
        self.place.clear()
        with self.place:
            preview.draw()

    def drop(self) -> None:
        dropped = self.held.preview
        self.start()
        if dropped is not None:
            with self.place:
                self.dropped = Dropped(dropped, self.show)
                self.dropped.line.move(target_index=0)

    def start(self, sentence: str = '') -> None:
        self.stored = ''
        self.held.hold(None)
        if self.place.is_deleted:
            return
        self.place.clear()
        with self.place:
            Text('p', _('Eure bisherige Tabelle: Excel, LibreOffice oder CSV. Zuerst siehst du, was daraus würde. '
                        'Gespeichert wird erst, wenn du es sagst.'), 'kb-mute')
            self.wrong = Text('p', sentence, 'kb-wrong').props('role=alert')
            self.upload = ui.upload(on_upload=guard.act('exchange')(self.read), auto_upload=True,
                                    max_file_size=reading.MOST_BYTES, on_rejected=self.refuse).classes('kb-drop')
            self.upload.props.update({'accept': ENDINGS, 'aria-label': _('Datei mit der Liste'), 'flat': True})
            self.upload.add_slot('header', UPLOAD.format(word=_('Datei auswählen …'), drop=_('oder hierher ziehen')))
            self.upload.add_slot('list', '<span></span>')
            self.busy = box('kb-import__busy', role='status')
        if self.held.is_reading:
            self.wait()

    def refuse(self) -> None:
        self.wrong.set_text(_('Diese Datei geht nicht. Es gehen xlsx, xls, ods und csv bis 30 MB.'))

    async def read(self, _who: Who, event: events.UploadEventArguments) -> None:
        """The bytes go to a process that reads them and ends; what it understood is planned at once."""
        name = event.file.name.replace('\\', '/').rpartition('/')[2][-80:]
        if self.dropped:
            self.dropped.forget()
        self.held.reads(True)
        self.wait()
        try:
            if event.file.size() > reading.MOST_BYTES:
                raise Refused(reading.SENTENCES['large'].format(name=name))
            book: Book = await importing(reading.read, await event.file.read(), name)
            preview = Preview(book, self.drop, self.done)
            await preview.plan_again()
        except Refused as refusal:
            self.held.reads(False)
            self.now.start(refusal.sentence)
            return
        finally:
            self.held.reads(False)
        self.now.show(preview)

    def wait(self) -> None:
        self.wrong.set_text('')
        with self.busy:
            ui.spinner(size='24px')
            Text('span', _('Ich lese die Datei …'))
        self.upload.disable()

    def done(self, plan: Plan, batch: str) -> None:
        """After storing: what happened, and the way to the next file."""
        self.stored = batch if plan.changes_something else ''
        self.held.hold(None)
        if self.place.is_deleted:
            return      # another screen is open by now; what came in stands below „Zuletzt hereingeholt“
        self.place.clear()
        with self.place, box('kb-import__done', role='status') as shown:
            Text('h3', _('Gespeichert.') if plan.changes_something else _('Es hat sich nichts geändert.'))
            if not plan.changes_something:
                Text('p', _('Alles aus dieser Liste stand schon genau so da.'))
            Text('p', ', '.join(counted(plan.counts)), 'kb-import__sum')
            with box('kb-does'):
                for path, word in ways(plan):
                    button(_('Zu: {sheet}').format(sheet=word), 'line', icon='o_arrow_forward', to=path)
                button(_('Noch eine Liste'), 'soft', icon='o_upload_file', on_click=lambda: self.start())
            if plan.changes_something:
                say(_('Die Liste ist hereingeholt.'))
        shown.run_method('scrollIntoView')


# the button opens the input of Quasar's uploader without asking the server first; what is inside of a button is read
# out as a part of it, so the input stands beside it
UPLOAD = '''<div class="kb-drop__in">
<q-btn class="kb-btn kb-fill" no-caps unelevated :ripple="false" icon="o_upload_file" @click="props.pickFiles">
<span>&nbsp;{word}</span></q-btn><span class="kb-mute">{drop}</span>
<span class="kb-drop__input"><q-uploader-add-trigger /></span></div>'''
PATHS = {TEAM: '/team', CUSTOMERS: '/kundinnen', EXTERNAL: '/extern', FORMER: '/ehemalige'}


def ways(plan: Plan) -> list[tuple[str, str]]:
    """To the lists in which something of it stands now."""
    brought = {plan.layouts[line.sheet].kind for line in plan.lines if line.result in (
        Result.STORED, Result.MERGED, Result.REPAIR_ONLY)}
    return [(path, kind.label) for kind, path in PATHS.items() if kind in brought or not brought <= set(PATHS)]
