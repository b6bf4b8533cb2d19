"""One live race from its schedule to its scored, final results, with no human command in between."""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from application.domain.events.live_races import (
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceLockedEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceRoomOpenedEvent,
    AsyncLiveRaceSeedReleasedEvent,
    AsyncLiveRaceStartedEvent,
)
from application.domain.events.people import MemberAddedEvent
from application.domain.ids import UserId
from application.domain.live_races.results import UnmatchedReason
from application.domain.live_races.seed_vault import commitment_to
from application.domain.runs.run import RunStatus
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentRace
from models.event_log import EventLogEntry, OutboxMessage
from models.live_race_room import UnmatchedEntrant
from racetime.rehearsal.race import Race, RaceStatus
from tests.support.logs import written_at_debug
from tests.support.organizer import Racer
from tests.support.rehearsal import spoken
from tests.support.story import Story, told_story

MINUTE = timedelta(minutes=1)
SEED = "https://seeds.test/h/Sealed0042"
TOKEN_OF_SEED = "Sealed0042"

# Twelve racers in the order of the demo users: nine finish after so many seconds, two forfeit, one is disqualified.
UNLINKED, TOO_YOUNG = 0, 1
TIMES = {0: 80, 1: 82, 2: 100, 3: 102.25, 4: 106, 5: 109.5, 6: 112, 7: 140, 8: 200}
FORFEITS = (9, 10)
DISQUALIFIED = 11
COUNTED = {number: seconds for number, seconds in TIMES.items() if number not in (UNLINKED, TOO_YOUNG)}


@pytest.fixture
def log() -> Iterator[StringIO]:
    with written_at_debug() as written:
        yield written


@pytest.fixture
async def story(log: StringIO, database_url: str) -> AsyncIterator[Story]:
    async with told_story(database_url) as told:
        yield told


@pytest.mark.slow
async def test_a_race_is_opened_locked_released_raced_recorded_and_scored_by_itself(
    story: Story, log: StringIO
) -> None:
    racers = [
        await story.add_racer(
            number,
            is_member=number != UNLINKED,
            account_age=timedelta(days=3) if number == TOO_YOUNG else timedelta(days=900),
        )
        for number in range(12)
    ]
    tournament = await story.add_tournament(runs_per_pool=2, release_rule="minutes_before", release_minutes=5)
    pool = await story.add_pool(tournament, SEED)
    race = await story.schedule(tournament, pool, ahead=31 * MINUTE, match_title="Grand opening")
    path = f"/api/async-tournaments/live-races/{race['id']}"
    start = story.clock.now() + 31 * MINUTE

    # From here on nobody of the community does anything.
    await story.advance_to(start - 30 * MINUTE)
    await story.happens(AsyncLiveRaceRoomOpenedEvent)
    race = await story.get(path)
    room = story.room_of(race)
    await story.until(lambda: any("Welcome to Grand opening" in line for line in spoken(room)))
    for racer in racers:
        story.world.join(room, racer.racetime_id)
    await story.catch_up(room)

    await story.advance_to(start - 10 * MINUTE)
    locked = await story.happens(AsyncLiveRaceLockedEvent)
    assert (locked.eligible, locked.not_eligible) == (10, 2)
    await story.until(lambda: room.status is RaceStatus.INVITATIONAL)
    await story.until(lambda: told_directly(room, racers[TOO_YOUNG]) and told_directly(room, racers[UNLINKED]))
    assert "3 of 7 days old" in told_directly(room, racers[TOO_YOUNG])
    assert "No member has linked" in told_directly(room, racers[UNLINKED]) or "link" in told_directly(
        room, racers[UNLINKED]
    )
    sealed = await everything_said(story, race["id"], tournament, pool, room, log.getvalue())
    commitment = sealed["race"]["seed"]["commitment"]
    assert len(commitment) == 64
    for place, words in sealed.items():
        assert TOKEN_OF_SEED not in json.dumps(words, default=str), place

    await story.advance_to(start - 5 * MINUTE)
    await story.happens(AsyncLiveRaceSeedReleasedEvent)
    await story.until(lambda: any(TOKEN_OF_SEED in line for line in spoken(room)))
    await story.until(lambda: TOKEN_OF_SEED in room.settings.info_bot)
    released = await everything_said(story, race["id"], tournament, pool, room, log.getvalue())
    open_places = {place for place, words in released.items() if TOKEN_OF_SEED in json.dumps(words, default=str)}
    assert {"race", "race of a player", "page", "page of a player", "room data", "room chat"} <= open_places
    assert not open_places & {"event log", "outbox", "logs"}
    seed = released["race of a player"]["seed"]
    assert (seed["url"], commitment_to(seed["url"], seed["salt"])) == (SEED, commitment)

    await story.start_race(room, racers)
    await story.happens(AsyncLiveRaceStartedEvent)
    await let_them_race(story, room, racers)
    finished = await story.happens(AsyncLiveRaceFinishedEvent)
    assert (finished.finisher_count, finished.forfeit_count, finished.unmatched_count) == (7, 3, 2)

    await story.advance(60)
    story.world.record(room)
    await story.advance(20)
    await story.happens(AsyncLiveRaceResultsFinalEvent)
    await check_rows(story, race["id"], racers, room)
    await check_unmatched_results(race["id"])
    await check_leaderboard(story, tournament, racers)
    await check_events(race["id"])


