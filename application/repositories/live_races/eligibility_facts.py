"""The facts behind eligibility: of all members or some players, for one race or many, in six queries at most."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from application.domain.ids import OrganizationId, UserId
from application.domain.live_races.eligibility import Person, PlayerFacts, Terms
from application.domain.runs.run import ACTIVE_RUN_STATUSES
from application.repositories.racetime_accounts import list_people, others_racing_as
from application.repositories.statements import Statement, listed
from application.repositories.tournaments.seed_choice import RacedSeed, runs_on_seeds
from models.async_tournament import AsyncTournamentRace

_Rows = Sequence[Mapping[str, Any]]

_USED = """
    SELECT r.pool_id, r.user_id, CASE WHEN r.live_race_id IN ({races}) THEN r.live_race_id END AS race,
           COUNT(*) AS number
      FROM async_tournament_races r
     WHERE r.organization_id = $1 AND r.pool_id IN ({pools}) AND NOT r.reattempted {among}
     GROUP BY r.pool_id, r.user_id, race
"""
_UNDER_WAY = """
    SELECT r.tournament_id, r.user_id, r.live_race_id AS race, p.name
      FROM async_tournament_races r
      JOIN async_tournament_pools p ON p.id = r.pool_id
     WHERE r.organization_id = $1 AND r.tournament_id IN ({tournaments}) AND r.status IN ({active}) {among}
"""
_WHITELISTED = """
    SELECT r.tournament_id, r.user_id
      FROM async_tournament_whitelist r
     WHERE r.organization_id = $1 AND r.tournament_id IN ({tournaments}) {among}
"""


class EligibilityFacts:
    """What is known of some people, for each of the races that were asked about."""

    def __init__(
        self,
        people: Sequence[Person],
        others: Mapping[UserId, UserId],
        *,
        used: _Rows,
        under_way: _Rows,
        whitelisted: _Rows,
        on_seeds: Sequence[RacedSeed],
    ) -> None:
        self.people = people
        self._others = others
        self._used = _grouped(used, "pool_id")
        self._under_way = _grouped(under_way, "tournament_id")
        self._whitelisted = {(row["tournament_id"], row["user_id"]) for row in whitelisted}
        self._on_seeds: dict[int | None, list[RacedSeed]] = defaultdict(list)
        for run in on_seeds:
            self._on_seeds[run.permalink_id].append(run)

    def of(self, terms: Terms) -> Iterator[PlayerFacts]:
        """Return everybody as one race sees them; runs of that race itself are left out of every count."""
        race = terms.live_race_id
        used: Counter[int] = Counter()
        for row in self._used[terms.pool_id]:
            if race is None or row["race"] != race:
                for player in self._counting(row["user_id"]):
                    used[player] += row["number"]
        active = {
            player: row["name"]
            for row in self._under_way[terms.tournament_id]
            if race is None or row["race"] != race
            for player in self._counting(row["user_id"])
        }
        raced = {
            player
            for run in self._on_seeds[terms.permalink_id]
            if race is None or run.live_race_id != race
            for player in self._counting(run.user_id)
        }
        for person in self.people:
            player = person.user_id
            whitelisted = (terms.tournament_id, player) in self._whitelisted
            yield PlayerFacts(person, used[player], active.get(player), whitelisted, player in raced)

    def _counting(self, user_id: int) -> tuple[int, ...]:
        """Return for whom a user's runs count: that user, and for whoever has the account they were raced with."""
        player = UserId(user_id)
        return (player, self._others[player]) if player in self._others else (player,)


async def load_facts(
    organization_id: OrganizationId, terms: Sequence[Terms], user_ids: Sequence[UserId] | None
) -> EligibilityFacts:
    """Load all members, or the given users whether members or not."""
    people = await list_people(organization_id, user_ids)
    others = await others_racing_as(organization_id, people)
    players = None if user_ids is None else [*user_ids, *others]
    values = {
        "races": listed(each.live_race_id for each in terms if each.live_race_id is not None),
        "pools": listed(each.pool_id for each in terms),
        "tournaments": listed(each.tournament_id for each in terms),
        "active": ", ".join(f"'{status.value}'" for status in sorted(ACTIVE_RUN_STATUSES)),
        "among": "" if players is None else f"AND r.user_id IN ({listed(players)})",
    }

    async def rows(sql: str) -> _Rows:
        statement = Statement(sql.format(**values))
        ask = statement.rows if players is not None and len(players) == 1 else statement.many_rows
        return await ask(AsyncTournamentRace, organization_id)

    return EligibilityFacts(
        people,
        others,
        used=await rows(_USED),
        under_way=await rows(_UNDER_WAY),
        whitelisted=await rows(_WHITELISTED),
        on_seeds=await runs_on_seeds(organization_id, [each.permalink_id for each in terms], players),
    )


def _grouped(rows: _Rows, column: str) -> dict[int, list[Mapping[str, Any]]]:
    groups: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
