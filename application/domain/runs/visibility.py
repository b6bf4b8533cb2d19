"""What one player may see of another's runs and seeds. Two questions, answered here and nowhere else."""

from dataclasses import dataclass

from application.domain.runs.run import COUNTABLE_RUN_STATUSES, RunStatus


def results_are_hidden(*, hide_results: bool, is_active: bool, is_staff: bool) -> bool:
    """Tell whether other people's results stay hidden: until the tournament closes, but for its staff."""
    return hide_results and is_active and not is_staff


@dataclass(frozen=True, slots=True)
class SeedQuestion:
    """`own_status` is that of the viewer's latest run on the permalink, None without one."""

    sealed: bool
    """Kept for a live race or chosen for one, and not released."""
    released: bool
    """Handed out to everybody by a live race."""
    tournament_active: bool
    own_status: RunStatus | None
    manages: bool
    sealed_elsewhere: bool = False
    """The same seed is sealed in another list of the organization. Managers of this one aren't told: they read on."""


def seed_is_visible(question: SeedQuestion) -> bool:
    """Tell whether a viewer may read a seed: one that was drawn, released, or lies in a closed tournament.

    A sealed one stays sealed even for those who have a run waiting in its live race.
    """
    if question.sealed:
        return False
    if question.released or question.own_status is not None:
        return True
    return question.manages or not (question.tournament_active or question.sealed_elsewhere)


def footage_is_visible(question: SeedQuestion) -> bool:
    """Tell whether a viewer may see others' VODs and notes, which show what is in the seed.

    Having drawn it is not enough: the viewer's own run on it must be over.
    """
    if question.own_status is not None and question.own_status not in COUNTABLE_RUN_STATUSES:
        return False
    return seed_is_visible(question)
