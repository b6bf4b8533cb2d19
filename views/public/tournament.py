"""A public tournament: overview, schedule, leaderboard and statistics."""

from collections.abc import Callable
from dataclasses import dataclass

from application.domain.ids import TournamentId
from application.domain.runs.leaderboard import Standing
from application.domain.words import counted, together
from application.read_models import LeaderboardView, LiveRaceSummary, OrganizationView, TournamentView
from application.read_models.runs import FieldProgress, ScoreDistribution
from components.chart import Numbers
from components.empty import empty
from components.help import SCORING
from components.markup import element, link, section, test_id, text
from components.picture import Bars, bar_picture
from components.race_card import Races, put_races
from components.table import page_number, part_of, table
from components.tournament_rules import tournament_rules
from views.public.embed_code import EmbedCode, put_embed_codes, put_schedule_embeds
from views.public.face import Asked
from views.public.pieces import (
    put_calendar_link,
    put_hidden,
    put_how_to_take_part,
    put_no_races,
    put_tournament_top,
)
from views.public.schedule import Schedule, draw_schedule
from views.public.sheet import PublicPage, Sheet, put_down
from views.runs.leaderboard_parts import (
    LeaderboardChoices,
    LeaderboardShown,
    chosen_filter,
    draw_leaderboard,
    put_leaderboard_choices,
)
from views.tournament_frame import held_back_note, is_about

_NEXT_SHOWN, _LEADERS, _PAST_SHOWN, _COMING_SHOWN = 4, 5, 20, 60


@dataclass(frozen=True, slots=True)
class _Tournament:
    """A tournament with whose it is."""

    organization: OrganizationView
    view: TournamentView

    @property
    def home(self) -> str:
        return f"/tournaments/{self.view.id}"


async def _tournament(asked: Asked) -> _Tournament:
    container, ctx = asked.site.container, asked.entered()
    return _Tournament(
        asked.owner(),
        await container.tournaments.get_tournament(ctx, TournamentId(asked.row_id)),
    )


def _page(asked: Asked, of: _Tournament, title: str, description: str, draw: Callable[[Sheet], None]) -> PublicPage:
    body, moving = put_down(draw)
    return PublicPage(
        title=title,
        description=description,
        path=asked.address,
        body=body,
        moving=moving,
        concerns=is_about(of.organization.id, of.view.id),
        picture=f"{of.home}/preview.png",
        is_listed=asked.address == asked.path,
    )


def _in_words(of: _Tournament) -> str:
    kind = "An async tournament with live races" if of.view.is_active else "An async tournament that is over"
    return f"{kind} by {of.organization.name}: {of.view.racetime_goal} ({of.view.racetime_category})."


# Overview


@dataclass(frozen=True, slots=True)
class _Leaders:
    lines: tuple[tuple[Standing, str], ...]
    """The first players with what they are called."""
    is_hidden: bool
    home: str


async def overview(asked: Asked) -> PublicPage:
    container, ctx = asked.site.container, asked.entered()
    of = await _tournament(asked)
    is_open = of.view.is_active
    races = await container.live_races.list_scheduled_races(ctx, of.view.id, limit=_NEXT_SHOWN)
    past = () if is_open else await container.live_races.list_past_races(ctx, of.view.id, limit=_NEXT_SHOWN)
    board = await container.leaderboards.get_leaderboard(ctx, of.view.id)
    first = tuple((line, board.called(line)) for line in board.standings[:_LEADERS])
    leaders = _Leaders(first, board.hidden, of.home)

    def draw(sheet: Sheet) -> None:
        put_tournament_top(of.organization, of.view, asked.path)
        with element("split"):
            with element("split__main"):
                text(of.view.description or _in_words(of), "prose")
                if is_open or races:
                    with element("stack", "section"):
                        _put_title("Up next", "Whole schedule", f"{of.home}/schedule")
                        sheet.part("races", _races, races)
                with element("stack", "section"):
                    _put_title("Leaders" if is_open else "Standings", "Whole leaderboard", f"{of.home}/leaderboard")
                    sheet.part("leaders", _leaders, leaders, "card card--flush")
                if past:
                    with test_id(element("stack", "section"), "past"):
                        _put_title("Recent races", "Whole schedule", f"{of.home}/schedule")
                        sheet.part("past", _races, past)
            with element("split__side"):
                if is_open:
                    put_how_to_take_part(of.organization, asked.path)
                tournament_rules(of.view)

    return _page(asked, of, of.view.name, _in_words(of), draw)


def _put_title(title: str, more: str, address: str) -> None:
    with element("heading__row"):
        text(title, tag="h2")
        link(more, address)


def _races(races: tuple[LiveRaceSummary, ...]) -> None:
    if not races:
        put_no_races()
        return
    with element("races"):
        put_races(Races(races, with_tournament=False, by_day=True, for_anybody=True))


