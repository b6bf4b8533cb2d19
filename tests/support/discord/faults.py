"""Bad days: what this Discord does wrong, on demand."""

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Trouble(StrEnum):
    RATE_LIMITED = "rate_limited"
    """429 from Discord itself, with the header `Via`."""
    BLOCKED = "blocked"
    """429 from the network in front of it: no `Via`, no JSON."""
    UNAVAILABLE = "unavailable"
    """503, which the library doesn't repeat."""
    RESET = "reset"
    """The connection is cut before anything happened."""
    ANSWER_LOST = "answer_lost"
    """What was asked is done, and the connection is cut before the answer."""


@dataclass
class _Planned:
    trouble: Trouble
    method: str
    path: re.Pattern[str]
    times: int
    retry_after: float


@dataclass
class Faults:
    """`down` refuses everything, REST and gateway, until it is set back."""

    down: bool = False
    refused_handshakes: int = 0
    refuses_resume: bool = False
    identify_ends_with: int | None = None
    """Every IDENTIFY is answered by closing with this code; 0 is an invalid session instead."""
    hanging: str | None = None
    """Requests whose path contains this pattern are never answered, until it is set back."""
    _planned: list[_Planned] = field(default_factory=list)

    def plan(
        self, trouble: Trouble, *, method: str = "", path: str = "", times: int = 1, retry_after: float = 0.05
    ) -> None:
        """Let the next `times` requests whose path contains the pattern go wrong; "" fits everything."""
        self._planned.append(_Planned(trouble, method, re.compile(path), times, retry_after))

    def hangs(self, path: str) -> bool:
        return self.hanging is not None and re.search(self.hanging, path) is not None

    def take(self, method: str, path: str) -> tuple[Trouble, float] | None:
        for planned in self._planned:
            if planned.times and planned.method in ("", method) and planned.path.search(path):
                planned.times -= 1
                return planned.trouble, planned.retry_after
        return None

    @property
    def all_happened(self) -> bool:
        return all(not planned.times for planned in self._planned)
