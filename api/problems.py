"""Refusals as RFC 9457 problem documents: one shape for what the domain, the input check and HTTP refuse."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.input_errors import InputProblem, input_problems
from application.domain.accounts import LinkedElsewhere
from application.domain.errors import (
    AlreadyTaken,
    ConcurrentChange,
    Conflict,
    DomainError,
    FieldProblem,
    Forbidden,
    InvalidInput,
    NotFound,
    RateLimited,
    Unavailable,
    UnderWay,
    WrongStatus,
)
from application.domain.live_races.eligibility import NotEligible

logger = logging.getLogger(__name__)

PROBLEM_TYPE = "application/problem+json"
KINDS_PATH = "/api/problems"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of refusal; its `code` never changes, so programs may rely on it."""

    code: str
    status: HTTPStatus
    title: str
    meaning: str

    @property
    def type(self) -> str:
        return f"{KINDS_PATH}/{self.code}"


_S = HTTPStatus
UNEXPECTED = ProblemKind(
    "unexpected",
    _S.INTERNAL_SERVER_ERROR,
    "Something went wrong here",
    "A fault of this server. It is on record under `error_id`; tell the people who run the server that number.",
)
INVALID_INPUT = ProblemKind(
    InvalidInput.code,
    _S.UNPROCESSABLE_ENTITY,
    "The input can't be used",
    "`errors` has one sentence for each field, parameter or header that is to be corrected. Nothing was done.",
)
NOT_FOUND = ProblemKind(
    NotFound.code,
    _S.NOT_FOUND,
    "There is no such thing",
    "Nothing is at this address, or it belongs to an organization that you are not a member of.",
)
NOT_READY = ProblemKind(
    "not-ready",
    _S.SERVICE_UNAVAILABLE,
    "Not ready",
    "A part that every request needs is missing; `not_ready` names it.",
)

_BY_ERROR: dict[type[DomainError], ProblemKind] = {
    NotFound: NOT_FOUND,
    Forbidden: ProblemKind(
        Forbidden.code, _S.FORBIDDEN, "Not allowed", "You may see this, but your roles don't allow what you asked for."
    ),
    InvalidInput: INVALID_INPUT,
    Conflict: ProblemKind(
        Conflict.code, _S.CONFLICT, "Not possible now", "The present state doesn't allow this; `detail` says why."
    ),
    WrongStatus: ProblemKind(
        WrongStatus.code, _S.CONFLICT, "Wrong status", "The live race is in a status that doesn't allow this."
    ),
    AlreadyTaken: ProblemKind(
        AlreadyTaken.code, _S.CONFLICT, "Already taken", "Something that must be unique is in use already."
    ),
    LinkedElsewhere: ProblemKind(
        LinkedElsewhere.code, _S.CONFLICT, "Linked elsewhere", "The racetime.gg account is linked to another user."
    ),
    ConcurrentChange: ProblemKind(
        ConcurrentChange.code, _S.CONFLICT, "Changed meanwhile", "Somebody else changed this. Read it again and decide."
    ),
    UnderWay: ProblemKind(
        UnderWay.code,
        _S.CONFLICT,
        "Being carried out",
        "A request with this Idempotency-Key is being carried out. Send it again after `Retry-After` seconds.",
    ),
    NotEligible: ProblemKind(
        NotEligible.code, _S.CONFLICT, "Not eligible", "The player may not race; `verdicts` answers every rule."
    ),
    RateLimited: ProblemKind(
        RateLimited.code,
        _S.TOO_MANY_REQUESTS,
        "Too many requests",
        "You asked too often, with whichever of your tokens. Send the request again after `Retry-After` seconds.",
    ),
    Unavailable: ProblemKind(
        Unavailable.code,
        _S.SERVICE_UNAVAILABLE,
        "Unavailable just now",
        "racetime.gg, Discord or the database gives no answer. What is due is retried automatically.",
    ),
}

_BY_STATUS: dict[int, ProblemKind] = {
    kind.status: kind
    for kind in (
        NOT_FOUND,
        ProblemKind("unreadable", _S.BAD_REQUEST, "The request can't be read", "The request is not what HTTP allows."),
        ProblemKind(
            "not-signed-in",
            _S.UNAUTHORIZED,
            "Not signed in",
            "Send an API token that is neither expired nor revoked: `Authorization: Bearer TOKEN`.",
        ),
        ProblemKind(
            "method-not-allowed", _S.METHOD_NOT_ALLOWED, "Not that method", "`Allow` lists the methods of this address."
        ),
        ProblemKind("too-large", _S.REQUEST_ENTITY_TOO_LARGE, "Too large", "The request's body is over its limit."),
    )
}

