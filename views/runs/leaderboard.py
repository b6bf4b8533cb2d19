"""The leaderboard of a tournament."""

from dataclasses import dataclass
from urllib.parse import urlencode

from application.domain.ids import PoolId, PoolRef, RaceRef, RunRef, TournamentId, UserId, read_id
from application.domain.runs.leaderboard import BoardOrder, Standing
from application.domain.words import counted
from application.read_models import LeaderboardView, PoolView
from application.services.runs.leaderboard_service import LeaderboardFilter
from components.empty import empty
from components.leaderboard import LeaderboardLine, LeaderboardPart, leaderboard
from components.live_refresh import Fragment, keep_fresh
from components.markup import element, link, test_id
from components.table import MOST_ROWS, page_links, page_number, part_of
from views.concerns import touches
from views.frame import frame
from views.page_request import PageRequest
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


def _address(path: str, chosen: LeaderboardFilter, **changes: str) -> str:
    words = {
        "pool": str(chosen.pool_id or ""),
        "search": chosen.search,
        "complete": "yes" if chosen.complete_only else "",
        "order": "" if chosen.order is BoardOrder.SCORE else chosen.order,
    } | changes
    query = urlencode({name: value for name, value in words.items() if value})
    return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class _Filters:
    path: str
    chosen: LeaderboardFilter
    pools: tuple[PoolView, ...]


def _filters(shown: _Filters) -> None:
    path, chosen = shown.path, shown.chosen
    with element("row"):
        with test_id(element("choices", "nav"), "choices") as nav:
            nav.props["aria-label"] = "Rank by"
            _choice("All pools", _address(path, chosen, pool=""), chosen=chosen.pool_id is None)
            for pool in shown.pools:
                _choice(pool.name, _address(path, chosen, pool=str(pool.id)), chosen=chosen.pool_id == pool.id)
            complete = _address(path, chosen, complete="" if chosen.complete_only else "yes")
            _choice("All runs raced", complete, chosen=chosen.complete_only)
        with test_id(element("choices", "nav"), "orders") as nav:
            nav.props["aria-label"] = "In order of"
            for order in BoardOrder:
                address = _address(path, chosen, order="" if order is BoardOrder.SCORE else order)
                _choice(f"By {order}", address, chosen=chosen.order is order)
        _search(path, chosen)


def _choice(label: str, address: str, *, chosen: bool) -> None:
    node = link(label, address, "choice")
    if chosen:
        node.props["aria-current"] = "true"


def _search(path: str, chosen: LeaderboardFilter) -> None:
    with element("search", "form") as form:
        form.props["method"], form.props["action"] = "get", path
        form.props["role"] = "search"
        for name, value in (
            ("pool", str(chosen.pool_id or "")),
            ("complete", "yes" if chosen.complete_only else ""),
            ("order", "" if chosen.order is BoardOrder.SCORE else chosen.order),
        ):
            if value:
                hidden = element(tag="input")
                hidden.props["type"], hidden.props["name"], hidden.props["value"] = "hidden", name, value
        field = test_id(element("input", "input"), "search")
        field.props["type"], field.props["name"] = "search", "search"
        field.props["data-value"] = chosen.search
        field.props["aria-label"] = field.props["placeholder"] = "Find a player"


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
                empty("Nobody has raced yet", "Everybody who has a run stands here.", icon="trophy")
            else:
                empty("Nobody fits your choice", "Choose all pools and clear the search to see everybody.")
