"""Starting and stopping the server."""

import asyncio
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from application.certificates import authorities
from tests.command_line.conftest import Call
from tests.command_line.test_refusals import assert_is_one_sentence
from tests.support.product import free_port, names_in, run_command, serving


@pytest.fixture
def taken_port() -> Iterator[str]:
    """A port that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


async def test_a_taken_port_is_named_before_anything_is_touched(tmp_path: Path, taken_port: str) -> None:
    refused = await run_command(tmp_path, settings={"PORT": taken_port})
    assert_is_one_sentence(refused, 1, f"port {taken_port} of 127.0.0.1: Address already in use")
    assert not names_in(tmp_path)


async def test_a_taken_rehearsal_port_is_named(tmp_path: Path, taken_port: str) -> None:
    refused = await run_command(tmp_path, settings={"PORT": str(free_port()), "REHEARSAL_PORT": taken_port})
    assert_is_one_sentence(refused, 1, f"can't listen on port {taken_port}; free it or set REHEARSAL_PORT")


def test_an_address_of_another_machine_is_refused(call: Call) -> None:
    assert_is_one_sentence(call(HOST="192.0.2.1", PORT=str(free_port())), 1, "can't listen on port")


@pytest.mark.slow
async def test_a_signal_ends_it_in_good_order_and_it_goes_on_from_there_at_the_next_start(tmp_path: Path) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        async with serving(tmp_path, anew=True) as product:
            async with httpx.AsyncClient(base_url=product.url, verify=authorities()) as client:
                assert (await client.get("/health/ready")).status_code == 200
            assert await product.stop(number) == 0
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", httpx.URL(product.url).port or 0))
        assert not [line for line in product.log if "ERROR" in line or "Traceback" in line]
        assert names_in(tmp_path / "data") == {"sahabot2.db"}


async def test_a_file_is_served_by_one_process_and_commands_work_beside_it(tmp_path: Path) -> None:
    async with serving(tmp_path) as product:
        refused = await run_command(tmp_path)
        assert_is_one_sentence(refused, 1, "sahabot2.db is served by another process; stop that one, or let several")
        made = await run_command(tmp_path, "create-organization", "--slug", "woods", "--name", "Lost Woods")
        assert made.output == "Created organization Lost Woods (woods).\n"
        assert await product.stop() == 0
    async with serving(tmp_path):
        pass


@pytest.mark.slow
async def test_an_answer_on_a_kept_connection_does_not_wait_for_the_ones_before_to_be_acknowledged(
    tmp_path: Path,
) -> None:
    async with serving(tmp_path) as product:
        reader, writer = await asyncio.open_connection("127.0.0.1", httpx.URL(product.url).port)
        times = []
        for _ in range(60):  # a new connection is acknowledged at once for its first packets
            began = time.perf_counter()
            writer.write(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().partition(b"content-length:")[2].split()[0]))
            times.append(time.perf_counter() - began)
        writer.close()
    assert min(times[30:]) < 0.03, "an acknowledgement is held back for 40 ms"
