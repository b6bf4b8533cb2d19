"""Who listens to which room, and what they hear of the world's events."""

from collections.abc import Callable, Mapping

from application.domain.clock import Clock
from racetime.rehearsal.connection import Connection
from racetime.rehearsal.documents import Documents
from racetime.rehearsal.events import (
    FinishTakenBack,
    MessageDeleted,
    MessagePosted,
    MessagesPurged,
    PinChanged,
    RaceChanged,
    RaceShown,
    WorldEvent,
)
from racetime.rehearsal.frames import Frame, make_frame
from racetime.rehearsal.quirks import QuirkDice
from racetime.rehearsal.race import Race
from racetime.rehearsal.tasks import Tasks

LONGEST_DELAY = 0.5
"""Seconds after which a late frame is delivered even though no newer one came."""

Renders = Callable[[Race], Mapping[str, str]]


class Hub:
    """Sends frames to the sockets of a slug; as on racetime.gg, two categories' rooms of one slug share them."""

    def __init__(
        self,
        *,
        clock: Clock,
        documents: Documents,
        renders: Renders,
        dice: QuirkDice,
        tasks: Tasks,
    ) -> None:
        self._clock = clock
        self._documents = documents
        self._renders = renders
        self._dice = dice
        self._tasks = tasks
        self._connections: dict[str, list[Connection]] = {}
        self._late: dict[str, tuple[Frame, ...]] = {}

    def add(self, connection: Connection, race: Race) -> None:
        """Let a connection hear the room from now on, beginning with the race as it is."""
        self._connections.setdefault(connection.slug, []).append(connection)
        for frame in self._race_frames(race):
            connection.offer(frame)

    def remove(self, connection: Connection) -> None:
        listening = self._connections.get(connection.slug, [])
        if connection in listening:
            listening.remove(connection)

    def abort(self, slug: str) -> None:
        """Cut every connection of a room, without a close frame."""
        for connection in list(self._connections.get(slug, [])):
            connection.abort()

    def abort_all(self) -> None:
        for slug in list(self._connections):
            self.abort(slug)

    def on_event(self, event: WorldEvent) -> None:
        if not self._connections.get(event.race.slug):
            return
        if isinstance(event, RaceShown) or (isinstance(event, RaceChanged) and event.is_broadcast):
            self._broadcast_race(event.race)
        elif (frame := self._frame_for(event)) is not None:
            self._broadcast(event.race.slug, frame)

    def _frame_for(self, event: WorldEvent) -> Frame | None:
        now, documents = self._clock.now(), self._documents
        match event:
            case MessagePosted(_, message) if message.is_direct:
                return make_frame("chat.dm", now, **documents.direct_message_notice(message))
            case MessagePosted(race, message):
                return make_frame("chat.message", now, message=documents.message(race, message))
            case PinChanged(race, message):
                kind = "chat.pin" if message.is_pinned else "chat.unpin"
                return make_frame(kind, now, message=documents.message(race, message))
            case MessageDeleted(race, message, deleted_by):
                return make_frame("chat.delete", now, delete=documents.deletion(race, message, deleted_by))
            case MessagesPurged(_, user, purged_by):
                return make_frame("chat.purge", now, purge=documents.purge(user, purged_by))
            case FinishTakenBack(_, user):
                return make_frame("race.split", now, split=documents.split_of_undo(user))
            case _:
                return None

    def _broadcast_race(self, race: Race) -> None:
        frames = self._race_frames(race)
        overdue = self._late.pop(race.slug, None)
        if overdue is None and self._dice.frame_is_late():
            self._late[race.slug] = frames
            self._tasks.start(self._deliver_late(race.slug, frames), name="late frame")
            return
        for frame in (*frames, *(overdue or ())):
            self._broadcast(race.slug, frame)

    async def _deliver_late(self, slug: str, frames: tuple[Frame, ...]) -> None:
        await self._clock.sleep(LONGEST_DELAY)
        if self._late.get(slug) is frames:
            del self._late[slug]
            for frame in frames:
                self._broadcast(slug, frame)

    def _broadcast(self, slug: str, frame: Frame) -> None:
        for connection in self._connections.get(slug, []):
            connection.offer(frame)

    def _race_frames(self, race: Race) -> tuple[Frame, ...]:
        now = self._clock.now()
        document = self._documents.race(race)
        renders = dict(self._renders(race))
        return (
            make_frame("race.data", now, race=document, version=race.version),
            make_frame("race.renders", now, renders=renders, version=race.version),
        )
