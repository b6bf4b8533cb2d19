"""One time for several processes: a test moves it, and its victims follow."""

import asyncio
import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.clock import DEFAULT_START, ManualClock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class SharedClock(ManualClock):
    """A `ManualClock` whose time other processes can read from a file."""

    def __init__(self, path: Path, start: datetime = DEFAULT_START) -> None:
        super().__init__(start)
        self.path = path
        self._write(start)

    async def advance(self, by: timedelta | float) -> None:
        self._write(self.now() + (by if isinstance(by, timedelta) else timedelta(seconds=by)))
        await super().advance(by)

    def _write(self, moment: datetime) -> None:
        number = struct.pack("q", (moment - _EPOCH) // _MICROSECOND)
        if not self.path.exists():
            self.path.write_bytes(number)
        with self.path.open("r+b") as file:
            file.write(number)


class FollowingClock:
    """The time that another process keeps; sleepers look at it often."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._time = mmap.mmap(file.fileno(), 8, access=mmap.ACCESS_READ)

    def now(self) -> datetime:
        number: int = struct.unpack("q", self._time[:8])[0]
        return _EPOCH + number * _MICROSECOND

    async def sleep(self, seconds: float) -> None:
        until = self.now() + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        while self.now() < until:  # noqa: ASYNC110  # another process moves the time and can't tell
            await asyncio.sleep(0.005)
