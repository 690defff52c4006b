"""Words for `db.stress`: invented people, real items and faults. Plain data; the most frequent come first.

Numbers begin like those the Bundesnetzagentur keeps free for fiction; addresses end in example.org.
"""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES = _listed('''
    Peter Maria Michael Anna Thomas Sabine Andreas Petra Wolfgang Monika Klaus Susanne Jürgen Andrea Günter Ursula
    Stefan Claudia Dieter Birgit Christian Karin Frank Heike Martin Renate Manfred Brigitte Uwe Gabriele Bernd Ingrid
    Matthias Angelika Jörg Martina Ralf Helga Rainer Gisela Markus Christine Werner Kerstin Holger Stefanie Horst Nicole
    Alexander Julia Sebastian Katrin Daniel Silke Tobias Anja Jan Ute Florian Elke Björn Jutta Sven Ulrike Mehmet Fatma
    Ahmet Ayşe Mustafa Emine Yusuf Zeynep Łukasz Agnieszka Paweł Małgorzata Dmitri Olga Sergej Natalja Thi Van Minh Linh
    Omar Layla Mahmoud Amira José Lucía Giulia Matteo Zoë Noël Åse Søren Eloïse Đorđe Ştefan Ruxandra Wanjiku Kwame''')
LAST_NAMES = _listed('''
    Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
    Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann
    Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn
    Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon
    Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas
    Schreiber Graf Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer
    Großmann Hübner Weiss Strauß Büttner Gößling Yılmaz Kaya Demir Çelik Şahin Öztürk Kılıç Özdemir Nowak Kowalski
    Wiśniewska Wójcik Żak Nguyễn Trần Phạm Ivanova Petrov Popescu Horváth Novák Đukić García Rossi Haddad Mensah
    O’Brien Müller-Lüdenscheidt Freiherr-von-Thann''')
PLACES_TO_LIVE = (('01067', 'Dresden'), ('01097', 'Dresden'), ('01127', 'Dresden'), ('01445', 'Radebeul'),
                  ('01705', 'Freital'), ('01796', 'Pirna'), ('01662', 'Meißen'), ('02625', 'Bautzen'),
                  ('04109', 'Leipzig'), ('09111', 'Chemnitz'))
STREETS = ('Hauptstraße', 'Bahnhofstraße', 'Gartenweg', 'Lindenallee', 'Schillerplatz', 'Bergstraße', 'Am Mühlgraben',
           'Goethestraße', 'Königsbrücker Straße', 'Großenhainer Straße', 'Zum Bürgergarten', 'An der Elbe')
PHONE_STARTS = ('030 23125', '040 66969', '069 90009', '0221 4710', '089 99998')

