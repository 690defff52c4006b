"""What NiceGUI asks anew for each of the hundreds of elements of a screen, answered sooner."""
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from nicegui import helpers
from nicegui.helpers.functions import expects_arguments as by_signature


def install() -> None:
    """Building signatures is a third of the time in which a screen is made."""
    helpers.expects_arguments = expects_arguments   # its users look it up there each time


def expects_arguments(func: Callable[..., Any]) -> bool:
    """Whether it cannot be called without any: for plain functions and methods this can be counted."""
    bound = isinstance(func, MethodType)
    plain = func.__func__ if isinstance(func, MethodType) else func
    if type(plain) is not FunctionType or hasattr(plain, '__wrapped__') or hasattr(plain, '__signature__'):
        return by_signature(func)
    positional = plain.__code__.co_argcount - bound - len(plain.__defaults__ or ())
    keywords = plain.__code__.co_kwonlyargcount - len(plain.__kwdefaults__ or ())
    return positional > 0 or keywords > 0
