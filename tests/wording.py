"""Another wording of a question, as somebody in the office changes it."""
from db import consent
from db.clock import utc_now
from db.who import COMMAND_LINE
from db.wording import USUALLY
from db.words import Audience, Purpose


def reword(purpose: Purpose, text: str, title: str | None = None, audience: Audience | None = None) -> None:
    """The next version, in the store that is open; by default of what those who are usually asked hear."""
    asked = consent.text_in_force(purpose, audience)
    consent.reword(purpose, audience or USUALLY[purpose], title or asked.title, text, asked.yes, asked.no,
                   COMMAND_LINE, utc_now())
