"""The number of queries doesn't grow with members, runs or races."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from application.domain.ids import LiveRaceId, PoolId, TournamentId
from tests.support.community import Community
from tests.support.queries import counted_queries


async def grow(community: Community, tournament: TournamentId, pool: PoolId, players: int) -> LiveRaceId:
    """Add players and let them all race once."""
    ids = [await community.racetime_id_of(await community.add_player()) for _ in range(players)]
    race = await community.schedule(tournament, pool, ahead=timedelta(hours=1))
    room = await community.open_room(race.summary.id)
    room.join(*ids)
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    room.start()
    for number, racer in enumerate(ids):
        room.finish(racer, timedelta(minutes=60 + number))
    await community.hear(race.summary.id, room)
    return race.summary.id


async def cost(action: Callable[[], Awaitable[object]]) -> int:
    with counted_queries() as queries:
        await action()
    return len(queries)


async def test_reading_costs_the_same_for_few_and_for_many(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=5)
    pool = await community.add_pool(tournament, live=20)
    race = await grow(community, tournament, pool, 3)
    await community.schedule(tournament, pool, ahead=timedelta(days=1))
    container, admin = community.container, community.admin

    async def costs(race_id: LiveRaceId) -> dict[str, int]:
        live_races = container.live_races
        return {
            "eligibility": await cost(lambda: live_races.get_eligible_participants(admin, race_id)),
            "leaderboard": await cost(lambda: container.tournaments.get_leaderboard(admin, tournament)),
            "schedule": await cost(lambda: live_races.list_scheduled_races(admin)),
            "list": await cost(lambda: live_races.list_live_races(admin)),
            "one race": await cost(lambda: live_races.get_live_race(admin, race_id)),
            "summary": await cost(lambda: live_races.get_live_race_summary(admin, race_id)),
            "tournaments": await cost(lambda: container.tournaments.list_tournaments(admin)),
            "members": await cost(lambda: container.organizations.list_members(admin)),
            "upcoming": await cost(lambda: container.tasks.list_upcoming_work(admin)),
        }

    few = await costs(race)
    bigger = await grow(community, tournament, pool, 12)
    for day in range(2, 9):
        await community.schedule(tournament, pool, ahead=timedelta(days=day))
    assert await costs(bigger) == few
    assert few["leaderboard"] == 4
    assert few["summary"] == 1
    assert few["eligibility"] <= 8


async def test_a_frame_costs_the_same_for_few_and_for_many_racers(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=5)
    pool = await community.add_pool(tournament, live=20)

    async def costs(players: int) -> tuple[int, int, int]:
        ids = [await community.racetime_id_of(await community.add_player()) for _ in range(players)]
        race = (await community.schedule(tournament, pool, ahead=timedelta(hours=1))).summary
        room = await community.open_room(race.id)
        room.join(*ids, *(f"stranger{number}" for number in range(players)))
        await community.hear(race.id, room)
        await community.clock.advance(race.locks_at - community.clock.now())
        lock = await cost(lambda: community.container.live_races.lock_race(race.id))
        room.start()
        start = await cost(lambda: community.hear(race.id, room))
        for number, racer in enumerate(list(room.entrants)):
            room.finish(racer, timedelta(minutes=60 + number))
        finish = await cost(lambda: community.hear(race.id, room))
        return lock, start, finish

    assert await costs(3) == await costs(11)
