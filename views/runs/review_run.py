"""One run before its reviewer: result, recording, notes and seed side by side, what is decided, and what was."""

from dataclasses import dataclass, replace
from datetime import timedelta

from nicegui import ui

from application.domain.durations import clock_time, precise_time
from application.domain.errors import DomainError
from application.domain.events import Event
from application.domain.ids import RunId
from application.domain.references import TournamentRef
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import ACTIVE_RUN_STATUSES, ReviewStatus
from application.domain.runs.vod_links import split_links
from application.read_models.runs import ReviewDetails
from components import notices
from components.action import on_click
from components.live_refresh import Section, keep_fresh
from components.markup import Button, box, keep_focus, link, named, outside_link, put_icon, section, text
from components.moment import moment
from components.seed_shown import seed_line
from components.status import Look, chip, look_of_review, look_of_run
from views.frame import NavLink, frame, heading
from views.runs.review_dialogs import accept_with_note, ask_correction, ask_rejection, ask_undo, give_more_time
from views.runs.review_history import draw_history
from views.visit import Visit


@dataclass(frozen=True, slots=True)
class _Shown:
    review: ReviewDetails
    next_id: RunId | None
    """Another run of the tournament that waits for somebody."""


async def show_review(visit: Visit, run_id: int) -> None:
    own = RunId(run_id)
    ctx = await visit.enter_run(own)
    organization = await visit.container.organizations.get_organization(ctx)
    shown = await _read(visit, own)
    run = shown.review.item.run
    with frame(visit, f"Review the run of {run.player}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(run.tournament_name, f"/tournaments/{run.tournament_id}"),
            NavLink("Review", f"/tournaments/{run.tournament_id}/review"),
        )
        with heading(f"{run.player} in {run.pool_name}", crumbs=crumbs):
            chips = Section(_chips)
        decision = Section[_Shown](lambda fresh: _decision(visit, fresh))
        with box("beside"):
            result = Section[ReviewDetails](lambda fresh: _result(visit, fresh))
            recording = Section(_recording)
            notes = Section(_notes)
            seed = Section(_seed)
        history = Section(draw_history)

    def show(fresh: _Shown) -> None:
        still = replace(fresh, review=replace(fresh.review, as_of=run.drawn_at))  # nothing here shows that instant
        decision.show(still)
        for part in (chips, result, recording, notes, seed, history):
            part.show(still.review)

    show(shown)

    async def refresh() -> None:
        show(await _read(visit, own))

    def gone(refusal: DomainError) -> None:
        notices.warn(refusal.message)
        ui.navigate.to(f"/tournaments/{run.tournament_id}")

    def concerns(event: Event) -> bool:
        return isinstance(event.about, TournamentRef) and event.about.tournament_id == run.tournament_id

    keep_fresh(visit.container.bus, refresh, concerns=concerns, gone=gone)


async def _read(visit: Visit, run_id: RunId) -> _Shown:
    ctx = await visit.enter_run(run_id)
    reviews = visit.container.reviews
    review = await reviews.get_review(ctx, run_id)
    waiting = ReviewFilter(frozenset({review.item.run.tournament_id}), unclaimed=True)
    page = await reviews.list_queue(ctx, waiting, limit=3)
    others = (item.run.id for item in page.items if item.run.id != run_id and not item.is_own)
    return _Shown(review, next(others, None))


def _chips(review: ReviewDetails) -> None:
    item = review.item
    with named(box("row"), "status"):
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


def _decision(visit: Visit, shown: _Shown) -> None:
    review = shown.review
    claimed = _claimed_by_viewer(visit, review)
    with named(box("band"), "decision"):
        with box("stack stack--tight"):
            text(_headline(review, claimed=claimed), tag="h2")
            if review.review_note:
                text(review.review_note, "prose")
            hint = _hint(review, claimed=claimed)
            if hint:
                text(hint, "soft")
        with box("band__action"):
            _actions(visit, shown, claimed=claimed)


def _claimed_by_viewer(visit: Visit, review: ReviewDetails) -> bool:
    return review.item.claimed_by_id is not None and review.item.claimed_by_id == visit.demand_viewer().id


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
        return "The player is told what you decide."
    claiming = "Claiming it keeps others from reviewing it at the same time"
    if review.seed is not None and review.vod_url is not None:
        return f"{claiming}."
    return f"{claiming}, and shows you what there is to see: recording, notes and, unless it is sealed, the seed."


