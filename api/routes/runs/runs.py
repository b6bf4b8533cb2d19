"""Async runs: drawn, started, finished or given up by their players."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import TypeAdapter

from api.deps import (
    Cursor,
    InPool,
    InRun,
    InTournament,
    KeepsAnswers,
    Limit,
    LiveOrNot,
    OfPermalink,
    OfPlayer,
    OfPool,
    Services,
    Spends,
)
from api.documentation import refusals
from api.limits import DRAWING
from api.paging import CursorOf
from api.route import MARKED, ApiRoute
from api.schemas.fields import Id
from api.schemas.runs.runs import (
    ActiveRunResponse,
    DrawOptionsResponse,
    ExtensionRequest,
    FlagRequest,
    ForfeitRequest,
    ReattemptRequest,
    RunDetailsResponse,
    RunResponse,
    RunsResponse,
    SubmissionRequest,
)
from application.domain.ids import PermalinkId, PoolId, RunId, TournamentId, UserId
from application.domain.runs.run import RunFilter, RunStatus
from application.page_links import RowId

router = APIRouter(tags=["runs"], route_class=ApiRoute)

_RUN = "/api/async-tournaments/runs/{run_id}"
_TOURNAMENT = "/api/async-tournaments/{tournament_id}"

_runs = CursorOf(TypeAdapter(tuple[Id]))


@router.get(_TOURNAMENT + "/draw-options", summary="List where you may draw")
async def get_draw_options(tournament_id: RowId, ctx: InTournament, services: Services) -> DrawOptionsResponse:
    """Every pool with the answer to every rule, and what to know before drawing."""
    return DrawOptionsResponse.of(await services.runs.get_draw_options(ctx, TournamentId(tournament_id)))


@router.post(
    "/api/async-tournaments/pools/{pool_id}/draw",
    status_code=201,
    summary="Draw a seed",
    dependencies=[KeepsAnswers, Depends(Spends(DRAWING))],
    responses=refusals(409),
)
async def draw_seed(pool_id: RowId, ctx: InPool, services: Services) -> RunDetailsResponse:
    """Begins your run; its time to start runs at once. Send a key, so that a request sent twice draws once."""
    return RunDetailsResponse.of(await services.runs.draw(ctx, PoolId(pool_id)))


@router.get(_TOURNAMENT + "/active-run", summary="Read your run that is under way")
async def get_active_run(tournament_id: RowId, ctx: InTournament, services: Services) -> ActiveRunResponse:
    found = await services.runs.find_active_run(ctx, TournamentId(tournament_id))
    return ActiveRunResponse(run=None if found is None else RunDetailsResponse.of(found))


@router.get(_TOURNAMENT + "/runs", summary="List runs", openapi_extra=MARKED)
async def list_runs(
    tournament_id: RowId,
    ctx: InTournament,
    services: Services,
    user_id: OfPlayer = None,
    pool_id: OfPool = None,
    permalink_id: OfPermalink = None,
    status: Annotated[RunStatus | None, Query(description="Only runs in this status.")] = None,
    live: LiveOrNot = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> RunsResponse:
    """The newest first, those of live races among them."""
    wanted = RunFilter(
        TournamentId(tournament_id),
        user_id=None if user_id is None else UserId(user_id),
        pool_id=None if pool_id is None else PoolId(pool_id),
        permalink_id=None if permalink_id is None else PermalinkId(permalink_id),
        status=status,
        live=live,
    )
    last = _runs.read(cursor)
    before = None if last is None else RunId(last[0])
    found = await services.runs.list_runs(ctx, wanted, before=before, limit=limit)
    following = _runs.write((found.items[-1].id,)) if found.has_more else None
    return RunsResponse(
        hidden=found.hidden,
        held_back=found.held_back,
        items=[RunResponse.of(run) for run in found.items],
        next_cursor=following,
    )


@router.get(_RUN, summary="Read a run")
async def get_run(run_id: RowId, ctx: InRun, services: Services) -> RunDetailsResponse:
    """With its seed, VOD and notes where you may see them, and what you can do with it now."""
    return RunDetailsResponse.of(await services.runs.get_run(ctx, RunId(run_id)))


@router.post(_RUN + "/ready", summary="Start your run", responses=refusals(409))
async def start_run(run_id: RowId, ctx: InRun, services: Services) -> RunDetailsResponse:
    """Begins the countdown; the run starts at its end."""
    return RunDetailsResponse.of(await services.runs.ready(ctx, RunId(run_id)))


@router.post(_RUN + "/finish", summary="Finish your run", responses=refusals(409))
async def finish_run(run_id: RowId, ctx: InRun, services: Services) -> RunDetailsResponse:
    """Stops the clock. After the limit the run is a forfeit, and the answer says so."""
    return RunDetailsResponse.of(await services.runs.finish(ctx, RunId(run_id)))


@router.post(_RUN + "/forfeit", summary="Forfeit your run", responses=refusals(409))
async def forfeit_run(
    run_id: RowId, ctx: InRun, services: Services, body: ForfeitRequest | None = None
) -> RunDetailsResponse:
    """Must be confirmed. A forfeit fills a place in the pool, scores nothing and can't be undone."""
    confirmed = body is not None and body.confirmed
    return RunDetailsResponse.of(await services.runs.forfeit(ctx, RunId(run_id), confirmed=confirmed))


@router.patch(_RUN + "/submission", summary="Add your VOD and notes", responses=refusals(409))
async def submit_run(run_id: RowId, body: SubmissionRequest, ctx: InRun, services: Services) -> RunDetailsResponse:
    """A new VOD is reviewed anew."""
    return RunDetailsResponse.of(await services.runs.submit(ctx, RunId(run_id), body.submission))


@router.post(_RUN + "/flag", summary="Flag your run for review", responses=refusals(409))
async def flag_run(run_id: RowId, body: FlagRequest, ctx: InRun, services: Services) -> RunDetailsResponse:
    """Once it is over; a run that was reviewed is reviewed anew."""
    return RunDetailsResponse.of(await services.runs.flag(ctx, RunId(run_id), body.reason))


@router.post(_RUN + "/reattempt", summary="Request a reattempt", responses=refusals(409))
async def reattempt_run(run_id: RowId, body: ReattemptRequest, ctx: InRun, services: Services) -> RunDetailsResponse:
    """As often as the tournament allows. The run counts no more, and its seed is never drawn again."""
    return RunDetailsResponse.of(await services.runs.reattempt(ctx, RunId(run_id), body.reason))


@router.post(_RUN + "/extend", summary="Give a run more time", responses=refusals(409))
async def extend_run(run_id: RowId, body: ExtensionRequest, ctx: InRun, services: Services) -> RunDetailsResponse:
    """For reviewers: more time to start or, once it runs, to finish. Nobody extends their own."""
    return RunDetailsResponse.of(await services.runs.extend(ctx, RunId(run_id), body.minutes, body.reason))
