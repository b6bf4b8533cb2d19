"""The leaderboard of a tournament."""

from application.domain.ids import PoolId, TournamentId, UserId
from application.domain.leaderboard import Slot, Standing
from application.domain.run import RunStatus
from application.read_models import LeaderboardView
from components.empty import empty
from components.live_refresh import Section, keep_fresh
from components.markup import box, named, put_icon, text
from views.frame import frame
from views.tournaments.common import tournament_heading
from views.visit import Visit


async def show_leaderboard(visit: Visit, tournament_id: int) -> None:
    own = TournamentId(tournament_id)
    ctx = await visit.enter_tournament(own)
    organization = await visit.container.organizations.get_organization(ctx)
    tournament = await visit.container.tournaments.get_tournament(ctx, own)
    board = await visit.container.tournaments.get_leaderboard(ctx, own)
    viewer = visit.demand_viewer().id
    with frame(visit, f"Leaderboard of {tournament.name}", organization=organization):
        tournament_heading(visit, ctx, organization, tournament)
        section = Section[LeaderboardView](lambda shown: _draw(shown, viewer))
        section.show(board)

        async def refresh() -> None:
            fresh = await visit.enter_tournament(own)
            section.show(await visit.container.tournaments.get_leaderboard(fresh, own))

        keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


def _draw(board: LeaderboardView, viewer: UserId) -> None:
    with box("flow"):
        if board.hidden:
            with box("callout"):
                put_icon("eye")
                text("Other people's results are hidden until the tournament closes; this is your own line.")
        with box("card card--flush"):
            if not board.standings:
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
            for standing in board.standings:
                _line(board, standing, own=standing.user_id == viewer)


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
        text("–" if board.hidden else str(standing.rank), "number leaderboard__rank", "td")
        with box("table__main leaderboard__player", "td"):
            text(standing.user_name, tag="span")
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
