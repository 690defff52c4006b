"""Further words that teams write above a column, as they write them; `targets` holds the shorter ones.

By kind of sheet ('' is every sheet) and target. Left out are words that stand in cells as well (Kiste, Raum, Experte):
a row of data must not look like one of headings.
"""
import re

from db.folding import fold_written_out

MORE: dict[str, dict[str, str]] = {
    '': {
        'first_name': 'Vn., Vorn., Given Name', 'last_name': 'Nn., Nachn., Zun., Family Name',
        'phone': 'Phone 1 - Value, Phone 2 - Value, Telnr., Tf., Tel. dienstl., Tel. dienstlich, Tel. privat, '
                 'Tel. priv., Tel. p, Tel. d, Tel. g, Tel. gesch., '
                 'Tel. geschäftlich, Tel. zu Hause, Tel. Arbeit, Fon privat, Fon dienstl., Rückruf unter, Anruf unter, '
                 'Tel.-Nummer, Telefonkontakt, Deine Nummer, Ihre Nummer, Unter welcher Nummer erreichen wir dich?, '
                 'Unter welcher Nummer erreichen wir Sie?, Unter welcher Nummer bist du erreichbar?, '
                 'Unter welcher Nummer sind Sie erreichbar?, Unter welcher Nummer können wir dich erreichen?, '
                 'Unter welcher Nummer können wir Sie erreichen?',
        'contact': 'Wie können wir dich erreichen?, Wie können wir Sie erreichen?, Wie erreichen wir dich?, '
                   'Wie erreichen wir Sie?, Wie bist du erreichbar?, Wie sind Sie erreichbar?, Deine Kontaktdaten, '
                   'Ihre Kontaktdaten, Wie können wir dich kontaktieren?, Wie können wir Sie kontaktieren?',
        'email': 'Mailadr., E-Mail-Adr., E-Mail-Anschrift, Mail dienstl., Mail privat',
        'name': 'Kd.-Name, Kd. Name, Kunden-Name, Name Kd., Kunde/Kundin, Name Kunde, Name Kundin, Name des Gastes, '
                'Wer bringt es?, Wem gehört es?, Wem gehörts?, '
                'Wem gehört das?, Wem gehört das Gerät?, Für wen?, Besucher, Besucherin, Abgegeben von, '
                'Wie heißt du?, Wie heißen Sie?, Dein Name, Ihr Name, Wer bist du?, '
                'Wie ist dein Name?, Wie ist Ihr Name?, Wie lautet dein Name?, Wie lautet Ihr Name?, '
                'Gebracht von, Auftraggeber, Auftraggeberin',
        'note': 'Bem., Anm., Bemerkg., Anmerkg., Vermerk, Besonderheiten, Sonstige Infos, Was noch?, Zu beachten',
        'signed_on': 'Datum Unterschrift, Unterschrift (Datum)',
        'street': 'Straße + Nr., Straße u. Nr., Straße Hausnr., Address 1 - Street',
        'city': 'Wohnt in, Ortschaft, Address 1 - City', 'postcode': 'Address 1 - Postal Code, Postal Code, Zip Code'},
    'customers': {
        'item': 'Gegenst., Gerät/Fabrikat, Gerät u. Fabrikat, Was bringst du mit?, Mitgebrachtes, Reparaturgut, '
                'Was soll repariert werden?, Was wird repariert?, '
                'Was ist zu reparieren?, Was hast du dabei?, Was möchtest du reparieren?, Was willst du reparieren?, '
                'Was möchten Sie reparieren?, Was möchten Sie reparieren lassen?, Was bringen Sie mit?, '
                'Was möchtest du reparieren lassen?, Was willst du reparieren lassen?, Was bringst du?, '
                'Was wollen Sie reparieren lassen?, Was sollen wir reparieren?, Was dürfen wir reparieren?, '
                'Was hast du mitgebracht?, Was haben Sie mitgebracht?, Was haben Sie dabei?, '
                'Was möchtest du mitbringen?, Was möchten Sie mitbringen?, Was bringst du zum Reparieren mit?, '
                'Was bringen Sie zum Reparieren mit?, Was für ein Gerät ist es?, Worum handelt es sich?',
        'fault': "Def., Fehlerbeschr., Beanst., Worum geht's?, Worum geht es?, Macke, Macken, Was fehlt?, "
                 "Was fehlt ihm?, Was ist los?, "
                 'Was ist das Problem?, Wo ist das Problem?, Fehler/Problem, Problem/Fehler, Schadensbild, '
                 "Was hat es?, Wo klemmt's?, Was ist zu tun?, Was klappt nicht?, Was funktioniert nicht?, "
                 'Beanstandung, Störungsbild, Fehlersymptom, Beschreibung des Fehlers, Schadensbeschreibung, '
                 'Reparaturwunsch, Wehwehchen, Anliegen/Aufgabe, Anliegen/Gerät, Anliegen/Gegenstand, '
                 'Was ist am Gerät kaputt?, Was ist an dem Gerät kaputt?, '
                 'Was ist mit dem Gerät?, Was fehlt dem Gerät?, Welches Problem hat das Gerät?, '
                 'Welches Problem gibt es?, Was geht nicht mehr?, Was stimmt nicht?, Was genau ist kaputt?, '
                 'Welcher Fehler tritt auf?, Wie äußert sich der Fehler?, Was funktioniert am Gerät nicht?, '
                 'Was funktioniert nicht mehr?, Was funktioniert am Gerät nicht mehr?, Was soll gemacht werden?',
        'brand': 'Marke/Hersteller, Hersteller/Marke, Herstellername, Markenname',
        'model': 'Modell/Typ, Typ/Modell, Modellname, Gerätemodell, Typ-Nr., Typnummer, Modellbezeichnung, '
                 'Artikelnummer',
        'brand_model': 'Marke + Modell, Hersteller und Typ, Marke und Typ, Fabrikat und Typ',
        'age': 'Wie alt?, Wie alt ist es?, Gerätealter (Jahre), Alter ca., Alter (ca.)',
        'category': 'Gerätegruppe, Geräteart/Kategorie, Kategorie Gerät, Sparte, Rubrik',
        'power': 'Netz/Akku, Netz/Batterie, Netz oder Akku, Stromanschluss, Stromquelle, Energieversorgung, Spannung',
        'accessories': 'Zub., Zubeh., Was ist dabei?, mit dabei, dazu abgegeben, Beigelegt, Beiliegend, '
                       'Mitgegebene Teile',
        'warning': 'Bitte nicht einschalten, Sicherheitshinweis, Warnhinweis, Achtung Gefahr',
        'place': 'Wo liegt es?, Liegt in, Liegt im, Wo ist es?, Regal/Fach, Fach/Regal, Regalfach, Standplatz, '
                 'Aufbewahrungsort, Regalplatz',
        'state': 'Stat., Wie ausgegangen?, Intern: Stand, Intern: Status, Interner Stand, Stand intern, Status intern, '
                 'Wie weit?, Wie weit ist es?, Wie ist der Stand?, aktueller Stand, Stand der Reparatur, Stand heute, '
                 'Wie steht es?, Was ist der Stand?, Aktueller Zustand',
        'outcome': 'Erg., Ergebn., Ergebnis der Reparatur, '
                   'Erfolgreich?, Reparatur erfolgreich?, Repariert?, Repariert ja/nein, '
                   'Hat es geklappt?, Gelungen?, Reparaturerfolg, Was kam heraus?',
        'finding': 'Was wurde gemacht?, Was wurde repariert?, Was haben wir gemacht?, Durchgeführte Reparatur, '
                   'Reparatur durchgeführt, Ursache, Fehlerursache, Erledigte Arbeiten, Befund/Diagnose, '
                   'Ausgeführte Arbeiten, Was war kaputt?, Was war es?',
        'ready_on': 'Fertigstellung, Fertig gestellt am, Fertig (Datum), Repariert (Datum)',
        'collected_on': 'abgeh., abgeh. am, '
                        'Abgeholt (Datum), Datum Abholung, Zurückgegeben am, Wieder mitgenommen, Mitgenommen am, '
                        'Rückgabedatum, Übergeben am, Ausgehändigt am, Wann abgeholt?',
        'received_at': 'Dat., Annahmedat., Ann.-Datum, Eing.-Datum, Zeitstempel, Startzeit, Gekommen am, Besuch am, '
                       'Annahmetag, Wann gebracht?, Repair-Café am, '
                       'Café-Termin, Eingang am, Datum/Uhrzeit, Tag der Annahme, Aufgenommen am, Annahme am, '
                       'Abgabe am, Angenommen, Kam am, Gekommen, Reingekommen am, Hereingekommen am, Hergebracht am, '
                       'Reinbekommen am, Bekommen am, Erhalten am, Datum Eingang, Datum des Eingangs, '
                       'Datum der Abgabe, Eingang (Datum), Annahme (Datum), Abgabe (Datum), Abgabetag, Eingangstag, '
                       'Tag der Abgabe, Wann abgegeben?, Wann angenommen?, Wann gekommen?, Wann kam es?, '
                       'Seit wann hier?, Hier seit, Da seit',
        'responsible': 'Ansprechp., Ansprechpers., Bearb., Zust., Reparat., Wer kümmert sich?, Wer macht es?, '
                       'Wer hat es?, Wer repariert es?, Repariert durch, '
                       'In Arbeit bei, Pate, Patin, Zuständige Person, Unser Ansprechpartner, AP',
        # not „Dürfen wir später anrufen?“: that may be the call when the item is ready
        'consent_former': 'Später wieder kontaktieren?, Später noch kontaktieren?, Auch später noch kontaktieren?, '
                          'Dürfen wir Sie auch später noch kontaktieren?, Dürfen wir Sie später noch kontaktieren?, '
                          'Dürfen wir dich auch später noch kontaktieren?, Darf auch später kontaktiert werden, '
                          'Darf auch später noch kontaktiert werden, Darf später noch kontaktiert werden, '
                          'Darf nach Abholung gespeichert bleiben, Darf auch nach Abholung gespeichert bleiben, '
                          'Darf nach der Abholung gespeichert bleiben, Darf danach gespeichert bleiben, '
                          'Darf auch nach der Abholung gespeichert bleiben, Darf auch danach gespeichert bleiben'},
    'team': {
        'name': 'Wer, Wer?, Teammitglied, Ehrenamtliche, Mitarbeiter, Mitarbeiterin',
        'tasks': 'Macht, Was macht er/sie?, Was macht sie/er?, Was macht sie?, Was macht er?, Was machst du?, '
                 'Macht was?, Wer macht was?, Einsatzgebiet, Hilft bei, Rolle im Team, Wofür zuständig?, '
                 'Tätigkeitsbereich, Arbeitsbereich, Aufgabengebiet, Mitarbeit bei, Schicht',
        'skills': 'Was kann er/sie?, Was kann sie/er?, Was kann sie?, Was kann er?, Was kannst du?, Kann reparieren, '
                  'Repariert was?, Was repariert er/sie?, Repariert gern, Talente, Know-how, Fachrichtung, Expertise, '
                  'Qualifikation, Spezialist für, Kann was?, Kennt sich aus mit',
        'started_on': 'Dabei ab, Eintritt am, Macht mit seit, Helfer seit, Helferin seit, Aktiv ab, Ab wann?, '
                      'Seit wann?, Seit wann dabei?',
        'in_messenger': 'In der Gruppe?, In Gruppe, Gruppenchat, Im Chat?, In der Chatgruppe?',
        'left_on': 'Aufgehört, Aufgehört am, Nicht mehr dabei seit, Austritt zum, Austritt am, Dabei bis, Weg seit'},
    'external': {
        'organisation': 'Organization Name, Organization, Kooperationspartner, Unternehmen/Verein, '
                        'Name der Firma, Firmenname, Name der Einrichtung, '
                        'Verein/Initiative',
        'name': 'Ansprechp., Ansprechpers., Unser Kontakt, Zuständige Person, Kontakt (Name), Name der Person, '
                'Ansprechpartner:innen, AP',
        'topic': "Worum geht's?, Wozu?, Weshalb?, Wofür?, Thema/Anliegen, Anliegen, Grund des Kontakts, Kontakt wegen, "
                 'Was bekommen wir?, Leistung, Wobei hilft?, Zusammenarbeit, Kooperation, Branche',
        'function': 'Organization Title, '
                    'Was macht er/sie?, Was macht sie/er?, Was macht sie?, Was macht er?, Stelle/Funktion, Rolle dort, '
                    'Aufgabe dort, Dienststellung, Amt/Funktion, Berufsbezeichnung, Tätig als, Fachbereich',
        'website': 'Internetadresse, Webadresse, Homepage/Web, Website/URL, Web-Adresse, Internetauftritt',
        'organisation_phone': 'Zentrale, Telefon Zentrale, Tel. Zentrale, Zentralnummer, Sammelnummer, Telefon Firma, '
                              'Telefon der Firma, Tel. Firma, Telefon Organisation, Telefon allgemein, '
                              'Telefon Empfang, Allgemeine Telefonnummer, Telefon Sekretariat, Hotline, '
                              'Servicenummer, Telefon Büro, Tel. Büro',
        'organisation_email': 'E-Mail Organisation, E-Mail Firma, E-Mail der Firma, E-Mail allgemein, E-Mail Zentrale, '
                              'Allgemeine E-Mail, Allgemeine E-Mail-Adresse, Mail allgemein, Info-Mail',
        'organisation_note': 'Öffnungszeiten, Sprechzeiten, Sprechzeit'},
    'former': {
        'name': 'Wer, Wer?',
        'was': 'War Mitglied/Kunde, War bei uns, War bei uns als, War dabei als, Mitglied oder Kunde?, '
               'Mitglied oder Kundin?, Was war er/sie?, Was war sie/er?, '
               'War früher, Ehemals als, Rolle früher, Ehemalige Rolle, Kunde oder Mitglied?',
        'ended_on': 'Aufgehört, Aufgehört am, Weg seit, Nicht mehr dabei seit, Dabei bis, Gegangen am, Raus seit, '
                    'Ehemalig seit, Zuletzt gesehen, Letzte Abholung, Letztes Mal, Zuletzt da am'},
}


def more(name: str, kinds: frozenset[str]) -> tuple[str, ...]:
    """The further words for a target of these kinds of sheets; none for every sheet."""
    texts = [words.get(name, '') for kind, words in MORE.items() if (kind in kinds if kinds else not kind)]
    return tuple(dict.fromkeys(re.sub(r'[^a-z0-9]', '', fold_written_out(heading))
                               for text in texts for heading in text.split(', ') if heading))
