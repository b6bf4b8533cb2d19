"""The pools of a tournament for those who keep them: their order, their names, and the way to their seeds."""

from collections.abc import Awaitable, Callable, Sequence

from nicegui import ui

from application.domain.ids import PoolId, TournamentId
from application.domain.permissions import Permission
from application.domain.tournaments.settings import NAME_LIMIT
from application.domain.words import counted
from application.read_models import PoolView, TournamentView
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.empty import empty
from components.form import Form, Values, text_of
from components.live_refresh import Section, keep_fresh
from components.markup import Button, element, keep_focus, link, test_id, text
from views.frame import frame
from views.page_request import PageRequest
from views.tournament_frame import tournament_heading
from views.tournaments.pool_schedule import ask_schedule


async def show_pools(request: PageRequest, tournament_id: int) -> None:
    own = TournamentId(tournament_id)
    ctx = await request.enter_tournament(own)
    ctx.demand(Permission.MANAGE_TOURNAMENTS, own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    with frame(request, f"Pools of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        with element("heading__row"):
            text("A player draws a seed from a pool. Each pool has its own place on the leaderboard.", "soft")
            add = test_id(Button("Add a pool", icon="plus", style="primary"), "add-pool")
            on_click(add, lambda: _ask_name(request, own, None))
        with element("card card--flush"):
            shown = Section[TournamentView](lambda view: _draw(request, view))
            shown.show(tournament)

        async def refresh() -> None:
            fresh = await request.enter_tournament(own)
            fresh.demand(Permission.MANAGE_TOURNAMENTS, own)
            shown.show(await request.container.tournaments.get_tournament(fresh, own))

        keep_fresh(request.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


def _draw(request: PageRequest, tournament: TournamentView) -> None:
    pools = tournament.pools
    if not pools:
        empty("There is no pool yet", "Add one with the button above, then its seeds.", icon="layers")
        return
    with test_id(element("table table--cards", "table"), "pools"):
        with element(tag="thead"), element(tag="tr"):
            for title, classes in (("Pool", ""), ("Seeds", "table__end"), ("For live races", "table__end"), ("", "")):
                text(title, classes, "th").props["scope"] = "col"
        with element(tag="tbody"):
            for place, pool in enumerate(pools):
                _row(request, pools, place, pool)


def _row(request: PageRequest, pools: Sequence[PoolView], place: int, pool: PoolView) -> None:
    with test_id(element(tag="tr"), "pool", f"pool-{pool.id}"):
        with element("table__main", "td"):
            link(pool.name, f"/tournaments/{pool.tournament_id}/pools/{pool.id}")
        text(str(pool.permalink_count), "number table__end", "td").props["data-label"] = "Seeds"
        unplayed = f"{pool.unplayed_live_count} of {pool.live_permalink_count} unplayed"
        text(unplayed, "number table__end", "td").props["data-label"] = "For live races"
        with element("table__end", "td"), element("table__actions"):
            up = _button("Up", pool, "move-up")
            down = _button("Down", pool, "move-down")
            if place == 0:
                up.disable()
            if place == len(pools) - 1:
                down.disable()
            on_click(up, _moving(request, pools, place, -1))
            on_click(down, _moving(request, pools, place, 1))
            on_click(_button("SpeedGaming", pool, "schedule"), lambda: ask_schedule(request, pool))
            on_click(_button("Rename", pool, "rename"), lambda: _ask_name(request, pool.tournament_id, pool))
            on_click(_button("Delete", pool, "delete", style="danger"), lambda: _ask_delete(request, pool))


def _button(label: str, pool: PoolView, name: str, *, style: str = "") -> Button:
    button = keep_focus(test_id(Button(label, style=style), name, f"{name}-{pool.id}"), f"{name}-{pool.id}")
    button.props["aria-label"] = f"{label}: {pool.name}"
    return button


def _moving(request: PageRequest, pools: Sequence[PoolView], place: int, by: int) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        order = [pool.id for pool in pools]
        order.insert(place + by, order.pop(place))
        tournament_id = pools[place].tournament_id
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
        form.end("Add the pool" if pool is None else "Rename it", icon="check", cancel=True)
    dialog.open()


async def _ask_delete(request: PageRequest, pool: PoolView) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_pool(PoolId(pool.id))
        await request.container.pools.delete_pool(ctx, pool.id)
        dialog.close()
        notices.tell(f"{pool.name} is deleted.")

    with ui.context.client.content, Dialog(f"Delete {pool.name}?", small=True) as dialog:
        text(
            f"Its {counted(pool.permalink_count, 'seed')} go with it, and this can't be undone. A pool with runs or "
            "live races can't be deleted.",
            "soft",
        )
        with Form(draft=f"delete-pool-{pool.id}", send=send) as form:
            form.end("Delete the pool", icon="trash", cancel=True)
    dialog.open()
