"""ootrandomizer.com: Ocarina of Time, made in the background, with an API key that the site gives."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from application.domain.tournaments.seed_source import GeneratorKind, MadeSeed, Preset, SeedOrder, made_seed
from application.generators.json_site import JsonSite
from application.outbound import Outbound
from application.ports import GeneratorRefused


class OotRandomizer:
    def __init__(self, outbound: Outbound, base_url: str, *, presets_url: str, polled_every: float) -> None:
        """`polled_every` are seconds; the site takes twenty requests in ten."""
        self._site = JsonSite(GeneratorKind.OOTRANDOMIZER.label, outbound)
        self._base_url = base_url
        self._presets_url = presets_url
        self._polled_every = polled_every

    async def presets(self, order: SeedOrder) -> tuple[Preset, ...]:  # noqa: ARG002  # the port's signature
        return tuple(Preset(name, name) for name in await self._presets())

    async def make(self, order: SeedOrder) -> MadeSeed:
        if not order.key:
            raise GeneratorRefused("ootrandomizer.com makes seeds with an API key only. Enter one.")
        preset = (await self._presets()).get(order.preset)
        if preset is None:
            raise GeneratorRefused(f"ootrandomizer.com has no preset {order.preset} any more. Choose another one.")
        settings = {name: value for name, value in preset.items() if name != "aliases"}
        begun = await self._ask("POST", "create", order.key, settings, locked="1")
        number = begun.get("id")
        if not isinstance(number, str | int) or isinstance(number, bool):
            raise self._site.not_understood()
        await self._wait_for(str(number), order.key)
        details = await self._ask("GET", "details", order.key, id=str(number))
        return made_seed(f"{self._base_url}/seed/get?{urlencode({'id': number})}", _icons_of(details))

    async def _wait_for(self, number: str, key: str) -> None:
        while True:
            state = await self._ask("GET", "status", key, id=number)
            match state.get("status"):
                case 0:
                    await asyncio.sleep(self._polled_every)
                case 1:
                    return
                case _:
                    raise GeneratorRefused("ootrandomizer.com could not make a seed with this preset.")

    async def _ask(self, method: str, what: str, key: str, document: Any = None, **query: str) -> Mapping[str, Any]:
        url = f"{self._base_url}/api/v2/seed/{what}?{urlencode({'key': key, **query})}"
        answer = await self._site.ask(method, url, document)
        if not isinstance(answer, Mapping):
            raise self._site.not_understood()
        return answer

    async def _presets(self) -> dict[str, Mapping[str, Any]]:
        answer = await self._site.ask("GET", self._presets_url)
        if not isinstance(answer, Mapping):
            raise self._site.not_understood()
        return {str(name): values for name, values in answer.items() if isinstance(values, Mapping) and values}


def _icons_of(details: Mapping[str, Any]) -> tuple[str, ...]:
    """Read the icons out of the log of settings, which is JSON within the answer's JSON; none where it has none."""
    log = details.get("settingsLog")
    try:
        settings = json.loads(log) if isinstance(log, str) else log
    except (ValueError, RecursionError):
        return ()
    icons = settings.get("file_hash") if isinstance(settings, Mapping) else None
    return tuple(map(str, icons)) if isinstance(icons, list) else ()
