"""One request for a page: who asks, and the way into an organization."""

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request

from application.container import Container
from application.context import Actor, OrgContext
from application.domain.ids import LiveRaceId, PermalinkId, PoolId, RunId, TournamentId
from application.domain.text import own_path
from application.read_models import OrganizationView, UserView
from application.services.identity_service import SESSION_COOKIE
from views.site_facts import SiteFacts


class SignInNeeded(Exception):
    """The page is for people who are signed in."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page asks for its `OrgContext` anew at each refresh and action, so a lost role is lost at once."""

    site: SiteFacts
    request: Request
    viewer: UserView | None
    unread: int = 0
    """How many notices the viewer had not read when the page was asked for."""
    organizations: tuple[OrganizationView, ...] = ()
    """Those that the viewer is a member of."""

    @property
    def container(self) -> Container:
        return self.site.container

    @property
    def path(self) -> str:
        return self.request.url.path

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
        return await self.container.access.enter_by_slug(self.actor, slug)

    async def enter_tournament(self, tournament_id: TournamentId) -> OrgContext:
        return await self.container.access.enter_tournament(self.actor, tournament_id)

    async def enter_run(self, run_id: RunId) -> OrgContext:
        return await self.container.access.enter_run(self.actor, run_id)

    async def enter_pool(self, pool_id: PoolId) -> OrgContext:
        return await self.container.access.enter_pool(self.actor, pool_id)

    async def enter_permalink(self, permalink_id: PermalinkId) -> OrgContext:
        return await self.container.access.enter_permalink(self.actor, permalink_id)

    async def enter_live_race(self, live_race_id: LiveRaceId) -> OrgContext:
        return await self.container.access.enter_live_race(self.actor, live_race_id)


async def visit_of(site: SiteFacts, request: Request) -> Visit:
    viewer = await site.container.identity.user_of_session(request.cookies.get(SESSION_COOKIE))
    if viewer is None:
        return Visit(site, request, None)
    unread = await site.container.notices.count_own(viewer.id)
    return Visit(site, request, viewer, unread, await site.container.organizations.list_own(viewer.id))


def sign_in_address(request: Request) -> str:
    """Return the sign-in page that leads back to where the request was going."""
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return "/sign-in" if target == "/" else f"/sign-in?next={quote(target)}"


def safe_target(target: str) -> str:
    """Return an address within the site; anything else becomes the front page."""
    return own_path(target)
