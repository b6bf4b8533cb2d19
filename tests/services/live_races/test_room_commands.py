"""What people ask of the bot in a room, and what it answers."""

from datetime import timedelta
from itertools import count

import pytest

from application.domain.ids import RoomId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room_commands import CommandWord
from application.domain.messages.room_lines import ChatButton
from application.domain.tournaments.timeline import ReleaseRule
from application.ports import RacetimeUnreachable
from application.read_models import LiveRaceSummary, RoomCommand, RoomMessage
from models.event_log import EventLogEntry
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

MINUTE = timedelta(minutes=1)
_numbers = count(1)


class Chat:
    """The room of a race, in which a test asks and reads the answers."""

    def __init__(self, community: Community, race: LiveRaceSummary, room: ScriptedRoom, room_id: RoomId) -> None:
        self.community = community
        self.race = race
        self.room = room
        self.room_id = room_id

    @classmethod
    async def open(cls, community: Community, **settings: object) -> "Chat":
        tournament = await community.add_tournament(**settings)  # type: ignore[arg-type]
        race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
        room = await community.open_room(race.id)
        ((attended),) = await community.container.room_service.rooms_to_attend()
        self = cls(community, race, room, attended.room_id)
        await self.answers()
        return self

    async def ask(
        self, word: CommandWord, racetime_id: str = "asker", *, is_monitor: bool = False
    ) -> list[RoomMessage]:
        """Ask, and return everything that is said because of it."""
        command = RoomCommand(f"message{next(_numbers)}", word, racetime_id, f"Racer {racetime_id}", is_monitor)
        await self.community.container.room_service.room_command(self.room_id, command)
        return await self.answers()

    async def text(self, word: CommandWord, racetime_id: str = "asker", *, is_monitor: bool = False) -> str:
        (message,) = await self.ask(word, racetime_id, is_monitor=is_monitor)
        assert len(message.text) < 1000
        return message.text

    async def answers(self) -> list[RoomMessage]:
        room_service = self.community.container.room_service
        found = []
        while (message := await room_service.next_room_message(self.room_id)) is not None:
            found.append(message)
            await room_service.room_message_sent(message.id)
        return found

    async def join(self, *racetime_ids: str) -> None:
        self.room.join(*racetime_ids)
        await self.community.hear(self.race.id, self.room)
        await self.answers()


