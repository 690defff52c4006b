"""The people, things and days of the demo café. Invented; plain data.

Telephone numbers are from the ranges the Bundesnetzagentur keeps free for films and teaching (Amtsblatt 7/2021,
Mitteilung 148), e-mail addresses end in example.org.
"""
from typing import NamedTuple

from db.words import Outcome, State

ACCEPTED, WORKING, WAITING, READY, UNCOLLECTED = (
    State.ACCEPTED, State.WORKING, State.WAITING, State.READY, State.UNCOLLECTED)

SETTINGS = {
    'address': 'Bürgerhaus, Schulstraße 12, 99999 Musterstadt',
    'phone': '09999 471100',
    'opening': 'Montag 14–18 Uhr\nDonnerstag 16–20 Uhr\nerster Samstag im Monat 10–14 Uhr',
    'places': '\n'.join(f'{place} {number}' for place in ('Regal A', 'Regal B', 'Schrank') for number in range(1, 6))
              + '\nFahrradecke\nWerkbank\nKeller',
}


class Member(NamedTuple):
    """`messenger` is (agreed, in the group)."""
    first: str
    last: str
    street: str
    tasks: str
    skills: str
    years: int
    messenger: tuple[bool, bool] = (True, True)


TEAM = (
    Member('Anja', 'Großmann', 'Lindenstraße 4', 'Leitung', 'Organisation, Elektro', 9),
    Member('Dieter', 'Hübner', 'Am Markt 17', 'Kontaktbuch', 'Uhren, Feinmechanik', 9, (False, False)),
    Member('Fatma', 'Kılıç', 'Schulstraße 31', 'Reparatur', 'Textil, Nähmaschinen', 6),
    Member('Łukasz', 'Nowak', 'Bahnhofstraße 8', 'Reparatur', 'Elektro, Haushaltsgeräte', 5),
    Member('Mira', 'Toth', 'Gartenweg 2', 'Reparatur, Annahme', 'Elektronik, Löten', 4),
    Member('Thi Hồng', 'Nguyễn', 'Rosenweg 12', 'Reparatur', 'Textil, Leder', 3),
    Member('Jörg', 'Rademacher', 'Bergstraße 40', 'Reparatur', 'HiFi, Röhrenradios', 8),
    Member('Renate', 'Schäfer', 'Am Markt 3', 'Café', 'Kuchen', 7, (False, False)),
    Member('Ahmet', 'Yıldız', 'Goetheplatz 5', 'Reparatur', 'Computer, Drucker', 4),
    Member('Svetlana', 'Petrova', 'Lindenstraße 22', 'Annahme', 'Sprachen', 2),
    Member('Oskar', 'Weiß', 'Mühlgasse 9', 'Reparatur', 'Fahrrad, Metall', 6),
    Member('Ingrid', 'Möller', 'Kirchgasse 1', 'Annahme, Café', '', 9, (True, True)),
    Member('Kwame', 'Mensah', 'Gartenweg 18', 'Reparatur', 'Holz, Möbel', 2),
    Member('Émilie', 'Laurent', 'Rosenweg 3', 'Öffentlichkeitsarbeit', 'Fotos, Webseite', 1),
    Member('Paweł', 'Zieliński', 'Bergstraße 11', 'Reparatur', 'Elektro, Werkzeug', 3),
    Member('Tarek', 'Haddad', 'Bahnhofstraße 52', 'Reparatur', 'Smartphones, Tablets', 1, (True, False)),
    Member('Gudrun', 'Böhme', 'Schulstraße 5', 'Kasse', 'Buchhaltung', 5),
    Member('Jule', '', 'Mühlgasse 30', 'Reparatur', 'Elektronik', 0, (True, False)),
)
# Left the team and stay findable: name, years, still in the messenger group.
LEFT = (('Aylin', 'Şahin', 3, True), ('Heinz', 'Krause', 8, False), ('Bärbel', 'Jäger', 6, False),
        ('Matteo', 'Rossi', 2, False))

