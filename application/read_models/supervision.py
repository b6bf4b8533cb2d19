"""What services say to those who watch a race night: the inbox, alerts, and whether everything is ready."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.alerts import AlertKind
from application.domain.eligibility import Verdict
from application.domain.ids import AlertId, LiveRaceId, RacetimeBotId, TournamentId, UnmatchedEntrantId, UserId
from application.domain.live_race import LiveRaceStatus
from application.domain.namesakes import with_mark
from application.domain.results import UnmatchedReason
from application.domain.run import RunStatus
from application.domain.tonight import Check, Level, worst


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
class InboxDecision:
    """What was decided about a result, by whom; `matched_to` is None for a dismissed one."""

    matched_to: MatchOffer | None
    note: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """A racer's result that belongs to nobody yet, or did until somebody decided."""

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
    decision: InboxDecision | None

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
class TonightRace:
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
    eligible_count: int
    unlinked_count: int
    joined_count: int
    heard_at: datetime | None
    checks: tuple[Check, ...]
    alerts: tuple[AlertView, ...]

    @property
    def level(self) -> Level:
        return worst(check.level for check in self.checks)


@dataclass(frozen=True, slots=True)
class TonightBoard:
    """The races of the next 24 hours and those that are not final, at one moment."""

    as_of: datetime
    last_tick_at: datetime | None
    """When the schedule last was at work, in whichever process."""
    schedule_is_alive: bool
    races: tuple[TonightRace, ...]
    alerts: tuple[AlertView, ...]
    """Everything that needs a human now, alerts of the races included."""
    inbox_count: int
