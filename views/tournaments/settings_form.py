"""A tournament's settings as a form shows and gives them; only what was changed is sent."""

from collections.abc import Mapping

from application.domain.errors import FieldProblem, InvalidInput
from application.domain.ids import ProfileId, read_id
from application.domain.runs.async_run import UNLIMITED
from application.domain.settings import declared_in, values_in
from application.domain.tournaments.settings import TournamentChanges, TournamentSettings
from components.form import Values, text_of
from components.settings import read_setting, whole

DECLARED = {
    name: declared for name, declared in declared_in(TournamentSettings).items() if declared.setting.at_creation
}
"""The settings that the form has."""
NO_OTHERS, SOME, ANY = "none", "some", "any"
"""How many reattempts are allowed: none, a number, or as many as anybody wants."""

Settings = Mapping[str, object]


def settings_of(tournament: TournamentSettings) -> Settings:
    """Return what a tournament has now, by the names of `TournamentChanges`."""
    values = values_in(TournamentSettings, tournament)
    return {name: values[name] for name in DECLARED}


def read_settings(values: Values) -> Settings:
    """Return what a form gives. Raises `InvalidInput` with every value that is no number where one is needed."""
    problems: list[FieldProblem] = []
    read: dict[str, object] = {
        name: read_setting(declared, values, problems)
        for name, declared in DECLARED.items()
        if name != "reattempts_allowed"
    }
    read["reattempts_allowed"] = _other_attempts(values, problems)
    chosen = read_id(text_of(values, "race_room_profile_id"))
    read["race_room_profile_id"] = ProfileId(chosen) if chosen is not None else None
    for name, declared in DECLARED.items():
        if declared.choices and read[name] is None and not declared.may_be_empty:
            del read[name]
    if problems:
        raise InvalidInput(*problems)
    return read


def differing(before: Settings, after: Settings) -> tuple[str, ...]:
    """Return the names of the settings that a form would change."""
    return tuple(name for name in before if name in after and before[name] != after[name])


def changes_between(before: Settings, after: Settings) -> TournamentChanges:
    return TournamentChanges(**{name: after[name] for name in differing(before, after)})


def attempts_choice(allowed: int) -> str:
    if allowed == UNLIMITED:
        return ANY
    return SOME if allowed else NO_OTHERS


def _other_attempts(values: Values, problems: list[FieldProblem]) -> int | None:
    match text_of(values, "reattempts_choice"):
        case "any":
            return UNLIMITED
        case "some":
            number = whole(DECLARED["reattempts_allowed"], text_of(values, "reattempts_allowed"), problems)
            if number is not None and number < 1:
                problems.append(FieldProblem("reattempts_allowed", "Give how many, at least 1."))
            return number
        case _:
            return 0
