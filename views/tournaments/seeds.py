"""A pool and its permalinks as players see them: par, times, and how par drifted."""

from dataclasses import dataclass, replace
from datetime import timedelta

from application.domain.durations import precise_time
from application.domain.ids import PermalinkId, PoolId, PoolRef, RaceRef, RunRef, TournamentId
from application.domain.runs.run import RunStatus
from application.domain.wall_time import in_utc
from application.domain.words import counted
from application.read_models.runs import (
    ParPoint,
    PermalinkPage,
    PermalinkTimeView,
    PoolPage,
    PoolPermalinkView,
    RunSeed,
)
from components.chart import ACCENT, OWN, Numbers, axis, chart
from components.empty import empty
from components.help import SCORING, SEED_RELEASE
from components.live_refresh import Fragment, Section, keep_fresh
from components.markup import element, section, text
from components.moment import instant_text
from components.seed_card import seed_line, seed_notes
from components.seed_tables import par_in_words, seed_table, time_table
from components.table import MOST_ROWS, Part, page_links, page_number, part_of
from views.concerns import touches
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest
from views.tournament_frame import held_back_note, rescoring_note

_FEWEST_FOR_A_CHART = 2


@dataclass(frozen=True, slots=True)
class _Pool:
    page: PoolPage
    seeds: Part[PoolPermalinkView]
    path: str


async def show_pool(request: PageRequest, pool_id: int, page: str = "") -> None:
    own = PoolId(pool_id)
    ctx = await request.enter_pool(own)
    organization = await request.container.organizations.get_organization(ctx)
    pool = await request.container.players.get_pool_page(ctx, own)
    with frame(request, f"{pool.name} in {pool.tournament_name}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(pool.tournament_name, f"/tournaments/{pool.tournament_id}"),
        )
        heading(pool.name, crumbs=crumbs)
        shown = Fragment(_pool)

    def show(fresh: PoolPage) -> None:
        seeds = part_of(fresh.permalinks, page_number(page), is_own=lambda _: False)
        shown.show(_Pool(replace(fresh, permalinks=()), seeds, request.path))

    show(pool)

    async def refresh() -> None:
        show(await request.container.players.get_pool_page(await request.enter_pool(own), own))

    concerns = touches({organization.id}, PoolRef, RunRef, RaceRef, tournament_id=pool.tournament_id)
    keep_fresh(request.container.bus, refresh, concerns=concerns)


def _pool(shown: _Pool) -> None:
    with element("flow"):
        text(f"You have used {shown.page.own_runs} of {counted(shown.page.runs_per_pool, 'run')} in this pool.", "soft")
        held_back_note(shown.page.held_back)
        with element("card card--flush"):
            if not shown.seeds.total:
                empty(
                    "No seed to show",
                    "Seeds kept for live races show once they are released.",
                    icon="seed",
                    about=SEED_RELEASE,
                )
                return
            seed_table(shown.seeds.rows)
            page_links(shown.seeds, lambda page: f"{shown.path}?page={page}")


async def show_permalink(request: PageRequest, permalink_id: int, page: str = "") -> None:
    own = PermalinkId(permalink_id)
    ctx = await request.enter_permalink(own)
    organization = await request.container.organizations.get_organization(ctx)
    seed_page = await request.container.players.get_permalink_page(ctx, own)
    tournament = await request.container.tournaments.get_tournament(ctx, seed_page.tournament_id)
    with frame(request, f"Seed {seed_page.number} of {seed_page.pool_name}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(tournament.name, f"/tournaments/{tournament.id}"),
            NavLink(seed_page.pool_name, f"/pools/{seed_page.pool_id}"),
        )
        heading(f"Seed {seed_page.number}", crumbs=crumbs)
        with element("split"):
            with element("split__main"):
                notes = Fragment(_notes)
                distribution = Section(_distribution)
                with section("Runs on this seed", "card--flush", key="times"):
                    times = Fragment(_times)
            with element("split__side"):
                with section("Par", key="par"):
                    par = Fragment(_par_figure)
                    drift = Section(_drift)
                with section("Seed", key="seed"):
                    seed = Fragment(_seed)

    def show(fresh: PermalinkPage) -> None:
        finished = tuple(
            time for time in fresh.times if time.status is RunStatus.FINISHED and time.finish_time is not None
        )
        notes.show((fresh.held_back, fresh.rescoring))
        distribution.show((finished, fresh.par_seconds))
        part = part_of(fresh.times, page_number(page), is_own=lambda time: time.is_own)
        times.show(_Times(part, fresh.tournament_id, request.path))
        par.show(fresh.par_seconds)
        drift.show(fresh.par_history)
        seed.show(fresh.seed)

    show(seed_page)

    async def refresh() -> None:
        show(await request.container.players.get_permalink_page(await request.enter_permalink(own), own))

    concerns = touches({organization.id}, PoolRef, RunRef, RaceRef, tournament_id=tournament.id)
    keep_fresh(request.container.bus, refresh, concerns=concerns)