# (item, category, brands, faults)
ITEMS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ('Staubsauger', 'Staubsauger', ('Miele', 'Siemens', 'AEG', 'Vorwerk'),
     ('Saugt nicht mehr richtig', 'Geht nach kurzer Zeit aus', 'Kabel zieht sich nicht ein')),
    ('Kaffeemaschine', 'Kaffeemaschine', ('Melitta', 'Krups', 'Philips', 'WMF'),
     ('Heizt nicht', 'Tropft am Boden', 'Wasser läuft nicht durch')),
    ('Kaffeevollautomat', 'Kaffeemaschine', ('DeLonghi', 'Jura', 'Saeco'),
     ('Mahlwerk blockiert', 'Zieht kein Wasser', 'Meldet ständig Entkalken')),
    ('Stehlampe', 'Lampe', ('IKEA', 'Osram', ''), ('Flackert', 'Schalter ohne Funktion', 'Dimmer brummt')),
    ('Schreibtischlampe', 'Lampe', ('IKEA', 'Artemide', ''), ('Geht nicht an', 'Gelenk ausgeleiert')),
    ('Laptop', 'Laptop', ('Lenovo', 'HP', 'Dell', 'Acer', 'Apple'),
     ('Startet nicht', 'Akku lädt nicht', 'Lüfter sehr laut', 'Display bleibt dunkel')),
    ('Radio', 'Radio', ('Grundig', 'Sony', 'Sangean', 'Philips'), ('Rauscht nur', 'Kein Ton', 'Regler kratzt')),
    ('Nähmaschine', 'Nähmaschine', ('Pfaff', 'Singer', 'Veritas', 'Brother'),
     ('Transportiert den Stoff nicht', 'Unterfaden verheddert sich', 'Motor brummt und dreht nicht')),
    ('Toaster', 'Toaster', ('Severin', 'Bosch', 'Siemens'), ('Hebel rastet nicht ein', 'Eine Seite bleibt kalt')),
    ('Wasserkocher', 'Wasserkocher', ('WMF', 'Bosch', 'Braun'), ('Schaltet nicht ab', 'Undicht am Griff')),
    ('Handmixer', 'Küchenmaschine/Mixer', ('Krups', 'Bosch', 'AKA'), ('Dreht nicht mehr', 'Riecht verbrannt')),
    ('Küchenmaschine', 'Küchenmaschine/Mixer', ('Bosch', 'Kenwood'), ('Getriebe knackt', 'Läuft nur auf Stufe 3')),
    ('Drucker', 'Drucker/Scanner', ('HP', 'Canon', 'Epson', 'Brother'), ('Papierstau', 'Druckt nur Streifen')),
    ('Smartphone', 'Handy/Telefon', ('Samsung', 'Apple', 'Fairphone'), ('Display gesprungen', 'Akku hält nicht')),
    ('Plattenspieler', 'HiFi-Einzelgerät', ('Dual', 'Technics', 'Thorens'), ('Dreht zu langsam', 'Nur ein Kanal')),
    ('Verstärker', 'HiFi-Einzelgerät', ('Yamaha', 'Denon', 'Grundig'), ('Ein Kanal fällt aus', 'Brummt')),
    ('Bohrmaschine', 'Elektrowerkzeug', ('Bosch', 'Metabo', 'Black & Decker'), ('Funken am Motor', 'Futter klemmt')),
    ('Bügeleisen', 'Bügeleisen', ('Tefal', 'Philips', 'Rowenta'), ('Heizt nicht', 'Tropft')),
    ('Föhn', 'Haartrockner', ('Braun', 'AEG'), ('Nur kalte Luft', 'Kabel am Knick gebrochen')),
    ('Wanduhr', 'Uhr/Wecker', ('Junghans', 'Kienzle', ''), ('Bleibt stehen', 'Geht nach')),
    ('Spielzeugauto mit Fernbedienung', 'Spielzeug (elektrisch)', ('Carrera', ''), ('Fährt nur rückwärts',)),
    ('Ventilator', 'Ventilator', ('Rowenta', ''), ('Schwenkt nicht', 'Lager quietscht')),
    ('Fahrrad', 'Fahrrad', ('Diamant', 'Gazelle', ''), ('Schaltung springt', 'Licht geht nicht')),
    ('Winterjacke', 'Textil', ('',), ('Reißverschluss kaputt', 'Futter gerissen')),
    ('Küchenstuhl', 'Möbel', ('',), ('Bein wackelt', 'Lehne gebrochen')),
    ('Halskette', 'Schmuck', ('',), ('Verschluss defekt',)),
)
MODELS = ('', '', '', '', 'S 2111', 'EC 685', 'T420', 'KM 40', 'GT-2', 'HR 1565', 'No. 7', 'ES 9000')
FAULT_ENDS = ('', '', '', ', seit dem Umzug', ', manchmal geht es', ' – bitte vorher anrufen, wenn es teuer wird',
              ', war schon einmal in Reparatur', ', ein Erbstück')
FINDINGS = ('', 'Sicherung getauscht', 'Kabelbruch gefunden, Leitung ersetzt', 'Kontakte gereinigt und geölt',
            'Kondensator ersetzt', 'Ersatzteil bestellt', 'Platine gebrochen, nicht zu retten', 'Sicherung ersetzt')
ACCESSORIES = ('', '', 'Netzteil', 'Kabel', 'Fernbedienung', 'Tasche und Ladekabel', 'Bedienungsanleitung')
WARNINGS = ('Kabel blank', 'riecht verbrannt', 'Gehäuse offen', 'Kurzschluss')
TASKS = ('Reparatur', 'Annahme', 'Reparatur, Annahme', 'Leitung', 'Café', 'Kontaktbuch', 'Öffentlichkeitsarbeit')
SKILLS = ('Elektro', 'Elektronik', 'Textil', 'Fahrrad', 'Holz', 'Computer', 'Uhren', 'Nähmaschinen', 'HiFi')
ORGANISATIONS = ('Stadtteilzentrum', 'Bürgerbüro', 'Volkshochschule', 'Wertstoffhof', 'Kirchgemeinde', 'Elektro',
                 'Umweltzentrum', 'Freiwilligenagentur', 'Sparkasse', 'Schule', 'Bibliothek', 'Zeitung')
TOPICS = ('Räume', 'Versicherung', 'Ersatzteile', 'Spenden', 'Entsorgung', 'Werbung', 'Förderung', 'Werkzeug')
FUNCTIONS = ('Ehrenamtsbüro', 'Geschäftsführung', 'Hausmeisterei', 'Redaktion', 'Verkauf', 'Vorstand')
