"""What the preview says of each row: as it will be stored, and coloured only where something differs."""
from datetime import timedelta

import pytest

from db.importing import applying, command, left_out, planning, report, showing, swapped
from db.importing.assumed import Assumed, summed_up
from db.importing.drafts import Choices, Plan, Result
from db.importing.targets import SheetKind
from db.kinds import Kind
from db.models import Person
from db.who import COMMAND_LINE, Who
from tests.db.importing.lists import CUSTOMERS, TEAM, Rows, customer, planned, stored
from tests.db.importing.test_round_trip import exported
from tests.db.stories import drop_off, joins, own, rows
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

JUERGEN = ['Jürgen', 'Weiß', '0351 112233', '', 'Fahrrad', '', 'ja']


def shown(plan: Plan, sheet: str, row: int) -> dict[str, tuple[str, bool]]:
    """By label the text, and whether it is coloured."""
    found, __ = showing.rows(plan, sheet, None, 0, 99)
    (one,) = [one for one in found if one.row == row]
    return {told.label: (told.text, told.differs) for told in one.stored}


# ---- each row as it will be stored -----------------------------------------------------------------------------------
@pytest.mark.parametrize('stands', [True, False])
def test_who_looks_after_it_is_shown_wherever_they_stand(stands: bool, anja: Who) -> None:
    team: dict[str, Rows] = {} if stands else {'Team': [TEAM, JUERGEN]}
    if stands:
        joins(anja, NOW, first_name='Jürgen', last_name='Weiß')
        joins(anja, NOW, first_name='Dieter', last_name='Krause')
    plan = planned(**team, Kunden=[CUSTOMERS, customer(Ansprechperson='Jürgen')])
    assert shown(plan, 'Kunden', 2)['Ansprechperson'] == ('Jürgen Weiß', True)


def test_who_looks_after_what_stands_there_already_is_shown_and_not_coloured() -> None:
    sheets: dict[str, Rows] = {'Team': [TEAM, JUERGEN], 'Kunden': [CUSTOMERS, customer(Ansprechperson='Jürgen')]}
    stored(**sheets)
    assert shown(planned(**sheets), 'Kunden', 2)['Ansprechperson'] == ('Jürgen Weiß', False)


def test_a_number_is_stored_and_shown_in_one_spelling() -> None:
    plan, __ = stored(Kunden=[CUSTOMERS, customer(Telefon='0341/4567890', Datum='1.11.26'),
                              customer(Vorname='Nora', Telefon='01712223344 / 0341-999888')])
    assert [(one.phone, one.phone_2) for one in Person.select().order_by(Person.id)] == [
        ('0341 4567890', ''), ('0171 2223344', '0341 999888')]
    assert shown(plan, 'Kunden', 2)['Telefon'] == ('0341 4567890', False)
    assert shown(plan, 'Kunden', 3)['Zweites Telefon'] == ('0341 999888', False)
    assert shown(plan, 'Kunden', 2)['Angenommen am'] == ('01.11.2026', False)


def test_what_came_into_the_note_is_coloured_whatever_its_words_and_the_yes_of_the_list_is_not() -> None:
    told = shown(planned(Kunden=[CUSTOMERS, customer(Status='wartet auf Rückruf')]), 'Kunden', 2)
    assert told['Notiz'] == ('Stand laut Liste: wartet auf Rückruf', True)
    assert told['Einwilligung'] == ('Reparatur bis zur Abholung, laut Liste', False)


@pytest.mark.parametrize(('heading', 'text'), [('dabei seit', '5/2026'), ('dabei seit', '03/2026'),
                                               ('dabei seit', 'seit 2019 12345'), ('Signal-Gruppe', 'will nicht')])
@pytest.mark.parametrize('note', ['', 'nur vormittags'])
def test_what_left_its_column_for_the_note_is_coloured(heading: str, text: str, note: str) -> None:
    """Its digits are no number of somebody's, and what is written in the note itself is none of it."""
    plan = planned(Team=[['Vorname', 'Name', 'Telefon', heading, 'Notiz', 'Einwilligung'],
                         ['Uwe', 'Thiel', '0351 4880', text, note, 'ja'],
                         ['Ute', 'Thal', '0351/4881', '', 'nur 5/2026', 'ja']])
    assert shown(plan, 'Team', 2)['Notiz'] == ('\n'.join(filter(None, (note, f'{heading}: {text}'))), True)
    told = shown(plan, 'Team', 3)
    assert (told['Notiz'][1], told['Telefon']) == (False, ('0351 4881', False))


