"""Imports from SahasrahBot that were, for site administrators: a list of them, and each with its report."""

from nicegui import ui

from application.domain.ids import ImportId
from application.domain.operations.importing.outcome import ImportStatus
from application.services.operations.import_service import ImportView
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.facts import fact, fact_link, fact_moment, fact_with, facts
from components.form import Form, Values
from components.live_refresh import Fragment, Section
from components.markup import Button, element, link, section, test_id, text
from components.moment import moment
from components.sketch import put_drawn
from components.status import Look, chip
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest

_LOOKS = {
    ImportStatus.RUNNING: Look("Running", "hourglass", "warn"),
    ImportStatus.DONE: Look("Done", "check", "good"),
    ImportStatus.ABANDONED: Look("Taken over", "ban", "muted"),
    ImportStatus.FAILED: Look("Failed", "cross", "bad"),
    ImportStatus.UNDONE: Look("Undone", "history", "muted"),
}


def put_imports(imports: tuple[ImportView, ...]) -> None:
    with section("Imports so far", key="imports"):
        Fragment(_draw_list).show(imports)


async def show_import(request: PageRequest, import_id: int) -> None:
    await request.container.identity.demand_site_administrator(request.actor)
    shown = await request.container.imports.get_import(ImportId(import_id))
    title = f"Import {shown.id}"
    page = _Page(request, shown.id)
    with frame(request, title):
        with heading(title, crumbs=(NavLink("Import from SahasrahBot", "/import"),)):
            page.lay_out_undoing()
        page.lay_out()
    page.show(shown)


class _Page:
    def __init__(self, request: PageRequest, import_id: ImportId) -> None:
        self._request = request
        self._id = import_id

    def lay_out_undoing(self) -> None:
        self._undoing = Section(self._draw_undoing)

    def lay_out(self) -> None:
        self._facts = Fragment(_draw_facts)

    def show(self, shown: ImportView) -> None:
        self._undoing.show(shown.status)
        self._facts.show(shown)

    def _draw_undoing(self, status: ImportStatus) -> None:
        if status is not ImportStatus.UNDONE:
            on_click(test_id(Button("Undo import", icon="history"), "undo"), self._ask)

    async def _ask(self) -> None:
        async def send(_: Values) -> None:
            imports, identity = self._request.container.imports, self._request.container.identity
            await identity.demand_site_administrator(self._request.actor)
            said = await imports.undo(self._id, by=self._request.actor)
            dialog.close()
            notices.tell(said)
            self.show(await imports.get_import(self._id))

        with ui.context.client.content, Dialog(f"Undo import {self._id}?", small=True) as dialog:
            text("Everything that it made is removed, unless somebody has done anything with it since.", "soft")
            with Form(draft=f"undo-{self._id}", send=send) as form:
                form.end("Undo import", icon="history", cancel=True, style="danger")
        dialog.open()


def _draw_list(imports: tuple[ImportView, ...]) -> None:
    with test_id(element("rows", "ul"), "imports"):
        for each in imports:
            put_drawn(_draw_line, each)


def _draw_line(each: ImportView) -> None:
    with test_id(element("row-line", "li"), "import-line"):
        with element("row-line__main"):
            link(f"Import {each.id} into {each.organization}", f"/import/{each.id}")
            with element("dotted faint", "p"):
                text(f"by {each.by}", tag="span")
                moment(each.started_at)
        chip(_LOOKS[each.status])


def _draw_facts(shown: ImportView) -> None:
    with section("What it was", key="facts"), facts():
        with fact_with("Outcome"):
            chip(_LOOKS[shown.status])
        fact_link("Organization", shown.organization, f"/organizations/{shown.slug}")
        fact("By", shown.by)
        fact_moment("Began", shown.started_at)
        fact_moment("Ended", shown.ended_at)
        fact_moment("Dump made", shown.dumped_at)
        fact("SHA-256 of the dump", shown.sha256)
        fact("New", ", ".join(f"{what} {number:,}" for what, number in shown.counts) or "nothing")
    if shown.report:
        with section("Report", key="report"):
            test_id(text(shown.report, "prose", "pre"), "report").props["tabindex"] = 0
