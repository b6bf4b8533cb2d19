"""The facts behind eligibility, in five queries whatever the number of players."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tortoise.expressions import Q
from tortoise.functions import Count

from application.domain.discord import account_created_at
from application.domain.eligibility import PlayerFacts
from application.domain.ids import LiveRaceId, OrganizationId, PermalinkId, PoolId, TournamentId, UserId
from application.domain.run import ACTIVE_RUN_STATUSES, RunStatus
from application.repositories.racetime_accounts import list_people, others_racing_as
from application.repositories.seed_choice import runs_on_seeds
from models import AsyncTournamentRace, AsyncTournamentWhitelistEntry


@dataclass(frozen=True, slots=True)
class EligibilityQuestion:
    """Which pool, for which live race; runs of that race itself are left out of every count."""

    tournament_id: TournamentId
    pool_id: PoolId
    live_race_id: LiveRaceId | None
    permalink_id: PermalinkId | None


async def load_player_facts(
    organization_id: OrganizationId, question: EligibilityQuestion, user_ids: Sequence[UserId] | None
) -> Iterator[PlayerFacts]:
    """Load all members, or the given users whether members or not."""
    people = await list_people(organization_id, user_ids)
    others = await others_racing_as(organization_id, people)
    players = None if user_ids is None else [*user_ids, *others]
    runs = AsyncTournamentRace.filter(organization_id=organization_id, tournament_id=question.tournament_id)
    if question.live_race_id is not None:
        runs = runs.filter(Q(live_race_id__isnull=True) | ~Q(live_race_id=question.live_race_id))
    if players is not None:
        runs = runs.filter(user_id__in=players)
    counted = (
        await runs.filter(pool_id=question.pool_id, reattempted=False)
        .group_by("user_id")
        .annotate(number=Count("id"))
        .values_list("user_id", "number")
    )
    used: Counter[int] = Counter()
    for user_id, number in counted:
        for player in _counting(user_id, others):
            used[player] += number
    running = await runs.filter(status__in=sorted(ACTIVE_RUN_STATUSES)).values_list("user_id", "pool__name")
    active = {player: pool for user_id, pool in running for player in _counting(user_id, others)}
    on_seed = await runs_on_seeds(organization_id, [question.permalink_id], players)
    raced = {
        player
        for run in on_seed
        if question.live_race_id is None or run.live_race_id != question.live_race_id
        for player in _counting(run.user_id, others)
    }
    listed = await AsyncTournamentWhitelistEntry.filter(
        organization_id=organization_id, tournament_id=question.tournament_id
    ).values_list("user_id")
    whitelisted = {row[0] for row in listed}
    return (
        PlayerFacts(
            user_id=person.user_id,
            name=person.name,
            is_member=person.is_member,
            racetime_name=person.racetime_name,
            runs_in_pool=used[person.user_id],
            active_run=f"A run in {active[person.user_id]}" if person.user_id in active else None,
            account_created_at=account_created_at(person.discord_id) if person.discord_id else None,
            whitelisted=person.user_id in whitelisted,
            raced_permalink=person.user_id in raced,
        )
        for person in people
    )


async def load_facts_of_player(
    organization_id: OrganizationId, user_id: UserId, questions: Sequence[EligibilityQuestion]
) -> list[PlayerFacts]:
    """Load one player's facts for many races, in the order of the questions, in five queries at most."""
    (person,) = await list_people(organization_id, [user_id])
    players = [user_id, *await others_racing_as(organization_id, [person])]
    runs = await AsyncTournamentRace.filter(organization_id=organization_id, user_id__in=players).values_list(
        "tournament_id", "pool_id", "live_race_id", "status", "reattempted", "pool__name"
    )
    listed = await AsyncTournamentWhitelistEntry.filter(organization_id=organization_id, user_id=user_id).values_list(
        "tournament_id"
    )
    whitelisted = {row[0] for row in listed}
    on_seeds = await runs_on_seeds(organization_id, [question.permalink_id for question in questions], players)
    found = []
    for question in questions:
        own = [
            _OwnRun(*row)
            for row in runs
            if row[0] == question.tournament_id and (question.live_race_id is None or row[2] != question.live_race_id)
        ]
        active = next((run.pool_name for run in own if run.status in ACTIVE_RUN_STATUSES), None)
        found.append(
            PlayerFacts(
                user_id=user_id,
                name=person.name,
                is_member=person.is_member,
                racetime_name=person.racetime_name,
                runs_in_pool=sum(run.pool_id == question.pool_id and not run.reattempted for run in own),
                active_run=f"A run in {active}" if active else None,
                account_created_at=account_created_at(person.discord_id) if person.discord_id else None,
                whitelisted=question.tournament_id in whitelisted,
                raced_permalink=any(
                    run.permalink_id == question.permalink_id
                    and (question.live_race_id is None or run.live_race_id != question.live_race_id)
                    for run in on_seeds
                ),
            )
        )
    return found


def _counting(user_id: int, others: Mapping[UserId, UserId]) -> set[UserId]:
    """Return for whom a user's runs count: for that user, and for whoever has the account that they were raced with."""
    player = UserId(user_id)
    return {player, others.get(player, player)}


class _OwnRun(NamedTuple):
    tournament_id: int
    pool_id: int
    live_race_id: int | None
    status: RunStatus
    reattempted: bool
    pool_name: str
