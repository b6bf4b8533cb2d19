"""What is pasted into the settings with characters that nobody sees is read as it looks."""

from pathlib import Path

from application.settings import load_settings

UNSEEN = "\u200b\ufeff\u2060"


def test_settings_are_read_as_they_look(tmp_path: Path) -> None:
    lines = (
        f"BASE_URL={UNSEEN}https://races.test/",
        f"RACETIME_CLIENT_ID=cli{UNSEEN}ent\u00a0",
        f"RACETIME_CLIENT_SECRET=hush{UNSEEN}",
        f"PORT={UNSEEN}8090",
        f"TRUSTED_PROXIES={UNSEEN}127.0.0.1,10.0.0.0/8{UNSEEN}",
        f"SITE_ADMIN_DISCORD_IDS={UNSEEN}80351110224678912,\u00a0<@302050872383242240>",
        f"SECRET_KEY=as it{UNSEEN} is",
    )
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    settings = load_settings(tmp_path / ".env")
    assert settings.base_url == "https://races.test"
    assert (settings.racetime_client_id, settings.racetime_client_secret) == ("client", "hush")
    assert settings.port == 8090
    assert settings.trusted_proxies == ("127.0.0.1", "10.0.0.0/8")
    assert settings.site_admin_discord_ids == (80351110224678912, 302050872383242240)
    assert settings.secret_key == f"as it{UNSEEN} is", "what was sealed with it must stay readable"
