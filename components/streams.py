"""Racers' streams, and their VODs afterwards: nothing is loaded from elsewhere before somebody presses a button."""

from dataclasses import dataclass
from datetime import timedelta

from application.domain.durations import clock_time
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.streams import Player, Vod, player_of_channel, read_vod
from application.read_models import BoardLine, LiveRaceDetails
from components.empty import empty
from components.help import WATCHING
from components.markup import button_to_see, element, link, outside_link, test_id, text


@dataclass(frozen=True, slots=True)
class _Streamer:
    name: str
    channel: str
    live: Player | None
    vods: tuple[Vod, ...]
    time: timedelta | None


@dataclass(frozen=True, slots=True)
class Streams:
    """Who can be watched, by their names, which tell no places: live until the race is over, their VODs afterwards."""

    streamers: tuple[_Streamer, ...]
    is_off: bool

    @classmethod
    def of(cls, details: LiveRaceDetails) -> "Streams":
        is_over = details.summary.status is LiveRaceStatus.FINISHED
        found = (_streamer(line, is_over=is_over) for line in details.board if line.vods or line.channel)
        streamers = tuple(sorted(found, key=lambda streamer: streamer.name.casefold()))
        return cls(streamers, details.summary.status is LiveRaceStatus.CANCELLED)


def _streamer(line: BoardLine, *, is_over: bool) -> _Streamer:
    vods = tuple(map(read_vod, line.vods))
    live = None if is_over else player_of_channel(line.channel)
    return _Streamer(line.name or line.racetime_name, line.channel, live, vods, line.finish_time)


def put_stage() -> None:
    """Put down where players stand once somebody asked for them; it stays as it is while the page moves."""
    stage = test_id(element("stage"), "stage")
    stage.props["data-stage"] = True


def streams(shown: Streams) -> None:
    if not shown.streamers and shown.is_off:
        empty("Nobody streamed", "The race was cancelled.", icon="video", about=WATCHING)
        return
    if not shown.streamers:
        empty(
            "Nobody streams yet", "Racers with a Twitch channel on racetime.gg show here.", icon="video", about=WATCHING
        )
        return
    if any(each.live or any(vod.player for vod in each.vods) for each in shown.streamers):
        text("The videos are on Twitch and YouTube. Nothing is loaded from there before you press a button.", "soft")
    with test_id(element("streamers", "ul"), "streamers"):
        for streamer in shown.streamers:
            _put_streamer(streamer)


def _put_streamer(streamer: _Streamer) -> None:
    with test_id(element("streamer", "li"), "streamer"):
        text(streamer.name, "strong", "span")
        with element("row", "span"):
            if streamer.live is not None:
                _play(streamer.live, streamer.name, "Play")
            for vod in streamer.vods:
                _put_vod(vod, streamer)
            if streamer.channel:
                outside_link("Channel", streamer.channel)


def _put_vod(vod: Vod, streamer: _Streamer) -> None:
    if vod.player is not None:
        _play(vod.player, streamer.name, "Play VOD")
    if vod.starts_at is None:
        outside_link("VOD", vod.address)
        return
    outside_link(f"VOD, the race starts at {clock_time(vod.starts_at)}", vod.address)
    if streamer.time is not None:
        outside_link("Finish", vod.at(streamer.time), "spoiler")


def _play(player: Player, name: str, label: str) -> None:
    button = button_to_see(label, icon="play", style="quiet")
    button.props["aria-label"] = f"{label}: {name} on {player.site}"
    button.props["data-player"], button.props["data-name"] = player.address, name


@dataclass(frozen=True, slots=True)
class WaysToWatch:
    path: str
    streams: int
    vods: int
    has_racers: bool

    @classmethod
    def of(cls, details: LiveRaceDetails) -> "WaysToWatch":
        found = Streams.of(details).streamers
        live, vods = (sum(each.live is not None for each in found), sum(bool(each.vods) for each in found))
        return cls(f"/live-races/{details.summary.id}", live, vods, bool(details.board))


def ways_to_watch(shown: WaysToWatch) -> None:
    """Lead to the streams and to the commentators' sheet; nothing while there is nobody to watch."""
    if not shown.has_racers:
        return
    with element("row"):
        if shown.streams or shown.vods:
            label = "Watch the streams" if shown.streams else "Watch the VODs"
            test_id(link(label, f"{shown.path}/watch", "button"), "watch-streams")
        test_id(link("Commentators' sheet", f"{shown.path}/commentary", "button"), "commentary")