@dataclass(frozen=True, slots=True)
class _Times:
    part: Part[PermalinkTimeView]
    tournament_id: TournamentId
    path: str


def _notes(shown: tuple[str, bool]) -> None:
    held_back, rescoring = shown
    held_back_note(held_back)
    if rescoring:
        rescoring_note()


def _times(shown: _Times) -> None:
    if not shown.part.total:
        empty("No run to show", "Runs show here once they are finished.", icon="flag", about=SCORING)
        return
    time_table(shown.part, shown.tournament_id)
    page_links(shown.part, lambda page: f"{shown.path}?page={page}")


def _par_figure(seconds: float | None) -> None:
    text(par_in_words(seconds), "figure__value number")


def _seed(seed: RunSeed | None) -> None:
    if seed is None:
        text("It is shown to those who have drawn it, and to everybody once the tournament is closed.", "soft")
        return
    seed_line(seed.url)
    if seed.notes:
        seed_notes(seed.notes)


def _distribution(shown: tuple[tuple[PermalinkTimeView, ...], float | None]) -> None:
    """Each time as a point on a line, the own one standing out, and par as a mark."""
    finished, par = shown
    if len(finished) < _FEWEST_FOR_A_CHART:
        return
    mark = (
        {"silent": True, "symbol": "none", "data": [{"xAxis": par / 60, "label": {"formatter": "Par"}}]}
        if par is not None
        else {}
    )
    options = {
        "xAxis": axis(type="value", scale=True, name="minutes", nameLocation="middle", nameGap=28),
        "yAxis": {"show": False, "min": -1, "max": 1, "type": "value"},
        "series": [
            {
                "type": "scatter",
                "data": [[_minutes(time), 0] for time in finished if not time.is_own],
                "itemStyle": {"color": ACCENT, "opacity": 0.55},
                "symbolSize": 11,
                "markLine": mark,
            },
            {
                "type": "scatter",
                "data": [[_minutes(time), 0] for time in finished if time.is_own],
                "itemStyle": {"color": OWN},
                "symbolSize": 16,
            },
        ],
        "tooltip": {"show": False},
        "grid": {"left": 16, "right": 24, "top": 24, "bottom": 40},
    }
    rows = tuple((time.player, precise_time(time.finish_time or timedelta())) for time in finished[:MOST_ROWS])
    caption = "Times on this seed" if len(rows) == len(finished) else f"The {MOST_ROWS} fastest times on this seed"
    with section("Times", key="distribution"):
        chart(options, Numbers(caption, ("Player", "Time"), rows), height="8rem")


def _minutes(time: PermalinkTimeView) -> float:
    return round((time.finish_time or timedelta()).total_seconds() / 60, 2)


def _drift(history: tuple[ParPoint, ...]) -> None:
    if len(history) < _FEWEST_FOR_A_CHART:
        return
    known = [point for point in history if point.par_seconds is not None]
    options = {
        "xAxis": axis(type="time"),
        "yAxis": axis(type="value", scale=True, name="minutes"),
        "series": [
            {
                "type": "line",
                "step": "end",
                "data": [[instant_text(point.at), round((point.par_seconds or 0) / 60, 2)] for point in known],
                "itemStyle": {"color": ACCENT},
                "symbolSize": 6,
            }
        ],
    }
    rows = tuple(
        (in_utc(point.at), par_in_words(point.par_seconds), str(point.scored_runs)) for point in known[-MOST_ROWS:]
    )
    caption = "How par moved" if len(rows) == len(known) else f"How par moved the last {MOST_ROWS} times"
    chart(options, Numbers(caption, ("When", "Par", "Runs"), rows), height="11rem")
