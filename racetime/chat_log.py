"""How a race ended and who gave up: what the document of a room leaves open, and only its chat tells."""

import re
from dataclasses import dataclass, replace

from application.domain.live_races.room import Ending, EntrantStatus, RoomSnapshot, RoomStatus
from racetime.documents import names_in
from racetime.reading import Document

_LOG_LINE = re.compile(r"\[[0-9: +.TZ-]+\] (?P<text>.+)")
_CANCELLED = "this race has been cancelled by "
_ENDED_BY_RACERS = ("this race has been cancelled due to ", "race finished in ")
_RESTARTED = "race timer restarted"
_FORFEITED = " has forfeited from the race."
_CAME_BACK = " has un-forfeited from the race."


def needs_chat(snapshot: RoomSnapshot) -> bool:
    """Tell whether only the room's chat says how its race ended, and who gave up."""
    gave_up = any(entrant.status is EntrantStatus.DNF for entrant in snapshot.entrants)
    return snapshot.has_started and (
        snapshot.status is RoomStatus.CANCELLED or (snapshot.status is RoomStatus.FINISHED and gave_up)
    )


@dataclass(frozen=True, slots=True)
class ChatTale:
    """What the system lines of a room's chat tell of the end of its race."""

    ending: Ending | None
    gave_up: frozenset[str]
    """Full names of those who forfeited themselves and didn't take it back."""


def read_chat_log(log: str) -> ChatTale:
    """Read the text of `/log`, which has system lines without a name before them."""
    ending: Ending | None = None
    was_cancelled = False
    gave_up: set[str] = set()
    for line in log.splitlines():
        match = _LOG_LINE.fullmatch(line.strip())
        if match is None:
            continue
        said = match["text"]
        lowered = said.casefold()
        if lowered.startswith(_CANCELLED):
            ending, was_cancelled = Ending.CANCELLED, True
        elif lowered.startswith(_ENDED_BY_RACERS):
            ending = Ending.REVIVED if was_cancelled else Ending.BY_RACERS
        elif lowered.startswith(_RESTARTED):
            ending = None
        elif said.endswith(_CAME_BACK):
            gave_up.discard(said.removesuffix(_CAME_BACK))
        elif said.endswith(_FORFEITED):
            gave_up.add(said.removesuffix(_FORFEITED))
    return ChatTale(ending, frozenset(gave_up))


def with_tale(snapshot: RoomSnapshot, document: Document, tale: ChatTale) -> RoomSnapshot:
    """Return a snapshot with what its chat tells; `document` is what the snapshot was read from.

    A moderator who edits results may finish a cancelled race without a line about the end.
    """
    ending = tale.ending
    if ending is Ending.CANCELLED and snapshot.status is RoomStatus.FINISHED:
        ending = Ending.REVIVED
    if ending is None:
        return snapshot
    entrants = tuple(
        replace(entrant, gave_up=not known.isdisjoint(tale.gave_up)) if entrant.status is EntrantStatus.DNF else entrant
        for entrant, known in zip(snapshot.entrants, names_in(document), strict=True)
    )
    return replace(snapshot, ending=ending, entrants=entrants)
