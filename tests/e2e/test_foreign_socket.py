"""S2: knowing the id of somebody's page is not enough to act on it."""
from playwright.sync_api import expect

from tests.e2e.at_the_counter import button
from tests.e2e.browsing import NewPage
from tests.e2e.cafe import Cafe

# what this page would send next, held back
TAKE = '''() => {
    window.taken = [];
    window.send = window.socket.emit.bind(window.socket);
    window.socket.emit = (name, ...more) => name === "event" ? void window.taken.push(more[0]) : send(name, ...more);
}'''
SEND = '(frames) => frames.forEach((frame) => (window.send ?? window.socket.emit.bind(window.socket))("event", frame))'


def test_s2_a_frame_of_another_session_does_nothing(shared_cafe: Cafe, new_page: NewPage) -> None:
    anja, tresen = new_page(), new_page()
    shared_cafe.login(anja, 'anja', '/einstellungen')
    shared_cafe.login(tresen, 'tresen')
    anja.evaluate(TAKE)
    button(anja, 'Neuer Zugang').click()
    anja.wait_for_function('window.taken.length > 0')
    frames = anja.evaluate('window.taken')
    tresen.evaluate(SEND, frames)
    tresen.wait_for_timeout(500)
    expect(anja.get_by_role('dialog')).to_have_count(0)
    anja.evaluate(SEND, frames)
    expect(anja.get_by_role('dialog')).to_have_count(1)

