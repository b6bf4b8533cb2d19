"""Everything that can't be done is refused with one sentence and an exit code."""

from pathlib import Path

import pytest

from tests.command_line.conftest import Call
from tests.support.product import Finished, free_port, names_in, run_command
from tests.support.schemas import schema_of

PRODUCTION = {
    "ENVIRONMENT": "production",
    "BASE_URL": "https://races.test",
    "SECRET_KEY": "q3vT9xLw0ZbR7mKd2YhP5sNcJf8GuEa1oXiV",
    "DISCORD_CLIENT_ID": "1",
    "DISCORD_CLIENT_SECRET": "secret",
}
PASSWORD = "hunter2"


def assert_is_one_sentence(finished: Finished, code: int, contents: str) -> None:
    assert (finished.code, finished.output) == (code, "")
    (line,) = finished.errors.splitlines()
    assert contents in line
    assert line[0].isupper() or line.startswith(".env")
    assert line.endswith(".")
    assert PASSWORD not in line


@pytest.mark.parametrize(
    ("command", "contents"),
    [
        ("frobnicate", "invalid choice: 'frobnicate'"),
        ("--frobnicate", "--frobnicate"),
        ("migrate now", "now"),
        ("create-organization --slug lost-woods", "required: --name"),
        ("create-token --name x --discord-id saria", "A Discord id has 17 to 20 digits"),
        ("create-token --name x --discord-id -4", "A Discord id has 17 to 20 digits"),
        ("create-token --name x --discord-id 99999999999999999999", "No Discord account has this id yet"),
        ("create-token --name x --discord-id 80351110224678912 --days 0", "give a number of days from 1 to 9999"),
        ("create-token --name x --discord-id 80351110224678912 --days ever", "or never"),
        ("create-token --name x --discord-id 0", "A Discord id has 17 to 20 digits"),
    ],
)
def test_a_command_that_is_not_understood(tmp_path: Path, call: Call, command: str, contents: str) -> None:
    refused = call(*command.split())
    assert_is_one_sentence(refused, 2, contents)
    assert "--help`" in refused.errors
    assert not names_in(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "contents"),
    [
        (("create-organization", "--slug", "Lost Woods", "--name", "Woods"), "lower-case letters"),
        (("create-organization", "--slug", "woods", "--name", " "), "Give the name."),
        (("create-organization", "--slug", "woods", "--name", "x" * 101), "at most 100 characters"),
        (("create-token", "--discord-id", "175928847299117063", "--name", "x"), "There is no such user."),
    ],
)
def test_values_that_break_a_rule(
    call: Call, sqlite_database_url: str, arguments: tuple[str, ...], contents: str
) -> None:
    assert_is_one_sentence(call(*arguments, DATABASE_URL=sqlite_database_url), 1, contents)


