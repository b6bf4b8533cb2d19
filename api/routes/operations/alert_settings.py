"""How staff are told of alerts beside the site."""

from fastapi import APIRouter, Depends

from api.deps import InOrganization, Services, Spends
from api.documentation import refusals
from api.limits import ASKING_DISCORD
from api.route import ApiRoute
from api.schemas.operations.alert_settings import AlertSettingsRequest, AlertSettingsResponse, AlertTestResponse
from application.rate_limits import TESTING_ALERTS

router = APIRouter(
    prefix="/api/organizations/{organization_id}/alert-settings", tags=["race night"], route_class=ApiRoute
)


@router.get("", summary="Read how staff are told of alerts")
async def get_alert_settings(ctx: InOrganization, services: Services) -> AlertSettingsResponse:
    """For admins: who is told, quiet hours, and what became of the newest message to each."""
    return AlertSettingsResponse.of(await services.alert_settings.get_settings(ctx))


@router.patch(
    "",
    summary="Change how staff are told of alerts",
    dependencies=[Depends(Spends(ASKING_DISCORD))],
    responses=refusals(409, 503),
)
async def update_alert_settings(
    body: AlertSettingsRequest, ctx: InOrganization, services: Services
) -> AlertSettingsResponse:
    """For admins. An alert is told two minutes after it was raised, unless it is over by then."""
    return AlertSettingsResponse.of(await services.alert_settings.update_settings(ctx, body.changes))


@router.post(
    "/test",
    summary="Send a test alert",
    dependencies=[Depends(Spends(TESTING_ALERTS))],
    responses=refusals(409),
)
async def send_test_alert(ctx: InOrganization, services: Services) -> AlertTestResponse:
    """For admins. It goes to everybody who would be told, also in quiet hours."""
    return AlertTestResponse(ways=await services.alert_settings.send_test(ctx))
