"""The ordinary course of a live race, from schedule to scored result."""

from datetime import timedelta

import pytest

from application.domain.live_race import LiveRaceStatus
from application.domain.room import EntrantStatus
from application.domain.run import RunStatus
from application.domain.seed_vault import SeedState, commitment_to
from tests.support.community import Community, found_community

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def community(database, clock) -> Community:  # type: ignore[no-untyped-def]
    return await found_community(clock)


async def test_a_race_goes_from_schedule_to_scored_result_with_no_human_command(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    players = [await community.add_player() for _ in range(4)]
    ids = [await community.racetime_id_of(player) for player in players]
    race = await community.schedule(tournament, pool)

    await community.advance_to(race.summary.opens_at - MINUTE)
    assert (await community.race(race.summary.id)).summary.status is LiveRaceStatus.SCHEDULED

    room = await community.open_room(race.summary.id)
    opened = await community.race(race.summary.id)
    assert opened.summary.status is LiveRaceStatus.PENDING
    assert opened.summary.room_open_time == community.clock.now()
    assert opened.summary.seed.state is SeedState.UNDECIDED

    room.join(*ids, "stranger")
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    locked = await community.race(race.summary.id)
    assert locked.summary.locked_at == community.clock.now()
    assert locked.summary.participant_count == 4
    seed = locked.summary.seed
    assert seed.state is SeedState.RELEASED
    assert seed.url is not None
    assert seed.salt is not None
    assert commitment_to(seed.url, seed.salt) == seed.commitment
    stranger = next(line for line in locked.board if line.racetime_name == "Racer stranger")
    assert stranger.counted is False
    assert stranger.reasons == ("No member has linked this racetime.gg account.",)

    await community.clock.advance(10 * MINUTE)
    room.start()
    await community.hear(race.summary.id, room)
    running = await community.race(race.summary.id)
    assert running.summary.status is LiveRaceStatus.IN_PROGRESS
    assert running.summary.started_at == room.started_at

    await community.clock.advance(70 * MINUTE)
    room.finish(ids[0], timedelta(seconds=3600))
    room.finish(ids[1], timedelta(seconds=3800, microseconds=250_000))
    room.forfeit(ids[2])
    room.finish("stranger", timedelta(seconds=3000))
    await community.hear(race.summary.id, room)
    midway = {line.user_id: line for line in (await community.race(race.summary.id)).board}
    assert midway[players[0]].finish_time == timedelta(hours=1)
    assert midway[players[3]].entrant_status is EntrantStatus.IN_PROGRESS

    room.disqualify(ids[3])
    await community.hear(race.summary.id, room)
    done = await community.race(race.summary.id)
    assert done.summary.status is LiveRaceStatus.FINISHED
    assert done.summary.final_at is None
    lines = {line.user_id: line for line in done.board}
    par = (3600 + 3800.25) / 2
    assert lines[players[0]].score == pytest.approx((2 - 3600 / par) * 100)
    assert lines[players[1]].score == pytest.approx((2 - 3800.25 / par) * 100)
    assert lines[players[2]].score == 0
    assert lines[players[2]].run_status is RunStatus.FORFEIT
    assert lines[players[3]].score == 0
    assert lines[players[3]].run_status is RunStatus.DISQUALIFIED

    room.record()
    await community.clock.advance(MINUTE)
    await community.tick()
    assert (await community.race(race.summary.id)).summary.final_at == community.clock.now()
    board = await community.container.tournaments.get_leaderboard(community.admin, tournament)
    assert [line.user_id for line in board.standings][:2] == players[:2]
