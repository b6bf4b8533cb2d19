"""The one fact about Discord that rules need."""

from datetime import UTC, datetime, timedelta

_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


def account_created_at(discord_id: int) -> datetime:
    """Return when a Discord account was made: its id carries the milliseconds since 2015 in the upper bits."""
    return _DISCORD_EPOCH + timedelta(milliseconds=discord_id >> 22)


def discord_id_made_at(created_at: datetime, serial: int = 0) -> int:
    """Return an id that an account made at that instant could have; `serial` (0 to 4,194,303) tells them apart."""
    milliseconds = int((created_at - _DISCORD_EPOCH) / timedelta(milliseconds=1))
    return (milliseconds << 22) | serial
