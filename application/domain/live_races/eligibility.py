"""Who may race: every rule is one object, answered for every player and asked by every surface."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar, NamedTuple

from application.domain.accounts import RacetimeAccount
from application.domain.discord import account_created_at
from application.domain.errors import DomainError
from application.domain.ids import LiveRaceId, PermalinkId, PoolId, TournamentId, UserId
from application.domain.tournaments.settings import TournamentSettings
from application.domain.words import counted

NOT_ELIGIBLE = "Not eligible"
"""All that others than staff and the player are told."""


_MOST_SHARED = 10_000
"""How many answers that name an account are kept to be given again."""


class Rule(StrEnum):
    """The names of the rules, as they are stored and told."""

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
        return next((rule.label for rule in RULES if rule.name is self), "Eligibility")


class Fix(StrEnum):
    """What the player can do about a verdict; each surface turns it into its own link or button."""

    JOIN_ORGANIZATION = "join_organization"
    LINK_RACETIME = "link_racetime"
    FINISH_RUN = "finish_run"
    ASK_AN_ADMIN = "ask_an_admin"

    @property
    def links_an_account(self) -> bool:
        """Tell whether it is done on the page of the player's own accounts."""
        return self is Fix.LINK_RACETIME


class Verdict(NamedTuple):
    rule: Rule
    met: bool
    sentence: str
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a player would enter: a live race, or a run of a pool that starts now."""

    tournament_id: TournamentId
    pool_id: PoolId
    starts_at: datetime
    settings: TournamentSettings
    """With what the tournament inherits."""
    live_race_id: LiveRaceId | None = None
    permalink_id: PermalinkId | None = None


class Person(NamedTuple):
    """A user as one organization knows them."""

    user_id: UserId
    name: str
    discord_id: int | None
    is_member: bool
    account: RacetimeAccount | None

    @property
    def racetime_name(self) -> str | None:
        return self.account.name if self.account is not None else None


class PlayerFacts(NamedTuple):
    """What is known of one player; runs of the live race itself are left out of every count."""

    person: Person
    runs_in_pool: int = 0
    active_in: str | None = None
    """The pool in which a run is under way, or None."""
    whitelisted: bool = False
    raced_permalink: bool = False


def is_eligible(verdicts: Sequence[Verdict]) -> bool:
    for verdict in verdicts:  # noqa: SIM110  # a generator takes three times as long
        if not verdict.met:
            return False
    return True


def without_reasons(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Return what others than staff and the player may know of the verdicts: whether all are met, and no more."""
    met = is_eligible(verdicts)
    return (Verdict(Rule.WITHHELD, met, "Eligible." if met else NOT_ELIGIBLE),)


