"""Another process that draws on the same database, for tests of what happens at the same moment.

Run as `python -m tests.support.second_process ADDRESS ORGANIZATION USER POOL`: it says "ready", waits for a line,
draws, and says how that went.
"""

import asyncio
import sys

from application.container import build_container
from application.context import Actor
from application.database import Database
from application.domain.clock import SystemClock
from application.domain.errors import DomainError
from application.domain.ids import OrganizationId, PoolId, UserId
from application.events import EventBus
from application.settings import load_settings
from tests.support.rooms import ScriptedRooms


async def draw_when_told(address: str, organization_id: int, user_id: int, pool_id: int) -> None:
    database = await Database.open(address)
    try:
        clock = SystemClock()
        container = build_container(
            load_settings(env_file=None), clock=clock, rooms=ScriptedRooms(clock), bus=EventBus()
        )
        ctx = await container.access.enter(Actor(UserId(user_id), "the player"), OrganizationId(organization_id))
        _say("ready")
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        try:
            run = await container.runs.draw(ctx, PoolId(pool_id))
        except DomainError as error:
            _say(f"refused: {error.message}")
        else:
            _say(f"drawn: {run.summary.id}")
    finally:
        await database.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(draw_when_told(sys.argv[1], *(int(number) for number in sys.argv[2:5])))
