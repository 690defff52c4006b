"""The colours of the screens, on paper. Ages are told apart in black and white too: older is darker."""
from typing import Final

from reportlab.lib.colors import Color, HexColor

BLACK: Final[Color] = HexColor('#000000')
WHITE: Final[Color] = HexColor('#ffffff')
GREY: Final[Color] = HexColor('#444444')  # dark enough for a printer that only knows black
INK: Final[Color] = HexColor('#16262b')
SOFT_INK: Final[Color] = HexColor('#4a5b61')
LINE: Final[Color] = HexColor('#dfe5e4')
PALE: Final[Color] = HexColor('#f0f4f4')
ACCENT: Final[Color] = HexColor('#0a6b6b')
ACCENT_SOFT: Final[Color] = HexColor('#dff0ed')
DANGER: Final[Color] = HexColor('#a32a18')
AGES: Final[tuple[Color, ...]] = tuple(HexColor(c) for c in ('#bfe0dc', '#6fb3ae', '#2b8080', '#0b3f42'))
ACCEPTED: Final[Color] = HexColor('#b4c2c5')
COLLECTED: Final[Color] = ACCENT
