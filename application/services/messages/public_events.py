"""Events as programs read them: asked of the one gate who may know what by now, and made of the log."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from application.context import OrgContext
from application.domain.events import JsonValue
from application.domain.ids import LiveRaceId, OrganizationId, Subject, TournamentId, UserId
from application.domain.messages.public_event_facts import FinishedRace, Happening, Linked, LinkedRun, Named
from application.domain.messages.public_events import BY_NAME, Audience, Tells, data_of
from application.domain.permissions import Permission
from application.domain.runs.held_back import HeldBack
from application.page_links import PageLinks
from application.repositories import Repositories
from application.services.audit_names import SubjectNames
from application.services.visibility import held_back
from models.event_log import EventLogEntry
from models.webhook import PublishedEvent

Gates = Mapping[TournamentId, HeldBack | None]
"""What is held back from somebody by tournament; None for one that is gone."""


async def gates_of(reading: Repositories, tournament_ids: Iterable[int | None]) -> Gates:
    """Return what is held back just now from the context's actor in each of these tournaments."""
    gates: dict[TournamentId, HeldBack | None] = {}
    for tournament_id in {TournamentId(number) for number in tournament_ids if number is not None}:
        tournament = await reading.tournaments.find_by_id(tournament_id)
        gates[tournament_id] = await held_back(reading, tournament) if tournament is not None else None
    return gates


def is_kept_back(entry: EventLogEntry, tells: Tells, gates: Gates) -> bool:
    """Tell whether a logged event gives away what is held back; of what is gone nothing is told any more."""
    if tells is Tells.NOTHING or entry.tournament_id is None:
        return False
    held = gates.get(TournamentId(entry.tournament_id))
    if held is None:
        return True
    race_id = LiveRaceId(entry.live_race_id) if entry.live_race_id is not None else None
    if tells is Tells.END:
        return race_id in held.races
    return held.keeps_run(int(entry.payload.get("user_id") or 0), race_id)


def is_allowed_for(event: PublishedEvent, ctx: OrgContext) -> bool:
    """Tell whether the context's roles let its actor ever read an event."""
    kind = BY_NAME.get(event.kind)
    if kind is None or not ctx.allows(kind.needs, _tournament_of(event)):
        return False
    return event.audience is not Audience.STAFF or ctx.allows(Permission.SEE_RESULTS, _tournament_of(event))


def is_meant_for(event: PublishedEvent, ctx: OrgContext) -> bool:
    """Tell whether an event is for the context's actor: by roles, and each event in one of its rows."""
    is_repeated = event.audience is Audience.OTHERS and ctx.allows(Permission.SEE_RESULTS, _tournament_of(event))
    return is_allowed_for(event, ctx) and not is_repeated


def _tournament_of(event: PublishedEvent) -> TournamentId | None:
    return TournamentId(event.tournament_id) if event.tournament_id is not None else None


async def readable(reading: Repositories, events: Sequence[PublishedEvent]) -> list[PublishedEvent]:
    """Return those events, loaded with their log entries, that the context's actor may read at this moment."""
    return await shown(reading, [event for event in events if is_meant_for(event, reading.ctx)])


async def shown(reading: Repositories, events: Sequence[PublishedEvent]) -> list[PublishedEvent]:
    """Return those events of which nothing is held back from the context's actor at this moment."""
    telling = [event for event in events if BY_NAME[event.kind].tells is not Tells.NOTHING]
    gates = await gates_of(reading, (event.tournament_id for event in telling))
    return [event for event in events if not is_kept_back(event.entry, BY_NAME[event.kind].tells, gates)]


async def happenings(
    reading: Repositories, events: Sequence[PublishedEvent], links: PageLinks
) -> tuple[Happening, ...]:
    """Make what programs read of events that the context's actor may read; names are those of this moment."""
    entries = [event.entry for event in events]
    gates = await gates_of(reading, (event.entry.tournament_id for event in events if _times_the_last(event)))
    names = await SubjectNames.read(
        reading,
        [
            *(("tournament_id", entry.tournament_id) for entry in entries),
            *(("live_race_id", entry.live_race_id) for entry in entries),
            *(("user_id", entry.payload.get("user_id")) for entry in entries),
        ],
    )
    return tuple(_happening(event, names, links, _data_of(event, gates)) for event in events)


def _times_the_last(event: PublishedEvent) -> bool:
    """Tell whether an event says when a race was over, which is when its last racer finished."""
    return BY_NAME[event.kind].data is FinishedRace


def _data_of(event: PublishedEvent, gates: Gates) -> dict[str, JsonValue]:
    said = data_of(BY_NAME[event.kind], event.entry.payload)
    number = event.entry.tournament_id
    held = gates.get(TournamentId(number)) if number is not None and _times_the_last(event) else None
    return {**said, "ended_at": None} if held is not None and held.hides_results else said


def body_of(happening: Happening) -> bytes:
    """Return an event as it is sent."""
    return json.dumps(asdict(happening), default=_in_json, ensure_ascii=False, separators=(",", ":")).encode()


def _in_json(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    raise TypeError(f"{type(value).__name__} has no place in an event")


def _happening(event: PublishedEvent, names: SubjectNames, links: PageLinks, data: dict[str, JsonValue]) -> Happening:
    entry = event.entry
    user_id = entry.payload.get("user_id")
    return Happening(
        id=event.public_id,
        type=event.kind,
        timestamp=entry.occurred_at,
        organization_id=OrganizationId(entry.organization_id),
        tournament=_linked(names, Subject.TOURNAMENT, entry.tournament_id, links.tournament),
        live_race=_linked(names, Subject.LIVE_RACE, entry.live_race_id, links.live_race),
        run=LinkedRun(entry.run_id, links.run(entry.run_id)) if entry.run_id is not None else None,
        player=Named(UserId(user_id), names.find(Subject.PERSON, user_id)) if user_id is not None else None,
        data=data,
    )


def _linked(names: SubjectNames, subject: Subject, number: int | None, link: Callable[[int], str]) -> Linked | None:
    return Linked(number, names.find(subject, number), link(number)) if number is not None else None
