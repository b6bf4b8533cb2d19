"""Settling who may race, and handing out the seed: steps inside one unit of work."""

import secrets
from datetime import datetime, timedelta

from application.domain.events.live_races import (
    AsyncLiveRaceLockedEvent,
    AsyncLiveRaceLockFailedEvent,
    AsyncLiveRaceSeedReleasedEvent,
    AsyncLiveRaceSeedSealedEvent,
    AsyncLiveRaceSeedUnsealedEvent,
)
from application.domain.ids import LiveRaceId, PermalinkId, PoolId, UserId
from application.domain.live_races.eligibility import Terms
from application.domain.live_races.room import JOINED
from application.domain.live_races.seed_vault import commitment_to
from application.domain.messages import room_lines
from application.domain.runs.run import RunStatus
from application.domain.tournaments.seed_source import seed_of_race
from application.page_links import PageLinks
from application.repositories.async_live_race_repository import NewParticipant
from application.services.live_races.judging import judge, tell_refused
from application.services.live_races.room_lines import ref_of_race, say
from application.services.live_races.start_calls import expect_start
from application.unit_of_work import WorkSession
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentPermalink
from models.live_race_room import AsyncTournamentLiveRaceRoom

NO_PERMALINK_LEFT = "The pool has no unplayed permalink left. Add one to the pool or choose another."
_TIME_TO_MAKE = timedelta(minutes=2)
"""What a room that is locked only after its start leaves a generator."""


def seal(work: WorkSession, race: AsyncTournamentLiveRace, permalink: AsyncTournamentPermalink) -> None:
    """Give a race its permalink and publish the commitment to it."""
    race.permalink_id = permalink.id
    race.commitment_salt = secrets.token_hex(16)
    race.commitment = commitment_to(permalink.url, race.commitment_salt)
    race.sealed_at = work.clock.now()
    work.record(AsyncLiveRaceSeedSealedEvent(ref_of_race(race), commitment=race.commitment))


def unseal(work: WorkSession, race: AsyncTournamentLiveRace) -> None:
    """Take back a permalink that nobody could read yet."""
    work.record(AsyncLiveRaceSeedUnsealedEvent(ref_of_race(race), commitment=race.commitment))
    race.permalink_id = None
    race.commitment = race.commitment_salt = ""
    race.sealed_at = None


async def choose_permalink(work: WorkSession, race: AsyncTournamentLiveRace) -> bool:
    """Choose a permalink for a race that has none, or one whose seed is another race's; False when none is there.

    Where the pool has a generator that one is made is waited for, up to the start; then any other one is taken. That
    none is left is noted once.
    """
    if race.permalink_id is not None:
        if not await _another_race_was_first(work, race, race.permalink_id):
            return True
        unseal(work, race)
    await work.pools.lock(race.pool_id)
    is_made = await work.seed_sources.find(PoolId(race.pool_id)) is not None
    waits = is_made and waits_for_generator(race, work.clock.now())
    permalink = None if waits else await work.permalinks.find_unplayed(race.pool_id)
    if permalink is None:
        is_silent = is_made and race.started_at is None  # then it is still tried, and that says why it fails
        if not is_silent and race.lock_error != NO_PERMALINK_LEFT:
            race.lock_error = NO_PERMALINK_LEFT
            work.record(AsyncLiveRaceLockFailedEvent(ref_of_race(race), reason=NO_PERMALINK_LEFT))
        return False
    await work.seed_makings.drop(PoolId(race.pool_id), seed_of_race(race.id))
    seal(work, race, permalink)
    race.lock_error = ""
    return True


def waits_for_generator(race: AsyncTournamentLiveRace, now: datetime) -> bool:
    """Tell whether a race whose pool has a generator still has time to wait for a seed of its own."""
    return race.started_at is None and now < max(race.scheduled_at, race.locks_at + _TIME_TO_MAKE)


async def _another_race_was_first(work: WorkSession, race: AsyncTournamentLiveRace, permalink_id: PermalinkId) -> bool:
    """Tell whether a race elsewhere had the same seed before; whoever gave it to this one wasn't told."""
    own = race.sealed_at
    return any(
        holder.live_race_id != race.id
        and holder.permalink_id != permalink_id
        and (own is None or holder.sealed_at is None or (holder.sealed_at, holder.live_race_id) < (own, race.id))
        for holder in await work.permalinks.holders_of(permalink_id)
    )


async def lock(
    work: WorkSession,
    race: AsyncTournamentLiveRace,
    room: AsyncTournamentLiveRaceRoom,
    terms: Terms,
    links: PageLinks,
) -> bool:
    """Settle the joined entrants, give the eligible their runs and tell the room; False without a permalink."""
    if not await choose_permalink(work, race):
        return False
    entrants = await work.entrants.list_for_race(LiveRaceId(race.id))
    joined = [entrant for entrant in entrants if entrant.present and entrant.status in JOINED]
    await judge(work, race, joined, terms)
    eligible = [entrant for entrant in joined if entrant.eligible]
    await work.live_races.create_participant_races(
        race,
        [
            NewParticipant(UserId(entrant.user_id), entrant.racetime_name, RunStatus.PENDING)
            for entrant in eligible
            if entrant.user_id is not None
        ],
    )
    race.locked_at = work.clock.now()
    expect_start(work, race)
    work.record(
        AsyncLiveRaceLockedEvent(ref_of_race(race), eligible=len(eligible), not_eligible=len(joined) - len(eligible))
    )
    names = [entrant.racetime_name for entrant in eligible]
    await say(work, race, room, room_lines.locked(names, len(joined) - len(eligible)))
    await tell_refused(work, race, room, joined, links)
    return True


async def release(work: WorkSession, race: AsyncTournamentLiveRace, room: AsyncTournamentLiveRaceRoom | None) -> None:
    """Let everybody read the seed. The only place that sets `released_at`."""
    race.released_at = work.clock.now()
    if race.permalink_id is not None:
        await work.permalinks.note_read(race.permalink_id)
    work.record(AsyncLiveRaceSeedReleasedEvent(ref_of_race(race), commitment=race.commitment))
    if room is not None:
        await say(work, race, room, [room_lines.seed_released(race.commitment)])


async def replace_read_seed(work: WorkSession, race: AsyncTournamentLiveRace, *, keep_last_one: bool) -> None:
    """Take a seed that players could read already from a race that begins again, and seal another one if there is one.

    With `keep_last_one` a race whose pool has no other keeps it, because a known seed is better than no race. A
    generator makes the next one at the next lock.
    """
    if race.released_at is None:
        return
    await work.pools.lock(race.pool_id)
    is_made = await work.seed_sources.find(PoolId(race.pool_id)) is not None
    fresh = None if is_made else await work.permalinks.find_unplayed(race.pool_id)
    if fresh is None and keep_last_one and not is_made:
        return
    race.permalink_id, race.released_at, race.sealed_at = None, None, None
    race.commitment = race.commitment_salt = ""
    if fresh is not None:
        seal(work, race, fresh)
