"""One player in a public tournament."""

from application.domain.durations import precise_time
from application.domain.ids import TournamentId, UserId, read_id
from application.read_models.runs import PlayerPage, RunSummary
from components.empty import empty
from components.help import SCORING
from components.leaderboard import player_statistics
from components.markup import element, link, section, test_id, text
from components.moment import moment
from components.status import chip, look_of_run
from components.table import number_cell, table
from views.frame import NavLink
from views.public.face import Asked
from views.public.pieces import crumb_of, crumbs_of, put_heading, put_hidden
from views.public.sheet import PublicPage, Sheet, put_down
from views.tournament_frame import held_back_note, is_about, rescoring_note

_RUNS = (("Pool", ""), ("When", ""), ("How it went", ""), ("Time", "table__end"), ("Score", "table__end"))


async def player(asked: Asked) -> PublicPage:
    container, ctx, tournament_id = asked.site.container, asked.entered(), TournamentId(asked.row_id)
    organization = asked.owner()
    tournament = await container.tournaments.get_tournament(ctx, tournament_id)
    user_id = UserId(read_id(asked.step("user")) or 0)
    page = await container.players.get_player_page(ctx, tournament_id, user_id)
    leaderboard = NavLink("Leaderboard", f"/tournaments/{tournament_id}/leaderboard")

    def draw(sheet: Sheet) -> None:
        put_heading(page.player, crumbs_of(organization, crumb_of(tournament), leaderboard))
        sheet.part("statistics", _statistics, page)
        if not page.hidden:
            with section("Runs", "card--flush", key="runs"):
                sheet.part("runs", _runs, page.runs, "section")

    standing = "" if page.rank is None else f"Rank {page.rank} with {page.score or 0:.3f}. "
    body, moving = put_down(draw)
    return PublicPage(
        title=f"{page.player} in {tournament.name}",
        description=f"{standing}{page.player} in {tournament.name} by {organization.name}.",
        path=asked.path,
        body=body,
        moving=moving,
        concerns=is_about(organization.id, tournament_id),
        picture=f"/tournaments/{tournament_id}/preview.png",
    )


def _statistics(page: PlayerPage) -> None:
    if page.hidden:
        with element("card"):
            put_hidden("Results")
        return
    held_back_note(page.held_back)
    if page.rescoring:
        rescoring_note()
    player_statistics(page)


def _runs(runs: tuple[RunSummary, ...]) -> None:
    if not runs:
        empty("No run yet", "This player has not raced here yet.", icon="flag", about=SCORING)
        return
    with table("runs", _RUNS):
        for run in sorted(runs, key=lambda run: run.drawn_at, reverse=True):
            _run(run)


def _run(run: RunSummary) -> None:
    with test_id(element(tag="tr"), "run"):
        with element("table__main", "td"), element("stack stack--none"):
            text(f"{run.pool_name}, seed {run.seed_number}", tag="span")
            if run.live_race_id is not None:
                link(run.live_race_title, f"/live-races/{run.live_race_id}", "faint")
        with element(tag="td"):
            moment(run.finished_at or run.started_at or run.drawn_at, form="date", show="stacked")
        with element(tag="td"), element("row"):
            chip(look_of_run(run))
        number_cell("Time", "–" if run.finish_time is None else precise_time(run.finish_time))
        number_cell("Score", "–" if run.score is None or run.reattempted else f"{run.score:.3f}")
