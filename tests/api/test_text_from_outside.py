"""No text of a request gets past the cleaning, whatever field it is in."""

from collections.abc import Iterator
from typing import Annotated, Any

import httpx
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from api.app import make_routes
from api.schemas.fields import RequestBody
from application.domain.text import clean_text
from tests.support.api import Api, complaints

HOSTILE = "Z\u200bel\u202eda\u3164"
NOT_PROSE = {"cursor", "Idempotency-Key", "code", "columns", "after", "last-event-id"}
"""Are compared with what was handed out, and shown to nobody."""


def subclasses(kind: type[RequestBody]) -> Iterator[type[RequestBody]]:
    for child in tuple(kind.__subclasses__()):
        yield child
        yield from subclasses(child)


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from texts_in(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from texts_in(part)


def routes(router: Any = None) -> Iterator[APIRoute]:
    """Routers that are included in one another keep their routes to themselves."""
    for route in (router or make_routes()).routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from routes(route.original_router)


def bodies_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from bodies_in(field.annotation)
    for part in getattr(annotation, "__args__", ()):
        yield from bodies_in(part)


def test_every_body_is_of_the_kind_that_cleans(api: Api) -> None:
    found = [
        kind for route in routes() if route.body_field for kind in bodies_in(route.body_field.field_info.annotation)
    ]
    assert len(found) > 20
    assert [kind.__name__ for kind in found if not issubclass(kind, RequestBody)] == []


def test_no_text_of_a_body_escapes_the_cleaning() -> None:
    taken = set()
    assert list(routes()), "whose bodies are known by now"
    for kind in tuple(subclasses(RequestBody)):
        kind_open: Any = type(
            kind.__name__, (kind,), {"model_config": ConfigDict(frozen=False, validate_assignment=True)}
        )
        for name in kind.model_fields:
            for sent in (HOSTILE, [HOSTILE], {HOSTILE: HOSTILE}):
                body = kind_open.model_construct()
                try:
                    setattr(body, name, sent)
                except (ValidationError, AttributeError):
                    continue
                taken.add(f"{kind.__name__}.{name}")
                for text in texts_in(getattr(body, name)):
                    assert text == clean_text(HOSTILE), f"{kind.__name__}.{name}"
    assert len(taken) > 30
    assert {"MemberCreateRequest.display_name", "PermalinkFields.notes", "CancelRequest.reason"} <= taken


def test_no_text_of_an_address_escapes_the_cleaning() -> None:
    looked_at = 0
    for route in routes():
        for field in get_flat_params(route.dependant):
            if field.alias in NOT_PROSE:
                continue
            kind: Any = Annotated[field.field_info.annotation, *field.field_info.metadata, field.alias]
            adapter: TypeAdapter[Any] = TypeAdapter(kind)
            for sent in (HOSTILE, [HOSTILE]):
                try:
                    got = adapter.validate_python(sent)
                except ValidationError:
                    continue
                looked_at += 1
                assert all(text == clean_text(text) for text in texts_in(got)), f"{route.path}: {field.alias}"
    assert looked_at > 3


async def test_a_name_that_shows_nothing_is_refused_at_its_field(api: Api, admin: httpx.AsyncClient) -> None:
    address = f"/api/organizations/{api.community.organization_id}"
    for nothing in ("\u3164", "\u200b\u2800", "\u0301", "\u115f \U000e0041"):
        refused = await admin.post(f"{address}/members", json={"display_name": nothing})
        assert complaints(refused) == {"#/display_name": "Give the name."}
        refused = await admin.patch(address, json={"name": nothing})
        assert complaints(refused) == {"#/name": "Give the name."}
    made = await admin.post(f"{address}/members", json={"display_name": f" {HOSTILE}\u2028\U0001f468\u200d\U0001f467 "})
    assert made.json()["name"] == "Zelda \U0001f468\u200d\U0001f467"


async def test_what_is_looked_for_is_measured_as_it_was_sent(api: Api, admin: httpx.AsyncClient) -> None:
    address = f"/api/organizations/{api.community.organization_id}/audit-log"
    found = await admin.get(address, params={"search": "x" * 90 + "\u200b" * 20})
    assert complaints(found) == {"search": "search may have at most 100 characters."}


async def test_a_kind_that_is_too_long_to_be_one_is_found_nowhere(api: Api, admin: httpx.AsyncClient) -> None:
    found = await admin.get(f"/api/organizations/{api.community.organization_id}/audit-log", params={"kind": "K" * 90})
    assert (found.status_code, found.json()["items"]) == (200, [])
