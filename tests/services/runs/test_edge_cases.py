"""The edge cases that were named when live races were planned, each with what becomes of it in the end."""

from datetime import timedelta

import pytest

from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.runs.run import RunStatus
from application.ports import RacetimeUnreachable
from models.async_tournament import AsyncTournamentRace
from models.live_race_room import UnmatchedEntrant
from tests.support.community import Community
from tests.support.rooms import ScriptedRoom

HOUR = timedelta(hours=1)
YOUNG = timedelta(days=2)


async def raced(community: Community, race_id: int, room: ScriptedRoom, times: dict[str, timedelta]) -> None:
    """Lock, start and finish a race in whose room everybody is who has a time."""
    race = await community.race(race_id)  # type: ignore[arg-type]
    await community.advance_to(race.summary.locks_at)
    room.start()
    await community.hear(race.summary.id, room)
    await community.clock.advance(2 * HOUR)
    for racer, time in times.items():
        room.finish(racer, time)
    await community.hear(race.summary.id, room)


async def test_player_joins_room_but_is_not_eligible(community: Community) -> None:
    """The result is kept aside with its reason, and counts neither for the player nor for par."""
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    fine, young = await community.add_player(), await community.add_player(account_age=YOUNG)
    times = {await community.racetime_id_of(fine): HOUR, await community.racetime_id_of(young): HOUR / 2}
    room = await community.open_room(race.id)
    room.join(*times)
    await community.hear(race.id, room)
    await raced(community, race.id, room, times)
    (run,) = await AsyncTournamentRace.all()
    assert (run.user_id, run.status) == (fine, RunStatus.FINISHED)
    assert run.score == pytest.approx(100)
    (aside,) = await UnmatchedEntrant.all()
    assert (aside.finish_time, "2 of 7 days old" in aside.explanation) == (HOUR / 2, True)


async def test_race_room_is_cancelled_on_racetime(community: Community) -> None:
    """Before the start another room follows; after it the race is cancelled with it and nobody loses a slot."""
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    players = [await community.add_player() for _ in range(2)]
    ids = [await community.racetime_id_of(player) for player in players]
    first = await community.open_room(race.id)
    first.cancel()
    await community.hear(race.id, first)
    await community.clock.advance(60)
    await community.tick()
    again = (await community.race(race.id)).summary
    assert again.status is LiveRaceStatus.PENDING
    assert again.racetime_slug is not None
    assert again.racetime_slug != first.slug

    second = community.rooms.rooms[again.racetime_slug]
    second.join(*ids)
    await community.hear(race.id, second)
    await community.advance_to(again.locks_at)
    second.start()
    await community.hear(race.id, second)
    second.cancel()
    await community.hear(race.id, second)
    cancelled = (await community.race(race.id)).summary
    assert (cancelled.status, cancelled.participant_count) == (LiveRaceStatus.CANCELLED, 0)
    another = (await community.schedule(tournament, race.pool_id)).summary
    eligible = await community.container.live_races.get_eligible_participants(community.admin, another.id)
    assert set(players) <= {player.user_id for player in eligible if player.eligible}


async def test_network_failure_during_result_recording(community: Community) -> None:
    """What could not be read is read later, and counts once."""
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    player = await community.add_player()
    racer = await community.racetime_id_of(player)
    room = await community.open_room(race.id)
    room.join(racer)
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    await community.hear(race.id, room)
    community.rooms.unreachable = RacetimeUnreachable("no answer")
    await community.clock.advance(2 * HOUR)
    room.finish(racer, HOUR)
    for _ in range(5):
        await community.clock.advance(60)
        await community.tick()
    assert (await AsyncTournamentRace.get()).status is RunStatus.IN_PROGRESS
    community.rooms.unreachable = None
    for _ in range(3):
        await community.clock.advance(60)
        await community.tick()
    run = await AsyncTournamentRace.get()
    assert (run.status, run.finish_time) == (RunStatus.FINISHED, HOUR)
    assert (await community.race(race.id)).summary.status is LiveRaceStatus.FINISHED


async def test_multiple_live_races_for_the_same_tournament(community: Community) -> None:
    """Two at the same time have different seeds, and a player counts in only one of them."""
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=2)
    races = [(await community.schedule(tournament, pool)).summary for _ in range(2)]
    players = [await community.add_player() for _ in range(2)]
    ids = [await community.racetime_id_of(player) for player in players]
    rooms = [await community.open_room(race.id) for race in races]
    for room, racer in zip(rooms, ids, strict=True):
        room.join(racer)
    rooms[1].join(ids[0])
    for race, room in zip(races, rooms, strict=True):
        await community.hear(race.id, room)
    await community.advance_to(races[0].locks_at)
    for race, room in zip(races, rooms, strict=True):
        room.start()
        await community.hear(race.id, room)
    seeds = {(await community.race(race.id)).summary.permalink_id for race in races}
    assert len(seeds) == 2
    runs = await AsyncTournamentRace.all()
    assert sorted(run.user_id for run in runs) == players
    assert (await AsyncTournamentRace.get(user_id=players[1])).live_race_id == races[1].id


async def test_live_race_conflicts_with_an_async_run(community: Community) -> None:
    """Who has a run under way at the lock doesn't count, and the run goes on undisturbed."""
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    busy, free = await community.add_player(), await community.add_player()
    ids = [await community.racetime_id_of(player) for player in (busy, free)]
    room = await community.open_room(race.id)
    standard = await community.begin_async_run(busy, tournament)
    room.join(*ids)
    await community.hear(race.id, room)
    await raced(community, race.id, room, dict.fromkeys(ids, HOUR))
    assert (await AsyncTournamentRace.get(live_race_id=race.id)).user_id == free
    await standard.refresh_from_db()
    assert standard.status is RunStatus.IN_PROGRESS
    (aside,) = await UnmatchedEntrant.all()
    assert "A run in Elsewhere is under way" in aside.explanation
