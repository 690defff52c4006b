"""What is to be done about the messenger group: some are put in or taken out by hand, others are to be asked first."""
from collections.abc import Iterable

from db.i18n import _
from db.todo import MessengerRow

ASK = _('Bitte fragen und die Antwort auf der Teamliste festhalten.')
ASK_OTHERS = _('Wer „noch fragen“ hat: bitte fragen und die Antwort auf der Teamliste festhalten.')


def to_do(rows: Iterable[MessengerRow], by_hand: str) -> str:
    """`by_hand` is said where there is somebody to be ticked off."""
    asked = {row.ask for row in rows}
    if False not in asked:
        return ASK
    return f'{by_hand} {ASK_OTHERS}' if True in asked else by_hand
