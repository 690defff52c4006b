"""The sheet beside a list: writing somebody down with their yes, editing, two at it at once, leaving, taking back."""
import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
from nicegui import ui
from nicegui.testing.user_interaction import UserInteraction

from db import accounts, consent, handover, members, organisations, people, retention
from db.clock import show_date, today, utc_now
from db.errors import Refused
from db.fields import Column
from db.kinds import Kind
from db.people import PersonView
from db.who import COMMAND_LINE, Role, Who
from db.words import HOW, Audience, Purpose
from tests.db.importing.lists import TEAM
from tests.db.importing.lists import stored as on_list
from tests.db.stories import count, drop_off, findable, joins, outside, own, owner, rows
from tests.pages.conftest import Visit, Visitor
from tests.pages.lists import Listed, answer, beside_field, in_form, links, push, sheets_open, titles, type_in, written
from tests.pages.seeing import buttons, press, soon, still

JOERG = {'phone': '0351 7654321', 'email': 'joerg@example.org', 'street': 'Werkstr. 5', 'city': 'Dresden',
         'tasks': 'Reparatur', 'skills': 'Elektro', 'note': 'nur montags'}
Open = Callable[..., Awaitable[Visitor]]


@pytest.fixture
def opened(visit: Visit) -> Open:
    """`await opened('/team?person=…')`: what stands open beside the list there, for somebody of the team."""
    async def open_it(path: str, name: str = 'Mira') -> Visitor:
        visitor = await visit(name)
        await visitor.open(path)
        assert len(sheets_open(visitor)) == 1
        return visitor
    return open_it


def stored(public_id: str) -> PersonView:
    return people.read(public_id)


def is_gone(public_id: str) -> bool:
    try:
        people.read(public_id)
    except Refused:
        return True
    return False


def only_person() -> PersonView:
    [(public_id,)] = rows('SELECT public_id FROM person')
    return people.read(public_id)


def fill_in(visitor: Visitor, **texts: str) -> None:
    labels = {'first': 'Vorname', 'last': 'Nachname', 'phone': 'Telefon', 'email': 'E-Mail', 'how': 'Wie gefragt',
              'on': 'Gefragt am', 'was': 'War früher', 'function': 'Funktion'}
    for name, text in texts.items():
        type_in(visitor, labels[name], text)


# ---- somebody new, only with their yes -------------------------------------------------------------------------------
async def test_nothing_is_answered_beforehand(opened: Open) -> None:
    for path in ('/team?neu=team', '/extern?neu=extern', '/ehemalige?neu=ehemalige'):
        visitor = await opened(path)
        radios = [each for each in sheets_open(visitor)[0].descendants() if isinstance(each, ui.radio)]
        assert radios
        assert [radio.value for radio in radios] == [None] * len(radios)
        assert in_form(visitor, 'Wie gefragt').value is None


async def test_the_exact_text_in_force_is_shown(opened: Open) -> None:
    visitor = await opened('/team?neu=team')
    for text in ('Dürfen wir dich auf die Teamliste setzen?', 'Wenn du gehst, löschen wir sie.',
                 'Möchtest du in die Messenger-Gruppe des Teams?'):
        assert text in written(visitor)


async def test_without_an_answer_nobody_is_stored(opened: Open) -> None:
    visitor = await opened('/team?neu=team')
    fill_in(visitor, first='Ina', how='mündlich')
    push(visitor, 'Speichern')
    await soon(lambda: 'Hier fehlt noch die Antwort.' in written(visitor))
    assert count('person') == 0
    assert in_form(visitor, 'Vorname').value == 'Ina'


@pytest.mark.parametrize(('path', 'no', 'sentence'), [
    ('/team?neu=team', 'Nein', 'Ohne ein Ja zur Teamliste darf die Person nicht gespeichert werden.'),
    ('/extern?neu=extern', 'Nein', 'Ohne ein Ja darf die Person nicht gespeichert werden.'),
    ('/ehemalige?neu=ehemalige', 'Nein, danach löschen', 'Ohne ein Ja darf die Person nicht aufbewahrt werden.')])
async def test_who_says_no_is_not_stored_and_nothing_typed_is_lost(opened: Open, path: str, no: str,
                                                                   sentence: str) -> None:
    visitor = await opened(path)
    fill_in(visitor, first='Ina', phone='0351 1234567', how='mündlich',
            **({'was': 'im Team'} if 'ehemalige' in path else {}))
    answer(visitor, no)
    push(visitor, 'Speichern')
    await soon(lambda: sentence in written(visitor))
    assert count('person') == count('consent') == 0
    assert (in_form(visitor, 'Vorname').value, in_form(visitor, 'Telefon').value) == ('Ina', '0351 1234567')


