"""How a page is registered: who asks is found out first, and every refusal gets a page of its own."""

import inspect
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from nicegui import Client, app, ui

from application.domain.errors import DomainError, NotFound, RateLimited
from application.domain.text import clean_text
from components.action import apology_for
from components.empty import empty
from components.markup import box, link
from views.frame import frame
from views.site_facts import SiteFacts
from views.visit import SignInNeeded, Visit, page_visit_of, sign_in_address

Builder = Callable[..., Awaitable[None]]


def add_page(site: SiteFacts, path: str, build: Builder) -> None:
    """Serve a page; `build` takes the visit and the parameters of its path and query."""

    async def show(request: Request, **parameters: object) -> Response | None:
        visit = await page_visit_of(site, request, ui.context.client)
        try:
            await build(visit, **{name: _cleaned(value) for name, value in parameters.items()})
        except SignInNeeded:
            return RedirectResponse(sign_in_address(request), status_code=303)
        except DomainError as refusal:
            client = ui.context.client
            client.content.clear()
            if isinstance(refusal, NotFound):
                client.status_code = 404
                _unknown(visit, refusal.message)
            elif isinstance(refusal, RateLimited):
                client.status_code = 429
                request.state.retry_after = refusal.retry_after_seconds
                with frame(visit, "Too many requests"):
                    _sorry(refusal.message, "One address after another led nowhere.")
            else:
                client.status_code = 403
                _not_allowed(visit, refusal.message)
        return None

    own = list(inspect.signature(build).parameters.values())[1:]
    request_parameter = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    show.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [request_parameter, *(item.replace(kind=inspect.Parameter.KEYWORD_ONLY) for item in own)]
    )
    ui.page(path)(show)


def _cleaned(parameter: object) -> object:
    return clean_text(parameter) if isinstance(parameter, str) else parameter


def add_error_pages(site: SiteFacts) -> None:
    """Serve pages of our own for addresses that don't exist and for errors that nobody expected."""

    @app.exception_handler(404)
    async def unknown_address(request: Request, _: Exception) -> Response:
        with Client(ui.page(""), request=request) as client:
            visit = await page_visit_of(site, request, client)
            _unknown(visit, "There is no such page.")
        return client.build_response(request, 404)

    def broken(error: Exception) -> None:
        apology = apology_for(error)
        with frame(Visit(site, ui.context.client.request, None), "Something went wrong"):
            _sorry("Something went wrong", apology)

    app.on_page_exception(broken)


def _unknown(visit: Visit, message: str) -> None:
    with frame(visit, "Not found"):
        _sorry(message, "The address may be mistyped, or it belongs to an organization that you are not a member of.")


def _not_allowed(visit: Visit, message: str) -> None:
    with frame(visit, "Not allowed"):
        _sorry(message, "If this is your task, ask an admin of the organization for the role.")


def _sorry(title: str, hint: str) -> None:
    with box("card"):
        empty(title, hint, icon="search", is_heading=True)
        with box("row row--centre"):
            link("To the front page", "/", "button button--primary")
