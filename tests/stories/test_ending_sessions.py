"""What the people who run the product do after a fright: end sessions, revoke tokens, and change the key of secrets."""

from pathlib import Path

import httpx

from application.database import Database, migrate
from application.secret_box import FernetSecretBox
from models import RacetimeBot
from tests.support.product import free_port, run_command, serving

OLD, NEW = "q3vT9xLw0ZbR7mKd2YhP5sNcJf8GuEa1oXiV", "Zx8Kq1Wv5Rt9Lm3Bn7Hj2Gf6Ds0Pa4Yu8Ie"


async def test_a_command_ends_all_sessions_of_a_running_product(tmp_path: Path) -> None:
    async with serving(tmp_path) as product, httpx.AsyncClient(base_url=product.url) as browser:
        own = {"origin": product.url}
        assert (await browser.post("/sign-in", data={"user_id": "1"}, headers=own)).status_code == 303
        assert (await browser.get("/account")).status_code == 200
        done = await run_command(tmp_path, "end-sessions", "--tokens")
        assert (done.code, done.errors) == (0, "")
        assert done.output == "Ended 1 session(s); open pages end within seconds. Revoked 0 API token(s).\n"
        assert (await browser.get("/account")).status_code == 303
        unknown = await run_command(tmp_path, "end-sessions", "--discord-id", "80351110224678912")
        assert (unknown.code, unknown.errors) == (1, "There is no such user.\n")


async def test_another_site_opens_no_socket(tmp_path: Path) -> None:
    """A page of another origin has no business with the sockets of open pages, whatever the Host header says."""
    handshake = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    address = "/_nicegui_ws/socket.io/?EIO=4&transport=websocket"
    async with serving(tmp_path) as product, httpx.AsyncClient(base_url=product.url) as client:
        foreign = await client.get(address, headers={**handshake, "origin": "https://evil.test", "host": "evil.test"})
        polling = await client.get(address.replace("websocket", "polling"), headers={"origin": "https://evil.test"})
        own = await client.get(address.replace("websocket", "polling"), headers={"origin": product.url})
    assert (foreign.status_code, polling.status_code, own.status_code) == (403, 403, 200)


async def test_stored_secrets_outlive_a_new_key_and_are_encrypted_anew(tmp_path: Path) -> None:
    database = {"DATABASE_URL": f"sqlite://{tmp_path / 'races.db'}"}
    bot = {"RACETIME_BOT_CATEGORY": "alttpr", "RACETIME_BOT_CLIENT_ID": "bot", "RACETIME_BOT_CLIENT_SECRET": "hush"}
    offline = {"RACETIME_URL": f"http://127.0.0.1:{free_port()}"}
    first = {**database, "SECRET_KEY": OLD}
    await migrate(database["DATABASE_URL"])
    made = ("create-organization", "--slug", "woods", "--name", "Woods")
    assert (await run_command(tmp_path, *made, settings=first)).code == 0
    async with serving(tmp_path, {**first, **bot, **offline}):
        pass
    sealed = await _sealed(database["DATABASE_URL"])
    assert FernetSecretBox(OLD).unseal(sealed) == "hush"

    lost = await run_command(tmp_path, "rotate-secrets", settings={**database, "SECRET_KEY": NEW})
    assert lost.code == 1
    assert "1 can be read with none of the keys" in lost.errors
    rotated = await run_command(
        tmp_path, "rotate-secrets", settings={**database, "SECRET_KEY": NEW, "SECRET_KEYS_OLD": OLD}
    )
    assert (rotated.code, rotated.output.startswith("Encrypted 1 secret(s) anew.")) == (0, True)
    for left_alone in ("calendar and overlay addresses", "0 fingerprint(s)", "sessions and API tokens need none"):
        assert left_alone in rotated.output
    assert FernetSecretBox(NEW).unseal(await _sealed(database["DATABASE_URL"])) == "hush"
    again = await run_command(tmp_path, "rotate-secrets", settings={**database, "SECRET_KEY": NEW})
    assert (again.code, again.output.startswith("Encrypted 0 secret(s) anew.")) == (0, True)


async def _sealed(url: str) -> str:
    database = await Database.open(url)
    try:
        return (await RacetimeBot.get()).client_secret_encrypted
    finally:
        await database.close()
