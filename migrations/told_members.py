"""What members had been told, and how they wanted to be told, when that was kept in other tables."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from tortoise import BaseDBAsyncClient

Row = Mapping[str, Any]

_AROUND = {
    "race_scheduled": ("", " is scheduled."),
    "reminder": ("", " starts soon."),
    "room_open": ("The room of ", " is open."),
    "race_moved": ("", " has a new time."),
    "race_cancelled": ("", " is cancelled."),
    "results": ("Your result of ", " is recorded."),
}
"""What stood before and after "race (tournament)" in the stored sentences."""
_CHANNELS = {
    "not_at_all": [],
    "on_the_site": ["site"],
    "direct_message": ["discord"],
    "both": ["discord", "site"],
}
_COLUMNS = (
    '"organization_id", "user_id", "kind", "parts", "tournament_id", "run_id", "live_race_id", "happens_at", '
    '"channels", "read_at", "dedupe_key", "created_at"'
)


async def told_statements(db: BaseDBAsyncClient) -> str:
    """Return a script that makes one table of notices and notifications, the oldest first, and keeps preferences.

    What was both on the site and in the list of what was sent is one row afterwards.
    """
    notices = await _rows(db, "notices", "id", "organization_id", "user_id", "kind", "run_id", "live_race_id")
    sent = await _rows(
        db,
        "member_notifications",
        *("id", "organization_id", "user_id", "kind", "live_race_id", "text", "on_site", "dedupe_key"),
        texts=("happens_at",),
    )
    outbox = await _rows(db, "outbox_messages", "id", "kind", "dedupe_key", texts=("payload",))
    direct = [row for row in outbox if row["kind"] == "direct" and row["dedupe_key"].startswith("dm:")]
    by_message = {row["dedupe_key"].removeprefix("dm:") for row in direct}
    twins = _twins(notices, sent)
    told = [(row["created_at"], 0, _from_notice(row, twins.get(row["id"]), by_message)) for row in notices]
    with_twin = {row["id"] for row in twins.values()}
    told += [
        (row["created_at"], 1, _from_sent(row, by_message))
        for row in sent
        if row["id"] not in with_twin and row["kind"] in _AROUND
    ]
    wishes = await _rows(db, "notification_wishes", "id", texts=("ways",), time="updated_at")
    return "\n".join([*(item[-1] for item in sorted(told)), *map(_preference, wishes), *map(_message, direct)])


async def _rows(
    db: BaseDBAsyncClient, table: str, *columns: str, texts: tuple[str, ...] = (), time: str = "created_at"
) -> list[Row]:
    named = [
        *(f'"{column}"' for column in columns),
        *(f'CAST("{text}" AS TEXT) AS "{text}"' for text in (*texts, time)),
    ]
    _, rows = await db.execute_query(f'SELECT {", ".join(named)} FROM "{table}" ORDER BY "id"')  # noqa: S608
    return list(rows)


def _twins(notices: list[Row], sent: list[Row]) -> dict[int, Row]:
    """Return for a notice what was kept beside it in the other table.

    One about a race was followed by its notice, one about a run came after it, in the same transaction.
    """
    free: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for notice in notices:
        about = notice["live_race_id"] if notice["kind"] in _AROUND else f"run {notice['run_id']}"
        free[notice["organization_id"], notice["user_id"], _topic(notice["kind"]), about].append(notice)
    twins: dict[int, Row] = {}
    for row in sent:
        owner = row["organization_id"], row["user_id"], row["kind"]
        if row["kind"] in _AROUND:
            if row["on_site"] and (waiting := free[*owner, row["live_race_id"]]):
                twins[waiting.pop(0)["id"]] = row
        else:
            run = row["dedupe_key"].split(":")[1]
            before = [item for item in free[*owner, f"run {run}"] if item["created_at"] <= row["created_at"]]
            if before:
                twins[before[-1]["id"]] = row
    return twins


def _topic(kind: str) -> str:
    return kind if kind in _AROUND else "run"


def _from_notice(notice: Row, twin: Row | None, by_message: set[str]) -> str:
    key = twin["dedupe_key"] if twin is not None else f"notice:{notice['id']}"
    channels = ["discord", "site"] if key in by_message else ["site"]
    happens_at = _literal(twin["happens_at"]) if twin is not None else "NULL"
    return (
        f'INSERT INTO "notifications" ({_COLUMNS}) SELECT "organization_id", "user_id", "kind", "parts", '  # noqa: S608
        f'"tournament_id", "run_id", "live_race_id", {happens_at}, {_literal(json.dumps(channels))}, "read_at", '
        f'{_literal(key)}, "created_at" FROM "notices" WHERE "id" = {notice["id"]:d};'
    )


def _from_sent(row: Row, by_message: set[str]) -> str:
    """Return how to keep what the site never showed as news, and so counts as read."""
    start, end = _AROUND[row["kind"]]
    race, _, tournament = row["text"].removeprefix(start).removesuffix(end).removesuffix(")").rpartition(" (")
    parts = _literal(json.dumps({"race": race, "tournament": tournament}))
    channels = _literal(json.dumps(["discord"] if row["dedupe_key"] in by_message else []))
    return (
        f'INSERT INTO "notifications" ({_COLUMNS}) SELECT "organization_id", "user_id", "kind", {parts}, '  # noqa: S608
        f'NULL, NULL, "live_race_id", "happens_at", {channels}, "created_at", "dedupe_key", "created_at" '
        f'FROM "member_notifications" WHERE "id" = {row["id"]:d};'
    )


def _preference(row: Row) -> str:
    channels = {kind: _CHANNELS[way] for kind, way in json.loads(row["ways"]).items() if way in _CHANNELS}
    rest = (
        '"organization_id", "user_id", "reminder_minutes", "only_if_eligible", "every_race", "every_race_since", '
        '"refused_at", "updated_at"'
    )
    return (
        f'INSERT INTO "notification_preferences" ("channels", {rest}) '  # noqa: S608
        f'SELECT {_literal(json.dumps(channels))}, {rest} FROM "notification_wishes" WHERE "id" = {row["id"]:d};'
    )


def _message(row: Row) -> str:
    payload = json.loads(row["payload"])
    kept = {
        "channel": "discord",
        "notification": payload.get("notice", payload.get("notification")),
        "user_id": payload.get("user_id"),
        "run_id": payload.get("run_id"),
        "parts": payload.get("parts", {}),
    }
    key = f"discord:{row['dedupe_key'].removeprefix('dm:')}"
    return (
        f'UPDATE "outbox_messages" SET "payload" = {_literal(json.dumps(kept))}, '  # noqa: S608
        f'"dedupe_key" = {_literal(key)} WHERE "id" = {row["id"]:d};'
    )


def _literal(value: str | None) -> str:
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"
