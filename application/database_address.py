"""What DATABASE_URL says: each part of it is honoured, or refused by name, and none is dropped silently."""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

BUSY_TIMEOUT_MILLISECONDS = 10_000
CONNECT_SECONDS = 10
STATEMENT_TIMEOUT_MILLISECONDS = 20_000
"""PostgreSQL's server ends a statement that takes longer."""
DEFAULT_POOL_SIZE = 10
LARGEST_POOL = 1000

_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_SSL_FILES = ("sslrootcert", "sslcert", "sslkey", "sslcrl")
_SYSTEM = "system"
_SESSION_ATTRS = ("any", "primary", "standby", "read-write", "read-only", "prefer-standby")
_POSTGRES_OPTIONS = frozenset(
    {
        "host",
        "port",
        "user",
        "password",
        "dbname",
        "sslmode",
        *_SSL_FILES,
        "application_name",
        "connect_timeout",
        "target_session_attrs",
        "statement_cache_size",
        "statement_timeout",
    }
)
_SQLITE_OPTIONS = frozenset({"busy_timeout", "synchronous"})
_SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")


class UnusableDatabaseAddress(ValueError):
    """DATABASE_URL can't be used; the message is a sentence without its secrets and without its last full stop."""


@dataclass(frozen=True, slots=True)
class SqliteAddress:
    path: Path
    busy_timeout_milliseconds: int
    synchronous: str


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    host: str | None
    port: int
    user: str
    password: str
    database: str
    statement_timeout_milliseconds: int
    """0 is none."""
    more: Mapping[str, Any]
    """What else the driver is told: ssl, timeout, server settings."""


def sqlite_address(url: str) -> SqliteAddress:
    """A path after three slashes or more is absolute. Raises `UnusableDatabaseAddress`."""
    rest = url.partition("://")[2]
    path, _, query = rest.partition("?")
    if not path:
        raise UnusableDatabaseAddress("DATABASE_URL must name a file after sqlite://")
    options = _options(query, _SQLITE_OPTIONS)
    timeout = _number(options, "busy_timeout", BUSY_TIMEOUT_MILLISECONDS, least=0)
    synchronous = options.get("synchronous", "NORMAL").upper()
    _demand_one_of("synchronous", synchronous, _SYNCHRONOUS)
    file = Path(f"/{path.lstrip('/')}" if path.startswith("/") else path)
    return SqliteAddress(file, timeout, synchronous)


