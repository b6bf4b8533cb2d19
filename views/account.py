"""One's own account: who one is here, and on racetime.gg."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from nicegui import ui

from application.allowances import SIGNING_IN
from application.domain.accounts import LinkedElsewhere
from application.domain.errors import Conflict, DomainError, RateLimited
from application.links import RACETIME_RETURN_PATH
from application.read_models import OrganizationView, RacetimeLinkView, UserView
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.form import Form, Values
from components.live_refresh import Section, keep_fresh
from components.markup import Button, box, link, listing, named, outside_link, put_icon, section, text
from components.moment import moment
from components.plain_page import plain_page
from components.status import Look, chip
from views.frame import frame, heading
from views.site_facts import SiteFacts
from views.visit import Visit, sign_in_address, visit_of

_LONGEST_WORD = 200
"""What a browser may bring back from racetime.gg; the real ones are shorter."""


async def show_account(visit: Visit, racetime: str = "", claim: str = "") -> None:
    """`racetime` says how linking went; `claim` lets an account be moved here that somebody else has."""
    viewer = visit.demand_viewer()
    organizations = await visit.container.organizations.list_own(viewer.id)
    account = await visit.container.racetime_links.get_link(viewer.id)
    with frame(visit, "Your account"):
        heading("Your account")
        _outcome(visit, racetime, claim)
        with box("tiles"):
            with section("You", key="you"), box("facts", "dl"):
                text("Name", tag="dt")
                text(viewer.name, tag="dd")
                text("Sessions", tag="dt")
                with box(tag="dd"):
                    _sign_out_everywhere()
                text("Calendar", tag="dt")
                with box(tag="dd"):
                    link("Live races in your calendar", "/calendar")
            with section("racetime.gg", key="racetime"):
                shown = Section[RacetimeLinkView](lambda view: _racetime(visit, view))
                shown.show(account)
            with section("Organizations", key="organizations"):
                _organizations(organizations)

    async def refresh() -> None:
        shown.show(await visit.container.racetime_links.get_link(viewer.id))

    known = {organization.id for organization in organizations}
    keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id in known)


def _sign_out_everywhere() -> None:
    with box("stack", "form") as form:
        form.props["method"], form.props["action"] = "post", "/sign-out/everywhere"
        with box("check", "label"):
            tick = named(box(tag="input"), "revoke-tokens")
            tick.props["type"], tick.props["name"], tick.props["value"] = "checkbox", "tokens", "yes"
            text("Revoke my API tokens, too", tag="span")
        with box("row"):
            button = named(Button("Sign out everywhere", icon="sign-out"), "sign-out-everywhere")
            button.props["type"] = "submit"
    text("Ends your sessions in all browsers, also in this one, and every page that is open in them.", "faint")


_OUTCOMES = {
    "linked": "Your racetime.gg account is linked.",
    "refused": "racetime.gg was not allowed to tell who you are. Nothing was changed.",
    "racing": "Another user here proved this racetime.gg account and has runs in an active tournament. "
    "If that is you, too, ask a site administrator to merge the two users.",
    "failed": "The account could not be linked. Start again below.",
}


def _outcome(visit: Visit, racetime: str, claim: str) -> None:
    if racetime == "elsewhere" and claim:
        _offer_to_move(visit, claim[:_LONGEST_WORD])
    elif racetime in _OUTCOMES:
        good = racetime == "linked"
        with named(box(f"callout callout--{'good' if good else 'warn'}"), "outcome"):
            put_icon("check" if good else "warning")
            text(_OUTCOMES[racetime])


def _offer_to_move(visit: Visit, claim: str) -> None:
    async def move() -> None:
        await visit.container.racetime_links.take_over(visit.demand_viewer().id, claim)
        ui.navigate.to("/account?racetime=linked")

    with named(box("callout callout--warn"), "outcome"):
        put_icon("warning")
        with box("stack stack--tight"):
            text(
                "This racetime.gg account is linked to another user here. If that is you, too, or a mistake, move it "
                "here. The other user loses the link and keeps all results."
            )
            with box("row"):
                on_click(named(Button("Move it to me", style="primary"), "take-over"), move)


def _racetime(visit: Visit, account: RacetimeLinkView) -> None:
    if account.racetime_id is None:
        with box("row"):
            chip(Look("Not linked", "cross", "warn"))
        for claim in account.claims:
            text(f"{claim.organization} counts you as {claim.racetime_name}, as its admins say.", "soft")
        text(
            "Link your account to prove that it is yours everywhere."
            if account.claims
            else "Without a linked account no live race can be counted for you.",
            "soft",
        )
    else:
        with box("row"):
            chip(Look("Linked", "check", "good"))
            if account.profile_url:
                outside_link(account.racetime_name or account.racetime_id, account.profile_url)
            else:
                text(account.racetime_name or account.racetime_id, "strong", "span")
        text("Your results on racetime.gg are counted under this account.", "soft")
        if account.linked_at is not None:
            with box("faint", "p"):
                text("Since ", tag="span")
                moment(account.linked_at, show="absolute")
    if not account.may_sign_in:
        with box("callout"):
            put_icon("info")
            text("An admin of your organization sets or changes the linked account.")
        return
    with box("row"):
        label = "Link your racetime.gg account" if account.racetime_id is None else "Link another account"
        style = "button button--primary" if account.racetime_id is None else "button"
        named(link(label, "/account/racetime/begin", style), "link-racetime")
        if account.racetime_id is not None:
            on_click(named(Button("Refresh", icon="refresh"), "refresh-racetime"), _refresh(visit))
            on_click(named(Button("Unlink", icon="ban", style="danger"), "unlink"), lambda: _ask_unlink(visit))


def _refresh(visit: Visit) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        await visit.container.racetime_links.refresh(visit.demand_viewer().id)
        notices.tell("Your name on racetime.gg is up to date.")

    return work


async def _ask_unlink(visit: Visit) -> None:
    async def send(_: Values) -> None:
        await visit.container.racetime_links.unlink(visit.demand_viewer().id)
        ui.navigate.to("/account")

    with ui.context.client.content, Dialog("Unlink your racetime.gg account?", small=True) as dialog:
        text("Your results stay. Until you link an account again no live race can be counted for you.", "soft")
        with Form(draft="unlink", send=send) as form:
            form.end("Unlink", icon="ban", cancel=True)
    dialog.open()


def _organizations(organizations: tuple[OrganizationView, ...]) -> None:
    if not organizations:
        text("You are no member of an organization yet. Ask an admin of yours to add you.", "soft")

    def draw() -> None:
        for organization in organizations:
            with box("row", "li"):
                link(organization.name, f"/organizations/{organization.slug}")
                told = link("Notifications", f"/organizations/{organization.slug}/notifications", "faint")
                told.props["aria-label"] = f"Notifications of {organization.name}"

    listing("stack stack--tight", draw)


def link_routes(site: SiteFacts) -> APIRouter:
    """Return the two steps of linking: off to racetime.gg, and back from there."""
    router = APIRouter(include_in_schema=False)
    links, allowances = site.container.racetime_links, site.container.allowances

    def ration(viewer: UserView) -> Response | None:
        """Take one step out of the person's allowance; return what to answer when it is used up."""
        try:
            allowances.spend(SIGNING_IN, viewer.id)
        except RateLimited as refusal:
            page = plain_page("Too many tries", refusal.message, label="To your account", address="/account")
            return HTMLResponse(page, 429, {"Retry-After": str(refusal.retry_after_seconds)})
        return None

    @router.get("/account/racetime/begin")
    async def begin(request: Request) -> Response:
        viewer = (await visit_of(site, request)).viewer
        if viewer is None:
            return RedirectResponse(sign_in_address(request), status_code=303)
        if (too_many := ration(viewer)) is not None:
            return too_many
        try:
            return RedirectResponse(await links.begin(viewer.id), status_code=303)
        except DomainError:
            return RedirectResponse("/account?racetime=failed", status_code=303)

    @router.get(RACETIME_RETURN_PATH)
    async def come_back(request: Request, state: str = "", code: str = "") -> Response:
        viewer = (await visit_of(site, request)).viewer
        if viewer is None:
            return RedirectResponse("/sign-in?next=/account", status_code=303)
        if (too_many := ration(viewer)) is not None:
            return too_many
        state, code = state[:_LONGEST_WORD], code[:_LONGEST_WORD]
        try:
            await links.complete(viewer.id, state=state, code=code or None)
        except LinkedElsewhere as refusal:
            return RedirectResponse(f"/account?racetime=elsewhere&claim={refusal.claim}", status_code=303)
        except Conflict:
            return RedirectResponse("/account?racetime=racing", status_code=303)
        except DomainError:
            return RedirectResponse(f"/account?racetime={'failed' if code else 'refused'}", status_code=303)
        return RedirectResponse("/account?racetime=linked", status_code=303)

    return router
