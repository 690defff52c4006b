"""The words of the questions: new wording is a new version, and what somebody said yes to stays as it was (D2)."""
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import consent, members, wording
from db.errors import Conflict, Refused
from db.events import Changed, on_change
from db.kinds import sentence_warning
from db.models import Consent
from db.who import Who
from db.words import Audience, Purpose
from tests.db.naughty import CONTROL, LETTERS
from tests.db.stories import OEZDEMIR, at_once, drop_off, joins, row_counts, rows

HOUR = timedelta(hours=1)
WORDS = {'title': 'Dürfen wir?', 'text': 'Bis zur Abholung.', 'yes': 'Ja', 'no': 'Nein'}


def reword(who: Who, now: datetime, purpose: Purpose = Purpose.REPAIR, audience: Audience = Audience.OUTSIDE,
           **words: str) -> consent.ConsentQuestion:
    return consent.reword(purpose, audience, **WORDS | words, who=who, now=now)


# ---- versions --------------------------------------------------------------------------------------------------------
def test_d2_new_words_are_a_new_version_and_the_old_ones_stay(store: Path, anja: Who, now: datetime) -> None:
    before = consent.text_in_force(Purpose.REPAIR)
    after = reword(anja, now)
    assert (after.version, after.title, after.text, after.yes, after.no) == (2, *WORDS.values())
    assert consent.text_in_force(Purpose.REPAIR) == after
    newest, oldest = history(Purpose.REPAIR)
    assert (oldest.words['title'], oldest.words['text']) == (before.title, before.text)
    assert (oldest.until, newest.since, newest.until) == (now, now, None)


def history(purpose: Purpose, audience: Audience = Audience.OUTSIDE) -> tuple[wording.Version, ...]:
    return next(found for found in wording.everything() if (found[0].purpose, found[0].audience) == (purpose, audience))


def test_d2_who_said_yes_before_has_said_it_to_the_old_words(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    asked = Consent.get().text_id
    reword(anja, now)
    assert [version.held for version in history(Purpose.REPAIR)] == [0, 1]
    drop_off(anja, now + HOUR, **OEZDEMIR)
    assert [version.held for version in history(Purpose.REPAIR)] == [1, 1]
    assert rows('SELECT text_id FROM consent ORDER BY id')[0] == (asked,)


def test_each_audience_has_versions_of_its_own(store: Path, anja: Who, now: datetime) -> None:
    reword(anja, now, Purpose.FORMER, Audience.TEAM, title='Dürfen wir dich?')
    assert consent.text_in_force(Purpose.FORMER, Audience.TEAM).title == 'Dürfen wir dich?'
    assert consent.text_in_force(Purpose.FORMER, Audience.OUTSIDE).version == 1


def test_the_same_words_again_are_no_new_version(store: Path, anja: Who, now: datetime) -> None:
    first = reword(anja, now)
    before = row_counts()
    assert reword(anja, now + HOUR, text=' Bis zur Abholung. ') == first
    assert row_counts() == before


def test_two_at_the_same_question_and_the_second_is_told(store: Path, anja: Who, now: datetime) -> None:
    seen = consent.text_in_force(Purpose.REPAIR).id
    reword(anja, now)
    with pytest.raises(Conflict, match='gerade von jemand anderem geändert'):
        consent.reword(Purpose.REPAIR, Audience.OUTSIDE, **WORDS | {'title': 'Anders?'}, who=anja, now=now,
                       instead_of=seen)
    assert consent.text_in_force(Purpose.REPAIR).title == 'Dürfen wir?'


def test_eight_at_once_make_eight_versions(store: Path, anja: Who, now: datetime) -> None:
    at_once(lambda number: reword(anja, now, title=f'Dürfen wir {number}?'))
    assert [version.version for version in history(Purpose.REPAIR)] == [9, 8, 7, 6, 5, 4, 3, 2, 1]


def test_the_journal_knows_who_changed_what(store: Path, anja: Who, now: datetime) -> None:
    heard: list[Changed] = []
    stop = on_change(heard.append)
    reword(anja, now)
    stop()
    assert rows("SELECT verb, actor_id, new FROM change JOIN change_value ON change_id = change.id "
                "WHERE table_name = 'consent_text' AND field = 'title'") == [
        ('consent.reword', anja.account, '"Dürfen wir?"')]
    assert [changed.tables for changed in heard] == [{'consent_text'}]


# ---- what is refused -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('field', 'text', 'sentence'), [
    ('title', '', 'Hier fehlt noch etwas: Frage.'), ('title', '   ', 'Hier fehlt noch etwas'),
    ('text', '', 'Hier fehlt noch etwas: Erklärung.'), ('yes', '', 'Hier fehlt noch etwas: Antwort für Ja.'),
    ('no', '', 'Hier fehlt noch etwas: Antwort für Nein.'), ('no', 'JA', 'müssen sich unterscheiden'),
    ('title', 'ä' * 121, 'höchstens 120 Zeichen'), ('text', 'ä' * 2001, 'höchstens 2000 Zeichen'),
    ('yes', 'ä' * 41, 'höchstens 40 Zeichen'), ('title', 'Zwei\nZeilen?', 'nicht speichern'),
    ('text', '\u200b', 'was man lesen kann')])
