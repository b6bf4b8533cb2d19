"""How the finish times of a race are distributed."""

from collections.abc import Sequence
from datetime import timedelta

from application.domain.durations import clock_time
from components.chart import Numbers, bars, chart

FEWEST = 5
"""With fewer finishers the list says more than a picture."""
_BARS = 12
_STEPS = (15, 30, 60, 120, 300, 600, 900, 1800, 3600)
"""Widths of a bar, in seconds, that people think in."""


def finish_times(times: Sequence[timedelta], own: timedelta | None) -> None:
    """Draw a histogram of at least `FEWEST` times; the bar with one's own stands out."""
    values = [time.total_seconds() for time in times]
    first, last = min(values), max(values)
    step = next((each for each in _STEPS if (last - first) / each < _BARS), 7200)
    low = int(first // step)
    counts = [0] * (int(last // step) - low + 1)
    for value in values:
        counts[int(value // step) - low] += 1
    labels = [clock_time(timedelta(seconds=(low + number) * step)) for number in range(len(counts))]
    marked = [int(own.total_seconds() // step) - low] if own is not None else []
    rows = tuple((label, str(count)) for label, count in zip(labels, counts, strict=True) if count)
    chart(bars(labels, counts, marked=marked), Numbers("Finish times", ("From", "Finishers"), rows), height="12rem")
