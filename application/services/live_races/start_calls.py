"""A start that drags on: who is not ready is named and warned, then the race begins without them."""

from datetime import timedelta

from application.domain.events.live_races import AsyncLiveRaceBeginOrderedEvent
from application.domain.live_races.live_race import FEWEST_ENTRANTS
from application.domain.live_races.room import JOINED, EntrantStatus
from application.domain.messages import room_lines
from application.domain.tournaments.timeline import START_CALLS, leads_of_calls
from application.services.live_races.room_lines import ref_of_race, say, was_said
from application.unit_of_work import WorkSession
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceRoom

_LOOK_AGAIN = timedelta(minutes=1)
"""How long until a tournament that never begins a race automatically is asked whether it still is one."""


def expect_start(work: WorkSession, race: AsyncTournamentLiveRace) -> None:
    """Let a locked race be called to its start once its time has come. The row is for the caller to save."""
    forget_start(race)
    race.start_call_at = max(race.scheduled_at, work.clock.now())


def forget_start(race: AsyncTournamentLiveRace) -> None:
    race.start_calls, race.start_call_at, race.begins_at = 0, None, None


def must_begin(race: AsyncTournamentLiveRace) -> bool:
    """Tell whether everybody was named and warned, and the time is over. The race must come with its tournament."""
    calls: int = race.start_calls
    return calls > START_CALLS and race.tournament.start_grace_minutes is not None


async def call_to_start(work: WorkSession, race: AsyncTournamentLiveRace, room: AsyncTournamentLiveRaceRoom) -> None:
    """Take the step that is due: name those who are not ready, warn them, or order the race to begin without them.

    A last warning that could not be said is given again. The row is for the caller to save.
    """
    entrants = await work.entrants.list_for_race(race.id)
    joined = [entrant for entrant in entrants if entrant.present and entrant.status in JOINED]
    unready = [entrant.racetime_name for entrant in joined if entrant.status is not EntrantStatus.READY]
    grace: int | None = race.tournament.start_grace_minutes
    if grace is None:
        if not race.start_calls:
            await say(work, race, room, room_lines.start_called(unready, None, occasion=_occasion(race, 1)))
        race.start_calls, race.start_call_at, race.begins_at = 1, work.clock.now() + _LOOK_AGAIN, None
        return
    if race.start_calls != START_CALLS or await was_said(work, room, _occasion(race, START_CALLS)):
        race.start_calls += 1
    if must_begin(race):
        race.start_call_at = None
        await _order_to_begin(work, race, room, unready, ready=len(joined) - len(unready))
        return
    now = work.clock.now()
    left, next_left = leads_of_calls(grace)[race.start_calls - 1 : race.start_calls + 1]
    race.begins_at = now + left
    race.start_call_at = race.begins_at - next_left
    occasion = f"{_occasion(race, race.start_calls)}{now.timestamp():.0f}"
    if race.start_calls == 1:
        lines = room_lines.start_called(unready, race.begins_at, occasion=occasion)
    else:
        lines = room_lines.start_warned(unready, left, occasion=occasion)
    await say(work, race, room, lines)


async def _order_to_begin(
    work: WorkSession,
    race: AsyncTournamentLiveRace,
    room: AsyncTournamentLiveRaceRoom,
    unready: list[str],
    *,
    ready: int,
) -> None:
    if ready < FEWEST_ENTRANTS:
        await say(work, race, room, [room_lines.too_few_ready(occasion=_occasion(race, race.start_calls))])
    work.record(AsyncLiveRaceBeginOrderedEvent(ref_of_race(race), ready=ready, not_ready=tuple(unready)))


def _occasion(race: AsyncTournamentLiveRace, call: int) -> str:
    return f"start-call:{race.scheduled_at.timestamp():.0f}:{call}:"