# Organisation, topic, and the people we talk to there: (first, last, function).
OUTSIDE: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...] = (
    ('Stadt Musterstadt, Ehrenamtsbüro', 'Räume, Förderung', (('Ulrike', 'Brandt', 'Ehrenamtskoordination'),
                                                              ('Yusuf', 'Demir', 'Hausmeister Bürgerhaus'))),
    ('Freiwilligenagentur', 'Versicherung der Ehrenamtlichen', (('Milan', 'Horváth', 'Beratung'),)),
    ('Elektro Lindner GmbH', 'Ersatzteile', (('Peter', 'Lindner', 'Geschäftsführung'),)),
    ('Musterstädter Tageblatt', 'Ankündigungen', (('Carla', 'Jansen', 'Redaktion Lokales'),)),
    ('Fahrradladen Speiche', 'Ersatzteile, schwierige Fälle', (('Noël', 'Becker', 'Werkstatt'),)),
    ('Sparkasse Musterstadt', 'Spenden', (('Katrin', 'Ößwald', 'Stiftung'),)),
    ('Volkshochschule', 'Kurse, Nähwerkstatt', ()),
    ('Wertstoffhof Nord', 'Elektroschrott', ()),
    ('Stadtbibliothek', 'Werkzeug zum Ausleihen', ()),
    ('Netzwerk Reparatur-Initiativen', 'Haftung, Erfahrungsaustausch', ()),
    ('', '', (('Horst', 'Kaminski', 'Uhrmacher im Ruhestand'),)),
)


class Open(NamedTuple):
    """An item in the house: `days` since it came, `ready` days since it is ready; `who` a first name in the team."""
    days: int
    state: State
    item: str
    brand: str
    fault: str
    person: tuple[str, str] | None
    who: str = ''
    place: str = 'Regal A 1'
    accessories: str = ''
    warning: str = ''
    later: bool = False
    ready: int = 0


