"""Reattempts: allowance, reason, what it frees and what it keeps."""

from datetime import timedelta
from typing import Any

import pytest

from application.domain.errors import Conflict, InvalidInput, WrongStatus
from application.domain.ids import LiveRaceId, PoolId, RunId, TournamentId, UserId
from application.domain.runs.async_run import UNLIMITED
from application.domain.runs.run import RunFilter
from application.services.tournaments.async_tournament_service import TournamentChanges
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


async def prepared(community: Community, **settings: Any) -> tuple[TournamentId, PoolId, UserId]:
    tournament = await community.add_tournament(**({"reattempts_allowed": 1} | settings))
    pool = await community.add_pool(tournament, live=1, ordinary=4)
    return tournament, pool, await community.add_player("Malon")


async def live_run(
    community: Community, tournament: TournamentId, pool: PoolId, player: UserId
) -> tuple[RunId, LiveRaceId]:
    """Let a player finish a live race, which has just ended."""
    race = (await community.schedule(tournament, pool)).summary
    room = await community.open_room(race.id)
    racer = await community.racetime_id_of(player)
    room.join(racer)
    await community.advance_to(race.locks_at)
    room.start()
    await community.clock.advance(HOUR)
    room.finish(racer, HOUR)
    await community.hear(race.id, room)
    run = await AsyncTournamentRace.get(live_race_id=race.id, user_id=player)
    return run.id, race.id


async def test_another_attempt_frees_the_slot_and_takes_the_old_score_out(community: Community) -> None:
    tournament, pool, player = await prepared(community)
    ctx, runs = await community.enter(player), community.container.runs
    rival = await community.finish_run(await community.add_player(), pool, HOUR)
    first = await community.finish_run(player, pool, HOUR)
    assert first.refusals.reattempt is None

    done = await runs.reattempt(ctx, first.summary.id, "The emulator crashed.")
    assert done.summary.reattempted
    assert (done.summary.score, done.reattempt_reason) == (None, "The emulator crashed.")
    assert (done.reattempts_used, done.reattempts_allowed) == (1, 1)
    board = await community.container.tournaments.get_leaderboard(community.admin, tournament)
    assert [line.user_id for line in board.standings] == [rival.summary.user_id]
    second = await community.finish_run(player, pool, 2 * HOUR)
    assert second.summary.permalink_id != first.summary.permalink_id
    (entry,) = await EventLogEntry.filter(type="AsyncRunReattemptedEvent")
    assert (entry.payload["before"], entry.payload["reason"]) == ("finished 1:00:00.0", "The emulator crashed.")
    assert entry.actor_id == player


async def test_the_par_forgets_a_run_that_was_given_up(community: Community) -> None:
    tournament, _, player = await prepared(community)
    pool = await community.add_pool(tournament, "One seed", live=0, ordinary=1)
    slow = await community.finish_run(await community.add_player(), pool, 2 * HOUR)
    fast = await community.finish_run(player, pool, HOUR)
    scores = {run.id: run.score for run in await AsyncTournamentRace.filter(pool_id=pool)}
    assert scores[slow.summary.id] == pytest.approx((2 - 120 / 90) * 100)
    await community.container.runs.reattempt(await community.enter(player), fast.summary.id, "Wrong settings.")
    scores = {run.id: run.score for run in await AsyncTournamentRace.filter(pool_id=pool)}
    assert scores == {slow.summary.id: 100, fast.summary.id: None}


async def test_a_forfeit_may_be_given_up_too(community: Community) -> None:
    _, pool, player = await prepared(community)
    run = await community.forfeit_run(player, pool)
    done = await community.container.runs.reattempt(await community.enter(player), run.summary.id, "Power cut.")
    assert done.summary.reattempted


@pytest.mark.parametrize(("allowed", "succeeds"), [(0, 0), (2, 2), (UNLIMITED, 4)])
async def test_the_allowance_is_none_a_number_or_without_limit(
    community: Community, allowed: int, succeeds: int
) -> None:
    _, pool, player = await prepared(community, reattempts_allowed=allowed, runs_per_pool=4)
    ctx, runs = await community.enter(player), community.container.runs
    done = [(await community.forfeit_run(player, pool)).summary.id for _ in range(4)]
    for run in done[:succeeds]:
        await runs.reattempt(ctx, run, "Once more.")
    for run in done[succeeds:]:
        with pytest.raises(Conflict, match="no reattempts" if allowed == 0 else "2 of 2 used"):
            await runs.reattempt(ctx, run, "Once more.")


async def test_an_allowance_lowered_below_what_was_used_takes_nothing_back(community: Community) -> None:
    tournament, pool, player = await prepared(community, reattempts_allowed=2, runs_per_pool=2)
    ctx, runs = await community.enter(player), community.container.runs
    first = (await community.forfeit_run(player, pool)).summary.id
    second = (await community.forfeit_run(player, pool)).summary.id
    await runs.reattempt(ctx, first, "Once more.")
    await runs.reattempt(ctx, second, "Once more.")
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(reattempts_allowed=1)
    )
    third = (await community.forfeit_run(player, pool)).summary.id
    with pytest.raises(Conflict, match="2 of 1 used"):
        await runs.reattempt(ctx, third, "Once more.")
    assert (await runs.get_run(ctx, first)).summary.reattempted


