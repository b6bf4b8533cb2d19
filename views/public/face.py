"""What people without an account see at the addresses of pages, before the page framework is asked.

Whoever is signed in and a member gets the page that the framework makes; nothing is kept here for anybody in person.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from application.context import Actor, OrgContext
from application.domain.errors import DomainError, NotFound
from application.domain.ids import LIVE_RACE, PERMALINK, POOL, TOURNAMENT, Kind, read_id
from application.domain.text import clean_text
from application.rate_limits import NEW_PAGES
from application.read_models import OrganizationView
from application.services.people.identity_service import SESSION_COOKIE, OpenSession
from components.choices import address_of
from components.plain_page import plain_page
from views.page_request import asker_of
from views.public.answers import Answer, kept_to_oneself, status_of
from views.public.changes import Changes
from views.public.embed_frame import EmbedFrame
from views.public.frame import Frame
from views.public.kept import Kept, Made
from views.public.sheet import Community, EmbedLook, EmbedPage, PublicFile, PublicPage
from views.site_facts import SiteFacts

_MOST_PAGES, _MOST_BYTES = 2_000, 32_000_000
_LONGEST_QUERY = 200

_EVENTS = "/events"
_EMBED = "/embed"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, by whoever it is."""

    site: SiteFacts
    ctx: OrgContext | None
    """None for what is of no single organization."""
    row_id: int
    """Of the row that the address names; 0 where it names none."""
    path: str
    words: Mapping[str, str]
    """What of the query the page understands."""
    steps: Mapping[str, str] = field(default_factory=dict)
    """What else the path names."""
    organization: OrganizationView | None = None

    def entered(self) -> OrgContext:
        """Return the context of a page of one organization."""
        assert self.ctx is not None  # noqa: S101  # its place says which organization
        return self.ctx

    def owner(self) -> OrganizationView:
        """Return whose page it is."""
        assert self.organization is not None  # noqa: S101  # its place says which organization
        return self.organization

    def word(self, name: str) -> str:
        return self.words.get(name, "")

    def step(self, name: str) -> str:
        return self.steps[name]

    @property
    def address(self) -> str:
        """The page's own address: what was asked for without what the page doesn't understand."""
        return address_of(self.path, self.words)


Found = PublicPage | PublicFile
Build = Callable[[Asked], Awaitable[Found]]


@dataclass(frozen=True, slots=True)
class Place:
    """One kind of address; `kind` is of the row that it names, None where it has a short name, or nothing."""

    path: str
    pattern: re.Pattern[str]
    build: Build
    kind: Kind[Any] | None = None
    words: tuple[str, ...] = ()
    for_members: bool = False
    """Members get it from here, too."""

    @property
    def is_embed(self) -> bool:
        """Whether it is for the frames of other sites, where nobody is signed in."""
        return self.path.startswith(f"{_EMBED}/")


_KINDS: Mapping[str, Kind[Any]] = {
    "tournaments": TOURNAMENT,
    "live-races": LIVE_RACE,
    "pools": POOL,
    "permalinks": PERMALINK,
}


def place(path: str, build: Build, *words: str, for_members: bool = False) -> Place:
    """Describe an address, e.g. "/pools/{id}"; `words` are what of a query the page understands."""
    pattern = (
        path.replace(".", r"\.")
        .replace("{id}", r"(?P<id>[1-9][0-9]{0,18})")
        .replace("{slug}", r"(?P<slug>[a-z0-9-]{1,100})")
    )
    pattern = pattern.replace("{picture}", r"(?P<picture>[a-z0-9-]{1,60})")
    pattern = pattern.replace("{document}", r"(?P<document>(?!events\b)[a-z-]{1,40})")
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[1-9][0-9]{0,18})", pattern)
    return Place(
        path, re.compile(pattern), build, _KINDS.get(path.removeprefix(_EMBED).split("/")[1]), words, for_members
    )


@dataclass(frozen=True, slots=True)
class _Key:
    address: str
    signed_in: bool


