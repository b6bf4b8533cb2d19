"""The zone of the machine that SahasrahBot ran on, which nothing says but the moments at which runs were reviewed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from application.domain.operations.importing.drafts import Problem
from application.domain.operations.importing.plan import ImportPlan
from application.domain.operations.importing.source import ONE_DAY, SourceRow

ZONE = "zone"
"""The rule of problems that come of a wrong zone."""
_USUAL = (
    "UTC",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Asia/Tokyo",
    "Australia/Sydney",
)
_ENOUGH = 500
"""Reviews, by which a zone is told."""


def reviewed_at_of(row: SourceRow, plan: ImportPlan) -> datetime | None:
    written = row.local_moment("reviewed_at")
    return plan.in_utc(written) if written is not None else None


def zone_fits(row: SourceRow, plan: ImportPlan) -> bool:
    """Tell whether a run's review lies after its end and not after its last change, as it does in the right zone."""
    at, updated, ended = reviewed_at_of(row, plan), row.moment("updated"), row.moment("end_time")
    if at is None:
        return True
    return (updated is None or at <= updated + ONE_DAY) and (ended is None or at >= ended)


def with_likely_zone(problems: Sequence[Problem], runs: Sequence[SourceRow], plan: ImportPlan) -> list[Problem]:
    """Say in those problems that come of a wrong zone which one fits the runs better than the plan's."""
    reviewed = list(islice((row for row in runs if row.get("reviewed_at") is not None), _ENOUGH))
    fits = {
        zone: sum(zone_fits(row, replace(plan, reviewed_at_zone=ZoneInfo(zone))) for row in reviewed) for zone in _USUAL
    }
    likeliest = max(_USUAL, key=lambda zone: fits[zone])
    if fits[likeliest] <= sum(zone_fits(row, plan) for row in reviewed):
        return list(problems)
    suggested = f'reviewed_at_zone = "{likeliest}"'
    return [replace(problem, plan=suggested) if problem.rule == ZONE else problem for problem in problems]
