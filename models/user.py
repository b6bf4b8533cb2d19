"""People, how they sign in, and the tokens that act for them. Only hashes of secrets are stored."""

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import ApiTokenId, OrganizationId, SessionId, UserId
from models.columns import UniqueWhere, optional_number, primary_key


class User(Model):
    """Somebody who has proved a Discord account, known everywhere; or a placeholder that one organization made.

    A placeholder has an `organization`, is a member nowhere else, and its name and `discord_id` are what that
    organization's admins say. `racetime_id` is an account that its owner has proved, so a placeholder has none.
    """

    id = primary_key(UserId)
    organization: fields.ForeignKeyNullableRelation[Model] = fields.ForeignKeyField(
        "models.Organization", related_name="placeholders", null=True, on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId | None
    discord_id = fields.BigIntField(null=True)
    display_name = fields.CharField(max_length=80)
    has_own_name = fields.BooleanField(default=False)
    """The person chose the name; else it is Discord's and follows it."""
    racetime_id = fields.CharField(max_length=40, null=True, unique=True)
    racetime_name = fields.CharField(max_length=80, null=True)
    racetime_linked_at = fields.DatetimeField(null=True)
    is_demo = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    calendar_number = fields.IntField(default=0)
    merged_into_id = optional_number(UserId)
    """Who this person turned out to be; everything that referred to this row refers to that one."""
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "users"
        indexes = (
            UniqueWhere(fields=("discord_id",), name="uidx_users_proven_discord", condition="organization_id IS NULL"),
            UniqueWhere(
                fields=("organization_id", "discord_id"),
                name="uidx_users_claimed_discord",
                condition="organization_id IS NOT NULL",
            ),
            ("merged_into_id",),
        )


class ProvenRacetimeAccount(Model):
    """A racetime.gg account that a person has ever proved to own; giving the link up doesn't unmake it."""

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="proven_racetime_accounts", on_delete=fields.CASCADE
    )
    user_id: UserId
    racetime_id = fields.CharField(max_length=40)
    racetime_name = fields.CharField(max_length=80)
    proven_at = fields.DatetimeField()

    class Meta:
        table = "proven_racetime_accounts"
        unique_together = (("user", "racetime_id"),)
        indexes = (("racetime_id",),)


class AccountFingerprint(Model):
    """That the owner of an account deleted a user here who raced; whoever proves the account again has those runs.

    The user is the deleted one, or who has taken the runs over since.
    """

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="account_fingerprints", on_delete=fields.CASCADE
    )
    user_id: UserId
    fingerprint = fields.CharField(max_length=80)
    made_at = fields.DatetimeField()

    class Meta:
        table = "account_fingerprints"
        unique_together = (("user", "fingerprint"),)
        indexes = (("fingerprint",),)


class RacetimeLinkAttempt(Model):
    """Somebody on the way to racetime.gg and back; once back, the account that was shown to be theirs."""

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="link_attempts", on_delete=fields.CASCADE
    )
    user_id: UserId
    state_hash = fields.CharField(max_length=64, unique=True)
    verifier_encrypted = fields.TextField()
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    proven_racetime_id = fields.CharField(max_length=40, null=True)
    proven_racetime_name = fields.CharField(max_length=80, null=True)

    class Meta:
        table = "racetime_link_attempts"
        indexes = (("user",), ("expires_at",))


class UserSession(Model):
    """A browser that is signed in."""

    id = primary_key(SessionId)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="sessions", on_delete=fields.CASCADE
    )
    user_id: UserId
    token_hash = fields.CharField(max_length=64, unique=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()

    class Meta:
        table = "user_sessions"
        indexes = (("user",),)


class UsedSignIn(Model):
    """The way back from Discord that was taken already; it can be taken once."""

    id = fields.IntField(primary_key=True)
    state_hash = fields.CharField(max_length=64, unique=True)
    expires_at = fields.DatetimeField()

    class Meta:
        table = "used_sign_ins"
        indexes = (("expires_at",),)


class ApiToken(Model):
    """A bearer token; it may do what its user may do."""

    id = primary_key(ApiTokenId)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="api_tokens", on_delete=fields.CASCADE
    )
    user_id: UserId
    name = fields.CharField(max_length=80)
    token_hash = fields.CharField(max_length=64, unique=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    last_used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "api_tokens"
        indexes = (("user",),)


class IdempotencyKey(Model):
    """The answer to a creating request, so that the same request sent again is answered and not done again."""

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="idempotency_keys", on_delete=fields.CASCADE
    )
    user_id: UserId
    key = fields.CharField(max_length=100)
    request_hash = fields.CharField(max_length=64)
    response_status = fields.SmallIntField(null=True)
    response_body = fields.TextField(default="")
    created_at = fields.DatetimeField()

    class Meta:
        table = "idempotency_keys"
        unique_together = (("user", "key"),)
        indexes = (("created_at",),)
