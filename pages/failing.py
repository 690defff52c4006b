"""What people see when an address leads nowhere or something breaks."""
from fastapi import Request
from fastapi.responses import JSONResponse, Response
from nicegui import app
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from db.errors import Unavailable, fault_of
from db.i18n import _
from pages import border, guard, plain


def setup() -> None:
    app.add_exception_handler(403, not_yours)
    app.add_exception_handler(404, not_found)
    app.add_exception_handler(405, not_so)
    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(Exception, broken)
    app.on_page_exception(broken_page)


async def not_found(request: Request, problem: Exception) -> Response:
    if 'endpoint' in request.scope and isinstance(problem, HTTPException):   # a route answers for itself
        return JSONResponse({'detail': problem.detail}, 404)
    return plain.message(_('Diese Seite gibt es nicht'),
                         _('Vielleicht hat sich die Adresse vertippt. Von der Startseite findest du alles.'), 404)


async def not_yours(request: Request, problem: Exception) -> Response:
    """For who opens it; a script reads the sentence alone."""
    why = getattr(problem, 'detail', '')
    if 'text/html' in request.headers.get('accept', ''):
        return plain.message(_('Nicht für dich freigegeben'), why, 403)
    return JSONResponse({'detail': why}, 403)


async def not_so(_request: Request, problem: Exception) -> Response:
    """An address that only takes forms, typed or gone back to."""
    answer = plain.message(_('Diese Seite lässt sich so nicht öffnen'),
                           _('Von der Startseite findest du alles.'), 405)
    answer.headers.update(getattr(problem, 'headers', None) or {})   # which ways there are
    return answer


async def gone(_request: Request, _problem: Exception) -> Response:
    """Nobody reads this, and it is no fault of ours: a stranger could fill the log with such."""
    return Response(status_code=400)


async def broken(_request: Request, problem: Exception) -> Response:
    """Answered outside of the border, so it carries the headers by itself."""
    fault = problem if isinstance(problem, Unavailable) else fault_of(problem)   # a disk that cannot even be read (R7)
    answer = plain.message(sorry()[0], fault.sentence, 503) if fault else plain.message(*sorry(), 500)
    border.dress(answer.headers)
    return answer


def broken_page() -> None:
    guard.explain(*sorry())


def sorry() -> tuple[str, str]:
    return (_('Das hat nicht geklappt'),
            _('Bitte lade die Seite noch einmal. Es wurde nichts gespeichert, was nicht schon gespeichert war.'))
