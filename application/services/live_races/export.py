"""A race's results as a table for spreadsheets."""

from application.domain.csv_text import Cell, csv_table
from application.domain.durations import precise_time
from application.read_models import BoardLine

_COLUMNS = (
    "place",
    "player",
    "user_id",
    "racetime_name",
    "racetime_id",
    "status",
    "time",
    "seconds",
    "score",
    "counted",
    "why_not",
    "comment",
)


def results_table(board: tuple[BoardLine, ...]) -> str:
    """Return a line for each racer, in the board's order, as CSV that a spreadsheet opens without harm."""
    return csv_table(_COLUMNS, (_row(line) for line in board))


def _row(line: BoardLine) -> list[Cell]:
    status = line.run_status or line.entrant_status
    time = line.finish_time
    return [
        line.place,
        line.name,
        line.user_id,
        line.racetime_name,
        line.racetime_id,
        status.value if status is not None else None,
        None if time is None else precise_time(time),
        None if time is None else time.total_seconds(),
        None if line.score is None else f"{line.score:.3f}",
        None if line.counted is None else ("yes" if line.counted else "no"),
        " ".join(line.reasons),
        line.comment,
    ]
