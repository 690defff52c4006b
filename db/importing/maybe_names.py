"""Which words of a cell may name somebody, and are to be masked where an item is described (D1).

Of the cells of names and of how somebody is reached each word may. Elsewhere no word that is written small, but for a
first name people know, what stands behind „frau“, and one or two alone in a column nobody knows; and no word that
everybody uses, nor a colour.
"""
import re

from db.category_terms import TERMS
from db.folding import fold_written_out
from db.importing.meanings import known_heading
from db.importing.names import FIRST_NAMES, words_of

# Words of a remark that tell of no person.
_COMMON = '''aber alle alles alt alte als auch auf aus bei beim bis bitte bringt dann das dass defekt dem den
    der des die dort ein eine einem einen einer erst fehlt fertig frau für fuer gehört gehoert geht gerät geraet geht
    hat haben heizt herr herrn hier holt ihr ihre immer ist ja jetzt kann kaputt kein keine keinen läuft laeuft mal
    mehr mit muss nach nein neu neue nicht nie noch nur oder ohne schon sehr seit sein sich sie sind soll und uns
    vom von vor wackelt war warten wegen weg wenn wie wieder will wir wird zu zum zur anrufen ruft arbeit teil
    ersatzteil bestellt repariert abgeholt kabel stecker schalter knopf motor sicherung kontakt deckel dichtung
    garantie strom licht ton wasser display anzeige bildschirm monitor programm es jemand niemand wer'''
EVERYDAY = frozenset(fold_written_out(word) for words in (_COMMON, *TERMS.values()) for word in words.split())
# how a remark begins, parts, and colours that hardly anybody is called.
_PLAIN = '''liegt liegen steht hängt brummt summt pfeift klappert
    leuchtet blinkt flackert riecht stinkt qualmt tropft leckt klemmt hakt rattert quietscht knistert springt startet
    schaltet lädt dreht bleibt kommt siehe dabei danach davor daneben anbei beiliegend unklar unbekannt offen eilig eilt
    dringend später morgen heute gestern montag dienstag mittwoch donnerstag freitag samstag sonntag woche keins
    vorhanden verloren gebrochen gerissen verbogen lose locker schief trocken nass heiß kalt laut leise
    netzteil akku batterie ladegerät ladekabel netzkabel netzstecker gehäuse fuß griff henkel schraube feder riemen glas
    schlauch tasche tüte karton kiste zettel anleitung zubehör fernbedienung ersatz farbe karte
    rot rote roter rotes blau blaue blauer grün grüne grüner gelb gelbe gelber lila orange türkis beige pink violett
    silber silbern golden bunt hell dunkel weiße weißer schwarze schwarzer graue grauer braune'''
# where a thing stands or comes from, what it is made of and who made it: in a column of its own mostly one small word.
_OF_THINGS = '''keller dachboden garage werkstatt werkbank küche bad flur wohnzimmer schlafzimmer büro garten balkon
    lager flohmarkt trödel sperrmüll internet ebay amazon laden discounter geschenk erbstück privat haushalt holz metall
    stahl eisen blech alu aluminium kupfer messing kunststoff plastik gummi leder stoff textil wolle baumwolle papier
    pappe keramik porzellan marmor bosch siemens miele philips aeg krups rowenta tefal grundig sony samsung panasonic
    kärcher makita metabo wmf ikea'''
_ORDINARY = EVERYDAY | frozenset(map(fold_written_out, _PLAIN.split()))
_IN_A_COLUMN = _ORDINARY | frozenset(map(fold_written_out, _OF_THINGS.split()))
_KNOWS_NOTHING = re.compile(r'(?i)\bwei(?:ß|ss)\s+(?:(?:es|ich|er|sie|noch)\s+){0,2}(?:nicht|nichts|nix)\b')
_OF_COLOURS = re.compile(r'farb')


def of_remark(text: str, key: str, saluted: set[str]) -> list[str]:
    """`key` is the heading over the cell, folded: below „Farbe“ stands nobody."""
    if _OF_COLOURS.search(key):
        return [word for word in words_of(text) if word in saluted or fold_written_out(word) in FIRST_NAMES]
    words = [word for word in words_of(_KNOWS_NOTHING.sub(' ', text)) if len(word) >= 3]
    if len(words) <= 2 and text.islower() and not known_heading(key) and not any(
            fold_written_out(word) in _IN_A_COLUMN for word in text.split()):
        return words        # „ohmstedt“, but not „fragt noch“ or „keller“
    return [word for word in words if word in saluted or may_name(word)]


def may_name(word: str) -> bool:
    """By the way it is written, and what it means else."""
    folded = fold_written_out(word)
    return folded not in _ORDINARY and (not word[0].islower() or folded in FIRST_NAMES)


def of_cell(text: str, saluted: set[str]) -> list[str]:
    """Of names: a word by itself is one, whatever it means else."""
    words = [word for word in words_of(_KNOWS_NOTHING.sub(' ', text)) if len(word) >= 3]
    return words if len(words) <= 2 else [word for word in words if word in saluted
                                          or fold_written_out(word) not in EVERYDAY]
