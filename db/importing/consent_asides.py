"""What a question for the consent says besides: that it can be withdrawn, when all is erased, that a leaflet was read.

„Einwilligung (jederzeit widerrufbar)“ asks for one, „Einwilligung widerrufen“ ends it. Keys are headings folded and
without signs.
"""
import re

from db.importing.remembered import remembered

# with an article, for a bare „Einwilligung“ is the question itself
_IT = (r'(?:diese|die|der|meine|deine|ihre|eine)r?(?:einwilligung|zustimmung|einverstaendnis(?:erklaerung)?|erklaerung)'
       r'|(?:mein|dein|ihr)einverstaendnis')
_WHO = rf'(?:ich|du|sie|man|das|dies|es|{_IT})'
_HOW = r'(?:jederzeit|auch|aber|natuerlich|spaeter|formlos|schriftlich|muendlich|ohneangabevongruenden)'
_DATA = r'(?:sie|alles|(?:alle|die|diese|meine|deine|ihre)?(?:kontakt)?(?:daten|angaben))'
_THEN = (r'(?:(?:sofort|direkt|spaetestens|kurz)?(?:nach|bei|mit)(?:der|dem)?(?:abholung|rueckgabe|reparatur|abschluss)'
         r'|danach|dann|anschliessend|hinterher)')
_ASIDES = re.compile(
    # it can be withdrawn
    rf'{_WHO}{{0,2}}(?:kann|kannst|koennen|darf){_WHO}{{0,2}}{_HOW}{{0,3}}(?:widerrufen|zurueckziehen|zuruecknehmen'
    r'|zurueckgezogen|zurueckgenommen)(?:werden)?'
    rf'|{_WHO}?(?:ist)?(?:freiwillig)?(?:und)?{_HOW}{{0,3}}(?:widerrufbar|widerruflich|zurueckziehbar|zuwiderrufen)'
    rf'|(?:ein|der)?widerruf(?:ist)?(?:{_HOW}{{1,3}}(?:ist)?|(?<=ist))moeglich'
    r'|(?:gilt|gueltig)?bisauf(?:meinen|deinen|ihren|schriftlichen)?widerruf'
    # when all is erased
    rf'|(?:und)?{_DATA}?(?:werden|wird){_DATA}?{_THEN}(?:wieder|sofort|vollstaendig)?geloescht'
    rf'|(?:und)?{_THEN}(?:(?:werden|wird){_DATA}?(?:wieder)?geloescht|(?:wieder)?geloescht(?:werden|wird))'
    rf'|(?:{_DATA})?loeschung(?:erfolgt)?{_THEN}|{_THEN}(?:erfolgtdie)?loeschung'
    # what a no costs, and what was read
    r'|(?:bei)?nein(?:bedeutet|heisst)?(?:die)?reparatur(?:ist|geht)?(?:trotzdem|dennoch|auchso)(?:moeglich)?'
    r'|info(?:rmations)?(?:blatt|zettel)(?:wurde)?(?:gelesen|erhalten|bekommen)')
_AGREEMENT = re.compile(r'einwillig|willig\w*ein|zustimm|stimm\w*zu|einverst|akzept|speicher')

LONGEST = 500       # of a question with all that


@remembered
def without_asides(key: str) -> str:
    """The question alone, where words of an agreement are left of it; else the heading as it stands."""
    bare = _ASIDES.sub('', key) if len(key) <= LONGEST else ''
    return bare if _AGREEMENT.search(bare) else key
