"""What services say about live races."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from application.domain.durations import in_minutes
from application.domain.ids import (
    CorrectionId,
    LiveRaceId,
    OrganizationId,
    PermalinkId,
    PoolId,
    ProfileId,
    RoomId,
    RunId,
    TournamentId,
    UserId,
)
from application.domain.live_races.eligibility import Verdict, is_eligible, unmet
from application.domain.live_races.live_race import (
    NOT_STARTED,
    CancelledResults,
    LiveRaceStatus,
    race_title,
    recording_in_words,
)
from application.domain.live_races.room import OUTCOMES, EntrantStatus, RoomSettings, RoomStatus
from application.domain.live_races.room_door import RoomDoor, door_of
from application.domain.live_races.seed_vault import SeedView
from application.domain.runs.corrections import CorrectionSource
from application.domain.runs.projection import ParEstimate
from application.domain.runs.run import RunStatus
from application.domain.runs.scoring import ScoringRules
from application.domain.tournaments.timeline import Timeline, TimelineOverrides

_AS_RUN = {
    RunStatus.FINISHED: EntrantStatus.DONE,
    RunStatus.FORFEIT: EntrantStatus.DNF,
    RunStatus.DISQUALIFIED: EntrantStatus.DQ,
}


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One racer of a live race; `counted` is None while eligibility is not settled yet."""

    name: str
    racetime_name: str
    racetime_id: str | None
    user_id: UserId | None
    entrant_status: EntrantStatus | None
    run_status: RunStatus | None
    place: int | None
    finish_time: timedelta | None
    score: float | None
    counted: bool | None
    reasons: tuple[str, ...]
    """Why the racer does not count, in sentences; empty for those who do."""
    comment: str = ""
    expected: bool | None = None
    """Whether the racer would count as things stand; until the lock that may still change."""
    run_id: RunId | None = None
    projected: tuple[float, float] | None = None
    """Between which scores a finish lies while the race is on and par may still move."""
    hidden: bool = False
    """The race is over, and what became of this racer shows when the tournament closes."""
    channel: str = ""
    """Where the racer streams, as racetime.gg names it; empty for nowhere."""
    pronouns: str = ""
    vods: tuple[str, ...] = ()
    """The racer's VOD links, once the race is over."""

    @property
    def outcome(self) -> EntrantStatus | None:
        """How it stands with the racer as far as it counts: staff may have corrected what racetime.gg says."""
        if self.run_status is None or self.counted is not True or self.entrant_status not in OUTCOMES:
            return self.entrant_status
        return _AS_RUN.get(self.run_status, self.entrant_status)

    @property
    def projected_score_low(self) -> float | None:
        return self.projected[0] if self.projected is not None else None

    @property
    def projected_score_high(self) -> float | None:
        return self.projected[1] if self.projected is not None else None


def place_among_counted(line: BoardLine, board: Sequence[BoardLine]) -> int | None:
    """Return a racer's place among those who count; racetime.gg also gives places to those who don't."""
    if line.place is None or line.counted is False:
        return None
    return 1 + sum(other.place < line.place for other in board if other.counted is not False and other.place)


@dataclass(frozen=True, slots=True)
class RoomView:
    """The current room; `last_heard_at` is when racetime.gg last said anything about it.

    `follows_only` is true where the bot takes the results and neither speaks in the room nor changes it.
    """

    id: RoomId
    slug: str
    url: str
    status: RoomStatus
    opened_at: datetime
    last_heard_at: datetime | None
    follows_only: bool


@dataclass(frozen=True, slots=True)
class LiveRaceSummary:
    id: LiveRaceId
    organization_id: OrganizationId
    tournament_id: TournamentId
    tournament_name: str
    pool_id: PoolId
    pool_name: str
    match_title: str
    status: LiveRaceStatus
    scheduled_at: datetime
    opens_at: datetime
    locks_at: datetime
    racetime_slug: str | None
    racetime_url: str | None
    locked_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    final_at: datetime | None
    participant_count: int
    entrant_count: int
    releases_at: datetime | None
    released_at: datetime | None
    begins_at: datetime | None
    """When a race whose start drags on begins without those who are not ready; None while it is not late."""
    room_open_time: datetime | None
    room_error: str
    room_retry_at: datetime | None
    lock_error: str
    cancel_reason: str
    cancelled_results: CancelledResults | None
    """What becomes of results that racetime.gg has for a cancelled race; None where there is no such question."""
    episode_id: int | None
    episode_flag: str
    """What of SpeedGaming's schedule could not be followed, in a sentence; empty for nothing, and for players."""
    permalink_id: PermalinkId | None
    """None for players until the seed is released, as `seed_number` is."""
    seed_number: int | None
    """What the permalink is called in its pool."""
    race_room_profile_id: ProfileId | None
    goal: str
    seed: SeedView
    version: int
    edition: int
    """Grows with every change of the race, its tournament or its pool, whose names and settings are shown with it."""
    edited_at: datetime
    """When the edition grew last."""
    created_at: datetime
    updated_at: datetime
    seed_ready: bool | None = None
    """Whether a permalink is there or can be chosen at the lock; None where that was not asked for."""
    verdicts: tuple[Verdict, ...] = ()
    """The viewer's own verdicts; empty where they were not asked for."""
    viewer_entry: EntrantStatus | None = None
    """How the viewer stands in the room while racers may enter it; None for whoever is not in it."""

    @property
    def title(self) -> str:
        return race_title(self.match_title, self.pool_name)

    @property
    def viewer_is_eligible(self) -> bool:
        return is_eligible(self.verdicts)

    @property
    def door(self) -> RoomDoor:
        """How the viewer gets into the room."""
        return door_of(
            is_open=self.status is LiveRaceStatus.PENDING and self.racetime_url is not None,
            is_locked=self.locked_at is not None,
            is_eligible=self.viewer_is_eligible,
            entry=self.viewer_entry,
        )

    @property
    def awaits_viewer(self) -> bool:
        """Whether the race is ahead and the viewer may still race in it."""
        return self.status in NOT_STARTED and self.viewer_is_eligible and self.door is not RoomDoor.LOCKED


