"""The canary test (D4, D5, D13): erased is erased, in every file, whatever ended the purpose."""
import gzip
import time
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import handover, members, people, repairs, slips
from db.classification import COLUMNS, Erase
from db.errors import Refused
from db.models import MODELS, Account, Erasure
from db.retention import run_due, scrub
from db.search import find
from db.settings import save as save_settings
from db.who import Who
from db.words import Purpose, State
from reports.ticket import TicketValues, ticket
from tests.db import canary
from tests.db.stories import count, drop_off, joins, leaves, nameless, outside, own, owner, raw, residue, rows

MINUTE, YEAR = timedelta(minutes=1), timedelta(days=365)
Way = Callable[[str, Who, datetime], None]
JUST_A_CUSTOMER = {'first_name': 'Emine', 'phone': '0351 1112223'}


# ---- the ways in which a person goes ---------------------------------------------------------------------------------
def withdrawn(public_id: str, who: Who, now: datetime) -> None:
    assert handover.withdraw(public_id, None, who, now)


def withdrawn_by_slip(public_id: str, who: Who, now: datetime) -> None:
    (token, *__), *__ = rows('SELECT token FROM repair JOIN person ON person.id = person_id WHERE public_id = ? '
                             "AND state <> 'abgeholt'", public_id)
    assert slips.withdraw(token, now)


def picked_up(public_id: str, who: Who, now: datetime) -> None:
    for number, __, state in people.read(public_id).repairs:
        if state is not State.COLLECTED:
            handover.hand_back(number, who, now)
    assert run_due(now + 30 * MINUTE).clean


def picked_up_without_grace(public_id: str, who: Who, now: datetime) -> None:
    save_settings({'grace_minutes': '0'}, who, now)
    now += 31 * MINUTE   # the moment of what was fetched before has passed
    for number, __, state in people.read(public_id).repairs:
        if state is not State.COLLECTED:
            handover.hand_back(number, who, now)


def left(public_id: str, who: Who, now: datetime) -> None:
    assert leaves(public_id, who, now, keep=False)


def kept_too_long(public_id: str, who: Who, now: datetime) -> None:
    picked_up(public_id, who, now)
    assert count('person') == 1
    for week in range(1, 106):
        run_due(now + timedelta(weeks=week))


def a_customer(who: Who, now: datetime) -> str:
    """With one item here and one picked up before."""
    first = drop_off(who, now, **JUST_A_CUSTOMER).number
    public_id = owner(first, now)
    drop_off(who, now, person=public_id, item='Radio')
    handover.hand_back(first, who, now)
    return public_id


def a_lasting_customer(who: Who, now: datetime) -> str:
    return owner(drop_off(who, now, later=True, **JUST_A_CUSTOMER).number, now)


def a_member(who: Who, now: datetime) -> str:
    public_id = joins(who, now, skills='Elektro')
    members.give_messenger(public_id, 'mündlich', who, now)
    (member,) = repairs.team()
    number = nameless(who, now).number
    repairs.assign(number, member.membership_id, who, now)
    return public_id


def everything_at_once(who: Who, now: datetime) -> str:
    """A member who brought a toaster, picked up a radio, may be contacted later, and logs in."""
    public_id = a_member(who, now)
    drop_off(who, now, person=public_id, later=True)
    handover.hand_back(drop_off(who, now, person=public_id, item='Radio').number, who, now)
    Account.update(person=people.by_public_id(public_id).id).where(Account.name == 'Mira').execute()
    return public_id


def a_contact(who: Who, now: datetime) -> str:
    return outside(who, now)


WAYS: dict[str, tuple[Way, Way, bool]] = {
    'a customer withdraws': (a_customer, withdrawn, True),
    'a customer withdraws by themselves, with the slip': (a_customer, withdrawn_by_slip, True),
    'a lasting customer withdraws with the slip': (a_lasting_customer, withdrawn_by_slip, True),
    'the last item is picked up': (a_customer, picked_up, False),
    'picked up without grace': (a_customer, picked_up_without_grace, False),
    'a lasting customer withdraws': (a_lasting_customer, withdrawn, True),
    'kept for two years': (a_lasting_customer, kept_too_long, False),
    'a member leaves': (a_member, left, False),
    'a member withdraws': (a_member, withdrawn, False),
    'a contact withdraws': (a_contact, withdrawn, False),
    'somebody with everything withdraws': (everything_at_once, withdrawn, True),
}


