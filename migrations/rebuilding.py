"""Changing what SQLite keeps in a table's own definition, which its ALTER TABLE can't: the table is made anew."""

from tortoise import BaseDBAsyncClient


async def rebuilt(db: BaseDBAsyncClient, table: str, *changes: tuple[str, str]) -> str:
    """Return a script that makes the table anew with parts of its definition replaced, its rows and indexes kept.

    Foreign keys are off meanwhile, because dropping the old table would otherwise act on the rows that refer to it.
    They can only be switched outside a transaction; a script begins outside of one on SQLite, so it opens its own.
    Raises `LookupError` when a part that is to be replaced isn't there.
    """
    _, rows = await db.execute_query("SELECT type, sql FROM sqlite_schema WHERE tbl_name = ? AND sql NOT NULL", [table])
    definition = next(row["sql"] for row in rows if row["type"] == "table")
    for before, after in (*changes, (f'"{table}"', f'"new_{table}"')):
        if before not in definition:
            raise LookupError(f"The table {table} has no {before}.")
        definition = definition.replace(before, after, 1)
    indexes = "".join(f"{row['sql']};\n" for row in rows if row["type"] == "index")
    return f"""
        PRAGMA foreign_keys = OFF;
        BEGIN IMMEDIATE;
        {definition};
        INSERT INTO "new_{table}" SELECT * FROM "{table}";
        DROP TABLE "{table}";
        ALTER TABLE "new_{table}" RENAME TO "{table}";
        {indexes}
        COMMIT;
        PRAGMA foreign_keys = ON;
    """  # noqa: S608  # names of our own tables
