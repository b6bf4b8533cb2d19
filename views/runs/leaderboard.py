"""The leaderboard of a tournament."""

from application.domain.ids import PoolRef, RaceRef, RunRef, TournamentId
from application.read_models import LeaderboardView
from components.live_refresh import Fragment, keep_fresh
from components.markup import element
from components.table import page_number, part_of
from views.concerns import touches
from views.frame import frame
from views.page_request import PageRequest
from views.public.embed_code import EmbedCode, put_embed_codes
from views.runs.leaderboard_parts import (
    LeaderboardChoices,
    LeaderboardShown,
    chosen_filter,
    draw_leaderboard,
    put_leaderboard_choices,
)
from views.tournament_frame import tournament_heading


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
        Fragment(put_leaderboard_choices).show(LeaderboardChoices(request.path, chosen, tournament.pools))
        section = Fragment(_draw)
        if tournament.is_public:
            put_embed_codes(request.site, EmbedCode(request.path, f"Leaderboard of {tournament.name}", 640))

        def show(board: LeaderboardView) -> None:
            standings = part_of(board.standings, page_number(page), is_own=lambda line: line.user_id == viewer)
            section.show(LeaderboardShown.of(board, standings, request.path, chosen, viewer))

        show(board)

        async def refresh() -> None:
            fresh = await request.enter_tournament(own)
            show(await request.container.leaderboards.get_leaderboard(fresh, own, chosen))

        concerns = touches({organization.id}, RunRef, PoolRef, RaceRef, tournament_id=own)
        keep_fresh(request.container.bus, refresh, concerns=concerns)


def _draw(shown: LeaderboardShown) -> None:
    with element("flow"):
        draw_leaderboard(shown)
