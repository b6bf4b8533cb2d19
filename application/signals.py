"""What processes tell each other: events (what kind, and about what; who hears one reads again), and what was spent of
allowances.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, astuple
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, TypeVar

from application.domain import events, ids
from application.domain.events import Edited, EditedEvent, Event, MissedEvent
from application.domain.ids import NO_ORGANIZATION, OrganizationRef
from application.rate_limits import Allowance, Purse

T = TypeVar("T")

LARGEST = 7_900
"""Characters of one signal; PostgreSQL takes 8,000 bytes, and all of them are ASCII."""
_MOST = 20
"""More signals of one transaction than these say no more than that others had better look at everything."""

MISSED = MissedEvent(OrganizationRef(NO_ORGANIZATION))


def signals_of(origin: str, recorded: Iterable[Event]) -> list[str]:
    """Return the texts that tell others of these events; `origin` is the process they come from."""
    signals = _packed(origin, dict.fromkeys(json.dumps(_told(event)) for event in recorded))
    return signals if len(signals) <= _MOST else signals_of(origin, [MISSED])


def events_in(signal: str) -> tuple[str, list[Event]]:
    """Return where a signal comes from, and events that have nothing but what they are about.

    What a process of another version tells and this one doesn't know is `MISSED`.
    """
    origin, *told = json.loads(signal)
    return origin, [_heard(*parts) for parts in told]


def spends_of(origin: str, spent: Mapping[Purse, int]) -> list[str]:
    """Return the texts that tell others who has spent how much of what."""
    told = ([astuple(allowance), who, number] for (allowance, who), number in spent.items())
    return _packed(origin, map(json.dumps, told))


def spends_in(signal: str) -> tuple[str, list[tuple[Purse, int]]]:
    origin, *told = json.loads(signal)
    return origin, [((Allowance(*parts), who), number) for parts, who, number in told]


def _packed(origin: str, texts: Iterable[str]) -> list[str]:
    pieces: list[str] = []
    room = 0
    for text in texts:
        if room < len(text):
            pieces.append("")
            room = LARGEST - len(origin) - 4
        pieces[-1] += f",{text}"
        room -= len(text) + 1
    return [f"[{json.dumps(origin)}{piece}]" for piece in pieces]


def _told(event: Event) -> list[Any]:
    what = [event.what.value] if isinstance(event, EditedEvent) else []
    return [type(event).__name__, type(event.about).__name__, asdict(event.about), *what]


def _heard(kind: str, reference: str, about: dict[str, Any], what: str = "") -> Event:
    event_type, ref_type = _events().get(kind), _references().get(reference)
    try:
        event: Event = object.__new__(event_type)  # type: ignore[arg-type]  # unknown ones end below
        object.__setattr__(event, "about", ref_type(**about))  # type: ignore[misc]
        if what:
            object.__setattr__(event, "what", Edited(what))
    except (TypeError, ValueError):
        return MISSED
    return event


@cache
def _events() -> dict[str, type[Event]]:
    rooms = (import_module(f"{events.__name__}.{found.name}") for found in iter_modules(events.__path__))
    return {name: kind for module in (events, *rooms) for name, kind in _below(Event, module)}


@cache
def _references() -> dict[str, type[OrganizationRef]]:
    return dict(_below(OrganizationRef, ids))


def _below(base: type[T], module: ModuleType) -> Iterator[tuple[str, type[T]]]:
    return ((name, kind) for name, kind in vars(module).items() if isinstance(kind, type) and issubclass(kind, base))
