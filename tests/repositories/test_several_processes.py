"""What several processes on one PostgreSQL know of each other: what happened, and who leads."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, fields
from inspect import getmembers, isclass

import pytest

from application.database import Database, connected
from application.domain.clock import SystemClock
from application.domain.errors import RateLimited
from application.domain.events import (
    Edited,
    EditedEvent,
    Event,
    MissedEvent,
    live_races,
    messages,
    operations,
    people,
    runs,
    tournaments,
)
from application.domain.events.messages import NotificationsChangedEvent
from application.domain.events.people import MemberRemovedEvent
from application.domain.ids import NO_ORGANIZATION, OrganizationId, OrganizationRef, PersonRef, UserId
from application.events import EventBus
from application.processes import Leadership, Relay, is_served
from application.rate_limits import GUESSING, Allowance, Allowances, Purse, asker
from application.settings import Settings
from application.signals import LARGEST, MISSED, events_in, signals_of, spends_in, spends_of
from application.unit_of_work import UnitsOfWork
from installation.wiring import Installation, installed
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.rehearsal import eventually


def test_a_signal_has_what_an_event_is_about_and_nothing_that_it_says() -> None:
    renamed = EditedEvent(PersonRef(OrganizationId(3), UserId(7)), what=Edited.MEMBER, changes=())
    told = NotificationsChangedEvent(PersonRef(OrganizationId(3), UserId(8)))
    (signal,) = signals_of("here", [renamed, told, told])
    origin, events = events_in(signal)
    assert origin == "here"
    assert [(type(event), event.about) for event in events] == [
        (EditedEvent, renamed.about),
        (NotificationsChangedEvent, told.about),
    ]
    assert isinstance(events[0], EditedEvent)
    assert events[0].what is Edited.MEMBER
    assert not hasattr(events[0], "changes")


def test_every_kind_of_event_can_cross() -> None:
    modules = (live_races, messages, operations, people, runs, tournaments)
    kinds = {kind for module in modules for _, kind in getmembers(module, isclass) if issubclass(kind, Event)}
    assert len(kinds) > 80
    for kind in kinds:
        event = object.__new__(kind)
        object.__setattr__(event, "about", OrganizationRef(OrganizationId(3)))
        if kind is EditedEvent:
            object.__setattr__(event, "what", Edited.MEMBER)
        (signal,) = signals_of("here", [event])
        assert [type(heard) for heard in events_in(signal)[1]] == [kind]


def test_many_events_are_several_signals_and_too_many_say_to_look_at_everything() -> None:
    def removed(number: int) -> list[Event]:
        return [
            MemberRemovedEvent(PersonRef(OrganizationId(3), UserId(each)), name="Ü" * 50, roles=())
            for each in range(1_000_000, 1_000_000 + number)
        ]

    signals = signals_of("here", removed(300))
    assert len(signals) > 1
    assert all(len(signal.encode()) <= LARGEST for signal in signals)
    assert sum(len(events_in(signal)[1]) for signal in signals) == 300
    assert [events_in(signal)[1] for signal in signals_of("here", removed(5_000))] == [[MISSED]]


@pytest.mark.parametrize(
    "unknown",
    [
        '["there",["LaterEvent","PersonRef",{"organization_id":3,"user_id":7}]]',
        '["there",["EditedEvent","PersonRef",{"organization_id":3,"name":7},"MemberUpdatedEvent"]]',
        '["there",["EditedEvent","PersonRef",{"organization_id":3,"user_id":7},"LaterEvent"]]',
    ],
)
def test_what_another_version_tells_makes_everybody_look_again(unknown: str) -> None:
    assert events_in(unknown)[1] == [MISSED]


@dataclass
class Process:
    """What one process has for the others."""

    url: str
    bus: EventBus = field(default_factory=EventBus)
    heard: list[Event] = field(default_factory=list)
    leads: bool = False

    def __post_init__(self) -> None:
        self.bus.subscribe(Event, self.heard.append)
        clock = SystemClock()
        self.allowances = Allowances(ManualClock())
        self.relay = Relay(self.url, self.bus, self.allowances, clock)
        self.leadership = Leadership(self.url, clock, self._work)

    @asynccontextmanager
    async def _work(self) -> AsyncIterator[None]:
        self.leads = True
        try:
            yield
        finally:
            self.leads = False

    def kinds(self) -> list[str]:
        return [type(event).__name__ for event in self.heard]


@asynccontextmanager
async def running(*processes: Process) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(part.run()) for each in processes for part in (each.relay, each.leadership)]
    try:
        await eventually(lambda: all(each.relay.is_listening for each in processes))
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_what_is_committed_in_one_process_is_heard_in_the_others(postgres_database_url: str) -> None:
    here, there = Process(postgres_database_url), Process(postgres_database_url)
    clock = ManualClock()
    database = await Database.open(postgres_database_url)
    try:
        community = await found_community(clock)
        await check_hearing(here, there, community)
    finally:
        await database.close()


async def check_hearing(here: Process, there: Process, community: Community) -> None:
    async with running(here, there):
        for each in (here, there):
            assert each.kinds() == ["MissedEvent"]
        units = UnitsOfWork(here.bus, community.clock)
        about = PersonRef(community.organization_id, UserId(1))
        with suppress(LookupError):
            async with units(community.admin) as work:
                work.record(MemberRemovedEvent(about, name="Undone", roles=()))
                raise LookupError
        async with units(community.admin) as work:
            work.record(MemberRemovedEvent(about, name="Zelda", roles=()))
        assert here.kinds().count("MemberRemovedEvent") == 1
        await eventually(lambda: "MemberRemovedEvent" in there.kinds())
        assert there.kinds().count("MemberRemovedEvent") == 1
        (heard,) = [event for event in there.heard if isinstance(event, MemberRemovedEvent)]
        assert heard.about == about
        assert here.kinds().count("MemberRemovedEvent") == 1, "one's own signals are no news"


async def test_one_process_leads_and_one_takes_over_when_the_server_ends_its_connections(
    postgres_database_url: str,
) -> None:
    processes = [Process(postgres_database_url) for _ in range(3)]
    async with running(*processes):
        await eventually(lambda: any(each.leads for each in processes))
        (first,) = [each for each in processes if each.leads]
        assert await is_served(first.url)
        assert first.leadership.is_leading
        await end_connections(postgres_database_url)
        await eventually(lambda: not first.leads)
        await eventually(lambda: any(each.leads for each in processes))
        assert sum(each.leads for each in processes) == 1
        await eventually(lambda: all(each.kinds().count("MissedEvent") == 2 for each in processes))
    assert not any(each.leads for each in processes)


async def end_connections(url: str) -> None:
    """End the connections that processes keep for themselves, as a restart of the server does."""
    async with connected(url) as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND (query = 'SELECT 1' OR query LIKE ANY ('{LISTEN%,%pg_notify%,%advisory%}'))"
        )


async def test_a_spender_has_one_allowance_in_however_many_processes(postgres_database_url: str) -> None:
    here, there, third = processes = [Process(postgres_database_url) for _ in range(3)]
    async with running(*processes):
        for _ in range(15):
            here.allowances.spend(GUESSING, "192.0.2.7")
        await eventually(lambda: len(there.allowances) == 1)
        assert spent(there) == 5
        there.allowances.spend(GUESSING, "192.0.2.8")
        await eventually(lambda: len(here.allowances) == len(third.allowances) == 2)
        assert spent(here) == spent(third) == 0


async def test_what_was_spent_in_several_processes_at_the_same_moment_is_made_up_for(
    postgres_database_url: str,
) -> None:
    processes = [Process(postgres_database_url) for _ in range(2)]
    async with running(*processes):
        assert [spent(each) for each in processes] == [GUESSING.burst] * 2, "nobody has told anybody yet"
        one_alone, both = [round(number * 60 / GUESSING.per_minute) for number in (1, GUESSING.burst + 1)]
        assert [retry_after(each) for each in processes] == [one_alone] * 2
        await eventually(lambda: [retry_after(each) for each in processes] == [both] * 2)


def spent(process: Process) -> int:
    """Spend until it is refused; return how often it was not."""
    return next(number for number in range(1_000) if retry_after(process))


def retry_after(process: Process) -> int:
    try:
        process.allowances.spend(GUESSING, "192.0.2.7")
    except RateLimited as refusal:
        return refusal.retry_after_seconds
    return 0


def test_spends_are_told_in_signals_that_are_small_enough() -> None:
    spends: dict[Purse, int] = {(GUESSING, f"192.0.2.{number}"): 1 for number in range(256)}
    spends |= {(Allowance("test", burst=1, per_minute=0.5), asker("\N{CROWN}" * 10_000)): 7}
    signals = spends_of("here", spends)
    assert len(signals) > 1
    assert all(len(signal) <= LARGEST for signal in signals)
    heard = [spends_in(signal) for signal in signals]
    assert {origin for origin, _ in heard} == {"here"}
    assert dict(spend for _, told in heard for spend in told) == spends


def test_signals_that_say_to_look_belong_to_nobody() -> None:
    assert MissedEvent(OrganizationRef(NO_ORGANIZATION)) == MISSED


class Broken(Installation):
    """One in which a fault ends the work as soon as it leads."""

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        raise LookupError("a fault of ours")
        yield


async def test_a_process_whose_work_breaks_ends_instead_of_looking_sound(postgres_database_url: str) -> None:
    ended = asyncio.Event()
    settings = Settings(_env_file=None, database_url=postgres_database_url, racetime_url="http://127.0.0.1:1")  # type: ignore[call-arg]
    async with installed(settings) as installation:
        broken = Broken(**{part.name: getattr(installation, part.name) for part in fields(installation)})
        with pytest.raises(LookupError, match="a fault of ours"):
            async with broken.at_work(stop=ended.set):
                await ended.wait()
