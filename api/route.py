"""What every route of the API does around its own work: identify, ration, bound the body, answer a key once."""

import hashlib
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from api.deps import IDEMPOTENCY_HEADER, allowances_of, bearer_of, caller_id, container_of, idempotency_key, identify
from api.limits import BODY_LIMIT, EVERYTHING, bounded
from api.problems import InvalidHeader
from application.domain.errors import DomainError, InvalidInput
from application.entity_tags import mark_of, names
from application.services.operations.idempotency_store import LONGEST_KEY, KeptAnswer, KeyedRequest

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

REPLAYED_HEADER = "Idempotent-Replayed"


_MARK = {"ETag": {"description": "The version of what was answered.", "schema": {"type": "string"}}}
MARKED = {
    "parameters": [
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "schema": {"type": "string"},
            "description": "The `ETag` of an answer that you have. While it holds you are told so, and nothing more.",
        }
    ],
    "responses": {
        "200": {"headers": _MARK},
        "304": {"description": "What you have is what you would be sent.", "headers": _MARK},
    },
}
"""The `openapi_extra` of routes whose answers may be kept and asked about again: what everybody there may see."""

_OWN = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
_EVERYBODYS = {"Cache-Control": "public, max-age=300"}


class PublicRoute(APIRoute):
    """A route that answers everybody alike."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def enter(request: Request) -> Response:
            return _marked(request, await handle(request), _EVERYBODYS)

        return enter


class ApiRoute(APIRoute):
    """A route for signed-in callers. Nothing of the body is read before the token is known."""

    body_limit: ClassVar[int] = BODY_LIMIT

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()
        is_marked = self.openapi_extra is MARKED
        keeps_answers = any(part.call is idempotency_key for part in self.dependant.dependencies)

        async def enter(request: Request) -> Response:
            request.state.bearer = await identify(request)
            allowances_of(request).spend(EVERYTHING, request.state.bearer.actor.user_id)
            own = bounded(request, self.body_limit)
            key = own.headers.get(IDEMPOTENCY_HEADER) if keeps_answers else None
            response = await (handle(own) if key is None else _answered_once(own, key, handle))
            if is_marked:
                return _marked(request, response, _OWN)
            response.headers["Cache-Control"] = "no-store"
            return response

        return enter


def _marked(request: Request, response: Response, headers: Mapping[str, str]) -> Response:
    """Let an answer be kept; who has this very version is told so."""
    own = {**headers, "ETag": mark_of(bytes(response.body))}
    if names(request.headers.getlist("if-none-match"), own["ETag"]):
        return Response(status_code=304, headers=own)
    response.headers.update(own)
    return response


async def _answered_once(request: Request, key: str, handle: Callable[[Request], Awaitable[Response]]) -> Response:
    """Carry the request out unless it was before; then its answer is given again."""
    store = container_of(request).requests
    keyed = KeyedRequest(caller_id(bearer_of(request).actor), _checked(key), await _fingerprint(request))
    try:
        kept = await store.begin(keyed)
    except InvalidInput as error:
        raise InvalidHeader(*error.problems) from error
    if kept is not None:
        headers = {REPLAYED_HEADER: "true"}
        return Response(kept.body, status_code=kept.status, media_type="application/json", headers=headers)
    try:
        response = await handle(request)
    except (DomainError, RequestValidationError, HTTPException):
        # Refused, so nothing was done. After anything else that is not certain, and the key stays taken.
        await store.forget(keyed)
        raise
    await store.keep(keyed, KeptAnswer(response.status_code, bytes(response.body).decode()))
    return response


def _checked(key: str) -> str:
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        message = f"{IDEMPOTENCY_HEADER} must have 1 to {LONGEST_KEY} printable ASCII characters."
        raise InvalidHeader.on(IDEMPOTENCY_HEADER, message)
    return key


async def _fingerprint(request: Request) -> str:
    digest = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    digest.update(await request.body())
    return digest.hexdigest()
