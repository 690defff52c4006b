"""The words teams have for where a repair stands. Plain data tables, compared folded and without signs."""
import re

from db.folding import fold_written_out
from db.words import Outcome, State

THROWN_AWAY = r'(?:entsorgt|verschrottet|weggeworfen)'
_WHO = r'(?:(?:kunde|kundin|besitzer|besitzerin|er|sie|gast) )?(?:(?:ist|wurde|schon|bereits|telefonisch) )*'
# told that it is ready; who was only called may have been asked something
_TOLD = r'(?:informiert|benachrichtigt|verstaendigt|bescheid (?:gesagt|gegeben))'
_WHEN = r'(?:am )?(?:mo|di|mi|do|fr|sa|so|\w+tag|heute|morgen|uebermorgen|sonnabend|naechste woche)\b'
_WORK = r'(?:test|repar|bast|pruef|loet|naeh|kleb|zerleg)'
_IS = r'(?:(?:liegt|ist|steht|noch|jetzt|gerade|zurzeit|derzeit) )*'
_CRAFT = r'(?:techniker|bastler|reparateur|elektriker|elektroniker|schrauber|fachmann|uhrmacher|schneider|schreiner' \
         r'|tischler|mechaniker|helfer|kollege|experte|meister)(?:n|in|s)?'
_THERE = r'(?: (?:in der werkstatt|im keller|zu ?hause|daheim|zur reparatur|seit [\d ]+))?$'
# A thing that is waited for; whoever waits for somebody, for money or for an answer waits for no part.
_PIECE = r'(?:ersatz(?!termin|mann|frau|person)\w*|\w*(?:tasten?|akkus?|batterien?|dichtung(?:en)?|motor(?:en)?' \
         r'|schalter|platinen?|birnen?|leuchtmittel|roehren?|displays?|riemen|federn?|schrauben?|netzteil\w*|stecker' \
         r'|kabel|sicherung(?:en)?|kohlen|kondensator(?:en)?|knopf|knoepfe|reissverschluss|deckel|filter|schlauch' \
         r'|schlaeuche|lager|zahnraeder|zahnrad|rollen?|raeder|scharniere?|griffe?|glas|stoff|garn|folie|gehaeuse' \
         r'|thermostat|pumpe|heizung|linse|laser|lampen?|fassung|bauteile?|material|ware|paket|sendung|festplatte|ssd' \
         r'|speicher))\b'
WAITS = re.compile(r'(?:noch )?warte[tn]? (?:noch )?auf (?!(?:\w+ )?(?:kund|besitzer|rueck|antwort|bescheid|freigabe'
                   r'|entscheid|termin|anruf|info|geld|zahlung|zeit|platz|reparatur|bearbeit|techniker|naechste|pruef|test))')
