"""How a race stands: how far its racers have come, who leads, and who stood on the podium."""

from dataclasses import dataclass
from datetime import timedelta

from application.domain.durations import clock_time, precise_time
from application.domain.live_races.room import OUTCOMES, EntrantStatus
from application.domain.words import counted, together
from application.read_models import BoardLine, LiveRaceDetails
from components.markup import element, section, test_id, text

_STARTED = frozenset({*OUTCOMES, EntrantStatus.IN_PROGRESS})
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Field:
    """How far the racers of a race have come, as far as the viewer may know."""

    done: int
    started: int
    here: int
    ready: int
    leaders: tuple[str, ...]
    """Of those who count, all with the best time: who is the fastest without counting has not won."""
    time: timedelta | None

    @classmethod
    def of(cls, board: tuple[BoardLine, ...]) -> "Field":
        here = [line for line in board if line.entrant_status is not None]
        shown = [] if any(line.hidden for line in board) else here
        placed = _placed(board)
        best = placed[0].finish_time if placed else None
        return cls(
            done=sum(line.outcome is EntrantStatus.DONE for line in shown),
            started=sum(line.entrant_status in _STARTED for line in shown),
            here=len(here),
            ready=sum(line.entrant_status is EntrantStatus.READY for line in here),
            leaders=tuple(line.name or line.racetime_name for line in placed if line.finish_time == best),
            time=best,
        )

    @property
    def finished(self) -> str:
        return f"{self.done} of {self.started} finished" if self.started else "Results are hidden for now"

    @property
    def leader(self) -> str:
        return together(self.leaders)

    @property
    def led_by(self) -> str:
        return f"{self.leader}, {clock_time(self.time)}" if self.time is not None else ""

    @property
    def ending(self) -> str:
        """How a race that is over ended, in few words."""
        if self.leaders:
            return f"Won by {self.leader}"
        return "Nobody finished" if self.started and not self.done else self.finished

    @property
    def in_room(self) -> str:
        """Who is there before the start, e.g. "9 racers in the room, 3 ready"."""
        return f"{counted(self.here, 'racer')} in the room" + (f", {self.ready} ready" if self.ready else "")


def _placed(board: tuple[BoardLine, ...]) -> list[BoardLine]:
    """Return who counts and has finished, the fastest first."""
    placed = [
        line for line in board if line.counted is not False and line.finish_time is not None and line.place is not None
    ]
    return sorted(placed, key=lambda line: line.place or 0)


def gap(time: timedelta, first: timedelta) -> str:
    """Return how far behind the first a finish was, e.g. "+0:17"; empty for the first."""
    return f"+{clock_time(time - first)}" if time > first else ""


def who_is_going(names: tuple[str, ...]) -> None:
    """List who said to race and is not in the room yet; nothing where there is nobody."""
    if not names:
        return
    with section("Who is going", key="going"), test_id(element("going", "ul"), "going"):
        for name in names:
            text(name, "tag", "li")


def names_of_going(details: LiveRaceDetails) -> tuple[str, ...]:
    there = {line.user_id for line in details.board if line.entrant_status is not None}
    return tuple(goer.name for goer in details.going if goer.user_id not in there)


@dataclass(frozen=True, slots=True)
class Podium:
    """The first three of those who count, with their places among them; equal times share one."""

    steps: tuple[tuple[int, str, timedelta], ...]

    @classmethod
    def of(cls, board: tuple[BoardLine, ...]) -> "Podium":
        timed = [(line.name or line.racetime_name, line.finish_time) for line in _placed(board)]
        times = [(name, time) for name, time in timed if time is not None]
        steps = tuple((1 + sum(other < time for _, other in times), name, time) for name, time in times[:_STEPS])
        return cls(steps)


def podium(shown: Podium) -> None:
    """Draw it; nothing where nobody finished."""
    if not shown.steps:
        return
    first = shown.steps[0][2]
    with section("Podium", key="podium"), test_id(element("podium", "ol"), "podium"):
        for place, name, time in shown.steps:
            with element(f"podium__step podium__step--{place}", "li"):
                text(str(place), "podium__place number", "span")
                text(name, "podium__name", "span")
                text(precise_time(time), "number", "span")
                text(gap(time, first), "faint number", "span")
