"""Correcting a result by hand: previewed, with a reason, on record, and undone."""

from datetime import timedelta

import pytest

from application.domain.errors import ConcurrentChange, Conflict, Forbidden, InvalidInput, WrongStatus
from application.domain.ids import PoolId, TournamentId
from application.domain.messages.notifications import NotificationKind
from application.domain.permissions import Role
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunStatus
from application.read_models.runs import RunSummary
from application.services.runs.review_service import ReviewService
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry
from tests.support.community import Community

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def finished(minutes: float) -> Result:
    return Result(RunStatus.FINISHED, minutes * MINUTE)


@pytest.fixture
def reviews(community: Community) -> ReviewService:
    return community.container.reviews


async def field_of_three(community: Community) -> tuple[TournamentId, PoolId, list[RunSummary]]:
    """Three players' runs of 60, 70 and 80 minutes on the one seed of a pool."""
    tournament = await community.add_tournament(reattempts_allowed=1)
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    runs = [
        (await community.finish_run(await community.add_player(name), pool, minutes * MINUTE)).summary
        for name, minutes in (("Anju", 60), ("Cremia", 70), ("Malon", 80))
    ]
    return tournament, pool, runs


async def everything(community: Community) -> list[dict[str, object]]:
    rows = await AsyncTournamentRace.all().order_by("id").values()
    return [{key: value for key, value in row.items() if key not in ("version", "updated_at")} for row in rows]


async def test_the_preview_says_who_moves_and_changes_nothing(community: Community, reviews: ReviewService) -> None:
    _, _, runs = await field_of_three(community)
    before = await everything(community)
    preview = await reviews.preview_correction(community.admin, runs[2].id, finished(50))
    assert (preview.before, preview.after) == ("finished 1:20:00.0", "finished 50:00.0")
    assert (preview.par_before, preview.par_after) == (4200, 3600)
    assert preview.score_after == 105
    moves = {move.user_name: (move.rank_before, move.rank_after) for move in preview.moves}
    assert moves == {"Malon": (3, 1), "Anju": (1, 2), "Cremia": (2, 3)}
    assert await everything(community) == before


async def test_what_the_preview_says_is_what_happens(community: Community, reviews: ReviewService) -> None:
    tournament, _, runs = await field_of_three(community)
    preview = await reviews.preview_correction(community.admin, runs[2].id, finished(50))
    done = await reviews.correct_result(
        community.admin, runs[2].id, finished(50), "The timer ran on.", seen=runs[2].version
    )
    assert done.item.run.finish_time == 50 * MINUTE
    assert done.item.run.score == preview.score_after
    assert done.item.run.corrected
    assert done.par_seconds == preview.par_after
    board = await community.container.tournaments.get_leaderboard(community.admin, tournament)
    assert {line.user_name: line.rank for line in board.standings} == {
        move.user_name: move.rank_after for move in preview.moves
    }
    started = done.item.run.started_at
    assert started is not None
    assert done.item.run.finished_at == started + 50 * MINUTE


async def test_a_correction_is_logged_kept_and_told_to_its_player(community: Community, reviews: ReviewService) -> None:
    _, _, runs = await field_of_three(community)
    done = await reviews.correct_result(
        community.admin, runs[2].id, finished(50), "The timer ran on.", seen=runs[2].version
    )
    (line,) = done.corrections
    assert (line.before, line.after, line.reason) == ("finished 1:20:00.0", "finished 50:00.0", "The timer ran on.")
    assert line.undone_at is None
    (entry,) = await EventLogEntry.filter(type="AsyncRunCorrectedEvent")
    assert entry.payload["before"] == "finished 1:20:00.0"
    assert entry.payload["after"] == "finished 50:00.0"
    (notice,) = (
        await community.container.notifications.list_notifications(await community.enter(runs[2].user_id))
    ).items
    assert notice.kind is NotificationKind.RUN_CORRECTED
    assert "from finished 1:20:00.0 to finished 50:00.0: The timer ran on." in notice.sentence


async def test_a_correction_is_taken_back_to_exactly_what_was(community: Community, reviews: ReviewService) -> None:
    _, _, runs = await field_of_three(community)
    before = await everything(community)
    corrected = await reviews.correct_result(
        community.admin, runs[2].id, finished(50), "The timer ran on.", seen=runs[2].version
    )
    assert corrected.may_undo_correction
    undone = await reviews.undo_correction(community.admin, runs[2].id, seen=corrected.item.run.version)
    assert not undone.may_undo_correction
    assert undone.corrections[0].undone_at is not None
    ignored = ("score_updated_at",)
    after = await everything(community)
    assert [{k: v for k, v in row.items() if k not in ignored} for row in after] == [
        {k: v for k, v in row.items() if k not in ignored} for row in before
    ]
    with pytest.raises(Conflict, match="No correction"):
        await reviews.undo_correction(community.admin, runs[2].id, seen=undone.item.run.version)


async def test_several_corrections_are_taken_back_one_by_one(community: Community, reviews: ReviewService) -> None:
    _, _, runs = await field_of_three(community)
    seen = runs[2].version
    for result in (finished(50), Result(RunStatus.DISQUALIFIED), finished(55)):
        seen = (
            await reviews.correct_result(community.admin, runs[2].id, result, "Step by step.", seen=seen)
        ).item.run.version
    states = []
    for _ in range(3):
        details = await reviews.undo_correction(community.admin, runs[2].id, seen=seen)
        seen = details.item.run.version
        states.append((details.item.run.status, details.item.run.finish_time, details.item.run.corrected))
    assert states == [
        (RunStatus.DISQUALIFIED, None, True),
        (RunStatus.FINISHED, 50 * MINUTE, True),
        (RunStatus.FINISHED, 80 * MINUTE, False),
    ]


