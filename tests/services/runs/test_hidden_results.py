"""Results that a tournament hides until it closes: what is said besides them doesn't tell them either."""

from datetime import timedelta

from application.domain.ids import PoolId, TournamentId, UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.services.messages.event_feed_service import FeedFilter
from application.services.tournaments.async_tournament_service import TournamentChanges
from tests.support.community import Community


async def test_who_may_race_does_not_tell_when_the_runs_of_others_are_over(community: Community) -> None:
    tournament = await community.add_tournament(hide_results=True, runs_per_pool=2)
    pool = await community.add_pool(tournament, ordinary=2)
    other, watcher = await community.add_player(), await community.add_player()
    run = await community.start_run(other, pool)
    await community.clock.advance(timedelta(hours=1))
    while_racing = await _may_race(community, watcher, other, tournament, pool)
    await community.container.runs.finish(await community.enter(other), run.summary.id)
    assert await _may_race(community, watcher, other, tournament, pool) == while_racing

    shown = TournamentChanges(hide_results=False)
    await community.container.tournaments.update_tournament(community.admin, tournament, shown)
    await community.start_run(other, pool)
    assert not await _may_race(community, watcher, other, tournament, pool)


async def test_what_is_stored_about_a_racer_does_not_tell_how_many_were_faster(community: Community) -> None:
    tournament = await community.add_tournament(hide_results=True)
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    racer = await community.add_player("Link")
    room = await community.open_room(race.id)
    account = await community.racetime_id_of(racer)
    room.join(account, await community.racetime_id_of(await community.add_player()))
    await community.hear(race.id, room)
    await community.advance_to(race.scheduled_at)
    room.start()
    await community.hear(race.id, room)
    await community.clock.advance(timedelta(hours=1))
    room.finish(account, timedelta(hours=1))
    await community.hear(race.id, room)
    pieces = await community.container.accounts.export_overview((await community.enter(racer)).actor)
    stored = "".join([piece async for piece in pieces])
    assert '"finish_time": 3600.0' in stored
    assert '"place"' not in stored


async def test_that_a_race_is_over_does_not_tell_when_the_last_racer_finished(community: Community) -> None:
    tournament = await community.add_tournament(hide_results=True)
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    racers = [await community.racetime_id_of(await community.add_player()) for _ in range(2)]
    room.join(*racers)
    await community.hear(race.id, room)
    await community.advance_to(race.scheduled_at)
    room.start()
    await community.hear(race.id, room)
    await community.clock.advance(timedelta(hours=1))
    room.finish_all(timedelta(minutes=50), timedelta(minutes=5))
    await community.hear(race.id, room)
    await community.container.publishing.publish()
    watcher, container = await community.enter(await community.add_player()), community.container
    staff = community.admin
    page = await container.live_races.get_live_race(watcher, race.id)
    (listed,) = (await container.live_races.list_live_races(watcher)).items
    row = await container.live_races.get_live_race_summary(watcher, race.id)
    for summary in (page.summary, listed, row):
        assert (summary.status, summary.ended_at) == (LiveRaceStatus.FINISHED, None)
        assert summary.updated_at == summary.started_at
    wanted = FeedFilter(["live_race.finished"])
    for reader, is_told in ((watcher, False), (staff, True)):
        (event,) = (await container.event_feed.get_part(reader, wanted, 0)).events
        assert (event.happening.data["ended_at"] is not None) is is_told
    assert (await community.race(race.id)).summary.ended_at is not None


async def _may_race(
    community: Community, watcher: UserId, other: UserId, tournament: TournamentId, pool: PoolId
) -> bool:
    """Tell what somebody is told of whether another one may race."""
    ctx = await community.enter(watcher)
    verdicts = await community.container.live_races.check_player_eligibility(ctx, other, tournament, pool)
    return all(verdict.met for verdict in verdicts)
