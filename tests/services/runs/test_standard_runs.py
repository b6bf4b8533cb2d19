"""An async run from draw to end, with every limit, as its player meets them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from application.domain.errors import Forbidden, InvalidInput, NotFound, WrongStatus
from application.domain.ids import RUN, PoolId, TournamentId, UserId
from application.domain.live_races.eligibility import NotEligible
from application.domain.messages.notifications import NotificationKind
from application.domain.permissions import Role
from application.domain.runs.async_run import PRESSES_ARRIVE_WITHIN, RunPhase
from application.domain.runs.run import ForfeitCause, RunFilter, RunStatus
from application.domain.runs.scoring import ScorableRun, ScoringRules, score_permalink
from application.services.tournaments.async_tournament_service import TournamentChanges
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


async def prepared(community: Community, **settings: Any) -> tuple[TournamentId, PoolId, UserId]:
    tournament = await community.add_tournament(**settings)
    pool = await community.add_pool(tournament, live=0, ordinary=3)
    return tournament, pool, await community.add_player("Malon")


async def events(run_id: int) -> list[str]:
    rows = await EventLogEntry.filter(run_id=run_id).order_by("id")
    return [row.type.removeprefix("AsyncRun").removesuffix("Event") for row in rows]


async def notices(community: Community, user_id: UserId) -> list[NotificationKind]:
    page = await community.container.notifications.list_notifications(await community.enter(user_id))
    return [notice.kind for notice in reversed(page.items)]


async def test_a_run_is_drawn_started_after_a_countdown_and_finished(community: Community) -> None:
    _, pool, player = await prepared(community)
    ctx, runs = await community.enter(player), community.container.runs

    drawn = await runs.draw(ctx, pool)
    assert (drawn.summary.status, drawn.phase) == (RunStatus.PENDING, RunPhase.DRAWN)
    assert drawn.seed is not None
    assert drawn.seed.url.startswith("https://seeds.test/")
    assert drawn.start_by_at == drawn.as_of + 20 * MINUTE
    assert (drawn.refusals.ready, drawn.refusals.forfeit) == (None, None)
    assert drawn.refusals.finish == "This run has not been started yet."

    await community.clock.advance(5 * MINUTE)
    counting = await runs.ready(ctx, drawn.summary.id)
    assert counting.phase is RunPhase.COUNTDOWN
    assert counting.summary.started_at == counting.as_of + 10 * SECOND
    assert counting.finish_by_at == counting.summary.started_at + 12 * HOUR

    await community.clock.advance(10 * SECOND)
    assert (await runs.get_run(ctx, drawn.summary.id)).phase is RunPhase.RUNNING
    await community.clock.advance(HOUR + 23 * MINUTE + 45.6 * SECOND)
    done = await runs.finish(ctx, drawn.summary.id)
    assert (done.summary.status, done.phase) == (RunStatus.FINISHED, RunPhase.OVER)
    assert done.summary.finish_time == HOUR + 23 * MINUTE + 45.6 * SECOND
    assert done.summary.finished_at == done.as_of
    assert done.summary.score == 100
    assert await events(drawn.summary.id) == ["Drawn", "Started", "Finished"]


async def test_a_restart_in_the_middle_of_the_countdown_changes_nothing(
    community: Community, clock: ManualClock
) -> None:
    _, pool, player = await prepared(community)
    ctx = await community.enter(player)
    run = await community.container.runs.draw(ctx, pool)
    counting = await community.container.runs.ready(ctx, run.summary.id)
    await clock.advance(4 * SECOND)

    restarted = await found_community(clock, slug="restarted")
    again = await restarted.container.runs.get_run(ctx, run.summary.id)
    assert again.phase is RunPhase.COUNTDOWN
    assert again.summary.started_at == counting.summary.started_at
    await clock.advance(6 * SECOND + 30 * MINUTE)
    done = await restarted.container.runs.finish(ctx, run.summary.id)
    assert done.summary.finish_time == 30 * MINUTE


async def test_nothing_can_be_finished_during_the_countdown_but_a_forfeit_is_one(community: Community) -> None:
    _, pool, player = await prepared(community)
    ctx, runs = await community.enter(player), community.container.runs
    run = (await runs.draw(ctx, pool)).summary.id
    await runs.ready(ctx, run)
    await community.clock.advance(7 * SECOND)
    with pytest.raises(WrongStatus, match="starts in 3 seconds"):
        await runs.finish(ctx, run)
    given_up = await runs.forfeit(ctx, run, confirmed=True)
    assert given_up.summary.status is RunStatus.FORFEIT
    assert given_up.summary.forfeit_cause is ForfeitCause.RUNNER
    await community.clock.advance(MINUTE)
    with pytest.raises(WrongStatus, match="forfeit already"):
        await runs.finish(ctx, run)


async def test_a_forfeit_asks_first_and_takes_the_slot(community: Community) -> None:
    tournament, pool, player = await prepared(community)
    ctx, runs = await community.enter(player), community.container.runs
    run = (await runs.draw(ctx, pool)).summary.id
    with pytest.raises(InvalidInput, match="Confirm to forfeit") as refused:
        await runs.forfeit(ctx, run, confirmed=False)
    assert [problem.field for problem in refused.value.problems] == ["confirmed"]
    assert (await runs.get_run(ctx, run)).summary.status is RunStatus.PENDING

    await runs.forfeit(ctx, run, confirmed=True)
    (option,) = (await runs.get_draw_options(ctx, tournament)).pools
    assert not option.open
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await runs.draw(ctx, pool)


@on_postgres_and_slowly_on_sqlite
async def test_an_unstarted_run_is_warned_about_once_and_then_a_forfeit(community: Community) -> None:
    _, pool, player = await prepared(community)
    run = (await community.draw(player, pool)).summary.id
    await community.clock.advance(10 * MINUTE - SECOND)
    await community.tick()
    assert await notices(community, player) == []
    for _ in range(9):
        await community.clock.advance(MINUTE)
        await community.tick()
    assert await notices(community, player) == [NotificationKind.START_WARNING]
    await community.clock.advance(MINUTE + SECOND + PRESSES_ARRIVE_WITHIN)
    for _ in range(2):
        await community.tick()
    details = await community.container.runs.get_run(await community.enter(player), run)
    assert details.summary.status is RunStatus.FORFEIT
    assert details.summary.forfeit_cause is ForfeitCause.START_LIMIT
    assert await notices(community, player) == [NotificationKind.START_WARNING, NotificationKind.RUN_NOT_STARTED]
    assert await events(run) == ["Drawn", "StartWarned", "Forfeited"]
    (last,) = await EventLogEntry.filter(run_id=run, type="AsyncRunForfeitedEvent")
    assert last.actor_name == "system"


async def test_the_warning_says_how_much_time_is_left(community: Community) -> None:
    _, pool, player = await prepared(community, start_limit_minutes=45, start_warning_minutes=15)
    await community.draw(player, pool)
    await community.clock.advance(32 * MINUTE)
    await community.tick()
    (notice,) = (await community.container.notifications.list_notifications(await community.enter(player))).items
    assert notice.sentence == "Your run in Pool A must be started within 13 minutes, or it counts as a forfeit."


async def test_a_started_run_is_never_warned_about_and_has_its_limit_from_its_start(community: Community) -> None:
    _, pool, player = await prepared(community)
    run = await community.start_run(player, pool)
    await community.clock.advance(12 * HOUR - SECOND)
    await community.tick()
    ctx = await community.enter(player)
    assert (await community.container.runs.get_run(ctx, run.summary.id)).phase is RunPhase.RUNNING
    await community.clock.advance(SECOND + PRESSES_ARRIVE_WITHIN)
    await community.tick()
    over = await community.container.runs.get_run(ctx, run.summary.id)
    assert (over.summary.status, over.summary.forfeit_cause) == (RunStatus.FORFEIT, ForfeitCause.FINISH_LIMIT)
    assert await notices(community, player) == [NotificationKind.RUN_OUT_OF_TIME]


async def test_a_finish_after_the_limit_is_a_forfeit_also_before_the_schedule_comes_to_it(
    community: Community,
) -> None:
    _, pool, player = await prepared(community)
    run = (await community.start_run(player, pool)).summary.id
    ctx, runs = await community.enter(player), community.container.runs
    await community.clock.advance(12 * HOUR)
    assert (await runs.get_run(ctx, run)).refusals.finish is not None
    with pytest.raises(WrongStatus, match="time to finish this run is over"):
        await runs.finish(ctx, run)
    assert (await runs.get_run(ctx, run)).summary.status is RunStatus.FORFEIT
    await community.tick()
    assert await events(run) == ["Drawn", "Started", "Forfeited"]


async def test_a_start_after_the_limit_is_a_forfeit_also_before_the_schedule_comes_to_it(community: Community) -> None:
    _, pool, player = await prepared(community)
    run = (await community.draw(player, pool)).summary.id
    ctx, runs = await community.enter(player), community.container.runs
    await community.clock.advance(20 * MINUTE)
    with pytest.raises(WrongStatus, match="time to start this run is over"):
        await runs.ready(ctx, run)
    over = (await runs.get_run(ctx, run)).summary
    assert (over.status, over.forfeit_cause) == (RunStatus.FORFEIT, ForfeitCause.START_LIMIT)


async def test_a_forfeit_after_the_limit_counts_as_the_limits(community: Community) -> None:
    _, pool, player = await prepared(community)
    run = (await community.draw(player, pool)).summary.id
    await community.clock.advance(HOUR)
    done = await community.container.runs.forfeit(await community.enter(player), run, confirmed=True)
    assert done.summary.forfeit_cause is ForfeitCause.START_LIMIT


async def test_every_limit_is_the_tournaments_own(community: Community) -> None:
    tournament, pool, player = await prepared(
        community, start_limit_minutes=5, start_warning_minutes=0, finish_limit_minutes=60, countdown_seconds=3
    )
    ctx, runs = await community.enter(player), community.container.runs
    assert "5 minutes to start and 1 hour to finish" in (await runs.get_draw_options(ctx, tournament)).warning
    drawn = await runs.draw(ctx, pool)
    assert drawn.start_by_at == drawn.as_of + 5 * MINUTE
    started = await runs.ready(ctx, drawn.summary.id)
    assert started.summary.started_at == started.as_of + 3 * SECOND
    assert started.finish_by_at == started.summary.started_at + HOUR


@on_postgres_and_slowly_on_sqlite
async def test_without_a_countdown_the_run_starts_at_once(community: Community) -> None:
    _, pool, player = await prepared(community, countdown_seconds=0)
    ctx = await community.enter(player)
    run = await community.container.runs.draw(ctx, pool)
    assert (await community.container.runs.ready(ctx, run.summary.id)).phase is RunPhase.RUNNING


async def test_limits_that_are_lowered_later_leave_a_drawn_run_its_deadlines(community: Community) -> None:
    tournament, pool, player = await prepared(community)
    drawn = await community.draw(player, pool)
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(start_limit_minutes=2, start_warning_minutes=1)
    )
    ctx, runs = await community.enter(player), community.container.runs
    assert (await runs.get_run(ctx, drawn.summary.id)).start_by_at == drawn.start_by_at
    await community.clock.advance(15 * MINUTE)
    await community.tick()
    started = await runs.ready(ctx, drawn.summary.id)
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(finish_limit_minutes=10)
    )
    assert (await runs.get_run(ctx, drawn.summary.id)).finish_by_at == started.finish_by_at


async def test_a_tournament_that_closes_lets_runs_under_way_end_and_deals_no_more(community: Community) -> None:
    tournament, pool, player = await prepared(community, runs_per_pool=2)
    run = await community.start_run(player, pool)
    await community.container.tournaments.close_tournament(community.admin, tournament)
    await community.clock.advance(HOUR)
    ctx = await community.enter(player)
    assert (await community.container.runs.finish(ctx, run.summary.id)).summary.score == 100
    with pytest.raises(NotEligible, match="tournament is closed"):
        await community.container.runs.draw(ctx, pool)


async def test_pressing_a_button_twice_does_a_thing_once(community: Community) -> None:
    _, pool, player = await prepared(community)
    ctx, runs = await community.enter(player), community.container.runs
    run = (await runs.draw(ctx, pool)).summary.id
    first = await runs.ready(ctx, run)
    with pytest.raises(WrongStatus):
        await runs.ready(ctx, run)
    assert (await runs.get_run(ctx, run)).summary.started_at == first.summary.started_at
    await community.clock.advance(HOUR)
    done = await runs.finish(ctx, run)
    await community.clock.advance(HOUR)
    with pytest.raises(WrongStatus, match="finished already"):
        await runs.finish(ctx, run)
    assert (await runs.get_run(ctx, run)).summary.finish_time == done.summary.finish_time


@pytest.mark.parametrize("action", ["ready", "finish", "forfeit", "reattempt", "flag"])
async def test_nobody_acts_on_somebody_elses_run(community: Community, action: str) -> None:
    _, pool, player = await prepared(community)
    run = (await community.start_run(player, pool)).summary.id
    runs = community.container.runs
    for other in (await community.enter(await community.add_player()), community.admin):
        attempts = {
            "ready": lambda: runs.ready(other, run),  # noqa: B023  # called before the next turn
            "finish": lambda: runs.finish(other, run),  # noqa: B023
            "forfeit": lambda: runs.forfeit(other, run, confirmed=True),  # noqa: B023
            "reattempt": lambda: runs.reattempt(other, run, "why not"),  # noqa: B023
            "flag": lambda: runs.flag(other, run, "look"),  # noqa: B023
        }
        with pytest.raises(Forbidden):
            await attempts[action]()
    assert await events(run) == ["Drawn", "Started"]


async def test_a_hidden_run_of_somebody_else_does_not_even_exist(community: Community) -> None:
    _, pool, player = await prepared(community, hide_results=True)
    run = (await community.start_run(player, pool)).summary.id
    other = await community.enter(await community.add_player())
    with pytest.raises(NotFound):
        await community.container.runs.get_run(other, run)
    with pytest.raises(NotFound):
        await community.container.runs.finish(other, run)


async def test_another_organization_finds_no_run(community: Community) -> None:
    _, pool, player = await prepared(community)
    run = (await community.start_run(player, pool)).summary.id
    stranger = await found_community(community.clock, slug="termina")
    with pytest.raises(NotFound):
        await stranger.container.runs.get_run(stranger.admin, run)
    with pytest.raises(NotFound):
        await stranger.container.runs.draw(stranger.admin, pool)
    with pytest.raises(NotFound):
        await stranger.container.access.enter_at(stranger.admin.actor, RUN, run)
    assert (await community.container.access.enter_at(community.admin.actor, RUN, run)).organization_id


async def test_the_system_has_no_runs(community: Community) -> None:
    _, pool, _ = await prepared(community)
    system = community.container.access.as_system(community.organization_id)
    with pytest.raises(Forbidden):
        await community.container.runs.draw(system, pool)


@on_postgres_and_slowly_on_sqlite
async def test_many_who_finish_at_the_same_moment_are_scored_against_each_other(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    started = []
    for _ in range(10):
        player = await community.add_player()
        started.append((player, (await community.start_run(player, pool)).summary.id))
        await community.clock.advance(MINUTE)
    runs = community.container.runs
    contexts = [(await community.enter(player), run) for player, run in started]
    await community.clock.advance(HOUR)
    await asyncio.gather(*(runs.finish(ctx, run) for ctx, run in contexts))
    rows = await AsyncTournamentRace.filter(pool_id=pool)
    expected = score_permalink([ScorableRun(row.id, row.status, row.finish_time) for row in rows], ScoringRules())
    assert {row.id: row.score for row in rows} == expected.scores


# More time


async def test_staff_give_more_time_to_start_and_the_one_warning_moves_along(community: Community) -> None:
    _, pool, player = await prepared(community)
    reviewer = await community.enter(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    drawn = await community.draw(player, pool)
    assert drawn.start_by_at is not None
    longer = await community.container.runs.extend(reviewer, drawn.summary.id, 90, "The power was out.")
    assert longer.start_by_at == drawn.start_by_at + 90 * MINUTE
    await community.clock.advance(95 * MINUTE)
    await community.tick()
    assert await notices(community, player) == [NotificationKind.RUN_EXTENDED]
    await community.clock.advance(6 * MINUTE)
    await community.tick()
    assert await notices(community, player) == [NotificationKind.RUN_EXTENDED, NotificationKind.START_WARNING]
    (entry,) = await EventLogEntry.filter(run_id=drawn.summary.id, type="AsyncRunExtendedEvent")
    assert entry.payload["changes"] == [
        {
            "field": "start_by_at",
            "old": drawn.start_by_at.isoformat(),
            "new": (drawn.start_by_at + 90 * MINUTE).isoformat(),
        }
    ]


async def test_staff_give_a_running_run_more_time_to_finish(community: Community) -> None:
    _, pool, player = await prepared(community)
    run = await community.start_run(player, pool)
    assert run.finish_by_at is not None
    longer = await community.container.runs.extend(community.admin, run.summary.id, 60)
    assert longer.finish_by_at == run.finish_by_at + HOUR
    await community.clock.advance(12 * HOUR + 30 * MINUTE)
    await community.tick()
    done = await community.container.runs.finish(await community.enter(player), run.summary.id)
    assert done.summary.finish_time == 12 * HOUR + 30 * MINUTE


async def test_more_time_comes_too_late_for_a_run_that_is_over(community: Community) -> None:
    _, pool, player = await prepared(community)
    run = (await community.draw(player, pool)).summary.id
    await community.clock.advance(21 * MINUTE)
    with pytest.raises(WrongStatus, match="time to start this run is over"):
        await community.container.runs.extend(community.admin, run, 30)
    with pytest.raises(WrongStatus, match="can't get more time"):
        await community.container.runs.extend(community.admin, run, 30)


async def test_players_give_no_more_time_and_staff_none_to_themselves(community: Community) -> None:
    _, pool, player = await prepared(community, runs_per_pool=2)
    run = (await community.draw(player, pool)).summary.id
    with pytest.raises(Forbidden):
        await community.container.runs.extend(await community.enter(player), run, 30)
    reviewer = await community.add_player(roles=[Role.ASYNC_REVIEWER])
    own = (await community.draw(reviewer, pool)).summary.id
    with pytest.raises(Forbidden, match="Somebody else"):
        await community.container.runs.extend(await community.enter(reviewer), own, 30)


@pytest.mark.parametrize("minutes", [0, -5, 7 * 24 * 60 + 1])
async def test_more_time_is_a_sensible_number_of_minutes(community: Community, minutes: int) -> None:
    _, pool, player = await prepared(community)
    run = (await community.draw(player, pool)).summary.id
    with pytest.raises(InvalidInput, match="minutes"):
        await community.container.runs.extend(community.admin, run, minutes)


async def test_the_player_finds_the_run_that_is_under_way_again(community: Community) -> None:
    tournament, pool, player = await prepared(community)
    ctx, runs = await community.enter(player), community.container.runs
    assert await runs.find_active_run(ctx, tournament) is None
    drawn = await runs.draw(ctx, pool)
    found = await runs.find_active_run(ctx, tournament)
    assert found is not None
    assert found.summary.id == drawn.summary.id
    assert (await runs.get_draw_options(ctx, tournament)).active_run_id == drawn.summary.id
    await runs.forfeit(ctx, drawn.summary.id, confirmed=True)
    assert await runs.find_active_run(ctx, tournament) is None


async def test_runs_are_listed_newest_first_page_by_page_and_by_every_filter(community: Community) -> None:
    tournament, pool, player = await prepared(community, runs_per_pool=3)
    other_pool = await community.add_pool(tournament, "Pool B", live=0, ordinary=3)
    first = (await community.finish_run(player, pool)).summary
    second = (await community.forfeit_run(player, other_pool)).summary
    third = (await community.finish_run(await community.add_player(), pool)).summary
    runs, admin = community.container.runs, community.admin

    async def ids(**more: object) -> list[int]:
        page = await runs.list_runs(admin, RunFilter(tournament, **more))  # type: ignore[arg-type]
        return [run.id for run in page.items]

    assert await ids() == [third.id, second.id, first.id]
    assert await ids(user_id=player) == [second.id, first.id]
    assert await ids(pool_id=pool) == [third.id, first.id]
    assert await ids(status=RunStatus.FORFEIT) == [second.id]
    assert await ids(permalink_id=second.permalink_id) == [second.id]
    assert await ids(live=True) == []
    page = await runs.list_runs(admin, RunFilter(tournament), limit=2)
    assert page.has_more
    rest = await runs.list_runs(admin, RunFilter(tournament), limit=2, before=page.items[-1].id)
    assert ([run.id for run in rest.items], rest.has_more) == ([first.id], False)


async def test_a_press_that_was_in_time_counts_however_long_it_was_on_its_way(community: Community) -> None:
    _, pool, player = await prepared(community)
    ctx, runs = await community.enter(player), community.container.runs
    drawn = await runs.draw(ctx, pool)
    await community.clock.advance(20 * MINUTE - SECOND)
    pressed_at = community.clock.now()
    await community.clock.advance(3 * SECOND)
    await community.tick()
    counting = await runs.ready(ctx, drawn.summary.id, pressed_at=pressed_at)
    assert counting.summary.started_at == community.clock.now() + 10 * SECOND

    await community.clock.advance(12 * HOUR + 9 * SECOND)
    pressed_at = community.clock.now()
    await community.clock.advance(3 * SECOND)
    await community.tick()
    done = await runs.finish(ctx, drawn.summary.id, pressed_at=pressed_at)
    assert done.summary.finish_time == 12 * HOUR - SECOND
