"""One player in one tournament."""

from application.domain.ids import TournamentId, UserId
from application.read_models.runs import PlayerPage
from components.empty import empty
from components.live_refresh import Section, keep_fresh
from components.markup import box, named, section, text
from components.run_table import RunTable
from views.frame import NavLink, frame, heading
from views.tournament_frame import is_about, rescoring_note
from views.visit import Visit


async def show_player(visit: Visit, tournament_id: int, user_id: int) -> None:
    own, player = TournamentId(tournament_id), UserId(user_id)
    ctx = await visit.enter_tournament(own)
    organization = await visit.container.organizations.get_organization(ctx)
    tournament = await visit.container.tournaments.get_tournament(ctx, own)
    page = await visit.container.players.get_player_page(ctx, own, player)
    with frame(visit, f"{page.player} in {tournament.name}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(tournament.name, f"/tournaments/{tournament_id}"),
            NavLink("Leaderboard", f"/tournaments/{tournament_id}/leaderboard"),
        )
        heading(page.player, crumbs=crumbs)
        figures = Section(_draw)
        with box() as results, section("Runs", "card--flush", key="runs"):
            table = RunTable(hint="This player has not raced here yet.")

    def show(fresh: PlayerPage) -> None:
        figures.show(fresh)
        results.set_visibility(not fresh.hidden)
        table.show(fresh.runs)

    show(page)

    async def refresh() -> None:
        fresh = await visit.enter_tournament(own)
        show(await visit.container.players.get_player_page(fresh, own, player))

    keep_fresh(visit.container.bus, refresh, concerns=is_about(organization.id, own))


def _draw(page: PlayerPage) -> None:
    with box("flow"):
        if page.hidden:
            with box("card"):
                empty("Hidden for now", "Other people's results show when the tournament closes.", icon="eye")
            return
        if page.rescoring:
            rescoring_note()
        with named(box("figures"), "figures"):
            for label, value in (
                ("Rank", "–" if page.rank is None else str(page.rank)),
                ("Score", "–" if page.score is None else f"{page.score:.3f}"),
                ("Estimate", "–" if page.estimate is None else f"{page.estimate:.3f}"),
                ("Finished", str(page.finished)),
                ("Forfeited", str(page.forfeited)),
                ("To play", str(page.open_slots)),
            ):
                with box("figure"):
                    text(label, "figure__label")
                    text(value, "figure__value number")
