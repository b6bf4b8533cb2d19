"""Creating, changing, cancelling, restoring and deleting live races."""

from datetime import datetime

from application.context import OrgContext
from application.domain.errors import AlreadyTaken, Conflict, InvalidInput, NotFound, Problems
from application.domain.events import Edited, EditedEvent, differences
from application.domain.events.live_races import (
    AsyncLiveRaceCancelledEvent,
    AsyncLiveRaceCreatedEvent,
    AsyncLiveRaceDeletedEvent,
    AsyncLiveRaceRestoredEvent,
)
from application.domain.ids import LiveRaceId, PermalinkId, PoolId, ProfileId, TournamentId
from application.domain.live_races import scheduling
from application.domain.live_races.live_race import CancelledResults, LiveRaceStatus, LiveRaceTrigger, next_status
from application.domain.live_races.room import ROOM_OVER
from application.domain.live_races.scheduling import UNSET, LiveRaceChanges, NewLiveRace
from application.domain.messages import room_lines
from application.domain.permissions import Permission
from application.domain.text import one_line
from application.domain.wall_time import in_utc
from application.repositories.tournaments.seed_choice import SeedHolder
from application.services.live_race_timeline import (
    InstallationDefaults,
    apply_moments,
    overrides_of,
    timeline_for,
    try_again_at_once,
)
from application.services.live_races.lock import release, replace_read_seed, seal, unseal
from application.services.live_races.reset import forget_settlement, leave_room
from application.services.live_races.room_lines import ref_of_race, say
from application.services.live_races.runs import remove_runs
from application.services.live_races.start_calls import expect_start, forget_start
from application.services.retry import tried_twice
from application.services.runs.scoring import rescore
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentPermalink

REASON_LIMIT = 500
_OWN = ("match_title", "scheduled_at", "pool_id", "permalink_id", "episode_id", "race_room_profile_id")
_LEADS = ("room_open_minutes", "lock_minutes", "release_rule", "release_minutes")


