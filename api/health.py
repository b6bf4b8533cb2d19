"""For whoever keeps the process running: is it alive, and can it serve."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.problems import NOT_READY, problem_response
from api.schemas.fields import ResponseBody
from application.domain.discord import DiscordState
from application.version import VERSION, commit

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 5.0
"""How long the database may take to answer before it counts as gone."""


_WHAT_IT_MEANS = {
    "database": "The database gives no answer, or can store nothing.",
    "schedule": "Nothing that is due was done for a minute.",
}


class HealthResponse(ResponseBody):
    status: str


class ReadyResponse(HealthResponse):
    version: str
    commit: str = Field(description="The beginning of the commit that runs; empty where it isn't known.")
    discord: DiscordState = Field(description="The bot's connection to Discord, without which the rest works.")


def health_routes() -> APIRouter:
    router = APIRouter(prefix="/health", tags=["about"])

    @router.get("/live", summary="Tell whether the process runs")
    async def live() -> HealthResponse:
        return HealthResponse(status="alive")

    @router.get(
        "/ready",
        summary="Tell whether requests can be served",
        response_model=ReadyResponse,
        responses={503: {"description": "A part is missing; `not_ready` names it."}},
    )
    async def can_serve(request: Request) -> ReadyResponse | Response:
        missing = await _told(request.app.state.missing)
        if missing:
            headers = {"Retry-After": str(math.ceil(PATIENCE_SECONDS))}
            sentence = " ".join(_WHAT_IT_MEANS[part] for part in missing)
            return problem_response(NOT_READY, sentence, headers=headers, not_ready=missing)
        discord = await request.app.state.container.discord_servers.get_bot_state()
        return ReadyResponse(status="ready", version=VERSION, commit=commit(), discord=discord)

    return router


async def _told(missing: Callable[[], Awaitable[list[str]]]) -> list[str]:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await missing()
    except Exception as error:  # noqa: BLE001  # each driver has its own errors, and all mean the same here
        logger.warning("The database gives no answer: %s", error)
        return ["database"]
