"""Two users who turn out to be one person: who may say so, and what becomes of what one person can't have twice.

Nothing is dropped silently: whatever the rules end, take away or mark is a finding, in the preview and in the report.

- Two runs in one live race: the one raced under the account that stays linked stays, else the earlier one. The other's
  result waits among the unmatched results.
- Two runs under way in one tournament: the one that has started stays; of two alike the live one, else the earlier one.
  The other is forfeited; a place in a live race that has not started is given up instead.
- Two runs on one seed: both stay and count; the later one is flagged for review.
- More runs in a pool than it has slots: all stay and use slots; those beyond the slots are flagged for review.
- A run that its own runner has claimed for review is released, and one that its own runner decided on is open again.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from application.domain.ids import LiveRaceId, OrganizationId, PoolId, RunId, TournamentId, UserId
from application.domain.runs.run import ACTIVE_RUN_STATUSES, RunStatus
from application.domain.words import counted

_K = TypeVar("_K", bound=Hashable)


class FindingKind(StrEnum):
    """What a merge meets that one person can't have, or must not keep, as it is."""

    SAME_RACE = "same_race"
    UNDER_WAY = "under_way"
    PLACE_GIVEN_UP = "place_given_up"
    SAME_SEED = "same_seed"
    TOO_MANY = "too_many"
    OWN_CLAIM = "own_claim"
    OWN_REVIEW = "own_review"
    ACCOUNT = "account"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a merge settles, as a finished sentence. `organization_id` is None for the account itself."""

    kind: FindingKind
    sentence: str
    organization_id: OrganizationId | None = None
    run_id: RunId | None = None
    """The run that is taken away, ended or marked."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of two people who may be the same."""

    user_id: UserId
    name: str
    discord_id: int | None
    placeholder_of: OrganizationId | None
    """The organization that made somebody who has proved nothing; None for somebody who has."""
    is_racing: bool
    """Has runs in an active tournament."""


@dataclass(frozen=True, slots=True)
class OwnRun:
    """A run of either of two people. `under_own_account`: raced with the racetime.gg account that stays linked."""

    run_id: RunId
    user_id: UserId
    organization_id: OrganizationId
    tournament_id: TournamentId
    tournament: str
    pool_id: PoolId
    pool: str
    seed: str
    """Equal for runs on the same seed."""
    status: RunStatus
    created_at: datetime
    slots: int
    """How many runs the pool gives a player."""
    live_race_id: LiveRaceId | None = None
    race_has_started: bool = False
    under_own_account: bool = False
    reattempted: bool = False
    claimed_by: UserId | None = None
    decided_by: UserId | None = None

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE_RUN_STATUSES

    @property
    def place(self) -> str:
        return f"{self.tournament}, {self.pool}"


def refusal_for_admins(
    one: Candidate, other: Candidate, *, organization_id: OrganizationId, actor: UserId | None
) -> str | None:
    """Return why an organization's admin may not say that two are one person; None when nothing speaks against it."""
    if one.user_id == other.user_id:
        return "Choose two different people."
    if actor in (one.user_id, other.user_id):
        return "Another admin must say that you and somebody else are the same person."
    if organization_id not in (one.placeholder_of, other.placeholder_of):
        return "Both have signed in themselves. Ask a site administrator to merge them."
    both_known = one.discord_id is not None and other.discord_id is not None
    if (
        both_known
        and one.discord_id != other.discord_id
        and any(person.is_racing for person in (one, other) if person.placeholder_of is not None)
    ):
        return (
            "They have different Discord accounts, and runs in an active tournament. "
            "Ask a site administrator to merge them."
        )
    return None


def who_stays(one: Candidate, other: Candidate) -> tuple[Candidate, Candidate]:
    """Return who stays and who goes: who has proved an account, else who has one entered, else the earlier one."""
    first, second = sorted(
        (one, other), key=lambda person: (person.placeholder_of is not None, person.discord_id is None, person.user_id)
    )
    return first, second


