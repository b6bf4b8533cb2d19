"""Rooms on racetime.gg: opened once, locked and released on time, followed until the results are final."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import uuid4

from application.access import Access
from application.context import OrgContext
from application.domain import announcements
from application.domain.announcements import Destination, RoomLineKind
from application.domain.errors import NotFound
from application.domain.events import (
    AsyncLiveRaceRoomOpenedEvent,
    AsyncLiveRaceRoomOpeningFailedEvent,
)
from application.domain.ids import LiveRaceId, MessageId, OrganizationId, RoomId
from application.domain.live_race import (
    LiveRaceStatus,
    LiveRaceTrigger,
    may_move,
    next_status,
    poll_interval,
    retry_delay,
)
from application.domain.room import (
    CHAT_LIMIT,
    ROOM_OVER,
    OpenedRoom,
    RoomRequest,
    RoomSnapshot,
    room_info,
)
from application.domain.seed_vault import SeedState
from application.links import PageLinks
from application.ports import (
    RaceRooms,
    RacetimeError,
    RacetimeUnreachable,
    RoomNotFound,
    RoomOutcomeUnknown,
)
from application.read_models import AttendedRoom, RoomMessage, RoomOrders
from application.repositories.site_repository import SiteRepository
from application.services.live_race_lock import identity_of, lock, release, room_channel, rules_for, say
from application.services.live_race_results import RaceRows, SnapshotApplication
from application.services.live_race_timeline import InstallationDefaults, room_settings_for
from application.services.live_race_views import seed_of
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, Work
from models import AsyncTournamentLiveRace, AsyncTournamentLiveRaceRoom

logger = logging.getLogger(__name__)

_CACHE_OF_ROOM_LISTS = timedelta(seconds=65)
"""racetime.gg may serve a list of rooms that is 60 s old; a room made just now is in it only after that."""


class OpeningOutcome(StrEnum):
    OPENED = "opened"
    NOT_DUE = "not_due"
    """Somebody else is at it, or it is not the time."""
    FAILED = "failed"
    """Noted with the reason; it is tried again."""


@dataclass(frozen=True, slots=True)
class _Claim:
    request: RoomRequest
    look_first: bool
    """An earlier attempt may have made the room without anybody hearing of it."""
    attempt: int


class LiveRaceRooms:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: SiteRepository,
        rooms: RaceRooms,
        links: PageLinks,
        defaults: InstallationDefaults,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._rooms = rooms
        self._links = links
        self._defaults = defaults

    # Opening

    async def open(self, live_race_id: LiveRaceId, *, force: bool = False) -> OpeningOutcome:
        """Open the race's room if it is due and nobody else is doing it.

        Claim, call, record: a process that dies in between leaves a claim that ends by itself, and a room with the
        race's tag that the next attempt adopts. `force` opens before the time and cuts a retry delay short.
        """
        ctx = await self._system(await self._site.organization_of_live_race(live_race_id), "live race")
        claim = await self._claim(ctx, live_race_id, force=force)
        if claim is None:
            return OpeningOutcome.NOT_DUE
        try:
            opened = await self._find_or_open(ctx.organization_id, claim)
        except RacetimeError as error:
            await self._note_failure(ctx, live_race_id, claim, error)
            return OpeningOutcome.FAILED
        await self._note_opened(ctx, live_race_id, opened)
        return OpeningOutcome.OPENED

    async def _claim(self, ctx: OrgContext, live_race_id: LiveRaceId, *, force: bool) -> _Claim | None:
        async with self._units(ctx) as work:
            if not await work.live_races.claim_room_opening(live_race_id, force=force):
                return None
            race = await work.live_races.get_by_id(live_race_id)
            look_first = race.room_outcome_unknown
            race.room_outcome_unknown = True
            race.room_tag = race.room_tag or f"sb2-{uuid4().hex[:20]}"
            race.racetime_goal = race.tournament.racetime_goal
            await work.live_races.update_live_race(race)
            request = RoomRequest(
                category=race.tournament.racetime_category,
                goal=race.racetime_goal,
                info=self._info(race, seed=None),
                tag=race.room_tag,
                settings=await room_settings_for(work, race, race.tournament),
            )
            return _Claim(request, look_first, race.room_attempts)

    async def _find_or_open(self, organization_id: OrganizationId, claim: _Claim) -> OpenedRoom:
        if claim.look_first:
            found = await self._rooms.find(organization_id, claim.request.category, claim.request.tag)
            if found is not None:
                return found
        return await self._rooms.open(organization_id, claim.request)

    @tried_twice
    async def _note_failure(
        self, ctx: OrgContext, live_race_id: LiveRaceId, claim: _Claim, error: RacetimeError
    ) -> None:
        unknown = isinstance(error, RoomOutcomeUnknown) or (claim.look_first and isinstance(error, RacetimeUnreachable))
        delay = retry_delay(claim.attempt)
        if unknown:
            delay = max(delay, _CACHE_OF_ROOM_LISTS)
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            race.room_outcome_unknown = unknown
            race.room_claimed_until = None
            race.room_error = str(error)[:500]
            race.room_retry_at = work.clock.now() + delay
            await work.live_races.update_live_race(race)
            who = identity_of(race)
            work.record(
                AsyncLiveRaceRoomOpeningFailedEvent(
                    who.organization_id,
                    who.tournament_id,
                    who.live_race_id,
                    attempt=claim.attempt,
                    reason=race.room_error,
                    retry_at=race.room_retry_at,
                )
            )

    @tried_twice
    async def _note_opened(self, ctx: OrgContext, live_race_id: LiveRaceId, opened: OpenedRoom) -> None:
        """Record the room; if the race was cancelled meanwhile, the room is recorded to be closed again."""
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            race.room_claimed_until = race.room_retry_at = None
            race.room_outcome_unknown, race.room_attempts, race.room_error = False, 0, ""
            if not await work.rooms.slug_is_known(opened.slug):
                await self._add_room(work, race, opened)
            await work.live_races.update_live_race(race)

    async def _add_room(self, work: Work, race: AsyncTournamentLiveRace, opened: OpenedRoom) -> None:
        now = work.clock.now()
        previous = await work.rooms.find_current(race.id)
        wanted = may_move(race.status, LiveRaceTrigger.ROOM_OPENED)
        room = AsyncTournamentLiveRaceRoom(
            live_race_id=race.id,
            number=previous.number + 1 if previous is not None else 1,
            slug=opened.slug,
            tag=race.room_tag or "",
            next_poll_at=now + poll_interval(None),
            cancel_wanted_at=None if wanted else now,
        )
        await work.rooms.create_room(room)
        if not wanted:
            return
        race.status = next_status(race.status, LiveRaceTrigger.ROOM_OPENED)
        race.racetime_slug = opened.slug
        race.room_open_time = now
        who = identity_of(race)
        work.record(
            AsyncLiveRaceRoomOpenedEvent(
                who.organization_id,
                who.tournament_id,
                who.live_race_id,
                racetime_slug=opened.slug,
                scheduled_at=race.scheduled_at,
            )
        )
        minutes = round((race.scheduled_at - race.locks_at).total_seconds() / 60)
        line = announcements.welcome(_title(race), race.tournament.name, self._links.live_race(race.id), minutes)
        await say(work, race, room, [line])

    # Lock and release

    @tried_twice
    async def lock(self, live_race_id: LiveRaceId) -> bool:
        """Settle who counts, once; the seed goes out with it when that is its moment. False when not (yet) possible."""
        ctx = await self._system(await self._site.organization_of_live_race(live_race_id), "live race")
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            room = await work.rooms.find_current(race.id)
            if race.status is not LiveRaceStatus.PENDING or race.locked_at is not None or room is None:
                return False
            organization = await work.organization.get()
            rules = rules_for(race, race.tournament, organization, self._defaults)
            locked = await lock(work, race, room, rules, self._links)
            if locked and race.releases_at is not None and race.releases_at <= work.clock.now():
                await release(work, race, room)
            await work.live_races.update_live_race(race)
            return locked

    @tried_twice
    async def release(self, live_race_id: LiveRaceId) -> bool:
        """Hand out the seed of a locked race, once."""
        ctx = await self._system(await self._site.organization_of_live_race(live_race_id), "live race")
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            if race.locked_at is None or race.released_at is not None or race.permalink_id is None:
                return False
            await release(work, race, await work.rooms.find_current(race.id))
            await work.live_races.update_live_race(race)
            return True

    # Following

    @tried_twice
    async def apply_snapshot(self, room_id: RoomId, snapshot: RoomSnapshot) -> bool:
        """Bring the stored race in line with what the room says; returns whether anything changed.

        Safe to repeat, to miss and to reorder. A snapshot of a room that is no longer the race's own only tells when
        that room is over.
        """
        ctx = await self._system(await self._site.organization_of_room(room_id), "room")
        async with self._units(ctx) as work:
            room = await work.rooms.get_by_id(room_id)
            race = await work.live_races.get_by_id(room.live_race_id, for_update=True)
            room = await work.rooms.get_by_id(room_id)
            if race.racetime_slug != room.slug:
                await self._note_old_room(work, room, snapshot)
                return False
            organization = await work.organization.get()
            rules = rules_for(race, race.tournament, organization, self._defaults)
            rows = RaceRows(race, race.tournament, room, rules)
            return await SnapshotApplication(work, rows, self._links).apply(snapshot)

    async def poll(self, room_id: RoomId, slug: str) -> None:
        """Fetch a room's data and apply it; when racetime.gg can't be reached the next poll comes later."""
        try:
            snapshot = await self._rooms.fetch(slug)
        except RacetimeError as error:
            logger.warning("racetime.gg gave no data for room %s: %s", slug, error)
            await self._note_no_data(room_id, vanished=isinstance(error, RoomNotFound))
            return
        await self.apply_snapshot(room_id, snapshot)

    async def _note_no_data(self, room_id: RoomId, *, vanished: bool) -> None:
        """Ask again later; a room that is gone is left alone once its race was called off."""
        ctx = await self._system(await self._site.organization_of_room(room_id), "room")
        async with self._units(ctx) as work:
            room = await work.rooms.get_by_id(room_id)
            race = await work.live_races.get_by_id(room.live_race_id)
            now = work.clock.now()
            room.next_poll_at = now + 2 * poll_interval(None)
            if vanished and race.status is LiveRaceStatus.CANCELLED:
                room.closed_at, room.next_poll_at = now, None
            await work.rooms.update_room(room)

    async def _note_old_room(self, work: Work, room: AsyncTournamentLiveRaceRoom, snapshot: RoomSnapshot) -> None:
        room.status, room.last_version = snapshot.status, max(room.last_version, snapshot.version)
        room.last_snapshot_at = work.clock.now()
        room.next_poll_at = work.clock.now() + poll_interval(None)
        if snapshot.status in ROOM_OVER:
            room.closed_at, room.next_poll_at = work.clock.now(), None
        await work.rooms.update_room(room)

    # What the bot in the room is to do

    async def to_attend(self) -> tuple[AttendedRoom, ...]:
        """Return the rooms of all races that are not final yet."""
        return tuple(
            AttendedRoom(room.room_id, room.organization_id, room.live_race_id, room.slug)
            for room in await self._site.rooms_to_attend()
        )

    async def orders(self, room_id: RoomId) -> RoomOrders:
        """Return how the room ought to be now."""
        ctx = await self._system(await self._site.organization_of_room(room_id), "room")
        reading = self._units.reading(ctx)
        room = await reading.rooms.get_by_id(room_id)
        race = await reading.live_races.get_by_id(room.live_race_id)
        current = race.racetime_slug == room.slug
        seed = seed_of(race)
        running = race.status in (LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS)
        return RoomOrders(
            invitational=current and race.status is LiveRaceStatus.PENDING and race.locked_at is not None,
            info=self._info(race, seed=seed.url) if current and running else None,
            cancel=room.cancel_wanted_at is not None and room.status not in ROOM_OVER,
        )

    async def next_message(self, room_id: RoomId) -> RoomMessage | None:
        """Take the next line to be said in the room for a minute; its text is made from the facts of this moment."""
        ctx = await self._system(await self._site.organization_of_room(room_id), "room")
        async with self._units(ctx) as work:
            message = await work.outbox.lease_next(Destination.RACETIME, room_channel(room_id))
            if message is None:
                return None
            text = str(message.payload["text"])
            if message.kind == RoomLineKind.SEED:
                room = await work.rooms.get_by_id(room_id)
                race = await work.live_races.get_by_id(room.live_race_id)
                text = self._seed_line(race)
            return RoomMessage(
                id=message.id,
                guid=message.nonce,
                text=text[:CHAT_LIMIT],
                direct_to=message.payload.get("direct_to"),
                pinned=bool(message.payload.get("pinned")),
            )

    async def message_sent(self, message_id: MessageId) -> None:
        ctx = await self._system(await self._site.organization_of_message(message_id), "message")
        async with self._units(ctx) as work:
            await work.outbox.mark_sent(message_id)

    async def message_failed(self, message_id: MessageId, reason: str) -> None:
        ctx = await self._system(await self._site.organization_of_message(message_id), "message")
        async with self._units(ctx) as work:
            await work.outbox.mark_failed(message_id, reason)

    # Parts

    def _info(self, race: AsyncTournamentLiveRace, *, seed: str | None) -> str:
        return room_info(
            _title(race),
            race.tournament.name,
            page_url=self._links.live_race(race.id),
            tag=race.room_tag or "",
            seed=seed,
        )

    def _seed_line(self, race: AsyncTournamentLiveRace) -> str:
        seed = seed_of(race)
        if seed.state is not SeedState.RELEASED or seed.url is None:
            return "The seed of this race is announced here in a moment."
        return announcements.seed_text(seed.url, seed.notes or "", seed.commitment)

    async def _system(self, organization_id: OrganizationId | None, noun: str) -> OrgContext:
        if organization_id is None:
            raise NotFound(noun)
        return self._access.as_system(organization_id)


def _title(race: AsyncTournamentLiveRace) -> str:
    return race.match_title or f"{race.pool.name} live race"
