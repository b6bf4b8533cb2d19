"""What is due moves with the race, and goes with it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from application.domain.events.live_races import AsyncLiveRaceCancelledEvent, AsyncLiveRaceRoomOpenedEvent
from racetime.rehearsal.race import RaceStatus
from tests.support.story import Story, told_story

MINUTE = timedelta(minutes=1)
PATH = "/api/async-tournaments/live-races"


@pytest.fixture
async def story(database_url: str) -> AsyncIterator[Story]:
    async with told_story(database_url) as told:
        yield told


async def upcoming(story: Story) -> list[tuple[str, str, datetime]]:
    work: list[dict[str, Any]] = (await story.get(f"/api/organizations/{story.organization_id}/upcoming-work"))["items"]
    return [(step["title"], step["step"], datetime.fromisoformat(step["due_at"])) for step in work]


async def test_a_moved_race_opens_at_its_new_time_and_a_cancelled_one_never(story: Story) -> None:
    tournament = await story.add_tournament(runs_per_pool=3)
    pool = await story.add_pool(tournament, *(f"https://seeds.test/{number}" for number in range(3)))
    moved = await story.schedule(tournament, pool, ahead=32 * MINUTE, match_title="Moved")
    dropped = await story.schedule(tournament, pool, ahead=33 * MINUTE, match_title="Dropped")
    kept = await story.schedule(tournament, pool, ahead=34 * MINUTE, match_title="Kept")
    start = story.clock.now()

    await story.patch(f"{PATH}/{moved['id']}", {"scheduled_at": (start + 36 * MINUTE).isoformat()})
    await story.admin.post(f"{PATH}/{dropped['id']}/cancel", json={"reason": "Too few racers"})
    assert await upcoming(story) == [
        ("Kept", "Open room", start + 4 * MINUTE),
        ("Moved", "Open room", start + 6 * MINUTE),
        ("Kept", "Lock room and settle who counts", start + 24 * MINUTE),
        ("Kept", "Release seed", start + 24 * MINUTE),
        ("Moved", "Lock room and settle who counts", start + 26 * MINUTE),
        ("Moved", "Release seed", start + 26 * MINUTE),
        ("Kept", "Start", start + 34 * MINUTE),
        ("Moved", "Start", start + 36 * MINUTE),
    ]

    await story.advance_to(start + 4 * MINUTE)
    await story.happens(AsyncLiveRaceRoomOpenedEvent, kept["id"])
    assert len(story.world.rooms) == 1  # nothing else is open at the time at which the others once were due
    await story.advance_to(start + 6 * MINUTE)
    await story.happens(AsyncLiveRaceRoomOpenedEvent, moved["id"])
    assert len(story.world.rooms) == 2
    assert not story.has_happened(AsyncLiveRaceRoomOpenedEvent, dropped["id"])


async def test_a_race_whose_room_is_open_moves_with_a_confirmation_and_its_room_is_closed_when_it_is_cancelled(
    story: Story,
) -> None:
    tournament = await story.add_tournament()
    pool = await story.add_pool(tournament, "https://seeds.test/1")
    race = await story.schedule(tournament, pool, ahead=25 * MINUTE)
    await story.happens(AsyncLiveRaceRoomOpenedEvent)
    race = await story.read(race)
    room = story.room_of(race)
    start = story.clock.now() + 45 * MINUTE
    later = {"scheduled_at": start.isoformat()}

    assert (await story.admin.patch(f"{PATH}/{race['id']}", json=later)).status_code == 422
    moved = await story.patch(f"{PATH}/{race['id']}", {**later, "confirmed": True})
    assert moved["racetime_slug"] == room.name
    assert datetime.fromisoformat(moved["locks_at"]) == start - 10 * MINUTE
    assert ("Lock room and settle who counts", start - 10 * MINUTE) in [
        (step, due_at) for _, step, due_at in await upcoming(story)
    ]
    await story.until(lambda: any("was moved" in message.text for message in room.chat.messages))

    await story.admin.post(f"{PATH}/{race['id']}/cancel", json={"reason": "Storm"})
    await story.happens(AsyncLiveRaceCancelledEvent)
    await story.until(lambda: room.status is RaceStatus.CANCELLED)
    assert await upcoming(story) == []
    assert len(story.world.rooms) == 1
