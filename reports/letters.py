"""What a font can draw of a text that somebody typed, and in which order it stands on paper.

A PDF draws glyphs one after the other. So everything a browser does with text happens here: spaces are made
plain, accents are put together, right-to-left scripts are turned and Arabic letters joined. What the font does
not know (an emoji) becomes a visible `□`. Nothing in here raises, whatever was typed.
"""
from functools import lru_cache
from unicodedata import bidirectional, category, decomposition, normalize

MISSING = '□'
HARD_SPACE = '\xa0'  # keeps two words on one line
LIMIT = 4000  # more never fits on a page; keeps a pasted book from taking seconds

_SPACES = ('Zs', 'Zl', 'Zp', 'Cc')
_MARKS = ('Mn', 'Mc', 'Me')
_MIRROR = str.maketrans('()[]{}<>«»‹›', ')(][}{><»«›‹')
_BARE = '◌'  # carries an accent that stands on nothing
_TATWEEL = '\u0640'


def plain(drawable: frozenset[str]) -> frozenset[str]:
    """Those characters that need no care at all: nearly every text consists of them."""
    simple = (c for c in drawable if category(c)[0] not in 'CM' and bidirectional(c) not in ('R', 'AL', 'AN'))
    return frozenset(simple) | {MISSING}


def ready(text: str, drawable: frozenset[str]) -> str:
    """The text on one line, in reading order, with nothing in it that the font cannot draw but `□`."""
    kept: list[str] = []
    for char in normalize('NFC', text[:LIMIT]):
        kind = category(char)
        if kind in _SPACES and char != HARD_SPACE:
            kept.append(' ')
        elif kind == 'Cf' or _selects_variant(char):
            continue
        elif char in drawable:
            if kind in _MARKS and (not kept or kept[-1] in (' ', HARD_SPACE)):
                kept.append(_BARE if _BARE in drawable else MISSING)
            kept.append(char)
        elif kept[-1:] != [MISSING] or not _belongs_to_previous(char, kind):
            kept.append(MISSING)
    return _joined(single_spaced(''.join(kept)), drawable)


def single_spaced(text: str) -> str:
    return ' '.join(word for word in text.split(' ') if word)


def reads_from_right(text: str) -> bool:
    """Whether the first letter with a direction belongs to a script that is written from the right."""
    return next((_side(c) == 'R' for c in text if _side(c) in 'LR'), False)


def in_drawing_order(line: str, from_right: bool) -> str:
    """One line as its glyphs stand from left to right: a small version of the Unicode bidirectional algorithm."""
    clusters = _clusters(line)
    levels = _levels([_side(c[0]) for c in clusters], from_right)
    drawn = [c.translate(_MIRROR) if level % 2 else c for c, level in zip(clusters, levels, strict=True)]
    order = list(range(len(drawn)))
    for level in range(max(levels, default=0), 0, -1):
        order = _runs_reversed(order, levels, level)
    return ''.join(drawn[i] for i in order)


# ---- what can be drawn ---------------------------------------------------------------------------------------------

def _selects_variant(char: str) -> bool:
    return '\ufe00' <= char <= '\ufe0f' or '\U000e0100' <= char <= '\U000e01ef'


def _belongs_to_previous(char: str, kind: str) -> bool:
    """Accents and skin tones on a sign that is missing anyway do not deserve a box of their own."""
    return kind in _MARKS or '\U0001f3fb' <= char <= '\U0001f3ff'


# ---- Arabic letters change with their neighbours -------------------------------------------------------------------

