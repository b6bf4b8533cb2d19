"""What the commands do."""

import asyncio
from pathlib import Path

import pytest

import main
from application.domain.ids import OrganizationId
from application.domain.permissions import Role
from application.settings import Settings
from installation.wiring import installed
from tests.command_line.conftest import Call
from tests.support.product import names_in, run_command

SLUG = ("--slug", "lost-woods")
ADMIN_ID = "175928847299117063"


async def test_help_lists_every_command(tmp_path: Path) -> None:
    shown = await run_command(tmp_path, "--help")
    assert (shown.code, shown.errors) == (0, "")
    for command in ("migrate", "create-organization", "create-token", "backup", "restore", "demo"):
        assert command in shown.output
    assert not names_in(tmp_path)


@pytest.mark.parametrize(
    ("command", "mentions"),
    [
        ("migrate", ["Bring the database up to date."]),
        ("create-organization", ["--slug", "--name", "--admin-discord-id", "--admin-name"]),
        ("create-token", ["--discord-id", "--name"]),
        ("demo", ["development only"]),
    ],
)
def test_help_says_what_a_command_does_and_takes(
    capsys: pytest.CaptureFixture[str], command: str, mentions: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main([command, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for word in mentions:
        assert word in shown


async def test_an_empty_database_is_migrated_once(tmp_path: Path) -> None:
    first = await run_command(tmp_path, "migrate")
    again = await run_command(tmp_path, "migrate")
    assert (first.code, first.output.startswith("Applied ")) == (0, True)
    assert (again.code, again.output) == (0, "The database is up to date.\n")
    assert (tmp_path / "data" / "sahabot2.db").exists()


def test_an_organization_with_its_admin_and_a_token_are_made(call: Call, database_url: str) -> None:
    admin = ("--admin-discord-id", ADMIN_ID, "--admin-name", "Saria")
    made = call("create-organization", *SLUG, "--name", "Lost Woods", *admin, DATABASE_URL=database_url)
    token = call("create-token", "--discord-id", ADMIN_ID, "--name", "first script", DATABASE_URL=database_url)
    assert (made.code, made.output) == (0, "Created organization Lost Woods (lost-woods).\n")
    assert (token.code, token.output.count("\n")) == (0, 1)
    name, roles = asyncio.run(_member_with(token.output.strip(), database_url))
    assert (name, roles) == ("Saria", (Role.ADMIN,))


async def _member_with(token: str, database_url: str) -> tuple[str, tuple[Role, ...]]:
    async with installed(Settings(database_url=database_url)) as installation:
        container = installation.container
        bearer = await container.identity.bearer_of_token(token)
        assert bearer is not None
        ctx = await container.access.enter(bearer.actor, OrganizationId(1))
        (member,) = (await container.organizations.list_members(ctx)).items
        return member.name, member.roles


@pytest.mark.parametrize("season", ["false", pytest.param("true", marks=pytest.mark.slow)])
def test_the_demo_community_is_made_once(call: Call, season: str) -> None:
    first, again = (call("demo", DEMO_SEASON=season) for _ in range(2))
    assert (first.code, first.output) == (0, "The demo community is ready.\n")
    assert (again.code, again.output) == (0, "The demo community was there already.\n")


def test_a_refused_organization_leaves_nothing_behind(call: Call, sqlite_database_url: str) -> None:
    admin = ("--admin-discord-id", ADMIN_ID, "--admin-name", "Saria")
    call("create-organization", *SLUG, "--name", "Lost Woods", DATABASE_URL=sqlite_database_url)
    again = call("create-organization", *SLUG, "--name", "Others", *admin, DATABASE_URL=sqlite_database_url)
    token = call("create-token", "--discord-id", ADMIN_ID, "--name", "x", DATABASE_URL=sqlite_database_url)
    assert again.code == 1
    assert token.errors == "There is no such user.\n"
