"""The number of queries doesn't grow with members, runs or races."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from application.domain.ids import LiveRaceId, PoolId, RunId, TournamentId
from application.domain.operations.audit import AuditFilter
from application.domain.runs.corrections import Result
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import RunFilter, RunStatus
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


async def test_whatever_is_read_about_runs_costs_the_same_for_few_and_for_many(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=3, reattempts_allowed=9)
    pool = await community.add_pool(tournament, live=2, ordinary=3)
    container, admin = community.container, community.admin
    player = await community.add_player()
    ctx = await community.enter(player)

    async def grow(players: int, seeds: int) -> None:
        await community.add_pool(tournament, f"Pool of {seeds}", live=1, ordinary=seeds)
        for _ in range(players):
            run = (await community.finish_run(await community.add_player(), pool)).summary
            await container.runs.flag(await community.enter(run.user_id), run.id, "Look.")
            await container.reviews.claim(admin, run.id)

    async def costs(own: RunId) -> dict[str, int]:
        details = await container.runs.get_run(ctx, own)
        permalink = details.summary.permalink_id
        result = Result(RunStatus.FINISHED, timedelta(minutes=1))
        return {
            "options": await cost(lambda: container.runs.get_draw_options(ctx, tournament)),
            "run": await cost(lambda: container.runs.get_run(ctx, own)),
            "another's run": await cost(lambda: container.runs.get_run(admin, own)),
            "runs": await cost(lambda: container.runs.list_runs(admin, RunFilter(tournament))),
            "queue": await cost(lambda: container.reviews.list_queue(admin, ReviewFilter(status=None))),
            "review": await cost(lambda: container.reviews.get_review(admin, own)),
            "preview": await cost(lambda: container.reviews.preview_correction(admin, own, result)),
            "player": await cost(lambda: container.players.get_player_page(admin, tournament, player)),
            "permalink": await cost(lambda: container.players.get_permalink_page(ctx, permalink)),
            "pool": await cost(lambda: container.players.get_pool_page(ctx, pool)),
            "distribution": await cost(lambda: container.players.get_score_distribution(ctx, tournament)),
            "progress": await cost(lambda: container.players.get_progress(ctx, tournament)),
            "meaning": await cost(lambda: container.leaderboards.get_run_meaning(ctx, own)),
            "audit": await cost(lambda: container.audit.list_entries(admin, AuditFilter(), limit=500)),
            "told audit": await cost(lambda: container.audit.tell_entries(admin, AuditFilter(), limit=500)),
            "notifications": await cost(lambda: container.notifications.list_notifications(ctx)),
            "staff": await cost(lambda: container.tournament_staff.list_staff(admin, tournament)),
        }

    first = (await community.finish_run(player, pool)).summary
    await grow(2, 1)
    few = await costs(first.id)
    await grow(8, 6)
    assert await costs(first.id) == few
    assert few["queue"] == 2
    assert few["audit"] == 2


async def test_acting_on_a_run_costs_the_same_for_few_and_for_many(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=9, reattempts_allowed=9)
    pool = await community.add_pool(tournament, live=2, ordinary=9)
    runs = community.container.runs

    async def costs(others: int) -> list[int]:
        for _ in range(others):
            await community.finish_run(await community.add_player(), pool)
        ctx = await community.enter(await community.add_player())
        drawn = await cost(lambda: runs.draw(ctx, pool))
        active = await runs.find_active_run(ctx, tournament)
        assert active is not None
        run = active.summary.id
        ready = await cost(lambda: runs.ready(ctx, run))
        await community.clock.advance(timedelta(minutes=30))
        finish = await cost(lambda: runs.finish(ctx, run))
        again = await cost(lambda: runs.reattempt(ctx, run, "Once more."))
        return [drawn, ready, finish, again]

    await costs(12)
    assert await costs(1) == await costs(12)
