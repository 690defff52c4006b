"""The look: the stylesheet and the few building blocks every page is made of.

Quasar's ordinary rules live in a low cascade layer, so plain class selectors in the layer `components` win without
`!important`. Its `.text-…`/`.bg-…` helpers are important, so nothing here takes a `color=` from Quasar.
"""
from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import Response
from nicegui import app, ui
from nicegui.elements.mixins.text_element import TextElement

from db.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.words import State

LOOK = Path(__file__).parent / 'look'
SCRIPTS = ('drafts.js', 'frame.js', 'sockets.js', 'tablet.js', 'taps.js')
ICONS = {  # a state's `.key` → its icon; the colours are the rules .kb-state--<key> in look/15-parts.css
    'angenommen': 'o_move_to_inbox',
    'arbeit': 'o_build',
    'wartet': 'o_hourglass_empty',
    'fertig': 'o_check_circle',
    'abgeholt': 'o_done_all',
    'liegen': 'o_event_busy',
}

Input = TypeVar('Input', bound=ui.element)


def setup() -> None:
    """Once, at start: Quasar's own variables, the stylesheet, and defaults no page should repeat."""
    app.colors(primary='#0a6b6b', secondary='#4a5b61', accent='#0a6b6b', dark='#1b2528', dark_page='#12191b',
               positive='#0a6b6b', negative='#a32a18', info='#1c4c8c', warning='#734600')
    # linked, not written into every page: the address carries a hash, so browsers keep the file for good
    ui.add_head_html(f'<link rel="stylesheet" href="{serve(sheet(*look_files()), "css")}">'
                     f'<script src="{serve(scripts(*SCRIPTS), "js")}"></script>', shared=True)
    ui.button.default_props('no-caps unelevated :ripple=false')


def look_files() -> list[str]:
    return sorted(path.name for path in LOOK.glob('*.css'))


@cache
def sheet(*names: str) -> str:
    """Some look files as one stylesheet in the layer `components`."""
    return '\n'.join(f'@layer components {{\n{(LOOK / name).read_text("utf-8")}}}\n' for name in names)


def scripts(*names: str) -> str:
    return '\n'.join((LOOK.parent / name).read_text('utf-8') for name in names)


def serve(text: str, kind: str) -> str:
    """Serve this stylesheet or script and return its address."""
    address = f'/look/{sha256(text.encode()).hexdigest()[:16]}.{kind}'
    media_type = {'css': 'text/css', 'js': 'text/javascript'}[kind]

    @app.get(address, include_in_schema=False)
    def answer() -> Response:
        return Response(text, media_type=media_type, headers={'Cache-Control': 'public, max-age=31536000, immutable'})
    return address


class Text(TextElement):
    """Text in a tag that means something: h1, h2, p, dt … (`ui.label` is always a div)."""

    def __init__(self, tag: str, text: str, classes: str = '') -> None:
        super().__init__(tag=tag, text=text)
        self.classes(classes)


def box(classes: str = '', tag: str = 'div', **props: str) -> ui.element:
    """An element with classes and attributes: `box('kb-rows', 'ul', aria_label='Treffer')`."""
    element = ui.element(tag).classes(classes)
    element.props.update(_attributes(props))
    return element


def button(text: str = '', kind: str = 'fill', *, icon: str | None = None, to: str | None = None,
           name: str | None = None, on_click: Callable[..., Any] | None = None) -> ui.button:
    """A button, or with `to` a link that looks like one. `kind`: fill, soft, line, quiet or danger, and more classes.

    `color=None` keeps Quasar's important colour classes away, so the stylesheet decides.
    """
    made = ui.button(text, icon=icon, color=None, on_click=on_click).classes(f'kb-btn kb-{kind}')
    if to:
        made.props['href'] = to
    if name:
        made.props['aria-label'] = name
    return made


def field(label: str, value: str = '', *, hint: str = '', error: str = '', icon: str = '', classes: str = '',
          password: bool = False, **props: str) -> ui.input:
    made = ui.input(label, value=value, password=password).classes(f'kb-field {classes}')
    return dress(made, hint=hint, error=error, icon=icon, **props)


def dress(made: Input, *, hint: str = '', error: str = '', icon: str = '', **props: str) -> Input:
    """Give an input the look of a field: label above the box, message below it."""
    made.props('outlined stack-label no-error-icon hide-bottom-space')
    made.props.update(_attributes(props))
    if hint:
        made.props['hint'] = hint
    if error:
        show_error(made, error)
    if icon:
        with made.add_slot('prepend'):
            ui.icon(icon)
    return made


def show_error(made: ui.element, error: str) -> None:
    """Show a sentence below the field; an empty one takes it away."""
    made.props['error'] = bool(error)
    made.props['error-message'] = error
    made.update()


def choose(label: str, options: list[str] | dict[Any, str], value: Any = None, classes: str = '') -> ui.select:
    # an icon of the set already in use: Quasar's own arrow would fetch a second icon font
    made = ui.select(options, label=label, value=value).classes(f'kb-field {classes}')
    return dress(made, dropdown_icon='o_expand_more')


def state(which: State) -> ui.element:
    """Icon and word of a repair's state: never colour alone."""
    with box(f'kb-state kb-state--{which.key}', 'span') as chip:
        ui.icon(ICONS[which.key])
        Text('span', which.value)
    return chip


def face(initials: str, *, here: bool = False) -> None:
    Text('span', initials, 'kb-face' + (' kb-face--here' if here else '')).props('aria-hidden=true')


def who(name: str, initials: str) -> None:
    with box('kb-who', 'span'):
        face(initials)
        Text('span', name)


def head(title: str, line: str = '', classes: str = '') -> ui.element:
    """The head of a screen: h1, one quiet line, and the box for its buttons: `with head('Team', '18 Mitglieder'): …`"""
    with box(f'kb-head {classes}'):
        with box('kb-head__text'):
            Text('h1', title).props('tabindex=-1')  # gets the focus when the screen opens
            if line:
                Text('p', line, 'kb-mute')
        return box('kb-head__acts')


def say(sentence: str, kind: str = 'info') -> None:
    """One sentence that goes away by itself; an error stays longer and is announced at once."""
    failed = kind == 'error'
    ui.notify(sentence, position='top', group=False, timeout=10_000 if failed else 4_000,
              classes=f'kb-say kb-say--{kind}', icon='o_error_outline' if failed else 'o_check',
              close_button=_('Schließen') if failed else False)


def _attributes(props: dict[str, str]) -> dict[str, str]:
    return {name.rstrip('_').replace('_', '-'): value for name, value in props.items()}
