"""What services say to those who run race nights: bots, profiles, unmatched results, alerts, whether all is ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.ids import (
    AlertId,
    LiveRaceId,
    MessageId,
    OrganizationId,
    ProfileId,
    RacetimeBotId,
    RoomId,
    TournamentId,
    UnmatchedEntrantId,
    UserId,
)
from application.domain.live_races.eligibility import Verdict
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.results import UnmatchedReason
from application.domain.live_races.room import RoomSettings
from application.domain.live_races.room_commands import CommandWord
from application.domain.messages.room_lines import ChatButton
from application.domain.operations.alert_settings import QuietHours
from application.domain.operations.alerts import AlertKind
from application.domain.operations.race_night import Check, Level, worst
from application.domain.people.namesakes import with_mark
from application.domain.runs.run import RunStatus
from application.read_models.live_races import LiveRaceDetails, LiveRaceSummary


@dataclass(frozen=True, slots=True)
class ProfileView:
    id: ProfileId
    name: str
    description: str
    is_default: bool
    settings: RoomSettings


@dataclass(frozen=True, slots=True)
class BotView:
    id: RacetimeBotId
    category: str
    client_id: str
    is_active: bool
    status: str
    status_message: str
    status_since: datetime | None


@dataclass(frozen=True, slots=True)
class AttendedRoom:
    """A room that a bot should be in."""

    room_id: RoomId
    organization_id: OrganizationId
    live_race_id: LiveRaceId
    slug: str


@dataclass(frozen=True, slots=True)
class DesiredRoom:
    """How a room ought to be; compared with what racetime.gg says, and repeated until it holds."""

    invitational: bool
    info: str | None
    cancel: bool
    remove: tuple[str, ...] = ()
    """racetime.gg ids of entrants who must leave before the countdown."""
    starts_by_itself: bool = False
    """Once everybody in the room is ready; before the lock two early racers would shut everybody else out."""
    begin: bool = False
    """With those who are ready, as soon as two are."""


@dataclass(frozen=True, slots=True)
class RoomCommand:
    """Something that a person asked of the bot; `message_id` is racetime.gg's id of the chat line."""

    message_id: str
    word: CommandWord
    racetime_id: str
    racetime_name: str
    is_monitor: bool


@dataclass(frozen=True, slots=True)
class RoomMessage:
    """A chat line or, with `direct_to` (a racetime.gg user id), a direct message; `guid` is stable over retries."""

    id: MessageId
    guid: str
    text: str
    direct_to: str | None
    pinned: bool
    buttons: tuple[ChatButton, ...] = ()
    was_tried: bool = False
    """Somebody took it before, who may have said it and died before saying so."""


@dataclass(frozen=True, slots=True)
class MatchOffer:
    """The member to whom a result seems to belong."""

    user_id: UserId
    name: str
    mark: str | None
    """What tells the member from others of the same name."""

    @property
    def called(self) -> str:
        return with_mark(self.name, self.mark)


@dataclass(frozen=True, slots=True)
class UnmatchedResultDecision:
    """What was decided about a result, by whom; `matched_to` is None for a dismissed one."""

    matched_to: MatchOffer | None
    note: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class UnmatchedResult:
    """A racer's result that is unmatched, or was until somebody decided."""

    id: UnmatchedEntrantId
    live_race_id: LiveRaceId
    race_title: str
    tournament_id: TournamentId
    tournament_name: str
    racetime_name: str
    racetime_id: str | None
    reason: UnmatchedReason
    explanation: str
    status: RunStatus
    finish_time: timedelta | None
    created_at: datetime
    offer: MatchOffer | None
    """Set as soon as a member is known to own the account."""
    decision: UnmatchedResultDecision | None

    @property
    def is_open(self) -> bool:
        return self.decision is None


@dataclass(frozen=True, slots=True)
class MatchPreview:
    """What giving a result to a member would mean; unmet verdicts are overruled by doing so."""

    member: MatchOffer
    verdicts: tuple[Verdict, ...]
    refusal: str | None
    """Why it is not possible at all; None when it is."""


@dataclass(frozen=True, slots=True)
class MatchProposal:
    """A result and the member who is known to own its account: what matching many at once does to it, or did."""

    entry: UnmatchedResult
    member: MatchOffer
    refusal: str
    """Why it stays unmatched, in a sentence; empty when it is matched."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many open alerts, unmatched results and runs to review wait for somebody."""

    alerts: int = 0
    unmatched: int = 0
    reviews: int = 0


