"""How many statements a piece of work costs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

# Each statement is logged with its values just before it is sent, transaction control is not; connections being opened
# and closed are logged, too, with other texts.
_LOGGER = logging.getLogger("tortoise.db_client")
_STATEMENT = "%s: %s"


class CountedQueries(logging.Handler):
    """The statements so far. Its `repr` lists them, so a plain `assert len(queries) == 3` explains its failure."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.statements: list[str] = []
        self.values: list[list[object]] = []
        """Those of each statement."""

    def __len__(self) -> int:
        return len(self.statements)

    def __repr__(self) -> str:
        return "\n".join([f"{len(self)} queries:", *self.statements])

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == _STATEMENT and isinstance(record.args, tuple):
            self.statements.append(str(record.args[0]))
            self.values.append(list(record.args[1] or ()))  # type: ignore[call-overload]


@contextmanager
def counted_queries() -> Iterator[CountedQueries]:
    """Count what the process sends to its database until the end of the block; a bulk insert counts as one."""
    queries = CountedQueries()
    level = _LOGGER.level
    _LOGGER.addHandler(queries)
    _LOGGER.setLevel(logging.DEBUG)
    try:
        yield queries
    finally:
        _LOGGER.setLevel(level)
        _LOGGER.removeHandler(queries)
