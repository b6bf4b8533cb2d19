"""How one person gets into the room of a race before its start: the same answer on every surface."""

from enum import StrEnum

from application.domain.live_races.room import EntrantStatus


class RoomDoor(StrEnum):
    SHUT = "shut"
    """There is no room that racers enter: not yet, or not any more."""
    OPEN = "open"
    UNCOUNTED = "uncounted"
    """Open, for somebody who could not be counted as things stand."""
    LOCKED = "locked"
    """Only those who are inside race."""
    INSIDE = "inside"
    """Inside already; what is left is to be ready."""
    READY = "ready"

    @property
    def label(self) -> str:
        """What the button into the room says; empty where there is no room."""
        return _LABELS[self]

    @property
    def says(self) -> str:
        """What to know at the door, in a sentence; empty where the button says it all."""
        return _SENTENCES.get(self, "")


_LABELS = {
    RoomDoor.SHUT: "",
    RoomDoor.OPEN: "Join room",
    RoomDoor.UNCOUNTED: "Join room",
    RoomDoor.LOCKED: "Watch room",
    RoomDoor.INSIDE: "Ready",
    RoomDoor.READY: "Go to the room",
}
_SENTENCES = {
    RoomDoor.LOCKED: "The room is locked; only those inside race.",
    RoomDoor.INSIDE: "You are in the room. Be ready there before the start.",
    RoomDoor.READY: "You are in the room and ready.",
}


def door_of(*, is_open: bool, is_locked: bool, is_eligible: bool, entry: EntrantStatus | None) -> RoomDoor:
    """Return how it is for somebody whose line in the room has the status `entry`, None for an outsider."""
    if not is_open:
        return RoomDoor.SHUT
    match entry:
        case EntrantStatus.READY:
            return RoomDoor.READY
        case EntrantStatus.NOT_READY:
            return RoomDoor.INSIDE
        case EntrantStatus.INVITED:
            return RoomDoor.OPEN
    if is_locked:
        return RoomDoor.LOCKED
    return RoomDoor.OPEN if is_eligible else RoomDoor.UNCOUNTED
