"""SpeedGaming's schedule becomes live races, moves them, and never takes one away."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.database import Database
from application.domain.errors import AlreadyTaken, Conflict, Forbidden, InvalidInput
from application.domain.ids import PoolId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.operations.race_night import Item
from application.domain.permissions import Role
from application.domain.wall_time import in_utc
from application.settings import load_settings
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace
from models.event_log import EventLogEntry
from models.supervision import Alert
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import GOAL
from tests.support.speedgaming import SpeedGaming, listening_speedgaming

HOUR = timedelta(hours=1)


@pytest.fixture
async def speedgaming() -> AsyncIterator[SpeedGaming]:
    async with listening_speedgaming() as site:
        yield site


@pytest.fixture
async def community(database: Database, clock: ManualClock, speedgaming: SpeedGaming) -> Community:
    settings = load_settings(env_file=None).model_copy(update={"speedgaming_url": speedgaming.url})
    return await found_community(clock, settings=settings)


async def following_pool(community: Community) -> PoolId:
    pool = await community.add_pool(await community.add_tournament(), live=4)
    await community.container.speedgaming.link(community.admin, pool, " ALTTPRswiss ")
    return pool


async def sync(community: Community) -> None:
    """Let the next look at the schedule come."""
    await community.clock.advance(timedelta(minutes=5))
    assert await community.container.tasks.read_due_schedules() == 1


@on_postgres_and_slowly_on_sqlite
async def test_approved_episodes_ahead_become_races_once(community: Community, speedgaming: SpeedGaming) -> None:
    pool = await following_pool(community)
    start = community.clock.now() + 5 * HOUR
    speedgaming.list_episode(71, start, "<b>Final</b>")
    speedgaming.list_episode(72, start + HOUR)
    speedgaming.list_episode(73, start, approved=False)
    speedgaming.list_episode(74, community.clock.now() - HOUR)
    speedgaming.list_episode(75, start, whenCountdown=None)
    speedgaming.episodes += ["nonsense", {"id": True}]  # type: ignore[list-item]
    assert await community.container.tasks.read_due_schedules() == 1
    assert await community.container.tasks.read_due_schedules() == 0, "it was read a moment ago"
    await sync(community)
    races = await AsyncTournamentLiveRace.all().order_by("episode_id")
    assert [(race.episode_id, race.scheduled_at, race.match_title) for race in races] == [
        (71, start, "<b>Final</b>"),
        (72, start + HOUR, "Link vs Mido"),
    ]
    assert speedgaming.asked[0]["event"] == "alttprswiss"
    schedule = await community.container.speedgaming.get_schedule(community.admin, pool)
    assert (schedule.synced_at, schedule.problem) == (community.clock.now(), "")
    assert await EventLogEntry.filter(type="AsyncLiveRaceCreatedEvent", actor_id__isnull=True).count() == 2


async def test_two_organizations_follow_one_event(community: Community, speedgaming: SpeedGaming) -> None:
    other = await found_community(community.clock, slug="termina", settings=community.container.settings)
    for one in (other, community):
        await following_pool(one)
    speedgaming.list_episode(71, community.clock.now() + 5 * HOUR)
    assert await community.container.tasks.read_due_schedules() == 2
    races = await AsyncTournamentLiveRace.filter(episode_id=71)
    assert {race.organization_id for race in races} == {community.organization_id, other.organization_id}


async def test_a_second_pool_is_told_that_another_one_has_the_races_of_its_event(community: Community) -> None:
    first = await following_pool(community)
    second = await community.add_pool(await community.add_tournament("Autumn Qualifier"))
    link = community.container.speedgaming.link
    with pytest.raises(AlreadyTaken, match="of Spring Qualifier follows this event already"):
        await link(community.admin, second, "alttprswiss")
    await link(community.admin, first, "alttprswiss")
    await link(community.admin, first, "")
    assert (await link(community.admin, second, "alttprswiss")).event == "alttprswiss"


@on_postgres_and_slowly_on_sqlite
async def test_two_processes_make_each_race_once(community: Community, speedgaming: SpeedGaming) -> None:
    pool = await following_pool(community)
    for number in range(6):
        speedgaming.list_episode(80 + number, community.clock.now() + (3 + number) * HOUR)
    service, organization = community.container.speedgaming, community.organization_id
    await asyncio.gather(service.sync_due(organization, pool), service.sync_due(organization, pool))
    await sync(community)
    assert await AsyncTournamentLiveRace.all().count() == 6
    assert (await service.get_schedule(community.admin, pool)).problem == ""


async def test_a_moved_episode_moves_its_race_and_an_open_room_is_left_to_a_person(
    community: Community, speedgaming: SpeedGaming
) -> None:
    pool = await following_pool(community)
    episode = speedgaming.list_episode(71, community.clock.now() + 5 * HOUR, "Winner of A vs Mido")
    await sync(community)
    (race,) = await AsyncTournamentLiveRace.all()
    moved = race.scheduled_at + HOUR
    episode.update(whenCountdown=moved.isoformat(), title="Link vs Mido")
    await sync(community)
    await race.refresh_from_db()
    assert (race.scheduled_at, race.match_title) == (moved, "Link vs Mido")

    await community.open_room(race.id)
    episode["whenCountdown"] = (moved + 2 * HOUR).isoformat()
    await sync(community)
    await race.refresh_from_db()
    assert (race.scheduled_at, race.status) == (moved, LiveRaceStatus.PENDING)
    problem = (await community.container.speedgaming.get_schedule(community.admin, pool)).problem
    assert problem.startswith("Episode 71: ")


async def test_an_episode_that_vanished_flags_its_race_until_it_is_back(
    community: Community, speedgaming: SpeedGaming
) -> None:
    await following_pool(community)
    episode = speedgaming.list_episode(71, community.clock.now() + 5 * HOUR, "Final")
    await sync(community)
    speedgaming.episodes.clear()
    await sync(community)
    (race,) = await AsyncTournamentLiveRace.all()
    assert (race.status, race.episode_missing_since) == (LiveRaceStatus.SCHEDULED, community.clock.now())
    await community.container.tasks.refresh_alerts()
    (alert,) = await Alert.filter(live_race_id=race.id, kind="episode_missing")
    assert "no longer lists the episode of Final" in alert.sentence
    await sync(community)
    assert await EventLogEntry.filter(type="AsyncLiveRaceEpisodeListedEvent").count() == 1
    speedgaming.episodes.append(episode)
    await sync(community)
    await community.container.tasks.refresh_alerts()
    await race.refresh_from_db()
    assert race.episode_missing_since is None
    assert not await Alert.filter(resolved_at__isnull=True, kind="episode_missing").exists()


async def flags(community: Community) -> tuple[set[str], list[str]]:
    """What is said of the only race on its page and board, and in open alerts; players are told nothing of it."""
    (row,) = await AsyncTournamentLiveRace.all()
    await community.container.tasks.refresh_alerts()
    board = await community.container.race_night.get_board(community.admin)
    alerts = [alert.sentence for alert in await community.container.alerts.list_open(community.admin)]
    checks = {check.sentence for race in board.races for check in race.checks if check.item is Item.EPISODE}
    page = (await community.race(row.id)).summary.episode_flag
    assert checks == ({page} if page else set())
    member = await community.enter(await community.add_player())
    seen = await community.container.live_races.get_live_race_summary(member, row.id)
    assert seen.episode_flag == ""
    return checks, [sentence for sentence in alerts if "SpeedGaming" in sentence]


@on_postgres_and_slowly_on_sqlite
async def test_what_of_the_schedule_can_not_be_followed_is_a_flag_until_it_can(
    community: Community, speedgaming: SpeedGaming
) -> None:
    await following_pool(community)
    start = (community.clock.now() + 5 * HOUR).replace(second=0, microsecond=0)
    episode = speedgaming.list_episode(71, start, "Final")
    await sync(community)
    assert await flags(community) == (set(), [])
    (race,) = await AsyncTournamentLiveRace.all()
    await community.open_room(race.id)

    episode.update(whenCountdown=(start + HOUR).isoformat(), title="Grand final")
    await sync(community)
    (sentence,), (alert,) = await flags(community)
    assert sentence == (
        f"SpeedGaming's schedule has it at {in_utc(start + HOUR)}. The room is open already. "
        "Confirm that the start is to be moved; the racers in the room are notified."
    )
    assert alert == f"Grand final is not as it is listed. {sentence}"
    await race.refresh_from_db()
    assert (race.scheduled_at, race.match_title) == (start, "Grand final"), "a title can always be taken over"
    version = race.version
    await sync(community)
    await race.refresh_from_db()
    assert race.version == version, "the same again is nothing new"

    moved = LiveRaceChanges(scheduled_at=start + HOUR)
    await community.container.live_races.update_live_race(community.admin, race.id, moved, confirmed=True)
    await sync(community)
    assert await flags(community) == (set(), [])

    past = community.clock.now() - HOUR
    changes: tuple[tuple[dict[str, object], str], ...] = (
        ({"whenCountdown": past.isoformat()}, "That has passed, so the race stays where it is."),
        ({"whenCountdown": (start + HOUR).isoformat(), "approved": False}, "doesn't have its episode as approved"),
    )
    for change, words in changes:
        episode.update(change)
        await sync(community)
        (sentence,), (alert,) = await flags(community)
        assert words in sentence
        assert words in alert
    speedgaming.episodes.clear()
    await sync(community)
    assert await flags(community) == (
        {"SpeedGaming no longer lists its episode."},
        ["SpeedGaming no longer lists the episode of Grand final. Cancel the race, or take its episode number away."],
    )
    unlisted = LiveRaceChanges(episode_id=None)
    await community.container.live_races.update_live_race(community.admin, race.id, unlisted)
    assert await flags(community) == (set(), [])
    told = await EventLogEntry.filter(type="AsyncLiveRaceEpisodeFlaggedEvent").order_by("id")
    assert [bool(entry.payload["problem"]) for entry in told] == [True, False, True, True]


async def test_a_pool_that_follows_another_event_takes_its_flags_off(
    community: Community, speedgaming: SpeedGaming
) -> None:
    pool = await following_pool(community)
    episode = speedgaming.list_episode(71, community.clock.now() + 5 * HOUR)
    await sync(community)
    episode["approved"] = False
    await sync(community)
    assert len((await flags(community))[0]) == 1
    await community.container.speedgaming.link(community.admin, pool, "")
    assert await flags(community) == (set(), [])


async def test_an_episode_that_can_not_become_a_race_is_told_on_the_board_until_it_can(
    community: Community, speedgaming: SpeedGaming
) -> None:
    pool = await following_pool(community)
    await AsyncTournament.all().update(racetime_goal="")
    speedgaming.list_episode(71, community.clock.now() + 5 * HOUR)
    await sync(community)
    speedgaming.answer = (502, "")
    await sync(community)
    await community.container.tasks.refresh_alerts()
    board = await community.container.race_night.get_board(community.admin)
    assert [alert.sentence for alert in board.alerts] == [
        "Episodes of SpeedGaming's schedule are not in Spring Qualifier, Pool A. Episode 71: This tournament has no "
        "racetime.gg category and goal yet. Set them first."
    ]
    speedgaming.answer = None
    await AsyncTournament.all().update(racetime_goal=GOAL)
    await sync(community)
    assert await flags(community) == (set(), [])
    assert (await community.container.speedgaming.get_schedule(community.admin, pool)).problem == ""


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ((502, "<html>Bad gateway"), "SpeedGaming answers with 502."),
        ((200, "<html>Hello"), "SpeedGaming's answer is no schedule."),
        ((200, "[" * 100_000), "SpeedGaming's answer is no schedule."),
        ((200, '{"error": "No such <b>event</b>"}'), "SpeedGaming says: No such <b>event</b>"),
    ],
)
async def test_an_answer_that_is_no_schedule_is_said_and_changes_nothing(
    community: Community, speedgaming: SpeedGaming, answer: tuple[int, str], sentence: str
) -> None:
    pool = await following_pool(community)
    speedgaming.list_episode(71, community.clock.now() + 5 * HOUR)
    await sync(community)
    speedgaming.answer = answer
    report = await community.container.speedgaming.sync_now(community.admin, pool)
    assert report.problem.startswith(sentence)
    assert (await community.container.speedgaming.get_schedule(community.admin, pool)).problem == report.problem
    (race,) = await AsyncTournamentLiveRace.all()
    assert race.episode_missing_since is None


async def test_only_tournament_admins_decide_what_a_pool_follows(community: Community) -> None:
    pool = await following_pool(community)
    service = community.container.speedgaming
    judge = await community.enter(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    for attempt in (
        service.link(judge, pool, "other"),
        service.sync_now(judge, pool),
        service.get_schedule(judge, pool),
    ):
        with pytest.raises(Forbidden):
            await attempt
    with pytest.raises(InvalidInput, match="short name"):
        await service.link(community.admin, pool, "https://speedgaming.org/x")
    assert (await service.link(community.admin, pool, "")).event == ""
    with pytest.raises(Conflict, match="follows no SpeedGaming event"):
        await service.sync_now(community.admin, pool)
    assert await EventLogEntry.filter(type="PoolScheduleLinkedEvent").count() == 2
    assert await community.container.tasks.read_due_schedules() == 0
