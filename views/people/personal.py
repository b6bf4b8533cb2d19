"""What is stored about oneself: read, downloaded, deleted; and the own name and memberships changed."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from nicegui import ui

from application.domain.ids import OrganizationId
from application.read_models.people import DeletionPlan, PersonalSummary
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.form import Form, Values, text_of
from components.markup import Button, element, link, put_icon, section, test_id, text
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest, SignInNeeded, page_request_of, sign_in_address
from views.site_facts import SiteFacts

_DOWNLOAD = "/account/data.json"


async def show_personal(page_request: PageRequest) -> None:
    """Show how much of what kind is stored, with the way to read all of it and to have it deleted."""
    page_request.demand_viewer()
    accounts = page_request.container.accounts
    summary = await accounts.get_summary(page_request.actor)
    plan = await accounts.plan_deletion(page_request.actor)
    with frame(page_request, "What is stored about you"):
        heading(
            "What is stored about you",
            crumbs=(NavLink("Your account", "/account"),),
            intro="Everything in which you are named, in all organizations. Secrets, like tokens, are stored as "
            "fingerprints only and are left out.",
        )
        with element("tiles tiles--wide"):
            with section("Your data", key="data"):
                _stored(summary)
            with section("Delete your account", key="delete"):
                _deletion(page_request, plan)


def _stored(summary: PersonalSummary) -> None:
    with test_id(element("facts", "dl"), "stored"):
        for label, value in (
            ("Name", summary.account["display_name"]),
            ("Discord id", summary.account["discord_id"] or "None"),
            ("racetime.gg", summary.account["racetime_name"] or summary.account["racetime_id"] or "Not linked"),
            ("Organizations", ", ".join(summary.organizations.values()) or "None"),
        ):
            text(label, tag="dt")
            text(str(value), tag="dd")
    with test_id(element("points", "ul"), "entries"):
        for stored in summary.sections:
            if stored.number:
                text(f"{stored.title}: {stored.number}", tag="li")
    with element("row"):
        test_id(link("Download as JSON", _DOWNLOAD, "button button--primary"), "download")


def _deletion(page_request: PageRequest, plan: DeletionPlan) -> None:
    with element("points", "ul"):
        for line in plan.consequences:
            text(line, tag="li")
    for refusal in plan.refusals:
        with test_id(element("callout callout--warn"), "refusal"):
            put_icon("warning")
            text(refusal)
    button = test_id(Button("Delete your account", icon="cross", style="danger"), "delete-account")
    if plan.refusals:
        button.props["disabled"] = True
    else:
        on_click(button, lambda: _ask_to_delete(page_request))


async def _ask_to_delete(page_request: PageRequest) -> None:
    async def send(values: Values) -> None:
        await page_request.container.accounts.delete(page_request.actor, confirmation=text_of(values, "confirm"))
        ui.navigate.to("/")

    name = page_request.demand_viewer().name
    with ui.context.client.content, Dialog("Delete your account?", small=True) as dialog:
        text("Your name and accounts are removed everywhere, and nobody can bring them back.", "soft")
        with Form(draft="delete-account", send=send) as form:
            form.text("confirm", f"Type {name} to confirm", limit=80)
            form.end("Delete your account", icon="cross", cancel=True)
    dialog.open()


async def edit_name(page_request: PageRequest) -> None:
    async def send(values: Values) -> None:
        await page_request.container.accounts.rename(page_request.actor, text_of(values, "display_name"))
        notices.tell("Your name is saved.")
        ui.navigate.to("/account")

    with ui.context.client.content, Dialog("Your name", small=True) as dialog:
        text("Members of your organizations see it at once. Discord's name no longer replaces it.", "soft")
        with Form(draft="own-name", send=send) as form:
            form.text("display_name", "Name", value=page_request.demand_viewer().name, limit=80)
            form.end("Save", icon="check", cancel=True)
    dialog.open()


async def stay_in_organization(page_request: PageRequest, organization_id: OrganizationId, name: str) -> None:
    ctx = await page_request.container.access.enter(page_request.actor, organization_id)
    await page_request.container.organizations.stay(ctx)
    notices.tell(f"You stay in {name}.")


async def leave_organization(page_request: PageRequest, organization_id: OrganizationId, name: str) -> None:
    async def send(_: Values) -> None:
        ctx = await page_request.container.access.enter(page_request.actor, organization_id)
        await page_request.container.organizations.leave(ctx)
        notices.tell(f"You have left {name}.")
        ui.navigate.to("/account")

    with ui.context.client.content, Dialog(f"Leave {name}?", small=True) as dialog:
        with element("points", "ul"):
            for line in (
                "All your roles there end.",
                "Runs and results stay, on the leaderboard, too.",
                "A run that is under way ends by its own limits.",
            ):
                text(line, tag="li")
        with Form(draft=f"leave-{organization_id}", send=send) as form:
            form.end("Leave", icon="sign-out", cancel=True)
    dialog.open()


def personal_routes(site: SiteFacts) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get(_DOWNLOAD)
    async def download(request: Request) -> Response:
        page_request = await page_request_of(site, request)
        try:
            pieces = await page_request.container.accounts.export_overview(page_request.actor)
        except SignInNeeded:
            return RedirectResponse(sign_in_address(request), status_code=303)
        headers = {"Content-Disposition": 'attachment; filename="your-data.json"', "Cache-Control": "no-store"}
        return StreamingResponse(pieces, media_type="application/json", headers=headers)

    return router
