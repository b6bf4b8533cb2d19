"""A race, who takes part in it, and what is said in its room."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from racetime.rehearsal.clockwork import Timings
from racetime.rehearsal.formats import Flag, Info, time_field
from racetime.rehearsal.users import Bot, Refused, User

LONGEST_MESSAGE = 1000


MOST_ACTIONS = 4


HISTORY_LENGTH = 100


_REPLAY_WINDOW = timedelta(minutes=5)


_RATE_WINDOW = timedelta(seconds=5)


_MOST_IN_RATE_WINDOW = 10


@dataclass(slots=True, eq=False)
class Message:
    """One line of chat; system lines have no author and may carry `##style##text##` marks."""

    id: str
    author: User | Bot | None
    text: str
    posted_at: datetime
    direct_to: User | None = None
    is_highlighted: bool = False
    is_monitor: bool = False
    is_pinned: bool = False
    delay: timedelta = timedelta()
    actions: Mapping[str, object] = field(default_factory=dict)
    deleted_by: User | None = None

    @property
    def is_system(self) -> bool:
        return self.author is None

    @property
    def is_direct(self) -> bool:
        return self.direct_to is not None


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as somebody wants to post it; `guid` None skips the check against replays."""

    text: str
    guid: str | None = None
    direct_to: User | None = None
    is_pinned: bool = False
    actions: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class ChatLog:
    """The lines of one room, and what is remembered to refuse replays and floods."""

    messages: list[Message] = field(default_factory=list)
    _guids: dict[str, datetime] = field(default_factory=dict)
    _recent: dict[str, list[datetime]] = field(default_factory=dict)

    def visible(self) -> list[Message]:
        """Return everything that is neither deleted nor a direct message, oldest first."""
        return [message for message in self.messages if not message.deleted_by and not message.is_direct]

    def find(self, message_id: str) -> Message | None:
        return next((message for message in self.messages if message.id == message_id), None)

    def history(self, last_message: str | None = None) -> list[Message]:
        """Return the latest lines, then every pinned one; only those newer than `last_message` when it is known."""
        known = self.find(last_message) if last_message else None
        lines = self.visible()
        if known is not None:
            newer = self.messages[self.messages.index(known) + 1 :]
            lines = [message for message in lines if message in newer]
        plain = [message for message in lines if not message.is_pinned]
        return plain[-HISTORY_LENGTH:] + [message for message in lines if message.is_pinned]

    def is_replay(self, guid: str, now: datetime) -> bool:
        """Say whether `guid` was used within the replay window, and remember it."""
        self._guids = {old: used_at for old, used_at in self._guids.items() if now - used_at < _REPLAY_WINDOW}
        if guid in self._guids:
            return True
        self._guids[guid] = now
        return False

    def count_against_flood(self, user: User, now: datetime) -> None:
        """Raise Refused once a person has posted more than ten lines in five seconds (so an eleventh passes)."""
        recent = [posted_at for posted_at in self._recent.get(user.id, []) if now - posted_at < _RATE_WINDOW]
        if len(recent) > _MOST_IN_RATE_WINDOW:
            raise Refused("You are sending messages too quickly. Wait a few seconds.")
        self._recent[user.id] = [*recent, now]


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


class RaceStatus(StrEnum):
    OPEN = "open"
    INVITATIONAL = "invitational"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    PARTITIONED = "partitioned"


_SECOND, _HOUR = timedelta(seconds=1), timedelta(hours=1)

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
    """The fields of racetime.gg's room form under its own names, with its limits and its defaults for omitted ones."""

    goal: Goal
    team_race: Flag = False
    require_even_teams: Flag = False
    ranked: Flag = True
    unlisted: Flag = False
    partitionable: Flag = False
    hide_entrants: Flag = False
    info_user: Info = ""
    info_bot: Info = ""
    start_delay: Annotated[timedelta, time_field(_SECOND, 10, 60)] = timedelta(seconds=15)
    time_limit: Annotated[timedelta, time_field(_HOUR, 1, 72)] = timedelta(hours=24)
    time_limit_auto_complete: Flag = False
    streaming_required: Flag = True
    auto_start: Flag = True
    disqualify_unready: bool = False
    allow_comments: Flag = True
    hide_comments: Flag = False
    allow_prerace_chat: Flag = True
    allow_midrace_chat: Flag = True
    allow_non_entrant_chat: Flag = True
    chat_message_delay: Annotated[timedelta, time_field(_SECOND, 0, 90)] = timedelta()

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
