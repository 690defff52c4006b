"""A plain pick-up in people's own words: what was fetched loses its contact data for ever, so that one word which is on
no list here makes it none. „Netzteil mitgenommen“, „an Uhrmacher übergeben“ and „nicht ausgehändigt“ are left over."""
import re
from itertools import groupby, pairwise

from db.folding import fold_written_out
from db.importing.dates import MONTHS, OF_NO_YEAR, find_days
from db.importing.maybe_names import may_name
from db.importing.names import FIRST_NAMES
from db.importing.plain_yes import SPOILS, TICKS
from db.importing.state_words import SLIPS, THROWN_AWAY

LONGEST = 200
_MONTH = '|'.join(sorted(MONTHS, key=len, reverse=True))
_DAYS = re.compile(rf'\b\d{{4}}-\d\d-\d\d\b|(?<![\d./])\d{{1,2}}\. ?\d{{1,2}}'
                   r'(?:\.(?: ?(?:20)?\d\d(?![\d.]))?|(?=[\s),;!]|$))'
                   rf'|\b\d{{1,2}}\.? ?(?:{_MONTH})\b\.?(?: ?(?:20)?\d\d\b)?'
                   rf'|\b(?:im|anfang|mitte|ende) (?:{_MONTH})\b\.?(?: (?:20)?\d\d\b)?|\bkw ?\d\d?\b')
_TIMES = re.compile(r'(?:\b(?:um|gegen) )?\b\d{1,2}(?:[:.]\d\d)? ?(?:uhr|h)\b|\b\d{1,2}:\d\d\b')
_MONEY = re.compile(r'(?:\bspende:? (?:von )?)?\b\d{1,4}(?:[.,](?:\d\d?|-))? ?(?:€|eur\b|euro\b)'
                    r'|€ ?\d{1,4}(?:[.,]\d\d)?\b|\bspende:? (?:von )?\d{1,4}\b')
_FACES = re.compile(r'[:;]-?[)d]|[☺😀-😍🙂🎉👍❤♥🙏]\ufe0f?|\[x\]')
_SIGNS = re.compile(rf'[\s.,;:!()/+&"„“”’\'=|–—-]|[{"".join(sorted(TICKS))}]')
# „abgeholt:“ and „am … abgeholt“ are forms nobody has filled in
_OPEN_END = re.compile(r'[:–—-]\s*$|^[\s–—-]*-\s*\w|\bam(?: abgeholt)?$')

# ---- who -------------------------------------------------------------------------------------------------------------
_HIS = r'(?:(?:der|die|das|dem|den|ihr|sein|seine|ihre|ihrem|ihrer|seinem|seiner|ihren|seinen) )?'
_KIN = r'(?:kund(?:e|en|in)|besitzer(?:in)?|eigentuemer(?:in)?|sohn|tochter|(?:ehe)?frau|(?:ehe)?mann|mutter|vater' \
       r'|eltern|enkel(?:in)?|bruder|schwester|familie|oma|opa|partner(?:in)?|nachbar(?:n|in)?|schwiegersohn' \
       r'|schwiegertochter|lebensgefaehrt(?:e|in)|gast)'
_HAS = r'(?:hat|haben)(?: (?:es|sie|ihn|das geraet|alles|beide|beides))?'
_BY = rf'{_HIS}{_KIN} {_HAS}|(?:von|vom|durch) {_HIS}{_KIN}|{_HIS}{_KIN}|hat|haben'
_TO = rf'(?:an|zum|zur|zu) {_HIS}{_KIN}'
_AT_LAST = rf'(?<=[(,:–-]){_KIN}(?=\)|$)|(?<=[(,:–-] ){_KIN}(?=\)|$)'

# „von Frau Uhl“ and „Tochter Lisa“; who works here is called by a first name alone
_NAME = r"[^\W\d_a-zß][^\W\d_]+(?:[-'’][^\W\d_]+)*"
_GREETED = re.compile(rf'(?<![\w-])(?:Frau|Herrn?|Fr\.|Hrn?\.|Fam\.|Familie)\s+(?:(?:Dr|Prof)\.\s+){{0,2}}({_NAME})'
                      rf'(?:\s+({_NAME}))?')
_CALLED = re.compile(rf'(?<![\w-])((?i:{_KIN}))\s+\(?({_NAME})(?![\w-])\)?')
_THE = r'(?:(?:die|der|das|den|ihre?n?|seine?n?) )?'