OPEN = (
    Open(96, UNCOLLECTED, 'Röhrenradio', 'Grundig', 'Brummt laut, kein Empfang', ('Werner', 'Lehmann'), 'Jörg',
         'Schrank 1', later=True, ready=71),
    Open(88, UNCOLLECTED, 'Mikrowelle', 'Severin', 'Teller dreht sich nicht', ('Olga', 'Fjodorowa'), 'Łukasz', 'Keller',
         ready=64),
    Open(81, READY, 'Nähmaschine', 'Pfaff', 'Unterfaden verheddert sich', ('Gisela', 'Krämer'), 'Fatma', 'Schrank 2',
         'Fußpedal, Koffer', later=True, ready=52),
    Open(74, UNCOLLECTED, 'Standmixer', 'Bosch', 'Messer blockiert', None, 'Paweł', 'Regal B 5', ready=49),
    Open(69, READY, 'Stehlampe', '', 'Schalter ohne Funktion', ('Bernd', 'Schulze'), 'Mira', 'Werkbank', ready=44),
    Open(66, WAITING, 'Kaffeevollautomat', 'DeLonghi', 'Brühgruppe undicht', ('Şeyma', 'Wiśniewska'), 'Łukasz',
         'Regal B 1', 'Wassertank, Tresterbehälter', later=True),
    Open(61, READY, 'Plattenspieler', 'Dual', 'Nur ein Kanal', ('Ute', 'Engel'), 'Jörg', 'Schrank 1', 'Staubhaube',
         ready=36),
    Open(58, READY, 'Bügeleisen', 'Tefal', 'Wird nicht heiß', ('Jutta', 'Seidel'), 'Paweł', 'Regal A 2', ready=33),
    Open(52, WAITING, 'Akkuschrauber', 'Bosch', 'Akku lädt nicht', ('Frank', 'Pohl'), 'Paweł', 'Regal A 3',
         'Ladegerät, zwei Akkus'),
    Open(47, WAITING, 'Laptop', 'Lenovo', 'Display flackert', ('Nadia', 'El Amrani'), 'Ahmet', 'Schrank 3', 'Netzteil',
         later=True),
    Open(44, WORKING, 'Küchenmaschine', 'Kenwood', 'Getriebe knackt', ('Sabine', 'Vogt'), 'Łukasz', 'Regal B 2',
         'Rührschüssel'),
    Open(40, READY, 'Kinderrad', 'Puky', 'Kette springt ab', None, 'Oskar', 'Fahrradecke', ready=12),
    Open(37, WORKING, 'Tonbandgerät', 'Uher', 'Spult nicht zurück', ('Klaus', 'Hartmann'), 'Jörg', 'Schrank 1',
         later=True),
    Open(33, READY, 'Toaster', 'Severin', 'Hebel rastet nicht ein', ('Amira', 'Mansour'), 'Paweł', 'Regal A 2',
         ready=19),
    Open(31, WORKING, 'Drucker', 'HP', 'Zieht Papier schief ein', ('Rolf', 'Sommer'), 'Ahmet', 'Regal B 3',
         'Netzkabel'),
    Open(28, WAITING, 'Staubsauger', 'Miele', 'Kabel zieht sich nicht ein', ('Birgit', 'Haas'), 'Łukasz', 'Keller'),
    Open(26, READY, 'Winterjacke', '', 'Reißverschluss ausgerissen', ('Lena', 'Fuchs'), 'Thi Hồng', 'Schrank 4',
         ready=9),
    Open(24, WORKING, 'Wanduhr', 'Junghans', 'Bleibt nach einer Stunde stehen', ('Elfriede', 'Kuhn'), 'Dieter',
         'Schrank 5', 'Schlüssel', later=True),
    Open(21, READY, 'Smartphone', 'Fairphone', 'Akku hält nur eine Stunde', ('Jonas', 'Ziegler'), 'Tarek', 'Schrank 3',
         ready=7),
    Open(21, WORKING, 'Heckenschere', 'Gardena', 'Messer bewegt sich nicht', ('Uwe', 'Arnold'), 'Paweł', 'Keller',
         warning='Messer scharf, Motor läuft manchmal an'),
    Open(19, READY, 'Schreibtischlampe', 'Artemide', 'Gelenk hält nicht', None, 'Mira', 'Werkbank', ready=5),
    Open(17, WORKING, 'Espressomaschine', 'Gaggia', 'Kein Druck', ('Chiara', 'Conti'), 'Łukasz', 'Regal B 1',
         'Siebträger', later=True),
    Open(17, WAITING, 'Handrührgerät', 'AKA', 'Kohlebürsten abgenutzt', ('Heidrun', 'Pfeiffer'), 'Paweł', 'Regal A 4'),
    Open(14, READY, 'Puppe mit Stimme', '', 'Spricht nicht mehr', ('Sophie', 'Neumann'), 'Mira', 'Regal A 5', ready=3),
    Open(14, WORKING, 'Verstärker', 'Yamaha', 'Ein Kanal fällt aus', ('Thomas', 'Beck'), 'Jörg', 'Schrank 1',
         later=True),
    Open(12, READY, 'Wasserkocher', 'WMF', 'Schaltet nicht ab', None, 'Łukasz', 'Regal A 1', ready=2,
         warning='schaltet nicht von selbst ab'),
    Open(10, WORKING, 'Küchenstuhl', '', 'Bein wackelt', ('Kofi', 'Owusu'), 'Kwame', 'Keller'),
    Open(10, WAITING, 'E-Reader', 'Tolino', 'Ladebuchse locker', ('Marlies', 'Otto'), 'Tarek', 'Schrank 3', later=True),
    Open(7, READY, 'Föhn', 'Braun', 'Nur kalte Luft', ('Nele', 'Brinkmann'), 'Paweł', 'Regal A 2', ready=0),
    Open(7, WORKING, 'Stehlampe', 'IKEA', 'Dimmer brummt', ('Şeyma', 'Wiśniewska'), 'Mira', 'Werkbank', later=True),
    Open(7, ACCEPTED, 'Hosen, drei Stück', '', 'Säume und eine Tasche', ('Manfred', 'Stein'), 'Fatma', 'Schrank 4'),
    Open(4, WORKING, 'Radio', 'Sangean', 'Lautstärkeregler kratzt', ('Hannelore', 'Busch'), 'Jörg', 'Regal A 4'),
    Open(4, ACCEPTED, 'Damenrad', 'Diamant', 'Licht geht nicht, Bremse schleift', ('Petra', 'Winter'), 'Oskar',
         'Fahrradecke', later=True),
    Open(4, ACCEPTED, 'Beamer', 'Epson', 'Geht nach zehn Minuten aus', ('Đorđe', 'Jovanović'), 'Ahmet', 'Regal B 3',
         'Fernbedienung, Tasche'),
    Open(3, ACCEPTED, 'Waffeleisen', 'Cloer', 'Eine Seite bleibt kalt', None, '', 'Regal A 1'),
    Open(3, ACCEPTED, 'Lichterkette', '', 'Hälfte dunkel', ('Anke', 'Lorenz'), '', 'Regal A 5', later=True),
    Open(0, ACCEPTED, 'Fernseher', 'Loewe', 'Ton, aber kein Bild', ('Wolfgang', 'Böttcher'), '', 'Keller',
         'Fernbedienung'),
    Open(0, ACCEPTED, 'Dampfreiniger', 'Kärcher', 'Verliert Wasser am Stecker', ('Zeynep', 'Aksoy'), '', 'Keller',
         warning='Wasser am Stecker', later=True),
    Open(0, ACCEPTED, 'Rucksack', '', 'Träger gerissen', ('Finn', 'Ohlsen'), 'Thi Hồng', 'Schrank 4'),
    Open(0, ACCEPTED, 'Kassettenrekorder', 'RFT', 'Leiert', None, '', 'Regal A 3'),
    Open(0, ACCEPTED, 'Toaster', 'Rowenta', 'Löst die Sicherung aus', ('Renate', 'Schäfer'), '', 'Regal A 2',
         warning='Kurzschluss'),
)

