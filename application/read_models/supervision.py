"""What services say to those who watch a race night: the inbox, alerts, and whether everything is ready."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.eligibility import Verdict
from application.domain.ids import LiveRaceId, TournamentId, UnmatchedEntrantId, UserId
from application.domain.results import UnmatchedReason
from application.domain.run import RunStatus


@dataclass(frozen=True, slots=True)
class MatchOffer:
    """The member to whom a result seems to belong."""

    user_id: UserId
    name: str


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
