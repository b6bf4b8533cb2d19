"""Processes of the product that tests kill: `python -m tests.support.victim` waits for jobs and forks one for each.

Everything is imported once, in the process that forks, so a victim is at work within milliseconds. A job is a line of
JSON (see `tests.support.victims`); the answer is the victim's process id. A victim writes what it has done to a file.
"""

import asyncio
import gc
import json
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from application.certificates import authorities
from application.container import Container, build_container
from application.database import Database
from application.domain.events import Event
from application.domain.events.messages import RoomMessagesQueuedEvent
from application.domain.ids import LiveRaceId, MessageId, RoomId
from application.events import EventBus
from application.services.operations.task_scheduler_service import TaskSchedulerService
from application.settings import load_settings
from installation.wiring import event_worker
from racetime.registry import BotRegistry
from racetime.rooms import RacetimeRooms
from racetime.service_ports import RoomServicePort
from racetime.site import RacetimeSite
from racetime.supervisor import RacetimeSupervisor
from racetime.web import RacetimeWeb
from tests.support.shared_time import FollowingClock

Job = dict[str, Any]


def die() -> None:
    """End as with `kill -9`: nothing is cleaned up, nothing is said."""
    os.kill(os.getpid(), signal.SIGKILL)


class DeadlyClock(FollowingClock):
    """Kills its process when it is asked for the time for the n-th time; 0 never."""

    def __init__(self, path: Path, last_look: int) -> None:
        super().__init__(path)
        self._looks_left = last_look

    def now(self) -> datetime:
        if self._looks_left == 1:
            die()
        self._looks_left -= 1
        return super().now()


class DeadlyRoomService:
    """The application, until a message was said and its sender wants to say so."""

    def __init__(self, room_service: RoomServicePort) -> None:
        self._room_service = room_service

    def __getattr__(self, name: str) -> object:
        return getattr(self._room_service, name)

    async def room_message_sent(self, message_id: MessageId) -> None:
        die()


class Part:
    """As much of the product as works without pages."""

    def __init__(self, container: Container, supervisor: RacetimeSupervisor) -> None:
        self.container = container
        self.supervisor = supervisor


@asynccontextmanager
async def part_of_the_product(job: Job) -> AsyncIterator[Part]:
    time_file = Path(job["time_file"])
    clock = FollowingClock(time_file)
    web = RacetimeWeb(RacetimeSite(job["racetime_url"]), clock)
    deadly = DeadlyClock(time_file, job.get("last_look", 0)) if job.get("last_look") else clock
    database = await Database.open(job["database_url"])
    bus = EventBus()
    registry = BotRegistry(web=web, clock=clock, active_bots=lambda: container.bots.active_bots())  # noqa: PLW0108
    rooms = RacetimeRooms(web=web, bots=registry)
    container = build_container(load_settings(env_file=None), clock=deadly, rooms=rooms, bus=bus)
    room_service: Any = (
        DeadlyRoomService(container.room_service) if job.get("dies_after_saying") else container.room_service
    )
    supervisor = RacetimeSupervisor(
        web=web,
        registry=registry,
        room_service=room_service,
        bot_service=container.bots,
        clock=clock,
    )

    def hear(event: Event) -> None:
        if event.logged_as == job.get("dies_at"):
            die()
        if event.logged or isinstance(event, RoomMessagesQueuedEvent):
            supervisor.wake()

    bus.subscribe(Event, hear)
    try:
        yield Part(container, supervisor)
    finally:
        await web.close()
        await database.close()


async def work(part: Part, job: Job) -> None:
    """Do everything that is due, again and again, with bots in their rooms, until killed."""
    bots = asyncio.create_task(part.supervisor.run())
    count_tick(job, 0)
    report(job, "ready")
    for number in count(1):
        if bots.done():
            break
        await tick(part.container.tasks)
        count_tick(job, number)
        await asyncio.sleep(0.05)
    await bots


async def tick(tasks: TaskSchedulerService) -> None:
    await tasks.open_due_rooms()
    await tasks.lock_due_races()
    await tasks.release_due_seeds()
    await tasks.call_to_due_starts()
    await tasks.poll_due_rooms()
    await tasks.check_waiting_entrants()
    await tasks.warn_of_low_entrants()


async def open_room(part: Part, job: Job) -> None:
    report(job, await part.container.live_races.open_race_room(LiveRaceId(job["live_race"])))


async def lock_race(part: Part, job: Job) -> None:
    report(job, str(await part.container.live_races.lock_race(LiveRaceId(job["live_race"]))))


async def poll_room(part: Part, job: Job) -> None:
    await part.container.live_races.poll_room(RoomId(job["room"]), job["slug"])


async def call_webhooks(part: Part, _: Job) -> None:
    """Publish events and send them to webhooks until killed."""
    await event_worker(part.container).run()


_DUTIES: dict[str, Callable[[Part, Job], Awaitable[None]]] = {
    "work": work,
    "open": open_room,
    "lock": lock_race,
    "poll": poll_room,
    "webhooks": call_webhooks,
}


def report(job: Job, line: str) -> None:
    with Path(job["report"]).open("a") as file:
        file.write(f"{line}\n")


def count_tick(job: Job, number: int) -> None:
    """Say how far it is; whoever reads meanwhile reads the last number, never half of one."""
    written = Path(job["report"] + ".tick")
    written.write_text(str(number))
    written.replace(job["report"] + ".ticks")


async def _carry_out(job: Job) -> None:
    async with part_of_the_product(job) as part:
        await _DUTIES[job["duty"]](part, job)
    report(job, "done")


def _be_victim(job: Job) -> None:
    output = os.open(job["report"] + ".log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("httpx", "apscheduler", "tortoise"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    asyncio.run(_carry_out(job))


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the dead
    authorities(trust_env=False)
    gc.freeze()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            sys.stdin.close()
            code = 1
            try:
                _be_victim(json.loads(line))
                code = 0
            finally:
                os._exit(code)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
