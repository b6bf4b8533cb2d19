"""What came from another tool: each import, which row here a row there became, and what its audit log said."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import ImportId, OrganizationId, RunId, TournamentId, UserId
from application.domain.operations.importing.outcome import ImportStatus
from models.async_tournament import AsyncTournament
from models.columns import UniqueWhere, optional_number, primary_key, required_enum
from models.organization import Organization
from models.user import User


class Import(Model):
    """One import into an organization. While it is running no other one of the same source begins there."""

    id = primary_key(ImportId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="imports", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    source = fields.CharField(max_length=20)
    status = required_enum(ImportStatus, max_length=20, default=ImportStatus.RUNNING)
    file_sha256 = fields.CharField(max_length=64)
    dumped_at = fields.DatetimeField(null=True)
    actor_name = fields.CharField(max_length=80)
    counts: dict[str, Any] = fields.JSONField()
    report = fields.TextField(default="")
    started_at = fields.DatetimeField()
    heard_at = fields.DatetimeField()
    """When it was last known to go on."""
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "imports"
        indexes = (
            ("organization", "id"),
            UniqueWhere(
                fields=("organization_id", "source"),
                name="uidx_imports_one_running",
                condition="\"status\" = 'running'",
            ),
        )


class ImportedRow(Model):
    """A row of the source and what it became; without a `local_id` it is known and was left out on purpose.

    `local_version` is the local row's after the import, for tables that have one: while it is the same, nobody has
    changed the row.
    """

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="imported_rows", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    origin: fields.ForeignKeyRelation[Import] = fields.ForeignKeyField(
        "models.Import", related_name="rows", on_delete=fields.RESTRICT
    )
    origin_id: ImportId
    source = fields.CharField(max_length=20)
    source_table = fields.CharField(max_length=40)
    source_id = fields.BigIntField()
    local_table = fields.CharField(max_length=60)
    local_id = fields.IntField(null=True)
    local_version = fields.IntField(null=True)
    fingerprint = fields.CharField(max_length=64)

    class Meta:
        table = "imported_rows"
        unique_together = (("organization", "source", "source_table", "source_id"),)
        indexes = (("organization", "local_table", "local_id"), ("origin",))


class ImportedHistoryEntry(Model):
    """A line of the source's audit log, in its own words but without any seed."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="imported_history", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    tournament: fields.ForeignKeyRelation[AsyncTournament] = fields.ForeignKeyField(
        "models.AsyncTournament", related_name="imported_history", on_delete=fields.CASCADE
    )
    tournament_id: TournamentId
    source = fields.CharField(max_length=20)
    source_id = fields.BigIntField()
    run_id = optional_number(RunId)
    actor: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="imported_history", null=True, on_delete=fields.RESTRICT
    )
    actor_id: UserId | None
    by_system = fields.BooleanField(default=False)
    action = fields.CharField(max_length=45)
    details = fields.TextField(default="")
    occurred_at = fields.DatetimeField()

    class Meta:
        table = "imported_history"
        unique_together = (("organization", "source", "source_id"),)
        indexes = (("tournament", "occurred_at", "id"), ("actor",))
