"""One's own account: who one is here, and on racetime.gg."""

from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from nicegui import ui

from application.domain.accounts import LinkedElsewhere
from application.domain.errors import Conflict, DomainError, RateLimited
from application.page_links import RACETIME_RETURN_PATH, Words
from application.rate_limits import SIGNING_IN
from application.read_models import MembershipView, RacetimeLinkView, UserView
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.form import Form, Values
from components.live_refresh import Section, keep_fresh
from components.markup import Button, element, link, listing, outside_link, put_icon, section, test_id, text
from components.moment import moment
from components.plain_page import plain_page
from components.status import Look, chip
from views.concerns import touches
from views.frame import frame, heading
from views.page_request import PageRequest, page_request_of, sign_in_address
from views.people.personal import edit_name, leave_organization, stay_in_organization
from views.site_facts import SiteFacts

_LONGEST_WORD = 200
"""What a browser may bring back from racetime.gg; the real ones are shorter."""


async def show_account(page_request: PageRequest, racetime: str = "", claim: str = "") -> None:
    """`racetime` says how linking went; `claim` lets an account be moved here that somebody else has."""
    viewer = page_request.demand_viewer()
    memberships = await page_request.container.organizations.list_memberships(viewer.id)
    account = await page_request.container.racetime_links.get_link(viewer.id)
    with frame(page_request, "Your account"):
        heading("Your account")
        _outcome(page_request, racetime, claim)
        with element("tiles"):
            with section("You", key="you"), element("facts", "dl"):
                text("Name", tag="dt")
                with element(tag="dd"), element("row"):
                    test_id(text(viewer.name, tag="span"), "own-name")
                    on_click(test_id(Button("Change"), "edit-name"), lambda: edit_name(page_request))
                text("Sessions", tag="dt")
                with element(tag="dd"):
                    _sign_out_everywhere()
                text("Calendar", tag="dt")
                with element(tag="dd"):
                    link("Live races in your calendar", "/calendar")
                text("Your data", tag="dt")
                with element(tag="dd"):
                    link("What is stored about you", "/account/data")
            with section("racetime.gg", key="racetime"):
                shown = Section[RacetimeLinkView](lambda view: _racetime(page_request, view))
                shown.show(account)
            with section("Organizations", key="organizations"):
                belonging = Section[tuple[MembershipView, ...]](lambda own: _organizations(page_request, own))
                belonging.show(memberships)

    async def refresh() -> None:
        shown.show(await page_request.container.racetime_links.get_link(viewer.id))
        belonging.show(await page_request.container.organizations.list_memberships(viewer.id))

    known = {membership.organization_id for membership in memberships}
    keep_fresh(page_request.container.bus, refresh, concerns=touches(known))


def _sign_out_everywhere() -> None:
    with element("stack", "form") as form:
        form.props["method"], form.props["action"] = "post", "/sign-out/everywhere"
        with element("check", "label"):
            tick = test_id(element(tag="input"), "revoke-tokens")
            tick.props["type"], tick.props["name"], tick.props["value"] = "checkbox", "tokens", "yes"
            text("Revoke my API tokens, too", tag="span")
        with element("row"):
            button = test_id(Button("Sign out everywhere", icon="sign-out"), "sign-out-everywhere")
            button.props["type"] = "submit"
    text("Ends your sessions in all browsers, also in this one, and every page that is open in them.", "faint")


_OUTCOMES = {
    "linked": "Your racetime.gg account is linked.",
    "refused": "racetime.gg was not allowed to tell who you are. Nothing was changed.",
    "racing": "Another user here proved this racetime.gg account and has runs in an active tournament. "
    "If that is you, too, ask a site administrator to merge the two users.",
    "failed": "The account could not be linked. Start again below.",
}


def _outcome(page_request: PageRequest, racetime: str, claim: str) -> None:
    if racetime == "elsewhere" and claim:
        _offer_to_move(page_request, claim[:_LONGEST_WORD])
    elif racetime in _OUTCOMES:
        good = racetime == "linked"
        with test_id(element(f"callout callout--{'good' if good else 'warn'}"), "outcome"):
            put_icon("check" if good else "warning")
            text(_OUTCOMES[racetime])


