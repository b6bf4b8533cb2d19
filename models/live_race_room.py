"""What racetime.gg says about a live race: its rooms, who is in them, and who could not be counted."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import LiveRaceId, OrganizationId, RoomId, RunId, UnmatchedEntrantId, UserId
from application.domain.live_races.results import UnmatchedReason
from application.domain.live_races.room import EntrantStatus, RoomStatus, SnapshotSource
from application.domain.runs.run import RunStatus
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentRace
from models.columns import primary_key, required_enum
from models.organization import Organization
from models.user import User


class AsyncTournamentLiveRaceRoom(Model):
    """One racetime.gg room; a live race gets a second one when the first one dies.

    `closed_by_hand` is true for one that somebody closed on racetime.gg before the start.

    Several organizations may have the same room: `follows_only` is true for all but the one that had it first.
    """

    id = primary_key(RoomId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="live_race_rooms", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    live_race: fields.ForeignKeyRelation[AsyncTournamentLiveRace] = fields.ForeignKeyField(
        "models.AsyncTournamentLiveRace", related_name="rooms", on_delete=fields.RESTRICT
    )
    live_race_id: LiveRaceId
    number = fields.SmallIntField()
    slug = fields.CharField(max_length=200)
    tag = fields.CharField(max_length=40, default="")
    status = required_enum(RoomStatus, max_length=20, default=RoomStatus.OPEN)
    info_bot = fields.CharField(max_length=1000, default="")
    last_version = fields.IntField(default=-1)
    last_source = required_enum(SnapshotSource, max_length=10, default=SnapshotSource.SOCKET)
    last_snapshot_at = fields.DatetimeField(null=True)
    next_poll_at = fields.DatetimeField(null=True)
    recorded = fields.BooleanField(default=False)
    cancel_wanted_at = fields.DatetimeField(null=True)
    opened_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    racetime_opened_at = fields.DatetimeField(null=True)
    low_entrants_warned_at = fields.DatetimeField(null=True)
    left_at = fields.DatetimeField(null=True)
    trouble = fields.CharField(max_length=300, default="")
    follows_only = fields.BooleanField(default=False)
    closed_by_hand = fields.BooleanField(default=False)

    class Meta:
        table = "async_tournament_live_race_rooms"
        unique_together = (("live_race", "number"), ("organization", "slug"))
        indexes = (("closed_at", "next_poll_at"),)


class AsyncTournamentLiveRaceEntrant(Model):
    """One line of a room's roster with the verdicts that were settled for it.

    `forced_out` is true for somebody who has forfeited only because the race was cancelled.
    """

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="live_race_entrants", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    live_race: fields.ForeignKeyRelation[AsyncTournamentLiveRace] = fields.ForeignKeyField(
        "models.AsyncTournamentLiveRace", related_name="entrants", on_delete=fields.RESTRICT
    )
    live_race_id: LiveRaceId
    entrant_key = fields.CharField(max_length=60)
    racetime_id = fields.CharField(max_length=40, null=True)
    racetime_name = fields.CharField(max_length=80)
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="live_race_entries", null=True, on_delete=fields.RESTRICT
    )
    user_id: UserId | None
    present = fields.BooleanField(default=True)
    status = required_enum(EntrantStatus, max_length=20)
    place = fields.SmallIntField(null=True)
    finish_time = fields.TimeDeltaField(null=True)
    finished_at = fields.DatetimeField(null=True)
    judged_at = fields.DatetimeField(null=True)
    eligible = fields.BooleanField(null=True)
    verdicts: list[dict[str, Any]] | None = fields.JSONField(null=True)
    first_seen_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    comment = fields.CharField(max_length=1000, default="")
    channel = fields.CharField(max_length=80, default="")
    pronouns = fields.CharField(max_length=30, default="")
    checked_at = fields.DatetimeField(null=True)
    told = fields.CharField(max_length=200, null=True)
    times_told = fields.SmallIntField(default=0)
    admitted_at = fields.DatetimeField(null=True)
    forced_out = fields.BooleanField(default=False)

    class Meta:
        table = "async_tournament_live_race_entrants"
        unique_together = (("live_race", "entrant_key"),)
        indexes = (("racetime_id",), ("user",))


class UnmatchedEntrant(Model):
    """A racer whose result is unmatched: kept with time and reason until somebody decides."""

    id = primary_key(UnmatchedEntrantId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="unmatched_entrants", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    live_race: fields.ForeignKeyRelation[AsyncTournamentLiveRace] = fields.ForeignKeyField(
        "models.AsyncTournamentLiveRace", related_name="unmatched_entrants", on_delete=fields.RESTRICT
    )
    live_race_id: LiveRaceId
    entrant_key = fields.CharField(max_length=60)
    racetime_name = fields.CharField(max_length=80)
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="unmatched_entries", null=True, on_delete=fields.RESTRICT
    )
    user_id: UserId | None
    reason = required_enum(UnmatchedReason, max_length=20)
    explanation = fields.TextField(default="")
    status = required_enum(RunStatus, max_length=20)
    finish_time = fields.TimeDeltaField(null=True)
    finished_at = fields.DatetimeField(null=True)
    run: fields.ForeignKeyNullableRelation[AsyncTournamentRace] = fields.ForeignKeyField(
        "models.AsyncTournamentRace", related_name="unmatched_entries", null=True, on_delete=fields.RESTRICT
    )
    run_id: RunId | None
    dismissed_at = fields.DatetimeField(null=True)
    resolved_by: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="resolved_entries", null=True, on_delete=fields.RESTRICT
    )
    resolved_by_id: UserId | None
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    resolved_at = fields.DatetimeField(null=True)
    note = fields.CharField(max_length=500, default="")

    class Meta:
        table = "unmatched_entrants"
        unique_together = (("live_race", "entrant_key"),)
        indexes = (("organization", "created_at"),)
