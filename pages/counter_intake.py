"""What the counter's form sends, read value by value: nothing of it is believed because a browser sent it."""
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from fastapi import HTTPException, Request

from db import fields, intake
from db.errors import Refused
from db.fields import Column
from db.i18n import _
from db.intake import Intake

BODY_LIMIT = 1_000_000
PERSONAL = ('phone', 'first_name', 'last_name', 'email')
REQUEST_ID = re.compile(r'[0-9a-f-]{32,36}')

Given = Mapping[str, Any]
Value = TypeVar('Value')


class Outdated(Refused):
    """The customer was asked with a wording that is no longer in force (D2)."""


async def body_of(request: Request) -> Given:
    """The JSON object a route was sent. Answers 4xx to everything else, before it is read as a whole."""
    kind = request.headers.get('content-type', '').partition(';')[0].strip().lower()
    if kind != 'application/json':
        raise HTTPException(415)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_LIMIT:
            raise HTTPException(413)
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    if not isinstance(given, dict):
        raise HTTPException(400)
    return given


def entries() -> dict[str, Column]:
    """Every text of the form by its name there: a warning is a tap, and its reason a text. The café's own columns are
    filled in later, on the repair's own page."""
    columns = {column.name: column for column in (*fields.columns('person', 'customer'),
                                                  *fields.columns('repair', 'counter')) if not column.own}
    reason = replace(columns.pop('warning'), name='warning_reason')
    return {**columns, reason.name: reason}


def text(given: Given, name: str) -> str:
    return _typed(given, name, str) or ''


def check_questions(given: Given) -> tuple[int, int]:
    """Which words were shown. A yes counts for those; raises `Outdated` when they have changed since."""
    repair, former = (question.id for question in intake.questions())
    if given.get('shown') != [repair, former]:
        raise Outdated(_('Die Frage an die Kund:innen wurde gerade geändert. Bitte noch einmal fragen.'), 'store')
    return repair, former


def read_intake(given: Given, shown: tuple[int, int]) -> Intake:
    """Raises `Refused` naming the field for what does not fit. After „Nein“ nothing about a person is even read."""
    store = _typed(given, 'store', bool)
    skipped = PERSONAL if store is False else ()
    values = {name: '' if name in skipped else column.parse(text(given, name)) for name, column in entries().items()}
    return Intake(**values, store=store, shown=shown, request_id=_request_id(given), category=text(given, 'category'),
                  person=None if store is False else _typed(given, 'person', str),
                  later=None if store is False else _typed(given, 'later', bool),
                  warning=bool(_typed(given, 'warning', bool)), responsible=_typed(given, 'responsible', int))


def _request_id(given: Given) -> str:
    found = text(given, 'request_id')
    if not REQUEST_ID.fullmatch(found):
        raise _misfit('request_id')
    return found


def _typed(given: Given, name: str, kind: type[Value]) -> Value | None:
    """The value, or None where there is none. Raises `Refused` for one of another kind."""
    value = given.get(name)
    if value is None or type(value) is kind:   # not isinstance: True is an int
        return value
    raise _misfit(name)


def _misfit(name: str) -> Refused:
    return Refused(_('Diese Angabe passt nicht zum Formular. Bitte die Seite neu laden.'), name)
