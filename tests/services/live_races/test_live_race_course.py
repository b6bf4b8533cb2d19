"""The ordinary course of a live race, from schedule to scored result."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import EntrantStatus
from application.domain.live_races.seed_vault import SeedState, commitment_to
from application.domain.runs.run import RunStatus
from application.services.people.organization_service import MemberChanges
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

MINUTE = timedelta(minutes=1)


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


async def test_no_shows_keep_their_slot_and_late_entrants_are_judged_at_the_start(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=1)
    pool = await community.add_pool(tournament)
    early, absent, late = [await community.add_player() for _ in range(3)]
    ids = {player: await community.racetime_id_of(player) for player in (early, absent, late)}
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join(ids[early], ids[absent])
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    assert (await community.race(race.summary.id)).summary.participant_count == 2

    room.leave(ids[absent])
    room.join(ids[late], "stranger")
    room.start()
    await community.hear(race.summary.id, room)

    started = await community.race(race.summary.id)
    counted = {line.user_id for line in started.board if line.run_status is RunStatus.IN_PROGRESS}
    assert counted == {early, late}
    verdicts = await community.container.live_races.check_player_eligibility(community.admin, absent, tournament, pool)
    assert next(verdict for verdict in verdicts if verdict.rule == "slot_free").met


async def test_a_player_who_fixes_the_reason_before_the_lock_counts(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    player = await community.add_player(racetime_id=None)
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join("fresh")
    await community.hear(race.summary.id, room)

    await community.container.organizations.update_member(community.admin, player, MemberChanges(racetime_id="fresh"))
    await community.advance_to(race.summary.locks_at)

    (line,) = (await community.race(race.summary.id)).board
    assert (line.user_id, line.counted) == (player, True)


async def test_everybody_forfeiting_ends_the_race_with_results(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    ids = [await community.racetime_id_of(await community.add_player()) for _ in range(3)]
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join(*ids)
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    room.start()
    await community.hear(race.summary.id, room)
    for racer in ids:
        room.forfeit(racer)
    await community.hear(race.summary.id, room)
    over = await community.race(race.summary.id)
    assert over.summary.status is LiveRaceStatus.FINISHED
    assert {line.run_status for line in over.board} == {RunStatus.FORFEIT}


async def test_a_race_that_a_moderator_cancels_gives_the_slots_back_and_comes_back_when_it_is_reopened(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    players = [await community.add_player() for _ in range(2)]
    ids = [await community.racetime_id_of(player) for player in players]
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join(*ids)
    await community.advance_to(race.summary.locks_at)
    room.start()
    await community.hear(race.summary.id, room)

    room.cancel()
    await community.hear(race.summary.id, room)
    cancelled = await community.race(race.summary.id)
    assert cancelled.summary.status is LiveRaceStatus.CANCELLED
    assert cancelled.summary.participant_count == 0

    room.undo(ids[0])
    await community.hear(race.summary.id, room)
    again = await community.race(race.summary.id)
    assert again.summary.status is LiveRaceStatus.IN_PROGRESS
    assert again.summary.participant_count == 1, "the other one has not taken it up again"
    room.undo(ids[1])
    await community.hear(race.summary.id, room)
    assert (await community.race(race.summary.id)).summary.participant_count == 2


async def test_an_undone_finish_is_a_correction_that_scores_anew(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    players = [await community.add_player() for _ in range(2)]
    ids = [await community.racetime_id_of(player) for player in players]
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join(*ids)
    await community.advance_to(race.summary.locks_at)
    room.start()
    room.finish(ids[0], timedelta(seconds=1000))
    room.finish(ids[1], timedelta(seconds=1200))
    await community.hear(race.summary.id, room)

    room.undo(ids[0])
    await community.hear(race.summary.id, room)
    assert (await community.race(race.summary.id)).summary.status is LiveRaceStatus.IN_PROGRESS
    lines = {line.user_id: line for line in (await community.race(race.summary.id)).board}
    assert (lines[players[0]].finish_time, lines[players[0]].score) == (None, None)
    assert lines[players[1]].score == 100

    room.finish(ids[0], timedelta(seconds=1500))
    await community.hear(race.summary.id, room)
    lines = {line.user_id: line for line in (await community.race(race.summary.id)).board}
    assert lines[players[0]].score == pytest.approx((2 - 1500 / 1350) * 100)


async def test_hearing_the_same_old_or_repeated_state_changes_nothing(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    ids = [await community.racetime_id_of(await community.add_player()) for _ in range(2)]
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    before = room.snapshot()
    room.join(*ids)
    await community.advance_to(race.summary.locks_at)
    room.start()
    room.finish(ids[0], timedelta(seconds=1000))
    room.forfeit(ids[1])
    await community.hear(race.summary.id, room)
    done = await community.race(race.summary.id)

    assert not await community.hear(race.summary.id, room)
    assert done.room is not None
    assert not await community.container.room_service.apply_room_snapshot(done.room.id, before)
    assert await community.race(race.summary.id) == done


@on_postgres_and_slowly_on_sqlite
async def test_two_frames_at_the_same_moment_make_one_run_per_player(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    ids = [await community.racetime_id_of(await community.add_player()) for _ in range(3)]
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join(*ids)
    room.start()
    changed = await asyncio.gather(*(community.hear(race.summary.id, room) for _ in range(4)))
    assert sorted(changed) == [False, False, False, True]
    started = await community.race(race.summary.id)
    assert started.summary.status is LiveRaceStatus.IN_PROGRESS
    assert started.summary.participant_count == 3


async def test_a_race_that_starts_before_its_lock_is_locked_released_and_judged_by_the_start(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    player = await community.add_player()
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join(await community.racetime_id_of(player), "stranger")
    room.start()
    await community.hear(race.summary.id, room)
    started = await community.race(race.summary.id)
    assert started.summary.seed.state is SeedState.RELEASED
    assert [line.user_id for line in started.board if line.counted] == [player]


async def test_a_racer_without_an_account_stays_on_the_board_with_the_copied_name(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    player = await community.add_player("Malon")
    racetime_id = await community.racetime_id_of(player)
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join(racetime_id, "other")
    await community.advance_to(race.summary.locks_at)
    room.start()
    room.finish(racetime_id, timedelta(seconds=900))
    await community.hear(race.summary.id, room)

    room.version += 1
    gone = room.entrants.pop(racetime_id)
    room.entrants["nameless:1"] = replace(gone, key="nameless:1", racetime_id=None, name="Unknown racer")
    await community.hear(race.summary.id, room)

    kept = next(line for line in (await community.race(race.summary.id)).board if line.user_id == player)
    assert (kept.name, kept.finish_time) == ("Malon", timedelta(seconds=900))
