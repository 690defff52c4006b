"""D8, S13: the log tells where something failed, in one line and in UTC, and nothing that somebody typed."""
import logging
import re
import sys

import pytest

from pages import logs

SECRET = 'Jörg Rademacher 0351 7654321'


@pytest.fixture
def formatted() -> logs.Plain:
    return logs.Plain()


def record(message: str, *args: object, name: str = 'pages.x', failed: bool = False) -> logging.LogRecord:
    exception = None
    if failed:
        try:
            raise ValueError(SECRET)
        except ValueError:
            exception = sys.exc_info()
    return logging.LogRecord(name, logging.ERROR, 'x.py', 1, message, args, exception)


def test_an_exception_is_its_kind_and_its_place(formatted: logs.Plain) -> None:
    line = formatted.format(record('failed', failed=True))
    assert SECRET not in line
    assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ERROR pages\.x: failed \\ '
                        r'ValueError < .*test_logs.py:\d+ record', line)


def test_also_when_another_handler_has_written_it_out_before(formatted: logs.Plain) -> None:
    failed = record('failed', failed=True)
    assert SECRET in logging.Formatter().format(failed)
    assert SECRET not in formatted.format(failed)


def test_an_exception_as_the_message_is_its_kind(formatted: logs.Plain) -> None:
    line = formatted.format(logging.LogRecord('nicegui', logging.ERROR, 'x.py', 1, ValueError(SECRET), (), None))
    assert line.endswith('nicegui: ValueError')


@pytest.mark.parametrize('ending', ['\n', '\r', '\r\n'])
def test_a_line_is_one_line(formatted: logs.Plain, ending: str) -> None:
    line = formatted.format(record('one%stwo', ending))
    assert len(line.splitlines()) == 1
    assert 'two' in line


def test_what_libraries_quote_in_further_lines_is_left_out(formatted: logs.Plain) -> None:
    quoted = f'Task exception was never retrieved\nfuture: {SECRET}'
    assert SECRET not in formatted.format(record(quoted, name='asyncio'))


def test_no_library_writes_beside_it() -> None:
    before = logging.root.handlers[:], logging.root.level
    noisy = logging.getLogger('engineio.server')
    noisy.addHandler(logging.StreamHandler())
    try:
        logs.quiet()
        libraries = ('uvicorn', 'nicegui', 'engineio', 'socketio')
        own = [one for name in logging.root.manager.loggerDict if name.startswith(libraries)
               for one in logging.getLogger(name).handlers]
        assert own == []
        assert isinstance(logging.root.handlers[0].formatter, logs.Plain)
    finally:
        logging.root.handlers[:], level = before
        logging.root.setLevel(level)