# whether none is there, none is to be had or none is needed
NO_PART = re.compile(r'(?:leider )?kein\w* (?:ersatz)?teile?\b(?! da\b)')
# The first that is found holds; what is denied („nicht abgeholt“) stands before what it denies.
WORDS: tuple[tuple[State, Outcome | None, str], ...] = (
    (State.READY, None, r'noch nicht (?:ab)?geholt'
                        r'|(?:wird|soll|muss|darf) (?!.*\bni(?:cht|e)\b).*abgeholt'
                        r'|abholbereit|bereit zur abholung|zum abholen|zur abholung|(?<!teil )kann (?:ab)?geholt'
                        r'|abzuholen|kann weg|abholen|wartet auf abholung|holt .*ab\b'
                        r'|^(?:geraet |alles )?(?:(?:liegt|steht|ist) )?bereit\b(?! (?:zum|zur|fuer) (?!abhol))'
                        rf'|^{_WHO}holt (?:es |sie |ihn )?{_WHEN}(?!.*teil)|^wird (?:{_WHEN} )?geholt$'
                        r'|^abhol(?:ung|termin)\b(?! (?:ist )?(?:erfolgt|erledigt)$)(?!.*(?:\bnicht|\bnie|\bkein|teil))'
                        rf'|^{_WHO}{_TOLD}(?: (?:am )?[\d ]+)?$'
                        rf'|^{_WHO}(?:{_TOLD}|angerufen)(?: (?:am )?[\d ]+)? (?:und )?(?:kommt|holt)\b'),
    (State.ACCEPTED, None, r'^(?:erst |wieder )?(?:beim |zum |am )?naechste[nrs]? (?:mal|termin|cafe|repaircafe)\b'),
    (State.ACCEPTED, None, r'\bunklar\b|\bob .*\boder\b|nicht in (?:arbeit|bearbeitung|reparatur)'),
    (State.UNCOLLECTED, None, r'(?:nie|nicht) (?:mehr )?(?:ab)?geholt|vergessen'),
    (State.COLLECTED, None, r'^(?:nicht|un)\s?repariert\b.*(?<!nicht )(?:abgeholt|mitgenommen|zurueckgegeben)'),
    (State.READY, Outcome.END_OF_LIFE, r'(?:kann|konnte|wird) nicht (?:mehr )?repariert'),
    (State.READY, None, r'teil\w* (?:ist |sind )?(?:angekommen|da|gekommen|eingebaut|drin)\b'
                        r'.*\b(?<!fast )(?<!halb )(?<!nicht )(?:fertig|laeuft|geht)\b'),
    (State.ACCEPTED, None, r'nicht bestellt|(?:soll|muss|kann|darf|zu) (?!.*\bnicht\b)(?:\w+ )*repariert werden'
                           r'|(?:noch )?nicht (?:repariert|begonnen|angefangen|bearbeitet|erledigt|dran|angeschaut'
                           r'|angesehen|angefasst)|\bnoch ni(?:chts|x)\b|^ni(?:chts|x) gemacht'),
    (State.WORKING, None, rf'(?:zum|zur) {_WORK}\w* mitgenommen|mitgenommen (?:zum|zur) {_WORK}'),
    (State.COLLECTED, None, r'^(?:(?:wurde|ist|schon|bereits|selbst|heute|am [\d ]+) )*geholt\b'),
    (State.COLLECTED, None, r'\babgeholt|\babgeh\b|(?:defekt|kaputt|heil|unrepariert|post) zurueck$|zurueckgegeben'
                            r'|zurueck an|mitgenommen|ausgegeben|ausgehaendigt|uebergeben'
                            r'|abgegeben an kund|^rueckgabe|^abholung (?:ist )?(?:erfolgt|erledigt)$|ausgeliefert'
                            r'|^zurueck(?:$| (?!ins?\b|im\b|zu[mr]?\b(?! kund)|auf\b|beim?\b)|gegangen|genommen|geholt'
                            r'|gebracht|geschickt|gesandt|gesendet)|wieder (?:zu ?hause|daheim|beim kunden)'),
    (State.ACCEPTED, None, r'(?<!noch )nicht (?:entsorg|verschrott|wegw|weggew)'),
    (State.READY, Outcome.END_OF_LIFE, r'(?:wird|werden|soll|muss|kann|darf|bitte|nicht|noch) .*' + THROWN_AWAY
                                       + r'|entsorgen|entsorgung|verschrottung|verschrotten|wegwerfen'),
    (State.COLLECTED, Outcome.END_OF_LIFE, THROWN_AWAY),
    (State.READY, Outcome.END_OF_LIFE, r'teile? (?:ist |sind )?(?:nicht|nirgends) (?:mehr )?(?:erhaeltlich|lieferbar'
                                       r'|verfuegbar|zu bekommen)|\bzu teuer|hinueber|nichts zu machen'
                                       r'|nicht (?:mehr )?zu retten'
                                       r'|(?<!noch )kein\w* (?:ersatz)?teile? (?:mehr )?(?:erhaeltlich|lieferbar'
                                       r'|verfuegbar|zu (?:bekommen|finden|haben)|auffindbar|zu kriegen)'),
    (State.WAITING, None, r'\b(?:wenn|sobald|bis|falls|ob) (?:\w+ )*(?:ersatz)?teil|teil.*\bfehl(?:t|en)\b'),
    (State.WORKING, None, r'(?<!kein )(?<!keine )(?<!kein ersatz)(?<!keine ersatz)(?:teile?|lieferung) '
                          r'(?:(?:ist|sind|jetzt|nun|endlich|schon) )*(?:da|angekommen|eingetroffen|gekommen|geliefert'
                          r'|erhalten|vorhanden)\b(?! ?\?)'),
    (State.READY, Outcome.END_OF_LIFE, r'(?:nicht|un|ir)\s?-?reparierbar|irreparabel|nicht reparabel|unreparabel'
                                       r'|nicht (?:mehr )?zu reparieren|totalschaden|(?<!abholung )nicht moeglich'
                                       r'|hoffnungslos|schrott|lohnt (?:sich )?nicht|nicht lohnend|unwirtschaftlich'
                                       r'|nicht wirtschaftlich'),
    (State.WAITING, None, rf'^(?:noch )?warte[tn]? (?:noch )?(?:auf |\( ?)(?:\w+ )?{_PIECE}'),
    (State.WAITING, None, r'ersatzteil(?!spend|lager)|teil(?:e)? (?:ist |sind )?(?:bestellt|fehl)'
                          r'|warte[tn]? auf (?:das |ein )?(?:ersatz)?teil|bestellt|lieferung'
                          r'|teile? (?:ist |sind )?(?:unterwegs|kommt|kommen|im zulauf)|lieferverzug|nicht geliefert'
                          r'|\bteile? (?:\w+ )?(?:bestellen|besorgen|noetig)\b|(?:braucht|benoetigt) (?:\w+ )?teil'),
    (State.WORKING, None, r'\b(?:(?P<all>\d)/(?!(?P=all))\d|fast|nahezu|halb|bald|beinahe?|teilweise'
                          r'|so gut wie) ?fertig|\bunfertig|nicht (?:ganz |komplett |vollstaendig )?fertig'
                          r'|(?:wird|soll|muss) .*\bfertig'
                          r'|wird (?:\w+ )*(?:repariert|bearbeitet|geprueft|getestet|geloetet|geklebt'
                          r'|gereinigt|genaeht|gemacht|angeschaut|untersucht|zerlegt|geladen)\b'),
    (State.READY, Outcome.FIXED, r'(?<!nicht )\brepariert\b|(?:geht|laeuft|funktioniert) wieder(?! nicht)'
                                 r'|instandgesetzt|wieder (?:heil|ganz\b|in ordnung|ok\b)|^heile?$'
                                 r'|^(?:reparatur )?(?:war )?(?:erfolgreich|gelungen|geglueckt)$'),
    (State.READY, None, r'fertig(?!ung)|\bfert\b|erledigt|\berl\b|abgeschlossen|\bdone\b|beendet|\bready\b'
                        r'|kein fehler|fehler nicht gefunden|^(?:alles )?(?:in ordnung|i o|io)$|^geschafft$|^erfolg$'
                        r'|^(?:kein erfolg|ohne erfolg|erfolglos|gescheitert|aufgegeben|nicht g(?:elungen|eschafft))$'
                        r'|^(?:es )?funktioniert(?: (?:gut|prima|super|tadellos|einwandfrei))?$'),
    (State.READY, None, r'^(?:(?:alles|jetzt|nun|geraet|test) )*(?:ok|o k)$'),
    (State.WORKING, None, r'in arbeit|\bin arb\b|\bi a\b|in bearb|in rep\b|in reparatur|in der werkstatt'
                          r'|begonnen|angefangen|\bdran\b|zerlegt|probelauf|im test\b'
                          r'|laeuft(?! (?:\w+ )?nicht)|in progress|teilweise|in pruefung|\btrocknet\b|\bfehlersuche\b'
                          r'|^(?:in )?diagnose$|testlauf|dauertest|probebetrieb|\bakku laedt\b|pausiert|unterbrochen'
                          rf'|^{_IS}beim? (?:(?:einem|unserem|der) )?{_CRAFT}{_THERE}'),
    (State.ACCEPTED, None, r'angenommen|\bneu\b|\boffen\b|abgegeben|eingegangen|\bannahme\b|wartet|^warten auf'
                           r'|aufgenommen'
                           r'|gebracht|\bda\b|unbearbeitet|erfasst|liegt hier|todo|to do|\b(?:an|auf)gen\b|neuzugang'
                           r'|^(?:(?:heute|gestern|gerade|eben|neu|am [\d ]+) )*(?:he)?reingekommen\b'
                           r'|^(?:liegt|steht) noch (?:im|auf dem) (?:regal|schrank|lager|tisch)$'
                           r'|^eingang\b|\bauf (?:halde|eis)\b|warteschlange|zurueckge(?:stellt|legt)|^verschoben\b'
                           r'|^vertagt\b|^(?:ein)?geplant\b|^in planung|unangetastet|unberuehrt'
                           r'|^(?:defekt|kaputt|geht (?:noch )?nicht|funktioniert (?:noch )?nicht)$'),
)
# slips of the pen and short forms, put right before anything is looked for: what is denied must be found as well
SLIPS = tuple((re.compile(rf'\b(?:{slips})\b'), meant) for slips, meant in (
    ('abgehohlt|abgehlt|abgholt|abeholt|abgehold|apgeholt', 'abgeholt'),
    ('fertich|ferig|fertg|fretig|vertig', 'fertig'), ('reperiert|repariet|reppariert|repariehrt', 'repariert'),
    ('ersatzeil|ersatzteill|et|e teil', 'ersatzteil'),
    ('un fertig', 'unfertig'),
    ('arbiet|abeit', 'arbeit'), ('bestelt', 'bestellt'), ('angenomen', 'angenommen'))) + tuple(
    (re.compile(short), meant) for short, meant in (      # „rep.“ by itself may be „in Reparatur“ as well
        (r'^(?:n|nicht)\.? ?rep\b\.?', 'nicht repariert'),
        (r'^(?:teilweise|teilw|tlw|tw)\.? ?rep\b\.?', 'teilweise repariert'),
        (r'^irrep\b\.?', 'irreparabel'), (r'^rep\.?(?=,? (?:und |u\.? )?(?:abgeholt|zurueck\b))', 'repariert')))
