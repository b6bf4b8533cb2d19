"""How soon the product answers."""

import tempfile
import time
from pathlib import Path

from benchmarks.measure import Figure, in_words
from tests.support.product import serving

_STARTS = 3


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
