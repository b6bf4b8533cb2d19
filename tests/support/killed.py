"""A race whose product is killed, alone or one of several, while racetime.gg goes on."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from application.database import Database
from application.domain.clock import SystemClock
from application.domain.runs.run import RunStatus
from application.settings import Settings
from installation.wiring import installed
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentRace
from models.event_log import EventLogEntry
from models.live_race_room import AsyncTournamentLiveRaceRoom, UnmatchedEntrant
from models.organization import OrganizationMember
from racetime.rehearsal import RehearsalServer
from racetime.rehearsal.race import Race
from tests.support.organizer import Founded, Json, Organizer, Racer, found_organization, rest_client
from tests.support.product import Served, serving
from tests.support.rehearsal import rehearsal_options

SEED = "https://seeds.test/h/Sealed0042"
_SPEED = 25


@asynccontextmanager
async def quick_racetime() -> AsyncIterator[RehearsalServer]:
    """racetime.gg, which goes on whatever dies of the product; its waits are short."""
    server = RehearsalServer(clock=SystemClock(), options=rehearsal_options(speed=_SPEED))
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@dataclass
class Installations:
    """One product after the other on the same database and the same racetime.gg."""

    folder: Path
    database_url: str
    racetime_url: str
    founded: Founded | None = None

    async def found(self) -> Founded:
        settings = Settings(_env_file=None, database_url=self.database_url, racetime_url=self.racetime_url)  # type: ignore[call-arg]
        async with installed(settings) as installation:
            self.founded = await found_organization(installation.container)
        return self.founded

    async def let_pass(self, gone: timedelta) -> None:
        """Let time go by while no product runs: all that is written down lies that much further back."""
        database = await Database.open(self.database_url)
        try:
            race = await AsyncTournamentLiveRace.get()
            for name in ("scheduled_at", "opens_at", "locks_at", "releases_at", "earliest_lock_at"):
                setattr(race, name, getattr(race, name) - gone)
            await race.save()
        finally:
            await database.close()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[tuple[Served, Organizer]]:
        assert self.founded is not None
        settings = {"DATABASE_URL": self.database_url, "RACETIME_URL": self.racetime_url}
        async with (
            serving(self.folder, settings) as product,
            rest_client(product.url, self.founded.token) as admin,
        ):
            yield product, Organizer(SystemClock(), self.founded.organization_id, admin)


async def has_status(organizer: Organizer, race: Json, status: str) -> bool:
    return bool((await organizer.read(race))["status"] == status)


async def shows_a_finish(organizer: Organizer, race: Json) -> bool:
    details = await organizer.get(f"/api/async-tournaments/live-races/{race['id']}/details")
    return any(line["run_status"] == "finished" for line in details["board"])


def finishes(racetime: RehearsalServer, room: Race, racer: Racer) -> bool:
    """Let a racer finish if that is possible already."""
    assert room.started_at is not None
    if racetime.world.now() < room.started_at + timedelta(seconds=5.5) / _SPEED:
        return False
    racetime.world.done(room, racer.racetime_id)
    return True


def said_by_bot(room: Race) -> list[str]:
    """Return every line of the bot, with the id of the person whom it was said to alone."""
    lines = [message for message in room.chat.messages if not message.is_system]
    return [f"{line.direct_to.id if line.direct_to else 'all'}: {line.text}" for line in lines]


def in_milliseconds(moment: datetime | None) -> datetime:
    """Return an instant as racetime.gg's documents give it."""
    assert moment is not None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


async def check_results(racers: list[Racer], room: Race) -> None:
    first, second, quitter, stranger = (racer.racetime_id for racer in racers)
    assert [stored.slug for stored in await AsyncTournamentLiveRaceRoom.all()] == [room.name]
    accounts = dict(await OrganizationMember.all().values_list("user_id", "claimed_racetime_id"))
    runs = {accounts[run.user_id]: run for run in await AsyncTournamentRace.all().select_related("user")}
    assert set(runs) == {first, second, quitter}
    assert await AsyncTournamentRace.all().count() == 3
    times = {
        str(entrant.user.id): entrant.finish_time
        for entrant in room.entrants
        if entrant.user is not None and entrant.finish_time is not None
    }
    par = (times[first] + times[second]).total_seconds() / 2
    for racer in (first, second):
        run = runs[racer]
        assert (run.status, run.finish_time) == (RunStatus.FINISHED, times[racer])
        assert run.started_at == in_milliseconds(room.started_at)
        assert run.score == pytest.approx(min((2 - times[racer].total_seconds() / par) * 100, 105))
    assert (runs[quitter].status, runs[quitter].score) == (RunStatus.FORFEIT, 0)
    (unmatched,) = await UnmatchedEntrant.all()
    assert unmatched.finish_time == times[stranger]

    steps = Counter([entry.type for entry in await EventLogEntry.filter(live_race_id__isnull=False)])
    for step in ("Created", "RoomOpened", "SeedSealed", "Locked", "SeedReleased", "Started", "Finished"):
        assert steps[f"AsyncLiveRace{step}Event"] == 1, step
    said = Counter(said_by_bot(room))
    assert [line for line, times_said in said.items() if times_said > 1] == []
