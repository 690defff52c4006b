"""Where a column of a file can go, per kind of sheet, and what teams call it. Plain data tables.

An alias is compared folded and without signs ('E-Mail-Adresse:' → 'emailadresse'). `~` before it means that it may
stand anywhere in a longer heading ('Datum der Annahme'); the longest hit counts.
"""
from dataclasses import dataclass
from enum import StrEnum

from db.i18n import _
from db.importing.aliases import more


class SheetKind(StrEnum):
    TEAM = 'team'
    CUSTOMERS = 'customers'
    EXTERNAL = 'external'
    FORMER = 'former'
    REPAIRS, CONSENTS, COLUMNS = 'repairs', 'consents', 'columns'      # of our own export
    MIXED = 'mixed'           # each row says its own
    UNKNOWN = 'unknown'

    @property
    def label(self) -> str:
        return {SheetKind.TEAM: _('Team'), SheetKind.CUSTOMERS: _('Kund:innen'), SheetKind.EXTERNAL: _('Extern'),
                SheetKind.FORMER: _('Ehemalige'), SheetKind.REPAIRS: _('Reparaturen'),
                SheetKind.CONSENTS: _('Einwilligungen'), SheetKind.COLUMNS: _('Eigene Spalten'),
                SheetKind.MIXED: _('gemischt'), SheetKind.UNKNOWN: _('nicht erkannt')}[self]


@dataclass(frozen=True)
class Target:
    """`aliases` for every sheet. `only`: the kinds of sheets that have it; empty means all."""
    name: str
    label: str
    aliases: tuple[str, ...]
    only: frozenset[SheetKind] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, 'aliases', (*self.aliases, *more(self.name, frozenset(self.only))))


OURS_ALONE = (SheetKind.REPAIRS, SheetKind.CONSENTS, SheetKind.COLUMNS)
TEAM, CUSTOMERS, EXTERNAL, FORMER = SheetKind.TEAM, SheetKind.CUSTOMERS, SheetKind.EXTERNAL, SheetKind.FORMER
NOTE, LEAVE, NEW = 'note', 'leave', 'new'     # what may be done with a column that fits nowhere
OWN = 'own:'                                  # 'own:repair.farbe': a column the café has added
KIND = 'kind'                                 # says of each row what it is about


def _in(*kinds: SheetKind) -> frozenset[SheetKind]:
    return frozenset(kinds)