def postgres_address(url: str) -> PostgresAddress:
    """Raises `UnusableDatabaseAddress`; certificates that it names are read."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UnusableDatabaseAddress("DATABASE_URL has a host or port that can't be read") from error
    if parts.fragment:
        raise UnusableDatabaseAddress("DATABASE_URL has a #; write it as %23 where it belongs to a password")
    for mark, escaped, rest in (("?", "%3F", parts.query), ("/", "%2F", parts.path)):
        if "@" in rest:
            raise UnusableDatabaseAddress(
                f"DATABASE_URL has a {mark} before an @; write {mark} as {escaped} and @ as %40 where they belong to a "
                "password, a name or an option"
            )
    options = _options(parts.query, _POSTGRES_OPTIONS)
    more: dict[str, Any] = {"timeout": float(_number(options, "connect_timeout", CONNECT_SECONDS, least=1))}
    if "application_name" in options:
        more["application_name"] = options["application_name"]
    if "statement_cache_size" in options:
        more["statement_cache_size"] = _number(options, "statement_cache_size", 0, least=0)
    if "target_session_attrs" in options:
        _demand_one_of("target_session_attrs", options["target_session_attrs"], _SESSION_ATTRS)
        more["target_session_attrs"] = options["target_session_attrs"]
    if (encryption := _encryption(options)) is not None:
        more["ssl"] = encryption
    return PostgresAddress(
        host=options.get("host") or _host(parts),
        port=_number(options, "port", port or 5432, least=1),
        user=options.get("user") or unquote(parts.username or "postgres"),
        password=options.get("password") or unquote(parts.password or ""),
        database=options.get("dbname") or unquote(parts.path.lstrip("/")) or "postgres",
        statement_timeout_milliseconds=_number(options, "statement_timeout", STATEMENT_TIMEOUT_MILLISECONDS, least=0),
        more=more,
    )


def _host(parts: SplitResult) -> str | None:
    """Return the host; one that is percent-encoded names the folder of a socket, whose letter case counts."""
    written = parts.netloc.rpartition("@")[2].partition(":")[0]
    return unquote(written) if "%" in written else parts.hostname


def check_address(url: str) -> None:
    """Raises `UnusableDatabaseAddress` for an address that no part of the product could use."""
    readers: dict[str, Callable[[str], object]] = {
        "sqlite": sqlite_address,
        "postgres": postgres_address,
        "postgresql": postgres_address,
    }
    kind, separator, _ = url.partition("://")
    if kind not in readers or not separator:
        raise UnusableDatabaseAddress("DATABASE_URL must start with sqlite:// or postgresql://")
    readers[kind](url)
    if kind == "sqlite" and sqlite_address(url).path == Path(":memory:"):
        raise UnusableDatabaseAddress("DATABASE_URL must name a file after sqlite://")


def _options(query: str, known: frozenset[str]) -> dict[str, str]:
    options: dict[str, str] = {}
    for name, value in parse_qsl(query.replace("+", "%2B"), keep_blank_values=True):  # a plus is no blank here
        if name not in known:
            raise UnusableDatabaseAddress(
                f"DATABASE_URL has the option {name[:40]!r}, which is not supported here; supported are "
                f"{', '.join(sorted(known))}"
            )
        if name in options:
            raise UnusableDatabaseAddress(f"DATABASE_URL has the option {name} twice; leave one out")
        if not value:
            raise UnusableDatabaseAddress(f"DATABASE_URL has the option {name} without a value; leave it out")
        options[name] = value
    return options


def _number(options: Mapping[str, str], name: str, usual: int, *, least: int) -> int:
    text = options.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) >= least):
        raise UnusableDatabaseAddress(f"The option {name} in DATABASE_URL must be a whole number, at least {least}")
    return int(text)


def _demand_one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UnusableDatabaseAddress(f"The option {name} in DATABASE_URL must be one of {', '.join(allowed)}")


def _encryption(options: Mapping[str, str]) -> ssl.SSLContext | str | None:
    """Return what the driver takes: a context, a mode without certificates, or None for its own default (prefer)."""
    files = {name: options[name] for name in _SSL_FILES if name in options}
    mode = options.get("sslmode", "verify-ca" if "sslrootcert" in files else "prefer" if files else "")
    if not mode:
        return None
    _demand_one_of("sslmode", mode, _SSL_MODES)
    if mode in ("disable", "allow", "prefer"):
        if files:
            named = ", ".join(files)
            raise UnusableDatabaseAddress(
                f"DATABASE_URL has {named}, which means nothing with sslmode {mode}; set sslmode to verify-full"
            )
        return mode
    for name, path in files.items():
        if not (name == "sslrootcert" and path == _SYSTEM) and not Path(path).is_file():
            raise UnusableDatabaseAddress(f"DATABASE_URL names a file for {name} that isn't there: {path}")
    try:
        return _context(mode, files)
    except (OSError, ssl.SSLError) as error:
        raise UnusableDatabaseAddress(f"A certificate or key that DATABASE_URL names can't be read: {error}") from error


def _context(mode: str, files: Mapping[str, str]) -> ssl.SSLContext:
    """`require` with a root certificate checks it, as PostgreSQL's own programs do."""
    root = files.get("sslrootcert")
    context = ssl.create_default_context(cafile=None if root in (None, _SYSTEM) else root)
    context.check_hostname = mode == "verify-full"
    if mode == "require" and root is None:
        context.verify_mode = ssl.CERT_NONE
    if "sslcrl" in files:
        context.load_verify_locations(files["sslcrl"])
        context.verify_flags |= ssl.VerifyFlags.VERIFY_CRL_CHECK_LEAF
    if "sslcert" in files:
        context.load_cert_chain(files["sslcert"], files.get("sslkey"))
    return context
