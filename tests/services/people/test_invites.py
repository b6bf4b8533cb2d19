"""Invite links: made, used, used up, expired and revoked; the secret is never kept."""

import asyncio
from datetime import timedelta

import pytest

from application.context import Actor
from application.domain.errors import Forbidden, InvalidInput, NotFound
from application.domain.ids import UserId
from application.domain.permissions import Role
from application.services.people.invite_service import InviteService, NewInvite
from models.event_log import EventLogEntry
from models.organization import OrganizationInvite, OrganizationMember
from models.user import User
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

DAY = timedelta(days=1)


@pytest.fixture
def invites(community: Community) -> InviteService:
    return community.container.invites


async def stranger(community: Community, name: str = "Kafei") -> Actor:
    """Somebody with an account who belongs to no organization."""
    now = community.clock.now()
    user = await User.create(display_name=name, created_at=now, updated_at=now)
    return Actor(user.id, name)


async def test_whoever_opens_the_link_becomes_a_member_without_roles(
    community: Community, invites: InviteService
) -> None:
    made = await invites.create_invite(community.admin, NewInvite("For the stream"))
    kafei = await stranger(community)
    seen = await invites.look_at(kafei, made.token)
    assert (seen.organization_name, seen.is_member) == ("Hyrule", False)
    assert (await invites.accept(kafei, made.token)).organization_slug == "hyrule"
    ctx = await community.container.access.enter(kafei, community.organization_id)
    member = await community.container.organizations.get_member(ctx, UserId(kafei.user_id or 0))
    assert member.roles == ()
    (entry,) = await EventLogEntry.filter(type="MemberJoinedEvent")
    assert (entry.actor_id, entry.payload["name"], entry.payload["invite_id"]) == (
        kafei.user_id,
        "Kafei",
        made.invite.id,
    )


async def test_a_member_who_opens_it_again_stays_one_and_costs_no_use(
    community: Community, invites: InviteService
) -> None:
    made = await invites.create_invite(community.admin, NewInvite(most_uses=2))
    kafei = await stranger(community)
    for _ in range(3):
        await invites.accept(kafei, made.token)
    assert (await invites.look_at(kafei, made.token)).is_member
    (view,) = await invites.list_invites(community.admin)
    assert (view.uses, view.usable) == (1, True)
    assert await OrganizationMember.filter(user_id=kafei.user_id).count() == 1


async def test_the_secret_is_kept_nowhere(community: Community, invites: InviteService) -> None:
    made = await invites.create_invite(community.admin, NewInvite())
    rows = await OrganizationInvite.all().values()
    entries = await EventLogEntry.all().values()
    assert made.token not in f"{rows}{entries}{made!r}"


@pytest.mark.parametrize("ending", ["expired", "revoked", "used up", "wrong", "closed organization"])
async def test_a_link_that_is_no_good_any_more_looks_like_one_that_never_was(
    community: Community, invites: InviteService, ending: str
) -> None:
    made = await invites.create_invite(community.admin, NewInvite(days=2, most_uses=1))
    token = made.token
    match ending:
        case "expired":
            await community.clock.advance(2 * DAY)
        case "revoked":
            await invites.revoke_invite(community.admin, made.invite.id)
        case "used up":
            await invites.accept(await stranger(community, "First"), token)
        case "wrong":
            token = f"{token}x"
        case _:
            organization = (await OrganizationInvite.all().select_related("organization"))[0].organization
            organization.is_active = False
            await organization.save()
    kafei = await stranger(community)
    for attempt in (invites.look_at(kafei, token), invites.accept(kafei, token)):
        with pytest.raises(NotFound, match=r"There is no such invite\."):
            await attempt
    assert not await OrganizationMember.filter(user_id=kafei.user_id).exists()


@on_postgres_and_slowly_on_sqlite
async def test_people_who_come_at_the_same_moment_share_the_last_uses(
    community: Community, invites: InviteService
) -> None:
    made = await invites.create_invite(community.admin, NewInvite(most_uses=2))
    people = [await stranger(community, f"Person {'x' * number}") for number in range(5)]
    outcomes = await asyncio.gather(*(invites.accept(one, made.token) for one in people), return_exceptions=True)
    assert sum(isinstance(outcome, NotFound) for outcome in outcomes) == 3, outcomes
    assert (await invites.list_invites(community.admin))[0].uses == 2


async def test_a_revoked_link_keeps_those_who_came_through_it(community: Community, invites: InviteService) -> None:
    made = await invites.create_invite(community.admin, NewInvite())
    kafei = await stranger(community)
    await invites.accept(kafei, made.token)
    for _ in range(2):
        await invites.revoke_invite(community.admin, made.invite.id)
    assert await community.container.access.enter(kafei, community.organization_id)
    assert await EventLogEntry.filter(type="InviteRevokedEvent").count() == 1


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewInvite(days=0), "days"),
        (NewInvite(days=366), "days"),
        (NewInvite(most_uses=0), "most_uses"),
        (NewInvite(most_uses=10_001), "most_uses"),
        (NewInvite(label="x" * 101), "label"),
    ],
)
async def test_an_invite_out_of_bounds_is_refused(
    community: Community, invites: InviteService, new: NewInvite, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await invites.create_invite(community.admin, new)
    assert [problem.field for problem in refused.value.problems] == [field]


async def test_only_admins_make_see_and_revoke_invites_of_their_own(
    community: Community, invites: InviteService
) -> None:
    made = await invites.create_invite(community.admin, NewInvite("Ours"))
    manager = await community.enter(await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN]))
    for attempt in (
        invites.create_invite(manager, NewInvite()),
        invites.list_invites(manager),
        invites.revoke_invite(manager, made.invite.id),
    ):
        with pytest.raises(Forbidden):
            await attempt
    elsewhere = await found_community(community.clock, slug="termina")
    assert await elsewhere.container.invites.list_invites(elsewhere.admin) == ()
    with pytest.raises(NotFound):
        await elsewhere.container.invites.revoke_invite(elsewhere.admin, made.invite.id)
    assert (await invites.list_invites(community.admin))[0].usable


async def test_nobody_joins_without_signing_in(community: Community, invites: InviteService) -> None:
    made = await invites.create_invite(community.admin, NewInvite())
    with pytest.raises(Forbidden, match="Sign in"):
        await invites.accept(Actor(None, "nobody"), made.token)
    assert not (await invites.look_at(Actor(None, "nobody"), made.token)).is_member
