"""Rooms on racetime.gg: opened once, opened again when one died, attached and detached by hand."""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from application.access import Access
from application.context import OrgContext
from application.domain.errors import AlreadyTaken, Conflict, InvalidInput, Unavailable, WrongStatus
from application.domain.events.live_races import (
    AsyncLiveRaceRoomLostEvent,
    AsyncLiveRaceRoomOpenedEvent,
    AsyncLiveRaceRoomOpeningFailedEvent,
)
from application.domain.ids import LIVE_RACE, LiveRaceId, RoomId
from application.domain.live_races.live_race import (
    LiveRaceStatus,
    LiveRaceTrigger,
    earliest_lock,
    next_status,
    poll_interval,
    retry_delay,
)
from application.domain.live_races.room import (
    ROOM_OVER,
    OpenedRoom,
    RoomRequest,
    RoomSnapshot,
    RoomStatus,
    category_of,
    parse_room_slug,
    room_info,
)
from application.domain.messages import room_lines
from application.domain.permissions import Permission
from application.page_links import PageLinks
from application.ports import RaceRooms, RacetimeError, RacetimeUnreachable, RoomNotFound, RoomOutcomeUnknown
from application.services.live_race_timeline import (
    InstallationDefaults,
    apply_moments,
    overrides_of,
    room_settings_for,
    timeline_for,
)
from application.services.live_races.lock import replace_read_seed
from application.services.live_races.reset import forget_settlement, leave_room
from application.services.live_races.room_lines import ref_of_race, say, title_of
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceRoom

_CACHE_OF_ROOM_LISTS = timedelta(seconds=65)
"""racetime.gg may serve a list of rooms that is 60 s old; a room made just now is in it only after that."""
_LONGEST_SEARCH = timedelta(seconds=45)
"""A search that took longer leaves too little of the claim to open a room within it."""


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
    made_at: datetime


