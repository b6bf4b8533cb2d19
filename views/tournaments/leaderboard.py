"""The leaderboard of a tournament."""

from urllib.parse import urlencode

from application.domain.ids import PoolId, TournamentId, UserId, read_id
from application.domain.leaderboard import Slot, Standing
from application.domain.run import RunStatus
from application.domain.words import counted
from application.read_models import LeaderboardView, TournamentView
from application.services.leaderboard_service import LeaderboardFilter
from components.empty import empty
from components.live_refresh import Section, keep_fresh
from components.markup import box, link, named, put_icon, text
from views.frame import frame
from views.tournaments.common import rescoring_note, tournament_heading
from views.visit import Visit


async def show_leaderboard(
    visit: Visit, tournament_id: int, pool: str = "", search: str = "", complete: str = ""
) -> None:
    own = TournamentId(tournament_id)
    chosen = chosen_filter(pool, search, complete)
    ctx = await visit.enter_tournament(own)
    organization = await visit.container.organizations.get_organization(ctx)
    tournament = await visit.container.tournaments.get_tournament(ctx, own)
    board = await visit.container.leaderboards.get_leaderboard(ctx, own, chosen)
    viewer = visit.demand_viewer().id
    with frame(visit, f"Leaderboard of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(visit, ctx, organization, tournament)
        with box("heading__row"):
            _filters(visit.path, chosen, tournament)
            csv = link("Download as CSV", _address(f"{visit.path}.csv", chosen), "button")
            csv.props["download"] = True
        section = Section[LeaderboardView](lambda shown: _draw(shown, viewer, narrowed=chosen != LeaderboardFilter()))
        section.show(board)

        async def refresh() -> None:
            fresh = await visit.enter_tournament(own)
            section.show(await visit.container.leaderboards.get_leaderboard(fresh, own, chosen))

        keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


def chosen_filter(pool: str, search: str, complete: str) -> LeaderboardFilter:
    """Read the filter from the words of an address; what can't be read is left out."""
    pool_id = read_id(pool)
    return LeaderboardFilter(
        pool_id=PoolId(pool_id) if pool_id is not None else None,
        search=search.strip()[:80],
        complete_only=complete == "yes",
    )


def _address(path: str, chosen: LeaderboardFilter, **changes: str) -> str:
    words = {
        "pool": str(chosen.pool_id or ""),
        "search": chosen.search,
        "complete": "yes" if chosen.complete_only else "",
    } | changes
    query = urlencode({name: value for name, value in words.items() if value})
    return f"{path}?{query}" if query else path


def _filters(path: str, chosen: LeaderboardFilter, tournament: TournamentView) -> None:
    with box("row"):
        with named(box("choices", "nav"), "choices") as nav:
            nav.props["aria-label"] = "Rank by"
            _choice("All pools", _address(path, chosen, pool=""), chosen=chosen.pool_id is None)
            for pool in tournament.pools:
                _choice(pool.name, _address(path, chosen, pool=str(pool.id)), chosen=chosen.pool_id == pool.id)
            complete = _address(path, chosen, complete="" if chosen.complete_only else "yes")
            _choice("All runs raced", complete, chosen=chosen.complete_only)
        _search(path, chosen)


def _choice(label: str, address: str, *, chosen: bool) -> None:
    element = link(label, address, "choice")
    if chosen:
        element.props["aria-current"] = "true"


def _search(path: str, chosen: LeaderboardFilter) -> None:
    with box("search", "form") as form:
        form.props["method"], form.props["action"] = "get", path
        form.props["role"] = "search"
        for name, value in (
            ("pool", str(chosen.pool_id or "")),
            ("complete", "yes" if chosen.complete_only else ""),
        ):
            if value:
                hidden = box(tag="input")
                hidden.props["type"], hidden.props["name"], hidden.props["value"] = "hidden", name, value
        field = named(box("input", "input"), "search")
        field.props["type"], field.props["name"] = "search", "search"
        field.props["data-value"] = chosen.search
        field.props["aria-label"] = field.props["placeholder"] = "Find a player"


def _draw(board: LeaderboardView, viewer: UserId, *, narrowed: bool) -> None:
    with box("flow"):
        if board.hidden:
            with box("callout"):
                put_icon("eye")
                text("Other people's results are hidden until the tournament closes; this is your own line.")
        if board.seeds_left:
            rescoring_note(f"{counted(board.seeds_left, 'seed')} left")
        with box("card card--flush"):
            if not board.standings:
                if narrowed:
                    empty("Nobody fits your choice", "Choose all pools and clear the search to see everybody.")
                else:
                    empty("Nobody has raced yet", "Everybody who has a run stands here.", icon="trophy")
                return
            with box("table-scroll"):
                _table(board, viewer)


def _table(board: LeaderboardView, viewer: UserId) -> None:
    with named(box("table leaderboard", "table"), "leaderboard"):
        text("Players in order of their score", "visually-hidden", "caption")
        with box(tag="thead"), box(tag="tr"):
            for title, classes in _columns(board):
                cell = text(title, classes, "th")
                cell.props["scope"] = "col"
        with box(tag="tbody"):
            ranked = sum(standing.rank is not None for standing in board.standings)
            for position, standing in enumerate(board.standings):
                if position == ranked:
                    _unranked(board)
                _line(board, standing, own=standing.user_id == viewer)


def _unranked(board: LeaderboardView) -> None:
    """The row above those who have no rank yet."""
    with named(box(tag="tr"), "unranked"):
        cell = text(f"Without a rank: it takes {counted(board.min_finished_runs, 'finished run')}.", "faint", "td")
        cell.props["colspan"] = len(_columns(board))


def _columns(board: LeaderboardView) -> tuple[tuple[str, str], ...]:
    pools = tuple((name, "table__end leaderboard__wide") for _, name in board.pools)
    return (
        ("Rank", ""),
        ("Player", ""),
        ("Score", "table__end"),
        ("Estimate", "table__end"),
        *pools,
        ("Finished", "table__end leaderboard__wide"),
        ("Forfeited", "table__end leaderboard__wide"),
        ("To play", "table__end leaderboard__wide"),
    )


def _line(board: LeaderboardView, standing: Standing, *, own: bool) -> None:
    cells = tuple((name, _slots(standing, pool_id)) for pool_id, name in board.pools)
    with named(box("table__row--own" if own else "", "tr"), "standing"):
        text("–" if board.hidden else str(standing.rank or "–"), "number leaderboard__rank", "td")
        with box("table__main leaderboard__player", "td"):
            link(board.called(standing), f"/tournaments/{board.tournament_id}/players/{standing.user_id}")
            if own:
                text("You", "tag", "span")
            _folded(cells, standing)
        text(f"{standing.score:.3f}", "number table__end leaderboard__score", "td")
        text(f"{standing.estimate:.3f}", "number table__end leaderboard__estimate", "td")
        for _, value in cells:
            _wide(value)
        for number in (standing.finished, standing.forfeited, standing.open_slots):
            _wide(str(number))


def _folded(cells: tuple[tuple[str, str], ...], standing: Standing) -> None:
    """What stands in columns of its own on a wide screen, and under the name on a narrow one."""
    with box("details leaderboard__folded", "details"):
        text(f"{standing.finished} finished, {standing.open_slots} to play", tag="summary")
        with box("facts", "dl"):
            for name, value in cells:
                text(name, tag="dt")
                text(value, "number", "dd")
            text("Forfeited", tag="dt")
            text(str(standing.forfeited), "number", "dd")


def _slots(standing: Standing, pool_id: PoolId) -> str:
    return " · ".join(_slot(slot) for slot in standing.slots if slot.pool_id == pool_id)


def _slot(slot: Slot) -> str:
    if slot.run_id is None:
        return "–"
    if slot.status is RunStatus.FORFEIT:
        return "Forfeit"
    if slot.status is RunStatus.DISQUALIFIED:
        return "DQ"
    return "…" if slot.score is None else f"{slot.score:.1f}"


def _wide(value: str) -> None:
    text(value, "number table__end leaderboard__wide", "td")
