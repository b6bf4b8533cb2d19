"""Races that racetime.gg cancelled after their start and that come back there, and rooms that people keep closing."""

from datetime import timedelta

import pytest

from application.domain.errors import Conflict, Forbidden
from application.domain.ids import LiveRaceId, UserId
from application.domain.live_races.live_race import CancelledResults, LiveRaceStatus
from application.domain.operations.alerts import AlertKind
from application.domain.operations.race_night import Item, Remedy
from application.domain.runs.run import RunStatus
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Night:
    """A race under way, with its players and their racetime.gg ids."""

    def __init__(self, community: Community, race_id: LiveRaceId, room: ScriptedRoom) -> None:
        self.community = community
        self.id = race_id
        self.room = room
        self.players: list[UserId] = []
        self.ids: list[str] = []

    @classmethod
    async def begin(cls, community: Community, players: int = 3) -> "Night":
        tournament = await community.add_tournament()
        race = (await community.schedule(tournament, await community.add_pool(tournament, live=3))).summary
        self = cls(community, race.id, await community.open_room(race.id))
        self.players = [await community.add_player() for _ in range(players)]
        self.ids = [await community.racetime_id_of(player) for player in self.players]
        self.room.join(*self.ids)
        await self.hear()
        await community.advance_to(race.locks_at)
        self.room.start()
        await self.hear()
        return self

    async def hear(self) -> bool:
        return await self.community.hear(self.id, self.room)

    async def poll(self) -> None:
        """Let the schedule fetch `/data`, as it does with no socket."""
        await self.community.clock.advance(MINUTE)
        await self.community.tick()

    async def status(self) -> LiveRaceStatus:
        return (await self.community.race(self.id)).summary.status

    async def results(self) -> dict[UserId, RunStatus]:
        runs = await AsyncTournamentRace.filter(live_race_id=self.id).order_by("id")
        return {UserId(run.user_id): run.status for run in runs}

    async def alerts(self) -> list[str]:
        await self.community.container.tasks.refresh_alerts()
        found = await self.community.container.alerts.list_open(self.community.admin)
        return [alert.sentence for alert in found if alert.kind is AlertKind.RESULTS_UNDECIDED]


@on_postgres_and_slowly_on_sqlite
async def test_a_race_cancelled_by_mistake_that_a_moderator_corrects_asks_whether_its_results_count(
    community: Community,
) -> None:
    night = await Night.begin(community)
    night.room.cancel()
    await night.hear()
    assert (await night.status(), await night.results()) == (LiveRaceStatus.CANCELLED, {})
    assert await night.alerts() == []

    night.room.edit(night.ids[0], HOUR)
    await night.poll()
    assert (await night.status(), await night.results()) == (LiveRaceStatus.CANCELLED, {})
    (sentence,) = await night.alerts()
    assert "racetime.gg shows it as finished now: 1 finished, 2 forfeited only by the cancellation." in sentence

    room = (await community.race(night.id)).room
    assert room is not None
    report = await community.container.live_races.record_live_race_results(community.admin, room.slug)
    assert report.question == report.outcome == sentence

    counted = await community.container.live_races.count_cancelled_results(community.admin, night.id)
    assert counted.summary.status is LiveRaceStatus.FINISHED
    first, second, third = night.players
    assert await night.results() == {
        first: RunStatus.FINISHED,
        second: RunStatus.FORFEIT,
        third: RunStatus.FORFEIT,
    }
    assert next(line for line in counted.board if line.user_id == first).score == 100
    assert await night.alerts() == []
    night.room.record()
    await night.poll()
    assert (await community.race(night.id)).summary.final_at is not None


async def test_a_race_that_is_left_cancelled_stays_so_whatever_racetime_says(community: Community) -> None:
    night = await Night.begin(community)
    night.room.cancel()
    await night.hear()
    night.room.edit(night.ids[0], HOUR)
    await night.hear()
    left = await community.container.live_races.leave_race_cancelled(community.admin, night.id)
    assert left.summary.cancelled_results is CancelledResults.LEFT_OUT
    night.room.undo(night.ids[1])
    await night.hear()
    night.room.finish(night.ids[1], HOUR)
    night.room.undo(night.ids[2])
    night.room.finish(night.ids[2], HOUR)
    await night.hear()
    assert (await night.status(), await night.results()) == (LiveRaceStatus.CANCELLED, {})
    assert await night.alerts() == []
    for decide in (
        community.container.live_races.count_cancelled_results,
        community.container.live_races.leave_race_cancelled,
    ):
        with pytest.raises(Conflict, match="nothing to decide"):
            await decide(community.admin, night.id)


@pytest.mark.parametrize("is_away", [False, True])
async def test_a_race_that_all_its_racers_take_up_again_counts_by_itself(community: Community, is_away: bool) -> None:
    night = await Night.begin(community, 2)
    night.room.forfeit(night.ids[1])
    await night.hear()
    night.room.cancel()
    await night.hear()
    night.room.undo(night.ids[0])
    if not is_away:
        await night.hear()
        assert await night.status() is LiveRaceStatus.IN_PROGRESS
    night.room.finish(night.ids[0], HOUR)
    await (night.poll() if is_away else night.hear())
    assert await night.status() is LiveRaceStatus.FINISHED
    assert list((await night.results()).values()) == [RunStatus.FINISHED, RunStatus.FORFEIT], "one gave up before"