def _leaders(shown: _Leaders) -> None:
    if shown.is_hidden:
        put_hidden("Results")
        return
    if not shown.lines:
        empty("Nobody has raced yet", "Players show here with their first run.", icon="trophy", about=SCORING)
        return
    with table("leaders", (("Rank", ""), ("Player", ""), ("Score", "table__end")), "leaders"):
        for line, called in shown.lines:
            with test_id(element(tag="tr"), "leader"):
                text(str(line.rank or "–"), "number", "td")
                with element(tag="td"):
                    link(called, f"{shown.home}/players/{line.user_id}")
                text(f"{line.score:.3f}", "number table__end", "td")


# Schedule


async def schedule(asked: Asked) -> PublicPage:
    container, ctx = asked.site.container, asked.entered()
    of = await _tournament(asked)
    coming, past = await container.live_races.list_schedule(ctx, of.view.id, coming=_COMING_SHOWN, past=_PAST_SHOWN)

    def draw(sheet: Sheet) -> None:
        put_tournament_top(of.organization, of.view, asked.path)
        with element("heading__row"):
            put_calendar_link(f"{of.home}/calendar.ics")
            text("", tag="zone-chip")
        sheet.part("schedule", draw_schedule, Schedule(coming, past, with_tournament=False))
        put_schedule_embeds(asked.site, of.home, of.view.name)

    races = counted(len(coming), "live race")
    return _page(asked, of, f"Schedule of {of.view.name}", f"{races} ahead. {_in_words(of)}", draw)


# Leaderboard


async def leaderboard_page(asked: Asked) -> PublicPage:
    container, ctx = asked.site.container, asked.entered()
    of = await _tournament(asked)
    chosen = chosen_filter(*(asked.word(name) for name in ("pool", "search", "complete", "order")))
    board = await container.leaderboards.get_leaderboard(ctx, of.view.id, chosen)
    standings = part_of(board.standings, page_number(asked.word("page")), is_own=lambda _: False)
    shown = LeaderboardShown.of(board, standings, asked.path, chosen)

    title = f"Leaderboard of {of.view.name}"

    def draw(sheet: Sheet) -> None:
        put_tournament_top(of.organization, of.view, asked.path)
        put_leaderboard_choices(LeaderboardChoices(asked.path, chosen, of.view.pools))
        sheet.part("board", draw_leaderboard, shown)
        put_embed_codes(asked.site, EmbedCode(asked.path, title, 640))

    return _page(asked, of, title, _standing_in_words(of, board), draw)


def _standing_in_words(of: _Tournament, board: LeaderboardView) -> str:
    if board.hidden:
        return f"Results are hidden until the tournament closes. {_in_words(of)}"
    if not board.standings:
        return f"Nobody has raced yet. {_in_words(of)}"
    first = board.standings[0]
    leaders = [board.called(standing) for standing in board.standings if standing.score == first.score]
    players = counted(len(board.standings), "player")
    return f"{players}; {together(leaders)} {'leads' if len(leaders) == 1 else 'lead'} with {first.score:.3f}."


# Statistics


async def statistics(asked: Asked) -> PublicPage:
    container, ctx = asked.site.container, asked.entered()
    of = await _tournament(asked)
    scores = await container.players.get_score_distribution(ctx, of.view.id)
    progress = await container.players.get_progress(ctx, of.view.id)

    def draw(sheet: Sheet) -> None:
        put_tournament_top(of.organization, of.view, asked.path)
        with section("Scores of finished runs", key="scores"):
            sheet.part("scores", _scores, scores)
        with section("Finished runs by day", key="progress"):
            sheet.part("progress", _progress, progress)

    return _page(asked, of, f"Statistics of {of.view.name}", _in_words(of), draw)


def _scores(distribution: ScoreDistribution) -> None:
    if distribution.hidden:
        put_hidden("Scores")
        return
    held_back_note(distribution.held_back)
    if not any(each.count for each in distribution.bins):
        empty("No run is scored yet", "Scores show here with the first finished run.", icon="chart", about=SCORING)
        return
    labels = tuple(f"{each.low:g}–{each.high:g}" for each in distribution.bins)
    values = tuple(each.count for each in distribution.bins)
    rows = tuple((label, str(value)) for label, value in zip(labels, values, strict=True) if value)
    bar_picture(Bars(labels, values, Numbers("Scores", ("Score", "Runs"), rows)))


def _progress(progress: FieldProgress) -> None:
    if progress.hidden:
        put_hidden("Statistics")
        return
    held_back_note(progress.held_back)
    if not progress.points:
        empty("Nobody has raced yet", "Statistics show here with the first run.", icon="chart", about=SCORING)
        return
    rows = tuple(
        (point.day.isoformat(), str(point.drawn), str(point.finished), str(point.players)) for point in progress.points
    )
    numbers = Numbers("Progress by day (UTC)", ("Day", "Drawn", "Finished", "Players"), rows)
    days = tuple(f"{point.day:%-d %b}" for point in progress.points)
    bar_picture(Bars(days, tuple(point.finished for point in progress.points), numbers))