async def test_a_member_is_stored_with_what_they_agreed_to(opened: Open) -> None:
    visitor = await opened('/team?neu=team')
    fill_in(visitor, first='Ina', last='Öhlmann', phone='0351 1234567', how='Papier')
    type_in(visitor, 'Aufgaben', 'Annahme')
    answer(visitor, 'Ja, auf die Liste')
    push(visitor, 'Speichern')
    await soon(lambda: sheets_open(visitor) == [])
    ina = only_person()
    assert (ina.name, ina.sheets, ina.purposes) == ('Ina Öhlmann', ('team',), {Purpose.MEMBER})
    assert ina.values['tasks'] == 'Annahme'
    assert [line.detail for line in ina.consents if line.yes] == [f'Papier, {today(utc_now()):%d.%m.%Y}, Mira']
    assert 'Gespeichert.' in visitor.notify.messages


async def test_the_messenger_group_is_a_question_of_its_own(opened: Open) -> None:
    visitor = await opened('/team?neu=team')
    fill_in(visitor, first='Ina', how='mündlich')
    answer(visitor, 'Ja, auf die Liste')
    answer(visitor, 'Ja, gern')
    push(visitor, 'Speichern')
    await soon(lambda: count('person') == 1)
    assert only_person().purposes == {Purpose.MEMBER, Purpose.MESSENGER}


async def test_a_yes_from_another_day_keeps_its_day(opened: Open) -> None:
    visitor = await opened('/team?neu=team')
    said = show_date(today(utc_now()) - timedelta(days=24))
    fill_in(visitor, first='Ina', how='Papier', on=said)
    answer(visitor, 'Ja, auf die Liste')
    push(visitor, 'Speichern')
    await soon(lambda: count('person') == 1)
    assert any(said in line.detail for line in only_person().consents)


async def test_a_yes_from_the_future_is_refused_beside_its_field(opened: Open) -> None:
    visitor = await opened('/team?neu=team')
    fill_in(visitor, first='Ina', how='Papier', on=(today(utc_now()) + timedelta(days=9)).isoformat())
    answer(visitor, 'Ja, auf die Liste')
    push(visitor, 'Speichern')
    await soon(lambda: beside_field(visitor, 'Gefragt am') == 'Die Einwilligung kann nicht aus der Zukunft sein.')
    assert count('person') == 0


@pytest.mark.parametrize(('was', 'verb'), [('im Team', 'Mitglied'), ('Kund:in', 'Kund:in')])
async def test_a_former_says_what_they_were(opened: Open, was: str, verb: str) -> None:
    visitor = await opened('/ehemalige?neu=ehemalige')
    listed = Listed(visitor)
    fill_in(visitor, first='Ina', how='E-Mail', was=was)
    answer(visitor, 'Ja, gern')
    push(visitor, 'Speichern')
    await soon(lambda: listed.names == ['Ina'])
    assert listed.column('kind') == [verb]


async def test_what_was_answered_counts_as_long_as_the_words_are_the_same(opened: Open) -> None:
    visitor = await opened('/ehemalige?neu=ehemalige')
    answer(visitor, 'Ja, gern')
    fill_in(visitor, first='Ina', how='E-Mail', was='Kund:in')   # they were asked with the words for customers
    push(visitor, 'Speichern')
    await soon(lambda: count('person') == 1)
    assert only_person().purposes == {Purpose.FORMER}


async def test_other_words_need_an_answer_of_their_own(opened: Open) -> None:
    visitor = await opened('/ehemalige?neu=ehemalige')
    answer(visitor, 'Ja, gern')
    fill_in(visitor, first='Ina', how='E-Mail', was='im Team')
    assert 'Die Frage lautet jetzt anders. Bitte noch einmal fragen.' in written(visitor)
    push(visitor, 'Speichern')
    await still(lambda: count('person') == 0)
    answer(visitor, 'Ja, gern')
    assert 'Die Frage lautet jetzt anders' not in written(visitor)
    push(visitor, 'Speichern')
    await soon(lambda: count('person') == 1)


