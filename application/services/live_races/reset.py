"""Taking a live race back to where no room has settled anything yet: steps inside one unit of work."""

from application.domain.messages.channels import Destination
from application.services.live_races.room_lines import room_partition
from application.services.live_races.runs import remove_runs
from application.services.live_races.start_calls import forget_start
from application.unit_of_work import WorkSession
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceRoom


async def leave_room(
    work: WorkSession, race: AsyncTournamentLiveRace, room: AsyncTournamentLiveRaceRoom | None
) -> None:
    """Detach the race's present room; the row of the room is for the caller to save.

    What still waited to be said there is dropped. The bot stays for a while to say where the race goes on.
    """
    race.racetime_slug = race.room_open_time = race.room_tag = None
    race.room_claimed_until = race.room_retry_at = race.earliest_lock_at = None
    race.room_attempts, race.room_outcome_unknown = 0, False
    race.room_error = race.lock_error = ""
    if room is not None and room.left_at is None:
        room.left_at = work.clock.now()
        await work.outbox.drop(Destination.RACETIME, room_partition(room.id))


async def forget_settlement(work: WorkSession, race: AsyncTournamentLiveRace) -> None:
    """Undo what a room had settled: who is in it, who counts, which runs that made."""
    await remove_runs(work, race, await work.runs.list_for_live_race(race.id))
    await work.unmatched.forget_race(race.id)
    await work.entrants.forget_all(race.id)
    forget_start(race)
    race.locked_at = race.started_at = race.ended_at = race.final_at = race.cancelled_results = None
