"""The review queue: who may take what, what is decided, and who is told."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from application.context import OrgContext
from application.domain.errors import (
    AlreadyTaken,
    ConcurrentChange,
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    WrongStatus,
)
from application.domain.ids import PoolId, RunId, TournamentId, UserId
from application.domain.messages.notifications import NotificationKind
from application.domain.permissions import Role
from application.domain.runs.review import ReviewAction, ReviewFilter
from application.domain.runs.run import ReviewStatus
from application.read_models.runs import ReviewPage, RunSummary
from application.services.runs.async_race_service import RunSubmission
from application.services.runs.review_service import ReviewService
from models.event_log import EventLogEntry
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

HOUR = timedelta(hours=1)
ALL = ReviewFilter(status=None)


async def prepared(community: Community, **settings: Any) -> tuple[TournamentId, PoolId, RunSummary]:
    """A finished run that waits for its review."""
    tournament = await community.add_tournament(**({"runs_per_pool": 3} | settings))
    pool = await community.add_pool(tournament, live=2, ordinary=3)
    run = await community.finish_run(await community.add_player("Malon"), pool)
    return tournament, pool, run.summary


async def reviewer(community: Community, name: str = "Saria") -> OrgContext:
    return await community.enter(await community.add_player(name, roles=[Role.ASYNC_REVIEWER]))


async def told(community: Community, user_id: UserId) -> list[tuple[NotificationKind, str]]:
    page = await community.container.notifications.list_notifications(await community.enter(user_id))
    return [(notice.kind, notice.sentence) for notice in page.items]


def ids(page: ReviewPage) -> list[RunId]:
    return [item.run.id for item in page.items]


@pytest.fixture
def reviews(community: Community) -> ReviewService:
    return community.container.reviews


async def test_a_run_is_claimed_accepted_and_its_player_told(community: Community, reviews: ReviewService) -> None:
    tournament, _, run = await prepared(community)
    saria = await reviewer(community)
    assert ids(await reviews.list_queue(saria, ReviewFilter())) == [run.id]
    claimed = await reviews.claim(saria, run.id)
    assert claimed.item.claimed_by == "Saria"
    done = await reviews.accept(saria, run.id, seen=claimed.item.run.version, note="Clean run.")
    assert done.item.run.review_status is ReviewStatus.ACCEPTED
    assert (done.item.reviewed_by, done.item.claimed_by, done.review_note) == ("Saria", None, "Clean run.")
    assert [line.action for line in done.history] == [ReviewAction.CLAIMED, ReviewAction.ACCEPTED]
    assert await told(community, run.user_id) == [
        (NotificationKind.RUN_ACCEPTED, "Your run in Pool A was accepted. Clean run.")
    ]
    assert ids(await reviews.list_queue(saria, ReviewFilter())) == []
    (entry,) = await EventLogEntry.filter(type="AsyncRunReviewedEvent")
    assert (entry.payload["old"], entry.payload["new"], entry.payload["note"]) == ("pending", "accepted", "Clean run.")
    assert (entry.tournament_id, entry.run_id, entry.actor_id) == (tournament, run.id, saria.actor.user_id)


async def test_a_rejection_needs_a_reason_and_counts_like_any_other_run_by_default(
    community: Community, reviews: ReviewService
) -> None:
    _, _, run = await prepared(community)
    saria = await reviewer(community)
    with pytest.raises(InvalidInput, match="Give the reason"):
        await reviews.reject(saria, run.id, "  ", seen=run.version)
    done = await reviews.reject(saria, run.id, "The recording <b>stops</b>.", seen=run.version)
    assert done.item.run.review_status is ReviewStatus.REJECTED
    assert done.item.run.score == 100
    assert await told(community, run.user_id) == [
        (NotificationKind.RUN_REJECTED, "Your run in Pool A was rejected: The recording <b>stops</b>.")
    ]


@on_postgres_and_slowly_on_sqlite
async def test_where_rejected_runs_do_not_count_a_decision_moves_the_scores_at_once(
    community: Community, reviews: ReviewService
) -> None:
    tournament = await community.add_tournament(rejected_runs_count=False)
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    fast = (await community.finish_run(await community.add_player(), pool, HOUR)).summary
    slow = (await community.finish_run(await community.add_player(), pool, 2 * HOUR)).summary
    saria = await reviewer(community)
    rejected = await reviews.reject(saria, fast.id, "Wrong settings.", seen=fast.version)
    runs = community.container.runs
    assert (await runs.get_run(saria, slow.id)).summary.score == 100
    assert rejected.item.run.score == 0
    await reviews.accept(saria, fast.id, seen=rejected.item.run.version)
    assert (await runs.get_run(saria, slow.id)).summary.score == pytest.approx((2 - 120 / 90) * 100)


async def test_nobody_reviews_or_claims_their_own_run(community: Community, reviews: ReviewService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    saria = await community.add_player("Saria", roles=[Role.ASYNC_REVIEWER])
    run = (await community.finish_run(saria, pool)).summary
    ctx = await community.enter(saria)
    for attempt in (
        reviews.claim(ctx, run.id),
        reviews.accept(ctx, run.id, seen=run.version),
        reviews.reject(ctx, run.id, "No.", seen=run.version),
    ):
        with pytest.raises(Forbidden, match="their own run"):
            await attempt
    details = await reviews.get_review(ctx, run.id)
    assert details.refusal == "Nobody reviews their own run."
    assert (await reviews.list_queue(ctx, ReviewFilter())).items[0].is_own


async def test_a_claimed_run_is_nobody_elses(community: Community, reviews: ReviewService) -> None:
    _, _, run = await prepared(community)
    saria, mido = await reviewer(community), await reviewer(community, "Mido")
    claimed = await reviews.claim(saria, run.id)
    assert (await reviews.claim(saria, run.id)).history == claimed.history, "claiming twice changes nothing"
    with pytest.raises(AlreadyTaken, match="Saria is reviewing this run"):
        await reviews.claim(mido, run.id)
    with pytest.raises(AlreadyTaken, match="Saria is reviewing this run"):
        await reviews.accept(mido, run.id, seen=claimed.item.run.version)
    assert (await reviews.get_review(mido, run.id)).refusal == "Saria is reviewing this run."
    with pytest.raises(Forbidden):
        await reviews.release(mido, run.id)
    await reviews.release(saria, run.id)
    assert (await reviews.claim(mido, run.id)).item.claimed_by == "Mido"


async def test_who_manages_the_tournament_may_release_anothers_claim(
    community: Community, reviews: ReviewService
) -> None:
    _, _, run = await prepared(community)
    await reviews.claim(await reviewer(community), run.id)
    released = await reviews.release(community.admin, run.id)
    assert released.item.claimed_by is None
    assert [line.action for line in released.history] == [ReviewAction.CLAIMED, ReviewAction.RELEASED]
    (entry,) = await EventLogEntry.filter(type="AsyncRunReviewReleasedEvent")
    assert entry.payload["claimant"] == "Saria"
    assert (await reviews.release(community.admin, run.id)).history == released.history


@on_postgres_and_slowly_on_sqlite
async def test_two_reviewers_at_the_same_moment_get_one_claim(community: Community, reviews: ReviewService) -> None:
    _, _, run = await prepared(community)
    reviewers = [await reviewer(community, name) for name in ("Saria", "Mido", "Fado")]
    outcomes = await asyncio.gather(*(reviews.claim(ctx, run.id) for ctx in reviewers), return_exceptions=True)
    assert sum(isinstance(outcome, AlreadyTaken) for outcome in outcomes) == 2, outcomes


async def test_a_run_that_changed_since_it_was_looked_at_is_not_decided_on(
    community: Community, reviews: ReviewService
) -> None:
    _, _, run = await prepared(community)
    saria = await reviewer(community)
    looked_at = await reviews.claim(saria, run.id)
    await community.container.runs.submit(
        await community.enter(run.user_id), run.id, RunSubmission(vod_url="https://videos.test/other")
    )
    with pytest.raises(ConcurrentChange):
        await reviews.accept(saria, run.id, seen=looked_at.item.run.version)
    again = await reviews.get_review(saria, run.id)
    assert again.vod_url == "https://videos.test/other"
    await reviews.accept(saria, run.id, seen=again.item.run.version)


async def test_a_run_that_was_just_given_up_is_not_reviewed_any_more(
    community: Community, reviews: ReviewService
) -> None:
    _, _, run = await prepared(community, reattempts_allowed=1)
    saria = await reviewer(community)
    looked_at = await reviews.claim(saria, run.id)
    await community.container.runs.reattempt(await community.enter(run.user_id), run.id, "Once more.")
    for attempt in (
        reviews.accept(saria, run.id, seen=looked_at.item.run.version),
        reviews.reject(saria, run.id, "Late.", seen=looked_at.item.run.version),
        reviews.claim(saria, run.id),
    ):
        with pytest.raises(WrongStatus, match="was reattempted"):
            await attempt
    assert ids(await reviews.list_queue(saria, ALL)) == []
    assert (await told(community, run.user_id)) == []


async def test_runs_that_are_not_finished_are_not_reviewed(community: Community, reviews: ReviewService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=2)
    saria = await reviewer(community)
    running = (await community.start_run(await community.add_player(), pool)).summary
    forfeited = (await community.forfeit_run(await community.add_player(), pool)).summary
    for run in (running, forfeited):
        with pytest.raises(WrongStatus, match="Only a finished run"):
            await reviews.accept(saria, run.id, seen=run.version)
    assert ids(await reviews.list_queue(saria, ALL)) == []


async def test_deciding_twice_is_refused_and_changing_ones_mind_is_on_record(
    community: Community, reviews: ReviewService
) -> None:
    _, _, run = await prepared(community)
    saria, mido = await reviewer(community), await reviewer(community, "Mido")
    accepted = await reviews.accept(saria, run.id, seen=run.version)
    with pytest.raises(Conflict, match="accepted already"):
        await reviews.accept(mido, run.id, seen=accepted.item.run.version)
    rejected = await reviews.reject(mido, run.id, "On second thought.", seen=accepted.item.run.version)
    assert [(line.action, line.who) for line in rejected.history] == [
        (ReviewAction.ACCEPTED, saria.actor.name),
        (ReviewAction.REJECTED, mido.actor.name),
    ]
    assert rejected.item.reviewed_by == "Mido"


@on_postgres_and_slowly_on_sqlite
async def test_many_runs_are_accepted_at_once_each_by_itself(community: Community, reviews: ReviewService) -> None:
    tournament, pool, first = await prepared(community, reattempts_allowed=1)
    second = (await community.finish_run(await community.add_player(), pool)).summary
    third = (await community.finish_run(await community.add_player(), pool)).summary
    own_player = await community.add_player("Saria", roles=[Role.ASYNC_REVIEWER])
    own = (await community.finish_run(own_player, pool)).summary
    await reviews.claim(community.admin, second.id)
    await community.container.runs.reattempt(await community.enter(third.user_id), third.id, "Once more.")
    saria = await community.enter(own_player)
    looked_at = [(run.id, run.version) for run in (first, second, third, own)]
    outcomes = await reviews.accept_all(saria, [*looked_at, (RunId(99_999), 0)])
    refusals = {outcome.run_id: outcome.refusal for outcome in outcomes}
    assert refusals[first.id] is None
    assert refusals[second.id] == "Zelda is reviewing this run."
    assert "reattempted" in (refusals[third.id] or "")
    assert refusals[own.id] == "Nobody reviews their own run."
    assert refusals[RunId(99_999)] == "There is no such run."
    assert ids(await reviews.list_queue(saria, ReviewFilter(status=ReviewStatus.ACCEPTED))) == [first.id]
    with pytest.raises(InvalidInput, match="at most 100"):
        await reviews.accept_all(saria, [(first.id, 1)] * 101)
    assert tournament


async def test_the_queue_has_every_filter_and_goes_on_page_by_page(
    community: Community, reviews: ReviewService
) -> None:
    tournament, pool, first = await prepared(community)
    pool_b = await community.add_pool(tournament, "Pool B", live=0, ordinary=3)
    second = (await community.finish_run(await community.add_player(), pool_b)).summary
    third = (await community.finish_run(await community.add_player(), pool)).summary
    race = (await community.schedule(tournament, pool)).summary
    room = await community.open_room(race.id)
    racer = await community.add_player()
    room.join(await community.racetime_id_of(racer))
    await community.advance_to(race.locks_at)
    room.start()
    room.finish(await community.racetime_id_of(racer), HOUR)
    await community.hear(race.id, room)
    saria = await reviewer(community)
    everything = await reviews.list_queue(saria, ReviewFilter())
    live = everything.items[-1].run
    assert (live.user_id, live.live_race_id, live.racetime_slug) == (racer, race.id, room.slug)
    await community.container.runs.flag(await community.enter(second.user_id), second.id, "Look.")
    await reviews.claim(saria, first.id)
    await reviews.accept(community.admin, third.id, seen=third.version)
    me = saria.actor.user_id

    async def found(**more: object) -> list[RunId]:
        return ids(await reviews.list_queue(saria, ReviewFilter(**more)))  # type: ignore[arg-type]

    assert await found() == [first.id, second.id, live.id]
    assert await found(status=None) == [first.id, second.id, third.id, live.id]
    assert await found(status=ReviewStatus.ACCEPTED) == [third.id]
    assert await found(status=ReviewStatus.REJECTED) == []
    assert await found(reviewer_id=me) == [first.id]
    assert await found(status=None, reviewer_id=community.admin.actor.user_id) == [third.id]
    assert await found(unclaimed=True) == [second.id, live.id]
    assert await found(pool_id=pool_b) == [second.id]
    assert await found(flagged=True) == [second.id]
    assert await found(flagged=False) == [first.id, live.id]
    assert await found(live=True) == [live.id]
    assert await found(live=False) == [first.id, second.id]
    assert await found(tournament_ids=frozenset({tournament})) == [first.id, second.id, live.id]
    assert await reviews.count_queue(saria, ReviewFilter()) == 3

    page = await reviews.list_queue(saria, ReviewFilter(status=None), limit=3)
    assert page.has_more
    rest = await reviews.list_queue(saria, ReviewFilter(status=None), limit=3, after=ids(page)[-1])
    assert (ids(rest), rest.has_more) == ([live.id], False)


@on_postgres_and_slowly_on_sqlite
async def test_the_queue_goes_by_how_long_runs_wait_whenever_they_were_drawn(
    community: Community, reviews: ReviewService
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=3)
    slow, quick, given_up = [await community.add_player() for _ in range(3)]
    first = (await community.start_run(slow, pool)).summary
    second = await community.finish_run(quick, pool, HOUR)
    last = (await community.forfeit_run(given_up, pool)).summary
    await community.container.runs.flag(await community.enter(given_up), last.id, "Look.")
    await community.clock.advance(HOUR)
    await community.container.runs.finish(await community.enter(slow), first.id)
    expected = [second.summary.id, last.id, first.id]
    saria = await reviewer(community)
    everything = await reviews.list_queue(saria, ALL)
    assert ids(everything) == expected
    moments = [item.run.finished_at or item.run.drawn_at for item in everything.items]
    assert moments == sorted(moments), "as the page shows them"
    paged: list[RunId] = []
    while len(paged) < 3:
        paged += ids(await reviews.list_queue(saria, ALL, after=paged[-1] if paged else None, limit=1))
    assert paged == expected


async def test_runs_of_a_closed_tournament_are_in_the_queue_only_where_it_is_named(
    community: Community, reviews: ReviewService
) -> None:
    tournament, pool, run = await prepared(community)
    _, _, other = await prepared(community, name="Other")
    local = await community.add_player("Darunia")
    staff = community.container.tournament_staff
    await staff.set_roles(community.admin, tournament, local, [Role.ASYNC_REVIEWER])
    await community.container.tournaments.close_tournament(community.admin, tournament)
    named = ReviewFilter(tournament_ids=frozenset({tournament}))
    for ctx, waiting in ((await reviewer(community), [other.id]), (await community.enter(local), [])):
        assert ids(await reviews.list_queue(ctx, ReviewFilter())) == waiting
        assert await reviews.count_queue(ctx, ReviewFilter()) == len(waiting)
        for wanted in (named, ReviewFilter(pool_id=pool)):
            assert ids(await reviews.list_queue(ctx, wanted)) == [run.id]
            assert await reviews.count_queue(ctx, wanted) == 1
    await community.container.tournaments.reopen_tournament(community.admin, tournament)
    assert ids(await reviews.list_queue(community.admin, ReviewFilter())) == [run.id, other.id]


@on_postgres_and_slowly_on_sqlite
async def test_seed_recording_and_notes_are_shown_once_the_run_is_claimed(
    community: Community, reviews: ReviewService
) -> None:
    _, _, run = await prepared(community)
    await community.container.runs.submit(
        await community.enter(run.user_id), run.id, RunSubmission(vod_url="https://videos.test/1", notes="Bow in Hera.")
    )
    saria = await reviewer(community)
    before = await reviews.get_review(saria, run.id)
    assert (before.seed, before.vod_url, before.runner_notes) == (None, None, None)
    assert before.item.has_vod
    after = await reviews.claim(saria, run.id)
    assert after.seed is not None
    assert (after.vod_url, after.runner_notes) == ("https://videos.test/1", "Bow in Hera.")


async def test_players_have_no_queue_and_a_tournaments_reviewer_has_just_its_own(
    community: Community, reviews: ReviewService
) -> None:
    tournament, _, run = await prepared(community)
    other = await community.add_tournament("Other")
    other_run = (
        await community.finish_run(await community.add_player(), await community.add_pool(other, live=0, ordinary=1))
    ).summary
    player = await community.add_player()
    ctx = await community.enter(player)
    with pytest.raises(Forbidden):
        await reviews.list_queue(ctx, ReviewFilter())
    with pytest.raises(Forbidden):
        await reviews.claim(ctx, run.id)

    await community.container.tournament_staff.set_roles(community.admin, other, player, [Role.ASYNC_REVIEWER])
    ctx = await community.enter(player)
    assert ids(await reviews.list_queue(ctx, ReviewFilter())) == [other_run.id]
    with pytest.raises(Forbidden):
        await reviews.list_queue(ctx, ReviewFilter(tournament_ids=frozenset({tournament})))
    with pytest.raises(Forbidden):
        await reviews.accept(ctx, run.id, seen=run.version)
    await reviews.accept(ctx, other_run.id, seen=other_run.version)


async def test_another_organizations_runs_are_not_there(community: Community, reviews: ReviewService) -> None:
    _, _, run = await prepared(community)
    elsewhere = await found_community(community.clock, slug="termina")
    theirs = elsewhere.container.reviews
    assert (await theirs.list_queue(elsewhere.admin, ALL)).items == ()
    for attempt in (
        theirs.get_review(elsewhere.admin, run.id),
        theirs.claim(elsewhere.admin, run.id),
        theirs.accept(elsewhere.admin, run.id, seen=run.version),
    ):
        with pytest.raises(NotFound):
            await attempt


async def test_reviewers_are_those_with_a_role_in_the_organization_or_in_the_tournament(
    community: Community, reviews: ReviewService
) -> None:
    tournament, _, _ = await prepared(community)
    saria = await reviewer(community)
    darunia = await community.add_player("Darunia")
    await community.container.tournament_staff.set_roles(community.admin, tournament, darunia, [Role.ASYNC_REVIEWER])
    assert list((await reviews.list_reviewers(saria)).values()) == ["Saria", "Zelda"]
    ctx = await community.enter(darunia)
    assert list((await reviews.list_reviewers(ctx, tournament)).values()) == ["Darunia", "Saria", "Zelda"]
    with pytest.raises(Forbidden):
        await reviews.list_reviewers(ctx)
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    with pytest.raises(NotFound):
        await reviews.list_reviewers(elsewhere.admin, tournament)
