"""A room that dies, opens late or is changed by hand: the race goes on, with one room and one link."""

from datetime import timedelta
from typing import Any

import pytest

from application.domain.errors import AlreadyTaken, Conflict, InvalidInput, NotFound, Unavailable, WrongStatus
from application.domain.ids import LiveRaceId, RoomId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import RoomSettings
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.live_races.seed_vault import SeedState
from application.domain.permissions import Role
from application.domain.tournaments.timeline import ReleaseRule, TimelineOverrides
from application.ports import RacetimeUnreachable
from application.read_models import DesiredRoom, LiveRaceSummary
from application.services.tournaments.race_room_profile_service import ProfileDraft
from models.event_log import EventLogEntry
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

MINUTE = timedelta(minutes=1)


async def pending_race(
    community: Community, *, permalinks: int = 3, **settings: Any
) -> tuple[LiveRaceSummary, ScriptedRoom]:
    tournament = await community.add_tournament(**settings)
    pool = await community.add_pool(tournament, live=permalinks)
    race = (await community.schedule(tournament, pool)).summary
    return race, await community.open_room(race.id)


async def said_in(room_id: RoomId, community: Community) -> list[str]:
    """Return what waits to be said in a room, as if the bot said it now."""
    room_service = community.container.room_service
    texts = []
    while (message := await room_service.next_room_message(room_id)) is not None:
        texts.append(message.text)
        await room_service.room_message_sent(message.id)
    return texts


async def log_of(live_race_id: LiveRaceId) -> list[str]:
    return [row.type for row in await EventLogEntry.filter(live_race_id=live_race_id).order_by("id")]


async def room_ids(community: Community) -> list[RoomId]:
    return [room.room_id for room in await community.container.room_service.rooms_to_attend()]


async def test_a_room_that_dies_before_the_start_is_followed_by_a_second_one_and_the_link_is_replaced(
    community: Community,
) -> None:
    race, first = await pending_race(community)
    racer = await community.racetime_id_of(await community.add_player())
    first.join(racer)
    await community.hear(race.id, first)
    first_id = (await room_ids(community))[0]

    await community.clock.advance(5 * MINUTE)
    first.cancel()
    await community.hear(race.id, first)
    between = await community.race(race.id)
    assert between.summary.status is LiveRaceStatus.PENDING
    assert (between.summary.racetime_slug, between.room, between.board) == (None, None, ())

    await community.tick()
    again = await community.race(race.id)
    second = list(community.rooms.rooms.values())[1]
    assert again.summary.status is LiveRaceStatus.PENDING
    assert again.summary.racetime_slug == second.slug
    assert again.room is not None
    assert again.room.slug == second.slug
    assert second.request.tag != first.request.tag
    assert any(
        f"has a new room. Please join there: http://racetime.test/{second.slug}" in text
        for text in await said_in(first_id, community)
    )
    assert (await log_of(race.id)).count("AsyncLiveRaceRoomOpenedEvent") == 2

    second.join(racer)
    await community.hear(race.id, second)
    await community.advance_to(race.locks_at)
    second.start()
    await community.hear(race.id, second)
    second.finish(racer, timedelta(hours=1))
    await community.hear(race.id, second)
    over = await community.race(race.id)
    assert over.summary.status is LiveRaceStatus.FINISHED
    assert over.summary.participant_count == 1


async def test_the_dead_room_is_left_after_a_while_and_changes_nothing_any_more(community: Community) -> None:
    race, first = await pending_race(community)
    first.cancel()
    await community.hear(race.id, first)
    await community.tick()
    assert len(await room_ids(community)) == 2
    for _ in range(11):
        await community.advance_to(community.clock.now() + MINUTE)
    assert len(await room_ids(community)) == 1
    assert (await community.race(race.id)).summary.status is LiveRaceStatus.PENDING


