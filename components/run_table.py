"""A player's runs in one tournament, narrowed to a kind and put in an order."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.runs.run import RunStatus
from application.domain.runs.scoring import comparable
from application.read_models.runs import RunSummary
from components.empty import empty
from components.filters import Filters
from components.form import Choice, Values, text_of
from components.live_refresh import Fragment
from components.run_list import run_list

_KINDS = (Choice("", "All runs"), Choice("live", "Live races"), Choice("own", "On one's own time"))
_ORDERS = (Choice("", "Newest first"), Choice("score", "Best score first"), Choice("time", "Fastest first"))
_WORTH_SORTING = 4


@dataclass(frozen=True, slots=True)
class _Shown:
    runs: tuple[RunSummary, ...]
    any: bool
    hint: str


class RunTable:
    """`hint` says what to do where there is no run."""

    def __init__(self, *, hint: str) -> None:
        self._hint = hint
        self._runs: tuple[RunSummary, ...] = ()
        self._kind = self._order = ""
        with Filters(self._changed) as self._filters:
            self._filters.select("kind", "Show", _KINDS, value="")
            self._filters.select("order", "Order", _ORDERS, value="")
        self._filters.element.classes("filters--inside")
        self._section = Fragment(_draw)

    def show(self, runs: tuple[RunSummary, ...]) -> None:
        self._runs = runs
        self._filters.element.set_visibility(len(runs) >= _WORTH_SORTING)
        self._redraw()

    async def _changed(self, values: Values) -> None:
        self._kind, self._order = text_of(values, "kind"), text_of(values, "order")
        self._redraw()

    def _redraw(self) -> None:
        wanted = [
            run for run in self._runs if not self._kind or (run.live_race_id is not None) == (self._kind == "live")
        ]
        match self._order:
            case "score":
                wanted.sort(key=lambda run: (run.score is None or run.reattempted, -comparable(run.score or 0.0)))
            case "time":
                wanted.sort(key=_fastest_first)
            case _:
                wanted.sort(key=_moment, reverse=True)
        self._section.show(_Shown(tuple(wanted), bool(self._runs), self._hint))


def _draw(shown: _Shown) -> None:
    if shown.any and not shown.runs:
        empty("No run of this kind", "Choose another kind above.", icon="flag")
    else:
        run_list(shown.runs, hint=shown.hint)


def _fastest_first(run: RunSummary) -> tuple[bool, timedelta]:
    time = timedelta.max if run.finish_time is None else run.finish_time
    return (run.status is not RunStatus.FINISHED, time)


def _moment(run: RunSummary) -> datetime:
    return run.finished_at or run.started_at or run.drawn_at