@pytest.mark.parametrize("is_away", [False, True])
async def test_racers_who_did_not_take_it_up_again_are_not_scored_as_forfeits_by_themselves(
    community: Community, is_away: bool
) -> None:
    night = await Night.begin(community)
    night.room.cancel()
    await night.hear()
    night.room.undo(night.ids[0])
    if not is_away:
        await night.hear()
        assert await night.status() is LiveRaceStatus.IN_PROGRESS
        assert await night.results() == {night.players[0]: RunStatus.IN_PROGRESS}
    night.room.finish(night.ids[0], HOUR)
    await (night.poll() if is_away else night.hear())
    assert (await night.status(), await night.results()) == (LiveRaceStatus.CANCELLED, {})
    assert len(await night.alerts()) == 1


async def test_a_cancellation_that_nobody_here_saw_is_known_from_the_chat(community: Community) -> None:
    night = await Night.begin(community)
    night.room.cancel()
    night.room.undo(night.ids[0])
    night.room.finish(night.ids[0], HOUR)
    await night.poll()
    assert (await night.status(), await night.results()) == (LiveRaceStatus.CANCELLED, {})
    assert len(await night.alerts()) == 1


async def test_a_finish_that_was_undone_before_a_moderator_cancelled_leaves_no_forfeits(community: Community) -> None:
    night = await Night.begin(community)
    night.room.finish(night.ids[0], HOUR)
    night.room.undo(night.ids[0])
    night.room.version += 4
    night.room.cancel()
    await night.poll()
    assert (await night.status(), await night.results()) == (LiveRaceStatus.CANCELLED, {})
    assert await night.alerts() == []


async def test_without_the_chat_the_rest_of_a_race_that_stops_at_once_was_cancelled_until_the_chat_tells(
    community: Community,
) -> None:
    night = await Night.begin(community)
    night.room.has_chat = False
    for racer in night.ids:
        night.room.forfeit(racer)
    await night.hear()
    assert await night.status() is LiveRaceStatus.CANCELLED
    night.room.has_chat = True
    await night.poll()
    assert await night.status() is LiveRaceStatus.FINISHED
    assert set((await night.results()).values()) == {RunStatus.FORFEIT}


async def test_a_race_cancelled_after_a_finish_keeps_nothing_by_itself_and_asks(community: Community) -> None:
    night = await Night.begin(community)
    night.room.finish(night.ids[0], HOUR)
    await night.hear()
    night.room.cancel()
    await night.hear()
    assert (await night.status(), await night.results()) == (LiveRaceStatus.CANCELLED, {})
    (sentence,) = await night.alerts()
    assert "racetime.gg still shows it as cancelled: 1 finished, 2 forfeited only by the cancellation." in sentence
    board = await community.container.race_night.get_board(community.admin)
    check = next(check for check in board.races[0].checks if check.item is Item.RESULTS)
    assert (check.remedy, check.alternative) == (Remedy.COUNT_RESULTS, Remedy.LEAVE_CANCELLED)
    await community.container.live_races.count_cancelled_results(community.admin, night.id)
    assert (await night.results())[night.players[0]] is RunStatus.FINISHED


async def test_a_cancelled_race_is_followed_until_racetime_can_not_change_it_any_more(community: Community) -> None:
    night = await Night.begin(community)
    night.room.cancel()
    await night.hear()
    await community.clock.advance(23 * HOUR)
    await community.tick()
    night.room.edit(night.ids[0], HOUR)
    await night.poll()
    assert len(await night.alerts()) == 1
    await community.clock.advance(2 * HOUR)
    await community.tick()
    assert await community.container.room_service.rooms_to_attend() == ()
    assert len(await night.alerts()) == 1, "the question stays"


async def test_players_decide_nothing_about_a_cancelled_race(community: Community) -> None:
    night = await Night.begin(community)
    night.room.cancel()
    await night.hear()
    night.room.edit(night.ids[0], HOUR)
    await night.hear()
    player = await community.enter(night.players[0])
    for decide in (
        community.container.live_races.count_cancelled_results,
        community.container.live_races.leave_race_cancelled,
    ):
        with pytest.raises(Forbidden):
            await decide(player, night.id)


@on_postgres_and_slowly_on_sqlite
async def test_a_room_that_is_closed_by_hand_is_replaced_twice_and_then_an_alert_asks(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    await community.open_room(race.id)
    for closed in range(1, 4):
        room = next(reversed(community.rooms.rooms.values()))
        room.cancel()
        await community.hear(race.id, room)
        for _ in range(3):
            await community.clock.advance(10)
            await community.tick()
        assert len(community.rooms.rooms) == min(closed + 1, 3)
    await community.container.tasks.refresh_alerts()
    (alert,) = await community.container.alerts.list_open(community.admin)
    assert alert.kind is AlertKind.UNCLAIMED
    assert alert.sentence.startswith(
        "3 rooms of Pool A live race were closed on racetime.gg, so no other one is opened"
    )
    last = await EventLogEntry.filter(type="AsyncLiveRaceRoomLostEvent").order_by("-id").first()
    assert last is not None
    assert last.payload["reopens"] is False
    await community.container.live_races.open_room_now(community.admin, race.id)
    assert len(community.rooms.rooms) == 4