def unmet(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    return tuple(verdict for verdict in verdicts if not verdict.met)


def is_put_right_by_linking(verdicts: Sequence[Verdict]) -> bool:
    """Tell whether linking an account helps; where there are no verdicts at all, nobody has linked the account."""
    return not verdicts or any(verdict.fix is not None and verdict.fix.links_an_account for verdict in unmet(verdicts))


class NotEligible(DomainError):
    code = "not-eligible"

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        super().__init__(" ".join(verdict.sentence for verdict in unmet(verdicts)))
        self.verdicts = tuple(verdicts)


def verdicts_for(player: PlayerFacts, terms: Terms) -> tuple[Verdict, ...]:
    """Answer every rule, met or not, in a fixed order."""
    return tuple([answer(player, terms) for answer in _ANSWERS])


def with_answer(verdicts: Iterable[Verdict], answer: Verdict) -> tuple[Verdict, ...]:
    """Return the verdicts with another answer to one rule, for what only shows when somebody is about to race."""
    return tuple(({verdict.rule: verdict for verdict in verdicts} | {answer.rule: answer}).values())


def with_seeds_left(verdicts: Sequence[Verdict], left: int) -> tuple[Verdict, ...]:
    """Answer the rule about the seed for a draw, in which no seed is chosen before all the rules are met."""
    if left:
        sentence = f"{counted(left, 'seed of this pool is', 'seeds of this pool are')} new to you."
        return with_answer(verdicts, Verdict(Rule.SEED_NEVER_RACED, True, sentence))
    sentence = "No seed of this pool is new to you. An admin must add more."
    return with_answer(verdicts, Verdict(Rule.SEED_NEVER_RACED, False, sentence, Fix.ASK_AN_ADMIN))


def with_seed_made(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Answer the rule about the seed for a draw for which one is made."""
    return with_answer(verdicts, Verdict(Rule.SEED_NEVER_RACED, True, "A new seed is made for you."))


def run_under_way(pool: str) -> Verdict:
    return other_run(f"A run in {pool} is under way; finish it first.")


def other_run(sentence: str) -> Verdict:
    return Verdict(Rule.NO_ACTIVE_RUN, False, sentence, Fix.FINISH_RUN)


class EligibilityRule(ABC):
    """One thing that is asked of everybody: its label, its answers, and what helps where it isn't met.

    Most players get the same answers, so an answer is made once and shared: thousands are judged at a time.
    """

    name: ClassVar[Rule]
    label: ClassVar[str]

    @abstractmethod
    def answer(self, player: PlayerFacts, terms: Terms, /) -> Verdict: ...


class _Member(EligibilityRule):
    name = Rule.MEMBER
    label = "Member of the organization"
    met = Verdict(name, True, "Member of this organization.")
    unmet = Verdict(name, False, "Not a member of this organization.", Fix.JOIN_ORGANIZATION)

    def answer(self, player: PlayerFacts, _: Terms, /) -> Verdict:
        return self.met if player.person.is_member else self.unmet


class _TournamentActive(EligibilityRule):
    name = Rule.TOURNAMENT_ACTIVE
    label = "Tournament is active"
    met = Verdict(name, True, "The tournament is active.")
    unmet = Verdict(name, False, "The tournament is closed.")

    def answer(self, _: PlayerFacts, terms: Terms, /) -> Verdict:
        return self.met if terms.settings.is_active else self.unmet


class _RacetimeLinked(EligibilityRule):
    name = Rule.RACETIME_LINKED
    label = "racetime.gg account linked"
    unmet = Verdict(name, False, "No racetime.gg account is linked.", Fix.LINK_RACETIME)

    def answer(self, player: PlayerFacts, _: Terms, /) -> Verdict:
        account = player.person.account
        return self.unmet if account is None else self._linked_to(account.name)

    @lru_cache(_MOST_SHARED)  # noqa: B019  # the rule lives as long as the process
    def _linked_to(self, name: str) -> Verdict:
        return Verdict(self.name, True, f"Linked to {name} on racetime.gg.")


class _SlotFree(EligibilityRule):
    name = Rule.SLOT_FREE
    label = "Free run in this pool"

    def answer(self, player: PlayerFacts, terms: Terms, /) -> Verdict:
        return self._left(terms.settings.runs_per_pool, player.runs_in_pool)

    @lru_cache  # noqa: B019
    def _left(self, allowed: int, used: int) -> Verdict:
        left = max(allowed - used, 0)
        return Verdict(self.name, left > 0, f"{left} of {counted(allowed, 'run')} left in this pool.")


class _NoActiveRun(EligibilityRule):
    name = Rule.NO_ACTIVE_RUN
    label = "No other run under way"
    met = Verdict(name, True, "No other run is under way.")

    def answer(self, player: PlayerFacts, _: Terms, /) -> Verdict:
        return self.met if player.active_in is None else run_under_way(player.active_in)


class _AccountAge(EligibilityRule):
    name = Rule.ACCOUNT_AGE
    label = "Discord account old enough"
    not_asked = Verdict(name, True, "Accounts of any age may race.")
    whitelisted = Verdict(name, True, "On this tournament's whitelist.")

    def answer(self, player: PlayerFacts, terms: Terms, /) -> Verdict:
        needed = terms.settings.min_account_age_days
        if not needed:
            return self.not_asked
        if player.whitelisted:
            return self.whitelisted
        discord_id = player.person.discord_id
        if discord_id is None:
            return self._too_young(needed, None)
        age = (terms.starts_at - account_created_at(discord_id)).days
        return self._old_enough(needed) if age >= needed else self._too_young(needed, age)

    @lru_cache  # noqa: B019
    def _old_enough(self, needed: int) -> Verdict:
        return Verdict(self.name, True, f"The Discord account is at least {counted(needed, 'day')} old.")

    @lru_cache  # noqa: B019
    def _too_young(self, needed: int, age: int | None) -> Verdict:
        days = counted(needed, "day")
        if age is None:
            sentence = f"The age of the Discord account is not known; {days} are needed."
        else:
            sentence = f"The Discord account is {age} of {days} old at the start."
        return Verdict(self.name, False, sentence, Fix.ASK_AN_ADMIN)


class _SeedNeverRaced(EligibilityRule):
    name = Rule.SEED_NEVER_RACED
    label = "Seed never raced before"
    not_chosen = Verdict(name, True, "The seed is chosen when the room is locked.")
    met = Verdict(name, True, "This seed was never raced before.")
    unmet = Verdict(name, False, "This seed was raced before.")

    def answer(self, player: PlayerFacts, terms: Terms, /) -> Verdict:
        if terms.permalink_id is None:
            return self.not_chosen
        return self.unmet if player.raced_permalink else self.met


RULES: tuple[EligibilityRule, ...] = (
    _Member(),
    _TournamentActive(),
    _RacetimeLinked(),
    _SlotFree(),
    _NoActiveRun(),
    _AccountAge(),
    _SeedNeverRaced(),
)
_ANSWERS = tuple(rule.answer for rule in RULES)
