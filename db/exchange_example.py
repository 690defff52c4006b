"""The rows of the filled example: what a list looks like that comes in without questions. Nobody in it is real."""
from collections.abc import Iterator
from datetime import date

from db.exchange_layout import CUSTOMER_WORD, CUSTOMERS, EXTERNAL, FORMER, MEMBER_WORD, TEAM, Heading, template

Value = str | int | float | date | None
YES = 'ja'
# per sheet rows of title → value, under the titles of the layout
_ROWS: dict[str, tuple[dict[str, Value], ...]] = {
    TEAM: (
        {'Vorname': 'Anja', 'Nachname': 'Beispiel', 'Telefon': '0351 5550101', 'E-Mail': 'anja@example.org',
         'Straße und Hausnummer': 'Musterweg 3', 'PLZ': '01067', 'Ort': 'Dresden', 'Aufgaben': 'Leitung',
         'Kann gut': 'Elektro', 'dabei seit': date(2021, 3, 6), 'in der Messenger-Gruppe': YES,
         'Einwilligung': YES, 'Einwilligung vom': date(2026, 1, 12)},
        {'Vorname': 'Kofi', 'Nachname': 'Muster', 'Telefon': '+49 176 5550102', 'Aufgaben': 'Reparatur',
         'Kann gut': 'Nähmaschinen, Textil', 'in der Messenger-Gruppe': 'nein', 'Notiz': 'nur donnerstags',
         'Einwilligung': YES, 'Einwilligung vom': date(2026, 1, 12)}),
    CUSTOMERS: (
        {'Vorname': 'Zoë', 'Nachname': 'Probe', 'Telefon': '0351 5550111', 'Gegenstand': 'Toaster', 'Marke': 'Krups',
         'Was ist kaputt?': 'hebt nicht mehr', 'Stand': 'in Arbeit', 'Ansprechperson': 'Kofi Muster',
         'Angenommen am': date(2026, 11, 9), 'Platz': 'Regal 2', 'Einwilligung': YES,
         'Einwilligung vom': date(2026, 11, 9)},
        {'Vorname': 'Zoë', 'Nachname': 'Probe', 'Telefon': '0351 5550111', 'Gegenstand': 'Stehlampe',
         'Stand': 'wartet auf Ersatzteil', 'Angenommen am': date(2026, 11, 9), 'Zubehör': 'ohne Schirm',
         'Einwilligung': YES, 'Einwilligung vom': date(2026, 11, 9)},
        {'Gegenstand': 'Radio', 'Stand': 'fertig', 'Angenommen am': date(2026, 11, 2), 'Platz': 'Regal 1',
         'Notiz': 'ohne Namen abgegeben'}),
    EXTERNAL: (
        {'Organisation': 'Wertstoffhof Nord', 'Thema': 'Altgeräte', 'Telefon der Organisation': '0351 5550121',
         'Webseite': 'wertstoff.example'},
        {'Organisation': 'Stadt Musterstadt', 'Thema': 'Räume', 'Vorname': 'Ines', 'Nachname': 'Vorbild',
         'Funktion': 'Ehrenamtsbüro', 'Telefon': '0351 5550122', 'E-Mail': 'vorbild@example.org',
         'Einwilligung': YES, 'Einwilligung vom': date(2026, 2, 3)}),
    FORMER: (
        {'Art': MEMBER_WORD, 'Vorname': 'Renate', 'Nachname': 'Früher', 'Telefon': '0351 5550131',
         'dabei seit': date(2019, 5, 4), 'ausgeschieden am': date(2025, 12, 31), 'Notiz': 'hilft bei Festen',
         'Einwilligung': YES, 'Einwilligung vom': date(2025, 12, 31)},
        {'Art': CUSTOMER_WORD, 'Vorname': 'Ahmed', 'Nachname': 'Damals', 'E-Mail': 'damals@example.org',
         'Einwilligung': YES, 'Einwilligung vom': date(2026, 3, 2)}),
}


def rows(sheet: str, headings: tuple[Heading, ...]) -> Iterator[tuple[Value, ...]]:
    """The café's own columns stay empty: what they are for only the café knows."""
    for row in _ROWS[sheet]:
        yield tuple(row.get(heading.title) for heading in headings)


def forgotten() -> set[str]:
    """Titles of the example that no heading of the template has: none, as a test makes sure."""
    known = {heading.title for headings in template().values() for heading in headings}
    return {title for sheet in _ROWS.values() for row in sheet for title in row} - known
