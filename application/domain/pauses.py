"""How long to wait before something that failed is tried again."""

from collections.abc import Callable
from datetime import timedelta


def growing_pause(failures: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """Return the pause after the n-th failure in a row, from 1: the first one, doubling, at most the longest."""
    return min(first * float(2 ** min(max(failures - 1, 0), 20)), longest)


def scattered(seconds: float, chance: Callable[[], float]) -> float:
    """Shorten a pause by up to a quarter, so that those who failed together don't come back together.

    `chance` returns a random number from 0 to 1.
    """
    return seconds * (1 - 0.25 * chance())
