"""Channels as racetime.gg names them, and VOD links as racers give them."""

from datetime import timedelta

import pytest

from application.domain.live_races.streams import PLAYER_SITES, clean_channel, player_of_channel, read_vod

_CHANNEL = "https://www.youtube.com/channel/UC1234567890123456789012"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://www.twitch.tv/LinkRaces", "https://www.twitch.tv/linkraces"),
        ("https://twitch.tv/link_1/", "https://www.twitch.tv/link_1"),
        (_CHANNEL, _CHANNEL),
        ("http://www.twitch.tv/link", ""),
        ("https://www.twitch.tv/link/videos", ""),
        ("https://www.twitch.tv.evil.example/link", ""),
        ("javascript:alert(1)", ""),
        ("https://www.twitch.tv/a&parent=evil", ""),
        ("https://www.twitch.tv/Linkſ", ""),
        ("", ""),
    ],
)
def test_only_channels_that_there_is_a_player_for_are_kept(given: str, kept: str) -> None:
    assert clean_channel(given) == kept
    player = player_of_channel(kept)
    assert (player is not None) == bool(kept)
    assert player is None or player.address.startswith(tuple(f"{site}/" for site in PLAYER_SITES))


@pytest.mark.parametrize(
    ("link", "starts_at", "finish"),
    [
        ("https://www.twitch.tv/videos/12?t=0h12m30s", 750, "https://www.twitch.tv/videos/12?t=4350s"),
        ("https://youtu.be/abcdefghijk?t=90", 90, "https://youtu.be/abcdefghijk?t=3690s"),
        ("https://www.youtube.com/watch?v=abcdefghijk", None, "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://videos.example/7?t=soon", None, "https://videos.example/7?t=soon"),
    ],
)
def test_a_vod_link_says_where_the_race_starts_and_leads_to_its_moments(
    link: str, starts_at: int | None, finish: str
) -> None:
    vod = read_vod(link)
    assert vod.starts_at == (None if starts_at is None else timedelta(seconds=starts_at))
    assert vod.at(timedelta(hours=1)) == finish
    assert (vod.player is None) == ("example" in link)