def _actions(visit: Visit, shown: _Shown, *, claimed: bool) -> None:
    review = shown.review
    run = review.item.run
    if claimed and review.refusal is None:
        if run.review_status is not ReviewStatus.ACCEPTED:
            on_click(_button("Accept", "check", "accept", primary=True), lambda: _accept(visit, review))
            on_click(_button("Accept with a note", "message", "accept-note"), lambda: accept_with_note(visit, review))
        if run.review_status is not ReviewStatus.REJECTED:
            on_click(_button("Reject", "cross", "reject", danger=True), lambda: ask_rejection(visit, review))
        on_click(_button("Give it back", "undo", "release"), lambda: _release(visit, run.id))
        return
    pending = run.review_status is ReviewStatus.PENDING
    if review.refusal is None:
        label = "Claim it for review" if pending else "Review it again"
        on_click(_button(label, "person", "claim", primary=pending), lambda: _claim(visit, run.id))
    elif review.item.claimed_by_id is not None and not review.item.is_own:
        on_click(_button("Take the claim away", "undo", "release"), lambda: _release(visit, run.id))
    if run.status in ACTIVE_RUN_STATUSES and run.live_race_id is None and not review.item.is_own:
        on_click(_button("Give more time", "clock", "extend"), lambda: give_more_time(visit, review))
    if shown.next_id is not None and not (pending and review.refusal is None):
        style = "button button--primary button--big"
        named(link("Next run to review", f"/runs/{shown.next_id}/review", style), "next-run")


def _button(label: str, icon: str, name: str, *, primary: bool = False, danger: bool = False) -> Button:
    style = "primary" if primary else "danger" if danger else ""
    button = named(Button(label, icon=icon, style=style), name)
    if primary:
        button.classes("button--big")
    return keep_focus(button, name)


async def _claim(visit: Visit, run_id: RunId) -> None:
    await visit.container.reviews.claim(await visit.enter_run(run_id), run_id)


async def _release(visit: Visit, run_id: RunId) -> None:
    await visit.container.reviews.release(await visit.enter_run(run_id), run_id)


async def _accept(visit: Visit, review: ReviewDetails) -> None:
    run = review.item.run
    await visit.container.reviews.accept(await visit.enter_run(run.id), run.id, seen=run.version)
    notices.tell("The run is accepted.")


# What there is to look at


def _result(visit: Visit, review: ReviewDetails) -> None:
    run = review.item.run
    with named(section("Result", key="result"), "result"):
        with box("facts", "dl"):
            _fact("Time", "–" if run.finish_time is None else precise_time(run.finish_time))
            _fact("Score", "not scored" if run.score is None else f"{run.score:.3f}")
            _fact("Par", "none yet" if review.par_seconds is None else _par(review.par_seconds))
            for label, at in (("Drawn", run.drawn_at), ("Started", run.started_at), ("Over", run.finished_at)):
                if at is not None:
                    text(label, tag="dt")
                    with box(tag="dd"):
                        moment(at, show="absolute")
            if run.live_race_id is not None:
                text("Live race", tag="dt")
                with box(tag="dd"):
                    link(run.live_race_title, f"/live-races/{run.live_race_id}")
        correctable = not review.item.is_own and not run.reattempted and run.status not in ACTIVE_RUN_STATUSES
        with box("row"):
            if correctable:
                correct = keep_focus(named(Button("Correct the result", icon="edit"), "correct"), "correct")
                on_click(correct, lambda: ask_correction(visit, review))
            if review.may_undo_correction:
                undo = keep_focus(named(Button("Undo the correction", icon="undo"), "undo-correction"), "undo")
                on_click(undo, lambda: ask_undo(visit, review))
            link("The player's view of it", f"/runs/{run.id}")


def _par(seconds: float) -> str:
    return clock_time(timedelta(seconds=seconds))


def _fact(label: str, value: str) -> None:
    text(label, tag="dt")
    text(value, "number", "dd")


def _recording(review: ReviewDetails) -> None:
    with named(section("Recording", key="recording"), "recording"):
        if review.vod_url:
            for address in split_links(review.vod_url):
                outside_link(address, address, icon="video")
        elif review.item.has_vod:
            _sealed("There is one. It is shown to whoever claims the run.")
        elif review.item.run.live_race_id is not None:
            text("None was given. The race itself took place on racetime.gg.", "soft")
        else:
            text("The player has given none.", "soft")


def _notes(review: ReviewDetails) -> None:
    with named(section("What the player says", key="notes"), "notes"):
        if review.item.flagged_at is not None:
            with box("callout callout--warn"):
                put_icon("flag")
                text(f"Flagged for review: {review.item.flag_reason}")
        if review.runner_notes is None:
            _sealed("Notes are shown to whoever claims the run.")
        elif review.runner_notes:
            text(review.runner_notes, "prose")
        else:
            text("There are no notes.", "soft")


def _seed(review: ReviewDetails) -> None:
    with named(section(f"Seed {review.item.run.seed_number}", key="seed"), "seed"):
        if review.seed is None:
            _sealed("It is shown to whoever claims the run, who is never dealt it then.")
            return
        seed_line(review.seed.url)
        if review.seed.notes:
            text(review.seed.notes, "seed__notes")
        link("Par and all times", f"/permalinks/{review.item.run.permalink_id}")


def _sealed(sentence: str) -> None:
    with box("callout"):
        put_icon("lock")
        text(sentence)
