"""The live board of a race: one line per racer, kept and moved rather than made anew."""

from dataclasses import dataclass
from datetime import timedelta

from application.domain.durations import precise_time
from application.domain.ids import UserId
from application.domain.room import OUTCOMES, EntrantStatus
from application.read_models import BoardLine
from components.empty import empty
from components.live_refresh import Fragment
from components.markup import box, named, text
from components.status import Look, chip, look_of_line


class Board:
    """Racers keep their line while they move up and down, so nothing flashes and a reader's place is not lost."""

    def __init__(self, viewer: UserId | None) -> None:
        self._viewer = viewer
        self._rows: dict[str, _Row] = {}
        with named(box("board", "table"), "board") as self._table:
            text("Racers, in order of their place", "visually-hidden", "caption")
            with box("board__head", "thead"), box(tag="tr"):
                for title, classes in _COLUMNS:
                    heading = text(title, classes, "th")
                    heading.props["scope"] = "col"
            self._body = box(tag="tbody")
        self._empty = box()
        with self._empty:
            empty("Nobody is here yet", "Racers appear as soon as they join the room.", icon="people")
        self._keep_empty_state()

    def show(self, lines: tuple[BoardLine, ...]) -> None:
        keyed = _keyed(lines)
        for key in [key for key in self._rows if key not in keyed]:
            self._rows.pop(key).element.delete()
        for position, (key, line) in enumerate(keyed.items()):
            row = self._rows.get(key)
            if row is None:
                with self._body:
                    row = self._rows[key] = _Row(own=line.user_id is not None and line.user_id == self._viewer)
            row.show(line)
            if self._body.default_slot.children[position] is not row.element:
                row.element.move(target_index=position)
        self._keep_empty_state()

    def _keep_empty_state(self) -> None:
        if self._table.visible is not bool(self._rows):
            self._table.set_visibility(bool(self._rows))
        if self._empty.visible is bool(self._rows):
            self._empty.set_visibility(not self._rows)


_COLUMNS = (
    ("Place", "board__place"),
    ("Racer", "board__racer"),
    ("Status", "board__status"),
    ("Time", "board__time"),
    ("Score", "board__score"),
)


class _Row:
    def __init__(self, *, own: bool) -> None:
        self._own = own
        self._is_aside = False
        self._cells = Fragment(_cells, "board__row", "tr")
        self.element = named(self._cells.host, "board-row")
        if own:
            self.element.classes("board__row--own")

    def show(self, line: BoardLine) -> None:
        self._cells.show(_Line(line, self._own))
        is_aside = line.counted is False
        if is_aside is not self._is_aside:
            self._is_aside = is_aside
            self.element.classes(toggle="board__row--aside")


@dataclass(frozen=True, slots=True)
class _Line:
    of: BoardLine
    own: bool


def _cells(shown: _Line) -> None:
    line = shown.of
    text(str(line.place) if line.place is not None else "–", "board__place number", "td")
    _racer(line, own=shown.own)
    with box("board__status", "td"):
        chip(look_of_line(line))
    text(_time(line.finish_time), "board__time number", "td")
    _score(line)


def _racer(line: BoardLine, *, own: bool) -> None:
    with box("board__racer", "td"):
        with box("board__name", "span"):
            text(line.name or line.racetime_name, tag="span")
            if own:
                text("You", "tag", "span")
        if line.racetime_name and line.racetime_name != line.name:
            text(line.racetime_name, "faint", "span")
        if line.counted is False:
            with box("board__reason", "span"):
                chip(Look("Not counted", "ban", "muted"))
                text(" ".join(line.reasons), "faint", "span")


def _keyed(lines: tuple[BoardLine, ...]) -> dict[str, BoardLine]:
    """Give each line a key that stays with the racer; without accounts, equal names are told apart by their order."""
    keyed: dict[str, BoardLine] = {}
    for line in lines:
        racer = line.racetime_id or line.racetime_name
        base = f"member {line.user_id}" if line.user_id is not None else f"racer {racer}"
        key, number = base, 1
        while key in keyed:
            number += 1
            key = f"{base} {number}"
        keyed[key] = line
    return keyed


def _time(duration: timedelta | None) -> str:
    return "–" if duration is None else precise_time(duration)


def _score(line: BoardLine) -> None:
    """The score, or, while par may still move, the bounds that it lies in."""
    if line.projected is None or line.projected[0] == line.projected[1]:
        text("–" if line.score is None else f"{line.score:.3f}", "board__score number", "td")
        return
    low, high = line.projected
    with named(box("board__score number", "td"), "projected"):
        text(f"{low:.1f}–{high:.1f}", "soft", "span")
        text(" projected", "visually-hidden", "span")


def board_summary(lines: tuple[BoardLine, ...]) -> str:
    """Say in a few words how far the field is."""
    here = [line for line in lines if line.entrant_status is not None]
    over = sum(line.entrant_status in OUTCOMES for line in here)
    racing = sum(line.entrant_status is EntrantStatus.IN_PROGRESS for line in here)
    ready = sum(line.entrant_status is EntrantStatus.READY for line in here)
    if not here:
        return ""
    if over or racing:
        return f"{over} of {over + racing} done"
    return f"{ready} of {len(here)} ready"
