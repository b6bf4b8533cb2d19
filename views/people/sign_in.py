"""Signing in and out. The session lives in a cookie that scripts can't read; only its hash is stored."""

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from application.domain.errors import DomainError, NotFound, RateLimited, Unavailable
from application.domain.ids import UserId
from application.page_links import RowId, Words
from application.read_models import DemoUserView
from application.services.people.identity_service import SESSION_COOKIE, SESSION_LIFE
from application.services.people.invite_service import Invitation
from components.empty import empty
from components.help import HELP
from components.markup import Text, element, link, put_icon, test_id, text
from views.frame import frame, heading
from views.page_request import PageRequest, safe_target
from views.people.invitation import invited_in_words
from views.site_facts import SiteFacts

_PROBLEMS = {
    "denied": "Discord was not allowed to tell who you are, so you are not signed in.",
    "joined": "This Discord account was joined with another one here. Sign in with that one, or ask a site "
    "administrator if you have lost it.",
    "expired": "That took too long, or the page was opened twice. Sign in again.",
    "unavailable": "Signing in with Discord did not work just now. Try again in a minute.",
}

_ENDED = {
    "sessions": "You are signed out in every browser.",
    "tokens": "You are signed out in every browser, and your API tokens are revoked.",
}


async def show_sign_in(
    page_request: PageRequest,
    next: str = "/",  # noqa: A002  # the name in the address
    problem: str = "",
    ended: str = "",
    chosen: str = "",
) -> None:
    """Let the visitor sign in with Discord, or as a demo user in development.

    `problem` says how it went before, `ended` what the visitor has just signed out of; `chosen` is not empty for who
    followed a link to sign in, and was not led here by what is not public.
    """
    people = await page_request.container.identity.list_demo_users()
    with_discord = page_request.container.settings.discord_sign_in
    target = safe_target(next)
    invitation = await _invitation(page_request, target)
    with frame(page_request, "Sign in"):
        heading("Sign in")
        if invitation is not None:
            with test_id(element("callout"), "invitation"):
                put_icon("people")
                text(f"{invited_in_words(invitation)} Sign in to join; you come back to the invitation.")
        elif target != "/" and not chosen and not problem:
            with test_id(element("callout"), "not-public"):
                put_icon("lock")
                text("The page you asked for is not public. Sign in if you are a member.")
        if ended in _ENDED:
            with test_id(element("callout"), "ended"):
                put_icon("check")
                text(_ENDED[ended])
        if problem in _PROBLEMS:
            with test_id(element("callout callout--warn"), "problem"):
                put_icon("warning")
                text(_PROBLEMS[problem])
        if with_discord:
            _discord(target)
        if people:
            text("Choose a demo user. They exist in development only.", "soft prose")
            with test_id(element("people", "ul"), "people"):
                for person in people:
                    with element(tag="li"):
                        _person(person, target)
        elif not with_discord:
            with element("card"):
                empty(
                    "Nobody can sign in yet",
                    "Start the product with the demo community: make run.",
                    icon="person",
                    about=HELP,
                )


async def _invitation(page_request: PageRequest, target: str) -> Invitation | None:
    """Return what the visitor was on the way to, if that is an invitation that still holds."""
    found = re.fullmatch(r"/invites/([!-~]{1,200})", target)
    if found is None:
        return None
    try:
        with page_request.container.allowances.guessing(page_request.address):
            return await page_request.container.invites.look_at(None, found[1])
    except (NotFound, RateLimited):
        return None  # the page behind the link says it to who has signed in


def _discord(target: str) -> None:
    with element("card"):
        text(
            "Your Discord account is your account here. Discord is asked who you are, so that you can sign in, and "
            "which servers you manage, so that you can link one to your community. Nothing is posted in your name.",
            "soft",
        )
        with element("row"):
            address = f"/sign-in/discord?next={quote(target)}"
            test_id(link("Sign in with Discord", address, "button button--primary button--big"), "sign-in-discord")
            link("What is stored, and how long", "/help/privacy")


def _person(person: DemoUserView, target: str) -> None:
    with element(tag="form") as form:
        form.props["method"], form.props["action"] = "post", "/sign-in"
        _hidden("user_id", str(person.user.id))
        _hidden("next", target)
        button = test_id(Text("button", "").classes("person"), "person", f"person-{person.user.name}")
        button.props["type"] = "submit"
        with button:
            mark = text(person.user.name[:1], "person__mark", "span")
            mark.props["aria-hidden"] = "true"
            text(person.user.name, "person__name", "span")
            text(person.role, "person__role", "span")


def _hidden(name: str, value: str) -> None:
    node = element(tag="input")
    node.props["type"] = "hidden"
    node.props["name"] = name
    node.props["value"] = value


def session_routes(site: SiteFacts) -> APIRouter:
    """Return the requests that open and close sessions."""
    router = APIRouter(include_in_schema=False)
    identity, cookies = site.container.identity, site.container.cookies

    async def sign_in(
        request: Request,
        user_id: Annotated[RowId, Form()],
        next: Annotated[Words, Form()] = "/",  # noqa: A002  # the name in the form
    ) -> Response:
        try:
            token = await identity.sign_in_as_demo_user(
                UserId(user_id), replacing=cookies.read(request.cookies, SESSION_COOKIE)
            )
        except Unavailable:
            raise
        except DomainError:
            return RedirectResponse("/sign-in", status_code=303)
        response = RedirectResponse(safe_target(next), status_code=303)
        cookies.put(response, SESSION_COOKIE, token, SESSION_LIFE)
        return response

    if site.container.settings.demo_sign_in:
        router.add_api_route("/sign-in", sign_in, methods=["POST"])

    @router.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        response = RedirectResponse("/", status_code=303)
        token = cookies.read(request.cookies, SESSION_COOKIE)
        if token:
            await identity.sign_out(token)
            cookies.remove(response, SESSION_COOKIE)
        return response

    @router.post("/sign-out/everywhere")
    async def sign_out_everywhere(request: Request, tokens: Annotated[Words, Form()] = "") -> Response:
        session = await identity.find_session(cookies.read(request.cookies, SESSION_COOKIE))
        if session is None:
            return RedirectResponse("/", status_code=303)
        if tokens:
            await identity.revoke_all_tokens(session.user.id)
        await identity.sign_out_everywhere(session.user.id)
        response = RedirectResponse(f"/sign-in?ended={'tokens' if tokens else 'sessions'}", status_code=303)
        cookies.remove(response, SESSION_COOKIE)
        return response

    return router
