"""Pages that have another address than they once had."""

from collections.abc import Awaitable, Callable
from functools import cache
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

_MOVED = {
    "/notices": "/notifications",
    "/organizations/{slug}/notifications": "/notifications/{slug}",
    "/organizations/{slug}/tonight": "/organizations/{slug}/race-night",
    "/organizations/{slug}/inbox": "/organizations/{slug}/unmatched-results",
    "/tournaments/{tournament_id}/figures": "/tournaments/{tournament_id}/statistics",
    "/tournaments/{tournament_id}/people": "/tournaments/{tournament_id}/staff",
}


@cache
def moved_addresses() -> APIRouter:
    """Lead from every earlier address to the present one, for good."""
    router = APIRouter(include_in_schema=False)
    for earlier, present in _MOVED.items():
        router.add_api_route(earlier, _leading_to(present), methods=["GET"])
    return router


def _leading_to(present: str) -> Callable[[Request], Awaitable[RedirectResponse]]:
    async def lead(request: Request) -> RedirectResponse:
        parts = {name: quote(value, safe="") for name, value in request.path_params.items()}
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(present.format(**parts) + query, status_code=308)

    return lead
