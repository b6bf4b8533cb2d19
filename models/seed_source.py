"""Generators that pools get their seeds from, and who is having a seed made at this moment."""

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import OrganizationId, PoolId
from application.domain.tournaments.seed_source import GeneratorKind
from models.async_tournament import AsyncTournamentPool
from models.columns import required_enum
from models.organization import Organization


class SeedSource(Model):
    """A pool without one has pasted seeds only. The key is stored encrypted."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="seed_sources", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    pool: fields.ForeignKeyRelation[AsyncTournamentPool] = fields.ForeignKeyField(
        "models.AsyncTournamentPool", related_name="seed_sources", on_delete=fields.CASCADE
    )
    pool_id: PoolId
    generator = required_enum(GeneratorKind, max_length=20)
    preset = fields.CharField(max_length=100, default="")
    address = fields.CharField(max_length=500, default="")
    template = fields.TextField(default="")
    seed_at = fields.CharField(max_length=200, default="")
    hash_at = fields.CharField(max_length=200, default="")
    key_encrypted = fields.TextField(default="")
    ahead = fields.SmallIntField(default=0)
    at_draw = fields.BooleanField(default=False)
    problem = fields.CharField(max_length=500, default="")
    """Why the last seed could not be made; empty once one was, or one was pasted."""
    updated_at = fields.DatetimeField()

    class Meta:
        table = "seed_sources"
        unique_together = (("pool",),)


class SeedMaking(Model):
    """A seed that is being made, or is tried again later; `subject` is what it is for."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="seed_makings", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    pool: fields.ForeignKeyRelation[AsyncTournamentPool] = fields.ForeignKeyField(
        "models.AsyncTournamentPool", related_name="seed_makings", on_delete=fields.CASCADE
    )
    pool_id: PoolId
    subject = fields.CharField(max_length=40)
    attempts = fields.IntField(default=0)
    next_try_at = fields.DatetimeField()
    """For whoever is making it: when somebody else may, because that one must have died."""
    is_claimed = fields.BooleanField(default=False)

    class Meta:
        table = "seed_makings"
        unique_together = (("pool", "subject"),)
