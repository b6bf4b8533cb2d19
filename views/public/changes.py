"""What changes on open public pages, told over server-sent events: made once per change, whoever listens."""

import asyncio
import json
import logging
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from application.answers import IS_HEAD, LASTS
from application.domain.clock import Clock
from application.domain.errors import DomainError, NotFound
from application.domain.events import Event
from application.domain.events.messages import WAKES_SENDERS
from application.events import EventBus, concerned
from application.rate_limits import asker
from application.turns import take_turn
from components.moment import instant_text
from views.public.kept import KEPT_FOR
from views.public.sheet import Moving, PublicPage, Rows

logger = logging.getLogger(__name__)

_MOST, _MOST_OF_ONE = 20_000, 200
"""Listeners of this process, and of one address among them."""
_MOST_PAGES_OF_ONE = 40
"""Different pages that one address lets be read again at every change; who joins others on a page costs no more."""
_FULL = "Too many follow from your address. Close some pages; this one still shows what is new when it is loaded."
_GATHER = 0.1
"""Seconds in which a burst of events becomes one change."""
_REST = 0.4
_AFTER_A_REFUSAL = 2.0
_VERSIONS = 16
"""How many earlier versions are known; who has an older one is told everything."""
_LONGEST_VERSION = 32
_AT_ONCE = 100
_HEARTBEAT_SECONDS = 20.0
"""Between two signs of life to a listener, or a proxy would take the line for dead."""
_RETRY_MILLISECONDS = 3_000

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_SIGN_OF_LIFE = b": still here\n\n"
_GONE = b"event: gone\ndata:\n\n"

Read = Callable[[], Awaitable[PublicPage]]


class _Listener:
    """One open page. It is woken when there is something to send, or when its browser has gone."""

    __slots__ = ("is_due", "is_over", "version", "woken")

    def __init__(self, version: str) -> None:
        self.version = version
        self.woken = asyncio.Event()
        self.is_due = False
        """A sign of life is."""
        self.is_over = False

    def end(self) -> None:
        self.is_over = True
        self.woken.set()

    def heartbeat(self) -> None:
        self.is_due = True
        self.woken.set()


class _Followed:
    """A page that somebody follows, with what became of it lately."""

    def __init__(self, page: PublicPage, whose: str) -> None:
        self.page = page
        self.whose = whose
        """The address that was the first to follow it."""
        self.listeners: dict[_Listener, None] = {}
        self.woken = asyncio.Event()
        self.is_gone = False
        self.stop: Callable[[], object] = lambda: None
        """Ends the reading of the page, when nobody listens any more."""
        self._earlier: OrderedDict[str, Moving] = OrderedDict()
        self._told: dict[str, bytes] = {}

    @property
    def version(self) -> str:
        return self.page.moving.version

    def show(self, page: PublicPage) -> bool:
        """Take a newer reading; tell whether anything of it moved."""
        before, self.page = self.page.moving, page
        if before.version == page.moving.version:
            return False
        self._earlier[before.version] = before
        while len(self._earlier) > _VERSIONS:
            self._earlier.popitem(last=False)
        self._told.clear()
        return True

    def since(self, version: str) -> bytes:
        """Return what differs from a version; everything where that one is not known any more."""
        earlier = self._earlier.get(version)
        key = version if earlier is not None else ""
        if key not in self._told:
            self._told[key] = _difference(self.page.moving, earlier)
        return self._told[key]


