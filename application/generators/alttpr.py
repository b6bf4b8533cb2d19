"""alttpr.com: A Link to the Past, its web presets, always as a race without spoilers."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from application.domain.tournaments.seed_source import GeneratorKind, MadeSeed, Preset, SeedOrder, made_seed
from application.generators.json_site import JsonSite
from application.outbound import Outbound
from application.ports import GeneratorRefused

_ICONS_AT = 0x180215
"""Where the five icons of the file select screen stand in the game."""
_ICONS = (
    "Bow",
    "Boomerang",
    "Hookshot",
    "Bombs",
    "Mushroom",
    "Magic Powder",
    "Ice Rod",
    "Pendant",
    "Bombos",
    "Ether",
    "Quake",
    "Lamp",
    "Hammer",
    "Shovel",
    "Flute",
    "Bugnet",
    "Book",
    "Empty Bottle",
    "Green Potion",
    "Somaria",
    "Cape",
    "Mirror",
    "Boots",
    "Gloves",
    "Flippers",
    "Moon Pearl",
    "Shield",
    "Tunic",
    "Heart",
    "Map",
    "Compass",
    "Big Key",
)
_ICON_COUNT = 5
_PLACES = {
    "glitches_required": ("glitches",),
    "item_placement": ("item_placement",),
    "dungeon_items": ("dungeon_items",),
    "accessibility": ("accessibility",),
    "goal": ("goal",),
    "tower_open": ("crystals", "tower"),
    "ganon_open": ("crystals", "ganon"),
    "world_state": ("mode",),
    "entrance_shuffle": ("entrances",),
    "boss_shuffle": ("enemizer", "boss_shuffle"),
    "enemy_shuffle": ("enemizer", "enemy_shuffle"),
    "enemy_damage": ("enemizer", "enemy_damage"),
    "enemy_health": ("enemizer", "enemy_health"),
    "pot_shuffle": ("enemizer", "pot_shuffle"),
    "hints": ("hints",),
    "weapons": ("weapons",),
    "item_pool": ("item", "pool"),
    "item_functionality": ("item", "functionality"),
}
"""A preset's settings by name, and where the request for a game has each."""
_PLACE = re.compile("[0-9]{1,9}")
_RACE = {"tournament": True, "spoilers": "off", "allow_quickswap": True, "lang": "en"}


class Alttpr:
    def __init__(self, outbound: Outbound, base_url: str) -> None:
        self._site = JsonSite(GeneratorKind.ALTTPR.label, outbound)
        self._base_url = base_url

    async def presets(self, order: SeedOrder) -> tuple[Preset, ...]:  # noqa: ARG002  # the port's signature
        return tuple(Preset(name, name.replace("_", " ").capitalize()) for name in await self._presets())

    async def make(self, order: SeedOrder) -> MadeSeed:
        preset = (await self._presets()).get(order.preset)
        if preset is None:
            raise GeneratorRefused(f"alttpr.com has no preset {order.preset} any more. Choose another one.")
        game = await self._site.ask("POST", f"{self._base_url}/api/randomizer", _request_for(preset))
        if not isinstance(game, Mapping) or not isinstance(game.get("hash"), str):
            raise self._site.not_understood()
        return made_seed(f"{self._base_url}/h/{game['hash']}", _icons_of(game.get("patch")))

    async def _presets(self) -> dict[str, Mapping[str, Any]]:
        """The one called "custom" has no settings: it is what people put together themselves."""
        answer = await self._site.ask("GET", f"{self._base_url}/randomizer/settings")
        presets = answer.get("presets") if isinstance(answer, Mapping) else None
        if not isinstance(presets, Mapping):
            raise self._site.not_understood()
        return {str(name): values for name, values in presets.items() if isinstance(values, Mapping) and values}


def _request_for(preset: Mapping[str, Any]) -> dict[str, Any]:
    request: dict[str, Any] = dict(_RACE)
    for name, (*outer, last) in _PLACES.items():
        if name in preset:
            place = request.setdefault(outer[0], {}) if outer else request
            place[last] = preset[name]
    return request


def _icons_of(patch: object) -> tuple[str, ...]:
    """Read the icons out of the patch, a list of bytes by where they begin; none where they are not in it."""
    found = dict(_bytes_of(patch))
    numbers = [found.get(_ICONS_AT + place, -1) for place in range(_ICON_COUNT)]
    return tuple(_ICONS[number] for number in numbers) if all(0 <= number < len(_ICONS) for number in numbers) else ()


def _bytes_of(patch: object) -> Iterator[tuple[int, int]]:
    for write in patch if isinstance(patch, list) else ():
        for begin, values in write.items() if isinstance(write, Mapping) else ():
            if not _PLACE.fullmatch(str(begin)) or not isinstance(values, list):
                continue
            for place, value in enumerate(values, start=int(begin)):
                if _ICONS_AT <= place < _ICONS_AT + _ICON_COUNT and isinstance(value, int):
                    yield place, value
