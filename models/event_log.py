"""What has happened, and what must still be told: both written in the transaction of the change itself."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import MessageId, OrganizationId, UserId
from application.domain.messages.channels import Destination
from models.columns import IndexWhere, big_primary_key, required_enum
from models.organization import Organization
from models.user import User


class EventLogEntry(Model):
    """One logged event; ids of deleted tournaments, races and runs stay, so they are plain numbers.

    `search_text` has the words by which an entry can be found, in lower case.
    """

    id = fields.BigIntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="event_log", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    type = fields.CharField(max_length=80)
    tournament_id = fields.IntField(null=True)
    live_race_id = fields.IntField(null=True)
    run_id = fields.IntField(null=True)
    actor: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="logged_events", null=True, on_delete=fields.RESTRICT
    )
    actor_id: UserId | None
    actor_name = fields.CharField(max_length=80)
    payload: dict[str, Any] = fields.JSONField()
    search_text = fields.CharField(max_length=2000, default="")
    occurred_at = fields.DatetimeField()

    class Meta:
        table = "event_log"
        indexes = (
            ("organization", "id"),
            ("live_race_id", "id"),
            ("tournament_id", "id"),
            ("run_id", "id"),
            ("tournament_id", "type"),
            ("organization", "type"),
            ("actor", "organization"),
        )


class EventLogName(Model):
    """Whom an entry names anywhere in its values; the database itself notes it with each entry.

    Both are plain numbers, as they are in the values.
    """

    id = fields.BigIntField(primary_key=True)
    person_id = fields.IntField()
    entry_id = fields.BigIntField()

    class Meta:
        table = "event_log_names"
        unique_together = (("person_id", "entry_id"),)


class OutboxMessage(Model):
    """Something to be said outside, once; its text is made from the facts at the time of sending.

    `payload` never contains a seed. `nonce` is the same in every attempt, so a message whose answer was lost is
    recognised by the other side.
    """

    id = big_primary_key(MessageId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="outbox", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    destination = required_enum(Destination, max_length=20)
    partition_key = fields.CharField(max_length=200)
    """The same for what goes in order: of a room, a tournament, its events, a run, a person, an address and so on."""
    live_race_id = fields.IntField(null=True)
    kind = fields.CharField(max_length=40)
    payload: dict[str, Any] = fields.JSONField()
    dedupe_key = fields.CharField(max_length=150, unique=True)
    nonce = fields.CharField(max_length=36)
    attempts = fields.IntField(default=0)
    faults = fields.SmallIntField(default=0)
    """How many attempts in a row ended without any outcome, as those do that a fault of the product's own ends."""
    due_at = fields.DatetimeField()
    leased_until = fields.DatetimeField(null=True)
    sent_at = fields.DatetimeField(null=True)
    given_up_at = fields.DatetimeField(null=True)
    superseded_at = fields.DatetimeField(null=True)
    """When it turned out that nothing needs to be said any more, or that something later says it."""
    alerted_at = fields.DatetimeField(null=True)
    last_error = fields.CharField(max_length=500, default="")
    created_at = fields.DatetimeField()

    class Meta:
        table = "outbox_messages"
        indexes = (
            IndexWhere(
                fields=("destination", "partition_key", "id"),
                name="idx_outbox_messages_unsaid",
                condition="sent_at IS NULL AND superseded_at IS NULL",
            ),
            ("live_race_id", "kind"),
        )
