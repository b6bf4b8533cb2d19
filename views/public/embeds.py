"""Parts of public pages for the frames of other sites: leaderboard, schedule, live board and next race."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from application.domain.ids import TournamentId
from application.domain.words import counted
from application.read_models import LiveRaceDetails
from application.services.runs.leaderboard_service import LeaderboardFilter
from components.hero import Hero, hero
from components.markup import element, link, test_id, text
from components.status import Look, chip, look_of_race
from components.table import Part, rows_in
from views.public.face import Asked
from views.public.pieces import put_no_races
from views.public.race import hero_of, put_board, read_race
from views.public.schedule import Schedule, draw_schedule
from views.public.sheet import Community, EmbedLook, EmbedPage, Sheet, put_down
from views.runs.leaderboard_parts import LeaderboardShown, draw_leaderboard
from views.tournament_frame import is_about

_ROWS = "rows"
WORDS = ("theme", "accent", _ROWS)
"""What of its query an embed understands."""
_USUAL_ROWS, _MOST_ROWS = 10, 100


async def leaderboard(asked: Asked) -> EmbedPage:
    container, ctx, own = asked.site.container, asked.entered(), TournamentId(asked.row_id)
    tournament = await container.tournaments.get_tournament(ctx, own)
    board = await container.leaderboards.get_leaderboard(ctx, own)
    first = board.standings[: _rows(asked)]
    path = f"/tournaments/{own}/leaderboard"
    part = Part(rows=tuple(first), above=(), below=(), page=1, total=len(first), own_page=None)
    shown = LeaderboardShown.of(board, part, path, LeaderboardFilter())

    def draw(sheet: Sheet) -> None:
        sheet.part("top", _top, _Top(tournament.name, path, "Leaderboard"))
        sheet.part("board", draw_leaderboard, shown)
        sheet.part("more", _more, (len(board.standings) - len(first), "player", path), "section")

    return _page(asked, path, f"Leaderboard of {tournament.name}", own, draw)


async def schedule(asked: Asked) -> EmbedPage:
    container, ctx, own = asked.site.container, asked.entered(), TournamentId(asked.row_id)
    tournament, rows = await container.tournaments.get_tournament(ctx, own), _rows(asked)
    coming, past = await container.live_races.list_schedule(ctx, own, coming=rows, past=rows)
    path = f"/tournaments/{own}/schedule"
    shown = Schedule(coming, past[: rows - len(coming)], with_tournament=False)

    def draw(sheet: Sheet) -> None:
        sheet.part("top", _top, _Top(tournament.name, path, "Schedule"))
        sheet.part("schedule", draw_schedule, shown)

    return _page(asked, path, f"Schedule of {tournament.name}", own, draw)


async def next_race(asked: Asked) -> EmbedPage:
    container, ctx, own = asked.site.container, asked.entered(), TournamentId(asked.row_id)
    tournament = await container.tournaments.get_tournament(ctx, own)
    races = await container.live_races.list_scheduled_races(ctx, own, limit=1)
    details = await container.live_race_cache.get_live_race(ctx, races[0].id) if races else None
    path = f"/live-races/{races[0].id}" if races else f"/tournaments/{own}/schedule"
    top = _top_of(details) if details is not None else _Top(tournament.name, path, "Next race")

    def draw(sheet: Sheet) -> None:
        sheet.part("top", _top, top)
        sheet.part("next", _next, hero_of(details) if details is not None else None)

    until = details.moves_at if details is not None else None
    return _page(asked, path, f"Next race of {tournament.name}", own, draw, until)


async def live_race(asked: Asked) -> EmbedPage:
    shown = await read_race(asked)
    details, race, rows = shown.details, shown.summary, _rows(asked)
    path = f"/live-races/{race.id}"

    def draw(sheet: Sheet) -> None:
        sheet.part("top", _top, _top_of(details))
        sheet.part("hero", hero, hero_of(details))
        put_board(sheet, shown, rows)
        sheet.part("more", _more, (len(details.board[rows:]), "racer", path), "section")

    return _page(asked, path, race.title, race.tournament_id, draw, details.moves_at)


@dataclass(frozen=True, slots=True)
class _Top:
    """What an embed is of, with the way to its page."""

    title: str
    address: str
    what: str
    look: Look | None = None


def _top_of(details: LiveRaceDetails) -> _Top:
    race = details.summary
    return _Top(race.title, f"/live-races/{race.id}", race.tournament_name, look_of_race(race))


def _top(shown: _Top) -> None:
    with test_id(element("embed__top", "header"), "embed"):
        with element(tag="h1"):
            link(shown.title, shown.address)
        text(shown.what, "soft", "span")
        if shown.look is not None:
            chip(shown.look)


def _more(shown: tuple[int, str, str]) -> None:
    """Say how many have no room here, and lead to them."""
    left, what, path = shown
    if left:
        test_id(link(counted(left, f"more {what}"), path), "more")


def _next(shown: Hero | None) -> None:
    if shown is None:
        put_no_races()
    else:
        hero(shown)


def _rows(asked: Asked) -> int:
    return rows_in(asked.word(_ROWS), usual=_USUAL_ROWS, most=_MOST_ROWS)


def _page(
    asked: Asked,
    of: str,
    title: str,
    tournament_id: TournamentId,
    draw: Callable[[Sheet], None],
    until: datetime | None = None,
) -> EmbedPage:
    body, moving = put_down(draw)
    rows = asked.word(_ROWS)
    return EmbedPage(
        title=title,
        description="",
        path=f"{asked.path}?{urlencode({_ROWS: rows})}" if rows else asked.path,
        body=body,
        moving=moving,
        concerns=is_about(asked.entered().organization_id, tournament_id),
        holds_until=until,
        is_listed=False,
        of=of,
        community=Community.of(asked.owner()),
        look=EmbedLook.asked(asked.word("theme"), asked.word("accent")),
    )
