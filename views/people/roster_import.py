"""Many members at once, from a table: its columns are told, and it is looked at row by row before anything is saved."""

from dataclasses import dataclass, replace

from nicegui import ui

from application.context import OrgContext
from application.domain.accounts import WHERE_AN_ID_IS
from application.domain.errors import InvalidInput
from application.domain.people.roster import RosterColumn, SeenColumn
from application.domain.permissions import Permission
from application.domain.words import counted
from application.services.people.roster_service import RosterImport, RosterLine, RosterStep
from components import notices
from components.action import on_click
from components.form import Choice, Form, Values, choice_of, text_of
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
_MEANINGS = {
    RosterColumn.NAME: "Name",
    RosterColumn.DISCORD_ID: "Discord id",
    RosterColumn.RACETIME_ID: "racetime.gg id or profile",
    RosterColumn.RACETIME_NAME: "racetime.gg name",
    RosterColumn.ROLES: "Roles here",
}
_CHOICES = (Choice("", "Not used"), *(Choice(column.value, label) for column, label in _MEANINGS.items()))


@dataclass(frozen=True, slots=True)
class _Looked:
    text: str
    columns: tuple[SeenColumn, ...]
    result: RosterImport

    @property
    def meanings(self) -> tuple[RosterColumn | None, ...]:
        return tuple(column.meaning for column in self.columns)


async def show_roster_import(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    rosters = request.container.rosters

    async def enter() -> OrgContext:
        return await request.enter_organization(slug)

    async def look(values: Values) -> None:
        written = str(values.get(_FIELD, ""))
        columns = await rosters.list_columns(await enter(), written)
        meanings = tuple(column.meaning for column in columns)
        looked = _Looked(written, columns, await rosters.preview_roster(await enter(), written, meanings))
        columns_card.show(looked)
        preview.show(looked)
        ui.run_javascript(f"document.getElementById('c{target.id}')?.scrollIntoView({{block: 'nearest'}})")

    async def look_again(looked: _Looked, values: Values) -> None:
        """Read the same rows with the columns as an admin corrected them."""
        columns = tuple(
            replace(column, meaning=_chosen(values, _place(place))) for place, column in enumerate(looked.columns)
        )
        fresh = _Looked(looked.text, columns, looked.result)
        preview.show(replace(fresh, result=await rosters.preview_roster(await enter(), fresh.text, fresh.meanings)))

    async def save(looked: _Looked) -> None:
        only_good = bool(looked.result.problems)
        result = await rosters.import_roster(await enter(), looked.text, looked.meanings, only_good=only_good)
        notices.tell(_done(result))
        if result.problems:
            preview.show(
                replace(looked, result=await rosters.preview_roster(await enter(), looked.text, looked.meanings))
            )
            return
        form.forget_draft()
        ui.navigate.to(f"/organizations/{slug}/members")

    def draw_columns(looked: _Looked | None) -> None:
        if looked is None:
            return
        with test_id(section("What the columns are", "card--start", key="columns"), "columns"):
            text("Correct what is wrong; the preview follows.", "soft")

            async def changed(values: Values) -> None:
                try:
                    await look_again(looked, values)
                except InvalidInput as refusal:
                    preview.show(None)
                    chosen.show_refusal(refusal)

            with Form(draft="roster-columns", send=changed, changed=changed) as chosen:
                with element("form__row"):
                    for place, column in enumerate(looked.columns):
                        samples = ", ".join(column.samples) or "empty"
                        chosen.select(
                            _place(place),
                            column.heading or f"Column {place + 1}",
                            _CHOICES,
                            value=column.meaning or "",
                            hint=samples,
                        )
                chosen.end("Preview again", icon="eye", style="")

    def draw(looked: _Looked | None) -> None:
        if looked is None:
            return
        with test_id(section("What the import would do", "card--start", key="preview"), "preview"):
            _preview(looked.result)
            if any(line.step is not RosterStep.KEEP for line in looked.result.lines):
                button = test_id(Button(_label(looked.result), icon="plus", style="primary"), "save")
                on_click(button, lambda: save(looked))

    with frame(request, f"Import members of {organization.name}", organization=organization, ctx=ctx):
        members_heading(request, organization)
        with element("card"):
            with element("points", "ul"):
                for line in (
                    "Any table of people will do: an export from Google Sheets, Excel, start.gg or a form, or a list "
                    "of a Discord server's members. You see what each column is taken for before anything is saved.",
                    "Each person needs a Discord id or a racetime.gg account. Names without an id are looked up on "
                    "racetime.gg.",
                    f"A Discord id is a number, not a name. {WHERE_AN_ID_IS}",
                    "Nobody is removed, and no role of somebody who is a member already is changed.",
                ):
                    text(line, tag="li")
            with element(tag="p"):
                text("What you ", tag="span")
                link("export", f"/organizations/{slug}/members.csv")
                text(" can be imported again.", tag="span")
            with LongTextForm(draft="roster", field=_FIELD, send=look) as form:
                form.paste_or_file("Paste the rows", hint="", placeholder=_PLACEHOLDER, workbooks=True)
                form.end("Preview", icon="eye")
        target = element("stack")
        with target:
            columns_card = Section(draw_columns)
            columns_card.show(None)
            preview = Section(draw)
            preview.show(None)


def _place(number: int) -> str:
    return f"column-{number}"


def _chosen(values: Values, name: str) -> RosterColumn | None:
    return choice_of(values, name, RosterColumn, what="what the column is") if text_of(values, name) else None


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
            for title in ("Row", "Name", "racetime.gg", "Roles", "What happens"):
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
        text(", ".join(role.label for role in line.roles) or "–", tag="td").props["data-label"] = "Roles"
        with element(tag="td"):
            chip(_STEPS[line.step])


def _done(result: RosterImport) -> str:
    added, linked = result.count(RosterStep.ADD), result.count(RosterStep.LINK)
    sentence = f"{counted(added, 'new member')}, {counted(linked, 'account')} linked."
    if not result.problems:
        return sentence
    left_out = counted(len(result.problems), "row was", "rows were")
    return f"{sentence} {left_out} left out, and can be put right on the page of the import."


def _label(result: RosterImport) -> str:
    return "Import valid rows only" if result.problems else "Import"
