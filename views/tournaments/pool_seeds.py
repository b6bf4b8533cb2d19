"""The seeds of one pool for those who keep them. What is kept for live races stays sealed."""

from collections.abc import Iterator
from dataclasses import replace

from application.domain.errors import NotFound
from application.domain.ids import PermalinkId, PoolId, PoolRef, RaceRef, RunRef, TournamentId
from application.domain.permissions import Permission
from application.domain.words import counted
from application.page_links import TournamentPages
from application.read_models import PermalinkView
from application.read_models.tournaments import SeedPage
from components.action import on_click
from components.empty import Lead, empty
from components.form import Form, Values, choice_of
from components.help import NEW_TOURNAMENT
from components.live_refresh import Fragment, keep_fresh
from components.markup import Button, element, link, test_id, text
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.seed_card import seed_shown
from components.seed_tables import par_in_words
from components.sketch import put_drawn
from components.status import Look, chip
from components.table import number_cell, page_number, table
from components.ticks import tick, tick_all, untick, with_ticked
from views.concerns import touches
from views.frame import frame
from views.page_request import PageRequest
from views.tournament_frame import tournament_heading
from views.tournaments.seed_dialogs import add_seed, ask_delete, edit_seed, read_early
from views.tournaments.seed_use import USES, SeedUse, change_use

_SIZE = 100


async def show_pool_seeds(request: PageRequest, tournament_id: int, pool_id: int, page: str = "") -> None:
    own, pool = TournamentId(tournament_id), PoolId(pool_id)
    ctx = await request.enter_tournament(own)
    ctx.demand(Permission.MANAGE_TOURNAMENTS, own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    seeds = await seeds_of(request, own, pool, page=page_number(page))
    with frame(request, f"{seeds.pool_name} in {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        with element("heading__row"):
            text(seeds.pool_name, tag="h2")
            with element("row"):
                one = test_id(Button("Add one seed", icon="plus"), "add-seed")
                on_click(one, lambda: add_seed(request, pool))
                many = link("Add many seeds", f"/tournaments/{own}/pools/{pool}/import", "button button--primary")
                test_id(many, "import-seeds")
        count = Fragment(_count)

        async def change_ticked(values: Values) -> None:
            use = choice_of(values, "use", SeedUse, what="what they are for")
            ticked = [seed_id for seed_id in shown if values.get(f"seed-{seed_id}") is True]
            await change_use(request, pool, ticked, use, lambda: untick(form))

        with element("card card--flush"), Form(draft="seeds", send=change_ticked) as form:
            form.keeps_draft = True
            form.element.classes("form--flush")
            nothing = Fragment(_nothing, "")
            rows = ActingRows(_rows, lambda seed: _actions(request, seed))
            with element("table__foot") as end:
                tick_all()
            with_ticked(form, "use", USES)
        pages = Fragment(_pages)
        shown: list[PermalinkId] = []

        def show(fresh: SeedPage) -> None:
            page = replace(fresh, permalinks=())
            count.show(page)
            nothing.show(page)
            shown[:] = [PermalinkId(seed.id) for seed in fresh.permalinks]
            rows.show({seed.id: seed for seed in fresh.permalinks})
            end.set_visibility(bool(shown))
            pages.show(page)

        show(seeds)

        async def refresh() -> None:
            show(await seeds_of(request, own, pool, page=page_number(page)))

        concerns = touches({organization.id}, PoolRef, RunRef, RaceRef, tournament_id=own)
        keep_fresh(request.container.bus, refresh, concerns=concerns)


async def seeds_of(
    request: PageRequest, tournament_id: TournamentId, pool_id: PoolId, *, page: int = 1, size: int = _SIZE
) -> SeedPage:
    """Return a page of a pool of this tournament. Raises `NotFound` for a pool of another one."""
    ctx = await request.enter_tournament(tournament_id)
    seeds = await request.container.pools.get_seed_page(ctx, pool_id, page=page, size=size)
    if seeds.tournament_id != tournament_id:
        raise NotFound("pool")
    return seeds


def _count(page: SeedPage) -> None:
    text(f"{counted(page.total, 'seed')}, {page.live} of them for live races.", "soft")


def _nothing(page: SeedPage) -> None:
    if not page.total:
        add = Lead("Add many seeds", TournamentPages(page.tournament_id).seed_import(page.pool_id))
        empty("No seed here", "Add one, or many at once from a list.", add, icon="seed", about=NEW_TOURNAMENT)


def _rows(rows: tuple[Row[PermalinkView], ...]) -> None:
    if not rows:
        return
    with table("seeds", _TITLES):
        for row in rows:
            put_drawn(_row, row)


_TITLES = (
    ("Seed", ""),
    ("As given", ""),
    ("Use", ""),
    ("Runs", "table__end"),
    ("Par", "table__end"),
    ("", "table__end"),
)


def _actions(request: PageRequest, seed: PermalinkView) -> Iterator[RowAction]:
    if seed.sealed:
        yield RowAction("Read early", lambda: read_early(request, seed), test_id="read-early")
    yield RowAction("Edit", lambda: edit_seed(request, seed), test_id="edit-seed")
    yield RowAction("Delete", lambda: ask_delete(request, seed), style="danger", test_id="delete-seed")


def _row(row: Row[PermalinkView]) -> None:
    seed = row.of
    with test_id(element(tag="tr"), "seed"):
        with element("table__main unbroken", "td"), element("ticks"):
            tick(seed.id, f"seed-{seed.id}", f"seed {seed.number}")
            link(f"Seed {seed.number}", f"/permalinks/{seed.id}")
        with element(tag="td"), element("stack stack--tight"):
            if seed.url is None:
                chip(Look("Sealed", "lock", "plain"))
            else:
                seed_shown(seed.url)
                if seed.notes:
                    text(seed.notes, "faint", "span")
        with element(tag="td") as use:
            use.props["data-label"] = "Use"
            chip(Look("Live races", "radio", "live") if seed.is_live else Look("Async", "hourglass", "plain"))
        number_cell("Runs", str(seed.run_count))
        number_cell("Par", par_in_words(seed.par_seconds))
        with element("table__end", "td"), element("table__actions"):
            row_buttons(row, f"seed {seed.number}")


def _pages(page: SeedPage) -> None:
    if page.total <= _SIZE:
        return
    home = f"/tournaments/{page.tournament_id}/pools/{page.pool_id}"
    last = (page.total - 1) // _SIZE + 1
    with element("row", "nav") as nav:
        nav.props["aria-label"] = "Pages"
        if page.page > 1:
            link("Earlier seeds", f"{home}?page={page.page - 1}", "button")
        text(f"Page {page.page} of {last}", "soft", "span")
        if page.page < last:
            link("Later seeds", f"{home}?page={page.page + 1}", "button")
