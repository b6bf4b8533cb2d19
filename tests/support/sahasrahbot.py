"""Dumps as `mysqldump` writes them of SahasrahBot's database, made of rows that state only what matters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

Value = str | int | float | bool | None

MOMENT = "2023-03-01 10:00:00.000000"
_STAMPS = {"created": MOMENT, "updated": MOMENT}
TABLES: dict[str, dict[str, Value]] = {
    "users": {
        "id": None,
        "discord_user_id": None,
        "twitch_name": None,
        "display_name": None,
        **_STAMPS,
        "rtgg_id": None,
        "rtgg_access_token": None,
        "test_user": 0,
    },
    "asynctournament": {
        "id": None,
        "name": "Qualifier",
        "guild_id": 700,
        "channel_id": None,
        "report_channel_id": None,
        **_STAMPS,
        "active": 0,
        "owner_id": 223456789012345600,
        "allowed_reattempts": 1,
        "customization": "default",
        "runs_per_pool": 1,
    },
    "asynctournamentwhitelist": {
        "id": None,
        "discord_user_id": None,
        **_STAMPS,
        "tournament_id": None,
        "user_id": None,
    },
    "asynctournamentpermissions": {
        "id": None,
        "role": "mod",
        **_STAMPS,
        "tournament_id": None,
        "user_id": None,
        "discord_role_id": None,
    },
    "asynctournamentpermalinkpool": {"id": None, "name": "Pool", **_STAMPS, "tournament_id": None, "preset": None},
    "asynctournamentpermalink": {
        "id": None,
        "url": None,
        **_STAMPS,
        "pool_id": None,
        "live_race": 0,
        "notes": None,
        "par_updated_at": None,
        "par_time": None,
    },
    "asynctournamentliverace": {
        "id": None,
        "racetime_slug": None,
        "episode_id": None,
        "match_title": None,
        "status": "scheduled",
        **_STAMPS,
        "permalink_id": None,
        "pool_id": None,
        "tournament_id": None,
    },
    "asynctournamentrace": {
        "id": None,
        "thread_id": None,
        "start_time": None,
        "end_time": None,
        **_STAMPS,
        "permalink_id": None,
        "tournament_id": None,
        "thread_open_time": None,
        "status": "pending",
        "thread_timeout_time": None,
        "review_status": "pending",
        "reviewer_notes": None,
        "runner_notes": None,
        "runner_vod_url": None,
        "reattempted": 0,
        "reviewed_at": None,
        "user_id": None,
        "reviewed_by_id": None,
        "live_race_id": None,
        "score": None,
        "score_updated_at": None,
        "run_collection_rate": None,
        "run_igt": None,
        "reattempt_reason": None,
    },
    "asynctournamentreviewnotes": {"id": None, **_STAMPS, "note": "", "author_id": None, "race_id": None},
    "asynctournamentauditlog": {
        "id": None,
        "action": "create",
        **_STAMPS,
        "details": None,
        "tournament_id": None,
        "user_id": None,
    },
    "tournament_results": {"id": None, "srl_id": None, "episode_id": None, "permalink": None},
    "aerich": {"id": 98, "version": "98_20260626_added.py", "app": "models", "content": "{}"},
}
"""Columns in the order of version 98 with what a row has that says nothing else."""

_ROWS_OF_A_STATEMENT = 2_500
"""About as many as mysqldump writes into its statements of a megabyte."""
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\0": "\\0", "\n": "\\n", "\r": "\\r", "\x1a": "\\Z", '"': '\\"'}


@dataclass
class SourceDump:
    """Rows that are added by table and keyword; `text` writes them as a dump."""

    rows: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    completed: str = "2026-11-29 12:00:00"

    def __post_init__(self) -> None:
        self.rows = {table: [] for table in TABLES} | self.rows
        if not self.rows["aerich"]:
            self.add("aerich")

    def add(self, table: str, **values: Value) -> None:
        unknown = values.keys() - TABLES[table].keys()
        assert not unknown, unknown
        row = {**TABLES[table], **values}
        if row["id"] is None:
            row["id"] = len(self.rows[table]) + 1
        self.rows[table].append(row)

    def text(
        self,
        *,
        extended: bool = True,
        complete: bool = False,
        own_lines: bool = False,
        charset: str | None = "utf8mb4",
        footer: bool = True,
        line_end: str = "\n",
        more: str = "",
    ) -> bytes:
        parts = [
            "/*M!999999\\- enable the sandbox mode */ ",
            "-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB, for debian-linux-gnu (x86_64)",
            "-- Server version\t10.11.6-MariaDB",
            "",
        ]
        if charset is not None:
            parts.append(f"/*!40101 SET NAMES {charset} */;")
        parts.append("/*!40103 SET TIME_ZONE='+00:00' */;")
        if more:
            parts.append(more)
        for table, rows in self.rows.items():
            parts += [f"DROP TABLE IF EXISTS `{table}`;", f"CREATE TABLE `{table}` ("]
            parts += [f"  `{column}` text," for column in TABLES[table]]
            parts += ["  PRIMARY KEY (`id`)", ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;"]
            parts += list(_statements(table, rows, extended=extended, complete=complete, own_lines=own_lines))
        if footer:
            parts += ["", f"-- Dump completed on {self.completed}"]
        return (line_end.join(parts) + line_end).encode()


def _statements(
    table: str, rows: list[dict[str, Value]], *, extended: bool, complete: bool, own_lines: bool
) -> list[str]:
    if not rows:
        return []
    names = " (" + ", ".join(f"`{column}`" for column in TABLES[table]) + ")" if complete else ""
    head = f"INSERT INTO `{table}`{names} VALUES"
    written = ["(" + ",".join(map(_written, row.values())) + ")" for row in rows]
    if not extended:
        return [f"{head} {row};" for row in written]
    if own_lines:
        return [head, *(f"{row}," for row in written[:-1]), f"{written[-1]};"]
    pieces: list[list[str]] = [[]]
    for row in written:
        if len(pieces[-1]) >= _ROWS_OF_A_STATEMENT:
            pieces.append([])
        pieces[-1].append(row)
    return [f"{head} {','.join(piece)};" for piece in pieces]


def _written(value: Value) -> str:
    match value:
        case None:
            return "NULL"
        case bool():
            return str(int(value))
        case int() | float():
            return repr(value)
    return "'" + "".join(_ESCAPES.get(character, character) for character in value) + "'"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


PLAN = """
reviewed_at_zone = "America/New_York"
racetime_category = "alttpr"
racetime_goal = "Beat the game"
[guilds.700]
organization = "hyrule"
"""

SEEDS: Mapping[str, str] = {
    "twice": "https://alttpr.com/en/h/aTwiceRaced",
    "open": "https://alttpr.com/en/h/bOpenPool1",
    "live": "https://alttpr.com/en/h/cLiveRace1",
    "dead": "https://alttpr.com/en/h/dDeadRoom1",
    "under-way": "https://alttpr.com/en/h/eUnderWay1",
    "sealed": "https://alttpr.com/en/h/fSealedOne",
}
"""Every seed of `odd_dump`, so that all that is said can be searched for them."""

DISCORD = 323456789012345000
"""What the Discord ids of `odd_dump` begin at; a user's id is added to it."""


