"""Writes `docs/EVENT_SYSTEM.md` from the events themselves: `python -m tests.support.event_document`."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import fields
from typing import get_type_hints

from application.domain import events
from application.domain.events import Event
from application.domain.messages.public_events import PUBLIC_EVENTS, PublicEvent
from tests.support.repository import ROOT

DOCUMENT = ROOT / "docs" / "EVENT_SYSTEM.md"
_BEGINNING = """\
# Events

For who changes the code, or reads the audit by a program. Everything that happens is said by one event. A service
records it within the transaction that makes it true; once that is committed the event goes out on the bus of each
process, where pages, jobs and senders look again. No event has a seed, its notes or a secret in it: it has ids, and who
hears of it reads again what it may.

What is *logged* becomes a row of the event log, which is the audit and cannot be changed. The others only wake
somebody up. Fields beside what an event is about stand in brackets.
"""
_TOLD = """\
## What programs are told

Webhooks and the feed have these names, which stay. What a stream delay or hidden results keep back is told once it
shows. While results are hidden `ended_at` is null but for staff, because it is when the last racer finished.

| Name | Says | Facts | Told to |
|---|---|---|---|
"""
_ROOMS = {
    "live_races": "Live races",
    "runs": "Runs",
    "tournaments": "Tournaments",
    "people": "People",
    "messages": "Messages",
    "operations": "Operations",
}


def event_document() -> str:
    parts = [_BEGINNING]
    for room, title in _ROOMS.items():
        module = importlib.import_module(f"{events.__name__}.{room}")
        lines = [_line(kind) for kind in _events_of(module.__name__)]
        parts.append(f"## {title}\n\n| Event | About | Logged |\n|---|---|---|\n" + "\n".join(lines) + "\n")
    parts.append(_TOLD + "\n".join(map(_told, PUBLIC_EVENTS)) + "\n")
    return "\n".join(parts)


def _told(event: PublicEvent) -> str:
    facts = ", ".join(f"`{each.name}`" for each in fields(event.data))
    who = "staff" if event.is_for_staff else "everybody who may see the tournament"
    return f"| `{event.name}` | {event.meaning} | {facts or '–'} | {who} |"


def _events_of(module: str) -> Iterator[type[Event]]:
    found = vars(importlib.import_module(module)).values()
    for kind in found:
        if inspect.isclass(kind) and issubclass(kind, Event) and kind.__module__ == module:
            yield kind


def _line(kind: type[Event]) -> str:
    about = get_type_hints(kind)["about"].__name__.removesuffix("Ref")
    own = [each.name for each in fields(kind) if each.name != "about"]
    name = f"`{kind.__name__}`" + (f" ({', '.join(own)})" if own else "")
    return f"| {name} | {about.lower()} | {'yes' if kind.logged else 'no'} |"


def rooms() -> set[str]:
    return {module.name for module in pkgutil.iter_modules(events.__path__)}


if __name__ == "__main__":
    DOCUMENT.write_text(event_document(), encoding="utf-8")