TARGETS: tuple[Target, ...] = (
    Target('first_name', _('Vorname'), ('vorname', 'vornamen', 'rufname', 'firstname', 'vname', '~vorname')),
    Target('last_name', _('Nachname'), ('nachname', 'familienname', 'zuname', 'lastname', 'surname', 'nname',
                                        '~nachname', '~familienname')),
    Target('middle_name', _('Weiterer Vorname'), ('middlename', 'zweitervorname', 'weiterervorname', 'zweitname')),
    Target('name', _('Name'), ('name', 'namen', 'vollername', 'namevorname', 'nachnamevorname', 'vornamename',
                               'vornamenachname', 'vorundnachname', 'vorundzuname', 'voruzuname', 'vorunachname',
                               'kundevornamenachname', 'namederkundindeskunden', 'namedeskundenderkundin',
                               'vornameundname', 'person',
                               'kunde', 'kundin', 'kundinnen', 'kundname', 'kundenname', 'nameundvorname', 'nameper',
                               'namekundin', 'gast', 'besitzer', 'besitzerin', 'eigentuemer', 'eigentuemerin',
                               'mitglied', 'helfer', 'helferin', 'werbringts', 'fullname',
                               'nachundvorname', 'namedeskunden', 'namederkundin', 'kontaktperson',
                               '~nachnameundvorname', '~vornameundnachname', '~vorundnachname', '~namevorname')),
    Target('salutation', _('Anrede'), ('anrede', 'titel', 'anredetitel', 'herrfrau')),
    Target('phone', _('Telefon'), ('telefon', 'tel', 'telefonnummer', 'telnr', 'telnummer', 'telefonnr', 'fon',
                                   'phone', 'rufnummer', 'handy', 'mobil', 'mobilnummer', 'handynummer', 'handynr',
                                   'mobiltelefon', 'festnetz', 'mobile', 'nummertelefon', 'rueckrufnummer',
                                   'telefonmobil', 'telefonfestnetz', 'erreichbarunter', 'durchwahl', 'telprivat',
                                   '~telefon', '~handy', '~mobil', '~festnetz', '~rufnummer')),
    Target('phone_2', _('Zweites Telefon'), ('telefon2', 'zweitestelefon', 'tel2', 'handy2', 'weiterestelefon',
                                             'alternativetelefonnummer', 'mobil2', 'zweitnummer')),
    Target('email', _('E-Mail'), ('email', 'mail', 'emailadresse', 'mailadresse', 'emailkontakt', 'elektronischepost',
                                  'emails', '~email', '~mailadresse')),
    Target('email_2', _('Zweite E-Mail'), ('email2', 'zweiteemail', 'mail2', 'weitereemail')),
    Target('contact', _('Kontakt'), ('kontakt', 'kontaktdaten', 'erreichbarkeit', 'kontaktmoeglichkeit',
                                     'telefonemail', 'telefonodermail', 'telefonoderemail', 'emailtelefon',
                                     'telemail', 'telmail', 'kontaktinfo', 'kontaktinfos', 'telefonundemail')),
    Target('street', _('Straße und Hausnummer'), ('strasse', 'str', 'strassenr', 'strassehausnr', 'strassehausnummer',
                                                  'strasseundhausnummer', 'strasseundnr', 'strnr', 'street',
                                                  '~strasse')),
    Target('house', _('Hausnummer'), ('hausnummer', 'hausnr', 'hnr')),
    Target('postcode', _('PLZ'), ('plz', 'postleitzahl', 'zip', 'postcode')),
    Target('city', _('Ort'), ('ort', 'wohnort', 'stadt', 'city', 'wohnhaftin', 'stadtteil')),
    Target('postcode_city', _('PLZ und Ort'), ('plzort', 'plzundort', 'plzwohnort', 'postleitzahlort', 'ortplz')),
    Target('address', _('Adresse'), ('adresse', 'anschrift', 'wohnadresse', 'postanschrift', 'address', '~anschrift')),
    Target('note', _('Notiz'), ('notiz', 'notizen', 'bemerkung', 'bemerkungen', 'anmerkung', 'anmerkungen',
                                'kommentar', 'kommentare', 'hinweis', 'hinweise', 'info', 'infos', 'sonstiges',
                                'note', 'zusatz', 'zusatzinfo', 'interneinfo', '~bemerkung', '~anmerkung', '~notiz')),
    # further headings that ask for it: `consent_headings`
    Target('consent', _('Einwilligung'), ('einwilligung', 'zustimmung', 'einverstaendnis', 'datenschutz', 'dsgvo',
                                          'einverstanden', 'erlaubnis', 'consent', 'dse', 'ds')),
    Target('consent_on', _('Einwilligung am'), ('einwilligungam', 'zustimmungam', 'einwvom', 'einwam', 'einwdatum')),
    Target('signed_on', _('Unterschrieben am'), (      # of what? it only dates a consent that another column gives
        'unterschriebenam', 'unterschriftam', 'unterschriftvom', 'unterschriftdatum', 'unterschriftsdatum',
        'unterzeichnetam', 'datumderunterschrift')),
    Target('withdrawn', _('Widerruf'), ('widerruf', 'widerrufen', 'widerrufenam', 'widerrufam')),
    Target('consent_former', _('Darf später kontaktiert werden'), (
        # not „Aufbewahren“, which may be the item; „bleibt gespeichert“ is named in its rows (`Layout.maybe_later`)
        'darfspaeterkontaktiertwerden', 'spaeterkontaktieren', 'spaeterkontakt', 'datenaufbewahren',
        'kontaktaufbewahren', 'kontaktdatenaufbewahren', 'kundendatenaufbewahren', 'personaufbewahren',
        'personendatenaufbewahren', 'adresseaufbewahren', 'einwilligungspaeter',
        'alsehemaligebehalten', 'spaeterkontaktiertwerden'),
        _in(CUSTOMERS, TEAM)),

    Target('public_id', _('Kennung'), ('kennung',)),
    Target('was_customer', _('war Kund:in'), ('warkundin',), _in(FORMER)),

    # ---- team
    Target('name', _('Name'), (), _in(TEAM)),
    Target('tasks', _('Aufgaben'), ('aufgabe', 'aufgaben', 'funktion', 'rolle', 'taetigkeit', 'taetigkeiten', 'bereich',
                                    'zustaendigkeit', 'zustaendigfuer', 'einsatz', 'einsatzbereich', 'ressort', 'team',
                                    'mitarbeit', 'aufgabenbereich', '~aufgabe'), _in(TEAM)),
    Target('skills', _('Kann gut'), ('kanngut', 'faehigkeiten', 'kenntnisse', 'koennen', 'kompetenzen', 'skills',
                                     'spezialgebiet', 'fachgebiet', 'repariert', 'schwerpunkt', 'kann',
                                     'spezialisierung', 'fachkenntnisse', 'staerken', 'gewerk'), _in(TEAM)),
    Target('started_on', _('dabei seit'), ('dabeiseit', 'seit', 'mitgliedseit', 'eintritt', 'eintrittsdatum',
                                           'imteamseit', 'beitritt', 'beitrittsdatum', 'beginn', 'aktivseit'),
           _in(TEAM)),
    Target('in_messenger', _('in der Messenger-Gruppe'), (
        'messenger', 'messengergruppe', 'signal', 'whatsapp', 'telegram', 'threema', 'signalgruppe', 'gruppe',
        'chatgruppe', 'chat', 'whatsappgruppe', 'telegramgruppe', '~messenger', '~whatsapp', '~signalgruppe',
        '~telegram', '~threema', '~chatgruppe'), _in(TEAM)),
    Target('ended_on', _('ausgeschieden am'), ('ausgeschieden', 'ausgeschiedenam', 'austritt', 'austrittsdatum',
                                               'ausgetreten', 'ausgetretenam', 'ende', 'bis', 'mitgliedbis',
                                               'ausgeschiedenabgeholt', 'abgeholtausgeschieden', 'weggangam',
                                               'abgeholt', 'abgeholtam', 'zuletztda', 'letzterkontakt', 'wann',
                                               'datum', 'letzterbesuch', '~ausgeschieden', '~austritt'), _in(FORMER)),
    Target('left_on', _('ausgeschieden am'), ('ausgeschieden', 'ausgeschiedenam', 'austritt', 'austrittsdatum',
                                              'ausgetreten', 'ausgetretenam', 'mitgliedbis', 'aktivbis'), _in(TEAM)),

    # ---- customers
    Target('received_at', _('angenommen am'), ('datum', 'annahme', 'annahmedatum', 'angenommenam', 'eingang',
                                               'eingangsdatum', 'abgegeben', 'abgegebenam', 'abgabe', 'abgabedatum',
                                               'gebracht', 'gebrachtam', 'tag', 'eingegangen', 'eingegangenam', 'date',
                                               'auftragsdatum', 'datumannahme', 'datumabgabe', 'vom', 'am', 'wann',
                                               'termin', 'repaircafevom', '~annahmedatum', '~eingangsdatum',
                                               '~datumderannahme'), _in(CUSTOMERS)),
    Target('item', _('Gegenstand'), ('gegenstand', 'geraet', 'geraeteart', 'geraetetyp', 'objekt', 'artikel', 'sache',
                                     'was', 'wasistes', 'item', 'produkt', 'reparaturgegenstand', 'reparatur',
                                     'bezeichnung',
                                     'waswurdegebracht', 'mitgebracht', 'ding', 'teil', 'reparaturobjekt',
                                     'geraetbezeichnung', 'welchesgeraet', '~gegenstand', '~geraet'), _in(CUSTOMERS)),
    Target('category', _('Kategorie'), ('kategorie', 'warengruppe', 'geraetekategorie', 'produktkategorie'),
           _in(CUSTOMERS)),
    Target('brand', _('Marke'), ('marke', 'hersteller', 'fabrikat', 'firma', 'brand'), _in(CUSTOMERS)),
    Target('model', _('Modell'), ('modell', 'typ', 'modellnr', 'modellnummer', 'typenbezeichnung', 'model',
                                  'typbezeichnung'), _in(CUSTOMERS)),
    Target('brand_model', _('Marke und Modell'), ('markemodell', 'markeundmodell', 'herstellertyp', 'markentyp',
                                                  'fabrikattyp', 'herstellermodell', 'markeltyp', 'marketyp'),
           _in(CUSTOMERS)),
    Target('age', _('Alter in Jahren'), ('alter', 'alterinjahren', 'geraetealter', 'alterdesgeraets', 'alterjahre'),
           _in(CUSTOMERS)),
    Target('power', _('Stromversorgung'), ('stromversorgung', 'strom', 'stromart'), _in(CUSTOMERS)),
    Target('fault', _('Was ist kaputt?'), ('defekt', 'fehler', 'schaden', 'problem', 'wasistkaputt', 'fehlerbild',
                                           'fehlerbeschreibung', 'mangel', 'problembeschreibung', 'kaputt', 'stoerung',
                                           'wasistdefekt', 'wasgehtnicht', 'anliegen', 'auftrag', 'beschreibung',
                                           'symptom', 'reparaturgrund', '~fehlerbeschreibung', '~defekt', '~kaputt',
                                           '~denfehler', '~dasproblem'),
           _in(CUSTOMERS)),
    Target('accessories', _('Zubehör'), ('zubehoer', 'mitgegeben', 'beilage', 'mitgeliefert', '~zubehoer'),
           _in(CUSTOMERS)),
    Target('warning', _('Nicht einschalten, weil'), ('warnung', 'nichteinschalten', 'vorsicht', 'achtung'),
           _in(CUSTOMERS)),
    Target('place', _('Platz'), ('platz', 'lagerort', 'lagerplatz', 'regal', 'fach', 'lager', 'standort', 'schrank',
                                 'wostehtes', 'ablage', 'liegtwo'), _in(CUSTOMERS)),
    Target('state', _('Stand'), ('status', 'stand', 'zustand', 'bearbeitungsstand', 'reparaturstatus', 'state',
                                 'standderdinge', 'stadium', 'fortschritt', '~status'), _in(CUSTOMERS)),
    Target('outcome', _('Ergebnis'), ('ergebnis', 'resultat', 'reparaturergebnis', 'erfolg', 'ausgang'),
           _in(CUSTOMERS)),
    Target('ready_on', _('fertig am'), ('fertigam', 'fertig', 'fertigseit', 'fertiggestellt', 'fertiggestelltam',
                                        'repariertam', 'erledigtam', 'erledigt', 'abgeschlossenam', 'fertigdatum'),
           _in(CUSTOMERS)),
    Target('finding', _('Befund'), ('befund', 'diagnose', 'wasgemacht', 'durchgefuehrt', 'massnahme', 'massnahmen',
                                    'reparaturbericht', 'loesung', 'wasgemachtwurde', 'arbeiten',
                                    'durchgefuehrtearbeiten'), _in(CUSTOMERS)),
    Target('responsible', _('Ansprechperson'), (
        'ansprechperson', 'ansprechpartner', 'ansprechpartnerin', 'reparateur', 'reparateurin', 'repariertvon',
        'zustaendig', 'bearbeiter', 'bearbeiterin', 'betreut', 'betreutvon', 'wermachts', 'mechaniker', 'techniker',
        'angenommenvon', 'verantwortlich', 'betreuer', 'betreuerin', 'kuemmertsich', 'helferin', 'helfer',
        'werrepariert', 'wer', 'wermacht', 'gemachtvon', 'uebernimmt', 'bearbeitetvon', 'kuemmerer', 'teammitglied',
        'reparierende', 'fachkraft', 'uebernommenvon', '~ansprechpartner',
        '~ansprechperson', '~zustaendig', '~reparateur'), _in(CUSTOMERS)),
    Target('collected_on', _('abgeholt am'), ('abgeholt', 'abgeholtam', 'abholung', 'abholdatum', 'rueckgabe',
                                              'rueckgabeam', 'zurueckam', 'ausgegebenam', 'ausgabe', 'abholungam'),
           _in(CUSTOMERS)),

    # ---- external
    Target('organisation', _('Organisation'), ('organisation', 'firma', 'einrichtung', 'institution', 'verein',
                                               'unternehmen', 'behoerde', 'traeger', 'org', 'partner', 'stelle',
                                               'betrieb', 'organisationfirma', 'firmaorganisation', 'amt', 'company',
                                               'geschaeft', 'lieferant', 'vereinfirma', '~organisation',
                                               '~einrichtung', '~institution'), _in(EXTERNAL)),
    Target('name', _('Name'), ('ansprechpartner', 'ansprechpartnerin', 'ansprechperson', 'kontaktperson', 'kontakt',
                               'werdort', 'wer', 'mitwem', 'ansprechbar', '~ansprechpartner', '~ansprechperson'),
           _in(EXTERNAL)),
    Target('function', _('Funktion'), ('funktion', 'position', 'rolle', 'abteilung', 'aufgabe', 'amtsbezeichnung',
                                       'taetigkeit', 'zustaendigkeit', 'stellung', 'zustaendigfuer'), _in(EXTERNAL)),
    Target('topic', _('Thema'), ('thema', 'themen', 'wofuer', 'zweck', 'anlass', 'bezug', 'betreff', 'worum',
                                 'kategorie', 'art', 'worumgehtes', 'angebot', 'stichwort', 'bereich'), _in(EXTERNAL)),
    Target('website', _('Webseite'), ('webseite', 'website', 'web', 'homepage', 'internet', 'url', 'internetseite',
                                      'www', 'link'), _in(EXTERNAL)),

    Target('organisation_phone', _('Telefon der Organisation'), ('telefonderorganisation', '~zentrale'), _in(EXTERNAL)),
    Target('organisation_email', _('E-Mail der Organisation'), ('emailderorganisation',), _in(EXTERNAL)),
    Target('organisation_note', _('Notiz zur Organisation'), ('notizzurorganisation',), _in(EXTERNAL)),

    # ---- former
    Target('name', _('Name'), (), _in(FORMER)),
    Target('was', _('war'), ('art', 'war', 'typ', 'gruppe', 'kategorie', 'rolle', 'wasfuer', 'ehemals', 'frueher',
                             'wargewesen', 'status', 'mitgliedoderkunde', 'kundemitglied', 'mitgliedkunde',
                             'warwas'), _in(FORMER)),
)

