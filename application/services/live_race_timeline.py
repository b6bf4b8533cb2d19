"""Which settings hold for a live race: its own, its tournament's, its organization's, the installation's."""

from dataclasses import dataclass

from application.domain.live_races.room import RoomSettings, effective_settings
from application.domain.settings import values_in
from application.domain.tournaments.timeline import (
    Moments,
    Timeline,
    TimelineOverrides,
    effective_timeline,
    installation_timeline,
    moments,
)
from application.repositories import Repositories
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace
from models.organization import Organization
from models.race_room_profile import RaceRoomProfile


@dataclass(frozen=True, slots=True)
class InstallationDefaults:
    room_open_minutes: int
    min_account_age_days: int


def overrides_of(row: Organization | AsyncTournament | AsyncTournamentLiveRace) -> TimelineOverrides:
    return TimelineOverrides(**values_in(TimelineOverrides, row))


def timeline_of(defaults: InstallationDefaults, organization: Organization) -> Timeline:
    """Return what holds where a tournament says nothing. Raises `InvalidInput` when the level contradicts itself."""
    return effective_timeline(installation_timeline(defaults.room_open_minutes), overrides_of(organization))


def timeline_for(
    defaults: InstallationDefaults,
    organization: Organization,
    tournament: AsyncTournament,
    race: TimelineOverrides | None = None,
) -> Timeline:
    """Raises `InvalidInput` when one level contradicts itself."""
    levels = [overrides_of(organization), overrides_of(tournament)]
    return effective_timeline(
        installation_timeline(defaults.room_open_minutes), *levels, *([race] if race is not None else [])
    )


def min_account_age(defaults: InstallationDefaults, organization: Organization, tournament: AsyncTournament) -> int:
    """Return the days that a Discord account must be old."""
    own: int | None = tournament.min_account_age_days
    inherited: int | None = organization.min_account_age_days
    if own is not None:
        return own
    return inherited if inherited is not None else defaults.min_account_age_days


def apply_moments(race: AsyncTournamentLiveRace, timeline: Timeline) -> Moments:
    """Put everything that hangs on the scheduled time where it belongs.

    A room that opened late is not locked before `earliest_lock_at`, unless its start comes first, nor is its seed
    released before that.
    """
    at = moments(race.scheduled_at, timeline, earliest_lock_at=race.earliest_lock_at, opened_at=race.room_open_time)
    race.opens_at, race.locks_at, race.releases_at = at.opens_at, at.locks_at, at.releases_at
    return at


def settings_of(profile: RaceRoomProfile) -> RoomSettings:
    return RoomSettings(
        start_delay=profile.start_delay,
        time_limit=profile.time_limit,
        streaming_required=profile.streaming_required,
        auto_start=profile.auto_start,
        allow_comments=profile.allow_comments,
        hide_comments=profile.hide_comments,
        allow_prerace_chat=profile.allow_prerace_chat,
        allow_midrace_chat=profile.allow_midrace_chat,
        allow_non_entrant_chat=profile.allow_non_entrant_chat,
        chat_message_delay=profile.chat_message_delay,
    )


async def room_settings_for(
    repositories: Repositories, race: AsyncTournamentLiveRace, tournament: AsyncTournament
) -> RoomSettings:
    """Return the effective profile's settings: the race's, else the tournament's, else the default, else built in."""
    wanted = race.race_room_profile_id or tournament.race_room_profile_id
    profile = await (repositories.profiles.find(wanted) if wanted is not None else repositories.profiles.find_default())
    return effective_settings(settings_of(profile) if profile is not None else None)


def try_again_at_once(race: AsyncTournamentLiveRace) -> None:
    """Let the next attempt to open a room come without delay, because what kept it from one may be put right.

    Not while a room may have been made without anybody hearing of it. The row is for the caller to save.
    """
    if race.racetime_slug is None and not race.room_outcome_unknown:
        race.room_retry_at, race.room_attempts, race.room_error = None, 0, ""
