"""New words for a question: seen where they are asked before they count, a version of their own, the old one stays."""
import pytest
from nicegui.testing.user_interaction import UserInteraction

from db import consent, wording
from db.clock import utc_now
from db.who import Who
from db.words import Audience, Purpose
from tests.db.stories import count, drop_off
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import buttons, field, press, put, soon, still, words

FORMER = 'Dürfen wir Sie auch später noch kontaktieren?'
SAVE = 'Als neue Fassung speichern'
LONG = 'Wir behalten Ihren Namen und Ihre Nummer sehr gern noch eine ganze Weile bei uns im Haus, wenn Sie mögen.'


async def at_question(visit: Visit, title: str = FORMER, who: str = 'Anja') -> Visitor:
    visitor = await visit(who)
    await visitor.open('/datenschutz')
    press(visitor, f'Ansehen: {title}')
    await soon(lambda: SAVE in buttons(visitor))
    return visitor


def in_force() -> wording.ConsentQuestion:
    return consent.text_in_force(Purpose.FORMER)


def note(visitor: Visitor, label: str) -> str:
    props = field(visitor, label).props
    return f'{props.get("hint", "")} {props.get("error-message", "")}'


async def test_new_words_are_a_new_version_and_count_from_then_on(visit: Visit, tresen: Who) -> None:
    drop_off(tresen, utc_now(), later=True)
    visitor = await at_question(visit)
    put(visitor, 'Frage', 'Dürfen wir uns später melden?')
    press(visitor, SAVE)
    await soon(lambda: in_force().version == 2)
    assert (in_force().title, in_force().yes) == ('Dürfen wir uns später melden?', 'Ja, gern')
    await soon(lambda: 'Dürfen wir uns später melden?' in words(visitor))
    await soon(lambda: 'Fassung 2 seit' in words(visitor))
    newest, oldest = next(one for one in wording.everything() if one[0].id == in_force().id)
    assert (newest.held, oldest.held) == (0, 1), 'who said yes keeps the version that was shown'


async def test_the_preview_follows_what_is_typed_and_changes_nothing(visit: Visit) -> None:
    visitor = await at_question(visit)
    assert 'An der Annahme' in words(visitor)
    put(visitor, 'Antwort für Ja', 'Na klar')
    await soon(lambda: words(visitor).split('\n').count('Na klar') == 2)   # the field, and the button of the preview
    assert in_force().version == 1


async def test_the_slip_says_what_its_own_code_says(visit: Visit, tresen: Who) -> None:
    visitor = await at_question(visit)
    for sentence in ('Danach weiter gespeichert, weil Sie es möchten (mündlich', 'Danach löschen wir Ihre Daten.',
                     '/datenschutz/musterschein.pdf?later=ja', '/datenschutz/musterschein.pdf?later=nein'):
        assert sentence in words(visitor)


async def test_a_question_of_the_team_has_no_slip(visit: Visit) -> None:
    visitor = await at_question(visit, 'Dürfen wir dich auf die Teamliste setzen?')
    assert 'Im Programm' in words(visitor)
    assert 'Auf dem Abholschein' not in words(visitor)


async def test_a_long_sentence_is_told_and_may_stay(visit: Visit) -> None:
    visitor = await at_question(visit)
    put(visitor, 'Erklärung', LONG)
    UserInteraction(visitor, {field(visitor, 'Erklärung')}, None).trigger('blur')
    await soon(lambda: 'Dieser Satz hat' in note(visitor, 'Erklärung'))
    press(visitor, SAVE)
    await soon(lambda: in_force().text == LONG)


@pytest.mark.parametrize(('label', 'text', 'sentence'), [
    ('Frage', '', 'Hier fehlt noch etwas'), ('Antwort für Nein', 'ja, GERN', 'Ja und Nein müssen sich unterscheiden'),
    ('Erklärung', 'x' * 2001, 'zu lang')])
async def test_what_cannot_be_asked_is_refused_beside_its_field(visit: Visit, label: str, text: str,
                                                                sentence: str) -> None:
    visitor = await at_question(visit)
    put(visitor, label, text)
    press(visitor, SAVE)
    await soon(lambda: sentence in note(visitor, label))
    assert in_force().version == 1
    assert field(visitor, label).value == text


async def test_the_same_words_make_no_version(visit: Visit) -> None:
    visitor = await at_question(visit)
    press(visitor, SAVE)
    await soon(lambda: 'dieselben Worte' in words(visitor))
    assert in_force().version == 1
    put(visitor, 'Antwort für Ja', 'Na klar')
    await soon(lambda: 'dieselben Worte' not in words(visitor))   # they are no more


async def test_a_double_tap_makes_one_version(visit: Visit) -> None:
    visitor = await at_question(visit)
    put(visitor, 'Frage', 'Dürfen wir uns später melden?')
    press(visitor, SAVE)
    press(visitor, SAVE)
    await soon(lambda: in_force().version == 2)
    await still(lambda: in_force().version == 2)


async def test_the_words_a_cafe_starts_with_can_be_put_back(visit: Visit, anja: Who) -> None:
    wording.reword(Purpose.FORMER, Audience.OUTSIDE, 'Später?', 'Ganz kurz.', 'Ja', 'Nein', anja, utc_now())
    visitor = await at_question(visit, 'Später?')
    assert 'Ältere Fassungen' in words(visitor)
    press(visitor, 'Vorschlag einsetzen')
    await soon(lambda: field(visitor, 'Frage').value == FORMER)
    assert in_force().version == 2, 'to be looked at first'
    press(visitor, SAVE)
    await soon(lambda: (in_force().version, in_force().title) == (3, FORMER))


async def test_somebody_else_was_quicker(visit: Visit, anja: Who) -> None:
    visitor = await at_question(visit)
    put(visitor, 'Antwort für Ja', 'Sehr gern')
    wording.reword(Purpose.FORMER, Audience.OUTSIDE, 'Später?', 'Ganz kurz.', 'Ja', 'Nein', anja, utc_now())
    await soon(lambda: 'gerade von jemand anderem geändert' in words(visitor))
    assert field(visitor, 'Antwort für Ja').value == 'Sehr gern', 'what is typed stays'
    assert field(visitor, 'Frage').value == 'Später?'
    press(visitor, SAVE)
    await soon(lambda: (in_force().version, in_force().yes, in_force().title) == (3, 'Sehr gern', 'Später?'))


async def test_an_open_counter_asks_with_the_new_words(visit: Visit, anja: Who, tresen: Who) -> None:
    """What was shown is what is recorded: a slip with the old words is answered with the new ones (D2)."""
    counter = await visit('Tresen')
    await counter.open('/annahme')
    (desk,) = [each for each in counter.client.elements.values() if each.props.get('start')]
    wording.reword(Purpose.FORMER, Audience.OUTSIDE, 'Später?', 'Ganz kurz.', 'Ja', 'Nein', anja, utc_now())
    await soon(lambda: desk.props['start']['questions']['former']['title'] == 'Später?')


async def test_s9_a_member_of_the_team_cannot_change_them(visit: Visit) -> None:
    visitor = await visit('Mira')
    answer = await visitor.get('/datenschutz')
    assert answer.status_code == 403
    assert count('consent_text') == 6
