"""A race on a delayed stream: what others did shows when the stream shows it, on the page and for programs."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from application.context import OrgContext
from application.domain.events import Event
from application.domain.events.live_races import AsyncLiveRaceResultsShownEvent
from application.domain.ids import LiveRaceId, TournamentId, UserId
from application.domain.live_races.live_race import CancelledResults, LiveRaceStatus
from application.domain.live_races.room import EntrantStatus
from application.domain.permissions import Role
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunStatus
from application.read_models import BoardLine, LiveRaceDetails
from application.services.messages.event_feed_service import FeedFilter
from application.services.tournaments.async_tournament_service import TournamentChanges
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

MINUTE = timedelta(minutes=1)
DELAY = 15 * MINUTE


@dataclass
class Streamed:
    """Three racers in a race that shows fifteen minutes later, an hour after its start."""

    community: Community
    tournament: TournamentId
    race: LiveRaceId
    room: ScriptedRoom
    racers: list[UserId]
    watcher: OrgContext

    @classmethod
    async def begin(cls, community: Community) -> "Streamed":
        tournament = await community.add_tournament(stream_delay_minutes=15)
        race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
        racers = [await community.add_player(name) for name in ("Link", "Tetra", "Medli")]
        room = await community.open_room(race.id)
        room.join(*[await community.racetime_id_of(racer) for racer in racers])
        await community.hear(race.id, room)
        await community.advance_to(race.scheduled_at)
        room.start()
        await community.hear(race.id, room)
        await community.clock.advance(60 * MINUTE)
        return cls(community, tournament, race.id, room, racers, await community.enter(await community.add_player()))

    async def finish(self, number: int, minutes: int) -> None:
        self.room.finish(await self.community.racetime_id_of(self.racers[number]), minutes * MINUTE)
        await self.community.hear(self.race, self.room)

    async def listed_as(self) -> list[LiveRaceStatus]:
        """The statuses by which a watcher finds the race in the list."""
        lists = {
            status: await self.community.container.live_races.list_live_races(self.watcher, status=status)
            for status in LiveRaceStatus
        }
        return [status for status, page in lists.items() if page.items]

    async def seen_by(self, ctx: OrgContext) -> LiveRaceDetails:
        """What the page shows, which is also what a program reads."""
        watched = await self.community.container.live_race_cache.get_live_race(ctx, self.race)
        read = await self.community.container.live_races.get_live_race(ctx, self.race)
        assert (watched.board, watched.kept_back) == (read.board, read.kept_back)
        return watched

    async def line(self, ctx: OrgContext, number: int) -> BoardLine:
        (line,) = [each for each in (await self.seen_by(ctx)).board if each.user_id == self.racers[number]]
        return line


@on_postgres_and_slowly_on_sqlite
async def test_a_finish_shows_when_the_stream_shows_it(community: Community) -> None:
    streamed = await Streamed.begin(community)
    await streamed.finish(0, 60)
    kept = await streamed.line(streamed.watcher, 0)
    assert (kept.entrant_status, kept.place, kept.finish_time) == (EntrantStatus.IN_PROGRESS, None, None)
    details = await streamed.seen_by(streamed.watcher)
    assert details.kept_back
    assert details.moves_at is not None
    assert details.moves_at - community.clock.now() <= DELAY

    own = await streamed.line(await community.enter(streamed.racers[0]), 0)
    assert (own.place, own.finish_time) == (1, 60 * MINUTE)
    assert (await streamed.line(await community.enter(streamed.racers[1]), 0)).finish_time is None
    reviewer = await community.enter(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    assert (await streamed.line(reviewer, 0)).finish_time == 60 * MINUTE

    await community.clock.advance(DELAY)
    assert (await streamed.line(streamed.watcher, 0)).finish_time == 60 * MINUTE
    shown = await streamed.seen_by(streamed.watcher)
    assert shown.kept_back, "until the race's results show"
    assert shown.moves_at is not None
    assert shown.moves_at - community.clock.now() <= MINUTE, "par is estimated anew, and nothing else known moves"


@on_postgres_and_slowly_on_sqlite
async def test_after_the_end_the_rest_shows_at_once_when_the_stream_has_caught_up(community: Community) -> None:
    streamed = await Streamed.begin(community)
    await streamed.finish(0, 60)
    streamed.room.forfeit(await community.racetime_id_of(streamed.racers[2]))
    await community.clock.advance(5 * MINUTE)
    await streamed.finish(1, 65)
    over = await streamed.seen_by(streamed.watcher)
    assert (over.summary.status, over.summary.ended_at) == (LiveRaceStatus.IN_PROGRESS, None)
    assert [line.entrant_status for line in over.board] == [EntrantStatus.IN_PROGRESS] * 3
    assert await streamed.listed_as() == [LiveRaceStatus.IN_PROGRESS]
    seen: list[str] = []
    community.container.bus.subscribe(Event, lambda event: seen.append(event.logged_as))
    await community.clock.advance(DELAY - MINUTE)
    await community.tick()
    assert "AsyncLiveRaceResultsShownEvent" not in seen
    await community.clock.advance(MINUTE)
    await community.tick()
    assert seen.count("AsyncLiveRaceResultsShownEvent") == 1
    shown = await streamed.seen_by(streamed.watcher)
    assert (shown.summary.status, shown.kept_back) == (LiveRaceStatus.FINISHED, False)
    assert await streamed.listed_as() == [LiveRaceStatus.FINISHED]
    assert [line.entrant_status for line in shown.board] == [EntrantStatus.DONE, EntrantStatus.DONE, EntrantStatus.DNF]
    await community.tick()
    assert seen.count("AsyncLiveRaceResultsShownEvent") == 1


async def test_corrections_are_kept_back_like_results(community: Community) -> None:
    streamed = await Streamed.begin(community)
    for number, minutes in enumerate((60, 60, 60)):
        await streamed.finish(number, minutes)
    streamed.room.disqualify(await community.racetime_id_of(streamed.racers[0]))
    await community.hear(streamed.race, streamed.room)
    everywhere = (community.container.live_races, community.container.live_race_cache)
    for asked in everywhere:
        assert await asked.list_corrections(streamed.watcher, streamed.race) == ()
        assert len(await asked.list_corrections(await community.enter(streamed.racers[0]), streamed.race)) == 1
        assert len(await asked.list_corrections(community.admin, streamed.race)) == 1
    await community.clock.advance(DELAY)
    await community.tick()
    for asked in everywhere:
        assert len(await asked.list_corrections(streamed.watcher, streamed.race)) == 1


@pytest.mark.parametrize(("minutes", "waits"), [(0, 0), (5, 5), (40, 40)])
async def test_results_that_wait_follow_a_change_of_the_delay(community: Community, minutes: int, waits: int) -> None:
    streamed = await Streamed.begin(community)
    for number in range(3):
        await streamed.finish(number, 60)
    ended_at = (await streamed.seen_by(community.admin)).summary.ended_at
    assert ended_at is not None
    await community.container.tournaments.update_tournament(
        community.admin, streamed.tournament, TournamentChanges(stream_delay_minutes=minutes)
    )
    heard: list[str] = []
    community.container.bus.subscribe(AsyncLiveRaceResultsShownEvent, lambda event: heard.append(event.logged_as))
    if waits:
        await community.advance_to(ended_at + waits * MINUTE - timedelta(seconds=1))
        assert (await streamed.seen_by(streamed.watcher)).summary.status is LiveRaceStatus.IN_PROGRESS
        assert not heard
        await community.clock.advance(timedelta(seconds=1))
    assert (await streamed.seen_by(streamed.watcher)).summary.status is LiveRaceStatus.FINISHED
    await community.tick()
    assert len(heard) == 1


@on_postgres_and_slowly_on_sqlite
async def test_of_their_own_runs_racers_see_the_times_and_what_would_tell_of_others_is_left_out(
    community: Community,
) -> None:
    streamed = await Streamed.begin(community)
    for number, minutes in enumerate((60, 60, 60)):
        await streamed.finish(number, minutes)
    racer = await community.enter(streamed.racers[0])
    container = community.container
    line = await streamed.line(racer, 0)
    assert (line.finish_time, line.score, line.run_id is None) == (60 * MINUTE, None, False)
    assert line.run_id is not None
    run = await container.runs.get_run(racer, line.run_id)
    assert (run.summary.status, run.summary.finish_time, run.summary.score) == (RunStatus.FINISHED, 60 * MINUTE, None)
    assert "15 minutes after its end" in run.held_back
    assert await container.leaderboards.get_run_meaning(racer, line.run_id) is None
    assert run.refusals.reattempt is not None
    page = await container.players.get_permalink_page(racer, run.summary.permalink_id)
    assert [(time.is_own, time.score) for time in page.times] == [(True, None)]
    assert (page.par_seconds, page.par_history) == (None, ())
    for reader in (racer, streamed.watcher):
        board = await container.leaderboards.get_leaderboard(reader, streamed.tournament)
        assert {standing.finished for standing in board.standings} == {0}
    await community.clock.advance(DELAY)
    await community.tick()
    board = await container.leaderboards.get_leaderboard(racer, streamed.tournament)
    assert {standing.finished for standing in board.standings} == {1}
    assert (await container.runs.get_run(racer, line.run_id)).summary.score is not None


async def test_who_shows_already_is_not_placed_behind_somebody_who_does_not(community: Community) -> None:
    streamed = await Streamed.begin(community)
    await streamed.finish(0, 60)
    await community.clock.advance(10 * MINUTE)
    await streamed.finish(1, 70)
    await community.clock.advance(5 * MINUTE)
    kept = await streamed.line(streamed.watcher, 1)
    assert kept.run_id is not None
    run = await community.container.runs.get_run(community.admin, kept.run_id)
    corrected = Result(RunStatus.FINISHED, 50 * MINUTE)
    await community.container.reviews.correct_result(
        community.admin, kept.run_id, corrected, "The timer ran on.", seen=run.summary.version
    )
    assert (await streamed.line(streamed.watcher, 0)).place == 1
    assert (await streamed.line(community.admin, 0)).place == 2


async def test_a_race_that_is_cancelled_shows_how_far_it_had_come_when_the_stream_does(community: Community) -> None:
    streamed = await Streamed.begin(community)
    await streamed.finish(0, 60)
    feed, wanted = community.container.event_feed, FeedFilter(["live_race.results_changed"])
    streamed.room.cancel()
    await community.hear(streamed.race, streamed.room)
    await community.container.publishing.publish()
    kept = await streamed.seen_by(streamed.watcher)
    assert kept.summary.status is LiveRaceStatus.CANCELLED
    assert "finish" not in kept.summary.cancel_reason
    assert "15 minutes after it happens" in kept.held_back
    assert {(line.outcome, line.finish_time, line.place) for line in kept.board} == {(None, None, None)}
    assert kept.summary.cancelled_results is None
    assert (await feed.get_part(streamed.watcher, wanted, 0)).events == ()
    staff = await community.race(streamed.race)
    assert {line.outcome for line in staff.board} == {EntrantStatus.DONE, EntrantStatus.DNF}
    assert staff.summary.cancelled_results is CancelledResults.UNDECIDED

    await community.clock.advance(DELAY)
    await community.container.publishing.publish()
    assert (await streamed.seen_by(streamed.watcher)).board == staff.board
    assert (await feed.get_part(streamed.watcher, wanted, 0)).events


async def test_without_a_delay_everything_shows_at_once(community: Community) -> None:
    streamed = await Streamed.begin(community)
    await community.container.tournaments.update_tournament(
        community.admin, streamed.tournament, TournamentChanges(stream_delay_minutes=0)
    )
    await streamed.finish(0, 60)
    assert (await streamed.line(streamed.watcher, 0)).finish_time == 60 * MINUTE
