"""A race's results as a table for spreadsheets."""

from application.domain.csv_text import Cell, csv_table
from application.domain.durations import precise_time
from application.domain.live_races.room import EntrantStatus
from application.domain.runs.run import RunStatus
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

_AS_RUN: dict[EntrantStatus, str] = {
    EntrantStatus.DONE: RunStatus.FINISHED,
    EntrantStatus.DNF: RunStatus.FORFEIT,
    EntrantStatus.DQ: RunStatus.DISQUALIFIED,
}
"""One word for one thing in a column, whether a racer counts or not."""


def results_table(board: tuple[BoardLine, ...]) -> str:
    """Return a line for each racer, in the board's order, as CSV that a spreadsheet opens without harm."""
    return csv_table(_COLUMNS, (_row(line) for line in board))


def _row(line: BoardLine) -> list[Cell]:
    time = line.finish_time
    return [
        line.place,
        line.name,
        line.user_id,
        line.racetime_name,
        line.racetime_id,
        _status(line),
        None if time is None else precise_time(time),
        None if time is None else time.total_seconds(),
        None if line.score is None else f"{line.score:.3f}",
        None if line.counted is None else ("yes" if line.counted else "no"),
        " ".join(line.reasons),
        line.comment,
    ]


def _status(line: BoardLine) -> str | None:
    if line.run_status is not None or line.entrant_status is None:
        return line.run_status
    return _AS_RUN.get(line.entrant_status, line.entrant_status)
