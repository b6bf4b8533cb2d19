"""A community's roster as CSV."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.deps import InOrganization, KeepsAnswers, Services, Spends
from api.documentation import refusals
from api.limits import ASKING_RACETIME
from api.problems import InvalidParameter
from api.schemas.people.people import RosterImportResponse
from api.tables import CsvResponse, TableRoute, TableText, csv_file, located_by_row, table_body
from application.domain.people.roster import RosterColumn

router = APIRouter(prefix="/api/organizations/{organization_id}/roster", tags=["members"], route_class=TableRoute)

_EXAMPLE = "name,discord_id,racetime_id,racetime_name,roles\nZelda,80351110224678912,xldAMBlqvY3aOP57,,reviewer\n"

OnlyGood = Annotated[bool, Query(description="Leave out the rows that can't be used, instead of changing nothing.")]


def _columns(
    columns: Annotated[
        str | None,
        Query(
            max_length=1000,
            description="What the columns are, in order and separated by commas: name, discord_id, racetime_id, "
            "racetime_name, roles, or nothing for one that isn't used. Without it they are told by their headings and "
            "by what stands in them.",
            examples=["name,,discord_id"],
        ),
    ] = None,
) -> tuple[RosterColumn | None, ...] | None:
    if columns is None:
        return None
    names = [name.strip() for name in columns.split(",")]
    if any(name and name not in set(RosterColumn) for name in names):
        raise InvalidParameter.on("columns", f"Each column can be {', '.join(RosterColumn)} or empty.")
    return tuple(RosterColumn(name) if name else None for name in names)


Columns = Annotated[tuple[RosterColumn | None, ...] | None, Depends(_columns)]


@router.get("", summary="Download the roster", response_class=CsvResponse)
async def export_roster(ctx: InOrganization, services: Services) -> CsvResponse:
    """For admins: all members as CSV that can be imported again."""
    return csv_file(await services.rosters.export_roster(ctx), f"members-{ctx.organization_id}")


@router.post(
    "/preview",
    summary="Tell what an import of a roster would do",
    dependencies=[Depends(Spends(ASKING_RACETIME))],
    responses=refusals(503),
    openapi_extra=table_body(_EXAMPLE),
)
async def preview_roster(
    ctx: InOrganization, services: Services, text: TableText, columns: Columns
) -> RosterImportResponse:
    """For admins. Up to 1,000 people; racetime.gg names without an id are looked up there. Nothing is changed."""
    with located_by_row():
        return RosterImportResponse.of(await services.rosters.preview_roster(ctx, text, columns))


@router.post(
    "/import",
    status_code=201,
    summary="Import a roster",
    dependencies=[KeepsAnswers, Depends(Spends(ASKING_RACETIME))],
    responses=refusals(409, 503),
    openapi_extra=table_body(_EXAMPLE),
)
async def import_roster(
    ctx: InOrganization, services: Services, text: TableText, columns: Columns, only_good: OnlyGood = False
) -> RosterImportResponse:
    """For admins. Adds people and links accounts; removes nobody and changes no role of a member."""
    with located_by_row():
        done = await services.rosters.import_roster(ctx, text, columns, only_good=only_good)
        return RosterImportResponse.of(done)
