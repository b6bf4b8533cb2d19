"""A category, and a race room with everything that racetime.gg keeps about it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from racetime.rehearsal.chat import ChatLog
from racetime.rehearsal.entrant import Entrant, EntrantStatus
from racetime.rehearsal.timings import Timings
from racetime.rehearsal.users import Bot, User


class RaceStatus(StrEnum):
    OPEN = "open"
    INVITATIONAL = "invitational"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    PARTITIONED = "partitioned"


LONGEST_INFO = 1000

UNSTARTED = frozenset({RaceStatus.OPEN, RaceStatus.INVITATIONAL})
OVER = frozenset({RaceStatus.FINISHED, RaceStatus.CANCELLED, RaceStatus.PARTITIONED})


@dataclass(slots=True, eq=False)
class Category:
    slug: str
    name: str
    short_name: str
    goals: tuple[str, ...]
    allows_hidden_entrants: bool
    allows_partitions: bool
    bots: tuple[Bot, ...]
    owners: list[User]
    moderators: list[User] = field(default_factory=list)

    def can_moderate(self, user: User) -> bool:
        return user in self.owners or user in self.moderators or "staff" in user.flair.split()


@dataclass(frozen=True, slots=True)
class Goal:
    name: str
    is_custom: bool = False


@dataclass(frozen=True, slots=True)
class RaceSettings:
    """The fields of racetime.gg's room form, under its own names and with its defaults for omitted ones."""

    goal: Goal
    team_race: bool = False
    require_even_teams: bool = False
    ranked: bool = True
    unlisted: bool = False
    partitionable: bool = False
    hide_entrants: bool = False
    info_user: str = ""
    info_bot: str = ""
    start_delay: timedelta = timedelta(seconds=15)
    time_limit: timedelta = timedelta(hours=24)
    time_limit_auto_complete: bool = False
    streaming_required: bool = True
    auto_start: bool = True
    disqualify_unready: bool = False
    allow_comments: bool = True
    hide_comments: bool = False
    allow_prerace_chat: bool = True
    allow_midrace_chat: bool = True
    allow_non_entrant_chat: bool = True
    chat_message_delay: timedelta = timedelta()

    @property
    def info(self) -> str:
        return f"{self.info_user}\n{self.info_bot}".strip()

    @property
    def is_chat_restricted(self) -> bool:
        return not (self.allow_prerace_chat and self.allow_midrace_chat and self.allow_non_entrant_chat)

    @property
    def would_be_recordable(self) -> bool:
        return self.ranked and not self.goal.is_custom

    def listed(self) -> "RaceSettings":
        return replace(self, unlisted=False)

    def with_hidden_chat_off(self) -> "RaceSettings":
        """Hidden entrants force all three chat switches off."""
        if not self.hide_entrants:
            return self
        return replace(self, allow_prerace_chat=False, allow_midrace_chat=False, allow_non_entrant_chat=False)


@dataclass(frozen=True, slots=True)
class RowCopy:
    """What a slow handler may still hold of a race after a bot wrote to it."""

    info_user: str
    info_bot: str
    bot_meta: dict[str, object]
    status: RaceStatus
    replaced_at: datetime


@dataclass(slots=True, eq=False)
class Race:
    """One room. `version` grows with each save; `status` is moved only by the world's moves.

    `before_bot_write` is the row as it was before the bot's last write, for the handlers that bring it back.
    """

    category: Category
    slug: str
    settings: RaceSettings
    status: RaceStatus
    opened_at: datetime
    opened_by: User | None = None
    opened_by_bot: str | None = None
    version: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    cancelled_at: datetime | None = None
    is_recordable: bool = False
    recorded_by: User | None = None
    is_recorded: bool = False
    bot_meta: dict[str, object] = field(default_factory=dict)
    entrants: list[Entrant] = field(default_factory=list)
    monitors: list[User] = field(default_factory=list)
    chat: ChatLog = field(default_factory=ChatLog)
    before_bot_write: RowCopy | None = None
    clicked_at: datetime | None = None
    finishes: int = 0

    @property
    def name(self) -> str:
        return f"{self.category.slug}/{self.slug}"

    @property
    def is_over(self) -> bool:
        return self.status in OVER

    @property
    def is_unstarted(self) -> bool:
        return self.status in UNSTARTED

    @property
    def is_running(self) -> bool:
        return self.status is RaceStatus.IN_PROGRESS

    @property
    def hides_entrants(self) -> bool:
        return self.settings.hide_entrants and not self.is_over

    @property
    def joined(self) -> list[Entrant]:
        return [entrant for entrant in self.entrants if entrant.has_joined]

    @property
    def unfinished(self) -> list[Entrant]:
        return [entrant for entrant in self.entrants if entrant.is_unfinished]

    @property
    def finishers(self) -> list[Entrant]:
        return [entrant for entrant in self.entrants if entrant.has_finished]

    def find_entrant(self, user: User) -> Entrant | None:
        return next((entrant for entrant in self.entrants if entrant.user is user), None)

    def shown_name(self, entrant: Entrant) -> str:
        return entrant.alias if self.hides_entrants else entrant.name

    def status_of(self, entrant: Entrant) -> EntrantStatus:
        return entrant.status_in(race_is_running=self.is_running)

    def can_monitor(self, user: User) -> bool:
        return user is self.opened_by or user in self.monitors or self.category.can_moderate(user)

    def limit_ends_at(self, timings: Timings) -> datetime | None:
        """Return the moment at which whoever still runs is out; None before the countdown."""
        return None if self.started_at is None else self.started_at + timings.wait(self.settings.time_limit)

    def recompute_places(self) -> None:
        """Number the finishers by time; equal times get different places, in the order in which they came."""
        for entrant in self.entrants:
            entrant.place = None
        ranked = sorted(self.finishers, key=lambda entrant: (entrant.finish_time, entrant.finish_order))
        for place, entrant in enumerate(ranked, start=1):
            entrant.place = place

    def in_order(self) -> list[Entrant]:
        """Return the entrants in the order in which racetime.gg lists them."""
        return sorted(self.entrants, key=self._listing_key)

    def _listing_key(self, entrant: Entrant) -> tuple[int, int, int, str]:
        group = _LISTING[self.status_of(entrant)]
        return group, entrant.place or 0, -(entrant.rating or 0), self.shown_name(entrant).lower()


_LISTING = {
    EntrantStatus.DONE: 0,
    EntrantStatus.IN_PROGRESS: 1,
    EntrantStatus.READY: 1,
    EntrantStatus.NOT_READY: 2,
    EntrantStatus.INVITED: 3,
    EntrantStatus.REQUESTED: 4,
    EntrantStatus.DNF: 5,
    EntrantStatus.DQ: 6,
    EntrantStatus.PARTITIONED: 7,
}
