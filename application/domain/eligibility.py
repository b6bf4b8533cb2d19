"""Who may race: one set of rules, answered rule by rule, used by every surface."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from application.domain.ids import UserId

NOT_ELIGIBLE = "Not eligible"
"""All that others than staff and the player are told."""


class Rule(StrEnum):
    MEMBER = "member"
    TOURNAMENT_ACTIVE = "tournament_active"
    RACETIME_LINKED = "racetime_linked"
    SLOT_FREE = "slot_free"
    NO_ACTIVE_RUN = "no_active_run"
    ACCOUNT_AGE = "account_age"
    SEED_NEVER_RACED = "seed_never_raced"
    WITHHELD = "withheld"
    """Stands for all the others where only staff and the player may know them."""

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Rule.MEMBER: "Member of the organization",
    Rule.TOURNAMENT_ACTIVE: "Tournament is active",
    Rule.RACETIME_LINKED: "racetime.gg account linked",
    Rule.SLOT_FREE: "Free run in this pool",
    Rule.NO_ACTIVE_RUN: "No other run under way",
    Rule.ACCOUNT_AGE: "Discord account old enough",
    Rule.SEED_NEVER_RACED: "Seed never raced before",
    Rule.WITHHELD: "Eligibility",
}


class Fix(StrEnum):
    """What the player can do about a verdict; each surface turns it into its own link or button."""

    JOIN_ORGANIZATION = "join_organization"
    LINK_RACETIME = "link_racetime"
    FINISH_RUN = "finish_run"
    ASK_AN_ADMIN = "ask_an_admin"


@dataclass(frozen=True, slots=True)
class Verdict:
    rule: Rule
    met: bool
    sentence: str
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What is asked of every player of one live race (or of one pool, where `scheduled_at` is now)."""

    tournament_active: bool
    runs_per_pool: int
    min_account_age_days: int
    scheduled_at: datetime
    permalink_chosen: bool


class PlayerFacts(NamedTuple):
    """What is known of one player; runs of the live race itself are left out of every count."""

    user_id: UserId
    name: str
    is_member: bool
    racetime_name: str | None
    runs_in_pool: int
    active_run: str | None
    """Which run is under way, in words ("a run in Pool A"), or None."""
    account_created_at: datetime | None
    whitelisted: bool
    raced_permalink: bool


def is_eligible(verdicts: Sequence[Verdict]) -> bool:
    return all(map(_IS_MET, verdicts))


def without_reasons(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Return what others than staff and the player may know of the verdicts: whether all are met, and no more."""
    met = is_eligible(verdicts)
    return (Verdict(Rule.WITHHELD, met, "Eligible." if met else NOT_ELIGIBLE),)


def unmet(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    return tuple(verdict for verdict in verdicts if not verdict.met)


def verdicts_for(player: PlayerFacts, rules: Rules) -> tuple[Verdict, ...]:
    """Answer every rule, met or not, in a fixed order."""
    return (
        _IS_MEMBER if player.is_member else _NO_MEMBER,
        _IS_ACTIVE if rules.tournament_active else _IS_CLOSED,
        _racetime_linked(player),
        _slot_free(rules.runs_per_pool, player.runs_in_pool),
        _no_active_run(player),
        _account_age(player, rules),
        _seed_never_raced(player, rules),
    )


# Most players get the same answers, so an answer is made once and shared: ten thousand of them are judged at a time.

_IS_MET = attrgetter("met")
_IS_MEMBER = Verdict(Rule.MEMBER, True, "Member of this organization.")
_NO_MEMBER = Verdict(Rule.MEMBER, False, "Not a member of this organization.", Fix.JOIN_ORGANIZATION)
_IS_ACTIVE = Verdict(Rule.TOURNAMENT_ACTIVE, True, "The tournament is active.")
_IS_CLOSED = Verdict(Rule.TOURNAMENT_ACTIVE, False, "The tournament is closed.")
_NOT_LINKED = Verdict(Rule.RACETIME_LINKED, False, "No racetime.gg account is linked.", Fix.LINK_RACETIME)
_NO_OTHER_RUN = Verdict(Rule.NO_ACTIVE_RUN, True, "No other run is under way.")
_ANY_AGE = Verdict(Rule.ACCOUNT_AGE, True, "Accounts of any age may race.")
_WHITELISTED = Verdict(Rule.ACCOUNT_AGE, True, "On this tournament's whitelist.")
_SEED_NOT_CHOSEN = Verdict(Rule.SEED_NEVER_RACED, True, "The seed is chosen when the room is locked.")
_SEED_IS_NEW = Verdict(Rule.SEED_NEVER_RACED, True, "This seed was never raced before.")
_SEED_IS_KNOWN = Verdict(Rule.SEED_NEVER_RACED, False, "This seed was raced before.")


def _racetime_linked(player: PlayerFacts) -> Verdict:
    if player.racetime_name is None:
        return _NOT_LINKED
    return Verdict(Rule.RACETIME_LINKED, True, f"Linked to {player.racetime_name} on racetime.gg.")


@lru_cache
def _slot_free(runs_per_pool: int, runs_in_pool: int) -> Verdict:
    left = max(runs_per_pool - runs_in_pool, 0)
    return Verdict(Rule.SLOT_FREE, left > 0, f"{left} of {_counted(runs_per_pool, 'run')} left in this pool.")


def _no_active_run(player: PlayerFacts) -> Verdict:
    if player.active_run is None:
        return _NO_OTHER_RUN
    return Verdict(Rule.NO_ACTIVE_RUN, False, f"{player.active_run} is under way; finish it first.", Fix.FINISH_RUN)


def _account_age(player: PlayerFacts, rules: Rules) -> Verdict:
    needed = rules.min_account_age_days
    if needed == 0:
        return _ANY_AGE
    if player.whitelisted:
        return _WHITELISTED
    if player.account_created_at is None:
        return _age_unknown(needed)
    age = (rules.scheduled_at - player.account_created_at).days
    return _old_enough(needed) if age >= needed else _too_young(needed, age)


@lru_cache
def _age_unknown(needed: int) -> Verdict:
    sentence = f"The age of the Discord account is not known; {_counted(needed, 'day')} are needed."
    return Verdict(Rule.ACCOUNT_AGE, False, sentence, Fix.ASK_AN_ADMIN)


@lru_cache
def _old_enough(needed: int) -> Verdict:
    return Verdict(Rule.ACCOUNT_AGE, True, f"The Discord account is at least {_counted(needed, 'day')} old.")


@lru_cache
def _too_young(needed: int, age: int) -> Verdict:
    sentence = f"The Discord account is {age} of {_counted(needed, 'day')} old at the start."
    return Verdict(Rule.ACCOUNT_AGE, False, sentence, Fix.ASK_AN_ADMIN)


def _seed_never_raced(player: PlayerFacts, rules: Rules) -> Verdict:
    if not rules.permalink_chosen:
        return _SEED_NOT_CHOSEN
    return _SEED_IS_KNOWN if player.raced_permalink else _SEED_IS_NEW


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
