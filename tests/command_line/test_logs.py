"""Lines of the log: for people, and for machines; with the id of the request that they belong to."""

import json
from pathlib import Path

import httpx
import pytest

from application.certificates import authorities
from tests.command_line.conftest import Call
from tests.command_line.test_refusals import assert_is_one_sentence
from tests.support.product import serving


@pytest.mark.parametrize("log_format", ["json", pytest.param("text", marks=pytest.mark.slow)])
@pytest.mark.slow
async def test_each_line_has_the_ids_of_what_it_is_about(tmp_path: Path, log_format: str) -> None:
    async with serving(tmp_path, {"LOG_FORMAT": log_format}) as product:
        async with httpx.AsyncClient(base_url=product.url, verify=authorities()) as client:
            own = await client.get("/health/live", headers={"X-Request-ID": "from-the-proxy:1"})
            assert own.headers["x-request-id"] == "from-the-proxy:1"
            forged = await client.get("/health/live", headers={"X-Request-ID": "1 level=error"})
            made = forged.headers["x-request-id"]
            assert len(made) == 16
            assert (await client.get("/")).headers["x-request-id"] not in (made, "from-the-proxy:1")
        assert await product.stop() == 0
    opened = next(line for line in product.log if "AsyncLiveRaceCreated" in line)
    if log_format == "json":
        lines = [json.loads(line) for line in product.log]
        assert all({"timestamp", "level", "logger", "message"} <= set(line) for line in lines)
    else:
        assert "organization=1 live_race=1" in opened
        assert "INFO application.chronicle" in opened


def test_another_format_is_refused(call: Call) -> None:
    assert_is_one_sentence(call("migrate", LOG_FORMAT="xml"), 1, "LOG_FORMAT")
