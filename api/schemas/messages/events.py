"""Events as the feed and webhooks tell them, each kind with a schema of its own."""

from typing import Any

from pydantic import TypeAdapter

from application.domain.messages.public_event_facts import Happening
from application.domain.messages.public_events import PUBLIC_EVENTS, PublicEvent

_TEMPLATE = "#/components/schemas/{model}"


def schema_name(event: PublicEvent) -> str:
    """Return what the schema of a kind is called: that of `live_race.finished` is LiveRaceFinishedEvent."""
    return "".join(word.title() for word in event.name.replace(".", "_").split("_")) + "Event"


def event_schemas() -> dict[str, Any]:
    """Return the schemas of all events by name, with those that they refer to, and `Event` for any of them."""
    schemas: dict[str, Any] = {}
    envelope = _schema_of(Happening, schemas)
    for event in PUBLIC_EVENTS:
        _schema_of(event.data, schemas)
        properties = {
            **envelope["properties"],
            "type": {"const": event.name, "type": "string"},
            "data": {"$ref": _TEMPLATE.format(model=event.data.__name__)},
        }
        name = schema_name(event)
        schemas[name] = {**envelope, "title": name, "description": event.meaning, "properties": properties}
    del schemas[Happening.__name__]
    schemas["Event"] = {
        "oneOf": [{"$ref": _TEMPLATE.format(model=schema_name(event))} for event in PUBLIC_EVENTS],
        "discriminator": {"propertyName": "type"},
        "title": "Event",
    }
    return schemas


def webhooks() -> dict[str, Any]:
    """Return what OpenAPI calls webhooks: the requests that a receiver gets, by the names of events."""
    return {event.name: {"post": _request(event)} for event in PUBLIC_EVENTS}


def _request(event: PublicEvent) -> dict[str, Any]:
    return {
        "summary": event.label,
        "description": event.meaning
        + (" Only for webhooks that are told what staff are." if event.is_for_staff else ""),
        "operationId": f"on_{event.name.replace('.', '_')}",
        "tags": ["webhooks"],
        "parameters": [
            _header("webhook-id", "The event's id, the same in every attempt: leave out what you know already."),
            _header("webhook-timestamp", "When this attempt was made, in seconds since 1970. Refuse what is old."),
            _header("webhook-signature", "One or more of `v1,` and the HMAC SHA-256 in base64, apart by spaces."),
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": _TEMPLATE.format(model=schema_name(event))}}},
        },
        "responses": {"2XX": {"description": "It has arrived. After any other answer it is sent again for 24 hours."}},
    }


def _header(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "description": description, "schema": {"type": "string"}}


def _schema_of(kind: type, schemas: dict[str, Any]) -> dict[str, Any]:
    made = TypeAdapter(kind).json_schema(mode="serialization", ref_template=_TEMPLATE)
    schemas.update(made.pop("$defs", {}))
    schemas[kind.__name__] = made
    return made
