"""What is noted beside a request, like when a token was last used: it neither fails the request nor holds it up."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from application.domain.errors import Unavailable

logger = logging.getLogger(__name__)

_TOLD_EVERY_SECONDS = 60.0
_waits: ContextVar[bool] = ContextVar("waits_for_the_database", default=True)


@contextmanager
def bookkeeping(what: str) -> Iterator[None]:
    """Leave it out while the database is busy, full or away: the next request does it."""
    token = _waits.set(False)
    try:
        yield
    except Unavailable as error:
        logger.info("Not %s: %s", what, error)
    finally:
        _waits.reset(token)


def may_wait() -> bool:
    """Tell whether what is done is worth waiting for a turn to write."""
    return _waits.get()


class OutagesInShort(logging.Filter):
    """Lets a log say in one line, once a minute, what the database is too busy, full or far away for.

    Each tick of each job would say so otherwise, with a traceback.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, Unavailable):
            return True
        what = record.name, str(record.msg)
        if record.created - self._told.get(what, -_TOLD_EVERY_SECONDS) < _TOLD_EVERY_SECONDS:
            return False
        self._told[what] = record.created
        record.msg, record.args = f"{record.getMessage()} {error.message}", None
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True