async def test_the_same_words_for_both_are_asked_once(opened: Open) -> None:
    same_words_for_both()
    visitor = await opened('/ehemalige?neu=ehemalige')
    answer(visitor, 'Ja, gern')
    fill_in(visitor, first='Ina', how='E-Mail', was='im Team')
    push(visitor, 'Speichern')
    await soon(lambda: count('person') == 1)
    [(audience,)] = rows('SELECT audience FROM consent_text JOIN consent ON consent.text_id = consent_text.id')
    assert audience == 'team'   # stored is the wording for the team, though it says the same


def same_words_for_both() -> None:
    """The café has agreed on one wording for being kept afterwards."""
    words = consent.text_in_force(Purpose.FORMER)
    consent.reword(Purpose.FORMER, Audience.TEAM, words.title, words.text, words.yes, words.no, COMMAND_LINE, utc_now())


async def test_an_organisation_can_be_called_written_to_and_looked_up(opened: Open, anja: Who) -> None:
    office = organisations.add({'name': 'Werkhaus', 'phone': '0351 1234567', 'email': 'post@werkhaus.example.org',
                                'website': 'www.werkhaus.example.org'}, anja, utc_now())
    visitor = await opened(f'/extern?organisation={office}')
    assert links(visitor)[:3] == [
        'tel:03511234567', 'mailto:post@werkhaus.example.org', 'https://www.werkhaus.example.org']


async def test_a_contact_belongs_to_the_organisation_it_was_begun_at(opened: Open, anja: Who) -> None:
    office = organisations.add({'name': 'Ehrenamtsbüro'}, anja, utc_now())
    visitor = await opened(f'/extern?organisation={office}')
    push(visitor, 'Neue Ansprechperson')
    await soon(lambda: titles(visitor) == ['Neue Ansprechperson'])
    fill_in(visitor, first='Łucja', function='Spenden', how='E-Mail')
    answer(visitor, 'Ja, speichern')
    push(visitor, 'Speichern')
    await soon(lambda: count('person') == 1)
    assert only_person().contact.organisation == 'Ehrenamtsbüro'
    assert only_person().contact.function == 'Spenden'


async def test_the_organisation_that_was_chosen_comes_back_with_the_draft(opened: Open, anja: Who) -> None:
    for name in ('Ehrenamtsbüro', 'Wertstoffhof'):
        organisations.add({'name': name}, anja, utc_now())
    visitor = await opened('/extern?neu=extern')
    restore(visitor, first_name={'text': 'Łucja', 'before': ''}, organisation={'text': 'Wertstoffhof', 'before': ''})
    await soon(lambda: in_form(visitor, 'Organisation').value == 'Wertstoffhof')
    fill_in(visitor, how='E-Mail')
    answer(visitor, 'Ja, speichern')
    push(visitor, 'Speichern')
    await soon(lambda: count('person') == 1)
    assert only_person().contact.organisation == 'Wertstoffhof'


async def test_two_organisations_of_one_name_can_be_told_apart(opened: Open, anja: Who) -> None:
    _first, second = (organisations.add({'name': name}, anja, utc_now()) for name in ('Caritas', 'CARITAS'))
    visitor = await opened(f'/extern?neu=extern&organisation={second}')
    assert any('(2)' in word for word in in_form(visitor, 'Organisation').options)
    fill_in(visitor, first='Łucja', how='E-Mail')
    answer(visitor, 'Ja, speichern')
    push(visitor, 'Speichern')
    await soon(lambda: count('person') == 1)
    assert only_person().contact.organisation_id == second


async def test_an_organisation_needs_a_name_and_no_consent(opened: Open) -> None:
    visitor = await opened('/extern?neu=organisation')
    push(visitor, 'Speichern')
    await soon(lambda: 'Organisation' in beside_field(visitor, 'Organisation'))
    type_in(visitor, 'Organisation', 'Wertstoffhof')
    push(visitor, 'Speichern')
    await soon(lambda: organisations.all_names() and organisations.all_names()[0][1] == 'Wertstoffhof')


async def test_pressing_twice_makes_one_person(opened: Open) -> None:
    visitor = await opened('/team?neu=team')
    fill_in(visitor, first='Ina', how='mündlich')
    answer(visitor, 'Ja, auf die Liste')
    push(visitor, 'Speichern')
    push(visitor, 'Speichern')
    await soon(lambda: sheets_open(visitor) == [])
    await still(lambda: count('person') == 1)


