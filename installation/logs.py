"""Lines of the log, as text for people or as JSON for machines, each with the ids of what it is about."""

import logging
import sys

import structlog

from application.bookkeeping import OutagesInShort
from application.settings import LogFormat

_CHATTY = ("httpx", "apscheduler", "aerich", "tortoise", "uvicorn")


def write_logs(log_format: LogFormat) -> None:
    """Write what happens from now on to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_as_json() if log_format is LogFormat.JSON else _Text())
    handler.addFilter(OutagesInShort())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)


class _Text(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s%(ids)s")

    def format(self, record: logging.LogRecord) -> str:
        bound = structlog.contextvars.get_contextvars()
        said = record.getMessage()
        record.ids = "".join(f" {name}={value}" for name, value in sorted(bound.items()) if f"{name}=" not in said)
        return super().format(record)


def _as_json() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.EventRenamer("message"),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