@dataclass(frozen=True, slots=True)
class AlertView:
    """Something that needs a human, or did."""

    id: AlertId
    kind: AlertKind
    sentence: str
    live_race_id: LiveRaceId | None
    bot_id: RacetimeBotId | None
    raised_at: datetime
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class InstallationAlertView:
    title: str
    sentence: str
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class AlertWayView:
    """What became of the newest message about an alert by one way."""

    queued_at: datetime
    sent_at: datetime | None
    failed: bool
    """It is not tried again."""
    error: str


@dataclass(frozen=True, slots=True)
class AlertPerson:
    """One of the staff, who may be told by direct message."""

    user_id: UserId
    name: str
    is_told: bool
    has_discord: bool
    delivery: AlertWayView | None


@dataclass(frozen=True, slots=True)
class AlertAddressView:
    address: str
    is_confirmed: bool
    """Whoever reads it has said yes."""
    delivery: AlertWayView | None


@dataclass(frozen=True, slots=True)
class AskedAddress:
    """What somebody reads who follows the link in a mail."""

    organization: str
    hint: str
    """Enough of the address to know it again."""
    is_confirmed: bool
    is_stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettingsView(QuietHours):
    """Who of the staff is told of alerts beside the site, when not, and whether that works."""

    channel_id: int | None
    channel_name: str
    channel_delivery: AlertWayView | None
    people: tuple[AlertPerson, ...]
    """All staff, those first in the alphabet first."""
    sends_mail: bool
    """Whether this installation has a mail server."""
    addresses: tuple[AlertAddressView, ...]


@dataclass(frozen=True, slots=True)
class OwnAlert:
    """An alert among those of all organizations of whose staff one is."""

    organization: str
    slug: str
    alert: AlertView


@dataclass(frozen=True, slots=True)
class RaceNightRace:
    """One race of the board, with every item that must be right and what puts it right."""

    live_race_id: LiveRaceId
    title: str
    tournament_id: TournamentId
    tournament_name: str
    status: LiveRaceStatus
    scheduled_at: datetime
    opens_at: datetime
    locks_at: datetime
    releases_at: datetime | None
    racetime_url: str | None
    eligible_count: int | None
    unlinked_count: int
    joined_count: int
    heard_at: datetime | None
    checks: tuple[Check, ...]
    alerts: tuple[AlertView, ...]

    @property
    def level(self) -> Level:
        return worst(check.level for check in self.checks)


@dataclass(frozen=True, slots=True)
class RaceNightBoard:
    """The races of the next 24 hours and those that are not final, at one moment."""

    as_of: datetime
    last_tick_at: datetime | None
    """When the scheduler last ran, in whichever process."""
    schedule_is_alive: bool
    races: tuple[RaceNightRace, ...]
    alerts: tuple[AlertView, ...]
    """Everything that needs a human now, alerts of the races included."""
    unmatched_count: int


@dataclass(frozen=True, slots=True)
class PublicTournament:
    id: TournamentId
    name: str
    description: str
    is_active: bool
    organization_slug: str
    organization_name: str


@dataclass(frozen=True, slots=True)
class PublicFront:
    """What is to be seen of all organizations; `total` counts the tournaments that fit, of which some are here."""

    live: tuple[LiveRaceDetails, ...]
    next: tuple[LiveRaceSummary, ...]
    recent: tuple[LiveRaceDetails, ...]
    tournaments: tuple[PublicTournament, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PublicAddresses:
    """What search engines may know of: short names and ids."""

    organizations: tuple[str, ...]
    tournaments: tuple[TournamentId, ...]
    live_races: tuple[LiveRaceId, ...]


@dataclass(frozen=True, slots=True)
class WaitingMessages:
    destination: str
    waiting: int
    oldest_seconds: float
    """For how long the oldest of them has been due; 0 where none is."""


@dataclass(frozen=True, slots=True)
class OperatingFacts:
    """What the database says of the whole installation."""

    outbox: tuple[WaitingMessages, ...]
    open_alerts: Mapping[str, int]
    bots: Mapping[str, int]
    discord_connected: bool
    beat_at: datetime | None
    """When the schedule gave its last sign of life."""
