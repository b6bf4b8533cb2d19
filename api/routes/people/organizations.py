"""Organizations and their settings."""

from fastapi import APIRouter
from pydantic import TypeAdapter

from api.deps import Caller, Cursor, InOrganization, KeepsAnswers, Limit, Services, caller_id
from api.documentation import refusals
from api.paging import CursorOf, page_of
from api.route import MARKED, ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.people.organizations import OrganizationCreateRequest, OrganizationResponse, OrganizationUpdateRequest
from application.domain.ids import OrganizationId, UserId
from application.page_links import RowId
from application.read_models import OrganizationView
from application.services.people.member_entry import NewMember

router = APIRouter(prefix="/api/organizations", tags=["organizations"], route_class=ApiRoute)

_organizations = CursorOf(TypeAdapter(tuple[str, Id]))


@router.get("", summary="List your organizations")
async def list_organizations(
    actor: Caller, services: Services, limit: Limit = 50, cursor: Cursor = None
) -> Page[OrganizationResponse]:
    """Those that you are a member of, by name."""
    own = await services.organizations.list_own(caller_id(actor))
    page = page_of(own, place=_place, cursors=_organizations, cursor=cursor, limit=limit)
    return page.of_each(OrganizationResponse.of)


@router.post(
    "",
    status_code=201,
    summary="Create an organization",
    dependencies=[KeepsAnswers],
    responses=refusals(403, 409),
)
async def create_organization(
    body: OrganizationCreateRequest, actor: Caller, services: Services
) -> OrganizationResponse:
    """For site administrators."""
    await services.identity.demand_site_administrator(actor)
    admin: UserId | NewMember = caller_id(actor)
    if body.admin_discord_id is not None:
        admin = NewMember(body.admin_name or f"Admin of {body.name}", discord_id=int(body.admin_discord_id))
    made = await services.organizations.create_organization(
        body.slug, body.name, body.description, admin=admin, by=actor
    )
    return OrganizationResponse.of(made)


@router.get("/{organization_id}", summary="Read an organization", openapi_extra=MARKED)
async def get_organization(
    ctx: InOrganization,
    services: Services,
) -> OrganizationResponse:
    return OrganizationResponse.of(await services.organizations.get_organization(ctx))


@router.patch("/{organization_id}", summary="Change an organization", responses=refusals(409))
async def update_organization(
    body: OrganizationUpdateRequest,
    ctx: InOrganization,
    services: Services,
) -> OrganizationResponse:
    """For admins. What hangs on the start of scheduled races moves along."""
    return OrganizationResponse.of(await services.organizations.update_organization(ctx, body.changes))


@router.post("/{organization_id}/close", summary="Close an organization", responses=refusals(403, 409))
async def close_organization(organization_id: RowId, actor: Caller, services: Services) -> OrganizationResponse:
    """For site administrators. Nobody sees anything of it any more; nothing is deleted."""
    await services.identity.demand_site_administrator(actor)
    return OrganizationResponse.of(
        await services.organizations.close_organization(OrganizationId(organization_id), by=actor)
    )


@router.post("/{organization_id}/reopen", summary="Reopen an organization", responses=refusals(403))
async def reopen_organization(organization_id: RowId, actor: Caller, services: Services) -> OrganizationResponse:
    """For site administrators. Everything is as it was before it was closed."""
    await services.identity.demand_site_administrator(actor)
    return OrganizationResponse.of(
        await services.organizations.reopen_organization(OrganizationId(organization_id), by=actor)
    )


def _place(view: OrganizationView) -> tuple[str, int]:
    return (view.name.casefold(), view.id)
