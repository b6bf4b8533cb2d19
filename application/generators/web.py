"""Any web service that makes a seed in answer to one POST, described by an admin or by this product."""

from application.domain.tournaments.seed_source import (
    PRESET_MARK,
    GeneratorKind,
    MadeSeed,
    Preset,
    SeedOrder,
    filled_template,
    made_seed,
    value_at,
)
from application.generators.json_site import JsonSite
from application.outbound import Outbound
from application.ports import GeneratorRefused


class WebGenerator:
    def __init__(self, outbound: Outbound) -> None:
        self._site = JsonSite("The web service", outbound)

    async def presets(self, order: SeedOrder) -> tuple[Preset, ...]:  # noqa: ARG002  # the port's signature
        return ()

    async def make(self, order: SeedOrder) -> MadeSeed:
        document = filled_template(order.template, order.preset)
        answer = await self._site.ask("POST", order.address, document, key=order.key, owner=order.owner)
        seed = value_at(answer, order.seed_at)
        if seed is None:
            raise GeneratorRefused(
                f"The web service's answer has nothing at {order.seed_at}, where the seed should be."
            )
        return made_seed(seed, value_at(answer, order.hash_at) if order.hash_at else None, address=order.address)


class RehearsalGenerator:
    """The rehearsal server's own, which tells its presets."""

    def __init__(self, outbound: Outbound, base_url: str) -> None:
        self._web = WebGenerator(outbound)
        self._site = JsonSite(GeneratorKind.REHEARSAL.label, outbound)
        self._address = f"{base_url}/rehearsal/generator"

    async def presets(self, order: SeedOrder) -> tuple[Preset, ...]:  # noqa: ARG002  # the port's signature
        answer = await self._site.ask("GET", f"{self._address}/presets")
        if not isinstance(answer, list):
            raise self._site.not_understood()
        return tuple(Preset(str(name), str(name)) for name in answer)

    async def make(self, order: SeedOrder) -> MadeSeed:
        described = SeedOrder(
            order.generator,
            order.preset,
            address=f"{self._address}/seeds",
            template=f'{{"preset": "{PRESET_MARK}"}}',
            seed_at="url",
            hash_at="hash",
        )
        return await self._web.make(described)