async def test_a_forfeit_can_become_a_finish_and_a_finish_a_disqualification(
    community: Community, reviews: ReviewService
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    run = (await community.forfeit_run(await community.add_player(), pool)).summary
    done = await reviews.correct_result(community.admin, run.id, finished(60), "Seen on video.", seen=run.version)
    assert (done.item.run.status, done.item.run.score) == (RunStatus.FINISHED, 100)
    again = await reviews.correct_result(
        community.admin, run.id, Result(RunStatus.DISQUALIFIED), "Forbidden trick.", seen=done.item.run.version
    )
    assert (again.item.run.score, again.par_seconds) == (None, None)


@pytest.mark.parametrize(
    ("result", "field"),
    [
        (Result(RunStatus.FINISHED), "finish_time"),
        (Result(RunStatus.FINISHED, timedelta()), "finish_time"),
        (Result(RunStatus.FINISHED, timedelta(days=31)), "finish_time"),
        (Result(RunStatus.FORFEIT, HOUR), "finish_time"),
        (Result(RunStatus.PENDING), "status"),
        (Result(RunStatus.IN_PROGRESS), "status"),
    ],
)
async def test_a_result_that_no_run_can_have_is_refused_by_its_field(
    community: Community, reviews: ReviewService, result: Result, field: str
) -> None:
    _, _, runs = await field_of_three(community)
    for attempt in (
        reviews.preview_correction(community.admin, runs[0].id, result),
        reviews.correct_result(community.admin, runs[0].id, result, "Why.", seen=runs[0].version),
    ):
        with pytest.raises(InvalidInput) as refused:
            await attempt
        assert field in [problem.field for problem in refused.value.problems]


async def test_what_can_not_be_corrected_says_why(community: Community, reviews: ReviewService) -> None:
    _, pool, runs = await field_of_three(community)
    admin = community.admin
    with pytest.raises(InvalidInput, match="Give the reason"):
        await reviews.correct_result(admin, runs[0].id, finished(50), " ", seen=runs[0].version)
    with pytest.raises(Conflict, match="that result already"):
        await reviews.correct_result(admin, runs[0].id, finished(60), "Same.", seen=runs[0].version)
    with pytest.raises(ConcurrentChange):
        await reviews.correct_result(admin, runs[0].id, finished(50), "Late.", seen=runs[0].version - 1)
    await community.container.runs.reattempt(await community.enter(runs[0].user_id), runs[0].id, "Once more.")
    with pytest.raises(WrongStatus, match="reattempted"):
        await reviews.preview_correction(admin, runs[0].id, finished(50))
    running = (await community.start_run(await community.add_player(), pool)).summary
    with pytest.raises(WrongStatus, match="under way"):
        await reviews.correct_result(admin, running.id, finished(50), "Early.", seen=running.version)


async def test_players_correct_nothing_and_staff_not_their_own(community: Community, reviews: ReviewService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    staff = await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN])
    run = (await community.finish_run(staff, pool)).summary
    player = await community.enter(await community.add_player())
    with pytest.raises(Forbidden):
        await reviews.correct_result(player, run.id, finished(50), "Please.", seen=run.version)
    with pytest.raises(Forbidden):
        await reviews.preview_correction(player, run.id, finished(50))
    ctx = await community.enter(staff)
    with pytest.raises(Forbidden, match="their own run"):
        await reviews.correct_result(ctx, run.id, finished(50), "I was faster.", seen=run.version)


async def test_a_corrected_live_run_keeps_its_result_whatever_racetime_says_later(
    community: Community, reviews: ReviewService
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    player, other = await community.add_player(), await community.add_player()
    racers = [await community.racetime_id_of(user) for user in (player, other)]
    race = (await community.schedule(tournament, pool)).summary
    room = await community.open_room(race.id)
    room.join(*racers)
    await community.advance_to(race.locks_at)
    room.start()
    room.finish(racers[0], HOUR)
    room.finish(racers[1], 2 * HOUR)
    await community.hear(race.id, room)
    run = await AsyncTournamentRace.get(live_race_id=race.id, user_id=player)
    corrected = await reviews.correct_result(
        community.admin, run.id, finished(90), "Thirty minutes penalty.", seen=run.version
    )
    room.undo(racers[1])
    room.finish(racers[1], 3 * HOUR)
    await community.hear(race.id, room)
    lines = {line.user_id: line.finish_time for line in (await community.race(race.id)).board}
    assert lines == {player: 90 * MINUTE, other: 3 * HOUR}
    live_changes = await EventLogEntry.filter(type="AsyncLiveRaceResultsChangedEvent", live_race_id=race.id).count()
    assert live_changes == 3

    await reviews.undo_correction(
        community.admin, run.id, seen=(await reviews.get_review(community.admin, run.id)).item.run.version
    )
    assert corrected.item.run.live_race_id == race.id
    lines = {line.user_id: line.finish_time for line in (await community.race(race.id)).board}
    assert lines[player] == HOUR
