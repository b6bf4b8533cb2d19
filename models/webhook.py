"""What programs are told: events as they were published, and the webhooks that they are sent to."""

from tortoise import fields
from tortoise.models import Model

from application.domain.ids import LiveRaceId, OrganizationId, TournamentId, WebhookDeliveryId, WebhookId
from application.domain.messages.public_events import Audience
from models.columns import IndexWhere, big_primary_key, optional_number, primary_key, required_enum
from models.event_log import EventLogEntry
from models.organization import Organization


class PublishedEvent(Model):
    """A logged event that programs may be told of; what is told late has a second row, when it shows.

    `position` orders the rows of an organization: when each was published, in microseconds, and not a number counted
    up, because that would tell whoever reads along that something is being held back.
    """

    id = fields.BigIntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="published_events", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    entry: fields.ForeignKeyRelation[EventLogEntry] = fields.ForeignKeyField(
        "models.EventLogEntry", related_name="publications", on_delete=fields.CASCADE
    )
    entry_id: int
    public_id = fields.CharField(max_length=36)
    """The same in both rows of an event."""
    kind = fields.CharField(max_length=60)
    tournament_id = optional_number(TournamentId)
    live_race_id = optional_number(LiveRaceId)
    audience = required_enum(Audience, max_length=10)
    is_held = fields.BooleanField(default=False)
    """It is told to staff only so far."""
    position = fields.BigIntField()
    published_at = fields.DatetimeField()

    class Meta:
        table = "published_events"
        unique_together = (("entry", "audience"), ("organization", "position"))
        indexes = (
            IndexWhere(
                fields=("organization_id", "tournament_id", "id"),
                name="idx_published_events_held",
                condition='"is_held"',
            ),
            ("published_at",),
        )


class Webhook(Model):
    """Where an organization wants events to be sent; secrets are stored encrypted.

    `old_secret_encrypted` signs along until `old_secret_until`.
    """

    id = primary_key(WebhookId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="webhooks", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    name = fields.CharField(max_length=80)
    url = fields.CharField(max_length=500)
    kinds: list[str] = fields.JSONField()
    for_staff = fields.BooleanField(default=False)
    is_active = fields.BooleanField(default=True)
    secret_encrypted = fields.TextField()
    old_secret_encrypted = fields.TextField(default="")
    old_secret_until = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "webhooks"
        indexes = (("organization", "id"),)


class WebhookDelivery(Model):
    """One event on its way to one webhook; its body is made from the log when it is sent."""

    id = big_primary_key(WebhookDeliveryId)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="webhook_deliveries", on_delete=fields.RESTRICT
    )
    organization_id: OrganizationId
    webhook: fields.ForeignKeyRelation[Webhook] = fields.ForeignKeyField(
        "models.Webhook", related_name="deliveries", on_delete=fields.CASCADE
    )
    webhook_id: WebhookId
    event: fields.ForeignKeyRelation[PublishedEvent] = fields.ForeignKeyField(
        "models.PublishedEvent", related_name="deliveries", on_delete=fields.CASCADE
    )
    event_id: int
    attempts = fields.IntField(default=0)
    tried_since = fields.DatetimeField()
    """From when on the time counts after which it is given up."""
    due_at = fields.DatetimeField()
    leased_until = fields.DatetimeField(null=True)
    delivered_at = fields.DatetimeField(null=True)
    failed_at = fields.DatetimeField(null=True)
    last_error = fields.CharField(max_length=300, default="")
    created_at = fields.DatetimeField()

    class Meta:
        table = "webhook_deliveries"
        unique_together = (("webhook", "event"),)
        indexes = (
            ("webhook", "id"),
            ("event",),
            IndexWhere(
                fields=("webhook_id", "id"),
                name="idx_webhook_deliveries_waiting",
                condition='"delivered_at" IS NULL AND "failed_at" IS NULL',
            ),
        )
