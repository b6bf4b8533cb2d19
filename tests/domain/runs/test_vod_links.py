"""Links to recordings as people paste them."""

import pytest

from application.domain.errors import InvalidInput
from application.domain.runs.vod_links import VOD_LIMIT, split_links, vod_links

TWITCH = "https://www.twitch.tv/videos/1234567890"
TUBE = "https://youtu.be/dQw4w9WgXcQ?t=12"


@pytest.mark.parametrize(
    "text",
    [TWITCH, f"<{TWITCH}>", "www.twitch.tv/videos/1234567890", f"VOD: {TWITCH}", f"[VOD]({TWITCH})", f"||{TWITCH}||",
     f" {TWITCH}\n", f"{TWITCH}.", f"{TWITCH})", f"({TWITCH}).", f"stream: {TWITCH}", f"here you go {TWITCH}",
     f"yt: {TWITCH}", f"Full run VOD - {TWITCH}", f"vod1: {TWITCH}", f"[url]{TWITCH}[/url]", f"<{TWITCH}|my vod>",
     f"- <{TWITCH}>", f"`{TWITCH}`", f"{TWITCH} {TWITCH}"],
)  # fmt: skip
def test_a_link_is_taken_out_of_what_surrounds_it(text: str) -> None:
    assert vod_links(text, field="vod_url") == TWITCH


@pytest.mark.parametrize(
    "text",
    [
        f"{TWITCH} {TUBE}",
        f"<{TWITCH}>\n<{TUBE}>",
        f"1. {TWITCH} 2. youtu.be/dQw4w9WgXcQ?t=12",
        f"{TWITCH}, {TUBE}",
        f"{TWITCH},{TUBE}",
        f"{TWITCH} and {TUBE}",
        f"P1 {TWITCH} P2 {TUBE}",
        f"part1: {TWITCH}\npart2: {TUBE}",
    ],
)
def test_several_links_are_kept_in_their_order(text: str) -> None:
    assert split_links(vod_links(text, field="vod_url")) == (TWITCH, TUBE)


def test_a_comma_stays_in_a_single_link() -> None:
    assert vod_links("https://v.test/watch?v=a,b", field="vod_url") == "https://v.test/watch?v=a,b"


def test_an_empty_text_has_no_link() -> None:
    assert vod_links(" \u200b", field="vod_url") == ""
    assert split_links(None) == ()


@pytest.mark.parametrize(
    "text",
    ["soon", "javascript:alert(1)", "data:text/html,x", "https://u:p@v.test/1", f"https://v.test/{'x' * VOD_LIMIT}"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        vod_links(text, field="vod_url")
    assert refused.value.problems[0].field == "vod_url"


@pytest.mark.parametrize("text", [f"{TWITCH} - no mic", f"{TWITCH} (starts at 0:32)", f"sorry, bad audio {TWITCH}"])
def test_whoever_writes_more_than_links_is_told_where_the_rest_belongs(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        vod_links(text, field="vod_url")
    assert "Give the links alone, and the rest in the notes." in str(refused.value)
