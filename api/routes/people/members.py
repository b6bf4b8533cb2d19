"""Members of an organization, their roles and their racetime.gg accounts."""

from fastapi import APIRouter
from pydantic import TypeAdapter

from api.deps import Cursor, InOrganization, KeepsAnswers, Limit, Services
from api.documentation import refusals
from api.paging import CursorOf
from api.route import MARKED, ApiRoute
from api.schemas.fields import Id, Page, PlaceInAlphabet
from api.schemas.people.organizations import MemberCreateRequest, MemberResponse, MemberUpdateRequest
from application.domain.ids import UserId
from application.page_links import RowId

router = APIRouter(prefix="/api/organizations/{organization_id}/members", tags=["members"], route_class=ApiRoute)

_members = CursorOf(TypeAdapter(tuple[PlaceInAlphabet, Id]))


@router.get("", summary="List members", openapi_extra=MARKED)
async def list_members(
    ctx: InOrganization,
    services: Services,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[MemberResponse]:
    """By name."""
    found = await services.organizations.list_members(ctx, after=_members.read(cursor), limit=limit)
    following = _members.write((found.items[-1].name, found.items[-1].user_id)) if found.has_more else None
    return Page(items=[MemberResponse.of(view) for view in found.items], next_cursor=following)


@router.post("", status_code=201, summary="Add a member", dependencies=[KeepsAnswers], responses=refusals(409))
async def add_member(
    body: MemberCreateRequest,
    ctx: InOrganization,
    services: Services,
) -> MemberResponse:
    """For admins. The racetime.gg account may be linked at once."""
    return MemberResponse.of(await services.organizations.add_member(ctx, body.new))


@router.get("/{user_id}", summary="Read a member", openapi_extra=MARKED)
async def get_member(
    user_id: RowId,
    ctx: InOrganization,
    services: Services,
) -> MemberResponse:
    return MemberResponse.of(await services.organizations.get_member(ctx, UserId(user_id)))


@router.patch("/{user_id}", summary="Change a member's roles or racetime.gg account", responses=refusals(409))
async def update_member(
    user_id: RowId,
    body: MemberUpdateRequest,
    ctx: InOrganization,
    services: Services,
) -> MemberResponse:
    """For admins. Nobody can take the role from the last admin."""
    return MemberResponse.of(await services.organizations.update_member(ctx, UserId(user_id), body.changes))


@router.delete("/{user_id}", status_code=204, summary="Remove a member", responses=refusals(409))
async def remove_member(user_id: RowId, ctx: InOrganization, services: Services) -> None:
    """For admins. All roles end, and runs and results stay. The last admin can't be removed."""
    await services.organizations.remove_member(ctx, UserId(user_id))
