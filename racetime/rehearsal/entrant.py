"""One person's part in one race."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from racetime.rehearsal.users import User


class Membership(StrEnum):
    """What racetime.gg stores; the status shown is worked out from it and the flags."""

    REQUESTED = "requested"
    INVITED = "invited"
    JOINED = "joined"
    PARTITIONED = "partitioned"


class EntrantStatus(StrEnum):
    """What racetime.gg shows. `declined` exists there too, but declining removes the entrant."""

    REQUESTED = "requested"
    INVITED = "invited"
    PARTITIONED = "partitioned"
    DNF = "dnf"
    DQ = "dq"
    DONE = "done"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    NOT_READY = "not_ready"


@dataclass(slots=True, eq=False)
class Entrant:
    """`user` is None once the account was deleted; `alias` stands in for the name while entrants are hidden.

    `finish_order` counts finishes within the race, so that equal times keep the order in which they came.
    """

    user: User | None
    alias: str
    membership: Membership
    is_ready: bool = False
    has_forfeited: bool = False
    is_disqualified: bool = False
    finish_time: timedelta | None = None
    finish_order: int = 0
    place: int | None = None
    team: str | None = None
    rating: int | None = None
    rating_change: int | None = None
    comment: str | None = None
    stream_live: bool = False
    stream_override: bool = False

    @property
    def name(self) -> str:
        return self.user.full_name if self.user else "Deleted user"

    @property
    def has_joined(self) -> bool:
        return self.membership is Membership.JOINED

    @property
    def is_out(self) -> bool:
        return self.has_forfeited or self.is_disqualified

    @property
    def has_finished(self) -> bool:
        return self.has_joined and self.finish_time is not None and not self.is_out

    @property
    def is_unfinished(self) -> bool:
        """Whether this entrant still has a result to bring, before or during the race."""
        return self.has_joined and self.finish_time is None and not self.is_out

    def status_in(self, *, race_is_running: bool) -> EntrantStatus:
        """Return the status shown, in racetime.gg's order of precedence."""
        if self.membership is not Membership.JOINED:
            return EntrantStatus(self.membership.value)
        if self.has_forfeited:
            return EntrantStatus.DNF
        if self.is_disqualified:
            return EntrantStatus.DQ
        if self.finish_time is not None:
            return EntrantStatus.DONE
        if race_is_running:
            return EntrantStatus.IN_PROGRESS
        return EntrantStatus.READY if self.is_ready else EntrantStatus.NOT_READY
