"""Discord: the servers of organizations, where a tournament speaks, and what was said where."""

from tortoise import fields
from tortoise.models import Model

from application.domain.discord import DiscordState
from application.domain.ids import OrganizationId, RunId, TournamentId, UserId
from application.domain.messages.outbox import MessageKind
from application.domain.messages.race_posts import PingMode
from application.domain.messages.server_events import EventState
from models.async_tournament import AsyncTournament, AsyncTournamentRace
from models.columns import optional_enum, required_enum
from models.organization import Organization
from models.user import User


class DiscordServer(Model):
    """The one Discord server of an organization; a server belongs to one organization only."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.OneToOneField(
        "models.Organization", related_name="discord_server", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    guild_id = fields.BigIntField(unique=True)
    name = fields.CharField(max_length=100)
    linked_by: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="linked_servers", null=True, on_delete=fields.RESTRICT
    )
    linked_by_id: UserId | None
    linked_at = fields.DatetimeField()
    absent_since = fields.DatetimeField(null=True)

    class Meta:
        table = "discord_servers"


class DiscordConnection(Model):
    """How the bot stands with Discord, as the process that runs it said last; there is one row."""

    id = fields.IntField(primary_key=True)
    state = required_enum(DiscordState, max_length=20)
    message = fields.CharField(max_length=500)
    since = fields.DatetimeField(null=True)
    told_at = fields.DatetimeField()

    class Meta:
        table = "discord_connection"


class UserDiscordServer(Model):
    """A server that a person may manage, as Discord said when that person signed in last."""

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="discord_servers", on_delete=fields.CASCADE
    )
    user_id: UserId
    guild_id = fields.BigIntField()
    name = fields.CharField(max_length=100)

    class Meta:
        table = "user_discord_servers"
        unique_together = (("user", "guild_id"),)


class AsyncTournamentDiscord(Model):
    """How one tournament uses Discord; without a row it says nothing there."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="tournament_discords", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    tournament: fields.ForeignKeyRelation[AsyncTournament] = fields.OneToOneField(
        "models.AsyncTournament", related_name="discord", on_delete=fields.RESTRICT
    )
    tournament_id: TournamentId
    channel_id = fields.BigIntField(null=True)
    channel_name = fields.CharField(max_length=100, default="")
    ping = required_enum(PingMode, max_length=20, default=PingMode.NOBODY)
    ping_role_id = fields.BigIntField(null=True)
    server_events = fields.BooleanField(default=True)
    runs_in_threads = fields.BooleanField(default=False)
    reminder_minutes = fields.SmallIntField(null=True)
    updated_at = fields.DatetimeField()
    version = fields.IntField(default=0)

    class Meta:
        table = "async_tournament_discord"
        indexes = (("channel_id",),)


class DiscordPost(Model):
    """Where something living is: a message, or for `MessageKind.EVENT` an entry among the server's events.

    `subject_id` is the race, tournament or run that it is about, which may be deleted meanwhile. `place_id` is the
    channel, thread or server; `discord_id` the message or event, None when it is gone.
    """

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="discord_posts", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    slot = required_enum(MessageKind, max_length=20)
    subject_id = fields.IntField()
    place_id = fields.BigIntField()
    discord_id = fields.BigIntField(null=True)
    fingerprint = fields.CharField(max_length=500, default="")
    event_state = optional_enum(EventState, max_length=20)
    times_lost = fields.SmallIntField(default=0)
    posted_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        table = "discord_posts"
        unique_together = (("slot", "subject_id"),)


class DiscordRunThread(Model):
    """A run whose player wants to be led through it in a private thread; `thread_id` is None while there is none."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="run_threads", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    run: fields.ForeignKeyRelation[AsyncTournamentRace] = fields.OneToOneField(
        "models.AsyncTournamentRace", related_name="discord_thread", on_delete=fields.CASCADE
    )
    run_id: RunId
    thread_id = fields.BigIntField(null=True, unique=True)
    wanted_at = fields.DatetimeField()

    class Meta:
        table = "discord_run_threads"
