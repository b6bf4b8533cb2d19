"""Chances with a memory of their own: one seed, one sequence per purpose."""

import random

from racetime.rehearsal.options import Quirks


def seeded_random(seed: int, purpose: str) -> random.Random:
    """Return a repeatable sequence; two purposes never share one, so drawing for one leaves the other alone."""
    return random.Random(f"{seed}/{purpose}")  # noqa: S311  # pretend racers, no secret depends on it


class QuirkDice:
    """Decides, repeatably, when each of racetime.gg's oddities happens."""

    def __init__(self, quirks: Quirks) -> None:
        self._quirks = quirks
        self._frames = seeded_random(quirks.seed, "frames")
        self._writes = seeded_random(quirks.seed, "writes")
        self._caches = seeded_random(quirks.seed, "caches")
        self._clicks = seeded_random(quirks.seed, "clicks")

    def frame_is_late(self) -> bool:
        return _happens(self._frames, self._quirks.late_frames)

    def write_is_undone(self) -> bool:
        return _happens(self._writes, self._quirks.undone_writes)

    def click_collides(self) -> bool:
        return _happens(self._clicks, self._quirks.deadlocks)

    def old_copy_is_cached_again(self) -> bool:
        return _happens(self._caches, self._quirks.old_copies_cached)

    def racebot_misses_the_cache(self) -> bool:
        return _happens(self._caches, self._quirks.racebot_cache_misses)


def _happens(sequence: random.Random, probability: float) -> bool:
    return sequence.random() < probability
