"""Putting a PostgreSQL database back to what it was, and two pieces of work at its door at the same moment."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'aerich'"
_WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
_ROUNDS_OF_QUIET = 3
_FUNCTION = """
CREATE FUNCTION kept.{0}() RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
    {1}
END $$;
"""
_IF_CHANGED = """
IF EXISTS (TABLE public."{0}" EXCEPT ALL TABLE kept."{0}")
    OR EXISTS (TABLE kept."{0}" EXCEPT ALL TABLE public."{0}")
THEN
    {1}
END IF;
"""

WorkSession = Callable[[], Awaitable[object]]


class Rewinding:
    """A connection of its own that keeps a copy of every table."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self.patience_seconds = 5.0

    async def keep(self) -> None:
        """Remember what is in the database now."""
        names = [row[0] for row in await self._connection.fetch(_TABLES)]
        copies = "".join(f'CREATE TABLE kept."{name}" AS TABLE public."{name}";' for name in names)
        steps = {
            "back": 'DELETE FROM public."{0}"; INSERT INTO public."{0}" SELECT * FROM kept."{0}";',
            "changed": "RETURN NEXT '{0}';",
        }
        functions = "".join(
            _FUNCTION.format(name, "".join(_IF_CHANGED.format(table, step.format(table)) for table in names))
            for name, step in steps.items()
        )
        await self._connection.execute(f"CREATE SCHEMA kept; {copies} {functions}")

    async def rewind(self) -> None:
        await self._connection.execute("SELECT kept.back()")

    async def changed_tables(self) -> set[str]:
        """Return which tables are not as they were."""
        return {row[0] for row in await self._connection.fetch("SELECT kept.changed()")}

    async def forget(self) -> None:
        await self._connection.execute("DROP SCHEMA kept CASCADE")

    async def run_together(self, organization_id: int, *works: WorkSession) -> list[object]:
        """Let each in turn reach the organization's door, then all go in; return what each returned or raised.

        Whoever decides by what was read before its transaction began has read by then. What never comes to the door has
        been done by then. A work that comes to nothing of this, or never ends, comes out as a `TimeoutError`: it is
        waiting for something that nobody will do, so what was to be tried wasn't.
        """
        door = self._connection.transaction()
        await door.start()
        await self._connection.execute("SELECT 1 FROM organizations WHERE id = $1 FOR NO KEY UPDATE", organization_id)
        tasks: list[asyncio.Future[object]] = []
        astray: set[asyncio.Future[object]] = set()
        try:
            for work in works:
                waiting = await self._waiting()
                tasks.append(asyncio.ensure_future(work()))
                if not await self._has_come(tasks[-1], waiting):
                    astray.add(tasks[-1])
        finally:
            await door.rollback()
        done, late = await asyncio.wait(tasks, timeout=self.patience_seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return [
            TimeoutError("It never came to the door.")
            if task in astray
            else (task.exception() or task.result() if task in done else TimeoutError("It never ended."))
            for task in tasks
        ]

    async def _has_come(self, task: asyncio.Future[object], waiting: int) -> bool:
        """Return once a work is done, or waits in one more place than there was waited in before, and stays there."""
        quiet = 0
        try:
            async with asyncio.timeout(self.patience_seconds):
                while not task.done() and quiet < _ROUNDS_OF_QUIET:
                    quiet = quiet + 1 if await self._waiting() > waiting else 0
        except TimeoutError:
            return False
        return True

    async def _waiting(self) -> int:
        return int(await self._connection.fetchval(_WAITING))


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
