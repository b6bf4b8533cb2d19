"""Many members at once, from CSV: looked at row by row before anything is saved."""

from dataclasses import dataclass

from nicegui import ui

from application.domain.permissions import Permission
from application.domain.words import counted
from application.services.people.roster_service import RosterImport, RosterLine, RosterStep
from components.action import on_click
from components.form import Values
from components.live_refresh import Section
from components.long_text import LongTextForm
from components.markup import Button, element, link, section, test_id, text
from components.room_preview import problem_list
from components.status import Look, chip
from views.frame import frame
from views.organization_frame import members_heading
from views.page_request import PageRequest

_FIELD = "roster"
_SHOWN = 100
_PLACEHOLDER = "name,discord_id,racetime_name,roles\nMalon,80351110224678912,Malon#1234,reviewer"
_STEPS = {
    RosterStep.ADD: Look("Becomes a member", "plus", "good"),
    RosterStep.LINK: Look("Gets the account", "link", "good"),
    RosterStep.KEEP: Look("Member already", "check", "muted"),
}


@dataclass(frozen=True, slots=True)
class _Looked:
    text: str
    result: RosterImport


async def show_roster_import(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)

    async def look(values: Values) -> None:
        written = str(values.get(_FIELD, ""))
        result = await request.container.rosters.preview_roster(await request.enter_organization(slug), written)
        preview.show(_Looked(written, result))
        ui.run_javascript(f"document.getElementById('c{target.id}')?.scrollIntoView({{block: 'nearest'}})")

    async def save(looked: _Looked) -> None:
        fresh = await request.enter_organization(slug)
        await request.container.rosters.import_roster(fresh, looked.text, only_good=bool(looked.result.problems))
        form.forget_draft()
        ui.navigate.to(f"/organizations/{slug}/members")

    def draw(looked: _Looked | None) -> None:
        if looked is None:
            return
        with test_id(section("What the import would do", "card--start", key="preview"), "preview"):
            _preview(looked.result)
            if looked.result.lines:
                button = test_id(Button(_label(looked.result), icon="plus", style="primary"), "save")
                on_click(button, lambda: save(looked))

    with frame(request, f"Import members of {organization.name}", organization=organization, ctx=ctx):
        members_heading(request, organization)
        with element("card"):
            with element("points", "ul"):
                for line in (
                    "The first row names the columns: name, discord_id, racetime_id, racetime_name, roles.",
                    "Each person needs a Discord id or a racetime.gg account. Names without an id are looked up on "
                    "racetime.gg.",
                    "Nobody is removed, and no role of somebody who is a member already is changed.",
                ):
                    text(line, tag="li")
            with element(tag="p"):
                text("What you ", tag="span")
                link("export", f"/organizations/{slug}/members.csv")
                text(" can be imported again.", tag="span")
            with LongTextForm(draft="roster", field=_FIELD, send=look) as form:
                form.paste_or_file("Paste the rows", hint="", placeholder=_PLACEHOLDER)
                form.end("Preview", icon="eye")
        target = element()
        with target:
            preview = Section(draw)
            preview.show(None)


def _preview(result: RosterImport) -> None:
    parts = [
        f"{counted(result.count(RosterStep.ADD), 'new member')}",
        f"{counted(result.count(RosterStep.LINK), 'account')} to link",
        f"{result.count(RosterStep.KEEP)} as before",
    ]
    text(f"{', '.join(parts)}. Nothing is saved yet.", "strong")
    problem_list(result.problems)
    if not result.lines:
        return
    with test_id(element("table table--cards", "table"), "rows"):
        with element(tag="thead"), element(tag="tr"):
            for title in ("Row", "Name", "racetime.gg", "What happens"):
                text(title, tag="th").props["scope"] = "col"
        with element(tag="tbody"):
            for line in result.lines[:_SHOWN]:
                _row(line)
    if len(result.lines) > _SHOWN:
        text(f"{len(result.lines) - _SHOWN} more are not shown.", "faint")


def _row(line: RosterLine) -> None:
    with element(tag="tr"):
        text(str(line.row), "number", "td").props["data-label"] = "Row"
        text(line.name, "table__main", "td")
        text(line.racetime_name or line.racetime_id or "–", tag="td").props["data-label"] = "racetime.gg"
        with element(tag="td"):
            chip(_STEPS[line.step])


def _label(result: RosterImport) -> str:
    return "Import valid rows only" if result.problems else "Import"