@pytest.mark.parametrize(
    ("settings", "contents"),
    [
        ({"PORT": "many"}, "PORT: "),
        ({"PORT": "80800"}, "PORT: "),
        ({"ENVIRONMENT": "prod"}, "ENVIRONMENT: "),
        ({"DATABASE_URL": "mysql://races"}, "DATABASE_URL must start with sqlite:// or postgresql://."),
        ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL must name a file after sqlite://."),
        ({"DATABASE_URL": f"postgresql://sahabot:{PASSWORD}@host:port/races"}, "DATABASE_URL has a host or port"),
        ({"RACETIME_URL": "ftp://racetime.test"}, "RACETIME_URL: "),
        ({"SITE_ADMIN_DISCORD_IDS": "Saria"}, "SITE_ADMIN_DISCORD_IDS: A Discord id has 17 to 20 digits"),
        ({"SITE_ADMIN_DISCORD_IDS": "80351110224678912,7"}, "SITE_ADMIN_DISCORD_IDS: A Discord id has 17 to 20 digits"),
        ({"SITE_ADMIN_DISCORD_IDS": "1.75928847299117E+17"}, "SITE_ADMIN_DISCORD_IDS: A spreadsheet has rounded"),
        ({"SITE_ADMIN_DISCORD_IDS": "99999999999999999999"}, "No Discord account has this id yet"),
        ({"ASYNC_LIVE_RACE_ROOM_OPEN_MINUTES": "-1"}, "ASYNC_LIVE_RACE_ROOM_OPEN_MINUTES: "),
        ({**PRODUCTION, "SECRET_KEY": ""}, "SECRET_KEY must be set"),
        ({**PRODUCTION, "SECRET_KEY": "development-only-secret"}, "SECRET_KEY must be set"),
        ({**PRODUCTION, "SECRET_KEY": "short"}, "SECRET_KEY must be set"),
        ({**PRODUCTION, "SECRET_KEY": "a" * 64}, "SECRET_KEY must be set to random characters, and not to a repeated"),
        ({**PRODUCTION, "SECRET_KEY": "Kakariko-" * 6}, "SECRET_KEY must be set to random characters, and not to a"),
        ({**PRODUCTION, "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789"}, "not to a repeated or regular text"),
        ({**PRODUCTION, "SECRET_KEY": "development-only-secret-0aB1cD2eF3g"}, "not to a placeholder or a word"),
        ({**PRODUCTION, "RACETIME_URL": "http://racetime.test"}, "RACETIME_URL must start with https:// in production"),
        ({**PRODUCTION, "SPEEDGAMING_URL": "http://sg.test"}, "SPEEDGAMING_URL must start with https:// in production"),
        ({**PRODUCTION, "DISCORD_API_BASE": "http://discord.test/api"}, "use https://; http:// is only for a host on"),
        ({**PRODUCTION, "BASE_URL": "http://races.test"}, "BASE_URL must start with https:// in production"),
        ({**PRODUCTION, "BASE_URL": "https://races.test/live"}, "the product can't be served below a path"),
        ({"BASE_URL": "https://races.test?x=1"}, "BASE_URL: give just the scheme, the host"),
        ({"BASE_URL": "https://admin@races.test"}, "BASE_URL: give just the scheme, the host"),
        ({"BASE_URL": "https://"}, "BASE_URL: an address must start with http:// or https:// and name a host"),
        ({"TRUSTED_PROXIES": "nginx"}, "TRUSTED_PROXIES: 'nginx' is neither an address nor a network"),
        ({"TRUSTED_PROXIES": "0.0.0.0/0"}, "with 0.0.0.0/0 anybody could claim to be anybody"),
        ({"DATABASE_URL": "sqlite://races.db?mode=ro"}, "DATABASE_URL has the option 'mode', which is not supported"),
        ({"DATABASE_URL": "sqlite://races.db?synchronous=sometimes"}, "The option synchronous in DATABASE_URL must be"),
        ({"DATABASE_URL": "postgresql://host/races?sslmode=maybe"}, "The option sslmode in DATABASE_URL must be one"),
        ({"DATABASE_URL": "postgresql://host/races?gssencmode=x"}, "the option 'gssencmode', which is not supported"),
        ({"DATABASE_URL": "postgresql://host/races?sslmode=verify-full&sslrootcert=/no.crt"}, "that isn't there"),
        ({"DATABASE_URL": "postgresql://host/races?sslmode=prefer&sslrootcert=/no.crt"}, "sslrootcert, which means no"),
        ({"DATABASE_URL": "postgresql://host/races?connect_timeout=soon"}, "connect_timeout in DATABASE_URL must be"),
        ({"DATABASE_URL": "postgresql://host/races?sslmode="}, "the option sslmode without a value"),
        ({"DATABASE_URL": "postgresql://host/races?sslmode=disable&sslmode=require"}, "the option sslmode twice"),
        *(
            ({"DATABASE_POOL_SIZE": size}, "DATABASE_POOL_SIZE: give the number of connections, a whole number from 1")
            for size in ("many", "0", "-3", "2.5", "1001", "")
        ),
        *(({"ROLES": roles}, "ROLES: give web, worker, or both as web,worker") for roles in ("", "web,admin", "all")),
        ({"ROLES": "web"}, "ROLES must be web,worker with SQLite, which one process serves"),
        (
            {"ROLES": "worker", "DATABASE_URL": "postgresql://host/races"},
            "with the built-in rehearsal; set RACETIME_URL",
        ),
        ({**PRODUCTION, "BASE_URL": ""}, "BASE_URL must be set"),
        ({**PRODUCTION, "DISCORD_CLIENT_ID": ""}, "DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET must be set"),
    ],
)
def test_a_configuration_that_cannot_be_used(
    tmp_path: Path, call: Call, settings: dict[str, str], contents: str
) -> None:
    assert_is_one_sentence(call(**settings), 1, contents)
    assert not names_in(tmp_path)