async def test_a_late_second_tap_makes_no_second_organisation(opened: Open) -> None:
    """While the sheet slides away, its button is still there."""
    visitor = await opened('/extern?neu=organisation')
    type_in(visitor, 'Organisation', 'Wertstoffhof')
    sheet = sheets_open(visitor)[0]
    [save] = [each for each in sheet.descendants() if isinstance(each, ui.button) and each.text == 'Speichern']
    push(visitor, 'Speichern')
    await soon(lambda: not sheet.value)
    UserInteraction(visitor, {save}, None).click()
    await still(lambda: count('organisation') == 1)


async def test_own_columns_are_asked_and_stored(opened: Open) -> None:
    own('person', 'schluessel', purposes=(Purpose.MEMBER,))
    own('person', 'shirt', Kind.CHOICE, (Purpose.MEMBER,), choices=['S', 'M', 'L'])
    own('person', 'nur_kunden', purposes=(Purpose.REPAIR,))
    visitor = await opened('/team?neu=team')
    assert 'Nur_Kunden' not in written(visitor)
    fill_in(visitor, first='Ina', how='mündlich')
    type_in(visitor, 'Schluessel', 'Nr. 7')
    type_in(visitor, 'Shirt', 'L')
    answer(visitor, 'Ja, auf die Liste')
    push(visitor, 'Speichern')
    await soon(lambda: count('person') == 1)
    assert (only_person().values['schluessel'], only_person().values['shirt']) == ('Nr. 7', 'L')


# ---- fields ----------------------------------------------------------------------------------------------------------
async def test_a_wrong_text_says_so_beside_its_field_and_stays(opened: Open) -> None:
    visitor = await opened('/team?neu=team')
    fill_in(visitor, email='ina.example.org')
    await soon(lambda: beside_field(visitor, 'E-Mail') == 'In der Adresse fehlt das @-Zeichen.')
    assert in_form(visitor, 'E-Mail').value == 'ina.example.org'
    fill_in(visitor, email='ina@example.org')
    await soon(lambda: beside_field(visitor, 'E-Mail') == '')


async def test_an_odd_phone_number_warns_and_is_stored_as_typed(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now())
    visitor = await opened(f'/team?person={public_id}')
    fill_in(visitor, phone='0')
    await soon(lambda: 'ungewöhnlich' in beside_field(visitor, 'Telefon') or 'kurz' in beside_field(visitor, 'Telefon'))
    push(visitor, 'Speichern')
    await soon(lambda: stored(public_id).values['phone'] == '0')


async def test_leaving_a_needed_field_empty_complains_only_on_saving(opened: Open) -> None:
    visitor = await opened('/extern?neu=organisation')
    type_in(visitor, 'Organisation', '')
    await still(lambda: beside_field(visitor, 'Organisation') == '')


@pytest.mark.parametrize(('kind', 'value', 'shown', 'typed', 'stored_as'), [
    (Kind.TEXT, 'a', 'a', 'b', 'b'), (Kind.LONG_TEXT, 'a\nb', 'a\nb', 'c\nd', 'c\nd'),
    (Kind.NUMBER, 3, '3', '3,5', 3.5), (Kind.YES_NO, True, True, False, False),
    (Kind.DATE, date(2026, 11, 2), '02.11.2026', '2026-11-03', date(2026, 11, 3)),
    (Kind.CHOICE, 'S', 'S', 'M', 'M'), (Kind.PHONE, '+49 351 1', '+49 351 1', '0351 2', '0351 2'),
    (Kind.EMAIL, 'a@b.de', 'a@b.de', 'c@d.de', 'c@d.de')])
async def test_every_kind_is_drawn_filled_and_read(opened: Open, kind: Kind, value: Any, shown: Any, typed: Any,
                                                   stored_as: Any) -> None:
    from pages import forms  # each time anew: NiceGUI forgets modules with pages after each test

    visitor = await opened('/team?neu=team')
    column = Column('x', 'X', kind, choices=('S', 'M'))
    with visitor.client:
        form = forms.Form(right='edit', send=lambda: None)
        with form:
            form.draw((column,), {'x': value})
        field = form.fields['x']
        assert field.element.value == shown
        assert form.parse(only_changed=True) == {}
        field.element.set_value(typed)
        assert form.changed
        assert form.parse() == {'x': stored_as}


async def test_a_choice_that_is_none_any_more_stays_until_it_is_changed(opened: Open) -> None:
    from pages import forms

    visitor = await opened('/team?neu=team')
    with visitor.client:
        form = forms.Form(right='edit', send=lambda: None)
        with form:
            form.draw((Column('x', 'X', Kind.CHOICE, choices=('S',)),), {'x': 'XXL'})
        assert form.fields['x'].element.value == 'XXL'
        assert form.parse(only_changed=True) == {}


