"""One request for a page: who asks, and the way into an organization."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from fastapi import Request
from nicegui import Client

from application.container import Container
from application.context import Actor, OrgContext
from application.domain.ids import (
    LIVE_RACE,
    PERMALINK,
    POOL,
    RUN,
    TOURNAMENT,
    LiveRaceId,
    PermalinkId,
    PoolId,
    RunId,
    TournamentId,
)
from application.domain.text import own_path
from application.rate_limits import asker
from application.read_models import OrganizationView, UserView
from application.services.people.identity_service import SESSION_COOKIE, OpenSession
from views.live_pages import OpenPage
from views.site_facts import SiteFacts


class SignInNeeded(Exception):
    """The page is for people who are signed in."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page asks for its `OrgContext` anew at each refresh and action, so a lost role is lost at once.

    One that a crowd keeps open is told of lost roles instead, and asks only before it acts.
    """

    site: SiteFacts
    request: Request
    viewer: UserView | None
    unread: int = 0
    """How many notifications the viewer had not read when the page was asked for."""
    alerts: int = 0
    """How many alerts were open then where the viewer is of the staff."""
    organizations: tuple[OrganizationView, ...] = ()
    """Those that the viewer is a member of."""
    session: OpenSession | None = None
    page: OpenPage | None = None
    """The page that is made, which ends with the memberships that it needs; a file has none."""

    @property
    def container(self) -> Container:
        return self.site.container

    @property
    def path(self) -> str:
        return self.request.url.path

    @property
    def address(self) -> str:
        """Whose allowance the request spends while nobody is known to be behind it."""
        return asker_of(self.request)

    def demand_viewer(self) -> UserView:
        """Return who is signed in. Raises `SignInNeeded`."""
        if self.viewer is None:
            raise SignInNeeded
        return self.viewer

    @property
    def actor(self) -> Actor:
        viewer = self.demand_viewer()
        return Actor(viewer.id, viewer.name)

    async def enter_organization(self, slug: str) -> OrgContext:
        return self._noted(await self.container.access.enter_by_slug(self.actor, slug))

    async def enter_tournament(self, tournament_id: TournamentId) -> OrgContext:
        return self._noted(await self.container.access.enter_at(self.actor, TOURNAMENT, tournament_id))

    async def enter_run(self, run_id: RunId) -> OrgContext:
        return self._noted(await self.container.access.enter_at(self.actor, RUN, run_id))

    async def enter_pool(self, pool_id: PoolId) -> OrgContext:
        return self._noted(await self.container.access.enter_at(self.actor, POOL, pool_id))

    async def enter_permalink(self, permalink_id: PermalinkId) -> OrgContext:
        return self._noted(await self.container.access.enter_at(self.actor, PERMALINK, permalink_id))

    async def enter_live_race(self, live_race_id: LiveRaceId) -> OrgContext:
        return self._noted(await self.container.access.enter_at(self.actor, LIVE_RACE, live_race_id))

    async def stay_at_live_race(self, live_race_id: LiveRaceId, ctx: OrgContext) -> OrgContext:
        """Return what the viewer may do by now, as the open page was last told, to read it again."""
        if self.page is None:
            return await self.enter_live_race(live_race_id)
        return self.page.entered[ctx.organization_id]

    def _noted(self, ctx: OrgContext) -> OrgContext:
        if self.page is not None:
            self.page.note(ctx)
        return ctx


async def open_page_request(site: SiteFacts, request: Request, client: Client) -> PageRequest:
    """Return the request of a page, which lasts as long as the viewer's session."""
    page_request = await page_request_of(site, request)
    if page_request.session is None:
        return page_request
    return replace(page_request, page=site.pages.open(client, page_request.session))


async def page_request_of(site: SiteFacts, request: Request) -> PageRequest:
    session = await site.container.identity.find_session(site.container.cookies.read(request.cookies, SESSION_COOKIE))
    if session is None:
        return PageRequest(site, request, None)
    viewer = session.user
    unread = await site.container.notifications.count_own(viewer.id)
    alerts = await site.container.alerts.count_own(viewer.id)
    own = await site.container.organizations.list_own(viewer.id)
    return PageRequest(site, request, viewer, unread, alerts, own, session)


def asker_of(request: Request) -> str:
    return asker(request.client.host if request.client is not None else None)


def sign_in_address(request: Request) -> str:
    """Return the sign-in page that leads back to where the request was going."""
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return "/sign-in" if target == "/" else f"/sign-in?next={quote(target)}"


def safe_target(target: str) -> str:
    """Return an address within the site; anything else becomes the home page."""
    return own_path(target)
