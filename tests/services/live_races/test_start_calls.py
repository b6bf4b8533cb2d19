"""A start that drags on: who is not ready is named and warned, and then the race begins without them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from application.domain.ids import RoomId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import RoomStatus
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.tournaments.timeline import (
    LONGEST_START_GRACE_MINUTES,
    SHORTEST_START_GRACE_MINUTES,
    leads_of_calls,
)
from application.ports import RacetimeUnreachable
from application.read_models import LiveRaceSummary
from application.services.tournaments.async_tournament_service import TournamentChanges
from models.event_log import EventLogEntry
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

MINUTE = timedelta(minutes=1)


@dataclass
class Start:
    """A locked room of three, of whom two are ready, and its time."""

    community: Community
    race: LiveRaceSummary
    room: ScriptedRoom
    room_id: RoomId
    late: str

    @classmethod
    async def of(cls, community: Community, **settings: Any) -> "Start":
        tournament = await community.add_tournament(**settings)
        race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
        room = await community.open_room(race.id)
        racers = [await community.racetime_id_of(await community.add_player()) for _ in range(3)]
        room.join(*racers)
        room.ready(*racers[:2])
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        (attended,) = await community.container.room_service.rooms_to_attend()
        start = cls(community, race, room, attended.room_id, racers[2])
        await start.said()
        return start

    async def after(self, minutes: float) -> list[str]:
        """Let so much time pass since the scheduled start; return what the bot says then."""
        await self.community.advance_to(self.race.scheduled_at + minutes * MINUTE)
        return await self.said()

    async def said(self) -> list[str]:
        lines, room_service = [], self.community.container.room_service
        while (message := await room_service.next_room_message(self.room_id)) is not None:
            lines.append(message.text)
            await room_service.room_message_sent(message.id)
        return lines

    async def begins(self) -> bool:
        return (await self.community.container.room_service.desired_room(self.room_id)).begin

    async def sets_grace(self, minutes: int | None) -> None:
        await self.community.container.tournaments.update_tournament(
            self.community.admin, self.race.tournament_id, TournamentChanges(start_grace_minutes=minutes)
        )

    async def shown(self) -> LiveRaceSummary:
        return (await self.community.race(self.race.id)).summary


@on_postgres_and_slowly_on_sqlite
async def test_whoever_is_not_ready_is_named_and_warned_twice_before_the_race_begins_without_them(
    community: Community,
) -> None:
    start = await Start.of(community)
    late = f"Racer {start.late}"
    assert await start.after(-1) == []
    (named,) = await start.after(0)
    begins_at = start.race.scheduled_at + 10 * MINUTE
    assert named == (
        f"It is time to start. The race begins at {begins_at:%H:%M} UTC with those who are ready. Not ready yet: {late}"
    )
    assert (await start.shown()).begins_at == begins_at
    steps = await community.container.tasks.list_upcoming_work(community.admin)
    assert ("Begin with those who are ready", begins_at) in [(step.step, step.due_at) for step in steps]

    assert await start.after(4) == []
    assert await start.after(5) == [f"The race begins in 5 minutes with those who are ready. Not ready yet: {late}"]
    assert await start.after(9) == [f"The race begins in 1 minute with those who are ready. Not ready yet: {late}"]
    assert not await start.begins()
    assert await start.after(10) == []
    assert await start.begins()
    ordered = await EventLogEntry.get(type="AsyncLiveRaceBeginOrderedEvent")
    assert (ordered.payload["ready"], ordered.payload["not_ready"]) == (2, [late])

    start.room.start()
    await community.hear(start.race.id, start.room)
    assert not await start.begins()
    assert (await start.shown()).begins_at is None


async def test_where_the_tournament_never_begins_by_itself_the_unready_are_only_named(community: Community) -> None:
    start = await Start.of(community, start_grace_minutes=None)
    assert await start.after(0) == [f"It is time to start. Not ready yet: Racer {start.late}"]
    assert await start.after(60) == []
    assert not await start.begins()


async def test_while_everybody_is_ready_nobody_is_named(community: Community) -> None:
    start = await Start.of(community)
    start.room.ready(start.late)
    assert await start.after(0) == []
    assert await start.after(5) == ["The race begins in 5 minutes with those who are ready."]


async def test_a_race_with_fewer_than_two_ready_waits_for_the_second(community: Community) -> None:
    start = await Start.of(community, start_grace_minutes=2)
    start.room.unready(*start.room.entrants)
    for minutes in (0, 1, 1.5):
        (line,) = await start.after(minutes)
    assert line.startswith("The race begins in 30 seconds")
    assert await start.after(2) == ["Fewer than two racers are ready. The race begins as soon as two are."]
    assert await start.begins()


async def test_a_product_that_was_away_warns_before_it_begins(community: Community) -> None:
    start = await Start.of(community)
    community.rooms.unreachable = RacetimeUnreachable("racetime.gg can't be reached.")
    assert await start.after(20) == []
    community.rooms.unreachable = None
    assert [line[:19] for line in await start.after(21)] == ["It is time to start"]
    assert [line[:28] for line in await start.after(26)] == ["The race begins in 5 minutes"]
    assert [line[:27] for line in await start.after(30)] == ["The race begins in 1 minute"]
    assert await start.after(31) == []
    assert await start.begins()


async def test_a_last_warning_that_nobody_could_hear_is_given_again(community: Community) -> None:
    start = await Start.of(community)
    await start.after(0)
    await start.after(5)
    await community.advance_to(start.race.scheduled_at + 9 * MINUTE)
    await community.advance_to(start.race.scheduled_at + 10.5 * MINUTE)
    assert not await start.begins()
    assert [line[:27] for line in await start.said()] == ["The race begins in 1 minute"]
    assert await start.after(11.5) == []
    assert await start.begins()


async def test_a_start_that_is_moved_is_called_anew(community: Community) -> None:
    start = await Start.of(community)
    await start.after(0)
    later = start.race.scheduled_at + 20 * MINUTE
    await community.container.live_races.update_live_race(
        community.admin, start.race.id, LiveRaceChanges(scheduled_at=later), confirmed=True
    )
    assert (await start.shown()).begins_at is None
    assert not any("ready" in line for line in await start.after(19))
    (named,) = await start.after(20)
    assert f"{later + 10 * MINUTE:%H:%M} UTC with those who are ready" in named


async def test_nobody_is_warned_while_the_countdown_runs(community: Community) -> None:
    start = await Start.of(community)
    await start.after(0)
    start.room.ready(start.late)
    await start.after(4.9)
    start.room.count_down()
    assert await start.after(5) == []
    assert (await start.shown()).status is LiveRaceStatus.PENDING
    start.room.status = RoomStatus.INVITATIONAL  # an older copy was saved over the countdown
    start.room.version += 1
    assert await start.after(5.5) == ["The race begins in 5 minutes with those who are ready."]


async def test_a_tournament_may_change_its_mind_while_a_start_drags_on(community: Community) -> None:
    start = await Start.of(community, start_grace_minutes=None)
    await start.after(0)
    await start.sets_grace(4)
    (warned,) = await start.after(1)
    assert warned.startswith("The race begins in 2 minutes")
    assert [line[:28] for line in await start.after(2)] == ["The race begins in 1 minute "]
    await start.after(3)
    assert await start.begins()
    await start.sets_grace(None)
    assert not await start.begins()


@pytest.mark.parametrize("by_hand", [True, False])
async def test_a_race_that_is_cancelled_begins_no_more(community: Community, by_hand: bool) -> None:
    start = await Start.of(community)
    await start.after(0)
    if by_hand:
        await community.container.live_races.cancel_live_race(community.admin, start.race.id)
    else:
        await community.clock.advance(30 * MINUTE)
        start.room.cancel()
        await community.hear(start.race.id, start.room)
    shown = await start.shown()
    assert (shown.status, shown.begins_at) == (LiveRaceStatus.CANCELLED, None)


@pytest.mark.parametrize("grace", range(SHORTEST_START_GRACE_MINUTES, LONGEST_START_GRACE_MINUTES + 1))
def test_every_wait_has_room_for_two_warnings(grace: int) -> None:
    leads = leads_of_calls(grace)
    assert leads[0] == grace * MINUTE
    assert list(leads) == sorted(set(leads), reverse=True)
