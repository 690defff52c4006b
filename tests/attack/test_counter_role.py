"""S9: the counter's tablet sees the counter and single repairs, whatever address it asks and however it gets there."""
import pytest

from tests.attack.conftest import NAMES, Route
from tests.outside import Caller
from tests.sample import Sample

# What the counter may ask; everything else is refused. A new screen is not for the counter unless it is added here.
ALLOWED = {'/', '/annahme', '/annahme/stand', '/r/{number}', '/R/{number}', '/r/{number}/schein.pdf', '/sitzung',
           '/t/{token}', '/T/{token}', '/t/{token}/widerruf', '/anmelden', '/einrichten', '/vertrauen',
           '/vertrauen/wurzel.crt', '/geraet', '/entsperren/tablet', '/konto'}
BELOW = ('/look/', '/_nicegui')
LISTS = ('/team', '/kundinnen', '/extern', '/ehemalige', '/reparaturen', '/berichte', '/austausch', '/einstellungen')


def test_s9_every_address(tresen: Caller, routes: list[Route]) -> None:
    refused = []
    for route in routes:
        if 'GET' in route.methods and route.path not in ALLOWED and not route.path.startswith(BELOW):
            answer = tresen.get(route.asked)
            assert answer.status_code == 403, f'{route.asked} answers {answer.status_code}'
            assert not [name for name in NAMES if name in answer.text], route.asked
            refused.append(route.path)
    assert {*LISTS, '/berichte/woche.pdf'} <= set(refused)


def test_s9_its_own_screens_tell_no_number_and_nobody_from_outside(tresen: Caller) -> None:
    """The team's names stand there, for who is responsible."""
    for path in ('/', '/annahme', '/annahme/stand'):
        shown = tresen.get(path).text
        assert not [name for name in ('Groß', '7654321', '888 12', 'joerg@example.org') if name in shown], path


@pytest.mark.parametrize('path', LISTS)
@pytest.mark.parametrize('event', ['sub_pages_open', 'sub_pages_navigate'])
def test_s9_nor_by_a_click_inside_the_shell(tresen: Caller, path: str, event: str) -> None:
    """Such a click passes no middleware: it comes over the socket of a page that is allowed."""
    with tresen.open('/') as page:
        (number, listens) = next(found for found in page.events if found[1]['type'] == event)
        page.send(number, listens, path)
        came = ''.join(page.socket.listen(0.7))
    assert 'Nicht für dich freigegeben' in came
    assert not [name for name in NAMES if name in came]


def test_s9_a_whole_list_of_numbers_finds_nobody(tresen: Caller) -> None:
    """Looking somebody up needs the exact full number, and answers a first name and an initial."""
    for phone in ('0351', '%', '0351 888', '', '*', '0351 888 1'):
        assert tresen.post('/annahme/person', json={'phone': phone}).json().get('matches', []) == []
    found = tresen.post('/annahme/person', json={'phone': '0351 888 12'})
    assert [match['short'] for match in found.json()['matches']] == ['Łucja G.']
    assert 'Groß' not in found.text


def test_s9_another_slip_than_a_number_is_not_guessed(tresen: Caller, sample: Sample) -> None:
    for number in ('1', '0', '-1', '26', '26-0001', "' OR 1=1 --", '%25', '../team', 'a' * 5000):
        answer = tresen.get(f'/r/{number}')
        assert not [name for name in NAMES if name in answer.text], number
    assert tresen.get(f'/r/{sample.number}').status_code == 200