async def test_the_welcome_offers_the_commands_as_buttons(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    await community.open_room(race.id)
    (attended,) = await community.container.room_service.rooms_to_attend()
    message = await community.container.room_service.next_room_message(attended.room_id)
    assert message is not None
    assert message.buttons == (
        ChatButton("Am I eligible?", "!eligible"),
        ChatButton("What happens next?", "!status"),
    )


async def test_whoever_asks_hears_in_private_whether_the_own_result_counts(community: Community) -> None:
    chat = await Chat.open(community)
    racer = await community.racetime_id_of(await community.add_player())
    young = await community.racetime_id_of(await community.add_player(account_age=timedelta(days=3)))
    (message,) = await chat.ask(CommandWord.ELIGIBLE, racer)
    assert (message.direct_to, message.text) == (racer, "All is in order: you may race.")
    assert "3 of 7 days old" in await chat.text(CommandWord.ELIGIBLE, young)
    unlinked = await chat.text(CommandWord.ELIGIBLE, "stranger")
    assert unlinked.startswith("No member has linked this racetime.gg account")
    assert unlinked.endswith("/account")
    await chat.join(racer)
    await community.advance_to(chat.race.locks_at)
    await chat.answers()
    assert await chat.text(CommandWord.ELIGIBLE, racer) == "You are in: your result in this race counts."


@on_postgres_and_slowly_on_sqlite
async def test_the_seed_is_shown_again_once_it_is_released_and_never_before(community: Community) -> None:
    chat = await Chat.open(community, release_rule=ReleaseRule.MINUTES_BEFORE, release_minutes=5)
    await chat.join(await community.racetime_id_of(await community.add_player()))
    text = await chat.text(CommandWord.SEED)
    assert "SECRET" not in text
    assert text == f"The seed is released at {chat.race.scheduled_at - 5 * MINUTE:%H:%M} UTC, once the room is locked."
    await community.advance_to(chat.race.locks_at)
    await chat.answers()
    assert "SECRET" not in await chat.text(CommandWord.SEED)
    await community.advance_to(chat.race.scheduled_at - 5 * MINUTE)
    await chat.answers()
    assert "SECRET" in await chat.text(CommandWord.SEED)


async def test_a_seed_that_comes_with_the_start_is_said_to(community: Community) -> None:
    chat = await Chat.open(community, release_rule=ReleaseRule.AT_START)
    assert await chat.text(CommandWord.SEED) == "The seed is released when the race starts."


async def test_the_status_says_what_happens_next(community: Community) -> None:
    chat = await Chat.open(community)
    racer = await community.racetime_id_of(await community.add_player())
    await chat.join(racer, "stranger")
    assert "1 of 2 racers here would count" in await chat.text(CommandWord.STATUS)
    await community.advance_to(chat.race.locks_at)
    await chat.answers()
    assert "The room is locked; 1 racer counts" in await chat.text(CommandWord.STATUS)
    chat.room.start()
    await community.hear(chat.race.id, chat.room)
    await community.clock.advance(MINUTE)
    await chat.answers()
    assert "is running" in await chat.text(CommandWord.STATUS)


@on_postgres_and_slowly_on_sqlite
async def test_a_question_that_many_ask_at_once_is_answered_once(community: Community) -> None:
    chat = await Chat.open(community)
    said = [await chat.ask(CommandWord.STATUS, f"racer{number}") for number in range(5)]
    assert [len(messages) for messages in said] == [1, 0, 0, 0, 0]
    await community.clock.advance(timedelta(seconds=10))
    assert len(await chat.ask(CommandWord.STATUS)) == 1


async def test_everybody_is_told_what_can_be_asked(community: Community) -> None:
    chat = await Chat.open(community)
    text = await chat.text(CommandWord.HELP)
    assert all(f"!{word}" in text for word in CommandWord if word is not CommandWord.HELP)
    assert text.endswith("/help")


@pytest.mark.parametrize("word", [CommandWord.LOCK, CommandWord.RELEASE, CommandWord.RECORD])
async def test_only_monitors_moderate(community: Community, word: CommandWord) -> None:
    chat = await Chat.open(community)
    assert await chat.text(word) == "Only a monitor of this room may do that."
    summary = (await community.race(chat.race.id)).summary
    assert (summary.locked_at, summary.status) == (None, LiveRaceStatus.PENDING)


async def test_a_monitor_locks_and_releases_before_the_time_under_the_own_name(community: Community) -> None:
    chat = await Chat.open(community, release_rule=ReleaseRule.AT_START)
    player = await community.add_player()
    monitor = await community.racetime_id_of(player)
    await chat.join(monitor)
    assert "can't be released" in await chat.text(CommandWord.RELEASE, monitor, is_monitor=True)
    said = await chat.ask(CommandWord.LOCK, monitor, is_monitor=True)
    assert [message.text for message in said] == [f"The room is locked. This race counts for: Racer {monitor}"]
    assert await chat.text(CommandWord.LOCK, monitor, is_monitor=True) == "The room is locked already."
    (message,) = await chat.ask(CommandWord.RELEASE, "stranger", is_monitor=True)
    assert "SECRET" in message.text
    locked = await EventLogEntry.get(type="AsyncLiveRaceLockedEvent")
    assert (locked.actor_id, locked.actor_name) == (player, f"Racer {monitor} on racetime.gg")
    released = await EventLogEntry.get(type="AsyncLiveRaceSeedReleasedEvent")
    assert (released.actor_id, released.actor_name) == (None, "Racer stranger on racetime.gg")


async def test_a_lock_that_is_not_possible_says_why(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament, live=0))).summary
    room = await community.open_room(race.id)
    (attended,) = await community.container.room_service.rooms_to_attend()
    chat = Chat(community, race, room, attended.room_id)
    await chat.answers()
    assert "no unplayed permalink" in await chat.text(CommandWord.LOCK, is_monitor=True)


async def test_a_monitor_records_results_and_hears_when_racetime_does_not_answer(community: Community) -> None:
    chat = await Chat.open(community)
    racer = await community.racetime_id_of(await community.add_player())
    await chat.join(racer)
    early = await community.container.live_races.record_live_race_results(community.admin, chat.room.slug)
    assert early.outcome == "The race has not started, so there are no results yet."
    assert [line.outcome for line in early.entrants] == ["not_ready"]
    await chat.answers()
    assert await chat.text(CommandWord.RECORD, is_monitor=True) == early.outcome
    await community.advance_to(chat.race.locks_at)
    chat.room.start()
    await community.hear(chat.race.id, chat.room)
    await chat.answers()
    still_on = "The race is still on. What has happened so far is already up to date."
    assert await chat.text(CommandWord.RECORD, is_monitor=True) == still_on
    chat.room.finish(racer, timedelta(hours=1))
    await chat.answers()
    said = [message.text for message in await chat.ask(CommandWord.RECORD, is_monitor=True)]
    assert said[-1] == "The results are brought up to date."
    assert (await community.race(chat.race.id)).summary.status is LiveRaceStatus.FINISHED
    assert await chat.text(CommandWord.RECORD, is_monitor=True) == "The results are up to date already."
    community.rooms.unreachable = RacetimeUnreachable("racetime.gg can't be reached.")
    assert "gave no answer" in await chat.text(CommandWord.RECORD, is_monitor=True)


async def test_a_room_that_is_no_longer_the_races_own_says_so(community: Community) -> None:
    chat = await Chat.open(community)
    await community.container.live_races.detach_room(community.admin, chat.race.id)
    await chat.answers()
    assert await chat.text(CommandWord.LOCK, is_monitor=True) == "This race has another room now."
