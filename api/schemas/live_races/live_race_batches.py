"""Series of live races, and the same change to many of them."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import Flag, Id, RequestBody, ResponseBody, Whole
from api.schemas.live_races.live_races import LiveRaceResponse
from api.schemas.tournaments.timeline import TimelineFields
from application.domain.ids import LiveRaceId, PoolId, ProfileId, TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.scheduling import BulkAction, BulkChange, NewLiveRace
from application.domain.live_races.series import Series, occurrences
from application.read_models import BulkLine

_ZONE = "A time zone by its IANA name."


class LiveRaceSeriesRequest(TimelineFields):
    """Races at the same local time, every so many days; each gets a seed of its own when its room is locked."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "pool_id": 7,
                    "scheduled_at": "2026-03-14T20:00",
                    "zone": "Europe/Berlin",
                    "every_days": 7,
                    "count": 8,
                    "match_title": "Saturday race #",
                }
            ]
        }
    )

    pool_id: Id
    scheduled_at: str = Field(
        max_length=40,
        description="When the first race starts, as clocks in the zone show it.",
        examples=["2026-03-14T20:00"],
    )
    zone: str = Field(max_length=64, description=_ZONE, examples=["Europe/Berlin"])
    every_days: Whole = Field(examples=[7])
    count: Whole = Field(examples=[8])
    match_title: str = Field(default="", description='Every "#" in it becomes the number of the race.')
    race_room_profile_id: Id | None = Field(default=None, description="Null: the tournament's profile, or the default.")

    @property
    def series(self) -> Series:
        return Series(self.scheduled_at, self.zone, self.every_days, self.count)

    def new(self, tournament_id: TournamentId) -> NewLiveRace:
        """Return what all races of the series have in common. Raises `InvalidInput` for a series out of bounds."""
        return NewLiveRace(
            tournament_id=tournament_id,
            pool_id=PoolId(self.pool_id),
            scheduled_at=occurrences(self.series)[0],
            match_title=self.match_title,
            race_room_profile_id=None if self.race_room_profile_id is None else ProfileId(self.race_room_profile_id),
            overrides=self.overrides,
        )


class LiveRaceSeriesResponse(ResponseBody):
    items: list[LiveRaceResponse]


class BulkChangeRequest(RequestBody):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"live_race_ids": [12, 13], "action": "move", "days": 7, "zone": "Europe/Berlin", "preview": True}
            ]
        }
    )

    live_race_ids: list[Id] = Field(max_length=1000)
    action: BulkAction
    days: Whole = Field(default=0, description="To move: days later, the local time stays; below zero earlier.")
    minutes: Whole = Field(default=0, description="To move: minutes later; below zero earlier.")
    zone: str = Field(default="UTC", max_length=64, description=_ZONE)
    reason: str = Field(default="", description="To cancel: shown to the players.")
    preview: Flag = Field(default=False, description="Tell what would happen, and change nothing.")

    @property
    def ids(self) -> list[LiveRaceId]:
        return [LiveRaceId(each) for each in self.live_race_ids]

    @property
    def change(self) -> BulkChange:
        return BulkChange(self.action, self.days, self.minutes, self.zone, self.reason)


class BulkLineResponse(Answer[BulkLine]):
    status: LiveRaceStatus = Field(description="Before the change.")
    scheduled_at: datetime = Field(description="Before the change.")
    refusal: TextOrNull = Field(description="Why the race stays as it is; null when it is changed.")


class BulkChangeResponse(ResponseBody):
    lines: list[BulkLineResponse]
