"""The runs that wait for review, with a box to tick on each that the viewer may accept."""

from dataclasses import dataclass

from application.domain.durations import precise_time
from application.domain.ids import UserId
from application.domain.runs.run import ReviewStatus, RunStatus
from application.read_models.runs import ReviewItem
from components.markup import element, link, test_id, text
from components.moment import moment
from components.sketch import put_drawn
from components.status import Look, chip, look_of_review, look_of_run
from components.table import number_cell, table
from components.ticks import tick


@dataclass(frozen=True, slots=True)
class ReviewRows:
    items: tuple[ReviewItem, ...]
    viewer: UserId
    with_tournament: bool


def review_table(shown: ReviewRows) -> None:
    with table("queue", _TITLES, "table--cards queue"):
        for item in shown.items:
            put_drawn(_row, _Row(item, shown.viewer, shown.with_tournament))


@dataclass(frozen=True, slots=True)
class _Row:
    item: ReviewItem
    viewer: UserId
    with_tournament: bool


_TITLES = (("Player", ""), ("Pool", ""), ("Finished", ""), ("State", ""), ("Time", "table__end"), ("", "table__end"))


def can_be_ticked(item: ReviewItem, viewer: UserId) -> bool:
    return (
        not item.is_own and item.run.review_status is not ReviewStatus.ACCEPTED and item.claimed_by_id in (None, viewer)
    )


def _row(shown: _Row) -> None:
    item, viewer, run = shown.item, shown.viewer, shown.item.run
    with test_id(element(tag="tr"), "queue-run", f"queue-run-{run.id}"):
        with element("table__main", "td"), element("ticks"):
            if can_be_ticked(item, viewer):
                tick(run.id, f"run-{run.id}-{run.version}", f"the run of {run.player} in {run.pool_name}")
            link(run.player, f"/runs/{run.id}/review")
        with element(tag="td"), element("stack stack--tight"):
            text(run.pool_name, tag="span")
            seed = f"Seed {run.seed_number}"
            text(f"{seed} · {run.tournament_name}" if shown.with_tournament else seed, "faint", "span")
            if run.live_race_id is not None:
                with link("", f"/live-races/{run.live_race_id}", "queue__live"):
                    chip(Look(f"Live: {run.live_race_title}", "radio", "live"))
        with element(tag="td") as over:
            over.props["data-label"] = "Finished"
            if run.finished_at is None:
                with element("stack stack--tight"):
                    text("Not finished, drawn", "faint", "span")
                    moment(run.drawn_at, form="exact", show="stacked")
            else:
                moment(run.finished_at, form="exact", show="stacked")
        with element(tag="td"), element("row row--close"):
            _states(item, viewer)
        time = "–" if run.finish_time is None else precise_time(run.finish_time)
        number_cell("Time", time)
        with element("table__end", "td"), element("table__actions"):
            review = link("View" if item.is_own else "Review", f"/runs/{run.id}/review", "button")
            review.props["aria-label"] = f"Review the run of {run.player} in {run.pool_name}"


def _states(item: ReviewItem, viewer: UserId) -> None:
    run = item.run
    if run.status is not RunStatus.FINISHED:
        chip(look_of_run(run))
    chip(look_of_review(run.review_status))
    if run.corrected:
        chip(Look("Corrected", "edit", "warn"))
    if item.flagged_at is not None:
        chip(Look(f"Flagged: {item.flag_reason}" if item.flag_reason else "Flagged", "flag", "warn"))
    if not item.has_vod and run.live_race_id is None:
        chip(Look("No VOD", "video", "warn"))
    if item.is_own:
        chip(Look("Your own run, so somebody else reviews it", "person", "muted"))
    elif item.claimed_by_id is not None:
        who = "you" if item.claimed_by_id == viewer else item.claimed_by or "somebody"
        chip(Look(f"Claimed by {who}", "person", "good" if item.claimed_by_id == viewer else "muted"))
    if item.reviewed_by is not None:
        chip(Look(f"By {item.reviewed_by}", "person", "plain"))
