"""Being reminded of single live races."""

from fastapi import APIRouter

from api.deps import InLiveRace, InOrganization, Services
from api.documentation import refusals
from api.route import ApiRoute
from api.schemas.messages.discord import ReminderResponse, RemindersResponse
from application.domain.ids import LiveRaceId
from application.page_links import RowId

router = APIRouter(tags=["notifications"], route_class=ApiRoute)

_REMINDER = "/api/async-tournaments/live-races/{live_race_id}/reminder"


@router.get("/api/organizations/{organization_id}/reminders", summary="List your reminders")
async def list_reminders(ctx: InOrganization, services: Services) -> RemindersResponse:
    """Those that you marked yourself; others may come by your notification preferences."""
    return RemindersResponse(live_race_ids=list(await services.notifications.list_reminders(ctx)))


@router.put(_REMINDER, summary="Set a reminder for a live race", responses=refusals(409))
async def set_reminder(live_race_id: RowId, ctx: InLiveRace, services: Services) -> ReminderResponse:
    """The reminder moves along with the race and is sent once."""
    answer = await services.notifications.set_reminder(ctx, LiveRaceId(live_race_id), wanted=True)
    return ReminderResponse.of(answer)


@router.delete(_REMINDER, summary="Remove the reminder for a live race")
async def remove_reminder(live_race_id: RowId, ctx: InLiveRace, services: Services) -> ReminderResponse:
    answer = await services.notifications.set_reminder(ctx, LiveRaceId(live_race_id), wanted=False)
    return ReminderResponse.of(answer)
