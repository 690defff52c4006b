"""Who a row is about and how they are reached, wherever in the row that stands."""
import re
from dataclasses import replace

from db.errors import Refused
from db.i18n import _
from db.importing import contacts
from db.importing.content import NAMES
from db.importing.meanings import is_street_and_town
from db.importing.names import Name, everyone, full_name, same_words, two_cells
from db.importing.said import Said, declared
from db.importing.several import each_line
from db.kinds import Kind, clean, phone_key, show_phone

SEVERAL_PEOPLE = _('In der Zelle mit dem Namen stehen mehrere Personen: Gespeichert wird die erste, der ganze Text '
                   'steht in der Notiz.')
SEVERAL_AS_THEY_ARE = _('In der Zelle mit dem Namen stehen mehrere Personen. Der Text bleibt, wie er ist; bitte '
                        'prüfen.')
_COMMA = re.compile(r"[^\W\d_][^,;\d]*, ?[^\W\d_][^,;\d]*")     # „Becker, Monika“
_HOME = ('street', 'house', 'postcode', 'city', 'postcode_city', 'address')
ROUNDED = _('{text} (vom Tabellenprogramm gerundet, es fehlen Ziffern: bitte neu erfragen)')
DIGITS_LOST = _('Von einer Telefonnummer hat das Tabellenprogramm Ziffern weggelassen. Sie steht nur in der Notiz.')


def name_of(said: Said, single_is_first: bool = False) -> Name:
    """From one, two or three columns. „Name“ beside „Vorname“ is the surname."""
    first, last, whole = (each_line(said.text(one)) for one in ('first_name', 'last_name', 'name'))
    if first and last and whole:
        said.note(said.heading('name'), '' if same_words(first, last) == same_words('', whole) else whole)
        whole = ''
    first = ' '.join(filter(None, (first, contacts.one_line(said.text('middle_name'))))) if first else first
    if not first:
        said.note(said.heading('middle_name'), said.text('middle_name'))
    if last and whole:
        first, last = _beside_surname(last, whole)
    last = last or (whole if 'first_name' in said.layout.targets else '')
    if first and last:
        found = two_cells(first, last)
    elif 'last_name' in said.layout.targets or 'first_name' in said.layout.targets:
        found = _from_one(first, last, whole)
    else:
        found = full_name(whole, single_is_first, said.fields.get('name', (-1, ''))[0] in said.layout.surname_first)
    said.in_clear_order = bool(first and last) or bool(
        _COMMA.fullmatch(whole) and found.first and whole.partition(',')[0].strip() == found.last)
    salutation = ' '.join(dict.fromkeys(filter(None, (said.text('salutation'), found.salutation))))
    if salutation and (found.first or found.last):
        said.note(_('Anrede'), salutation)
    heading, text = said.heading('name') if whole else _('Name'), f'{first} {last}'.strip() or whole
    if found.several:
        said.as_it_is = f'{found.first} {found.last}'.strip() == text
        said.others = [pair for one in everyone(text) if (pair := (one.first, one.last)) != (found.first, found.last)]
        said.remarks.append(SEVERAL_AS_THEY_ARE if said.as_it_is else SEVERAL_PEOPLE)
        said.note(heading, '' if said.as_it_is else text)
    else:
        said.note(heading, found.rest)
    return replace(found, salutation=salutation)


def _beside_surname(last: str, whole: str) -> tuple[str, str]:
    """„Name“ beside a surname and no first name holds the first name, or both of them."""
    both = full_name(whole)
    if both.first and both.last == last and not (both.rest or both.several):
        return both.first, last
    return whole, last


def _from_one(first: str, last: str, whole: str) -> Name:
    """Of the columns for first name and surname one is empty; whoever put all into the other one is understood."""
    text = first or last
    if not text:
        return full_name(whole)
    if ',' in text or ';' in text:
        return full_name(text)
    return two_cells(first, last)


def reachable(said: Said) -> dict[str, str]:
    """Up to two phones and two e-mails, wherever in the row they stand; further ones go to the note."""
    numbers: list[tuple[str, str]] = []
    addresses: list[tuple[str, str]] = []
    for target, (column, text) in said.fields.items():
        if target.partition('#')[0] not in ('phone', 'phone_2', 'email', 'email_2', 'contact'):
            continue
        heading = said.layout.headings[column]
        mails, rest = contacts.emails(text) if '@' in text else ([], '')
        without = (re.sub(r'\S*@\S*', ' ', text) if '@' in text else text).strip(' ,;/|\n')
        within = bool(mails) or said.layout.targets[column] in NAMES
        cell = without if within else said.row.cells[column]
        found, more = contacts.phones(cell, said.typed) if without else ([], '')
        numbers += [(number, heading) for number in found]
        addresses += [(mail, heading) for mail in mails]
        if contacts.is_rounded(cell):
            said.note(heading, ROUNDED.format(text=text))
            said.remarks.append(DIGITS_LOST)
        elif more or (rest and not found):
            said.note(heading, text)
    by_key: dict[str, tuple[str, str]] = {}
    for number, heading in numbers:
        by_key.setdefault(phone_key(number), (number, heading))
    by_address: dict[str, tuple[str, str]] = {}
    for address, heading in addresses:
        by_address.setdefault(address.lower(), (address, heading))
    return _two(said, list(by_key.values()), 'phone') | _two(said, list(by_address.values()), 'email')


def _two(said: Said, found: list[tuple[str, str]], name: str) -> dict[str, str]:
    column = declared('person', 'member')[name]
    good: list[str] = []
    for text, heading in found:
        try:    # an address was found because it is one
            parsed = clean(text, column.limit) if column.kind is Kind.EMAIL else column.parse(as_written(text))
        except Refused:
            said.note(heading, text)
            continue
        if len(good) < 2:
            good.append(parsed)
        else:
            said.note(heading, text)
    return dict(zip((name, f'{name}_2'), good, strict=False))


def as_written(number: str) -> str:
    """One spelling in form, table and address book, whatever the list has; a number it would change stays."""
    shown = show_phone(number)
    return shown if phone_key(shown) == phone_key(number) else number


def home(said: Said) -> dict[str, str]:
    """Street, postcode and town from their own columns or from one."""
    found = {name: contacts.one_line(said.text(name)) for name in ('street', 'city') if said.text(name)}
    if said.text('house'):
        found['street'] = f'{found.get("street", "")} {said.text("house")}'.strip()
    if said.text('postcode'):
        found['postcode'] = contacts.postcode(said.cell('postcode'), said.typed)
    for target in ('postcode_city', 'address'):
        if said.text(target):
            parts = contacts.address_parts(said.text(target), asks_for_town=is_street_and_town(said.heading(
                target))) if target == 'address' else contacts.town_parts(said.cell(target), said.typed)
            for name, text in parts.items():
                if name in found:
                    said.note(said.heading(target), said.text(target))
                else:
                    found[name] = text
    return found


def home_of_person(said: Said) -> dict[str, str]:
    """To compare them by: what stands beside an organisation is where that is, not where its people live."""
    return home(replace(said, notes=[])) if said.has(*_HOME) and not said.text('organisation') else {}
