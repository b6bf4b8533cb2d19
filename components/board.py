"""The live board of a race: one line per racer, kept and moved rather than made anew."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from application.domain.durations import precise_time
from application.domain.ids import UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.read_models import BoardLine
from components.empty import empty
from components.help import RACE_DAY
from components.live_refresh import Fragment, Rows
from components.markup import element, test_id, text
from components.standing import gap
from components.status import Look, chip, look_of_line
from components.table import Columns


class Board:
    """A viewer's own line stands out."""

    def __init__(self, viewer: UserId | None) -> None:
        self._viewer = viewer
        with test_id(element("board", "table"), "board") as self._table:
            text("Racers, in order of their place", "visually-hidden", "caption")
            Fragment(board_head, "board__head", "thead").show(BOARD_COLUMNS)
            self._rows = Rows(board_row)
        self._empty = Fragment(nobody_here, "")

    def show(self, lines: tuple[BoardLine, ...], status: LiveRaceStatus) -> None:
        self._empty.show(status)
        self._rows.show(board_rows(lines, self._viewer))
        self._table.set_visibility(bool(lines))
        self._empty.host.set_visibility(not lines)


def nobody_here(status: LiveRaceStatus) -> None:
    if status is LiveRaceStatus.CANCELLED:
        empty("Nobody raced", "The race was cancelled.", icon="people", about=RACE_DAY)
    else:
        empty("Nobody is here yet", "Racers appear as soon as they join the room.", icon="people", about=RACE_DAY)


BOARD_COLUMNS = (
    ("Place", "board__place"),
    ("Racer", "board__racer"),
    ("Status", "board__status"),
    ("Time", "board__time"),
    ("Score", "board__score"),
)


def board_head(columns: Columns) -> None:
    with element(tag="tr"):
        for title, classes in columns:
            text(title, classes, "th").props["scope"] = "col"


@dataclass(frozen=True, slots=True)
class BoardRow:
    key: str
    line: BoardLine
    own: bool
    behind: str
    """How far behind the first it was, of who has finished."""


_MOST_KEPT = 32
_everybodys: OrderedDict[int, tuple[tuple[BoardLine, ...], dict[str, BoardRow]]] = OrderedDict()
"""The rows of whoever doesn't race, by the identity of the lines."""


def board_rows(lines: tuple[BoardLine, ...], viewer: UserId | None) -> dict[str, BoardRow]:
    """Return the rows of a board by keys that stay with their racers; `viewer` is nobody for None.

    Whoever doesn't race sees what everybody sees, and of the same lines the same rows.
    """
    own = viewer if viewer is not None and any(line.user_id == viewer for line in lines) else None
    if own is not None:
        return _rows_of(lines, own)
    kept = _everybodys.get(id(lines))
    if kept is None:
        kept = _everybodys[id(lines)] = lines, _rows_of(lines, None)
        if len(_everybodys) > _MOST_KEPT:
            _everybodys.popitem(last=False)
    return kept[1]


def _rows_of(lines: tuple[BoardLine, ...], viewer: UserId | None) -> dict[str, BoardRow]:
    times = [line.finish_time for line in lines if line.place is not None and line.finish_time is not None]
    first = min(times, default=None)
    return {
        key: BoardRow(key, line, viewer is not None and line.user_id == viewer, _behind(line, first))
        for key, line in _keyed(lines)
    }


def _behind(line: BoardLine, first: timedelta | None) -> str:
    if first is None or line.place is None or line.finish_time is None:
        return ""
    return gap(line.finish_time, first)


def board_note(sentence: str) -> None:
    """Say above a board what of it is held back; nothing for an empty sentence."""
    if sentence:
        with element("board__summary"):
            test_id(text(sentence, "soft"), "held-back")


def board_row(row: BoardRow) -> None:
    line = row.line
    with test_id(element("board__row", "tr"), "board-row") as node:
        node.props["data-key"] = row.key
        if row.own:
            node.classes("board__row--own")
        if line.counted is False:
            node.classes("board__row--aside")
        text(str(line.place) if line.place is not None else "–", "board__place number", "td")
        _racer(line, own=row.own)
        with element("board__status", "td"):
            chip(look_of_line(line))
        with element("board__time number", "td"):
            if row.behind:
                text(row.behind, "board__gap faint", "span")
            text("–" if line.finish_time is None else precise_time(line.finish_time), tag="span")
        _score(line)


def _racer(line: BoardLine, *, own: bool) -> None:
    with element("board__racer", "td"):
        with element("board__name", "span"):
            text(line.name or line.racetime_name, tag="span")
            if own:
                text("You", "tag", "span")
        if line.racetime_name and line.racetime_name != line.name:
            text(line.racetime_name, "faint", "span")
        if line.counted is False:
            with element("board__reason", "span"):
                chip(Look("Not counted", "ban", "muted"))
                text(" ".join(line.reasons), "faint", "span")


def _keyed(lines: tuple[BoardLine, ...]) -> Iterator[tuple[str, BoardLine]]:
    """Give each line a key that stays with the racer; without accounts, equal names are told apart by their order."""
    keys: set[str] = set()
    for line in lines:
        racer = line.racetime_id or line.racetime_name
        base = f"member {line.user_id}" if line.user_id is not None else f"racer {racer}"
        key, number = base, 1
        while key in keys:
            number += 1
            key = f"{base} {number}"
        keys.add(key)
        yield key, line


def _score(line: BoardLine) -> None:
    """The score, or, while par may still move, the bounds that it lies in."""
    if line.projected is None or line.projected[0] == line.projected[1]:
        text("–" if line.score is None else f"{line.score:.3f}", "board__score number", "td")
        return
    low, high = line.projected
    with test_id(element("board__score number", "td"), "projected"):
        text(f"{low:.1f}–{high:.1f}", "soft", "span")
        text(" projected", "visually-hidden", "span")
