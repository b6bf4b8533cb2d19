"""The picture of a race, which each of its racers sees with the own finish in it."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from application.domain.runs.projection import ParEstimate, Target
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


def test_no_score_is_written_over_par() -> None:
    seconds = 5400.0
    targets = tuple(Target(score, timedelta(seconds=(2 - score / 100) * seconds)) for score in (105.0, 100.0, 95.0))
    shown = replace(_SHARED, finishes=(), par=ParEstimate(seconds, seconds, seconds), targets=targets, is_on=True)
    drawing = markup_of(race_picture, shown).partition("<svg")[2]
    assert re.findall(r"race-picture__score[^>]*>(\d+)<", drawing) == ["105", "95"]


def test_a_racers_own_picture_costs_little_once_others_have_theirs() -> None:
    first, third = calls_of(lambda: own_picture(0)), calls_of(lambda: own_picture(2))
    assert own_picture(2).count("race-picture__finish--own") == 1
    assert third < first / 3
