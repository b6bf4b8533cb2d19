"""An answer that many people are given: its bytes and headers are made once."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope, Send

from application.domain.errors import DomainError, NotFound, RateLimited, Unavailable
from application.entity_tags import mark_of, names

_SHARED = b"public, max-age=5, stale-while-revalidate=30"
"""For a proxy: asks again after five seconds, and meanwhile gives everybody what it has."""
_PRIVATE = b"private, no-store"
_WORTH_COMPRESSING = 1_000
HTML = "text/html; charset=utf-8"
_QUICKLY = 6

RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """`compressed` is empty for what is small or compressed already."""

    body: bytes
    compressed: bytes
    mark: bytes
    headers: RawHeaders

    @classmethod
    def of(cls, body: bytes, kind: str, *more: tuple[str, str], compresses: bool = True) -> "Answer":
        compressed = gzip.compress(body, _QUICKLY, mtime=0) if compresses and len(body) >= _WORTH_COMPRESSING else b""
        headers = [("Content-Type", kind), *more]
        return cls(
            body,
            compressed,
            mark_of(body).encode(),
            [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
        )

    @property
    def size(self) -> int:
        return len(self.body) + len(self.compressed) + 1_000

    async def send(self, scope: Scope, send: Send, *, is_shared: bool) -> None:
        """Answer a request, with 304 and no body where the asker has this very version."""
        asked = Headers(scope=scope)
        headers: RawHeaders = [
            *self.headers,
            (b"etag", self.mark),
            (b"vary", b"Cookie, Accept-Encoding"),
            (b"cache-control", _SHARED if is_shared else _PRIVATE),
        ]
        if names(asked.getlist("if-none-match"), self.mark.decode()):
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        body = self.body
        if self.compressed and "gzip" in asked.get("accept-encoding", ""):
            body = self.compressed
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def status_of(refusal: DomainError) -> tuple[int, dict[str, str]]:
    """Return the status and the headers of a refusal, which nobody keeps."""
    headers = {"Cache-Control": "no-store"}
    if isinstance(refusal, RateLimited | Unavailable):
        headers["Retry-After"] = str(refusal.retry_after_seconds)
    match refusal:
        case NotFound():
            return 404, headers
        case RateLimited():
            return 429, headers
        case Unavailable():
            return 503, headers
        case _:
            return 403, headers


def kept_to_oneself(send: Send, headers: Iterable[tuple[bytes, bytes]] = ()) -> Send:
    """Let an answer that is somebody's own, or depends on who asks, be kept by nobody on its way."""

    async def send_privately(message):  # type: ignore[no-untyped-def]  # as the interface has it
        if message["type"] == "http.response.start":
            given = [
                (name, value)
                for name, value in message.get("headers", ())
                if name.lower() != b"cache-control" or b"private" in value
            ]
            if not any(name.lower() == b"cache-control" for name, _ in given):
                given.append((b"cache-control", _PRIVATE))
            message = {**message, "headers": [*given, (b"vary", b"Cookie"), *headers]}
        await send(message)

    return send_privately
