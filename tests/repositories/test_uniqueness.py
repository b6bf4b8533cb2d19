"""What must be unique is unique within its organization, so that none takes it away from another."""

from tests.support.schemas import Table, schema_of

MEANT_FOR_ALL = {
    ("organizations", ("slug",)): "is its own address on the web",
    ("organizations", ("name",)): "tells communities apart where all of them are listed",
    ("discord_servers", ("guild_id",)): "speaks for one organization, linked by who Discord says manages it",
    ("discord_run_threads", ("thread_id",)): "is made by the bot for one run",
    ("discord_posts", ("slot", "subject_id")): "is about a row that belongs to one organization",
    ("outbox_messages", ("dedupe_key",)): "is made from the number of such a row, or by chance",
    ("notifications", ("dedupe_key",)): "is made from the number of such a row, or by chance",
    ("organization_invites", ("token_hash",)): "is made by chance",
    ("async_tournament_live_races", ("room_tag",)): "is made by chance",
}
"""The unique columns of organizations' tables that know no organization, each with the reason why that does no harm."""

MEANT_FOR_PEOPLE = {
    ("users", ("discord_id",)): "proves who somebody is",
    ("users", ("racetime_id",)): "proves who somebody is",
    ("user_sessions", ("token_hash",)): "is made by chance",
    ("api_tokens", ("token_hash",)): "is made by chance",
    ("racetime_link_attempts", ("state_hash",)): "is made by chance",
    ("used_sign_ins", ("state_hash",)): "is made by chance",
    ("event_log_names", ("person_id", "entry_id")): "says of one entry of the log whom it names",
    ("heartbeats", ("name",)): "is a part of the product",
    ("installation_alerts", ("kind",)): "is a part of the product",
}
"""The same of tables that belong to people or to the installation."""


def _belongs_to_one(columns: tuple[str, ...], table: Table, schema: dict[str, Table]) -> bool:
    """Whether the columns name the organization, a row of it, or a person whose own rows these are."""
    parents = {
        key.columns[0]
        for key in table.foreign_keys
        if _is_of_organizations(schema[key.target]) or not _is_of_organizations(table)
    }
    return "organization_id" in columns or bool(parents.intersection(columns))


def _is_of_organizations(table: Table) -> bool:
    return "organization_id" in {column.name for column in table.columns}


async def test_every_unique_column_belongs_to_one_organization_or_says_why_not(sqlite_database_url: str) -> None:
    schema = await schema_of(sqlite_database_url)
    found = {
        (name, index.columns)
        for name, table in schema.items()
        for index in table.indexes
        if index.is_unique and not _belongs_to_one(index.columns, table, schema)
    }
    assert found == set(MEANT_FOR_ALL) | set(MEANT_FOR_PEOPLE)