class LiveRaceScheduling:
    """Each step also exists as part of a unit of work that does more (`…_in`); its refusals come before its writes."""

    def __init__(self, units: UnitsOfWork, defaults: InstallationDefaults) -> None:
        self._units = units
        self._defaults = defaults

    @tried_twice
    async def create(self, ctx: OrgContext, new: NewLiveRace) -> LiveRaceId:
        """Schedule a race.

        Raises `InvalidInput`, `AlreadyTaken` for an episode in use, `Conflict` for a closed or unfinished tournament,
        `NotFound` for a tournament that is not the organization's.
        """
        ctx.demand(Permission.MANAGE_TOURNAMENTS, new.tournament_id)
        async with self._units(ctx) as work:
            return await self.create_in(work, new)

    @tried_twice
    async def update(
        self, ctx: OrgContext, live_race_id: LiveRaceId, changes: LiveRaceChanges, *, confirmed: bool
    ) -> None:
        """Change a race and everything that hangs on it; see `scheduling.check_changes` for what may change when."""
        async with self._units(ctx) as work:
            await self.update_in(work, live_race_id, changes, confirmed=confirmed)

    @tried_twice
    async def cancel(self, ctx: OrgContext, live_race_id: LiveRaceId, reason: str) -> None:
        """Cancel a race, close its room and give everybody's slot back; cancelling twice changes nothing."""
        async with self._units(ctx) as work:
            await self.cancel_in(work, live_race_id, reason)

    @tried_twice
    async def restore(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        """Schedule a cancelled race again while its time is still ahead; a seed that was read is replaced."""
        async with self._units(ctx) as work:
            await self.restore_in(work, live_race_id)

    @tried_twice
    async def delete(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        """Remove a race that never had a room; anything else is cancelled and kept."""
        async with self._units(ctx) as work:
            await self.delete_in(work, live_race_id)

    # As part of something larger

    async def create_in(self, work: WorkSession, new: NewLiveRace) -> LiveRaceId:
        problems, title = Problems(), ""
        with problems.noted():
            title = scheduling.clean_title(new.match_title)
        with problems.noted():
            scheduling.check_episode(new.episode_id)
        with problems.noted():
            scheduling.check_start(new.scheduled_at, work.clock.now())
        await _demand_open(work)
        tournament = await work.tournaments.get_by_id(new.tournament_id)
        if not tournament.is_active:
            raise Conflict("This tournament is closed. Reopen it to schedule races.")
        if not tournament.racetime_category or not tournament.racetime_goal:
            raise Conflict("This tournament has no racetime.gg category and goal yet. Set them first.")
        race = AsyncTournamentLiveRace(
            tournament_id=tournament.id,
            pool_id=new.pool_id,
            scheduled_at=new.scheduled_at,
            match_title=title,
            episode_id=new.episode_id,
            room_open_minutes=new.overrides.room_open_minutes,
            lock_minutes=new.overrides.lock_minutes,
            release_rule=new.overrides.release_rule,
            release_minutes=new.overrides.release_minutes,
        )
        with problems.noted():
            race.race_room_profile_id = await self._checked_profile(work, new.race_room_profile_id)
        organization = await work.organization.get()
        with problems.noted():
            timeline = timeline_for(self._defaults, organization, tournament, new.overrides)
            if not problems.are_on("scheduled_at"):
                apply_moments(race, timeline)
        permalink = None
        with problems.noted():
            await self._check_pool(work, race)
            permalink = await self._checked_permalink(work, new.permalink_id, race)
        problems.refuse()
        await self._check_episode_is_free(work, new.episode_id, race)
        await work.live_races.create_live_race(race)
        work.record(
            AsyncLiveRaceCreatedEvent(
                ref_of_race(race), pool_id=new.pool_id, scheduled_at=race.scheduled_at, match_title=title
            )
        )
        if permalink is not None:
            seal(work, race, permalink)
            await work.live_races.update_live_race(race)
        return race.id

    async def update_in(
        self, work: WorkSession, live_race_id: LiveRaceId, changes: LiveRaceChanges, *, confirmed: bool
    ) -> None:
        race = await work.live_races.get_by_id(live_race_id, for_update=True)
        work.ctx.demand(Permission.MANAGE_TOURNAMENTS, race.tournament_id)
        scheduling.check_changes(
            changes,
            race.status,
            locked=race.locked_at is not None,
            lacks_permalink=race.permalink_id is None,
            confirmed=confirmed,
        )
        before = _shown(race)
        old_start = race.scheduled_at
        problems = Problems()
        await self._change_plain_fields(work, race, changes, problems)
        with problems.noted():
            if changes.scheduled_at is not UNSET:
                scheduling.check_start(changes.scheduled_at, work.clock.now())
                race.scheduled_at = changes.scheduled_at
        for name in _LEADS:
            if (value := getattr(changes, name)) is not UNSET:
                setattr(race, name, value)
        organization = await work.organization.get()
        with problems.noted():
            apply_moments(race, timeline_for(self._defaults, organization, race.tournament, overrides_of(race)))
        if race.scheduled_at != old_start and race.locked_at is not None:
            expect_start(work, race)
        await self._change_permalink(work, race, changes, problems)
        changed = differences(before, _shown(race))
        if not changed:
            return
        try_again_at_once(race)
        race.lock_error = ""
        await work.live_races.update_live_race(race)
        work.record(EditedEvent(ref_of_race(race), Edited.LIVE_RACE, changed))
        if race.status is LiveRaceStatus.PENDING and race.scheduled_at != old_start:
            await self._tell_room_about_move(work, race, old_start)

    async def cancel_in(self, work: WorkSession, live_race_id: LiveRaceId, reason: str) -> None:
        text = one_line(reason, field="reason", what="reason", limit=REASON_LIMIT, required=False)
        race = await work.live_races.get_by_id(live_race_id, for_update=True)
        work.ctx.demand(Permission.MANAGE_TOURNAMENTS, race.tournament_id)
        if race.status is LiveRaceStatus.CANCELLED:
            return
        race.status = next_status(race.status, LiveRaceTrigger.CANCELLED_BY_ADMIN)
        race.cancel_reason = text
        forget_start(race)
        if race.started_at is not None:
            race.ended_at = work.clock.now()
            race.cancelled_results = CancelledResults.LEFT_OUT
        runs = await work.runs.list_for_live_race(race.id)
        await remove_runs(work, race, runs)
        await work.unmatched.forget_race(race.id)
        if runs and race.permalink_id is not None:
            await rescore(work, race.permalink_id, race.tournament)
        room = await work.rooms.find_current(race)
        if room is not None and room.status not in ROOM_OVER:
            room.cancel_wanted_at = work.clock.now()
            await work.rooms.update_room(room)
        await work.live_races.update_live_race(race)
        work.record(AsyncLiveRaceCancelledEvent(ref_of_race(race), reason=text))

    async def restore_in(self, work: WorkSession, live_race_id: LiveRaceId) -> None:
        race = await work.live_races.get_by_id(live_race_id, for_update=True)
        work.ctx.demand(Permission.MANAGE_TOURNAMENTS, race.tournament_id)
        await _demand_open(work)
        status = next_status(race.status, LiveRaceTrigger.RESTORED)
        if race.scheduled_at <= work.clock.now():
            raise Conflict("Its time has passed. Schedule a new race instead.")
        room = await work.rooms.find_current(race)
        await leave_room(work, race, room)
        if room is not None:
            await work.rooms.update_room(room)
        await forget_settlement(work, race)
        await replace_read_seed(work, race, keep_last_one=False)
        holders = await work.permalinks.holders_of(race.permalink_id) if race.permalink_id is not None else []
        if any(holder.live_race_id != race.id for holder in holders):
            unseal(work, race)
        race.status, race.cancel_reason, race.room_on_hold = status, "", False
        timeline = timeline_for(self._defaults, await work.organization.get(), race.tournament, overrides_of(race))
        apply_moments(race, timeline)
        await work.live_races.update_live_race(race)
        work.record(AsyncLiveRaceRestoredEvent(ref_of_race(race)))

    async def delete_in(self, work: WorkSession, live_race_id: LiveRaceId) -> None:
        race = await work.live_races.get_by_id(live_race_id, for_update=True)
        work.ctx.demand(Permission.MANAGE_TOURNAMENTS, race.tournament_id)
        if race.status is LiveRaceStatus.FINISHED:
            raise Conflict("This race is finished, so it stays on record.")
        if race.status not in (LiveRaceStatus.SCHEDULED, LiveRaceStatus.CANCELLED):
            raise Conflict(f"This race is {race.status.adjective}, so it can't be deleted. Cancel it instead.")
        if race.room_claimed_until is not None and race.room_claimed_until > work.clock.now():
            raise Conflict("Its room is being opened at this moment. Cancel the race instead.")
        if await work.rooms.list_for_race(race.id) or await work.runs.exist_for_live_race(race.id):
            raise Conflict("This race had a room, so it stays on record. A cancelled race counts for nobody.")
        work.record(
            AsyncLiveRaceDeletedEvent(ref_of_race(race), match_title=race.match_title, scheduled_at=race.scheduled_at)
        )
        await work.live_races.delete_live_race(race)

    # Parts

    async def _change_plain_fields(
        self, work: WorkSession, race: AsyncTournamentLiveRace, changes: LiveRaceChanges, problems: Problems
    ) -> None:
        with problems.noted():
            if changes.match_title is not UNSET:
                race.match_title = scheduling.clean_title(changes.match_title)
        with problems.noted():
            if changes.episode_id is not UNSET and changes.episode_id != race.episode_id:
                scheduling.check_episode(changes.episode_id)
                await self._check_episode_is_free(work, changes.episode_id, race)
                race.episode_id = changes.episode_id
                race.episode_missing_since, race.episode_problem = None, ""
        with problems.noted():
            if changes.race_room_profile_id is not UNSET:
                race.race_room_profile_id = await self._checked_profile(work, changes.race_room_profile_id)

    async def _change_permalink(
        self, work: WorkSession, race: AsyncTournamentLiveRace, changes: LiveRaceChanges, problems: Problems
    ) -> None:
        """A new pool takes the old pool's permalink away; a new permalink gets a commitment of its own.

        The last check of a change, so what is wrong with the rest of it is refused here, too.
        """
        has_other_pool = changes.pool_id is not UNSET and changes.pool_id != race.pool_id
        kept = None if has_other_pool else race.permalink_id
        wanted = kept if changes.permalink_id is UNSET else changes.permalink_id
        permalink = None
        with problems.noted():
            if changes.pool_id is not UNSET and has_other_pool:
                race.pool_id = changes.pool_id
                race.episode_missing_since, race.episode_problem = None, ""
                await self._check_pool(work, race)
            if wanted != kept:
                permalink = await self._checked_permalink(work, wanted, race)
        problems.refuse()
        if race.permalink_id is not None and (has_other_pool or wanted != kept):
            unseal(work, race)
        if permalink is not None:
            seal(work, race, permalink)
            if race.started_at is not None:  # the seed that was raced, named afterwards
                race.locked_at = race.locked_at or work.clock.now()
                await release(work, race, await work.rooms.find_current(race))

    async def _check_pool(self, work: WorkSession, race: AsyncTournamentLiveRace) -> None:
        if await work.pools.find_in_tournament(PoolId(race.pool_id), TournamentId(race.tournament_id)) is None:
            raise InvalidInput.on("pool_id", "This pool doesn't belong to the tournament.")

    async def _checked_permalink(
        self, work: WorkSession, permalink_id: PermalinkId | None, race: AsyncTournamentLiveRace
    ) -> AsyncTournamentPermalink | None:
        if permalink_id is None:
            return None
        await work.pools.lock(race.pool_id)
        permalink = await work.permalinks.find_in_pool(permalink_id, race.pool_id)
        if permalink is None:
            raise InvalidInput.on("permalink_id", "This permalink doesn't belong to the pool.")
        history = await work.permalinks.history_of(permalink_id)
        if history.raced:
            raise InvalidInput.on(
                "permalink_id", "This permalink was raced already. Choose one that nobody has played."
            )
        if history.read:
            raise InvalidInput.on(
                "permalink_id", "This permalink was handed out in a live race already. Choose a different one."
            )
        if any(
            _may_be_told(work, holder, race, permalink_id) for holder in await work.permalinks.holders_of(permalink_id)
        ):
            raise InvalidInput.on("permalink_id", "Another live race has this permalink. Choose a different one.")
        return permalink

    async def _checked_profile(self, work: WorkSession, profile_id: ProfileId | None) -> ProfileId | None:
        if profile_id is not None and await work.profiles.find(profile_id) is None:
            raise InvalidInput.on("race_room_profile_id", "There is no such race room profile here.")
        return profile_id

    async def _check_episode_is_free(
        self, work: WorkSession, episode_id: int | None, race: AsyncTournamentLiveRace
    ) -> None:
        if episode_id is not None and await work.live_races.episode_is_taken(episode_id, other_than=race.id):
            raise AlreadyTaken(f"Episode {episode_id} has a live race already.")

    async def _tell_room_about_move(
        self, work: WorkSession, race: AsyncTournamentLiveRace, old_start: datetime
    ) -> None:
        room = await work.rooms.find_current(race)
        if room is not None:
            line = room_lines.moved(in_utc(old_start), in_utc(race.scheduled_at), race.version)
            await say(work, race, room, [line])


def _may_be_told(
    work: WorkSession, holder: SeedHolder, race: AsyncTournamentLiveRace, permalink_id: PermalinkId
) -> bool:
    """Tell whether another race has the seed and whoever asks may know it.

    Where nobody may tell, the race that had the seed first keeps it, and this one gets another one at its lock.
    """
    if holder.live_race_id == race.id:
        return False
    open_to_all = holder.permalink_id == permalink_id or holder.released_at is not None
    return open_to_all or work.ctx.allows(Permission.MANAGE_TOURNAMENTS, holder.tournament_id)


def _shown(race: AsyncTournamentLiveRace) -> dict[str, object]:
    """The values that an edit can change; a permalink is only named by number."""
    return {name: getattr(race, name) for name in (*_OWN, *_LEADS)}


async def _demand_open(work: WorkSession) -> None:
    """Raises `NotFound` for an organization that was closed after somebody had entered it."""
    if not (await work.organization.get()).is_active:
        raise NotFound("organization")
