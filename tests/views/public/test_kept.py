"""What is made once for many who ask, and for how long."""

import asyncio
from datetime import timedelta

import pytest

from application.domain.events import Event
from application.domain.events.people import SessionsEndedEvent
from application.domain.ids import NO_ORGANIZATION, OrganizationRef
from application.events import EventBus
from tests.support.clock import ManualClock
from views.public.kept import Kept, Made

SOMETHING = SessionsEndedEvent(OrganizationRef(NO_ORGANIZATION), ())


class Kitchen:
    """Makes what is asked for, one after the other, and counts how often."""

    def __init__(self, *, size: int = 1, concerned: bool = True) -> None:
        self.made = 0
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self._size, self._concerned = size, concerned

    async def make(self) -> Made[int]:
        self.made += 1
        number = self.made
        await self.may_go_on.wait()
        return Made(number, self._size, self._concerns)

    def _concerns(self, _: Event) -> bool:
        return self._concerned


@pytest.fixture
def bus() -> EventBus:
    return EventBus()


@pytest.fixture
def kept(bus: EventBus, clock: ManualClock) -> Kept[str, int]:
    return Kept(bus, clock, most=3, most_bytes=100)


async def test_those_who_ask_at_once_are_given_the_same(kept: Kept[str, int]) -> None:
    kitchen = Kitchen()
    kitchen.may_go_on.clear()
    asking = [asyncio.create_task(kept.get("a", kitchen.make)) for _ in range(5)]
    await asyncio.sleep(0)
    kitchen.may_go_on.set()
    assert await asyncio.gather(*asking) == [1] * 5


async def test_what_concerns_it_ends_it_and_what_doesnt_leaves_it(kept: Kept[str, int], bus: EventBus) -> None:
    concerned, calm = Kitchen(), Kitchen(concerned=False)
    await kept.get("a", concerned.make)
    await kept.get("b", calm.make)
    bus.publish(SOMETHING)
    assert (kept.find("a"), kept.find("b")) == (None, 1)
    assert await kept.get("a", concerned.make) == 2


async def test_what_was_being_made_when_something_happened_is_made_again(kept: Kept[str, int], bus: EventBus) -> None:
    kitchen = Kitchen()
    kitchen.may_go_on.clear()
    asking = asyncio.create_task(kept.get("a", kitchen.make))
    await asyncio.sleep(0)
    bus.publish(SOMETHING)
    kitchen.may_go_on.set()
    assert await asking == 1
    assert await kept.get("a", kitchen.make) == 2


async def test_it_is_bounded_in_number_in_size_and_in_time(kept: Kept[str, int], clock: ManualClock) -> None:
    for name in "abcd":
        await kept.get(name, Kitchen().make)
    assert (len(kept), kept.find("a"), kept.find("d")) == (3, None, 1)
    await kept.get("large", Kitchen(size=99).make)
    assert (len(kept), kept.find("c"), kept.find("d"), kept.find("large")) == (2, None, 1, 1)
    await clock.advance(timedelta(seconds=21))
    assert kept.find("large") is None
