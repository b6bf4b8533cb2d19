"""What a human must look at on a race night. Derived from the facts each time, so an alert ends when its cause does."""

from enum import StrEnum


class AlertKind(StrEnum):
    ROOM_NOT_OPENED = "room_not_opened"
    """racetime.gg was asked for a room and gave none."""
    UNCLAIMED = "unclaimed"
    """A race has no room although its time has come, and nothing is trying any more."""
    NOT_LOCKED = "not_locked"
    """The room can't be locked."""
    ROOM_SILENT = "room_silent"
    """Nothing was heard of a room for too long."""
    RESULTS_MISSING = "results_missing"
    """An hour after its end a race has no results."""
    BOT_REFUSED = "bot_refused"
    """racetime.gg doesn't accept a bot that is needed."""
    EPISODE_MISSING = "episode_missing"
    """SpeedGaming no longer lists the episode of a race."""