def settle_runs(runs: Iterable[OwnRun], people: Sequence[UserId]) -> tuple[Finding, ...]:
    """Apply the rules to the runs of people who become one; what is found is carried out in this order."""
    present = sorted(runs, key=lambda run: (run.created_at, run.run_id))
    found: list[Finding] = []
    for rule in (_same_race, _under_way):
        settled = rule(present)
        found += settled
        gone = {item.run_id for item in settled if item.kind in (FindingKind.SAME_RACE, FindingKind.PLACE_GIVEN_UP)}
        present = [run for run in present if run.run_id not in gone]
    return (*found, *_same_seed(present), *_too_many(present), *_own_reviews(present, people))


def _same_race(runs: Sequence[OwnRun]) -> list[Finding]:
    found = []
    for group in _grouped(runs, lambda run: run.live_race_id):
        if group[0].live_race_id is None:
            continue
        stays = next((run for run in group if run.under_own_account), group[0])
        found += [
            Finding(
                FindingKind.SAME_RACE,
                f"{run.place}: both have a run in the same live race. One of them stays; the other's result "
                "waits among the unmatched results.",
                run.organization_id,
                run.run_id,
            )
            for run in group
            if run is not stays
        ]
    return found


def _under_way(runs: Sequence[OwnRun]) -> list[Finding]:
    found = []
    active = [run for run in runs if run.is_active]
    for group in _grouped(active, lambda run: run.tournament_id):
        _, *others = sorted(group, key=_how_far_back)
        found += [_ended(run) for run in others]
    return found


def _how_far_back(run: OwnRun) -> tuple[bool, bool, datetime, int]:
    return run.status is RunStatus.PENDING, run.live_race_id is None, run.created_at, run.run_id


def _ended(run: OwnRun) -> Finding:
    if run.live_race_id is not None and not run.race_has_started:
        sentence = f"{run.place}: both have a run under way. The place in the live race is given up."
        return Finding(FindingKind.PLACE_GIVEN_UP, sentence, run.organization_id, run.run_id)
    sentence = f"{run.place}: both have a run under way. This one is forfeited."
    return Finding(FindingKind.UNDER_WAY, sentence, run.organization_id, run.run_id)


def _same_seed(runs: Sequence[OwnRun]) -> list[Finding]:
    return [
        Finding(
            FindingKind.SAME_SEED,
            f"{run.place}: both raced the same seed. Both runs count; the later one is flagged for review.",
            run.organization_id,
            run.run_id,
        )
        for group in _grouped(runs, lambda run: (run.tournament_id, run.seed))
        if len({run.user_id for run in group}) > 1
        for run in group[1:]
    ]


def _too_many(runs: Sequence[OwnRun]) -> list[Finding]:
    kept = [run for run in runs if not run.reattempted]
    return [
        Finding(
            FindingKind.TOO_MANY,
            f"{run.place}: {len(group)} of {counted(run.slots, 'run')} are used. "
            "All count; this one is flagged for review.",
            run.organization_id,
            run.run_id,
        )
        for group in _grouped(kept, lambda run: run.pool_id)
        if len({run.user_id for run in group}) > 1
        for run in group[group[0].slots :]
    ]


def _own_reviews(runs: Sequence[OwnRun], people: Sequence[UserId]) -> list[Finding]:
    found = []
    for run in runs:
        if run.claimed_by in people:
            sentence = f"{run.place}: the player had claimed this run for review. It is released."
            found.append(Finding(FindingKind.OWN_CLAIM, sentence, run.organization_id, run.run_id))
        if run.decided_by in people:
            sentence = f"{run.place}: the player had reviewed this run. It must be reviewed again."
            found.append(Finding(FindingKind.OWN_REVIEW, sentence, run.organization_id, run.run_id))
    return found


def _grouped(runs: Iterable[OwnRun], key: Callable[[OwnRun], _K]) -> list[list[OwnRun]]:
    groups: dict[_K, list[OwnRun]] = defaultdict(list)
    for run in runs:
        groups[key(run)].append(run)
    return [group for group in groups.values() if len(group) > 1]


def used_slots(runs: Iterable[OwnRun]) -> Mapping[tuple[str, PoolId], tuple[int, int]]:
    """Return, for each pool with its place in words, how many runs are used and how many there are."""
    used: dict[tuple[str, PoolId], tuple[int, int]] = {}
    for run in runs:
        if not run.reattempted:
            number, _ = used.get((run.place, run.pool_id), (0, 0))
            used[(run.place, run.pool_id)] = (number + 1, run.slots)
    return used
