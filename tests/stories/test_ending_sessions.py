"""What the people who run the product do after a fright: end sessions, revoke tokens, and change the key of secrets."""

from pathlib import Path

import httpx
import pytest

from application.certificates import authorities
from tests.support.product import run_command, serving


@pytest.mark.slow
async def test_a_command_ends_all_sessions_of_a_running_product(tmp_path: Path) -> None:
    async with serving(tmp_path) as product, httpx.AsyncClient(base_url=product.url, verify=authorities()) as browser:
        own = {"origin": product.url}
        assert (await browser.post("/sign-in", data={"user_id": "1"}, headers=own)).status_code == 303
        assert (await browser.get("/account")).status_code == 200
        done = await run_command(tmp_path, "end-sessions", "--tokens")
        assert (done.code, done.errors) == (0, "")
        assert done.output == "Ended 1 session; open pages end within seconds. Revoked 0 API tokens.\n"
        assert (await browser.get("/account")).status_code == 303
        unknown = await run_command(tmp_path, "end-sessions", "--discord-id", "80351110224678912")
        assert (unknown.code, unknown.errors) == (1, "There is no such user.\n")


@pytest.mark.slow
async def test_another_site_opens_no_socket(tmp_path: Path) -> None:
    """A page of another origin has no business with the sockets of open pages, whatever the Host header says."""
    handshake = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    address = "/_nicegui_ws/socket.io/?EIO=4&transport=websocket"
    async with serving(tmp_path) as product, httpx.AsyncClient(base_url=product.url, verify=authorities()) as client:
        foreign = await client.get(address, headers={**handshake, "origin": "https://evil.test", "host": "evil.test"})
        polling = await client.get(address.replace("websocket", "polling"), headers={"origin": "https://evil.test"})
        own = await client.get(address.replace("websocket", "polling"), headers={"origin": product.url})
    assert (foreign.status_code, polling.status_code, own.status_code) == (403, 403, 200)