# Fetched a moment ago: name, item, brand, fault, wants to be found later, minutes since.
JUST_FETCHED = (
    (('Rosemarie', 'Dietz'), 'Handmixer', 'Krups', 'Dreht nicht mehr', False, 24),
    (('Hamid', 'Rahimi'), 'Bohrmaschine', 'Metabo', 'Schalter klemmt', True, 13),
    (('Cornelia', 'Graf'), 'Wecker', 'Kienzle', 'Geht nach', False, 4),
)

# Start of a number, and how many digits follow.
PHONE_RANGES = (('0171 39200', 2), ('030 23125', 3), ('0176 040690', 2), ('0221 4710', 3))

# What has come and gone: item, brand, fault, finding, outcome, reason.
GONE = (
    ('Staubsauger', 'Siemens', 'Saugt nicht', 'Schlauch verstopft, Filter neu', Outcome.FIXED, ''),
    ('Kaffeemaschine', 'Melitta', 'Heizt nicht', 'Thermosicherung ersetzt', Outcome.FIXED, ''),
    ('Lampe', 'IKEA', 'Flackert', 'Fassung getauscht', Outcome.FIXED, ''),
    ('Radio', 'Sony', 'Kein Ton', 'Kontakte gereinigt', Outcome.FIXED, ''),
    ('Laptop', 'Acer', 'Startet nicht', 'Mainboard defekt', Outcome.END_OF_LIFE, 'Ersatzteil zu teuer'),
    ('Toaster', 'Bosch', 'Rastet nicht ein', 'Magnet gereinigt', Outcome.FIXED, ''),
    ('Jeans', '', 'Riss am Knie', 'Geflickt', Outcome.FIXED, ''),
    ('Mixer', 'Philips', 'Riecht verbrannt', 'Motor durchgebrannt', Outcome.END_OF_LIFE, 'Abnutzung zu groß'),
    ('Fahrrad', 'Diamant', 'Schaltung springt', 'Zug und Kette neu', Outcome.FIXED, ''),
    ('Nähmaschine', 'Singer', 'Näht nicht gerade', 'Geölt und eingestellt', Outcome.FIXED, ''),
    ('Wasserkocher', 'Braun', 'Undicht', 'Gehäuse verklebt, nicht zu öffnen', Outcome.END_OF_LIFE,
     'Öffnung nicht möglich'),
    ('Drucker', 'Canon', 'Druckt Streifen', 'Druckkopf gereinigt', Outcome.FIXED, ''),
    ('Kopfhörer', 'Sennheiser', 'Links kein Ton', 'Kabel gekürzt und gelötet', Outcome.FIXED, ''),
    ('Ventilator', 'Rowenta', 'Quietscht', 'Lager geölt', Outcome.FIXED, ''),
    ('Tablet', 'Samsung', 'Lädt nicht', 'Hat noch Garantie', Outcome.REPAIRABLE, 'hat noch Garantie'),
    ('Uhr', '', 'Bleibt stehen', 'Batteriekontakt gebogen', Outcome.FIXED, ''),
    ('CD-Player', 'Denon', 'Liest keine CDs', 'Laser schwach, Ersatzteil gesucht', Outcome.REPAIRABLE, 'vertagt'),
    ('Stuhl', '', 'Lehne gebrochen', 'Geleimt', Outcome.FIXED, ''),
    ('Spielzeugbagger', '', 'Fährt nicht', '', Outcome.UNKNOWN, ''),
)
FIRST_NAMES = ('Monika', 'Emre', 'Hildegard', 'Piotr', 'Susanne', 'Daniel', 'Leyla', 'Günter', 'Marta', 'Rüdiger',
               'Aaliyah',
               'Christa', 'Ivan', 'Ulrich', 'Linh', 'Doris', 'Samuel', 'Karin', 'Zoë')
LAST_NAMES = ('Albrecht', 'Öztürk', 'Zimmermann', 'Kowalska', 'Voß', 'Peters', 'Arslan', 'Kühn', 'Nowotny', 'Thiel',
              'Njoroge', 'Baumgärtner', 'Ivanov', 'Schröder', 'Trần', 'Henning', 'Adeyemi', 'Lüders', 'van der Berg',
              'Müller', 'Sánchez', 'Groß', 'Hansen')
