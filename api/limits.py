"""How much one person may ask for, with however many tokens, and how large a body may be."""

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import Message

from application.rate_limits import Allowance

EVERYTHING = Allowance("everything", burst=300, per_minute=1200)
"""Twenty a second: a page that follows ten races every half second; 25 such people still fit on one core."""

SCHEDULING = Allowance("scheduling", burst=60, per_minute=10)
"""New live races: a whole season in one go, but no script that fills the schedule by mistake."""

ASKING_RACETIME = Allowance("asking racetime.gg", burst=10, per_minute=10)
"""Recording and opening rooms: each asks racetime.gg at once, which serves everybody's races; so do rosters."""

ASKING_DISCORD = Allowance("asking Discord", burst=10, per_minute=10)
"""Servers, channels and roles are asked for at once, with a bot that serves every organization."""

ASKING_GENERATORS = Allowance("asking seed generators", burst=20, per_minute=20)
"""Presets are asked for at once, and seeds made, by services that serve everybody."""

DRAWING = Allowance("drawing seeds", burst=10, per_minute=10)
"""Each draw holds its pool for a moment; a player has one run at a time."""

IMPORTING = Allowance("importing", burst=20, per_minute=20)
"""A table of ten thousand rows keeps the core busy for a noticeable part of a second."""

BODY_LIMIT = 128 * 1024
"""Bytes. The largest ordinary body is a tournament with its description, a few kilobytes."""


class BodyTooLarge(HTTPException):
    def __init__(self, limit: int) -> None:
        super().__init__(413, f"The body may have at most {limit // 1024:,} KiB.")


def bounded(request: Request, limit: int) -> Request:
    """Return the request so that reading its body raises `BodyTooLarge` beyond `limit` bytes."""
    declared = request.headers.get("content-length", "")
    read = 0

    async def receive() -> Message:
        nonlocal read
        if declared.isdecimal() and int(declared[:20]) > limit:
            raise BodyTooLarge(limit)
        message = await request.receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > limit:
                raise BodyTooLarge(limit)
        return message

    return Request(request.scope, receive)
