"""Any commands and any words from racetime.gg, in any order: what must hold of a live race holds after each of them."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from application.database import Database
from application.domain.errors import DomainError
from application.domain.ids import LiveRaceId, PoolId, RoomId, RunId, TournamentId
from application.domain.live_races.room import RoomSnapshot, RoomStatus
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunStatus
from application.ports import RacetimeError, RacetimeUnreachable
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentRace
from models.event_log import EventLogEntry
from models.live_race_room import AsyncTournamentLiveRaceRoom
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import copy_sqlite_template
from tests.support.rooms import ScriptedRoom
from tests.support.scores import calculated_scores

MINUTE = timedelta(minutes=1)
PLAYERS = 3
MOVES = {
    "scheduled": {"pending", "cancelled"},
    "pending": {"pending", "in_progress", "cancelled"},
    "in_progress": {"finished", "cancelled"},
    "finished": {"in_progress"},
    "cancelled": {"scheduled", "in_progress"},
}
LEADS_TO = {
    "AsyncLiveRaceRoomOpenedEvent": "pending",
    "AsyncLiveRaceRoomLostEvent": "pending",
    "AsyncLiveRaceStartedEvent": "in_progress",
    "AsyncLiveRaceFinishedEvent": "finished",
    "AsyncLiveRaceReopenedEvent": "in_progress",
    "AsyncLiveRaceCancelledEvent": "cancelled",
    "AsyncLiveRaceRestoredEvent": "scheduled",
}
"""What each event says that became of its race."""

racers = st.integers(0, PLAYERS)
"""One of the players, or the stranger for the last number."""
minutes = st.integers(1, 90)


async def open_the_room(night: "LiveRaceNight") -> None:
    await night.community.open_room(night.race)


async def let_everybody_in(night: "LiveRaceNight") -> None:
    assert night.room is not None
    night.room.join(*night.ids)
    await night.listen()


async def lock(night: "LiveRaceNight") -> None:
    await night.community.advance_to((await night.community.race(night.race)).summary.locks_at)


async def start(night: "LiveRaceNight") -> None:
    assert night.room is not None
    night.room.start()


async def finish(night: "LiveRaceNight") -> None:
    assert night.room is not None
    await night.listen()
    night.room.finish(night.ids[0], 60 * MINUTE)
    night.room.finish(night.ids[-1], 61 * MINUTE)


async def end(night: "LiveRaceNight") -> None:
    assert night.room is not None
    night.room.forfeit(night.ids[1])
    night.room.finish(night.ids[2], 62 * MINUTE)


STAGES = (open_the_room, let_everybody_in, lock, start, finish, end)
"""The ordinary course of a race."""


class LiveRaceNight(RuleBasedStateMachine):
    """One live race after another in one tournament, on a database of its own."""

    template: Path
    folder: Path
    numbers = count()

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.snapshots: list[tuple[RoomId, RoomSnapshot]] = []
        self.refused: Counter[str] = Counter()
        self.done: Counter[str] = Counter()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def attempt(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        """Do something that may be refused with a sentence, and in no other way."""

        async def doing() -> None:
            try:
                await work()
                self.done[name] += 1
            except DomainError:
                self.refused[name] += 1

        self.run(doing())

    @initialize(stage=st.integers(0, len(STAGES)))
    def found(self, stage: int) -> None:
        """Begin somewhere in the ordinary course of a race."""

        async def founding() -> None:
            url = copy_sqlite_template(self.template, self.folder / f"{next(self.numbers)}.db")
            self.database = await Database.open(url)
            self.clock = ManualClock()
            self.community: Community = await found_community(self.clock)
            self.tournament: TournamentId = await self.community.add_tournament()
            self.pool: PoolId = await self.community.add_pool(self.tournament, live=6)
            players = [await self.community.add_player() for _ in range(PLAYERS)]
            self.players = players
            self.ids = [*[await self.community.racetime_id_of(player) for player in players], "stranger"]
            self.race: LiveRaceId = (await self.community.schedule(self.tournament, self.pool)).summary.id

            for step in STAGES[:stage]:
                await step(self)
            if self.room is not None:
                await self.listen()

        self.run(founding())

    async def listen(self) -> None:
        assert self.room is not None
        room = await AsyncTournamentLiveRaceRoom.filter(slug=self.room.slug).first()
        if room is not None:
            self.snapshots.append((room.id, self.room.snapshot()))
            await self.community.container.room_service.apply_room_snapshot(*self.snapshots[-1])

    @property
    def service(self) -> Any:
        return self.community.container.live_races

    @property
    def room(self) -> ScriptedRoom | None:
        """The newest room that there is on racetime.gg."""
        return next(reversed(self.community.rooms.rooms.values()), None)

    # What staff command

    @precondition(lambda self: self.done["schedule"] == 0)
    @rule(ahead=st.integers(5, 180))
    def schedule_another(self, ahead: int) -> None:
        async def work() -> None:
            details = await self.community.schedule(self.tournament, self.pool, ahead=ahead * MINUTE)
            self.race = details.summary.id

        self.attempt("schedule", work)

    @rule(ahead=st.integers(5, 180), confirmed=st.booleans())
    def move(self, ahead: int, confirmed: bool) -> None:
        changes = LiveRaceChanges(scheduled_at=self.clock.now() + ahead * MINUTE)
        admin = self.community.admin
        self.attempt("move", lambda: self.service.update_live_race(admin, self.race, changes, confirmed=confirmed))

    @rule(
        what=st.sampled_from(
            [
                "cancel_live_race",
                "restore_live_race",
                "open_room_now",
                "detach_room",
                "replace_room",
                "lock_race_now",
                "release_seed_now",
                "make_results_final",
            ]
        )
    )
    def command(self, what: str) -> None:
        self.attempt(what, lambda: getattr(self.service, what)(self.community.admin, self.race))

    @precondition(lambda self: self.room is not None)
    @rule()
    def attach(self) -> None:
        assert self.room is not None
        slug = self.room.slug
        self.attempt("attach", lambda: self.service.attach_room(self.community.admin, self.race, slug))

    @precondition(lambda self: self.room is not None)
    @rule()
    def record_by_hand(self) -> None:
        assert self.room is not None
        slug = self.room.slug
        self.attempt("record", lambda: self.service.record_live_race_results(self.community.admin, slug))

    @rule(number=racers, after=minutes, status=st.sampled_from([RunStatus.FINISHED, RunStatus.FORFEIT]))
    def correct(self, number: int, after: int, status: RunStatus) -> None:
        async def work() -> None:
            run = await AsyncTournamentRace.filter(live_race_id=self.race).order_by("id").offset(number).first()
            if run is not None:
                result = Result(status, after * MINUTE if status is RunStatus.FINISHED else None)
                reviews = self.community.container.reviews
                await reviews.correct_result(self.community.admin, run.id, result, "By hand", seen=run.version)

        self.attempt("correct", work)

    @rule(number=racers)
    def undo_correction(self, number: int) -> None:
        async def work() -> None:
            run = await AsyncTournamentRace.filter(live_race_id=self.race).order_by("id").offset(number).first()
            if run is not None:
                reviews = self.community.container.reviews
                await reviews.undo_correction(self.community.admin, RunId(run.id), seen=run.version)

        self.attempt("undo_correction", work)

    @rule(what=st.sampled_from(["match", "dismiss", "reopen"]), number=st.integers(0, PLAYERS - 1))
    def decide(self, what: str, number: int) -> None:
        async def work() -> None:
            unmatched = self.community.container.unmatched_results
            entries = await unmatched.list_entries(self.community.admin, include_decided=True)
            if not entries:
                return
            if what == "match":
                await unmatched.match_entry(self.community.admin, entries[0].id, self.players[number])
            elif what == "dismiss":
                await unmatched.dismiss_entry(self.community.admin, entries[0].id)
            else:
                await unmatched.reopen_entry(self.community.admin, entries[0].id)

        self.attempt(what, work)

    # What happens in the room; it is heard of at once, or with what comes later, or never

    def tell(self, *, heard: bool) -> None:
        if heard:
            self.attempt("hear", self.listen)

    @precondition(lambda self: self.has_room(RoomStatus.OPEN))
    @rule(number=racers, heard=st.booleans())
    def join_or_leave(self, number: int, heard: bool) -> None:
        assert self.room is not None
        racer = self.ids[number]
        if racer in self.room.entrants:
            self.room.leave(racer)
        else:
            self.room.join(racer)
        self.tell(heard=heard)

    @precondition(lambda self: self.has_room(RoomStatus.OPEN))
    @rule(heard=st.booleans())
    def start_the_race(self, heard: bool) -> None:
        assert self.room is not None
        if self.room.entrants:
            self.room.start()
        self.tell(heard=heard)

    @precondition(lambda self: self.has_room(RoomStatus.IN_PROGRESS))
    @rule(number=racers, after=st.none() | minutes, heard=st.booleans())
    def finish_or_forfeit(self, number: int, after: int | None, heard: bool) -> None:
        assert self.room is not None
        racer = self.ids[number]
        if racer in self.room.entrants and after is None:
            self.room.forfeit(racer)
        elif racer in self.room.entrants and after is not None:
            self.room.finish(racer, after * MINUTE)
        self.tell(heard=heard)

    @precondition(lambda self: self.has_room(RoomStatus.IN_PROGRESS, RoomStatus.FINISHED, RoomStatus.CANCELLED))
    @rule(number=racers, heard=st.booleans())
    def take_a_result_back(self, number: int, heard: bool) -> None:
        assert self.room is not None
        if self.may_still_move(number):
            self.room.undo(self.ids[number])
        self.tell(heard=heard)

    @precondition(lambda self: self.has_room(RoomStatus.IN_PROGRESS, RoomStatus.FINISHED))
    @rule(what=st.sampled_from(["disqualify", "edit", "comment"]), number=racers, after=minutes, heard=st.booleans())
    def moderate(self, what: str, number: int, after: int, heard: bool) -> None:
        assert self.room is not None
        racer = self.ids[number]
        if self.may_still_move(number) and what == "disqualify":
            self.room.disqualify(racer)
        elif self.may_still_move(number) and what == "edit":
            self.room.edit(racer, after * MINUTE)
        elif self.may_still_move(number):
            self.room.comment(racer, f"It took {after}")
        self.tell(heard=heard)

    @precondition(lambda self: self.has_room(RoomStatus.OPEN, RoomStatus.IN_PROGRESS, RoomStatus.FINISHED))
    @rule(heard=st.booleans())
    def cancel_or_record(self, heard: bool) -> None:
        assert self.room is not None
        if self.room.status is RoomStatus.FINISHED:
            self.room.record()
        else:
            self.room.cancel()
        self.tell(heard=heard)

    def has_room(self, *statuses: RoomStatus) -> bool:
        return self.room is not None and self.room.status in statuses

    def may_still_move(self, number: int) -> bool:
        room = self.room
        return (
            room is not None and room.started_at is not None and not room.recorded and self.ids[number] in room.entrants
        )

    # What is heard of it

    @precondition(lambda self: self.room is not None)
    @rule()
    def hear(self) -> None:
        self.attempt("hear", self.listen)

    @precondition(lambda self: bool(self.snapshots))
    @rule(back=st.integers(0, 5))
    def hear_something_old(self, back: int) -> None:
        old = self.snapshots[-1 - min(back, len(self.snapshots) - 1)]
        self.attempt("hear something old", lambda: self.community.container.room_service.apply_room_snapshot(*old))

    @precondition(lambda self: bool(self.snapshots))
    @rule()
    def the_last_word_again_changes_nothing(self) -> None:
        async def work() -> None:
            await self.community.container.room_service.apply_room_snapshot(*self.snapshots[-1])
            before = await EventLogEntry.all().count()
            await self.community.container.room_service.apply_room_snapshot(*self.snapshots[-1])
            assert await EventLogEntry.all().count() == before

        self.attempt("hear again", work)

    # Time and trouble

    @rule(span=st.sampled_from([1, 5, 10, 30, 60, 120]))
    def let_time_pass(self, span: int) -> None:
        async def work() -> None:
            await self.clock.advance(span * MINUTE)
            await self.community.tick()

        self.attempt("tick", work)

    @rule(trouble=st.sampled_from([None, RacetimeUnreachable("Down.")]))
    def racetime_comes_and_goes(self, trouble: RacetimeError | None) -> None:
        self.community.rooms.unreachable = trouble

    # What holds

    @invariant()
    def what_must_hold_holds(self) -> None:
        if hasattr(self, "race"):
            self.run(self._check())

    async def _check(self) -> None:
        for race in await AsyncTournamentLiveRace.all():
            status = "scheduled"
            for entry in await EventLogEntry.filter(live_race_id=race.id).order_by("id"):
                following = LEADS_TO.get(entry.type, status)
                if entry.type in LEADS_TO:
                    assert following in MOVES[status], f"{status} → {following} by {entry.type}"
                status = following
            assert race.status == status, "each move is told, once"
        runs = await AsyncTournamentRace.all()
        assert max(Counter((run.user_id, run.live_race_id) for run in runs).values(), default=1) == 1
        expected = await calculated_scores(self.tournament, par_count=5, cap=105, strict=False)
        assert {run.id: run.score for run in runs if run.score is not None} == pytest.approx(expected)

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.run(self.database.close())
        self.runner.close()


@pytest.mark.parametrize("nights", [5, pytest.param(60, marks=pytest.mark.slow)])
def test_a_live_race_keeps_its_promises_whatever_happens(sqlite_template: Path, tmp_path: Path, nights: int) -> None:
    machine = type("Night", (LiveRaceNight,), {"template": sqlite_template, "folder": tmp_path, "numbers": count()})
    repeatable = settings().derandomize
    bounded = settings(
        max_examples=nights if repeatable else 5 * nights,
        stateful_step_count=40,
        deadline=None,
        phases=[Phase.generate] if repeatable else list(Phase),  # making an example small takes minutes
    )
    run_state_machine_as_test(machine, settings=bounded)