KINDS: dict[str, ProblemKind] = {
    kind.code: kind for kind in (*_BY_ERROR.values(), *_BY_STATUS.values(), UNEXPECTED, NOT_READY)
}


class InvalidParameter(InvalidInput):
    """A query parameter can't be used."""


class InvalidHeader(InvalidInput):
    """A header can't be used."""


class InvalidTable(InvalidInput):
    """Text with rows can't be used; a field that ends in a number names the row."""


def problem_response(
    kind: ProblemKind,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    **extensions: Any,
) -> Response:
    """Make a problem document; extensions that are None are left out."""
    document = {
        "type": kind.type,
        "title": kind.title,
        "status": int(kind.status),
        "code": kind.code,
        "detail": detail,
        **{name: value for name, value in extensions.items() if value is not None},
    }
    return Response(
        json.dumps(document),  # in ASCII, so that hostile text in it can't break the encoding
        status_code=kind.status,
        media_type=PROBLEM_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def refusal(error: DomainError) -> Response:
    """Render a domain error; its sentence is shown as it is."""
    kind = next(_BY_ERROR[cls] for cls in type(error).__mro__ if cls in _BY_ERROR)
    headers = {}
    if isinstance(error, RateLimited | Unavailable | UnderWay):
        headers["Retry-After"] = str(error.retry_after_seconds)
    errors = _located(error) if isinstance(error, InvalidInput) else None
    verdicts = None
    if isinstance(error, NotEligible):
        verdicts = [
            {"rule": verdict.rule, "met": verdict.met, "sentence": verdict.sentence, "fix": verdict.fix}
            for verdict in error.verdicts
        ]
    return problem_response(kind, error.message, headers=headers, errors=errors, verdicts=verdicts)


def install_problem_handlers(app: FastAPI) -> None:
    """Let every refusal of this app leave it as a problem document, and every fault as one with a number."""

    async def domain(_: Request, error: Exception) -> Response:
        assert isinstance(error, DomainError)  # noqa: S101  # registered for nothing else
        return refusal(error)

    async def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for nothing else
        return _invalid(input_problems(error.errors()))

    async def http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101  # registered for nothing else
        return _http(error)

    app.add_exception_handler(DomainError, domain)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_middleware(UnexpectedErrors)


class UnexpectedErrors:
    """Logs a bug once, under a number that the caller is given."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception:
            if started:  # too late to answer; the server logs it and cuts the connection
                raise
            error_id = str(uuid4())
            logger.exception("Unexpected error %s at %s %r.", error_id, scope["method"], scope["path"])
            detail = f"Something went wrong here. It is on record as {error_id}."
            await problem_response(UNEXPECTED, detail, error_id=error_id)(scope, receive, send)


_PLACES = {InvalidParameter: "parameter", InvalidHeader: "header"}


def _located(error: InvalidInput) -> list[dict[str, str | int]]:
    if isinstance(error, InvalidTable):
        return [{**_row_of(problem), "detail": problem.message} for problem in error.problems]
    place = _PLACES.get(type(error), "pointer")
    return [{place: _named(problem, place), "detail": problem.message} for problem in error.problems]


def _row_of(problem: FieldProblem) -> dict[str, str | int]:
    row = problem.field.rpartition("/")[2]
    return {"row": int(row)} if row.isdigit() else {"pointer": "#"}


def _named(problem: FieldProblem, place: str) -> str:
    return f"#/{problem.field}" if place == "pointer" else problem.field


def _invalid(problems: Sequence[InputProblem]) -> Response:
    if any(problem.place == "path" for problem in problems):
        # A number that can't be an id names nothing, just as an id that nobody has.
        return problem_response(NOT_FOUND, "There is nothing at this address.")
    errors = [{problem.place: problem.name, "detail": problem.message} for problem in problems]
    return problem_response(INVALID_INPUT, " ".join(problem.message for problem in problems), errors=errors)


_SENTENCES = {
    _S.BAD_REQUEST: "The body of the request could not be read.",
    _S.NOT_FOUND: "There is nothing at this address.",
    _S.METHOD_NOT_ALLOWED: "This address doesn't know that method.",
}


def _http(error: HTTPException) -> Response:
    kind = _BY_STATUS.get(error.status_code, UNEXPECTED)
    detail = _SENTENCES.get(kind.status, error.detail)
    return problem_response(kind, detail, headers=error.headers)
