"""Configuration from the environment and `.env`; every variable has a default fit for development."""

from enum import StrEnum
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from application.database_address import DEFAULT_POOL_SIZE, LARGEST_POOL, check_address
from application.domain.accounts import read_discord_id
from application.domain.clock import SystemClock
from application.domain.errors import InvalidInput
from application.domain.live_races.room import is_slug
from application.domain.messages.mail import read_address
from application.domain.text import clean_text
from application.domain.tournaments.timeline import LONGEST_ROOM_OPEN_MINUTES
from application.secret_strength import weakness_of

RACETIME_PUBLIC_URL = "https://racetime.gg"
DEVELOPMENT_SECRET = "development-only-secret"  # noqa: S105  # refused in production
FEWEST_RETENTION_DAYS = 14
"""What Discord refused within a week is made up for, and reminders come up to a week before a race."""
_KEPT_AS_THEY_ARE = frozenset({"secret_key", "secret_keys_old", "metrics_token", "smtp_password"})
_MAKE_ONE = "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class ProcessRole(StrEnum):
    """What a process does: several may do it on one PostgreSQL."""

    WEB = "web"
    """Pages, the API, everything that is asked."""
    WORKER = "worker"
    """Rooms, Discord, the schedule; of several the first one works, and the others wait to take over."""


class MailSecurity(StrEnum):
    """How the way to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class SettingsError(Exception):
    """The configuration can't be used; the message says what to change."""


