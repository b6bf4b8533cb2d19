"""How a tournament is scored and raced, in words."""

from application.domain.words import counted
from application.read_models import TournamentView
from components.facts import fact, facts
from components.markup import element, section, text
from components.words import attempts_in_words, limits_in_words, par_in_words, ranks_in_words, timeline_in_words


def tournament_rules(tournament: TournamentView) -> None:
    slots = len(tournament.pools) * tournament.runs_per_pool
    scoring = tournament.scoring
    with section("How it is scored", key="scoring"), element("points", "ul"):
        for line in (
            f"{counted(tournament.runs_per_pool, 'run')} per pool, {counted(slots, 'run')} in all",
            f"Par of a seed is {par_in_words(scoring)}; a run at par scores 100",
            f"1 % faster or slower than par is one point more or less, from {scoring.floor:g} to {scoring.cap:g}",
            "A run not raced yet counts 0 in the score; the estimate leaves it out",
            "Rejected runs count like others"
            if scoring.rejected_runs_count
            else "A rejected run scores like a forfeit",
            *ranks_in_words(tournament.min_finished_runs),
        ):
            text(line, tag="li")
    with section("Async runs", key="run-rules"), element("points", "ul"):
        for line in (*limits_in_words(tournament.limits), attempts_in_words(tournament.reattempts_allowed)):
            text(line, tag="li")
    with section("Live races", key="live-rules"):
        with element("points", "ul"):
            for line in timeline_in_words(tournament.effective_timeline):
                text(line, tag="li")
            age = tournament.effective_min_account_age_days
            if age:
                text(f"Discord accounts must be {counted(age, 'day')} old", tag="li")
        with facts():
            fact("Category", tournament.racetime_category)
            fact("Goal", tournament.racetime_goal)
