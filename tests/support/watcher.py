"""An open page of somebody who is signed in, without a browser around it."""

import asyncio
import re
import ssl
import time

import httpx
import websockets


class Watcher:
    """It hears what a browser would be told."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self._socket = socket
        self._words = ""
        self._heard: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def open(
        cls, client: httpx.AsyncClient, path: str, cookie: str, *, trusted: ssl.SSLContext | None = None
    ) -> "Watcher":
        """`cookie` is name and value; `trusted` is whose certificates are, where the address needs any."""
        headers = {"cookie": cookie}
        page = (await client.get(path, headers=headers)).text
        found = re.search(r"[\"']client_id[\"']: ?[\"']([0-9a-f-]+)[\"']", page)
        assert found is not None, page
        query = f"client_id={found[1]}&tab_id={found[1]}&document_id={found[1]}&implicit_handshake=true"
        url = str(client.base_url).replace("http", "ws", 1).rstrip("/")
        address = f"{url}/_nicegui_ws/socket.io/?EIO=4&transport=websocket&{query}"
        socket = await websockets.connect(
            address, max_size=None, additional_headers=headers, ssl=trusted, ping_interval=None
        )  # a browser sends no pings of its own
        await socket.recv()
        await socket.send("40")
        assert str(await socket.recv()).startswith("40")
        return cls(socket)

    async def _listen(self) -> None:
        async for message in self._socket:
            if message == "2":
                await self._socket.send("3")
            elif self._words and self._words in str(message) and not self._heard.done():
                self._heard.set_result(time.perf_counter())

    def hears(self, words: str) -> asyncio.Future[float]:
        """Return the moment at which the page is told these words."""
        self._words = words
        self._heard = asyncio.get_running_loop().create_future()
        return self._heard

    async def close(self) -> None:
        await self._socket.close()
        await self._listening
