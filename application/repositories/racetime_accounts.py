"""Which racetime.gg account a person has in an organization, and who has an account there: asked here and nowhere else.

An account that its owner proved holds everywhere. What an organization's admins say about a member holds in that
organization, and only while that member has proved nothing and nobody else has proved the account.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.expressions import Q, Subquery

from application.domain.accounts import RacetimeAccount
from application.domain.ids import OrganizationId, UserId
from application.domain.live_races.eligibility import Person
from application.repositories.statements import Statement, in_columns
from models.user import User


@dataclass(frozen=True, slots=True)
class FormerRacer:
    """Somebody who has runs that an account raced in an organization, and is no member there any more."""

    organization_id: OrganizationId
    user_id: UserId
    name: str
    discord_id: int | None
    is_placeholder: bool

    def may_mean(self, discord_id: int | None) -> bool:
        """Tell whether it can be the one with this Discord account: nobody has said anything else yet."""
        return self.is_placeholder and self.discord_id in (None, discord_id)


_COLUMNS = """
    SELECT u.id, u.display_name, u.discord_id, u.racetime_id, u.racetime_name, m.id AS membership,
           CASE WHEN o.id IS NULL THEN m.claimed_racetime_id END AS claimed_id, m.claimed_racetime_name
"""
_MEMBERS = Statement(
    _COLUMNS
    + """
      FROM organization_members m
      JOIN users u ON u.id = m.user_id
      LEFT JOIN users o ON o.racetime_id = m.claimed_racetime_id
     WHERE m.organization_id = $1
    """
)
_ANY_USERS = Statement(
    _COLUMNS
    + """
      FROM users u
      LEFT JOIN organization_members m ON m.user_id = u.id AND m.organization_id = $1
      LEFT JOIN users o ON o.racetime_id = m.claimed_racetime_id
     WHERE u.id = ANY($2) AND (u.organization_id IS NULL OR u.organization_id = $1)
    """
)
_OWNERS = Statement(
    """
    SELECT u.id, u.racetime_id
      FROM users u
     WHERE u.racetime_id = ANY($1)
     UNION ALL
    SELECT m.user_id, m.claimed_racetime_id
      FROM organization_members m
      JOIN users u ON u.id = m.user_id AND u.racetime_id IS NULL
     WHERE m.claimed_racetime_id = ANY($1) AND m.organization_id = $2
       AND NOT EXISTS (SELECT 1 FROM users o WHERE o.racetime_id = m.claimed_racetime_id)
    """
)

_FORMER_RACERS = Statement(
    """
    SELECT DISTINCT raced.organization_id, u.id, u.display_name, u.discord_id, u.organization_id AS entered_by
      FROM (SELECT r.organization_id, r.user_id
              FROM async_tournament_races r
             WHERE r.drawn_as = $1
             UNION
            SELECT e.organization_id, e.user_id
              FROM async_tournament_live_race_entrants e
              JOIN async_tournament_races r ON r.live_race_id = e.live_race_id AND r.user_id = e.user_id
             WHERE e.racetime_id = $2) raced
      JOIN users u ON u.id = raced.user_id
     WHERE NOT EXISTS (SELECT 1 FROM organization_members m
                        WHERE m.user_id = u.id AND m.organization_id = raced.organization_id)
     ORDER BY u.id
    """
)

_ALSO_RACED_AS = Statement(
    """
    SELECT raced.user_id, raced.account
      FROM (SELECT r.user_id, r.drawn_as AS account
              FROM unnest($1::text[]) AS a(value)
             CROSS JOIN async_tournament_races r
              JOIN users u ON u.id = r.user_id AND u.racetime_id IS NULL
             WHERE r.drawn_as = a.value AND +r.organization_id = $2
             UNION
            SELECT e.user_id, e.racetime_id
              FROM unnest($1::text[]) AS a(value)
             CROSS JOIN async_tournament_live_race_entrants e
              JOIN users u ON u.id = e.user_id AND u.racetime_id IS NULL
              JOIN async_tournament_races r ON r.live_race_id = e.live_race_id AND r.user_id = e.user_id
             WHERE e.racetime_id = a.value AND +r.organization_id = $2) raced
     WHERE NOT EXISTS (SELECT 1 FROM organization_members m
                        WHERE m.user_id = raced.user_id AND m.organization_id = $2
                          AND m.claimed_racetime_id IS NOT NULL
                          AND NOT EXISTS (SELECT 1 FROM users o WHERE o.racetime_id = m.claimed_racetime_id))
    """
)
"""The signs keep SQLite from reading all runs of the organization, to which it takes an account to be no narrower:
most runs have none, and it counts those as runs of one account."""


async def list_people(organization_id: OrganizationId, user_ids: Sequence[UserId] | None = None) -> list[Person]:
    """Return all members, or the given users whether members or not; placeholders of other organizations are nobody."""
    if user_ids is None:
        return [_person(row) for row in in_columns(await _MEMBERS.rows(User, organization_id))]
    if not user_ids:
        return []
    rows = await _ANY_USERS.rows(User, organization_id, list(user_ids))
    return [_person(row) for row in in_columns(rows)]


async def accounts_of(organization_id: OrganizationId, user_ids: Sequence[UserId]) -> dict[UserId, RacetimeAccount]:
    """Return the accounts of those of these users who have one in the organization."""
    people = await list_people(organization_id, user_ids)
    return {person.user_id: person.account for person in people if person.account is not None}


async def owners_of(organization_id: OrganizationId, racetime_ids: Sequence[str]) -> dict[str, UserId]:
    """Return who has these accounts in the organization; whoever proved one has it, member or not."""
    if not racetime_ids:
        return {}
    rows = await _OWNERS.rows(User, list(racetime_ids), organization_id)
    return {row["racetime_id"]: UserId(row["id"]) for row in rows}


async def others_racing_as(organization_id: OrganizationId, people: Sequence[Person]) -> dict[UserId, UserId]:
    """Return who else has runs with the account of one of these people there, and the one for whom they count, too.

    That is somebody for whom an admin had entered the account and who has none now. Entering the right one for them, or
    merging the two, settles whose runs they are.
    """
    holders = {person.account.racetime_id: person.user_id for person in people if person.account is not None}
    if not holders:
        return {}
    ask = _ALSO_RACED_AS.rows if len(holders) == 1 else _ALSO_RACED_AS.many_rows
    rows = await ask(User, list(holders), organization_id)
    return {UserId(row["user_id"]): holders[row["account"]] for row in rows}


async def players_counted_as(organization_id: OrganizationId, user_id: UserId) -> list[UserId]:
    """Return the player and whoever else raced there with the player's account."""
    people = await list_people(organization_id, [user_id])
    return [user_id, *await others_racing_as(organization_id, people)]


