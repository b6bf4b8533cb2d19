"""Race room profiles: named settings that rooms are opened with."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import APIRouter
from pydantic import TypeAdapter

from api.deps import Cursor, InOrganization, KeepsAnswers, Limit, Services
from api.documentation import refusals
from api.paging import CursorOf, page_of
from api.route import MARKED, ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.tournaments.profiles import UNITS, ProfileRequest, ProfileResponse
from application.domain.errors import FieldProblem, InvalidInput
from application.domain.ids import ProfileId
from application.page_links import RowId
from application.read_models import ProfileView

router = APIRouter(
    prefix="/api/organizations/{organization_id}/race-room-profiles",
    tags=["race room profiles"],
    route_class=ApiRoute,
)

_profiles = CursorOf(TypeAdapter(tuple[bool, str, Id]))


@router.get("", summary="List race room profiles", openapi_extra=MARKED)
async def list_profiles(
    ctx: InOrganization,
    services: Services,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ProfileResponse]:
    """The default one first, then by name."""
    views = await services.profiles.list_profiles(ctx)
    page = page_of(views, place=_place, cursors=_profiles, cursor=cursor, limit=limit)
    return page.of_each(ProfileResponse.of)


@router.post(
    "",
    status_code=201,
    summary="Create a race room profile",
    dependencies=[KeepsAnswers],
    responses=refusals(409),
)
async def create_profile(
    body: ProfileRequest,
    ctx: InOrganization,
    services: Services,
) -> ProfileResponse:
    """For admins. A value that racetime.gg would refuse is refused here."""
    with _named_with_units():
        return ProfileResponse.of(await services.profiles.create_profile(ctx, body.draft))


@router.put("/{profile_id}", summary="Replace a race room profile", responses=refusals(409))
async def update_profile(
    profile_id: RowId,
    body: ProfileRequest,
    ctx: InOrganization,
    services: Services,
) -> ProfileResponse:
    """For admins. Rooms that are open already keep their settings."""
    with _named_with_units():
        return ProfileResponse.of(await services.profiles.update_profile(ctx, ProfileId(profile_id), body.draft))


@contextmanager
def _named_with_units() -> Iterator[None]:
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(
            *(FieldProblem(UNITS.get(problem.field, problem.field), problem.message) for problem in error.problems)
        ) from error


def _place(view: ProfileView) -> tuple[bool, str, int]:
    return (not view.is_default, view.name.casefold(), view.id)
