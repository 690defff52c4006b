"""A sheet of the spreadsheet's writer whose texts come back as they were, whatever they look like (R11)."""
import re
from typing import Any

from xlsxwriter.worksheet import Worksheet

# „_x0041_“ in a file is an A: what looks like that has its first sign written so, also where two share a sign
_LIKE_ESCAPE = re.compile('_(?=x[0-9a-fA-F]{4}_)')
_ESCAPED = re.compile('[\x00-\x08\x0b-\x1f\ufffe\uffff]')


class Page(Worksheet):
    @staticmethod
    def _escape_control_characters(data: str) -> str:
        return _ESCAPED.sub(lambda sign: f'_x{ord(sign[0]):04X}_', _LIKE_ESCAPE.sub('_x005F_', data))

    def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
        """„<r>…</r>“: the writer would take it for markup of its own, and nothing here is marked up."""
        self._xml_inline_string(string, True, attributes)
