"""What a new organization still lacks on the way to its first scheduled race."""

from dataclasses import dataclass
from enum import StrEnum


class SetupStep(StrEnum):
    """In the order in which one depends on another."""

    MEMBERS = "members"
    BOT = "bot"
    TOURNAMENT = "tournament"
    POOL = "pool"
    SEEDS = "seeds"
    RACE = "race"


@dataclass(frozen=True, slots=True)
class SetupFacts:
    member_count: int
    has_bot: bool
    """Whether a bot of the organization is signed in."""
    has_tournament: bool
    has_pool: bool
    has_unplayed_seed: bool


@dataclass(frozen=True, slots=True)
class SetupLine:
    step: SetupStep
    done: bool
    is_next: bool


def checklist(facts: SetupFacts) -> tuple[SetupLine, ...]:
    """Return every step of an organization that never scheduled a race."""
    done = {
        SetupStep.MEMBERS: facts.member_count > 1,
        SetupStep.BOT: facts.has_bot,
        SetupStep.TOURNAMENT: facts.has_tournament,
        SetupStep.POOL: facts.has_pool,
        SetupStep.SEEDS: facts.has_unplayed_seed,
        SetupStep.RACE: False,
    }
    following = next(step for step, is_done in done.items() if not is_done)
    return tuple(SetupLine(step, is_done, step is following) for step, is_done in done.items())
