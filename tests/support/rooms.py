"""racetime.gg as the services see it, held in memory: for tests of rules, not of the protocol."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from application.domain.clock import Clock
from application.domain.ids import OrganizationId
from application.domain.live_races.room import (
    Ending,
    Entrant,
    EntrantStatus,
    OpenedRoom,
    RoomRequest,
    RoomSettings,
    RoomSnapshot,
    RoomStatus,
    SnapshotSource,
    tag_mark,
)
from application.ports import CategoryFacts, FoundAccount, NamedCategory, RacetimeError, RoomNotFound

CATEGORY = "alttpr"
GOAL = "Beat the game"


@dataclass
class ScriptedRoom:
    """A room whose story a test tells; every step raises the version."""

    slug: str
    clock: Clock
    request: RoomRequest
    version: int = 1
    status: RoomStatus = RoomStatus.OPEN
    started_at: datetime | None = None
    ended_at: datetime | None = None
    cancelled_at: datetime | None = None
    recorded: bool = False
    entrants: dict[str, Entrant] = field(default_factory=dict)
    opened_at: datetime | None = None
    hides_entrants: bool = False
    is_cancelled: bool = False
    was_cancelled: bool = False
    gave_up: set[str] = field(default_factory=set)
    has_chat: bool = True
    """Whether the room's chat can be read, which tells how a race ended."""

    @property
    def ending(self) -> Ending | None:
        if self.status not in (RoomStatus.FINISHED, RoomStatus.CANCELLED) or not self.has_chat:
            return None
        if self.is_cancelled and self.status is RoomStatus.CANCELLED:
            return Ending.CANCELLED
        return Ending.REVIVED if self.was_cancelled else Ending.BY_RACERS

    def snapshot(self, source: SnapshotSource = SnapshotSource.DATA) -> RoomSnapshot:
        hidden = self.hides_entrants and self.status not in (RoomStatus.FINISHED, RoomStatus.CANCELLED)
        ending = self.ending
        entrants = [
            replace(entrant, gave_up=key in self.gave_up)
            if ending is not None and entrant.status is EntrantStatus.DNF
            else entrant
            for key, entrant in self.entrants.items()
        ]
        return RoomSnapshot(
            slug=self.slug,
            version=self.version,
            source=source,
            status=self.status,
            goal=self.request.goal,
            info_bot=self.request.info,
            opened_at=self.opened_at,
            started_at=self.started_at,
            ended_at=self.ended_at,
            cancelled_at=self.cancelled_at,
            recorded=self.recorded,
            entrants=tuple(
                replace(entrant, key=f"nameless:{number}", racetime_id=None, name="Hidden") if hidden else entrant
                for number, entrant in enumerate(entrants, start=1)
            ),
            hides_entrants=hidden,
            ending=ending,
        )

    def join(self, *racetime_ids: str) -> None:
        for racetime_id in racetime_ids:
            self.version += 1
            self.entrants[racetime_id] = Entrant(
                racetime_id, racetime_id, f"Racer {racetime_id}", EntrantStatus.NOT_READY
            )

    def stream(self, racetime_id: str, channel: str, pronouns: str = "") -> None:
        self.version += 1
        self._set(racetime_id, channel=channel, pronouns=pronouns)

    def ready(self, *racetime_ids: str) -> None:
        for racetime_id in racetime_ids:
            self.version += 1
            self._set(racetime_id, status=EntrantStatus.READY)

    def unready(self, *racetime_ids: str) -> None:
        for racetime_id in racetime_ids:
            self.version += 1
            self._set(racetime_id, status=EntrantStatus.NOT_READY)

    def leave(self, racetime_id: str) -> None:
        self.version += 1
        del self.entrants[racetime_id]

    def count_down(self) -> None:
        self.version += 1
        self.status = RoomStatus.PENDING
        self.started_at = self.clock.now() + timedelta(seconds=self.request.settings.start_delay)

    def start(self) -> None:
        self.version += 2
        self.status = RoomStatus.IN_PROGRESS
        self.started_at = self.clock.now()
        for key in self.entrants:
            self._set(key, status=EntrantStatus.IN_PROGRESS)

    def finish(self, racetime_id: str, after: timedelta) -> None:
        assert self.started_at is not None
        self.version += 1
        self._set(
            racetime_id,
            status=EntrantStatus.DONE,
            finish_time=after,
            finished_at=self.started_at + after,
        )
        self._place()
        self._end_if_over()

    def forfeit(self, racetime_id: str) -> None:
        self.version += 1
        self.gave_up.add(racetime_id)
        self._set(racetime_id, status=EntrantStatus.DNF)
        self._end_if_over()

    def disqualify(self, racetime_id: str) -> None:
        self.version += 1
        self._set(racetime_id, status=EntrantStatus.DQ, place=None)
        self._place()
        self._end_if_over()

    def undo(self, racetime_id: str) -> None:
        self.version += 1
        self.is_cancelled = False
        self.gave_up.discard(racetime_id)
        self._set(racetime_id, status=EntrantStatus.IN_PROGRESS, finish_time=None, finished_at=None, place=None)
        self.status, self.ended_at, self.cancelled_at = RoomStatus.IN_PROGRESS, None, None
        self._place()

    def reinstate(self, racetime_id: str, finish_time: timedelta) -> None:
        """Take a disqualification back."""
        self.edit(racetime_id, finish_time)
        self.version += 1

    def edit(self, racetime_id: str, finish_time: timedelta | None) -> None:
        """Give a racer another time, or None for a forfeit, as a moderator does.

        racetime.gg works out anew whether the race is finished or cancelled, and raises the version.
        """
        assert self.started_at is not None
        self.version += 1
        if finish_time is None:
            self._set(racetime_id, status=EntrantStatus.DNF, finish_time=None, finished_at=None, place=None)
        else:
            finished_at = self.started_at + finish_time
            self._set(racetime_id, status=EntrantStatus.DONE, finish_time=finish_time, finished_at=finished_at)
        self._place()
        if self.ended_at is not None:
            has_finisher = any(entrant.status is EntrantStatus.DONE for entrant in self.entrants.values())
            self.status = RoomStatus.FINISHED if has_finisher else RoomStatus.CANCELLED
            self.cancelled_at = None if has_finisher else self.ended_at

    def rename(self, key: str, name: str) -> None:
        self.version += 1
        self._set(key, name=name)

    def cancel(self) -> None:
        self.version += 1
        self.status = RoomStatus.CANCELLED
        self.cancelled_at = self.clock.now()
        self.is_cancelled = self.was_cancelled = True
        if self.started_at is not None:
            self.ended_at = self.clock.now()
            for key, entrant in self.entrants.items():
                if entrant.status is EntrantStatus.IN_PROGRESS:
                    self._set(key, status=EntrantStatus.DNF)

    def split_up(self) -> None:
        """Divide the entrants over separate rooms, as a partitioned race does."""
        self.version += 1
        self.status = RoomStatus.PARTITIONED
        self.cancelled_at = self.clock.now()

    def comment(self, racetime_id: str, text: str) -> None:
        self.version += 1
        self._set(racetime_id, comment=text)

    def forget_account(self, racetime_id: str) -> None:
        """Show an entrant without a user, as after their account was deleted."""
        self.version += 1
        gone = self.entrants.pop(racetime_id)
        number = sum(entrant.racetime_id is None for entrant in self.entrants.values()) + 1
        key = f"nameless:{number}"
        self.entrants[key] = replace(gone, key=key, racetime_id=None, name="Unknown racer")

    def record(self) -> None:
        self.version += 1
        self.recorded = True

    def finish_all(self, first: timedelta, gap: timedelta) -> None:
        """Let everybody finish one after the other, and the race end, in one step."""
        assert self.started_at is not None
        self.version += len(self.entrants)
        for place, key in enumerate(list(self.entrants), start=1):
            time = first + gap * (place - 1)
            self._set(key, status=EntrantStatus.DONE, place=place, finish_time=time, finished_at=self.started_at + time)
        self._end_if_over()

    def _set(self, key: str, **values: object) -> None:
        self.entrants[key] = replace(self.entrants[key], **values)  # type: ignore[arg-type]

    def _place(self) -> None:
        done = [entrant for entrant in self.entrants.values() if entrant.status is EntrantStatus.DONE]
        done.sort(key=lambda entrant: entrant.finish_time or timedelta.max)
        for place, entrant in enumerate(done, start=1):
            self._set(entrant.key, place=place)

    def _end_if_over(self) -> None:
        statuses = [entrant.status for entrant in self.entrants.values()]
        if EntrantStatus.IN_PROGRESS in statuses:
            return
        self.version += 1
        self.ended_at = self.clock.now()
        if EntrantStatus.DONE in statuses:
            self.status = RoomStatus.FINISHED
        else:
            self.status, self.cancelled_at = RoomStatus.CANCELLED, self.clock.now()


