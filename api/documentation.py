"""The OpenAPI document and the page that shows it, from files of this installation only."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, HTMLResponse
from pydantic import Field

from api.problems import KINDS, PROBLEM_TYPE, ProblemKind
from api.route import MARKED, PublicRoute
from api.schemas.eligibility import VerdictResponse
from api.schemas.fields import ResponseBody
from api.schemas.messages.events import event_schemas, webhooks
from application.domain.errors import NotFound, RateLimited
from application.domain.permissions import Permission
from application.domain.permissions import refusal as refusal_of

OPENAPI_PATH = "/api/openapi.json"
DOCS_PATH = "/api/docs"

_TITLE = "SahaBot2 Live Races"
_DESCRIPTION = """
Async tournaments and live races for randomizer-speedrun communities.

**Signing in.** Send an API token with every request: `Authorization: Bearer TOKEN`. It may do what its owner may do.

**Times** are RFC 3339. A request must give the offset from UTC; answers are in UTC. Amounts name their unit.

**Lists** come in pages: send `next_cursor` back as `cursor` until it is null. What is added meanwhile moves nothing.

**Refusals** are problem documents (RFC 9457). `code` never changes and `detail` is a sentence for people; what another
organization owns is answered as if it did not exist.

**Sending twice.** A creating request with an `Idempotency-Key` may be sent again within 24 hours and is answered as the
first time. While the first is being carried out, the answer is 409 with `Retry-After`.

**Asking again.** Answers with an `ETag` may be kept; send it as `If-None-Match`, and 304 says that nothing has changed.

**Events.** What happens is sent to webhooks, signed as Standard Webhooks says, and told in a feed of server-sent
events, by the names below `webhooks`. An event may come more than once, always under the same id, and out of order.
What is hidden, or late on a stream, comes when it shows. No event has a seed in it.

