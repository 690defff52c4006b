"""Logs that tell what went wrong and nothing about anybody (D8, S13): UTC, one line each, no text of exceptions.

The text of an exception may quote what somebody typed, so only its kind and the places in the code are written.
"""
import logging
import time
import traceback
from types import TracebackType

OUR_FOLDERS = 6   # the last parts of a traceback are enough to find the place


class Plain(logging.Formatter):
    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__('%(asctime)sZ %(levelname)s %(name)s: %(message)s', '%Y-%m-%dT%H:%M:%S')

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(record.msg, BaseException):   # some libraries log the exception itself
            record.msg, record.args = type(record.msg).__name__, None
        if record.name == 'asyncio' or record.exc_info:   # asyncio quotes the exception in further lines
            record.msg, record.args = record.getMessage().partition('\n')[0], None
        record.exc_text = None   # another handler may have left the whole text here
        return super().format(record).replace('\r', r'\r').replace('\n', r' \ ')

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None]  # noqa: N802
                        | tuple[None, None, None]) -> str:
        kind, _text, trace = ei
        places = [f'{frame.filename}:{frame.lineno} {frame.name}' for frame in traceback.extract_tb(trace)]
        return ' < '.join([kind.__name__ if kind else '', *reversed(places[-OUR_FOLDERS:])])


def quiet() -> None:
    """Warnings and errors only, in this one form, from every library."""
    handler = logging.StreamHandler()
    handler.setFormatter(Plain())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ('uvicorn', 'nicegui', 'engineio', 'socketio'):   # bring handlers of their own
        for one in (name, *(each for each in logging.root.manager.loggerDict if each.startswith(f'{name}.'))):
            logging.getLogger(one).handlers.clear()
            logging.getLogger(one).propagate = True