@pytest.mark.parametrize(('made', 'goes', 'in_house'), WAYS.values(), ids=WAYS)
def test_d5_canary(store: Path, anja: Who, now: datetime, made: Way, goes: Way, in_house: bool) -> None:
    canary.own_columns()
    public_id = made(anja, now)
    words = canary.put_in(public_id, anja, now, keep_place=in_house)
    assert {word for word, __ in residue(store, words)} == set(words), 'all of it is there before'
    goes(public_id, anja, now)
    assert residue(store, words) == []
    assert not find(canary.LAST).people
    assert not find(canary.PHONE).people
    assert rows('SELECT count(*) FROM person WHERE public_id = ?', public_id) == [(0,)]
    assert not rows('SELECT 1 FROM erasure WHERE scrubbed_at IS NULL')
    assert not rows('PRAGMA foreign_key_check')


def test_the_canary_sits_in_every_personal_text_field() -> None:
    """What the canary leaves out is listed here, so that a new column cannot hide."""
    tried = {(table, name) for table in ('person', 'membership', 'contact', 'repair')
             for erase in (Erase.CLEAR, Erase.MASK) for name in canary.text_columns(table, erase)}
    left_out = {(table, name) for table, described in COLUMNS.items() for name, kept in described.items()
                if kept.personal and kept.erase in (Erase.CLEAR, Erase.MASK)} - tried
    numbers_and_links = {(table, name) for table, name in left_out
                         if MODELS[table]._meta.fields[name].field_type not in ('VARCHAR', 'TEXT')}
    assert left_out - numbers_and_links == {('person', 'extra'), ('membership', 'extra'), ('contact', 'extra'),
                                            ('repair', 'extra'), ('repair', 'token'),
                                            ('membership', 'refused_messenger_at')}   # a moment holds no word


