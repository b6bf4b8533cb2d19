"""Room settings, room info and chat lines keep within racetime.gg's limits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.errors import InvalidInput
from application.domain.live_races.room import (
    CHAT_LIMIT,
    INFO_LIMIT,
    RoomSettings,
    check_room_settings,
    effective_settings,
    in_lines,
    parse_room_slug,
    room_info,
    tag_mark,
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start_delay", 9),
        ("start_delay", 61),
        ("time_limit", 0),
        ("time_limit", 73),
        ("chat_message_delay", -1),
        ("chat_message_delay", 91),
    ],
)
def test_a_profile_outside_racetimes_limits_is_refused_at_the_field(field: str, value: int) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_room_settings(replace(RoomSettings(), **{field: value}))  # type: ignore[arg-type]
    assert [problem.field for problem in refusal.value.problems] == [field]


@pytest.mark.parametrize(
    "settings", [RoomSettings(10, 1, chat_message_delay=0), RoomSettings(60, 72, chat_message_delay=90)]
)
def test_the_limits_themselves_are_allowed(settings: RoomSettings) -> None:
    check_room_settings(settings)


def test_the_first_profile_that_is_set_holds_and_the_built_in_one_otherwise() -> None:
    own, default = RoomSettings(start_delay=20), RoomSettings(start_delay=30)
    assert effective_settings(own, None, default) is own
    assert effective_settings(None, None, default) is default
    assert effective_settings(None, None, None) == RoomSettings()


@given(st.text(max_size=1500), st.text(max_size=300), st.text(max_size=600) | st.none())
def test_the_room_info_fits_and_always_carries_the_tag(title: str, tournament: str, seed: str | None) -> None:
    info = room_info(title, tournament, page_url="http://x.test/1", tag="sb2-abc", seed=seed)
    assert len(info) <= INFO_LIMIT
    assert info.endswith(tag_mark("sb2-abc"))


@given(st.lists(st.text("abcdefgh ", min_size=1, max_size=80), min_size=1, max_size=300))
def test_any_number_of_names_goes_into_lines_short_enough_for_racetime(names: list[str]) -> None:
    lines = in_lines("This race counts for:", names)
    assert all(len(line) <= CHAT_LIMIT for line in lines)
    together = " ".join(lines)
    assert all(name in together for name in names)


@pytest.mark.parametrize(
    "text",
    ["alttpr/fast-boots-1234", "https://racetime.gg/alttpr/fast-boots-1234", " /alttpr/fast-boots-1234/data "],
)
def test_a_room_may_be_given_by_name_or_by_address(text: str) -> None:
    assert parse_room_slug(text) == "alttpr/fast-boots-1234"


@pytest.mark.parametrize(
    "text",
    ["", "alttpr", "a b/c", "alttpr/../../o/token", "javascript:alert(1)", "x" * 5000, "https://[alttpr]/fast-boots-1"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_room_slug(text)
