"""Two users who turn out to be one person: looked at, and made one."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AfterValidator

from api.deps import Caller, InOrganization, Services
from api.documentation import refusals
from api.route import ApiRoute
from api.schemas.people.people import MergeRequest, MergeResponse, PeopleResponse, PersonCardResponse
from application.domain.ids import UserId
from application.domain.text import folded
from application.page_links import RowId

router = APIRouter(tags=["people"], route_class=ApiRoute)

_MEMBERS = "/api/organizations/{organization_id}/members/{user_id}/same-person/{other_id}"


@router.get(_MEMBERS, summary="Preview merging two members")
async def preview_member_merge(
    user_id: RowId, other_id: RowId, ctx: InOrganization, services: Services
) -> MergeResponse:
    """For admins. Whoever has signed in stays; shows runs, slots and roles of both, and what the rules settle."""
    return MergeResponse.of(await services.people.preview_merge(ctx, UserId(user_id), UserId(other_id)))


@router.post(_MEMBERS, summary="Merge two members", responses=refusals(409))
async def merge_members(user_id: RowId, other_id: RowId, ctx: InOrganization, services: Services) -> MergeResponse:
    """For admins, where at least one of the two was entered by admins here. This can't be undone."""
    return MergeResponse.of(await services.people.merge(ctx, UserId(user_id), UserId(other_id)))


@router.get("/api/people", summary="Find people", responses=refusals(403))
async def find_people(
    actor: Caller,
    services: Services,
    search: Annotated[
        str,
        Query(max_length=100, description="Part of a name, or an account there or on Discord."),
        AfterValidator(folded),
    ] = "",
) -> PeopleResponse:
    """For site administrators; at most 20."""
    found = await services.people.find_people(actor, search)
    return PeopleResponse(items=[PersonCardResponse.of(card) for card in found])


@router.post("/api/people/merge-preview", summary="Preview merging any two people", responses=refusals(403))
async def preview_people_merge(body: MergeRequest, actor: Caller, services: Services) -> MergeResponse:
    """For site administrators."""
    people = services.people
    return MergeResponse.of(await people.preview_merge_anywhere(actor, UserId(body.kept_id), UserId(body.gone_id)))


@router.post("/api/people/merge", summary="Merge any two people", responses=refusals(403, 409))
async def merge_people(body: MergeRequest, actor: Caller, services: Services) -> MergeResponse:
    """For site administrators. This can't be undone."""
    return MergeResponse.of(await services.people.merge_anywhere(actor, UserId(body.kept_id), UserId(body.gone_id)))