def test_d5_what_lies_packed_in_the_folder_would_be_found(store: Path) -> None:
    """The search itself can find: in a log, a packed backup, a sheet, a paper, a name, one in the other."""
    paper = ticket(TicketValues('Café', '26-0417-7', 'Toaster', fault=f'Frau {canary.LAST}', tag_code='26-0417-7'))
    assert canary.LAST.encode() not in paper, 'the streams of a paper are compressed'
    (store / 'a.log').write_text('... Zqnachname hat angerufen ...')
    (store / 'b.gz').write_bytes(gzip.compress(b'ZQNACHNAME'))
    (store / 'd.pdf').write_bytes(paper)
    (store / 'unter').mkdir()
    for name, inner, content in (('c.xlsx', 'xl/sheet1.xml', b'<c>zqnachname</c>'), ('e.zip', 'f.gz', paper)):
        with zipfile.ZipFile(store / 'unter' / name, 'w', zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(inner, gzip.compress(content) if inner == 'f.gz' else content)
    (store / 'unter' / 'zqnachname.txt').write_text('')
    assert {name for __, name in residue(store, [canary.LAST])} == {
        'a.log', 'b.gz unpacked', 'c.xlsx/xl/sheet1.xml', 'd.pdf read', 'e.zip/f.gz unpacked read', 'zqnachname.txt'}


# ---- what stays ------------------------------------------------------------------------------------------------------
def test_the_anonymous_figure_stays(store: Path, anja: Who, now: datetime) -> None:
    number = drop_off(anja, now, item='Lampe', brand='Ikea', fault='FrauWiśniewska: brennt nicht').number
    repairs.save(number, 1, {'model': 'Lersta', 'age': 7, 'finding': 'Kabelbruch, Seyma informiert'}, anja, now)
    handover.hand_back(number, anja, now)
    run_due(now + 30 * MINUTE)
    view = repairs.read(number, now)
    assert (view.item, view.category, view.brand, view.values['model'], view.values['age']) == (
        'Lampe', 'Lampe', 'Ikea', 'Lersta', 7)
    assert (view.fault, view.finding) == ('…: brennt nicht', 'Kabelbruch, … informiert')
    assert (view.received_at, view.collected_at) == (now, now)


def test_d13_an_item_in_the_house_keeps_what_finding_and_returning_it_needs(
        store: Path, anja: Who, now: datetime) -> None:
    joins(anja, now)
    (joerg,) = repairs.team()
    ticket = drop_off(anja, now, place='Regal 3', accessories='Netzteil', warning=True,
                      warning_reason='Frau W. sagt: Kabel blank', responsible=joerg.membership_id)
    repairs.move(ticket.number, State.WAITING, anja, now)
    handover.withdraw(owner(ticket.number, now), None, anja, now)
    view = repairs.read(ticket.token, now)
    assert (view.number, view.item, view.place, view.state) == (ticket.number, 'Toaster', 'Regal 3', State.WAITING)
    assert (view.person, view.accessories, view.responsible) == (None, '', 'Jörg R.')
    assert view.warning == 'Grund gelöscht', 'the danger stays, the words go'
    handover.hand_back(ticket.number, anja, now)
    run_due(now + 30 * MINUTE)
    assert rows('SELECT token, place, responsible_id, warning FROM repair') == [(None, '', None, '')]


@pytest.mark.parametrize('name', ['note', 'accessories', 'place', 'warning', 'eigenes'])
def test_d5_nothing_is_noted_where_nothing_erases_it(store: Path, anja: Who, now: datetime, name: str) -> None:
    """After the erasure nobody comes back to this repair, so what is typed then would stay for ever."""
    own('repair', 'eigenes')
    number = drop_off(anja, now).number
    handover.hand_back(number, anja, now)
    run_due(now + 30 * MINUTE)
    with pytest.raises(Refused) as refusal:
        repairs.save(number, repairs.read(number, now).version, {name: 'zqnotiz'}, anja, now + timedelta(days=1))
    assert refusal.value.field == name
    assert residue(store, ['zqnotiz']) == []
    repairs.save(number, repairs.read(number, now).version, {'finding': 'Feder'}, anja, now + timedelta(days=1))
    assert repairs.read(number, now).finding == 'Feder', 'the figure itself may still be completed'


def test_d12_a_proof_without_personal_data_stays(store: Path, anja: Who, now: datetime) -> None:
    public_id = owner(drop_off(anja, now).number, now)
    handover.withdraw(public_id, None, anja, now)
    (proof,) = Erasure.select()
    assert (proof.rule, proof.actor_id, proof.at) == ('withdrawal', anja.account, now)
    assert proof.public_id != public_id


def test_d5_the_journal_says_that_something_happened_and_not_to_whom(store: Path, anja: Who, now: datetime) -> None:
    public_id = owner(drop_off(anja, now).number, now)
    people.save(public_id, people.read(public_id).version, {'email': 's@example.org'}, anja, now)
    handover.withdraw(public_id, None, anja, now)
    assert rows("SELECT DISTINCT verb FROM change WHERE table_name = 'person' ORDER BY verb") == [
        ('person.save',), ('repair.take_in',)]
    personal = [name for name, kept in COLUMNS['repair'].items() if kept.personal]
    held = rows('SELECT table_name, field FROM change_value JOIN change ON change.id = change_id '
                "WHERE table_name IN ('person', 'consent', 'membership', 'contact', 'repair')")
    assert {table for table, __ in held} == {'repair'}
    assert not {field for __, field in held} & set(personal)


def test_d5_only_this_person_goes(store: Path, anja: Who, now: datetime) -> None:
    other = owner(drop_off(anja, now, first_name='Olaf', last_name='Wiśniewski', fault='Brummt').number, now)
    seyma = owner(drop_off(anja, now).number, now)
    handover.withdraw(seyma, None, anja, now)
    view = people.read(other)
    assert (view.name, view.purposes, len(view.repairs)) == ('Olaf Wiśniewski', {Purpose.REPAIR}, 1)
    assert [hit.title for hit in find('wisniewski').people] == ['Olaf Wiśniewski']


def test_d5_a_name_of_former_times_goes_too(store: Path, anja: Who, now: datetime) -> None:
    """A slip corrected, a name changed: the fault was told under the old one."""
    number = drop_off(anja, now, first_name='Emine', last_name='Schulz', phone='0351 1112223',
                      fault='Frau Schulz (0351 1112223) sagt: klemmt').number
    emine = owner(number, now)
    people.save(emine, people.read(emine).version, {'last_name': 'Özdemir', 'phone': '0176 4445556'}, anja, now)
    handover.withdraw(emine, None, anja, now)
    assert repairs.read(number, now).fault == 'Frau … (…) sagt: klemmt'
    assert residue(store, ['Schulz', '1112223']) == []


# ---- own columns know their purposes ---------------------------------------------------------------------------------
def test_an_own_column_goes_when_the_purposes_it_names_end(store: Path, anja: Who, now: datetime) -> None:
    """A member with a toaster leaves: what only the team list may hold goes, also where the café added it itself."""
    own('person', 'geburtstag', purposes=(Purpose.MEMBER,))
    own('person', 'anrede', purposes=(Purpose.MEMBER, Purpose.REPAIR))
    joerg = joins(anja, now, geburtstag='zqgeburtstag', anrede='zqanrede')
    drop_off(anja, now, person=joerg)
    leaves(joerg, anja, now, keep=False)
    assert people.by_public_id(joerg).extra == {'anrede': 'zqanrede'}
    assert residue(store, ['zqgeburtstag']) == []


# ---- while somebody else reads or writes -----------------------------------------------------------------------------
def quick(milliseconds: int = 10) -> None:
    """Waiting for a lock is five seconds on purpose; here it would only make the test slow."""
    rows(f'PRAGMA busy_timeout = {milliseconds}')


def test_d5_a_reader_holds_it_up_and_it_is_tried_again(store: Path, anja: Who, now: datetime) -> None:
    public_id = owner(drop_off(anja, now).number, now)
    reader = raw(store)
    reader.execute('BEGIN')
    reader.execute('SELECT * FROM person').fetchall()
    quick()
    assert handover.withdraw(public_id, None, anja, now)
    assert count('person') == 0
    assert rows('SELECT scrubbed_at FROM erasure') == [(None,)]
    assert not run_due(now + MINUTE).clean
    reader.execute('COMMIT')
    reader.close()
    assert run_due(now + 2 * MINUTE).clean
    assert residue(store, ['Wiśniewska', 'wisniewska', '03511234567']) == []


def test_d5_somebody_writing_does_not_turn_an_erasure_into_an_error(
        store: Path, anja: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The erasure is committed; cleaning the file is left open and done later."""
    public_id = owner(drop_off(anja, now).number, now)
    writer = raw(store)
    stop = handover.retention.scrub

    def while_somebody_writes(moment: datetime) -> bool:
        writer.execute('BEGIN IMMEDIATE')
        return stop(moment)
    monkeypatch.setattr(handover.retention, 'scrub', while_somebody_writes)
    quick()
    assert handover.withdraw(public_id, None, anja, now)
    writer.execute('ROLLBACK')
    writer.close()
    assert count('person') == 0
    assert scrub(now)
    assert residue(store, ['Wiśniewska', 'wisniewska', '03511234567']) == []


def test_r7_a_reader_keeps_nobody_waiting_for_long(store: Path, anja: Who, now: datetime) -> None:
    """With the real five seconds of patience for a lock."""
    public_id = owner(drop_off(anja, now).number, now)
    reader = raw(store)
    reader.execute('BEGIN')
    reader.execute('SELECT * FROM person').fetchall()
    started = time.monotonic()
    assert handover.withdraw(public_id, None, anja, now)
    assert time.monotonic() - started < 3
    assert rows('PRAGMA busy_timeout') == [(5000,)], 'the connection is as it was'
    reader.close()
