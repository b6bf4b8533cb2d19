"""Roles in a single tournament: what they add there, and that they add nothing anywhere else."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count
from typing import TypeVar

import pytest

from application.context import OrgContext
from application.domain.errors import Forbidden, InvalidInput, NotFound
from application.domain.ids import LiveRaceId, PermalinkId, PoolId, TournamentId, UserId
from application.domain.live_races.scheduling import LiveRaceChanges, NewLiveRace
from application.domain.operations.audit import AuditFilter
from application.domain.permissions import Role
from application.services.tournaments.async_tournament_service import PermalinkDraft, TournamentChanges
from application.services.tournaments.pool_service import PermalinkChanges
from models.event_log import EventLogEntry
from tests.support.community import Community, found_community

HOUR = timedelta(hours=1)


async def with_roles(community: Community, tournament: TournamentId, *roles: Role) -> OrgContext:
    user = await community.add_player()
    await community.container.tournament_staff.set_roles(community.admin, tournament, user, roles)
    return await community.enter(user)


def management(
    community: Community, ctx: OrgContext, tournament: TournamentId, pool: PoolId
) -> dict[str, Callable[[], Awaitable[object]]]:
    """What a tournament admin may do, each with what it needs made by an admin of the organization."""
    container = community.container
    tournaments, pools, live_races, staff = (
        container.tournaments,
        container.pools,
        container.live_races,
        container.tournament_staff,
    )

    async def seed() -> PermalinkId:
        (view,) = await tournaments.add_permalinks(
            community.admin, pool, [PermalinkDraft(f"https://seeds.test/{pool}/{next(_NUMBERS)}")]
        )
        return view.id

    async def race() -> LiveRaceId:
        return (await community.schedule(tournament, pool)).summary.id

    new = NewLiveRace(tournament, pool, community.clock.now() + HOUR)
    return {
        "settings": lambda: tournaments.update_tournament(ctx, tournament, TournamentChanges(description="New.")),
        "close": lambda: tournaments.close_tournament(ctx, tournament),
        "reopen": lambda: tournaments.reopen_tournament(ctx, tournament),
        "new pool": lambda: tournaments.create_pool(ctx, tournament, f"Pool {next(_NUMBERS)}"),
        "rename pool": lambda: pools.rename_pool(ctx, pool, f"Pool {next(_NUMBERS)}"),
        "permalinks": lambda: tournaments.add_permalinks(
            ctx, pool, [PermalinkDraft(f"https://seeds.test/{pool}/{next(_NUMBERS)}")]
        ),
        "import": lambda: pools.import_permalinks(ctx, pool, f"https://seeds.test/{pool}/{next(_NUMBERS)}"),
        "list permalinks": lambda: tournaments.list_permalinks(ctx, pool),
        "edit permalink": lambda: _then(
            seed, lambda one: pools.update_permalink(ctx, one, PermalinkChanges(notes="x"))
        ),
        "delete permalink": lambda: _then(seed, lambda one: pools.delete_permalink(ctx, one)),
        "whitelist": lambda: staff.list_whitelist(ctx, tournament),
        "staff": lambda: staff.list_staff(ctx, tournament),
        "audit": lambda: container.audit.list_entries(ctx, AuditFilter(tournament_id=tournament)),
        "schedule": lambda: live_races.create_live_race(ctx, new),
        "preview": lambda: live_races.preview_eligible_participants(ctx, new),
        "edit race": lambda: _then(
            race, lambda one: live_races.update_live_race(ctx, one, LiveRaceChanges(match_title="New"))
        ),
        "cancel race": lambda: _then(race, lambda one: live_races.cancel_live_race(ctx, one)),
        "delete race": lambda: _then(race, lambda one: live_races.delete_live_race(ctx, one)),
    }


_NUMBERS = count(1)
K = TypeVar("K")


async def _then(made: Callable[[], Awaitable[K]], use: Callable[[K], Awaitable[object]]) -> object:
    return await use(await made())


@pytest.fixture
async def two_tournaments(community: Community) -> tuple[tuple[TournamentId, PoolId], tuple[TournamentId, PoolId]]:
    made = []
    for name in ("Spring", "Autumn"):
        tournament = await community.add_tournament(name)
        made.append((tournament, await community.add_pool(tournament, live=0, ordinary=3)))
    return made[0], made[1]


Two = tuple[tuple[TournamentId, PoolId], tuple[TournamentId, PoolId]]


async def test_an_admin_of_one_tournament_manages_just_that_one(community: Community, two_tournaments: Two) -> None:
    own, other = two_tournaments
    ctx = await with_roles(community, own[0], Role.ASYNC_TOURNAMENT_ADMIN)
    for attempt in management(community, ctx, *own).values():
        await attempt()
    for attempt in management(community, ctx, *other).values():
        with pytest.raises(Forbidden):
            await attempt()


async def test_a_reviewer_of_one_tournament_reviews_there_and_manages_nothing(
    community: Community, two_tournaments: Two
) -> None:
    own, other = two_tournaments
    ctx = await with_roles(community, own[0], Role.ASYNC_REVIEWER)
    here = (await community.finish_run(await community.add_player(), own[1])).summary
    there = (await community.finish_run(await community.add_player(), other[1])).summary
    reviews, runs = community.container.reviews, community.container.runs
    await reviews.accept(ctx, here.id, seen=here.version)
    with pytest.raises(Forbidden):
        await reviews.accept(ctx, there.id, seen=there.version)
    running = (await community.start_run(await community.add_player(), own[1])).summary
    await runs.extend(ctx, running.id, 30)
    for attempt in management(community, ctx, *own).values():
        with pytest.raises(Forbidden):
            await attempt()


async def test_a_tournaments_admin_has_no_say_in_the_organization(community: Community, two_tournaments: Two) -> None:
    (tournament, _), _ = two_tournaments
    ctx = await with_roles(community, tournament, Role.ASYNC_TOURNAMENT_ADMIN)
    container = community.container
    for attempt in (
        container.tournaments.delete_tournament(ctx, tournament),
        container.tournament_staff.set_roles(ctx, tournament, UserId(ctx.actor.user_id or 0), [Role.ASYNC_REVIEWER]),
        container.audit.list_entries(ctx, AuditFilter()),
        container.organizations.remove_member(ctx, UserId(1)),
        container.invites.list_invites(ctx),
        container.rosters.export_roster(ctx),
    ):
        with pytest.raises(Forbidden):
            await attempt


async def test_hidden_results_are_shown_to_the_staff_of_that_tournament_only(community: Community) -> None:
    tournament = await community.add_tournament(hide_results=True)
    other = await community.add_tournament("Other", hide_results=True)
    for one in (tournament, other):
        await community.finish_run(await community.add_player(), await community.add_pool(one, live=0, ordinary=1))
    ctx = await with_roles(community, tournament, Role.ASYNC_REVIEWER)
    leaderboards = community.container.leaderboards
    assert len((await leaderboards.get_leaderboard(ctx, tournament)).standings) == 1
    assert (await leaderboards.get_leaderboard(ctx, other)).hidden


async def test_roles_are_replaced_listed_and_logged(community: Community, two_tournaments: Two) -> None:
    (tournament, _), _ = two_tournaments
    saria = await community.add_player("Saria")
    staff = community.container.tournament_staff
    await staff.set_roles(community.admin, tournament, saria, [Role.ASYNC_REVIEWER])
    await staff.set_roles(community.admin, tournament, saria, [Role.ASYNC_REVIEWER])
    await staff.set_roles(community.admin, tournament, saria, [Role.ASYNC_TOURNAMENT_ADMIN, Role.ASYNC_REVIEWER])
    (member,) = await staff.list_staff(community.admin, tournament)
    assert (member.name, member.roles) == ("Saria", (Role.ASYNC_REVIEWER, Role.ASYNC_TOURNAMENT_ADMIN))
    await staff.set_roles(community.admin, tournament, saria, [])
    assert await staff.list_staff(community.admin, tournament) == ()
    entries = await EventLogEntry.filter(type="TournamentRolesChangedEvent").order_by("id")
    assert [(entry.payload["changes"][0]["old"], entry.payload["changes"][0]["new"]) for entry in entries] == [
        ("none", "ASYNC_REVIEWER"),
        ("ASYNC_REVIEWER", "ASYNC_REVIEWER, ASYNC_TOURNAMENT_ADMIN"),
        ("ASYNC_REVIEWER, ASYNC_TOURNAMENT_ADMIN", "none"),
    ]


async def test_nobody_becomes_admin_of_the_organization_this_way(community: Community, two_tournaments: Two) -> None:
    (tournament, _), _ = two_tournaments
    player = await community.add_player()
    with pytest.raises(InvalidInput):
        await community.container.tournament_staff.set_roles(community.admin, tournament, player, [Role.ADMIN])


async def test_a_role_needs_a_member_and_ends_with_the_membership(community: Community, two_tournaments: Two) -> None:
    (tournament, _), _ = two_tournaments
    elsewhere = await found_community(community.clock, slug="termina")
    stranger = await elsewhere.add_player()
    staff = community.container.tournament_staff
    with pytest.raises(NotFound):
        await staff.set_roles(community.admin, tournament, stranger, [Role.ASYNC_REVIEWER])
    with pytest.raises(NotFound):
        await staff.set_roles(elsewhere.admin, tournament, stranger, [Role.ASYNC_REVIEWER])
    saria = await community.add_player("Saria")
    await staff.set_roles(community.admin, tournament, saria, [Role.ASYNC_REVIEWER])
    await community.container.organizations.remove_member(community.admin, saria)
    await community.welcome(saria)
    assert await staff.list_staff(community.admin, tournament) == ()


async def test_the_whitelist_is_listed_and_a_player_taken_off_again(community: Community, two_tournaments: Two) -> None:
    (tournament, _), _ = two_tournaments
    staff, tournaments = community.container.tournament_staff, community.container.tournaments
    malon, anju = await community.add_player("Malon"), await community.add_player("Anju")
    for player in (malon, anju, malon):
        await tournaments.whitelist_player(community.admin, tournament, player)
    assert [entry.name for entry in await staff.list_whitelist(community.admin, tournament)] == ["Anju", "Malon"]
    await staff.remove_from_whitelist(community.admin, tournament, malon)
    assert [entry.name for entry in await staff.list_whitelist(community.admin, tournament)] == ["Anju"]
    with pytest.raises(NotFound):
        await staff.remove_from_whitelist(community.admin, tournament, malon)
    assert await EventLogEntry.filter(type="PlayerUnwhitelistedEvent").count() == 1
