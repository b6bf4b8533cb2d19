"""Large communities, put straight into the tables because making them is not what is measured."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tortoise.expressions import F

from application.domain.discord import discord_id_made_at
from application.domain.ids import LiveRaceId, OrganizationId, TournamentId
from application.domain.runs.run import RunStatus
from models.async_tournament import AsyncTournament, AsyncTournamentRace
from models.organization import OrganizationMember
from models.user import User
from tests.support.community import Community
from tests.support.rooms import ScriptedRoom


async def crowd(community: Community, size: int) -> list[User]:
    """Add members with linked accounts."""
    return await add_members(community.organization_id, community.clock.now(), size)


async def add_members(organization_id: OrganizationId, now: datetime, size: int) -> list[User]:
    """Add members whose accounts on racetime.gg are called bench0 and so on."""
    await User.bulk_create(
        [
            User(
                display_name=f"Racer {number:05}",
                discord_id=discord_id_made_at(now - timedelta(days=400), number + 10_000),
                racetime_id=f"bench{number}",
                racetime_name=f"Racer {number}",
                created_at=now,
                updated_at=now,
            )
            for number in range(size)
        ],
        batch_size=500,
    )
    users = await User.filter(racetime_id__startswith="bench").order_by("id")
    await OrganizationMember.bulk_create(
        [OrganizationMember(organization_id=organization_id, user_id=user.id, joined_at=now) for user in users],
        batch_size=500,
    )
    return users


async def race_with_entrants(community: Community, size: int) -> tuple[LiveRaceId, ScriptedRoom]:
    """Return a locked race whose room is full of eligible racers."""
    return await race_of(community, await crowd(community, size))


async def race_of(community: Community, users: Sequence[User]) -> tuple[LiveRaceId, ScriptedRoom]:
    """Return a locked race, in a tournament of its own, whose room is full of these racers."""
    tournament = await community.add_tournament(f"Qualifier {await AsyncTournament.all().count() + 1}")
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    room.join(*(user.racetime_id or "" for user in users))
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    return race.id, room


async def crowded_leaderboard(community: Community, *, players: int, pools: int) -> TournamentId:
    """Return a tournament in which every player has a scored run in every pool."""
    users = await crowd(community, players)
    tournament = await community.add_tournament()
    now = community.clock.now()
    runs = []
    for number in range(pools):
        pool = await community.container.tournaments.create_pool(community.admin, tournament, f"Pool {number}")
        (permalink,) = await community.add_permalinks(pool.id, ordinary=1)
        runs += [
            AsyncTournamentRace(
                organization_id=community.organization_id,
                tournament_id=tournament,
                pool_id=pool.id,
                permalink_id=permalink.id,
                user_id=user.id,
                status=RunStatus.FINISHED,
                finish_time=timedelta(seconds=3600 + place),
                score=100 - place / 50,
                created_at=now,
                updated_at=now,
            )
            for place, user in enumerate(users)
        ]
    await AsyncTournamentRace.bulk_create(runs, batch_size=500)
    return tournament


async def touch_a_run(tournament: TournamentId) -> None:
    """Let a leaderboard be worked out anew when it is next asked for."""
    run = await AsyncTournamentRace.filter(tournament_id=tournament).first()
    assert run is not None
    await AsyncTournamentRace.filter(id=run.id).update(version=F("version") + 1)
