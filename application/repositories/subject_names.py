"""What people call the rows that the log names by number only, many at once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from tortoise.models import Model

from application.domain.ids import OrganizationId
from application.domain.live_races.live_race import race_title
from application.domain.operations.audit import Subject
from models import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    DiscordServer,
    OrganizationInvite,
    RaceRoomProfile,
    RacetimeBot,
    UnmatchedEntrant,
)


@dataclass(frozen=True, slots=True)
class _Called:
    model: type[Model]
    columns: tuple[str, ...]
    name: Callable[..., str] = str
    key: str = "id"


_CALLED = {
    Subject.TOURNAMENT: _Called(AsyncTournament, ("name",)),
    Subject.POOL: _Called(AsyncTournamentPool, ("name",)),
    Subject.SEED: _Called(
        AsyncTournamentPermalink, ("number", "pool__name"), lambda number, pool: f"Seed {number} of {pool}"
    ),
    Subject.LIVE_RACE: _Called(AsyncTournamentLiveRace, ("match_title", "pool__name"), race_title),
    Subject.RUN: _Called(
        AsyncTournamentRace,
        ("user__display_name", "permalink__number", "pool__name"),
        lambda player, number, pool: f"Run of {player} on seed {number} of {pool}",
    ),
    Subject.PROFILE: _Called(RaceRoomProfile, ("name",)),
    Subject.INVITE: _Called(OrganizationInvite, ("label",), lambda label: label or "Invite without a label"),
    Subject.BOT: _Called(RacetimeBot, ("category",)),
    Subject.RESULT: _Called(UnmatchedEntrant, ("racetime_name",)),
    Subject.SERVER: _Called(DiscordServer, ("name",), key="guild_id"),
}


async def names_of(organization_id: OrganizationId, subject: Subject, numbers: Collection[int]) -> dict[int, str]:
    """Return what an organization's own rows of one kind are called now, in one query; people have names elsewhere."""
    called = _CALLED[subject]
    own: Any = called.model.filter(organization_id=organization_id, **{f"{called.key}__in": sorted(numbers)})
    rows = await own.values_list(called.key, *called.columns)
    return {row[0]: called.name(*row[1:]) for row in rows}
