"""What people bring: the categories of the Open Repair Data Standard with German names, and the unpowered rest.

A plain data table. `tile` is the short word on the counter's large buttons.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    """`number` and `standard` are the standard's id and name; None and empty for what has no plug."""
    number: int | None
    standard: str
    name: str
    tile: str


CATEGORIES: tuple[Category, ...] = (
    Category(1, 'Aircon/dehumidifier', 'Klimagerät/Luftentfeuchter', 'Klimagerät'),
    Category(2, 'Battery/charger/adapter', 'Akku/Ladegerät/Netzteil', 'Ladegerät'),
    Category(3, 'Decorative or safety lights', 'Deko- und Sicherheitsbeleuchtung', 'Lichterkette'),
    Category(4, 'Desktop computer', 'Desktop-Computer', 'Computer'),
    Category(5, 'Digital compact camera', 'Digitalkamera', 'Digitalkamera'),
    Category(6, 'DSLR/video camera', 'Spiegelreflex-/Videokamera', 'Videokamera'),
    Category(7, 'Fan', 'Ventilator', 'Ventilator'),
    Category(8, 'Flat screen', 'Flachbildschirm/Fernseher', 'Fernseher'),
    Category(9, 'Hair & beauty item', 'Haar- und Körperpflegegerät', 'Rasierer'),
    Category(10, 'Handheld entertainment device', 'Tragbares Unterhaltungsgerät', 'MP3-Spieler'),
    Category(11, 'Headphones', 'Kopfhörer', 'Kopfhörer'),
    Category(12, 'Hi-Fi integrated', 'Kompakt-/Stereoanlage', 'Stereoanlage'),
    Category(13, 'Hi-Fi separates', 'HiFi-Einzelgerät', 'Plattenspieler'),
    Category(14, 'Kettle', 'Wasserkocher', 'Wasserkocher'),
    Category(15, 'Lamp', 'Lampe', 'Lampe'),
    Category(16, 'Laptop', 'Laptop', 'Laptop'),
    Category(17, 'Large home electrical', 'Elektro-Großgerät', 'Waschmaschine'),
    Category(18, 'Misc', 'Sonstiges', 'Sonstiges'),
    Category(19, 'Mobile', 'Handy/Telefon', 'Handy'),
    Category(20, 'Musical instrument', 'Musikinstrument', 'Musikinstrument'),
    Category(21, 'Paper shredder', 'Aktenvernichter', 'Aktenvernichter'),
    Category(22, 'PC accessory', 'PC-Zubehör', 'Tastatur'),
    Category(23, 'Portable radio', 'Radio', 'Radio'),
    Category(24, 'Power tool', 'Elektrowerkzeug', 'Bohrmaschine'),
    Category(25, 'Printer/scanner', 'Drucker/Scanner', 'Drucker'),
    Category(26, 'Projector', 'Projektor/Beamer', 'Beamer'),
    Category(27, 'Sewing machine', 'Nähmaschine', 'Nähmaschine'),
    Category(28, 'Small home electrical', 'Elektro-Kleingerät', 'Heizlüfter'),
    Category(29, 'Small kitchen item', 'Küchen-Kleingerät', 'Küchengerät'),
    Category(30, 'Tablet', 'Tablet/E-Reader/Navi', 'Tablet'),
    Category(31, 'Toaster', 'Toaster', 'Toaster'),
    Category(32, 'Toy', 'Spielzeug (elektrisch)', 'Spielzeug'),
    Category(33, 'TV and gaming-related accessories', 'TV-/Gaming-Zubehör', 'Fernbedienung'),
    Category(34, 'Vacuum', 'Staubsauger', 'Staubsauger'),
    Category(35, 'Watch/clock', 'Uhr/Wecker', 'Uhr'),
    Category(36, 'Coffee maker', 'Kaffeemaschine', 'Kaffeemaschine'),
    Category(37, 'Food processor', 'Küchenmaschine/Mixer', 'Küchenmaschine'),
    Category(38, 'Games console', 'Spielkonsole', 'Spielkonsole'),
    Category(39, 'Hair dryer', 'Haartrockner', 'Haartrockner'),
    Category(40, 'Iron', 'Bügeleisen', 'Bügeleisen'),
    Category(None, '', 'Fahrrad', 'Fahrrad'),
    Category(None, '', 'Textil', 'Kleidung'),
    Category(None, '', 'Möbel', 'Möbel'),
    Category(None, '', 'Haushalt', 'Haushalt'),
    Category(None, '', 'Schmuck', 'Schmuck'),
    Category(None, '', 'Anderes', 'Anderes'),
)
START = ('Kaffeemaschine', 'Staubsauger', 'Lampe', 'Radio', 'Laptop', 'Nähmaschine', 'Kleidung', 'Fahrrad')


def tile_of(name: str) -> str:
    """The button word of a category, or '' when it has none."""
    return next((category.tile for category in CATEGORIES if category.name == name), '')
