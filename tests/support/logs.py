"""The log as the product writes it, for tests that read it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO

from application.settings import LogFormat, LogLevel
from installation.logs import write_logs


@contextmanager
def written_at_debug() -> Iterator[StringIO]:
    """Write all that happens until the end of the block as it is written with LOG_LEVEL=debug; then nothing more."""
    root = logging.getLogger()
    loggers = [root, *(each for each in root.manager.loggerDict.values() if isinstance(each, logging.Logger))]
    levels = [(each, each.level) for each in loggers]
    handlers, root.handlers = root.handlers, []
    try:
        with redirect_stderr(StringIO()) as log:
            write_logs(LogFormat.TEXT, LogLevel.DEBUG)
        yield log
    finally:
        root.handlers = handlers
        for each, level in levels:
            each.setLevel(level)