def odd_dump() -> SourceDump:
    """A community of which every row is odd in its own way: a closed tournament, an active one, and an empty one."""
    dump = SourceDump()
    _add_people(dump)
    dump.add(
        "asynctournament", id=21, name="Main", runs_per_pool=2, owner_id=DISCORD + 9, created="2023-03-10 00:00:00"
    )
    dump.add("asynctournament", id=22, name="Main", active=1, allowed_reattempts=None, owner_id=555)
    dump.add("asynctournament", id=24, name="Empty", active=1, owner_id=DISCORD + 9, allowed_reattempts=5)
    dump.add("asynctournamentpermissions", id=1, tournament_id=21, user_id=8, role="mod")
    dump.add("asynctournamentpermissions", id=2, tournament_id=21, user_id=9, role="admin")
    dump.add("asynctournamentpermissions", id=3, tournament_id=22, user_id=8, role="mod")
    dump.add("asynctournamentpermissions", id=4, tournament_id=22, user_id=8, role="mod")
    dump.add("asynctournamentpermissions", id=5, tournament_id=22, role="admin", discord_role_id=8800)
    dump.add("asynctournamentpermissions", id=6, tournament_id=22, user_id=5, role="public")
    dump.add("asynctournamentwhitelist", id=1, tournament_id=21, user_id=3, discord_user_id=DISCORD + 3)
    dump.add("asynctournamentwhitelist", id=2, tournament_id=21, user_id=3)
    dump.add("asynctournamentwhitelist", id=3, tournament_id=22, user_id=1)
    dump.add("asynctournamentpermalinkpool", id=31, tournament_id=21, name="Standard", preset="standard")
    dump.add("asynctournamentpermalinkpool", id=32, tournament_id=21, name="Open", preset="open")
    dump.add("asynctournamentpermalinkpool", id=33, tournament_id=22, name="Open")
    link = "asynctournamentpermalink"
    dump.add(link, id=41, pool_id=31, url=SEEDS["twice"], notes="Bow/Boots", par_time=3800.0)
    dump.add(link, id=42, pool_id=31, url=SEEDS["twice"], notes="again")
    dump.add(link, id=43, pool_id=31)
    dump.add(link, id=44, pool_id=32, url=SEEDS["open"])
    dump.add(link, id=45, pool_id=32, url=SEEDS["live"], live_race=1)
    dump.add(link, id=46, pool_id=33, url=SEEDS["under-way"])
    dump.add(link, id=47, pool_id=33, url=SEEDS["sealed"], live_race=1)
    dump.add(link, id=49, pool_id=32, url=SEEDS["dead"])
    race = "asynctournamentliverace"
    dump.add(
        race,
        id=51,
        tournament_id=21,
        pool_id=32,
        permalink_id=45,
        racetime_slug="alttpr/clever-link-1234",
        episode_id=40001,
        match_title="Live 1",
        status="finished",
    )
    dump.add(race, id=52, tournament_id=21, pool_id=32, episode_id=40002)
    dump.add(race, id=53, tournament_id=22, pool_id=33, permalink_id=47, status="in_progress")
    dump.add(race, id=54, tournament_id=22, pool_id=33, match_title="by hand", status="cancelled")
    dump.add(race, id=55, tournament_id=22, pool_id=33, episode_id=40005, status="pending")
    dump.add(
        race, id=56, tournament_id=21, pool_id=32, permalink_id=49, racetime_slug="alttpr/dead-room-0002", episode_id=6
    )
    _add_runs(dump)
    dump.add("asynctournamentreviewnotes", id=1, race_id=61, author_id=8, note="clean")
    log = "asynctournamentauditlog"
    details = f"Created thread 9001 for pool Standard, permalink {SEEDS['twice']}"
    dump.add(log, id=1, tournament_id=21, user_id=2, action="create_thread", details=details)
    dump.add(log, id=2, tournament_id=21, user_id=3, action="runner_forfeit", details="63 was forfeited by runner")
    automatic = "was automatically forfeited by System due to timeout"
    dump.add(log, id=3, tournament_id=21, action="timeout_forfeit", details=f"63 {automatic}")
    dump.add(log, id=4, tournament_id=21, action="timeout_forfeit", details=f'in progress race "64" {automatic}')
    return dump


