"""Who asks."""

from fastapi import APIRouter

from api.deps import Caller, Services
from api.route import ApiRoute
from api.schemas.organizations import CallerResponse

router = APIRouter(prefix="/api/me", tags=["you"], route_class=ApiRoute)


@router.get("", summary="Tell for whom the token acts")
async def get_caller(actor: Caller, services: Services) -> CallerResponse:
    user = await services.identity.get_user(actor)
    return CallerResponse.of(user, await services.organizations.list_own(user.id))