class PublicFace:
    def __init__(self, app: ASGIApp, site: SiteFacts, places: tuple[Place, ...]) -> None:
        self._app = app
        self._site = site
        self._places = places
        self._frame = Frame(site)
        self._embeds = EmbedFrame(site)
        container = site.container
        self._found: Kept[str, Found] = Kept(container.bus, container.clock, most=_MOST_PAGES, most_bytes=_MOST_BYTES)
        self._changes = Changes(container.bus, container.clock)
        container.meters.counts("listeners", lambda: len(self._changes))
        self._answers: Kept[_Key, Answer] = Kept(
            container.bus, container.clock, most=_MOST_PAGES, most_bytes=_MOST_BYTES
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        found = self._find(path)
        if found is not None:
            scope["measured_as"] = "embeds" if found[0].is_embed else "public pages"
            await self._show(scope, receive, send, *found)
        elif path.endswith(_EVENTS) and (found := self._find(path.removesuffix(_EVENTS) or "/")) is not None:
            scope["measured_as"] = "listeners"
            await self._tell(scope, receive, send, *found)
        else:
            await self._app(scope, receive, send)

    async def _show(self, scope: Scope, receive: Receive, send: Send, where: Place, match: re.Match[str]) -> None:
        token = None if where.is_embed else self._token(scope)
        try:
            answer = await self._answer_for(token, scope, where, match)
        except DomainError as refusal:
            if where.is_embed:
                asked = self._asked(scope, where, match.string)
                look = EmbedLook.asked(asked.word("theme"), asked.word("accent"))
                await self._embeds.refusal(refusal, look)(scope, receive, send)
                return
            if not isinstance(refusal, NotFound):
                await _refuse(refusal)(scope, receive, send)
                return
            answer = None
        if answer is None:
            await self._app(scope, receive, kept_to_oneself(send))
        else:
            await answer.send(scope, send, is_shared=token is None)

    async def _answer_for(self, token: str | None, scope: Scope, where: Place, match: re.Match[str]) -> Answer | None:
        """Return None where the asker is a member, for whom the page framework makes the page."""
        session = await self._site.container.identity.find_session(token) if token else None
        if session is not None and not where.for_members and await self._is_at_home(session, where, match):
            return None
        asked = self._asked(scope, where, match.string)
        signed_in = session is not None
        key = _Key(asked.address, signed_in)
        answer = self._answers.find(key)
        if answer is None:
            self._spend(scope)
            answer = await self._answers.get(key, lambda: self._answer(where, match, asked, signed_in=signed_in))
        return answer

    async def _tell(self, scope: Scope, receive: Receive, send: Send, where: Place, match: re.Match[str]) -> None:
        """Tell what changes of a page; it is the same for everybody, whoever has a session."""
        asked = self._asked(scope, where, match.string)

        async def read() -> PublicPage:
            found = await self.find(where, match, asked)
            if not isinstance(found, PublicPage):
                raise NotFound("page")
            return found

        try:
            if asked.address not in self._changes and self._found.find(asked.address) is None:
                self._spend(scope)
            await self._changes.tell(scope, receive, send, asked.address, read)
        except DomainError as refusal:
            status, headers = status_of(refusal)
            await PlainTextResponse(refusal.message, status, headers)(scope, receive, send)

    async def find(self, where: Place, match: re.Match[str], asked: Asked) -> Found:
        """Return what everybody without an account sees at an address."""

        async def make() -> Made[Found]:
            ctx = await self._enter(where, match)
            row_id = read_id(match["id"]) if where.kind is not None else None
            owner = await self._site.container.organizations.get_organization(ctx) if ctx is not None else None
            found = await where.build(
                Asked(asked.site, ctx, row_id or 0, asked.path, asked.words, match.groupdict(), owner)
            )
            if owner is not None and isinstance(found, PublicPage):
                found = replace(found, community=Community.of(owner))
            size = 2 * len(found.body) if isinstance(found, PublicPage) else len(found.content)
            return Made(found, size, found.concerns, found.holds_until)

        return await self._found.get(asked.address, make)

    async def _answer(self, where: Place, match: re.Match[str], asked: Asked, *, signed_in: bool) -> Made[Answer]:
        found = await self.find(where, match, asked)
        if isinstance(found, EmbedPage):
            answer = self._embeds.answer(found)
        elif isinstance(found, PublicPage):
            answer = self._frame.answer(found, signed_in=signed_in)
        else:
            answer = _file(found)
        return Made(answer, answer.size, found.concerns, found.holds_until)

    def _spend(self, scope: Scope) -> None:
        self._site.container.allowances.spend(NEW_PAGES, asker_of(Request(scope)))

    def _find(self, path: str) -> tuple[Place, re.Match[str]] | None:
        for each in self._places:
            match = each.pattern.fullmatch(path)
            if match is not None:
                return each, match
        return None

    def _token(self, scope: Scope) -> str | None:
        """Return what a browser has of a session, which may have ended."""
        for name, value in scope["headers"]:
            if name == b"cookie":
                return self._site.container.cookies.read(cookie_parser(value.decode("latin-1")), SESSION_COOKIE)
        return None

    def _asked(self, scope: Scope, where: Place, path: str) -> Asked:
        query = scope["query_string"].decode("latin-1")
        given = dict(parse_qsl(query)) if where.words and len(query) <= 2_000 else {}
        words = {name: clean_text(given[name])[:_LONGEST_QUERY] for name in where.words if given.get(name)}
        return Asked(self._site, None, 0, path, words)

    async def _is_at_home(self, session: OpenSession, where: Place, match: re.Match[str]) -> bool:
        """Tell whether somebody is a member, for whom the page framework makes this page."""
        access, actor = self._site.container.access, Actor(session.user.id, session.user.name)
        groups = match.groupdict()
        try:
            if where.kind is not None:
                await access.enter_at(actor, where.kind, read_id(groups["id"]) or 0)
            elif "slug" in groups:
                await access.enter_by_slug(actor, groups["slug"])
        except NotFound:
            return False
        return True

    async def _enter(self, where: Place, match: re.Match[str]) -> OrgContext | None:
        access, groups = self._site.container.access, match.groupdict()
        if where.kind is not None:
            row_id = read_id(groups["id"])
            if row_id is None:
                raise NotFound(where.kind.noun)
            return await access.enter_public_at(where.kind, row_id)
        return await access.enter_public_organization(groups["slug"]) if "slug" in groups else None


def _file(found: PublicFile) -> Answer:
    headers = [("Content-Disposition", f'inline; filename="{found.name}"')] if found.name else []
    if found.policy:
        headers.append(("Content-Security-Policy", found.policy))
    return Answer.of(found.content, found.kind, *headers, compresses=found.kind.startswith("text/"))


def _refuse(refusal: DomainError) -> HTMLResponse:
    status, headers = status_of(refusal)
    title = {429: "Too many pages", 503: "Unavailable just now"}.get(status, "Not allowed")
    page = plain_page(title, refusal.message, label="Home page", address="/")
    return HTMLResponse(page, status, headers)
