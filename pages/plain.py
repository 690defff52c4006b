"""Pages for people who are not logged in: plain HTML without a socket, so that a stranger costs next to nothing.

They look like the rest because they use the same stylesheets. The templates escape every value by themselves.
"""
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from nicegui import __version__

from db.i18n import _
from pages import theme

TEMPLATES = Path(__file__).parent / 'plain_pages'
LIGHT = ('10-base.css', '15-parts.css', '25-fields.css', '60-login.css', '62-tablet.css', '70-public.css')
DARK = ('12-dark.css',)
SCRIPTS = {'login': ('drafts.js',), 'lock': ('drafts.js', 'lock.js')}   # drafts grow old there, too
LARGEST_FORM = 20_000   # bytes
# nothing here runs a script; the forms post to where they came from
CSP = ("default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; base-uri 'none'; "
       "form-action 'self'; frame-ancestors 'self'")
SCRIPT_CSP = f"{CSP}; script-src 'self'; connect-src 'self'"

_templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                         trim_blocks=True, lstrip_blocks=True)
_sheets: dict[str, str] = {}


def setup() -> None:
    """Once, at start, after `theme.setup()`."""
    _templates.globals['_'] = _
    _sheets.update(light=theme.serve(theme.sheet(*LIGHT), 'css'), dark=theme.serve(theme.sheet(*DARK), 'css'),
                   fonts=f'/_nicegui/{__version__}/static/fonts.css',
                   **{name: theme.serve(theme.scripts(*files), 'js') for name, files in SCRIPTS.items()})


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    text = _templates.get_template(f'{template}.html').render(sheets=_sheets, **values)
    return HTMLResponse(text, status, headers={'Content-Security-Policy': SCRIPT_CSP if template in SCRIPTS else CSP})


def message(title: str, sentence: str, status: int) -> HTMLResponse:
    return page('message', status, title=title, sentence=sentence)


def redirect(to: str) -> RedirectResponse:
    return RedirectResponse(to, 303)


def address_of(request: Request) -> str:
    """Where a request comes from, to slow down guessing."""
    return request.client.host if request.client else ''


async def form_of(request: Request, *names: str) -> dict[str, str]:
    """The text fields of a small form; what is missing or too long counts as empty."""
    length = request.headers.get('content-length', '')
    if not length.isdecimal() or int(length) > LARGEST_FORM:   # read nothing that could fill the memory
        return dict.fromkeys(names, '')
    form = await request.form(max_files=0, max_fields=10, max_part_size=4096)
    values = {name: form.get(name, '') for name in names}
    return {name: value if isinstance(value, str) and len(value) <= 1000 else '' for name, value in values.items()}

