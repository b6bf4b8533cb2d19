"""Everything the rehearsal server can refuse, named once.

RehearsalError
├── Refused             a move that the rules do not allow now; its sentence is what racetime.gg would show
│   └── Unknown         the room, person or message named does not exist
├── InvalidForm         startrace or edit fields, with one list of sentences per field
└── MalformedFrame      a socket frame on which racetime.gg's own handler fails; the socket closes with 1011
"""

from collections.abc import Mapping, Sequence


class RehearsalError(Exception):
    """Common ancestor, so that an edge can render every refusal in one place."""


class Refused(RehearsalError):
    """A refusal with a sentence for the person or bot that asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Unknown(Refused):
    """What was named does not exist."""


class InvalidForm(RehearsalError):
    """Fields that can't be accepted; the key `__all__` holds complaints about their combination."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("; ".join(f"{field}: {' '.join(texts)}" for field, texts in errors.items()))
        self.errors = {field: list(texts) for field, texts in errors.items()}


class MalformedFrame(RehearsalError):
    """A frame whose shape racetime.gg does not survive."""
