"""Whoever works with keys alone: when what they pressed is gone, the focus is where the work goes on."""
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from db import accounts, people, repairs
from db.clock import utc_now
from db.store import close_store, open_store
from db.words import Purpose
from tests.db.stories import nameless
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.personas import given, persona
from tests.sample import Sample


@pytest.fixture(scope='module')
def cafe(filled: tuple[Path, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    """Two people are to be added to the messenger group, and Mira can take repairs over."""
    made = Cafe(filled[0], tmp_path_factory.mktemp('keyboard'))
    open_store(made.folder)
    anja = persona('Anja')
    people.add('member', {'first_name': 'Zoë', 'last_name': 'Zander'}, given(Purpose.MEMBER, Purpose.MESSENGER), anja,
               utc_now())
    nameless(anja, utc_now())   # the third that nobody looks after
    accounts.set_member(persona('Mira').account, repairs.team()[0].membership_id, anja, utc_now())
    close_store()
    yield from running(made)


def lines(page: Page, word: str) -> Locator:
    """The buttons with this word at the ends of Heute's lines."""
    return page.locator('.kb-tasks').get_by_role('button', name=word)


def test_on_heute_the_next_line_is_next(cafe: Cafe, page: Page) -> None:
    cafe.login(page, 'mira', '/')
    expect(lines(page, 'Übernehmen')).to_have_count(3)
    lines(page, 'Übernehmen').nth(1).press('Enter')   # the one in the middle
    expect(lines(page, 'Übernehmen')).to_have_count(2)
    expect(lines(page, 'Übernehmen').nth(1)).to_be_focused()
    page.keyboard.press('Enter')
    expect(lines(page, 'Übernehmen')).to_have_count(1)
    expect(lines(page, 'Übernehmen')).to_be_focused()   # nothing below it: the one above
    after_the_last_line_comes_the_heading(page)


def after_the_last_line_comes_the_heading(page: Page) -> None:
    lines(page, 'Erledigt').first.press('Enter')
    expect(lines(page, 'Erledigt')).to_have_count(1)
    expect(lines(page, 'Erledigt')).to_be_focused()
    page.keyboard.press('Enter')
    expect(lines(page, 'Erledigt')).to_have_count(0)
    expect(page.get_by_role('heading', name='Das ist zu tun')).to_be_focused()


@pytest.mark.parametrize(('path', 'label', 'title'), [('/r/{number}', 'Platz', 'Was ist los?'),
                                                      ('/einstellungen', 'Adresse', 'Das Café')])
def test_after_saving_or_throwing_away_comes_the_heading_unless_it_was_saved_from_within_a_field(
        cafe: Cafe, page: Page, sample: Sample, path: str, label: str, title: str) -> None:
    cafe.login(page, 'anja', path.format(number=sample.number))
    field = page.get_by_label(label, exact=True)
    field.fill('Regal 9')
    field.press('Enter')
    expect(page.get_by_text('Gespeichert.')).to_be_visible()
    expect(field).to_be_focused()
    for word in ('Speichern', 'Verwerfen'):
        field.fill(f'Regal {word}')
        page.get_by_role('button', name=word, exact=True).press('Enter')
        expect(page.get_by_role('button', name=word, exact=True)).to_have_count(0)
        expect(page.get_by_role('heading', name=title), word).to_be_focused()
