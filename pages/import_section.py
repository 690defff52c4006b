"""The half of Austausch that takes in: choose a file, look at what would become of it, then store it or not.

The file is in memory only, for as long as its preview is open: nothing of it is written before „Übernehmen“. Whoever
looks something up on another screen meanwhile finds the preview as it was; it goes with the page of the browser.
"""
import json
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import app, events, ui
from starlette.formparsers import MultiPartParser

from db.clock import show_moment, utc_now
from db.errors import Refused
from db.events import Changed
from db.i18n import _
from db.importing import reading, undoing
from db.importing.book import Book
from db.importing.drafts import Plan, Result
from db.importing.targets import CUSTOMERS, EXTERNAL, FORMER, TEAM
from db.importing.undoing import Import, Undone
from db.who import Who
from pages import guard, live
from pages.bridge import importing, in_store
from pages.import_preview import Preview
from pages.side import answers
from pages.theme import Text, box, button, say

MultiPartParser.spool_max_size = reading.MOST_BYTES + 1_000_000   # an upload stays in memory, never in a temporary file
ENDINGS = '.xlsx,.xls,.ods,.csv,.txt'
BEGUN, READING, SHOWN = 'list', 'reading', 'section'     # in what the program remembers of one page of a browser


async def draw() -> None:
    with box('kb-import', 'section', id='hereinholen'):
        Text('h2', _('Liste hereinholen'))
        section = Section()
        section.go_on()
        lately = box('kb-import__lately')

    async def again(_changed: Changed | None = None) -> None:
        imports = await in_store(undoing.lately, utc_now())
        if section.stored and section.stored not in {one.batch for one in imports}:
            section.start()     # what stands there as stored has been taken back
        lately.clear()
        with lately:
            show_lately(imports)
    await again()
    live.watch({'person', 'repair', 'organisation'}, again)


class Section:
    """First the place for a file, then its preview, then what was done."""

    def __init__(self) -> None:
        self.place = box('kb-import__place')
        self.stored = ''
        self.client, self.held = ui.context.client, app.storage.client
        self.held[SHOWN] = self

    @property
    def now(self) -> 'Section':
        """This one, or its successor where somebody has been on another screen meanwhile."""
        shown: Section = self.held[SHOWN]
        return shown

    def go_on(self) -> None:
        """With the list that somebody has begun to look at on this page, or from the start."""
        begun: Preview | None = self.held.get(BEGUN)
        if begun is None:
            self.start()
        else:
            self.show(begun)

    def hold(self, preview: Preview | None) -> None:
        """It lives in this page alone: the browser asks before it goes (frame.js)."""
        before, self.held[BEGUN] = self.held.get(BEGUN), preview
        if (before is None) is not (preview is None):
            self.client.run_javascript(f'window.kontaktbuch.holds = {json.dumps(preview is not None)}')

    def show(self, preview: Preview) -> None:
        preview.on_close, preview.on_done = self.start, self.done
        self.hold(preview)
        if self.place.is_deleted:
            return      # another screen is open; it stands there when somebody comes back
        self.place.clear()
        with self.place:
            preview.draw()

    def start(self, sentence: str = '') -> None:
        self.stored = ''
        self.hold(None)
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
        if self.held.get(READING):
            self.wait()

    def refuse(self) -> None:
        self.wrong.set_text(_('Diese Datei geht nicht. Es gehen xlsx, xls, ods und csv bis 30 MB.'))

    async def read(self, _who: Who, event: events.UploadEventArguments) -> None:
        """The bytes go to a process that reads them and ends; what it understood is planned at once."""
        name = event.file.name.replace('\\', '/').rpartition('/')[2][-80:]
        self.held[READING] = True
        self.wait()
        try:
            if event.file.size() > reading.MOST_BYTES:
                raise Refused(reading.SENTENCES['large'].format(name=name))
            book: Book = await importing(reading.read, await event.file.read(), name)
            preview = Preview(book, self.start, self.done)
            await preview.plan_again()
        except Refused as refusal:
            self.held[READING] = False
            self.now.start(refusal.sentence)
            return
        finally:
            self.held[READING] = False
        self.now.show(preview)

    def wait(self) -> None:
        self.wrong.set_text('')
        with self.busy:
            ui.spinner(size='24px')
            Text('span', _('Ich lese die Datei …'))
        self.upload.disable()

    def done(self, plan: Plan, batch: str) -> None:
        """After storing: what happened, and the way to the next file."""
        self.stored = batch
        self.hold(None)
        if self.place.is_deleted:
            return      # another screen is open by now; what came in stands below „Zuletzt hereingeholt“
        self.place.clear()
        with self.place, box('kb-import__done', role='status') as shown:
            Text('h3', _('Gespeichert.'))
            with box('kb-import__counts', 'ul'):
                for result, count in plan.counts.items():
                    if count:
                        Text('li', f'{count} {LABELS[result]}')
            with box('kb-does'):
                for path, word in ways(plan):
                    button(_('Zu: {sheet}').format(sheet=word), 'line', icon='o_arrow_forward', to=path)
                button(_('Noch eine Liste'), 'soft', icon='o_upload_file', on_click=lambda: self.start())
            say(_('Die Liste ist hereingeholt.'))
        shown.run_method('scrollIntoView')


