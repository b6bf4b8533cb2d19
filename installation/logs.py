"""Lines of the log, as text for people or as JSON for machines, each with the ids of what it is about."""

import logging
import re
import sys

import structlog

from application.bookkeeping import OutagesInShort
from application.settings import LogFormat, LogLevel

_OWN = ("api", "application", "components", "discordbot", "installation", "racetime", "views")
_CHATTY = ("httpx", "apscheduler", "aerich", "tortoise", "uvicorn")
_STATEMENTS = "tortoise.db_client"
_TOKEN_OF_PASSAGE = re.compile(r"/(webhooks|interactions)/(\d+)/[^/?\s]+")


def write_logs(log_format: LogFormat, level: LogLevel = LogLevel.INFO) -> None:
    """Write what happens from now on to standard error.

    Libraries never say more than `info`, at which they name nothing that is sent: no token, no seed, no address. Of a
    statement to the database its words are written at `debug`, and not its values.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_as_json() if log_format is LogFormat.JSON else _Text())
    handler.addFilter(OutagesInShort())
    handler.addFilter(_without_values)
    handler.addFilter(_without_tokens_of_passage)
    wanted = logging.getLevelNamesMapping()[level.name]
    logging.basicConfig(level=max(wanted, logging.INFO), handlers=[handler], force=True)
    for own in _OWN:
        logging.getLogger(own).setLevel(wanted)
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(max(wanted, logging.WARNING))
    logging.getLogger(_STATEMENTS).setLevel(wanted if level is LogLevel.DEBUG else logging.NOTSET)


def _without_values(record: logging.LogRecord) -> bool:
    """Leave the values out of a statement to the database, and lines about connections, which have the password."""
    if record.name != _STATEMENTS or record.levelno > logging.DEBUG:
        return True
    if record.msg != "%s: %s" or not isinstance(record.args, tuple):
        return False
    record.msg, record.args = "%s", record.args[:1]
    return True


def _without_tokens_of_passage(record: logging.LogRecord) -> bool:
    """Shorten addresses that discord.py names when it is rate-limited: with some of them anybody speaks as the bot."""
    if record.name.startswith("discord"):
        said = record.getMessage()
        shortened = _TOKEN_OF_PASSAGE.sub(r"/\1/\2/…", said)
        if shortened != said:
            record.msg, record.args = shortened, None
    return True


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
