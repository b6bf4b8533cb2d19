"""Runs in a list: pool, how it went, time and score. A table on a desktop, cards on a phone."""

from collections.abc import Sequence

from application.domain.durations import precise_time
from application.domain.runs.run import RunStatus
from application.read_models.runs import RunSummary
from components.empty import empty
from components.markup import element, link, test_id, text
from components.moment import moment
from components.sketch import put_drawn
from components.status import Look, chip, look_of_review, look_of_run
from components.table import number_cell, table


def run_list(runs: Sequence[RunSummary], *, hint: str = "") -> None:
    """List runs; `hint` says what to do where there is none."""
    if not runs:
        empty("No run yet", hint or "A run stands here as soon as a seed is drawn.", icon="flag")
        return
    with table("runs", _TITLES):
        for run in runs:
            put_drawn(_row, run)


_TITLES = (("Pool", ""), ("When", ""), ("How it went", ""), ("Time", "table__end"), ("Score", "table__end"))


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
