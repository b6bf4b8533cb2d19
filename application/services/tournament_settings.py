"""A tournament's settings: how they are read from its row, checked and written onto it, and how the log has them."""

from application.domain.errors import FieldProblem, Problems
from application.domain.events import FieldChange
from application.domain.live_races.room import is_slug
from application.domain.settings import cleaned, declared_in, values_in
from application.domain.tournaments.settings import TournamentChanges, TournamentSettings
from models.async_tournament import AsyncTournament


def settings_in(tournament: AsyncTournament) -> TournamentSettings:
    return TournamentSettings(**values_in(TournamentSettings, tournament))


def apply_settings(tournament: AsyncTournament, settings: TournamentSettings | TournamentChanges) -> None:
    """Write settings onto a row. Raises `InvalidInput` with every one that can't be."""
    if isinstance(settings, TournamentSettings):
        values = values_in(TournamentSettings, settings)
    else:
        values = values_in(TournamentSettings, tournament) | dict(settings)
    problems = Problems()
    for name, value in cleaned(TournamentSettings, values, problems).items():
        setattr(tournament, name, value)
    _check_together(tournament, problems)
    problems.refuse()


def move_scores(changes: tuple[FieldChange, ...]) -> bool:
    """Tell whether changes of settings move scores."""
    declared = declared_in(TournamentSettings)
    return any(declared[change.field].setting.moves_scores for change in changes)


def _check_together(tournament: AsyncTournament, problems: Problems) -> None:
    """Note what no setting can be told alone."""
    if not problems.are_on("racetime_category") and not is_slug(tournament.racetime_category):
        problems.note(
            FieldProblem(
                "racetime_category",
                "Give the category's short name as in its address on racetime.gg, e.g. alttpr.",
            )
        )
    if not 0 <= tournament.start_warning_minutes < max(tournament.start_limit_minutes, 1):
        problems.note(
            FieldProblem(
                "start_warning_minutes",
                "The warning must come after the draw and before the time to start ends; 0 means no warning.",
            )
        )
    if not problems.are_on("score_floor", "score_cap") and tournament.score_floor >= tournament.score_cap:
        problems.note(FieldProblem("score_cap", "The highest score must be above the lowest one."))
