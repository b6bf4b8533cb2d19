"""Who asks, and their account on racetime.gg."""

from fastapi import APIRouter

from api.deps import Caller, Services, caller_id
from api.documentation import refusals
from api.route import ApiRoute
from api.schemas.organizations import CallerResponse, RacetimeAccountResponse

router = APIRouter(prefix="/api/me", tags=["you"], route_class=ApiRoute)


@router.get("", summary="Tell for whom the token acts")
async def get_caller(actor: Caller, services: Services) -> CallerResponse:
    user = await services.identity.get_user(actor)
    return CallerResponse.of(user, await services.organizations.list_own(user.id))


@router.get("/racetime-account", summary="Read your racetime.gg account")
async def get_racetime_account(actor: Caller, services: Services) -> RacetimeAccountResponse:
    """Linking one is done by signing in on racetime.gg, from your account page."""
    return RacetimeAccountResponse.of(await services.racetime_links.get_link(caller_id(actor)))


@router.delete("/racetime-account", summary="Unlink your racetime.gg account", responses=refusals(409))
async def unlink_racetime_account(actor: Caller, services: Services) -> RacetimeAccountResponse:
    """Results stay; live races are no longer counted for you."""
    return RacetimeAccountResponse.of(await services.racetime_links.unlink(caller_id(actor)))