# ---- what may stand beside it ----------------------------------------------------------------------------------------
_WELL = r'(?: (?:wieder|gut|super|prima|bestens|einwandfrei|tadellos|perfekt|jetzt))*'
_BESIDE = '|'.join((
    r'ja|ok|okay|o\. ?k|done|x|erledigt|erl|fertig|und|dann|danke|(?:vielen|herzlichen|mit) dank|am|um|den|selbst',
    r'selber|persoenlich|wurden?|ist|sind|heute|gestern|vorgestern|schon|bereits|inzwischen|mittlerweile|endlich',
    r'(?:nicht |un|un-)?repariert|(?:nicht |un)reparier?bar|irreparabel|nicht reparabel'
    r'|ohne rep(?:aratur)?\b\.?|(?:noch )?defekt|kaputt|heil|wieder (?:ganz|heil|ok|in ordnung)|in ordnung',
    rf'(?:laeuft|geht|funktioniert|tut){_WELL}(?! nicht| noch| kaum| schlecht)',
    r'(?:sehr )?(?:zufrieden|gluecklich|erfreut|dankbar)|begeistert|(?:hat|haben) sich (?:sehr )?gefreut|freut sich',
    r'super|prima|top|toll|klasse|gut|bestens|alles (?:ok|gut|klar|prima|bestens|in ordnung)|alles|alle|beides?',
    r'komplett|(?:das )?geraet(?! (?:ist )?(?:kaputt|defekt))|informiert|benachrichtigt|bescheid gesagt',
    r'(?:nach )?(?:anruf|angerufen|telefonat)',
    r'(?:bar )?(?:bezahlt|gezahlt)|bar|gespendet|(?:mit|ohne|keine|kleine|grosse|gegen) spende|spende(?: erhalten)?',
    r'quittiert|unterschrieben|gegen (?:unterschrift|abholschein)|mit (?:abholschein|quittung)',
    r'(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so|(?:vor|nach)mittags?|mittags?'
    r'|abends?|frueh'))
_TAKEN = r'(?:wieder )?abgeholt|abgeh|(?:wieder |mit )?mitgenommen|abholung (?:ist )?(?:erfolgt|erledigt)|geholt'
_GIVEN = '|'.join((
    r'zurueck(?!\W+(?:noch )?(?:defekt|kaputt))|(?:wieder )?(?:zurueckgegeben|ausgehaendigt)|ausgegeben|ausgeliefert',
    r'(?:per |mit der )?post zurueck|zurueckge(?:schickt|sandt|sendet)|rueckgabe (?:ist )?(?:erfolgt|erledigt)',
    rf'(?:wieder |ging |gingen )?(?:zurueck|uebergeben|abgegeben|zurueckgebracht) {_TO}',
    rf'{_TO} (?:uebergeben|abgegeben|zurueckgebracht)',
    r'(?:dem|der) kund(?:en|in) (?:uebergeben|zurueckgegeben|ausgehaendigt)',
    r'wieder (?:zu ?hause|daheim|beim kunden|bei der kundin)'))
_GROUPS = r'\b(?:(?P<core>{core})|{who}|{beside})(?!\w)'
_TAKES = re.compile(_GROUPS.format(core=_TAKEN, who=_BY, beside=_BESIDE))
_GIVES = re.compile(_GROUPS.format(core=_GIVEN, who=f'{_TO}|{_AT_LAST}', beside=_BESIDE))
_RETURNED_ON = re.compile(_GROUPS.format(core='rueckgabe', who=_TO, beside='am'))
_IS_GONE = re.compile(_GROUPS.format(core=THROWN_AWAY, who=rf'(?:von|vom|durch) {_HIS}{_KIN}',
                                     beside=f'{_BESIDE}|von uns|fachgerecht|lohnt (?:sich )?nicht|schrott|zu teuer'))
# „zurück 5.12.“, „Montag zurück“: when it was, or when it will be
_PLAN = re.compile(r'\bzurueck\b.*(?:\d|tag\b|\b(?:mo|di|mi|do|fr|sa|so|mittwoch|sonnabend)\b)|(?:\d|tag\b|\bheute'
                   r'|\b(?:mo|di|mi|do|fr|sa|so|mittwoch|sonnabend)\b).* zurueck\b')
_SOMEBODY = re.compile(rf'\b{_KIN}\b')
# looked for first: of ten thousand rows most say nothing of the kind
_PERHAPS = re.compile(r'hol|abgeh|mitgenommen|zurueck|geben|haendigt|geliefert|rueckgabe|daheim|hause|kund|gebracht'
                      r'|entsorgt|verschrottet|weggeworfen')
# what else has a day of its own beside a pick-up, and where one thing ends and the next begins
_DATED = re.compile(r'(?P<core>hol|abgeh|mitgenommen|zurueck|geben|haendigt|geliefert|rueckgabe|daheim|hause|gebracht'
                    r'|entsorgt|verschrottet|weggeworfen)'
                    r'|(?P<other>fertig|erledigt|repariert|zahlt\b|spende|anruf|angerufen|telefonat|informiert'
                    r'|benachrichtigt|bescheid|quittiert|unterschrieben)'
                    rf'|(?P<day>{OF_NO_YEAR.pattern}\.?)|(?P<cut>[,;()/+&]|\bund\b)')
