"""Who asks, their account on racetime.gg, and what acts in their name."""

from fastapi import APIRouter

from api.deps import Bearer, Caller, PathId, Services, caller_id
from api.documentation import refusals
from api.route import ApiRoute
from api.schemas.organizations import (
    CalendarLinksResponse,
    CallerResponse,
    EndedResponse,
    RacetimeAccountResponse,
    TokenResponse,
)
from application.domain.ids import ApiTokenId

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


@router.get("/tokens", summary="List your API tokens")
async def list_tokens(actor: Caller, services: Services) -> list[TokenResponse]:
    """Newest first, without those that were revoked.

    A token can't make another one: who has taken one must not be able to outlive it. Your own page of API tokens makes
    them, while you are signed in there.
    """
    return [TokenResponse.of(view) for view in await services.identity.list_tokens(caller_id(actor))]


@router.delete("/tokens", summary="Revoke all your other API tokens")
async def revoke_other_tokens(actor: Caller, bearer: Bearer, services: Services) -> EndedResponse:
    """All but the one that this request is made with."""
    return EndedResponse(ended=await services.identity.revoke_all_tokens(caller_id(actor), but=bearer.token_id))


@router.delete("/tokens/{token_id}", status_code=204, summary="Revoke one of your API tokens")
async def revoke_token(token_id: PathId, actor: Caller, services: Services) -> None:
    await services.identity.revoke_token(caller_id(actor), ApiTokenId(token_id))


@router.delete("/sessions", summary="Sign out everywhere")
async def end_sessions(actor: Caller, services: Services) -> EndedResponse:
    """Ends your sessions in all browsers, with the pages that are open in them; API tokens stay."""
    return EndedResponse(ended=await services.identity.sign_out_everywhere(caller_id(actor)))


@router.get("/calendar", summary="Read your calendar links")
async def get_calendar_links(actor: Caller, services: Services) -> CalendarLinksResponse:
    key = await services.calendars.key_of(caller_id(actor))
    return CalendarLinksResponse.of(services.links.calendar(key) if key is not None else None)


@router.post("/calendar", summary="Create or reset your calendar links")
async def renew_calendar_links(actor: Caller, services: Services) -> CalendarLinksResponse:
    """Those that you had before show nothing from now on."""
    return CalendarLinksResponse.of(services.links.calendar(await services.calendars.renew_key(caller_id(actor))))


@router.delete("/calendar", status_code=204, summary="Turn your calendar links off")
async def turn_off_calendar_links(actor: Caller, services: Services) -> None:
    await services.calendars.turn_off(caller_id(actor))
