"""A leaderboard with its choices, alike for members, for people without an account, and in other sites."""

from dataclasses import dataclass

from application.domain.ids import PoolId, UserId, read_id
from application.domain.runs.leaderboard import BoardOrder, Standing
from application.domain.words import counted
from application.read_models import LeaderboardView, PoolView
from application.services.runs.leaderboard_service import LeaderboardFilter
from components.choices import address_of, choices, put_choice, put_search
from components.empty import Lead, empty
from components.help import HIDING, SCORING
from components.leaderboard import LeaderboardLine, LeaderboardPart, leaderboard
from components.markup import element, link
from components.table import MOST_ROWS, Part, page_links
from views.tournament_frame import held_back_note, rescoring_note


@dataclass(frozen=True, slots=True)
class LeaderboardShown:
    part: LeaderboardPart
    is_hidden: bool
    held_back: str
    seeds_left: int
    path: str
    chosen: LeaderboardFilter

    @classmethod
    def of(
        cls,
        board: LeaderboardView,
        standings: Part[Standing],
        path: str,
        chosen: LeaderboardFilter,
        viewer: UserId | None = None,
    ) -> "LeaderboardShown":
        part = _part(board, standings, chosen.order, viewer)
        return cls(part, board.hidden, board.held_back, board.seeds_left, path, chosen)


@dataclass(frozen=True, slots=True)
class LeaderboardChoices:
    path: str
    chosen: LeaderboardFilter
    pools: tuple[PoolView, ...]


def chosen_filter(pool: str, search: str, complete: str, order: str) -> LeaderboardFilter:
    """Read the filter from the words of an address; what can't be read is left out."""
    pool_id = read_id(pool)
    return LeaderboardFilter(
        pool_id=PoolId(pool_id) if pool_id is not None else None,
        search=search.strip()[:80],
        complete_only=complete == "yes",
        order=BoardOrder(order) if order in set(BoardOrder) else BoardOrder.SCORE,
    )


def put_leaderboard_choices(shown: LeaderboardChoices) -> None:
    """The choices of a leaderboard, and the same lines as a file."""
    path, chosen = shown.path, shown.chosen
    with element("row"):
        with choices("Rank by"):
            put_choice("All pools", address_with(path, chosen, pool=""), chosen=chosen.pool_id is None)
            for pool in shown.pools:
                put_choice(pool.name, address_with(path, chosen, pool=str(pool.id)), chosen=chosen.pool_id == pool.id)
            complete = address_with(path, chosen, complete="" if chosen.complete_only else "yes")
            put_choice("All runs raced", complete, chosen=chosen.complete_only)
        with choices("In order of", "orders"):
            for order in BoardOrder:
                address = address_with(path, chosen, order="" if order is BoardOrder.SCORE else order)
                put_choice(f"By {order}", address, chosen=chosen.order is order)
        others = [(name, value) for name, value in _words(chosen).items() if name != "search"]
        put_search(path, "Find a player", chosen.search, others)
        with element("row row__end"):
            link("Print", address_with(f"{path}/print", chosen), "button")
            csv = link("Download as CSV", address_with(f"{path}.csv", chosen), "button")
            csv.props["download"] = True


def draw_leaderboard(shown: LeaderboardShown) -> None:
    held_back_note(shown.held_back)
    if shown.seeds_left:
        rescoring_note(f"{counted(shown.seeds_left, 'seed')} left")
    with element("card card--flush"):
        if shown.is_hidden:
            empty("Hidden for now", "The leaderboard shows when the tournament closes.", icon="eye", about=HIDING)
        elif shown.part.lines.total:
            leaderboard(shown.part)
            page_links(shown.part.lines, lambda page: address_with(shown.path, shown.chosen, page=str(page)))
        elif shown.chosen == LeaderboardFilter(order=shown.chosen.order):
            empty("Nobody has raced yet", "Players show here with their first run.", icon="trophy", about=SCORING)
        else:
            hint = "Choose all pools and clear the search to see everybody."
            empty("Nobody fits your choice", hint, Lead("Show everybody", shown.path), about=SCORING)


def _part(
    board: LeaderboardView, standings: Part[Standing], order: BoardOrder, viewer: UserId | None
) -> LeaderboardPart:
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


def in_words(chosen: LeaderboardFilter, pools: tuple[PoolView, ...]) -> str:
    """Say what was chosen, for where the choices can't be seen."""
    words = next((pool.name for pool in pools if pool.id == chosen.pool_id), "All pools")
    words += ", all runs raced" if chosen.complete_only else ""
    words += f", named like “{chosen.search}”" if chosen.search else ""
    return f"{words}, by {chosen.order}"


def address_with(path: str, chosen: LeaderboardFilter, **changes: str) -> str:
    return address_of(path, _words(chosen) | changes)


def _words(chosen: LeaderboardFilter) -> dict[str, str]:
    return {
        "pool": str(chosen.pool_id or ""),
        "search": chosen.search,
        "complete": "yes" if chosen.complete_only else "",
        "order": "" if chosen.order is BoardOrder.SCORE else chosen.order,
    }
