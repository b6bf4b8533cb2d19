"""A whole leaderboard on one plain page, for paper: the page that moves shows a part of a long one."""

from html import escape

from application.context import OrgContext
from application.domain.ids import TournamentId
from application.domain.words import counted
from application.services.runs.leaderboard_service import LeaderboardFilter
from application.turns import take_turn
from components.leaderboard import draw_ahead
from components.markup import button_to_see, element, link, text
from components.sketch import sketched
from components.table import whole
from views.public.accent import policy_with
from views.runs.leaderboard_parts import LeaderboardShown, address_with, draw_leaderboard, in_words
from views.site_facts import SiteFacts

POLICY = policy_with("", form_action="none")
_LINES_AT_ONCE = 50
_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, follow">
<title>{title} · SahaBot2</title>
<link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/public.css?v={version}">
<script type="module" src="/static/elements.js?v={version}"></script>
</head>
<body class="public">
<main class="page"><div class="flow">{body}</div></main>
</body>
</html>
"""


async def printed_leaderboard(
    site: SiteFacts, ctx: OrgContext, tournament_id: TournamentId, chosen: LeaderboardFilter
) -> bytes:
    """Return the page with every line that this viewer may see; others go on while a long one is made."""
    tournament = await site.container.tournaments.get_tournament(ctx, tournament_id)
    organization = await site.container.organizations.get_organization(ctx)
    board = await site.container.leaderboards.get_leaderboard(ctx, tournament_id, chosen)
    path, title = f"/tournaments/{tournament_id}/leaderboard", f"Leaderboard of {tournament.name}"
    shown = LeaderboardShown.of(board, whole(board.standings), path, chosen, ctx.actor.user_id)
    lines = shown.part.lines.rows
    for start in range(0, len(lines), _LINES_AT_ONCE):
        draw_ahead(lines[start : start + _LINES_AT_ONCE])
        await take_turn()

    def draw() -> None:
        with element("heading__row"):
            text(title, tag="h1")
            with element("row"):
                button = button_to_see("Print", style="primary")
                button.props["data-print"] = button.props["hidden"] = True
                link("Back to the leaderboard", address_with(path, chosen), "button")
        players = "" if board.hidden else f" · {counted(len(lines), 'player')}"
        text(f"{organization.name}{players} · {in_words(chosen, tournament.pools)}", "soft")
        draw_leaderboard(shown)

    return _PAGE.format(title=escape(title), version=site.static_version, body=sketched(draw)).encode()
