"""Datenschutz: what organisers see of it, and access reports for whoever asks (D9, D10, D12)."""
import io
import json
from pathlib import Path

import pypdf
import pytest

from db import handover, members
from db.clock import utc_now
from db.who import Who
from tests.db.stories import count, drop_off, joins, outside, owner, rows
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import buttons, put, soon, still, words


def paths(public_id: str) -> tuple[str, ...]:
    return tuple(f'/datenschutz/auskunft/{public_id}.{kind}' for kind in ('pdf', 'json'))


def links(visitor: Visitor) -> list[str]:
    return [line for line in words(visitor).splitlines() if line.startswith('/datenschutz/auskunft/')]


# ---- the screen ------------------------------------------------------------------------------------------------------
async def test_an_empty_cafe(visit: Visit) -> None:
    visitor = await visit('Anja')
    await visitor.open('/datenschutz')
    for sentence in ('Niemand steht im Kontaktbuch.', 'In den nächsten 30 Tagen endet keine Frist.',
                     'In diesem Jahr wurde noch nichts gelöscht.'):
        assert sentence in words(visitor)


async def test_purposes_terms_and_what_went_appear_while_it_is_open(visit: Visit, tresen: Who, mira: Who) -> None:
    visitor = await visit('Anja')
    await visitor.open('/datenschutz')
    taken = drop_off(tresen, utc_now())
    await soon(lambda: 'Eine Person steht im Kontaktbuch, mit Einwilligung.' in words(visitor))
    handover.hand_back(taken.number, tresen, utc_now())
    await soon(lambda: f'/r/{taken.number}' in words(visitor))
    assert 'gelöscht' in words(visitor)
    handover.withdraw(owner(taken.number, utc_now()), None, mira, utc_now())
    await soon(lambda: 'Widerruf, vom Team eingetragen' in words(visitor))
    assert 'Eine Löschung im Jahr' in words(visitor)
    assert 'Şeyma' not in words(visitor)


async def test_every_question_stands_there_with_its_version(visit: Visit, anja: Who) -> None:
    outside(anja, utc_now())
    visitor = await visit('Anja')
    await visitor.open('/datenschutz')
    for title in ('Dürfen wir Ihre Daten speichern?', 'Dürfen wir Sie auch später noch kontaktieren?',
                  'Dürfen wir dich auf die Teamliste setzen?', 'Möchtest du in die Messenger-Gruppe des Teams?',
                  'Dürfen wir Sie als Ansprechperson speichern?', 'Dürfen wir dich auch später noch kontaktieren?'):
        assert title in words(visitor)
    assert 'Kontakt bei anderen · 1 Ja gilt' in words(visitor)


@pytest.mark.parametrize('name', ['Mira', 'Tresen'])
async def test_s9_only_organisers(visit: Visit, anja: Who, name: str) -> None:
    public_id = joins(anja, utc_now())
    visitor = await visit(name)
    screen = await visitor.get('/datenschutz')
    assert (screen.status_code, 'So fragen wir' in screen.text) == (403, False)
    for path in (*paths(public_id), '/datenschutz/musterschein.pdf'):
        assert (await visitor.get(path)).status_code == 403
    assert rows("SELECT 1 FROM change WHERE verb = 'access.report'") == []


async def test_s2_strangers_get_nothing(visit: Visit, anja: Who) -> None:
    stranger = await visit()
    for path in (*paths(joins(anja, utc_now())), '/datenschutz/musterschein.pdf'):
        answer = await stranger.get(path)
        assert (answer.status_code, answer.text) == (303, '')
        assert answer.headers['location'].startswith('/anmelden')


# ---- access reports --------------------------------------------------------------------------------------------------
async def test_d9_one_tap_from_the_person(visit: Visit, anja: Who) -> None:
    public_id = joins(anja, utc_now())
    visitor = await visit('Anja')
    await visitor.open(f'/team?person={public_id}')
    await soon(lambda: 'Auskunft (PDF)' in buttons(visitor))
    assert links(visitor) == list(paths(public_id))


