"""A list that somebody looks through is kept for their login alone, and for a quarter of an hour at most (D1, R9)."""
import pytest

from pages import import_held
from pages.import_held import Held
from pages.import_preview import Preview
from pages.import_section import Section
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import soon, words
from tests.pages.test_import import previewed


@pytest.fixture(autouse=True)
def nothing_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_held, '_begun', {})


async def looked_through(visit: Visit) -> tuple[Visitor, Held, Preview, Section]:
    visitor = await previewed(visit)
    (held,) = import_held._begun.values()
    assert held.preview is not None
    assert held.section is not None
    return visitor, held, held.preview, held.section


async def test_when_its_page_has_been_gone_for_long_nothing_is_left(visit: Visit,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_held, 'KEPT', 0)
    visitor, held, preview, _section = await looked_through(visit)
    with visitor.client:
        visitor.client.delete()
    await soon(lambda: not import_held._begun)
    assert (preview.plan, preview.book.sheets, held.preview) == (None, (), None)


async def test_who_has_come_back_meanwhile_keeps_it(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    await previewed(visit)
    (held,) = import_held._begun.values()
    gone, held.client = held.client, object()     # type: ignore[assignment]
    import_held._forget(held, gone)
    assert held.preview is not None
    assert held.preview.plan is not None
    held.client = gone
    import_held._forget(held, gone)


async def test_another_login_finds_nothing(visit: Visit) -> None:
    await previewed(visit)
    other = await visit('Anja')
    await other.open('/austausch')
    assert 'Noch ist nichts gespeichert.' not in words(other)


async def test_d1_with_the_login_it_is_gone(visit: Visit) -> None:
    visitor, _held, preview, _section = await looked_through(visit)
    await visitor.post('/abmelden')
    assert (preview.plan, preview.book.sheets, import_held._begun) == (None, (), {})


async def test_d1_what_is_read_while_its_login_ends_is_forgotten(visit: Visit) -> None:
    visitor, held, preview, section = await looked_through(visit)
    held.preview, held.is_reading = None, True
    await visitor.post('/abmelden')
    section.show(preview)
    assert (preview.plan, import_held._begun) == (None, {})


async def test_who_comes_back_while_it_is_stored_cannot_store_it_twice(visit: Visit) -> None:
    visitor, _held, preview, section = await looked_through(visit)
    preview.is_storing = True
    with visitor.client:
        section.show(preview)
    assert not preview.go.enabled
    assert not preview.drop.enabled


async def test_a_second_tab_that_lets_go_of_its_own_list_leaves_the_first_alone(visit: Visit) -> None:
    await previewed(visit)
    (held,) = import_held._begun.values()
    import_held.Held(held.client).hold(None)
    assert [*import_held._begun.values()] == [held]
