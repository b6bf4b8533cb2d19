"""Each command at the same moment as itself and as its opposite, as from two processes, on PostgreSQL."""

import asyncio
import inspect
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import get_type_hints

import pytest

from application import unit_of_work
from application.container import Container
from application.database import Database
from application.domain.errors import Conflict, DomainError
from tests.services.at_once.commands import (
    BY_ANOTHER_DOOR,
    COMMANDS,
    NEEDS_ITS_OPPOSITE,
    OPPOSITES,
    READINGS,
    READS,
    UNITS_BEHIND_OTHER_DOORS,
    VARIANTS,
)
from tests.services.at_once.world import World, populate
from tests.support.at_once import Rewinding, rewinding
from tests.support.clock import ManualClock
from tests.support.community import found_community
from tests.support.invariants import broken_rules
from tests.support.speedgaming import listening_speedgaming

CALLED = COMMANDS | VARIANTS
SHARDS = 4
MANY = 1000

Call = Callable[[World], Awaitable[object]]


def methods_of_services() -> set[str]:
    return {
        f"{field}.{name}"
        for field, kind in get_type_hints(Container).items()
        if kind.__module__.startswith("application.services")
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and inspect.iscoroutinefunction(inspect.unwrap(method))
    }


def is_reading(method: str) -> bool:
    return method in READINGS or method.partition(".")[2].startswith(READS) or method.startswith(BY_ANOTHER_DOOR)


def test_every_command_is_known() -> None:
    found = {method for method in methods_of_services() if method in COMMANDS or not is_reading(method)}
    assert found == set(COMMANDS)
    assert {name for pair in OPPOSITES for name in pair} <= set(CALLED)


def test_services_that_are_another_door_begin_no_unit_of_work_of_their_own_but_these() -> None:
    kinds = {field: kind for field, kind in get_type_hints(Container).items() if f"{field}." in BY_ANOTHER_DOOR}
    assert len(kinds) == len(BY_ANOTHER_DOOR)
    found = {
        f"{field}.{name}"
        for field, kind in kinds.items()
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if "self._units(" in inspect.getsource(inspect.unwrap(method))
    }
    assert found == UNITS_BEHIND_OTHER_DOORS


PAIRS = [(name, name) for name in COMMANDS] + list(OPPOSITES)
OTHER_ORDER = [(other, one) for one, other in OPPOSITES]
"""The second of a pair begins when the first has come as far as it gets."""


@pytest.fixture
async def world(postgres_database_url: str, clock: ManualClock) -> AsyncIterator[World]:
    database = await Database.open(postgres_database_url)
    try:
        async with listening_speedgaming() as speedgaming:
            yield await populate(await found_community(clock), speedgaming)
    finally:
        await database.close()


@pytest.fixture
async def kept(world: World, postgres_database_url: str) -> AsyncIterator[Rewinding]:
    async with rewinding(postgres_database_url) as kept:
        yield kept


@pytest.fixture
def collisions(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What the database itself had to end, which another attempt would hide."""
    caplog.set_level(logging.INFO, logger=unit_of_work.__name__)
    return caplog


async def run_pair(
    world: World, kept: Rewinding, collisions: pytest.LogCaptureFixture, pair: tuple[str, str]
) -> list[str]:
    """Return what went wrong: a rule that is broken, an end without a sentence, a deadlock, a wait without an end."""
    await kept.rewind()
    collisions.clear()
    world.rewind()
    first, second = (CALLED[name] for name in pair)
    other = second.twin or second.call if pair[0] == pair[1] else second.call
    clock = world.community.clock
    began_at = clock.now()
    clock._now = began_at + max(first.after, second.after)
    try:
        one, two = world.another_process(), world.another_process()
        outcomes = await kept.run_together(world.organization, lambda: first.call(one), lambda: other(two))
    finally:
        clock._now = began_at
    ended = [entry.getMessage() for entry in collisions.records if entry.name == unit_of_work.__name__]
    return [*unnamed_failures(outcomes), *ended, *await broken_rules()]


def unnamed_failures(outcomes: Iterable[object]) -> list[str]:
    return [
        f"{outcome!r}"
        for outcome in outcomes
        if isinstance(outcome, BaseException)
        and not (isinstance(outcome, DomainError) and outcome.message.endswith((".", "?")))
    ]


async def test_each_command_by_itself_does_something(world: World, kept: Rewinding) -> None:
    """Two of a command that is refused, or has nothing to do, would say nothing."""
    idle = {}
    for name, command in CALLED.items():
        await kept.rewind()
        world.rewind()
        clock = world.community.clock
        began_at = clock.now()
        clock._now = began_at + command.after
        try:
            answer = await command.call(world.another_process())
        except DomainError as error:
            idle[name] = error.message
        else:
            if not await kept.changed_tables():
                idle[name] = f"{answer!r} and no change"
        finally:
            clock._now = began_at
    unexpected = {name: what for name, what in idle.items() if name not in NEEDS_ITS_OPPOSITE}
    assert not unexpected
    assert set(idle) == NEEDS_ITS_OPPOSITE


async def test_no_rule_is_broken_to_begin_with(world: World) -> None:
    assert await broken_rules() == []


@pytest.mark.parametrize("shard", range(SHARDS))
async def test_two_commands_at_once_break_no_rule(
    world: World, kept: Rewinding, collisions: pytest.LogCaptureFixture, shard: int
) -> None:
    wrong = {pair: found for pair in PAIRS[shard::SHARDS] if (found := await run_pair(world, kept, collisions, pair))}
    assert not wrong, "\n".join(f"{one} with {other}: {found}" for (one, other), found in wrong.items())


@pytest.mark.slow
async def test_a_thousand_pairs_at_once_break_no_rule(
    world: World, kept: Rewinding, collisions: pytest.LogCaptureFixture
) -> None:
    """Every pair in both orders, and then any two commands, whether they have to do with each other or not."""
    chance, names = random.Random(11), sorted(CALLED)
    pairs = PAIRS + OTHER_ORDER
    pairs += [(chance.choice(names), chance.choice(names)) for _ in range(MANY - len(pairs))]
    wrong = [(pair, found) for pair in pairs if (found := await run_pair(world, kept, collisions, pair))]
    assert not wrong, "\n".join(f"{one} with {other}: {found}" for (one, other), found in wrong)


async def test_who_has_a_run_by_now_is_not_merged_on_what_was_read_before(world: World, kept: Rewinding) -> None:
    """An admin may make a placeholder with another Discord account one with somebody only while there is no run."""
    merging = VARIANTS["people.merge of a Discord account"]
    locking = COMMANDS["live_races.lock_race_now"]
    one, two = world.another_process(), world.another_process()
    _, refused = await kept.run_together(world.organization, lambda: locking.call(one), lambda: merging.call(two))
    assert isinstance(refused, Conflict)
    assert "runs in an active tournament" in refused.message


async def test_a_work_that_waits_for_ever_is_reported(world: World, kept: Rewinding) -> None:
    kept.patience_seconds = 0.2
    never = asyncio.Event()
    ends, waits = await kept.run_together(world.organization, lambda: asyncio.sleep(0, "done"), never.wait)
    assert ends == "done"
    assert isinstance(waits, TimeoutError)
    assert unnamed_failures([ends, waits])
