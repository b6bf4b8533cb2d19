"""Settings around Discord: what production refuses, and where secrets may not go."""

import pytest

from application.settings import SettingsError, load_settings

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "q3vT9xLw0ZbR7mKd2YhP5sNcJf8GuEa1oXiV",
    "BASE_URL": "https://races.test",
    "DISCORD_CLIENT_ID": "1",
    "DISCORD_CLIENT_SECRET": "2",
}


def refusal(monkeypatch: pytest.MonkeyPatch, **values: str) -> str:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings(env_file=None)
    return str(refused.value)


def test_production_starts_with_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    settings = load_settings(env_file=None)
    assert settings.discord_sign_in
    assert settings.discord_token_url == "https://discord.com/api/v10/oauth2/token"
    assert not settings.demo_sign_in


@pytest.mark.parametrize("missing", ["DISCORD_CLIENT_ID", "DISCORD_CLIENT_SECRET"])
def test_production_refuses_to_start_without_a_way_to_sign_in(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    assert "people sign in with Discord" in refusal(monkeypatch, **{**PRODUCTION, missing: ""})


def test_production_refuses_an_address_over_which_sessions_could_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "BASE_URL must start with https://" in refusal(
        monkeypatch, **{**PRODUCTION, "BASE_URL": "http://races.test"}
    )


@pytest.mark.parametrize(
    "name", ["DISCORD_API_BASE", "DISCORD_CDN_BASE", "DISCORD_OAUTH_AUTHORIZE_URL", "DISCORD_OAUTH_TOKEN_URL"]
)
def test_tokens_go_to_another_machine_over_https_only(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert f"{name}: use https://" in refusal(monkeypatch, **{name: "http://discord.test/api"})
    for host in ("127.0.0.1:9", "localhost:9", "[::1]:9"):
        monkeypatch.setenv(name, f"http://{host}/api")
        load_settings(env_file=None)


def test_the_gateway_is_reached_over_wss_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "use wss://" in refusal(monkeypatch, DISCORD_GATEWAY_URL="ws://discord.test/")
    assert "must start with wss://" in refusal(monkeypatch, DISCORD_GATEWAY_URL="https://discord.test/")
    monkeypatch.setenv("DISCORD_GATEWAY_URL", "ws://127.0.0.1:9/")
    load_settings(env_file=None)
