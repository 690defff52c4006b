"""The field classes of the models: peewee's own, plus the kind a person meets (`db.kinds.Kind`)."""
import json
from datetime import UTC, datetime
from typing import Any

from peewee import SQL, BooleanField, CharField, DateField, Field, TextField

from db.kinds import Kind


class Line(CharField):
    kind = Kind.TEXT

    def __init__(self, verbose_name: str, max_length: int = 200, **more: Any) -> None:
        more.setdefault('default', '')
        more.setdefault('constraints', [SQL("DEFAULT ''")])
        super().__init__(max_length=max_length, verbose_name=verbose_name, **more)


class Phone(Line):
    kind = Kind.PHONE

    def __init__(self, verbose_name: str, **more: Any) -> None:
        super().__init__(verbose_name, max_length=40, **more)


class Email(Line):
    kind = Kind.EMAIL

    def __init__(self, verbose_name: str, **more: Any) -> None:
        super().__init__(verbose_name, max_length=254, **more)


class Choice(Line):
    kind = Kind.CHOICE

    def __init__(self, verbose_name: str, words: tuple[str, ...], max_length: int = 60, **more: Any) -> None:
        super().__init__(verbose_name, max_length=max_length, choices=[(word, word) for word in words], **more)


class LongText(TextField):
    kind = Kind.LONG_TEXT

    def __init__(self, verbose_name: str, limit: int = 2000, **more: Any) -> None:
        super().__init__(verbose_name=verbose_name, default='', constraints=[SQL("DEFAULT ''")], **more)
        self.max_length = limit


class Number(Field):
    """A whole number or one with a comma, kept as it is."""
    field_type = 'NUMERIC'
    kind = Kind.NUMBER
    max_length = 15

    def __init__(self, verbose_name: str, between: tuple[int, int] | None = None, **more: Any) -> None:
        super().__init__(verbose_name=verbose_name, **more)
        self.between = between


class Day(DateField):
    kind = Kind.DATE
    max_length = 30

    def __init__(self, verbose_name: str, **more: Any) -> None:
        super().__init__(verbose_name=verbose_name, **more)


class YesNo(BooleanField):
    kind = Kind.YES_NO
    max_length = 10

    def __init__(self, verbose_name: str, **more: Any) -> None:
        more.setdefault('default', False)
        more.setdefault('constraints', [SQL(f"DEFAULT {int(more['default'])}")])
        super().__init__(verbose_name=verbose_name, **more)


class Moment(Field):
    """A UTC moment as text, 'YYYY-MM-DDTHH:MM:SSZ': sorts as it reads, and aware in Python (R8)."""
    field_type = 'TEXT'
    kind = Kind.DATE
    max_length = 30

    def db_value(self, value: datetime | None) -> str | None:
        return to_text(value) if value is not None else None

    def python_value(self, value: str | None) -> datetime | None:
        return from_text(value) if value else None


def to_text(moment: datetime) -> str:
    return f'{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'


def from_text(text: str) -> datetime:
    return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)   # forty times faster than strptime


class Json(TextField):
    """A dict or list as readable JSON text; letters stay letters, so that erasing can be checked byte by byte."""

    def __init__(self, **more: Any) -> None:
        if more.get('default') is dict:
            more['constraints'] = [SQL("DEFAULT '{}'")]
        super().__init__(**more)

    def db_value(self, value: Any) -> str | None:
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value is not None else None

    def python_value(self, value: str | None) -> Any:
        return json.loads(value) if value else None if self.null else {}


class Derived(TextField):
    """Computed from other columns by `db.search`; never shown, never journaled."""

    def __init__(self) -> None:
        super().__init__(default='', constraints=[SQL("DEFAULT ''")])
