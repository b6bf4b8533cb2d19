"""Each command at the same moment as itself and as its opposite, as from two processes, on PostgreSQL."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

import pytest
import pytest_asyncio

from application import unit_of_work
from application.database import Database
from application.domain.errors import Conflict, DomainError
from tests.services.at_once.commands import (
    COMMANDS,
    NEEDS_ITS_OPPOSITE,
    OPPOSITES,
    VARIANTS,
)
from tests.services.at_once.world import World, populate
from tests.support.at_once import Rewinding, rewinding
from tests.support.clock import ManualClock
from tests.support.community import found_community
from tests.support.databases import PrivatePostgres
from tests.support.guards import no_task_left
from tests.support.invariants import broken_rules
from tests.support.speedgaming import listening_speedgaming

pytestmark = pytest.mark.asyncio(loop_scope="module")

CALLED = COMMANDS | VARIANTS
MANY = 1000

Call = Callable[[World], Awaitable[object]]


TWICE = [(name, name) for name in COMMANDS]
OTHER_ORDER = [(other, one) for one, other in OPPOSITES]
"""The second of a pair begins when the first has come as far as it gets."""


Stage = tuple[World, Rewinding]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(postgres: PrivatePostgres) -> AsyncIterator[Stage]:
    """The one world of all tests, each of which begins by bringing it back to what it was."""
    address = postgres.lend_migrated()
    database = await Database.open(address)
    try:
        async with listening_speedgaming() as speedgaming:
            world = await populate(await found_community(ManualClock()), speedgaming)
            async with rewinding(address) as kept:
                yield world, kept
    finally:
        await database.close()
        postgres.take_back(address)


@pytest.fixture
def world(stage: Stage) -> World:
    return stage[0]


@pytest_asyncio.fixture(loop_scope="module")
async def kept(stage: Stage) -> AsyncIterator[Rewinding]:
    world, kept = stage
    await kept.rewind()
    world.rewind()
    patience = kept.patience_seconds
    yield kept
    kept.patience_seconds = patience


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def _no_task_at_the_end() -> AsyncIterator[None]:
    async with no_task_left():
        yield


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


@pytest.mark.slow
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


async def test_no_rule_is_broken_to_begin_with(kept: Rewinding) -> None:
    assert await broken_rules() == []


async def test_a_command_and_its_opposite_at_once_break_no_rule(
    world: World, kept: Rewinding, collisions: pytest.LogCaptureFixture
) -> None:
    """With a tenth of the pairs; all of them are among the thousand that take longer."""
    pairs = OPPOSITES[::10]
    wrong = {pair: found for pair in pairs if (found := await run_pair(world, kept, collisions, pair))}
    assert not wrong, "\n".join(f"{one} with {other}: {found}" for (one, other), found in wrong.items())


@pytest.mark.slow
async def test_a_thousand_pairs_at_once_break_no_rule(
    world: World, kept: Rewinding, collisions: pytest.LogCaptureFixture
) -> None:
    """Each command with itself, with its opposite in both orders, and then any two that may have nothing in common."""
    chance, names = random.Random(11), sorted(CALLED)
    pairs = [*TWICE, *OPPOSITES, *OTHER_ORDER]
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
