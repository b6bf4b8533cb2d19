"""A pool and its permalinks as players see them: par, times, and how par drifted."""

from datetime import timedelta

from application.domain.durations import clock_time, precise_time
from application.domain.ids import PermalinkId, PoolId
from application.domain.run import RunStatus
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
from components.live_refresh import Section, keep_fresh
from components.markup import box, link, named, put_icon, section, text
from components.moment import instant_text
from components.seed_shown import seed_line, seed_shown
from components.status import chip, look_of_own_status
from views.frame import NavLink, frame, heading
from views.tournaments.common import rescoring_note
from views.visit import Visit

_FEWEST_FOR_A_CHART = 2


async def show_pool(visit: Visit, pool_id: int) -> None:
    own = PoolId(pool_id)
    ctx = await visit.enter_pool(own)
    organization = await visit.container.organizations.get_organization(ctx)
    page = await visit.container.players.get_pool_page(ctx, own)
    with frame(visit, f"{page.name} in {page.tournament_name}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(page.tournament_name, f"/tournaments/{page.tournament_id}"),
        )
        heading(page.name, crumbs=crumbs)
        shown = Section(_pool)
        shown.show(page)

    async def refresh() -> None:
        shown.show(await visit.container.players.get_pool_page(await visit.enter_pool(own), own))

    keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


def _pool(page: PoolPage) -> None:
    with box("flow"):
        text(f"You have used {page.own_runs} of {page.runs_per_pool} runs in this pool.", "soft")
        _hidden_note(hidden=page.hidden)
        with box("card card--flush"):
            if not page.permalinks:
                empty("No seed to show", "Seeds kept for live races show once they are released.", icon="seed")
                return
            with named(box("table table--cards", "table"), "seeds"):
                with box(tag="thead"), box(tag="tr"):
                    for title, classes in (("Seed", ""), ("Par", "table__end"), ("Runs", "table__end"), ("You", "")):
                        text(title, classes, "th").props["scope"] = "col"
                with box(tag="tbody"):
                    for permalink in page.permalinks:
                        _permalink_row(permalink)


def _permalink_row(permalink: PoolPermalinkView) -> None:
    with named(box(tag="tr"), "seed"):
        with box("table__main", "td"), box("stack stack--tight"):
            link(f"Seed {permalink.number}", f"/permalinks/{permalink.id}")
            if permalink.seed is not None:
                seed_shown(permalink.seed.url, "faint")
        _number("Par", _par(permalink.par_seconds))
        _number("Runs", "–" if permalink.run_count is None else str(permalink.run_count))
        with box(tag="td") as cell:
            cell.props["data-label"] = "You"
            if permalink.own_status is None:
                text("–", tag="span")
            else:
                chip(look_of_own_status(permalink.own_status))


async def show_permalink(visit: Visit, permalink_id: int) -> None:
    own = PermalinkId(permalink_id)
    ctx = await visit.enter_permalink(own)
    organization = await visit.container.organizations.get_organization(ctx)
    page = await visit.container.players.get_permalink_page(ctx, own)
    tournament = await visit.container.tournaments.get_tournament(ctx, page.tournament_id)
    with frame(visit, f"Seed {page.number} of {page.pool_name}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(tournament.name, f"/tournaments/{tournament.id}"),
            NavLink(page.pool_name, f"/pools/{page.pool_id}"),
        )
        heading(f"Seed {page.number}", crumbs=crumbs)
        shown = Section(_permalink)
        shown.show(page)

    async def refresh() -> None:
        shown.show(await visit.container.players.get_permalink_page(await visit.enter_permalink(own), own))

    keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


def _permalink(page: PermalinkPage) -> None:
    finished = tuple(time for time in page.times if time.status is RunStatus.FINISHED and time.finish_time is not None)
    with box("split"):
        with box("split__main"):
            _hidden_note(hidden=page.hidden)
            if page.rescoring:
                rescoring_note()
            if len(finished) >= _FEWEST_FOR_A_CHART:
                with section("Times", key="distribution"):
                    _distribution(finished, page.par_seconds)
            with section("Runs on this seed", "card--flush", key="times"):
                _times(page.times, page.tournament_id)
        with box("split__side"):
            with section("Par", key="par"):
                text(_par(page.par_seconds), "figure__value number")
                if len(page.par_history) >= _FEWEST_FOR_A_CHART:
                    _drift(page.par_history)
            with section("Seed", key="seed"):
                _seed(page.seed)


