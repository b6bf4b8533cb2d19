"""The leaderboard of a tournament."""

from dataclasses import dataclass

from application.domain.ids import PoolId, PoolRef, RaceRef, RunRef, TournamentId, UserId, read_id
from application.domain.runs.leaderboard import BoardOrder, Standing
from application.domain.words import counted
from application.read_models import LeaderboardView, PoolView
from application.services.runs.leaderboard_service import LeaderboardFilter
from components.choices import choices, put_choice, put_search
from components.empty import empty
from components.filters import address_of
from components.leaderboard import LeaderboardLine, LeaderboardPart, leaderboard
from components.live_refresh import Fragment, keep_fresh
from components.markup import element, link
from components.table import MOST_ROWS, page_links, page_number, part_of
from views.concerns import touches
from views.frame import frame
from views.page_request import PageRequest
from views.public.embed_code import EmbedCode, put_embed_codes
from views.tournament_frame import held_back_note, rescoring_note, tournament_heading


@dataclass(frozen=True, slots=True)
class _Shown:
    part: LeaderboardPart
    hidden: bool
    held_back: str
    seeds_left: int
    path: str
    chosen: LeaderboardFilter


async def show_leaderboard(
    request: PageRequest,
    tournament_id: int,
    pool: str = "",
    search: str = "",
    complete: str = "",
    order: str = "",
    page: str = "",
) -> None:
    own = TournamentId(tournament_id)
    chosen = chosen_filter(pool, search, complete, order)
    ctx = await request.enter_tournament(own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    board = await request.container.leaderboards.get_leaderboard(ctx, own, chosen)
    viewer = request.demand_viewer().id
    with frame(request, f"Leaderboard of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        with element("heading__row"):
            Fragment(_filters).show(_Filters(request.path, chosen, tournament.pools))
            csv = link("Download as CSV", _address(f"{request.path}.csv", chosen), "button")
            csv.props["download"] = True
        section = Fragment(_draw)
        if tournament.is_public:
            put_embed_codes(request.site, EmbedCode(request.path, f"Leaderboard of {tournament.name}", 640))

        def show(board: LeaderboardView) -> None:
            part = _part(board, viewer, page_number(page), chosen.order)
            section.show(_Shown(part, board.hidden, board.held_back, board.seeds_left, request.path, chosen))

        show(board)

        async def refresh() -> None:
            fresh = await request.enter_tournament(own)
            show(await request.container.leaderboards.get_leaderboard(fresh, own, chosen))

        concerns = touches({organization.id}, RunRef, PoolRef, RaceRef, tournament_id=own)
        keep_fresh(request.container.bus, refresh, concerns=concerns)


def _part(board: LeaderboardView, viewer: UserId, page: int, order: BoardOrder) -> LeaderboardPart:
    standings = part_of(board.standings, page, is_own=lambda standing: standing.user_id == viewer)

    def line(standing: Standing) -> LeaderboardLine:
        own = standing.user_id == viewer
        return LeaderboardLine(standing, board.called(standing), board.pools, board.tournament_id, own)

    ranked = sum(standing.rank is not None for standing in board.standings)
    unranked = max(ranked - (standings.page - 1) * MOST_ROWS, 0)
    return LeaderboardPart(
        lines=standings.map(line),
        pools=board.pools,
        min_finished_runs=board.min_finished_runs,
        first_unranked=unranked if order is BoardOrder.SCORE and unranked < len(standings.rows) else None,
        order=order,
    )


def chosen_filter(pool: str, search: str, complete: str, order: str) -> LeaderboardFilter:
    """Read the filter from the words of an address; what can't be read is left out."""
    pool_id = read_id(pool)
    return LeaderboardFilter(
        pool_id=PoolId(pool_id) if pool_id is not None else None,
        search=search.strip()[:80],
        complete_only=complete == "yes",
        order=BoardOrder(order) if order in set(BoardOrder) else BoardOrder.SCORE,
    )


def _words(chosen: LeaderboardFilter) -> dict[str, str]:
    return {
        "pool": str(chosen.pool_id or ""),
        "search": chosen.search,
        "complete": "yes" if chosen.complete_only else "",
        "order": "" if chosen.order is BoardOrder.SCORE else chosen.order,
    }


def _address(path: str, chosen: LeaderboardFilter, **changes: str) -> str:
    return address_of(path, _words(chosen) | changes)


@dataclass(frozen=True, slots=True)
class _Filters:
    path: str
    chosen: LeaderboardFilter
    pools: tuple[PoolView, ...]


def _filters(shown: _Filters) -> None:
    path, chosen = shown.path, shown.chosen
    with element("row"):
        with choices("Rank by"):
            put_choice("All pools", _address(path, chosen, pool=""), chosen=chosen.pool_id is None)
            for pool in shown.pools:
                put_choice(pool.name, _address(path, chosen, pool=str(pool.id)), chosen=chosen.pool_id == pool.id)
            complete = _address(path, chosen, complete="" if chosen.complete_only else "yes")
            put_choice("All runs raced", complete, chosen=chosen.complete_only)
        with choices("In order of", "orders"):
            for order in BoardOrder:
                address = _address(path, chosen, order="" if order is BoardOrder.SCORE else order)
                put_choice(f"By {order}", address, chosen=chosen.order is order)
        others = [(name, value) for name, value in _words(chosen).items() if name != "search"]
        put_search(path, "Find a player", chosen.search, others)


def _draw(shown: _Shown) -> None:
    with element("flow"):
        held_back_note(shown.held_back)
        if shown.seeds_left:
            rescoring_note(f"{counted(shown.seeds_left, 'seed')} left")
        with element("card card--flush"):
            if shown.part.lines.total:
                leaderboard(shown.part)
                page_links(shown.part.lines, lambda page: _address(shown.path, shown.chosen, page=str(page)))
            elif shown.hidden:
                empty("Hidden for now", "The leaderboard shows when the tournament closes.", icon="eye")
            elif shown.chosen == LeaderboardFilter(order=shown.chosen.order):
                empty("Nobody has raced yet", "Players show here with their first run.", icon="trophy")
            else:
                empty("Nobody fits your choice", "Choose all pools and clear the search to see everybody.")