@pytest.mark.parametrize("release", [ReleaseRule.AT_LOCK, ReleaseRule.AT_START])
async def test_what_a_dead_room_had_settled_is_settled_anew_with_a_seed_that_nobody_read(
    community: Community, release: ReleaseRule
) -> None:
    race, first = await pending_race(community, release_rule=release)
    player = await community.add_player()
    first.join(await community.racetime_id_of(player))
    await community.hear(race.id, first)
    await community.advance_to(race.locks_at)
    locked = (await community.race(race.id)).summary
    assert locked.participant_count == 1
    was_read = locked.seed.state is SeedState.RELEASED
    assert was_read is (release is ReleaseRule.AT_LOCK)

    first.cancel()
    await community.hear(race.id, first)
    await community.tick()
    again = (await community.race(race.id)).summary
    assert (again.locked_at, again.participant_count) == (None, 0)
    assert again.seed.state is SeedState.SEALED
    assert (again.seed.commitment != locked.seed.commitment) is was_read

    second = list(community.rooms.rooms.values())[1]
    second.join(await community.racetime_id_of(player))
    await community.hear(race.id, second)
    await community.advance_to(again.locks_at)
    assert (await community.race(race.id)).summary.participant_count == 1


@pytest.mark.slow
async def test_without_another_seed_the_one_that_was_read_is_kept_and_said_again(community: Community) -> None:
    race, first = await pending_race(community, permalinks=1)
    racer = await community.racetime_id_of(await community.add_player())
    first.join(racer)
    await community.hear(race.id, first)
    await community.advance_to(race.locks_at)
    seed = (await community.race(race.id)).summary.seed
    first.cancel()
    await community.hear(race.id, first)
    await community.tick()
    assert (await community.race(race.id)).summary.seed == seed
    second = list(community.rooms.rooms.values())[1]
    second.join(racer)
    await community.hear(race.id, second)
    await community.advance_to((await community.race(race.id)).summary.locks_at)
    details = await community.race(race.id)
    assert details.room is not None
    assert any("SECRET" in text for text in await said_in(details.room.id, community))
    assert (await log_of(race.id)).count("AsyncLiveRaceSeedReleasedEvent") == 1


async def test_a_seed_that_was_read_goes_to_no_other_race(community: Community) -> None:
    race, room = await pending_race(community, permalinks=1)
    room.join(await community.racetime_id_of(await community.add_player()))
    await community.advance_to(race.locks_at)
    await community.container.live_races.cancel_live_race(community.admin, race.id, "Storm")
    await community.container.live_races.restore_live_race(community.admin, race.id)
    assert (await community.race(race.id)).summary.seed_ready is False
    other = await community.schedule(race.tournament_id, race.pool_id)
    assert other.summary.seed_ready is False


@on_postgres_and_slowly_on_sqlite
async def test_a_room_that_racetime_closes_half_an_hour_after_it_opened_is_announced_with_its_link_and_replaced(
    community: Community,
) -> None:
    race, first = await pending_race(community)
    first.join(await community.racetime_id_of(await community.add_player()))
    await community.hear(race.id, first)
    await community.advance_to(race.opens_at + 25 * MINUTE - timedelta(seconds=1))
    assert "AsyncLiveRaceLowEntrantsEvent" not in await log_of(race.id)
    await community.advance_to(race.opens_at + 25 * MINUTE)
    await community.tick()
    entry = await EventLogEntry.get(live_race_id=race.id, type="AsyncLiveRaceLowEntrantsEvent")
    assert entry.payload["racetime_slug"] == first.slug
    assert entry.payload["joined"] == 1
    details = await community.race(race.id)
    assert details.room is not None
    (line,) = [text for text in await said_in(details.room.id, community) if "closes this room" in text]
    assert line == (
        "1 racer joined so far. racetime.gg closes this room in 5 minutes unless two have; "
        f"bring somebody: http://racetime.test/{first.slug}"
    )

    await community.advance_to(race.opens_at + 30 * MINUTE)
    first.cancel()
    await community.hear(race.id, first)
    await community.tick()
    second = (await community.race(race.id)).summary
    assert second.status is LiveRaceStatus.PENDING
    assert second.locks_at >= community.clock.now() + 5 * MINUTE, "there is time to join"


