"""An archive of another installation becomes an empty organization, for site administrators: a dry run first."""

import asyncio
from io import BytesIO

from application.archive_file import ArchiveContent
from application.domain.errors import InvalidInput
from application.domain.operations.archive import FIELD
from application.services.operations.archive_import_service import ArchiveReport
from components import notices
from components.action import on_click
from components.form import Choice, Values, text_of
from components.live_refresh import Fragment, Section
from components.long_text import LongTextForm, file_in
from components.markup import Button, element, section, test_id, text
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest

_LARGEST = 24 * 1024 * 1024
_LARGEST_UNPACKED = 20 * _LARGEST
_TOO_LARGE = "The archive may have at most 24 MiB here. Import it on the command line."
_Tried = tuple[bytes, str, ArchiveReport]


async def show_archive_import(request: PageRequest) -> None:
    await request.container.identity.demand_site_administrator(request.actor)
    every = await request.container.organizations.list_every_organization()
    choices = (Choice("", "Choose"), *(Choice(each.slug, each.name) for each in every if each.is_active))
    imports = request.container.archive_imports

    async def try_out(values: Values) -> None:
        await request.container.identity.demand_site_administrator(request.actor)
        brought, slug = file_in(values, FIELD), text_of(values, "organization")
        if not slug:
            raise InvalidInput.on("organization", "Choose the organization that it becomes.")
        try:
            content = await asyncio.to_thread(_content, brought)
            report = await imports.preview_archive(content, slug, say=progress.show)
        finally:
            progress.show("")
        outcome.show((brought, slug, report))

    async def take_in(brought: bytes, slug: str) -> None:
        await request.container.identity.demand_site_administrator(request.actor)
        try:
            content = await asyncio.to_thread(_content, brought)
            report = await imports.import_archive(content, slug, say=progress.show, by=request.actor)
        finally:
            progress.show("")
        outcome.show((brought, slug, report))
        notices.tell(f"{report.organization} is here.")

    def draw(tried: _Tried | None) -> None:
        if tried is None:
            return
        brought, slug, report = tried
        with section("What was done" if report.is_written else "What the import would do", key="report"):
            test_id(text(report.as_text(), "prose", "pre"), "report").props["tabindex"] = 0
            if not report.is_written:
                button = test_id(Button("Import", icon="plus", style="primary"), "import")
                on_click(button, lambda: take_in(brought, slug))

    with frame(request, "Import an organization"):
        heading("Import an organization", crumbs=(NavLink("Organizations", "/organizations"),))
        with section("Archive", key="archive"):
            text(
                "What another installation's Export page, or export-organization, has written. It goes to an "
                "organization that is empty. What it says of people and their roles there is believed, so look who "
                "made it.",
                "soft",
            )
            with LongTextForm(draft=FIELD, field=FIELD, send=try_out) as form:
                form.select("organization", "Organization", choices)
                hint = "A .zip file of at most 24 MiB."
                form.file("File", hint=hint, largest=_LARGEST, too_large=_TOO_LARGE, kinds=".zip")
                form.end("Dry run", icon="eye")
        progress, outcome = Fragment(_line), Section(draw)


def _content(brought: bytes) -> ArchiveContent:
    return ArchiveContent(BytesIO(brought), largest=_LARGEST_UNPACKED)


def _line(progress: str) -> None:
    if progress:
        with test_id(element("callout"), "progress"):
            text(progress, "soft")
