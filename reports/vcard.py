"""Cards for the address book of a phone (vCard 3.0, which every phone reads)."""
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import vobject


@dataclass(frozen=True)
class CardValues:
    """`key` stays the same for the same person, so that a phone replaces the card it has."""
    key: str
    first_name: str
    last_name: str
    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    street: str = ''
    postcode: str = ''
    city: str = ''
    organisation: str = ''
    function: str = ''


def vcards(cards: Iterable[CardValues]) -> bytes:
    return ''.join(_card(card).serialize() for card in cards).encode()


def _card(card: CardValues) -> 'vobject.base.Component':
    import vobject  # rarely needed, so a program that only runs does not hold it
    made = vobject.vCard()
    made.add('n').value = vobject.vcard.Name(family=card.last_name, given=card.first_name)
    made.add('fn').value = card.name
    made.add('uid').value = f'kontaktbuch-{card.key}'
    for phone in card.phones:
        made.add('tel').value = phone
    for email in card.emails:
        made.add('email').value = email
    if card.street or card.city or card.postcode:
        made.add('adr').value = vobject.vcard.Address(street=card.street, city=card.city, code=card.postcode)
    if card.organisation:
        made.add('org').value = [card.organisation]
    if card.function:
        made.add('title').value = card.function
    return made