async def let_them_race(story: Story, room: Race, racers: list[Racer]) -> None:
    """Let everybody finish, give up or be disqualified at their own time."""
    for number, seconds in sorted(TIMES.items(), key=lambda item: item[1]):
        await story.finish(room, racers[number], seconds)
        if number == 4:
            story.world.disqualify(room, racers[DISQUALIFIED].racetime_id)
            for quitter in FORFEITS:
                story.world.forfeit(room, racers[quitter].racetime_id)
            await story.catch_up(room)
    await story.advance(1)
    await story.until(lambda: room.status is RaceStatus.FINISHED)


def told_directly(room: Race, racer: Racer) -> str:
    """Return what was said to one racer alone."""
    lines = [message for message in room.chat.messages if message.direct_to is not None]
    return "\n".join(line.text for line in lines if line.direct_to and line.direct_to.id == racer.racetime_id)


async def everything_said(
    story: Story, race_id: int, tournament: int, pool: int, room: Race, logs: str
) -> dict[str, Any]:
    """Return what every output says now, to the admin, to a player and to everybody in the room."""
    async with (
        story.asking(player_of(story)) as player,
        story.browsing(story.admin_id) as admin_browser,
        story.browsing(player_of(story)) as player_browser,
    ):
        organization = f"/api/organizations/{story.organization_id}"
        paths = {
            "race": f"/api/async-tournaments/live-races/{race_id}",
            "details": f"/api/async-tournaments/live-races/{race_id}/details",
            "eligible": f"/api/async-tournaments/live-races/{race_id}/eligible",
            "races": f"/api/async-tournaments/{tournament}/live-races",
            "all races": f"{organization}/live-races",
            "tournament": f"/api/async-tournaments/{tournament}",
            "leaderboard": f"/api/async-tournaments/{tournament}/leaderboard",
        }
        said: dict[str, Any] = {place: await story.get(path) for place, path in paths.items()}
        for place, path in paths.items():
            said[f"{place} of a player"] = (await player.get(path)).json()
        said["permalinks"] = await story.get(f"/api/async-tournaments/pools/{pool}/permalinks")
        said["upcoming work"] = await story.get(f"{organization}/upcoming-work")
        pages = {
            "page": f"/live-races/{race_id}",
            "management page": f"/tournaments/{tournament}/live-races",
            "schedule page": f"/tournaments/{tournament}/schedule",
            "tournament page": f"/tournaments/{tournament}",
            "home": "/",
        }
        for place, path in pages.items():
            page = await admin_browser.get(path)
            said[place] = page.text
            said[f"{place} of a player"] = (await player_browser.get(path)).text
        assert "Grand opening" in said["page"]
        assert "Grand opening" in said["page of a player"]
    said["event log"] = await EventLogEntry.all().values()
    said["outbox"] = await OutboxMessage.all().values()
    said["logs"] = logs
    said["room data"] = room.settings.info_bot
    said["room chat"] = spoken(room)
    return said