@dataclass(frozen=True, slots=True)
class Goer:
    """Somebody who said to race."""

    user_id: UserId
    name: str


@dataclass(frozen=True, slots=True)
class LiveRaceDetails:
    summary: LiveRaceSummary
    category: str
    timeline: Timeline
    overrides: TimelineOverrides
    seed_readers: tuple[str, ...]
    """Names of admins who read the seed before its release."""
    room: RoomView | None
    room_settings: RoomSettings
    board: tuple[BoardLine, ...]
    results_hidden: bool = False
    """Other people's results are hidden from the viewer until the tournament closes."""
    kept_back: bool = False
    """What other people do shows to the viewer as late as on the race's delayed stream, from its start to its end."""
    stream_delay: timedelta = timedelta()
    moves_at: datetime | None = None
    """When it changes although nothing happens. It tells what is kept back, so nobody is told."""
    par: ParEstimate | None = None
    """What par will come to, or has come to once the race is over, as far as the viewer may know."""
    scoring: ScoringRules = field(default_factory=ScoringRules)
    going: tuple[Goer, ...] = ()
    """Until the start: members who said that they race."""

    @property
    def title(self) -> str:
        return self.summary.title

    @property
    def held_back(self) -> str:
        """What is held back from the viewer and when it shows, in a sentence; empty where nothing is."""
        if self.results_hidden:
            return "Results are hidden until the tournament closes. Of yours you see the time."
        if self.kept_back:
            return f"Shown {in_minutes(self.stream_delay)} after it happens, as on the race's delayed stream."
        return ""


class ParticipantEligibility(NamedTuple):
    user_id: UserId
    name: str
    racetime_name: str | None
    eligible: bool
    verdicts: tuple[Verdict, ...]

    @property
    def reason(self) -> str | None:
        """Why the person may not race, in sentences."""
        return " ".join(verdict.sentence for verdict in unmet(self.verdicts)) or None


@dataclass(frozen=True, slots=True)
class SeedSupply:
    """What a pool has for live races: seeds that nobody played, and the races that are to find one at the lock."""

    unplayed: int | None
    """None where a generator makes what is lacking."""
    undecided: int


@dataclass(frozen=True, slots=True)
class BulkLine:
    """What a change of many races does, or did, to one of them; status and start are those before it."""

    live_race_id: LiveRaceId
    title: str
    status: LiveRaceStatus
    scheduled_at: datetime
    moves_to: datetime | None
    refusal: str
    """Why it stays as it is, in a sentence; empty when it is changed."""


@dataclass(frozen=True, slots=True)
class RaceCorrection:
    """One result of a race that moved after it had been told; a comment that changed has the same result twice."""

    id: CorrectionId
    name: str
    user_id: UserId | None
    source: CorrectionSource
    before: str
    after: str
    comment_before: str
    comment_after: str
    reason: str
    who: str
    at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class EntrantReport:
    """What recording did with one entrant."""

    name: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordReport:
    live_race_id: LiveRaceId
    status: LiveRaceStatus
    changed: bool
    entrants: tuple[EntrantReport, ...]
    question: str = ""
    """What an admin has to decide before anything of this counts, in sentences."""

    @property
    def outcome(self) -> str:
        """What recording came to, in a sentence."""
        return self.question or recording_in_words(self.status, changed=self.changed)


@dataclass(frozen=True, slots=True)
class UpcomingStep:
    """One piece of work that is due or will be: "open room", "lock", "release seed", "start"."""

    live_race_id: LiveRaceId
    title: str
    step: str
    due_at: datetime
    note: str
