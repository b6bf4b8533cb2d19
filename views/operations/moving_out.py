"""Everything of an organization as one file, for its admins: made here, and fetched within the hour."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from application.domain.errors import DomainError
from application.domain.events import Event
from application.domain.events.operations import OrganizationExportedEvent
from application.domain.ids import OrganizationId
from application.domain.permissions import Permission
from application.domain.text import file_name
from application.domain.words import counted
from application.page_links import Name
from application.services.operations.export_service import ExportState
from components import notices
from components.action import on_click
from components.facts import fact, fact_moment, facts
from components.live_refresh import Fragment, Section, keep_fresh
from components.markup import Button, element, link, section, test_id, text
from views.frame import frame
from views.organization_frame import settings_heading
from views.page_request import PageRequest, SignInNeeded, page_request_of, sign_in_address
from views.runs.downloads import refused
from views.site_facts import SiteFacts


async def show_export(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    exports = request.container.exports

    async def make() -> None:
        fresh = await request.enter_organization(slug)
        try:
            made = await exports.make_archive(fresh, say=progress.show)
        finally:
            progress.show("")
        present.show((slug, made))
        notices.tell("The archive is ready.")

    async def refresh() -> None:
        present.show((slug, exports.get_state(await request.enter_organization(slug))))

    with frame(request, f"Export of {organization.name}", organization=organization, ctx=ctx):
        settings_heading(request, organization)
        with section("Export", key="export"):
            text(
                "Everything that belongs to this organization in one ZIP file: tournaments, seeds, live races, runs, "
                "reviews, members and audit as JSON lines, results and leaderboards as CSV.",
                "soft",
            )
            text(
                "It has hidden results and members' Discord and racetime.gg accounts, so keep it to yourself. Secrets "
                "and unreleased seeds are left out. Another installation can import it.",
                "soft",
            )
            with element("row"):
                on_click(test_id(Button("Make archive", icon="download", style="primary"), "make-archive"), make)
            progress = Fragment(_line)
        present = Section(_draw)
        present.show((slug, exports.get_state(ctx)))
        keep_fresh(request.container.bus, refresh, concerns=partial(_moves, organization.id))


def _draw(shown: tuple[str, ExportState]) -> None:
    slug, state = shown
    if state.is_being_made:
        text("An archive is being made. You can leave this page; it shows here once it is ready.", "soft")
    if state.made_at is None:
        return
    with section("Archive", key="archive"), facts():
        fact_moment("Made", state.made_at)
        fact("Size", f"{state.size / 1_000_000:.1f} MB")
        fact("Rows", f"{state.rows:,}")
        if state.seeds_left_out:
            fact("Left out", counted(state.seeds_left_out, "unreleased seed"))
    with element("row"):
        test_id(link("Download", f"/organizations/{slug}/archive.zip", "button"), "download-archive")
        text("It is kept for an hour.", "soft")


def _line(progress: str) -> None:
    if progress:
        with test_id(element("callout"), "progress"):
            text(progress, "soft")


def _moves(organization_id: OrganizationId, event: Event) -> bool:
    return isinstance(event, OrganizationExportedEvent) and event.organization_id == organization_id


def archive_routes(site: SiteFacts) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/organizations/{slug}/archive.zip")
    async def archive(request: Request, slug: Name) -> Response:
        page_request = await page_request_of(site, request)
        try:
            kept = await page_request.container.exports.fetch_archive(await page_request.enter_organization(slug))
        except SignInNeeded:
            return RedirectResponse(sign_in_address(request), status_code=303)
        except DomainError as refusal:
            return refused(refusal)
        name = file_name(slug, f"{kept.header.made_at:%Y-%m-%d}")
        headers = {
            "Content-Disposition": f'attachment; filename="{name}.zip"',
            "Content-Length": str(kept.size),
            "Cache-Control": "no-store",
        }
        return StreamingResponse(kept.pieces(), media_type="application/zip", headers=headers)

    return router