def _add_people(dump: SourceDump) -> None:
    dump.add("users", id=1, display_name="OnlyRacetime", rtgg_id="aAbBcCdDeEfFgGhH")
    dump.add(
        "users",
        id=2,
        discord_user_id=DISCORD + 2,
        display_name="Link",
        rtgg_id="bBcCdDeEfFgGhHiI",
        rtgg_access_token="secret-token",
    )
    dump.add("users", id=3, discord_user_id=DISCORD + 3, display_name="Link")
    dump.add("users", id=4, display_name="Ghost")
    dump.add("users", id=5, discord_user_id=DISCORD + 5, rtgg_id="cCdDeEfFgGhHiIjJ")
    dump.add("users", id=6, discord_user_id=DISCORD + 6, display_name="Ж" * 120)
    dump.add("users", id=7, discord_user_id=99, display_name="Test User", test_user=1)
    dump.add("users", id=8, discord_user_id=DISCORD + 8, display_name="Reviewer 😀", rtgg_id="eEfFgGhHiIjJkKlL")
    dump.add("users", id=9, discord_user_id=DISCORD + 9, display_name="Owner")


def _add_runs(dump: SourceDump) -> None:
    run = "asynctournamentrace"
    standard: dict[str, Value] = {"tournament_id": 21, "permalink_id": 41, "user_id": 2}
    live: dict[str, Value] = {
        "tournament_id": 21,
        "permalink_id": 45,
        "live_race_id": 51,
        "start_time": "2023-03-15 20:00:00",
    }
    dump.add(
        run,
        **{
            **standard,
            "id": 61,
            "thread_id": 9001,
            "thread_open_time": "2023-03-12 01:00:00",
            "start_time": "2023-03-12 01:05:00.250000",
            "end_time": "2023-03-12 02:08:20.750000",
            "status": "finished",
            "review_status": "accepted",
            "reviewed_by_id": 8,
            "reviewed_at": "2023-03-12 09:00:00",
            "reviewer_notes": "good",
            "runner_vod_url": "https://youtu.be/x",
        },
    )
    dump.add(
        run,
        **{
            **standard,
            "id": 62,
            "permalink_id": 42,
            "start_time": "2023-03-12 05:05:00",
            "end_time": "2023-03-12 06:15:00",
            "status": "finished",
            "review_status": "approved",
            "runner_notes": "notes",
            "runner_vod_url": "no vod, pc died",
            "reattempted": None,
        },
    )
    dump.add(run, **{**standard, "id": 63, "user_id": 3, "status": "forfeit", "reattempted": 1, "reattempt_reason": ""})
    dump.add(run, **{**standard, "id": 64, "permalink_id": 44, "user_id": 3, "status": "in_progress"})
    dump.add(run, **{**live, "id": 65, "user_id": 1, "end_time": "2023-03-15 21:01:40.500000", "status": "finished"})
    dump.add(run, **{**live, "id": 66, "user_id": 2, "status": "disqualified"})
    dump.add(run, **{**live, "id": 67, "user_id": 2, "status": "forfeit"})
    dump.add(run, id=68, tournament_id=21, permalink_id=49, user_id=5, live_race_id=56)
    dump.add(
        run,
        id=69,
        tournament_id=22,
        permalink_id=46,
        user_id=3,
        thread_id=9001,
        thread_open_time="2026-11-28 09:00:00",
        start_time="2026-11-28 09:10:00",
        status="in_progress",
    )
    dump.add(
        run,
        id=71,
        tournament_id=22,
        permalink_id=47,
        user_id=1,
        live_race_id=53,
        start_time="2024-09-05 00:00:00",
        status="in_progress",
    )
    dump.add(
        run,
        **{
            **standard,
            "id": 72,
            "user_id": 6,
            "start_time": "2023-04-02 10:00:00",
            "end_time": "2023-04-04 11:00:00.999999",
            "status": "finished",
            "review_status": "rejected",
            "reviewed_by_id": 6,
            "run_collection_rate": "216",
            "run_igt": "1:23:45",
        },
    )
    dump.add(run, **{**standard, "id": 73, "user_id": 7, "status": "forfeit"})
    dump.add(
        run,
        **{
            **standard,
            "id": 75,
            "start_time": "2023-03-21 05:00:00",
            "end_time": "2023-03-21 06:00:00",
            "status": "finished",
            "review_status": "needs_work",
            "reviewed_by_id": 2,
        },
    )
