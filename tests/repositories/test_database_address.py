"""What an address of a database says is honoured by the engine, or refused by name."""

import asyncio
import sqlite3
import ssl
from contextlib import closing
from pathlib import Path

import pytest
from tortoise.transactions import in_transaction

from application.database import Database, DatabaseError, connected, migrate
from application.database_address import UnusableDatabaseAddress, check_address, postgres_address, sqlite_address
from application.domain.errors import Unavailable
from application.settings import load_settings
from installation.wiring import installed
from models.user import User
from tests.support.certificate import make_certificate
from tests.support.postgres import installed_programs, postgres_server
from tests.support.product import free_port


async def _asked(url: str, question: str) -> object:
    database = await Database.open(url)
    try:
        _, rows = await User._meta.db.execute_query(question)
        return next(iter(dict(rows[0]).values()))
    finally:
        await database.close()


async def test_postgres_knows_the_application_by_the_name_in_the_address(postgres_database_url: str) -> None:
    named = f"{postgres_database_url}&application_name=races&connect_timeout=5&statement_cache_size=0"
    assert await _asked(named, "SHOW application_name") == "races"
    await migrate(named)


async def test_an_encrypted_connection_is_demanded_and_not_just_wished_for() -> None:
    """A server without encryption hears nothing but the question whether it has any."""
    heard = bytearray()

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.extend(await reader.read(8))
        writer.write(b"N")
        heard.extend(await reader.read(100))
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        for mode in ("require", "verify-full"):
            heard.clear()
            with pytest.raises(DatabaseError, match="can't be used"):
                await migrate(f"postgresql://saha:hush@127.0.0.1:{port}/races?sslmode={mode}")
            assert len(heard) == 8


@pytest.mark.slow
async def test_a_real_server_is_believed_only_with_the_certificate_that_the_address_names(tmp_path: Path) -> None:
    port = free_port()
    with postgres_server(programs=installed_programs()) as server:
        ours, another = make_certificate(server.folder), make_certificate(tmp_path)
        for file in (ours.file, ours.key):
            server.own(file)
        server.stop()
        files = {"ssl_cert_file": str(ours.file), "ssl_key_file": str(ours.key)}
        server.start(listen_addresses="127.0.0.1,127.0.0.2", port=str(port), ssl="on", **files)
        place = f"postgresql://postgres@127.0.0.1:{port}/postgres?sslmode=verify-full"
        trusting = f"{place}&sslrootcert={ours.file}"
        await migrate(trusting)
        assert await _asked(trusting, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") is True
        async with connected(trusting) as connection:
            assert (
                await connection.fetchval("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()") >= "TLSv1.2"
            )
        by_another_name = trusting.replace("127.0.0.1", "127.0.0.2")
        for wrong in (place, f"{place}&sslrootcert={another.file}", by_another_name):
            with pytest.raises(DatabaseError, match="can't be used"):
                await migrate(wrong)


def test_a_mode_that_checks_certificates_checks_the_name_too_if_it_says_so() -> None:
    context = postgres_address("postgresql://h/races?sslmode=verify-full").more["ssl"]
    assert isinstance(context, ssl.SSLContext)
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
    loose = postgres_address("postgresql://h/races?sslmode=require").more["ssl"]
    assert (loose.check_hostname, loose.verify_mode) == (False, ssl.CERT_NONE)
    assert postgres_address("postgresql://h/races?sslmode=disable").more["ssl"] == "disable"
    assert "ssl" not in postgres_address("postgresql://h/races").more


async def test_sqlite_waits_for_its_turn_only_if_the_address_says_so(sqlite_database_url: str) -> None:
    database = await Database.open(f"{sqlite_database_url}?busy_timeout=0")
    try:
        with closing(sqlite3.connect(sqlite_address(sqlite_database_url).path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Unavailable, match="busy"):
                await User.filter(id=1).update(display_name="Saria")
            other.execute("ROLLBACK")
        await User.filter(id=1).update(display_name="Saria")
    finally:
        await database.close()


async def test_sqlite_writes_as_the_address_says(sqlite_database_url: str) -> None:
    chosen = f"{sqlite_database_url}?synchronous=full"
    await migrate(chosen)
    assert await _asked(chosen, "PRAGMA synchronous") == 2
    assert sqlite_address(chosen).path == sqlite_address(sqlite_database_url).path


def test_parts_of_the_address_may_be_options_and_passwords_may_have_any_sign() -> None:
    address = postgres_address("postgresql://saha:a%23b%2Fc@db.test:5433/races?user=other&dbname=real")
    assert (address.user, address.password, address.database) == ("other", "a#b/c", "real")
    assert (address.host, address.port) == ("db.test", 5433)


def test_a_plus_is_a_plus_and_an_encoded_host_is_the_folder_of_a_socket() -> None:
    address = postgres_address("postgresql://saha@%2FVar%2Frun:5433/races?password=a+b%2Bc&application_name=x+y")
    assert (address.host, address.port, address.password) == ("/Var/run", 5433, "a+b+c")
    assert address.more["application_name"] == "x+y"


@pytest.mark.parametrize("address", ["saha:12?hush=a@h/races", "saha:12?hush@h/races", "saha:12/hush@h/races"])
def test_a_password_that_ends_the_address_too_early_is_not_repeated(address: str) -> None:
    with pytest.raises(UnusableDatabaseAddress) as refused:
        check_address(f"postgresql://{address}")
    assert "belong to a password" in str(refused.value)
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize("option", ["sslpassword", "options", "keepalives", "channel_binding", "service", "SSLMODE"])
def test_an_option_that_nobody_would_honour_is_refused_by_name(option: str) -> None:
    with pytest.raises(UnusableDatabaseAddress, match=f"the option '{option}', which is not supported") as refused:
        check_address(f"postgresql://saha:hush@db.test/races?{option}=1")
    assert "hush" not in str(refused.value)
    with pytest.raises(UnusableDatabaseAddress, match=f"the option '{option}'"):
        check_address(f"sqlite://races.db?{option}=1")


@pytest.mark.parametrize("size", [1, 3])
async def test_postgres_is_asked_over_as_many_connections_as_the_setting_allows(
    postgres_database_url: str, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{postgres_database_url}&application_name=races")
    monkeypatch.setenv("DATABASE_POOL_SIZE", str(size))
    together = asyncio.Barrier(size)

    async def count_connections() -> int:
        async with in_transaction():
            await together.wait()
            _, rows = await User._meta.db.execute_query(
                "SELECT count(*) AS number FROM pg_stat_activity WHERE application_name = 'races'"
            )
            return int(rows[0]["number"])

    async with installed(load_settings(None)), asyncio.timeout(20):
        assert set(await asyncio.gather(*(count_connections() for _ in range(4 * size)))) == {size}
