"""Runs a rehearsal alone: `python -m racetime.rehearsal`."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

from application.domain.clock import SystemClock
from racetime.rehearsal.faults import NO_FAULTS, Fault, FaultRates
from racetime.rehearsal.options import (
    BotClient,
    CategoryOptions,
    RehearsalOptions,
    UserApp,
    default_categories,
)
from racetime.rehearsal.server import RehearsalServer


class _OneSentenceParser(argparse.ArgumentParser):
    """Says what is wrong in one sentence instead of printing the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:].rstrip('.')}.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until interrupted and return the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        options = _options(chosen)
    except ValueError as wrong:
        parser.error(str(wrong))
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(_serve(options, chosen.host, chosen.port))
    except (OSError, OverflowError) as failure:
        sys.stderr.write(f"Can't listen on {chosen.host} port {chosen.port}: {failure}.\n")
        return 1
    return 0


async def _serve(options: RehearsalOptions, host: str, port: int) -> None:
    stopping = asyncio.Event()
    if sys.platform != "win32":
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    server = RehearsalServer(clock=SystemClock(), options=options)
    await server.start(host, port)
    try:
        sys.stdout.write(_welcome(server))
        sys.stdout.flush()
        await stopping.wait()
    finally:
        await server.stop()


def _parser() -> argparse.ArgumentParser:
    parser = _OneSentenceParser(
        prog="python -m racetime.rehearsal",
        description="Serve a rehearsal of racetime.gg with simulated racers. Everything is kept in memory.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=8970, help="port to listen on, 0 for a free one (%(default)s)")
    parser.add_argument("--speed", type=float, default=1.0, help="divide the protocol's waits by this (%(default)s)")
    parser.add_argument(
        "--category",
        action="append",
        metavar="SLUG",
        help="serve this category; may be repeated (alttpr and smz3)",
    )
    parser.add_argument(
        "--racers", action=argparse.BooleanOptionalAction, default=True, help="let simulated racers take part"
    )
    parser.add_argument("--racer-count", type=int, default=8, help="how many take part in a room (%(default)s)")
    parser.add_argument(
        "--oddities", action=argparse.BooleanOptionalAction, default=True, help="behave as oddly as the original"
    )
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        choices=[fault.value for fault in Fault],
        help="begin with this going wrong; may be repeated, and changed at /rehearsal/faults",
    )
    parser.add_argument("--seed", type=int, help="repeat the racers, names and oddities of the rehearsal that named it")
    parser.add_argument(
        "--redirect-uri", action="append", default=[], metavar="URL", help="where account linking may return to"
    )
    return parser


def _options(chosen: argparse.Namespace) -> RehearsalOptions:
    options = RehearsalOptions(
        categories=_categories(chosen.category),
        user_apps=(UserApp(redirect_uris=tuple(chosen.redirect_uri)),),
        speed=chosen.speed,
        has_racers=chosen.racers,
        racer_count=chosen.racer_count,
        faults=frozenset(Fault(name) for name in chosen.fault),
        **({} if chosen.seed is None else {"seed": chosen.seed}),
    )
    return replace(options, fault_rates=FaultRates(seed=options.seed) if chosen.oddities else NO_FAULTS)


def _categories(slugs: Sequence[str] | None) -> tuple[CategoryOptions, ...]:
    known = {category.slug: category for category in default_categories()}
    if not slugs:
        return tuple(known.values())
    return tuple(known.get(slug) or _plain_category(slug) for slug in slugs)


def _plain_category(slug: str) -> CategoryOptions:
    return CategoryOptions(
        slug=slug,
        name=slug,
        short_name=slug,
        goals=("Beat the game",),
        bots=(BotClient(f"rehearsal-bot-{slug}"),),
    )


def _welcome(server: RehearsalServer) -> str:
    lines = [f"Rehearsal (not racetime.gg) at {server.public_url}", f"  seed: {server.options.seed}"]
    for category in server.options.categories:
        lines += [
            f"  {category.slug}: bot {bot.name}, client id {bot.client_id}, client secret {bot.client_secret}"
            for bot in category.bots
        ]
    lines += [
        f"  account linking: client id {app.client_id}, client secret {app.client_secret}"
        for app in server.options.user_apps
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
