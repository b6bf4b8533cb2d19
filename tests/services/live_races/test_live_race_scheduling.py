"""Creating, changing, cancelling, restoring and deleting live races; each refusal with its own sentence."""

import asyncio
from datetime import datetime, timedelta

import pytest

from application.domain.errors import (
    AlreadyTaken,
    Conflict,
    DomainError,
    Forbidden,
    InvalidInput,
    NotFound,
    WrongStatus,
)
from application.domain.ids import PermalinkId, PoolId, ProfileId, TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import RoomSettings
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.live_races.seed_vault import SeedState
from application.domain.permissions import Role
from application.domain.tournaments.timeline import TimelineOverrides
from application.services.tournaments.async_tournament_service import TournamentChanges
from application.services.tournaments.race_room_profile_service import ProfileDraft
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

HOUR = timedelta(hours=1)


def fields_of(error: InvalidInput) -> list[str]:
    return [problem.field for problem in error.problems]


async def test_a_start_in_the_past_is_refused(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    with pytest.raises(InvalidInput, match="must be in the future") as refusal:
        await community.schedule(tournament, pool, ahead=-timedelta(seconds=1))
    assert fields_of(refusal.value) == ["scheduled_at"]
    assert await community.container.live_races.list_scheduled_races(community.admin) == ()


async def test_a_start_without_a_zone_is_refused(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool)
    naive = datetime(2030, 1, 1, 12, 0)  # noqa: DTZ001  # that is the point
    with pytest.raises(InvalidInput, match="with its time zone"):
        await community.container.live_races.update_live_race(
            community.admin, race.summary.id, LiveRaceChanges(scheduled_at=naive)
        )


async def test_a_pool_of_another_tournament_is_refused(community: Community) -> None:
    first, second = await community.add_tournament("One"), await community.add_tournament("Two")
    pool = await community.add_pool(second)
    with pytest.raises(InvalidInput, match="doesn't belong to the tournament") as refusal:
        await community.schedule(first, pool)
    assert fields_of(refusal.value) == ["pool_id"]


async def test_a_permalink_of_another_pool_is_refused(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, "A")
    other = await community.add_pool(tournament, "B", live=0)
    (foreign,) = await community.add_permalinks(other, live=1)
    with pytest.raises(InvalidInput, match="doesn't belong to the pool") as refusal:
        await community.schedule(tournament, pool, permalink_id=foreign.id)
    assert fields_of(refusal.value) == ["permalink_id"]


async def test_a_permalink_that_another_live_race_has_is_refused(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    await community.schedule(tournament, pool, permalink_id=seed.id)
    with pytest.raises(InvalidInput, match="Another live race has this permalink"):
        await community.schedule(tournament, pool, permalink_id=seed.id, ahead=5 * HOUR)


async def test_a_permalink_that_was_raced_is_refused(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    racer = await community.racetime_id_of(await community.add_player())
    race = await community.schedule(tournament, pool, permalink_id=seed.id)
    room = await community.open_room(race.summary.id)
    room.join(racer)
    await community.advance_to(race.summary.locks_at)
    room.start()
    room.finish(racer, HOUR)
    await community.hear(race.summary.id, room)
    with pytest.raises(InvalidInput, match="was raced already"):
        await community.schedule(tournament, pool, permalink_id=seed.id)


async def test_a_closed_tournament_takes_no_races(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(is_active=False)
    )
    with pytest.raises(Conflict, match="This tournament is closed"):
        await community.schedule(tournament, pool)


async def test_an_episode_has_one_live_race(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await community.schedule(tournament, pool, episode_id=4711)
    with pytest.raises(AlreadyTaken, match="Episode 4711 has a live race already"):
        await community.schedule(tournament, pool, episode_id=4711)


@on_postgres_and_slowly_on_sqlite
async def test_an_episode_that_another_organization_has_is_free(community: Community) -> None:
    for one in (await found_community(community.clock, slug="termina", rooms=community.rooms), community):
        tournament = await one.add_tournament()
        race = (await one.schedule(tournament, await one.add_pool(tournament))).summary
        changed = await one.container.live_races.update_live_race(one.admin, race.id, LiveRaceChanges(episode_id=4711))
        assert changed.summary.episode_id == 4711


@on_postgres_and_slowly_on_sqlite
async def test_nothing_is_scheduled_by_whom_an_organization_was_closed_under(community: Community) -> None:
    services, admin = community.container, community.admin
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    cancelled = (await community.schedule(tournament, pool)).summary.id
    await services.live_races.cancel_live_race(admin, cancelled)
    for _ in range(4):
        outcomes = await asyncio.gather(
            community.schedule(tournament, pool),
            services.organizations.close_organization(admin.organization_id, by=admin.actor),
            services.live_races.restore_live_race(admin, cancelled),
            return_exceptions=True,
        )
        scheduled = await services.live_races.list_scheduled_races(admin)
        assert (await services.organizations.get_organization(admin)).is_active == bool(scheduled), outcomes
        for race in scheduled:
            await services.live_races.cancel_live_race(admin, race.id)
        await services.organizations.reopen_organization(admin.organization_id, by=admin.actor)


async def test_a_profile_of_another_organization_is_refused(community: Community) -> None:
    other = await found_community(community.clock, slug="termina", rooms=community.rooms)
    foreign = await other.container.profiles.create_profile(other.admin, ProfileDraft("Theirs", RoomSettings()))
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    with pytest.raises(InvalidInput, match="no such race room profile") as refusal:
        await community.schedule(tournament, pool, race_room_profile_id=foreign.id)
    assert fields_of(refusal.value) == ["race_room_profile_id"]


async def test_a_profile_outside_racetimes_limits_is_refused(community: Community) -> None:
    with pytest.raises(InvalidInput, match="start delay must be 10 to 60 seconds"):
        await community.container.profiles.create_profile(
            community.admin, ProfileDraft("Too quick", RoomSettings(start_delay=5))
        )


async def test_an_unknown_category_and_an_unknown_goal_are_refused_with_what_there_is(community: Community) -> None:
    tournament = await community.add_tournament()
    change = community.container.tournaments.update_tournament
    with pytest.raises(InvalidInput, match="no category nonsense") as refusal:
        await change(community.admin, tournament, TournamentChanges(racetime_category="nonsense"))
    assert fields_of(refusal.value) == ["racetime_category"]
    with pytest.raises(InvalidInput, match=r"has no goal Fly\. Its goals are: Beat the game, All dungeons"):
        await change(community.admin, tournament, TournamentChanges(racetime_goal="Fly"))


async def test_over_long_and_hostile_titles_are_refused_or_made_harmless(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    with pytest.raises(InvalidInput, match="at most 200 characters"):
        await community.schedule(tournament, pool, match_title="x" * 201)
    race = await community.schedule(tournament, pool, match_title=" \u202eevil\n<b>title</b>\0 ")
    assert race.title == "evil <b>title</b>"


@pytest.mark.parametrize(("tournament", "pool"), [(TournamentId(999_999), PoolId(1)), (TournamentId(-1), PoolId(1))])
async def test_an_unknown_tournament_is_not_found(community: Community, tournament: TournamentId, pool: PoolId) -> None:
    with pytest.raises(NotFound):
        await community.schedule(tournament, pool)


async def test_ids_of_another_organization_do_not_exist_here(community: Community) -> None:
    other = await found_community(community.clock, slug="termina", rooms=community.rooms)
    tournament = await other.add_tournament()
    pool = await other.add_pool(tournament)
    race = await other.schedule(tournament, pool)
    live_races = community.container.live_races
    for attempt in (
        community.schedule(tournament, pool),
        live_races.get_live_race(community.admin, race.summary.id),
        live_races.update_live_race(community.admin, race.summary.id, LiveRaceChanges(match_title="x")),
        live_races.cancel_live_race(community.admin, race.summary.id),
        live_races.delete_live_race(community.admin, race.summary.id),
        live_races.get_eligible_participants(community.admin, race.summary.id),
        live_races.open_room_now(community.admin, race.summary.id),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert (await other.race(race.summary.id)).summary.status is LiveRaceStatus.SCHEDULED


@pytest.mark.parametrize("roles", [(), (Role.ASYNC_REVIEWER,)])
async def test_only_admins_and_tournament_admins_manage_live_races(
    community: Community, roles: tuple[Role, ...]
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool)
    ctx = await community.enter(await community.add_player(roles=roles))
    live_races = community.container.live_races
    for attempt in (
        live_races.update_live_race(ctx, race.summary.id, LiveRaceChanges(match_title="x")),
        live_races.cancel_live_race(ctx, race.summary.id),
        live_races.delete_live_race(ctx, race.summary.id),
        live_races.open_room_now(ctx, race.summary.id),
    ):
        with pytest.raises(Forbidden, match="Only a tournament admin"):
            await attempt
    helper = await community.enter(await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN]))
    assert (await live_races.cancel_live_race(helper, race.summary.id)).summary.status is LiveRaceStatus.CANCELLED


async def test_moving_a_race_moves_everything_that_hangs_on_its_time(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool)
    later = race.summary.scheduled_at + 3 * HOUR
    moved = await community.container.live_races.update_live_race(
        community.admin, race.summary.id, LiveRaceChanges(scheduled_at=later)
    )
    for before, after in (
        (race.summary.opens_at, moved.summary.opens_at),
        (race.summary.locks_at, moved.summary.locks_at),
        (race.summary.releases_at, moved.summary.releases_at),
    ):
        assert before is not None
        assert after == before + 3 * HOUR
    await community.advance_to(race.summary.opens_at)
    assert community.rooms.rooms == {}
    await community.advance_to(moved.summary.opens_at)
    assert len(community.rooms.rooms) == 1


async def test_a_cancelled_race_opens_no_room(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool)
    await community.container.live_races.cancel_live_race(community.admin, race.summary.id, "Power cut")
    again = await community.container.live_races.cancel_live_race(community.admin, race.summary.id, "Twice")
    assert again.summary.cancel_reason == "Power cut"
    await community.advance_to(race.summary.locks_at)
    assert community.rooms.rooms == {}


async def test_a_tournament_setting_moves_scheduled_races_along(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool)
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(room_open_minutes=60)
    )
    assert (await community.race(race.summary.id)).summary.opens_at == race.summary.scheduled_at - HOUR


async def test_a_race_may_have_leads_of_its_own(community: Community) -> None:
    tournament = await community.add_tournament(room_open_minutes=60)
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool, overrides=TimelineOverrides(room_open_minutes=20, lock_minutes=5))
    assert race.summary.opens_at == race.summary.scheduled_at - timedelta(minutes=20)
    assert race.summary.locks_at == race.summary.scheduled_at - timedelta(minutes=5)


async def test_moving_a_race_with_an_open_room_needs_a_confirmation_and_tells_the_room(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool)
    await community.open_room(race.summary.id)
    change = LiveRaceChanges(scheduled_at=race.summary.scheduled_at + HOUR)
    live_races = community.container.live_races
    room_service = community.container.room_service
    with pytest.raises(InvalidInput, match="The room is open already"):
        await live_races.update_live_race(community.admin, race.summary.id, change)
    moved = await live_races.update_live_race(community.admin, race.summary.id, change, confirmed=True)
    assert moved.summary.status is LiveRaceStatus.PENDING
    assert moved.room is not None
    said = []
    while (message := await room_service.next_room_message(moved.room.id)) is not None:
        said.append(message.text)
        await room_service.room_message_sent(message.id)
    assert "was moved from Sat 14 Mar 2026, 20:00 UTC to Sat 14 Mar 2026, 21:00 UTC" in said[-1]


@on_postgres_and_slowly_on_sqlite
async def test_pool_and_profile_are_settled_once_the_room_is_open(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    other = await community.add_pool(tournament, "Pool B")
    race = await community.schedule(tournament, pool)
    await community.open_room(race.summary.id)
    with pytest.raises(WrongStatus, match="is open for racers, so its pool and race room profile can't be changed"):
        await community.container.live_races.update_live_race(
            community.admin, race.summary.id, LiveRaceChanges(pool_id=other, race_room_profile_id=ProfileId(1))
        )


async def test_a_new_permalink_gets_a_new_commitment_and_a_new_pool_takes_it_away(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    other = await community.add_pool(tournament, "Pool B")
    first, second = await community.add_permalinks(pool, live=2)
    race = await community.schedule(tournament, pool, permalink_id=first.id)
    update = community.container.live_races.update_live_race
    changed = await update(community.admin, race.summary.id, LiveRaceChanges(permalink_id=second.id))
    assert changed.summary.seed.state is SeedState.SEALED
    assert changed.summary.seed.commitment != race.summary.seed.commitment
    moved = await update(community.admin, race.summary.id, LiveRaceChanges(pool_id=other))
    assert moved.summary.seed.state is SeedState.UNDECIDED
    cleared = await update(community.admin, race.summary.id, LiveRaceChanges(permalink_id=None))
    assert cleared.summary.permalink_id is None


async def test_cancelling_during_the_race_gives_every_slot_back_and_closes_the_room(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=1)
    pool = await community.add_pool(tournament)
    player = await community.add_player()
    racer = await community.racetime_id_of(player)
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join(racer, "stranger")
    await community.advance_to(race.summary.locks_at)
    room.start()
    await community.hear(race.summary.id, room)

    cancelled = await community.container.live_races.cancel_live_race(community.admin, race.summary.id)
    assert cancelled.room is not None
    assert (await community.container.room_service.desired_room(cancelled.room.id)).cancel
    await community.hear(race.summary.id, room)
    assert (await community.race(race.summary.id)).summary.status is LiveRaceStatus.CANCELLED
    verdicts = await community.container.live_races.check_player_eligibility(community.admin, player, tournament, pool)
    assert all(verdict.met for verdict in verdicts)


async def test_a_cancelled_race_can_be_restored_while_its_time_is_ahead(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool)
    live_races = community.container.live_races
    await community.open_room(race.summary.id)
    await live_races.cancel_live_race(community.admin, race.summary.id)
    restored = await live_races.restore_live_race(community.admin, race.summary.id)
    assert restored.summary.status is LiveRaceStatus.SCHEDULED
    await community.tick()
    assert len(community.rooms.rooms) == 2

    await live_races.cancel_live_race(community.admin, race.summary.id)
    await community.advance_to(race.summary.scheduled_at)
    with pytest.raises(Conflict, match="Its time has passed"):
        await live_races.restore_live_race(community.admin, race.summary.id)


async def test_only_a_race_that_never_had_a_room_can_be_deleted(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    kept, gone = [await community.schedule(tournament, pool, ahead=ahead * HOUR) for ahead in (2, 9)]
    await community.open_room(kept.summary.id)
    live_races = community.container.live_races
    with pytest.raises(Conflict, match=r"can't be deleted\. Cancel it instead"):
        await live_races.delete_live_race(community.admin, kept.summary.id)
    await live_races.cancel_live_race(community.admin, kept.summary.id)
    with pytest.raises(Conflict, match="stays on record"):
        await live_races.delete_live_race(community.admin, kept.summary.id)
    done = (await community.schedule(tournament, pool, ahead=4 * HOUR)).summary
    racer = await community.racetime_id_of(await community.add_player())
    room = await community.open_room(done.id)
    room.join(racer)
    await community.hear(done.id, room)
    await community.advance_to(done.locks_at)
    room.start()
    room.finish(racer, HOUR)
    await community.hear(done.id, room)
    with pytest.raises(Conflict, match=r"This race is finished, so it stays on record\.$"):
        await live_races.delete_live_race(community.admin, done.id)
    await live_races.delete_live_race(community.admin, gone.summary.id)
    with pytest.raises(NotFound):
        await community.race(gone.summary.id)


async def test_each_race_to_come_needs_a_seed_of_its_own(community: Community) -> None:
    """Of three races in a pool of two seeds the latest has none, whichever was scheduled first."""
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=1, ordinary=1)
    live_races = community.container.live_races
    late, first, second = [await community.schedule(tournament, pool, ahead=ahead * HOUR) for ahead in (9, 2, 5)]
    listed = await live_races.list_scheduled_races(community.admin, tournament)
    assert [(race.id, race.seed_ready) for race in listed] == [
        (first.summary.id, True),
        (second.summary.id, True),
        (late.summary.id, False),
    ]
    single = [await live_races.get_live_race_summary(community.admin, race.id) for race in listed]
    assert [race.seed_ready for race in single] == [True, True, False]
    board = await community.container.race_night.get_board(community.admin)
    assert [any("unplayed permalink" in check.sentence for check in race.checks) for race in board.races] == [
        False,
        False,
        True,
    ]
    await live_races.cancel_live_race(community.admin, second.summary.id)
    assert (await community.race(late.summary.id)).summary.seed_ready is True


@on_postgres_and_slowly_on_sqlite
async def test_a_refused_change_leaves_nothing_half_done(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool, match_title="Finals")
    with pytest.raises(DomainError):
        await community.container.live_races.update_live_race(
            community.admin,
            race.summary.id,
            LiveRaceChanges(match_title="Changed", permalink_id=PermalinkId(999_999)),
        )
    assert (await community.race(race.summary.id)).title == "Finals"
