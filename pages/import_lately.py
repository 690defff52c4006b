"""Below it: what came in lately, and the way to take that back."""
from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from nicegui import ui

from db.clock import show_moment, utc_now
from db.i18n import _
from db.importing import undoing
from db.importing.drafts import Result
from db.importing.targets import SheetKind
from db.importing.undoing import Import, Undone
from db.who import Who
from pages import guard
from pages.bridge import importing
from pages.dialogs import AlreadyOpen, answers, question
from pages.theme import Text, box, button, say


def counted(counts: Mapping[str, int]) -> list[str]:
    """In the order of the preview, however they were kept."""
    return [result.counted(counts[result]) for result in Result if counts.get(result)]


def show_lately(imports: tuple[Import, ...], asked: dict[str, ui.dialog]) -> None:
    if not imports:
        return
    Text('h3', _('Zuletzt hereingeholt'))
    with box('kb-offers', 'ul'):
        for one in imports:
            with box('kb-offer', 'li'):
                with box('kb-offer__text'):
                    Text('p', ', '.join(f'{one.kinds[kind]} {kind.label}' for kind in SheetKind if kind in one.kinds))
                    Text('p', _('{moment}, {who}').format(moment=show_moment(one.at), who=one.by))
                    Text('p', ', '.join(counted(one.counts)), 'kb-small kb-mute')
                with box('kb-offer__acts'):
                    button(_('Import zurücknehmen'), 'line', icon='o_undo', on_click=partial(sure, one, asked))


def sure(one: Import, asked: dict[str, ui.dialog]) -> None:
    """What is `asked` may be answered by somebody else meanwhile."""
    sentence = _('Alles, was am {moment} hereinkam, geht wieder. Was seitdem jemand geändert hat oder was noch '
                 'gebraucht wird, bleibt und wird genannt.').format(moment=show_moment(one.at))
    with suppress(AlreadyOpen), question(_('Import zurücknehmen?'), sentence) as dialog, answers():
        asked[one.batch] = dialog
        button(_('Zurücknehmen'), 'danger', on_click=guard.act('exchange')(partial(undo, one, dialog)))
        button(_('Abbrechen'), 'quiet', on_click=dialog.close)


async def undo(one: Import, asked: ui.dialog, who: Who) -> None:
    if not asked.value:   # a second tap: it is on its way
        return
    asked.close()
    page = ui.context.client   # the question, and the button in it, are gone by then
    done = await importing(undoing.undo, one.batch, who, utc_now())
    with page:
        tell(done)


def tell(done: Undone) -> None:
    if not done.kept:
        say(_('Der Import ist zurückgenommen.'))
        return
    with question(_('Zurückgenommen, bis auf dies'), _('Das bleibt, wie es ist:')) as dialog:
        with box('kb-import__kept', 'ul'):
            for one in done.kept[:50]:
                Text('li', f'{one.name} ({one.words})')
            if len(done.kept) > 50:
                Text('li', _('und {n} weitere').format(n=len(done.kept) - 50))
        with answers():
            button(_('Gut'), 'fill', on_click=dialog.close)
