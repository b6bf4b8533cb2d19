"""Results move until they are final; each move that had been told before stays on record with before and after."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from application.domain.errors import Conflict, Forbidden, WrongStatus
from application.domain.ids import LiveRaceId, UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.results import UnmatchedReason
from application.domain.live_races.room import EntrantStatus, SnapshotSource
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.runs.corrections import CorrectionSource
from application.domain.runs.run import RunStatus
from application.ports import RacetimeUnreachable, RoomNotFound
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry
from models.live_race_room import UnmatchedEntrant
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Race:
    """A race that was started, its players and their racetime.gg ids."""

    def __init__(self, community: Community, race_id: LiveRaceId, room: ScriptedRoom) -> None:
        self.community = community
        self.id = race_id
        self.room = room
        self.players: list[UserId] = []
        self.ids: list[str] = []

    @classmethod
    async def start(cls, community: Community, players: int = 3, *strangers: str, **settings: Any) -> "Race":
        tournament = await community.add_tournament(**settings)
        pool = await community.add_pool(tournament, live=3)
        race = (await community.schedule(tournament, pool)).summary
        self = cls(community, race.id, await community.open_room(race.id))
        self.players = [await community.add_player() for _ in range(players)]
        self.ids = [await community.racetime_id_of(player) for player in self.players]
        self.room.join(*self.ids, *strangers)
        await self.hear()
        await community.advance_to(race.locks_at)
        self.room.start()
        await self.hear()
        return self

    async def hear(self) -> bool:
        return await self.community.hear(self.id, self.room)

    async def finish_all(self) -> None:
        for number, racer in enumerate(self.ids):
            self.room.finish(racer, HOUR + number * MINUTE)
        await self.hear()

    async def corrections(self) -> list[tuple[str, str]]:
        found = await self.community.container.live_races.list_corrections(self.community.admin, self.id)
        return [(correction.before, correction.after) for correction in reversed(found)]

    async def status(self) -> LiveRaceStatus:
        return (await self.community.race(self.id)).summary.status

    async def run_of(self, number: int) -> AsyncTournamentRace:
        return await AsyncTournamentRace.get(live_race_id=self.id, user_id=self.players[number])


async def test_first_results_are_no_corrections(community: Community) -> None:
    race = await Race.start(community)
    await race.finish_all()
    assert await race.corrections() == []
    entry = await EventLogEntry.get(live_race_id=race.id, type="AsyncLiveRaceResultsChangedEvent")
    assert entry.payload["correction"] is False
    assert [change["before"] for change in entry.payload["changes"]] == ["racing"] * 3


async def test_what_racers_take_back_while_their_race_is_on_is_no_correction(community: Community) -> None:
    race = await Race.start(community)
    race.room.finish(race.ids[0], HOUR)
    race.room.comment(race.ids[0], "gg")
    await race.hear()
    race.room.undo(race.ids[0])
    race.room.comment(race.ids[0], "not yet")
    await race.hear()
    assert (await race.run_of(0)).status is RunStatus.IN_PROGRESS
    await race.finish_all()
    assert await race.corrections() == []
    entries = await EventLogEntry.filter(live_race_id=race.id, type="AsyncLiveRaceResultsChangedEvent")
    assert [entry.payload["correction"] for entry in entries] == [False] * 3


async def test_undo_and_a_new_finish_are_both_told(community: Community) -> None:
    race = await Race.start(community)
    await race.finish_all()
    race.room.undo(race.ids[0])
    await race.hear()
    assert await race.status() is LiveRaceStatus.IN_PROGRESS
    race.room.finish(race.ids[0], 2 * HOUR)
    await race.hear()
    assert await race.status() is LiveRaceStatus.FINISHED
    assert await race.corrections() == [
        ("finished 1:00:00.0", "racing"),
        ("racing", "finished 2:00:00.0"),
    ]


async def test_a_disqualification_and_its_end_are_told_and_score_anew(community: Community) -> None:
    race = await Race.start(community)
    await race.finish_all()
    before = (await race.run_of(1)).score
    race.room.disqualify(race.ids[0])
    await race.hear()
    assert (await race.run_of(0)).score == 0
    assert (await race.run_of(1)).score != before
    race.room.reinstate(race.ids[0], HOUR)
    await race.hear()
    assert await race.corrections() == [
        ("finished 1:00:00.0", "disqualified 1:00:00.0"),
        ("disqualified 1:00:00.0", "finished 1:00:00.0"),
    ]
    assert (await race.run_of(1)).score == before


async def test_a_moderators_edit_is_found_in_the_data_although_the_socket_still_says_the_old_time(
    community: Community,
) -> None:
    race = await Race.start(community)
    await race.finish_all()
    details = await community.race(race.id)
    assert details.room is not None
    apply = community.container.room_service.apply_room_snapshot
    race.room.version += 1
    await apply(details.room.id, race.room.snapshot(SnapshotSource.SOCKET))
    race.room.edit(race.ids[0], 3 * HOUR)
    stale = race.room.snapshot(SnapshotSource.SOCKET)
    await community.clock.advance(16 * SECOND)
    await community.tick()
    assert await race.corrections() == [("finished 1:00:00.0", "finished 3:00:00.0")]
    assert not await apply(details.room.id, stale), "of the same version the one from /data is newer"
    assert (await race.run_of(0)).finish_time == 3 * HOUR


async def test_a_comment_is_shown_and_one_that_changes_is_told(community: Community) -> None:
    race = await Race.start(community)
    await race.finish_all()
    race.room.comment(race.ids[0], "gg")
    await race.hear()
    line = next(line for line in (await community.race(race.id)).board if line.user_id == race.players[0])
    assert line.comment == "gg"
    assert await race.corrections() == []
    race.room.comment(race.ids[0], "gg all, boots were at the ped")
    await race.hear()
    (correction,) = await community.container.live_races.list_corrections(community.admin, race.id)
    assert (correction.comment_before, correction.comment_after) == ("gg", "gg all, boots were at the ped")
    assert correction.before == correction.after == "finished 1:00:00.0"
    assert correction.source is CorrectionSource.RACETIME


async def test_a_race_that_racetime_cancels_and_takes_up_again_takes_its_results_away_and_back(
    community: Community,
) -> None:
    race = await Race.start(community)
    race.room.forfeit(race.ids[0])
    await race.hear()
    race.room.cancel()
    await race.hear()
    assert await race.status() is LiveRaceStatus.CANCELLED
    assert await AsyncTournamentRace.filter(live_race_id=race.id).count() == 0
    race.room.undo(race.ids[1])
    await race.hear()
    assert await race.status() is LiveRaceStatus.IN_PROGRESS
    assert await race.corrections() == [("forfeit", "removed"), ("no run", "forfeit")]
    assert (await race.run_of(0)).status is RunStatus.FORFEIT
    assert (await race.run_of(1)).status is RunStatus.IN_PROGRESS


async def test_results_that_a_finished_race_had_when_all_its_finishers_gave_up_after_all(community: Community) -> None:
    race = await Race.start(community, 2)
    race.room.finish(race.ids[0], HOUR)
    race.room.forfeit(race.ids[1])
    await race.hear()
    assert await race.status() is LiveRaceStatus.FINISHED
    race.room.undo(race.ids[0])
    race.room.forfeit(race.ids[0])
    await race.hear()
    assert await race.status() is LiveRaceStatus.FINISHED, "racetime.gg calls it cancelled; everybody forfeited"
    assert await race.corrections() == [("finished 1:00:00.0", "forfeit")]


async def test_corrections_by_hand_stay_whatever_racetime_says(community: Community) -> None:
    race = await Race.start(community)
    await race.finish_all()
    run = await race.run_of(0)
    run.corrected_at, run.finish_time = community.clock.now(), 2 * HOUR
    await run.save()
    race.room.disqualify(race.ids[0])
    await race.hear()
    assert ((await race.run_of(0)).status, (await race.run_of(0)).finish_time) == (RunStatus.FINISHED, 2 * HOUR)
    line = next(line for line in (await community.race(race.id)).board if line.user_id == race.players[0])
    assert line.entrant_status is EntrantStatus.DQ, "what racetime.gg says is still told"
    assert line.outcome is EntrantStatus.DONE


async def test_places_follow_what_staff_corrected(community: Community) -> None:
    race = await Race.start(community, 4, "stranger")
    race.room.finish("stranger", HOUR - MINUTE)
    await race.finish_all()
    first, last = await race.run_of(0), await race.run_of(3)
    first.corrected_at, first.status, first.finish_time = community.clock.now(), RunStatus.DISQUALIFIED, None
    last.corrected_at, last.finish_time = community.clock.now(), HOUR + MINUTE
    await first.save()
    await last.save()
    board = (await community.race(race.id)).board
    order = ["stranger", race.ids[1], race.ids[3], race.ids[2], race.ids[0]]
    assert [line.racetime_id for line in board] == order
    assert [line.place for line in board] == [1, 2, 2, 4, None]
    assert [line.outcome for line in board] == [*[EntrantStatus.DONE] * 4, EntrantStatus.DQ]


async def test_hidden_results_hide_their_corrections_too(community: Community) -> None:
    race = await Race.start(community, hide_results=True)
    await race.finish_all()
    race.room.disqualify(race.ids[0])
    race.room.disqualify(race.ids[1])
    await race.hear()
    own = await community.container.live_races.list_corrections(await community.enter(race.players[0]), race.id)
    assert [correction.user_id for correction in own] == [race.players[0]]


# Until final


@on_postgres_and_slowly_on_sqlite
async def test_results_are_final_once_recorded_and_are_not_fetched_any_more(community: Community) -> None:
    race = await Race.start(community)
    await race.finish_all()
    room_id = (await community.container.room_service.rooms_to_attend())[0].room_id
    race.room.record()
    await community.clock.advance(16 * SECOND)
    await community.tick()
    final = (await community.race(race.id)).summary
    assert final.final_at == community.clock.now()
    assert await community.container.room_service.rooms_to_attend() == ()
    await community.clock.advance(HOUR)
    assert await community.container.tasks.poll_due_rooms() == 0
    assert not await community.container.room_service.apply_room_snapshot(room_id, race.room.snapshot())
    assert await EventLogEntry.filter(live_race_id=race.id, type="AsyncLiveRaceResultsFinalEvent").count() == 1


@pytest.mark.parametrize(("hours", "window"), [(None, 24 * HOUR), (2, 2 * HOUR)])
async def test_unrecorded_results_become_final_after_the_tournaments_time(
    community: Community, hours: int | None, window: timedelta
) -> None:
    race = await Race.start(community, final_after_hours=hours)
    await race.finish_all()
    ended_at = (await community.race(race.id)).summary.ended_at
    assert ended_at is not None
    await community.advance_to(ended_at + window - MINUTE)
    assert (await community.race(race.id)).summary.final_at is None
    await community.advance_to(ended_at + window + MINUTE)
    assert (await community.race(race.id)).summary.final_at is not None


@pytest.mark.parametrize("trouble", [RoomNotFound("Gone."), RacetimeUnreachable("Down.")])
async def test_they_become_final_although_racetime_says_nothing_any_more(
    community: Community, trouble: Exception
) -> None:
    race = await Race.start(community)
    await race.finish_all()
    community.rooms.unreachable = trouble  # type: ignore[assignment]
    await community.advance_to(community.clock.now() + 25 * HOUR)
    assert (await community.race(race.id)).summary.final_at is not None


async def test_data_is_fetched_every_15_seconds_for_ten_minutes_and_then_within_a_minute(community: Community) -> None:
    race = await Race.start(community)
    await race.finish_all()
    fetched: list[float] = []
    ended_at = community.clock.now()
    for _ in range(15 * 60):
        await community.clock.advance(SECOND)
        if await community.container.tasks.poll_due_rooms():
            fetched.append((community.clock.now() - ended_at).total_seconds())
    gaps = [after - before for before, after in pairwise(fetched)]
    assert set(gaps[:38]) == {15}
    assert set(gaps[41:]) == {45}


async def test_a_reviewer_may_make_results_final_by_hand(community: Community) -> None:
    race = await Race.start(community)
    live_races = community.container.live_races
    room_service = community.container.room_service
    with pytest.raises(WrongStatus, match="has no results to make final"):
        await live_races.make_results_final(community.admin, race.id)
    await race.finish_all()
    with pytest.raises(Forbidden):
        await live_races.make_results_final(await community.enter(race.players[0]), race.id)
    assert (await live_races.make_results_final(community.admin, race.id)).summary.final_at is not None
    with pytest.raises(Conflict, match="final already"):
        await live_races.make_results_final(community.admin, race.id)
    assert await room_service.rooms_to_attend() == ()


async def test_recording_by_hand_repairs_a_final_race_under_the_name_of_who_did_it(community: Community) -> None:
    race = await Race.start(community)
    await race.finish_all()
    race.room.record()
    await race.hear()
    race.room.edit(race.ids[2], 4 * HOUR)
    report = await community.container.live_races.record_live_race_results(community.admin, race.room.slug)
    assert report.changed
    (correction,) = await community.container.live_races.list_corrections(community.admin, race.id)
    assert (correction.after, correction.who) == ("finished 4:00:00.0", community.admin.actor.name)
    again = await community.container.live_races.record_live_race_results(community.admin, race.room.slug)
    assert not again.changed
    assert await EventLogEntry.filter(live_race_id=race.id, type="AsyncLiveRaceResultsFinalEvent").count() == 1


# Entrants who are hard to tell


@on_postgres_and_slowly_on_sqlite
async def test_two_racers_of_one_name_are_told_apart(community: Community) -> None:
    race = await Race.start(community, 1, "twin")
    for key in race.room.entrants:
        race.room.rename(key, "Link")
    race.room.finish(race.ids[0], HOUR)
    race.room.finish("twin", 2 * HOUR)
    report = await community.container.live_races.record_live_race_results(community.admin, race.room.slug)
    assert [(line.name, line.outcome, line.reason) for line in report.entrants] == [
        ("Link", "finished", ""),
        ("Link", "finished", "No member has linked this racetime.gg account."),
    ]


async def test_racers_hidden_until_the_end_are_judged_when_they_are_revealed(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    player = await community.add_player()
    racer = await community.racetime_id_of(player)
    room = await community.open_room(race.id)
    room.hides_entrants = True
    room.join(racer, "stranger")
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    await community.hear(race.id, room)
    room.finish(racer, HOUR)
    await community.hear(race.id, room)
    assert [entry.reason async for entry in UnmatchedEntrant.all()] == [UnmatchedReason.NAMELESS]
    room.finish("stranger", 2 * HOUR)
    await community.hear(race.id, room)
    run = await AsyncTournamentRace.get(live_race_id=race.id)
    assert (run.user_id, run.finish_time) == (player, HOUR)
    (entry,) = await UnmatchedEntrant.all()
    assert (entry.reason, entry.racetime_name) == (UnmatchedReason.UNLINKED, "Racer stranger")


async def test_a_deleted_account_keeps_its_run_and_makes_no_second_entry(community: Community) -> None:
    race = await Race.start(community, 3)
    await race.finish_all()
    race.room.forget_account(race.ids[0])
    race.room.forget_account(race.ids[2])
    await race.hear()
    assert await UnmatchedEntrant.all().count() == 0
    assert (await race.run_of(0)).finish_time == HOUR
    race.room.disqualify(next(key for key in race.room.entrants if key.startswith("nameless")))
    await race.hear()
    assert (await race.run_of(0)).status is RunStatus.DISQUALIFIED


async def test_a_finish_taken_back_after_another_run_was_begun_keeps_its_result_until_there_is_a_new_one(
    community: Community,
) -> None:
    race = await Race.start(community)
    await race.finish_all()
    tournament = (await community.race(race.id)).summary.tournament_id
    other = await community.begin_async_run(race.players[0], tournament)
    race.room.undo(race.ids[0])
    await race.hear()
    assert ((await race.run_of(0)).status, await race.status()) == (RunStatus.FINISHED, LiveRaceStatus.IN_PROGRESS)
    race.room.finish(race.ids[0], 5 * HOUR)
    await race.hear()
    assert (await race.run_of(0)).finish_time == 5 * HOUR
    assert (await AsyncTournamentRace.get(id=other.id)).status is RunStatus.IN_PROGRESS


async def test_a_racer_who_began_another_run_while_the_race_was_cancelled_is_an_unmatched_result_with_that_reason(
    community: Community,
) -> None:
    race = await Race.start(community)
    race.room.cancel()
    await race.hear()
    tournament = (await community.race(race.id)).summary.tournament_id
    await community.begin_async_run(race.players[0], tournament, pool="Pool Z")
    race.room.undo(race.ids[0])
    race.room.undo(race.ids[1])
    await race.hear()
    assert await AsyncTournamentRace.filter(live_race_id=race.id, user_id=race.players[1]).exists()
    race.room.finish(race.ids[0], HOUR)
    await race.hear()
    (entry,) = await UnmatchedEntrant.all()
    assert (entry.reason, entry.user_id) == (UnmatchedReason.NOT_ELIGIBLE, race.players[0])
    assert entry.explanation == "A run in Pool Z is under way; finish it first."


@on_postgres_and_slowly_on_sqlite
async def test_a_race_that_began_without_a_seed_keeps_its_results_and_counts_once_the_seed_is_named(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    race = (await community.schedule(tournament, pool)).summary
    racer = await community.racetime_id_of(await community.add_player())
    room = await community.open_room(race.id)
    room.join(racer)
    room.start()
    room.finish(racer, HOUR)
    await community.hear(race.id, room)
    (entry,) = await UnmatchedEntrant.all()
    assert entry.reason is UnmatchedReason.NO_SEED
    assert (await community.race(race.id)).summary.status is LiveRaceStatus.FINISHED
    (seed,) = await community.add_permalinks(pool, live=1)
    live_races = community.container.live_races
    named = await live_races.update_live_race(community.admin, race.id, LiveRaceChanges(permalink_id=seed.id))
    assert named.summary.seed.url is not None
    await live_races.record_live_race_results(community.admin, room.slug)
    assert (await AsyncTournamentRace.get(live_race_id=race.id)).score == 100
    assert await UnmatchedEntrant.all().count() == 0
    (other,) = await community.add_permalinks(pool, ordinary=1)
    with pytest.raises(WrongStatus):
        await live_races.update_live_race(community.admin, race.id, LiveRaceChanges(permalink_id=other.id))


async def test_racers_of_a_cancelled_race_leave_no_unmatched_result(community: Community) -> None:
    race = await Race.start(community, 1, "stranger")
    race.room.forfeit("stranger")
    await race.hear()
    assert await UnmatchedEntrant.all().count() == 1
    await community.container.live_races.cancel_live_race(community.admin, race.id, "Storm")
    assert await UnmatchedEntrant.all().count() == 0


@on_postgres_and_slowly_on_sqlite
async def test_a_failed_poll_does_not_forget_what_another_worker_heard_meanwhile(community: Community) -> None:
    race = await Race.start(community)
    room_id = (await community.container.room_service.rooms_to_attend())[0].room_id
    old = race.room.snapshot()
    await race.finish_all()

    community.rooms.unreachable = RacetimeUnreachable("Down.")
    race.room.disqualify(race.ids[0])
    await asyncio.gather(community.container.live_races.poll_room(room_id, race.room.slug), race.hear(), race.hear())
    assert not await community.container.room_service.apply_room_snapshot(room_id, old)
    assert (await race.run_of(0)).status is RunStatus.DISQUALIFIED
