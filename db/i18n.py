"""German source strings; a later `.po` catalogue translates them.

Every sentence a person can read goes through `_`, so that a catalogue finds it.
"""
from gettext import NullTranslations

_catalogue = NullTranslations()


def _(text: str) -> str:
    """The text in the language of this installation (German is the source)."""
    return _catalogue.gettext(text)
