"""How an import stands."""

from datetime import timedelta
from enum import StrEnum

SAHASRAHBOT = "sahasrahbot"
"""What the source is called where rows are kept by it."""
SILENT_AFTER = timedelta(hours=1)
"""An import of which nothing is heard for so long is dead, and another one may begin."""


class ImportStatus(StrEnum):
    RUNNING = "running"
    DONE = "done"
    ABANDONED = "abandoned"
    """Another one began in its place."""
    FAILED = "failed"
    """It was ended by an error, or because its process stopped; what it had written stays."""
    UNDONE = "undone"
