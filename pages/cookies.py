"""The two cookies: who is logged in, and which tablet of the counter this is (S3, S8)."""
from typing import TypeVar

from fastapi import Request
from starlette.responses import Response

from db import devices
from db.devices import DeviceLine
from db.sessions import LoggedIn
from pages import guard
from pages.bridge import in_store
from pages.guard import Cookie

LASTS = 400 * 24 * 3600   # seconds; as long as browsers keep one. Each unlocking begins it anew
Answer = TypeVar('Answer', bound=Response)


def remember(answer: Answer, done: LoggedIn, request: Request) -> Answer:
    """A cookie without an end of its own: how long a session runs is the store's business."""
    answer.set_cookie(Cookie.on(request), done.token, path='/', httponly=True, samesite='lax',
                      secure=guard.is_encrypted(request))
    tablet = request.cookies.get(Cookie.of_tablet(request), '')
    return remember_tablet(answer, tablet, request) if tablet and done.who.device else answer


def forget(answer: Answer, request: Request) -> Answer:
    """Strangers, who have none, are sent none."""
    if Cookie.on(request) in request.cookies:
        answer.delete_cookie(Cookie.on(request), path='/', httponly=True, samesite='lax',
                             secure=guard.is_encrypted(request))
    return answer


def forget_tablet(answer: Answer, request: Request) -> Answer:
    """A tablet that has been removed keeps nothing of what was typed on it."""
    if was_tablet(request):
        answer.headers['Clear-Site-Data'] = '"storage"'
        answer.delete_cookie(Cookie.of_tablet(request), path='/', httponly=True, samesite='lax',
                             secure=guard.is_encrypted(request))
    return answer


def remember_tablet(answer: Answer, token: str, request: Request) -> Answer:
    answer.set_cookie(Cookie.of_tablet(request), token, max_age=LASTS, path='/', httponly=True, samesite='lax',
                      secure=guard.is_encrypted(request))
    return answer


def was_tablet(request: Request) -> bool:
    """Whether this browser has been enrolled once."""
    return Cookie.of_tablet(request) in request.cookies


async def tablet_of(request: Request) -> DeviceLine | None:
    """The enrolled tablet this is, unless it has been removed."""
    token = request.cookies.get(Cookie.of_tablet(request), '')
    return await in_store(devices.find, token) if token else None
