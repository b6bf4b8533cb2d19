"""What happens to a live race's room automatically, done by hand."""

from fastapi import APIRouter, Depends
from pydantic import TypeAdapter

from api.deps import Cursor, InLiveRace, Limit, Services, Spends
from api.documentation import refusals
from api.limits import ASKING_RACETIME
from api.paging import CursorOf, page_of
from api.route import MARKED, ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.live_races.live_races import LiveRaceResponse
from api.schemas.operations.race_night import AttachRoomRequest, RaceCorrectionResponse
from api.schemas.people.organizations import PrivateAddressResponse
from application.domain.ids import LiveRaceId
from application.page_links import RowId

router = APIRouter(tags=["live races"], route_class=ApiRoute)

_RACE = "/api/async-tournaments/live-races/{live_race_id}"
_corrections = CursorOf(TypeAdapter(tuple[Id]))


@router.post(
    _RACE + "/attach-room",
    summary="Attach room",
    dependencies=[Depends(Spends(ASKING_RACETIME))],
    responses=refusals(409, 503),
)
async def attach_room(
    live_race_id: RowId, body: AttachRoomRequest, ctx: InLiveRace, services: Services
) -> LiveRaceResponse:
    """For tournament admins. The room must be in the tournament's category, and the bot must be allowed in it."""
    changed = await services.live_races.attach_room(ctx, LiveRaceId(live_race_id), body.room)
    return LiveRaceResponse.of(changed.summary)


@router.post(_RACE + "/detach-room", summary="Detach a room", responses=refusals(409))
async def detach_room(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceResponse:
    """For tournament admins. The room stays open on racetime.gg, and no other one opens automatically."""
    return LiveRaceResponse.of((await services.live_races.detach_room(ctx, LiveRaceId(live_race_id))).summary)


@router.post(
    _RACE + "/replace-room",
    summary="Replace room",
    dependencies=[Depends(Spends(ASKING_RACETIME))],
    responses=refusals(409, 503),
)
async def replace_room(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceResponse:
    """For tournament admins. The present room is closed on racetime.gg, and every link changes to the new one."""
    return LiveRaceResponse.of((await services.live_races.replace_room(ctx, LiveRaceId(live_race_id))).summary)


@router.post(_RACE + "/lock", summary="Lock room now", responses=refusals(409))
async def lock_race_now(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceResponse:
    """For tournament admins. Who has joined is judged, and nobody else comes in by themselves."""
    return LiveRaceResponse.of((await services.live_races.lock_race_now(ctx, LiveRaceId(live_race_id))).summary)


@router.post(_RACE + "/release-seed", summary="Release seed now", responses=refusals(409))
async def release_seed_now(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceResponse:
    """For tournament admins, once the room is locked."""
    return LiveRaceResponse.of((await services.live_races.release_seed_now(ctx, LiveRaceId(live_race_id))).summary)


@router.post(_RACE + "/make-final", summary="Make results final", responses=refusals(409))
async def make_results_final(live_race_id: RowId, ctx: InLiveRace, services: Services) -> LiveRaceResponse:
    """For reviewers. What racetime.gg changes later is no longer followed."""
    return LiveRaceResponse.of((await services.live_races.make_results_final(ctx, LiveRaceId(live_race_id))).summary)


@router.get(_RACE + "/corrections", summary="List what moved after it had been told", openapi_extra=MARKED)
async def list_race_corrections(
    live_race_id: RowId, ctx: InLiveRace, services: Services, limit: Limit = 50, cursor: Cursor = None
) -> Page[RaceCorrectionResponse]:
    """By racetime.gg or by hand; of others only while the tournament doesn't hide their results."""
    corrections = await services.live_races.list_corrections(ctx, LiveRaceId(live_race_id))
    page = page_of(corrections, place=lambda item: (item.id,), cursors=_corrections, cursor=cursor, limit=limit)
    return page.of_each(RaceCorrectionResponse.of)


@router.get(_RACE + "/overlay", summary="Read the address of the overlay")
async def get_overlay(live_race_id: RowId, ctx: InLiveRace, services: Services) -> PrivateAddressResponse:
    """For reviewers and admins. `address` is null while the overlay is turned off."""
    key = await services.overlays.find_key(ctx, LiveRaceId(live_race_id))
    return PrivateAddressResponse(address=services.links.overlay(key) if key is not None else None)


@router.post(_RACE + "/overlay", summary="Give the overlay a new address")
async def renew_overlay(live_race_id: RowId, ctx: InLiveRace, services: Services) -> PrivateAddressResponse:
    """For reviewers and admins. The address before, if there was one, shows nothing from now on."""
    key = await services.overlays.renew_key(ctx, LiveRaceId(live_race_id))
    return PrivateAddressResponse(address=services.links.overlay(key))


@router.delete(_RACE + "/overlay", status_code=204, summary="Turn the overlay off")
async def turn_off_overlay(live_race_id: RowId, ctx: InLiveRace, services: Services) -> None:
    """For reviewers and admins. Its address shows nothing from now on."""
    await services.overlays.turn_off(ctx, LiveRaceId(live_race_id))
