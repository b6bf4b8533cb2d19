"""Doing the same to many live races."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from application.domain.errors import FieldProblem, Problems
from application.domain.ids import LiveRaceId
from application.domain.wall_time import in_zone, instant_of

MOST_RACES = 100
FURTHEST_DAYS = 365
FURTHEST_MINUTES = 24 * 60


class BulkAction(StrEnum):
    MOVE = "move"
    CANCEL = "cancel"
    RESTORE = "restore"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class BulkChange:
    """`days` keep the local time in `zone` (an IANA name), `minutes` are time that passes; both may be negative."""

    action: BulkAction
    days: int = 0
    minutes: int = 0
    zone: str = "UTC"
    reason: str = ""
    """Of a cancellation, for the players."""


def check_bulk(live_race_ids: Sequence[LiveRaceId], change: BulkChange) -> tuple[LiveRaceId, ...]:
    """Return the races without repetition.

    Raises `InvalidInput` for none or too many of them, and for a move that is out of bounds or leads nowhere.
    """
    chosen = tuple(dict.fromkeys(live_race_ids))
    problems = Problems()
    if not chosen:
        problems.note(FieldProblem("live_race_ids", "Choose at least one race."))
    if len(chosen) > MOST_RACES:
        problems.note(FieldProblem("live_race_ids", f"At most {MOST_RACES} races can be changed at once."))
    if change.action is BulkAction.MOVE:
        if abs(change.days) > FURTHEST_DAYS:
            problems.note(FieldProblem("days", f"Races can be moved by at most {FURTHEST_DAYS} days."))
        if abs(change.minutes) > FURTHEST_MINUTES:
            message = f"Beside days, races can be moved by at most {FURTHEST_MINUTES} minutes."
            problems.note(FieldProblem("minutes", message))
        if not change.days and not change.minutes:
            problems.note(FieldProblem("days", "Say by how many days or minutes the races are to be moved."))
    problems.refuse()
    return chosen


def moved(start: datetime, change: BulkChange) -> datetime:
    """Return the new start. Raises `InvalidInput` when clocks skip its local time on that day."""
    wall = in_zone(start, change.zone, field="zone") + timedelta(days=change.days)
    instant = instant_of(wall.replace(tzinfo=None).isoformat(), change.zone, field="days") if change.days else start
    return instant.astimezone(UTC) + timedelta(minutes=change.minutes)
