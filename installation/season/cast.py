"""Who plays the demo's season: the demo's own racers, and players with names and accounts that are made up."""

import csv
import io
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from application.domain.discord import discord_id_made_at
from application.services.operations.demo_service import DemoRacer

PLAYERS = 60
_FIRST = (
    *("Amber", "Bramble", "Cinder", "Clover", "Copper", "Dapper", "Dusty", "Ember", "Fable", "Foggy", "Gilded"),
    *("Hazel", "Hollow", "Humble", "Ivory", "Jolly", "Lunar", "Maple", "Merry", "Misty", "Moss", "Nettle", "Night"),
    *("Opal", "Pine", "Plucky", "Quiet", "Rusty", "Salty", "Shady", "Silver", "Sleepy", "Snowy", "Spring", "Stormy"),
    *("Sunny", "Thorn", "Tidal", "Velvet", "Wild", "Winter", "Witty"),
)
_LAST = (
    *("Badger", "Beetle", "Bomber", "Boots", "Bottle", "Cobra", "Compass", "Crow", "Deku", "Dodo", "Falcon", "Ferry"),
    *("Flute", "Gecko", "Hammer", "Heron", "Hookshot", "Kettle", "Lamp", "Lark", "Lynx", "Mirror", "Moth", "Newt"),
    *("Octopus", "Otter", "Owl", "Pegasus", "Pendant", "Pilot", "Quiver", "Raven", "Rook", "Shovel", "Sparrow"),
    *("Tapir", "Tunic", "Vole", "Wizard", "Wombat", "Wren", "Zephyr"),
)
_PRONOUNS = ("she/her", "he/him", "they/them", "")
_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class Player:
    """A player of the season; `pace` multiplies how long a seed takes on average."""

    racetime_id: str
    name: str
    pace: float
    channel: str
    pronouns: str


def made_up(chance: Random, number: int) -> tuple[Player, ...]:
    """Return so many players, no two of one name."""
    names = [f"{first}{last}" for first in _FIRST for last in _LAST]
    return tuple(_player(chance, _account(chance), name) for name in chance.sample(names, number))


def as_players(chance: Random, racers: Iterable[DemoRacer]) -> tuple[Player, ...]:
    return tuple(_player(chance, racer.racetime_id, racer.name) for racer in racers)


def roster_of(chance: Random, players: Sequence[Player], now: datetime) -> str:
    """Return the players as a roster to import, each with a Discord account of some years."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "discord_id", "racetime_id", "racetime_name"])
    for player in players:
        made_at = now - timedelta(days=chance.uniform(200, 2500))
        discord_id = discord_id_made_at(made_at, chance.randrange(1, 2**22))
        writer.writerow([player.name, discord_id, player.racetime_id, player.name])
    return out.getvalue()


def _player(chance: Random, racetime_id: str, name: str) -> Player:
    streams = chance.random() < 0.5
    return Player(
        racetime_id=racetime_id,
        name=name,
        pace=max(chance.gauss(1.1, 0.08), 0.94),
        channel=f"https://www.twitch.tv/{name.lower()}" if streams else "",
        pronouns=chance.choice(_PRONOUNS),
    )


def _account(chance: Random) -> str:
    return "".join(chance.choices(_LETTERS, k=16))
