"""The seeds of one pool for those who keep them. What is kept for live races stays sealed."""

from datetime import timedelta

from application.domain.durations import clock_time
from application.domain.errors import NotFound
from application.domain.ids import PoolId, TournamentId
from application.domain.permissions import Permission
from application.domain.words import counted
from application.read_models import PermalinkView
from application.read_models.tournaments import SeedPage
from components.action import on_click
from components.empty import empty
from components.live_refresh import Section, keep_fresh
from components.markup import Button, box, keep_focus, link, named, text
from components.seed_shown import seed_shown
from components.status import Look, chip
from views.frame import frame
from views.tournaments.common import tournament_heading
from views.tournaments.seed_dialogs import add_seed, ask_delete, edit_seed, read_early
from views.visit import Visit

_SIZE = 100


async def show_pool_seeds(visit: Visit, tournament_id: int, pool_id: int, page: str = "") -> None:
    own, pool = TournamentId(tournament_id), PoolId(pool_id)
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    ctx = await visit.enter_tournament(own)
    ctx.demand(Permission.MANAGE_TOURNAMENTS, own)
    organization = await visit.container.organizations.get_organization(ctx)
    tournament = await visit.container.tournaments.get_tournament(ctx, own)
    seeds = await seeds_of(visit, own, pool, page=number)
    with frame(visit, f"{seeds.pool_name} in {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(visit, ctx, organization, tournament)
        with box("heading__row"):
            text(seeds.pool_name, tag="h2")
            with box("row"):
                one = named(Button("Add one seed", icon="plus"), "add-seed")
                on_click(one, lambda: add_seed(visit, pool))
                many = link("Add many seeds", f"/tournaments/{own}/pools/{pool}/import", "button button--primary")
                named(many, "import-seeds")
        shown = Section[SeedPage](lambda fresh: _draw(visit, fresh))
        shown.show(seeds)

        async def refresh() -> None:
            shown.show(await seeds_of(visit, own, pool, page=number))

        keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


async def seeds_of(
    visit: Visit, tournament_id: TournamentId, pool_id: PoolId, *, page: int = 1, size: int = _SIZE
) -> SeedPage:
    """Return a page of a pool of this tournament. Raises `NotFound` for a pool of another one."""
    ctx = await visit.enter_tournament(tournament_id)
    seeds = await visit.container.pools.get_seed_page(ctx, pool_id, page=page, size=size)
    if seeds.tournament_id != tournament_id:
        raise NotFound("pool")
    return seeds


def _draw(visit: Visit, page: SeedPage) -> None:
    with box("stack"):
        text(f"{counted(page.total, 'seed')}, {page.live} of them for live races.", "soft")
        with box("card card--flush"):
            if not page.permalinks:
                empty("No seed here", "Add one, or many at once from a list.", icon="seed")
                return
            with named(box("table table--cards", "table"), "seeds"):
                with box(tag="thead"), box(tag="tr"):
                    for title, classes in _TITLES:
                        text(title, classes, "th").props["scope"] = "col"
                with box(tag="tbody"):
                    for seed in page.permalinks:
                        _row(visit, seed)
        _pages(page)


_TITLES = (
    ("Seed", ""),
    ("As given", ""),
    ("Use", ""),
    ("Runs", "table__end"),
    ("Par", "table__end"),
    ("", "table__end"),
)


def _row(visit: Visit, seed: PermalinkView) -> None:
    with named(box(tag="tr"), "seed", f"seed-{seed.number}"):
        with box("table__main unbroken", "td"):
            link(f"Seed {seed.number}", f"/permalinks/{seed.id}")
        with box(tag="td"), box("stack stack--tight"):
            if seed.url is None:
                chip(Look("Sealed", "lock", "plain"))
            else:
                seed_shown(seed.url)
                if seed.notes:
                    text(seed.notes, "faint", "span")
        with box(tag="td") as use:
            use.props["data-label"] = "Use"
            chip(Look("Live races", "radio", "live") if seed.is_live else Look("Own time", "hourglass", "plain"))
        text(str(seed.run_count), "number table__end", "td").props["data-label"] = "Runs"
        text(_par(seed.par_seconds), "number table__end", "td").props["data-label"] = "Par"
        with box("table__end", "td"), box("table__actions"):
            if seed.sealed:
                on_click(_button("Read it early", seed, "read-early"), lambda: read_early(visit, seed))
            on_click(_button("Edit", seed, "edit-seed"), lambda: edit_seed(visit, seed))
            on_click(_button("Delete", seed, "delete-seed", style="danger"), lambda: ask_delete(visit, seed))


def _button(label: str, seed: PermalinkView, name: str, *, style: str = "") -> Button:
    button = keep_focus(named(Button(label, style=style), name, f"{name}-{seed.number}"), f"{name}-{seed.id}")
    button.props["aria-label"] = f"{label}: seed {seed.number}"
    return button


def _par(seconds: float | None) -> str:
    return "–" if seconds is None else clock_time(timedelta(seconds=seconds))


def _pages(page: SeedPage) -> None:
    if page.total <= _SIZE:
        return
    home = f"/tournaments/{page.tournament_id}/pools/{page.pool_id}"
    last = (page.total - 1) // _SIZE + 1
    with box("row", "nav") as nav:
        nav.props["aria-label"] = "Pages"
        if page.page > 1:
            link("Earlier seeds", f"{home}?page={page.page - 1}", "button")
        text(f"Page {page.page} of {last}", "soft", "span")
        if page.page < last:
            link("Later seeds", f"{home}?page={page.page + 1}", "button")