async def test_a_run_under_way_is_finished_or_forfeited_first(community: Community) -> None:
    _, pool, player = await prepared(community)
    ctx, runs = await community.enter(player), community.container.runs
    run = (await community.draw(player, pool)).summary.id
    with pytest.raises(Conflict, match="Finish or forfeit it first"):
        await runs.reattempt(ctx, run, "Changed my mind.")
    await runs.ready(ctx, run)
    with pytest.raises(Conflict, match="Finish or forfeit it first"):
        await runs.reattempt(ctx, run, "Changed my mind.")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
async def test_a_reason_is_needed_and_bounded(community: Community, reason: str) -> None:
    _, pool, player = await prepared(community)
    run = (await community.forfeit_run(player, pool)).summary.id
    with pytest.raises(InvalidInput) as refused:
        await community.container.runs.reattempt(await community.enter(player), run, reason)
    assert [problem.field for problem in refused.value.problems] == ["reason"]


async def test_the_same_run_is_given_up_once(community: Community) -> None:
    _, pool, player = await prepared(community, reattempts_allowed=UNLIMITED)
    ctx, runs = await community.enter(player), community.container.runs
    run = (await community.forfeit_run(player, pool)).summary.id
    await runs.reattempt(ctx, run, "Once more.")
    with pytest.raises(Conflict, match="already"):
        await runs.reattempt(ctx, run, "Once more.")


async def test_a_closed_tournament_has_no_more_attempts(community: Community) -> None:
    tournament, pool, player = await prepared(community)
    run = (await community.forfeit_run(player, pool)).summary.id
    await community.container.tournaments.close_tournament(community.admin, tournament)
    with pytest.raises(Conflict, match="closed"):
        await community.container.runs.reattempt(await community.enter(player), run, "Once more.")


# Live races


@on_postgres_and_slowly_on_sqlite
async def test_a_live_run_may_be_given_up_once_its_result_is_settled_and_is_replaced_by_an_async_run(
    community: Community,
) -> None:
    tournament, pool, player = await prepared(community)
    run, race = await live_run(community, tournament, pool, player)
    ctx, runs = await community.enter(player), community.container.runs
    with pytest.raises(Conflict, match=r"may still change on racetime\.gg"):
        await runs.reattempt(ctx, run, "Controller broke.")
    await community.clock.advance(10 * MINUTE)
    done = await runs.reattempt(ctx, run, "Controller broke.")
    assert done.summary.live_race_id == race
    replacement = await community.finish_run(player, pool)
    assert replacement.summary.live_race_id is None
    changes = await EventLogEntry.filter(type="AsyncLiveRaceResultsChangedEvent", live_race_id=race).order_by("-id")
    assert changes[0].payload["correction"] is True
    assert changes[0].payload["changes"][0]["after"] == "reattempted"


async def test_a_tournament_may_forbid_another_attempt_after_a_live_race(community: Community) -> None:
    tournament, pool, player = await prepared(community, live_reattempts_allowed=False, runs_per_pool=2)
    run, _ = await live_run(community, tournament, pool, player)
    await community.clock.advance(HOUR)
    ctx, runs = await community.enter(player), community.container.runs
    with pytest.raises(Conflict, match="after a live race"):
        await runs.reattempt(ctx, run, "Controller broke.")
    standard = (await community.forfeit_run(player, pool)).summary.id
    await runs.reattempt(ctx, standard, "A standard one may.")


async def test_a_racer_who_takes_a_finish_back_after_drawing_an_async_run_harms_nobody(community: Community) -> None:
    tournament, pool, player = await prepared(community, runs_per_pool=2)
    other = await community.add_player()
    race = (await community.schedule(tournament, pool)).summary
    room = await community.open_room(race.id)
    racers = [await community.racetime_id_of(user) for user in (player, other)]
    room.join(*racers)
    await community.advance_to(race.locks_at)
    room.start()
    await community.clock.advance(HOUR)
    room.finish(racers[0], HOUR)
    await community.hear(race.id, room)
    standard = await community.draw(player, pool)

    room.undo(racers[0])
    room.finish(racers[1], 2 * HOUR)
    await community.hear(race.id, room)
    times = {line.user_id: line.finish_time for line in (await community.race(race.id)).board if line.run_status}
    assert times[other] == 2 * HOUR, "the others' results go on"
    room.finish(racers[0], 3 * HOUR)
    await community.hear(race.id, room)
    run = await AsyncTournamentRace.get(live_race_id=race.id, user_id=player)
    assert run.finish_time == 3 * HOUR
    still = await community.container.runs.get_run(await community.enter(player), standard.summary.id)
    assert still.refusals.ready is None


async def test_a_run_that_was_given_up_stays_in_its_players_history(community: Community) -> None:
    tournament, pool, player = await prepared(community)
    ctx, runs = await community.enter(player), community.container.runs
    run = (await community.forfeit_run(player, pool)).summary.id
    await runs.reattempt(ctx, run, "Once more.")
    page = await runs.list_runs(ctx, RunFilter(tournament, user_id=player))
    assert [(line.id, line.reattempted) for line in page.items] == [(run, True)]
    with pytest.raises(WrongStatus):
        await runs.flag(ctx, run, "Look at it.")
