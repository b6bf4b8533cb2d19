"""Async tournaments: pools of permalinks, the players' runs, and the live races among them."""

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import (
    LiveRaceId,
    OrganizationId,
    PermalinkId,
    PoolId,
    ProfileId,
    RunId,
    TournamentId,
    UserId,
)
from application.domain.live_races.live_race import CancelledResults, LiveRaceStatus
from application.domain.permissions import Role
from application.domain.runs.run import ForfeitCause, ReviewStatus, RunStatus
from application.domain.runs.scoring import ParRule
from application.domain.tournaments.settings import IneligibleRacers
from application.domain.tournaments.timeline import ReleaseRule
from models.columns import IndexWhere, UniqueWhere, optional_enum, optional_number, primary_key, required_enum
from models.organization import Organization
from models.race_room_profile import RaceRoomProfile
from models.user import User


class AsyncTournament(Model):
    id = primary_key(TournamentId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="async_tournaments", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    name = fields.CharField(max_length=100)
    description = fields.TextField(default="")
    is_active = fields.BooleanField(default=True)
    is_public = fields.BooleanField(default=False)
    hide_results = fields.BooleanField(default=False)
    runs_per_pool = fields.SmallIntField(default=1)
    racetime_category = fields.CharField(max_length=50, default="")
    racetime_goal = fields.CharField(max_length=255, default="")
    goal_checked_at = fields.DatetimeField(null=True)
    race_room_profile: fields.ForeignKeyNullableRelation[RaceRoomProfile] = fields.ForeignKeyField(
        "models.RaceRoomProfile", related_name="tournaments", null=True, on_delete=fields.RESTRICT
    )
    race_room_profile_id: ProfileId | None
    room_open_minutes = fields.SmallIntField(null=True)
    lock_minutes = fields.SmallIntField(null=True)
    release_rule = optional_enum(ReleaseRule, max_length=20)
    release_minutes = fields.SmallIntField(null=True)
    min_account_age_days = fields.SmallIntField(null=True)
    par_count = fields.SmallIntField(default=5)
    score_floor = fields.FloatField(default=0.0)
    score_cap = fields.FloatField(default=105.0)
    rejected_runs_count = fields.BooleanField(default=True)
    start_limit_minutes = fields.SmallIntField(default=20)
    start_warning_minutes = fields.SmallIntField(default=10)
    finish_limit_minutes = fields.IntField(default=720)
    countdown_seconds = fields.SmallIntField(default=10)
    max_imbalance = fields.SmallIntField(default=3)
    reattempts_allowed = fields.SmallIntField(default=0)
    live_reattempts_allowed = fields.BooleanField(default=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    version = fields.IntField(default=0)
    ineligible_racers = required_enum(IneligibleRacers, max_length=20, default=IneligibleRacers.UNRECORDED)
    final_after_hours = fields.SmallIntField(null=True)
    stream_delay_minutes = fields.SmallIntField(default=0)
    goal_problem = fields.CharField(max_length=500, default="")
    start_grace_minutes = fields.SmallIntField(null=True)
    rescored_through = optional_number(PermalinkId)
    """While scores are worked out anew, one permalink after the other: the last that is done. None when all are."""
    par_rule = required_enum(ParRule, max_length=20, default=ParRule.FASTEST)
    par_percentile = fields.SmallIntField(default=25)
    min_finished_runs = fields.SmallIntField(default=0)

    class Meta:
        table = "async_tournaments"
        unique_together = (("organization", "name"),)


class AsyncTournamentPool(Model):
    id = primary_key(PoolId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="pools", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    tournament: fields.ForeignKeyRelation[AsyncTournament] = fields.ForeignKeyField(
        "models.AsyncTournament", related_name="pools", on_delete=fields.RESTRICT
    )
    tournament_id: TournamentId
    name = fields.CharField(max_length=100)
    position = fields.SmallIntField(default=0)
    created_at = fields.DatetimeField()
    speedgaming_event = fields.CharField(max_length=60, default="")
    speedgaming_synced_at = fields.DatetimeField(null=True)
    speedgaming_error = fields.CharField(max_length=500, default="")
    speedgaming_left_out = fields.CharField(max_length=500, default="")
    last_seed_number = fields.IntField(default=0)

    class Meta:
        table = "async_tournament_pools"
        unique_together = (("tournament", "name"), ("tournament", "position"))


class AsyncTournamentPermalink(Model):
    """A seed as it was given, with the key by which it is compared with others.

    `number` is what it is called in its pool, and no other seed of the pool ever gets it, not even once it is deleted.
    `twin` is 0 but for further spellings of one seed in one pool, which were accepted before there were keys.
    """

    id = primary_key(PermalinkId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="permalinks", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    pool: fields.ForeignKeyRelation[AsyncTournamentPool] = fields.ForeignKeyField(
        "models.AsyncTournamentPool", related_name="permalinks", on_delete=fields.RESTRICT
    )
    pool_id: PoolId
    url = fields.TextField()
    notes = fields.CharField(max_length=500, default="")
    is_live = fields.BooleanField(default=False)
    par_seconds = fields.FloatField(null=True)
    created_at = fields.DatetimeField()
    read_at = fields.DatetimeField(null=True)
    seed_key = fields.CharField(max_length=64)
    twin = fields.SmallIntField(default=0)
    number = fields.IntField()

    class Meta:
        table = "async_tournament_permalinks"
        unique_together = (("pool", "seed_key", "twin"), ("pool", "number"))
        indexes = (("organization", "seed_key"),)


class AsyncTournamentWhitelistEntry(Model):
    """A player whose Discord account may be younger than the tournament asks."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="whitelist_entries", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    tournament: fields.ForeignKeyRelation[AsyncTournament] = fields.ForeignKeyField(
        "models.AsyncTournament", related_name="whitelist_entries", on_delete=fields.RESTRICT
    )
    tournament_id: TournamentId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="whitelist_entries", on_delete=fields.RESTRICT
    )
    user_id: UserId
    created_at = fields.DatetimeField()

    class Meta:
        table = "async_tournament_whitelist"
        unique_together = (("tournament", "user"),)


class AsyncTournamentMemberRole(Model):
    """A role that a member has in one tournament only, on top of the roles in the organization."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="tournament_roles", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    tournament: fields.ForeignKeyRelation[AsyncTournament] = fields.ForeignKeyField(
        "models.AsyncTournament", related_name="member_roles", on_delete=fields.CASCADE
    )
    tournament_id: TournamentId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="tournament_roles", on_delete=fields.RESTRICT
    )
    user_id: UserId
    role = required_enum(Role, max_length=30)
    granted_at = fields.DatetimeField()

    class Meta:
        table = "async_tournament_member_roles"
        unique_together = (("tournament", "user", "role"),)
        indexes = (("user", "organization"),)


class AsyncTournamentLiveRace(Model):
    """One scheduled race in one pool; `racetime_slug` names the category and room of its current room."""

    id = primary_key(LiveRaceId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="live_races", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    tournament: fields.ForeignKeyRelation[AsyncTournament] = fields.ForeignKeyField(
        "models.AsyncTournament", related_name="live_races", on_delete=fields.RESTRICT
    )
    tournament_id: TournamentId
    pool: fields.ForeignKeyRelation[AsyncTournamentPool] = fields.ForeignKeyField(
        "models.AsyncTournamentPool", related_name="live_races", on_delete=fields.RESTRICT
    )
    pool_id: PoolId
    permalink: fields.ForeignKeyNullableRelation[AsyncTournamentPermalink] = fields.ForeignKeyField(
        "models.AsyncTournamentPermalink", related_name="live_races", null=True, on_delete=fields.RESTRICT
    )
    permalink_id: PermalinkId | None
    race_room_profile: fields.ForeignKeyNullableRelation[RaceRoomProfile] = fields.ForeignKeyField(
        "models.RaceRoomProfile", related_name="live_races", null=True, on_delete=fields.RESTRICT
    )
    race_room_profile_id: ProfileId | None
    status = required_enum(LiveRaceStatus, max_length=20, default=LiveRaceStatus.SCHEDULED)
    version = fields.IntField(default=0)

    episode_id = fields.IntField(null=True)
    scheduled_at = fields.DatetimeField()
    match_title = fields.CharField(max_length=200, default="")

    room_open_minutes = fields.SmallIntField(null=True)
    lock_minutes = fields.SmallIntField(null=True)
    release_rule = optional_enum(ReleaseRule, max_length=20)
    release_minutes = fields.SmallIntField(null=True)
    opens_at = fields.DatetimeField()
    locks_at = fields.DatetimeField()
    releases_at = fields.DatetimeField(null=True)

    racetime_slug = fields.CharField(max_length=200, null=True)
    racetime_goal = fields.CharField(max_length=255, default="")
    room_open_time = fields.DatetimeField(null=True)
    room_tag = fields.CharField(max_length=40, null=True, unique=True)
    room_claimed_until = fields.DatetimeField(null=True)
    room_attempts = fields.SmallIntField(default=0)
    room_outcome_unknown = fields.BooleanField(default=False)
    room_retry_at = fields.DatetimeField(null=True)
    room_error = fields.CharField(max_length=500, default="")

    commitment = fields.CharField(max_length=64, default="")
    commitment_salt = fields.CharField(max_length=32, default="")
    sealed_at = fields.DatetimeField(null=True)
    lock_error = fields.CharField(max_length=500, default="")
    locked_at = fields.DatetimeField(null=True)
    released_at = fields.DatetimeField(null=True)
    started_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    final_at = fields.DatetimeField(null=True)
    results_show_at = fields.DatetimeField(null=True)
    overlay_number = fields.IntField(default=1)
    cancel_reason = fields.CharField(max_length=500, default="")

    created_by: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="created_live_races", null=True, on_delete=fields.RESTRICT
    )
    created_by_id: UserId | None
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    earliest_lock_at = fields.DatetimeField(null=True)
    room_on_hold = fields.BooleanField(default=False)
    episode_missing_since = fields.DatetimeField(null=True)
    episode_problem = fields.CharField(max_length=500, default="")
    cancelled_results = optional_enum(CancelledResults, max_length=20)
    start_calls = fields.SmallIntField(default=0)
    start_call_at = fields.DatetimeField(null=True)
    begins_at = fields.DatetimeField(null=True)
    version_at_start = fields.IntField(null=True)
    """The version that those are shown who follow the race on a delayed stream, until they may know its end."""

    class Meta:
        table = "async_tournament_live_races"
        unique_together = (("organization", "episode_id"), ("organization", "racetime_slug"))
        indexes = (
            ("status", "opens_at"),
            ("status", "locks_at"),
            ("status", "releases_at"),
            ("results_show_at",),
            ("organization", "scheduled_at"),
            ("tournament", "scheduled_at"),
            ("permalink",),
            UniqueWhere(
                fields=("permalink_id",),
                name="uidx_async_tournament_live_races_one_sealed_seed",
                condition='"status" <> \'cancelled\' AND "released_at" IS NULL',
            ),
        )


class AsyncTournamentRace(Model):
    """One player's attempt at one permalink, async or in a live race."""

    id = primary_key(RunId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="runs", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    tournament: fields.ForeignKeyRelation[AsyncTournament] = fields.ForeignKeyField(
        "models.AsyncTournament", related_name="runs", on_delete=fields.RESTRICT
    )
    tournament_id: TournamentId
    pool: fields.ForeignKeyRelation[AsyncTournamentPool] = fields.ForeignKeyField(
        "models.AsyncTournamentPool", related_name="runs", on_delete=fields.RESTRICT
    )
    pool_id: PoolId
    permalink: fields.ForeignKeyRelation[AsyncTournamentPermalink] = fields.ForeignKeyField(
        "models.AsyncTournamentPermalink", related_name="runs", on_delete=fields.RESTRICT
    )
    permalink_id: PermalinkId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="runs", on_delete=fields.RESTRICT
    )
    user_id: UserId
    live_race: fields.ForeignKeyNullableRelation[AsyncTournamentLiveRace] = fields.ForeignKeyField(
        "models.AsyncTournamentLiveRace",
        related_name="participant_races",
        null=True,
        on_delete=fields.RESTRICT,
    )
    live_race_id: LiveRaceId | None
    status = required_enum(RunStatus, max_length=20, default=RunStatus.PENDING)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    finish_time = fields.TimeDeltaField(null=True)
    place = fields.SmallIntField(null=True)
    racetime_name = fields.CharField(max_length=80, null=True)
    drawn_as = fields.CharField(max_length=40, null=True)
    """The racetime.gg account that the player had here when drawing; in live races it is the entrant's."""
    reattempted = fields.BooleanField(default=False)
    reattempt_reason = fields.TextField(default="")
    start_by_at = fields.DatetimeField(null=True)
    warn_at = fields.DatetimeField(null=True)
    finish_by_at = fields.DatetimeField(null=True)
    forfeit_cause = optional_enum(ForfeitCause, max_length=20)
    runner_notes = fields.TextField(default="")
    runner_vod_url = fields.CharField(max_length=500, default="")
    flagged_at = fields.DatetimeField(null=True)
    flag_reason = fields.CharField(max_length=1000, default="")
    review_status = required_enum(ReviewStatus, max_length=20, default=ReviewStatus.PENDING)
    claimed_by_id = optional_number(UserId)
    claimed_at = fields.DatetimeField(null=True)
    reviewed_by_id = optional_number(UserId)
    reviewed_at = fields.DatetimeField(null=True)
    review_note = fields.CharField(max_length=2000, default="")
    corrected_at = fields.DatetimeField(null=True)
    score = fields.FloatField(null=True)
    score_updated_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    version = fields.IntField(default=0)

    class Meta:
        table = "async_tournament_races"
        unique_together = (("live_race", "user"),)
        indexes = (
            ("tournament", "user"),
            ("pool", "user"),
            ("permalink",),
            ("drawn_as",),
            ("user", "organization"),
            ("organization", "pool", "permalink"),
            ("tournament", "organization", "version"),
            IndexWhere(
                fields=("claimed_by_id",),
                name="idx_async_tournament_races_claimed",
                condition="claimed_by_id IS NOT NULL",
            ),
            IndexWhere(
                fields=("reviewed_by_id",),
                name="idx_async_tournament_races_reviewed",
                condition="reviewed_by_id IS NOT NULL",
            ),
            ("organization", "review_status", "id"),
            ("tournament", "review_status", "id"),
            ("status", "warn_at"),
            ("status", "start_by_at"),
            ("status", "finish_by_at"),
            UniqueWhere(
                fields=("tournament_id", "user_id"),
                name="uidx_async_tournament_races_one_active_run",
                condition="\"status\" IN ('pending', 'in_progress')",
            ),
        )
