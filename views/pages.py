"""How a page is registered: who asks is found out first, and every refusal gets a page of its own."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import replace
from weakref import WeakKeyDictionary

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from nicegui import Client, app, ui

from application.domain.errors import DomainError, NotFound, RateLimited, Unavailable
from application.page_links import Name, RowId, Words
from application.rate_limits import NEW_PAGES, OWN_PAGES
from components.action import apology_for
from components.empty import Lead, empty
from components.help import HELP, help_of_page
from components.markup import element
from components.plain_page import plain_page
from views.frame import frame
from views.page_request import PageRequest, SignInNeeded, open_page_request, page_request_of, sign_in_address
from views.site_facts import SiteFacts

Builder = Callable[..., Awaitable[None]]

_AT_ONCE = 8
"""How many pages are made at the same time; more would only make each other late."""
_NEVER_SECONDS = 3600.0
"""The framework's own limit, at which it would apologize for an error."""

_places: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


def add_page(site: SiteFacts, path: str, build: Builder) -> None:
    """Serve a page; `build` takes the request and the parameters of its path and query."""

    async def show(request: Request, **parameters: object) -> Response | None:
        try:
            page_request = await open_page_request(site, request, ui.context.client)
            _spend(page_request)
        except Unavailable as refusal:
            ui.context.client.delete()
            return _unavailable(refusal)
        except RateLimited as refusal:
            ui.context.client.delete()
            page = plain_page("Too many pages", refusal.message, label="Home page", address="/")
            return HTMLResponse(page, 429, {"Retry-After": str(refusal.retry_after_seconds)})
        patience = asyncio.timeout(site.page_patience_seconds)
        try:
            async with patience, _a_place():
                await build(page_request, **parameters)
                for finish in page_request.page.finishers if page_request.page is not None else ():
                    await finish()
        except TimeoutError:
            if not patience.expired():
                raise
            ui.context.client.delete()
            return _crowded(request)
        except SignInNeeded:
            ui.context.client.delete()
            return RedirectResponse(sign_in_address(request), status_code=303)
        except DomainError as refusal:
            client = ui.context.client
            client.content.clear()
            if isinstance(refusal, NotFound):
                client.status_code = 404
                _unknown(page_request, refusal.message)
            elif isinstance(refusal, RateLimited):
                client.status_code = 429
                request.state.retry_after = refusal.retry_after_seconds
                with frame(page_request, "Too many requests"):
                    _sorry(refusal.message, "One address after another led nowhere.")
            elif isinstance(refusal, Unavailable):
                client.status_code = 503
                request.state.retry_after = refusal.retry_after_seconds
                with frame(page_request, "Unavailable just now"):
                    _sorry("Unavailable just now", refusal.message)
            else:
                client.status_code = 403
                _not_allowed(page_request, refusal.message)
        return None

    own = [_bounded(item) for item in list(inspect.signature(build).parameters.values())[1:]]
    request_parameter = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    show.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [request_parameter, *own]
    )
    ui.page(path, response_timeout=_NEVER_SECONDS)(show)


def _a_place() -> asyncio.Semaphore:
    return _places.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_AT_ONCE))


def _crowded(request: Request) -> Response:
    sentence = "Many people are opening pages at this moment. Nothing is lost; try again in a few seconds."
    page = plain_page("Very busy just now", sentence, label="Try again", address=str(request.url.path))
    return HTMLResponse(page, 503, {"Retry-After": "5", "Cache-Control": "no-store"})


def _spend(page_request: PageRequest) -> None:
    """Take one page out of what a person, or an address of whom nobody is known, may open."""
    if page_request.viewer is None:
        page_request.container.allowances.spend(NEW_PAGES, page_request.address)
    else:
        page_request.container.allowances.spend(OWN_PAGES, page_request.viewer.id)


def _bounded(parameter: inspect.Parameter) -> inspect.Parameter:
    """Return a parameter as the kind of value in an address that it is."""
    text = Name if parameter.default is inspect.Parameter.empty else Words
    kind = RowId if parameter.annotation is int else text
    return parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=kind)


def answer_requests_that_cannot_be_served(app: FastAPI) -> None:
    """Let what signs people in and out or sends files say what it can't do now, in a page of one sentence."""

    async def unavailable(_: Request, error: Exception) -> Response:
        assert isinstance(error, Unavailable)  # noqa: S101  # registered for nothing else
        return _unavailable(error)

    app.add_exception_handler(Unavailable, unavailable)


def _unavailable(refusal: Unavailable) -> Response:
    page = plain_page("Unavailable just now", refusal.message, label="Home page", address="/")
    return HTMLResponse(page, 503, {"Retry-After": str(refusal.retry_after_seconds), "Cache-Control": "no-store"})


def add_error_pages(outer: FastAPI, site: SiteFacts) -> None:
    """Serve pages of our own for addresses that don't exist and for errors that nobody expected."""

    @app.exception_handler(404)
    async def unknown_address(request: Request, _: Exception) -> Response:
        try:
            page_request = await page_request_of(site, request)
            _spend(page_request)
        except Unavailable as refusal:
            return _unavailable(refusal)
        except RateLimited:
            page_request = replace(page_request, viewer=None)
        if page_request.viewer is None:
            return _nowhere()
        with Client(ui.page(""), request=request) as client:
            _unknown(await open_page_request(site, request, client), "There is no such page.")
        return client.build_response(request, 404)

    async def unreadable(_: Request, error: Exception) -> Response:
        """An address with a value in it that none of its kind has: of a path, or of what follows it."""
        assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for nothing else
        if any(each["loc"][0] == "path" for each in error.errors()):
            return _nowhere()
        sentence = "Something in the address or the form can't be what was meant. Go there from the home page."
        page = plain_page("This can't be read", sentence, label="Home page", address="/")
        return HTMLResponse(page, status_code=400)

    for each in (outer, app):
        each.add_exception_handler(RequestValidationError, unreadable)

    def broken(error: Exception) -> None:
        apology = apology_for(error)
        with frame(PageRequest(site, ui.context.client.request, None), "Something went wrong"):
            _sorry("Something went wrong", apology)

    app.on_page_exception(broken)


def _nowhere() -> Response:
    sentence = "The address may be mistyped."
    page = plain_page("There is no such page.", sentence, label="Home page", address="/")
    return HTMLResponse(page, status_code=404)


def _unknown(page_request: PageRequest, message: str) -> None:
    with frame(page_request, "Not found"):
        _sorry(message, "The address may be mistyped, or it belongs to an organization that you are not a member of.")


def _not_allowed(page_request: PageRequest, message: str) -> None:
    with frame(page_request, "Not allowed"):
        hint = "If this is your task, ask an admin of the organization for the role."
        _sorry(message, hint, about=help_of_page())


def _sorry(title: str, hint: str, *, about: str = HELP) -> None:
    with element("card"):
        empty(title, hint, Lead("Home page", "/"), icon="search", is_heading=True, about=about)
