"""What is decided about the people in a room is decided on what racetime.gg says now, not on what was heard before."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from application.domain.errors import Unavailable
from application.domain.ids import RoomId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room_commands import CommandWord
from application.domain.live_races.seed_vault import SeedState
from application.domain.tournaments.timeline import ReleaseRule, TimelineOverrides
from application.ports import RacetimeUnreachable
from application.read_models import LiveRaceSummary, RoomCommand
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

MINUTE = timedelta(minutes=1)


async def pending(community: Community, **how: object) -> tuple[LiveRaceSummary, ScriptedRoom, RoomId]:
    """A race whose room is open and was heard of once, while nobody was in it."""
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = (await community.schedule(tournament, pool, **how)).summary  # type: ignore[arg-type]
    room = await community.open_room(race.id)
    await community.hear(race.id, room)
    (attended,) = await community.container.room_service.rooms_to_attend()
    return race, room, attended.room_id


async def lines_in(community: Community, room_id: RoomId) -> list[str]:
    found = []
    while (message := await community.container.room_service.next_room_message(room_id)) is not None:
        found.append(message.text)
        await community.container.room_service.room_message_sent(message.id)
    return found


async def let_lock(community: Community, race: LiveRaceSummary) -> None:
    await community.container.tasks.lock_due_races()


async def lock_by_hand(community: Community, race: LiveRaceSummary) -> None:
    await community.container.live_races.lock_race_now(community.admin, race.id)


@on_postgres_and_slowly_on_sqlite
@pytest.mark.parametrize("lock", [let_lock, lock_by_hand])
async def test_the_lock_settles_those_who_are_in_the_room_although_nothing_was_heard_of_them(
    community: Community, lock: Callable[[Community, LiveRaceSummary], Awaitable[None]]
) -> None:
    race, room, room_id = await pending(community)
    players = [await community.add_player() for _ in range(3)]
    room.join(*[await community.racetime_id_of(player) for player in players])
    await community.clock.advance(race.locks_at - community.clock.now())
    await lock(community, race)
    locked = await community.race(race.id)
    assert locked.summary.participant_count == 3
    assert {line.user_id for line in locked.board if line.counted} == set(players)
    said = await lines_in(community, room_id)
    assert not any("counts for nobody" in line for line in said)


async def test_a_room_that_can_not_be_read_is_not_locked_until_it_can(community: Community) -> None:
    race, room, room_id = await pending(community)
    room.join(await community.racetime_id_of(await community.add_player()))
    community.rooms.unreachable = RacetimeUnreachable("racetime.gg can't be reached.")
    await community.clock.advance(race.locks_at - community.clock.now())
    await let_lock(community, race)
    assert (await community.race(race.id)).summary.locked_at is None
    with pytest.raises(Unavailable, match="gave no answer"):
        await lock_by_hand(community, race)
    assert not any("locked." in line for line in await lines_in(community, room_id))
    community.rooms.unreachable = None
    await let_lock(community, race)
    assert (await community.race(race.id)).summary.participant_count == 1


async def test_a_lock_that_finds_the_race_started_is_the_start_itself(community: Community) -> None:
    race, room, _ = await pending(community)
    room.join(*[await community.racetime_id_of(await community.add_player()) for _ in range(2)])
    room.start()
    await community.clock.advance(race.locks_at - community.clock.now())
    await let_lock(community, race)
    started = (await community.race(race.id)).summary
    assert (started.status, started.participant_count) == (LiveRaceStatus.IN_PROGRESS, 2)


async def test_the_list_is_said_once_more_when_somebody_turns_out_to_have_been_there(community: Community) -> None:
    race, room, room_id = await pending(community)
    early, late = [await community.add_player() for _ in range(2)]
    room.join(await community.racetime_id_of(early))
    await community.clock.advance(race.locks_at - community.clock.now())
    await let_lock(community, race)
    await lines_in(community, room_id)
    room.join(await community.racetime_id_of(late))
    await community.hear(race.id, room)
    ids = [await community.racetime_id_of(player) for player in (early, late)]
    assert await lines_in(community, room_id) == [
        f"This race counts after all for: Racer {ids[0]}, Racer {ids[1]}",
    ]
    await community.hear(race.id, room)
    await community.container.tasks.check_waiting_entrants()
    assert await lines_in(community, room_id) == []


async def test_nobody_is_warned_of_an_empty_room_that_has_filled_meanwhile(community: Community) -> None:
    _, room, room_id = await pending(community, overrides=TimelineOverrides(room_open_minutes=60))
    room.join("one", "two")
    await community.clock.advance(26 * MINUTE)
    await community.container.tasks.warn_of_low_entrants()
    assert not any("closes this room" in line for line in await lines_in(community, room_id))
    room.leave("one")
    await community.clock.advance(20)
    await community.tick()
    assert any("1 racer joined so far" in line for line in await lines_in(community, room_id))


async def test_nobody_is_told_how_they_stand_from_a_list_that_is_old(community: Community) -> None:
    race, room, room_id = await pending(community)
    room.join("stranger")
    await community.hear(race.id, room)
    await lines_in(community, room_id)
    room.leave("stranger")
    await community.clock.advance(2 * MINUTE)
    assert await community.container.live_races.check_room_entrants(race.id) is False
    assert await lines_in(community, room_id) == []


async def test_status_is_answered_from_what_is_so_now(community: Community) -> None:
    race, room, room_id = await pending(community)
    await lines_in(community, room_id)
    room.join(await community.racetime_id_of(await community.add_player()))
    await community.clock.advance(2 * MINUTE)
    for unreachable in (None, RacetimeUnreachable("Down.")):
        community.rooms.unreachable = unreachable
        command = RoomCommand(f"m{unreachable is None}", CommandWord.STATUS, "asker", "Asker", is_monitor=False)
        await community.container.room_service.room_command(room_id, command)
        (text,) = await lines_in(community, room_id)
        assert "1 of 1 racer here would count" in text
        await community.clock.advance(2 * MINUTE)
    assert (await community.race(race.id)).summary.status is LiveRaceStatus.PENDING


async def test_locking_now_releases_a_seed_whose_rule_is_the_lock(community: Community) -> None:
    race, room, _ = await pending(community)
    room.join(*[await community.racetime_id_of(await community.add_player()) for _ in range(2)])
    locked = await community.container.live_races.lock_race_now(community.admin, race.id)
    assert locked.summary.seed.state is SeedState.RELEASED


async def test_locking_now_keeps_a_seed_that_has_a_time_of_its_own(community: Community) -> None:
    rule = TimelineOverrides(release_rule=ReleaseRule.MINUTES_BEFORE, release_minutes=5)
    race, _, _ = await pending(community, overrides=rule)
    locked = await community.container.live_races.lock_race_now(community.admin, race.id)
    assert locked.summary.seed.state is SeedState.SEALED
