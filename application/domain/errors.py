"""Everything that can be refused, named once.

DomainError
├── NotFound                also for what belongs to somebody else's organization
├── Forbidden               visible, but not allowed
│   └── SessionEnded        the browser's session is over, so its open pages are, too
├── InvalidInput            one problem per field
├── Conflict
│   ├── WrongStatus         the race is in a state that does not allow this
│   ├── AlreadyTaken        a value that must be unique is in use
│   ├── ConcurrentChange    somebody else changed the row meanwhile
│   └── UnderWay            the same request is being carried out at this moment
├── NotEligible             carries the verdicts, and stands with them in `eligibility`
├── RateLimited             carries when to try again
└── Unavailable             racetime.gg, Discord or the database can't be reached just now
    └── Interrupted         the database was lost on the way, and nothing was changed

Messages are finished sentences for a player; every surface shows them as they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

from application.domain.words import counted


class DomainError(Exception):
    """A refusal with a sentence that a player can act on."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(DomainError):
    code = "not-found"

    def __init__(self, what: str) -> None:
        """`what` names the kind of thing, e.g. "live race"; ids are never repeated back."""
        super().__init__(f"There is no such {what}.")


class Forbidden(DomainError):
    code = "forbidden"


class SessionEnded(Forbidden):
    def __init__(self) -> None:
        super().__init__("You are signed out. Sign in again to go on.")


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field; `field` is its name in requests and forms."""

    field: str
    message: str


class InvalidInput(DomainError):
    code = "invalid-input"

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems

    @classmethod
    def on(cls, field: str, message: str) -> "InvalidInput":
        return cls(FieldProblem(field, message))


class Problems:
    """Gathers what is wrong with several values, so that all of it is refused at once.

    Each value is checked within `noted()`; what lies behind `refuse()` may rely on all of them.
    """

    def __init__(self) -> None:
        self._noted: dict[FieldProblem, None] = {}

    @contextmanager
    def noted(self) -> Iterator[None]:
        try:
            yield
        except InvalidInput as error:
            self.note(*error.problems)

    def note(self, *problems: FieldProblem) -> None:
        self._noted.update(dict.fromkeys(problems))

    def are_on(self, *fields: str) -> bool:
        return any(problem.field in fields for problem in self._noted)

    def refuse(self, *, most: int | None = None) -> None:
        """Raise `InvalidInput` with every problem, or with the first `most` that were found, if there is any."""
        if self._noted:
            raise InvalidInput(*list(self._noted)[:most])


class Conflict(DomainError):
    code = "conflict"


class WrongStatus(Conflict):
    code = "wrong-status"


class AlreadyTaken(Conflict):
    code = "already-taken"


class ConcurrentChange(Conflict):
    code = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__("Somebody else changed this a moment ago. Look at the present state and try again.")


class UnderWay(Conflict):
    code = "under-way"

    def __init__(self, message: str, *, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class RateLimited(DomainError):
    code = "rate-limited"

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(f"Too many requests. Try again in {counted(retry_after_seconds, 'second')}.")
        self.retry_after_seconds = retry_after_seconds


class Unavailable(DomainError):
    code = "unavailable"

    def __init__(self, message: str, *, retry_after_seconds: int = 30) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class Interrupted(Unavailable):
    code = "unavailable"

    def __init__(self) -> None:
        super().__init__("The connection to the database was lost, and nothing was changed. Try again in a moment.")
