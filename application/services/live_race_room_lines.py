"""What is said in race rooms: queued with the change that causes it, each occasion once."""

from collections.abc import Iterable
from dataclasses import dataclass

from application.domain.announcements import Destination, RoomLine
from application.domain.events import RoomMessagesQueuedEvent
from application.domain.ids import LiveRaceId, OrganizationId, TournamentId
from application.repositories.event_log_repository import NewMessage
from application.unit_of_work import Work
from models import AsyncTournamentLiveRace, AsyncTournamentLiveRaceRoom


@dataclass(frozen=True, slots=True)
class RaceIdentity:
    """The ids that every event of a live race carries."""

    organization_id: OrganizationId
    tournament_id: TournamentId
    live_race_id: LiveRaceId


def identity_of(race: AsyncTournamentLiveRace) -> RaceIdentity:
    return RaceIdentity(OrganizationId(race.organization_id), TournamentId(race.tournament_id), LiveRaceId(race.id))


def title_of(race: AsyncTournamentLiveRace) -> str:
    """Return how a race that was loaded with its pool is called."""
    return race.match_title or f"{race.pool.name} live race"


def room_channel(room_id: int) -> str:
    return f"room:{room_id}"


async def say(
    work: Work,
    race: AsyncTournamentLiveRace,
    room: AsyncTournamentLiveRaceRoom,
    lines: Iterable[RoomLine],
) -> None:
    """Queue chat lines for a room; each occasion is said once, and nothing in a room that is led elsewhere."""
    if room.follows_only:
        return
    queued = await work.outbox.add_all(
        NewMessage(
            Destination.RACETIME,
            room_channel(room.id),
            kind=line.kind,
            payload={
                "text": line.text,
                "direct_to": line.direct_to,
                "pinned": line.pinned,
                "buttons": [[button.label, button.message] for button in line.buttons],
            },
            dedupe_key=f"room:{room.id}:{line.occasion}",
            live_race_id=race.id,
        )
        for line in lines
    )
    if queued:
        who = identity_of(race)
        work.record(RoomMessagesQueuedEvent(who.organization_id, who.tournament_id, who.live_race_id))
