"""The people of the café in which the tests play, and the moment they play at."""
from datetime import UTC, datetime

import argon2

from db import accounts
from db.consent import Given
from db.who import Role, Who
from db.words import Purpose

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)   # a Monday, 14:05 in the café
CAFE = 'Repair-Café Musterstadt'
PASSWORDS = {
    'anja': 'anja-schraubt-gern',
    'mira': 'mira-naeht-und-loetet',
    'tresen': 'tresen-tablet-links',
}
CHEAP = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)   # the real one takes 280 ms on purpose
PINS = {'anja': '482915', 'mira': '907361'}   # for tests with a tablet, which give them with `pins.set_pin`


def set_up_cafe() -> None:
    """Name the café and make one account for each role, in the store that is open."""
    anja = accounts.set_up(CAFE, 'Anja', PASSWORDS['anja'], NOW)
    accounts.add('Mira', Role.TEAM, PASSWORDS['mira'], anja, NOW)
    accounts.add('Tresen', Role.COUNTER, PASSWORDS['tresen'], anja, NOW)


def persona(name: str) -> Who:
    line = next(line for line in accounts.accounts() if line.name == name)
    return Who(line.id, line.name, Role(line.role))


def given(*purposes: Purpose, how: str = 'mündlich') -> tuple[Given, ...]:
    """Consents as a form hands them over: `people.add('member', values, given(Purpose.MEMBER), who, now)`."""
    return tuple(Given(purpose, how) for purpose in purposes)
