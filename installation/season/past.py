"""The time in which a season was played: a clock that is set, rooms that only it knows, and nobody who is told."""

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from application.domain.events import Event
from application.domain.ids import OrganizationId
from application.domain.live_races.room import (
    OpenedRoom,
    RoomRequest,
    RoomSnapshot,
    RoomStatus,
    SnapshotSource,
)
from application.events import EventBus
from application.ports import CategoryFacts, FoundAccount, NamedCategory, RoomNotFound

Deed = Callable[[], Awaitable[None]]


class PastClock:
    """Stands where it is until somebody moves it on."""

    def __init__(self, begins_at: datetime) -> None:
        self._now = begins_at

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self.move_to(self._now + timedelta(seconds=seconds))

    def move_to(self, moment: datetime) -> None:
        self._now = max(self._now, moment)


class Agenda:
    """What is going to happen, and when; a deed may add others that follow from it."""

    def __init__(self, clock: PastClock) -> None:
        self._clock = clock
        self._deeds: list[tuple[datetime, int, Deed]] = []
        self._order = count()

    def at(self, moment: datetime, deed: Deed) -> None:
        heapq.heappush(self._deeds, (moment, next(self._order), deed))

    async def play(self) -> None:
        """Let everything happen in the order of time."""
        while self._deeds:
            moment, _, deed = heapq.heappop(self._deeds)
            self._clock.move_to(moment)
            await deed()


class UnheardBus(EventBus):
    """What happened long ago wakes nobody up, and is no news in the log of today."""

    def publish(self, event: Event) -> None:
        """Tell nobody."""


class PastRooms:
    """racetime.gg as it was: rooms in which happens what the season says."""

    def __init__(self, clock: PastClock, address: str, category: CategoryFacts) -> None:
        self._clock = clock
        self._address = address
        self._category = category
        self._rooms: dict[str, RoomSnapshot] = {}

    def show(self, slug: str, **changes: object) -> RoomSnapshot:
        """Let something happen in a room and return what racetime.gg says of it then."""
        before = self._rooms[slug]
        self._rooms[slug] = replace(before, version=before.version + 1, **changes)  # type: ignore[arg-type]
        return self._rooms[slug]

    async def open(self, organization_id: OrganizationId, request: RoomRequest) -> OpenedRoom:  # noqa: ARG002  # of the port
        slug = f"{request.category}/season-{len(self._rooms) + 1:04}"
        self._rooms[slug] = RoomSnapshot(
            slug=slug,
            version=1,
            source=SnapshotSource.DATA,
            status=RoomStatus.OPEN,
            goal=request.goal,
            info_bot=request.info,
            opened_at=self._clock.now(),
            started_at=None,
            ended_at=None,
            cancelled_at=None,
            recorded=False,
            entrants=(),
        )
        return OpenedRoom(slug)

    async def find(self, organization_id: OrganizationId, category: str, tag: str) -> OpenedRoom | None:  # noqa: ARG002  # of the port
        return None

    async def fetch(self, slug: str) -> RoomSnapshot:
        if slug not in self._rooms:
            raise RoomNotFound(f"There is no room {slug}.")
        return self._rooms[slug]

    async def category(self, slug: str) -> CategoryFacts | None:
        return self._category if slug == self._category.slug else None

    async def categories(self) -> tuple[NamedCategory, ...]:
        return (NamedCategory(self._category.slug, self._category.name),)

    async def find_accounts(self, name: str) -> tuple[FoundAccount, ...]:  # noqa: ARG002  # of the port
        return ()

    def address_of(self, slug: str) -> str:
        return f"{self._address}/{slug}"

    def profile_address_of(self, racetime_id: str) -> str:
        return f"{self._address}/user/{racetime_id}"
