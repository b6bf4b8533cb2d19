"""What has happened, in the past tense. Events never carry a seed, its notes, a salt, a token or a secret.

Logged events become rows of the event log, which is also the audit: who, what, old and new values, when. Signals
(`logged = False`) only wake up pages and workers.
"""

from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar

from application.domain.ids import (
    InviteId,
    LiveRaceId,
    OrganizationId,
    PermalinkId,
    PoolId,
    ProfileId,
    RacetimeBotId,
    RunId,
    SessionId,
    TournamentId,
    UnmatchedEntrantId,
    UserId,
)

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after, as text that may be shown."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Event:
    logged: ClassVar[bool] = True
    organization_id: OrganizationId


@dataclass(frozen=True, slots=True)
class TournamentEvent(Event):
    tournament_id: TournamentId


@dataclass(frozen=True, slots=True)
class LiveRaceEvent(TournamentEvent):
    live_race_id: LiveRaceId


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceCreatedEvent(LiveRaceEvent):
    pool_id: PoolId
    scheduled_at: datetime
    match_title: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceUpdatedEvent(LiveRaceEvent):
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceDeletedEvent(LiveRaceEvent):
    match_title: str
    scheduled_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceSeedSealedEvent(LiveRaceEvent):
    """A permalink was given to the race; only the commitment to it is told."""

    commitment: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceSeedUnsealedEvent(LiveRaceEvent):
    """The permalink was taken from the race before anybody could read it."""

    commitment: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRoomOpenedEvent(LiveRaceEvent):
    """A room is there; `number` counts the rooms of one race, so a second one replaces the link of the first."""

    racetime_slug: str
    scheduled_at: datetime
    number: int = 1
    by_hand: bool = False
    """An admin attached a room that was there already."""


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRoomLostEvent(LiveRaceEvent):
    """The room is no longer the race's own, before the start; `reopens` tells whether another is opened by itself."""

    racetime_slug: str
    reason: str
    reopens: bool


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceEpisodeListedEvent(LiveRaceEvent):
    """SpeedGaming lists the race's episode no longer, or again."""

    episode_id: int
    listed: bool


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceEpisodeFlaggedEvent(LiveRaceEvent):
    """Something of SpeedGaming's schedule can't be followed, which `problem` tells, or nothing any more."""

    episode_id: int
    problem: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceLowEntrantsEvent(LiveRaceEvent):
    """racetime.gg closes the room soon because hardly anybody has joined; players need the link."""

    racetime_slug: str
    joined: int
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceBeginOrderedEvent(LiveRaceEvent):
    """The bot begins a race whose start dragged on, without those who are not ready."""

    ready: int
    not_ready: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRoomOpeningFailedEvent(LiveRaceEvent):
    attempt: int
    reason: str
    retry_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceLockedEvent(LiveRaceEvent):
    eligible: int
    not_eligible: int


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceLockFailedEvent(LiveRaceEvent):
    reason: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRemovalsOrderedEvent(LiveRaceEvent):
    """Racers whose result can't be counted are removed from the room, as the tournament wants it."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceSeedReleasedEvent(LiveRaceEvent):
    commitment: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceStartedEvent(LiveRaceEvent):
    started_at: datetime
    participant_count: int
    no_shows: int


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceFinishedEvent(LiveRaceEvent):
    ended_at: datetime | None
    finisher_count: int
    forfeit_count: int
    unmatched_count: int


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceReopenedEvent(LiveRaceEvent):
    pass


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceCancelledEvent(LiveRaceEvent):
    reason: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceCancelledResultsDecidedEvent(LiveRaceEvent):
    """Somebody decided whether the results count that racetime.gg has for a race which was cancelled there."""

    counted: bool


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRestoredEvent(LiveRaceEvent):
    pass


@dataclass(frozen=True, slots=True)
class ResultChange:
    """How one racer's result moved; statuses and times as words."""

    name: str
    user_id: UserId | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceResultsChangedEvent(LiveRaceEvent):
    """Results moved; `correction` once the race had already ended."""

    correction: bool
    changes: tuple[ResultChange, ...]


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceResultsFinalEvent(LiveRaceEvent):
    recorded_on_racetime: bool


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceResultsShownEvent(LiveRaceEvent):
    """The stream has caught up with a race that is over."""


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceOverlayChangedEvent(LiveRaceEvent):
    """The private address of the overlay was renewed, or turned off; the one before shows nothing any more."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class AsyncLiveRaceRosterChangedEvent(LiveRaceEvent):
    """Somebody joined, left or got ready; worth a look at the page, not a line in the log."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class LiveRaceNamesChangedEvent(LiveRaceEvent):
    """Somebody in the race is called otherwise now, so what was said about it must be written anew."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class RoomMessagesQueuedEvent(LiveRaceEvent):
    """Something waits to be said in the room."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class LiveRaceReminderSetEvent(LiveRaceEvent):
    """A member wants to be reminded of a race, or no longer."""

    user_id: UserId
    wanted: bool


