"""`python main.py check` tells in one screen what is wrong with an installation."""

import asyncio
from pathlib import Path

import pytest

from tests.command_line.conftest import Call
from tests.support.product import run_command, serving


def test_what_is_wrong_is_named_line_by_line(call: Call) -> None:
    mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": "1", "SMTP_FROM": "alerts@product.test"}
    found = call("check", RACETIME_URL="http://127.0.0.1:1", BASE_URL="http://127.0.0.1:1", **mail)
    assert (found.code, found.output) == (1, "")
    lines = found.errors.splitlines()
    assert lines[0].startswith("ok   Version 0.1.0")
    assert [line[:3] for line in lines[:-1]] == ["ok ", "BAD", "BAD", "BAD", "ok ", "BAD"]
    assert "run `python main.py migrate`" in lines[1]
    assert "Nobody answers at http://127.0.0.1:1" in lines[2]
    assert lines[3] == "BAD  http://127.0.0.1:1 can't be reached (ConnectError)."
    assert lines[5] == "BAD  The mail server can't be reached (SMTPConnectError)."
    assert lines[-1] == "This installation is not sound yet."


@pytest.mark.slow
async def test_a_sound_installation_is_said_to_be_so(tmp_path: Path) -> None:
    async with serving(tmp_path) as product:
        found = await run_command(tmp_path, "check", settings={"BASE_URL": product.url})
        assert found.code == 0, found.errors
        assert f"ok   {product.url} leads here." in found.output
        assert "BAD" not in found.output

        async with await asyncio.start_server(_of_another_year, "127.0.0.1", 0) as server:
            address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            found = await run_command(tmp_path, "check", settings={"BASE_URL": product.url, "RACETIME_URL": address})
        assert found.code == 1
        assert f"BAD  This machine's clock and {address} differ by " in found.errors
        assert found.errors.count("BAD") == 1


async def _of_another_year(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nDate: Sat, 01 Jan 2022 00:00:00 GMT\r\nContent-Length: 2\r\n\r\n{}")
    await writer.drain()
    writer.close()