async def test_team_members_find_no_such_button(visit: Visit, anja: Who) -> None:
    visitor = await visit('Mira')
    await visitor.open(f'/team?person={joins(anja, utc_now())}')
    await soon(lambda: 'Einwilligung widerrufen …' in buttons(visitor))
    assert 'Auskunft (PDF)' not in buttons(visitor)


async def test_d9_somebody_is_found_by_name_or_number(visit: Visit, anja: Who) -> None:
    public_id = joins(anja, utc_now(), phone='0351 7654321')
    outside(anja, utc_now())
    visitor = await visit('Anja')
    await visitor.open('/datenschutz')
    for text in ('joerg', '0351 765'):
        put(visitor, 'Name oder Telefon', text)
        await soon(lambda: links(visitor) == list(paths(public_id)))
    put(visitor, 'Name oder Telefon', 'niemand')
    await soon(lambda: 'Nichts gefunden.' in words(visitor))
    assert links(visitor) == []
    put(visitor, 'Name oder Telefon', '')
    await soon(lambda: 'Nichts gefunden.' not in words(visitor))


async def test_d9_paper_and_file_tell_the_same_and_stay_nowhere(visit: Visit, anja: Who, store: Path) -> None:
    public_id = joins(anja, utc_now(), first_name='Thị Hiễn', last_name='İpek-Großmann', note='Zqnotiz\nzweite Zeile')
    members.give_messenger(public_id, 'Papier', anja, utc_now())
    visitor = await visit('Anja')
    paper, file = [await visitor.get(path) for path in paths(public_id)]
    text = '\n'.join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages)
    for word in ('Thị Hiễn', 'İpek-Großmann', 'Zqnotiz', 'zweite Zeile', 'Teamliste', 'Messenger-Gruppe', 'Papier'):
        assert word in text, word
    held = json.loads(file.content)
    assert held['person'][0]['note'] == 'Zqnotiz\nzweite Zeile'
    assert [one['how'] for one in held['consents']] == ['mündlich', 'Papier']
    for answer, name in ((paper, 'auskunft.pdf'), (file, 'auskunft.json')):
        assert answer.headers['cache-control'] == 'no-store'
        assert answer.headers['content-disposition'].endswith(f'filename="{name}"')
        assert 'Hiễn' not in str(answer.headers)
    assert len(rows("SELECT actor_id FROM change WHERE verb = 'access.report'")) == 2
    assert [path.name for path in store.rglob('*') if path.suffix in ('.pdf', '.json')] == []


async def test_who_is_gone_is_a_sentence(visit: Visit) -> None:
    visitor = await visit('Anja')
    for path in paths('nobody'):
        answer = await visitor.get(path)
        assert (answer.status_code, answer.text) == (404, 'Diese Person steht nicht (mehr) im Kontaktbuch.')


async def test_the_sample_slip_is_nobodys(visit: Visit) -> None:
    visitor = await visit('Anja')
    for later, sentence in (('ja', 'Danach weiter gespeichert'), ('nein', 'Danach löschen wir Ihre Daten')):
        answer = await visitor.get(f'/datenschutz/musterschein.pdf?later={later}')
        text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
        assert sentence in text.replace('\n', ' ')
        assert '00-0000-0' in text
    assert count('repair') == 0


async def test_a_name_that_is_erased_leaves_the_open_screen(visit: Visit, anja: Who) -> None:
    public_id = joins(anja, utc_now())
    visitor = await visit('Anja')
    await visitor.open('/datenschutz')
    put(visitor, 'Name oder Telefon', 'rademacher')
    await soon(lambda: 'Jörg Rademacher' in words(visitor))
    handover.withdraw(public_id, None, anja, utc_now())
    await soon(lambda: 'Jörg Rademacher' not in words(visitor))
    await still(lambda: links(visitor) == [])
