"""Turns for what many wait for at once, e.g. two hundred pages for one reading of a race.

The event loop takes up everybody who waited for one thing in one go, and nothing else happens until the last of them
has rested: no job, no frame of a room, no other page.
"""

import asyncio
from weakref import WeakKeyDictionary

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


async def take_turn() -> None:
    """Wait until nobody else is about to go on: between two who took turns comes whatever else is due."""
    loop = asyncio.get_running_loop()
    async with _turns.setdefault(loop, asyncio.Lock()):
        await asyncio.sleep(0)
