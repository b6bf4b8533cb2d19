"""The parts of a review: what there is to decide, and what to look at: result, VOD, notes, seed, history."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from application.domain.durations import clock_time, precise_time
from application.domain.ids import RunId
from application.domain.runs.review import ReviewAction
from application.domain.runs.run import ReviewStatus
from application.domain.runs.vod_links import split_links
from application.read_models.runs import CorrectionLine, ReviewDetails
from components.facts import fact, fact_link, fact_moment, facts
from components.markup import element, link, outside_link, put_icon, section, test_id, text
from components.moment import moment
from components.row_actions import RowButton, row_button
from components.seed_card import seed_line, seed_notes
from components.status import Look, chip, look_of_review, look_of_run


def review_chips(review: ReviewDetails) -> None:
    item = review.item
    with test_id(element("row"), "status"):
        chip(look_of_run(item.run))
        chip(look_of_review(item.run.review_status))
        if item.run.live_race_id is not None:
            with link("", f"/live-races/{item.run.live_race_id}", "queue__live"):
                chip(Look(f"Live: {item.run.live_race_title}", "radio", "live"))
        if item.flagged_at is not None:
            chip(Look("Flagged", "flag", "warn"))
        if item.run.corrected:
            chip(Look("Corrected", "edit", "warn"))


# What to decide


@dataclass(frozen=True, slots=True)
class Decision:
    review: ReviewDetails
    claimed: bool
    """By the viewer."""
    buttons: tuple[RowButton, ...]
    """Their row is the version of the run for which they are meant."""
    next_id: RunId | None
    """Another run of the tournament that waits for somebody."""


def review_decision(shown: Decision) -> None:
    review, claimed, run = shown.review, shown.claimed, shown.review.item.run
    with test_id(element("hero"), "decision"):
        with element("stack stack--tight"):
            text(_headline(review, claimed=claimed), tag="h2")
            if review.review_note:
                text(review.review_note, "prose")
            hint = _hint(review, claimed=claimed)
            if hint:
                text(hint, "soft")
        with element("hero__action"):
            for button in shown.buttons:
                row_button(replace(button, focus=button.name), run.version)
            decided = review.refusal is not None or not (claimed or run.review_status is ReviewStatus.PENDING)
            if shown.next_id is not None and decided:
                style = "button button--primary button--big"
                test_id(link("Next run to review", f"/runs/{shown.next_id}/review", style), "next-run")


def _headline(review: ReviewDetails, *, claimed: bool) -> str:
    item = review.item
    if review.refusal is not None:
        return review.refusal
    if claimed:
        return "You are reviewing this run"
    if item.run.review_status is ReviewStatus.PENDING:
        return "Nobody is reviewing this run"
    return f"{item.run.review_status.label} by {item.reviewed_by or 'somebody'}"


def _hint(review: ReviewDetails, *, claimed: bool) -> str:
    if review.item.is_own:
        return "Somebody else decides on it, and you can't correct it either."
    if review.refusal is not None:
        return ""
    if claimed:
        return "The player is notified of what you decide."
    claiming = "Claiming it keeps others from reviewing it at the same time"
    if review.seed is not None and review.vod_url is not None:
        return f"{claiming}."
    return f"{claiming}, and shows you what there is to see: VOD, notes and, unless it is sealed, the seed."


# What there is to look at


@dataclass(frozen=True, slots=True)
class ReviewedResult:
    review: ReviewDetails
    buttons: tuple[RowButton, ...]


def review_result(shown: ReviewedResult) -> None:
    run = shown.review.item.run
    par = shown.review.par_seconds
    with test_id(section("Result", key="result"), "result"):
        with facts():
            fact("Time", "–" if run.finish_time is None else precise_time(run.finish_time))
            fact("Score", "not scored" if run.score is None else f"{run.score:.3f}")
            fact("Par", "none yet" if par is None else clock_time(timedelta(seconds=par)))
            fact_moment("Drawn", run.drawn_at, form="exact")
            fact_moment("Started", run.started_at, form="exact")
            fact_moment("Finished", run.finished_at, form="exact")
            if run.live_race_id is not None:
                fact_link("Live race", run.live_race_title, f"/live-races/{run.live_race_id}")
        corrections = sorted(shown.review.corrections, key=lambda line: line.at)
        if standing := [line for line in corrections if line.undone_at is None]:
            last = standing[-1]
            said = f"Corrected from {last.before} to {last.after} by {last.who}"
            test_id(text(f"{said}: {last.reason}" if last.reason else f"{said}.", "soft prose"), "corrected")
        with element("row"):
            for button in shown.buttons:
                row_button(button, run.id)
            link("The player's view of it", f"/runs/{run.id}")


def review_vod(review: ReviewDetails) -> None:
    with test_id(section("VOD", key="vod"), "vod"):
        if review.vod_url:
            for address in split_links(review.vod_url):
                outside_link(address, address, icon="video")
        elif review.item.has_vod:
            _sealed("There is one. It is shown to whoever claims the run.")
        elif review.item.run.live_race_id is not None:
            text("None was given. The race itself took place on racetime.gg.", "soft")
        else:
            text("The player has given none.", "soft")


def review_notes(review: ReviewDetails) -> None:
    with test_id(section("What the player says", key="notes"), "notes"):
        if review.item.flagged_at is not None:
            with element("callout callout--warn"):
                put_icon("flag")
                text(f"Flagged for review: {review.item.flag_reason}")
        if review.runner_notes is None:
            _sealed("Notes are shown to whoever claims the run.")
        elif review.runner_notes:
            text(review.runner_notes, "prose")
        else:
            text("There are no notes.", "soft")


def review_seed(review: ReviewDetails) -> None:
    with test_id(section(f"Seed {review.item.run.seed_number}", key="seed"), "seed"):
        if review.seed is None:
            _sealed("It is shown to whoever claims the run, who is never dealt it then.")
            return
        seed_line(review.seed.url)
        if review.seed.notes:
            seed_notes(review.seed.notes)
        link("Par and all times", f"/permalinks/{review.item.run.permalink_id}")


def _sealed(sentence: str) -> None:
    with element("callout"):
        put_icon("lock")
        text(sentence)


# What was decided before

_ICONS = {
    ReviewAction.CLAIMED: "person",
    ReviewAction.RELEASED: "undo",
    ReviewAction.ACCEPTED: "check",
    ReviewAction.REJECTED: "cross",
    ReviewAction.REOPENED: "flag",
}


@dataclass(frozen=True, slots=True)
class _Line:
    at: datetime
    icon: str
    sentence: str
    note: str


def review_history(review: ReviewDetails) -> None:
    lines = [
        _Line(line.at, _ICONS[line.action], f"{line.action.label} by {line.who}", line.note) for line in review.history
    ]
    for correction in review.corrections:
        lines += _corrections(correction)
    with test_id(section("History", "card--flush", key="history"), "history"):
        if not lines:
            with element("card__intro"):
                text("Nobody has looked at this run yet.", "soft")
        with element("rows", "ul"):
            for line in sorted(lines, key=lambda line: line.at, reverse=True):
                with test_id(element("row-line", "li"), "history-line"):
                    put_icon(line.icon)
                    with element("row-line__main"):
                        text(line.sentence)
                        if line.note:
                            text(line.note, "soft prose")
                    with element("faint"):
                        moment(line.at, form="exact")


def _corrections(line: CorrectionLine) -> list[_Line]:
    changed = f"Result changed from {line.before} to {line.after} by {line.who}"
    made = _Line(line.at, "edit", changed, line.reason)
    if line.undone_at is None:
        return [made]
    return [made, _Line(line.undone_at, "undo", f"Changed back from {line.after} to {line.before}", "")]
