"""A tournament's statistics: how scores are distributed, and how far the field has come."""

from application.domain.ids import PoolRef, RaceRef, RunRef, TournamentId
from application.domain.runs.progress import ScoreBin
from application.read_models.runs import FieldProgress, ScoreDistribution
from components.chart import ACCENT, OWN, Numbers, axis, bars, chart
from components.empty import empty
from components.help import HIDING, SCORING
from components.live_refresh import Section, keep_fresh
from components.markup import section, text
from views.concerns import touches
from views.frame import frame
from views.page_request import PageRequest
from views.tournament_frame import held_back_note, tournament_heading


async def show_statistics(request: PageRequest, tournament_id: int) -> None:
    own = TournamentId(tournament_id)
    ctx = await request.enter_tournament(own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    players = request.container.players
    distribution = await players.get_score_distribution(ctx, own)
    progress = await players.get_progress(ctx, own)
    with frame(request, f"Statistics of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        with section("Scores of finished runs", key="scores"):
            scores = Section(_scores)
            scores.show(distribution)
        with section("Progress of the field", key="progress"):
            days = Section(_progress)
            days.show(progress)

    async def refresh() -> None:
        fresh = await request.enter_tournament(own)
        scores.show(await players.get_score_distribution(fresh, own))
        days.show(await players.get_progress(fresh, own))

    concerns = touches({organization.id}, RunRef, PoolRef, RaceRef, tournament_id=own)
    keep_fresh(request.container.bus, refresh, concerns=concerns)


def _scores(distribution: ScoreDistribution) -> None:
    if distribution.hidden:
        empty("Hidden for now", "Scores show when the tournament closes.", icon="eye", about=HIDING)
        return
    held_back_note(distribution.held_back)
    if not any(each.count for each in distribution.bins):
        empty("No run is scored yet", "Scores show here with the first finished run.", icon="chart", about=SCORING)
        return
    bins = distribution.bins
    labels = [f"{each.low:g}–{each.high:g}" for each in bins]
    own = [_bar_of(score, bins) for score in distribution.own_scores]
    if own:
        text("Your own runs are in the marked bars.", "soft")
    rows = tuple((label, str(each.count)) for label, each in zip(labels, bins, strict=True) if each.count)
    chart(bars(labels, [each.count for each in bins], marked=own), Numbers("Scores", ("Score", "Runs"), rows))


def _bar_of(score: float, bins: tuple[ScoreBin, ...]) -> int:
    """The highest possible score lies in the last bar."""
    return next((number for number, each in enumerate(bins) if score < each.high), len(bins) - 1)


def _progress(progress: FieldProgress) -> None:
    if progress.hidden:
        empty("Hidden for now", "Statistics show when the tournament closes.", icon="eye", about=HIDING)
        return
    held_back_note(progress.held_back)
    if not progress.points:
        empty("Nobody has raced yet", "Statistics show here with the first run.", icon="chart", about=SCORING)
        return
    days = [point.day.isoformat() for point in progress.points]
    lines = (
        ("Runs drawn", [point.drawn for point in progress.points], "#8b8b97"),
        ("Runs finished", [point.finished for point in progress.points], ACCENT),
        ("Players with a finished run", [point.players for point in progress.points], OWN),
    )
    options = {
        "xAxis": axis(type="time"),
        "yAxis": axis(type="value", minInterval=1),
        "legend": {"top": 0, "textStyle": {"color": "#8b8b97"}},
        "grid": {"left": 8, "right": 12, "top": 40, "bottom": 8, "containLabel": True},
        "series": [
            {
                "type": "line",
                "name": name,
                "data": [[day, value] for day, value in zip(days, values, strict=True)],
                "itemStyle": {"color": colour},
                "showSymbol": len(days) < 20,
            }
            for name, values, colour in lines
        ],
    }
    rows = tuple(
        (point.day.isoformat(), str(point.drawn), str(point.finished), str(point.players)) for point in progress.points
    )
    chart(options, Numbers("Progress by day (UTC)", ("Day", "Drawn", "Finished", "Players"), rows))
