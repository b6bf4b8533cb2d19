"""Simulated racers taking part on their own."""

from dataclasses import replace
from datetime import timedelta

from racetime.rehearsal import DEMO_USERS, NO_FAULTS, Fault, Tempo
from racetime.rehearsal.race import Race
from racetime.rehearsal.racers import Temper
from tests.support.rehearsal import Stage, rehearsal, spoken, state

BRISK = Tempo(
    join_within=10,
    ready_within=10,
    ready_anyway_after=300,
    mean_race=60,
    spread=0.1,
    restlessness=0,
    record_after=None,
)


async def _pass(stage: Stage, seconds: float) -> None:
    """Let time pass in small steps, so that everybody reacts to everybody."""
    for _ in range(round(seconds / 0.5)):
        await stage.clock.advance(0.5)


async def _full_race(stage: Stage) -> Race:
    race = stage.open_room(streaming_required=True)
    await _pass(stage, 25)
    stage.world.make_invitational(race)
    await _pass(stage, 200)
    return race


async def test_a_whole_race_needs_nobody_but_the_bot() -> None:
    async with rehearsal(has_racers=True, racer_count=12, tempo=BRISK) as stage:
        race = stage.open_room()
        await _pass(stage, 20)
        assert len(race.joined) == 12
        assert not any(entrant.is_ready for entrant in race.entrants)
        stage.world.make_invitational(race)
        await _pass(stage, 45)
        assert state(race) == "in_progress"
        await _pass(stage, 200)
        document = await stage.data(race)
        assert document["status"]["value"] == "finished"
        assert document["entrants_count_finished"] >= 8
        places = [entrant["place"] for entrant in document["entrants"] if entrant["place"]]
        assert places == list(range(1, len(places) + 1))


async def test_the_same_seed_gives_the_same_race() -> None:
    outcomes = []
    for _ in range(2):
        async with rehearsal(has_racers=True, racer_count=6, tempo=BRISK, seed=7) as stage:
            race = await _full_race(stage)
            outcomes.append([(entrant.name, entrant.finish_time) for entrant in race.in_order()])
    assert outcomes[0] == outcomes[1]
    assert any(finish_time for _, finish_time in outcomes[0])


async def test_racers_get_ready_in_the_end_even_if_the_room_is_never_locked() -> None:
    async with rehearsal(has_racers=True, racer_count=3, tempo=BRISK) as stage:
        race = stage.open_room()
        await _pass(stage, 290)
        assert not any(entrant.is_ready for entrant in race.entrants)
        await _pass(stage, 60)
        assert race.started_at is not None


async def test_racers_wait_again_when_a_lock_is_taken_back() -> None:
    async with rehearsal(has_racers=True, racer_count=4, tempo=BRISK) as stage:
        race = stage.open_room()
        await _pass(stage, 15)
        stage.world.make_invitational(race)
        stage.world.make_open(race)
        await _pass(stage, 60)
        assert not any(entrant.is_ready for entrant in race.entrants)


async def test_a_racer_set_to_not_ready_gets_ready_again() -> None:
    async with rehearsal(has_racers=True, racer_count=3, tempo=BRISK) as stage:
        race = stage.open_room(auto_start=False)
        await _pass(stage, 15)
        stage.world.make_invitational(race)
        await _pass(stage, 60)
        assert all(entrant.is_ready for entrant in race.entrants)
        someone = race.entrants[0].user
        assert someone is not None
        stage.world.force_unready(race, someone)
        await _pass(stage, 60)
        assert all(entrant.is_ready for entrant in race.entrants)


async def test_some_give_up_and_some_take_their_finish_back() -> None:
    async with rehearsal(has_racers=True, racer_count=16, tempo=BRISK) as stage:
        race = await _full_race(stage)
        out = {entrant.user.id for entrant in race.entrants if entrant.has_forfeited and entrant.user}
        givers = {member.id for member in DEMO_USERS if member.temper is Temper.GIVES_UP}
        assert out
        assert out <= givers
        assert any("is no longer done" in line for line in spoken(race))
        assert len(race.finishers) == 16 - len(out)


async def test_restless_racers_are_ready_before_the_lock_and_leave_once_and_come_back() -> None:
    tempo = replace(BRISK, restlessness=1)
    async with rehearsal(has_racers=True, racer_count=6, tempo=tempo) as stage:
        race = stage.open_room(auto_start=False)
        await _pass(stage, 50)
        assert any("left the race" in line for line in spoken(race))
        assert len(race.joined) == 6
        assert all(entrant.is_ready for entrant in race.entrants)
        assert state(race) == "open"