def _seed(seed: RunSeed | None) -> None:
    if seed is None:
        text("It is shown to those who have drawn it, and to everybody once the tournament is closed.", "soft")
        return
    seed_line(seed.url)
    if seed.notes:
        text(seed.notes, "seed__notes")


def _distribution(finished: tuple[PermalinkTimeView, ...], par: float | None) -> None:
    """Each time as a point on a line, the own one standing out, and par as a mark."""
    points = [
        {
            "value": [_minutes(time), 0],
            "name": time.player,
            "itemStyle": {"color": OWN if time.is_own else ACCENT, "opacity": 1 if time.is_own else 0.55},
            "symbolSize": 16 if time.is_own else 11,
        }
        for time in finished
    ]
    mark = (
        {"silent": True, "symbol": "none", "data": [{"xAxis": par / 60, "label": {"formatter": "Par"}}]}
        if par is not None
        else {}
    )
    options = {
        "xAxis": axis(type="value", scale=True, name="minutes", nameLocation="middle", nameGap=28),
        "yAxis": {"show": False, "min": -1, "max": 1, "type": "value"},
        "series": [{"type": "scatter", "data": points, "markLine": mark}],
        "tooltip": {"show": False},
        "grid": {"left": 16, "right": 24, "top": 24, "bottom": 40},
    }
    rows = tuple((time.player, precise_time(time.finish_time or timedelta())) for time in finished)
    chart(options, Numbers("Times on this seed", ("Player", "Time"), rows), height="8rem")


def _minutes(time: PermalinkTimeView) -> float:
    return round((time.finish_time or timedelta()).total_seconds() / 60, 2)


def _drift(history: tuple[ParPoint, ...]) -> None:
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
    rows = tuple((f"{point.at:%Y-%m-%d %H:%M} UTC", _par(point.par_seconds), str(point.scored_runs)) for point in known)
    chart(options, Numbers("How par moved", ("When", "Par", "Runs"), rows), height="11rem")


def _times(times: tuple[PermalinkTimeView, ...], tournament_id: int) -> None:
    if not times:
        empty("No run to show", "Runs stand here once they are over.", icon="flag")
        return
    with named(box("table table--cards", "table"), "times"):
        with box(tag="thead"), box(tag="tr"):
            for title, classes in (("Player", ""), ("How", ""), ("Time", "table__end"), ("Score", "table__end")):
                text(title, classes, "th").props["scope"] = "col"
        with box(tag="tbody"):
            for time in times:
                with named(box("table__row--own" if time.is_own else "", "tr"), "time"):
                    with box("table__main", "td"):
                        link(time.player, f"/tournaments/{tournament_id}/players/{time.user_id}")
                        if time.is_own:
                            text("You", "tag", "span")
                    with box(tag="td"), box("row"):
                        chip(look_of_own_status(time.status))
                        if time.live_race_id is not None:
                            link("live race", f"/live-races/{time.live_race_id}", "faint")
                    with box("number table__end", "td") as cell:
                        cell.props["data-label"] = "Time"
                        shown = "–" if time.finish_time is None else precise_time(time.finish_time)
                        link(shown, f"/runs/{time.run_id}")
                    _number("Score", "–" if time.score is None else f"{time.score:.3f}")


def _hidden_note(*, hidden: bool) -> None:
    if hidden:
        with box("callout"):
            put_icon("eye")
            text("Other people's results are hidden until the tournament closes.")


def _par(seconds: float | None) -> str:
    return "–" if seconds is None else clock_time(timedelta(seconds=seconds))


def _number(label: str, value: str) -> None:
    text(value, "number table__end", "td").props["data-label"] = label
