"""Putting a PostgreSQL database back to what it was, and two pieces of work at its door at the same moment."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'aerich'"
_WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
_LONGEST_SECONDS = 5

Work = Callable[[], Awaitable[object]]


class Rewinding:
    """A connection of its own that keeps a copy of every table."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self._back = ""

    async def keep(self) -> None:
        """Remember what is in the database now."""
        names = [row[0] for row in await self._connection.fetch(_TABLES)]
        copies = "".join(f'CREATE TABLE kept."{name}" AS TABLE public."{name}";' for name in names)
        await self._connection.execute(f"CREATE SCHEMA kept; {copies}")
        steps = "".join(
            f'DELETE FROM public."{name}"; INSERT INTO public."{name}" SELECT * FROM kept."{name}";'  # noqa: S608
            for name in names
        )
        self._back = f"BEGIN; SET LOCAL session_replication_role = replica; {steps} COMMIT;"

    async def rewind(self) -> None:
        await self._connection.execute(self._back)

    async def forget(self) -> None:
        await self._connection.execute("DROP SCHEMA kept CASCADE")

    async def run_together(self, organization_id: int, *works: Work) -> list[object]:
        """Let all of them reach the organization's door, then go in; return what each returned or raised.

        Whoever decides by what was read before its transaction began has read by then. What never comes to the door has
        been done by then.
        """
        door = self._connection.transaction()
        await door.start()
        await self._connection.execute("SELECT 1 FROM organizations WHERE id = $1 FOR NO KEY UPDATE", organization_id)
        tasks = [asyncio.ensure_future(work()) for work in works]
        try:
            async with asyncio.timeout(_LONGEST_SECONDS):
                while await self._connection.fetchval(_WAITING) + sum(task.done() for task in tasks) < len(tasks):
                    pass
        except TimeoutError:
            pass  # it waits elsewhere than at the door; what it does is looked at all the same
        finally:
            await door.rollback()
        done, late = await asyncio.wait(tasks, timeout=_LONGEST_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return [
            task.exception() or task.result() if task in done else TimeoutError("It never ended.") for task in tasks
        ]


@asynccontextmanager
async def rewinding(address: str) -> AsyncIterator[Rewinding]:
    """Keep what is in the database now until the end of the block."""
    connection = await asyncpg.connect(address)
    kept = Rewinding(connection)
    try:
        await kept.keep()
        yield kept
        await kept.forget()
    finally:
        await connection.close()
