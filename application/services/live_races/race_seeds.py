"""Seeds that are made for live races: at the lock, so that nobody can have seen one before."""

from application.access import Access
from application.context import OrgContext
from application.domain.errors import AlreadyTaken, Conflict, Problems, Unavailable, WrongStatus
from application.domain.events.live_races import AsyncLiveRaceLockFailedEvent
from application.domain.events.tournaments import PermalinksAddedEvent
from application.domain.ids import LIVE_RACE, LiveRaceId, PoolId, PoolRef
from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus
from application.domain.messages import room_lines
from application.domain.permissions import Permission
from application.domain.seed_key import seed_digest
from application.domain.seed_text import seed_text
from application.domain.text import one_line
from application.domain.tournaments.permalink_list import NOTES_LIMIT
from application.domain.tournaments.seed_source import seed_of_race
from application.ports import GeneratorError
from application.repositories.tournaments.async_tournament_repository import NewPermalink
from application.services.live_races.lock import seal
from application.services.live_races.room_lines import ref_of_race, say
from application.services.retry import tried_twice
from application.services.seed_making import SeedMaker
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentPermalink


class RaceSeeds:
    def __init__(self, units: UnitsOfWork, access: Access, maker: SeedMaker) -> None:
        self._units = units
        self._access = access
        self._maker = maker

    async def are_made_for(self, ctx: OrgContext, race: AsyncTournamentLiveRace) -> bool:
        return await self._units.reading(ctx).seed_sources.find(PoolId(race.pool_id)) is not None

    async def make_due(self, live_race_id: LiveRaceId) -> bool:
        """Have the seed made of a race that is to be locked; a failure is noted and tried again."""
        ctx = await self._access.as_system_at(LIVE_RACE, live_race_id)
        race = await self._units.reading(ctx).live_races.get_by_id(live_race_id)
        try:
            return await self._maker.make(ctx, PoolId(race.pool_id), _SeedOfRace(race)) is not None
        except GeneratorError:
            return False

    async def make_now(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        """Have the seed made for somebody who locks the room by hand.

        Raises `Unavailable` with the reason, `Conflict` while it is being made already.
        """
        race = await self._units.reading(ctx).live_races.get_by_id(live_race_id)
        try:
            made = await self._maker.make(ctx, PoolId(race.pool_id), _SeedOfRace(race), at_once=True)
        except GeneratorError as error:
            raise Unavailable(_sentence(str(error))) from error
        if made is None:
            raise Conflict("The seed of this race is being made at this moment. The room is locked once it is here.")

    @tried_twice
    async def use_pasted(self, ctx: OrgContext, live_race_id: LiveRaceId, seed: str, notes: str) -> None:
        """Add a seed to the race's pool and give it to the race, whatever is being made.

        Raises `Conflict` for a race that has one, `AlreadyTaken` for a seed that the tournament has.
        """
        problems, text, line = Problems(), "", ""
        with problems.noted():
            text = seed_text(seed, field="seed")
        with problems.noted():
            line = one_line(notes, field="notes", what="notes", limit=NOTES_LIMIT, required=False)
        problems.refuse()
        async with self._units(ctx) as work:
            race = await work.live_races.get_by_id(live_race_id, for_update=True)
            ctx.demand(Permission.MANAGE_TOURNAMENTS, race.tournament_id)
            if race.status not in NOT_STARTED:
                raise WrongStatus(f"This race is {race.status.adjective}, so it gets no seed any more.")
            if race.permalink_id is not None:
                raise Conflict("This race has a seed already.")
            pool = await work.pools.get_by_id(PoolId(race.pool_id), for_update=True)
            place = (await work.permalinks.known_seeds(pool)).get(seed_digest(text))
            if place is not None:
                raise AlreadyTaken(f"This seed is in {place} already. Paste another one.")
            (permalink,) = await work.permalinks.add_all(pool, [NewPermalink(text, line, is_live=True)])
            about = PoolRef(ctx.organization_id, race.tournament_id, PoolId(pool.id))
            work.record(PermalinksAddedEvent(about, count=1, live=1))
            await work.seed_makings.drop(PoolId(pool.id), seed_of_race(live_race_id))
            seal(work, race, permalink)
            race.lock_error = ""
            await work.live_races.update_live_race(race)


class _SeedOfRace:
    is_live = True
    purpose = "live race"

    def __init__(self, race: AsyncTournamentLiveRace) -> None:
        self._id = LiveRaceId(race.id)
        self._pool_id = race.pool_id
        self.subject = seed_of_race(self._id)

    async def stands(self, work: WorkSession) -> bool:
        race = await work.live_races.get_by_id(self._id, for_update=True)
        is_open = race.status is LiveRaceStatus.PENDING and race.locked_at is None
        return is_open and race.permalink_id is None and race.pool_id == self._pool_id

    async def use(self, work: WorkSession, permalink: AsyncTournamentPermalink) -> None:
        race = await work.live_races.get_by_id(self._id, for_update=True)
        seal(work, race, permalink)
        race.lock_error = ""
        await work.live_races.update_live_race(race)

    async def note_failure(self, work: WorkSession, reason: str) -> None:
        """Say once in the room that the seed follows, and to staff why it doesn't come."""
        race = await work.live_races.get_by_id(self._id, for_update=True)
        sentence = _sentence(reason)
        if race.status is not LiveRaceStatus.PENDING or race.permalink_id is not None:
            return
        room = await work.rooms.find_current(race)
        if room is not None:
            await say(work, race, room, [room_lines.seed_follows()])
        if race.lock_error != sentence:
            race.lock_error = sentence
            await work.live_races.update_live_race(race)
            work.record(AsyncLiveRaceLockFailedEvent(ref_of_race(race), reason=sentence))


def _sentence(reason: str) -> str:
    return f"No seed could be made: {reason} It is tried again automatically; or use a pasted seed instead."
