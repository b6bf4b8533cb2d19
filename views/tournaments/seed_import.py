"""Many seeds at once, pasted or from a file: looked at row by row before anything is saved."""

from dataclasses import dataclass

from nicegui import ui

from application.domain.ids import PoolId, TournamentId
from application.domain.permissions import Permission
from application.domain.words import counted
from application.read_models.tournaments import PermalinkImport
from components import notices
from components.action import on_click
from components.form import Values
from components.live_refresh import Section
from components.long_text import LongTextForm
from components.markup import Button, element, section, test_id, text
from components.room_preview import problem_list
from components.seed_card import seed_shown
from components.status import Look, chip
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest
from views.tournaments.pool_seeds import seeds_of

_FIELD = "permalinks"
_SHOWN = 20
_PLACEHOLDER = "https://…/seed-one Bow Boots Lamp\nhttps://…/seed-two"


@dataclass(frozen=True, slots=True)
class _Looked:
    """A text and what its import would do."""

    text: str
    is_live: bool
    result: PermalinkImport

    def __repr__(self) -> str:
        return "_Looked()"


async def show_seed_import(request: PageRequest, tournament_id: int, pool_id: int) -> None:
    own, pool = TournamentId(tournament_id), PoolId(pool_id)
    ctx = await request.enter_tournament(own)
    ctx.demand(Permission.MANAGE_TOURNAMENTS, own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    seeds = await seeds_of(request, own, pool, size=1)

    async def look(values: Values) -> None:
        written, is_live = str(values.get(_FIELD, "")), values.get("is_live") is True
        fresh = await request.enter_tournament(own)
        result = await request.container.pools.preview_permalinks(fresh, pool, written, is_live=is_live)
        preview.show(_Looked(written, is_live, result))
        ui.run_javascript(f"document.getElementById('c{target.id}')?.scrollIntoView({{block: 'nearest'}})")

    async def save(looked: _Looked) -> None:
        fresh = await request.enter_tournament(own)
        result = await request.container.pools.import_permalinks(
            fresh, pool, looked.text, is_live=looked.is_live, only_good=bool(looked.result.problems)
        )
        form.forget_draft()
        notices.tell(_done(result))
        ui.navigate.to(f"/tournaments/{own}/pools/{pool}")

    def draw(looked: _Looked | None) -> None:
        if looked is None:
            return
        with test_id(section("What would be added", "card--start", key="preview"), "preview"):
            _preview(looked.result)
            if looked.result.permalinks:
                button = test_id(Button(_label(looked.result), icon="plus", style="primary"), "save")
                on_click(button, lambda: save(looked))

    with frame(request, f"Add seeds to {seeds.pool_name}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(tournament.name, f"/tournaments/{own}"),
            NavLink("Pools", f"/tournaments/{own}/pools"),
            NavLink(seeds.pool_name, f"/tournaments/{own}/pools/{pool}"),
        )
        heading(f"Add seeds to {seeds.pool_name}", crumbs=crumbs)
        with element("card"), LongTextForm(draft=f"seeds-of-{pool}", field=_FIELD, send=look) as form:
            form.paste_or_file(
                "Paste a list",
                hint="One seed in each row: a web address, then its notes if it has any, or any other text. Numbering, "
                "bullets and chat marks may stay. Or CSV whose first row names the columns seed, notes and live.",
                placeholder=_PLACEHOLDER,
            )
            form.check("is_live", "Keep for live races", hint="A column called live decides row by row instead.")
            form.end("Preview", icon="eye")
        target = element()
        with target:
            preview = Section(draw)
            preview.show(None)


def _preview(result: PermalinkImport) -> None:
    good = result.permalinks
    live = sum(row.is_live for row in good)
    kept = f"{live or 'none'} of them for live races"
    summary = f"{counted(len(good), 'seed')} can be added, {kept}." if good else _NOTHING
    text(f"{summary} Nothing is saved yet.", "strong")
    problem_list(result.problems)
    if not good:
        return
    with test_id(element("table table--cards", "table"), "rows"):
        with element(tag="thead"), element(tag="tr"):
            for title in ("Row", "Read as", "Notes", "Use"):
                text(title, tag="th").props["scope"] = "col"
        with element(tag="tbody"):
            for row in good[:_SHOWN]:
                with element(tag="tr"):
                    text(str(row.row), "number", "td").props["data-label"] = "Row"
                    with element(tag="td"):
                        seed_shown(row.url)
                    text(row.notes or "–", "soft", "td").props["data-label"] = "Notes"
                    with element(tag="td") as use:
                        use.props["data-label"] = "Use"
                        chip(
                            Look("Live races", "radio", "live") if row.is_live else Look("Async", "hourglass", "plain")
                        )
    if len(good) > _SHOWN:
        text(f"{len(good) - _SHOWN} more are not shown.", "faint")


def _done(result: PermalinkImport) -> str:
    sentence = f"{counted(len(result.permalinks), 'seed is', 'seeds are')} added."
    if not result.problems:
        return sentence
    places = ", ".join(str(problem.row) for problem in result.problems[:_NAMED])
    more = " and others" if len(result.problems) > _NAMED else ""
    return f"{sentence} Left out: {'row' if len(result.problems) == 1 else 'rows'} {places}{more}."


_NAMED = 10
_NOTHING = "No row can be added."


def _label(result: PermalinkImport) -> str:
    number = counted(len(result.permalinks), "seed")
    return f"Add {number}, skip the rest" if result.problems else f"Add {number}"
