"""Organizations and their members. Every row of every tenant table names its organization."""

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import InviteId, OrganizationId, UserId
from application.domain.look import LINKS_LIMIT
from application.domain.permissions import Role
from application.domain.tournaments.timeline import ReleaseRule
from models.columns import optional_enum, primary_key, required_enum
from models.user import User


class Organization(Model):
    id = primary_key(OrganizationId)
    slug = fields.CharField(max_length=60, unique=True)
    name = fields.CharField(max_length=100, unique=True)
    description = fields.TextField(default="")
    is_active = fields.BooleanField(default=True)
    colour = fields.CharField(max_length=7, default="")
    links = fields.CharField(max_length=LINKS_LIMIT, default="")
    logo_mark = fields.CharField(max_length=16, null=True)
    """Names the present logo, as another one is named otherwise; null where there is none."""
    room_open_minutes = fields.SmallIntField(null=True)
    lock_minutes = fields.SmallIntField(null=True)
    release_rule = optional_enum(ReleaseRule, max_length=20)
    release_minutes = fields.SmallIntField(null=True)
    min_account_age_days = fields.SmallIntField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "organizations"


class OrganizationLogo(Model):
    """The picture itself, apart from what every page reads of an organization."""

    id = fields.IntField(primary_key=True)
    organization: fields.OneToOneRelation[Organization] = fields.OneToOneField(
        "models.Organization", related_name="logo", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    content = fields.BinaryField()

    class Meta:
        table = "organization_logos"


class OrganizationMember(Model):
    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="members", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="memberships", on_delete=fields.RESTRICT
    )
    user_id: UserId
    joined_at = fields.DatetimeField()
    made_by_others = fields.BooleanField(default=False)
    """An admin made somebody a member who has not said yet whether to stay."""
    discord_id_entered = fields.BooleanField(default=False)
    """The organization's admins know the Discord id, because they entered it."""
    claimed_racetime_id = fields.CharField(max_length=40, null=True)
    """What the organization's admins say about somebody who has proved nothing; it holds nowhere else."""
    claimed_racetime_name = fields.CharField(max_length=80, null=True)

    class Meta:
        table = "organization_members"
        unique_together = (("organization", "user"), ("organization", "claimed_racetime_id"))
        indexes = (("user",), ("claimed_racetime_id",))


class OrganizationMemberRole(Model):
    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="member_roles", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="member_roles", on_delete=fields.RESTRICT
    )
    user_id: UserId
    role = required_enum(Role, max_length=30)
    granted_at = fields.DatetimeField()

    class Meta:
        table = "organization_member_roles"
        unique_together = (("organization", "user", "role"),)


class OrganizationInvite(Model):
    """A link that makes its bearer a member. Only the hash of its secret is stored."""

    id = primary_key(InviteId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="invites", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    token_hash = fields.CharField(max_length=64, unique=True)
    label = fields.CharField(max_length=100, default="")
    most_uses = fields.IntField(null=True)
    uses = fields.IntField(default=0)
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    created_by: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="created_invites", null=True, on_delete=fields.RESTRICT
    )
    created_by_id: UserId | None
    created_at = fields.DatetimeField()

    class Meta:
        table = "organization_invites"
        indexes = (("organization", "id"),)
