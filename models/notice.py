"""What members are told inside the product."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import NoticeId, OrganizationId, UserId
from application.domain.messages.notices import NoticeKind
from models.enums import required_enum
from models.keys import primary_key
from models.organization import Organization
from models.user import User


class Notice(Model):
    """Something that one member is told; ids of what it is about stay after their rows are gone."""

    id = primary_key(NoticeId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="notices", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="notices", on_delete=fields.RESTRICT
    )
    user_id: UserId
    kind = required_enum(NoticeKind, max_length=40)
    parts: dict[str, Any] = fields.JSONField()
    tournament_id = fields.IntField(null=True)
    run_id = fields.IntField(null=True)
    live_race_id = fields.IntField(null=True)
    read_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "notices"
        indexes = (("organization", "user", "id"),)
