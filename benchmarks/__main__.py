"""Runs the measurements that are named, or all of them, and prints each figure beside its goal."""

import argparse
import asyncio
import gc
import logging
import sys
from collections.abc import Awaitable, Callable

from benchmarks.bare import beside_sql
from benchmarks.crowded import crowded_evening
from benchmarks.evenings import evening
from benchmarks.first_view import first_view
from benchmarks.importer import importing, reading
from benchmarks.large import eligibility, recording
from benchmarks.measure import Figure
from benchmarks.memory import memory
from benchmarks.outage import outage
from benchmarks.pages import full_schedule, opening, page_loads, watchers
from benchmarks.processes import processes
from benchmarks.public import public_pages, spectators
from benchmarks.rest import rest
from benchmarks.runs import draw, leaderboard, rescoring, review_queue, unchanged_leaderboard
from benchmarks.season import season
from benchmarks.stalls import page_stall
from benchmarks.startup import demo_season, second_start
from benchmarks.tabs import tabs
from installation.serving import SELDOM

MEASUREMENTS: dict[str, Callable[[], Awaitable[Figure]]] = {
    "eligibility": lambda: eligibility(1_000, "20 ms"),
    "eligibility-of-many": lambda: eligibility(10_000, "200 ms"),
    "recording": lambda: recording(1_000),
    "leaderboard": leaderboard,
    "leaderboard-unchanged": unchanged_leaderboard,
    "eligibility-beside-sql": lambda: beside_sql(
        "eligibility of 1,000", lambda filled: filled.eligibility(1_000), "4x"
    ),
    "recording-beside-sql": lambda: beside_sql("recording 1,000", lambda filled: filled.recording(1_000), "8x"),
    "leaderboard-beside-sql": lambda: beside_sql(
        "leaderboard of 1,000 x 12", lambda filled: filled.leaderboard(1_000, 12), "4x"
    ),
    "draw": draw,
    "rescoring": rescoring,
    "review-queue": review_queue,
    "full-room": lambda: evening(rooms=1, racers=250),
    "many-rooms": lambda: evening(rooms=20, racers=12),
    "rest": rest,
    "public-pages": public_pages,
    "spectators": lambda: spectators(5_000),
    "watchers": lambda: watchers(250),
    "crowded-evening": lambda: crowded_evening(250),
    "page-loads": page_loads,
    "first-view": first_view,
    "tabs": lambda: tabs(100),
    "opening": lambda: opening(500, 30),
    "full-schedule": lambda: full_schedule(500),
    "page-stall": page_stall,
    "memory": memory,
    "processes": processes,
    "outage": outage,
    "season": season,
    "demo-season": demo_season,
    "start": second_start,
    "importer-reading": reading,
    "importer": importing,
}


async def main(names: list[str]) -> None:
    for name in names or MEASUREMENTS:
        gc.collect()  # as the product does once it has started
        gc.freeze()
        gc.set_threshold(*SELDOM)
        figure = await MEASUREMENTS[name]()
        sys.stdout.write(f"{figure.what:<56} {figure.value:>28}   goal {figure.goal}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MEASUREMENTS, []], metavar="NAME", help=", ".join(MEASUREMENTS))
    logging.disable(logging.WARNING)
    asyncio.run(main(parser.parse_args().names))
