"""Rooms are opened once, whatever goes wrong on the way."""

import asyncio
from datetime import timedelta

import pytest

from application.domain.errors import Conflict, Unavailable, WrongStatus
from application.domain.ids import OrganizationId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import OpenedRoom, RoomRequest, RoomSettings
from application.domain.operations.race_night import Item, Level
from application.ports import RacetimeUnreachable, RoomOutcomeUnknown, RoomRefused
from application.services.live_races.opening import OpeningOutcome
from application.services.tournaments.async_tournament_service import TournamentChanges
from application.services.tournaments.race_room_profile_service import ProfileDraft
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import GOAL, ScriptedRooms


@on_postgres_and_slowly_on_sqlite
async def test_two_workers_at_the_same_time_open_one_room(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    await community.clock.advance(race.summary.opens_at - community.clock.now())
    open_room = community.container.live_races.open_race_room
    outcomes = await asyncio.gather(*(open_room(race.summary.id) for _ in range(5)))
    assert sorted(outcomes) == [OpeningOutcome.NOT_DUE] * 4 + [OpeningOutcome.OPENED]
    assert len(community.rooms.rooms) == 1


@on_postgres_and_slowly_on_sqlite
async def test_a_race_scheduled_late_gets_its_room_at_once(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), ahead=timedelta(minutes=12))
    await community.tick()
    assert (await community.race(race.summary.id)).summary.status is LiveRaceStatus.PENDING


async def test_the_room_is_opened_with_the_tournaments_goal_and_a_tag_and_never_with_the_seed(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    race = await community.schedule(tournament, pool, match_title="Week 3", permalink_id=seed.id)
    request = (await community.open_room(race.summary.id)).request
    assert (request.category, request.goal) == ("alttpr", GOAL)
    assert request.info.startswith("Week 3 | Spring Qualifier | ")
    assert f"[{request.tag}]" in request.info
    assert "SECRET" not in request.info


async def test_settings_come_from_the_races_profile_then_the_tournaments_then_the_default(
    community: Community,
) -> None:
    profiles = community.container.profiles
    own = await profiles.create_profile(community.admin, ProfileDraft("Own", RoomSettings(start_delay=20)))
    shared = await profiles.create_profile(community.admin, ProfileDraft("Shared", RoomSettings(start_delay=30)))
    await profiles.create_profile(
        community.admin, ProfileDraft("Default", RoomSettings(start_delay=40), is_default=True)
    )
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=5)
    delays = []
    for tournaments_own, profile in ((None, None), (shared.id, None), (shared.id, own.id)):
        await community.container.tournaments.update_tournament(
            community.admin, tournament, TournamentChanges(race_room_profile_id=tournaments_own)
        )
        race = await community.schedule(tournament, pool, race_room_profile_id=profile)
        delays.append((await community.open_room(race.summary.id)).request.settings.start_delay)
    assert delays == [40, 30, 20]


