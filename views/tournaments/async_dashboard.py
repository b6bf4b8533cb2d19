"""A tournament's overview: the player's own pools and runs, the next live races, and the rules in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from nicegui import ui

from application.context import OrgContext
from application.domain.ids import PoolId, PoolRef, RaceRef, RunRef, TournamentId
from application.domain.live_races.eligibility import unmet
from application.domain.permissions import Permission
from application.domain.words import counted
from application.page_links import TournamentPages
from application.read_models import LiveRaceSummary, TournamentView
from application.read_models.runs import DrawOptions, PlayerPage, PoolToDraw
from components.dialog import Dialog
from components.empty import Lead, empty
from components.facts import fact, facts
from components.form import Form, Values
from components.help import DRAWING, RACE_DAY
from components.live_refresh import Fragment, keep_fresh
from components.markup import element, link, section, test_id, text
from components.race_card import Races, put_races
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.run_table import ChosenRuns, RunTable
from components.sketch import put_drawn
from components.table import number_cell, table
from components.tournament_rules import tournament_rules
from components.verdicts import verdict_list
from views.concerns import touches
from views.frame import frame
from views.page_request import PageRequest
from views.tournament_frame import held_back_note, rescoring_note, tournament_heading

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Shown:
    races: tuple[LiveRaceSummary, ...]
    draw: DrawOptions
    own: PlayerPage
    tournament: TournamentView
    may_manage: bool


@dataclass(frozen=True, slots=True)
class _Empty:
    """What an empty list needs to know of the tournament and its viewer."""

    tournament_id: TournamentId
    may_manage: bool


async def show_tournament(
    request: PageRequest, tournament_id: int, kind: str = "", order: str = "", page: str = ""
) -> None:
    own = TournamentId(tournament_id)
    ctx = await request.enter_tournament(own)
    organization = await request.container.organizations.get_organization(ctx)
    shown = await _read(request, ctx, own)
    with frame(request, shown.tournament.name, organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, shown.tournament)
        with element("split"):
            with element("split__main"):
                if shown.tournament.description:
                    text(shown.tournament.description, "prose")
                under_way = Fragment(_under_way)
                with section("Async runs", "card--flush", key="pools"):
                    no_pool = Fragment(_no_pool, "")
                    pools = ActingRows(_pools, lambda row: _actions(request, row))
                with section("Your runs", "card--flush", key="runs"):
                    runs = RunTable(
                        request.path,
                        ChosenRuns(kind, order, page),
                        hint=(
                            "Draw a seed above, or join a live race."
                            if shown.tournament.is_active
                            else "You raced nothing in this tournament, which is closed."
                        ),
                    )
                with element("stack", "section"):
                    with element("heading__row"):
                        text("Next live races", tag="h2")
                        link("All live races", f"/tournaments/{tournament_id}/schedule")
                    upcoming = Fragment(_races)
            with element("split__side"):
                standing = Fragment(_standing)
                rules = Fragment(tournament_rules)

    def show(fresh: _Shown) -> None:
        under_way.show(fresh.draw)
        no_pool.show(None if fresh.draw.pools else _Empty(own, fresh.may_manage))
        is_active = fresh.tournament.is_active
        pools.show({pool.pool_id: _Pool(pool, fresh.draw.warning, is_active) for pool in fresh.draw.pools})
        runs.show(fresh.own.runs)
        upcoming.show((fresh.races, _Empty(own, fresh.may_manage and fresh.tournament.is_active)))
        standing.show(fresh.own)
        rules.show(fresh.tournament)

    show(shown)

    async def refresh() -> None:
        show(await _read(request, await request.enter_tournament(own), own))

    concerns = touches({organization.id}, PoolRef, RunRef, RaceRef, tournament_id=own)
    keep_fresh(request.container.bus, refresh, concerns=concerns)


async def _read(request: PageRequest, ctx: OrgContext, tournament_id: TournamentId) -> _Shown:
    container = request.container
    return _Shown(
        races=await container.live_races.list_scheduled_races(ctx, tournament_id, limit=_SHOWN),
        draw=await container.runs.get_draw_options(ctx, tournament_id),
        own=await container.players.get_own_page(ctx, tournament_id),
        tournament=await container.tournaments.get_tournament(ctx, tournament_id),
        may_manage=ctx.allows(Permission.MANAGE_TOURNAMENTS, tournament_id),
    )


def _under_way(options: DrawOptions) -> None:
    if options.active_run_id is None:
        return
    with test_id(element("hero hero--live"), "active-run"):
        with element("stack stack--tight"):
            text("You have a run under way", tag="h2")
            text("Its clock goes on wherever you are.", "soft")
        with element("hero__action"):
            link("Go to your run", f"/runs/{options.active_run_id}", "button button--primary button--big")


@dataclass(frozen=True, slots=True)
class _Pool:
    pool: PoolToDraw
    warning: str
    is_active: bool
    """Whether its tournament is."""


def _no_pool(shown: _Empty | None) -> None:
    if shown is not None:
        leads = (Lead("Add a pool", TournamentPages(shown.tournament_id).new_pool),) if shown.may_manage else ()
        empty(
            "There is no pool yet",
            "A tournament admin adds pools and their seeds.",
            *leads,
            icon="layers",
            about=DRAWING,
        )


def _pools(rows: tuple[Row[_Pool], ...]) -> None:
    if not rows:
        return
    with table("pools", (("Pool", ""), ("Seeds left for you", "table__end"), ("", "table__end"))):
        for row in rows:
            put_drawn(_pool, row)


def _pool(row: Row[_Pool]) -> None:
    pool = row.of.pool
    with test_id(element(tag="tr"), "pool"):
        with element("table__main", "td"), element("stack stack--tight"):
            link(pool.name, f"/pools/{pool.pool_id}")
            text(_standing_in(pool) if row.of.is_active else "Closed", "faint", "span")
        number_cell("Seeds left for you", str(pool.seeds_left) if row.of.is_active else "–")
        with element("table__end", "td"):
            row_buttons(row, pool.name)


def _actions(request: PageRequest, row: _Pool) -> Iterator[RowAction]:
    if not row.is_active:
        return
    style = "primary" if row.pool.open else ""
    yield RowAction("Draw a seed", lambda: _ask_draw(request, row), "seed", style, "draw")


def _standing_in(pool: PoolToDraw) -> str:
    reasons = unmet(pool.verdicts)
    if reasons:
        more = f" (+{len(reasons) - 1} more)" if len(reasons) > 1 else ""
        return f"{reasons[0].sentence.rstrip('.')}{more}"
    if pool.made_when_drawn and not pool.seeds_left:
        return "A seed is made when you draw"
    return "Seeds available" if pool.seeds_left else "No seeds left for you"


async def _ask_draw(request: PageRequest, row: _Pool) -> None:
    """Say what drawing means before it is done; those who may not are told every reason."""
    pool = row.pool

    async def send(_: Values) -> None:
        run = await request.container.runs.draw(await request.enter_pool(PoolId(pool.pool_id)), pool.pool_id)
        ui.navigate.to(f"/runs/{run.summary.id}")

    with ui.context.client.content, Dialog(f"Draw a seed of {pool.name}?", small=True) as dialog:
        if pool.open and (pool.seeds_left or pool.made_when_drawn):
            text(row.warning)
            if not pool.seeds_left:
                text("Your seed is made now, which may take a minute.", "soft")
            with Form(draft=f"draw-{pool.pool_id}", send=send) as form:
                form.end("Draw a seed", icon="seed", cancel=True)
        elif pool.open:
            text("You have had every seed of this pool that can be drawn. A tournament admin can add more.")
        else:
            text("You can't draw a seed here just now:", "soft")
            verdict_list(pool.verdicts)
    dialog.open()


def _races(shown: tuple[tuple[LiveRaceSummary, ...], _Empty]) -> None:
    races, of = shown
    if not races:
        leads = (
            (Lead("Schedule a live race", TournamentPages(of.tournament_id).new_live_race),) if of.may_manage else ()
        )
        with element("card"):
            empty("No live race is scheduled", "Scheduled races show here.", *leads, about=RACE_DAY)
        return
    with element("races"):
        put_races(Races(races, with_tournament=False))


def _standing(page: PlayerPage) -> None:
    held_back_note(page.held_back)
    if page.rescoring:
        rescoring_note()
    with section("Your standing", key="standing"), facts():
        fact("Rank", "–" if page.rank is None else str(page.rank))
        fact("Score", "–" if page.score is None else f"{page.score:.3f}")
        fact("Estimate", "–" if page.estimate is None else f"{page.estimate:.3f}")
        fact("Runs", f"{page.finished} finished, {page.forfeited} forfeited, {counted(page.open_slots, 'slot')} left")
