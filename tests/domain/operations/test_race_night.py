"""The board's items, each with what puts it right."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import RoomSettings
from application.domain.operations.alerts import BotStatus
from application.domain.operations.race_night import Check, Item, Level, NightFacts, Remedy, checks_for, worst
from tests.support.clock import DEFAULT_START as NOW

MINUTE = timedelta(minutes=1)
S = LiveRaceStatus
FACTS = NightFacts(
    status=S.SCHEDULED,
    scheduled_at=NOW + timedelta(hours=2),
    opens_at=NOW + 90 * MINUTE,
    locks_at=NOW + 110 * MINUTE,
    category="alttpr",
    goal="Beat the game",
    bot=BotStatus.CONNECTED,
    bot_message="",
    goal_checked_at=NOW,
    goal_problem="",
    settings=RoomSettings(),
    seed_ready=True,
    has_permalink=False,
    member_count=12,
    eligible_count=9,
    unlinked_count=0,
    joined_count=0,
    refused_count=0,
    room_slug=None,
    room_opened_at=None,
    room_on_hold=False,
    room_error="",
    room_retry_at=None,
    is_being_opened=False,
    room_trouble="",
    heard_at=None,
    locked_at=None,
    lock_error="",
    ended_at=None,
    final_at=None,
    run_count=0,
    unmatched_count=0,
)
OPEN = replace(
    FACTS,
    status=S.PENDING,
    room_slug="alttpr/a-1",
    room_opened_at=NOW - 10 * MINUTE,
    heard_at=NOW,
    joined_count=5,
    refused_count=1,
    scheduled_at=NOW + 20 * MINUTE,
    locks_at=NOW + 10 * MINUTE,
)
OVER = replace(OPEN, status=S.FINISHED, eligible_count=None, ended_at=NOW, run_count=5)


def check(facts: NightFacts, item: Item) -> Check:
    (found,) = [check for check in checks_for(facts, NOW) if check.item is item]
    return found


def items(facts: NightFacts) -> list[Item]:
    return [check.item for check in checks_for(facts, NOW)]


def test_a_race_that_is_prepared_shows_nothing_but_good_and_waiting() -> None:
    assert items(FACTS) == [Item.BOT, Item.GOAL, Item.PROFILE, Item.SEED, Item.PLAYERS, Item.ROOM]
    assert worst(check.level for check in checks_for(FACTS, NOW)) is Level.WAITING
    assert check(FACTS, Item.PLAYERS).sentence == "9 of 12 members may race."


def test_one_and_many_are_told_as_people_say_it() -> None:
    one, two = (check(replace(FACTS, unlinked_count=number), Item.PLAYERS).sentence for number in (1, 2))
    assert one == "9 of 12 members may race; 1 has linked no racetime.gg account."
    assert two == "9 of 12 members may race; 2 have linked no racetime.gg account."
    locked = (check(replace(OPEN, locked_at=NOW, run_count=number), Item.LOCK).sentence for number in (1, 2))
    assert list(locked) == ["The room is locked; 1 racer counts.", "The room is locked; 2 racers count."]


def test_items_come_and_go_with_the_course_of_the_race() -> None:
    assert items(OPEN) == [Item.BOT, Item.SEED, Item.PLAYERS, Item.ROOM, Item.LOCK, Item.LAST_FRAME]
    locked = replace(OPEN, locked_at=NOW, eligible_count=None)
    assert Item.PLAYERS not in items(locked)
    assert Item.LOCK not in items(replace(locked, status=S.IN_PROGRESS))
    assert items(OVER) == [Item.ROOM, Item.RESULTS]
    assert Item.UNMATCHED in items(replace(OVER, unmatched_count=2))


@pytest.mark.parametrize(
    ("facts", "item", "level", "remedy"),
    [
        (replace(FACTS, bot=None), Item.BOT, Level.BAD, Remedy.SET_UP_BOT),
        (replace(FACTS, bot=BotStatus.REFUSED), Item.BOT, Level.BAD, Remedy.SET_UP_BOT),
        (replace(FACTS, bot=BotStatus.UNREACHABLE), Item.BOT, Level.WARNING, None),
        (replace(FACTS, bot=BotStatus.UNKNOWN), Item.BOT, Level.WARNING, None),
        (replace(FACTS, goal_problem="Gone."), Item.GOAL, Level.BAD, Remedy.CHANGE_GOAL),
        (replace(FACTS, goal_checked_at=None), Item.GOAL, Level.WARNING, Remedy.CHECK_GOAL),
        (replace(FACTS, settings=RoomSettings(start_delay=5)), Item.PROFILE, Level.BAD, Remedy.EDIT_PROFILE),
        (replace(FACTS, seed_ready=False), Item.SEED, Level.BAD, Remedy.ADD_PERMALINK),
        (replace(FACTS, has_permalink=True), Item.SEED, Level.GOOD, None),
        (replace(OPEN, status=S.IN_PROGRESS), Item.SEED, Level.BAD, Remedy.CHOOSE_PERMALINK),
        (replace(FACTS, eligible_count=1), Item.PLAYERS, Level.WARNING, None),
        (FACTS, Item.ROOM, Level.WAITING, Remedy.OPEN_ROOM),
        (replace(FACTS, opens_at=NOW, is_being_opened=True), Item.ROOM, Level.WAITING, None),
        (replace(FACTS, opens_at=NOW, room_error="No."), Item.ROOM, Level.BAD, Remedy.OPEN_ROOM),
        (replace(FACTS, opens_at=NOW, room_on_hold=True), Item.ROOM, Level.BAD, Remedy.OPEN_ROOM),
        (
            replace(FACTS, opens_at=NOW, scheduled_at=NOW - 21 * MINUTE),
            Item.ROOM,
            Level.BAD,
            Remedy.OPEN_ROOM,
        ),
        (OPEN, Item.ROOM, Level.GOOD, None),
        (
            replace(OPEN, joined_count=1, room_opened_at=NOW - 26 * MINUTE),
            Item.ROOM,
            Level.WARNING,
            Remedy.SHARE_ROOM,
        ),
        (replace(OPEN, scheduled_at=NOW - 60 * MINUTE), Item.ROOM, Level.BAD, Remedy.REPLACE_ROOM),
        (OPEN, Item.LOCK, Level.WAITING, Remedy.LOCK_NOW),
        (replace(OPEN, locked_at=NOW), Item.LOCK, Level.GOOD, None),
        (replace(OPEN, lock_error="No permalink."), Item.LOCK, Level.BAD, Remedy.PASTE_SEED),
        (replace(OPEN, locks_at=NOW - 3 * MINUTE), Item.LOCK, Level.BAD, Remedy.LOCK_NOW),
        (OPEN, Item.LAST_FRAME, Level.GOOD, None),
        (replace(OPEN, heard_at=None), Item.LAST_FRAME, Level.WARNING, Remedy.FETCH_NOW),
        (replace(OPEN, heard_at=NOW - 5 * MINUTE), Item.LAST_FRAME, Level.BAD, Remedy.FETCH_NOW),
        (OVER, Item.RESULTS, Level.WAITING, None),
        (replace(OVER, run_count=0), Item.RESULTS, Level.BAD, Remedy.FETCH_NOW),
        (replace(OVER, final_at=NOW), Item.RESULTS, Level.GOOD, None),
        (replace(OVER, unmatched_count=1), Item.UNMATCHED, Level.WARNING, Remedy.MATCH_RESULTS),
    ],
)
def test_each_item_tells_how_it_stands_and_what_puts_it_right(
    facts: NightFacts, item: Item, level: Level, remedy: Remedy | None
) -> None:
    found = check(facts, item)
    assert (found.level, found.remedy) == (level, remedy), found.sentence
    assert found.sentence.endswith(".")
