"""What racetime.gg says that this product doesn't know yet costs nobody else a result, and is shown once."""

from dataclasses import replace
from datetime import timedelta

from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import EntrantStatus, RoomStatus
from application.domain.operations.alerts import AlertKind
from application.domain.runs.run import RunStatus
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

HOUR = timedelta(hours=1)


@on_postgres_and_slowly_on_sqlite
async def test_one_racer_who_is_not_understood_keeps_the_run_and_the_others_their_results(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    odd, plain = [await community.add_player() for _ in range(2)]
    ids = {player: await community.racetime_id_of(player) for player in (odd, plain)}
    room.join(*ids.values())
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    room.entrants[ids[odd]] = replace(room.entrants[ids[odd]], status=EntrantStatus.UNKNOWN)
    room.finish(ids[plain], HOUR)
    await community.hear(race.id, room)

    assert (await community.race(race.id)).summary.status is LiveRaceStatus.FINISHED
    runs = {run.user_id: run.status for run in await AsyncTournamentRace.filter(live_race_id=race.id)}
    assert runs == {odd: RunStatus.PENDING, plain: RunStatus.FINISHED}
    for _ in range(2):
        await community.container.tasks.refresh_alerts()
    (alert,) = await community.container.alerts.list_open(community.admin)
    assert alert.kind is AlertKind.NOT_UNDERSTOOD
    assert "about 1 racer of" in alert.sentence
    assert await EventLogEntry.filter(type="AlertRaisedEvent").count() == 1

    room.edit(ids[odd], 2 * HOUR)
    await community.hear(race.id, room)
    runs = {run.user_id: run.status for run in await AsyncTournamentRace.filter(live_race_id=race.id)}
    assert runs == {odd: RunStatus.FINISHED, plain: RunStatus.FINISHED}
    await community.container.tasks.refresh_alerts()
    assert await community.container.alerts.list_open(community.admin) == ()


async def test_a_room_in_a_state_that_is_not_known_is_followed_by_its_racers(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    ids = [await community.racetime_id_of(await community.add_player()) for _ in range(2)]
    room.join(*ids)
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    room.finish(ids[0], HOUR)
    room.status = RoomStatus.UNKNOWN
    await community.hear(race.id, room)
    assert (await community.race(race.id)).summary.status is LiveRaceStatus.IN_PROGRESS
    room.finish(ids[1], HOUR)
    room.version, room.status = room.version + 1, RoomStatus.UNKNOWN
    await community.hear(race.id, room)
    assert (await community.race(race.id)).summary.status is LiveRaceStatus.FINISHED
    await community.container.tasks.refresh_alerts()
    (alert,) = await community.container.alerts.list_open(community.admin)
    assert alert.sentence.startswith("racetime.gg says something about the room of")
