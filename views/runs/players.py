"""One player in one tournament."""

from dataclasses import replace

from application.domain.ids import PoolRef, RaceRef, RunRef, TournamentId, UserId
from application.read_models.runs import PlayerPage
from components.empty import empty
from components.help import HIDING
from components.leaderboard import player_statistics
from components.live_refresh import Fragment, keep_fresh
from components.markup import element, section
from components.run_table import ChosenRuns, RunTable
from views.concerns import touches
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest
from views.tournament_frame import held_back_note, rescoring_note


async def show_player(
    request: PageRequest, tournament_id: int, user_id: int, kind: str = "", order: str = "", page: str = ""
) -> None:
    own, player = TournamentId(tournament_id), UserId(user_id)
    ctx = await request.enter_tournament(own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    shown = await request.container.players.get_player_page(ctx, own, player)
    with frame(request, f"{shown.player} in {tournament.name}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(tournament.name, f"/tournaments/{tournament_id}"),
            NavLink("Leaderboard", f"/tournaments/{tournament_id}/leaderboard"),
        )
        heading(shown.player, crumbs=crumbs)
        statistics = Fragment(_draw)
        with element() as results, section("Runs", "card--flush", key="runs"):
            table = RunTable(request.path, ChosenRuns(kind, order, page), hint="This player has not raced here yet.")

    def show(fresh: PlayerPage) -> None:
        statistics.show(replace(fresh, runs=()))
        results.set_visibility(not fresh.hidden)
        table.show(fresh.runs)

    show(shown)

    async def refresh() -> None:
        fresh = await request.enter_tournament(own)
        show(await request.container.players.get_player_page(fresh, own, player))

    concerns = touches({organization.id}, RunRef, PoolRef, RaceRef, tournament_id=own)
    keep_fresh(request.container.bus, refresh, concerns=concerns)


def _draw(page: PlayerPage) -> None:
    with element("flow"):
        if page.hidden:
            with element("card"):
                empty(
                    "Hidden for now",
                    "Other people's results show when the tournament closes.",
                    icon="eye",
                    about=HIDING,
                )
            return
        held_back_note(page.held_back)
        if page.rescoring:
            rescoring_note()
        player_statistics(page)
