"""Who asks, their account on racetime.gg, and what acts in their name."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import TypeAdapter

from api.deps import Bearer, Caller, Cursor, Limit, Services, caller_id
from api.documentation import refusals
from api.paging import CursorOf, begun
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.people.organizations import (
    CalendarLinksResponse,
    CallerResponse,
    EndedResponse,
    RacetimeAccountResponse,
    TokenResponse,
)
from api.schemas.people.people import (
    AccountDeletionRequest,
    CallerUpdateRequest,
    DeletionPlanResponse,
    MembershipResponse,
    MembershipsResponse,
    OverviewResponse,
    StoredRowResponse,
    StoredSectionResponse,
)
from application.domain.ids import ApiTokenId, OrganizationId
from application.page_links import RowId, Words
from application.read_models.people import StoredRow, StoredSection
from application.services.people.account_service import plain

router = APIRouter(prefix="/api/me", tags=["you"], route_class=ApiRoute)

_rows = CursorOf(TypeAdapter(tuple[Id]))


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
async def revoke_token(token_id: RowId, actor: Caller, services: Services) -> None:
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


@router.patch("", summary="Change your display name")
async def update_caller(body: CallerUpdateRequest, actor: Caller, services: Services) -> CallerResponse:
    """Members of your organizations see it at once."""
    if body.display_name is None:
        await services.accounts.follow_discord_name(actor)
    else:
        await services.accounts.rename(actor, body.display_name)
    return await get_caller(actor, services)


@router.get("/organizations", summary="List your memberships")
async def list_memberships(actor: Caller, services: Services) -> MembershipsResponse:
    """With those that an admin made for you, until you stay or leave."""
    found = await services.organizations.list_memberships(caller_id(actor))
    return MembershipsResponse(items=[MembershipResponse.of(view) for view in found])


@router.post("/organizations/{organization_id}/stay", status_code=204, summary="Accept a membership that an admin made")
async def stay_in_organization(organization_id: RowId, actor: Caller, services: Services) -> None:
    await services.organizations.stay(await services.access.enter(actor, OrganizationId(organization_id)))


@router.delete(
    "/organizations/{organization_id}", status_code=204, summary="Leave an organization", responses=refusals(409)
)
async def leave_organization(organization_id: RowId, actor: Caller, services: Services) -> None:
    """Your roles there end; runs and results stay. The last admin can't leave."""
    await services.organizations.leave(await services.access.enter(actor, OrganizationId(organization_id)))


@router.get("/overview", summary="Read what is stored about you")
async def get_overview(actor: Caller, services: Services) -> OverviewResponse:
    """The first rows of each section, oldest first. Large numbers, like Discord ids, are written as text."""
    overview = await services.accounts.get_overview(actor)
    return OverviewResponse(
        account=plain(overview.account),
        organizations={str(number): name for number, name in overview.organizations.items()},
        sections=[_section(section) for section in overview.sections],
    )


@router.get("/overview/{section}", summary="List what is stored about you in a section of the overview")
async def list_stored_rows(
    section: Annotated[Words, Path(description="The section's `title` in the overview.")],
    actor: Caller,
    services: Services,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[StoredRowResponse]:
    """Oldest first. The section's `next_cursor` in the overview continues after the rows that are there."""
    after = _rows.read(cursor) or (0,)
    found = await services.accounts.list_stored(actor, section, after=after[0], limit=limit + 1)
    return begun(found, place=lambda row: (row.place,), cursors=_rows, limit=limit).of_each(_row)


def _section(section: StoredSection) -> StoredSectionResponse:
    more = section.number > len(section.rows)
    return StoredSectionResponse(
        title=section.title,
        number=section.number,
        rows=[_row(row) for row in section.rows],
        next_cursor=_rows.write((section.rows[-1].place,)) if more else None,
    )


def _row(row: StoredRow) -> StoredRowResponse:
    return StoredRowResponse(plain(row.values))


@router.get("/deletion", summary="Preview what deleting your account does")
async def plan_deletion(actor: Caller, services: Services) -> DeletionPlanResponse:
    return DeletionPlanResponse.of(await services.accounts.plan_deletion(actor))


@router.post("/deletion", status_code=204, summary="Delete your account", responses=refusals(409))
async def delete_account(body: AccountDeletionRequest, actor: Caller, services: Services) -> None:
    """Results stay, under "Deleted player". The token that you use ends with the account. This can't be undone."""
    await services.accounts.delete(actor, confirmation=body.confirm)
