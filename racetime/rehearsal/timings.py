"""How long racetime.gg waits for things, and how a rehearsal shortens those waits.

Caches, tokens, the replay window of message ids and the chat rate limit are not waits of a race: they keep
their real length at every speed.
"""

from dataclasses import dataclass
from datetime import timedelta

ADOPTION_INTERVAL = timedelta(seconds=10)
"""The timekeeper looks for new rooms this often, and takes on one each time."""

STREAM_REFRESH_INTERVAL = timedelta(seconds=10)
"""How often the timekeeper asks who is live, in rooms that require a stream."""

FINISH_CHECK_INTERVAL = timedelta(milliseconds=100)
"""How long after the last result the timekeeper notices that a race is over."""

EARLIEST_FINISH = timedelta(seconds=5)
"""Nobody can finish or forfeit sooner than this after the start."""

UNDO_WINDOW = timedelta(minutes=10)
"""How long after the end an entrant may still take back a finish or forfeit."""

LOW_ENTRANTS_WARNING = timedelta(minutes=25)
LOW_ENTRANTS_CANCEL = timedelta(minutes=30)
NEVER_STARTED_CANCEL = timedelta(hours=4)
"""Ages of a room that has not started: too few joined (warning, then cancelled), or never started at all."""

TIME_LIMIT_WARNING = timedelta(minutes=5)
"""How long before the time limit the room is told."""

UNRECORDABLE_CHAT_CLOSES = timedelta(hours=1)
"""Chat (and comments) of a race that can't be recorded close this long after its end."""

UNANSWERED_HANDSHAKE = timedelta(seconds=5)
"""A websocket for a room that does not exist hangs this long before its connection is closed."""

COUNTDOWN_LINES = (10, 5, 4, 3, 2, 1)
"""Seconds before the start at which the room is told, before shortening."""


@dataclass(frozen=True, slots=True)
class Timings:
    """The waits above, divided by `speed`."""

    speed: float = 1.0

    def wait(self, usual: timedelta) -> timedelta:
        """Return how long `usual` lasts in this rehearsal."""
        return usual / self.speed