OTHER_CONSENTS = ('foto', 'bild', 'video', 'newsletter', 'rundmail', 'messenger', 'whatsapp', 'signal', 'telegram',
                  'threema', 'chat', 'gruppe', 'weitergabe', 'presse', 'veroeffentlich', 'webseite', 'haftung',
                  'schulung', 'verpflicht', 'entsorg', 'kosten', 'beauftragte')
# of a term, or of a paper handed out
NO_ANSWER = ('bis', 'gueltig', 'ablauf', 'frist', 'info', 'hinweis', 'ausgehaend', 'aushaend', 'erhalten', 'gelesen',
             'zurkenntnis', 'kenntnisnahme')
ENDED = ('nicht', 'nein', 'kein', 'ohne', 'widerr', 'widersp', 'zurueck', 'loesch', 'verbot', 'verbiet', 'entzog',
         'entzieh', 'entzug', 'abgelehn', 'ablehn', 'verweiger', 'untersag', 'fehlt', 'fehlend', 'abgelaufen',
         'beendet', 'erloschen', 'ungueltig', 'ausstehend', 'ausgetragen', 'offen', 'nochhol')

# of one sheet of our own export: what only the program needs
MACHINE = frozenset({'fassung', 'fassungdermitgliedschaft', 'fassungdeskontakts', 'kennungderorganisation',
                     'fassungderorganisation', 'fruehermitgliedschaften', 'frueheremitgliedschaften'})
