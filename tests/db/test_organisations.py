"""Organisations and the people we talk to there. Without a person's name they need no consent."""
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from db import organisations, people, sheets
from db.errors import Conflict, Refused, Unknown
from db.events import on_change
from db.search import find
from db.sheets import Question
from db.who import Who
from db.words import Purpose
from tests.db.stories import count, outside, own, row_counts
from tests.personas import given

OFFICE = {'name': 'Ehrenamtsbüro', 'topic': 'Versicherung', 'phone': '0351 888 0', 'email': 'ehrenamt@stadt.example',
          'website': 'https://stadt.example', 'address': 'Rathausplatz 1', 'note': 'Montags zu'}


def lines(now: datetime, text: str = '', **more: Any) -> list[tuple[str, str]]:
    return [(row.cells['organisation'], row.cells['name'])
            for row in sheets.read('extern', Question(text, **more), now).rows]


def test_an_organisation_needs_no_consent(store: Path, mira: Who, now: datetime) -> None:
    own('organisation', 'kundennummer')
    office = organisations.add({**OFFICE, 'kundennummer': 'K 7'}, mira, now)
    view = organisations.read(office)
    assert view.values == {**OFFICE, 'kundennummer': 'K 7'}
    assert (view.name, view.version, view.contacts) == ('Ehrenamtsbüro', 1, ())
    assert (count('person'), count('consent')) == (0, 0)


@pytest.mark.parametrize('values', [{}, {'name': ''}, {'topic': 'Versicherung'}])
def test_an_organisation_has_a_name(store: Path, mira: Who, now: datetime, values: dict[str, str]) -> None:
    with pytest.raises(Refused) as refusal:
        organisations.add(values, mira, now)
    assert refusal.value.field == 'name'
    assert count('organisation') == 0


def test_its_name_cannot_be_taken_away(store: Path, mira: Who, now: datetime) -> None:
    office = organisations.add(OFFICE, mira, now)
    with pytest.raises(Refused):
        organisations.save(office, 1, {'name': ''}, mira, now)
    assert organisations.read(office).name == 'Ehrenamtsbüro'


def test_whoever_saves_second_is_asked_to_look_again(store: Path, mira: Who, anja: Who, now: datetime) -> None:
    office = organisations.add(OFFICE, mira, now)
    assert organisations.save(office, 1, {'topic': 'Ehrenamt'}, mira, now) == 2
    with pytest.raises(Conflict):
        organisations.save(office, 1, {'topic': 'Räume'}, anja, now)
    assert organisations.read(office).values['topic'] == 'Ehrenamt'


def test_what_is_not_on_the_form_is_not_saved(store: Path, mira: Who, now: datetime) -> None:
    office = organisations.add(OFFICE, mira, now)
    before = row_counts()
    assert organisations.save(office, 1, {'id': 7, 'public_id': 'x', 'words': 'x', 'egal': 'x'}, mira, now) == 1
    assert row_counts() == before


def test_a_contact_stands_with_their_organisation(store: Path, mira: Who, now: datetime) -> None:
    office = organisations.add(OFFICE, mira, now)
    organisations.add({'name': 'Amt für Abfall'}, mira, now)
    lucja = outside(mira, now, office, function='Ansprechpartnerin')
    outside(mira, now, first_name='Ali', last_name='Allein')
    assert organisations.read(office).contacts == ((lucja, 'Łucja Groß', 'Ansprechpartnerin'),)
    assert lines(now) == [('', 'Ali Allein'), ('Amt für Abfall', ''), ('Ehrenamtsbüro', 'Łucja Groß')]
    view = people.read(lucja).contact
    assert view is not None
    assert (view.organisation, view.organisation_id, view.function) == ('Ehrenamtsbüro', office, 'Ansprechpartnerin')


def test_a_contact_at_an_organisation_that_is_gone(store: Path, mira: Who, now: datetime) -> None:
    with pytest.raises(Unknown) as refusal:
        outside(mira, now, 'gibtsnicht')
    assert refusal.value.field == 'organisation'
    assert (count('person'), count('consent')) == (0, 0)


@pytest.mark.parametrize('text', ['ehrenamt', 'EHRENAMTSBUERO', 'ehrenamtsburo', 'versich', '0351 888', '+49351888',
                                  'groß', 'gross', 'lucja', 'ansprech', 'ehrenamt@stadt.example'])
def test_a_line_is_found_by_everything_it_shows(store: Path, mira: Who, now: datetime, text: str) -> None:
    """What stands in the line of a contact comes from the organisation as well."""
    office = organisations.add(OFFICE, mira, now)
    outside(mira, now, office, function='Ansprechpartnerin')
    organisations.add({'name': 'Amt für Abfall', 'topic': 'Müll'}, mira, now)
    assert lines(now, text) == [('Ehrenamtsbüro', 'Łucja Groß')]
    assert lines(now, 'muell') == [('Amt für Abfall', '')]


def test_a_new_name_is_found_with_its_people(store: Path, mira: Who, now: datetime) -> None:
    office = organisations.add(OFFICE, mira, now)
    outside(mira, now, office)
    organisations.save(office, 1, {'name': 'Freiwilligenagentur'}, mira, now)
    assert lines(now, 'freiwill') == [('Freiwilligenagentur', 'Łucja Groß')]
    assert lines(now, 'ehrenamtsb') == []
    assert [hit.title for hit in find('freiwill').organisations] == ['Freiwilligenagentur']
    assert [hit.title for hit in find('freiwill').people] == ['Łucja Groß']


def test_an_organisation_goes_and_its_people_stay(store: Path, mira: Who, now: datetime) -> None:
    office = organisations.add(OFFICE, mira, now)
    lucja = outside(mira, now, office)
    organisations.remove(office, mira, now)
    assert lines(now) == [('', 'Łucja Groß')]
    assert lines(now, 'ehrenamt') == []
    assert people.read(lucja).sheets == ('extern',)
    with pytest.raises(Unknown):
        organisations.read(office)


def test_pages_of_the_outside_are_whole(store: Path, mira: Who, now: datetime) -> None:
    for number in range(7):
        organisations.add({'name': f'Amt {number}'}, mira, now)
        outside(mira, now, first_name=f'Nr {number}', last_name='')
    found = [line for offset in range(0, 14, 4) for line in lines(now, offset=offset, limit=4)]
    assert found == lines(now)
    assert len(set(found)) == 14
    assert sheets.read('extern', Question(limit=4), now).total == 14
    assert sheets.read('extern', Question(), now).summary == '14 Kontakte'


def test_all_names_for_choosing(store: Path, mira: Who, now: datetime) -> None:
    for name in ('Zoo', 'Ämterlotsen', 'amt', 'Ökohaus'):
        organisations.add({'name': name}, mira, now)
    assert [name for __, name in organisations.all_names()] == ['amt', 'Ämterlotsen', 'Ökohaus', 'Zoo']


def test_other_screens_are_told(store: Path, mira: Who, now: datetime) -> None:
    heard = []
    stop = on_change(heard.append)
    office = organisations.add(OFFICE, mira, now)
    organisations.save(office, 1, {'topic': 'x'}, mira, now)
    organisations.remove(office, mira, now)
    stop()
    assert [changed.rows for changed in heard] == [{('organisation', office)}] * 3


def test_a_person_outside_needs_a_consent(store: Path, mira: Who, now: datetime) -> None:
    office = organisations.add(OFFICE, mira, now)
    with pytest.raises(Refused, match='Eine Organisation ohne Namen einer Person geht immer'):
        people.add('external', {'first_name': 'Łucja'}, given(Purpose.MEMBER), mira, now, office)
    assert count('person') == 0
