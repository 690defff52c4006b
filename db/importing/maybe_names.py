"""Which words of a cell may name somebody, and are to be masked where an item is described (D1).

Of the cells of names and of how somebody is reached each word may. Elsewhere no word that is written small, but for a
first name people know, what stands behind „frau“, and one or two alone in a column nobody knows; and no word that
everybody uses, nor a colour, unless something beside it tells that somebody is called so.
"""
import re
from itertools import pairwise

from db.category_terms import TERMS
from db.folding import fold_written_out
from db.importing.meanings import known_heading
from db.importing.name_order import is_first_name
from db.importing.names import FIRST_NAMES, words_of
from db.importing.salutations import OFFICES, SALUTATIONS, TITLES

# Words of a remark that tell of no person.
_COMMON = '''aber alle alles alt alte als auch auf aus bei beim bis bitte bringt dann das dass defekt dem den
    der des die dort ein eine einem einen einer erst fehlt fertig frau für fuer gehört gehoert geht gerät geraet geht
    hat haben heizt herr herrn hier holt ihr ihre immer ist ja jetzt kann kaputt kein keine keinen läuft laeuft mal
    mehr mit muss nach nein neu neue nicht nie noch nur oder ohne schon sehr seit sein sich sie sind soll und uns
    vom von vor wackelt war warten wegen weg wenn wie wieder will wir wird zu zum zur anrufen ruft arbeit teil
    ersatzteil bestellt repariert abgeholt kabel stecker schalter knopf motor sicherung kontakt deckel dichtung
    garantie strom licht ton wasser display anzeige bildschirm monitor programm es jemand niemand wer'''
EVERYDAY = frozenset(fold_written_out(word) for words in (_COMMON, *TERMS.values()) for word in words.split())
# how a remark begins, and things: hardly anybody is called so.
_NOBODYS = '''liegt liegen steht hängt brummt summt pfeift klappert
    leuchtet blinkt flackert riecht stinkt qualmt tropft leckt klemmt hakt rattert quietscht knistert springt startet
    schaltet lädt dreht bleibt kommt siehe dabei danach davor daneben anbei beiliegend unklar unbekannt offen eilig eilt
    dringend später heute gestern woche keins vorhanden verloren gebrochen gerissen verbogen
    netzteil akku batterie ladegerät ladekabel netzkabel netzstecker gehäuse
    anleitung zubehör fernbedienung ersatz'''
# days and parts: of people, too, where they are written like a name.
_PLAIN = '''morgen montag dienstag mittwoch donnerstag freitag samstag sonntag fuß griff henkel schraube feder riemen
    glas schlauch tasche tüte karton kiste zettel farbe karte'''
# written small within a sentence, but for somebody who is called so.
_SMALL = '''lose locker schief trocken nass heiß kalt laut leise
    rot rote roter rotes blau blaue blauer grün grüne grüner gelb gelbe gelber lila orange türkis beige pink violett
    silber silbern golden bunt hell dunkel weiße weißer schwarze schwarzer graue grauer braune'''
# where a thing stands or comes from, what it is made of and who made it: in a column of its own mostly one small word.
_OF_THINGS = '''keller dachboden garage werkstatt werkbank küche bad flur wohnzimmer schlafzimmer büro garten balkon
    lager flohmarkt trödel sperrmüll internet ebay amazon laden discounter geschenk erbstück privat haushalt holz metall
    stahl eisen blech alu aluminium kupfer messing kunststoff plastik gummi leder stoff textil wolle baumwolle papier
    pappe keramik porzellan marmor bosch siemens miele philips aeg krups rowenta tefal grundig sony samsung panasonic
    kärcher makita metabo wmf ikea'''
_SURELY = EVERYDAY | frozenset(map(fold_written_out, _NOBODYS.split()))
_LIKE = frozenset(map(fold_written_out, _SMALL.split()))
_ORDINARY = _SURELY | _LIKE | frozenset(map(fold_written_out, _PLAIN.split()))
_IN_A_COLUMN = _ORDINARY | frozenset(map(fold_written_out, _OF_THINGS.split()))
# „Weiß nicht da“ and „Frau Weiß nichts gesagt“ are about somebody
_NOT = r'(?:\s+(?:es|ich|er|sie|noch)){0,2}\s+(?:nicht|nichts|nix)'
_KNOWS_NOTHING = re.compile(rf'\bwei(?:ß|ss){_NOT}\b|^\s*Wei(?:ß|ss){_NOT}(?=\s*(?:$|[.,;!?)])'
                            r'|\s+(?:mehr|genau|ob|warum|wieso|weshalb|woher|woran|was|wie|wo|wann|wer)\b)')
