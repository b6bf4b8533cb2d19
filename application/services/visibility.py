"""The gates in front of other people's results and of seeds, applied to stored rows."""

from collections.abc import Collection
from datetime import datetime, timedelta

from application.context import OrgContext
from application.domain.errors import NotFound
from application.domain.ids import TournamentId, UserId
from application.domain.live_races.stream_delay import StreamDelay
from application.domain.permissions import Permission
from application.domain.runs import visibility
from application.domain.runs.held_back import NOTHING_HELD, HeldBack
from application.domain.runs.run import RunStatus
from application.domain.runs.visibility import SeedQuestion
from application.repositories import Repositories
from application.repositories.live_races.row import LiveRaceRow, TournamentNames
from application.repositories.tournaments.async_tournament_repository import LiveUse
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace, AsyncTournamentPermalink


def results_are_visible(ctx: OrgContext, tournament: AsyncTournament) -> bool:
    """The one gate for other people's results while a tournament hides them."""
    return _results_are_visible(ctx, tournament, TournamentId(tournament.id))


def _results_are_visible(
    ctx: OrgContext, tournament: AsyncTournament | TournamentNames, tournament_id: TournamentId
) -> bool:
    return not visibility.results_are_hidden(
        hide_results=tournament.hide_results,
        is_active=tournament.is_active,
        is_staff=ctx.allows(Permission.SEE_RESULTS, tournament_id),
    )


async def held_back(reading: Repositories, tournament: AsyncTournament) -> HeldBack:
    """Return what is held back from the context's actor of a tournament's results; costs a query only with a delay."""
    ctx = reading.ctx
    if ctx.allows(Permission.SEE_RESULTS, tournament.id):
        return NOTHING_HELD
    delay = timedelta(minutes=tournament.stream_delay_minutes)
    behind = await reading.live_races.list_shown_late(tournament.id, delay) if delay else {}
    return HeldBack(
        viewer=ctx.actor.user_id,
        hides_results=not results_are_visible(ctx, tournament),
        delay=delay,
        races=frozenset(behind),
        seeds=frozenset(seed for seed in behind.values() if seed is not None),
    )


def stream_of(ctx: OrgContext, race: AsyncTournamentLiveRace | LiveRaceRow, now: datetime) -> StreamDelay:
    """Return how far behind the context's actor is shown a race, which must be loaded with its tournament."""
    is_staff = ctx.allows(Permission.SEE_RESULTS, race.tournament_id)
    delay = timedelta(minutes=0 if is_staff else race.tournament.stream_delay_minutes)
    return StreamDelay.of(race.status, race.results_show_at, delay, now, ended_at=race.ended_at)


def tells_results(ctx: OrgContext, race: AsyncTournamentLiveRace | LiveRaceRow, stream: StreamDelay) -> bool:
    """Tell whether a race is one of whose racers the context's actor may know all by now."""
    tournament_id = TournamentId(race.tournament_id)
    return not stream.is_behind and _results_are_visible(ctx, race.tournament, tournament_id)


def reasons_are_visible(ctx: OrgContext, tournament_id: TournamentId, of: UserId | None) -> bool:
    """The one gate for why somebody may not race or is not counted: for staff, and for that person."""
    is_own = of is not None and of == ctx.actor.user_id
    return is_own or ctx.allows(Permission.RECORD_RESULTS, tournament_id)


async def viewed_tournament(reading: Repositories, tournament_id: TournamentId) -> AsyncTournament:
    """Return a tournament that the context's actor may look at. Raises `NotFound` for any other."""
    tournament = await reading.tournaments.get_by_id(tournament_id)
    demand_view(reading.ctx, tournament.id, "tournament")
    return tournament


def demand_view(ctx: OrgContext, tournament_id: TournamentId, noun: str) -> None:
    """Answer somebody who may not look at a tournament as if what was asked for did not exist."""
    if not ctx.allows(Permission.VIEW, tournament_id):
        raise NotFound(noun)


def tournaments_viewed(ctx: OrgContext, tournament_id: TournamentId | None) -> Collection[TournamentId] | None:
    """Return the tournaments that a list is about, None for all of the organization's.

    Raises `NotFound` where the actor may not look at the one that is asked for, or at any.
    """
    if tournament_id is not None:
        demand_view(ctx, tournament_id, "tournament")
        return (tournament_id,)
    viewed = ctx.tournaments_with(Permission.VIEW)
    if viewed is not None and not viewed:
        raise NotFound("organization")
    return viewed


def is_sealed(permalink: AsyncTournamentPermalink, use: LiveUse) -> bool:
    """Tell whether a permalink is kept for a live race or chosen for one, and was not released."""
    return (permalink.is_live or use.in_live_race) and not use.released


def seed_question(
    ctx: OrgContext,
    tournament: AsyncTournament,
    permalink: AsyncTournamentPermalink,
    use: LiveUse,
    own_status: RunStatus | None,
) -> SeedQuestion:
    return SeedQuestion(
        sealed=is_sealed(permalink, use),
        sealed_elsewhere=use.sealed_elsewhere,
        released=use.released,
        tournament_active=tournament.is_active,
        own_status=own_status,
        manages=ctx.allows(Permission.MANAGE_TOURNAMENTS, tournament.id),
    )
