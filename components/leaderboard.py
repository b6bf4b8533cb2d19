"""The leaderboard: a table on a desktop, a card for each player on a phone."""

from dataclasses import dataclass

from application.domain.ids import PoolId, TournamentId
from application.domain.runs.leaderboard import BoardOrder, Slot, Standing
from application.domain.runs.run import RunStatus
from application.domain.words import counted
from application.read_models.runs import PlayerPage
from components.markup import element, link, test_id, text
from components.sketch import markup_of, put_drawn
from components.table import Columns, Part, rows_elsewhere, table


@dataclass(frozen=True, slots=True)
class LeaderboardLine:
    standing: Standing
    called: str
    pools: tuple[tuple[PoolId, str], ...]
    tournament_id: TournamentId
    own: bool


@dataclass(frozen=True, slots=True)
class LeaderboardPart:
    lines: Part[LeaderboardLine]
    pools: tuple[tuple[PoolId, str], ...]
    min_finished_runs: int
    first_unranked: int | None
    """Where those begin who have no rank yet, if they stand together on this page."""
    order: BoardOrder


def leaderboard(shown: LeaderboardPart) -> None:
    columns = _columns(shown.pools)
    with (
        element("table-scroll"),
        table("leaderboard", columns, "leaderboard", caption=f"Players in order of their {shown.order}"),
    ):
        if shown.lines.above:
            _lines(shown.lines.above)
            rows_elsewhere(columns, "Your line, which is above this page.")
        for position, line in enumerate(shown.lines.rows):
            if position == shown.first_unranked:
                _unranked(columns, shown.min_finished_runs)
            put_drawn(_line, line)
        if shown.lines.below:
            rows_elsewhere(columns, "Your line, which is below this page.")
            _lines(shown.lines.below)


def draw_ahead(lines: tuple[LeaderboardLine, ...]) -> None:
    """Draw lines of a board that is put down soon, so that a long one isn't drawn in one go."""
    for line in lines:
        markup_of(_line, line)


def _columns(pools: tuple[tuple[PoolId, str], ...]) -> Columns:
    titles = (
        "Rank",
        "Player",
        "Score",
        "Estimate",
        *(name for _, name in pools),
        "Finished",
        "Forfeited",
        "Slots left",
    )
    return tuple((title, "") for title in titles)


def _lines(lines: tuple[LeaderboardLine, ...]) -> None:
    for line in lines:
        put_drawn(_line, line)


def _unranked(columns: Columns, least: int) -> None:
    """The row above those who have no rank yet."""
    with test_id(element("table__gap", "tr"), "unranked"):
        cell = text(f"Without a rank: it takes {counted(least, 'finished run')}.", "faint", "td")
        cell.props["colspan"] = len(columns)


def _line(line: LeaderboardLine) -> None:
    standing = line.standing
    with test_id(element("table__row--own" if line.own else "", "tr"), "standing"):
        text(str(standing.rank or "–"), "leaderboard__rank", "td")
        with element("leaderboard__player", "td"):
            link(line.called, f"/tournaments/{line.tournament_id}/players/{standing.user_id}")
            if line.own:
                text("You", "tag", "span")
            with element("details leaderboard__more", "details"):
                text(f"{standing.finished} finished, {counted(standing.open_slots, 'slot')} left", tag="summary")
        text(f"{standing.score:.3f}", "leaderboard__score", "td")
        text(f"{standing.estimate:.3f}", "leaderboard__estimate", "td")
        for pool_id, name in line.pools:
            _more(name, _slots(standing, pool_id))
        _more("Finished", str(standing.finished))
        _more("Forfeited", str(standing.forfeited))
        _more("Slots left", str(standing.open_slots))


def _more(label: str, value: str) -> None:
    """What stands in columns of its own on a wide screen, and is unfolded under the name on a narrow one."""
    text(value, tag="td").props["data-label"] = label


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


def player_statistics(page: PlayerPage) -> None:
    """What a player has reached in one tournament."""
    with test_id(element("statistics"), "statistics"):
        for label, value in (
            ("Rank", "–" if page.rank is None else str(page.rank)),
            ("Score", "–" if page.score is None else f"{page.score:.3f}"),
            ("Estimate", "–" if page.estimate is None else f"{page.estimate:.3f}"),
            ("Finished", str(page.finished)),
            ("Forfeited", str(page.forfeited)),
            ("Slots left", str(page.open_slots)),
        ):
            with element("figure"):
                text(label, "figure__label")
                text(value, "figure__value number")
