"""Stored secrets outlive a new key."""

import asyncio
from pathlib import Path

from application.database import Database
from application.secret_box import FernetSecretBox
from models.race_room_profile import RacetimeBot
from tests.command_line.conftest import Call
from tests.support.product import free_port, serving

OLD, NEW = "q3vT9xLw0ZbR7mKd2YhP5sNcJf8GuEa1oXiV", "Zx8Kq1Wv5Rt9Lm3Bn7Hj2Gf6Ds0Pa4Yu8Ie"
BOT = {"RACETIME_BOT_CATEGORY": "alttpr", "RACETIME_BOT_CLIENT_ID": "bot", "RACETIME_BOT_CLIENT_SECRET": "hush"}


def test_stored_secrets_outlive_a_new_key_and_are_encrypted_anew(
    call: Call, tmp_path: Path, sqlite_database_url: str
) -> None:
    url = sqlite_database_url
    first = {"DATABASE_URL": url, "SECRET_KEY": OLD}
    assert call("create-organization", "--slug", "woods", "--name", "Woods", **first).code == 0
    asyncio.run(_served_once(tmp_path, {**first, **BOT, "RACETIME_URL": f"http://127.0.0.1:{free_port()}"}))
    assert FernetSecretBox(OLD).unseal(asyncio.run(_sealed(url))) == "hush"

    lost = call("rotate-secrets", DATABASE_URL=url, SECRET_KEY=NEW)
    assert lost.code == 1
    assert "1 can be read with none of the keys" in lost.errors
    rotated = call("rotate-secrets", DATABASE_URL=url, SECRET_KEY=NEW, SECRET_KEYS_OLD=OLD)
    assert (rotated.code, rotated.output.startswith("Encrypted 1 secret again.")) == (0, True)
    for left_alone in ("calendar and overlay links", "0 fingerprints", "sessions and API tokens need none"):
        assert left_alone in rotated.output
    assert FernetSecretBox(NEW).unseal(asyncio.run(_sealed(url))) == "hush"
    again = call("rotate-secrets", DATABASE_URL=url, SECRET_KEY=NEW)
    assert (again.code, again.output.startswith("Encrypted 0 secrets again.")) == (0, True)


async def _served_once(folder: Path, settings: dict[str, str]) -> None:
    async with serving(folder, settings):
        pass


async def _sealed(url: str) -> str:
    database = await Database.open(url)
    try:
        return (await RacetimeBot.get()).client_secret_encrypted
    finally:
        await database.close()
