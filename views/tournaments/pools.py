"""The pools of a tournament for those who keep them: their order, their names, and the way to their seeds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nicegui import ui

from application.domain.ids import PoolId, PoolRef, RaceRef, TournamentId
from application.domain.permissions import Permission
from application.domain.tournaments.settings import NAME_LIMIT
from application.domain.words import counted
from application.page_links import TournamentPages
from application.read_models import PoolView, TournamentView
from components import notices
from components.action import Work, on_click, perform
from components.dialog import Dialog
from components.empty import Lead, empty
from components.form import Form, Values, text_of
from components.help import NEW_TOURNAMENT
from components.live_refresh import Fragment, keep_fresh
from components.markup import Button, element, link, test_id, text
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.sketch import put_drawn
from components.table import number_cell, table
from views.concerns import touches
from views.frame import frame
from views.page_request import PageRequest
from views.tournament_frame import tournament_heading
from views.tournaments.pool_schedule import ask_schedule
from views.tournaments.seed_source import ask_source


async def show_pools(request: PageRequest, tournament_id: int, new: str = "") -> None:
    own = TournamentId(tournament_id)
    ctx = await request.enter_tournament(own)
    ctx.demand(Permission.MANAGE_TOURNAMENTS, own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    with frame(request, f"Pools of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        with element("heading__row"):
            text("A player draws a seed from a pool. The best runs of each pool count on the leaderboard.", "soft")
            add = test_id(Button("Add a pool", icon="plus", style="primary"), "add-pool")
            on_click(add, lambda: _ask_name(request, own, None))
        with element("card card--flush"):
            nothing = Fragment(_nothing, "")
            pools = ActingRows(_draw, lambda pool: _actions(request, pool))

        def show(fresh: TournamentView, makers: Mapping[PoolId, str]) -> None:
            nothing.show(None if fresh.pools else own)
            nothing.host.set_visibility(not fresh.pools)
            pools.show(_rows(fresh, makers))

        show(tournament, await request.container.seed_sources.list_generators(ctx, own))

        async def refresh() -> None:
            fresh = await request.enter_tournament(own)
            fresh.demand(Permission.MANAGE_TOURNAMENTS, own)
            tournament = await request.container.tournaments.get_tournament(fresh, own)
            show(tournament, await request.container.seed_sources.list_generators(fresh, own))

        concerns = touches({organization.id}, PoolRef, RaceRef, tournament_id=own)
        keep_fresh(request.container.bus, refresh, concerns=concerns)
    if new:
        await perform(lambda: _ask_name(request, own, None))


@dataclass(frozen=True, slots=True)
class _Pool:
    view: PoolView
    order: tuple[PoolId, ...]
    """Of all pools of the tournament."""
    maker: str
    """What makes its seeds; empty where they are only pasted."""


def _rows(tournament: TournamentView, makers: Mapping[PoolId, str]) -> dict[int, _Pool]:
    order = tuple(pool.id for pool in tournament.pools)
    return {pool.id: _Pool(pool, order, makers.get(pool.id, "")) for pool in tournament.pools}


_COLUMNS = (("Pool", ""), ("Seeds", "table__end"), ("For live races", "table__end"), ("", ""))


def _nothing(tournament_id: TournamentId | None) -> None:
    if tournament_id is not None:
        add = Lead("Add a pool", TournamentPages(tournament_id).new_pool)
        empty(
            "There is no pool yet",
            "Pools show here with their seeds, which players draw.",
            add,
            icon="layers",
            about=NEW_TOURNAMENT,
        )


def _draw(rows: tuple[Row[_Pool], ...]) -> None:
    if not rows:
        return
    with table("pools", _COLUMNS):
        for row in rows:
            put_drawn(_row, row)


def _row(row: Row[_Pool]) -> None:
    pool = row.of.view
    with test_id(element(tag="tr"), "pool"):
        with element("table__main", "td"):
            link(pool.name, f"/tournaments/{pool.tournament_id}/pools/{pool.id}")
            if row.of.maker:
                text(f"Seeds from {row.of.maker}", "faint")
        number_cell("Seeds", str(pool.permalink_count))
        number_cell("For live races", f"{pool.unplayed_live_count} of {pool.live_permalink_count} unplayed")
        with element("table__end", "td"), element("table__actions"):
            add = link("Add seeds", TournamentPages(pool.tournament_id).seed_import(pool.id), "button")
            add.props["aria-label"] = f"Add seeds: {pool.name}"
            row_buttons(row, pool.name)


def _actions(request: PageRequest, row: _Pool) -> Iterator[RowAction]:
    pool, order = row.view, row.order
    up, down = _moving(request, row, -1), _moving(request, row, 1)
    yield RowAction("Up", up, test_id="move-up", is_off=pool.id == order[0])
    yield RowAction("Down", down, test_id="move-down", is_off=pool.id == order[-1])
    yield RowAction("SpeedGaming", lambda: ask_schedule(request, pool), test_id="schedule")
    yield RowAction("Seed source", lambda: ask_source(request, pool), test_id="seed-source")
    yield RowAction("Rename", lambda: _ask_name(request, pool.tournament_id, pool))
    yield RowAction("Delete", lambda: _ask_delete(request, pool), style="danger")


def _moving(request: PageRequest, row: _Pool, by: int) -> Work:
    async def work() -> None:
        order = list(row.order)
        place = order.index(row.view.id)
        order.insert(place + by, order.pop(place))
        tournament_id = row.view.tournament_id
        await request.container.pools.reorder_pools(await request.enter_tournament(tournament_id), tournament_id, order)

    return work


async def _ask_name(request: PageRequest, tournament_id: TournamentId, pool: PoolView | None) -> None:
    """Add a pool, or rename one."""

    async def send(values: Values) -> None:
        ctx = await request.enter_tournament(tournament_id)
        if pool is None:
            await request.container.tournaments.create_pool(ctx, tournament_id, text_of(values, "name"))
        else:
            await request.container.pools.rename_pool(ctx, pool.id, text_of(values, "name"))
        dialog.close()

    title = "Add a pool" if pool is None else f"Rename {pool.name}"
    with (
        ui.context.client.content,
        Dialog(title, small=True) as dialog,
        Form(draft=f"pool-{pool.id if pool is not None else 'new'}", send=send) as form,
    ):
        form.text("name", "Name", value=pool.name if pool is not None else "", limit=NAME_LIMIT)
        form.end("Add pool" if pool is None else "Rename", icon="check", cancel=True)
    dialog.open()


async def _ask_delete(request: PageRequest, pool: PoolView) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_pool(PoolId(pool.id))
        await request.container.pools.delete_pool(ctx, pool.id)
        dialog.close()
        notices.tell(f"{pool.name} is deleted.")

    with ui.context.client.content, Dialog(f"Delete {pool.name}?", small=True) as dialog:
        text(
            f"Its {counted(pool.permalink_count, 'seed goes', 'seeds go')} with it, and this can't be undone. A pool "
            "with runs or live races can't be deleted.",
            "soft",
        )
        with Form(draft=f"delete-pool-{pool.id}", send=send) as form:
            form.end("Delete pool", icon="trash", cancel=True)
    dialog.open()