def test_every_problem_of_a_configuration_is_named_at_once(call: Call) -> None:
    refused = call("migrate", PORT="many", ENVIRONMENT="prod")
    assert refused.code == 1
    assert "PORT: " in refused.errors
    assert "ENVIRONMENT: " in refused.errors


def test_a_file_of_settings_that_is_no_text(tmp_path: Path, call: Call) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfePORT=1")
    assert_is_one_sentence(call("migrate"), 1, "The file .env can't be read")


def test_no_demo_community_in_production(tmp_path: Path, call: Call) -> None:
    assert_is_one_sentence(call("demo", **PRODUCTION), 1, "exists in development only")
    assert not names_in(tmp_path)


@pytest.mark.parametrize(
    "command",
    ["create-organization --slug lost-woods --name Woods", "create-token --discord-id 175928847299117063 --name x"],
)
def test_a_database_that_was_never_migrated(tmp_path: Path, call: Call, command: str) -> None:
    refused = call(*command.split())
    assert_is_one_sentence(refused, 1, "run `python main.py migrate` first")
    assert not names_in(tmp_path)


async def test_a_production_database_that_is_not_up_to_date_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "old.db").touch()
    settings = {**PRODUCTION, "DATABASE_URL": "sqlite://old.db", "PORT": str(free_port())}
    assert_is_one_sentence(await run_command(tmp_path, settings=settings), 1, "not up to date")
    assert names_in(tmp_path) == {"old.db"}
    assert not await schema_of(f"sqlite://{tmp_path / 'old.db'}")


@pytest.mark.parametrize(
    ("address", "contents"),
    [
        (
            f"postgresql://sahabot:{PASSWORD}@127.0.0.1:1/races",
            "races on 127.0.0.1:1 can't be used: connection refused",
        ),
        ("sqlite:///proc/nowhere/races.db", "/proc/nowhere/races.db can't be used"),
        ("sqlite://folder", "folder can't be used: unable to open database file"),
        ("sqlite://letter.txt", "letter.txt can't be used: file is not a database"),
        ("sqlite://letter.txt/races.db", "letter.txt/races.db can't be used"),
    ],
)
def test_a_database_that_cannot_be_used(tmp_path: Path, call: Call, address: str, contents: str) -> None:
    _make_what_is_no_database(tmp_path)
    assert_is_one_sentence(call("migrate", DATABASE_URL=address), 1, contents)


@pytest.mark.slow
async def test_a_process_ends_when_its_database_cannot_be_used(tmp_path: Path) -> None:
    """A connection that failed to open may leave a thread that keeps the process alive."""
    _make_what_is_no_database(tmp_path)
    settings = {"DATABASE_URL": "sqlite://letter.txt", "PORT": str(free_port())}
    assert_is_one_sentence(await run_command(tmp_path, settings=settings), 1, "file is not a database")


def _make_what_is_no_database(folder: Path) -> None:
    (folder / "folder").mkdir()
    (folder / "letter.txt").write_text("Dear reader, this is prose and not a database.\n" * 20)
