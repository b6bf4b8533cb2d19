"""What operators' programs read: how the process and the installation fare. With a token of its own, or not at all."""

import hmac
import logging
from time import perf_counter

from fastapi import APIRouter, Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.deps import NotSignedIn, address_of, allowances_of
from application.container import Container
from application.domain.errors import NotFound, Unavailable
from application.meters import CONTENT_TYPE, Meters
from application.rate_limits import GUESSING

logger = logging.getLogger(__name__)

_ELSEWHERE = "other"
"""What was asked for and isn't there; an address that somebody made up makes no name of its own."""


def metrics_routes() -> APIRouter:
    router = APIRouter()

    @router.get("/metrics", include_in_schema=False)
    async def read_metrics(request: Request) -> Response:
        container: Container = request.app.state.container
        _demand_token(request, container.settings.metrics_token)
        try:
            facts = await container.facts.read()
        except Unavailable:
            facts = None
        return Response(container.meters.exposition(facts), media_type=CONTENT_TYPE)

    return router


def _demand_token(request: Request, token: str) -> None:
    """Raises `NotFound` where no token is configured, `NotSignedIn` for another one."""
    if not token:
        raise NotFound("page")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise NotSignedIn("Send METRICS_TOKEN with the request: Authorization: Bearer TOKEN.")
    if not hmac.compare_digest(given.strip().encode(), token.encode()):
        allowances_of(request).spend(GUESSING, address_of(request))
        raise NotSignedIn("This is not METRICS_TOKEN.")


class Measured:
    """Counts what an application answers by its routes, and how long that takes."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app = app
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = perf_counter(), 500

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status, route, seconds = message["status"], _route_of(scope), perf_counter() - began
                self._meters.answered(route, status, seconds)
                logger.debug("Answered %s %s with %d after %.0f ms.", scope["method"], route, status, seconds * 1000)
            await send(message)

        await self._app(scope, receive, note)


def _route_of(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", None) or scope.get("measured_as") or _ELSEWHERE)
