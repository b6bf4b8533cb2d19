"""The product's pages for tests: in a simulated browser, or served on loopback for a real one."""

import asyncio
import base64
import gc
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from nicegui import Client, ui
from nicegui.outbox import Message
from nicegui.testing import User
from nicegui.testing.general import nicegui_reset_globals
from nicegui.testing.user_interaction import UserInteraction

from application.container import Container
from application.domain.ids import UserId
from application.services.people.identity_service import SESSION_COOKIE
from tests.support.rehearsal import eventually
from tests.support.seen import Seen, seen, within_markup
from views.site import mount_site
from views.site_facts import Rehearsal


@asynccontextmanager
async def mounted_site(container: Container, rehearsal: Rehearsal | None = None) -> AsyncIterator[FastAPI]:
    """Mount the pages on an application of their own; the page framework is as new before and after."""
    with nicegui_reset_globals():
        gc.freeze()  # the framework has just collected garbage, and looks at every object twice more before the end
        app = FastAPI()
        mount_site(app, container, rehearsal=rehearsal)
        yield app


_TELLS = re.compile(r"tell(?:Done|Refused)\((.*)\)")
_ASSETS = ("/static/", "/_nicegui/")
_SPOKEN = ("aria-label", "title", "label", "placeholder", "alt", "data-label", "options")