_OF_COLOURS = re.compile(r'farb')
_WHO = re.compile(r'durch$|(?<!da)von$|bringer|lieferer|besitz|eigentuemer|geber(?:in)?$|nutzer|gehoert|kuerzel|person'
                  r'|bearbeiter|helfer|bastler|tueftler|schrauber|wessen|wem$|^we[rn]$|^fuerwen$')
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEFORE_A_NAME = SALUTATIONS | TITLES | OFFICES | {
    'tochter', 'sohn', 'mutter', 'vater', 'oma', 'opa', 'bruder', 'tante', 'onkel', 'enkel', 'enkelin', 'freund',
    'freundin', 'nachbar', 'nachbarin', 'mann', 'kollege', 'kollegin'}
_DOES = re.compile(r"(?<![\w'’-])([^\W\d_a-zß][\w'’-]*)\s+(?:(?:sagt|meint|bittet|ruft|holt|bringt|fragt|möchte|moechte"
                   r'|will|wollte)e?|hat (?:\w+ ){0,2}(?:gebracht|abgegeben|angerufen|gesagt|gefragt))\b')
_WITHIN = re.compile(r'(?<=[\w,)“"] )[^\W\d_a-zß][^\W\d_]+')     # behind another word of its sentence


def names_somebody(key: str) -> bool:
    """'Abgegeben durch', 'Bringer': below such a heading, folded, stands a person, whatever the word means else."""
    return bool(_WHO.search(key))


def of_remark(text: str, key: str, saluted: set[str]) -> list[str]:
    """`key` is the heading over the cell, folded: below „Farbe“ stands nobody."""
    if _OF_COLOURS.search(key):
        return [word for word in words_of(text) if word in saluted or fold_written_out(word) in FIRST_NAMES]
    every = words_of(text)
    words = [word for word in words_of(_KNOWS_NOTHING.sub(' ', text)) if len(word) >= 3]
    if len(words) <= 2 and text.islower() and not known_heading(key) and not any(
            fold_written_out(word) in _IN_A_COLUMN for word in text.split()):
        return words        # „ohmstedt“, but not „fragt noch“ or „keller“
    if len(every) == 1 and words == every and not every[0][0].islower():
        return [word for word in words if word in saluted or fold_written_out(word) not in _SURELY]   # „Grün“
    called = saluted | _called(text)
    return [word for word in every if len(word) >= 3 and (word in called or (word in words and may_name(word)))]


def _called(text: str) -> set[str]:
    """What no word by itself would tell: 'Alice Schwarzer', 'Dr. Grün', 'Heiß fragt', 'mit Heiß absprechen'."""
    words, small = _WORD.findall(text), text.islower()
    pairs = [(one, other) for one, other in pairwise(words) if small or (one[0].isupper() and other[0].isupper())]
    found = {last for one, other in pairs for first, last in ((one, other), (other, one)) if is_first_name(first)}
    found |= {other for one, other in pairs if one.casefold() in _BEFORE_A_NAME}
    if not text.isupper():
        found |= {word for word in _WITHIN.findall(text) if fold_written_out(word) in _LIKE}
    if len(words) <= 2:      # „Schwarzer Alice“, but not „Rote Tasche“
        return found | ({*words} if len(pairs) == 1 and not small and any(map(may_name, words)) else set())
    return {word for word in (*found, *_DOES.findall(text)) if fold_written_out(word) not in _SURELY}


def may_name(word: str) -> bool:
    """By the way it is written, and what it means else."""
    folded = fold_written_out(word)
    return folded not in _ORDINARY and (not word[0].islower() or folded in FIRST_NAMES)


def of_cell(text: str, saluted: set[str]) -> list[str]:
    """Of names: a word by itself is one, whatever it means else."""
    every, left = words_of(text), words_of(_KNOWS_NOTHING.sub(' ', text))
    called = saluted | _called(text) if left != every else saluted
    words = [word for word in every if len(word) >= 3 and (word in left or word in called)]
    return words if len(words) <= 2 else [word for word in words if word in called
                                          or fold_written_out(word) not in EVERYDAY]
