"""The facts behind the eligibility of all members for many races, in four queries whatever their numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from application.domain.discord import account_created_at
from application.domain.eligibility import PlayerFacts
from application.domain.ids import OrganizationId
from application.domain.run import ACTIVE_RUN_STATUSES, RunStatus
from application.repositories.eligibility_facts import EligibilityQuestion
from application.repositories.racetime_accounts import Person, list_people
from application.repositories.seed_choice import RacedSeed, runs_on_seeds
from models import AsyncTournamentRace, AsyncTournamentWhitelistEntry


class _Run(NamedTuple):
    user_id: int
    pool_id: int
    live_race_id: int | None
    status: RunStatus
    reattempted: bool
    pool_name: str


class FactsOfEverybody:
    """All members of an organization, and what they have raced in the tournaments that were asked for."""

    def __init__(
        self,
        members: Sequence[Person],
        runs: dict[int, list[_Run]],
        listed: dict[int, set[int]],
        on_seeds: Sequence[RacedSeed],
    ) -> None:
        self._members = members
        self._runs = runs
        self._listed = listed
        self._on_seeds: dict[int | None, list[RacedSeed]] = defaultdict(list)
        for run in on_seeds:
            self._on_seeds[run.permalink_id].append(run)

    @property
    def member_count(self) -> int:
        return len(self._members)

    @property
    def unlinked_count(self) -> int:
        return sum(member.account is None for member in self._members)

    def for_race(self, question: EligibilityQuestion) -> Iterator[PlayerFacts]:
        """Return every member as that race sees them; runs of the race itself are left out of every count."""
        runs = [run for run in self._runs[question.tournament_id] if run.live_race_id != question.live_race_id]
        if question.live_race_id is None:
            runs = self._runs[question.tournament_id]
        used = Counter(run.user_id for run in runs if run.pool_id == question.pool_id and not run.reattempted)
        active = {run.user_id: run.pool_name for run in runs if run.status in ACTIVE_RUN_STATUSES}
        raced = {
            run.user_id
            for run in self._on_seeds[question.permalink_id]
            if question.live_race_id is None or run.live_race_id != question.live_race_id
        }
        listed = self._listed[question.tournament_id]
        for member in self._members:
            yield PlayerFacts(
                user_id=member.user_id,
                name=member.name,
                is_member=True,
                racetime_name=member.racetime_name,
                runs_in_pool=used[member.user_id],
                active_run=f"A run in {active[member.user_id]}" if member.user_id in active else None,
                account_created_at=account_created_at(member.discord_id) if member.discord_id else None,
                whitelisted=member.user_id in listed,
                raced_permalink=member.user_id in raced,
            )


async def load_facts_of_everybody(
    organization_id: OrganizationId, questions: Sequence[EligibilityQuestion]
) -> FactsOfEverybody:
    tournaments = sorted({question.tournament_id for question in questions})
    members = await list_people(organization_id)
    runs: dict[int, list[_Run]] = defaultdict(list)
    for tournament_id, *row in await AsyncTournamentRace.filter(
        organization_id=organization_id, tournament_id__in=tournaments
    ).values_list(
        "tournament_id",
        "user_id",
        "pool_id",
        "live_race_id",
        "status",
        "reattempted",
        "pool__name",
    ):
        runs[tournament_id].append(_Run(*row))
    listed: dict[int, set[int]] = defaultdict(set)
    for tournament_id, user_id in await AsyncTournamentWhitelistEntry.filter(
        organization_id=organization_id, tournament_id__in=tournaments
    ).values_list("tournament_id", "user_id"):
        listed[tournament_id].add(user_id)
    on_seeds = await runs_on_seeds(organization_id, [question.permalink_id for question in questions], None)
    return FactsOfEverybody(members, runs, listed, on_seeds)