**Too much.** Each person has an allowance for all tokens together; beyond it the answer is 429 with `Retry-After`.
"""
_TAGS = [
    {"name": "live races", "description": "Schedule, change, cancel, watch and record live races."},
    {"name": "tournaments", "description": "Tournaments with their settings, pools and staff."},
    {"name": "permalinks", "description": "The seeds of a pool. Those kept for live races stay sealed."},
    {"name": "runs", "description": "Async runs: draw a seed, start, finish or forfeit, and see the runs of others."},
    {
        "name": "standings",
        "description": "Leaderboards, and statistics of players, seeds and pools. What is hidden stays hidden.",
    },
    {"name": "reviews", "description": "Review runs and correct their results. Nobody reviews their own."},
    {"name": "race night", "description": "The board of what is near, and unmatched results."},
    {"name": "organizations", "description": "Communities and their settings."},
    {"name": "members", "description": "Who belongs to an organization, with which roles and racetime.gg account."},
    {"name": "people", "description": "Two users who turn out to be one person."},
    {"name": "invites", "description": "Links that make their bearer a member."},
    {"name": "notifications", "description": "Your notifications and their settings."},
    {"name": "Discord", "description": "The server, the tournament channels, and the messages on their way."},
    {
        "name": "webhooks",
        "description": "Events for programs: sent to an address of yours, or followed in a feed.",
    },
    {"name": "audit log", "description": "Who did what, when, from which value to which."},
    {"name": "race room profiles", "description": "Named settings that race rooms are opened with."},
    {"name": "racetime.gg bots", "description": "The bots that open rooms, one per category."},
    {"name": "you", "description": "For whom the token acts."},
    {"name": "about", "description": "The server itself; no token is needed."},
]
_SCHEME = "ApiToken"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_PAGE_OF = re.compile(r"\bPage_(\w+?)_(?=\")")
_ALWAYS = (401, 404, 422, 429, 500)
_MEANINGS = {
    400: "The request can't be read: its body is no text.",
    401: "The token is missing, unknown, expired or revoked.",
    403: "Your roles don't allow this.",
    404: "There is no such thing, or it is in an organization that you are not a member of.",
    409: "The present state doesn't allow this.",
    413: "The body is over its limit.",
    422: "The input can't be used; `errors` says where and why.",
    429: "You asked too often; see `Retry-After`.",
    500: "A fault of this server, on record under `error_id`.",
    503: "racetime.gg gives no answer; see `Retry-After`.",
}
_RETRY = {429, 503}
_LEADS_ON = {
    "create_organization": ("organization_id", "/id"),
    "add_member": ("user_id", "/user_id"),
    "create_invite": ("invite_id", "/invite/id"),
    "create_profile": ("profile_id", "/id"),
    "create_tournament": ("tournament_id", "/id"),
    "create_pool": ("pool_id", "/id"),
    "add_permalinks": ("permalink_id", "/items/0/id"),
    "draw_seed": ("run_id", "/run/id"),
    "create_live_race": ("live_race_id", "/id"),
}
"""Where the number of what was made stands in the answer, and how addresses call it."""
_SUCCESSES = {200: "What was asked for, or what it is after the change.", 201: "What was made.", 204: "Done."}


def _example_of(kind: ProblemKind, detail: str, **extensions: Any) -> dict[str, Any]:
    return {
        "type": kind.type,
        "title": kind.title,
        "status": int(kind.status),
        "code": kind.code,
        "detail": detail,
        **extensions,
    }


_START = "The start must be in the future."
_EXAMPLES = {
    400: _example_of(KINDS["unreadable"], "The body of the request could not be read."),
    401: _example_of(KINDS["not-signed-in"], "This API token is unknown, expired or revoked."),
    403: _example_of(KINDS["forbidden"], refusal_of(Permission.MANAGE_TOURNAMENTS)),
    404: _example_of(KINDS["not-found"], NotFound("live race").message),
    409: _example_of(KINDS["conflict"], "This tournament is closed. Reopen it to schedule races."),
    413: _example_of(KINDS["too-large"], "The body may have at most 128 KiB."),
    422: _example_of(KINDS["invalid-input"], _START, errors=[{"pointer": "#/scheduled_at", "detail": _START}]),
    429: _example_of(KINDS["rate-limited"], RateLimited(18).message),
    500: _example_of(
        KINDS["unexpected"],
        "Something went wrong here. It is on record as 0b1d2c3e-7f5a-4c1b-9a53-0d8f6a1e2b47.",
        error_id="0b1d2c3e-7f5a-4c1b-9a53-0d8f6a1e2b47",
    ),
    503: _example_of(KINDS["unavailable"], "The room could not be opened: racetime.gg gave no answer."),
}


class ProblemError(ResponseBody):
    """One thing to be corrected, in the body (a JSON pointer, or a row of a table), a query parameter or a header."""

    pointer: str | None = Field(default=None, examples=["#/scheduled_at"])
    row: int | None = Field(default=None, description="Counted from 1 as an editor shows them, the header included.")
    parameter: str | None = None
    header: str | None = None
    detail: str


class Problem(ResponseBody):
    """A refusal, as RFC 9457 describes it. Members without a value are left out."""

    type: str = Field(description="Address of what this kind of problem means.", examples=["/api/problems/conflict"])
    title: str
    status: int
    code: str = Field(description="The kind of problem, for programs.", examples=["conflict"])
    detail: str = Field(description="A sentence for people.")
    errors: list[ProblemError] | None = None
    verdicts: list[VerdictResponse] | None = None
    error_id: str | None = None
    not_ready: list[str] | None = None


class ProblemKindResponse(ResponseBody):
    type: str
    code: str
    status: int
    title: str
    meaning: str

    @classmethod
    def of(cls, kind: ProblemKind) -> "ProblemKindResponse":
        return cls(type=kind.type, code=kind.code, status=kind.status, title=kind.title, meaning=kind.meaning)


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Declare which refusals a route has besides those that every route has."""
    return {status: {"description": _MEANINGS[status]} for status in statuses}


