"""What is asked of whoever would race: the one place where terms are made, of a live race or of a pool."""

from dataclasses import replace
from datetime import datetime

from application.domain.ids import PoolId
from application.domain.live_races.eligibility import Terms
from application.services.live_race_timeline import InstallationDefaults, min_account_age
from application.services.tournament_settings import settings_in
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace
from models.organization import Organization


def terms_of_race(race: AsyncTournamentLiveRace, organization: Organization, defaults: InstallationDefaults) -> Terms:
    """The race must be loaded with its tournament."""
    terms = terms_of_pool(race.pool_id, race.tournament, organization, defaults, starts_at=race.scheduled_at)
    return replace(terms, live_race_id=race.id, permalink_id=race.permalink_id)


def terms_of_pool(
    pool_id: PoolId,
    tournament: AsyncTournament,
    organization: Organization,
    defaults: InstallationDefaults,
    *,
    starts_at: datetime,
) -> Terms:
    """Return what is asked of a player whose run, or whose live race, starts at some time."""
    age = min_account_age(defaults, organization, tournament)
    settings = replace(settings_in(tournament), min_account_age_days=age)
    return Terms(tournament.id, pool_id, starts_at, settings)
