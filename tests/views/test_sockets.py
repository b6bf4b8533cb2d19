"""What strangers say to the page framework's socket, and to forms, over real connections."""

import asyncio
import gc
import json
import logging
import re
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
import pytest
import websockets
from nicegui import Client, core
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from application.certificates import authorities
from application.domain.ids import UserId
from application.rate_limits import NEW_SOCKETS, asker
from application.services.people.identity_service import SESSION_COOKIE
from components.page_life import CLOSING
from tests.support.community import Community
from tests.support.product import until
from tests.support.rehearsal import eventually
from tests.support.site import mounted_site, served


@dataclass
class Site:
    address: str
    community: Community

    async def get(self, path: str, user_id: UserId | None = None, **headers: str) -> httpx.Response:
        async with httpx.AsyncClient(base_url=self.address, verify=authorities()) as browser:
            if user_id is not None:
                browser.cookies.set(SESSION_COOKIE, await self.community.container.identity.open_session(user_id))
            return await browser.get(path, headers=headers)

    async def page(self, path: str, user_id: UserId | None = None) -> str:
        """Load a page and return the id that it has in the framework."""
        found = re.search(r"[\"']client_id[\"']: ?[\"']([0-9a-f-]+)[\"']", (await self.get(path, user_id)).text)
        assert found is not None
        return found[1]

    @asynccontextmanager
    async def socket(
        self, client_id: str, *, session: str | None = None, **more: str
    ) -> AsyncIterator[websockets.ClientConnection]:
        """Open a page's socket, in the browser that loaded the page unless another session is given."""
        asked = {"client_id": client_id, "tab_id": client_id, "document_id": client_id, "implicit_handshake": "true"}
        query = "&".join(f"{name}={value}" for name, value in {**asked, **more}.items())
        address = f"{self.address.replace('http', 'ws', 1)}/_nicegui_ws/socket.io/?EIO=4&transport=websocket&{query}"
        if session is None:
            session = Client.instances[client_id].request.cookies.get(SESSION_COOKIE, "")
        sent = {"Cookie": f"{SESSION_COOKIE}={session}"} if session else {}
        origin = websockets.Origin(self.address)
        async with websockets.connect(address, origin=origin, additional_headers=sent) as socket:
            await socket.recv()
            await socket.send("40")
            yield socket


@pytest.fixture
async def site(community: Community) -> AsyncIterator[Site]:
    async with mounted_site(community.container) as app, served(app) as address:
        yield Site(address, community)


async def say(socket: websockets.ClientConnection, name: str, message: object) -> None:
    await socket.send(f"42{json.dumps([name, message])}")


async def heard(socket: websockets.ClientConnection) -> None:
    """Wait until the server has read everything so far: it answers packets in order."""
    await socket.send('421["nothing-hears-this"]')
    await socket.send("40/nowhere,")
    async with asyncio.timeout(20):
        while not str(await socket.recv()).startswith("44/nowhere"):
            pass


def are_gone(things: list[weakref.ref[Any]]) -> bool:
    return not any(thing() for thing in things)


async def test_nothing_is_left_of_a_page_that_was_closed(site: Site) -> None:
    """Not even garbage, which is searched for so seldom that it would be left for hours."""
    community = site.community
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    player = await community.add_player()
    for path in (
        "/",
        f"/live-races/{race.id}",
        f"/live-races/{race.id}/watch",
        f"/tournaments/{tournament}",
        f"/tournaments/{tournament}/leaderboard",
        "/notifications",
    ):
        closed = Client.instances[await site.page(path, player)]
        gc.disable()
        try:
            looks = (weakref.ref(part.props) for part in closed.elements.values())
            left: list[weakref.ref[Any]] = [weakref.ref(closed), *looks]
            closed.delete()
            del closed
            await eventually(partial(are_gone, left))
        finally:
            gc.enable()


async def test_nothing_is_left_of_a_connection_that_was_closed(site: Site) -> None:
    page = await site.page("/sign-in")
    gc.disable()
    try:
        async with site.socket(page) as socket:
            await heard(socket)
            left: list[weakref.ref[Any]] = [
                weakref.ref(thing)
                for thing in gc.get_objects()
                if isinstance(thing, WebSocketsSansIOProtocol) and thing.client == socket.local_address
            ]
            assert len(left) == 1
        Client.instances[page].delete()
        await eventually(partial(are_gone, left))
    finally:
        gc.enable()