IGNORED = 'ignored'

SHEET_NAMES: tuple[tuple[SheetKind, tuple[str, ...]], ...] = (
    (FORMER, ('ehemal', 'ausgeschied', 'altmitgl', 'archiv', 'frueher', 'exmitgl', 'former', 'passiv',
              'ehemhelf', 'ehemmit', 'ehemteam', 'ehemkun', 'ehemakt', 'exhelfer', 'exteam', 'exkund', 'nichtmehrdabei',
              'nichtmehraktiv')),
    (EXTERNAL, ('extern', 'organisation', 'partner', 'firmen', 'behoerd', 'netzwerk', 'sponsor', 'foerder',
                'kooperation', 'lieferant', 'institution', 'adressenaussen')),
    (CUSTOMERS, ('kund', 'kd', 'reparatur', 'annahme', 'auftrag', 'auftraeg', 'geraet', 'gaeste', 'besucher',
                 'customer', 'laufzettel', 'gegenstaend')),
    (TEAM, ('mitglied', 'team', 'helfer', 'aktive', 'ehrenamt', 'mannschaft', 'crew', 'reparateur', 'member')),
)
# Columns that tell a kind of sheet, and how much.
TELLING: dict[SheetKind, dict[str, int]] = {
    CUSTOMERS: {'item': 4, 'fault': 3, 'state': 2, 'responsible': 2, 'received_at': 1, 'accessories': 1, 'brand': 1,
                'place': 1, 'collected_on': 1},
    TEAM: {'in_messenger': 4, 'tasks': 2, 'skills': 3, 'started_on': 2},
    EXTERNAL: {'organisation': 4, 'topic': 1, 'function': 1, 'website': 2},
    FORMER: {'was': 2, 'ended_on': 2},
}
