"""Generators that seeds are asked of: one adapter each behind one port."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import timedelta

from application.domain.errors import InvalidInput
from application.domain.tournaments.seed_source import GeneratorKind, MadeSeed, Preset, SeedOrder
from application.generators.alttpr import Alttpr
from application.generators.command import Command
from application.generators.ootrandomizer import OotRandomizer
from application.generators.web import RehearsalGenerator, WebGenerator
from application.outbound import Outbound
from application.ports import GeneratorAway, GeneratorRefused, GeneratorTooSlow, SeedGenerator
from application.settings import Settings

_LARGEST_ANSWER, _LARGEST_OF_ANYBODY = 8 * 1024 * 1024, 1024 * 1024
"""Of those whom the installation names, and of those whom any admin may name: reading JSON holds everybody up."""
_FOR_PRESETS = timedelta(seconds=15)
_POLLED_EVERY = 3.0
_PATIENCE = timedelta(minutes=3)


class Generators:
    """Every generator of an installation, each held to its time."""

    def __init__(self, generators: Mapping[GeneratorKind, SeedGenerator], *, patience: timedelta = _PATIENCE) -> None:
        """Each is given up after its kind's time limit, or after `patience` if that is less."""
        self._generators = generators
        self._patience = patience

    @property
    def offered(self) -> Collection[GeneratorKind]:
        return self._generators.keys()

    async def presets(self, order: SeedOrder) -> tuple[Preset, ...]:
        try:
            async with asyncio.timeout(min(_FOR_PRESETS, self._patience).total_seconds()):
                return await self._of(order).presets(order)
        except TimeoutError as error:
            raise GeneratorTooSlow(f"{order.generator.label} takes too long to tell its presets.") from error

    async def make(self, order: SeedOrder) -> MadeSeed:
        try:
            async with asyncio.timeout(min(order.generator.patience, self._patience).total_seconds()):
                return await self._of(order).make(order)
        except TimeoutError as error:
            raise GeneratorTooSlow(f"{order.generator.label} takes too long to make a seed.") from error
        except InvalidInput as error:
            raise GeneratorRefused(f"{order.generator.label} gave nothing that can be a seed.") from error

    def _of(self, order: SeedOrder) -> SeedGenerator:
        generator = self._generators.get(order.generator)
        if generator is None:
            raise GeneratorAway(f"{order.generator.label} is not offered by this installation.")
        return generator


def generators_of(
    settings: Settings,
    *,
    rehearsal_address: str = "",
    polled_every: float = _POLLED_EVERY,
    patience: timedelta = _PATIENCE,
) -> Generators:
    """`polled_every` are the seconds between two questions about a seed that is made in the background."""
    known = Outbound(private_allowed=True, largest_answer=_LARGEST_ANSWER)
    named = Outbound(private_allowed=settings.reaches_private, largest_answer=_LARGEST_OF_ANYBODY)
    presets_url = settings.ootrandomizer_presets_url
    found: dict[GeneratorKind, SeedGenerator] = {
        GeneratorKind.ALTTPR: Alttpr(known, settings.alttpr_url),
        GeneratorKind.OOTRANDOMIZER: OotRandomizer(
            known, settings.ootrandomizer_url, presets_url=presets_url, polled_every=polled_every
        ),
        GeneratorKind.WEB: WebGenerator(named),
    }
    if settings.seed_commands:
        found[GeneratorKind.COMMAND] = Command(settings.seed_commands)
    if rehearsal_address:
        found[GeneratorKind.REHEARSAL] = RehearsalGenerator(known, rehearsal_address)
    return Generators(found, patience=patience)
