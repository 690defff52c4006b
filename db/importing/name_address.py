"""What stands around a name for the post: „c/o Meier“ tells where somebody lives, „z.Hd.“ whom a letter is for."""
import re

# „p.A. Meier“ is an address; „P. A. Schmidt“ is called so, and where nothing is written large „p. a. schmidt“ as well
_CARE_OF = re.compile(r'(?:^|[\s,;]+)((?:[cC]\s?/\s?[oO]|p\.\s?[aA]\.)[\s.:]+\S.*)$')
_INITIALS = re.compile(r'p\.\s?a\.\D*$')
_HOUSE = re.compile(r'str(?:asse|aße|\.)|weg\b|platz|gasse|haus|heim|kirche|gemeinde|verein|schule|stift|zentrum|gmbh')
_LEFT_OPEN = re.compile(r'(?<=[\w.])[\s,;]+(p\.\s?[aA]\.|[cC]/[oO])$')     # and nobody wrote where
_FOR_HANDS = re.compile(r'(?i)(?:^|[\s,;]+)((?:z\.?\s?hd\.|z\.\s?hdn\.|zu\s+händen(?:\s+von)?|attn\.?)[:\s]+)(?=\S)')


def without_address(text: str) -> tuple[str, str]:
    """'Anja Berg c/o Meier', 'Hof, z. Hd. Frau Adler': who it is, and what stands around."""
    care = _CARE_OF.search(text) or _LEFT_OPEN.search(text)
    if care and text.islower() and care.re is _CARE_OF and _INITIALS.match(care[1]) and not _HOUSE.search(care[1]):
        care = None
    text, where = (text[:care.start()], care[1]) if care else (text, '')
    hands = _FOR_HANDS.search(text)
    return (text[hands.end():], f'{text[:hands.end()].strip()} {where}'.strip()) if hands else (text, where)
