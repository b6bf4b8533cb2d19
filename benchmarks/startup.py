"""How soon the product answers."""

import tempfile
import time
from functools import partial
from pathlib import Path

from application.database import migrate
from application.settings import Settings
from benchmarks.measure import Figure, in_words, times_of
from installation.rehearsing import ensure_season, rehearsing
from installation.wiring import installed
from tests.support.product import serving

_STARTS = 3


async def demo_season() -> Figure:
    """Make the demo community with its season on an empty database."""
    times = []
    for _ in range(_STARTS):
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(_env_file=None, database_url=f"sqlite://{Path(folder) / 'bench.db'}")  # type: ignore[call-arg]
            await migrate(settings.database_url)
            async with rehearsing(settings, 0) as rehearsal, installed(settings, rehearsal=rehearsal) as installation:
                assert rehearsal is not None
                make = partial(ensure_season, installation.container, installation.database, rehearsal)
                times += await times_of(make, 1)
    return Figure("the demo's season made on an empty database", in_words(times), "5,000 ms")


async def second_start() -> Figure:
    """Start a development installation that was set up before, until its front page was answered."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        async with serving(Path(folder)) as first:
            await first.stop()
        for _ in range(_STARTS):
            began = time.perf_counter()
            async with serving(Path(folder)) as product:
                times.append((time.perf_counter() - began) * 1000)
                await product.stop()
    return Figure("second start, until the front page was answered", in_words(times), "5,000 ms")