class LiveRaceOpening:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        rooms: RaceRooms,
        links: PageLinks,
        defaults: InstallationDefaults,
    ) -> None:
        self._units = units
        self._access = access
        self._rooms = rooms
        self._links = links
        self._defaults = defaults

    async def open(self, live_race_id: LiveRaceId) -> OpeningOutcome:
        """Open the race's room if it is due and nobody else is doing it."""
        system = await self._access.as_system_at(LIVE_RACE, live_race_id)
        return await self._open(system, live_race_id, force=False)

    async def check_openable(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        """Raises `Conflict` where no room can be opened by hand."""
        race = await self._units.reading(ctx).live_races.get_by_id(live_race_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, race.tournament_id)
        _check_lacks_room(race)
        if race.room_outcome_unknown and race.room_retry_at is not None:
            raise Conflict("racetime.gg may have opened the room without telling. It is looked for in a minute.")

    async def open_now(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        """Open the room before its time, before the next attempt, or although openings are on hold.

        Raises `Unavailable` with racetime.gg's reason when that fails; it is then tried again automatically.
        """
        await self.check_openable(ctx, live_race_id)
        outcome = await self._open(ctx, live_race_id, force=True)
        if outcome is OpeningOutcome.NOT_DUE:
            raise Conflict("The room is being opened at this moment.")
        if outcome is OpeningOutcome.FAILED:
            race = await self._units.reading(ctx).live_races.get_by_id(live_race_id)
            raise Unavailable(f"The room could not be opened: {race.room_error}")

    @tried_twice
    async def replace(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        """Close the present room of a race that has not started and let another one be opened at once."""
        await self._part(ctx, live_race_id, "An admin asked for a new room.", reopens=True)

    @tried_twice
    async def detach(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        """Detach the present room without closing it; no other one is opened until an admin says so."""
        await self._part(ctx, live_race_id, "An admin detached the room.", reopens=False)

    @tried_twice
    async def attach(self, ctx: OrgContext, live_race_id: LiveRaceId, text: str) -> tuple[RoomId, RoomSnapshot]:
        """Make a room that exists already the race's own; `text` is its slug or address.

        The room's present state is returned for the caller to apply. Raises `InvalidInput` for a room that can't serve,
        `AlreadyTaken` for one that belongs to another race, `Unavailable` when racetime.gg gives no answer.
        """
        race = await self._units.reading(ctx).live_races.get_by_id(live_race_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, race.tournament_id)
        slug = parse_room_slug(text)
        _check_lacks_room(race)
        snapshot = await racetime_answer(self._rooms.fetch(slug), slug)
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            _check_lacks_room(race)
            if race.room_claimed_until is not None and race.room_claimed_until > work.clock.now():
                raise Conflict("A room is being opened at this moment. Look again in two minutes.")
            if category_of(slug) != race.tournament.racetime_category:
                raise InvalidInput.on(
                    "racetime_slug",
                    f"This room is in the category {category_of(slug)}; "
                    f"the tournament races in {race.tournament.racetime_category}.",
                )
            if snapshot.status in (RoomStatus.CANCELLED, RoomStatus.PARTITIONED):
                raise InvalidInput.on("racetime_slug", "This room was closed on racetime.gg. Give one that is open.")
            room = await self._add_room(work, race, slug, by_hand=True)
            await work.live_races.update_live_race(race)
            return RoomId(room.id), snapshot

    # Opening

    async def _open(self, ctx: OrgContext, live_race_id: LiveRaceId, *, force: bool) -> OpeningOutcome:
        """Claim, call, record.

        A process that dies in between leaves a claim that ends by itself, and a room with the race's tag that the next
        attempt adopts.
        """
        claim = await self._claim(ctx, live_race_id, force=force)
        if claim is None:
            return OpeningOutcome.NOT_DUE
        try:
            opened = await self._find_or_open(ctx, claim)
            await self._note_opened(ctx, live_race_id, claim, opened)
        except (RacetimeError, AlreadyTaken) as error:
            await self._note_failure(ctx, live_race_id, claim, error)
            return OpeningOutcome.FAILED
        return OpeningOutcome.OPENED

    @tried_twice
    async def _claim(self, ctx: OrgContext, live_race_id: LiveRaceId, *, force: bool) -> _Claim | None:
        async with self._units(ctx) as work:
            if not await work.live_races.claim_room_opening(live_race_id, force=force):
                return None
            race = await work.live_races.get_by_id(live_race_id)
            look_first = race.room_outcome_unknown
            race.room_outcome_unknown = True
            race.room_on_hold = False
            race.room_tag = race.room_tag or _new_tag()
            race.racetime_goal = race.tournament.racetime_goal
            await work.live_races.update_live_race(race)
            request = RoomRequest(
                category=race.tournament.racetime_category,
                goal=race.racetime_goal,
                info=info_of(race, self._links, seed=None),
                tag=race.room_tag,
                settings=replace(await room_settings_for(work, race, race.tournament), auto_start=False),
            )
            return _Claim(request, look_first, race.room_attempts, work.clock.now())

    async def _find_or_open(self, ctx: OrgContext, claim: _Claim) -> OpenedRoom:
        if claim.look_first:
            found = await self._rooms.find(ctx.organization_id, claim.request.category, claim.request.tag)
            if found is not None:
                return found
            if self._units.clock.now() - claim.made_at > _LONGEST_SEARCH:
                raise RacetimeUnreachable("racetime.gg took too long to list its rooms.")
        return await self._rooms.open(ctx.organization_id, claim.request)

    @tried_twice
    async def _note_failure(
        self, ctx: OrgContext, live_race_id: LiveRaceId, claim: _Claim, error: RacetimeError | AlreadyTaken
    ) -> None:
        unknown = isinstance(error, RoomOutcomeUnknown) or (claim.look_first and isinstance(error, RacetimeUnreachable))
        delay = retry_delay(claim.attempt)
        if unknown:
            delay = max(delay, _CACHE_OF_ROOM_LISTS)
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            if race.room_attempts != claim.attempt:
                return  # the claim ended meanwhile and somebody else is at it
            race.room_outcome_unknown = unknown
            if isinstance(error, AlreadyTaken):
                race.room_tag = None  # the room that carries it is no longer to be found
            race.room_claimed_until = None
            race.room_error = str(error)[:500]
            race.room_retry_at = work.clock.now() + delay
            await work.live_races.update_live_race(race)
            work.record(
                AsyncLiveRaceRoomOpeningFailedEvent(
                    ref_of_race(race), attempt=claim.attempt, reason=race.room_error, retry_at=race.room_retry_at
                )
            )

    @tried_twice
    async def _note_opened(self, ctx: OrgContext, live_race_id: LiveRaceId, claim: _Claim, opened: OpenedRoom) -> None:
        """Record the room; if the race needs none any more, the room is recorded to be closed again.

        Raises `AlreadyTaken` when it is recorded as another one.
        """
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            known = await work.rooms.find_known(opened.slug)
            if known is not None and known.live_race_id == race.id and race.room_attempts != claim.attempt:
                return  # the claim ended meanwhile, and whoever came next has found the room
            if known is not None:
                owner = await work.live_races.get_by_id(LiveRaceId(known.live_race_id))
                raise AlreadyTaken(
                    f"racetime.gg names {opened.slug} as its room, which is a room of {title_of(owner)} already."
                )
            if _lacks_room(race):
                await self._add_room(work, race, opened.slug, by_hand=False)
            else:
                now = work.clock.now()
                await self._new_room(work, race, opened.slug, cancel_wanted_at=now)
            race.room_claimed_until = race.room_retry_at = None
            race.room_outcome_unknown, race.room_attempts, race.room_error = False, 0, ""
            await work.live_races.update_live_race(race)

    async def _add_room(
        self, work: WorkSession, race: AsyncTournamentLiveRace, slug: str, *, by_hand: bool
    ) -> AsyncTournamentLiveRaceRoom:
        now = work.clock.now()
        trigger = LiveRaceTrigger.ROOM_OPENED
        if race.status is LiveRaceStatus.PENDING:
            trigger = LiveRaceTrigger.ROOM_REPLACED
        race.status = next_status(race.status, trigger)
        race.racetime_slug = slug
        race.room_open_time = now
        race.room_tag = race.room_tag or _new_tag()
        race.racetime_goal = race.tournament.racetime_goal
        race.room_claimed_until = race.room_retry_at = None
        race.room_outcome_unknown, race.room_attempts, race.room_error = False, 0, ""
        race.room_on_hold = False
        timeline = timeline_for(self._defaults, await work.organization.get(), race.tournament, overrides_of(race))
        race.earliest_lock_at = earliest_lock(now, timeline.usual_time_to_join)
        apply_moments(race, timeline)
        room = await self._new_room(work, race, slug, by_hand=by_hand)
        work.record(
            AsyncLiveRaceRoomOpenedEvent(
                ref_of_race(race),
                racetime_slug=slug,
                scheduled_at=race.scheduled_at,
                number=room.number,
                by_hand=by_hand,
            )
        )
        minutes = round((race.scheduled_at - race.locks_at).total_seconds() / 60)
        page_url = self._links.live_race(race.id)
        line = room_lines.welcome(title_of(race), race.tournament.name, page_url, minutes, race.locks_at)
        await say(work, race, room, [line])
        await self._tell_earlier_rooms(work, race, room)
        return room

    async def _new_room(
        self,
        work: WorkSession,
        race: AsyncTournamentLiveRace,
        slug: str,
        *,
        by_hand: bool = False,
        cancel_wanted_at: datetime | None = None,
    ) -> AsyncTournamentLiveRaceRoom:
        """Add a room, or take up one again that this race had before."""
        rooms = await work.rooms.list_for_race(race.id)
        now = work.clock.now()
        known = next((room for room in rooms if room.slug == slug), None)
        if known is None and await work.rooms.find_known(slug) is not None:
            raise AlreadyTaken("This room belongs to another live race.")
        room = known or AsyncTournamentLiveRaceRoom(live_race_id=race.id, slug=slug)
        if known is None:
            room.number = max((other.number for other in rooms), default=0) + 1
        room.tag = race.room_tag or ""
        room.follows_only = by_hand and await work.rooms.is_led_elsewhere(slug)
        room.next_poll_at = now + poll_interval(None)
        room.cancel_wanted_at = cancel_wanted_at
        room.left_at = now if cancel_wanted_at is not None else None
        room.closed_at = None
        await (work.rooms.update_room(room) if known is not None else work.rooms.create_room(room))
        return room

    async def _tell_earlier_rooms(
        self, work: WorkSession, race: AsyncTournamentLiveRace, room: AsyncTournamentLiveRaceRoom
    ) -> None:
        for earlier in await work.rooms.list_for_race(race.id):
            if earlier.id != room.id and earlier.closed_at is None:
                line = room_lines.goes_on_elsewhere(self._rooms.address_of(room.slug), room.number)
                await say(work, race, earlier, [line])

    # By hand

    async def _part(self, ctx: OrgContext, live_race_id: LiveRaceId, reason: str, *, reopens: bool) -> None:
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            ctx.demand(Permission.MANAGE_TOURNAMENTS, race.tournament_id)
            room = await work.rooms.find_current(race)
            if race.status is LiveRaceStatus.PENDING and room is None:
                raise Conflict("This race has no room at the moment.")
            race.status = next_status(race.status, LiveRaceTrigger.ROOM_LOST)
            assert room is not None  # noqa: S101  # a pending race without one was refused above
            await leave_room(work, race, room)
            if reopens and room.status not in ROOM_OVER:
                room.cancel_wanted_at = work.clock.now()
            await work.rooms.update_room(room)
            await forget_settlement(work, race)
            await replace_read_seed(work, race, keep_last_one=True)
            race.room_on_hold = not reopens
            await work.live_races.update_live_race(race)
            if not reopens:
                line = room_lines.no_longer_ours(title_of(race), self._links.live_race(race.id))
                await say(work, race, room, [line])
            work.record(
                AsyncLiveRaceRoomLostEvent(ref_of_race(race), racetime_slug=room.slug, reason=reason, reopens=reopens)
            )


async def racetime_answer(
    fetching: Awaitable[RoomSnapshot], slug: str, *, field: str = "racetime_slug"
) -> RoomSnapshot:
    """Return what racetime.gg says of a room, its failures as refusals that a person can act on."""
    try:
        return await fetching
    except RoomNotFound as error:
        raise InvalidInput.on(field, f"racetime.gg knows no room {slug}.") from error
    except RacetimeError as error:
        raise Unavailable(f"racetime.gg gave no answer: {error}") from error


def info_of(race: AsyncTournamentLiveRace, links: PageLinks, *, seed: str | None) -> str:
    """Return what is to stand above a race's room; `seed` is given only once it is released."""
    return room_info(
        title_of(race),
        race.tournament.name,
        page_url=links.live_race(race.id),
        tag=race.room_tag or "",
        seed=seed,
    )


def _new_tag() -> str:
    return f"sb2-{uuid4().hex[:20]}"


def _lacks_room(race: AsyncTournamentLiveRace) -> bool:
    return race.status is LiveRaceStatus.SCHEDULED or (
        race.status is LiveRaceStatus.PENDING and race.racetime_slug is None
    )


def _check_lacks_room(race: AsyncTournamentLiveRace) -> None:
    """Raises `WrongStatus` for a race with a room, and for one that can't get any more."""
    if race.status is LiveRaceStatus.PENDING and race.racetime_slug is not None:
        raise WrongStatus("This race has a room already. Replace or detach it first.")
    if not _lacks_room(race):
        next_status(race.status, LiveRaceTrigger.ROOM_OPENED)
