"""What a rule says when it refuses: one exception type, one sentence a volunteer understands."""


class Refused(Exception):
    """A rule refuses. `sentence` is German and ready for the screen; `field` names the column it belongs to."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Conflict(Refused):
    """Somebody else saved the same row in the meantime."""


class Unknown(Refused):
    """There is no such row (any more)."""
