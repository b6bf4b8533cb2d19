"""Where racers stream, their VODs, and the players that show either within a page."""

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

PLAYER_SITES = ("https://player.twitch.tv", "https://www.youtube-nocookie.com")
"""Whose frames a page with streams may have."""
PRONOUNS_LIMIT = 30

_TWITCH_CHANNEL = re.compile(r"https://(?:www\.)?twitch\.tv/(\w{1,25})/?", re.ASCII)
_YOUTUBE_CHANNEL = re.compile(r"https://(?:www\.)?youtube\.com/channel/(UC[\w-]{22})/?", re.ASCII)
_TWITCH_VIDEO = re.compile(r"/videos/(\d{1,20})", re.ASCII)
_YOUTUBE_VIDEO = re.compile(r"[\w-]{11}", re.ASCII)
_OFFSET = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Player:
    """What a browser may show in a frame; `address` is the frame's."""

    site: str
    address: str


def clean_channel(address: str) -> str:
    """Return the address of a channel in its one spelling; empty for whatever is none that there is a player for."""
    if match := _TWITCH_CHANNEL.fullmatch(address):
        return f"https://www.twitch.tv/{match[1].lower()}"
    if match := _YOUTUBE_CHANNEL.fullmatch(address):
        return f"https://www.youtube.com/channel/{match[1]}"
    return ""


def player_of_channel(channel: str) -> Player | None:
    if match := _TWITCH_CHANNEL.fullmatch(channel):
        return Player("Twitch", f"{PLAYER_SITES[0]}/?{urlencode({'channel': match[1]})}")
    if match := _YOUTUBE_CHANNEL.fullmatch(channel):
        return Player("YouTube", f"{PLAYER_SITES[1]}/embed/live_stream?{urlencode({'channel': match[1]})}")
    return None


@dataclass(frozen=True, slots=True)
class Vod:
    """One VOD link. `starts_at` is where in it the race starts, as far as the link says so."""

    address: str
    starts_at: timedelta | None
    player: Player | None

    def at(self, since_start: timedelta) -> str:
        """Return the link to a moment of the race; just the link where it doesn't say where the race starts."""
        if self.starts_at is None or self.player is None:
            return self.address
        seconds = int((self.starts_at + since_start).total_seconds())
        parts = urlsplit(self.address)
        kept = {name: values[0] for name, values in parse_qs(parts.query).items() if name not in ("t", "start")}
        return parts._replace(query=urlencode({**kept, "t": f"{seconds}s"}), fragment="").geturl()


def read_vod(address: str) -> Vod:
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    starts_at = _offset(query.get("t") or query.get("start") or "")
    return Vod(address, starts_at, _player_of_video(parts.hostname or "", parts.path, query, starts_at))


def _player_of_video(host: str, path: str, query: dict[str, str], starts_at: timedelta | None) -> Player | None:
    seconds = int(starts_at.total_seconds()) if starts_at is not None else 0
    host = host.removeprefix("www.").removeprefix("m.")
    if host == "twitch.tv" and (match := _TWITCH_VIDEO.fullmatch(path.rstrip("/"))):
        words = urlencode({"video": f"v{match[1]}", "time": f"{seconds}s"})
        return Player("Twitch", f"{PLAYER_SITES[0]}/?{words}")
    video = path.strip("/") if host == "youtu.be" else query.get("v", "") if host == "youtube.com" else ""
    if _YOUTUBE_VIDEO.fullmatch(video):
        return Player("YouTube", f"{PLAYER_SITES[1]}/embed/{video}?{urlencode({'start': seconds})}")
    return None


def _offset(text: str) -> timedelta | None:
    """Read "1h2m3s", "754s" or "754"."""
    match = _OFFSET.fullmatch(text)
    if not text or match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