def _offer_to_move(page_request: PageRequest, claim: str) -> None:
    async def move() -> None:
        await page_request.container.racetime_links.take_over(page_request.demand_viewer().id, claim)
        ui.navigate.to("/account?racetime=linked")

    with test_id(element("callout callout--warn"), "outcome"):
        put_icon("warning")
        with element("stack stack--tight"):
            text(
                "This racetime.gg account is linked to another user here. If that is you, too, or a mistake, move it "
                "here. The other user loses the link and keeps all results."
            )
            with element("row"):
                on_click(test_id(Button("Move to my user", style="primary"), "take-over"), move)


def _racetime(page_request: PageRequest, account: RacetimeLinkView) -> None:
    if account.racetime_id is None:
        with element("row"):
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
        with element("row"):
            chip(Look("Linked", "check", "good"))
            if account.profile_url:
                outside_link(account.racetime_name or account.racetime_id, account.profile_url)
            else:
                text(account.racetime_name or account.racetime_id, "strong", "span")
        text("Your results on racetime.gg are counted under this account.", "soft")
        if account.linked_at is not None:
            with element("faint", "p"):
                text("Since ", tag="span")
                moment(account.linked_at, show="absolute")
    if not account.may_sign_in:
        with element("callout"):
            put_icon("info")
            text("An admin of your organization sets or changes the linked account.")
        return
    with element("row"):
        label = "Link your racetime.gg account" if account.racetime_id is None else "Link another account"
        style = "button button--primary" if account.racetime_id is None else "button"
        test_id(link(label, "/account/racetime/begin", style), "link-racetime")
        if account.racetime_id is not None:
            on_click(test_id(Button("Refresh", icon="refresh"), "refresh-racetime"), _refresh(page_request))
            on_click(test_id(Button("Unlink", icon="ban", style="danger"), "unlink"), lambda: _ask_unlink(page_request))


def _refresh(page_request: PageRequest) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        await page_request.container.racetime_links.refresh(page_request.demand_viewer().id)
        notices.tell("Your name on racetime.gg is up to date.")

    return work


async def _ask_unlink(page_request: PageRequest) -> None:
    async def send(_: Values) -> None:
        await page_request.container.racetime_links.unlink(page_request.demand_viewer().id)
        ui.navigate.to("/account")

    with ui.context.client.content, Dialog("Unlink your racetime.gg account?", small=True) as dialog:
        text("Your results stay. Until you link an account again no live race can be counted for you.", "soft")
        with Form(draft="unlink", send=send) as form:
            form.end("Unlink", icon="ban", cancel=True)
    dialog.open()


def _organizations(page_request: PageRequest, memberships: tuple[MembershipView, ...]) -> None:
    if not memberships:
        text("You are not in an organization yet. Ask an admin of yours to add you.", "soft")

    def draw() -> None:
        for membership in memberships:
            with element("stack stack--tight", "li"):
                _membership(page_request, membership)

    listing("stack", draw)


def _membership(page_request: PageRequest, membership: MembershipView) -> None:
    name = membership.organization
    with element("row"):
        link(name, f"/organizations/{membership.slug}")
        told = link("Notifications", f"/notifications/{membership.slug}", "faint")
        told.props["aria-label"] = f"Notifications of {name}"
    if membership.made_by_others:
        text("An admin added you. Do you want to stay?", "soft")
    with element("row"):
        if membership.made_by_others:
            stay = test_id(Button("Stay", icon="check", style="primary"), "stay")
            stay.props["aria-label"] = f"Stay in {name}"
            on_click(stay, partial(stay_in_organization, page_request, membership.organization_id, name))
        leave = test_id(Button("Leave"), "leave")
        leave.props["aria-label"] = f"Leave {name}"
        on_click(leave, partial(leave_organization, page_request, membership.organization_id, name))


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
        viewer = (await page_request_of(site, request)).viewer
        if viewer is None:
            return RedirectResponse(sign_in_address(request), status_code=303)
        if (too_many := ration(viewer)) is not None:
            return too_many
        try:
            return RedirectResponse(await links.begin(viewer.id), status_code=303)
        except DomainError:
            return RedirectResponse("/account?racetime=failed", status_code=303)

    @router.get(RACETIME_RETURN_PATH)
    async def come_back(request: Request, state: Words = "", code: Words = "") -> Response:
        viewer = (await page_request_of(site, request)).viewer
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