# ---- editing ---------------------------------------------------------------------------------------------------------
async def test_everything_stored_about_a_member_is_there_and_can_be_changed(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    assert in_form(visitor, 'Straße und Hausnummer').value == 'Werkstr. 5'
    assert in_form(visitor, 'Kann gut').value == 'Elektro'
    assert 'Steht auf der Teamliste' in written(visitor)
    type_in(visitor, 'Ort', 'Pirna')
    type_in(visitor, 'Kann gut', 'Elektro, Nähen')
    push(visitor, 'Speichern')
    await soon(lambda: stored(public_id).values['city'] == 'Pirna')
    assert stored(public_id).values['skills'] == 'Elektro, Nähen'
    await soon(lambda: sheets_open(visitor) == [])


async def test_a_customer_shows_only_what_a_repair_needs_and_where_it_is(opened: Open, anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    visitor = await opened(f'/kundinnen?person={owner(number, utc_now())}')
    assert 'Straße und Hausnummer' not in written(visitor)
    assert 'Kann gut' not in written(visitor)
    assert number in written(visitor)
    assert 'Mitgliedschaft beenden …' not in written(visitor)


async def test_a_mail_goes_to_this_address_alone(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), email_2='x?bcc=evil@example.org')
    visitor = await opened(f'/team?person={public_id}')
    assert links(visitor) == ['mailto:x%3Fbcc%3Devil@example.org']


async def test_a_name_is_needed(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now())
    visitor = await opened(f'/team?person={public_id}')
    fill_in(visitor, first='', last='')
    push(visitor, 'Speichern')
    await soon(lambda: beside_field(visitor, 'Vorname') == 'Wie heißt die Person? Vorname oder Nachname genügt.')
    assert stored(public_id).name == 'Jörg Rademacher'


async def test_unchanged_closes_at_once_and_changed_asks_first(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    type_in(visitor, 'Ort', 'Pirna')
    push(visitor, 'Abbrechen')
    assert titles(visitor)[-1] == 'Noch nicht gespeichert'
    push(visitor, 'Weiter bearbeiten')
    assert in_form(visitor, 'Ort').value == 'Pirna'
    type_in(visitor, 'Ort', 'Dresden')   # as it was: nothing to lose any more
    push(visitor, 'Abbrechen')
    assert sheets_open(visitor) == []
    assert stored(public_id).values['city'] == 'Dresden'


async def test_what_was_typed_can_be_thrown_away(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    type_in(visitor, 'Ort', 'Pirna')
    push(visitor, 'Schließen')
    push(visitor, 'Verwerfen')
    assert sheets_open(visitor) == []
    assert stored(public_id).values['city'] == 'Dresden'


async def test_a_draft_comes_back_as_if_it_were_typed_again(opened: Open) -> None:
    visitor = await opened('/team?neu=team')
    restore(visitor, first_name={'text': 'Ina', 'before': ''}, note={'text': 'x', 'before': 'y'}, nonsense=1, phone='z')
    await soon(lambda: in_form(visitor, 'Vorname').value == 'Ina')
    assert beside_field(visitor, 'Notiz') == 'Inzwischen gespeichert: nichts'
    push(visitor, 'Abbrechen')
    assert titles(visitor)[-1] == 'Noch nicht gespeichert'


def restore(visitor: Visitor, **kept: Any) -> None:
    """The browser has kept a draft of the form."""
    form = next(each for each in sheets_open(visitor)[0].descendants() if each.tag == 'nicegui-forms')
    visitor.find(kind=type(form)).trigger('restore', kept)


# ---- two at it at once -----------------------------------------------------------------------------------------------
async def test_what_others_save_appears_while_nothing_is_typed(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    people.save(public_id, stored(public_id).version, {'city': 'Pirna', 'last_name': 'Röder'}, anja, utc_now())
    await soon(lambda: in_form(visitor, 'Ort').value == 'Pirna')
    assert titles(visitor) == ['Jörg Röder']


async def test_two_changes_are_never_mixed_and_never_lost(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    type_in(visitor, 'Telefon', '0351 222')
    type_in(visitor, 'Ort', 'Pirna')
    people.save(public_id, stored(public_id).version, {'phone': '0351 1234500'}, anja, utc_now())
    await soon(lambda: 'Jörg Rademacher wurde gerade von jemand anderem geändert.' in written(visitor))
    push(visitor, 'Speichern')
    await soon(lambda: 'Das wurde gerade von jemand anderem geändert.' in written(visitor))
    assert stored(public_id).values['phone'] == '0351 1234500'
    push(visitor, 'Neu laden, Getipptes behalten')
    await soon(lambda: beside_field(visitor, 'Telefon') == 'Inzwischen gespeichert: 0351 1234500')
    assert (in_form(visitor, 'Telefon').value, in_form(visitor, 'Ort').value) == ('0351 222', 'Pirna')
    push(visitor, 'Speichern')
    await soon(lambda: stored(public_id).values['phone'] == '0351 222')
    assert stored(public_id).values['city'] == 'Pirna'


async def test_news_without_a_change_of_their_own_hide_no_conflict(opened: Open, anja: Who) -> None:
    """Being told once more of what somebody typed over must not pass for having looked at it."""
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    type_in(visitor, 'Telefon', '0351 222')
    people.save(public_id, stored(public_id).version, {'phone': '0351 1234500'}, anja, utc_now())
    await soon(lambda: 'Jörg Rademacher wurde gerade von jemand anderem geändert.' in written(visitor))
    findable(public_id, 'mündlich', anja, utc_now())
    await still(lambda: True)
    push(visitor, 'Speichern')
    await soon(lambda: 'Das wurde gerade von jemand anderem geändert.' in written(visitor))
    assert stored(public_id).values['phone'] == '0351 1234500'


async def test_an_erased_person_leaves_every_open_sheet(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    type_in(visitor, 'Ort', 'Pirna')
    members.end_membership(public_id, False, '', anja, utc_now())
    await soon(lambda: sheets_open(visitor) == [])
    assert traces(visitor, 'Rademacher', '7654321') == []


def traces(visitor: Visitor, *words: str) -> list[str]:
    """Which of these words still stand anywhere in the page, seen or not. (The list beside it is sent past the
    elements.)"""
    left = '\n'.join(str(getattr(each, name, '')) for each in visitor.client.elements.values()
                     for name in ('text', 'value'))
    return [word for word in words if word in left]


@pytest.mark.parametrize('button', ['Mitgliedschaft beenden …', 'Einwilligung widerrufen …'])
async def test_a_question_about_an_erased_person_goes_too(opened: Open, anja: Who, button: str) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    push(visitor, button)
    await soon(lambda: len(sheets_open(visitor)) == 2)
    members.end_membership(public_id, False, '', anja, utc_now())
    await soon(lambda: sheets_open(visitor) == [])
    assert traces(visitor, 'Jörg', 'Rademacher') == []


async def test_a_question_that_was_put_aside_leaves_no_name_either(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    for button in ('Mitgliedschaft beenden …', 'Einwilligung widerrufen …'):
        push(visitor, button)
        await soon(lambda: len(sheets_open(visitor)) == 2)
        push(visitor, 'Abbrechen')
    members.end_membership(public_id, False, '', anja, utc_now())
    await soon(lambda: sheets_open(visitor) == [])
    assert traces(visitor, 'Jörg', 'Rademacher') == []


async def test_a_withdrawal_on_another_device_of_the_same_account_says_why_the_sheet_goes(opened: Open, anja: Who,
                                                                                          mira: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    await still(lambda: len(sheets_open(visitor)) == 1)   # a change of Anja's would be told together with Mira's
    handover.withdraw(public_id, None, mira, utc_now())
    await soon(lambda: sheets_open(visitor) == [])
    assert visitor.notify.messages == ['Diese Person steht nicht (mehr) im Kontaktbuch.']


@pytest.mark.parametrize(('button', 'answered', 'go', 'said'), [
    ('Einwilligung widerrufen …', '', 'Jetzt widerrufen und löschen', 'Widerrufen und gelöscht.'),
    ('Mitgliedschaft beenden …', 'Nein, danach löschen', 'Mitgliedschaft beenden', 'Die Mitgliedschaft ist beendet.')])
async def test_who_erases_somebody_here_hears_of_it_once(opened: Open, anja: Who, monkeypatch: pytest.MonkeyPatch,
                                                         button: str, answered: str, go: str, said: str) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    push(visitor, button)
    await soon(lambda: len(sheets_open(visitor)) == 2)
    if answered:
        answer(visitor, answered)
    slow_to_clean(monkeypatch)
    push(visitor, go)
    await asyncio.sleep(0.1)
    hide_closed(visitor)   # the question is out of sight before the file is clean
    await soon(lambda: visitor.notify.messages)
    await still(lambda: visitor.notify.messages == [said])
    assert sheets_open(visitor) == []
    assert traces(visitor, 'Jörg', 'Rademacher') == []


def slow_to_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file: others are told of the change before the verb is through."""
    for module in (retention, members):
        monkeypatch.setattr(module, 'scrub', lambda _now: time.sleep(0.3))


def hide_closed(visitor: Visitor) -> None:
    for each in list(visitor.client.elements.values()):
        if isinstance(each, ui.dialog) and not each.value:
            UserInteraction(visitor, {each}, None).trigger('hide')


@pytest.mark.parametrize('typed', [True, False])
async def test_a_sheet_whose_fields_are_no_longer_right_closes_and_says_why(opened: Open, anja: Who,
                                                                            typed: bool) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    if typed:
        type_in(visitor, 'Notiz', 'halb')
    members.end_membership(public_id, True, 'mündlich', anja, utc_now())
    await soon(lambda: sheets_open(visitor) == [])
    [said] = visitor.notify.messages
    assert said.startswith('Jörg Rademacher wurde gerade anderswo geändert.')
    assert ('beim nächsten Öffnen' in said) is typed


# ---- the messenger group ---------------------------------------------------------------------------------------------
async def test_being_in_the_group_is_ticked_off_by_hand(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now())
    visitor = await opened(f'/team?person={public_id}')
    assert 'Keine Antwort eingetragen' in written(visitor)     # nobody has said no either
    push(visitor, 'Zustimmung eintragen …')
    await soon(lambda: 'Möchtest du in die Messenger-Gruppe des Teams?' in written(visitor))
    push(visitor, 'Speichern')
    await soon(lambda: 'Hier fehlt noch die Antwort.' in written(visitor))
    answer(visitor, 'Ja, gern')
    fill_in(visitor, how=HOW[0])
    push(visitor, 'Speichern')
    await soon(lambda: Purpose.MESSENGER in stored(public_id).purposes)
    await soon(lambda: 'Bitte in die Gruppe aufnehmen und hier abhaken.' in written(visitor))
    push(visitor, 'Ist jetzt drin')
    await soon(lambda: stored(public_id).membership.in_messenger)
    await soon(lambda: 'Ist in der Gruppe' in written(visitor))
    push(visitor, 'Ist nicht mehr drin')
    await soon(lambda: not stored(public_id).membership.in_messenger)


async def put_in_by_a_list(opened: Open) -> tuple[Visitor, str]:
    on_list(Team=[TEAM, ['Jörg', 'Rademacher', '0351 7654321', '', '', 'ja', 'ja']])
    public_id = only_person().public_id
    return await opened(f'/team?person={public_id}'), public_id


async def test_d3_whom_a_list_put_into_the_group_is_asked_while_they_are_in_it(opened: Open) -> None:
    visitor, public_id = await put_in_by_a_list(opened)
    shown = written(visitor)
    assert 'Zustimmung fehlt' in shown
    assert 'Ist in der Gruppe, Zustimmung fehlt: bitte fragen.' in shown
    assert 'Hat nicht zugestimmt' not in shown
    assert 'Bitte aus der Gruppe nehmen' not in shown
    assert {'Zustimmung eintragen …', 'Ist nicht mehr drin'} <= set(buttons(visitor))
    push(visitor, 'Zustimmung eintragen …')
    await soon(lambda: 'Möchtest du in die Messenger-Gruppe des Teams?' in written(visitor))
    answer(visitor, 'Ja, gern')
    fill_in(visitor, how=HOW[0])
    push(visitor, 'Speichern')
    await soon(lambda: 'Hat zugestimmt' in written(visitor))
    assert stored(public_id).membership.in_messenger
    assert 'Zustimmung eintragen …' not in buttons(visitor)


async def test_d3_whoever_is_asked_and_says_no_is_to_be_taken_out(opened: Open) -> None:
    """How they were asked matters only for a yes."""
    visitor, public_id = await put_in_by_a_list(opened)
    push(visitor, 'Zustimmung eintragen …')
    await soon(lambda: 'Möchtest du in die Messenger-Gruppe des Teams?' in written(visitor))
    answer(visitor, 'Nein')
    push(visitor, 'Speichern')
    await soon(lambda: 'Hat nicht zugestimmt' in written(visitor))
    assert 'Bitte aus der Gruppe nehmen und hier abhaken.' in written(visitor)
    assert stored(public_id).purposes == {Purpose.MEMBER}
    push(visitor, 'Ist nicht mehr drin')
    await soon(lambda: not stored(public_id).membership.in_messenger)


# ---- leaving, and taking back ----------------------------------------------------------------------------------------
async def test_nobody_leaves_without_an_answer(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now())
    visitor = await opened(f'/team?person={public_id}')
    push(visitor, 'Mitgliedschaft beenden …')
    await soon(lambda: titles(visitor)[-1] == 'Mitgliedschaft von Jörg Rademacher beenden?')
    push(visitor, 'Mitgliedschaft beenden')
    await soon(lambda: 'Hier fehlt noch die Antwort.' in written(visitor))
    assert stored(public_id).membership.running


async def test_who_leaves_with_a_no_is_erased(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    push(visitor, 'Mitgliedschaft beenden …')
    await soon(lambda: len(sheets_open(visitor)) == 2)
    answer(visitor, 'Nein, danach löschen')
    assert 'Alles über Jörg Rademacher wird sofort gelöscht.' in written(visitor)
    push(visitor, 'Mitgliedschaft beenden')
    await soon(lambda: is_gone(public_id))
    await soon(lambda: sheets_open(visitor) == [])


async def test_who_leaves_with_a_yes_stays_findable(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    push(visitor, 'Mitgliedschaft beenden …')
    await soon(lambda: len(sheets_open(visitor)) == 2)
    answer(visitor, 'Ja, gern')
    push(visitor, 'Mitgliedschaft beenden')
    await soon(lambda: 'Wie gefragt' in beside_field(visitor, 'Wie gefragt'))
    assert stored(public_id).membership.running
    fill_in(visitor, how='Papier')
    push(visitor, 'Mitgliedschaft beenden')
    await soon(lambda: stored(public_id).sheets == ('ehemalige',))
    assert stored(public_id).values['street'] == ''
    assert stored(public_id).values['phone'] == JOERG['phone']


async def test_a_withdrawal_says_what_goes_and_does_it_at_once(opened: Open, anja: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    push(visitor, 'Einwilligung widerrufen …')
    await soon(lambda: 'Das wird sofort gelöscht' in written(visitor))
    assert not is_gone(public_id)
    push(visitor, 'Jetzt widerrufen und löschen')
    await soon(lambda: is_gone(public_id))
    await soon(lambda: sheets_open(visitor) == [])


async def test_an_organisation_can_go_and_its_people_stay(opened: Open, anja: Who) -> None:
    office = organisations.add({'name': 'Ehrenamtsbüro'}, anja, utc_now())
    contact = outside(anja, utc_now(), office)
    visitor = await opened(f'/extern?organisation={office}')
    push(visitor, 'Organisation löschen …')
    await soon(lambda: titles(visitor)[-1] == 'Ehrenamtsbüro löschen?')
    push(visitor, 'Löschen')
    await soon(lambda: organisations.all_names() == ())
    assert stored(contact).contact.organisation == ''
    await soon(lambda: sheets_open(visitor) == [])


# ---- who may ---------------------------------------------------------------------------------------------------------
async def test_who_lost_the_right_meanwhile_changes_nothing(opened: Open, anja: Who, mira: Who) -> None:
    public_id = joins(anja, utc_now(), **JOERG)
    visitor = await opened(f'/team?person={public_id}')
    accounts.set_role(mira.account, Role.COUNTER, anja, utc_now())
    type_in(visitor, 'Ort', 'Pirna')
    push(visitor, 'Speichern')
    push(visitor, 'Mitgliedschaft beenden …')
    await soon(lambda: 'Dafür fehlt dir das Recht.' in visitor.notify.messages or visitor.sent_to)
    await still(lambda: stored(public_id).values['city'] == 'Dresden' and len(sheets_open(visitor)) <= 1)


async def test_the_new_row_is_seen_by_whoever_looks_at_the_list(opened: Open, visit: Visit) -> None:
    other = await visit('Anja')
    await other.open('/team')
    listed = Listed(other)
    visitor = await opened('/team?neu=team')
    fill_in(visitor, first='Ina', how='mündlich')
    answer(visitor, 'Ja, auf die Liste')
    push(visitor, 'Speichern')
    await soon(lambda: listed.marked == {'Ina': 'gerade geändert von Mira'})


async def test_new_can_be_pressed_again_after_closing(opened: Open) -> None:
    visitor = await opened('/team?neu=team')
    push(visitor, 'Abbrechen')
    assert sheets_open(visitor) == []
    press(visitor, 'Neu')
    await soon(lambda: titles(visitor) == ['Neu im Team'])
