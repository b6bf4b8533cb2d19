"""Live races as programs see them."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.fields import Flag, Id, Moment, RequestBody, ResponseBody, changes, left_out
from api.schemas.timeline import TimelineChangeFields, TimelineFields
from application.domain.eligibility import Fix, Rule, Verdict, is_eligible, unmet
from application.domain.ids import PermalinkId, PoolId, ProfileId, TournamentId
from application.domain.live_race import CancelledResults, LiveRaceStatus
from application.domain.scheduling import LiveRaceChanges, NewLiveRace
from application.domain.seed_vault import SeedState, SeedView
from application.read_models import LiveRaceSummary, ParticipantEligibility
from application.settings import RACETIME_PUBLIC_URL

# Requests


class LiveRaceCreateRequest(TimelineFields):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"pool_id": 7, "scheduled_at": "2026-03-14T20:00:00+01:00", "match_title": "Group A, race 1"}]
        }
    )

    pool_id: Id
    scheduled_at: Moment
    match_title: str = Field(default="", description="Without one the race is called after its pool.")
    permalink_id: Id | None = Field(default=None, description="Null: chosen from the pool when the room is locked.")
    episode_id: int | None = Field(default=None, strict=True, description="SpeedGaming's number of this match.")
    race_room_profile_id: Id | None = Field(default=None, description="Null: the tournament's profile, or the default.")

    def new(self, tournament_id: TournamentId) -> NewLiveRace:
        return NewLiveRace(
            tournament_id=tournament_id,
            pool_id=PoolId(self.pool_id),
            scheduled_at=self.scheduled_at,
            match_title=self.match_title,
            permalink_id=None if self.permalink_id is None else PermalinkId(self.permalink_id),
            episode_id=self.episode_id,
            race_room_profile_id=None if self.race_room_profile_id is None else ProfileId(self.race_room_profile_id),
            overrides=self.overrides,
        )


class LiveRaceUpdateRequest(TimelineChangeFields):
    """Fields that are left out stay as they are; null clears."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"scheduled_at": "2026-03-14T20:30:00+01:00", "confirmed": True}]}
    )

    pool_id: Id = left_out()
    scheduled_at: Moment = left_out()
    match_title: str = left_out()
    permalink_id: Id | None = left_out()
    episode_id: int | None = Field(default_factory=lambda: None, strict=True)
    race_room_profile_id: Id | None = left_out()
    confirmed: Flag = Field(default=False, description="Needed to move the start once the room is open.")

    @property
    def changes(self) -> LiveRaceChanges:
        return changes(self, LiveRaceChanges, leaving_out=frozenset({"confirmed"}))


class CancelRequest(RequestBody):
    reason: str = Field(default="", description="Shown to the players.", examples=["Too few racers"])


# Answers


class SeedResponse(ResponseBody):
    """Before the release only the commitment: the SHA-256 of "salt:seed"; afterwards everything needed to check it."""

    state: SeedState
    commitment: str
    url: str | None
    notes: str | None
    salt: str | None
    released_at: datetime | None

    @classmethod
    def of(cls, view: SeedView) -> "SeedResponse":
        return cls(
            state=view.state,
            commitment=view.commitment,
            url=view.url,
            notes=view.notes,
            salt=view.salt,
            released_at=view.released_at,
        )


