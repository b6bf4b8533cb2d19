"""Each command at the same moment as itself and as its opposite, as from two processes, on PostgreSQL."""

import inspect
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import get_type_hints

import pytest

from application.container import Container
from application.database import Database
from application.domain.errors import DomainError
from tests.services.at_once.commands import (
    BY_ANOTHER_DOOR,
    COMMANDS,
    OPPOSITES,
    READINGS,
    READS,
    REFUSED_ALONE,
    VARIANTS,
)
from tests.services.at_once.world import World, populate
from tests.support.at_once import Rewinding, rewinding
from tests.support.clock import ManualClock
from tests.support.community import found_community
from tests.support.invariants import broken_rules

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
    found = {method for method in methods_of_services() if not is_reading(method)}
    assert found == set(COMMANDS)
    assert {name for pair in OPPOSITES for name in pair} <= set(CALLED)


PAIRS = [(name, name) for name in COMMANDS] + list(OPPOSITES)


@pytest.fixture
async def world(postgres_database_url: str, clock: ManualClock) -> AsyncIterator[World]:
    database = await Database.open(postgres_database_url)
    try:
        yield await populate(await found_community(clock))
    finally:
        await database.close()


@pytest.fixture
async def kept(world: World, postgres_database_url: str) -> AsyncIterator[Rewinding]:
    async with rewinding(postgres_database_url) as kept:
        yield kept


async def run_pair(world: World, kept: Rewinding, pair: tuple[str, str]) -> list[str]:
    """Return what went wrong."""
    await kept.rewind()
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
    return [*unnamed_failures(outcomes), *await broken_rules()]


def unnamed_failures(outcomes: Iterable[object]) -> list[str]:
    return [
        f"{outcome!r}"
        for outcome in outcomes
        if isinstance(outcome, BaseException)
        and not (isinstance(outcome, DomainError) and outcome.message.endswith((".", "?")))
    ]


async def test_each_command_by_itself_is_carried_out(world: World, kept: Rewinding) -> None:
    """Two of a command that is refused in this world would say nothing."""
    refused = {}
    for name, command in CALLED.items():
        await kept.rewind()
        world.rewind()
        clock = world.community.clock
        began_at = clock.now()
        clock._now = began_at + command.after
        try:
            await command.call(world.another_process())
        except DomainError as error:
            refused[name] = error.message
        finally:
            clock._now = began_at
    assert set(refused) == REFUSED_ALONE


async def test_no_rule_is_broken_to_begin_with(world: World) -> None:
    assert await broken_rules() == []


@pytest.mark.parametrize("shard", range(SHARDS))
async def test_two_commands_at_once_break_no_rule(world: World, kept: Rewinding, shard: int) -> None:
    wrong = {pair: found for pair in PAIRS[shard::SHARDS] if (found := await run_pair(world, kept, pair))}
    assert not wrong, "\n".join(f"{one} with {other}: {found}" for (one, other), found in wrong.items())


@pytest.mark.slow
async def test_a_thousand_pairs_at_once_break_no_rule(world: World, kept: Rewinding) -> None:
    """Every pair in turn, and then any two commands, whether they have to do with each other or not."""
    chance, names = random.Random(11), sorted(CALLED)
    pairs = PAIRS + [(chance.choice(names), chance.choice(names)) for _ in range(MANY - len(PAIRS))]
    wrong = [(pair, found) for pair in pairs if (found := await run_pair(world, kept, pair))]
    assert not wrong, "\n".join(f"{one} with {other}: {found}" for (one, other), found in wrong)
