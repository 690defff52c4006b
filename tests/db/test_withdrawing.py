"""Withdrawing consent: the preview says what goes and what stays, and exactly that happens, at once (D5, D13)."""
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import columns, handover, members, people, repairs, todo
from db.errors import Refused, Unknown
from db.events import on_change
from db.kinds import Kind
from db.models import Contact, Membership, Person, Repair
from db.retention import run_due
from db.who import Who
from db.words import Purpose, State
from tests.db.stories import count, drop_off, joins, leaves, outside, own, owner, person_row, residue, row_counts, rows

FULL = {'first_name': 'Jörg', 'last_name': 'Rademacher', 'phone': '0351 7654321', 'phone_2': '0176 11223344',
        'email': 'joerg@example.org', 'email_2': 'j2@example.org', 'street': 'Zqstraße 1', 'postcode': '01067',
        'city': 'Zqstadt', 'note': 'zqnotiz'}
MEMBER = {**FULL, 'skills': 'zqelektro', 'tasks': 'zqaufgabe'}


# ---- all of it -------------------------------------------------------------------------------------------------------
def test_d5_everything_goes_at_once_without_grace(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now, later=True, fault='Frau Wiśniewska: klemmt').number
    assert handover.withdraw(owner(number, now), None, tresen, now)
    assert (count('person'), count('consent'), count('person_word')) == (0, 0, 0)
    assert repairs.read(number, now).fault == 'Frau …: klemmt'
    assert residue(store, ['Wiśniewska', 'wisniewska', '0351 1234567', '03511234567']) == []


