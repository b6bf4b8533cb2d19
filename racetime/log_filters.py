"""Loggers for libraries that would write chat lines, room infos and tokens into the log."""

import logging


class WarningsOnly(logging.LoggerAdapter[logging.Logger]):
    """Drops everything below a warning, whatever level the log has.

    racetime_bot logs every message and room info it sends at INFO; websockets logs the Authorization header and all
    frames at DEBUG. Room infos contain the seed.
    """

    def __init__(self, logger: logging.Logger) -> None:
        super().__init__(logger, {})

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802  # logging's own name
        return level >= logging.WARNING and super().isEnabledFor(level)