def test_what_stands_in_the_store_already_is_not_coloured() -> None:
    list_: dict[str, Rows] = {'Kunden': [CUSTOMERS, customer(Datum='1.11.26', Gegenstand='Toaster Philips')]}
    stored(**list_)
    again = planned(**list_)
    assert not [label for label, (__, differs) in shown(again, 'Kunden', 2).items() if differs]
    more = planned(Kunden=[CUSTOMERS, customer(Datum='1.11.26', Gegenstand='Toaster Philips',
                                           E_Mail='a@example.org; b@example.org')])
    assert [label for label, (__, differs) in shown(more, 'Kunden', 2).items() if differs] == [
        'E-Mail', 'Zweite E-Mail']


# ---- whether anything changes ----------------------------------------------------------------------------------------
def test_of_an_own_export_that_comes_back_nothing_is_coloured_and_nothing_changes(anja: Who) -> None:
    own('repair', 'farbe', Kind.TEXT)
    joins(anja, NOW)
    drop_off(anja, NOW, 'Radio')
    drop_off(anja, NOW, 'Toaster', store=False)
    read = exported()
    plan = planning.make(read, Choices(), NOW + timedelta(days=1))
    assert not plan.changes_something
    assert showing.summary(plan).endswith(showing.NOTHING_CHANGES)
    assert not [told for name in plan.layouts for row in showing.rows(plan, name, None, 0, 99)[0]
                for told in row.stored if told.differs]
    assert left_out.left_behind(plan) == []      # nobody to be handed out
    assert plan.layouts['Spalten'].kind is SheetKind.COLUMNS
    assert SheetKind.COLUMNS.label == 'Eigene Spalten'
    before = rows('SELECT COUNT(*) FROM change')
    applying.apply(read, Choices(), COMMAND_LINE, NOW + timedelta(days=1))
    assert rows('SELECT COUNT(*) FROM change') == before


def test_what_stays_out_does_not_stand_there() -> None:
    lists: dict[str, Rows] = {'Kunden': [CUSTOMERS, customer()],
                              'Team': [TEAM, ['Uwe', 'Alt', '0351 1', '', '', '', '']]}
    stored(NOW, **lists)
    plan = planned(**lists)
    assert plan.counts[Result.HELD_BACK] == 1
    assert showing.summary(plan).endswith(showing.NOTHING_ELSE)


def test_a_list_that_brings_something_says_nothing_of_the_kind() -> None:
    assert showing.NOTHING_CHANGES not in showing.summary(planned(Kunden=[CUSTOMERS, customer()]))


def test_a_repair_that_gets_its_person_changes_something_in_the_journal_too(anja: Who) -> None:
    """The preview, the result and the journal have one word for it."""
    list_ = customer(Einwilligung='')
    stored(Kunden=[CUSTOMERS, list_])
    drop_off(anja, NOW, 'Radio', first_name='Emine', last_name='Özdemir', phone='0351 7654321')
    before = rows("SELECT COUNT(*) FROM change WHERE verb = 'import'")
    plan, __ = stored(Kunden=[CUSTOMERS, customer()])
    assert plan.changes_something
    assert rows("SELECT COUNT(*) FROM change WHERE verb = 'import'") == [(before[0][0] + 1,)]


# ---- before anything is stored ---------------------------------------------------------------------------------------
def test_before_it_is_stored_it_is_to_come() -> None:
    assert [Result.STORED.counted(n, to_come=True) for n in (1, 5)] == ['1 wird gespeichert', '5 werden gespeichert']
    assert Result.MERGED.counted(2, to_come=True) == '2 werden zusammengeführt'
    assert Result.REPAIR_ONLY.counted(2, to_come=True) == '2 Reparaturen ohne Person'
    told = report.as_json(planned(Kunden=[CUSTOMERS, customer()]), applied=False)
    assert '     1  wird gespeichert' in command.summary(told, applied=False)
    assert '     1  gespeichert' in command.summary(told, applied=True)


UNCLEAR = [CUSTOMERS, customer(), customer(Nachname='Klein', Status='Regal 3', Datum=''),
           customer(Nachname='Gross', Status='fertig?', Einwilligung=''), customer(Nachname='Alt', Datum='neulich')]


def test_what_many_rows_do_not_say_plainly_is_summed_up_and_can_be_looked_at() -> None:
    plan = planned(Kunden=UNCLEAR)
    (sheet,) = showing.sheets(plan, ())
    said = '2 Stände nicht erkannt (gelten als angenommen), 2 Daten gelten als heute.'
    assert (sheet.told, sheet.assumed) == (said, (Assumed.DAY, Assumed.STATE))
    assert [[one.row for one in showing.rows(plan, 'Kunden', only, 0, 99)[0]]
            for only in (Assumed.STATE, Assumed.DAY, Result.REPAIR_ONLY)] == [[3, 4], [3, 5], [4]]
    assert said in command.summary(report.as_json(plan, applied=False), applied=False)


