"""Running the rehearsal alone, and choosing its options."""

import asyncio
import os
import signal
import socket
import sys
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from racetime.rehearsal import BotClient, CategoryOptions, Fault, FaultRates, RehearsalOptions, RehearsalServer, UserApp
from racetime.rehearsal.__main__ import main
from racetime.rehearsal.race import Goal, RaceSettings
from racetime.rehearsal.world import World
from tests.support.clock import ManualClock
from tests.support.rehearsal import PATIENCE, rehearsal, rehearsal_options

ROOT = Path(__file__).parents[2]


async def test_the_command_serves_until_it_is_told_to_stop() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "racetime.rehearsal", "--port", "0", "--no-racers", "--category", "alttpr",
        "--category", "ootr",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            first = (await process.stdout.readline()).decode()
            seed = (await process.stdout.readline()).decode()
            credentials = [(await process.stdout.readline()).decode() for _ in range(3)]
        address = first.split()[-1]
        assert seed.split()[0] == "seed:"
        assert "client secret" in credentials[0]
        assert "ootr" in credentials[1]
        async with aiohttp.ClientSession() as http, http.get(f"{address}/categories/data") as answer:
            slugs = {category["slug"] for category in (await answer.json())["categories"]}
        assert slugs == {"alttpr", "ootr"}
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 5) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize(
    "arguments",
    [["--speed", "0"], ["--speed", "fast"], ["--category", "Not A Slug"], ["--racer-count", "-1"], ["--fly"]],
)
def test_a_wrong_argument_is_explained_in_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    complaint = capsys.readouterr().err
    assert complaint.endswith(".\n")
    assert complaint.count("\n") == 1


def test_a_port_that_is_taken_is_explained_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["--port", str(taken.getsockname()[1])]) == 1
    complaint = capsys.readouterr().err
    assert complaint.startswith("Can't listen on 127.0.0.1")
    assert complaint.count("\n") == 1


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    for option in ("--host", "--port", "--speed", "--category", "--racers", "--no-racers"):
        assert option in text


def test_options_that_make_no_sense_are_refused() -> None:
    bot = BotClient("same")
    category = CategoryOptions("one", "One", "1", ("Goal",), bots=(bot,))
    wrong = [
        lambda: RehearsalOptions(speed=0),
        lambda: RehearsalOptions(racer_count=-1),
        lambda: RehearsalOptions(categories=()),
        lambda: RehearsalOptions(categories=(category, category)),
        lambda: RehearsalOptions(categories=(category,), user_apps=(UserApp(client_id="same"),)),
        lambda: CategoryOptions("o", "O", "O", ("Goal",)),
        lambda: CategoryOptions("one", "One", "1", ()),
        lambda: FaultRates(late_frames=1.1),
        lambda: BotClient("id", name="x" * 26),
        lambda: UserApp(redirect_uris=("/only/a/path",)),
    ]
    for make in wrong:
        with pytest.raises(ValueError, match=r"[A-Z'].*\."):
            make()  # type: ignore[no-untyped-call]


def test_a_rehearsal_makes_up_names_of_its_own_unless_it_repeats_another_one() -> None:
    def room_of(options: RehearsalOptions) -> str:
        world = World(clock=ManualClock(), options=options)
        return world.open_room("alttpr", RaceSettings(goal=Goal("Beat the game")), by=world.moderator).name

    first = RehearsalOptions()
    assert room_of(first) == room_of(replace(first)) != room_of(RehearsalOptions())


def test_made_up_secrets_differ_and_are_not_shown() -> None:
    first, second = BotClient("a"), BotClient("b")
    assert first.client_secret != second.client_secret
    assert first.client_secret not in repr(first)


async def test_a_server_has_an_address_only_while_it_runs_and_leaves_no_task() -> None:
    before = asyncio.all_tasks()
    server = RehearsalServer(
        clock=ManualClock(), options=rehearsal_options(external_base_url="https://rehearsal.test/")
    )
    with pytest.raises(RuntimeError):
        _ = server.url
    await server.start()
    assert server.url.startswith("http://127.0.0.1:")
    assert server.public_url == "https://rehearsal.test"
    with pytest.raises(RuntimeError):
        await server.start()
    await server.stop()
    assert asyncio.all_tasks() == before
    with pytest.raises(RuntimeError):
        _ = server.url


async def test_faults_are_chosen_at_the_start_and_changed_on_a_page() -> None:
    options = rehearsal_options(faults=frozenset({Fault.ERRORS}))
    server = RehearsalServer(clock=ManualClock(), options=options)
    await server.start()
    try:
        async with aiohttp.ClientSession(server.url) as http:
            async with http.get("/alttpr/data") as answer:
                assert answer.status == 503
            async with http.get("/rehearsal/faults") as answer:
                page = await answer.text()
            assert [name for name in Fault if f"value='{name.value}' checked" in page] == [Fault.ERRORS]
            chosen = [("fault", "old-frames"), ("fault", "no-shows"), ("fault", "earthquake")]
            async with http.post("/rehearsal/faults", data=chosen) as answer:
                page = await answer.text()
            assert [name for name in Fault if f"value='{name.value}' checked" in page] == [
                Fault.OLD_FRAMES,
                Fault.NO_SHOWS,
            ]
            async with http.get("/alttpr/data") as answer:
                assert answer.status == 200
    finally:
        await server.stop()


@pytest.mark.parametrize("name", [fault.value for fault in Fault])
def test_every_fault_has_a_name_on_the_command_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--fault", name, "--speed", "0"])
    assert ended.value.code == 2
    assert "speed" in capsys.readouterr().err


async def test_a_fault_holds_for_what_was_there_before_it() -> None:
    async with rehearsal() as stage:
        race = stage.open_room()
        token = await stage.bot_token()
        async with stage.bot_socket(race) as listener:
            stage.server.have_faults(Fault.SHORT_TOKENS, Fault.DROPPED_SOCKETS)
            assert await listener.close_code() == 1006
        assert await stage.status_of("/o/alttpr/data", token=token) == 403
