"""racetime.gg bots. Their secrets go in and never come out."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import AfterValidator, TypeAdapter

from api.deps import Cursor, InOrganization, Limit, Services
from api.paging import CursorOf, page_of
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.tournaments.profiles import BotRequest, BotResponse
from application.domain.ids import RacetimeBotId
from application.domain.text import folded
from application.page_links import RowId
from application.read_models import BotView

router = APIRouter(
    prefix="/api/organizations/{organization_id}/racetime-bots", tags=["racetime.gg bots"], route_class=ApiRoute
)

_bots = CursorOf(TypeAdapter(tuple[str, Id]))


@router.get("", summary="List racetime.gg bots")
async def list_bots(
    ctx: InOrganization,
    services: Services,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[BotResponse]:
    """For tournament admins: each category's bot, and whether racetime.gg lets it in."""
    page = page_of(await services.bots.list_bots(ctx), place=_place, cursors=_bots, cursor=cursor, limit=limit)
    return page.of_each(BotResponse.of)


@router.put("/{category}", summary="Set the bot of a category")
async def save_bot(
    category: Annotated[
        str,
        AfterValidator(folded),
        Path(description="The category's short name on racetime.gg.", examples=["alttpr"]),
    ],
    body: BotRequest,
    ctx: InOrganization,
    services: Services,
) -> BotResponse:
    """For admins. Adds the bot, or gives it new credentials."""
    return BotResponse.of(await services.bots.save_bot(ctx, category, body.client_id, body.client_secret))


@router.post("/{bot_id}/deactivate", summary="Turn a bot off")
async def deactivate_bot(bot_id: RowId, ctx: InOrganization, services: Services) -> BotResponse:
    """For admins. The bot leaves its rooms and opens no more; its credentials are kept."""
    return BotResponse.of(await services.bots.deactivate_bot(ctx, RacetimeBotId(bot_id)))


@router.post("/{bot_id}/reactivate", summary="Turn a bot on again")
async def reactivate_bot(bot_id: RowId, ctx: InOrganization, services: Services) -> BotResponse:
    """For admins. The bot signs in at once and goes back to its rooms."""
    return BotResponse.of(await services.bots.reactivate_bot(ctx, RacetimeBotId(bot_id)))


def _place(view: BotView) -> tuple[str, int]:
    return (view.category, view.id)