@on_postgres_and_slowly_on_sqlite
async def test_nobody_is_called_while_two_have_joined(community: Community) -> None:
    race, room = await pending_race(community)
    for _ in range(2):
        room.join(await community.racetime_id_of(await community.add_player()))
    await community.hear(race.id, room)
    await community.advance_to(race.opens_at + 26 * MINUTE)
    assert "AsyncLiveRaceLowEntrantsEvent" not in await log_of(race.id)


async def test_a_room_that_dies_long_after_the_scheduled_start_ends_the_race(community: Community) -> None:
    race, room = await pending_race(community)
    await community.clock.advance(race.scheduled_at + 21 * MINUTE - community.clock.now())
    room.cancel()
    await community.hear(race.id, room)
    over = (await community.race(race.id)).summary
    assert over.status is LiveRaceStatus.CANCELLED
    assert "closed on racetime.gg before the race started" in over.cancel_reason


async def test_a_room_that_is_split_up_can_not_be_followed_and_is_replaced(community: Community) -> None:
    race, room = await pending_race(community)
    room.join("a", "b")
    room.split_up()
    await community.hear(race.id, room)
    await community.tick()
    assert (await community.race(race.id)).summary.status is LiveRaceStatus.PENDING
    assert len(community.rooms.rooms) == 2


