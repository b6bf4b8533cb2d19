"""A command that is given several values names everything that is wrong with them at once."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from application.domain.errors import InvalidInput
from application.domain.ids import PermalinkId, PoolId, ProfileId, RunId, TournamentId, UserId
from application.domain.live_races.room import RoomSettings
from application.domain.live_races.scheduling import BulkAction, BulkChange, LiveRaceChanges, NewLiveRace
from application.domain.live_races.series import Series
from application.domain.messages.race_posts import PingMode
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunStatus
from application.domain.tournaments.organization_settings import OrganizationChanges
from application.domain.tournaments.timeline import TimelineOverrides
from application.services.messages.discord_server_service import TournamentDiscordChanges
from application.services.people.invite_service import NewInvite
from application.services.people.member_entry import NewMember
from application.services.people.organization_service import MemberChanges
from application.services.runs.async_race_service import RunSubmission
from application.services.tournaments.async_tournament_service import (
    PermalinkDraft,
    TournamentChanges,
    TournamentSettings,
)
from application.services.tournaments.race_room_profile_service import ProfileDraft
from tests.support.community import Community

LONG = "x" * 20_000
NO_PROFILE = ProfileId(999_999)
TIMELINE = TimelineOverrides(room_open_minutes=500, lock_minutes=600)


class Place:
    """A tournament with a pool, a race and a finished run."""

    def __init__(self, community: Community) -> None:
        self.community = community
        self.tournament = TournamentId(0)
        self.pool = PoolId(0)

    async def make(self) -> "Place":
        self.tournament = await self.community.add_tournament()
        self.pool = await self.community.add_pool(self.tournament, live=1, ordinary=2)
        return self

    @property
    def tomorrow(self) -> datetime:
        return self.community.clock.now() + timedelta(days=1)

    def race(self) -> NewLiveRace:
        return NewLiveRace(
            self.tournament,
            PoolId(999_999),
            datetime.min.replace(tzinfo=self.tomorrow.tzinfo),
            match_title=LONG,
            permalink_id=PermalinkId(999_999),
            episode_id=-1,
            race_room_profile_id=NO_PROFILE,
            overrides=TIMELINE,
        )


async def create_tournament(place: Place) -> object:
    new = TournamentSettings(
        name="",
        racetime_category="Not A Slug",
        racetime_goal="",
        description=LONG,
        runs_per_pool=0,
        score_floor=9e9,
        room_open_minutes=500,
    )
    return await place.community.container.tournaments.create_tournament(
        place.community.admin, replace(new, race_room_profile_id=NO_PROFILE)
    )


async def update_tournament(place: Place) -> object:
    changes = TournamentChanges(name="", par_count=0, race_room_profile_id=NO_PROFILE, racetime_goal="No such goal")
    admin = place.community.admin
    return await place.community.container.tournaments.update_tournament(admin, place.tournament, changes)


async def add_permalinks(place: Place) -> object:
    drafts = [PermalinkDraft("", LONG), PermalinkDraft("https://", "")]
    return await place.community.container.tournaments.add_permalinks(place.community.admin, place.pool, drafts)


async def create_live_race(place: Place) -> object:
    return await place.community.container.live_races.create_live_race(place.community.admin, place.race())


async def update_live_race(place: Place) -> object:
    race = await place.community.schedule(place.tournament, place.pool)
    wrong = place.race()
    changes = LiveRaceChanges(
        pool_id=wrong.pool_id,
        scheduled_at=wrong.scheduled_at,
        match_title=LONG,
        episode_id=-1,
        race_room_profile_id=NO_PROFILE,
        room_open_minutes=500,
    )
    return await place.community.container.live_races.update_live_race(place.community.admin, race.summary.id, changes)


async def create_series(place: Place) -> object:
    new = replace(place.race(), pool_id=place.pool)
    series = Series("nonsense", "UTC", every_days=0, count=1)
    return await place.community.container.live_races.create_live_race_series(place.community.admin, new, series)


async def change_many(place: Place) -> object:
    change = BulkChange(BulkAction.MOVE, days=100_000, minutes=100_000)
    return await place.community.container.live_races.change_many(place.community.admin, place.tournament, [], change)


async def create_organization(place: Place) -> object:
    admin = NewMember("Zelda", 5)
    return await place.community.container.organizations.create_organization("NO SLUG", "", LONG, admin=admin)


async def update_organization(place: Place) -> object:
    changes = OrganizationChanges(name="", description=LONG, min_account_age_days=-1, lock_minutes=170)
    return await place.community.container.organizations.update_organization(place.community.admin, changes)


async def add_member(place: Place) -> object:
    new = NewMember("", 5, "not an id", LONG)
    return await place.community.container.organizations.add_member(place.community.admin, new)


async def update_member(place: Place) -> object:
    player = await place.community.add_player(racetime_id=None)
    changes = MemberChanges(racetime_id="not an id", racetime_name=LONG)
    return await place.community.container.organizations.update_member(place.community.admin, player, changes)


async def save_bot(place: Place) -> object:
    return await place.community.container.bots.save_bot(place.community.admin, "Not A Slug", "", "")


async def save_profile(place: Place) -> object:
    draft = ProfileDraft(name="", description=LONG, settings=RoomSettings(start_delay=0, time_limit=0))
    return await place.community.container.profiles.create_profile(place.community.admin, draft)


async def create_invite(place: Place) -> object:
    new = NewInvite(label=LONG, days=0, most_uses=0)
    return await place.community.container.invites.create_invite(place.community.admin, new)


async def create_token(place: Place) -> object:
    user = place.community.admin.actor.user_id
    assert user is not None
    return await place.community.container.identity.create_token(
        user, "", expires_at=place.tomorrow - timedelta(days=2)
    )


async def submit(place: Place) -> object:
    player, run_id = await finished_run(place)
    ctx = await place.community.enter(player)
    return await place.community.container.runs.submit(ctx, run_id, RunSubmission("no link", LONG))


async def correct_result(place: Place) -> object:
    _, run_id = await finished_run(place)
    wrong = Result(RunStatus.FINISHED, None)
    return await place.community.container.reviews.correct_result(place.community.admin, run_id, wrong, "", seen=1)


async def update_discord(place: Place) -> object:
    changes = TournamentDiscordChanges(reminder_minutes=0, ping=PingMode.ROLE)
    return await place.community.container.discord_servers.update_tournament_settings(
        place.community.admin, place.tournament, changes
    )


async def finished_run(place: Place) -> tuple[UserId, RunId]:
    player = await place.community.add_player()
    return player, (await place.community.finish_run(player, place.pool)).summary.id


EVERY_PROBLEM: dict[Callable[[Place], Awaitable[object]], set[str]] = {
    create_tournament: {
        *("name", "description", "racetime_category", "racetime_goal", "runs_per_pool", "score_floor"),
        *("race_room_profile_id", "room_open_minutes"),
    },
    update_tournament: {"name", "par_count", "race_room_profile_id", "racetime_goal"},
    add_permalinks: {"permalinks/0/url", "permalinks/0/notes", "permalinks/1/url"},
    create_live_race: {
        *("pool_id", "scheduled_at", "match_title", "episode_id", "race_room_profile_id"),
        *("room_open_minutes", "lock_minutes"),
    },
    update_live_race: {
        *("pool_id", "scheduled_at", "match_title", "episode_id", "race_room_profile_id", "room_open_minutes"),
    },
    create_series: {"count", "every_days", "scheduled_at", "permalink_id", "episode_id"},
    change_many: {"live_race_ids", "days", "minutes"},
    create_organization: {"slug", "name", "description", "admin_discord_id"},
    update_organization: {"name", "description", "min_account_age_days", "lock_minutes"},
    add_member: {"display_name", "discord_id", "racetime_id", "racetime_name"},
    update_member: {"racetime_id", "racetime_name"},
    save_bot: {"category", "client_id", "client_secret"},
    save_profile: {"name", "description", "start_delay", "time_limit"},
    create_invite: {"label", "days", "most_uses"},
    create_token: {"name", "expires_at"},
    submit: {"vod_url", "notes"},
    correct_result: {"finish_time", "reason"},
    update_discord: {"reminder_minutes", "ping_role_id"},
}


@pytest.mark.parametrize("command", EVERY_PROBLEM, ids=lambda command: str(command.__name__))
async def test_a_command_names_every_value_that_can_not_be(
    community: Community, command: Callable[[Place], Awaitable[object]]
) -> None:
    place = await Place(community).make()
    with pytest.raises(InvalidInput) as refusal:
        await command(place)
    assert {problem.field for problem in refusal.value.problems} == EVERY_PROBLEM[command]
    assert len(refusal.value.problems) == len(set(refusal.value.problems))
