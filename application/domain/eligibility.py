"""Who may race: one set of rules, answered rule by rule, used by every surface."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from application.domain.ids import UserId


class Rule(StrEnum):
    MEMBER = "member"
    TOURNAMENT_ACTIVE = "tournament_active"
    RACETIME_LINKED = "racetime_linked"
    SLOT_FREE = "slot_free"
    NO_ACTIVE_RUN = "no_active_run"
    ACCOUNT_AGE = "account_age"
    SEED_NEVER_RACED = "seed_never_raced"

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


@dataclass(frozen=True, slots=True)
class PlayerFacts:
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


@dataclass(frozen=True, slots=True)
class PlayerEligibility:
    user_id: UserId
    name: str
    racetime_name: str | None
    verdicts: tuple[Verdict, ...]

    @property
    def eligible(self) -> bool:
        return is_eligible(self.verdicts)


def is_eligible(verdicts: Sequence[Verdict]) -> bool:
    return all(verdict.met for verdict in verdicts)


def unmet(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    return tuple(verdict for verdict in verdicts if not verdict.met)


def verdicts_for(player: PlayerFacts, rules: Rules) -> tuple[Verdict, ...]:
    """Answer every rule, met or not, in a fixed order."""
    return (
        _member(player),
        _tournament_active(rules),
        _racetime_linked(player),
        _slot_free(player, rules),
        _no_active_run(player),
        _account_age(player, rules),
        _seed_never_raced(player, rules),
    )


def _member(player: PlayerFacts) -> Verdict:
    if player.is_member:
        return Verdict(Rule.MEMBER, True, "Member of this organization.")
    return Verdict(Rule.MEMBER, False, "Not a member of this organization.", Fix.JOIN_ORGANIZATION)


def _tournament_active(rules: Rules) -> Verdict:
    if rules.tournament_active:
        return Verdict(Rule.TOURNAMENT_ACTIVE, True, "The tournament is active.")
    return Verdict(Rule.TOURNAMENT_ACTIVE, False, "The tournament is closed.")


def _racetime_linked(player: PlayerFacts) -> Verdict:
    if player.racetime_name is not None:
        return Verdict(Rule.RACETIME_LINKED, True, f"Linked to {player.racetime_name} on racetime.gg.")
    return Verdict(Rule.RACETIME_LINKED, False, "No racetime.gg account is linked.", Fix.LINK_RACETIME)


def _slot_free(player: PlayerFacts, rules: Rules) -> Verdict:
    left = max(rules.runs_per_pool - player.runs_in_pool, 0)
    sentence = f"{left} of {_counted(rules.runs_per_pool, 'run')} left in this pool."
    return Verdict(Rule.SLOT_FREE, left > 0, sentence)


def _no_active_run(player: PlayerFacts) -> Verdict:
    if player.active_run is None:
        return Verdict(Rule.NO_ACTIVE_RUN, True, "No other run is under way.")
    return Verdict(Rule.NO_ACTIVE_RUN, False, f"{player.active_run} is under way; finish it first.", Fix.FINISH_RUN)


def _account_age(player: PlayerFacts, rules: Rules) -> Verdict:
    needed = rules.min_account_age_days
    if needed == 0:
        return Verdict(Rule.ACCOUNT_AGE, True, "Accounts of any age may race.")
    if player.whitelisted:
        return Verdict(Rule.ACCOUNT_AGE, True, "On this tournament's whitelist.")
    if player.account_created_at is None:
        return Verdict(
            Rule.ACCOUNT_AGE,
            False,
            f"The age of the Discord account is not known; {_counted(needed, 'day')} are needed.",
            Fix.ASK_AN_ADMIN,
        )
    age = (rules.scheduled_at - player.account_created_at).days
    if age >= needed:
        return Verdict(Rule.ACCOUNT_AGE, True, f"The Discord account is at least {_counted(needed, 'day')} old.")
    return Verdict(
        Rule.ACCOUNT_AGE,
        False,
        f"The Discord account is {age} of {_counted(needed, 'day')} old at the start.",
        Fix.ASK_AN_ADMIN,
    )


def _seed_never_raced(player: PlayerFacts, rules: Rules) -> Verdict:
    if not rules.permalink_chosen:
        return Verdict(Rule.SEED_NEVER_RACED, True, "The seed is chosen when the room is locked.")
    if player.raced_permalink:
        return Verdict(Rule.SEED_NEVER_RACED, False, "This seed was raced before.")
    return Verdict(Rule.SEED_NEVER_RACED, True, "This seed was never raced before.")


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
