"""Pages that move by themselves: an event wakes the page, it reads again and draws only what has changed."""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from nicegui import background_tasks, ui

from application.domain.clock import Clock
from application.domain.errors import DomainError, Forbidden, NotFound
from application.domain.events import Event
from application.events import EventBus, concerned
from application.turns import take_turn
from components.action import apology_for
from components.markup import Text, element
from components.page_life import end_page, life_of
from components.sketch import markup_of

logger = logging.getLogger(__name__)

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

_GATHER = 0.1
"""Seconds in which a burst of events becomes one refresh."""
_REST = 0.25
"""Seconds between two refreshes of one page, so that what happened shows within a second."""


class Section(Generic[T]):
    """A part of a page that is drawn again only when what it shows is no longer equal to what was shown."""

    def __init__(self, draw: Callable[[T], None]) -> None:
        self._draw = draw
        self._shown: list[T] = []
        self._host = element("section")

    def show(self, value: T) -> None:
        """Draw at once, in one piece, so that nobody sees the section empty."""
        if self._shown == [value]:
            return
        self._shown = [value]
        self._host.clear()
        with self._host:
            self._draw(value)


class Fragment(Generic[H]):
    """A part of a page that is only read; its markup is made once for all pages on which it is the same.

    `draw` is a function of a module, and what it draws depends on nothing but the value.
    """

    def __init__(self, draw: Callable[[H], None], classes: str = "section", tag: str = "div") -> None:
        self._draw = draw
        self._shown: list[H] = []
        self.host = element(classes, tag)

    def show(self, value: H) -> None:
        if self._shown == [value]:
            return
        self._shown = [value]
        self.host.props["innerHTML"] = markup_of(self._draw, value)


class Rows(Generic[H]):
    """The rows of a table that is watched: one element, however many of them come, change and move.

    They are told apart by their keys, which stand in them as `data-key`. A row that moves is not made anew, so nothing
    flashes and a reader's place is not lost; only rows that differ are sent.
    """

    def __init__(self, draw: Callable[[H], None]) -> None:
        self._draw = draw
        self._shown = _NO_ROWS
        self.host = element(tag="tbody")

    def show(self, rows: Mapping[str, H]) -> None:
        """Pages that show the same rows give the same mapping, and nobody changes one that was given."""
        was_drawn = "innerHTML" in self.host.props
        self._shown = _followed_by(self._draw, self._shown, rows)
        if was_drawn and not self._shown.difference:
            return
        with self.host.props.suspend_updates():  # it is what a page begins with; later only the difference is sent
            self.host.props["innerHTML"] = self._shown.markup
        if was_drawn:
            host = json.dumps(self.host.html_id)
            self.host.client.run_javascript(f"showRows({host}, {self._shown.difference})")


@dataclass(frozen=True, slots=True, eq=False)
class _ShownRows:
    """Rows as they stand on pages, and how they differ from those that stood there before."""

    rows: Mapping[str, Any]
    markup_of: Mapping[str, str]
    markup: str
    difference: str
    """What the browser's own script takes; empty where there is none."""


_NO_ROWS = _ShownRows({}, {}, "", "")
_MOST_FOLLOWED = 64
_followed: OrderedDict[tuple[object, int, int], tuple[_ShownRows, _ShownRows]] = OrderedDict()
"""What came after what, so that a crowd's pages needn't each find out what is different."""


def _followed_by(draw: Callable[[H], None], before: _ShownRows, rows: Mapping[str, H]) -> _ShownRows:
    key = (draw, id(before), id(rows))
    kept = _followed.get(key)
    if kept is not None:
        return kept[1]
    changed = {key: markup_of(draw, row) for key, row in rows.items() if before.rows.get(key) != row}
    order = list(rows) if list(before.rows) != list(rows) else None
    markups = {key: changed.get(key) or before.markup_of[key] for key in rows}
    differs = changed or order is not None
    difference = f"{json.dumps(order)}, {json.dumps(changed)}" if differs else ""
    shown = _ShownRows(rows, markups, "".join(markups.values()), difference)
    _followed[key] = before, shown
    if len(_followed) > _MOST_FOLLOWED:
        _followed.popitem(last=False)
    return shown


class Announcer:
    """Tells users of a screen reader what has changed; others see it on the page."""

    def __init__(self) -> None:
        self._region = Text("div", "").classes("visually-hidden")
        self._region.props["role"] = "status"
        self._region.props["aria-live"] = "polite"

    def say(self, sentence: str) -> None:
        self._region.set_text(sentence)


def keep_fresh(
    bus: EventBus,
    refresh: Callable[[], Awaitable[None]],
    *,
    concerns: Callable[[Event], bool],
    alarm: "Alarm | None" = None,
    gone: Callable[[DomainError], None] | None = None,
    is_aside: bool = False,
) -> None:
    """Call `refresh` after events that concern the page, and when the alarm goes off.

    It ends with the client. Once the page's subject can't be read any longer nothing is refreshed any more: `gone` is
    called, or the page ends. What is shown beside the subject (`is_aside`) says nothing about the page's end.
    """
    client = ui.context.client
    life = life_of(client)
    woken = asyncio.Event()

    def wake(event: Event) -> None:
        if concerned(event, concerns):
            woken.set()

    async def follow() -> None:
        while True:
            if not woken.is_set():  # what came while the page rested has been gathered
                await _wait(woken, alarm)
                await asyncio.sleep(_GATHER)
            await take_turn()
            woken.clear()
            if not life.lasts():
                return
            try:
                with client:
                    await refresh()
            except (NotFound, Forbidden) as refusal:
                if gone is not None:
                    with client:
                        gone(refusal)
                else:
                    end_page(client, refusal.message, "It was removed, or it is closed to you now.")
                return
            except DomainError as refusal:  # e.g. racetime.gg gives no answer: the next event tries again
                logger.info("A page keeps what it shows: %s", refusal.message)
            except Exception as error:  # noqa: BLE001  # the page keeps what it shows, and the next event tries again
                apology_for(error)
            await asyncio.sleep(_REST)

    unsubscribe = bus.subscribe(Event, wake)
    task = background_tasks.create(follow(), name="keep a page fresh")

    def end() -> None:
        unsubscribe()
        task.cancel()

    task.add_done_callback(lambda _: unsubscribe())
    client.on_delete(end)
    life.enders.append(end)
    if not is_aside:
        life.wakers.append(woken.set)


class Alarm:
    """The moment at which a page changes although nothing happens, e.g. the end of a countdown."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._at: datetime | None = None

    def set(self, at: datetime | None) -> None:
        self._at = at if at is not None and at > self._clock.now() else None

    async def wait(self) -> None:
        """Return when it goes off; one that is not set never does."""
        if self._at is None:
            await asyncio.Event().wait()
        else:
            await self._clock.sleep((self._at - self._clock.now()).total_seconds())
            self._at = None


async def _wait(woken: asyncio.Event, alarm: Alarm | None) -> None:
    if alarm is None:
        await woken.wait()
        return
    waiting = {asyncio.ensure_future(woken.wait()), asyncio.ensure_future(alarm.wait())}
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
