"""Invites: made and revoked by admins, accepted by whoever holds one."""

from fastapi import APIRouter
from pydantic import TypeAdapter

from api.deps import Caller, Cursor, InOrganization, KeepsAnswers, Limit, Services
from api.documentation import refusals
from api.paging import CursorOf, begun
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.people.invites import (
    InvitationResponse,
    InviteCreateRequest,
    InviteResponse,
    InviteTokenRequest,
    MadeInviteResponse,
)
from application.domain.ids import InviteId
from application.page_links import RowId

router = APIRouter(tags=["invites"], route_class=ApiRoute)

_INVITES = "/api/organizations/{organization_id}/invites"

_invites = CursorOf(TypeAdapter(tuple[Id]))


@router.get(_INVITES, summary="List invites")
async def list_invites(
    ctx: InOrganization, services: Services, limit: Limit = 50, cursor: Cursor = None
) -> Page[InviteResponse]:
    """For admins, the newest first, those that can't be used any more among them."""
    last = _invites.read(cursor)
    before = None if last is None else InviteId(last[0])
    views = await services.invites.list_invites(ctx, before=before, limit=limit + 1)
    return begun(views, place=lambda view: (view.id,), cursors=_invites, limit=limit).of_each(InviteResponse.of)


@router.post(_INVITES, status_code=201, summary="Create an invite", dependencies=[KeepsAnswers])
async def create_invite(body: InviteCreateRequest, ctx: InOrganization, services: Services) -> MadeInviteResponse:
    """For admins. Whoever holds it becomes a member without roles."""
    return MadeInviteResponse.of(await services.invites.create_invite(ctx, body.new))


@router.delete(_INVITES + "/{invite_id}", status_code=204, summary="Revoke an invite")
async def revoke_invite(invite_id: RowId, ctx: InOrganization, services: Services) -> None:
    """For admins. Members who came by it stay; revoking twice changes nothing."""
    await services.invites.revoke_invite(ctx, InviteId(invite_id))


@router.post("/api/invites/look", summary="Tell where an invite leads")
async def look_at_invite(body: InviteTokenRequest, actor: Caller, services: Services) -> InvitationResponse:
    """For whoever holds it. One that is unknown, expired, used up or revoked is answered with 404."""
    with services.allowances.guessing(actor.user_id):
        return InvitationResponse.of(await services.invites.look_at(actor, body.token))


@router.post("/api/invites/accept", summary="Accept an invite", responses=refusals(409))
async def accept_invite(body: InviteTokenRequest, actor: Caller, services: Services) -> InvitationResponse:
    """For whoever holds it. A member who accepts again stays one, and it costs no use."""
    with services.allowances.guessing(actor.user_id):
        return InvitationResponse.of(await services.invites.accept(actor, body.token))
