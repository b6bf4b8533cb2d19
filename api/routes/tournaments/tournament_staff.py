"""Who has a say in a single tournament, and whose account may be young there."""

from fastapi import APIRouter
from pydantic import TypeAdapter

from api.deps import Cursor, InTournament, Limit, Services
from api.paging import CursorOf, page_of
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.tournaments.tournaments import (
    TournamentRolesRequest,
    TournamentStaffResponse,
    WhitelistedPlayerResponse,
)
from application.domain.ids import TournamentId, UserId
from application.page_links import RowId
from application.read_models.tournaments import TournamentStaffMember, WhitelistedPlayer

router = APIRouter(prefix="/api/async-tournaments/{tournament_id}", tags=["tournaments"], route_class=ApiRoute)

_people = CursorOf(TypeAdapter(tuple[str, Id]))


@router.get("/staff", summary="List who has roles in a tournament")
async def list_tournament_staff(
    tournament_id: RowId, ctx: InTournament, services: Services, limit: Limit = 50, cursor: Cursor = None
) -> Page[TournamentStaffResponse]:
    """For tournament admins, by name. Who has roles in the whole organization is listed among its members."""
    staff = await services.tournament_staff.list_staff(ctx, TournamentId(tournament_id))
    page = page_of(staff, place=_place, cursors=_people, cursor=cursor, limit=limit)
    return page.of_each(TournamentStaffResponse.of)


@router.put("/staff/{user_id}", status_code=204, summary="Set a member's roles in a tournament")
async def set_tournament_roles(
    tournament_id: RowId, user_id: RowId, body: TournamentRolesRequest, ctx: InTournament, services: Services
) -> None:
    """For tournament admins of the organization. Holds on top of the member's other roles; no role ends it."""
    await services.tournament_staff.set_roles(ctx, TournamentId(tournament_id), UserId(user_id), body.roles)


@router.get("/whitelist", summary="List whose accounts may be young")
async def list_whitelist(
    tournament_id: RowId, ctx: InTournament, services: Services, limit: Limit = 50, cursor: Cursor = None
) -> Page[WhitelistedPlayerResponse]:
    """For tournament admins, by name."""
    players = await services.tournament_staff.list_whitelist(ctx, TournamentId(tournament_id))
    page = page_of(players, place=_place, cursors=_people, cursor=cursor, limit=limit)
    return page.of_each(WhitelistedPlayerResponse.of)


@router.put("/whitelist/{user_id}", status_code=204, summary="Let a player with a young account race")
async def whitelist_player(tournament_id: RowId, user_id: RowId, ctx: InTournament, services: Services) -> None:
    """For tournament admins."""
    await services.tournaments.whitelist_player(ctx, TournamentId(tournament_id), UserId(user_id))


@router.delete("/whitelist/{user_id}", status_code=204, summary="Take a player off the whitelist")
async def remove_from_whitelist(tournament_id: RowId, user_id: RowId, ctx: InTournament, services: Services) -> None:
    """For tournament admins."""
    await services.tournament_staff.remove_from_whitelist(ctx, TournamentId(tournament_id), UserId(user_id))


def _place(person: TournamentStaffMember | WhitelistedPlayer) -> tuple[str, int]:
    return (person.name.casefold(), person.user_id)
