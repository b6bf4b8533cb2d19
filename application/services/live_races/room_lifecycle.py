"""Rooms of live races: locked and released on time, followed until the results are final, told what to do."""

import logging
from datetime import datetime, timedelta

from application.access import Access
from application.context import OrgContext
from application.domain.errors import Conflict, InvalidInput, Unavailable, WrongStatus
from application.domain.events.live_races import (
    AsyncLiveRaceCancelledResultsDecidedEvent,
    AsyncLiveRaceLowEntrantsEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceResultsShownEvent,
)
from application.domain.ids import LIVE_RACE, ROOM, LiveRaceId, RoomId
from application.domain.live_races.live_race import (
    FEWEST_ENTRANTS,
    LOW_ENTRANTS_LIMIT,
    ROOM_LINGER,
    CancelledResults,
    LiveRaceStatus,
    poll_interval,
    provisional_window,
    results_are_final,
    roster_is_fresh,
)
from application.domain.live_races.results import SeenSnapshot, is_stale
from application.domain.live_races.room import JOINED, ROOM_OVER, RoomSnapshot, RoomStatus
from application.domain.messages import room_lines
from application.domain.permissions import Permission
from application.domain.tournaments.timeline import ReleaseRule
from application.page_links import PageLinks
from application.ports import RaceRooms, RacetimeError, RoomNotFound
from application.services.eligibility import terms_of_race
from application.services.live_race_timeline import InstallationDefaults, overrides_of, timeline_for
from application.services.live_races.judging import check
from application.services.live_races.lock import lock, release, waits_for_generator
from application.services.live_races.opening import racetime_answer
from application.services.live_races.race_seeds import RaceSeeds
from application.services.live_races.results import SnapshotApplication
from application.services.live_races.room_lines import close_room, ref_of_race, say
from application.services.live_races.start_calls import call_to_start, forget_start
from application.services.live_races.state import RaceState
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceRoom
from models.organization import Organization

logger = logging.getLogger(__name__)

_PROBE = timedelta(seconds=5)
"""How long until racetime.gg is asked again that gave no answer during a race."""