class _Browser(User):
    """A simulated browser that a page may also lead to plain HTML; nothing of that is seen."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        super().__init__(client)
        self.notices: list[str] = []

    async def open(self, path: str, *, clear_forward_history: bool = True) -> Client:
        try:
            return await super().open(path, clear_forward_history=clear_forward_history)
        except ValueError:  # it is no page of the page framework
            if self.client is None:
                raise
            self.back_history.append(path)
            return self.client

    def _patch_outbox_emit_function(self) -> None:
        super()._patch_outbox_emit_function()
        emit = self._client.outbox._emit

        async def hear(message: Message) -> None:
            await emit(message)
            if message[1] == "run_javascript" and (told := _TELLS.match(message[2]["code"])):
                self.notices.append(json.loads(told[1]))

        self._client.outbox._emit = hear  # type: ignore[method-assign]


class Visitor:
    """Somebody with a simulated browser, who sees what a page shows."""

    def __init__(self, browser: _Browser, files: tuple[str, ...] = ()) -> None:
        self._browser = browser
        self.files = files
        """The addresses of downloads, with the names of their places."""

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask for a page without opening it; redirections are not followed."""
        return await self._browser.http_client.get(path, headers=headers)

    async def head(self, path: str) -> httpx.Response:
        return await self._browser.http_client.head(path)

    async def post(self, path: str, data: dict[str, str], **headers: str) -> httpx.Response:
        return await self._browser.http_client.post(path, data=data, headers=headers)

    async def open(self, path: str) -> str:
        """Open a page and return its text."""
        before = self._browser.client
        assert await self._browser.open(path) is not before, f"{path} is plain HTML: ask for it with get"
        return self.text

    async def may_open(self, path: str) -> bool:
        """Open a page unless it is refused."""
        try:
            await self._browser.open(path)
        except AssertionError:
            return False
        return True

    @property
    def text(self) -> str:
        """All text on the open page, in the order of its making."""
        return "\n".join(self._page().texts)

    @property
    def words(self) -> str:
        """What is read out of the open page as well as what is seen on it: text, labels, hints and choices."""
        props = (
            str(element.props[name]) for element in self._page().walk() for name in _SPOKEN if name in element.props
        )
        return "\n".join([self.text, *props])

    def part(self, name: str) -> str:
        """The text inside the elements of that name, one line each."""
        return "\n".join(" ".join(element.texts) for element in self._page().named(name))

    @property
    def element_count(self) -> int:
        """Of how many elements of the page framework the open page is made."""
        return len(self._elements())

    @property
    def notices(self) -> list[str]:
        """What short messages have said so far."""
        return list(self._browser.notices)

    async def notice(self, sentence: str) -> None:
        """Wait until a short message has said this."""
        await eventually(lambda: sentence in self.notices)

    def drafts(self) -> list[str]:
        """How the drafts of the forms on the open page are called."""
        return [str(element.props["data-draft"]) for element in self._elements() if "data-draft" in element.props]

    def addresses(self) -> set[str]:
        """Where the links on the open page lead."""
        return {str(element.props["href"]) for element in self._page().walk() if "href" in element.props}

    async def sees(self, sentence: str) -> None:
        """Wait until the open page shows a sentence."""
        await eventually(lambda: sentence in self.text)

    async def finds(self, sentence: str, *, within: str) -> None:
        """Wait until the elements of a name show a sentence."""
        await eventually(lambda: sentence in self.part(within))

    async def shows(self, name: str) -> None:
        """Wait until the open page has an element of that name."""
        await eventually(lambda: self._page().named(name))

    async def gone(self, sentence: str) -> None:
        """Wait until the open page no longer shows a sentence."""
        await eventually(lambda: sentence not in self.text)

    async def arrives_at(self, path: str) -> None:
        """Wait until the browser was led to another page."""
        await eventually(lambda: self._browser.back_history[-1] == path)

    async def click(self, name: str, *, number: int | None = None) -> None:
        """Click on the only element of that name, or on one of several, counted from 0."""
        found = list(self._clickable(name))
        assert number is not None or len(found) == 1, f"{len(found)} elements are called {name}"
        element, within = found[number or 0]
        there = UserInteraction(self._browser, {element}, name)
        if within is None:
            there.click()
        else:
            there.trigger("click", {"act": within.props["data-act"], "row": within.props["data-row"]})

    def _clickable(self, name: str) -> Iterator[tuple[ui.element, Seen | None]]:
        """Elements of that name, and those within markup with the element that hears their clicks."""
        for element in self._elements():
            if element.props.get("data-testid") == name:
                yield element, None
            elif within_markup(element):
                yield from ((element, each) for each in seen(element).named(name) if "data-act" in each.props)

    async def send(self, draft: str, **values: str | bool) -> None:
        """Send the form whose draft has that name, with these values in its fields."""
        await self._trigger(draft, "submit.prevent", values)

    async def fill(self, draft: str, **values: str | bool) -> None:
        """Leave a field of the form whose draft has that name, with these values in its fields."""
        await self._trigger(draft, "change", values)

    async def type_into(self, draft: str, field: str) -> None:
        """Change what stands in a refused field of the form whose draft has that name, without leaving it."""
        await self._trigger(draft, "input", field)

    async def choose_workbook(self, draft: str, content: bytes) -> None:
        """Send a form for a long text with a workbook as its file, as a browser does."""
        await self.paste(draft, base64.b64encode(content).decode(), is_workbook=True)

    async def paste(
        self, draft: str, text: str, *, pieces: int = 1, is_workbook: bool = False, **values: str | bool
    ) -> None:
        """Send a form for a long text in so many pieces, as a browser does."""
        size = max(-(-len(text) // pieces), 1)
        parts = [text[start : start + size] for start in range(0, len(text), size)]
        announced = {"batch": 1, "values": values, "workbook": is_workbook, "count": len(parts), "length": len(text)}
        await self._trigger(draft, "submit.prevent", announced)
        for number, piece in enumerate(parts):
            await self._trigger(draft, "submit.prevent", {"batch": 1, "number": number, "piece": piece})

    async def look_for(self, **values: str) -> None:
        """Change what the filters above a list say."""
        (form,) = [element for element in self._elements() if element.props.get("data-testid") == "filters"]
        UserInteraction(self._browser, {form}, "filters").trigger("input", values)

    async def _trigger(self, draft: str, event: str, arguments: object) -> None:
        await eventually(lambda: draft in self.drafts())
        (form,) = [element for element in self._elements() if element.props.get("data-draft") == draft]
        UserInteraction(self._browser, {form}, draft).trigger(event, arguments)

    def _page(self) -> Seen:
        client = self._browser.client
        assert client is not None, "no page is open"
        return seen(client.layout)

    def _elements(self) -> list[ui.element]:
        client = self._browser.client
        assert client is not None, "no page is open"
        return list(client.layout.descendants(include_self=True))


def every_page(**parameters: object) -> list[str]:
    """The addresses of all pages of the mounted site. A page that wants a parameter not named here is an error."""
    return sorted(path.format(**parameters) for path in set(Client.page_routes.values()) if path)


def _files_of(app: FastAPI) -> Iterator[str]:
    """Find the routes of the mounted site that answer a GET and are neither pages nor its styles and scripts."""
    for included in app.routes:
        for route in getattr(included, "original_router", APIRouter()).routes:
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()) and not route.path.startswith(_ASSETS):
                yield route.path


@asynccontextmanager
async def visiting(
    container: Container,
    patch: pytest.MonkeyPatch,
    *,
    user_id: UserId | None,
    rehearsal: Rehearsal | None = None,
    session: str | None = None,
) -> AsyncIterator[Visitor]:
    """Open a simulated browser, signed in as a user, who may have a session already, or as a stranger."""
    patch.setenv("NICEGUI_USER_SIMULATION", "true")
    for name in ("navigate", "notify", "download"):
        patch.setattr(ui, name, getattr(ui, name))  # the browser puts its own there, and a later one is a real one
    async with (
        mounted_site(container, rehearsal) as app,
        running(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client,
    ):
        if user_id is not None:
            client.cookies.set(SESSION_COOKIE, session or await container.identity.open_session(user_id))
        yield Visitor(_Browser(client), tuple(_files_of(app)))


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[None]:
    """Start an application and stop it again even when the test has failed."""
    lifespan = app.router.lifespan_context(app)
    await lifespan.__aenter__()
    try:
        yield
    finally:
        await lifespan.__aexit__(None, None, None)


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """Serve an application on a free loopback port and return its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        await eventually(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving
        await _end_heartbeats()


async def _end_heartbeats() -> None:
    """End the tasks of open sockets, which the socket library leaves to the end of the process."""
    beating = [task for task in asyncio.all_tasks() if "engineio" in task.get_coro().cr_code.co_filename]  # type: ignore[union-attr]
    for task in beating:
        task.cancel()
    await asyncio.gather(*beating, return_exceptions=True)
