"""What something is about: an organization, or something in it, with the numbers of whatever that belongs to."""

from dataclasses import dataclass

from application.domain.ids import (
    InviteId,
    LiveRaceId,
    OrganizationId,
    PermalinkId,
    PoolId,
    ProfileId,
    RacetimeBotId,
    RunId,
    TournamentId,
    UnmatchedEntrantId,
    UserId,
)


@dataclass(frozen=True, slots=True)
class OrganizationRef:
    organization_id: OrganizationId


@dataclass(frozen=True, slots=True)
class PersonRef(OrganizationRef):
    user_id: UserId


@dataclass(frozen=True, slots=True)
class InviteRef(OrganizationRef):
    invite_id: InviteId


@dataclass(frozen=True, slots=True)
class ServerRef(OrganizationRef):
    """A Discord server; its id as text, as Discord gives it."""

    guild_id: str


@dataclass(frozen=True, slots=True)
class ProfileRef(OrganizationRef):
    profile_id: ProfileId


@dataclass(frozen=True, slots=True)
class BotRef(OrganizationRef):
    bot_id: RacetimeBotId


@dataclass(frozen=True, slots=True)
class MatterRef(OrganizationRef):
    """A matter for the organization's admins, which one of its live races may have caused."""

    live_race_id: LiveRaceId | None


@dataclass(frozen=True, slots=True)
class TournamentRef(OrganizationRef):
    tournament_id: TournamentId


@dataclass(frozen=True, slots=True)
class PlayerRef(TournamentRef):
    """A person in one tournament."""

    user_id: UserId


@dataclass(frozen=True, slots=True)
class PoolRef(TournamentRef):
    pool_id: PoolId


@dataclass(frozen=True, slots=True)
class SeedRef(PoolRef):
    permalink_id: PermalinkId


@dataclass(frozen=True, slots=True)
class RunRef(PlayerRef):
    """A run of a player, in a live race if it has one."""

    run_id: RunId
    live_race_id: LiveRaceId | None


@dataclass(frozen=True, slots=True)
class RaceRef(TournamentRef):
    live_race_id: LiveRaceId


@dataclass(frozen=True, slots=True)
class EntryRef(RaceRef):
    """A result of a live race that belonged to nobody."""

    entry_id: UnmatchedEntrantId
