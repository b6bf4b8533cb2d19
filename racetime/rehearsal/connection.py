"""One open socket of a room."""

import asyncio

from aiohttp import web

from racetime.rehearsal.faults import Faults
from racetime.rehearsal.frames import Frame

_QUEUE_DEPTH = 100
"""Events racetime.gg holds for a connection that does not keep up; what comes on top is dropped silently."""


class Connection:
    """Queues frames for one socket. `token` is whatever was presented, valid or not; nobody checks at connect."""

    def __init__(
        self,
        slug: str,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport,
        *,
        token: str | None,
        faults: Faults,
    ) -> None:
        self.slug = slug
        self.token = token
        self.last_race_frame: Frame | None = None
        self.is_busy = False
        self._socket = socket
        self._transport = transport
        self._faults = faults
        self._outbox: asyncio.Queue[Frame] = asyncio.Queue()
        self._is_sending = False

    def offer(self, frame: Frame) -> None:
        """Queue a frame, unless the queue is full because this connection floods or does not read."""
        for outgoing in self._faults.outgoing(self.slug, frame):
            if self._outbox.qsize() >= _QUEUE_DEPTH and (self.is_busy or self._is_sending):
                return
            if outgoing.is_race_data:
                self.last_race_frame = outgoing
            self._outbox.put_nowait(outgoing)

    async def write(self) -> None:
        """Send what is queued until the socket is gone."""
        while True:
            frame = await self._outbox.get()
            self._is_sending = True
            try:
                await self._socket.send_str(frame.text)
            except ConnectionError:
                return
            finally:
                self._is_sending = False

    async def close(self) -> None:
        await self._socket.close()

    def abort(self) -> None:
        """End the TCP connection without a close frame."""
        self._transport.abort()
