"""Lines for race rooms are said while they hold, by whoever is there to say them, and leave the outbox otherwise."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from application.domain.ids import LiveRaceId, RoomId
from application.domain.live_races.room_commands import CommandWord
from application.read_models import LiveRaceSummary, RoomCommand
from models.event_log import OutboxMessage
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

MINUTE = timedelta(minutes=1)


class Evening:
    """A race with two racers in its room, where nothing was said yet."""

    def __init__(self, community: Community, race: LiveRaceSummary, room: ScriptedRoom, room_id: RoomId) -> None:
        self.community = community
        self.race = race
        self.room = room
        self.room_id = room_id
        self.ids: list[str] = []

    @classmethod
    async def begin(cls, community: Community) -> "Evening":
        tournament = await community.add_tournament()
        race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
        room = await community.open_room(race.id)
        (attended,) = await community.container.room_service.rooms_to_attend()
        self = cls(community, race, room, attended.room_id)
        self.ids = [await community.racetime_id_of(await community.add_player()) for _ in range(2)]
        room.join(*self.ids)
        await self.hear()
        return self

    async def hear(self) -> None:
        await self.community.hear(LiveRaceId(self.race.id), self.room)

    async def lock(self) -> None:
        await self.community.advance_to(self.race.locks_at)

    async def start(self) -> None:
        await self.lock()
        self.room.start()
        await self.hear()

    async def finish(self) -> None:
        await self.start()
        for racer in self.ids:
            self.room.finish(racer, 60 * MINUTE)
        await self.hear()

    async def cancel(self) -> None:
        await self.start()
        self.room.cancel()
        await self.hear()

    async def ask(self, word: CommandWord) -> None:
        command = RoomCommand("m1", word, self.ids[0], "Ann", is_monitor=False)
        await self.community.container.room_service.room_command(self.room_id, command)

    async def lines(self) -> list[str]:
        room_service = self.community.container.room_service
        found = []
        while (message := await room_service.next_room_message(self.room_id)) is not None:
            found.append(message.text)
            await room_service.room_message_sent(message.id)
        return found


@on_postgres_and_slowly_on_sqlite
async def test_a_line_that_was_being_said_when_the_process_died_holds_up_nobody_after_a_restart(
    community: Community,
) -> None:
    evening = await Evening.begin(community)
    room_service = community.container.room_service
    dying = await room_service.next_room_message(evening.room_id)
    assert dying is not None
    assert await evening.lines() == []
    await room_service.take_over_room_messages(evening.room_id)
    again = await room_service.next_room_message(evening.room_id)
    assert again is not None
    assert (again.guid, again.text, again.was_tried) == (dying.guid, dying.text, True)


@pytest.mark.parametrize(
    ("course", "said"),
    [
        (Evening.lock, ["Welcome to", "The room is locked.", "Seed: "]),
        (Evening.start, ["The room is locked.", "Seed: ", "Good luck"]),
        (Evening.finish, ["The results of 2 racers"]),
        (Evening.cancel, []),
    ],
)
async def test_lines_that_do_not_hold_any_more_are_never_said(
    community: Community, course: Callable[[Evening], object], said: list[str]
) -> None:
    evening = await Evening.begin(community)
    await course(evening)  # type: ignore[misc]
    lines = await evening.lines()
    assert [line[: len(begin)] for line, begin in zip(lines, said, strict=True)] == said
    assert not await OutboxMessage.filter(
        sent_at=None, superseded_at=None, partition_key=f"room:{evening.room_id}"
    ).exists()


async def test_an_answer_that_nobody_waits_for_any_more_is_not_given(community: Community) -> None:
    evening = await Evening.begin(community)
    await evening.lines()
    await evening.ask(CommandWord.STATUS)
    await community.clock.advance(3 * MINUTE)
    assert await evening.lines() == []
    await evening.ask(CommandWord.STATUS)
    assert len(await evening.lines()) == 1


async def test_an_answer_about_a_race_that_has_gone_on_since_is_not_given(community: Community) -> None:
    evening = await Evening.begin(community)
    await evening.lines()
    await community.clock.advance(evening.race.locks_at - community.clock.now() - MINUTE)
    await evening.hear()
    await evening.ask(CommandWord.STATUS)
    await community.clock.advance(MINUTE)
    await community.container.tasks.lock_due_races()
    assert [line[:19] for line in await evening.lines()] == ["The room is locked.", "Seed: https://seeds"]


@on_postgres_and_slowly_on_sqlite
async def test_lines_of_a_race_that_is_over_leave_the_outbox(community: Community) -> None:
    evening = await Evening.begin(community)
    await evening.finish()
    evening.room.record()
    await evening.hear()
    assert await community.container.room_service.rooms_to_attend() == ()
    waiting = OutboxMessage.filter(destination="racetime", sent_at=None, given_up_at=None, superseded_at=None)
    assert await waiting.count() == 0
    await community.container.room_service.apply_room_snapshot(evening.room_id, evening.room.snapshot())
    assert await waiting.count() == 0
