"""Runs as tables; a card each on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.durations import precise_time
from application.domain.runs.run import RunStatus
from application.domain.runs.scoring import comparable
from application.read_models.runs import RunSummary
from components.choices import address_of
from components.empty import Lead, empty
from components.filters import Filters, keep_in_address
from components.form import Choice, Values, text_of
from components.help import DRAWING
from components.live_refresh import Fragment
from components.markup import element, link, test_id, text
from components.moment import moment
from components.sketch import put_drawn
from components.status import Look, chip, look_of_review, look_of_run
from components.table import Part, number_cell, page_links, page_number, part_of, table

_KINDS = (Choice("", "All runs"), Choice("live", "Live races"), Choice("own", "Async runs"))
_ORDERS = (Choice("", "Newest first"), Choice("score", "Best score first"), Choice("time", "Fastest first"))
_WORTH_SORTING = 4
_NAMES = ("kind", "order")
_TITLES = (("Pool", ""), ("When", ""), ("How it went", ""), ("Time", "table__end"), ("Score", "table__end"))


@dataclass(frozen=True, slots=True)
class ChosenRuns:
    """Which runs are wanted, and which page of them, in the words of a page's address."""

    kind: str = ""
    order: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class _Shown:
    runs: Part[RunSummary]
    any: bool
    hint: str
    path: str
    kind: str
    order: str


class RunTable:
    """The runs of a page's player; `hint` says what to do where there is none."""

    def __init__(self, path: str, chosen: ChosenRuns, *, hint: str) -> None:
        self._path = path
        self._hint = hint
        self._runs: tuple[RunSummary, ...] = ()
        self._kind, self._order, self._page = chosen.kind, chosen.order, page_number(chosen.page)
        with Filters(self._changed) as filters:
            filters.select("kind", "Show", _KINDS, value=self._kind)
            filters.select("order", "Order", _ORDERS, value=self._order)
        self._filters = filters.element
        self._filters.classes("filters--inside")
        self._section = Fragment(_draw)

    def show(self, runs: tuple[RunSummary, ...]) -> None:
        self._runs = runs
        self._filters.set_visibility(len(runs) >= _WORTH_SORTING)
        self._redraw()

    async def _changed(self, values: Values) -> None:
        self._kind, self._order, self._page = text_of(values, "kind"), text_of(values, "order"), 1
        keep_in_address(self._path, values, _NAMES)
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
        part = part_of(wanted, self._page, is_own=lambda _: False)
        self._section.show(_Shown(part, bool(self._runs), self._hint, self._path, self._kind, self._order))


def _draw(shown: _Shown) -> None:
    if shown.any and not shown.runs.total:
        empty(
            "No run of this kind",
            "Choose another kind above.",
            Lead("Show all runs", shown.path),
            icon="flag",
            about=DRAWING,
        )
        return
    run_list(shown.runs.rows, hint=shown.hint)
    chosen = {"kind": shown.kind, "order": shown.order}
    page_links(shown.runs, lambda page: address_of(shown.path, {**chosen, "page": str(page)}))


def _fastest_first(run: RunSummary) -> tuple[bool, timedelta]:
    time = timedelta.max if run.finish_time is None else run.finish_time
    return (run.status is not RunStatus.FINISHED, time)


def _moment(run: RunSummary) -> datetime:
    return run.finished_at or run.started_at or run.drawn_at


def run_list(runs: Sequence[RunSummary], *, hint: str = "") -> None:
    """List runs; `hint` says what to do where there is none."""
    if not runs:
        empty("No run yet", hint or "Runs show here as soon as a seed is drawn.", icon="flag", about=DRAWING)
        return
    with table("runs", _TITLES):
        for run in runs:
            put_drawn(_row, run)


def _row(run: RunSummary) -> None:
    with test_id(element(tag="tr"), "run"):
        with element("table__main", "td"), element("stack stack--tight"):
            link(run.pool_name, f"/runs/{run.id}")
            text(f"Seed {run.seed_number}", "faint", "span")
            if run.live_race_id is not None:
                link(run.live_race_title, f"/live-races/{run.live_race_id}", "faint")
        with element(tag="td"):
            moment(run.finished_at or run.started_at or run.drawn_at, show="stacked")
        with element(tag="td"), element("row"):
            chip(look_of_run(run))
            if run.live_race_id is not None:
                chip(Look("Live race", "radio", "live"))
            if run.status is RunStatus.FINISHED and not run.reattempted:
                chip(look_of_review(run.review_status))
        number_cell("Time", "–" if run.finish_time is None else precise_time(run.finish_time))
        number_cell("Score", "–" if run.score is None or run.reattempted else f"{run.score:.3f}")