def test_d13_the_person_at_the_counter_is_told(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    preview = handover.preview_withdrawal(owner(number, now))
    assert 'Wir können dann nicht mehr anrufen.' in preview.sentence
    assert 'Der Schein ist der Nachweis' in preview.sentence
    handover.hand_back(number, tresen, now)
    assert 'anrufen' not in handover.preview_withdrawal(owner(number, now)).sentence


def test_withdrawing_twice_is_a_sentence(store: Path, tresen: Who, now: datetime) -> None:
    seyma = owner(drop_off(tresen, now).number, now)
    handover.withdraw(seyma, None, tresen, now)
    for verb in (lambda: handover.withdraw(seyma, None, tresen, now), lambda: handover.preview_withdrawal(seyma)):
        with pytest.raises(Unknown, match='steht nicht'):
            verb()


def test_a_purpose_that_is_not_held_cannot_be_withdrawn(store: Path, tresen: Who, now: datetime) -> None:
    seyma = owner(drop_off(tresen, now).number, now)
    before = row_counts()
    with pytest.raises(Refused, match='gilt schon nicht mehr'):
        handover.withdraw(seyma, (Purpose.FORMER,), tresen, now)
    assert row_counts() == before


def test_during_the_grace_time_it_goes_at_once_too(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    seyma = owner(number, now)
    handover.hand_back(number, tresen, now)
    assert handover.withdraw(seyma, None, tresen, now + timedelta(minutes=5))
    assert count('person') == 0
    run_due(now + timedelta(hours=1))
    assert rows('SELECT token, erase_at FROM repair') == [(None, None)]


# ---- a part of it ----------------------------------------------------------------------------------------------------
def test_later_contact_alone_withdrawn_leaves_the_repair(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now, later=True, accessories='Netzteil').number
    seyma = owner(number, now)
    assert not handover.withdraw(seyma, (Purpose.FORMER,), tresen, now)
    view = repairs.read(number, now)
    assert (view.person and view.person.name, view.accessories) == ('Şeyma Wiśniewska', 'Netzteil')
    assert people.read(seyma).purposes == {Purpose.REPAIR}
    assert rows("SELECT ended_because FROM consent WHERE purpose = 'former'") == [('withdrawn',)]


def test_a_former_customer_withdraws_and_is_gone(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now, later=True).number
    seyma = owner(number, now)
    handover.hand_back(number, tresen, now)
    run_due(now + timedelta(hours=1))
    assert handover.withdraw(seyma, (Purpose.FORMER,), tresen, now + timedelta(days=9))
    assert rows('SELECT person_id FROM repair') == [(None,)]


def test_the_repair_alone_withdrawn_leaves_a_person_who_can_be_found(store: Path, tresen: Who, now: datetime) -> None:
    """Whoever is stored stands on a sheet: nobody is kept where no one sees them."""
    number = drop_off(tresen, now, later=True, fault='Şeyma sagt: klemmt').number
    seyma = owner(number, now)
    assert not handover.withdraw(seyma, (Purpose.REPAIR,), tresen, now)
    view = repairs.read(number, now)
    assert (view.person, view.fault, view.state) == (None, '… sagt: klemmt', State.ACCEPTED)
    assert people.read(seyma).purposes == {Purpose.FORMER}
    assert people.read(seyma).sheets == ('ehemalige',)


def test_a_member_with_a_toaster_leaves_and_keeps_name_and_phone(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, **MEMBER)
    number = drop_off(mira, now, person=joerg).number
    assert not leaves(joerg, mira, now, keep=False)
    view = people.read(joerg)
    assert (view.name, view.values['phone'], view.values['email'], view.sheets) == (
        'Jörg Rademacher', '0351 7654321', 'joerg@example.org', ('kundinnen',))
    assert [view.values[name] for name in ('street', 'postcode', 'city', 'note')] == [''] * 4
    assert view.membership is None
    assert residue(store, ['Zqstraße', 'zqstrasse', 'Zqstadt', 'zqnotiz', 'zqelektro', 'zqaufgabe']) == []
    handover.hand_back(number, mira, now)
    run_due(now + timedelta(hours=1))
    assert count('person') == 0


def test_a_member_who_stays_findable_loses_skills_and_address(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, **MEMBER)
    assert not leaves(joerg, mira, now, keep=True)
    view = people.read(joerg)
    assert (view.sheets, view.values['phone'], view.values['note']) == (('ehemalige',), '0351 7654321', 'zqnotiz')
    assert (view.values['street'], view.values['skills']) == ('', '')
    assert view.membership is not None
    assert (view.membership.running, str(view.membership.ended_on)) == (False, '2026-11-23')
    assert residue(store, ['Zqstraße', 'zqelektro']) == []


def test_a_contact_with_a_toaster_is_no_contact_any_more(store: Path, mira: Who, now: datetime) -> None:
    lucja = outside(mira, now, function='zqfunktion', street='Zqstraße 1')
    drop_off(mira, now, person=lucja)
    assert not handover.withdraw(lucja, (Purpose.EXTERNAL,), mira, now)
    assert people.read(lucja).sheets == ('kundinnen',)
    assert count('contact') == 0
    assert residue(store, ['zqfunktion', 'Zqstraße']) == []


def test_the_messenger_group_alone_withdrawn_asks_to_take_them_out(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, **MEMBER)
    members.give_messenger(joerg, 'mündlich', mira, now)
    members.set_messenger(joerg, True, mira, now)
    assert not handover.withdraw(joerg, (Purpose.MESSENGER,), mira, now)
    assert people.read(joerg).sheets == ('team',)
    assert [(row.name, row.add) for row in todo.messenger().rows] == [('Jörg Rademacher', False)]


def test_whoever_leaves_the_team_leaves_the_messenger_group(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, **MEMBER)
    members.give_messenger(joerg, 'mündlich', mira, now)
    drop_off(mira, now, person=joerg)
    preview = handover.preview_withdrawal(joerg, (Purpose.MEMBER,))
    assert any('Messenger' in line for line in preview.goes)
    handover.withdraw(joerg, (Purpose.MEMBER,), mira, now)
    assert people.read(joerg).purposes == {Purpose.REPAIR}


def test_the_group_alone_keeps_nobody(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, **MEMBER)
    members.give_messenger(joerg, 'mündlich', mira, now)
    members.set_messenger(joerg, True, mira, now)
    assert 'aus der Messenger-Gruppe nehmen' in handover.preview_withdrawal(joerg).sentence
    assert handover.withdraw(joerg, (Purpose.MEMBER,), mira, now)
    assert count('person') == 0


# ---- the preview equals what happens ---------------------------------------------------------------------------------
WORDS = {'Name': ('first_name', 'last_name'), 'Telefon': ('phone', 'phone_2'), 'E-Mail': ('email', 'email_2'),
         'Anschrift': ('street', 'postcode', 'city'), 'Notiz': ('note',)}


@pytest.mark.parametrize('empty', [(), ('phone', 'phone_2'), ('email', 'email_2'), ('note',),
                                   ('street', 'postcode', 'city'),
                                   ('phone',), ('email',), ('street', 'city'), ('first_name',)])
def test_the_preview_names_what_is_there_and_nothing_else(
        store: Path, mira: Who, now: datetime, empty: tuple[str, ...]) -> None:
    joerg = joins(mira, now, **{**FULL, **dict.fromkeys(empty, '')})
    goes = handover.preview_withdrawal(joerg).goes
    held = person_row(joerg)
    for word, names in WORDS.items():
        assert (word in goes) == any(getattr(held, name) for name in names), word
    assert 'alle Einwilligungen' in goes


@pytest.mark.parametrize('purposes', [None, (Purpose.REPAIR,), (Purpose.FORMER,), (Purpose.MEMBER,),
                                      (Purpose.MEMBER, Purpose.FORMER),
                                      (Purpose.MEMBER, Purpose.MESSENGER), (Purpose.MESSENGER,),
                                      (Purpose.REPAIR, Purpose.MEMBER, Purpose.FORMER)])
@pytest.mark.parametrize('held', [(Purpose.REPAIR,), (Purpose.REPAIR, Purpose.FORMER), (Purpose.MEMBER,),
                                  (Purpose.MEMBER, Purpose.MESSENGER), (Purpose.MEMBER, Purpose.REPAIR,
                                                                        Purpose.FORMER)],
                         ids='+'.join)
def test_the_preview_equals_what_happens(store: Path, mira: Who, now: datetime, held: tuple[Purpose, ...],
                                         purposes: tuple[Purpose, ...] | None) -> None:
    person = stored_for(held, mira, now)
    if purposes is not None and not set(purposes) & set(held):
        with pytest.raises(Refused):
            handover.withdraw(person, purposes, mira, now)
        return
    preview = handover.preview_withdrawal(person, purposes)
    numbers = [row.number for row in Repair.select()]
    gone = handover.withdraw(person, purposes, mira, now)
    assert gone == ('alle Einwilligungen' in preview.goes)
    assert [number for number in numbers if any(number in line for line in preview.stays)] == numbers
    called = [repairs.read(number, now).person is not None for number in numbers]
    assert ('nicht mehr anrufen' in preview.sentence) == (bool(numbers) and not all(called))
    remaining = {purpose for purpose in Purpose if f'gespeichert für: {purpose.label}' in preview.stays}
    assert remaining == (set() if gone else set(people.read(person).purposes))


def stored_for(held: tuple[Purpose, ...], who: Who, now: datetime) -> str:
    """Somebody with exactly these purposes in force."""
    person = joins(who, now, **MEMBER) if Purpose.MEMBER in held else ''
    if Purpose.MESSENGER in held:
        members.give_messenger(person, 'mündlich', who, now)
    if Purpose.REPAIR in held:
        more: dict[str, Any] = {'person': person} if person else {}
        person = owner(drop_off(who, now, later=Purpose.FORMER in held, **more).number, now)
    assert people.read(person).purposes == set(held)
    return person


def test_what_only_the_repair_holds_is_named_too(store: Path, tresen: Who, now: datetime) -> None:
    """Notes and accessories of the repair go as well, so the preview must not keep silent about them."""
    number = drop_off(tresen, now, accessories='Netzteil').number
    repairs.save(number, 1, {'note': 'ruft abends an'}, tresen, now)
    assert {'Zubehör', 'Notizen zur Reparatur'} <= set(handover.preview_withdrawal(owner(number, now)).goes)


def test_it_names_the_columns_of_the_cafe_that_go(store: Path, mira: Who, anja: Who, now: datetime) -> None:
    size, key = (columns.add(table, label, kind, anja, now) for table, label, kind in (
        ('membership', 'T-Shirt', Kind.TEXT), ('membership', 'Schlüssel', Kind.YES_NO)))
    columns.add('membership', 'Leer', Kind.TEXT, anja, now)
    colour = columns.add('repair', 'Farbe', Kind.TEXT, anja, now)
    joerg = joins(mira, now, **{size: 'XL'})
    assert 'eigene Spalten: T-Shirt' in handover.preview_withdrawal(joerg).goes
    assert 'eigene Spalten: T-Shirt' not in handover.preview_withdrawal(joerg, (Purpose.MESSENGER,)).goes
    people.save(joerg, people.read(joerg).version, {key: True}, anja, now)
    assert 'eigene Spalten: T-Shirt, Schlüssel' in handover.preview_withdrawal(joerg).goes
    number = drop_off(anja, now, phone='0351 99').number
    repairs.save(number, repairs.read(number, now).version, {colour: 'rot'}, anja, now)
    assert 'eigene Spalten: Farbe' in handover.preview_withdrawal(owner(number, now)).goes


def test_for_one_purpose_too_it_names_what_goes(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, phone='0351 7654321', city='Pirna', skills='Elektro')
    drop_off(mira, now, person=joerg, accessories='Netzteil')
    assert set(handover.preview_withdrawal(joerg, (Purpose.MEMBER,)).goes) == {
        'Anschrift', 'Aufgaben und Fähigkeiten', 'Einwilligung „Teamliste“'}
    assert set(handover.preview_withdrawal(joerg, (Purpose.REPAIR,)).goes) == {
        'Zubehör', 'Einwilligung „Reparatur bis zur Abholung“'}


def test_looking_at_the_preview_changes_nothing(store: Path, mira: Who, now: datetime) -> None:
    own('person', 'farbe')
    joerg = joins(mira, now, **MEMBER, farbe='grün')
    drop_off(mira, now, person=joerg)
    before = row_counts()
    handover.preview_withdrawal(joerg)
    handover.preview_withdrawal(joerg, (Purpose.MEMBER,))
    assert row_counts() == before
    assert (Person.select().count(), Membership.select().count(), Contact.select().count()) == (1, 1, 0)


def test_every_screen_with_the_person_is_told(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    seyma = owner(number, now)
    heard = []
    stop = on_change(heard.append)
    handover.withdraw(seyma, None, tresen, now)
    stop()
    assert frozenset().union(*(changed.rows for changed in heard)) == {('person', seyma), ('repair', number)}
