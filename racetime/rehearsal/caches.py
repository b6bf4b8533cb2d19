"""racetime.gg's caches of public documents, and how reliably a change clears them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.clock import Clock
from racetime.rehearsal.events import RaceChanged, WorldEvent, Writer
from racetime.rehearsal.quirks import QuirkDice

RACE_LIFETIME = timedelta(seconds=5)
CATEGORY_LIFETIME = timedelta(seconds=60)
CURRENT_RACES_LIFETIME = timedelta(seconds=30)
RENDERS_LIFETIME = timedelta(seconds=15)


@dataclass(slots=True)
class _Entry:
    body: str
    kept_at: datetime
    lifetime: timedelta


class DocumentCache:
    """Rendered documents by key, aged by the injected clock whatever the speed of the rehearsal.

    A saved race clears its own entry and its category's. Bulk updates never do. The timekeeper's changes and,
    rarely, a concurrent reader leave the old document in place; the quirks say how often.
    """

    def __init__(self, clock: Clock, dice: QuirkDice) -> None:
        self._clock = clock
        self._dice = dice
        self._entries: dict[str, _Entry] = {}

    def find(self, key: str) -> str | None:
        entry = self._entries.get(key)
        if entry is None or self._clock.now() >= entry.kept_at + entry.lifetime:
            return None
        return entry.body

    def keep(self, key: str, body: str, lifetime: timedelta) -> None:
        self._entries[key] = _Entry(body, self._clock.now(), lifetime)

    def on_event(self, event: WorldEvent) -> None:
        if not isinstance(event, RaceChanged):
            return
        if event.writer is Writer.RACEBOT and self._dice.racebot_misses_the_cache():
            return
        keys = race_key(event.race.name), category_key(event.race.category.slug)
        if self._dice.old_copy_is_cached_again():
            self._restart(keys)
            return
        for key in keys:
            self._entries.pop(key, None)

    def _restart(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            if self.find(key) is not None:
                self._entries[key].kept_at = self._clock.now()


def race_key(name: str) -> str:
    return f"race {name}"


def category_key(slug: str) -> str:
    return f"category {slug}"


def bot_category_key(slug: str) -> str:
    """Name the separate entry that no change clears."""
    return f"bot category {slug}"