async def former_racers(racetime_id: str) -> list[FormerRacer]:
    """Return who raced with an account, in whatever organization, and is no member there any more."""
    return [
        FormerRacer(
            OrganizationId(row["organization_id"]),
            UserId(row["id"]),
            row["display_name"],
            row["discord_id"],
            is_placeholder=row["entered_by"] is not None,
        )
        for row in await _FORMER_RACERS.many_rows(User, racetime_id, racetime_id)
    ]


def has_account() -> Q:
    """The condition on memberships that the member has an account in the membership's organization."""
    claims = Q(claimed_racetime_id__isnull=False) & Q(claimed_racetime_id__not_in=_proven())
    return Q(user__racetime_id__isnull=False) | claims


def account_name_contains(words: str) -> Q:
    """The condition on memberships that the name of the member's account has these words in it."""
    claims = Q(user__racetime_id__isnull=True, claimed_racetime_name__icontains=words)
    return Q(user__racetime_name__icontains=words) | (claims & Q(claimed_racetime_id__not_in=_proven()))


def _proven() -> Subquery:
    return Subquery(User.filter(racetime_id__isnull=False).values("racetime_id"))


def _person(row: Sequence[Any]) -> Person:
    user_id, name, discord_id, proven_id, proven_name, membership, claimed_id, claimed_name = row
    account = None
    if proven_id is not None:
        account = RacetimeAccount(proven_id, proven_name or name, True)
    elif claimed_id is not None:
        account = RacetimeAccount(claimed_id, claimed_name or name, False)
    return Person(user_id, name, discord_id, membership is not None, account)