class SeedCommand(BaseModel):
    """A command that makes a seed: its words, in which `{preset}` stands for one of its presets."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: Annotated[tuple[str, ...], Field(min_length=1)]
    presets: tuple[str, ...] = ()


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    environment: Environment = Environment.DEVELOPMENT
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8080
    base_url: str = ""
    secret_key: str = DEVELOPMENT_SECRET
    secret_keys_old: Annotated[tuple[str, ...], NoDecode] = ()
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1", "::1")
    database_url: str = "sqlite://data/sahabot2.db"
    database_pool_size: int = DEFAULT_POOL_SIZE
    roles: Annotated[frozenset[ProcessRole], NoDecode] = frozenset(ProcessRole)
    site_admin_discord_ids: Annotated[tuple[int, ...], NoDecode] = ()

    racetime_url: str = ""
    speedgaming_url: str = "https://speedgaming.org"
    alttpr_url: str = "https://alttpr.com"
    ootrandomizer_url: str = "https://ootrandomizer.com"
    ootrandomizer_presets_url: str = (
        "https://raw.githubusercontent.com/OoTRandomizer/OoT-Randomizer/release/data/presets_default.json"
    )
    seed_commands: dict[str, SeedCommand] = Field(default_factory=dict)
    racetime_bot_category: str = ""
    racetime_bot_client_id: str = ""
    racetime_bot_client_secret: str = ""
    racetime_client_id: str = ""
    racetime_client_secret: str = ""
    rehearsal_port: Annotated[int, Field(ge=0, le=65535)] = 8081
    demo_season: bool = True

    discord_client_id: str = ""
    discord_client_secret: str = ""
    discord_bot_token: str = ""
    discord_api_base: str = "https://discord.com/api/v10"
    discord_gateway_url: str = "wss://gateway.discord.gg/"
    discord_cdn_base: str = "https://cdn.discordapp.com"
    discord_oauth_authorize_url: str = "https://discord.com/oauth2/authorize"
    discord_oauth_token_url: str = ""

    smtp_host: str = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_security: MailSecurity = MailSecurity.STARTTLS
    smtp_username: str = ""
    smtp_password: Annotated[str, Field(repr=False)] = ""
    smtp_from: str = ""
    alert_emails: Annotated[tuple[str, ...], NoDecode] = ()

    log_format: LogFormat = LogFormat.TEXT
    log_level: LogLevel = LogLevel.INFO
    metrics_token: str = ""

    private_addresses_allowed: bool = False

    retention_days: Annotated[int, Field(ge=FEWEST_RETENTION_DAYS, le=3650)] = 90
    notification_retention_days: Annotated[int, Field(ge=FEWEST_RETENTION_DAYS, le=3650)] = 365

    async_live_race_room_open_minutes: Annotated[int, Field(ge=1, le=LONGEST_ROOM_OPEN_MINUTES)] = 30
    async_live_race_min_account_age_days: Annotated[int, Field(ge=0, le=3650)] = 7

    @field_validator("site_admin_discord_ids", mode="before")
    @classmethod
    def _known_administrators(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return tuple(read_discord_id(part, SystemClock().now()) for part in value.replace(",", " ").split())
        except InvalidInput as error:
            raise ValueError(error.message.removesuffix(".")) from error

    @field_validator("secret_keys_old", "trusted_proxies", "alert_emails", mode="before")
    @classmethod
    def _split_list(cls, value: object) -> object:
        return tuple(part for part in value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("trusted_proxies")
    @classmethod
    def _known_proxies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for proxy in value:
            try:
                network = ip_network(proxy)
            except ValueError as error:
                raise ValueError(f"{proxy[:50]!r} is neither an address nor a network like 10.0.0.0/8") from error
            if network.prefixlen == 0:
                raise ValueError(f"with {proxy} anybody could claim to be anybody; name the proxies' own addresses")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        check_address(value)
        return value

    @field_validator("roles", mode="before")
    @classmethod
    def _known_roles(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        names = value.replace(",", " ").split()
        if not names or set(names) - set(ProcessRole):
            raise ValueError("give web, worker, or both as web,worker")
        return frozenset(map(ProcessRole, names))

    @field_validator("database_pool_size", mode="before")
    @classmethod
    def _size_of_a_pool(cls, value: object) -> int:
        text = str(value).strip()
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= LARGEST_POOL):
            raise ValueError(f"give the number of connections, a whole number from 1 to {LARGEST_POOL}")
        return int(text)

    @field_validator(
        "racetime_url", "speedgaming_url", "base_url", "alttpr_url", "ootrandomizer_url", "ootrandomizer_presets_url"
    )
    @classmethod
    def _web_address(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            return value
        try:
            parts = urlsplit(value)
            _ = parts.port
        except ValueError as error:
            raise ValueError("the host or port of this address can't be read") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("an address must start with http:// or https:// and name a host")
        if info.field_name == "base_url" and (
            parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password
        ):
            raise ValueError(
                "give just the scheme, the host and, if need be, the port, like https://races.example.org; "
                "the product can't be served below a path"
            )
        return value.rstrip("/")

    @field_validator(
        "discord_api_base",
        "discord_gateway_url",
        "discord_cdn_base",
        "discord_oauth_authorize_url",
        "discord_oauth_token_url",
    )
    @classmethod
    def _protected_address(cls, value: str, info: ValidationInfo) -> str:
        """Tokens and codes go to these addresses, so nobody on the way may read along."""
        if not value and info.field_name == "discord_oauth_token_url":
            return value
        plain, safe = ("ws", "wss") if info.field_name == "discord_gateway_url" else ("http", "https")
        parts = urlsplit(value)
        if parts.scheme not in (plain, safe) or not parts.hostname:
            raise ValueError(f"an address must start with {safe}://")
        if parts.scheme == plain and not is_loopback(parts.hostname):
            raise ValueError(f"use {safe}://; {plain}:// is only for a host on this machine")
        return value if info.field_name == "discord_gateway_url" else value.rstrip("/")

    @field_validator("*", mode="before")
    @classmethod
    def _clean(cls, value: object, info: ValidationInfo) -> object:
        """Leave out what is not seen, but not from what secrets were sealed with; done before the validators above."""
        if not isinstance(value, str) or info.field_name in _KEPT_AS_THEY_ARE:
            return value
        return clean_text(value).strip()

    @model_validator(mode="after")
    def _whole_credentials(self) -> "Settings":
        for name in ("racetime_bot_client", "racetime_client"):
            if bool(getattr(self, f"{name}_id")) is not bool(getattr(self, f"{name}_secret")):
                raise ValueError(f"{name.upper()}_ID and {name.upper()}_SECRET must be set together")
        if self.racetime_bot_client_id and not is_slug(self.racetime_bot_category):
            raise ValueError("RACETIME_BOT_CATEGORY must be the short name of the bot's category, e.g. alttpr")
        return self

    @field_validator("smtp_from")
    @classmethod
    def _known_sender(cls, value: str) -> str:
        return _address(value, "smtp_from") if value else ""

    @field_validator("alert_emails")
    @classmethod
    def _known_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_address(each, "alert_emails") for each in value)

    @model_validator(mode="after")
    def _whole_mail(self) -> "Settings":
        if self.smtp_host and not self.smtp_from:
            raise ValueError("SMTP_FROM must be set with SMTP_HOST: the address that e-mail comes from")
        if self.alert_emails and not self.smtp_host:
            raise ValueError("SMTP_HOST must be set with ALERT_EMAILS: the mail server that brings the alerts")
        if bool(self.smtp_username) is not bool(self.smtp_password):
            raise ValueError("SMTP_USERNAME and SMTP_PASSWORD must be set together")
        if self.smtp_password and self.smtp_security is MailSecurity.NONE and not is_loopback(self.smtp_host):
            raise ValueError("SMTP_SECURITY must be starttls or tls with a password, which could be read on the way")
        return self

    @field_validator("metrics_token")
    @classmethod
    def _unguessable(cls, value: str) -> str:
        if value and (weakness := weakness_of(value)):
            raise ValueError(f"it {weakness}; {_MAKE_ONE}")
        return value

    @model_validator(mode="after")
    def _roles_that_fit(self) -> "Settings":
        if self.roles == set(ProcessRole):
            return self
        if self.database_url.startswith("sqlite:"):
            raise ValueError(
                "ROLES must be web,worker with SQLite, which one process serves; set DATABASE_URL to a PostgreSQL for "
                "several"
            )
        if self.uses_rehearsal:
            raise ValueError(
                "ROLES must be web,worker with the built-in rehearsal; set RACETIME_URL for several processes"
            )
        return self

    @model_validator(mode="after")
    def _fit_for_production(self) -> "Settings":
        if self.environment is not Environment.PRODUCTION:
            return self
        if weakness := weakness_of(self.secret_key):
            raise ValueError(f"SECRET_KEY {weakness} in production; {_MAKE_ONE}")
        if not self.base_url:
            raise ValueError("BASE_URL must be set to the public address in production")
        parts = urlsplit(self.base_url)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            raise ValueError("BASE_URL must start with https:// in production, or sessions could be read on the way")
        for name in (
            "racetime_url",
            "speedgaming_url",
            "alttpr_url",
            "ootrandomizer_url",
            "ootrandomizer_presets_url",
        ):
            there = urlsplit(getattr(self, name))
            if there.scheme == "http" and not is_loopback(there.hostname or ""):
                raise ValueError(
                    f"{name.upper()} must start with https:// in production, or secrets, seeds and results could be "
                    "read and changed on the way"
                )
        if not self.discord_client_id or not self.discord_client_secret:
            raise ValueError(
                "DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET must be set in production, as people sign in with Discord"
            )
        return self

    @property
    def in_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @property
    def reaches_private(self) -> bool:
        """Whether addresses that admins name may be ones that only this network knows."""
        return self.private_addresses_allowed or not self.in_production

    @property
    def uses_rehearsal(self) -> bool:
        """Development without racetime.gg: the built-in rehearsal server takes its place."""
        return not self.in_production and not self.racetime_url and not self.racetime_bot_client_id

    @property
    def demo_sign_in(self) -> bool:
        return not self.in_production

    @property
    def sends_mail(self) -> bool:
        return bool(self.smtp_host)

    @property
    def public_url(self) -> str:
        return self.base_url or f"http://localhost:{self.port}"

    @property
    def racetime_public_url(self) -> str:
        return self.racetime_url or RACETIME_PUBLIC_URL

    @property
    def discord_sign_in(self) -> bool:
        """Whether people can sign in with Discord."""
        return bool(self.discord_client_id and self.discord_client_secret)

    @property
    def discord_token_url(self) -> str:
        return self.discord_oauth_token_url or f"{self.discord_api_base}/oauth2/token"


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the configuration. Raises `SettingsError` with one sentence per problem."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # documented, not in the generated signature
    except ValidationError as error:
        problems = []
        for item in error.errors():
            name = str(item["loc"][0]).upper() if item["loc"] else ""
            text = str(item["msg"]).removeprefix("Value error, ")
            problems.append(f"{name}: {text}." if name and not text.startswith(name) else f"{text}.")
        raise SettingsError(" ".join(problems)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The file {env_file} can't be read: {error}.") from error


def _address(written: str, field: str) -> str:
    try:
        return read_address(written, field=field)
    except InvalidInput as error:
        raise ValueError(error.message.removesuffix(".")) from error


def is_loopback(hostname: str) -> bool:
    """Tell whether a host is this very machine."""
    try:
        return ip_address(hostname).is_loopback
    except ValueError:
        return hostname == "localhost" or hostname.endswith(".localhost")
