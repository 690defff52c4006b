"""The closed lists of words: states, outcomes, purposes, ways of consenting (DOMAIN.md's glossary)."""
from enum import StrEnum


class State(StrEnum):
    """The way of a repair. The value is the word on screen and in the store."""
    ACCEPTED = 'angenommen'
    WORKING = 'in Arbeit'
    WAITING = 'wartet auf Ersatzteil'
    READY = 'fertig'
    COLLECTED = 'abgeholt'
    UNCOLLECTED = 'nicht abgeholt'

    @property
    def key(self) -> str:
        """A short name without blanks, for addresses and style rules."""
        return {State.WORKING: 'arbeit', State.WAITING: 'wartet', State.UNCOLLECTED: 'liegen'}.get(self, self.value)


NEXT: dict[State, tuple[State, ...]] = {
    State.ACCEPTED: (State.WORKING, State.WAITING, State.READY, State.COLLECTED),
    State.WORKING: (State.READY, State.WAITING, State.ACCEPTED, State.COLLECTED),
    State.WAITING: (State.WORKING, State.READY, State.COLLECTED),
    State.READY: (State.COLLECTED, State.WORKING, State.WAITING, State.UNCOLLECTED),
    State.UNCOLLECTED: (State.COLLECTED, State.READY, State.WORKING),
    State.COLLECTED: (),   # only „Rückgängig“ leads back, and only during the grace time
}
OPEN = tuple(state for state in State if state is not State.COLLECTED)


class Outcome(StrEnum):
    FIXED = 'repariert'
    REPAIRABLE = 'reparierbar'
    END_OF_LIFE = 'nicht reparierbar'
    UNKNOWN = 'unbekannt'


REASONS: dict[Outcome, tuple[str, ...]] = {
    Outcome.REPAIRABLE: ('vertagt', 'hat noch Garantie', 'Teilnutzung möglich', 'zu lange Wartezeit'),
    Outcome.END_OF_LIFE: (
        'Ersatzteil nicht erhältlich', 'Ersatzteil zu teuer', 'Öffnung nicht möglich',
        'Reparaturinformationen nicht verfügbar', 'Hilfsmittel oder Zubehör fehlt', 'Abnutzung zu groß',
        'Gerät nicht komplett', 'Gesamtaufwand zu hoch', 'Fehler nicht gefunden', 'nicht betriebssicher'),
}


class Purpose(StrEnum):
    """What a consent is for. Each is asked on its own (D3)."""
    REPAIR = 'repair'
    FORMER = 'former'
    MEMBER = 'member'
    MESSENGER = 'messenger'
    EXTERNAL = 'external'

    @property
    def label(self) -> str:
        return {Purpose.REPAIR: 'Reparatur bis zur Abholung', Purpose.FORMER: 'später auffindbar bleiben',
                Purpose.MEMBER: 'Teamliste', Purpose.MESSENGER: 'Messenger-Gruppe',
                Purpose.EXTERNAL: 'Kontakt bei anderen'}[self]


class Audience(StrEnum):
    """Whom a wording speaks to: „Sie“ to customers and other places, „du“ to the team."""
    OUTSIDE = 'outside'
    TEAM = 'team'


class Ended(StrEnum):
    WITHDRAWN = 'withdrawn'
    FULFILLED = 'fulfilled'
    EXPIRED = 'expired'

    @property
    def label(self) -> str:
        return {Ended.WITHDRAWN: 'widerrufen', Ended.FULFILLED: 'erledigt', Ended.EXPIRED: 'abgelaufen'}[self]


class Review(StrEnum):
    """Whether what somebody wrote about a fault may be published. A changed text is looked at anew."""
    OPEN = ''
    RELEASED = 'released'
    WITHHELD = 'withheld'


HOW = ('mündlich', 'Papier', 'Unterschrift', 'E-Mail', 'laut Liste')
POWER = ('mit Netzteil', '230 V', 'Batterie', 'Akku', 'ohne Kabel')
STATES = tuple(state.value for state in State)
REVIEWS = tuple(review.value for review in Review)
OUTCOMES = tuple(outcome.value for outcome in Outcome)
REASONS_ALL = tuple(reason for reasons in REASONS.values() for reason in reasons)
