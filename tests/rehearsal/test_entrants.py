"""What racers may do, and when they are refused."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from racetime.rehearsal.race import Goal, RaceSettings, RaceStatus
from racetime.rehearsal.users import Refused
from racetime.rehearsal.world import World
from tests.support.clock import ManualClock
from tests.support.rehearsal import rehearsal, rehearsal_options, state


async def test_nobody_joins_twice_or_two_unfinished_races() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        first, second = stage.open_room(), stage.open_room()
        stage.world.join(first, ann)
        with pytest.raises(Refused, match="already joined"):
            stage.world.join(first, ann)
        with pytest.raises(Refused, match="another race"):
            stage.world.join(second, ann)
        stage.world.leave(first, ann)
        stage.world.join(second, ann)


async def test_a_banned_account_and_one_without_twitch_are_refused() -> None:
    async with rehearsal() as stage:
        banned, plain = stage.world.add_user("Ann#0007", twitch_name="ann"), stage.world.add_user("Bob")
        banned.is_active = False
        with pytest.raises(Refused, match="banned"):
            stage.world.join(stage.open_room(), banned)
        with pytest.raises(Refused, match="Twitch"):
            stage.world.join(stage.open_room(streaming_required=True), plain)
        stage.world.join(stage.open_room(), plain)


async def test_an_invitational_room_lets_in_only_monitors_and_the_invited() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = stage.open_room(is_invitational=True)
        with pytest.raises(Refused):
            stage.world.join(race, ann)
        stage.world.join(race, stage.world.moderator)
        stage.world.invite(race, ann)
        stage.world.accept_invite(race, ann)
        stage.world.request_invite(race, bob)
        with pytest.raises(Refused, match="already on the list"):
            stage.world.invite(race, bob)
        stage.world.accept_request(race, bob)
        assert len(race.joined) == 3


async def test_a_declined_invitation_and_a_withdrawn_request_leave_no_trace_in_the_list() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = stage.open_room(is_invitational=True)
        stage.world.invite(race, ann)
        stage.world.decline_invite(race, ann)
        stage.world.request_invite(race, bob)
        stage.world.cancel_request(race, bob)
        assert race.entrants == []


async def test_getting_ready_needs_a_live_stream_that_the_timekeeper_has_seen() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        bob.is_live = False
        race = stage.open_room(streaming_required=True)
        for person in (ann, bob):
            stage.world.join(race, person)
        with pytest.raises(Refused, match="stream"):
            stage.world.ready(race, ann)
        version = race.version
        async with stage.listening(race) as listener:
            await stage.advance(20)
            shown = await listener.next_race(
                lambda document: any(entrant["stream_live"] for entrant in document["entrants"])
            )
            assert shown["version"] == version + 1
        stage.world.ready(race, ann)
        with pytest.raises(Refused, match="stream"):
            stage.world.ready(race, bob)
        with pytest.raises(Refused, match="no override"):
            stage.world.override_stream(race, ann)
        stage.world.override_stream(race, bob)
        stage.world.ready(race, bob)


async def test_nobody_finishes_or_forfeits_in_the_first_five_seconds() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.adopted_room()
        for person in (ann, bob):
            stage.world.join(race, person)
            stage.world.ready(race, person)
        await stage.advance(19.5)
        assert state(race) == "in_progress"
        for move in (stage.world.done, stage.world.forfeit):
            with pytest.raises(Refused, match="just started"):
                move(race, ann)
        await stage.advance(1)
        stage.world.done(race, ann)


async def test_places_follow_times_and_equal_times_get_different_places() -> None:
    async with rehearsal() as stage:
        ann, bob, cid = stage.people("Ann", "Bob", "Cid")
        race = await stage.running_race(ann, bob, cid)
        stage.world.done(race, bob)
        stage.world.done(race, ann)
        assert race.started_at is not None
        stage.world.done(race, cid, at=race.started_at + timedelta(seconds=5))
        assert [(entrant.name, entrant.place) for entrant in race.in_order()] == [
            ("Cid", 1),
            ("Bob", 2),
            ("Ann", 3),
        ]


async def test_an_undo_gives_the_place_away_and_clears_the_comment() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        stage.world.done(race, ann)
        stage.world.comment(race, ann, "close one")
        await stage.advance(1)
        stage.world.undo(race, ann)
        stage.world.done(race, bob)
        shown = {entrant.name: (entrant.place, entrant.comment) for entrant in race.entrants}
        assert shown == {"Ann": (None, None), "Bob": (1, None)}


async def test_an_undo_is_told_as_a_split_without_name_and_time() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        stage.world.done(race, ann)
        async with stage.listening(race) as listener:
            await listener.receive()
            stage.world.undo(race, ann)
            split = (await listener.next("race.split"))["split"]
            assert (split["split_name"], split["split_time"], split["user_id"]) == ("", "-", ann.id)
            assert (split["is_undo"], split["is_finish"]) == (True, True)
            with pytest.raises(Refused):
                stage.world.undo(race, ann)
            await listener.next("race.split")


async def test_a_finish_and_an_undo_raise_the_version_by_two() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        version = race.version
        stage.world.done(race, ann)
        assert race.version == version + 2
        stage.world.undo(race, ann)
        assert race.version == version + 4


async def test_nobody_goes_back_to_a_race_after_joining_another() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.finished_race(ann, bob)
        stage.world.join(stage.open_room(), ann)
        with pytest.raises(Refused, match="another race"):
            stage.world.undo(race, ann)


async def test_comments_come_after_the_result_and_stay_hidden_if_the_room_says_so() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob, hide_comments=True)
        with pytest.raises(Refused, match="once you have"):
            stage.world.comment(race, ann, "early")
        stage.world.done(race, ann)
        for text in ("", "x" * 201):
            with pytest.raises(Refused, match="200"):
                stage.world.comment(race, ann, text)
        stage.world.comment(race, ann, "x" * 200)
        entrant = (await stage.data(race))["entrants"][0]
        assert (entrant["comment"], entrant["has_comment"]) == (None, True)
        stage.world.forfeit(race, bob)
        await stage.settle()
        assert (await stage.data(race))["entrants"][0]["comment"] == "x" * 200


async def test_an_entrant_is_told_what_could_be_done_now() -> None:
    async with rehearsal() as stage:
        ann, bob = stage.people("Ann", "Bob")
        race = await stage.running_race(ann, bob)
        stage.world.done(race, ann)
        actions = {entrant["user"]["name"]: entrant["actions"] for entrant in (await stage.data(race))["entrants"]}
        assert actions == {"Ann": ["undone", "add_comment"], "Bob": ["done", "forfeit"]}


async def test_nobody_leaves_a_room_that_disqualifies_the_unready() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room(disqualify_unready=True)
        stage.world.join(race, ann)
        with pytest.raises(Refused):
            stage.world.leave(race, ann)


async def test_whoever_is_not_on_the_list_is_refused() -> None:
    async with rehearsal() as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        with pytest.raises(Refused, match="not on the list"):
            stage.world.ready(race, ann)
        with pytest.raises(Refused, match="no such user"):
            stage.world.join(race, "nobody")


class _AnyMoves(RuleBasedStateMachine):
    """Random moves by three racers, a moderator and the timekeeper's steps, with refusals ignored."""

    people = st.sampled_from(["ann", "bob", "cid"])

    def __init__(self) -> None:
        super().__init__()
        self.clock = ManualClock()
        self.world = World(clock=self.clock, options=rehearsal_options())
        for name in ("ann", "bob", "cid"):
            self.world.add_user(name, user_id=name, twitch_name=name)
        goal = RaceSettings(goal=Goal("Beat the game"), streaming_required=False)
        self.race = self.world.open_room("alttpr", goal, by=self.world.moderator)
        self.last_version = self.race.version

    @rule(
        person=people,
        name=st.sampled_from(
            [
                "join",
                "ready",
                "unready",
                "leave",
                "done",
                "undo",
                "forfeit",
                "unforfeit",
                "disqualify",
                "undisqualify",
                "invite",
                "accept_invite",
            ]
        ),
    )
    def move(self, person: str, name: str) -> None:
        try:
            getattr(self.world, name)(self.race, person)
        except Refused:
            return

    @rule(name=st.sampled_from(["begin", "cancel", "record", "make_open", "make_invitational"]))
    def run_room(self, name: str) -> None:
        try:
            getattr(self.world, name)(self.race)
        except Refused:
            return

    @rule(person=people, seconds=st.integers(min_value=1, max_value=99))
    def edit(self, person: str, seconds: int) -> None:
        try:
            self.world.edit_result(self.race, person, timedelta(seconds=seconds))
        except Refused:
            return

    @rule(seconds=st.sampled_from([1.0, 7.0, 600.0]))
    def time_passes(self, seconds: float) -> None:
        self.clock._now += timedelta(seconds=seconds)
        race = self.race
        if race.status is RaceStatus.PENDING and race.started_at and self.clock.now() >= race.started_at:
            self.world.start(race)
        elif race.is_running and not race.unfinished:
            self.world.end(race)

    @invariant()
    def places_number_the_finishers_by_time(self) -> None:
        placed = sorted(
            (entrant.place or 0, entrant.finish_time) for entrant in self.race.entrants if entrant.place is not None
        )
        assert [place for place, _ in placed] == list(range(1, len(self.race.finishers) + 1))
        times = [finish_time for _, finish_time in placed if finish_time is not None]
        assert times == sorted(times)

    @invariant()
    def the_version_never_goes_back(self) -> None:
        assert self.race.version >= self.last_version
        self.last_version = self.race.version

    @invariant()
    def an_ended_race_has_its_instants_and_nobody_running(self) -> None:
        race = self.race
        assert race.is_over == bool(race.ended_at or race.cancelled_at)
        assert (race.status is RaceStatus.CANCELLED) == (race.cancelled_at is not None)
        if race.is_recorded:
            assert state(race) == "finished"


def test_no_sequence_of_moves_leaves_a_race_in_a_state_that_cannot_be() -> None:
    run_state_machine_as_test(_AnyMoves, settings=settings(max_examples=40, stateful_step_count=40, deadline=None))