def test_one_is_said_as_one_and_none_is_not_said() -> None:
    (sheet,) = showing.sheets(planned(Kunden=[CUSTOMERS, customer(Status='Regal 3')]), ())
    assert sheet.told == '1 Stand nicht erkannt (gilt als angenommen).'
    assert showing.sheets(planned(Kunden=[CUSTOMERS, customer()]), ())[0].told == ''
    quoted = [customer(Status=text) for text in ('„hmm “ naja“', '„„hm“', '„so“ und „so““', '12" Zoll“')]
    assert showing.sheets(planned(Kunden=[CUSTOMERS, *quoted]), ())[0].told.startswith('4 Stände nicht erkannt')
    assert summed_up(['Der Stand „x“ ist nicht erkannt: fertig.', 'Der Stand „y“ ist nicht erkannt: angenommen.']) == (
        '2 Stände nicht erkannt.')


# ---- which is the surname --------------------------------------------------------------------------------------------
TURNED = ['Kundin', 'Becker Monika', '', '0341 4801234', '', 'ja', '']
WHOLE = ['Name', 'Telefon', 'Gegenstand', 'Defekt', 'Einwilligung']
CLEAR = ['Becker, Monika', '0341 4801234', 'Toaster', 'kalt', 'ja']


def names() -> list[tuple[str, ...]]:
    return rows('SELECT first_name, last_name FROM person')


def test_a_clear_order_puts_a_guessed_one_right() -> None:
    stored(Ehemalige=[['Art', 'Name', '', 'Telefon', '', 'Einwilligung', ''], TURNED])
    assert names() == [('Becker', 'Monika')]
    plan, __ = stored(Kunden=[WHOLE, CLEAR])
    assert names() == [('Monika', 'Becker')]
    assert swapped.TURNED in plan.lines[0].reason
    assert rows('SELECT sort_name FROM person')[0][0].startswith('becker')


def test_the_preview_shows_it_as_a_difference() -> None:
    stored(Ehemalige=[['Art', 'Name', '', 'Telefon', '', 'Einwilligung', ''], TURNED])
    told = shown(planned(Kunden=[['Nachname', 'Vorname', *WHOLE[1:]], ['Becker', 'Monika', *CLEAR[1:]]]), 'Kunden', 2)
    assert (told['Vorname'], told['Nachname']) == (('Monika', True), ('Becker', True))


def test_within_one_file_as_well_and_an_unclear_row_turns_nothing_back() -> None:
    stored(Ehemalige=[['Art', 'Name', '', 'Telefon', '', 'Einwilligung', ''], TURNED],
           Kunden=[WHOLE, CLEAR, ['Becker Monika', *CLEAR[1:2], 'Radio', 'stumm', 'ja']])
    assert names() == [('Monika', 'Becker')]


@pytest.mark.parametrize('other', ['Otto Paul, Dr.', 'Paul, Otto', 'Otto Paul'])
def test_of_two_that_contradict_each_other_the_first_clear_one_holds(other: str) -> None:
    stored(Kunden=[WHOLE, ['Otto, Paul', *CLEAR[1:]], [other, *CLEAR[1:2], 'Radio', 'stumm', 'ja']])
    assert names() == [('Paul', 'Otto')]


@pytest.mark.parametrize('other', ['Otto Paul, Dr.', 'Otto Paul'])
def test_a_title_behind_a_comma_makes_no_clear_order(other: str) -> None:
    stored(Kunden=[WHOLE, ['Otto, Paul', *CLEAR[1:]]])
    stored(Kunden=[WHOLE, [other, *CLEAR[1:2], 'Radio', 'stumm', 'ja']])
    assert names() == [('Paul', 'Otto')]


def test_a_first_name_that_stands_first_is_not_turned_round() -> None:
    """Else two lists that differ would turn „Paul Otto“ at each import."""
    heads = ['Vorname', 'Nachname', *WHOLE[1:]]
    stored(Kunden=[heads, ['Paul', 'Otto', *CLEAR[1:]]])
    stored(Kunden=[heads, ['Otto', 'Paul', *CLEAR[1:2], 'Radio', 'stumm', 'ja']])
    assert names() == [('Paul', 'Otto')]


def test_what_a_hand_has_written_no_list_turns_round(anja: Who) -> None:
    drop_off(anja, NOW, 'Radio', first_name='Becker', last_name='Monika', phone='0341 4801234')
    plan, __ = stored(Kunden=[WHOLE, CLEAR])
    assert names() == [('Becker', 'Monika')]
    assert swapped.TURNED not in plan.lines[0].reason

