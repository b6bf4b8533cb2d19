"""Races that come again at the same time of the day, as people mean it: by the clock on their wall."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.errors import FieldProblem, InvalidInput, Problems
from application.domain.wall_time import instant_of

MOST_RACES = 52
LONGEST_INTERVAL_DAYS = 28


@dataclass(frozen=True, slots=True)
class Series:
    """`first` is a local time ("2026-03-14T20:00") in `zone`; the others follow every so many days."""

    first: str
    zone: str
    every_days: int
    count: int


def occurrences(series: Series) -> tuple[datetime, ...]:
    """Return the instants; the local time stays the same when clocks go forward or back.

    Raises `InvalidInput` for a number or an interval out of bounds, and names the day on which clocks skip the time.
    """
    problems = Problems()
    instants: list[datetime] = []
    if not 2 <= series.count <= MOST_RACES:
        problems.note(FieldProblem("count", f"A series can have 2 to {MOST_RACES} races."))
    if not 1 <= series.every_days <= LONGEST_INTERVAL_DAYS:
        message = f"The races of a series can be 1 to {LONGEST_INTERVAL_DAYS} days apart."
        problems.note(FieldProblem("every_days", message))
    with problems.noted():
        instants.append(instant_of(series.first, series.zone, field="scheduled_at"))
    problems.refuse()
    start = datetime.fromisoformat(series.first)
    for number in range(1, series.count):
        local = start + timedelta(days=number * series.every_days)
        try:
            instants.append(instant_of(local.isoformat(), series.zone, field="scheduled_at"))
        except InvalidInput as error:
            day = f"{local:%a %-d %b %Y}"
            raise InvalidInput.on("scheduled_at", f"Race {number + 1}, on {day}: {error.message}") from error
    return tuple(instants)


def numbered(title: str, number: int) -> str:
    """Return the title of the n-th race (n from 1): every "#" in it becomes the number."""
    return title.replace("#", str(number))