def test_a_refusal_names_its_field_and_changes_nothing(store: Path, anja: Who, now: datetime, field: str, text: str,
                                                       sentence: str) -> None:
    before = row_counts()
    with pytest.raises(Refused, match=re.escape(sentence)) as refusal:
        reword(anja, now, **{field: text})
    assert refusal.value.field == field
    assert row_counts() == before


def test_nobody_is_asked_what_does_not_concern_them(store: Path, anja: Who, now: datetime) -> None:
    with pytest.raises(Refused, match='Danach wird hier nicht gefragt'):
        reword(anja, now, Purpose.REPAIR, Audience.TEAM)


@pytest.mark.parametrize('text', LETTERS.values(), ids=LETTERS)
def test_r11_odd_words_are_stored_the_same(store: Path, anja: Who, now: datetime, text: str) -> None:
    assert reword(anja, now, text=text).text == text


@pytest.mark.parametrize('text', CONTROL.values(), ids=CONTROL)
def test_r11_what_cannot_be_stored_is_refused(store: Path, anja: Who, now: datetime, text: str) -> None:
    with pytest.raises(Refused, match='nicht speichern'):
        reword(anja, now, text=text)
    assert consent.text_in_force(Purpose.REPAIR).version == 1


# ---- sentences that are read aloud -----------------------------------------------------------------------------------
FIFTEEN = 'Eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn.'


@pytest.mark.parametrize(('text', 'counted'), [
    (FIFTEEN, None), (FIFTEEN.replace('.', ' – sechzehn.'), 16), (f'Kurz. {FIFTEEN} Kurz!', None),
    (FIFTEEN.replace('.', '\nsechzehn siebzehn'), None), (f'Kurz?\n{FIFTEEN.replace(".", " sechzehn")}', 16),
    ('', None), ('… – ! ' * 20, None)])
def test_a_long_sentence_is_told_and_how_long_it_is(text: str, counted: int | None) -> None:
    warning = sentence_warning(text, wording.MOST_WORDS)
    assert (warning and re.search(r'(\d+) Wörter: „Eins zwei drei vier …“', warning)[1]) == (counted and str(counted))


def test_a_long_sentence_may_stay(store: Path, anja: Who, now: datetime) -> None:
    long = FIFTEEN.replace('.', ' sechzehn.')
    text = next(column for column in wording.columns() if column.name == 'text')
    assert text.warn(long)
    assert reword(anja, now, text=long).text == long


# ---- the words a new café starts with --------------------------------------------------------------------------------
@pytest.mark.parametrize('versions', wording.DEFAULT_TEXTS, ids=lambda words: f'{words[0]} {words[1]}')
def test_the_first_words_say_all_that_has_to_be_said(versions: tuple[Purpose, Audience, str, str, str, str]) -> None:
    """Who is responsible, how long, how to take it back, where to complain; what for is the rest."""
    _purpose, audience, title, text, *answers = versions
    assert title.endswith('?')
    for said in ('Verantwortlich ist unser Repair-Café', 'Nach der Abholung|höchstens zwei Jahre|Wenn du gehst|solange',
                 'jederzeit.* (zurücknehmen|wieder heraus)', 'Beschweren .* Datenschutz-Aufsicht'):
        assert re.search(said, text), said
    assert re.search(r'\b(du|dich|dein)', text) if audience is Audience.TEAM else re.search(r'\b(Sie|Ihr)', text)
    assert not [words for words in (title, text, *answers) if sentence_warning(words, wording.MOST_WORDS)]


def test_nothing_in_the_first_words_is_filled_in_later(store: Path) -> None:
    """What is stored is what was said: a name that changes would change what people said yes to."""
    for versions in wording.everything():
        assert not re.search(r'[{}<>]', ''.join(versions[0].words.values()))


@pytest.mark.parametrize('versions', wording.DEFAULT_TEXTS, ids=lambda words: f'{words[0]} {words[1]}')
def test_the_first_words_can_be_had_back(store: Path, anja: Who, now: datetime,
                                         versions: tuple[Purpose, Audience, str, str, str, str]) -> None:
    purpose, audience, *words = versions
    reword(anja, now, purpose, audience)
    again = consent.reword(purpose, audience, **wording.suggested(purpose, audience), who=anja, now=now)
    assert [again.title, again.text, again.yes, again.no] == words


def test_who_leaves_is_asked_with_the_newest_words_for_the_team(store: Path, anja: Who, now: datetime) -> None:
    joerg = joins(anja, now)
    reword(anja, now, Purpose.FORMER, Audience.TEAM, title='Bleibst du erreichbar?')
    members.end_membership(joerg, True, 'mündlich', anja, now)
    assert rows("SELECT title FROM consent_text JOIN consent ON consent.text_id = consent_text.id "
                "WHERE consent.purpose = 'former'") == [('Bleibst du erreichbar?',)]