class Changes:
    """Each followed page is read again once per change; its listeners share what is sent."""

    def __init__(self, bus: EventBus, clock: Clock) -> None:
        self._clock = clock
        self._followed: dict[str, _Followed] = {}
        self._held: Counter[str] = Counter()
        self._opening: Counter[str] = Counter()
        """How many pages of an address are read for the first time."""
        bus.subscribe(Event, self._hear)

    def __len__(self) -> int:
        return sum(len(followed.listeners) for followed in self._followed.values())

    def __contains__(self, address: str) -> bool:
        return address in self._followed

    def _follows_too_many(self, whose: str, address: str) -> bool:
        own = self._opening[whose] + sum(followed.whose == whose for followed in self._followed.values())
        return address not in self and own >= _MOST_PAGES_OF_ONE

    async def tell(self, scope: Scope, receive: Receive, send: Send, address: str, read: Read) -> None:
        """Tell a browser what changes of a page until it goes. Raises `DomainError` where there is no such page."""
        whose = asker(scope["client"][0] if scope.get("client") else None)
        if self._held[whose] >= _MOST_OF_ONE or len(self) >= _MOST or self._follows_too_many(whose, address):
            await PlainTextResponse(_FULL, 429, {"Retry-After": "60"})(scope, receive, send)
            return
        self._held[whose] += 1
        try:
            followed = self._followed.get(address) or await self._open(whose, address, read)
            await self._listen(scope, receive, send, address, followed, read)
        finally:
            self._held[whose] -= 1
            if not self._held[whose]:
                del self._held[whose]

    async def _open(self, whose: str, address: str, read: Read) -> _Followed:
        self._opening[whose] += 1
        try:
            fresh = _Followed(await read(), whose)
        finally:
            self._opening[whose] -= 1
            if not self._opening[whose]:
                del self._opening[whose]
        return self._followed.setdefault(address, fresh)

    async def _listen(
        self, scope: Scope, receive: Receive, send: Send, address: str, followed: _Followed, read: Read
    ) -> None:
        known = Headers(scope=scope).get("last-event-id") or QueryParams(scope["query_string"]).get("since", "")
        listener = _Listener(known[:_LONGEST_VERSION])
        if not followed.listeners:
            keeping = asyncio.create_task(self._keep(followed, read), name="follow a public page")
            followed.stop = keeping.cancel
        followed.listeners[listener] = None
        scope.setdefault("state", {})[LASTS] = True
        leaving = asyncio.ensure_future(_until_gone(receive))
        leaving.add_done_callback(lambda _: listener.end())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await send(_piece(self._greeting()))
            while not (listener.is_over or scope["state"].get(IS_HEAD)):
                if followed.is_gone:
                    await send(_piece(_GONE))
                    break
                if listener.version != followed.version:
                    told, listener.version = followed.since(listener.version), followed.version
                    await send(_piece(told))
                elif listener.is_due:
                    await send(_piece(_SIGN_OF_LIFE))
                listener.is_due = False
                await listener.woken.wait()
                listener.woken.clear()
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            leaving.cancel()
            del followed.listeners[listener]
            if not followed.listeners:
                followed.stop()
                self._followed.pop(address, None)

    def _greeting(self) -> bytes:
        """The time tells a browser how wrong its own clock is."""
        return f"retry: {_RETRY_MILLISECONDS}\nevent: time\ndata: {instant_text(self._clock.now())}\n\n".encode()

    async def _keep(self, followed: _Followed, read: Read) -> None:
        """Read the page again when something happened, and wake its listeners by and by."""
        beating = asyncio.create_task(self._heartbeat(followed), name="keep lines to public pages open")
        try:
            while True:
                await self._until_due(followed)
                await asyncio.sleep(_GATHER)
                await take_turn()
                followed.woken.clear()
                try:
                    page = await read()
                except NotFound:
                    followed.is_gone = True
                    await _wake(followed)
                    return
                except DomainError as refusal:
                    logger.info("A public page keeps what it shows: %s", refusal.message)
                    await asyncio.sleep(_AFTER_A_REFUSAL)
                    continue
                if followed.show(page):
                    await _wake(followed)
                await asyncio.sleep(_REST)
        except Exception:
            logger.exception("A public page is not followed any more.")
            for listener in tuple(followed.listeners):
                listener.end()
        finally:
            beating.cancel()

    async def _until_due(self, followed: _Followed) -> None:
        until = followed.page.holds_until
        seconds = KEPT_FOR.total_seconds()
        if until is not None:
            seconds = min(max((until - self._clock.now()).total_seconds(), 0), seconds)
        waiting = {asyncio.ensure_future(followed.woken.wait()), asyncio.ensure_future(self._clock.sleep(seconds))}
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()

    async def _heartbeat(self, followed: _Followed) -> None:
        while True:
            await self._clock.sleep(_HEARTBEAT_SECONDS)
            for number, listener in enumerate(tuple(followed.listeners)):
                listener.heartbeat()
                if number % _AT_ONCE == _AT_ONCE - 1:
                    await asyncio.sleep(0)

    def _hear(self, event: Event) -> None:
        if isinstance(event, WAKES_SENDERS):
            return
        for followed in self._followed.values():
            if concerned(event, followed.page.concerns):
                followed.woken.set()


async def _wake(followed: _Followed) -> None:
    """Wake the listeners of a page, some at a time, so that the loop is never held for thousands of them."""
    for number, listener in enumerate(tuple(followed.listeners)):
        listener.woken.set()
        if number % _AT_ONCE == _AT_ONCE - 1:
            await asyncio.sleep(0)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _piece(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": True}


def _difference(now: Moving, before: Moving | None) -> bytes:
    """Return the event that brings a page from one version to another; from whichever one for None."""
    was_parts = before.parts if before is not None else {}
    was_tables = before.tables if before is not None else {}
    told = {
        "parts": {name: markup for name, markup in now.parts.items() if was_parts.get(name) != markup},
        "tables": {
            name: _rows(rows, was_tables.get(name, {}))
            for name, rows in now.tables.items()
            if was_tables.get(name) != rows
        },
    }
    return f"id: {now.version}\nevent: show\ndata: {json.dumps(told)}\n\n".encode()


def _rows(rows: Rows, before: Rows) -> dict[str, object]:
    changed = {key: markup for key, markup in rows.items() if before.get(key) != markup}
    return {"order": list(rows) if list(rows) != list(before) else None, "changed": changed}