@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, str]]:
    """Letter (or lam + alef) → its shapes, read from the compatibility characters that Unicode keeps for them."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD)):
        how, *letters = decomposition(chr(code)).split() or ['']
        if how in ('<initial>', '<medial>', '<final>', '<isolated>'):
            letter = ''.join(chr(int(code, 16)) for code in letters)
            forms.setdefault(letter, {})[how] = chr(code)
    return forms


def _joined(text: str, drawable: frozenset[str]) -> str:
    if not any('\u0620' <= c <= '\u06ff' for c in text):
        return text
    forms = _forms()
    letters = _with_ligatures(text, drawable)
    bases = [i for i, letter in enumerate(letters) if category(letter[0]) != 'Mn']
    for place, i in enumerate(bases):
        known = forms.get(letters[i], {})
        before = letters[bases[place - 1]] if place else ''
        after = letters[bases[place + 1]] if place + 1 < len(bases) else ''
        from_before = '<final>' in known and _reaches_on(before)
        to_next = '<initial>' in known and _takes_hold(after)
        how = {(True, True): '<medial>', (True, False): '<final>', (False, True): '<initial>'}.get(
            (from_before, to_next), '<isolated>')
        shape = known.get(how, '')
        # shapes are looked up by the plain letters, so the neighbours must stay plain until all are decided
        letters[i] += '\0' + (shape if shape in drawable else letters[i])
    return ''.join(letter.rpartition('\0')[2] for letter in letters)


def _with_ligatures(text: str, drawable: frozenset[str]) -> list[str]:
    letters: list[str] = []
    for char in text:
        pair = (letters[-1] if letters else '') + char
        shapes = _forms().get(pair, {}) if pair[0] == '\u0644' and len(pair) == 2 else {}
        if shapes and drawable.issuperset(shapes.values()):
            letters[-1] = pair
        else:
            letters.append(char)
    return letters


def _reaches_on(letter: str) -> bool:
    letter = letter.partition('\0')[0]
    return letter == _TATWEEL or '<initial>' in _forms().get(letter, {})


def _takes_hold(letter: str) -> bool:
    return letter == _TATWEEL or '<final>' in _forms().get(letter, {})


# ---- direction -----------------------------------------------------------------------------------------------------

def _clusters(line: str) -> list[str]:
    """Letters with the accents on them, which stay behind their letter when the line is turned."""
    clusters: list[str] = []
    for char in line:
        if clusters and category(char) in _MARKS:
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


@lru_cache(maxsize=512)
def _side(char: str) -> str:
    """L or R for letters, N digits, S signs inside numbers, ( and ) brackets, O all that follows its neighbours."""
    if char in '()[]{}':
        return '(' if char in '([{' else ')'
    return {'L': 'L', 'R': 'R', 'AL': 'R', 'EN': 'N', 'AN': 'N', 'ES': 'S', 'CS': 'S'}.get(bidirectional(char), 'O')


def _levels(sides: list[str], from_right: bool) -> list[int]:
    """0 and 2 run from the left, 1 from the right; digits in right-to-left text are an island of level 2."""
    base = 'R' if from_right else 'L'
    for i in range(1, len(sides) - 1):
        if sides[i] == 'S' and sides[i - 1] == 'N' == sides[i + 1]:
            sides[i] = 'N'
    strong, running = [], base
    for side in sides:  # a number goes with the last letter before it
        running = side if side in 'LR' else running
        strong.append(running if side in 'LRN' else '')
    left = 2 if from_right else 0
    levels: list[int] = []
    opened: list[int] = []
    for i, side in enumerate(sides):
        if side == 'N':
            levels.append(2 if strong[i] == 'R' else left)
        elif side == ')' and opened:  # a closing bracket goes with its opening one
            levels.append(opened.pop())
        else:
            levels.append({'L': left, 'R': 1}[strong[i] or _between(strong, i, base)])
        if side in '()':
            strong[i] = 'R' if levels[i] == 1 else 'L'
            opened += [levels[i]] if side == '(' else []
    return levels


def _between(strong: list[str], i: int, base: str) -> str:
    before = next((s for s in reversed(strong[:i]) if s), base)
    after = next((s for s in strong[i:] if s), base)
    return before if before == after else base


def _runs_reversed(order: list[int], levels: list[int], level: int) -> list[int]:
    result: list[int] = []
    run: list[int] = []
    for i in order:
        if levels[i] >= level:
            run.append(i)
        else:
            result += [*reversed(run), i]
            run = []
    return result + run[::-1]
