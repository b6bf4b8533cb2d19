"""Live races as programs see them."""

from datetime import datetime

from pydantic import AliasPath, ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import Flag, Id, Moment, RequestBody, changes, left_out
from api.schemas.tournaments.timeline import TimelineChangeFields, TimelineFields
from application.domain.ids import PermalinkId, PoolId, ProfileId, TournamentId
from application.domain.live_races.live_race import CancelledResults
from application.domain.live_races.scheduling import LiveRaceChanges, NewLiveRace
from application.domain.live_races.seed_vault import SeedView
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


class SeedResponse(Answer[SeedView]):
    """Before the release only the commitment: the SHA-256 of "salt:seed"; afterwards everything needed to check it."""


class LiveRaceResponse(
    Answer[LiveRaceSummary],
    hidden=("verdicts", "goal", "room_open_time", "released_at", "episode_flag", "edition", "edited_at"),
):
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

    permalink_id: int | None = Field(description="Null for players until the seed is released.")
    seed_number: int | None = Field(description="What the permalink is called in its pool.")
    permalink_url: str | None = Field(
        description="Null until the seed is released.", validation_alias=AliasPath("seed", "url")
    )
    match_title: TextOrNull = Field(description="Null for a race that is called after its pool.")
    title: str = Field(description="What to call the race: its own title, or one made from its pool.")
    racetime_slug: str | None = Field(examples=["alttpr/cool-icerod-1234"])
    racetime_goal: str = Field(validation_alias="goal")
    participant_count: int = Field(description="Players whose run counts here.")
    entrant_count: int = Field(description="Everybody in the room, counted or not.")
    opens_at: datetime = Field(description="When the room opens.")
    locks_at: datetime = Field(description="When the room becomes invitational and eligibility is settled.")
    releases_at: datetime | None = Field(description="When the seed is released; null when the start releases it.")
    room_opened_at: datetime | None = Field(validation_alias="room_open_time")
    begins_at: datetime | None = Field(
        description="When a race whose start drags on begins without those who are not ready; null while it is in time."
    )
    ended_at: datetime | None = Field(description="Null, too, while results are hidden from you: it is the last one.")
    final_at: datetime | None = Field(description="Since when the results can't change any more on racetime.gg.")
    seed_ready: bool | None = Field(
        description="For tournament admins: whether a permalink is there or can be found at the lock."
    )
    room_error: TextOrNull = Field(description="Why the room could not be opened so far.")
    lock_error: TextOrNull
    cancel_reason: TextOrNull
    cancelled_results: CancelledResults | None = Field(
        description="What becomes of results that racetime.gg has for a race which was cancelled after its start."
    )
    episode_problem: TextOrNull = Field(
        description="For tournament admins: what of SpeedGaming's schedule could not be followed.",
        validation_alias="episode_flag",
    )


class EligibleParticipantResponse(Answer[ParticipantEligibility]):
    discord_username: str = Field(validation_alias="name")
    reason: str | None = Field(description="Why not, in sentences; null for the eligible.")
