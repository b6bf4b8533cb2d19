"""Each form of a setting that `.env.example` documents starts a product that works."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from application.certificates import authorities
from application.services.people.identity_service import SESSION_COOKIE
from tests.support.community import NOWHERE
from tests.support.product import run_command, serving

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "q3vT9xLw0ZbR7mKd2YhP5sNcJf8GuEa1oXiV",
    "SECRET_KEYS_OLD": "first-of-the-earlier-keys,second-of-the-earlier-keys",
    "RACETIME_URL": f"{NOWHERE}/",
    "SPEEDGAMING_URL": f"{NOWHERE}/",
    "DISCORD_CLIENT_ID": "1",
    "DISCORD_CLIENT_SECRET": "not-for-anybody",
    "DISCORD_API_BASE": f"{NOWHERE}/api/v10",
    "DISCORD_OAUTH_AUTHORIZE_URL": f"{NOWHERE}/authorize",
    "DISCORD_OAUTH_TOKEN_URL": f"{NOWHERE}/token",
    "BASE_URL": "http://localhost:9999/",
    "DATABASE_POOL_SIZE": "3",
    "SITE_ADMIN_DISCORD_IDS": "302050872383242240, 302050872383242241",
}


@pytest.mark.parametrize(
    ("settings", "believes"),
    [
        pytest.param(
            {"DATABASE_URL": "sqlite://races/own.db?busy_timeout=20000", "HOST": "0.0.0.0"},  # noqa: S104  # documented
            True,
            id="relative",
        ),
        pytest.param(
            {
                "DATABASE_URL": "sqlite:///{folder}/absolute #1%20.db",
                "HOST": "::1",
                "RACETIME_URL": NOWHERE,
                "TRUSTED_PROXIES": "10.0.0.0/8, 2001:db8::/32 192.0.2.1",
            },
            False,
            id="absolute",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            {"DATABASE_URL": "sqlite:////{folder}/doubled.db?synchronous=full", "HOST": "", "TRUSTED_PROXIES": ""},
            False,
            id="absolute after a second slash",
            marks=pytest.mark.slow,
        ),
    ],
)
async def test_people_read_and_write_on_a_product_in_development(
    tmp_path: Path, settings: Mapping[str, str], believes: bool
) -> None:
    """`believes` tells whether this machine is one of the TRUSTED_PROXIES."""
    chosen = {name: value.format(folder=str(tmp_path).lstrip("/")) for name, value in settings.items()}
    async with (
        serving(tmp_path, chosen) as product,
        httpx.AsyncClient(base_url=product.url, verify=authorities()) as browser,
    ):
        chooser = await browser.get("/sign-in")
        person = chooser.text.partition('"name":"user_id","value":"')[2].partition('"')[0]
        signed_in = await browser.post("/sign-in", data={"user_id": person}, headers={"origin": "http://localhost"})
        assert SESSION_COOKIE in signed_in.cookies
        for path in ("/", "/account", "/calendar"):
            answer = await browser.get(path)
            assert (answer.status_code, "Something went wrong" in answer.text) == (200, False), path
        for number in range(21):
            wrong = {"authorization": "Bearer wrong", "x-forwarded-for": f"203.0.113.{number}"}
            guessed = await browser.get("/api/me", headers=wrong)
    assert guessed.status_code == (401 if believes else 429), "there are 20 guesses for one address"


@pytest.mark.slow
async def test_programs_read_and_write_on_a_product_in_production(tmp_path: Path, postgres_database_url: str) -> None:
    database = f"{postgres_database_url}&sslmode=disable&application_name=races&connect_timeout=5"
    settings = {**PRODUCTION, "DATABASE_URL": database}
    admin = ("--admin-discord-id", "302050872383242240", "--admin-name", "Zelda")
    for command in (
        ("create-organization", "--slug", "hyrule", "--name", "Hyrule", *admin),
        ("create-token", "--discord-id", "302050872383242240", "--name", "test", "--days", "never"),
    ):
        done = await run_command(tmp_path, *command, settings=settings)
        assert done.code == 0, done.errors
    headers = {"authorization": f"Bearer {done.output.strip()}"}
    async with (
        serving(tmp_path, settings) as product,
        httpx.AsyncClient(base_url=product.url, verify=authorities()) as program,
    ):
        ready, organizations, page = await asyncio.gather(
            program.get("/health/ready"), program.get("/api/me/organizations", headers=headers), program.get("/sign-in")
        )
        assert (ready.status_code, page.status_code) == (200, 200)
        assert organizations.json()["items"][0]["slug"] == "hyrule", organizations.text
