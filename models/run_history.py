"""What became of a run after it was over, and how the par of a permalink moved."""

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import OrganizationId, PermalinkId, ReviewEntryId, RunId, UserId
from application.domain.runs.review import ReviewAction
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentRace
from models.columns import primary_key, required_enum
from models.organization import Organization
from models.user import User


class AsyncTournamentRaceReview(Model):
    """One line of a run's review history."""

    id = primary_key(ReviewEntryId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="run_reviews", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    run: fields.ForeignKeyRelation[AsyncTournamentRace] = fields.ForeignKeyField(
        "models.AsyncTournamentRace", related_name="reviews", on_delete=fields.CASCADE
    )
    run_id: RunId
    action = required_enum(ReviewAction, max_length=20)
    actor: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="run_reviews", null=True, on_delete=fields.RESTRICT
    )
    actor_id: UserId | None
    actor_name = fields.CharField(max_length=80)
    note = fields.TextField(default="")
    created_at = fields.DatetimeField()

    class Meta:
        table = "async_tournament_race_reviews"
        indexes = (("run", "id"), ("organization", "actor", "action"))


class AsyncTournamentParPoint(Model):
    """The par of a permalink from one moment on; None while nobody's time counts."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="par_points", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    permalink: fields.ForeignKeyRelation[AsyncTournamentPermalink] = fields.ForeignKeyField(
        "models.AsyncTournamentPermalink", related_name="par_points", on_delete=fields.CASCADE
    )
    permalink_id: PermalinkId
    par_seconds = fields.FloatField(null=True)
    scored_runs = fields.IntField()
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "async_tournament_par_points"
        indexes = (("permalink", "id"),)
