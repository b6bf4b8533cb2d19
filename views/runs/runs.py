"""A player's run: ready, countdown, clock, finish or forfeit; afterwards what it means and what belongs to it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from nicegui import ui

from application.domain.durations import precise_time
from application.domain.errors import DomainError
from application.domain.events import Event
from application.domain.ids import RunId
from application.domain.permissions import Permission
from application.domain.references import RunRef
from application.domain.runs.async_run import UNLIMITED, RunPhase
from application.domain.runs.leaderboard import RunMeaning
from application.domain.runs.run import RunStatus
from application.domain.runs.vod_links import VOD_LIMIT, split_links
from application.read_models.runs import RunDetails, RunSummary
from application.services.runs.async_race_service import RunSubmission
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.form import Form, Values, text_of
from components.live_refresh import Alarm, Announcer, Section, keep_fresh
from components.markup import Button, box, keep_focus, link, named, outside_link, put_icon, section, text
from components.moment import count_down, moment, race_clock
from components.seed_shown import seed_line
from components.status import Look, chip, look_of_review, look_of_run
from views.frame import NavLink, frame, heading
from views.visit import Visit

Step = Callable[[], Awaitable[RunDetails]]

_SPOKEN = {
    RunPhase.DRAWN: "The seed is drawn.",
    RunPhase.COUNTDOWN: "The countdown runs.",
    RunPhase.RUNNING: "Go. The clock runs.",
    RunPhase.OVER: "The run is over.",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    run: RunDetails
    meaning: RunMeaning | None


async def show_run(visit: Visit, run_id: int) -> None:
    own = RunId(run_id)
    ctx = await visit.enter_run(own)
    organization = await visit.container.organizations.get_organization(ctx)
    shown = await _read(visit, own)
    run = shown.run.summary
    alarm = Alarm(visit.container.clock)
    with frame(visit, f"Run in {run.pool_name}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(run.tournament_name, f"/tournaments/{run.tournament_id}"),
            NavLink(run.player, f"/tournaments/{run.tournament_id}/players/{run.user_id}"),
        )
        with heading(f"Run in {run.pool_name}", crumbs=crumbs):
            status = Section(_chips)
            if ctx.allows(Permission.RECORD_RESULTS, run.tournament_id):
                named(link("Review", f"/runs/{run_id}/review", "button"), "review")
        top = Section[RunDetails](lambda run: _top(visit, run))
        with box("split"):
            with box("split__main"):
                seed = Section(_seed)
                result = Section(_result)
                submission = Section[RunDetails](lambda run: _submission(visit, run))
            with box("split__side"):
                facts = Section(_facts)
                more = Section[RunDetails](lambda run: _more(visit, run))
        announcer = Announcer()

    def show(fresh: _Shown) -> None:
        alarm.set(fresh.run.summary.started_at if fresh.run.phase is RunPhase.COUNTDOWN else None)
        still = _without_clock(fresh.run)
        status.show(still.summary)
        top.show(still)
        seed.show(still)
        result.show(fresh if still.phase is RunPhase.OVER else None)
        submission.show(still)
        facts.show(still)
        more.show(still)

    show(shown)
    phase = shown.run.phase

    async def refresh() -> None:
        nonlocal phase
        fresh = await _read(visit, own)
        show(fresh)
        if fresh.run.phase is not phase:
            announcer.say(_SPOKEN[fresh.run.phase])
        phase = fresh.run.phase

    def gone(refusal: DomainError) -> None:
        notices.warn(refusal.message)
        ui.navigate.to(f"/tournaments/{run.tournament_id}")

    def concerns(event: Event) -> bool:
        if isinstance(event.about, RunRef):
            return event.about.tournament_id == run.tournament_id
        return event.organization_id == organization.id

    keep_fresh(visit.container.bus, refresh, concerns=concerns, alarm=alarm, gone=gone)


async def _read(visit: Visit, run_id: RunId) -> _Shown:
    ctx = await visit.enter_run(run_id)
    run = await visit.container.runs.get_run(ctx, run_id)
    over = run.phase is RunPhase.OVER
    return _Shown(run, await visit.container.leaderboards.get_run_meaning(ctx, run_id) if over else None)


def _without_clock(run: RunDetails) -> RunDetails:
    """The instant of reading differs each time, and nothing here shows it."""
    return replace(run, as_of=run.summary.drawn_at)


def _chips(run: RunSummary) -> None:
    with named(box("row"), "status"):
        chip(look_of_run(run))
        if run.status is RunStatus.FINISHED and not run.reattempted:
            chip(look_of_review(run.review_status))
        if run.corrected:
            chip(Look("Corrected", "edit", "warn"))


# The clock and what to do now


def _top(visit: Visit, run: RunDetails) -> None:
    tone = {RunPhase.RUNNING: "live", RunPhase.COUNTDOWN: "live", RunPhase.DRAWN: "pending"}.get(run.phase, "calm")
    with named(box(f"band band--{tone}"), "band"):
        with box("stack stack--tight"):
            text(_label(run), "band__label")
            with named(box("band__clock"), "clock"):
                _clock(run)
            _limit(run)
            text(f"{run.summary.tournament_name} · {run.summary.pool_name}", "soft")
        if run.is_own:
            with box("band__action"):
                _actions(visit, run)


def _label(run: RunDetails) -> str:
    match run.phase:
        case RunPhase.DRAWN:
            return "Start within"
        case RunPhase.COUNTDOWN:
            return "Get ready"
        case RunPhase.RUNNING:
            return "Running for"
        case RunPhase.OVER:
            return "Result"


def _clock(run: RunDetails) -> None:
    summary = run.summary
    match run.phase:
        case RunPhase.DRAWN if run.start_by_at is not None:
            count_down(run.start_by_at, when_past="over")
        case RunPhase.COUNTDOWN | RunPhase.RUNNING if summary.started_at is not None:
            race_clock(summary.started_at)
        case _ if summary.status is RunStatus.FINISHED and summary.finish_time is not None:
            text(precise_time(summary.finish_time), tag="span")
        case _:
            text("–", tag="span")


def _limit(run: RunDetails) -> None:
    if run.phase is RunPhase.DRAWN and run.start_by_at is not None:
        with box(tag="p"):
            text("Not started by ", "soft", "span")
            moment(run.start_by_at, form="time")
            text(", it counts as a forfeit.", "soft", "span")
    elif run.phase in (RunPhase.COUNTDOWN, RunPhase.RUNNING) and run.finish_by_at is not None:
        with box(tag="p"):
            text("To be finished by ", "soft", "span")
            moment(run.finish_by_at)
    elif run.summary.started_at is not None:
        moment(run.summary.started_at)


def _actions(visit: Visit, run: RunDetails) -> None:
    run_id = run.summary.id
    if run.phase is RunPhase.DRAWN:
        ready = _main_button("Ready", "play", "ready", run.refusals.ready)
        on_click(ready, _doing(lambda: _act(visit, run_id, "ready")))
        text(run.refusals.ready or "A countdown of a few seconds comes first.", "band__reason")
    elif run.phase in (RunPhase.COUNTDOWN, RunPhase.RUNNING):
        finish = _main_button("Finish", "flag", "finish", run.refusals.finish)
        on_click(finish, _doing(lambda: _act(visit, run_id, "finish")))
        if run.phase is RunPhase.COUNTDOWN:
            text("The button works from GO on.", "band__reason")
        elif run.refusals.finish is not None:
            text(run.refusals.finish, "band__reason")
    if run.phase is not RunPhase.OVER and run.refusals.forfeit is None:
        on_click(named(Button("Forfeit", icon="ban", style="danger"), "forfeit"), lambda: _ask_forfeit(visit, run))


def _main_button(label: str, icon: str, name: str, refusal: str | None) -> Button:
    button = keep_focus(named(Button(label, icon=icon, style="primary"), name), "run-action")
    button.classes("button--big")
    if refusal is not None:
        button.disable()
    return button


def _doing(step: Step) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        await step()

    return work


async def _act(visit: Visit, run_id: RunId, what: str) -> RunDetails:
    ctx = await visit.enter_run(run_id)
    runs = visit.container.runs
    return await (runs.ready(ctx, run_id) if what == "ready" else runs.finish(ctx, run_id))


async def _ask_forfeit(visit: Visit, run: RunDetails) -> None:
    async def send(_: Values) -> None:
        ctx = await visit.enter_run(run.summary.id)
        await visit.container.runs.forfeit(ctx, run.summary.id, confirmed=True)
        dialog.close()

    with ui.context.client.content, Dialog("Forfeit this run?", small=True) as dialog:
        text(run.forfeit_question)
        with Form(draft=f"forfeit-{run.summary.id}", send=send) as form:
            form.end("Forfeit", icon="ban", cancel=True)
    dialog.open()


# Seed, result, recording


def _seed(run: RunDetails) -> None:
    with section(f"Seed {run.summary.seed_number}", key="seed"):
        if run.seed is None:
            text("Its seed is shown to those who have raced it.", "soft")
            return
        seed_line(run.seed.url)
        if run.seed.notes:
            text(run.seed.notes, "seed__notes")
        if run.is_own and run.phase is not RunPhase.OVER:
            with box("callout"):
                put_icon("video")
                text("Record your run and upload it unlisted. Publish it only when the tournament is over.")


def _result(shown: _Shown | None) -> None:
    if shown is None:
        return
    run, meaning = shown.run.summary, shown.meaning
    with section("What it means", key="meaning"), box("facts", "dl"):
        _fact("Score", "not scored yet" if run.score is None else f"{run.score:.3f}")
        if meaning is not None:
            fills = meaning.slot is not None
            where = f"Run {meaning.slot} of {run.pool_name}" if fills else "No slot: others are better"
            _fact("Fills", where)
            _fact("Tournament score", f"{meaning.score_before:.3f} → {meaning.score_after:.3f}")
            _fact("Rank", f"{meaning.rank_before or '–'} → {meaning.rank_after or '–'}")
            if meaning.replaces is not None:
                text("Instead of", tag="dt")
                with box(tag="dd"):
                    link("an earlier run", f"/runs/{meaning.replaces}")
        text("Seed", tag="dt")
        with box(tag="dd"):
            link("Par and all times", f"/permalinks/{run.permalink_id}")


def _fact(label: str, value: str) -> None:
    text(label, tag="dt")
    text(value, "number", "dd")


def _submission(visit: Visit, run: RunDetails) -> None:
    if run.is_own:
        with section("Recording and notes", key="submission"):
            _submission_form(visit, run)
    elif run.vod_url or run.runner_notes:
        with section("Recording and notes", key="submission"):
            for address in split_links(run.vod_url):
                outside_link(address, address, icon="video")
            if run.runner_notes:
                text(run.runner_notes, "prose")


def _submission_form(visit: Visit, run: RunDetails) -> None:
    async def send(values: Values) -> None:
        ctx = await visit.enter_run(run.summary.id)
        submission = RunSubmission(vod_url=text_of(values, "vod_url"), notes=str(values.get("notes", "")))
        await visit.container.runs.submit(ctx, run.summary.id, submission)
        notices.tell("Recording and notes are saved.")

    text("Reviewers need a recording to accept a run. You can come back and add it later.", "soft")
    with Form(draft=f"submission-{run.summary.id}", send=send) as form:
        form.text(
            "vod_url",
            "Link to the recording",
            value=run.vod_url or "",
            optional=True,
            limit=VOD_LIMIT,
            hint="Several links go one after the other.",
        )
        form.lines("notes", "Notes for the reviewers", value=run.runner_notes or "", optional=True)
        form.end("Save")


# Beside it


def _facts(run: RunDetails) -> None:
    summary = run.summary
    with section("Run", key="facts"), box("facts", "dl"):
        text("Player", tag="dt")
        with box(tag="dd"):
            link(summary.player, f"/tournaments/{summary.tournament_id}/players/{summary.user_id}")
        if summary.live_race_id is not None:
            text("Live race", tag="dt")
            with box(tag="dd"):
                link(summary.live_race_title, f"/live-races/{summary.live_race_id}")
        for label, at in (("Drawn", summary.drawn_at), ("Started", summary.started_at), ("Over", summary.finished_at)):
            if at is not None:
                text(label, tag="dt")
                with box(tag="dd"):
                    moment(at, show="absolute")
        if run.reviewer is not None:
            _fact("Reviewed by", run.reviewer)
        if run.review_note:
            _fact("Reviewer's note", run.review_note)
        if run.flag_reason:
            _fact("Flagged", run.flag_reason)
        if run.reattempt_reason:
            _fact("Reattempted because", run.reattempt_reason)


def _more(visit: Visit, run: RunDetails) -> None:
    """What the player can still ask for once the run is over."""
    if not run.is_own or run.phase is not RunPhase.OVER:
        return
    with section("More", key="more"), box("stack stack--tight"):
        flag = named(Button("Flag for review", icon="flag"), "flag")
        _off(flag, run.refusals.flag)
        on_click(flag, lambda: _ask_reason(visit, run, "flag"))
        again = named(Button("Request a reattempt", icon="undo"), "reattempt")
        _off(again, run.refusals.reattempt)
        on_click(again, lambda: _ask_reason(visit, run, "reattempt"))
        text(run.refusals.reattempt or _attempts_left(run), "faint")


def _off(button: Button, refusal: str | None) -> None:
    if refusal is not None:
        button.disable()


def _attempts_left(run: RunDetails) -> str:
    if run.reattempts_allowed == UNLIMITED:
        return "This tournament allows any number of reattempts."
    return f"{run.reattempts_used} of {run.reattempts_allowed} reattempts used."


async def _ask_reason(visit: Visit, run: RunDetails, what: str) -> None:
    run_id = run.summary.id
    title, hint, button = {
        "flag": ("Flag this run for review?", "What should reviewers look at?", "Flag for review"),
        "reattempt": (
            "Request a reattempt?",
            "Its result no longer counts, and you may draw another seed. This can't be undone.",
            "Request a reattempt",
        ),
    }[what]

    async def send(values: Values) -> None:
        ctx = await visit.enter_run(run_id)
        runs = visit.container.runs
        await (runs.flag if what == "flag" else runs.reattempt)(ctx, run_id, text_of(values, "reason"))
        dialog.close()

    with ui.context.client.content, Dialog(title, small=True) as dialog:
        text(hint, "soft")
        with Form(draft=f"{what}-{run_id}", send=send) as form:
            form.text("reason", "Reason", limit=1000)
            form.end(button, cancel=True)
    dialog.open()