async def test_a_room_that_opens_late_can_be_joined_before_it_is_locked(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    racer = await community.racetime_id_of(await community.add_player())
    race = (await community.schedule(tournament, pool, ahead=4 * MINUTE)).summary
    await community.tick()
    opened = (await community.race(race.id)).summary
    assert opened.status is LiveRaceStatus.PENDING
    assert opened.locks_at == race.scheduled_at, "a lock is never after the start"
    assert opened.releases_at == opened.locks_at
    room = community.rooms.only
    await community.advance_to(opened.locks_at - MINUTE)
    room.join(racer)
    await community.hear(race.id, room)
    await community.advance_to(opened.locks_at)
    assert (await community.race(race.id)).summary.participant_count == 1


async def test_leads_that_leave_little_time_to_join_are_kept(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = (
        await community.schedule(
            tournament, pool, ahead=10 * MINUTE, overrides=TimelineOverrides(room_open_minutes=2, lock_minutes=1)
        )
    ).summary
    await community.open_room(race.id)
    assert (await community.race(race.id)).summary.locks_at == race.locks_at


@on_postgres_and_slowly_on_sqlite
async def test_a_room_is_not_opened_by_itself_once_nobody_waits_for_it_any_more(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    await community.clock.advance(race.scheduled_at + 21 * MINUTE - community.clock.now())
    await community.tick()
    assert community.rooms.rooms == {}
    await community.container.live_races.open_room_now(community.admin, race.id)
    assert len(community.rooms.rooms) == 1


# By hand


async def test_an_admin_attaches_a_room_that_was_opened_elsewhere_and_its_race_is_recorded(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    racer = await community.racetime_id_of(await community.add_player())
    room = community.rooms.opened_by_hand()
    room.join(racer, "stranger")
    room.start()
    room.finish(racer, timedelta(hours=1))
    room.finish("stranger", timedelta(hours=2))
    await community.clock.advance(race.scheduled_at + 3 * 60 * MINUTE - community.clock.now())
    attached = await community.container.live_races.attach_room(
        community.admin, race.id, f"http://racetime.test/{room.slug}"
    )
    assert attached.summary.status is LiveRaceStatus.FINISHED
    assert attached.summary.participant_count == 1
    entry = await EventLogEntry.get(live_race_id=race.id, type="AsyncLiveRaceRoomOpenedEvent")
    assert (entry.payload["by_hand"], entry.actor_name) == (True, community.admin.actor.name)


async def test_rooms_that_can_not_serve_are_refused_each_with_its_reason(community: Community) -> None:
    race, room = await pending_race(community)
    attach = community.container.live_races.attach_room
    with pytest.raises(WrongStatus, match="has a room already"):
        await attach(community.admin, race.id, room.slug)
    waiting = (await community.schedule(race.tournament_id, race.pool_id)).summary
    with pytest.raises(AlreadyTaken, match="belongs to another live race"):
        await attach(community.admin, waiting.id, room.slug)
    with pytest.raises(InvalidInput, match="knows no room"):
        await attach(community.admin, waiting.id, "alttpr/nowhere-1")
    with pytest.raises(InvalidInput, match="in the category smz3; the tournament races in alttpr"):
        await attach(community.admin, waiting.id, community.rooms.opened_by_hand("smz3").slug)
    closed = community.rooms.opened_by_hand()
    closed.cancel()
    with pytest.raises(InvalidInput, match=r"was closed on racetime\.gg"):
        await attach(community.admin, waiting.id, closed.slug)
    community.rooms.unreachable = RacetimeUnreachable("racetime.gg can't be reached.")
    with pytest.raises(Unavailable):
        await attach(community.admin, waiting.id, "alttpr/nowhere-1")
    assert (await community.race(waiting.id)).summary.status is LiveRaceStatus.SCHEDULED


@on_postgres_and_slowly_on_sqlite
async def test_two_organizations_follow_one_room_and_each_judges_its_results_by_its_own_members(
    community: Community,
) -> None:
    """Whoever attaches a room first shuts nobody out."""
    room = community.rooms.opened_by_hand()
    other = await found_community(community.clock, slug="termina", rooms=community.rooms)
    races = {}
    for one in (other, community):
        tournament = await one.add_tournament()
        races[one.organization_id] = (
            await one.schedule(tournament, await one.add_pool(tournament), episode_id=71)
        ).summary
        racer = await one.racetime_id_of(await one.add_player())
        room.join(racer)
        await one.container.live_races.attach_room(one.admin, races[one.organization_id].id, room.slug)
    await community.advance_to(races[community.organization_id].scheduled_at)
    room.start()
    for number, racer in enumerate(room.entrants):
        room.finish(racer, (1 + number) * 60 * MINUTE)
    for one in (other, community):
        race = races[one.organization_id]
        report = await one.container.live_races.record_live_race_results(one.admin, room.slug)
        assert report.live_race_id == race.id
        details = await one.race(race.id)
        assert (details.summary.status, details.summary.participant_count) == (LiveRaceStatus.FINISHED, 1)
        (unmatched,) = await one.container.unmatched_results.list_entries(one.admin)
        assert unmatched.live_race_id == race.id


async def test_a_room_that_another_organization_leads_is_followed_without_a_word_or_a_change(
    community: Community,
) -> None:
    leading, room = await pending_race(community)
    other = await found_community(community.clock, slug="termina", rooms=community.rooms)
    tournament = await other.add_tournament()
    theirs = (await other.schedule(tournament, await other.add_pool(tournament))).summary
    attached = await other.container.live_races.attach_room(other.admin, theirs.id, room.slug)
    assert attached.room is not None
    assert attached.room.follows_only
    desired = other.container.room_service.desired_room
    await other.container.live_races.lock_race_now(other.admin, theirs.id)
    await other.container.live_races.cancel_live_race(other.admin, theirs.id)
    assert await desired(attached.room.id) == DesiredRoom(invitational=False, info=None, cancel=False)
    assert await other.container.room_service.next_room_message(attached.room.id) is None
    ours = (await community.race(leading.id)).room
    assert ours is not None
    assert not ours.follows_only
    assert (await desired(ours.id)).info
    assert await community.container.room_service.next_room_message(ours.id) is not None


async def test_a_race_of_another_organization_gets_no_room(community: Community) -> None:
    race, _ = await pending_race(community)
    other = await found_community(community.clock, slug="termina", rooms=community.rooms)
    with pytest.raises(NotFound):
        await other.container.live_races.attach_room(other.admin, race.id, "alttpr/whatever-1")


async def test_a_detached_room_stays_open_and_no_other_one_is_opened_until_an_admin_asks(
    community: Community,
) -> None:
    race, room = await pending_race(community)
    (room_id,) = await room_ids(community)
    live_races = community.container.live_races
    room_service = community.container.room_service
    detached = await live_races.detach_room(community.admin, race.id)
    assert detached.summary.racetime_slug is None
    desired = await room_service.desired_room(room_id)
    assert (desired.cancel, desired.info, desired.invitational) == (False, None, False)
    assert any("no longer the room of" in text for text in await said_in(room_id, community))
    await community.tick()
    assert len(community.rooms.rooms) == 1
    with pytest.raises(Conflict, match="no room at the moment"):
        await live_races.detach_room(community.admin, race.id)

    back = await live_races.attach_room(community.admin, race.id, room.slug)
    assert back.room is not None
    assert back.room.id == room_id
    await live_races.detach_room(community.admin, race.id)
    await live_races.open_room_now(community.admin, race.id)
    assert len(community.rooms.rooms) == 2


@on_postgres_and_slowly_on_sqlite
async def test_a_replaced_room_is_closed_and_another_one_opened_at_once(community: Community) -> None:
    race, room = await pending_race(community)
    (room_id,) = await room_ids(community)
    live_races = community.container.live_races
    room_service = community.container.room_service
    replaced = await live_races.replace_room(community.admin, race.id)
    assert replaced.summary.racetime_slug != room.slug
    assert (await room_service.desired_room(room_id)).cancel
    other = await community.schedule(race.tournament_id, race.pool_id)
    with pytest.raises(WrongStatus):
        await live_races.replace_room(community.admin, other.summary.id)


async def test_an_admin_locks_and_releases_before_the_time(community: Community) -> None:
    race, room = await pending_race(community, release_rule=ReleaseRule.AT_START)
    room.join(await community.racetime_id_of(await community.add_player()))
    await community.hear(race.id, room)
    live_races = community.container.live_races
    with pytest.raises(WrongStatus, match="once the room is locked"):
        await live_races.release_seed_now(community.admin, race.id)
    locked = await live_races.lock_race_now(community.admin, race.id)
    assert locked.summary.locked_at == community.clock.now()
    with pytest.raises(Conflict, match="locked already"):
        await live_races.lock_race_now(community.admin, race.id)
    released = await live_races.release_seed_now(community.admin, race.id)
    assert released.summary.seed.state is SeedState.RELEASED
    actors = {
        row.type: row.actor_name for row in await EventLogEntry.filter(live_race_id=race.id) if row.actor_id is not None
    }
    assert actors["AsyncLiveRaceLockedEvent"] == actors["AsyncLiveRaceSeedReleasedEvent"] == community.admin.actor.name
    with pytest.raises(Conflict, match="released already"):
        await live_races.release_seed_now(community.admin, race.id)


async def test_manual_control_is_for_those_who_manage_tournaments(community: Community) -> None:
    race, _ = await pending_race(community)
    reviewer = await community.enter(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    live_races = community.container.live_races
    for action in (
        live_races.detach_room(reviewer, race.id),
        live_races.replace_room(reviewer, race.id),
        live_races.attach_room(reviewer, race.id, "alttpr/x-1"),
        live_races.lock_race_now(reviewer, race.id),
        live_races.release_seed_now(reviewer, race.id),
        live_races.open_room_now(reviewer, race.id),
    ):
        with pytest.raises(Exception, match="Only a tournament admin"):
            await action


async def test_a_restored_race_has_nothing_left_of_its_first_room(community: Community) -> None:
    race, room = await pending_race(community)
    room.join(await community.racetime_id_of(await community.add_player()), "stranger")
    await community.advance_to(race.locks_at)
    live_races = community.container.live_races
    room_service = community.container.room_service
    await live_races.cancel_live_race(community.admin, race.id, "Storm")
    restored = await live_races.restore_live_race(community.admin, race.id)
    assert restored.summary.status is LiveRaceStatus.SCHEDULED
    assert (restored.room, restored.board, restored.summary.participant_count) == (None, (), 0)
    (old_room,) = await room_ids(community)
    assert (await room_service.desired_room(old_room)).cancel
    room.cancel()
    await room_service.apply_room_snapshot(old_room, room.snapshot())
    await community.tick()
    again = await community.race(race.id)
    assert again.summary.status is LiveRaceStatus.PENDING
    assert again.summary.racetime_slug != room.slug


@on_postgres_and_slowly_on_sqlite
async def test_a_restored_race_gives_up_a_permalink_that_another_race_got_meanwhile(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    first = (await community.schedule(tournament, pool, permalink_id=seed.id)).summary
    await community.container.live_races.cancel_live_race(community.admin, first.id)
    second = (await community.schedule(tournament, pool, permalink_id=seed.id)).summary
    restored = await community.container.live_races.restore_live_race(community.admin, first.id)
    assert restored.summary.permalink_id is None
    assert (await community.race(second.id)).summary.permalink_id == seed.id


async def test_moving_a_race_far_ahead_lets_its_room_die_and_opens_another_in_time(community: Community) -> None:
    race, room = await pending_race(community)
    later = race.scheduled_at + timedelta(hours=5)
    await community.container.live_races.update_live_race(
        community.admin, race.id, LiveRaceChanges(scheduled_at=later), confirmed=True
    )
    room.cancel()
    await community.hear(race.id, room)
    await community.tick()
    assert len(community.rooms.rooms) == 1, "it is too early for the next one"
    moved = (await community.race(race.id)).summary
    await community.advance_to(moved.opens_at)
    assert len(community.rooms.rooms) == 2


@pytest.mark.parametrize("profile_wants_it", [True, False])
async def test_a_race_starts_by_itself_only_after_its_lock_and_only_where_the_profile_wants_it(
    community: Community, profile_wants_it: bool
) -> None:
    draft = ProfileDraft("Usual", RoomSettings(auto_start=profile_wants_it))
    profile = await community.container.profiles.create_profile(community.admin, draft)
    tournament = await community.add_tournament(race_room_profile_id=profile.id)
    race = await community.schedule(tournament, await community.add_pool(tournament))
    room = await community.open_room(race.summary.id)
    assert not room.request.settings.auto_start
    room_service = community.container.room_service
    (attended,) = await room_service.rooms_to_attend()
    assert not (await room_service.desired_room(attended.room_id)).starts_by_itself
    await community.advance_to(race.summary.locks_at)
    assert (await room_service.desired_room(attended.room_id)).starts_by_itself is profile_wants_it


async def test_a_race_whose_room_opens_after_its_start_waits_for_the_lock_too(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    community.rooms.trouble = [RacetimeUnreachable("racetime.gg can't be reached.")]
    await community.advance_to(race.opens_at)
    await community.advance_to(race.scheduled_at + timedelta(minutes=3))
    room_service = community.container.room_service
    (attended,) = await room_service.rooms_to_attend()
    opened = (await community.race(race.id)).summary
    assert opened.locked_at is None
    assert opened.locks_at > community.clock.now()
    assert not (await room_service.desired_room(attended.room_id)).starts_by_itself
    await community.advance_to(opened.locks_at)
    assert (await room_service.desired_room(attended.room_id)).starts_by_itself


async def test_a_lock_that_waits_for_a_permalink_does_not_read_the_room_each_time(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    race = (await community.schedule(tournament, pool)).summary
    await community.open_room(race.id)
    await community.advance_to(race.locks_at)
    assert (await community.race(race.id)).summary.lock_error
    before = community.rooms.times_read
    for _ in range(5):
        await community.container.tasks.lock_due_races()
    assert community.rooms.times_read == before
    await community.add_permalinks(pool, ordinary=1)
    await community.container.tasks.lock_due_races()
    assert (await community.race(race.id)).summary.locked_at is not None
