"""Keeping back what happens in a race, so that nobody who follows it on a delayed stream hears of it early."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.live_races.live_race import RACE_OVER, LiveRaceStatus


@dataclass(frozen=True, slots=True)
class StreamDelay:
    """How far behind a race is shown; `delay` is zero for one of which nothing is kept back."""

    delay: timedelta
    now: datetime
    ends_at: datetime | None
    """When everything shows; None as long as the race goes on."""
    is_cancelled: bool = False

    @classmethod
    def of(
        cls,
        status: LiveRaceStatus,
        results_show_at: datetime | None,
        delay: timedelta,
        now: datetime,
        *,
        ended_at: datetime | None = None,
    ) -> "StreamDelay":
        """A race is behind from its start until its results show, or how far it had come where it was cancelled."""
        is_cancelled = status is LiveRaceStatus.CANCELLED
        ends_at = results_show_at
        if is_cancelled:
            ends_at = ended_at + delay if ended_at is not None else None
        shown_late = status in RACE_OVER and ends_at is not None and now < ends_at
        is_behind = status is LiveRaceStatus.IN_PROGRESS or shown_late
        return cls(delay if is_behind else timedelta(), now, ends_at, is_cancelled)

    @property
    def is_behind(self) -> bool:
        """Whether anything that happened in the race is kept back."""
        return bool(self.delay)

    @property
    def holds(self) -> bool:
        """Whether the end of the race, and all that follows from it, is kept back; a cancellation is told at once."""
        return self.is_behind and not self.is_cancelled

    def keeps(self, happened_at: datetime | None) -> bool:
        """Tell whether an outcome is still kept back. One without a time waits for the race's results."""
        return self.is_behind and (happened_at is None or self.now < happened_at + self.delay)

    def next_shown(self, happened: Iterable[datetime | None]) -> datetime | None:
        """Return when the next of these outcomes, or the end, is shown, as far as that is known."""
        if not self.is_behind:
            return None
        known = [at + self.delay for at in happened if at is not None]
        return min((at for at in [*known, self.ends_at] if at is not None and at > self.now), default=None)
