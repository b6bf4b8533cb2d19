"""A tournament's settings: what may be given, how it is cleaned, and how it is written into the log."""

from dataclasses import dataclass, fields
from math import isfinite

from application.domain.async_run import UNLIMITED
from application.domain.errors import FieldProblem, InvalidInput, Problems
from application.domain.events import FieldChange
from application.domain.ids import ProfileId
from application.domain.live_race import LONGEST_PROVISIONAL_HOURS, LONGEST_STREAM_DELAY_MINUTES, IneligibleRacers
from application.domain.room import is_slug
from application.domain.scheduling import UNSET, Unset
from application.domain.text import one_line, several_lines
from application.domain.timeline import (
    LONGEST_START_GRACE_MINUTES,
    SHORTEST_START_GRACE_MINUTES,
    USUAL_START_GRACE_MINUTES,
    ReleaseRule,
)
from models import AsyncTournament

NAME_LIMIT = 100
DESCRIPTION_LIMIT = 2000
MOST_ACCOUNT_AGE_DAYS = 3650
_DAY = 24 * 60
_LARGEST_SCORE = 10_000
_SCORING = frozenset({"par_count", "score_floor", "score_cap", "rejected_runs_count"})


@dataclass(frozen=True, slots=True)
class NewTournament:
    """The defaults are the product's; `reattempts_allowed` may be `UNLIMITED`, a warning of 0 minutes is none."""

    name: str
    racetime_category: str
    racetime_goal: str
    description: str = ""
    runs_per_pool: int = 1
    hide_results: bool = False
    race_room_profile_id: ProfileId | None = None
    room_open_minutes: int | None = None
    lock_minutes: int | None = None
    release_rule: ReleaseRule | None = None
    release_minutes: int | None = None
    min_account_age_days: int | None = None
    is_public: bool = False
    start_limit_minutes: int = 20
    start_warning_minutes: int = 10
    finish_limit_minutes: int = 12 * 60
    countdown_seconds: int = 10
    max_imbalance: int = 3
    reattempts_allowed: int = 0
    live_reattempts_allowed: bool = True
    par_count: int = 5
    score_floor: float = 0.0
    score_cap: float = 105.0
    rejected_runs_count: bool = True
    ineligible_racers: IneligibleRacers = IneligibleRacers.UNRECORDED
    final_after_hours: int | None = None
    stream_delay_minutes: int = 0
    start_grace_minutes: int | None = USUAL_START_GRACE_MINUTES


@dataclass(frozen=True, slots=True)
class TournamentChanges:
    name: str | Unset = UNSET
    racetime_category: str | Unset = UNSET
    racetime_goal: str | Unset = UNSET
    description: str | Unset = UNSET
    is_active: bool | Unset = UNSET
    runs_per_pool: int | Unset = UNSET
    hide_results: bool | Unset = UNSET
    race_room_profile_id: ProfileId | Unset | None = UNSET
    room_open_minutes: int | Unset | None = UNSET
    lock_minutes: int | Unset | None = UNSET
    release_rule: ReleaseRule | Unset | None = UNSET
    release_minutes: int | Unset | None = UNSET
    min_account_age_days: int | Unset | None = UNSET
    is_public: bool | Unset = UNSET
    start_limit_minutes: int | Unset = UNSET
    start_warning_minutes: int | Unset = UNSET
    finish_limit_minutes: int | Unset = UNSET
    countdown_seconds: int | Unset = UNSET
    max_imbalance: int | Unset = UNSET
    reattempts_allowed: int | Unset = UNSET
    live_reattempts_allowed: bool | Unset = UNSET
    par_count: int | Unset = UNSET
    score_floor: float | Unset = UNSET
    score_cap: float | Unset = UNSET
    rejected_runs_count: bool | Unset = UNSET
    ineligible_racers: IneligibleRacers | Unset = UNSET
    final_after_hours: int | Unset | None = UNSET
    stream_delay_minutes: int | Unset = UNSET
    start_grace_minutes: int | Unset | None = UNSET


def apply_settings(tournament: AsyncTournament, settings: NewTournament | TournamentChanges) -> None:
    """Write settings onto a row. Raises `InvalidInput` with every one that can't be."""
    for item in fields(settings):
        value = getattr(settings, item.name)
        if value is not UNSET:
            setattr(tournament, item.name, value)
    _clean(tournament)


def shown(tournament: AsyncTournament) -> dict[str, str | None]:
    """Return the settings as the log may have them."""
    values = {item.name: getattr(tournament, item.name) for item in fields(TournamentChanges)}
    return {name: None if value is None else str(value) for name, value in values.items()}