# the button opens the input of Quasar's uploader without asking the server first; what is inside of a button is read
# out as a part of it, so the input stands beside it
UPLOAD = '''<div class="kb-drop__in">
<q-btn class="kb-btn kb-fill" no-caps unelevated :ripple="false" icon="o_upload_file" @click="props.pickFiles">
<span>&nbsp;{word}</span></q-btn><span class="kb-mute">{drop}</span>
<span class="kb-drop__input"><q-uploader-add-trigger /></span></div>'''
LABELS = {result.value: result.label for result in Result}
PATHS = {TEAM: '/team', CUSTOMERS: '/kundinnen', EXTERNAL: '/extern', FORMER: '/ehemalige'}


def ways(plan: Plan) -> list[tuple[str, str]]:
    """To the lists in which something of it stands now."""
    brought = {plan.layouts[line.sheet].kind for line in plan.lines if line.result in (
        Result.STORED, Result.MERGED, Result.REPAIR_ONLY)}
    return [(path, kind.label) for kind, path in PATHS.items() if kind in brought or not brought <= set(PATHS)]


# ---- taking back -----------------------------------------------------------------------------------------------------
def show_lately(imports: tuple[Import, ...]) -> None:
    if not imports:
        return
    Text('h3', _('Zuletzt hereingeholt'))
    with box('kb-offers', 'ul'):
        for one in imports:
            with box('kb-offer', 'li'):
                with box('kb-offer__text'):
                    Text('p', _('{moment}, {who}').format(moment=show_moment(one.at), who=one.by))
                    Text('p', ', '.join(f'{count} {LABELS[result]}' for result, count in one.counts.items() if count),
                         'kb-small kb-mute')
                with box('kb-offer__acts'):
                    button(_('Import zurücknehmen'), 'line', icon='o_undo', on_click=partial(sure, one))


def sure(one: Import) -> None:
    take_back: Callable[..., Awaitable[None]] = guard.act('exchange')(partial(undo, one))
    with ui.dialog(value=True) as dialog, box('kb-sure'):
        Text('h2', _('Import zurücknehmen?'))
        Text('p', _('Alles, was am {moment} hereinkam, geht wieder. Was seitdem jemand geändert hat, bleibt und wird '
                    'genannt.').format(moment=show_moment(one.at)))
        with answers():
            button(_('Zurücknehmen'), 'danger', on_click=lambda: (dialog.close(), take_back())[1])
            button(_('Abbrechen'), 'quiet', on_click=dialog.close)
    dialog.on('hide', dialog.delete)


async def undo(one: Import, who: Who) -> None:
    page = ui.context.client   # the question, and the button in it, are gone by then
    done = await importing(undoing.undo, one.batch, who, utc_now())
    with page:
        tell(done)


def tell(done: Undone) -> None:
    if not done.kept:
        say(_('Der Import ist zurückgenommen.'))
        return
    with ui.dialog(value=True) as dialog, box('kb-sure'):
        Text('h2', _('Zurückgenommen, bis auf dies'))
        Text('p', _('Das hat seitdem jemand geändert. Es bleibt, wie es ist:'))
        with box('kb-import__kept', 'ul'):
            for name in done.kept[:50]:
                Text('li', name)
            if len(done.kept) > 50:
                Text('li', _('und {n} weitere').format(n=len(done.kept) - 50))
        with answers():
            button(_('Gut'), 'fill', on_click=dialog.close)
    dialog.on('hide', dialog.delete)
