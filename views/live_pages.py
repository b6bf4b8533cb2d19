"""Open pages, which last no longer than the session that they were opened in and the membership that they need."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from nicegui import Client, background_tasks

from application.container import Container
from application.context import Actor, OrgContext
from application.domain.errors import SessionEnded
from application.domain.events import Edited, EditedEvent, Event
from application.domain.events.people import MemberRemovedEvent, SessionsEndedEvent
from application.domain.ids import OrganizationId, PersonRef, PlayerRef
from application.services.people.identity_service import SESSION_COOKIE, OpenSession
from components.empty import Lead
from components.page_life import PageLife, begin_life, end_page, forget_life, life_of

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 2.0
"""How soon a page follows what was done in another process, with one query for all pages of this one."""
_LOOKS_BETWEEN = 30
"""After how many looks at which nothing had moved pages are compared all the same."""


@dataclass(eq=False)
class OpenPage:
    """One tab of somebody who is signed in."""

    client: Client
    session: OpenSession
    entered: dict[OrganizationId, OrgContext] = field(default_factory=dict)
    """What the viewer could do in the page's organizations when the page last looked."""
    finishers: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    """What is read for the frame of the page before it is sent, once its content is made."""

    def note(self, ctx: OrgContext) -> None:
        self.entered[ctx.organization_id] = ctx

    @property
    def actor(self) -> Actor:
        return Actor(self.session.user.id, self.session.user.name)

    def end_with_session(self) -> None:
        end_page(
            self.client,
            "You are signed out",
            "The session in which this page was opened has ended, so it does and shows nothing more.",
            Lead("Sign in", self._sign_in_address),
        )

    def compare(self, now: OrgContext | None, before: OrgContext) -> None:
        """End the page of a former member; let one whose viewer has lost a role read again, or end if it can't."""
        if now is None:
            end_page(
                self.client,
                "You can no longer see this page",
                "It belongs to an organization that you are no longer a member of.",
                Lead("Home page", "/"),
                Lead("Sign in as somebody else", self._sign_in_address),
            )
            return
        self.note(now)
        if now.covers(before):
            return
        wakers = life_of(self.client).wakers
        for wake in wakers:
            wake()
        if not wakers:
            path = self.client.request.url.path
            end_page(self.client, "Your roles have changed", "Reload the page.", Lead("Reload", path))

    @property
    def _sign_in_address(self) -> str:
        return f"/sign-in?next={quote(self.client.request.url.path)}"


class LivePages:
    """The open pages of this process."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._pages: dict[str, OpenPage] = {}

    def open(self, client: Client, session: OpenSession) -> OpenPage:
        """Let a page live as long as its viewer's session."""
        page = OpenPage(client, session)
        key = client.id
        self._pages[key] = page
        client.on_delete(lambda: self._close(key))

        async def demand() -> None:
            try:
                await self._container.identity.demand_session(session.id)
            except SessionEnded:
                page.end_with_session()
                raise

        def lasts() -> bool:
            if session.expires_at <= self._container.clock.now():
                page.end_with_session()
            return not life_of(client).is_over

        begin_life(client, PageLife(demand, lasts))
        return page

    def _close(self, key: str) -> None:
        page = self._pages.pop(key)
        page.finishers.clear()
        forget_life(page.client)

    def admits(self, client_id: str, cookies: Mapping[str, str]) -> bool:
        """Tell whether a browser with these cookies is the one in which a page was opened, if that is anybody's own."""
        page = self._pages.get(client_id)
        read = self._container.cookies.read
        return page is None or read(cookies, SESSION_COOKIE) == read(page.client.request.cookies, SESSION_COOKIE)

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """End pages with their sessions and memberships until the end of the block."""
        forget = self._container.bus.subscribe(Event, self._hear)
        looking = asyncio.create_task(self._look_again_and_again(), name="watch the sessions of open pages")
        try:
            yield
        finally:
            forget()
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

    async def look(self, pages: Collection[OpenPage] | None = None) -> None:
        """Compare open pages with the database, which may have been changed by another process."""
        pages = tuple(self._pages.values()) if pages is None else pages
        if not pages:
            return
        living = await self._container.identity.living_sessions({page.session.id for page in pages})
        inside = [page for page in pages if page.entered]
        contexts = await self._container.access.contexts_of({page.actor for page in inside})
        for page in pages:
            if page.session.id not in living:
                page.end_with_session()
        for page in inside:
            for organization_id, before in tuple(page.entered.items()):
                page.compare(contexts.get((page.session.user.id, organization_id)), before)

    def _hear(self, event: Event) -> None:
        match event:
            case SessionsEndedEvent():
                for page in tuple(self._pages.values()):
                    if page.session.id in event.session_ids:
                        page.end_with_session()
            case (
                MemberRemovedEvent(PersonRef(user_id=user_id))
                | EditedEvent(PersonRef(user_id=user_id), Edited.MEMBER)
                | EditedEvent(PlayerRef(user_id=user_id), Edited.TOURNAMENT_ROLES)
            ):
                theirs = [page for page in self._pages.values() if page.session.user.id == user_id]
                if theirs:
                    background_tasks.create(self.look(theirs), name="look at the pages of a member")
            case _:
                pass

    async def _look_again_and_again(self) -> None:
        seen: tuple[int | None, ...] | None = None
        alike = 0
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            if not self._pages:
                seen = None
                continue
            try:
                mark = await self._container.access.mark()
                alike = alike + 1 if mark == seen else 0
                if alike % _LOOKS_BETWEEN == 0:
                    await self.look()
                seen = mark
            except Exception:
                logger.exception("The sessions of open pages can't be looked at.")
