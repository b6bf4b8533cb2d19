"""What no test may do unnoticed: log an error, leave a task running, talk to the outside."""

import asyncio
import ipaddress
import logging
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

_TURNS_TO_END = 10


class OutsideConnection(OSError):
    """A test tried to reach a machine beyond this one."""


class LoopbackOnly:
    """Refuses connections beyond loopback, and remembers each try because a caller may swallow the refusal.

    It hears of them through the interpreter's audit events, which can't be switched off again once they are heard.
    """

    def __init__(self) -> None:
        self._attempts: list[str] = []

    def install(self) -> None:
        def hear(event: str, args: tuple[object, ...]) -> None:
            if event.startswith("socket."):
                self._hear(event, args)

        sys.addaudithook(hear)  # a plain function, as a bound method is ten times slower here

    @contextmanager
    def watched(self) -> Iterator[list[str]]:
        """Collect the addresses that are tried until the end of the block."""
        outer, self._attempts = self._attempts, []
        try:
            yield self._attempts
        finally:
            self._attempts = outer

    def _hear(self, event: str, args: tuple[object, ...]) -> None:
        match event, args:
            case "socket.connect" | "socket.sendto", (socket.socket(family=family), (host, *_)):
                if family in (socket.AF_INET, socket.AF_INET6) and not _is_here(host):
                    self._refuse(host)
            case "socket.getaddrinfo", (host, *_):
                if _is_a_name(host) and not _is_here(host):
                    self._refuse(host)

    def _refuse(self, host: object) -> None:
        self._attempts.append(_text(host))
        raise OutsideConnection(f"Tests stay on this machine; {_text(host)} is beyond it.")


def _is_here(host: object) -> bool:
    if _text(host) in ("", "localhost"):
        return True
    address = _address(host)
    return address is not None and (address.is_loopback or address.is_unspecified)


def _is_a_name(host: object) -> bool:
    """Tell what a name server would be asked for."""
    return host is not None and _address(host) is None


def _address(host: object) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(_text(host).partition("%")[0])
    except ValueError:
        return None


def _text(host: object) -> str:
    return host.decode() if isinstance(host, bytes) else str(host)


@contextmanager
def logged_errors() -> Iterator[list[logging.LogRecord]]:
    """Collect the records of level ERROR and above of every logger, whatever is configured about its handlers."""
    errors: list[logging.LogRecord] = []
    make = logging.getLogRecordFactory()

    def make_and_watch(*args: object, **kwargs: object) -> logging.LogRecord:
        record = make(*args, **kwargs)
        if (record.levelno or logging.NOTSET) >= logging.ERROR:
            errors.append(record)
        return record

    logging.setLogRecordFactory(make_and_watch)
    try:
        yield errors
    finally:
        logging.setLogRecordFactory(make)


@asynccontextmanager
async def no_task_left() -> AsyncIterator[None]:
    """Fail when a task of the block runs on after it and a few turns of the loop for what is just ending."""
    before = asyncio.all_tasks()
    yield
    for _ in range(_TURNS_TO_END):
        await asyncio.sleep(0)
    left_over = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not left_over, "The test left tasks running:\n" + "\n".join(repr(task) for task in left_over)
