"""What is noted beside a request, like when a token was last used: it neither fails the request nor holds it up."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from application.domain.errors import Unavailable

logger = logging.getLogger(__name__)

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


def in_one_line(record: logging.LogRecord) -> bool:
    """Log a failure without its traceback where only the database is busy, full or away, which is so for every tick.

    A filter of log handlers.
    """
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, Unavailable):
        record.msg, record.args = f"{record.getMessage()} {error.message}", None
        record.exc_info = record.exc_text = None
    return True
