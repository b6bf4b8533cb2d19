"""A fresh machine becomes an installation by the commands of the guide for operators, copied one after the other.

The machine is a folder: what the guide writes below /opt, /etc and /backups lies in there, and `sudo` and `systemctl`
are those of this test. The only things done by hand are those that the guide says in words.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from sysconfig import get_path

import httpx
import pytest

from application.certificates import authorities
from application.domain.clock import SystemClock
from racetime.rehearsal import RehearsalServer
from tests.support.certificate import make_certificate
from tests.support.discord import DiscordServer
from tests.support.discord.settings import discord_values
from tests.support.postgres import PostgresServer, postgres_server
from tests.support.product import PATIENCE, free_port, until
from tests.support.proxy import proxy
from tests.support.rehearsal import eventually
from tests.support.repository import ROOT

pytestmark = pytest.mark.slow

GUIDE = ROOT / "docs" / "operating" / "README.md"
ADMIN = 80351110224678912
_SUDO = """#!/bin/sh
[ "$1" = "-u" ] && shift 2
exec "$@"
"""
_SERVES = " in a browser. This is version "
_NOTED = """#!/bin/sh
echo "$(basename "$0") $*" >> {log}
"""
_PASSWORD = "hush"  # of nobody
_ON_A_FILE = {"DATABASE_URL": "sqlite://data/sahabot2.db"}
_OF_DATABASES = ("createuser", "createdb", "dropdb", "pg_dump", "pg_restore")


def in_tables() -> list[str]:
    """Return the commands that stand in a row of what to do when."""
    named = re.findall(r"`python (main\.py [^`]+)`", GUIDE.read_text(encoding="utf-8"))
    return [f".venv/bin/python {command}" for command in dict.fromkeys(named)]


def commands() -> dict[str, list[str]]:
    """Return every command of the guide, by the heading that it stands below."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line.startswith("    "):
            found.setdefault(heading, []).append(line.strip())
    return found


