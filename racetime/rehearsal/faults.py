"""What goes wrong on a bad night, and how often the small things do that always go wrong at racetime.gg."""

import random
from collections.abc import Set
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from aiohttp import web

from application.domain.clock import Clock
from racetime.rehearsal.formats import Frame

LOST_ANSWER_SECONDS = 60.0
DROP_SECONDS = 25.0
SHORT_TOKEN_LIFETIME = timedelta(minutes=2)


class Fault(StrEnum):
    """Faults of the wire first, then those that befall people."""

    ERRORS = "errors"
    LOST_ANSWERS = "lost-answers"
    DROPPED_SOCKETS = "dropped-sockets"
    SILENT_SOCKETS = "silent-sockets"
    REPEATED_FRAMES = "repeated-frames"
    OLD_FRAMES = "old-frames"
    SHORT_TOKENS = "short-tokens"
    REFUSED_BOTS = "refused-bots"
    DELETED_ACCOUNTS = "deleted-accounts"
    DISQUALIFICATIONS = "disqualifications"
    CORRECTIONS = "corrections"
    GIVING_UP = "giving-up"
    NO_SHOWS = "no-shows"


MEANINGS = {
    Fault.ERRORS: "every request of a program is answered with 503",
    Fault.LOST_ANSWERS: "a room that a bot asks for is made, and the answer comes a minute late as a 504",
    Fault.DROPPED_SOCKETS: "each connection is cut after 25 seconds",
    Fault.SILENT_SOCKETS: "connections stay open and say nothing",
    Fault.REPEATED_FRAMES: "every frame is sent twice",
    Fault.OLD_FRAMES: "after each state of a race its very first state is sent once more",
    Fault.SHORT_TOKENS: "tokens end after two minutes, although ten hours were promised",
    Fault.REFUSED_BOTS: "bots and their tokens are unknown, as after a category's owner deleted them",
    Fault.DELETED_ACCOUNTS: "the account of whoever finishes first is deleted a second later",
    Fault.DISQUALIFICATIONS: "once somebody has finished, a racer who still runs is disqualified",
    Fault.CORRECTIONS: "once a race is over, a moderator gives its winner another second",
    Fault.GIVING_UP: "all simulated racers forfeit",
    Fault.NO_SHOWS: "no simulated racer comes, and rooms are cancelled after half an hour",
}


class Traffic:
    """What comes in and goes out: everything is let through."""

    async def before_answer(self, request: web.Request) -> web.StreamResponse | None:  # noqa: ARG002  # hook
        """Return an answer to be given instead of doing the work, or None."""
        return None

    async def after_answer(
        self,
        request: web.Request,  # noqa: ARG002  # hook
        answer: web.StreamResponse,
    ) -> web.StreamResponse:
        """Return the answer to be given once the work is done."""
        return answer

    def cut_after(self) -> float | None:
        """Return after how many seconds a new connection is to be cut without a close frame, None for never."""
        return None

    def outgoing(self, slug: str, frame: Frame) -> tuple[Frame, ...]:  # noqa: ARG002  # hook
        """Return the frames that one connection of the room gets in place of `frame`."""
        return (frame,)


_MACHINE_PATHS = ("/o/", "/ws/")


class FaultyTraffic(Traffic):
    """Bends what leaves the server by the faults that are on; pages for people always work."""

    def __init__(self, faults: Set[Fault], clock: Clock) -> None:
        self._faults = faults
        self._clock = clock
        self._first_states: dict[str, Frame] = {}

    async def before_answer(self, request: web.Request) -> web.StreamResponse | None:
        if Fault.ERRORS in self._faults and _is_for_programs(request.path):
            return web.Response(status=503, text="Service Unavailable")
        return None

    async def after_answer(self, request: web.Request, answer: web.StreamResponse) -> web.StreamResponse:
        if Fault.LOST_ANSWERS in self._faults and request.path.endswith("/startrace"):
            await self._clock.sleep(LOST_ANSWER_SECONDS)
            return web.Response(status=504, text="Gateway Timeout")
        return answer

    def cut_after(self) -> float | None:
        return DROP_SECONDS if Fault.DROPPED_SOCKETS in self._faults else None

    def outgoing(self, slug: str, frame: Frame) -> tuple[Frame, ...]:
        if frame.is_race_data:
            self._first_states.setdefault(slug, frame)
        if Fault.SILENT_SOCKETS in self._faults:
            return ()
        frames = (frame, frame) if Fault.REPEATED_FRAMES in self._faults else (frame,)
        if Fault.OLD_FRAMES in self._faults and frame.is_race_data:
            frames = (*frames, self._first_states[slug])
        return frames


def _is_for_programs(path: str) -> bool:
    return path.startswith(_MACHINE_PATHS) or path.endswith("/data")


@dataclass(frozen=True, slots=True)
class FaultRates:
    """How often racetime.gg's oddities happen, each as a probability from 0 to 1.

    late_frames: a `race.data` frame is delivered after the next one, which has a higher version.
    undone_writes: an entrant getting ready writes back the row as it was before the bot's last write.
    old_copies_cached: a change leaves the old document in the public cache for a whole cache lifetime.
    racebot_cache_misses: a change by the timekeeper does not reach the public cache.
    deadlocks: a click that comes within a second of another one in the same room fails, a bot's as well.
    """

    late_frames: float = 0.05
    undone_writes: float = 0.1
    old_copies_cached: float = 0.02
    racebot_cache_misses: float = 0.2
    deadlocks: float = 0.05
    seed: int = 1

    def __post_init__(self) -> None:
        chances = (self.late_frames, self.undone_writes, self.old_copies_cached, self.racebot_cache_misses)
        for chance in (*chances, self.deadlocks):
            if not 0 <= chance <= 1:
                raise ValueError("The probability of a fault lies between 0 and 1.")


NO_FAULTS = FaultRates(late_frames=0, undone_writes=0, old_copies_cached=0, racebot_cache_misses=0, deadlocks=0)


def seeded_random(seed: int, purpose: str) -> random.Random:
    """Return a repeatable sequence; two purposes never share one, so drawing for one leaves the other alone."""
    return random.Random(f"{seed}/{purpose}")  # noqa: S311  # pretend racers, no secret depends on it


class FaultDice:
    """Decides, repeatably, when each of racetime.gg's oddities happens."""

    def __init__(self, fault_rates: FaultRates) -> None:
        self._rates = fault_rates
        self._frames = seeded_random(fault_rates.seed, "frames")
        self._writes = seeded_random(fault_rates.seed, "writes")
        self._caches = seeded_random(fault_rates.seed, "caches")
        self._clicks = seeded_random(fault_rates.seed, "clicks")

    def frame_is_late(self) -> bool:
        return _happens(self._frames, self._rates.late_frames)

    def write_is_undone(self) -> bool:
        return _happens(self._writes, self._rates.undone_writes)

    def click_collides(self) -> bool:
        return _happens(self._clicks, self._rates.deadlocks)

    def old_copy_is_cached_again(self) -> bool:
        return _happens(self._caches, self._rates.old_copies_cached)

    def racebot_misses_the_cache(self) -> bool:
        return _happens(self._caches, self._rates.racebot_cache_misses)


def _happens(sequence: random.Random, probability: float) -> bool:
    return sequence.random() < probability
