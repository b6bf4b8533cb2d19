"""What is said in race rooms: queued with the change that causes it, each occasion once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from application.domain.events.messages import RoomMessagesQueuedEvent
from application.domain.ids import LiveRaceId, OrganizationId, RaceRef, TournamentId
from application.domain.live_races.live_race import race_title, stage_of
from application.domain.messages.channels import Destination
from application.domain.messages.room_lines import RoomLine
from application.repositories.messages.outbox_repository import NewMessage
from application.unit_of_work import WorkSession
from models.async_tournament import AsyncTournamentLiveRace
from models.event_log import OutboxMessage
from models.live_race_room import AsyncTournamentLiveRaceRoom


def ref_of_race(race: AsyncTournamentLiveRace) -> RaceRef:
    return RaceRef(OrganizationId(race.organization_id), TournamentId(race.tournament_id), LiveRaceId(race.id))


def title_of(race: AsyncTournamentLiveRace) -> str:
    """Return how a race that was loaded with its pool is called."""
    return race_title(race.match_title, race.pool.name)


def room_partition(room_id: int) -> str:
    return f"room:{room_id}"


async def say(
    work: WorkSession,
    race: AsyncTournamentLiveRace,
    room: AsyncTournamentLiveRaceRoom,
    lines: Iterable[RoomLine],
) -> None:
    """Queue chat lines for a room; each occasion is said once, and nothing where the bot doesn't lead or has left."""
    if room.follows_only or room.closed_at is not None:
        return
    queued = await work.outbox.add_all(
        NewMessage(
            Destination.RACETIME,
            room_partition(room.id),
            kind=line.kind,
            payload={
                "text": line.text,
                "direct_to": line.direct_to,
                "pinned": line.pinned,
                "buttons": [[button.label, button.message] for button in line.buttons],
                "holds_in": None if line.holds_in is None else sorted(line.holds_in),
                "holds_for": None if line.holds_for is None else line.holds_for.total_seconds(),
            },
            dedupe_key=f"room:{room.id}:{line.occasion}",
            live_race_id=race.id,
        )
        for line in lines
    )
    if queued:
        work.record(RoomMessagesQueuedEvent(ref_of_race(race)))


async def was_said(work: WorkSession, room: AsyncTournamentLiveRaceRoom, occasion: str) -> bool:
    """Tell whether the room heard a line whose occasion begins so."""
    return await work.outbox.was_sent(Destination.RACETIME, room_partition(room.id), f"room:{room.id}:{occasion}")


def still_holds(message: OutboxMessage, race: AsyncTournamentLiveRace, now: datetime) -> bool:
    """Tell whether a line that was queued earlier may still be said."""
    stages, seconds = message.payload.get("holds_in"), message.payload.get("holds_for")
    if seconds is not None and now - message.created_at > timedelta(seconds=seconds):
        return False
    return stages is None or stage_of(race.status, is_locked=race.locked_at is not None) in stages


async def close_room(work: WorkSession, room: AsyncTournamentLiveRaceRoom) -> None:
    """Stop following a room; what still waited to be said there is dropped. The row is for the caller to save."""
    room.closed_at, room.next_poll_at = work.clock.now(), None
    await work.outbox.drop(Destination.RACETIME, room_partition(room.id))