def describe(app: FastAPI) -> dict[str, Any]:
    """Make the OpenAPI document: FastAPI's, with every refusal declared as what it is."""
    made = get_openapi(title=_TITLE, version="1", description=_DESCRIPTION.strip(), routes=app.routes, tags=_TAGS)
    document: dict[str, Any] = json.loads(_PAGE_OF.sub(r"\1Page", json.dumps(made)))
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas.update(_problem_schemas())
    schemas.update(event_schemas())
    document["webhooks"] = webhooks()
    document["components"]["securitySchemes"] = {_SCHEME: {"type": "http", "scheme": "bearer"}}
    for operation in _operations(document):
        if operation["tags"] != ["about"]:
            operation["security"] = [{_SCHEME: []}]
        _declare_refusals(operation)
    _declare_links(document)
    return document


def serve_documentation(app: FastAPI) -> None:
    """Add the document, the page, and what the kinds of problems mean."""
    document: list[bytes] = []

    async def openapi() -> Response:
        if not document:
            document.append(json.dumps(describe(app)).encode())
        return Response(document[0], media_type="application/json")

    async def page() -> HTMLResponse:
        shown = get_swagger_ui_html(
            openapi_url=OPENAPI_PATH,
            title=_TITLE,
            swagger_js_url=f"{DOCS_PATH}/swagger-ui-bundle.js",
            swagger_css_url=f"{DOCS_PATH}/swagger-ui.css",
            swagger_favicon_url="data:,",
            # Without this the page would ask a public service whether the document is valid.
            swagger_ui_parameters={"validatorUrl": None, "tryItOutEnabled": True},
        )
        shown.headers["Content-Security-Policy"] = _policy_for(bytes(shown.body).decode())
        return shown

    async def problem_kind(code: str) -> ProblemKindResponse:
        """What the `type` of a problem document points at."""
        if code not in KINDS:
            raise NotFound("kind of problem")
        return ProblemKindResponse.of(KINDS[code])

    router = APIRouter(route_class=PublicRoute)
    router.add_api_route(OPENAPI_PATH, openapi, include_in_schema=False)
    router.add_api_route(DOCS_PATH, page, include_in_schema=False)
    router.add_api_route(
        "/api/problems/{code}",
        problem_kind,
        tags=["about"],
        summary="Explain a kind of problem",
        responses=refusals(404),
        openapi_extra=MARKED,
    )
    app.include_router(router)
    for name in ("swagger-ui-bundle.js", "swagger-ui.css"):
        app.add_api_route(f"{DOCS_PATH}/{name}", _file(name), include_in_schema=False)


def _policy_for(page: str) -> str:
    """Let just the page's own scripts run."""
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in _SCRIPT.findall(page)]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src 'self' {allowed}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _file(name: str) -> Any:
    path = Path(str(files("fastapi_standalone_docs") / "static" / "swagger" / name))

    async def send() -> FileResponse:
        return FileResponse(path, headers={"Cache-Control": "public, max-age=86400"})

    return send


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def _declare_refusals(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    if "security" in operation:
        wanted = set(_ALWAYS)
        if any(parameter["in"] == "path" for parameter in operation.get("parameters", ())):
            wanted.add(403)
        if "requestBody" in operation:
            wanted |= {400, 413}
        for status in wanted:
            responses.setdefault(str(status), {"description": _MEANINGS[status]})
    for status, response in responses.items():
        response["description"] = _SUCCESSES.get(int(status), response["description"])
        if int(status) >= 400:
            schema = {"$ref": "#/components/schemas/Problem"}
            response["content"] = {PROBLEM_TYPE: {"schema": schema, "example": _EXAMPLES[int(status)]}}
            if int(status) in _RETRY:
                response["headers"] = {
                    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
                }
    operation["responses"] = dict(sorted(responses.items()))


def _declare_links(document: dict[str, Any]) -> None:
    """Say which operations what was made can be used with."""
    named = {operation["operationId"]: operation for operation in _operations(document)}
    for name, (made, place) in _LEADS_ON.items():
        known = {own: f"$request.path.{own}" for own in _in_path(named[name])} | {made: f"$response.body#{place}"}
        named[name]["responses"]["201"]["links"] = {
            other: {"operationId": other, "parameters": {own: known[own] for own in wanted}}
            for other, operation in named.items()
            if made in (wanted := _in_path(operation)) and known.keys() >= set(wanted)
        }


def _in_path(operation: dict[str, Any]) -> list[str]:
    return [parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "path"]


def _problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs"), "Problem": schema}
