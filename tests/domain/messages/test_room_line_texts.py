"""What is said in a room, to everybody and to each."""

from datetime import UTC, datetime, timedelta

import pytest

from application.domain.live_races.eligibility import Fix, Rule, Verdict
from application.domain.live_races.room import CHAT_LIMIT
from application.domain.messages import room_lines
from application.domain.messages.room_lines import Fixes, Judged


def test_the_lock_names_everybody_who_counts_in_as_many_lines_as_needed() -> None:
    names = [f"A rather long racer name number {number}" for number in range(120)]
    lines = list(room_lines.locked(names, 3))
    assert all(len(line.text) <= CHAT_LIMIT for line in lines)
    assert all(any(name in line.text for line in lines) for name in names)
    assert len({line.occasion for line in lines}) == len(lines)
    assert "3 racers here can't be counted" in lines[-1].text


FIXES = Fixes("http://x.test/account", "http://x.test/live-races/7")
OUT_OF_RUNS = Verdict(Rule.SLOT_FREE, False, "0 of 2 runs left in this pool.")
UNLINKED = Verdict(Rule.RACETIME_LINKED, False, "No racetime.gg account is linked.", Fix.LINK_RACETIME)
MEMBER = Verdict(Rule.MEMBER, True, "Member.")


def test_somebody_who_does_not_count_is_told_every_reason_and_where_to_fix_it() -> None:
    line = room_lines.refused(Judged("abc", (MEMBER, OUT_OF_RUNS, UNLINKED)), FIXES, is_removed=False)
    assert line.direct_to == "abc"
    assert "0 of 2 runs left in this pool. No racetime.gg account is linked." in line.text
    assert line.text.endswith("http://x.test/account")
    assert "Member." not in line.text


def test_somebody_who_joins_and_does_not_qualify_hears_until_when_that_can_be_put_right() -> None:
    judged = Judged("abc", (MEMBER, OUT_OF_RUNS))
    line = room_lines.not_counted_yet(judged, FIXES, lock_at="19:50 UTC", is_removed=False, occasion="joined-1")
    assert "0 of 2 runs left" in line.text
    assert "before 19:50 UTC" in line.text
    assert "you may race along without being counted" in line.text
    assert line.text.endswith("http://x.test/live-races/7")
    removed = room_lines.not_counted_yet(judged, FIXES, lock_at="19:50 UTC", is_removed=True, occasion="joined-1")
    assert "otherwise you are removed from the room" in removed.text


def test_an_account_that_nobody_linked_is_told_so() -> None:
    line = room_lines.refused(Judged("abc", ()), FIXES, is_removed=False)
    assert "No member has linked this racetime.gg account." in line.text
    assert line.text.endswith("Link it and it can be counted: http://x.test/account")


def test_a_direct_message_with_endless_reasons_still_ends_with_the_link() -> None:
    endless = Verdict(Rule.NO_ACTIVE_RUN, False, "x" * 3000)
    for line in (
        room_lines.refused(Judged("abc", (endless,)), FIXES, is_removed=False),
        room_lines.came_late(Judged("abc", (endless,)), FIXES, is_removed=True, occasion="late"),
        room_lines.not_counted_yet(Judged("a", (endless,)), FIXES, lock_at="1", is_removed=True, occasion="o"),
    ):
        assert len(line.text) == CHAT_LIMIT
        assert line.text.endswith("http://x.test/live-races/7")


def test_the_queued_seed_line_has_no_text_yet_and_is_said_once_per_seed() -> None:
    assert room_lines.seed_released("abc").text == ""
    assert room_lines.seed_released("abc").occasion != room_lines.seed_released("def").occasion


@pytest.mark.parametrize(
    ("lock_minutes", "when"), [(10, "10 minutes before the start"), (0, "at the start"), (-4, "at 20:04 UTC")]
)
def test_the_welcome_says_when_the_room_is_locked_also_where_that_is_after_the_start(
    lock_minutes: int, when: str
) -> None:
    start = datetime(2026, 3, 14, 20, tzinfo=UTC)
    line = room_lines.welcome("Race 1", "Cup", "http://x.test/1", lock_minutes, start - timedelta(minutes=lock_minutes))
    assert f"The room is locked {when};" in line.text
