"""The logo of an organization."""

from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Request, Response

from api.deps import InOrganization, Services, Spends
from api.limits import IMPORTING
from api.route import MARKED, ApiRoute
from api.schemas.people.organizations import OrganizationResponse
from application.services.people.logos import LARGEST_FILE

_KINDS = ("image/png", "image/jpeg", "image/webp")
_PICTURE = {"schema": {"type": "string", "format": "binary"}}


class PictureRoute(ApiRoute):
    """Takes a body that is somewhat too long, to say so as of any other value."""

    body_limit: ClassVar[int] = 2 * LARGEST_FILE


class PngResponse(Response):
    media_type = "image/png"


async def _picture(request: Request) -> bytes:
    return await request.body()


router = APIRouter(prefix="/api/organizations/{organization_id}/logo", tags=["organizations"], route_class=PictureRoute)


@router.get("", summary="Read the logo", response_class=PngResponse, openapi_extra=MARKED)
async def get_logo(ctx: InOrganization, services: Services) -> PngResponse:
    return PngResponse(await services.organizations.get_logo(ctx))


@router.put(
    "",
    summary="Change the logo",
    dependencies=[Depends(Spends(IMPORTING))],
    openapi_extra={"requestBody": {"required": True, "content": dict.fromkeys(_KINDS, _PICTURE)}},
)
async def set_logo(
    ctx: InOrganization, services: Services, picture: Annotated[bytes, Depends(_picture)]
) -> OrganizationResponse:
    """For admins. The body is the file: PNG, JPEG or WebP of at most 512 KiB. It is kept within 256 × 256 pixels."""
    return OrganizationResponse.of(await services.organizations.set_logo(ctx, picture))


@router.delete("", status_code=204, summary="Remove the logo")
async def remove_logo(ctx: InOrganization, services: Services) -> None:
    """For admins."""
    await services.organizations.remove_logo(ctx)
