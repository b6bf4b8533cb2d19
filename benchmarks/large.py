"""Work that grows with the size of a community."""

import time
from datetime import timedelta

from application.domain.ids import RoomId
from benchmarks.community import crowd, race_with_entrants
from benchmarks.measure import Figure, fresh_community, in_words, times_of

_REPEATS = 15
_RACES = 3


async def eligibility(members: int, goal: str) -> Figure:
    async with fresh_community() as community:
        await crowd(community, members)
        tournament = await community.add_tournament()
        race = (await community.schedule(tournament, await community.add_pool(tournament))).summary.id
        live_races = community.container.live_races
        times = await times_of(lambda: live_races.get_eligible_participants(community.admin, race), _REPEATS)
    return Figure(f"eligibility of {members:,} members", in_words(times), goal)


async def recording(entrants: int) -> Figure:
    """The start of a race and its end, with every finish in one piece of data, until everything is scored."""
    times = [await _record_a_race(entrants) for _ in range(_RACES)]
    return Figure(f"recording a race of {entrants:,} entrants, start to scored", in_words(times), "1,000 ms")


async def _record_a_race(entrants: int) -> float:
    async with fresh_community() as community:
        race_id, room = await race_with_entrants(community, entrants)
        details = await community.race(race_id)
        assert details.room is not None
        room_id, took = RoomId(details.room.id), 0.0
        room.start()
        for _ in range(2):
            snapshot = room.snapshot()
            began = time.perf_counter()
            await community.container.room_service.apply_room_snapshot(room_id, snapshot)
            took += time.perf_counter() - began
            room.finish_all(timedelta(hours=1), timedelta(seconds=1))
        recorded = await community.race(race_id)
        assert sum(line.score is not None for line in recorded.board) == entrants
    return took * 1000
