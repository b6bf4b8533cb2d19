"""Pages for people without an account, as they come over the wire."""

import asyncio
import json
import re
from typing import Any, Self

import httpx
from starlette.types import ASGIApp, Message, Scope

from components.choices import address_of
from tests.support.rehearsal import eventually
from tests.support.seen import Seen, seen_in
from tests.support.site import Visitor
from views.public.places import PLACES

_ROWS = {
    "tournaments": "tournament_id",
    "live-races": "live_race_id",
    "pools": "pool_id",
    "permalinks": "permalink_id",
}
_TELLING = ("etag", "last-modified", "cache-control", "content-disposition", "expires", "age")
_NAMES = {"document": "api", "picture": "none"}
_WORDS = {
    "accent": "c2410c",
    "complete": "yes",
    "order": "name",
    "page": "2",
    "pool": "1",
    "rows": "3",
    "search": "anju",
    "stream": "yes",
    "theme": "dark",
}


def public_addresses(**parameters: object) -> list[str]:
    """Every address for people without an account: as it is, and with all that its query may say.

    A row or a word that is not known here is an error, so that no crawl forgets a new one.
    """
    found = []
    for place in PLACES:
        kind = place.path.removeprefix("/embed").split("/")[1]
        row = parameters[_ROWS[kind]] if "{id}" in place.path else None
        path = place.path.format(id=row, slug=parameters["slug"], user=parameters["user_id"], **_NAMES)
        found.append(path)
        if place.words:
            found.append(address_of(path, {word: _WORDS[word] for word in place.words}))
    return found


def in_full(answer: httpx.Response) -> str:
    """What an answer says: its text and, of its headers, what may tell that something has changed; a refusal is one."""
    if answer.status_code != 200:
        return str(answer.status_code)
    told = [f"{name}: {answer.headers[name]}" for name in _TELLING if name in answer.headers]
    return "\n".join([*told, answer.content.decode("latin-1")])


async def page_at(visitor: Visitor, path: str) -> Seen:
    """Return a page that is served as it is, without the page framework."""
    answer = await visitor.get(path)
    assert answer.status_code == 200, answer.text
    assert "nicegui" not in answer.text
    return seen_in(answer.text)


def words_of(page: Seen, name: str) -> str:
    """Return the text inside the elements of that name, one line each."""
    return "\n".join(" ".join(each.texts) for each in page.named(name))


class Following:
    """A browser that listens to what changes of a public page."""

    def __init__(self, app: ASGIApp, path: str, *, address: str = "203.0.113.7", **headers: str) -> None:
        place, _, query = path.partition("?")
        self._app = app
        self._scope: Scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "GET",
            "path": place,
            "raw_path": place.encode(),
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
            "client": (address, 1234),
            "server": ("test", 80),
            "scheme": "http",
            "root_path": "",
            "state": {},
        }
        self._gone = asyncio.Event()
        self.status = 0
        self.heard = ""

    async def __aenter__(self) -> Self:
        self._task = asyncio.ensure_future(self._app(self._scope, self._receive, self._send))
        await eventually(lambda: self.status != 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._gone.set()
        await self._task

    async def _receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.heard += message["body"].decode()

    @property
    def shown(self) -> list[dict[str, Any]]:
        """What the page was told to show, one after the other."""
        return [json.loads(data) for data in re.findall(r"event: show\ndata: (.*)\n", self.heard)]

    @property
    def version(self) -> str:
        return str(re.findall(r"id: (.*)\n", self.heard)[-1])

    @property
    def is_over(self) -> bool:
        """Whether the answer has come to its end."""
        return self._task.done()

    async def hears(self, words: str) -> None:
        await eventually(lambda: words in self.heard)
