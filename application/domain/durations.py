"""How durations are written for people."""

from datetime import timedelta


def clock_time(duration: timedelta) -> str:
    """Return "1:23:45", or "23:45" below an hour; whole seconds, cut and not rounded, days as hours."""
    seconds = int(duration.total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def precise_time(duration: timedelta) -> str:
    """Return the clock time with tenths, as racetime.gg shows results."""
    return f"{clock_time(duration)}.{duration.microseconds // 100_000}"


def in_minutes(duration: timedelta) -> str:
    """Return "20 minutes", "1 hour" or "12 hours 30 minutes"."""
    hours, minutes = divmod(round(duration.total_seconds() / 60), 60)
    parts = [_counted(hours, "hour")] if hours else []
    if minutes or not hours:
        parts.append(_counted(minutes, "minute"))
    return " ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
