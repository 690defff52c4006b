"""Asking for consent: the exact text in force, and nothing ticked beforehand (D3)."""
from collections.abc import Callable
from datetime import date, datetime, time

from nicegui import ui

from db.clock import BERLIN, today
from db.consent import ConsentQuestion, Given
from db.fields import Column
from db.i18n import _
from db.kinds import Kind
from db.words import HOW, Purpose
from pages import theme

HOW_ASKED = Column('how', _('Wie gefragt'), Kind.CHOICE, required=True, choices=HOW)
SAID_ON = Column('on', _('Gefragt am'), Kind.DATE, required=True)


class Asking:
    """One or more questions. The first one must be answered, the others are up to the person."""

    def __init__(self, questions: tuple[ConsentQuestion, ...]) -> None:
        self.on_answer: Callable[[], None] = lambda: None
        self.questions: dict[Purpose, ConsentQuestion] = {}
        self.answers: dict[Purpose, ui.radio] = {}
        self._place = theme.box()
        self.ask(questions)

    def ask(self, questions: tuple[ConsentQuestion, ...]) -> None:
        """Ask these instead of what is asked now. Other words need an answer of their own, the same words have it."""
        if [words(one) for one in questions] == [words(one) for one in self.questions.values()]:
            self.questions = {question.purpose: question for question in questions}
            return
        had_answer = any(answer.value is not None for answer in self.answers.values())
        self.needed = questions[0].purpose
        self.questions = {question.purpose: question for question in questions}
        self.answers = {}
        self._place.clear()
        with self._place:
            for question in questions:
                self._draw(question)
        if had_answer:
            self.refuse(_('Die Frage lautet jetzt anders. Bitte noch einmal fragen.'))

    def _draw(self, question: ConsentQuestion) -> None:
        with theme.box('kb-asked'):
            heading = theme.Text('h3', question.title)
            heading.props['id'] = name = f'ask-{heading.id}'
            theme.Text('p', question.text, 'kb-small kb-mute')
            answer = ui.radio({True: question.yes, False: question.no}).classes('kb-choice kb-choice--row')
            answer.props['aria-labelledby'] = name
            if question.purpose is self.needed:
                self._wrong = theme.Text('p', '', 'kb-wrong').props('role=alert')
        self.answers[question.purpose] = answer
        answer.on_value_change(self._answered)

    def _answered(self) -> None:
        self.refuse('')
        self.on_answer()

    def refuse(self, sentence: str) -> None:
        """A sentence below the question that must be answered; an empty one takes it away."""
        self._wrong.set_text(sentence)

    @property
    def open(self) -> bool:
        return self.answers[self.needed].value is None

    @property
    def yes(self) -> bool:
        return self.answers[self.needed].value is True

    @property
    def answered(self) -> bool:
        """Whether the needed question has an answer; says so below it if not."""
        if self.open:
            self.refuse(_('Hier fehlt noch die Antwort.'))
        return not self.open

    def given(self, how: str, on: date | None, now: datetime) -> tuple[Given, ...]:
        """Every yes. A missing answer to the questions that are up to the person is a no."""
        moment = said_at(on, now)
        return tuple(Given(purpose, how, moment, self.questions[purpose].id)
                     for purpose, answer in self.answers.items() if answer.value is True)


def words(question: ConsentQuestion) -> tuple[str, ...]:
    """What somebody who is asked hears."""
    return question.purpose, question.title, question.text, question.yes, question.no


def said_at(on: date | None, now: datetime) -> datetime | None:
    """The moment a yes counts from: now for today, noon for another day."""
    if on is None or on == today(now):
        return None
    return datetime.combine(on, time(12), BERLIN)