def player_of(story: Story) -> UserId:
    members = [event.about.user_id for event in story.told if isinstance(event, MemberAddedEvent)]
    return UserId(members[-1])


async def check_rows(story: Story, race_id: int, racers: list[Racer], room: Race) -> None:
    """Every counted racer has one run with racetime.gg's own times and the score of the formula; nobody else has."""
    runs = {run.user_id: run for run in await AsyncTournamentRace.filter(live_race_id=race_id)}
    assert len(runs) == await AsyncTournamentRace.all().count() == 10
    par = sum(sorted(COUNTED.values())[:5]) / 5
    permalink = await AsyncTournamentPermalink.get(url=SEED)
    assert permalink.par_seconds == pytest.approx(par)
    for number, seconds in COUNTED.items():
        run = runs[UserId(racers[number].user_id or 0)]
        assert run.status is RunStatus.FINISHED
        assert run.finish_time == timedelta(seconds=seconds)
        assert run.started_at == room.started_at
        assert run.score == pytest.approx(min(max((2 - seconds / par) * 100, 0), 105))
    for number in (*FORFEITS, DISQUALIFIED):
        run = runs[UserId(racers[number].user_id or 0)]
        assert run.status is (RunStatus.DISQUALIFIED if number == DISQUALIFIED else RunStatus.FORFEIT)
        assert (run.finish_time, run.score) == (None, 0)


async def check_unmatched_results(race_id: int) -> None:
    """Those who don't count are kept with their time and the reason."""
    lines = await UnmatchedEntrant.filter(live_race_id=race_id).order_by("finish_time")
    assert [(line.reason, line.status, line.finish_time) for line in lines] == [
        (UnmatchedReason.UNLINKED, RunStatus.FINISHED, timedelta(seconds=TIMES[UNLINKED])),
        (UnmatchedReason.NOT_ELIGIBLE, RunStatus.FINISHED, timedelta(seconds=TIMES[TOO_YOUNG])),
    ]
    assert "3 of 7 days old" in lines[1].explanation


async def check_leaderboard(story: Story, tournament: int, racers: list[Racer]) -> None:
    """A player's score is the mean over the pool's two slots, of which one is empty."""
    board = (await story.get(f"/api/async-tournaments/{tournament}/leaderboard"))["items"]
    par = sum(sorted(COUNTED.values())[:5]) / 5
    scores = {racers[number].user_id: min((2 - seconds / par) * 100, 105) for number, seconds in COUNTED.items()}
    expected = sorted(scores, key=lambda user_id: -scores[user_id])
    assert [line["user_id"] for line in board[:7]] == expected
    assert [line["rank"] for line in board] == [1, 2, 3, 4, 5, 6, 7, 8, 8, 8]
    for line in board[:7]:
        assert line["score"] == pytest.approx(scores[line["user_id"]] / 2)
        assert line["estimate"] == pytest.approx(scores[line["user_id"]])


async def check_events(race_id: int) -> None:
    """Each step is in the log once, in order; results follow one by one."""
    entries = EventLogEntry.filter(live_race_id=race_id, type__startswith="AsyncLiveRace")
    rows = await entries.order_by("id").values_list("type", "actor_name")
    steps = [kind.removeprefix("AsyncLiveRace").removesuffix("Event") for kind, _ in rows]
    once = [step for step in steps if step != "ResultsChanged"]
    assert once == [
        "Created",
        "RoomOpened",
        "SeedSealed",
        "Locked",
        "SeedReleased",
        "Started",
        "Finished",
        "ResultsFinal",
    ]
    first, last = steps.index("ResultsChanged"), len(steps) - 1 - steps[::-1].index("ResultsChanged")
    assert steps.index("Started") < first <= last < steps.index("ResultsFinal")
    assert [actor for _, actor in rows].count("Zelda") == 1
