"""Texts for files that a spreadsheet opens: what it would run as a formula is only text there (S10), and comes back
as it was.

A leading apostrophe is what OWASP advises for csv. One is put before every text that starts like a formula, also
behind apostrophes of its own, and taken away again by `restored`: both ways no text is lost or mistaken for another.
"""
import re

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def defused(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text that `defused` was given. What never went through it may begin with an apostrophe and stays the same,
    unless a formula follows."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
