"""The only way into an organization: membership is checked here, and nowhere else is an `OrgContext` made."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from application.context import SYSTEM_NAME, Actor, OrgContext
from application.domain.errors import NotFound
from application.domain.ids import NO_ORGANIZATION, Id, Kind, OrganizationId, TournamentId, UserId
from application.domain.permissions import Permission, permissions_of
from application.repositories.people.access_repository import AccessRepository, Membership

_SYSTEM = Actor(None, SYSTEM_NAME)
_AUDIENCE = Actor(None, "audience")


class Access:
    """Answers a stranger exactly as it answers a wrong id: there is no such thing."""

    def __init__(self, site: AccessRepository) -> None:
        self._site = site

    async def enter(self, actor: Actor, organization_id: OrganizationId) -> OrgContext:
        """Raises `NotFound` unless the actor is a member of this active organization."""
        return await self._enter(actor, organization_id)

    async def contexts_of(self, actors: Iterable[Actor]) -> dict[tuple[UserId, OrganizationId], OrgContext]:
        """Return what people may do at this moment in each organization that they are a member of."""
        known = {actor.user_id: actor for actor in actors if actor.user_id is not None}
        memberships = await self._site.list_memberships(known) if known else {}
        return {pair: _context(membership, known[pair[0]]) for pair, membership in memberships.items()}

    async def mark(self) -> tuple[int | None, ...]:
        """Return what differs once anybody's sessions, memberships or roles are others, wherever that was done."""
        return await self._site.mark()

    async def enter_by_slug(self, actor: Actor, slug: str) -> OrgContext:
        organization = await self._site.find_organization(slug)
        return await self._enter(actor, OrganizationId(organization.id) if organization is not None else None)

    async def enter_at(self, actor: Actor, kind: Kind[Id], row_id: Id) -> OrgContext:
        """Enter the organization that a row belongs to. Raises `NotFound` where there is no such row for the actor."""
        membership = None
        if actor.user_id is not None:
            membership = await self._site.find_membership_at(actor.user_id, kind, row_id)
        return _entered(membership, actor, kind.noun)

    async def enter_public_at(self, kind: Kind[Id], row_id: Id) -> OrgContext:
        """Let anybody look at a tournament that is marked public, through itself or what belongs to it.

        They see nothing else of its organization. Raises `NotFound` for what belongs to no such tournament.
        """
        found = await self._site.list_public_tournaments(kind=kind, row_id=row_id)
        if not found:
            raise NotFound(kind.noun)
        return _public(found)

    async def enter_public_organization(self, slug: str) -> OrgContext:
        """Let anybody look at an organization's public tournaments. Raises `NotFound` where it has none."""
        found = await self._site.list_public_tournaments(slug=slug)
        if not found:
            raise NotFound("organization")
        return _public(found)

    async def enter_everything_public(self) -> tuple[OrgContext, ...]:
        """Return one context for each organization that has public tournaments."""
        found = await self._site.list_public_tournaments()
        return tuple(_public(list(own)) for _, own in groupby(found, key=lambda each: each[0]))

    def as_site_administrator(self, actor: Actor, organization_id: OrganizationId) -> OrgContext:
        """For a person whom `IdentityService.demand_site_administrator` let pass, named in the audit."""
        return OrgContext(organization_id, actor, frozenset(Permission))

    def admit(self, actor: Actor, organization_id: OrganizationId) -> OrgContext:
        """For a person who is just becoming a member: acts under the own name, and may do nothing else yet."""
        return OrgContext(organization_id, actor, frozenset())

    def in_person(self, actor: Actor) -> OrgContext:
        """For what people do to their own account: within no organization, and with no permission in any."""
        return OrgContext(NO_ORGANIZATION, actor, frozenset())

    def as_monitor(self, organization_id: OrganizationId, user_id: UserId | None, name: str) -> OrgContext:
        """For a monitor of a race room, for whom racetime.gg vouches; `user_id` is of whoever linked the account."""
        return OrgContext(organization_id, Actor(user_id, f"{name[:60]} on racetime.gg"), frozenset(Permission))

    def as_audience(self, ctx: OrgContext) -> OrgContext:
        """For what is read once for everybody with the same permissions: as this context, but as nobody in person."""
        return replace(ctx, actor=_AUDIENCE)

    def as_system(self, organization_id: OrganizationId) -> OrgContext:
        """For work that no person asked for: the schedule, racetime.gg's frames, the command line."""
        return OrgContext(organization_id, _SYSTEM, frozenset(Permission))

    async def as_system_at(self, kind: Kind[Id], row_id: Id) -> OrgContext:
        """Act as the system where a row is. Raises `NotFound` where there is none."""
        organization_id = await self._site.organization_of(kind, row_id)
        if organization_id is None:
            raise NotFound(kind.noun)
        return self.as_system(organization_id)

    def as_channel(self, organization_id: OrganizationId) -> OrgContext:
        """For what everybody in a channel reads: no more than any member may see."""
        return OrgContext(organization_id, _AUDIENCE, frozenset({Permission.VIEW}))

    def as_webhook(self, organization_id: OrganizationId, *, for_staff: bool) -> OrgContext:
        """For a program that admins let be told what any member may see, or all that staff may."""
        channel = self.as_channel(organization_id)
        return replace(channel, permissions=frozenset(Permission)) if for_staff else channel

    def as_overlay(self, organization_id: OrganizationId) -> OrgContext:
        """For what staff let into a stream: results at once, also hidden ones, and no seed before its release."""
        return OrgContext(organization_id, _AUDIENCE, frozenset({Permission.VIEW, Permission.SEE_RESULTS}))

    async def _enter(self, actor: Actor, organization_id: OrganizationId | None) -> OrgContext:
        membership = None
        if organization_id is not None and actor.user_id is not None:
            membership = await self._site.find_membership(actor.user_id, organization_id)
        return _entered(membership, actor, "organization")


def _entered(membership: Membership | None, actor: Actor, noun: str) -> OrgContext:
    if membership is None:
        raise NotFound(noun)
    return _context(membership, actor)


def _public(found: Sequence[tuple[OrganizationId, TournamentId]]) -> OrgContext:
    """Allow nobody in particular to look at these tournaments of one organization."""
    seen = {tournament_id: frozenset({Permission.VIEW}) for _, tournament_id in found}
    return OrgContext(found[0][0], _AUDIENCE, frozenset(), seen)


def _context(membership: Membership, actor: Actor) -> OrgContext:
    return OrgContext(
        membership.organization_id,
        actor,
        permissions_of(membership.roles),
        {tournament_id: permissions_of(roles) for tournament_id, roles in membership.tournament_roles.items()},
    )
