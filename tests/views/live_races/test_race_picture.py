"""The picture of a race, which each of its racers sees with the own finish in it."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from components.race_picture import Finish, RacePicture, race_picture
from components.sketch import markup_of

_RACERS = 60
_SHARED = RacePicture(
    started_at=datetime(2026, 3, 14, tzinfo=UTC),
    finishes=tuple(Finish(f"Racer {number}", timedelta(hours=1, seconds=7 * number)) for number in range(_RACERS)),
    par=None,
    targets=(),
)


def calls_of(action: Callable[[], object]) -> int:
    """Count the calls that an action consists of, which no other work of the machine changes."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


def own_picture(racer: int) -> str:
    marked = (replace(finish, own=number == racer) for number, finish in enumerate(_SHARED.finishes))
    return markup_of(race_picture, replace(_SHARED, finishes=tuple(marked)))


def test_a_racers_own_picture_costs_little_once_others_have_theirs() -> None:
    first, third = calls_of(lambda: own_picture(0)), calls_of(lambda: own_picture(2))
    assert own_picture(2).count("race-picture__finish--own") == 1
    assert third < first / 3
