"""The keys of seeds that were stored before seeds had keys, or when the rules for keys were other ones."""

from collections import Counter

from tortoise import BaseDBAsyncClient

from application.domain.seed_key import seed_digest


async def key_statements(db: BaseDBAsyncClient) -> str:
    """Return a script that gives every stored permalink its key.

    One pool may have a seed in several spellings: all but the oldest are numbered as its twins, so that they can stay.
    """
    _, rows = await db.execute_query(  # of one type whatever the column's, for PostgreSQL prepares it once
        'SELECT "id", "pool_id", CAST("url" AS TEXT) AS "url" FROM "async_tournament_permalinks" ORDER BY "id"'
    )
    twins: Counter[tuple[int, str]] = Counter()
    statements = []
    for row in rows:
        key = seed_digest(row["url"])
        twin = twins[row["pool_id"], key]
        twins[row["pool_id"], key] += 1
        statements.append(
            f'UPDATE "async_tournament_permalinks" SET "seed_key" = \'{key}\', "twin" = {twin:d}'  # noqa: S608
            f' WHERE "id" = {row["id"]:d};'
        )
    return "\n".join(statements)


async def new_key_statements(db: BaseDBAsyncClient) -> str:
    """Return a script that computes every stored key anew; whatever spellings have one key by now become twins."""
    keys = await key_statements(db)
    return f"""
        UPDATE "async_tournament_permalinks" SET "seed_key" = CAST("id" AS VARCHAR(64));
        {keys}"""  # noqa: S608  # numbers and digests
