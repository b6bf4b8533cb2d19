"""Webhooks and what was sent to them."""

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import Flag, RequestBody, changes, left_out
from application.domain.messages.webhooks import ADDRESS_LIMIT, NAME_LIMIT, NewWebhook, WebhookChanges
from application.read_models.messages import WebhookDeliveryView, WebhookView
from application.services.messages.webhook_service import SignedWebhook

_ADDRESS = (
    f"Where events are sent, up to {ADDRESS_LIMIT} characters; https and public, unless the server allows otherwise."
)
_KINDS = "The events that are sent, by the names under `webhooks` in this document."
_FOR_STAFF = "Whether it is told what staff are: results at once, and events that only staff may know of."

# Requests


class WebhookCreateRequest(RequestBody):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Results to our bot",
                    "url": "https://example.org/hooks",
                    "kinds": ["live_race.finished", "live_race.results_changed"],
                }
            ]
        }
    )

    name: str = Field(description=f"For yourselves, up to {NAME_LIMIT} characters.")
    url: str = Field(description=_ADDRESS)
    kinds: list[str] = Field(max_length=200, description=_KINDS)
    for_staff: Flag = Field(default=False, description=_FOR_STAFF)

    @property
    def new(self) -> NewWebhook:
        return NewWebhook(self.name, self.url, tuple(self.kinds), self.for_staff)


class WebhookUpdateRequest(RequestBody):
    """Only what is named changes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"is_active": True}]})

    name: str = left_out()
    url: str = left_out(description=_ADDRESS)
    kinds: list[str] = left_out(description=_KINDS)
    for_staff: Flag = left_out(description=_FOR_STAFF)
    is_active: Flag = left_out(description="While it is off nothing is sent, and what happens then is never sent.")

    @property
    def changes(self) -> WebhookChanges:
        named = changes(self, WebhookChanges)
        return WebhookChanges(
            named.name,
            named.url,
            tuple(named.kinds) if named.kinds is not None else None,
            named.for_staff,
            named.is_active,
        )


# Answers


class WebhookResponse(Answer[WebhookView]):
    """A webhook without its secret, which is shown when it is made and never again."""


class SignedWebhookResponse(Answer[SignedWebhook]):
    secret: str = Field(description="Checks signatures, as the standard for webhooks says. It is shown this once.")


class WebhookDeliveryResponse(Answer[WebhookDeliveryView]):
    event_id: str = Field(description="The event's id, which is also the `webhook-id` of each attempt.")
    error: TextOrNull = Field(description="What went wrong the last time.")