class ScriptedRooms:
    """Implements `application.ports.RaceRooms`; `trouble` holds errors for the next calls of `open`."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.rooms: dict[str, ScriptedRoom] = {}
        self.trouble: list[RacetimeError] = []
        self.unreachable: RacetimeError | None = None
        self.times_read = 0
        self.accounts: list[FoundAccount] = []
        self.categories_known = {
            CATEGORY: CategoryFacts(CATEGORY, "A Link to the Past Randomizer", (GOAL, "All dungeons"))
        }

    @property
    def only(self) -> ScriptedRoom:
        (room,) = self.rooms.values()
        return room

    async def open(self, organization_id: OrganizationId, request: RoomRequest) -> OpenedRoom:
        if self.trouble:
            raise self.trouble.pop(0)
        slug = f"{request.category}/test-room-{len(self.rooms) + 1:04}"
        self.rooms[slug] = ScriptedRoom(slug, self.clock, request, opened_at=self.clock.now())
        return OpenedRoom(slug)

    def opened_by_hand(self, category: str = CATEGORY) -> ScriptedRoom:
        """Open a room that no live race asked for."""
        slug = f"{category}/by-hand-{len(self.rooms) + 1:04}"
        request = RoomRequest(category, GOAL, "", "", RoomSettings())
        self.rooms[slug] = ScriptedRoom(slug, self.clock, request, opened_at=self.clock.now())
        return self.rooms[slug]

    async def find(self, organization_id: OrganizationId, category: str, tag: str) -> OpenedRoom | None:
        if self.unreachable is not None:
            raise self.unreachable
        for room in self.rooms.values():
            if tag_mark(tag) in room.request.info:
                return OpenedRoom(room.slug)
        return None

    async def fetch(self, slug: str) -> RoomSnapshot:
        self.times_read += 1
        if self.unreachable is not None:
            raise self.unreachable
        if slug not in self.rooms:
            raise RoomNotFound(f"There is no room {slug}.")
        return self.rooms[slug].snapshot()

    async def category(self, slug: str) -> CategoryFacts | None:
        if self.unreachable is not None:
            raise self.unreachable
        return self.categories_known.get(slug)

    async def categories(self) -> tuple[NamedCategory, ...]:
        if self.unreachable is not None:
            raise self.unreachable
        return tuple(NamedCategory(facts.slug, facts.name) for facts in self.categories_known.values())

    async def find_accounts(self, name: str) -> tuple[FoundAccount, ...]:
        if self.unreachable is not None:
            raise self.unreachable
        bare, _, discriminator = name.casefold().partition("#")
        return tuple(
            account
            for account in self.accounts
            if account.name.casefold().partition("#")[0] == bare
            and discriminator in ("", account.name.partition("#")[2])
        )

    def address_of(self, slug: str) -> str:
        return f"http://racetime.test/{slug}"

    def profile_address_of(self, racetime_id: str) -> str:
        return f"http://racetime.test/user/{racetime_id}"