_IN_BRACKETS = re.compile(rf'\( ?({OF_NO_YEAR.pattern}\.?) ?\)')
# „vom Kunden geholt“ and „bei der Kundin abgeholt“ tell how it came here
_BROUGHT_HERE = re.compile(rf'\b(?:von|vom) {_HIS}{_KIN} geholt|(?<!ab)\bgeholt (?:von|vom) ')


def is_plainly_fetched(text: str, item: str = '') -> bool:
    """Nothing but a word for a pick-up, by whom of the customer's side, when, that it works, a thank-you and what was
    paid. `item` is what the row calls it."""
    if len(text) > LONGEST:
        return False
    by_somebody, text = _without_item(_by_somebody(text), item), _without_item(text, item)
    folded = fold_written_out(text)
    is_taken = _is_all(_TAKES, by_somebody) and not _BROUGHT_HERE.search(folded)
    may_be_plan = _PLAN.search(folded) and not find_days(text)
    return is_taken or (not may_be_plan and _is_all(_GIVES, text)) or (
        bool(find_days(text)) and _is_all(_RETURNED_ON, text))


def _by_somebody(text: str) -> str:
    """„abgeholt von Frau Uhl“ without the name. Whom it was given to, or who took it along, may be anybody."""
    if 'abge' not in text.casefold():
        return text
    bare = _GREETED.sub(lambda found: found[0] if not all(map(may_name, filter(None, found.groups()))) else 'Kundin',
                        text)
    return re.sub(rf'(?i)\b{_KIN} Kundin\b', 'Kundin', _CALLED.sub(
        lambda found: found[1] if fold_written_out(found[2]) in FIRST_NAMES else found[0], bare))


def _without_item(text: str, item: str) -> str:
    """„Lampe abgeholt“ of a lamp, also of a „Stehlampe“; of a lamp and a clock it is one of two."""
    called, folded = ' '.join(fold_written_out(item[:LONGEST]).split()), fold_written_out(text)
    said = re.findall(r'[^\W\d_]{4,}', folded) if called.isalpha() else []
    for one in [called] * any(map(str.isalnum, called)) + [word for word in said if called.endswith(word)]:
        if one in folded:
            return re.sub(rf'(?<![\w-]){_THE}{re.escape(one)}(?![\w-])', 'geraet', folded)
    return text


def is_plainly_thrown_away(text: str, item: str = '') -> bool:
    """„am 3.11. entsorgt“, and „Akku entsorgt“ of nothing but a battery."""
    return _is_all(_IS_GONE, _without_item(text, item))


def is_fetched_below(text: str) -> bool:
    """The same below „abgeholt am“, which says the word itself: „20.11. durch Sohn“."""
    folded = fold_written_out(text[:LONGEST])
    says_more = _DAYS.search(folded) or _SOMEBODY.search(folded)
    return is_plainly_fetched(text) or (bool(says_more) and is_plainly_fetched(f'abgeholt {text}'))


def days_of_pick_up(text: str) -> str:
    """Of the days without a year those that may be of the pick-up: of „fertig 4.1., abgeholt 20.11.“ only the second. A
    day that may be of either is one of them: of „abgeholt und bezahlt 5.12.“ the only one."""
    folded = _IN_BRACKETS.sub(r'\1', re.sub(r'\s+', ' ', fold_written_out(text[:LONGEST])))
    found = [(str(one.lastgroup), one[0]) for one in _DATED.finditer(folded)]
    kinds = [kind for kind, __ in found]
    if 'core' not in kinds:
        found, kinds = [('core', 'abgeholt'), *found], ['core', *kinds]     # as the heading above it says
    pieces = [list(piece) for is_cut, piece in groupby(found, lambda one: one[0] == 'cut') if not is_cut]
    behind = [said for kind, said in found[kinds.index('core'):] if kind == 'day']
    return ', '.join(day for piece in pieces for day in _of_core(piece)) or ', '.join(behind)


def _of_core(told: list[tuple[str, str]]) -> list[str]:
    """Of one piece, where all days stand behind what they are of, or all before it."""
    kinds, days = [kind for kind, __ in told], [said for kind, said in told if kind == 'day']
    if 'core' not in kinds:
        return [] if 'other' in kinds else days
    beside = [(two, one) if kinds[0] == 'day' else (one, two) for one, two in pairwise(told)]
    return [said for (kind, __), (what, said) in beside if (kind, what) == ('core', 'day')] or days


def _is_all(words: re.Pattern[str], text: str) -> bool:
    folded = re.sub(r'\s+', ' ', fold_written_out(text)).strip()
    if len(folded) > LONGEST or not _PERHAPS.search(folded) or SPOILS.search(folded) or _OPEN_END.search(folded):
        return False
    for said in (_FACES, _TIMES, _DAYS, _MONEY):
        folded = said.sub(' . ', folded)
    folded = re.sub(r'\s+', ' ', folded)
    for slips, meant in SLIPS:
        folded = slips.sub(meant, folded)
    cores = [found for found in words.finditer(folded) if found['core']]
    return bool(cores) and not _SIGNS.sub('', words.sub('', folded))
