"""What a player hands in beside the time: recording, notes, and a request to be looked at."""

from datetime import timedelta

import pytest

from application.domain.errors import Forbidden, InvalidInput, WrongStatus
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import ReviewStatus
from application.services.runs.async_race_service import RunSubmission
from models.event_log import EventLogEntry
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

VOD = "https://videos.test/watch?v=abc"


async def test_recording_and_notes_are_kept_and_may_be_changed(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    player = await community.add_player()
    ctx, runs = await community.enter(player), community.container.runs
    run = (await community.finish_run(player, pool)).summary.id
    first = await runs.submit(
        ctx, run, RunSubmission(vod_url=f"  {VOD} ", notes="  Lost ten minutes\n\tin Hera. \u202e")
    )
    assert (first.vod_url, first.runner_notes) == (VOD, "Lost ten minutes\n\tin Hera.")
    second = await runs.submit(ctx, run, RunSubmission(notes=""))
    assert (second.vod_url, second.runner_notes) == (VOD, "")
    third = await runs.submit(ctx, run, RunSubmission(vod_url=""))
    assert third.vod_url == ""


async def test_the_log_has_the_recordings_address_and_of_the_notes_only_their_length(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    player = await community.add_player()
    ctx = await community.enter(player)
    run = (await community.finish_run(player, pool)).summary.id
    submission = RunSubmission(vod_url=VOD, notes="The bow is in the first chest.")
    for _ in range(2):
        await community.container.runs.submit(ctx, run, submission)
    (entry,) = await EventLogEntry.filter(type="AsyncRunSubmissionChangedEvent")
    assert entry.payload["changes"] == [
        {"field": "vod_url", "old": None, "new": VOD},
        {"field": "notes", "old": "0 characters", "new": "30 characters"},
    ]


@pytest.mark.parametrize(
    "address",
    [
        "not a link",
        "ftp://videos.test/1",
        "javascript:alert(1)",
        "https://user:secret@videos.test/1",
        "https://videos.test/a b",
        "//videos.test/1",
        "https://",
        f"https://videos.test/{'x' * 500}",
    ],
)
async def test_a_recording_is_a_web_address(community: Community, address: str) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    player = await community.add_player()
    run = (await community.finish_run(player, pool)).summary.id
    with pytest.raises(InvalidInput) as refused:
        await community.container.runs.submit(await community.enter(player), run, RunSubmission(vod_url=address))
    assert [problem.field for problem in refused.value.problems] == ["vod_url"]


async def test_notes_of_any_sensible_length_and_html_in_them_are_just_text(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    player = await community.add_player()
    ctx, runs = await community.enter(player), community.container.runs
    run = (await community.finish_run(player, pool)).summary.id
    html = "<img src=x onerror=alert(1)> & <b>bold</b>"
    assert (await runs.submit(ctx, run, RunSubmission(notes=html))).runner_notes == html
    with pytest.raises(InvalidInput, match="at most 10000 characters"):
        await runs.submit(ctx, run, RunSubmission(notes="x" * 10_001))


async def test_nobody_else_changes_what_was_handed_in(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    run = (await community.finish_run(await community.add_player(), pool)).summary.id
    with pytest.raises(Forbidden):
        await community.container.runs.submit(community.admin, run, RunSubmission(notes="Mine."))


@on_postgres_and_slowly_on_sqlite
async def test_others_see_a_recording_only_once_they_have_run_the_seed_or_the_tournament_is_closed(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    player, other = await community.add_player(), await community.add_player()
    runs = community.container.runs
    run = (await community.finish_run(player, pool)).summary.id
    await runs.submit(await community.enter(player), run, RunSubmission(vod_url=VOD, notes="Bow in Hera."))
    viewer = await community.enter(other)
    before = await runs.get_run(viewer, run)
    assert (before.vod_url, before.runner_notes, before.seed) == (None, None, None)
    assert before.summary.finish_time == timedelta(hours=1), "the time itself is no secret"
    await community.start_run(other, pool)
    during = await runs.get_run(viewer, run)
    assert (during.vod_url, during.runner_notes) == (None, None)
    assert during.seed is not None
    active = await runs.find_active_run(viewer, tournament)
    assert active is not None
    await runs.forfeit(viewer, active.summary.id, confirmed=True)
    assert (await runs.get_run(viewer, run)).vod_url == VOD

    third = await community.enter(await community.add_player())
    assert (await runs.get_run(third, run)).vod_url is None
    await community.container.tournaments.close_tournament(community.admin, tournament)
    closed = await runs.get_run(third, run)
    assert closed.vod_url == VOD
    assert closed.seed is not None


async def test_a_player_asks_for_a_look_with_a_reason(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=2)
    player = await community.add_player()
    ctx, runs = await community.enter(player), community.container.runs
    run = (await community.finish_run(player, pool)).summary.id
    with pytest.raises(InvalidInput, match="Give the reason"):
        await runs.flag(ctx, run, " ")
    flagged = await runs.flag(ctx, run, "My timer ran on.")
    assert flagged.flag_reason == "My timer ran on."
    queue = await community.container.reviews.list_queue(community.admin, ReviewFilter(flagged=True))
    assert [(item.run.id, item.flag_reason) for item in queue.items] == [(run, "My timer ran on.")]


async def test_a_forfeit_comes_into_the_queue_when_its_player_asks(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=2)
    player = await community.add_player()
    ctx, runs, reviews = await community.enter(player), community.container.runs, community.container.reviews
    run = (await community.forfeit_run(player, pool)).summary.id
    assert (await reviews.list_queue(community.admin, ReviewFilter())).items == ()
    await runs.flag(ctx, run, "The page did not load.")
    assert [item.run.id for item in (await reviews.list_queue(community.admin, ReviewFilter())).items] == [run]


async def test_a_run_under_way_can_not_be_flagged(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=2)
    player = await community.add_player()
    run = (await community.draw(player, pool)).summary.id
    with pytest.raises(WrongStatus):
        await community.container.runs.flag(await community.enter(player), run, "Look.")


@pytest.mark.parametrize("way", ["a new recording", "a flag"])
async def test_a_reviewed_run_goes_back_into_the_queue_when_it_changes(community: Community, way: str) -> None:
    tournament = await community.add_tournament(rejected_runs_count=False)
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    player = await community.add_player()
    ctx, runs, reviews = await community.enter(player), community.container.runs, community.container.reviews
    run = (await community.finish_run(player, pool)).summary
    await reviews.reject(community.admin, run.id, "There is no recording.", seen=run.version)
    assert (await runs.get_run(ctx, run.id)).summary.score is None, "nobody's time counts"
    if way == "a flag":
        await runs.flag(ctx, run.id, "There is one now.")
    else:
        await runs.submit(ctx, run.id, RunSubmission(vod_url=VOD))
    again = await runs.get_run(ctx, run.id)
    assert again.summary.review_status is ReviewStatus.PENDING
    assert again.summary.score == 100
    history = (await reviews.get_review(community.admin, run.id)).history
    assert [line.action.value for line in history] == ["rejected", "reopened"]


async def test_notes_alone_leave_a_decision_as_it_is(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    player = await community.add_player()
    run = (await community.finish_run(player, pool)).summary
    await community.container.reviews.accept(community.admin, run.id, seen=run.version)
    after = await community.container.runs.submit(await community.enter(player), run.id, RunSubmission(notes="Thanks!"))
    assert after.summary.review_status is ReviewStatus.ACCEPTED
