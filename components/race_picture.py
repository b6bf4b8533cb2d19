"""A picture of a race on its time: each finish as a point, par, and the scores that can still be reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from nicegui import ui

from application.domain.durations import clock_time
from application.domain.runs.projection import ParEstimate, Target
from application.read_models import BoardLine
from components.markup import element, test_id, text
from components.moment import count_down
from components.sketch import put_drawn
from components.standing import gap

_MARGIN = 0.05
_LEAST = timedelta(minutes=4)
"""The picture is of at least so long a time, or of the whole race; a single finish would stand for all of it."""
_STEPS = (15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
"""Seconds between two marks of the time, as people think in."""
_MOST_MARKS = 6
_ROOM = 8
"""Percent of the width that a score takes on a phone; where they or par lie closer, the list above says them all."""
_SIDE = 14
"""Percent of the width at whose ends words turn inwards."""
_HALF_TIME = 9
"""Percent of the width that half a time on the axis takes on a phone."""


@dataclass(frozen=True, slots=True)
class Finish:
    name: str
    time: timedelta
    own: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    """A finish as it stands on a picture; the same on all of them but the racer's own."""

    finish: Finish
    at: float
    first: timedelta


@dataclass(frozen=True, slots=True)
class RacePicture:
    """`targets` are the next scores within reach, none once nobody races any more."""

    started_at: datetime
    finishes: tuple[Finish, ...]
    par: ParEstimate | None
    targets: tuple[Target, ...]
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """The same in small, for where many races stand: the finishes alone."""

    finishes: tuple[Finish, ...]

    @classmethod
    def of(cls, board: tuple[BoardLine, ...]) -> "Strip | None":
        """Return the finishes on a board; None before the first."""
        placed = [(line.name or line.racetime_name, line.finish_time) for line in board if line.place is not None]
        finishes = tuple(Finish(name, time) for name, time in placed if time is not None)
        return cls(finishes) if finishes else None

    @property
    def places(self) -> tuple[float, ...]:
        """Return where on the strip each finish lies, from 0 to 1."""
        times = [finish.time.total_seconds() for finish in self.finishes]
        scale = _Scale.of(times)
        return tuple(scale.at(each) / 100 for each in times)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where on the picture a time lies."""

    begin: float
    length: float

    @classmethod
    def of(cls, times: list[float]) -> "_Scale":
        low, high = min(times), max(times)
        length = max(high - low, min(_LEAST.total_seconds(), high), 1) * (1 + 2 * _MARGIN)
        return cls(max((low + high - length) / 2, 0), length)

    def at(self, seconds: float) -> float:
        return round((seconds - self.begin) / self.length * 100, 2)

    def marks(self) -> Iterator[int]:
        step = next((each for each in _STEPS if self.length / each <= _MOST_MARKS), _STEPS[-1])
        first = int(self.begin // step + 1) * step
        yield from range(max(first, 0), int(self.begin + self.length), step)


def race_picture(shown: RacePicture | None) -> None:
    """Draw it with what it means in words. The table of racers says the same of each."""
    if shown is None:
        return
    with element("race-picture"):
        _words(shown)
        with test_id(element("race-picture__drawing", "svg"), "race-picture") as drawing:
            drawing.props["aria-hidden"] = "true"
            times = _times(shown)
            if times:
                _draw(shown, _Scale.of(times))
            else:
                _line("race-picture__axis", 0, 76, 100, 76)


def finish_strip(shown: Strip | None) -> None:
    """Draw each finish where it lies among the others, as words beside it say, too; nothing before the first."""
    if shown is None:
        return
    with test_id(element("finish-strip", "svg"), "finish-strip") as drawing:
        drawing.props["aria-hidden"] = "true"
        _line("race-picture__axis", 0, 10, 100, 10)
        for place in shown.places:
            _shape("circle", "race-picture__point", cx=f"{place:.2%}", cy=10, r=5)


def _times(shown: RacePicture) -> list[float]:
    times = [finish.time.total_seconds() for finish in shown.finishes]
    times += [target.time.total_seconds() for target in shown.targets]
    return times + ([shown.par.low, shown.par.high] if shown.par is not None else [])


def _words(shown: RacePicture) -> None:
    par = shown.par
    if par is None and not shown.is_on:
        return
    with test_id(element(f"stack stack--tight{' race-picture__outlook' if shown.is_on else ''}"), "outlook"):
        if par is None:
            text("Finishes show here as they happen.", "soft")
        elif _time(par.low) == _time(par.high) and not par.is_settled:
            text(f"Par looks like {_time(par.seconds)}.", "soft")
        elif par.is_settled:
            text(f"Par is {_time(par.seconds)}.", "soft")
        else:
            text(f"Par looks like {_time(par.seconds)}, between {_time(par.low)} and {_time(par.high)}.", "soft")
        if shown.targets:
            with element("race-picture__targets", "ul"):
                for target in shown.targets:
                    with element(tag="li"):
                        text(f"{target.score:g}", "strong number", "span")
                        text(" for a finish within ", "soft", "span")
                        count_down(shown.started_at + target.time, when_past="passed").classes("number")


def _draw(shown: RacePicture, scale: _Scale) -> None:
    if shown.par is not None and not shown.par.is_settled:
        low, high = scale.at(shown.par.low), scale.at(shown.par.high)
        _shape("rect", "race-picture__band", x=f"{low}%", y=20, width=f"{high - low:.2f}%", height=56)
    _line("race-picture__axis", 0, 76, 100, 76)
    written_to = 0.0
    for seconds in scale.marks():
        at = scale.at(seconds)
        _line("race-picture__mark", at, 76, at, 80)
        begin = at if at < _HALF_TIME else at - 2 * _HALF_TIME if at > 100 - _HALF_TIME else at - _HALF_TIME
        if begin >= written_to:
            _word("race-picture__time", clock_time(timedelta(seconds=seconds)), at, 96, side=_HALF_TIME)
            written_to = begin + 2 * _HALF_TIME
    par_at = None
    if shown.par is not None:
        par_at = scale.at(shown.par.seconds)
        _line("race-picture__par", par_at, 20, par_at, 76)
        _word("race-picture__par-word", "Par", par_at, 14)
    free_from = 0.0
    for target in sorted(shown.targets, key=lambda target: target.time):
        at = scale.at(target.time.total_seconds())
        _line("race-picture__target", at, 40, at, 76)
        if at >= free_from and (par_at is None or abs(at - par_at) >= _ROOM / 2):
            _word("race-picture__score", f"{target.score:g}", at, 34)
            free_from = at + _ROOM
    first = min((finish.time for finish in shown.finishes), default=timedelta())
    for finish in sorted(shown.finishes, key=lambda finish: finish.own):
        put_drawn(_finish, _Point(finish, scale.at(finish.time.total_seconds()), first))


def _finish(point: _Point) -> None:
    """Put down a point that says who it is when it is pointed at or touched."""
    finish, at, behind = point.finish, point.at, gap(point.finish.time, point.first)
    node = element(f"race-picture__finish{' race-picture__finish--own' if finish.own else ''}", "g")
    node.props["tabindex"] = "-1"
    with node:
        _shape("circle", "race-picture__reach", cx=f"{at}%", cy=60, r=14)
        _shape("circle", "race-picture__point", cx=f"{at}%", cy=60, r=5)
        words = f"{finish.name} · {clock_time(finish.time)}{f' ({behind})' if behind else ''}"
        _word("race-picture__name", words, at, 14)


def _line(classes: str, x1: float, y1: int, x2: float, y2: int) -> None:
    _shape("line", classes, x1=f"{x1}%", y1=y1, x2=f"{x2}%", y2=y2)


def _word(classes: str, content: str, at: float, y: int, *, side: int = _SIDE) -> None:
    node = text(content, classes, "text")
    node.props["x"], node.props["y"] = f"{min(max(at, 0), 100)}%", y
    node.props["text-anchor"] = "start" if at < side else "end" if at > 100 - side else "middle"


def _shape(tag: str, classes: str, **places: str | int) -> ui.element:
    node = element(classes, tag)
    for name, value in places.items():
        node.props[name] = value
    return node


def _time(seconds: float) -> str:
    return clock_time(timedelta(seconds=round(seconds)))
