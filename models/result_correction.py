"""Results that moved after they had been told."""

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import CorrectionId, LiveRaceId, OrganizationId, RunId, UserId
from application.domain.runs.corrections import CorrectionSource
from application.domain.runs.run import RunStatus
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentRace
from models.columns import optional_enum, primary_key, required_enum
from models.organization import Organization
from models.user import User


class ResultCorrection(Model):
    """One change of a result that had been told before; a side without a status had no run."""

    id = primary_key(CorrectionId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="result_corrections", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    live_race: fields.ForeignKeyNullableRelation[AsyncTournamentLiveRace] = fields.ForeignKeyField(
        "models.AsyncTournamentLiveRace", related_name="corrections", null=True, on_delete=fields.RESTRICT
    )
    live_race_id: LiveRaceId | None
    run: fields.ForeignKeyNullableRelation[AsyncTournamentRace] = fields.ForeignKeyField(
        "models.AsyncTournamentRace", related_name="corrections", null=True, on_delete=fields.SET_NULL
    )
    run_id: RunId | None
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="result_corrections", null=True, on_delete=fields.RESTRICT
    )
    user_id: UserId | None
    name = fields.CharField(max_length=80)
    source = required_enum(CorrectionSource, max_length=20)
    before_status = optional_enum(RunStatus, max_length=20)
    before_time = fields.TimeDeltaField(null=True)
    before_comment = fields.TextField(default="")
    after_status = optional_enum(RunStatus, max_length=20)
    after_time = fields.TimeDeltaField(null=True)
    after_comment = fields.TextField(default="")
    reason = fields.CharField(max_length=500, default="")
    actor: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="made_corrections", null=True, on_delete=fields.RESTRICT
    )
    actor_id: UserId | None
    actor_name = fields.CharField(max_length=80)
    occurred_at = fields.DatetimeField()
    undone_at = fields.DatetimeField(null=True)
    undone_by: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="undone_corrections", null=True, on_delete=fields.RESTRICT
    )
    undone_by_id: UserId | None

    class Meta:
        table = "result_corrections"
        indexes = (("live_race", "id"), ("run",))
