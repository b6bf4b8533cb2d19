"""Moving in from SahasrahBot with 72,000 runs: how long it takes, and how much memory."""

import asyncio
import re
import sys
import tempfile
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.measure import Figure
from tests.support.repository import ROOT
from tests.support.sahasrahbot import SourceDump

_TOURNAMENTS, _PLAYERS, _RUNS = 20, 300, 12
_POOLS, _SEEDS = 4, 5
_DISCORD = 423456789012345000
_PLAN = 'reviewed_at_zone = "UTC"\n[guilds.700]\norganization = "hyrule"\n'
_MEGABYTE = 1024
_HIGHEST = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
"""The most memory that a process took so far, without what its parent had."""
_LOOK_SECONDS = 0.05


async def reading() -> Figure:
    """The whole file, from the start of the process until the plan is written."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        _write_dump(here / "big.sql")
        took, memory = await _call(here, "import-sahasrahbot", "big.sql", "--make-plan", "made.toml")
    return Figure("reading a dump of 72,000 runs", f"{took:,.1f} s, {memory:,.0f} MB", "20 s, 300 MB")


async def importing() -> Figure:
    """The whole import into an empty database, from the start of the process until its end."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        _write_dump(here / "big.sql")
        (here / "import.toml").write_text(_PLAN)
        await _call(here, "migrate")
        await _call(here, "create-organization", "--slug", "hyrule", "--name", "Hyrule")
        took, memory = await _call(here, "import-sahasrahbot", "big.sql", "--plan", "import.toml", "--write")
    return Figure("importing 72,000 runs", f"{took:,.1f} s, {memory:,.0f} MB", "120 s, 300 MB")


async def _call(folder: Path, *arguments: str) -> tuple[float, float]:
    """Run a command in a process of its own; returns seconds, and the most megabytes that it took."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "main.py"), *arguments, cwd=folder, stdout=asyncio.subprocess.DEVNULL
    )
    ended = asyncio.create_task(process.wait())
    kilobytes = 0
    while not ended.done():
        kilobytes = max(kilobytes, _taken_by(process.pid))
        await asyncio.wait({ended}, timeout=_LOOK_SECONDS)
    if code := ended.result():
        raise RuntimeError(f"{arguments[0]} ended with {code}.")
    return time.perf_counter() - began, kilobytes / _MEGABYTE


def _taken_by(pid: int) -> int:
    """Return kilobytes; 0 for a process that has ended just now."""
    with suppress(FileNotFoundError, ProcessLookupError):
        found = _HIGHEST.search(Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) if found is not None else 0
    return 0


def _write_dump(path: Path) -> None:
    chance, dump = Random(1), SourceDump()
    players = range(1, 4 * _PLAYERS + 1)
    for number in players:
        name, account = f"Player {number}", f"racer{number}"
        dump.add("users", id=number, discord_user_id=_DISCORD + number, display_name=name, rtgg_id=account)
    run = line = link = 0
    for tournament in range(1, _TOURNAMENTS + 1):
        dump.add("asynctournament", id=tournament, name=f"Season {tournament}", runs_per_pool=3, owner_id=_DISCORD + 1)
        seeds = []
        for pool in range(1, _POOLS + 1):
            pool_id = tournament * 10 + pool
            dump.add("asynctournamentpermalinkpool", id=pool_id, tournament_id=tournament, name=f"Pool {pool}")
            for _ in range(_SEEDS):
                link += 1
                dump.add("asynctournamentpermalink", id=link, pool_id=pool_id, url=f"https://seeds.test/h/{link}")
                seeds.append(link)
        for player in chance.sample(players, _PLAYERS):
            for seed in chance.sample(seeds, _RUNS):
                run += 1
                began = datetime(2023, 1, 1) + timedelta(days=30 * tournament, minutes=run % 40_000)  # noqa: DTZ001
                ended = began + timedelta(seconds=3600 + chance.random() * 3600)
                dump.add(
                    "asynctournamentrace",
                    id=run,
                    thread_id=2**60 + run,
                    tournament_id=tournament,
                    permalink_id=seed,
                    user_id=player,
                    thread_open_time=f"{began}",
                    start_time=f"{began}",
                    end_time=f"{ended}",
                    status="finished" if chance.random() < 0.95 else "forfeit",
                    review_status="accepted",
                    reviewed_by_id=players[0],
                    reviewed_at=f"{ended + timedelta(hours=1)}",
                    updated=f"{ended + timedelta(hours=1)}",
                    runner_vod_url=f"https://youtu.be/{run}",
                    runner_notes="A good run, with a mistake in the end.",
                    score=chance.random() * 105,
                    score_updated_at=f"{ended + timedelta(hours=2)}",
                )
                line += 1
                dump.add(
                    "asynctournamentauditlog",
                    id=line,
                    tournament_id=tournament,
                    user_id=player,
                    action="race_finish",
                    details=f"{run} was finished by its runner",
                )
    path.write_bytes(dump.text())
