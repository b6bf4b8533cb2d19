"""A tournament's settings as a form shows and gives them; only what was changed is sent."""

from collections.abc import Mapping
from math import isfinite

from application.domain.async_run import UNLIMITED
from application.domain.errors import FieldProblem, InvalidInput
from application.domain.ids import ProfileId, read_id
from application.domain.live_race import IneligibleRacers
from application.domain.timeline import ReleaseRule
from application.read_models import TournamentView
from application.services.async_tournament_service import TournamentChanges
from components.form import Values, text_of
from components.setting_words import label_of

SCORING = frozenset({"par_count", "score_floor", "score_cap", "rejected_runs_count"})
NO_OTHERS, SOME, ANY = "none", "some", "any"
"""How many other attempts are allowed: none, a number, or as many as anybody wants."""

_WHOLE = (
    "runs_per_pool",
    "start_limit_minutes",
    "start_warning_minutes",
    "finish_limit_minutes",
    "countdown_seconds",
    "max_imbalance",
    "par_count",
    "stream_delay_minutes",
)
_MAY_BE_EMPTY = (
    "room_open_minutes",
    "lock_minutes",
    "release_minutes",
    "min_account_age_days",
    "final_after_hours",
    "start_grace_minutes",
)
_DECIMAL = ("score_floor", "score_cap")
_CHECKS = ("is_public", "hide_results", "live_reattempts_allowed", "rejected_runs_count")
_TEXTS = ("name", "racetime_category", "racetime_goal")

Settings = Mapping[str, object]


def settings_of(tournament: TournamentView) -> Settings:
    """Return what a tournament has now, by the names of `TournamentChanges`."""
    limits, scoring, timeline = tournament.limits, tournament.scoring, tournament.timeline
    return {
        "name": tournament.name,
        "description": tournament.description,
        "is_public": tournament.is_public,
        "hide_results": tournament.hide_results,
        "racetime_category": tournament.racetime_category,
        "racetime_goal": tournament.racetime_goal,
        "race_room_profile_id": tournament.race_room_profile_id,
        "runs_per_pool": tournament.runs_per_pool,
        "start_limit_minutes": int(limits.start.total_seconds()) // 60,
        "start_warning_minutes": int(limits.warning.total_seconds()) // 60,
        "finish_limit_minutes": int(limits.finish.total_seconds()) // 60,
        "countdown_seconds": int(limits.countdown.total_seconds()),
        "max_imbalance": tournament.max_imbalance,
        "reattempts_allowed": tournament.reattempts_allowed,
        "live_reattempts_allowed": tournament.live_reattempts_allowed,
        "par_count": scoring.par_count,
        "score_floor": scoring.floor,
        "score_cap": scoring.cap,
        "rejected_runs_count": scoring.rejected_runs_count,
        "room_open_minutes": timeline.room_open_minutes,
        "lock_minutes": timeline.lock_minutes,
        "release_rule": timeline.release_rule,
        "release_minutes": timeline.release_minutes,
        "min_account_age_days": tournament.min_account_age_days,
        "ineligible_racers": tournament.ineligible_racers,
        "final_after_hours": tournament.final_after_hours,
        "stream_delay_minutes": tournament.stream_delay_minutes,
        "start_grace_minutes": tournament.start_grace_minutes,
    }


def read_settings(values: Values) -> Settings:
    """Return what a form gives. Raises `InvalidInput` with every value that is no number where one is needed."""
    problems: list[FieldProblem] = []
    read: dict[str, object] = {name: text_of(values, name) for name in _TEXTS}
    read["description"] = str(values.get("description", "")).strip()
    read |= {name: values.get(name) is True for name in _CHECKS}
    for name in (*_WHOLE, *_MAY_BE_EMPTY):
        read[name] = _whole(values, name, problems, may_be_empty=name in _MAY_BE_EMPTY)
    for name in _DECIMAL:
        read[name] = _decimal(values, name, problems)
    read["reattempts_allowed"] = _other_attempts(values, problems)
    profile, rule = text_of(values, "race_room_profile_id"), text_of(values, "release_rule")
    read["race_room_profile_id"] = ProfileId(chosen) if (chosen := read_id(profile)) is not None else None
    read["release_rule"] = ReleaseRule(rule) if rule in set(ReleaseRule) else None
    racers = text_of(values, "ineligible_racers")
    if racers in set(IneligibleRacers):
        read["ineligible_racers"] = IneligibleRacers(racers)
    if problems:
        raise InvalidInput(*problems)
    return read


def differing(before: Settings, after: Settings) -> tuple[str, ...]:
    """Return the names of the settings that a form would change."""
    return tuple(name for name in before if name in after and before[name] != after[name])


def changes_between(before: Settings, after: Settings) -> TournamentChanges:
    return TournamentChanges(**{name: after[name] for name in differing(before, after)})  # type: ignore[arg-type]


def attempts_choice(allowed: int) -> str:
    if allowed == UNLIMITED:
        return ANY
    return SOME if allowed else NO_OTHERS


def _other_attempts(values: Values, problems: list[FieldProblem]) -> int | None:
    match text_of(values, "reattempts_choice"):
        case "any":
            return UNLIMITED
        case "some":
            number = _whole(values, "reattempts_allowed", problems, may_be_empty=False)
            if number is not None and number < 1:
                problems.append(FieldProblem("reattempts_allowed", "Give how many, at least 1."))
            return number
        case _:
            return 0


def _whole(values: Values, name: str, problems: list[FieldProblem], *, may_be_empty: bool) -> int | None:
    written = text_of(values, name)
    if not written and may_be_empty:
        return None
    try:
        return int(written)
    except ValueError:
        problems.append(FieldProblem(name, f"{label_of(name)}: give a whole number."))
        return None


def _decimal(values: Values, name: str, problems: list[FieldProblem]) -> float | None:
    try:
        number = float(text_of(values, name).replace(",", "."))
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        problems.append(FieldProblem(name, f"{label_of(name)}: give a number."))
        return None
    return number