@dataclass(frozen=True, slots=True)
class InboxEntryMatchedEvent(LiveRaceEvent):
    """A result that belonged to nobody became a member's run."""

    entry_id: UnmatchedEntrantId
    change: ResultChange


@dataclass(frozen=True, slots=True)
class InboxEntryDismissedEvent(LiveRaceEvent):
    entry_id: UnmatchedEntrantId
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class InboxEntryReopenedEvent(LiveRaceEvent):
    """A decision was taken back; `was` says which: "matched" or "dismissed"."""

    entry_id: UnmatchedEntrantId
    name: str
    was: str


@dataclass(frozen=True, slots=True)
class InboxMatchOfferedEvent(LiveRaceEvent):
    """A member linked the account behind a result in the inbox; one click counts it."""

    entry_id: UnmatchedEntrantId
    user_id: UserId
    name: str


@dataclass(frozen=True, slots=True)
class AlertRaisedEvent(Event):
    kind: str
    sentence: str
    live_race_id: LiveRaceId | None = None


@dataclass(frozen=True, slots=True)
class AlertResolvedEvent(Event):
    kind: str
    sentence: str
    live_race_id: LiveRaceId | None = None


@dataclass(frozen=True, slots=True)
class RunEvent(TournamentEvent):
    """About one run; `user_id` is its player, `live_race_id` its live race if it has one."""

    run_id: RunId
    user_id: UserId
    live_race_id: LiveRaceId | None


@dataclass(frozen=True, slots=True)
class AsyncRunDrawnEvent(RunEvent):
    pool_id: PoolId
    permalink_id: PermalinkId
    start_by_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncRunThreadWantedEvent(RunEvent):
    """The player wants to be led through the run in a Discord thread."""


@dataclass(frozen=True, slots=True)
class AsyncRunStartedEvent(RunEvent):
    """The countdown has begun; `started_at` is its end."""

    started_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncRunFinishedEvent(RunEvent):
    finish_time: timedelta


@dataclass(frozen=True, slots=True)
class AsyncRunForfeitedEvent(RunEvent):
    """`before` is how the run stood; `cause` whether the player or a limit ended it."""

    before: str
    cause: str


@dataclass(frozen=True, slots=True)
class AsyncRunStartWarnedEvent(RunEvent):
    start_by_at: datetime


@dataclass(frozen=True, slots=True)
class AsyncRunExtendedEvent(RunEvent):
    minutes: int
    reason: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class AsyncRunSubmissionChangedEvent(RunEvent):
    """The player's recording or notes; of the notes only the length is told, for they may describe the seed."""

    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class AsyncRunFlaggedEvent(RunEvent):
    reason: str


@dataclass(frozen=True, slots=True)
class AsyncRunReattemptedEvent(RunEvent):
    """The player requested a reattempt; the result counts no more."""

    before: str
    reason: str


@dataclass(frozen=True, slots=True)
class AsyncRunReviewClaimedEvent(RunEvent):
    pass


@dataclass(frozen=True, slots=True)
class AsyncRunReviewReleasedEvent(RunEvent):
    claimant: str


@dataclass(frozen=True, slots=True)
class AsyncRunReviewedEvent(RunEvent):
    old: str
    new: str
    note: str