@dataclass
class Machine:
    """Where commands are carried out."""

    root: Path
    postgres: PostgresServer
    ran: list[str] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.root / "opt" / "sahabot2"

    @property
    def clone(self) -> Path:
        return self.root / "clone"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.root),
            "PGHOST": str(self.postgres.folder),
            "PGUSER": "postgres",
            "PIP_NO_INDEX": "1",  # everything that it wants is here already
            "SSL_CERT_FILE": str(self.root / "localhost.pem"),
        }

    def here(self, text: str) -> str:
        """Return a text with its paths inside this machine."""
        return re.sub(r"(?<![\w.])/(opt|etc|backups)/", rf"{self.root}/\1/", text)

    def prepare(self) -> None:
        """Put a clone of the product there, and what a machine has of programs."""
        for folder in ("bin", "backups", "opt", "etc/systemd/system", "etc/nginx/conf.d"):
            (self.root / folder).mkdir(parents=True)
        files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607
        for name in filter(None, files.split("\0")):
            if not name.startswith("tests/") and (ROOT / name).is_file():
                (self.clone / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, self.clone / name)
        (self.root / "bin" / "sudo").write_text(_SUDO)
        for name in ("systemctl", "nginx", "useradd", "chown"):
            (self.root / "bin" / name).write_text(_NOTED.format(log=self.root / "noted"))
        for program in (self.root / "bin").iterdir():
            program.chmod(0o755)
        (self.root / "bin" / "python3").symlink_to(Path(sys.executable).resolve())
        for name in _OF_DATABASES:
            (self.root / "bin" / name).symlink_to(self.postgres.programs / name)

    async def run(self, command: str, **more: str) -> str:
        """Carry out one line of the guide."""
        self.ran.append(command)
        process = await asyncio.create_subprocess_shell(
            self.here(command),
            cwd=self.home if self.home.exists() else self.clone,
            env={**self.environment, **more},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # or a password would be asked for at the terminal of whoever runs the tests
        )
        output, errors = await process.communicate(f"{_PASSWORD}\n{_PASSWORD}\n".encode())
        assert process.returncode == 0, f"{command}\n{output.decode()}{errors.decode()}"
        return output.decode().strip()

    def lend_packages(self) -> None:
        """Let what the product needs be there already, so that nothing is downloaded; `pip` finds that it fits."""
        (there,) = (self.home / ".venv" / "lib").glob("python*/site-packages")
        (there / "lent.pth").write_text(get_path("purelib"))

    @property
    def noted(self) -> list[str]:
        """What the machine itself was told to do."""
        return (self.root / "noted").read_text().splitlines()

    def unit(self, port: int) -> str:
        """Return what the machine starts by itself on a port."""
        text = (self.root / "etc/systemd/system/sahabot2@.service").read_text().replace("%i", str(port))
        said = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
        return f"{said['Environment']} {said['ExecStart']}"

    def set_up(self, values: Mapping[str, object]) -> None:
        """Change lines of `.env`."""
        file = self.home / ".env"
        text = file.read_text()
        for name, value in values.items():
            text, number = re.subn(rf"^{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
            assert number == 1, name
        file.write_text(text)

    @asynccontextmanager
    async def started(self, command: str) -> AsyncIterator[None]:
        """Let a process of the product run until the end of the block; it ends well when it is asked to."""
        process = await asyncio.create_subprocess_shell(
            f"exec env {self.here(command)}", cwd=self.home, env=self.environment, stderr=asyncio.subprocess.PIPE
        )
        assert process.stderr is not None
        said: list[str] = []
        reading = asyncio.create_task(_read(process.stderr, said))
        try:
            await eventually(
                lambda: process.returncode is not None or any(_SERVES in line for line in said), timeout=300
            )
            yield
        finally:
            if process.returncode is None:
                process.terminate()
            await reading
        assert await process.wait() == 0, said
        assert not [line for line in said if "ERROR" in line]


async def _read(stream: asyncio.StreamReader, said: list[str]) -> None:
    async for line in stream:
        said.append(line.decode())  # noqa: PERF401  # each as it comes


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    server = DiscordServer(SystemClock())
    await server.start()
    yield server
    await server.stop()


async def test_a_fresh_machine_becomes_an_installation_by_copying_commands(
    tmp_path: Path, server: PostgresServer, discord: DiscordServer, racetime: RehearsalServer
) -> None:
    machine, guide = Machine(tmp_path, server), commands()
    machine.prepare()
    certificate = make_certificate(tmp_path)
    port, first, second, third = (free_port() for _ in range(4))
    address = f"https://127.0.0.1:{port}"
    discord.oauth.app = replace(discord.oauth.app, redirect_uris=(f"{address}/sign-in/discord/callback",))
    discord.oauth.visitor = discord.person("Rauru", discord_id=ADMIN).account

    adds_an_account, moves_there, gives_it, makes_place, fetches, copies, hides, makes_a_key, *later = guide["Install"]
    for command in (adds_an_account, moves_there, gives_it, makes_place):
        await machine.run(command)
    machine.lend_packages()
    for command in (fetches, copies, hides):
        await machine.run(command)
    key = await machine.run(makes_a_key)
    for command in guide["Database"]:
        await machine.run(command)
    values: dict[str, object] = {"ENVIRONMENT": "production", "BASE_URL": address, "SECRET_KEY": key}
    values["DATABASE_URL"] = f"postgresql://sahabot2:{_PASSWORD}@/sahabot2?host={server.folder}"
    values |= {name.upper(): value for name, value in discord_values(discord).items()} | {"RACETIME_URL": racetime.url}
    machine.set_up(values)
    *before_the_proxy, check = later
    for command in (*before_the_proxy, *guide["Proxy"]):
        await machine.run(command)
    assert machine.noted[2:] == ["systemctl enable --now sahabot2@8080", "nginx -t", "systemctl reload nginx"]

    async with (
        machine.started(machine.unit(first)),
        proxy(tmp_path, port, (first, second), certificate),
        httpx.AsyncClient(base_url=address, verify=certificate.trusted(), timeout=PATIENCE) as browser,
    ):
        await until(lambda: is_ready(browser))
        assert "BAD" not in await machine.run(check)
        await sign_in(browser)
        assert "Lost Woods" in (await browser.get("/organizations/lost-woods")).text
        for command in guide["Several processes"]:
            await machine.run(command)
        async with (
            machine.started(machine.unit(second)),
            machine.started(f"ROLES=worker {machine.unit(third)}"),
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{second}", timeout=PATIENCE) as beside,
        ):
            await until(lambda: is_ready(beside))
            assert (await browser.get("/organizations/lost-woods")).status_code == 200

    await machine.run(".venv/bin/python main.py migrate", **_ON_A_FILE)
    founding = next(command for group in guide.values() for command in group if "--slug lost-woods" in command)
    await machine.run(founding, **_ON_A_FILE)
    for command in guide["Backup"]:
        await machine.run(command, **(_ON_A_FILE if "main.py" in command else {}))
    for command in guide["Upgrade"]:
        await machine.run(command)
    for command in in_tables():
        if command not in machine.ran:
            await machine.run(command)
    assert {line for lines in guide.values() for line in lines} <= set(machine.ran)


async def is_ready(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/health/ready")).status_code == 200
    except httpx.TransportError:
        return False


async def sign_in(browser: httpx.AsyncClient) -> None:
    """Go to Discord and back."""
    started = await browser.get("/sign-in/discord", params={"next": "/"})
    async with httpx.AsyncClient(verify=authorities()) as outside:
        back = await outside.get(started.headers["location"])
    assert (await browser.get(back.headers["location"])).headers["location"] == "/"
