"""Every write leaves a line: who, what, old and new."""

from datetime import timedelta
from typing import Any

from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.permissions import Role
from application.services.people.organization_service import MemberChanges
from application.services.tournaments.async_tournament_service import TournamentChanges
from models.event_log import EventLogEntry
from tests.support.community import Community


async def log_of(kind: str) -> list[tuple[str, dict[str, Any]]]:
    rows = await EventLogEntry.filter(type=kind).order_by("id")
    return [(row.actor_name, row.payload) for row in rows]


async def test_an_edit_is_logged_with_its_actor_and_both_values(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Week 1")
    await community.container.live_races.update_live_race(
        community.admin, race.summary.id, LiveRaceChanges(match_title="Week 2")
    )
    ((actor, payload),) = await log_of("AsyncLiveRaceUpdatedEvent")
    assert actor == community.admin.actor.name
    assert payload["changes"] == [{"field": "match_title", "old": "Week 1", "new": "Week 2"}]


async def test_an_edit_that_changes_nothing_leaves_no_line(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Week 1")
    await community.container.live_races.update_live_race(
        community.admin, race.summary.id, LiveRaceChanges(match_title=" Week  1 ")
    )
    assert await log_of("AsyncLiveRaceUpdatedEvent") == []


async def test_settings_roles_and_links_are_logged_with_old_and_new(community: Community) -> None:
    tournament = await community.add_tournament()
    player = await community.add_player(racetime_id=None)
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(runs_per_pool=3)
    )
    await community.container.organizations.update_member(
        community.admin, player, MemberChanges(roles=(Role.ASYNC_REVIEWER,), racetime_id="abc")
    )
    ((_, settings),) = await log_of("TournamentUpdatedEvent")
    assert settings["changes"] == [{"field": "runs_per_pool", "old": "1", "new": "3"}]
    ((_, member),) = await log_of("MemberUpdatedEvent")
    assert member["changes"] == [
        {"field": "roles", "old": "none", "new": "ASYNC_REVIEWER"},
        {"field": "racetime_id", "old": None, "new": "abc"},
    ]


async def test_the_systems_own_steps_are_logged_under_its_name_each_once(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    racer = await community.racetime_id_of(await community.add_player("Malon"))
    room = await community.open_room(race.summary.id)
    room.join(racer)
    await community.advance_to(race.summary.locks_at)
    room.start()
    for _ in range(2):
        await community.hear(race.summary.id, room)
    room.finish(racer, timedelta(hours=1))
    for _ in range(2):
        await community.hear(race.summary.id, room)
    room.undo(racer)
    room.finish(racer, timedelta(hours=1, minutes=1))
    await community.hear(race.summary.id, room)

    rows = await EventLogEntry.filter(live_race_id=race.summary.id, actor_name="system").order_by("id")
    kinds = [row.type for row in rows]
    for once in ("RoomOpened", "Locked", "SeedSealed", "SeedReleased", "Started", "Finished"):
        assert kinds.count(f"AsyncLiveRace{once}Event") == 1, once
    first, correction = await log_of("AsyncLiveRaceResultsChangedEvent")
    assert first[1]["correction"] is False
    assert correction[1]["correction"] is True
    (change,) = correction[1]["changes"]
    assert (change["before"], change["after"]) == ("finished 1:00:00.0", "finished 1:01:00.0")
