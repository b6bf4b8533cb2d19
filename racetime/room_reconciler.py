"""Bringing a room in line with what it should be, and keeping it there."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from application.domain.clock import Clock
from application.domain.live_races.results import SeenSnapshot, is_stale
from application.domain.live_races.room import ROOM_OVER, RoomSnapshot, RoomStatus
from application.domain.pauses import growing_pause
from application.read_models import AttendedRoom, DesiredRoom
from racetime import documents, wire
from racetime.service_ports import GuardedRoomService
from racetime.socket_session import SocketSession

logger = logging.getLogger(__name__)

CONFIRMATION_SECONDS = 10
"""How long a write may take to show in a race document before it is compared again."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=1)
_CALM = timedelta(minutes=2)
"""A write that held for so long starts again with the shortest pause."""


@dataclass(frozen=True, slots=True)
class RoomWrite:
    """One change to a room, and how to see that it holds; `frame` is None for the one that sockets can't make."""

    name: str
    frame: str | None
    holds: Callable[[RoomSnapshot], bool]

    @property
    def key(self) -> str:
        return self.frame or self.name


def writes_for(desired: DesiredRoom, snapshot: RoomSnapshot) -> tuple[RoomWrite, ...]:
    """Return what is to be changed in a room, the most important first; empty when all of it holds.

    A room that racetime.gg calls over isn't cancelled, only an open one is made invitational, nobody is removed once
    the countdown runs, and an info is never cleared because racetime.gg ignores an empty one. Only when it is
    settled who is in the room may the race start: it does so at once where everybody is ready.
    """
    writes = []
    if desired.cancel and snapshot.status not in ROOM_OVER:
        writes.append(RoomWrite("cancel", wire.cancel(), _is_over))
    if desired.invitational and snapshot.status is RoomStatus.OPEN:
        writes.append(RoomWrite("make_invitational", wire.make_invitational(), _is_not_open))
    if snapshot.status in (RoomStatus.OPEN, RoomStatus.INVITATIONAL):
        present = {entrant.racetime_id for entrant in snapshot.joined}
        writes += [
            RoomWrite("remove_entrant", wire.remove_entrant(racetime_id), _lacks(racetime_id))
            for racetime_id in desired.remove
            if racetime_id in present
        ]
    is_settled = not writes and snapshot.status in (RoomStatus.OPEN, RoomStatus.INVITATIONAL)
    if is_settled and desired.begin and snapshot.may_begin:
        writes.append(RoomWrite("begin", wire.begin(), _has_begun))
    elif is_settled and desired.starts_by_itself and snapshot.waits_for_bot:
        writes.append(RoomWrite("start automatically", None, lambda latest: not latest.waits_for_bot))
    wanted = documents.clean_info(desired.info or "")
    if wanted and wanted != snapshot.info_bot:
        writes.append(RoomWrite("setinfo", wire.setinfo(wanted), lambda latest: latest.info_bot == wanted))
    return tuple(writes)


def _is_over(snapshot: RoomSnapshot) -> bool:
    return snapshot.status in ROOM_OVER


def _has_begun(snapshot: RoomSnapshot) -> bool:
    return snapshot.status not in (RoomStatus.OPEN, RoomStatus.INVITATIONAL)


def _is_not_open(snapshot: RoomSnapshot) -> bool:
    return snapshot.status is not RoomStatus.OPEN


def _lacks(racetime_id: str) -> Callable[[RoomSnapshot], bool]:
    return lambda snapshot: all(entrant.racetime_id != racetime_id for entrant in snapshot.joined)


@dataclass(slots=True)
class _Pace:
    """When a write may be repeated: pauses double, so that two bots that disagree don't flood the room."""

    written_at: datetime
    repeats: int = 0

    @property
    def next_at(self) -> datetime:
        return self.written_at + growing_pause(self.repeats + 1, first=_FIRST_PAUSE, longest=_LONGEST_PAUSE)


@dataclass(slots=True)
class RoomMemory:
    """What is known of a room beyond one connection: the newest snapshot, and how often something was written."""

    latest: RoomSnapshot | None = None
    paces: dict[str, _Pace] = field(default_factory=dict)

    def take(self, snapshot: RoomSnapshot) -> None:
        """Keep a snapshot unless a newer one is known; frames arrive out of order."""
        latest = self.latest
        if latest is None or not is_stale(snapshot, SeenSnapshot(latest.version, latest.source)):
            self.latest = snapshot


class RoomReconciler:
    """Makes one write at a time, waits until a race document shows it, and repeats it until it holds.

    racetime.gg accepts a write and may then save an older copy of the room over it without a word.
    """

    def __init__(
        self,
        room: AttendedRoom,
        *,
        room_service: GuardedRoomService,
        clock: Clock,
        memory: RoomMemory,
        talk: SocketSession,
        let_start: Callable[[], Awaitable[None]],
        look: Callable[[], Awaitable[None]],
    ) -> None:
        """`look` reads `/data` and hands on what it says, for a socket that shows nothing."""
        self._room = room
        self._let_start = let_start
        self._look = look
        self._room_service = room_service
        self._clock = clock
        self._memory = memory
        self._talk = talk
        self.repeat_at: datetime | None = None
        """When a write that had to wait for its turn may be made; None when none waits."""
        self.has_written = asyncio.Event()

    async def one_write(self) -> bool:
        """Make the most important write that is due; tells whether there was one.

        Raises `TokenDenied` when racetime.gg refuses it because of the token and `SocketLost` when it gives no answer.
        """
        self.repeat_at = None
        snapshot = self._memory.latest
        if snapshot is None:
            return False
        desired = await self._room_service.desired(self._room)
        if desired is None:
            return False
        writes = writes_for(desired, snapshot)
        due = [write for write in writes if self._may_write(write)]
        if not due:
            self.repeat_at = min((self._memory.paces[write.key].next_at for write in writes), default=None)
            return False
        await self._write(due[0])
        return True

    def _may_write(self, write: RoomWrite) -> bool:
        pace = self._memory.paces.get(write.key)
        return pace is None or self._clock.now() >= pace.next_at

    async def _write(self, write: RoomWrite) -> None:
        logger.info("Writing to a room: room=%s action=%s", self._room.slug, write.name)
        await (self._let_start() if write.frame is None else self._talk.act(write.frame))
        is_shown = await self._talk.until(lambda: self._holds(write), CONFIRMATION_SECONDS)
        # Counted only now: a write that was lost with its token or socket is made again without a pause.
        self._count(write)
        self.has_written.set()
        if not is_shown:
            logger.warning("A write does not show: room=%s action=%s", self._room.slug, write.name)
            await self._look()

    def _holds(self, write: RoomWrite) -> bool:
        return self._memory.latest is not None and write.holds(self._memory.latest)

    def _count(self, write: RoomWrite) -> None:
        now = self._clock.now()
        pace = self._memory.paces.get(write.key)
        if pace is None or now - pace.written_at > _CALM:
            self._memory.paces[write.key] = _Pace(now)
        else:
            pace.written_at = now
            pace.repeats += 1