async def test_without_any_profile_the_built_in_settings_hold(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    assert (await community.open_room(race.summary.id)).request.settings == RoomSettings(auto_start=False)


async def test_an_unreachable_racetime_is_tried_again_with_growing_delay_and_shown(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    community.rooms.trouble = [RacetimeUnreachable("racetime.gg can't be reached.") for _ in range(3)]
    await community.advance_to(race.summary.opens_at)
    delays = []
    for _ in range(3):
        waiting = (await community.race(race.summary.id)).summary
        assert waiting.status is LiveRaceStatus.SCHEDULED
        assert waiting.room_error == "racetime.gg can't be reached."
        assert waiting.room_retry_at is not None
        delays.append((waiting.room_retry_at - community.clock.now()).total_seconds())
        await community.advance_to(waiting.room_retry_at - timedelta(seconds=1))
        assert community.rooms.rooms == {}
        await community.advance_to(waiting.room_retry_at)
    assert delays == [10, 20, 40]
    opened = (await community.race(race.summary.id)).summary
    assert opened.status is LiveRaceStatus.PENDING
    assert opened.room_error == ""


async def test_a_goal_that_is_put_right_lets_the_room_be_tried_at_once(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    community.rooms.trouble = [RoomRefused("racetime.gg has no such goal.") for _ in range(5)]
    await community.advance_to(race.summary.opens_at)
    for _ in range(4):
        waiting = (await community.race(race.summary.id)).summary
        assert waiting.room_retry_at is not None
        await community.advance_to(waiting.room_retry_at)
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(racetime_goal="All dungeons")
    )
    assert (await community.race(race.summary.id)).summary.room_error == ""
    await community.tick()
    assert community.rooms.only.request.goal == "All dungeons"


class LosesAnswers(ScriptedRooms):
    """Makes the room and loses the answer, as a dying connection does."""

    async def open(self, organization_id: OrganizationId, request: RoomRequest) -> OpenedRoom:
        await super().open(organization_id, request)
        raise RoomOutcomeUnknown("racetime.gg gave no answer.")


async def test_a_room_whose_answer_was_lost_is_adopted_and_not_made_again(community: Community) -> None:
    community.rooms.__class__ = LosesAnswers
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    await community.advance_to(race.summary.opens_at)
    waiting = (await community.race(race.summary.id)).summary
    assert waiting.room_retry_at is not None
    assert waiting.room_retry_at - community.clock.now() > timedelta(seconds=60), "longer than racetime.gg's cache"

    await community.advance_to(waiting.room_retry_at)
    adopted = (await community.race(race.summary.id)).summary
    assert adopted.status is LiveRaceStatus.PENDING
    assert [adopted.racetime_slug] == list(community.rooms.rooms)


@on_postgres_and_slowly_on_sqlite
async def test_a_room_that_another_race_took_meanwhile_is_no_success_and_another_one_is_opened(
    community: Community,
) -> None:
    community.rooms.__class__ = LosesAnswers
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool, match_title="Semi-final")
    await community.advance_to(race.summary.opens_at)
    (lost,) = community.rooms.rooms
    other = await community.schedule(tournament, pool, match_title="Final", ahead=timedelta(days=1))
    await community.container.live_races.attach_room(community.admin, other.summary.id, lost)

    community.rooms.__class__ = ScriptedRooms
    for _ in range(2):
        waiting = (await community.race(race.summary.id)).summary
        assert (waiting.status, len(community.rooms.rooms)) == (LiveRaceStatus.SCHEDULED, 1)
        assert waiting.room_retry_at is not None
        await community.advance_to(waiting.room_retry_at)
        if waiting.room_error == "racetime.gg gave no answer.":
            board = await community.container.race_night.get_board(community.admin)
            (shown,) = [shown for shown in board.races if shown.title == "Semi-final"]
            (check,) = [check for check in shown.checks if check.item is Item.ROOM]
            assert (check.level, f"{lost} as its room, which is a room of Final already" in check.sentence) == (
                Level.BAD,
                True,
            )
            await community.container.alerts.refresh()
            (alert,) = await community.container.alerts.list_open(community.admin)
            assert "which is a room of Final already" in alert.sentence
    opened = (await community.race(race.summary.id)).summary
    assert (opened.status, opened.room_error) == (LiveRaceStatus.PENDING, "")
    assert {opened.racetime_slug, lost} == set(community.rooms.rooms)
    assert len({room.request.tag for room in community.rooms.rooms.values()}) == 2
    assert (await community.race(other.summary.id)).summary.racetime_slug == lost


async def test_a_name_that_racetime_gives_twice_opens_no_room_in_silence(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    first = await community.schedule(tournament, pool, match_title="Quarter-final")
    await community.open_room(first.summary.id)
    await community.container.live_races.detach_room(community.admin, first.summary.id)
    community.rooms.rooms.clear()
    for race in (first, await community.schedule(tournament, pool)):
        with pytest.raises(Unavailable, match=r"could not be opened: .* a room of Quarter-final already"):
            await community.container.live_races.open_room_now(community.admin, race.summary.id)
        assert (await community.race(race.summary.id)).summary.racetime_slug is None
        community.rooms.rooms.clear()


async def test_a_worker_that_died_with_its_claim_is_followed_by_one_that_looks_first(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    await community.clock.advance(race.summary.opens_at - community.clock.now())

    class Dies(Exception):
        pass

    community.rooms.trouble = [Dies()]  # type: ignore[list-item]
    with pytest.raises(Dies):
        await community.container.live_races.open_race_room(race.summary.id)
    assert await community.container.live_races.open_race_room(race.summary.id) is OpeningOutcome.NOT_DUE
    await community.clock.advance(timedelta(seconds=121))
    assert await community.container.live_races.open_race_room(race.summary.id) is OpeningOutcome.OPENED
    assert len(community.rooms.rooms) == 1


async def test_a_refusal_by_racetime_is_shown_with_its_reason(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    community.rooms.trouble = [RoomRefused("racetime.gg refused the room: goal: Unknown goal.")]
    await community.advance_to(race.summary.opens_at)
    assert "Unknown goal" in (await community.race(race.summary.id)).summary.room_error


async def test_an_admin_opens_a_room_before_its_time_or_hears_why_not(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    open_now = community.container.live_races.open_room_now
    community.rooms.trouble = [RacetimeUnreachable("racetime.gg can't be reached.")]
    with pytest.raises(Unavailable, match=r"could not be opened: racetime\.gg can't be reached"):
        await open_now(community.admin, race.summary.id)
    assert (await open_now(community.admin, race.summary.id)).summary.status is LiveRaceStatus.PENDING
    with pytest.raises(WrongStatus):
        await open_now(community.admin, race.summary.id)


async def test_an_admin_can_not_hurry_past_a_lost_answer(community: Community) -> None:
    community.rooms.__class__ = LosesAnswers
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    await community.advance_to(race.summary.opens_at)
    with pytest.raises(Conflict, match="looked for in a minute"):
        await community.container.live_races.open_room_now(community.admin, race.summary.id)


async def test_a_room_that_opened_while_its_race_was_cancelled_is_closed_again(community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    rooms = community.rooms

    class CancelledMeanwhile(ScriptedRooms):
        async def open(self, organization_id: OrganizationId, request: RoomRequest) -> OpenedRoom:
            await community.container.live_races.cancel_live_race(community.admin, race.summary.id, "Too few")
            return await super().open(organization_id, request)

    rooms.__class__ = CancelledMeanwhile
    await community.advance_to(race.summary.opens_at)
    cancelled = await community.race(race.summary.id)
    assert cancelled.summary.status is LiveRaceStatus.CANCELLED
    assert cancelled.room is None
    (left_over,) = await community.container.room_service.rooms_to_attend()
    assert (await community.container.room_service.desired_room(left_over.room_id)).cancel