class LiveRaceResponse(ResponseBody):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": 12,
                    "organization_id": 1,
                    "tournament_id": 3,
                    "tournament_name": "Spring Qualifier",
                    "pool_id": 7,
                    "pool_name": "Open",
                    "permalink_id": None,
                    "seed_number": None,
                    "permalink_url": None,
                    "seed": {
                        "state": "sealed",
                        "commitment": "5f8f3a0c6f6f3b9a4e0f2b1c9d8e7f60718293a4b5c6d7e8f90a1b2c3d4e5f60",
                        "url": None,
                        "notes": None,
                        "salt": None,
                        "released_at": None,
                    },
                    "scheduled_at": "2026-03-14T19:00:00Z",
                    "match_title": "Group A, race 1",
                    "title": "Group A, race 1",
                    "status": "pending",
                    "racetime_slug": "alttpr/cool-icerod-1234",
                    "racetime_url": f"{RACETIME_PUBLIC_URL}/alttpr/cool-icerod-1234",
                    "racetime_goal": "Beat the game (Solo)",
                    "participant_count": 0,
                    "entrant_count": 14,
                    "opens_at": "2026-03-14T18:30:00Z",
                    "locks_at": "2026-03-14T18:50:00Z",
                    "releases_at": "2026-03-14T18:50:00Z",
                    "room_opened_at": "2026-03-14T18:30:01Z",
                    "locked_at": None,
                    "begins_at": None,
                    "started_at": None,
                    "ended_at": None,
                    "final_at": None,
                    "seed_ready": None,
                    "room_error": None,
                    "room_retry_at": None,
                    "lock_error": None,
                    "cancel_reason": None,
                    "cancelled_results": None,
                    "episode_id": None,
                    "episode_problem": None,
                    "race_room_profile_id": None,
                    "version": 4,
                    "created_at": "2026-03-01T09:15:00Z",
                    "updated_at": "2026-03-14T18:30:01Z",
                }
            ]
        }
    )

    id: int
    organization_id: int
    tournament_id: int
    tournament_name: str
    pool_id: int
    pool_name: str
    permalink_id: int | None = Field(description="Null for players until the seed is released.")
    seed_number: int | None = Field(description="What the permalink is called in its pool.")
    permalink_url: str | None = Field(description="Null until the seed is released.")
    seed: SeedResponse
    scheduled_at: datetime
    match_title: str | None = Field(description="Null for a race that is called after its pool.")
    title: str = Field(description="What to call the race: its own title, or one made from its pool.")
    status: LiveRaceStatus
    racetime_slug: str | None = Field(examples=["alttpr/cool-icerod-1234"])
    racetime_url: str | None
    racetime_goal: str
    participant_count: int = Field(description="Players whose run counts here.")
    entrant_count: int = Field(description="Everybody in the room, counted or not.")
    opens_at: datetime = Field(description="When the room opens.")
    locks_at: datetime = Field(description="When the room becomes invitational and eligibility is settled.")
    releases_at: datetime | None = Field(description="When the seed is released; null when the start releases it.")
    room_opened_at: datetime | None
    locked_at: datetime | None
    begins_at: datetime | None = Field(
        description="When a race whose start drags on begins without those who are not ready; null while it is in time."
    )
    started_at: datetime | None
    ended_at: datetime | None
    final_at: datetime | None = Field(description="Since when the results can't change any more on racetime.gg.")
    seed_ready: bool | None = Field(
        description="For tournament admins: whether a permalink is there or can be found at the lock."
    )
    room_error: str | None = Field(description="Why the room could not be opened so far.")
    room_retry_at: datetime | None
    lock_error: str | None
    cancel_reason: str | None
    cancelled_results: CancelledResults | None = Field(
        description="What becomes of results that racetime.gg has for a race which was cancelled after its start."
    )
    episode_id: int | None
    episode_problem: str | None = Field(
        description="For tournament admins: what of SpeedGaming's schedule could not be followed."
    )
    race_room_profile_id: int | None
    version: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, view: LiveRaceSummary) -> "LiveRaceResponse":
        return cls(
            id=view.id,
            organization_id=view.organization_id,
            tournament_id=view.tournament_id,
            tournament_name=view.tournament_name,
            pool_id=view.pool_id,
            pool_name=view.pool_name,
            permalink_id=view.permalink_id,
            seed_number=view.seed_number,
            permalink_url=view.seed.url,
            seed=SeedResponse.of(view.seed),
            scheduled_at=view.scheduled_at,
            match_title=view.match_title or None,
            title=view.title,
            status=view.status,
            racetime_slug=view.racetime_slug,
            racetime_url=view.racetime_url,
            racetime_goal=view.goal,
            participant_count=view.participant_count,
            entrant_count=view.entrant_count,
            opens_at=view.opens_at,
            locks_at=view.locks_at,
            releases_at=view.releases_at,
            room_opened_at=view.room_open_time,
            locked_at=view.locked_at,
            begins_at=view.begins_at,
            started_at=view.started_at,
            ended_at=view.ended_at,
            final_at=view.final_at,
            seed_ready=view.seed_ready,
            room_error=view.room_error or None,
            room_retry_at=view.room_retry_at,
            lock_error=view.lock_error or None,
            cancel_reason=view.cancel_reason or None,
            cancelled_results=view.cancelled_results,
            episode_id=view.episode_id,
            episode_problem=view.episode_flag or None,
            race_room_profile_id=view.race_room_profile_id,
            version=view.version,
            created_at=view.created_at,
            updated_at=view.updated_at,
        )


class VerdictResponse(ResponseBody):
    """The answer to one rule, with what the player can do about it."""

    rule: Rule
    met: bool
    sentence: str
    fix: Fix | None

    @classmethod
    def of(cls, view: Verdict) -> "VerdictResponse":
        return cls(rule=view.rule, met=view.met, sentence=view.sentence, fix=view.fix)


class EligibilityResponse(ResponseBody):
    user_id: int
    eligible: bool
    verdicts: list[VerdictResponse]

    @classmethod
    def of(cls, user_id: int, verdicts: tuple[Verdict, ...]) -> "EligibilityResponse":
        return cls(
            user_id=user_id,
            eligible=is_eligible(verdicts),
            verdicts=[VerdictResponse.of(verdict) for verdict in verdicts],
        )


class EligibleParticipantResponse(ResponseBody):
    user_id: int
    discord_username: str
    racetime_name: str | None
    eligible: bool
    reason: str | None = Field(description="Why not, in sentences; null for the eligible.")
    verdicts: list[VerdictResponse]

    @classmethod
    def of(cls, view: ParticipantEligibility) -> "EligibleParticipantResponse":
        return cls(
            user_id=view.user_id,
            discord_username=view.name,
            racetime_name=view.racetime_name,
            eligible=view.eligible,
            reason=" ".join(verdict.sentence for verdict in unmet(view.verdicts)) or None,
            verdicts=[VerdictResponse.of(verdict) for verdict in view.verdicts],
        )
