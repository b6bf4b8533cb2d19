"""What the bots ask before they act and speak, and where they bring what they hear."""

from application.access import Access
from application.domain.ids import MESSAGE, ROOM, MessageId, RoomId
from application.domain.live_races.live_race import (
    LiveRaceStatus,
)
from application.domain.live_races.room import CHAT_LIMIT, RoomSnapshot
from application.domain.live_races.seed_vault import SeedState
from application.domain.messages import room_lines
from application.domain.messages.channels import Destination
from application.domain.messages.delivery import retry_delay
from application.domain.messages.room_lines import ChatButton, RoomLineKind
from application.page_links import PageLinks
from application.read_models import AttendedRoom, DesiredRoom, RoomCommand, RoomMessage
from application.repositories.operations.due_work_repository import DueWorkRepository
from application.services.live_race_timeline import room_settings_for
from application.services.live_races.commands import LiveRaceCommands
from application.services.live_races.judging import to_be_removed
from application.services.live_races.opening import info_of
from application.services.live_races.room_lifecycle import LiveRaceRooms, must_close
from application.services.live_races.room_lines import room_partition, still_holds
from application.services.live_races.start_calls import must_begin
from application.services.live_races.views import seed_of
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournamentLiveRace
from models.event_log import OutboxMessage
from models.live_race_room import AsyncTournamentLiveRaceRoom

_MOST_ATTEMPTS = 3
"""How often a line is said that racetime.gg refuses: the lines behind it, maybe the seed, must not wait for ever."""


class RoomService:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        due: DueWorkRepository,
        rooms: LiveRaceRooms,
        commands: LiveRaceCommands,
        links: PageLinks,
    ) -> None:
        self._units = units
        self._access = access
        self._due = due
        self._rooms = rooms
        self._commands = commands
        self._links = links

    async def rooms_to_attend(self) -> tuple[AttendedRoom, ...]:
        """Return the rooms of all races that are not final yet."""
        return tuple(
            AttendedRoom(room.room_id, room.organization_id, room.live_race_id, room.slug)
            for room in await self._due.rooms_to_attend()
        )

    async def apply_room_snapshot(self, room_id: RoomId, snapshot: RoomSnapshot) -> bool:
        """The one path of all racetime.gg data; returns whether anything changed."""
        return await self._rooms.apply_snapshot(room_id, snapshot)

    async def desired_room(self, room_id: RoomId) -> DesiredRoom:
        """Return how the room ought to be now."""
        reading = self._units.reading(await self._access.as_system_at(ROOM, room_id))
        room = await reading.rooms.get_by_id(room_id)
        if room.follows_only:
            return _NOTHING_TO_DO
        race = await reading.live_races.get_by_id(room.live_race_id)
        current = race.racetime_slug == room.slug
        seed = seed_of(race)
        waiting = current and race.status is LiveRaceStatus.PENDING
        running = current and race.status is LiveRaceStatus.IN_PROGRESS
        remove: tuple[str, ...] = ()
        if waiting and race.locked_at is not None:
            remove = to_be_removed(race, await reading.entrants.list_for_race(race.id))
        starts_by_itself = False
        may_no_longer_wait = self._units.clock.now() >= max(race.scheduled_at, race.locks_at)
        if waiting and (race.locked_at is not None or may_no_longer_wait):
            starts_by_itself = (await room_settings_for(reading, race, race.tournament)).auto_start
        return DesiredRoom(
            invitational=waiting and race.locked_at is not None,
            info=info_of(race, self._links, seed=seed.url) if waiting or running else None,
            cancel=must_close(room),
            remove=remove,
            starts_by_itself=starts_by_itself,
            begin=waiting and must_begin(race),
        )

    async def room_command(self, room_id: RoomId, command: RoomCommand) -> None:
        """Answer what somebody asked in a room."""
        await self._commands.answer(room_id, command)

    @tried_twice
    async def take_over_room_messages(self, room_id: RoomId) -> None:
        """Free the line that whoever spoke in the room before was saying, however that ended.

        Said twice it shows once: racetime.gg knows it again by its guid, and the room's history is looked at first.
        """
        async with self._units(await self._access.as_system_at(ROOM, room_id)) as work:
            await work.outbox.take_over(Destination.RACETIME, room_partition(room_id))

    @tried_twice
    async def next_room_message(self, room_id: RoomId) -> RoomMessage | None:
        """Take the next line to be said in the room for a minute; its text is made from the facts of this moment.

        Lines that no longer hold are dropped on the way.
        """
        async with self._units(await self._access.as_system_at(ROOM, room_id)) as work:
            while (message := await work.outbox.take_next(Destination.RACETIME, room_partition(room_id))) is not None:
                room = await work.rooms.get_by_id(room_id)
                race = await work.live_races.get_by_id(room.live_race_id)
                if still_holds(message, race, work.clock.now()):
                    return self._worded(message, race, room)
                await work.outbox.supersede(message)
            return None

    @tried_twice
    async def room_message_sent(self, message_id: MessageId) -> None:
        async with self._units(await self._access.as_system_at(MESSAGE, message_id)) as work:
            await work.outbox.mark_sent(await work.outbox.get_room_line(message_id))

    @tried_twice
    async def room_message_failed(self, message_id: MessageId, reason: str) -> None:
        async with self._units(await self._access.as_system_at(MESSAGE, message_id)) as work:
            message = await work.outbox.get_room_line(message_id)
            if message.attempts >= _MOST_ATTEMPTS:
                await work.outbox.give_up(message, reason)
                return
            await work.outbox.postpone(message, reason, retry_delay(message.attempts))

    def _worded(
        self, message: OutboxMessage, race: AsyncTournamentLiveRace, room: AsyncTournamentLiveRaceRoom
    ) -> RoomMessage:
        text = str(message.payload["text"])
        if message.kind == RoomLineKind.SEED:
            text = self._seed_line(race) if race.racetime_slug == room.slug else "This race has another room now."
        return RoomMessage(
            id=message.id,
            guid=message.nonce,
            text=text[:CHAT_LIMIT],
            direct_to=message.payload.get("direct_to"),
            pinned=bool(message.payload.get("pinned")),
            buttons=tuple(ChatButton(*button) for button in message.payload.get("buttons", ())),
            was_tried=message.attempts > 1,
        )

    def _seed_line(self, race: AsyncTournamentLiveRace) -> str:
        seed = seed_of(race)
        if seed.state is not SeedState.RELEASED or seed.url is None:
            return "The seed of this race is announced here in a moment."
        return room_lines.seed_text(seed.url, seed.notes or "", seed.commitment, self._links.live_race(race.id))


_NOTHING_TO_DO = DesiredRoom(invitational=False, info=None, cancel=False)
