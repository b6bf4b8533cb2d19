"""Serving until somebody ends it."""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from api.metrics import Measured
from api.request_ids import NumberedRequests
from application.database import migrate, pending_migrations, served_alone
from application.settings import Settings
from application.version import VERSION, commit
from installation import CommandError
from installation.rehearsing import (
    ensure_demo,
    ensure_demo_people,
    ensure_season,
    offer_demo,
    rehearsing,
    start_demo_race,
)
from installation.wiring import installed
from views.connections import patient_protocol

logger = logging.getLogger("sahabot2")

SELDOM = (50_000, 20, 50)
"""How often garbage is searched for among the newest objects, those that are older, and all: with hundreds of open
pages the last takes a second in which nothing else happens, and what it finds is little."""
_LARGEST_MESSAGE = 1024 * 1024
"""Of a page's socket; a long text comes in pieces of a tenth of that."""


async def serve(settings: Settings) -> None:
    """Migrate (in development), open, and serve until interrupted or terminated."""
    with listening(settings) as listener:
        if settings.in_production:
            await demand_migrated(settings)
        else:
            await migrate(settings.database_url)
        with served_alone(settings.database_url):
            await _serve(settings, listener)


async def _serve(settings: Settings, listener: socket.socket) -> None:
    async with (
        rehearsing(settings, settings.rehearsal_port) as rehearsal,
        installed(settings, rehearsal=rehearsal) as installation,
    ):
        container = installation.container
        if rehearsal is not None:
            if settings.demo_season:
                await offer_demo(ensure_season(container, installation.database, rehearsal))
            await offer_demo(ensure_demo(container))
        elif not settings.in_production:
            await offer_demo(ensure_demo_people(container))
        await installation.bots.complete()
        server = _Server(
            uvicorn.Config(
                NumberedRequests(Measured(installation.web_app(), container.meters)),
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=5,
                proxy_headers=bool(settings.trusted_proxies),
                forwarded_allow_ips=list(settings.trusted_proxies),
                server_header=False,
                http=patient_protocol(settings.trusted_proxies),
                ws_max_size=_LARGEST_MESSAGE,
                ws_ping_interval=None,  # the page framework sends pings of its own
                ws_per_message_deflate=False,  # a page's updates are small, and each socket would compress its own
            )
        )
        async with installation.at_work(stop=server.end):
            if rehearsal is not None:
                await offer_demo(start_demo_race(container))
            gc.collect()
            gc.freeze()  # a search for garbage holds everybody up, and what is there from the start stays
            gc.set_threshold(*SELDOM)
            logger.info(
                "Open %s in a browser. This is version %s.", settings.public_url, f"{VERSION} {commit()}".strip()
            )
            await server.serve(sockets=[listener])


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """Take the address to serve on, before anything else: a second process must not touch the first one's races."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]  # the rest repeats the address
        raise CommandError(
            f"The product can't listen on port {settings.port} of {settings.host or 'every address'}: {reason}; "
            "free the port or set HOST and PORT."
        ) from error
    listener.setsockopt(
        socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
    )  # asyncio sets it only on sockets that name their protocol
    with listener:
        yield listener


class _Server(uvicorn.Server):
    """Ends at SIGINT and SIGTERM without raising them again, which would cut short what is closed afterwards."""

    def end(self) -> None:
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)


async def demand_migrated(settings: Settings) -> None:
    if await pending_migrations(settings.database_url):
        raise CommandError("The database is not up to date; run `python main.py migrate` first.")