async def test_a_page_that_ends_while_its_browser_is_awaited_is_deleted_once(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    page = await site.page("/sign-in")
    client = Client.instances[page]
    client.page.reconnect_timeout = 0.2
    async with site.socket(page) as socket:
        await heard(socket)
    await eventually(lambda: client._delete_tasks)
    (waiting,) = client._delete_tasks.values()
    client.delete()
    await asyncio.wait([waiting])
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_browser_that_no_longer_asks_is_let_go(community: Community) -> None:
    async with mounted_site(community.container) as app:
        core.app.config.reconnect_timeout = 1
        async with served(app) as address, httpx.AsyncClient(base_url=address, verify=authorities()) as browser:
            framework = core.sio.eio
            framework.ping_interval = framework.ping_timeout = 0.1
            opened = await browser.get("/_nicegui_ws/socket.io/", params={"EIO": "4", "transport": "polling"})
            socket_id = json.loads(opened.text[1:])["sid"]
            assert socket_id in framework.sockets
            await eventually(lambda: socket_id not in framework.sockets)


async def test_lines_that_browsers_want_logged_are_short_and_few(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    client_id = await site.page("/sign-in")
    async with site.socket(client_id) as socket:
        assert str(await socket.recv()).startswith("40")
        for number in range(200):
            message = f"{number} \n2026-01-01 ERROR forged\x1b[31m {'x' * 5000}"
            await say(socket, "log", {"client_id": client_id, "level": "error", "message": message})
        for level in ("error", "nonsense", 7):
            await say(socket, "log", {"client_id": client_id, "level": level, "message": {"not": "text"}})
        await heard(socket)
    lines = [record.getMessage() for record in caplog.records if record.name == "sahabot2.browsers"]
    assert 0 < len(lines) <= 11
    assert all(len(line) < 400 and "\n" not in line and "\x1b" not in line for line in lines)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


MALFORMED: tuple[tuple[str, object], ...] = (
    ("event", None),
    ("event", "text"),
    ("event", {}),
    ("event", {"id": [], "listener_id": "x"}),
    ("event", {"id": 1, "listener_id": "x", "args": "none"}),
    ("event", {"id": 1, "listener_id": {}, "args": ["{"]}),
    ("ack", {"next_message_id": "x"}),
    ("ack", {}),
    ("javascript_response", {"request_id": []}),
    ("javascript_response", {}),
    ("handshake", {}),
    ("handshake", "text"),
    ("log", {}),
)


async def test_malformed_events_leave_no_trace(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    client_id = await site.page("/sign-in")
    listeners = [
        (element.id, listener_id)
        for element in Client.instances[client_id].elements.values()
        for listener_id in element._event_listeners
    ]
    async with site.socket(client_id) as socket:
        assert str(await socket.recv()).startswith("40")
        for name, message in MALFORMED:
            await say(socket, name, message)
            if isinstance(message, dict):
                await say(socket, name, {**message, "client_id": client_id})
                await say(socket, name, {**message, "client_id": [client_id]})
        for element_id, listener_id in listeners:
            for arguments in (["{"], [1], [None] * 1000, ["[]"], ["7"], ['{"batch": []}']):
                sent = {"client_id": client_id, "id": element_id, "listener_id": listener_id, "args": arguments}
                await say(socket, "event", sent)
        await heard(socket)
    for packet in ("42[]", "42{}", "4?", "42[", "45", "451-[", "4", "429999999999999999999[]"):
        async with site.socket(await site.page("/sign-in")) as socket:
            await socket.send(packet)
            await socket.close()
    assert (await site.get("/sign-in")).status_code == 200
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


NO_PACKETS = ("", "7", "9", "x", "bA", "\u0664", "d=%", "2\x1e", "\x1e".join("2" * 40))


async def test_what_is_no_packet_leaves_no_trace(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    for text in NO_PACKETS[:6]:
        async with site.socket(await site.page("/sign-in")) as socket:
            await socket.send(text)
            async with asyncio.timeout(20):
                await socket.wait_closed()
    polled = "/_nicegui_ws/socket.io/?EIO=4&transport=polling"
    headers = {"Origin": site.address}
    async with httpx.AsyncClient(base_url=site.address, headers=headers, verify=authorities()) as browser:
        opened = json.loads((await browser.get(polled)).text[1:])["sid"]
        for body in (*(text.encode() for text in NO_PACKETS), b"\xff\xfe\x00"):
            assert (await browser.post(f"{polled}&sid={opened}", content=body)).status_code == 400
        assert (await browser.post(f"{polled}&sid={opened}", content=b"40")).status_code == 200
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


async def test_one_address_opens_only_so_many_sockets_at_once(site: Site, community: Community) -> None:
    polled = "/_nicegui_ws/socket.io/?EIO=4&transport=polling"
    assert (await site.get(polled, Origin=site.address)).status_code == 200
    for _ in range(NEW_SOCKETS.burst - 1):
        community.container.allowances.spend(NEW_SOCKETS, asker("127.0.0.1"))
    assert (await site.get(polled, Origin=site.address)).status_code == 401


async def test_an_address_of_a_socket_that_cannot_be_read_is_refused(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    client_id = await site.page("/sign-in")
    for more in ({"next_message_id": "x"}, {"next_message_id": "9" * 5000}, {"document_id": ""}):
        async with site.socket(client_id, **more) as socket:
            assert str(await socket.recv()).startswith("44")
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


async def test_an_event_with_the_id_of_somebody_elses_page_is_not_carried_out(site: Site, community: Community) -> None:
    link = await community.add_player("Link")
    theirs, own = await site.page("/calendar", link), await site.page("/sign-in")
    element_id, listener_id = next(
        (element.id, listener_id)
        for element in Client.instances[theirs].elements.values()
        if element.props.get("data-testid") == "create-links"
        for listener_id in element._event_listeners
    )
    press = {"client_id": theirs, "id": element_id, "listener_id": listener_id, "args": ["{}"]}

    async def has_addresses() -> bool:
        return await community.container.calendars.key_of(link) is not None

    async with site.socket(theirs) as there, site.socket(own) as elsewhere:
        await there.recv()
        await elsewhere.recv()
        await say(elsewhere, "event", press)
        await heard(elsewhere)
        assert not await has_addresses()
        await say(there, "event", press)
        await until(has_addresses)


async def test_nobody_else_is_let_in_to_the_page_of_somebody_who_is_signed_in(site: Site, community: Community) -> None:
    """The id of a page stands in its source, which people save, copy and show."""
    link = await community.add_player("Link")
    theirs = await site.page("/calendar", link)
    other = await community.container.identity.open_session(await community.add_player("Zelda"))
    for session in ("", other):
        async with site.socket(theirs, session=session) as socket:
            assert str(await socket.recv()).startswith('44{"message":"Implicit handshake failed"')
    async with site.socket(await site.page("/sign-in")) as socket:
        assert str(await socket.recv()).startswith("40")
        ids = {"client_id": theirs, "tab_id": theirs, "document_id": theirs}
        await socket.send(f"427{json.dumps(['handshake', ids])}")
        async with asyncio.timeout(20):
            while (told := str(await socket.recv()))[:3] != "437":
                pass
        assert told == "437[false]"
    for own in (site.socket(theirs), site.socket(await site.page("/sign-in"), session=other)):
        async with own as socket:
            assert str(await socket.recv()).startswith("40")


async def test_a_page_that_ended_while_its_browser_was_away_says_so_and_hangs_up(
    site: Site, community: Community
) -> None:
    link = await community.add_player("Link")
    page = await site.page("/calendar", link)
    async with site.socket(page) as socket:
        assert str(await socket.recv()).startswith("40")
    await community.container.identity.sign_out_everywhere(link)
    closing = [task for task in asyncio.all_tasks() if task.get_name() == CLOSING]
    async with asyncio.timeout(20):
        await asyncio.gather(*closing)
        async with site.socket(page) as socket:
            said: list[str] = []
            while not said or not said[-1].startswith("41"):
                said.append(str(await socket.recv()))
    assert "You are signed out" in "".join(said)


async def test_a_prefix_that_a_stranger_names_stands_in_no_page(site: Site) -> None:
    prefix = {"X-Forwarded-Prefix": "//evil.test"}
    page = await site.get("/sign-in", None, **prefix)
    led_on = await site.get("/account", None, **prefix)
    assert "evil.test" not in page.text
    assert led_on.headers["location"] == "/sign-in?next=/account"


async def test_pages_that_strangers_open_are_so_many_a_minute_and_address(site: Site, community: Community) -> None:
    before = len(Client.instances)
    answers = [await site.get("/sign-in") for _ in range(121)]
    assert {answer.status_code for answer in answers[:120]} == {200}
    assert (answers[120].status_code, "Too many pages" in answers[120].text) == (429, True)
    assert 0 < int(answers[120].headers["retry-after"]) <= 60
    for path in ("/nowhere", "/account", "/tournaments/1", f"/tournaments/{2**40}"):
        await site.get(path)
    assert len(Client.instances) - before == 120, "what is refused or leads elsewhere leaves no page behind"
    assert (await site.get("/account", community.admin.actor.user_id)).status_code == 200, "members have their own"
    await community.clock.advance(60)
    assert (await site.get("/sign-in")).status_code == 200


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out/everywhere", "/nowhere", "/_nicegui_ws/socket.io/"])
async def test_a_long_body_is_refused_before_it_is_sent(site: Site, path: str) -> None:
    host, _, port = site.address.removeprefix("http://").partition(":")
    form = "Content-Type: multipart/form-data; boundary=x"
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {site.address}\r\n{form}\r\n"
    for declared in ("Content-Length: 400000000", "Transfer-Encoding: chunked"):
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"{head}{declared}\r\n\r\n".encode())
        if "chunked" in declared:
            for _ in range(20):
                writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        async with asyncio.timeout(20):
            assert (await reader.readline()).startswith(b"HTTP/1.1 413 "), declared
        writer.close()