def differences(before: dict[str, str | None], after: dict[str, str | None]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(name, before[name], after[name]) for name in before if before[name] != after[name])


def move_scores(changes: tuple[FieldChange, ...]) -> bool:
    """Tell whether changes of settings move scores."""
    return any(change.field in _SCORING for change in changes)


def _clean(tournament: AsyncTournament) -> None:
    problems = Problems()
    with problems.noted():
        tournament.name = one_line(tournament.name, field="name", what="name", limit=NAME_LIMIT)
    with problems.noted():
        tournament.description = several_lines(
            tournament.description, field="description", what="description", limit=DESCRIPTION_LIMIT
        )
    with problems.noted():
        tournament.racetime_category = one_line(
            tournament.racetime_category, field="racetime_category", what="racetime.gg category", limit=50
        )
        if not is_slug(tournament.racetime_category):
            raise InvalidInput.on(
                "racetime_category", "Give the category's short name as in its address on racetime.gg, e.g. alttpr."
            )
    with problems.noted():
        tournament.racetime_goal = one_line(
            tournament.racetime_goal, field="racetime_goal", what="racetime.gg goal", limit=255
        )
    problems.note(*_number_problems(tournament), *_score_problems(tournament))
    problems.refuse()


def _number_problems(tournament: AsyncTournament) -> list[FieldProblem]:
    bounds = {
        "runs_per_pool": (1, 10, "Runs per pool must be 1 to 10."),
        "start_limit_minutes": (1, _DAY, "The time to start must be 1 minute to 24 hours."),
        "finish_limit_minutes": (10, 7 * _DAY, "The time to finish must be 10 minutes to 7 days."),
        "countdown_seconds": (0, 60, "The countdown must be 0 to 60 seconds."),
        "max_imbalance": (0, 1000, "The imbalance of a pool must be 0 to 1000 runs."),
        "reattempts_allowed": (
            UNLIMITED,
            100,
            f"Other attempts must be 0 to 100, or {UNLIMITED} for as many as anybody wants.",
        ),
        "stream_delay_minutes": (
            0,
            LONGEST_STREAM_DELAY_MINUTES,
            f"The stream delay must be 0 to {LONGEST_STREAM_DELAY_MINUTES} minutes.",
        ),
        "par_count": (1, 100, "Par must be the mean of 1 to 100 runs."),
    }
    problems = []
    for field, (least, most, message) in bounds.items():
        if not least <= getattr(tournament, field) <= most:
            problems.append(FieldProblem(field, message))
    age: int | None = tournament.min_account_age_days
    if age is not None and not 0 <= age <= MOST_ACCOUNT_AGE_DAYS:
        problems.append(
            FieldProblem("min_account_age_days", f"The account age must be 0 to {MOST_ACCOUNT_AGE_DAYS} days.")
        )
    hours: int | None = tournament.final_after_hours
    if hours is not None and not 1 <= hours <= LONGEST_PROVISIONAL_HOURS:
        message = f"Results become final after 1 to {LONGEST_PROVISIONAL_HOURS} hours."
        problems.append(FieldProblem("final_after_hours", message))
    grace: int | None = tournament.start_grace_minutes
    if grace is not None and not SHORTEST_START_GRACE_MINUTES <= grace <= LONGEST_START_GRACE_MINUTES:
        message = (
            f"The wait after the start must be {SHORTEST_START_GRACE_MINUTES} to {LONGEST_START_GRACE_MINUTES} "
            "minutes, or left empty."
        )
        problems.append(FieldProblem("start_grace_minutes", message))
    if not 0 <= tournament.start_warning_minutes < max(tournament.start_limit_minutes, 1):
        problems.append(
            FieldProblem(
                "start_warning_minutes",
                "The warning must come after the draw and before the time to start ends; 0 means no warning.",
            )
        )
    return problems


def _score_problems(tournament: AsyncTournament) -> list[FieldProblem]:
    floor, cap = tournament.score_floor, tournament.score_cap
    problems = [
        FieldProblem(field, f"A score must be between -{_LARGEST_SCORE} and {_LARGEST_SCORE}.")
        for field, value in (("score_floor", floor), ("score_cap", cap))
        if not isfinite(value) or abs(value) > _LARGEST_SCORE
    ]
    if not problems and floor >= cap:
        problems.append(FieldProblem("score_cap", "The highest score must be above the lowest one."))
    return problems
