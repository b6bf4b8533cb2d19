"""`kill -9` at two moments of a race, and what stands in the end: everything, and once."""

from datetime import timedelta
from pathlib import Path

import pytest

from application.database import Database
from racetime.rehearsal import RehearsalServer
from racetime.rehearsal.race import RaceStatus
from tests.support.killed import SEED, Installations, check_results, finishes, has_status, shows_a_finish
from tests.support.product import PATIENCE, until
from tests.support.rehearsal import eventually


@pytest.mark.slow  # the kill matrix has each moment within one process
async def test_a_product_killed_before_the_lock_and_in_the_race_has_every_result_once(
    tmp_path: Path, database_url: str, racetime: RehearsalServer
) -> None:
    installations = Installations(tmp_path, database_url, racetime.url)
    await installations.found()
    async with installations.running() as (product, organizer):
        await organizer.save_bot()
        racers = [await organizer.add_racer(number, is_member=number != 3) for number in range(4)]
        tournament = await organizer.add_tournament(room_open_minutes=2, lock_minutes=1)
        pool = await organizer.add_pool(tournament, SEED)
        race = await organizer.schedule(tournament, pool, ahead=timedelta(seconds=64))
        await until(lambda: has_status(organizer, race, "pending"))
        (room,) = racetime.world.rooms.values()
        for racer in racers:
            racetime.world.join(room, racer.racetime_id)
        product.kill()

    await installations.let_pass(timedelta(minutes=1))
    async with installations.running() as (product, organizer):
        await eventually(lambda: room.status is RaceStatus.INVITATIONAL, timeout=PATIENCE)
        for racer in racers:
            racetime.world.ready(room, racer.racetime_id)
        await eventually(lambda: room.status is RaceStatus.IN_PROGRESS, timeout=PATIENCE)
        await eventually(lambda: finishes(racetime, room, racers[0]), timeout=PATIENCE)
        await until(lambda: shows_a_finish(organizer, race))
        product.kill()

    racetime.world.done(room, racers[3].racetime_id)
    racetime.world.done(room, racers[1].racetime_id)
    racetime.world.forfeit(room, racers[2].racetime_id)
    await eventually(lambda: room.status is RaceStatus.FINISHED)

    async with installations.running() as (product, organizer):
        await until(lambda: has_status(organizer, race, "finished"))
        assert await product.stop() == 0
        assert not [line for line in product.log if "ERROR" in line or "Traceback" in line]

    database = await Database.open(database_url)
    try:
        await check_results(racers, room)
    finally:
        await database.close()
