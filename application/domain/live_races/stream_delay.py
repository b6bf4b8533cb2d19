"""Keeping back what happens in a race, so that nobody who follows it on a delayed stream hears of it early."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.live_races.live_race import LiveRaceStatus


@dataclass(frozen=True, slots=True)
class StreamDelay:
    """How far behind a race is shown; `delay` is zero for one of which nothing is kept back."""

    delay: timedelta
    now: datetime
    ends_at: datetime | None
    """When everything shows; None as long as the race goes on."""

    @classmethod
    def of(
        cls, status: LiveRaceStatus, results_show_at: datetime | None, delay: timedelta, now: datetime
    ) -> "StreamDelay":
        """A race is behind from its start until its results show."""
        shown_late = status is LiveRaceStatus.FINISHED and results_show_at is not None and now < results_show_at
        holds = status is LiveRaceStatus.IN_PROGRESS or shown_late
        return cls(delay if holds else timedelta(), now, results_show_at)

    @property
    def holds(self) -> bool:
        """Whether the end of the race, and all that follows from it, is kept back."""
        return bool(self.delay)

    def keeps(self, happened_at: datetime | None) -> bool:
        """Tell whether an outcome is still kept back. One without a time waits for the race's results."""
        return self.holds and (happened_at is None or self.now < happened_at + self.delay)

    def next_shown(self, happened: Iterable[datetime | None]) -> datetime | None:
        """Return when the next of these outcomes, or the end, is shown, as far as that is known."""
        if not self.holds:
            return None
        known = [at + self.delay for at in happened if at is not None]
        return min((at for at in [*known, self.ends_at] if at is not None and at > self.now), default=None)