@dataclass(frozen=True, slots=True)
class AsyncRunCorrectedEvent(RunEvent):
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class AsyncRunCorrectionUndoneEvent(RunEvent):
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PermalinkRevealedEvent(TournamentEvent):
    """An admin read a seed that players can't read yet."""

    permalink_id: PermalinkId


@dataclass(frozen=True, slots=True)
class TournamentCreatedEvent(TournamentEvent):
    name: str


@dataclass(frozen=True, slots=True)
class TournamentUpdatedEvent(TournamentEvent):
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class TournamentRescoredEvent(TournamentEvent):
    """The scoring settings changed, and every permalink with runs was scored anew."""

    permalinks: int


@dataclass(frozen=True, slots=True)
class TournamentRescoringEvent(TournamentEvent):
    """Some more permalinks were scored anew; worth a look at the page, not a line in the log."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class TournamentDeletedEvent(TournamentEvent):
    name: str


@dataclass(frozen=True, slots=True)
class TournamentRolesChangedEvent(TournamentEvent):
    user_id: UserId
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PoolCreatedEvent(TournamentEvent):
    pool_id: PoolId
    name: str


@dataclass(frozen=True, slots=True)
class PoolRenamedEvent(TournamentEvent):
    pool_id: PoolId
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PoolScheduleLinkedEvent(TournamentEvent):
    """Races of the pool follow another SpeedGaming event from now on, or none."""

    pool_id: PoolId
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PoolsReorderedEvent(TournamentEvent):
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PoolDeletedEvent(TournamentEvent):
    pool_id: PoolId
    name: str
    permalinks: int


@dataclass(frozen=True, slots=True)
class PermalinksAddedEvent(TournamentEvent):
    pool_id: PoolId
    count: int
    live: int


@dataclass(frozen=True, slots=True)
class PermalinkUpdatedEvent(TournamentEvent):
    """Notes are part of the seed, so only that they changed is told."""

    pool_id: PoolId
    permalink_id: PermalinkId
    notes_changed: bool
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PermalinkDeletedEvent(TournamentEvent):
    """`number` is what the seed was called in its pool."""

    pool_id: PoolId
    permalink_id: PermalinkId
    number: int


@dataclass(frozen=True, slots=True)
class PlayerWhitelistedEvent(TournamentEvent):
    user_id: UserId


@dataclass(frozen=True, slots=True)
class PlayerUnwhitelistedEvent(TournamentEvent):
    user_id: UserId


@dataclass(frozen=True, slots=True)
class OrganizationCreatedEvent(Event):
    name: str


@dataclass(frozen=True, slots=True)
class OrganizationUpdatedEvent(Event):
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class MemberAddedEvent(Event):
    user_id: UserId
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberUpdatedEvent(Event):
    user_id: UserId
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RacetimeLinkChangedEvent(Event):
    """A member's racetime.gg account was linked or unlinked; `proven` when its owner signed in there."""

    user_id: UserId
    name: str
    proven: bool
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RacetimeClaimVoidedEvent(Event):
    """What the organization's admins said about a member's racetime.gg account holds no more: its owner proved it."""

    user_id: UserId
    name: str
    racetime_name: str


@dataclass(frozen=True, slots=True)
class PeopleMergedEvent(Event):
    """Two members turned out to be one person; `user_id` has everything of `gone_id` now. `findings` were settled."""

    user_id: UserId
    name: str
    gone_id: UserId
    gone_name: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleNotMergedEvent(Event):
    """Two members are one person, as that person proved, but something stands in the way of making them one."""

    user_id: UserId
    name: str
    other_id: UserId
    reason: str


@dataclass(frozen=True, slots=True)
class MembershipAcceptedEvent(Event):
    """Somebody whom others had made a member stays."""

    user_id: UserId
    name: str


@dataclass(frozen=True, slots=True)
class MemberLeftEvent(Event):
    """A member left; runs and results stay."""

    user_id: UserId
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberRemovedEvent(Event):
    """The membership ended; runs and results stay."""

    user_id: UserId
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberRenamedEvent(Event):
    """A person changed the own display name."""

    user_id: UserId
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PersonDeletedEvent(Event):
    """A person had the own account deleted; results stay under another name."""

    user_id: UserId