PERCENT = re.compile(r'(?:(?:zu|ca|etwa|erst|ungefaehr) )*(\d{1,3}) ?(?:%|prozent)(?: (?:fertig|erledigt|repariert))?')
WITH_SOMEBODY = re.compile(rf"{_IS}bei (?P<at>\w+){_THERE}|(?P<does>\w+) (?:macht(?:'?s| es)|schaut(?: \w+)?|bastelt"
                            r"|ist dran|hat(?:'?s| es))$")
# whether it was brought by them, and whether it is done, nobody can tell
BY_SOMEBODY = re.compile(r'.*\bvon (?P<by>\w+) (?:\w+ ){0,3}mitgenommen'
                          r'|(?P<who>\w+) (?:hat (?:\w+ ){0,3}mitgenommen|repariert)$')
PLAIN = {fold_written_out(state): state for state in State} | {
    'repariert': State.READY, 'nicht reparierbar': State.READY, 'abholbereit': State.READY, 'neu': State.ACCEPTED,
    'fertig abholbereit': State.READY, 'offen': State.ACCEPTED, 'in bearbeitung': State.WORKING,
    'nicht reparabel': State.READY}
# Results that are none of ours and yet say that nothing is left to be done.
DONE = frozenset({'nicht repariert', 'erfolglos', 'ohne erfolg', 'kein erfolg', 'misserfolg',
                   'nicht geschafft', 'nicht gelungen', 'gescheitert', 'aufgegeben', 'kein fehler', 'kein defekt',
                   'hinweis gegeben', 'tipp gegeben', 'tipps gegeben', 'hilfe zur selbsthilfe', 'gereinigt', 'gewartet',
                   'ersetzt'})
DONE_BEGINNING = r'(?:beratung|beraten\b|kein fehler|fehler nicht|bedienungsfehler|teilweise repariert|teilrepar|' \
                  r'teilerfolg|repariert\b|nicht reparier|irreparabel|reinigung|wartung|behoben|erfolgreich|' \
                  r'weiterverwiesen|verwiesen|an fach|an hersteller)'