class LiveRaceRooms:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        rooms: RaceRooms,
        links: PageLinks,
        defaults: InstallationDefaults,
        seeds: RaceSeeds,
    ) -> None:
        self._seeds = seeds
        self._units = units
        self._access = access
        self._rooms = rooms
        self._links = links
        self._defaults = defaults

    # Lock and release

    async def lock(self, live_race_id: LiveRaceId, ctx: OrgContext | None = None) -> bool:
        """Settle who counts, once, among those whom racetime.gg lists now; the seed goes out with it at its moment.

        False when that is not (yet) possible; without `ctx` also when racetime.gg gives no answer, which raises
        `Unavailable` for a person, or while the seed is being made, which is done for a person at once.
        """
        actor = ctx or await self._access.as_system_at(LIVE_RACE, live_race_id)
        race = await self._units.reading(actor).live_races.get_by_id(live_race_id)
        if race.status is not LiveRaceStatus.PENDING or race.locked_at is not None or race.racetime_slug is None:
            return False
        is_made = race.permalink_id is None and await self._seeds.are_made_for(actor, race)
        if is_made and waits_for_generator(race, self._units.clock.now()):
            if ctx is None:
                return False
            await self._seeds.make_now(ctx, live_race_id)
        elif ctx is None and (is_made or race.lock_error) and not await self._has_seed(actor, race):
            return False
        try:
            snapshot = await racetime_answer(self._rooms.fetch(race.racetime_slug), race.racetime_slug)
        except (Unavailable, InvalidInput) as error:
            if ctx is not None:
                raise
            logger.warning("A room is not locked before it can be read: room=%s %s", race.racetime_slug, error.message)
            return False
        return await self._lock(actor, live_race_id, snapshot)

    async def _has_seed(self, actor: OrgContext, race: AsyncTournamentLiveRace) -> bool:
        """Tell whether a race that lacked a permalink may be locked now, without asking racetime.gg for nothing."""
        if race.permalink_id is not None:
            return True
        return await self._units.reading(actor).permalinks.find_unplayed(race.pool_id) is not None

    async def read_freshly(self, live_race_id: LiveRaceId, slug: str) -> None:
        """Bring a race in line with what racetime.gg says of its room now, whatever was heard before.

        Raises `Unavailable` when racetime.gg gives no answer, `InvalidInput` when it has no such room.
        """
        snapshot = await racetime_answer(self._rooms.fetch(slug), slug)
        reading = self._units.reading(await self._access.as_system_at(LIVE_RACE, live_race_id))
        room = await reading.rooms.find_by_slug(live_race_id, slug)
        if room is not None:
            await self.apply_snapshot(RoomId(room.id), snapshot)

    @tried_twice
    async def _lock(self, actor: OrgContext, live_race_id: LiveRaceId, snapshot: RoomSnapshot) -> bool:
        async with self._units(actor) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            room = await work.rooms.find_current(race)
            if room is None or room.slug != snapshot.slug:
                return False
            await self._apply(work, race, room, snapshot)
            if race.status is not LiveRaceStatus.PENDING or race.locked_at is not None:
                return False
            organization = await work.organization.get()
            terms = terms_of_race(race, organization, self._defaults)
            locked = await lock(work, race, room, terms, self._links)
            if locked and race.released_at is not None:
                await say(work, race, room, [room_lines.seed_released(race.commitment)])
            elif locked and self._is_released_with_lock(race, organization, work.clock.now()):
                await release(work, race, room)
            await work.live_races.update_live_race(race)
            return locked

    def _is_released_with_lock(self, race: AsyncTournamentLiveRace, organization: Organization, now: datetime) -> bool:
        timeline = timeline_for(self._defaults, organization, race.tournament, overrides_of(race))
        is_due = race.releases_at is not None and race.releases_at <= now
        return is_due or timeline.release_rule is ReleaseRule.AT_LOCK

    @tried_twice
    async def release(self, live_race_id: LiveRaceId, ctx: OrgContext | None = None) -> bool:
        """Hand out the seed of a locked race, once."""
        actor = ctx or await self._access.as_system_at(LIVE_RACE, live_race_id)
        async with self._units(actor) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            if race.locked_at is None or race.released_at is not None or race.permalink_id is None:
                return False
            if race.status not in (LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS):
                return False
            await release(work, race, await work.rooms.find_current(race))
            await work.live_races.update_live_race(race)
            return True

    # Before the start

    @tried_twice
    async def check_entrants(self, live_race_id: LiveRaceId) -> bool:
        """Ask again who in the room may be counted, and tell those for whom the answer changed."""
        async with self._units(await self._access.as_system_at(LIVE_RACE, live_race_id)) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            room = await work.rooms.find_current(race)
            if race.status is not LiveRaceStatus.PENDING or room is None:
                return False
            if not roster_is_fresh(room.last_snapshot_at, work.clock.now()):
                return False
            terms = terms_of_race(race, await work.organization.get(), self._defaults)
            entrants = await work.entrants.list_for_race(race.id)
            return await check(work, race, room, entrants, terms, self._links)

    async def warn_of_low_entrants(self, live_race_id: LiveRaceId) -> bool:
        """Say once that racetime.gg is about to close a room that hardly anybody has joined, as it is listed now."""
        actor = await self._access.as_system_at(LIVE_RACE, live_race_id)
        return await self._is_read_now(actor, live_race_id) and await self._warn_of_low_entrants(actor, live_race_id)

    async def _is_read_now(self, actor: OrgContext, live_race_id: LiveRaceId) -> bool:
        """Read the race's room, if it can be: nobody is warned or called for what may have changed since."""
        race = await self._units.reading(actor).live_races.get_by_id(live_race_id)
        if race.racetime_slug is None:
            return False
        try:
            await self.read_freshly(live_race_id, race.racetime_slug)
        except (Unavailable, InvalidInput) as error:
            logger.warning("Nobody is called before a room can be read: room=%s %s", race.racetime_slug, error.message)
            return False
        return True

    @tried_twice
    async def _warn_of_low_entrants(self, actor: OrgContext, live_race_id: LiveRaceId) -> bool:
        async with self._units(actor) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            room = await work.rooms.find_current(race)
            if race.status is not LiveRaceStatus.PENDING or room is None or room.low_entrants_warned_at is not None:
                return False
            entrants = await work.entrants.list_for_race(race.id)
            joined = sum(entrant.present and entrant.status in JOINED for entrant in entrants)
            if joined >= FEWEST_ENTRANTS:
                return False
            now = work.clock.now()
            closes_at = (room.racetime_opened_at or room.opened_at) + LOW_ENTRANTS_LIMIT
            room.low_entrants_warned_at = now
            await work.rooms.update_room(room)
            minutes = max(round((closes_at - now).total_seconds() / 60), 0)
            line = room_lines.low_entrants(joined, minutes, self._rooms.address_of(room.slug))
            await say(work, race, room, [line])
            work.record(
                AsyncLiveRaceLowEntrantsEvent(
                    ref_of_race(race), racetime_slug=room.slug, joined=joined, closes_at=closes_at
                )
            )
            return True

    async def call_to_start(self, live_race_id: LiveRaceId) -> bool:
        """Name or warn those who are not ready by now, or order the race to begin without them."""
        actor = await self._access.as_system_at(LIVE_RACE, live_race_id)
        return await self._is_read_now(actor, live_race_id) and await self._call_to_start(actor, live_race_id)

    @tried_twice
    async def _call_to_start(self, actor: OrgContext, live_race_id: LiveRaceId) -> bool:
        async with self._units(actor) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            room = await work.rooms.find_current(race)
            is_due = race.start_call_at is not None and race.start_call_at <= work.clock.now()
            if race.status is not LiveRaceStatus.PENDING or room is None or not is_due:
                return False
            if room.follows_only:
                forget_start(race)
            elif room.status is RoomStatus.PENDING:  # the countdown runs, but racetime.gg may still lose it
                race.start_call_at = work.clock.now() + poll_interval(None)
            else:
                await call_to_start(work, race, room)
            await work.live_races.update_live_race(race)
            return True

    # Following

    @tried_twice
    async def apply_snapshot(self, room_id: RoomId, snapshot: RoomSnapshot, ctx: OrgContext | None = None) -> bool:
        """Bring the stored race in line with what the room says; returns whether anything changed.

        Safe to repeat, to miss and to reorder. A snapshot of a room that is no longer the race's own only tells when
        that room is over.
        """
        actor = ctx or await self._access.as_system_at(ROOM, room_id)
        async with self._units(actor) as work:
            race, room = await self._locked(work, room_id)
            if race.racetime_slug != room.slug:
                await self._note_old_room(work, room, snapshot)
                return False
            return await self._apply(work, race, room, snapshot)

    async def _apply(
        self,
        work: WorkSession,
        race: AsyncTournamentLiveRace,
        room: AsyncTournamentLiveRaceRoom,
        snapshot: RoomSnapshot,
    ) -> bool:
        terms = terms_of_race(race, await work.organization.get(), self._defaults)
        window = provisional_window(race.tournament.final_after_hours)
        state = RaceState(race, race.tournament, room, terms, window)
        return await SnapshotApplication(work, state, self._links).apply(snapshot)

    async def poll(self, room_id: RoomId, slug: str) -> None:
        """Fetch a room's data and apply it; when racetime.gg can't be reached the next poll comes later."""
        try:
            snapshot = await self._rooms.fetch(slug)
        except RacetimeError as error:
            logger.warning("racetime.gg gave no data for room %s: %s", slug, error)
            await self._note_no_data(room_id, error)
            return
        await self.apply_snapshot(room_id, snapshot)

    @tried_twice
    async def make_final(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        """Declare results final before racetime.gg has recorded the race or the usual time has passed."""
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            ctx.demand(Permission.RECORD_RESULTS, race.tournament_id)
            if race.status is not LiveRaceStatus.FINISHED:
                raise WrongStatus(f"This race is {race.status.adjective}, so it has no results to make final.")
            if race.final_at is not None:
                raise Conflict("The results are final already.")
            await self._finalize(work, race, await work.rooms.find_current(race))

    @tried_twice
    async def count_cancelled(self, ctx: OrgContext, live_race_id: LiveRaceId, snapshot: RoomSnapshot) -> None:
        """Count what racetime.gg has for a race that was cancelled there, forfeits of the cancellation included."""
        async with self._units(ctx) as work:
            race, room = await self._undecided(work, live_race_id)
            race.cancelled_results = CancelledResults.COUNTED
            room.closed_at, room.next_poll_at = None, work.clock.now()
            self._note_decision(work, race, counted=True)
            await self._apply(work, race, room, snapshot)
            await work.rooms.update_room(room)
            await work.live_races.update_live_race(race)

    @tried_twice
    async def leave_cancelled(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        """Keep a race cancelled whatever racetime.gg says of it from now on."""
        async with self._units(ctx) as work:
            race, room = await self._undecided(work, live_race_id)
            race.cancelled_results = CancelledResults.LEFT_OUT
            await close_room(work, room)
            self._note_decision(work, race, counted=False)
            await work.rooms.update_room(room)
            await work.live_races.update_live_race(race)

    async def _undecided(
        self, work: WorkSession, live_race_id: LiveRaceId
    ) -> tuple[AsyncTournamentLiveRace, AsyncTournamentLiveRaceRoom]:
        race = await work.live_races.get_by_id(live_race_id, for_update=True)
        work.ctx.demand(Permission.RECORD_RESULTS, race.tournament_id)
        room = await work.rooms.find_current(race)
        if race.cancelled_results is not CancelledResults.UNDECIDED or room is None:
            raise Conflict("There is nothing to decide about the results of this race.")
        return race, room

    def _note_decision(self, work: WorkSession, race: AsyncTournamentLiveRace, *, counted: bool) -> None:
        work.record(AsyncLiveRaceCancelledResultsDecidedEvent(ref_of_race(race), counted=counted))

    @tried_twice
    async def show_results(self, live_race_id: LiveRaceId) -> bool:
        """Stop keeping results back once the stream has caught up; returns whether they were."""
        async with self._units(await self._access.as_system_at(LIVE_RACE, live_race_id)) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            if race.results_show_at is None or race.results_show_at > work.clock.now():
                return False
            race.results_show_at = None
            await work.live_races.update_live_race(race)
            work.record(AsyncLiveRaceResultsShownEvent(ref_of_race(race)))
            return True

    @tried_twice
    async def _note_no_data(self, room_id: RoomId, error: RacetimeError) -> None:
        """Ask again later; a room that is gone is left alone once nothing hangs on it any more."""
        async with self._units(await self._access.as_system_at(ROOM, room_id)) as work:
            race, room = await self._locked(work, room_id)
            if room.closed_at is not None:
                return
            now = work.clock.now()
            is_on = race.status is LiveRaceStatus.IN_PROGRESS
            room.next_poll_at = now + (_PROBE if is_on else 2 * poll_interval(None))
            room.trouble = str(error)[:300]
            is_settled = race.status is LiveRaceStatus.CANCELLED or race.racetime_slug != room.slug
            if isinstance(error, RoomNotFound) and is_settled:
                await close_room(work, room)
            await work.rooms.update_room(room)
            window = provisional_window(race.tournament.final_after_hours)
            if (
                race.status is LiveRaceStatus.FINISHED
                and race.racetime_slug == room.slug
                and results_are_final(recorded=False, ended_at=race.ended_at, now=now, window=window)
            ):
                await self._finalize(work, race, room)

    async def _finalize(
        self, work: WorkSession, race: AsyncTournamentLiveRace, room: AsyncTournamentLiveRaceRoom | None
    ) -> None:
        race.final_at = work.clock.now()
        await work.live_races.update_live_race(race)
        if room is not None:
            await close_room(work, room)
            await work.rooms.update_room(room)
        work.record(AsyncLiveRaceResultsFinalEvent(ref_of_race(race), recorded_on_racetime=False))

    async def _note_old_room(
        self, work: WorkSession, room: AsyncTournamentLiveRaceRoom, snapshot: RoomSnapshot
    ) -> None:
        """Stay in a room that its race has left for a little while, and until it is closed if it is to be closed."""
        if is_stale(snapshot, SeenSnapshot(room.last_version, room.last_source)):
            return
        now = work.clock.now()
        room.status, room.info_bot = snapshot.status, snapshot.info_bot
        room.last_version, room.last_source = snapshot.version, snapshot.source
        room.last_snapshot_at = now
        room.next_poll_at = now + poll_interval(None)
        has_lingered = room.left_at is None or now - room.left_at >= ROOM_LINGER
        if has_lingered and not must_close(room):
            await close_room(work, room)
        await work.rooms.update_room(room)

    async def _locked(
        self, work: WorkSession, room_id: RoomId
    ) -> tuple[AsyncTournamentLiveRace, AsyncTournamentLiveRaceRoom]:
        """Return a race and one of its rooms, both read after the race was locked."""
        live_race_id = (await work.rooms.get_by_id(room_id)).live_race_id
        race = await work.live_races.get_by_id(live_race_id, for_update=True)
        return race, await work.rooms.get_by_id(room_id)


def must_close(room: AsyncTournamentLiveRaceRoom) -> bool:
    return room.cancel_wanted_at is not None and not room.follows_only and room.status not in ROOM_OVER