@dataclass(frozen=True, slots=True)
class MemberJoinedEvent(Event):
    """Somebody became a member through an invite."""

    user_id: UserId
    name: str
    invite_id: InviteId


@dataclass(frozen=True, slots=True)
class InviteCreatedEvent(Event):
    invite_id: InviteId
    label: str
    expires_at: datetime
    most_uses: int | None


@dataclass(frozen=True, slots=True)
class InviteRevokedEvent(Event):
    invite_id: InviteId
    label: str


@dataclass(frozen=True, slots=True)
class RosterImportedEvent(Event):
    added: int
    linked: int
    unchanged: int
    skipped: int


@dataclass(frozen=True, slots=True)
class NoticesChangedEvent(Event):
    """A member was told something, or has read it; worth a look at the bell, not a line in the log."""

    logged: ClassVar[bool] = False
    user_id: UserId


@dataclass(frozen=True, slots=True)
class RaceRoomProfileSavedEvent(Event):
    profile_id: ProfileId
    name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RacetimeBotSavedEvent(Event):
    bot_id: RacetimeBotId
    category: str
    changes: tuple[FieldChange, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RacetimeBotStatusChangedEvent(Event):
    bot_id: RacetimeBotId
    category: str
    old: str
    new: str
    message: str


@dataclass(frozen=True, slots=True)
class DiscordServerLinkedEvent(Event):
    """A Discord server now belongs to the organization; ids as text, as Discord gives them."""

    guild_id: str
    name: str


@dataclass(frozen=True, slots=True)
class DiscordServerUnlinkedEvent(Event):
    guild_id: str
    name: str


@dataclass(frozen=True, slots=True)
class DiscordServerPresenceEvent(Event):
    """The bot was removed from the linked server, or came back."""

    guild_id: str
    present: bool


@dataclass(frozen=True, slots=True)
class TournamentDiscordUpdatedEvent(TournamentEvent):
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class NotificationWishesChangedEvent(Event):
    user_id: UserId
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class DiscordMessageFailedEvent(Event):
    """Discord refused a message for good; `message` says which kind."""

    message: str
    live_race_id: LiveRaceId | None
    reason: str


@dataclass(frozen=True, slots=True)
class DiscordMessageOverdueEvent(Event):
    """A message has been waiting for an hour."""

    message: str
    live_race_id: LiveRaceId | None
    reason: str


@dataclass(frozen=True, slots=True)
class DiscordMessageRetriedEvent(Event):
    """An admin let a message that had failed be sent again."""

    message: str
    live_race_id: LiveRaceId | None


@dataclass(frozen=True, slots=True)
class DiscordSettledEvent(Event):
    """A message was sent, or could not be; worth a look at the page that lists them, not a line in the log."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class DiscordQueuedEvent(Event):
    """Something waits to be said on Discord."""

    logged: ClassVar[bool] = False


WAKES_SENDERS = (RoomMessagesQueuedEvent, DiscordQueuedEvent)
"""Signals after which a live race is as it was before."""

NO_ORGANIZATION = OrganizationId(0)
"""For signals about people, who belong to no organization or to several."""


@dataclass(frozen=True, slots=True)
class SessionsEndedEvent(Event):
    """Browsers were signed out; pages that they have open end at once."""

    logged: ClassVar[bool] = False
    session_ids: tuple[SessionId, ...]


def payload_of(event: Event) -> dict[str, JsonValue]:
    """Return an event's own values as JSON, without those that have a column of their own."""
    columns = {"organization_id", "tournament_id", "live_race_id", "run_id"}
    return {item.name: _as_json(getattr(event, item.name)) for item in fields(event) if item.name not in columns}


def _as_json(value: object) -> JsonValue:
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return str(value.value)
        case str():
            return value
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case tuple() | list():
            return [_as_json(item) for item in value]
        case FieldChange() | ResultChange():
            return {item.name: _as_json(getattr(value, item.name)) for item in fields(value)}
        case _:
            raise TypeError(f"{type(value).__name__} has no place in an event")