async def test_racers_whose_clicks_collide_click_again() -> None:
    fault_rates = replace(NO_FAULTS, deadlocks=0.8)
    async with rehearsal(has_racers=True, racer_count=12, tempo=BRISK, fault_rates=fault_rates) as stage:
        race = stage.open_room()
        await _pass(stage, 40)
        assert len(race.joined) == 12
        stage.world.make_invitational(race)
        await _pass(stage, 60)
        assert state(race) == "in_progress"


async def test_nobody_takes_part_in_two_rooms_at_once() -> None:
    async with rehearsal(has_racers=True, racer_count=10, tempo=BRISK) as stage:
        rooms = [stage.open_room() for _ in range(2)]
        await _pass(stage, 30)
        names = [entrant.name for race in rooms for entrant in race.entrants]
        assert len(names) == len(set(names)) == len(DEMO_USERS)


async def test_the_house_moderator_records_a_race_some_time_after_its_end() -> None:
    tempo = Tempo(join_within=5, ready_within=5, mean_race=20, record_after=30, chattiness=0, restlessness=0)
    async with rehearsal(has_racers=True, racer_count=3, tempo=tempo) as stage:
        race = stage.open_room()
        await _pass(stage, 10)
        stage.world.make_invitational(race)
        await _pass(stage, 70)
        assert not race.is_recorded
        await _pass(stage, 60)
        assert race.is_recorded


async def test_no_racers_come_when_they_are_switched_off_or_a_person_opened_the_room() -> None:
    async with rehearsal(has_racers=False) as stage:
        race = stage.open_room()
        await _pass(stage, 60)
        assert race.entrants == []
    async with rehearsal(has_racers=True, tempo=BRISK) as stage:
        (ann,) = stage.people("Ann")
        race = stage.open_room()
        race.opened_by_bot = None
        race.opened_by = ann
        await _pass(stage, 60)
        assert race.entrants == []


async def test_speed_does_not_hurry_the_racers() -> None:
    tempo = Tempo(join_within=5, ready_within=5, mean_race=60, restlessness=0, record_after=None)
    async with rehearsal(has_racers=True, racer_count=4, tempo=tempo, speed=10) as stage:
        race = stage.open_room()
        await _pass(stage, 6)
        stage.world.make_invitational(race)
        await _pass(stage, 120)
        assert race.finishers
        assert all(entrant.finish_time and entrant.finish_time > timedelta(seconds=30) for entrant in race.finishers)


def test_the_cast_has_opaque_ids_distinct_names_and_a_few_strangers() -> None:
    assert len({member.id for member in DEMO_USERS}) == len({member.full_name for member in DEMO_USERS}) == 16
    assert all(len(member.id) >= 16 and member.id.isalnum() for member in DEMO_USERS)
    assert sum(not member.is_linked_in_demos for member in DEMO_USERS) == 2
    assert {member.temper for member in DEMO_USERS} == set(Temper)


async def test_when_that_is_the_fault_all_give_up_or_nobody_comes() -> None:
    for fault, statuses in ((Fault.GIVING_UP, {"dnf"}), (Fault.NO_SHOWS, set())):
        async with rehearsal(has_racers=True, racer_count=3, tempo=BRISK, faults=frozenset({fault})) as stage:
            document = await stage.data(await _full_race(stage))
            assert {entrant["status"]["value"] for entrant in document["entrants"]} == statuses
            assert document["status"]["value"] == ("cancelled" if statuses else "invitational")


async def test_an_account_is_deleted_and_a_racer_disqualified_when_that_is_the_fault() -> None:
    faults = frozenset({Fault.DELETED_ACCOUNTS, Fault.DISQUALIFICATIONS})
    async with rehearsal(has_racers=True, racer_count=4, tempo=BRISK, faults=faults) as stage:
        entrants = (await stage.data(await _full_race(stage)))["entrants"]
    (deleted,) = [entrant for entrant in entrants if entrant["user"] is None]
    assert (deleted["place"], deleted["status"]["value"]) == (1, "done")
    (out,) = [entrant for entrant in entrants if entrant["status"]["value"] == "dq"]
    assert out["finish_time"] is None
