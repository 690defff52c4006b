"""Everything in one JSON file, written part by part. `kontaktbuch.schema.json` beside this one says what is in it."""
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).parent / 'kontaktbuch.schema.json'


def lines(parts: Iterable[tuple[str, Any]]) -> Iterator[bytes]:
    """Lists have one entry per line, so that people can read it and programs can walk it."""
    before = '{\n'
    for name, value in parts:
        yield f'{before}{_text(name)}: '.encode()
        yield from _list(value) if isinstance(value, Iterator) else (_text(value).encode(),)
        before = ',\n'
    yield b'\n}\n'


def _list(values: Iterator[Any]) -> Iterator[bytes]:
    before = '[\n'
    for value in values:
        yield f'{before}{_text(value)}'.encode()
        before = ',\n'
    yield b'[]' if before == '[\n' else b'\n]'


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
