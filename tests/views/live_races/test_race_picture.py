"""The picture of a race, which each of its racers sees with the own finish in it."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

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


def attribute(tag: str, name: str) -> str:
    return re.findall(rf' {name}="([^"]+)"', tag)[0]  # type: ignore[no-any-return]


def test_no_time_is_written_over_another_on_a_phone() -> None:
    """A time takes 18 percent of the width there."""
    for minutes in range(3, 300, 7):
        finishes = (Finish("First", timedelta(minutes=115)), Finish("Last", timedelta(minutes=115 + minutes)))
        drawing = markup_of(race_picture, replace(_SHARED, finishes=finishes))
        written = re.findall(r"<text[^>]*race-picture__time[^>]*>", drawing)
        places = [float(attribute(each, "x").rstrip("%")) for each in written]
        anchors = [attribute(each, "text-anchor") for each in written]
        ends = {"start": (0, 18), "middle": (-9, 9), "end": (-18, 0)}
        spans = [(at + ends[anchor][0], at + ends[anchor][1]) for at, anchor in zip(places, anchors, strict=True)]
        assert len(spans) >= 2
        assert all(before[1] <= after[0] + 0.1 for before, after in pairwise(spans)), (minutes, spans)


def test_a_racers_own_picture_costs_little_once_others_have_theirs() -> None:
    first, third = calls_of(lambda: own_picture(0)), calls_of(lambda: own_picture(2))
    assert own_picture(2).count("race-picture__finish--own") == 1
    assert third < first / 3
