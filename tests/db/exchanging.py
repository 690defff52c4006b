"""A café to take out: every sheet filled, own columns of every kind, consents that ended, somebody about to go."""
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from db import handover, organisations, people, repairs
from db.exchange_reading import Value, sheets
from db.kinds import Kind
from db.models import ConsentText
from db.who import Who
from db.words import Purpose, State
from tests.db.stories import drop_off, joins, leaves, nameless, outside, own
from tests.personas import given

NASTY = {'=1+1': 'formula', '+49 351 / 555 01': 'plus', '-': 'minus', '@Werkstatt': 'at', "'quoted": 'apostrophe',
         '<r>fett</r>': 'markup of spreadsheets', '_x0041_': 'escape of spreadsheets',
         '<r>_x0041_</r>': 'escape within markup', '0351 0012': 'zero in front',
         'http://example.org/?a=1&b=2': 'link', '1e5': 'number', '🙂 Şeyma 👩🏽‍🔧': 'emoji', 'שָׁלוֹם': 'right to left',
         'a;b,c"d\\e': 'separators', 'Zero\u200bWidth': 'invisible', "O'Brien": 'Irish', 'Null': 'null'}


@dataclass(frozen=True)
class Cafe:
    """Public ids and numbers to look for."""
    joerg: str
    left: str
    both: str
    contact: str
    place: str
    here: str
    nameless: str
    going: str
    going_number: str


def own_columns() -> None:
    """One of each kind, with different names per table; two of them called the same."""
    own('person', 'geburtstag', Kind.DATE, (Purpose.MEMBER, Purpose.FORMER))
    own('membership', 'schluessel', Kind.YES_NO)
    own('membership', 'stunden', Kind.NUMBER)
    own('repair', 'farbe', Kind.CHOICE, choices=['rot', 'blau; grün', '"weiß"'])
    own('repair', 'gang', Kind.LONG_TEXT)
    own('contact', 'durchwahl', Kind.PHONE)
    own('organisation', 'rechnung', Kind.EMAIL)
    own('organisation', 'telefon', Kind.TEXT)   # the same word as a declared column


def fill(who: Who, now: datetime) -> Cafe:
    own_columns()
    joerg = joins(who, now, phone='+49 351 / 555 01', note='=1+1', tasks='@Werkstatt', skills="O'Brien",
                  started_on=date(2020, 2, 29), geburtstag=date(1960, 1, 31), schluessel=True, stunden=2.5)
    left = joins(who, now - timedelta(days=400), first_name='Renate', last_name='Pohl', email='pohl@example.org')
    leaves(left, who, now - timedelta(days=30), keep=True)
    both = joins(who, now, first_name='Kofi', last_name='-')
    place = organisations.add({'name': '=Stadt', 'topic': 'Raum', 'phone': '0351 888', 'note': 'a;b,c"d\\e',
                               'rechnung': 'kasse@stadt.example', 'telefon': '+1'}, who, now)
    organisations.add({'name': 'Wertstoffhof'}, who, now)
    contact = outside(who, now, place, function='Büro', phone='0351 888 12', street='Am Markt 1', durchwahl='12')
    ConsentText.create(purpose=Purpose.REPAIR, audience='outside', version=2, title='Neue Frage?', text='Neu.',
                       yes='Ja', no='Nein', created_at=now)
    return Cafe(joerg, left, both, contact, place, *_repairs(who, now))


def _repairs(who: Who, now: datetime) -> tuple[str, str, str, str]:
    here = drop_off(who, now - timedelta(days=3), 'Toaster', brand='Krups', fault='hebt nicht', later=True).number
    member = repairs.team()[0]
    repairs.assign(here, member.membership_id, who, now)
    repairs.move(here, State.WAITING, who, now)
    view = repairs.read(here, now)
    repairs.save(here, view.version, {'farbe': 'blau; grün', 'gang': 'zwei\nZeilen', 'age': 3.5, 'power': '230 V',
                                      'note': '-', 'finding': "'quoted"}, who, now)
    back = drop_off(who, now - timedelta(days=9), 'Lampe', first_name='Björn', last_name='Damals', later=True).number
    handover.hand_back(back, who, now - timedelta(days=8))
    going = drop_off(who, now - timedelta(days=2), 'Fön', first_name='Zacharias', last_name='Gehtgleich',
                     phone='0176 9998877', fault='Zacharias sagt: riecht', accessories='Düse').number
    someone = repairs.read(going, now).person
    assert someone is not None
    handover.hand_back(going, who, now - timedelta(minutes=5))
    return here, nameless(who, now).number, someone.public_id, going


def contents() -> dict[str, list[dict[str, Value]]]:
    """Every sheet as rows of title → value, empty ones left out."""
    return {sheet.name: [{heading.title: value for heading, value in zip(sheet.headings, row, strict=True)
                          if value not in (None, '')} for row in sheet.rows] for sheet in sheets()}


def row(found: list[dict[str, Value]], **wanted: Any) -> dict[str, Value]:
    """The one row with these values; an underscore in a name is a blank."""
    hits = [one for one in found if all(one.get(name.replace('_', ' ')) == value for name, value in wanted.items())]
    assert len(hits) == 1, f'{len(hits)} rows are {wanted}'
    return hits[0]


def named(who: Who, now: datetime, text: str) -> str:
    """A member whose name, note and tasks are this text."""
    return people.add('member', {'first_name': text, 'last_name': text, 'note': text, 'tasks': text},
                      given(Purpose.MEMBER), who, now)
