"""A player's run: ready, countdown, clock, finish or forfeit; afterwards what it means and what belongs to it."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import DomainError
from application.domain.ids import PoolRef, RaceRef, RunId, RunRef
from application.domain.permissions import Permission
from application.domain.runs.async_run import RunPhase
from application.domain.runs.leaderboard import RunMeaning
from application.domain.runs.vod_links import VOD_LIMIT
from application.read_models.runs import RunDetails
from application.services.runs.async_race_service import RunSubmission
from components import notices
from components.action import Work
from components.dialog import Dialog
from components.form import Form, Values, text_of
from components.live_refresh import Alarm, Announcer, Fragment, Section, keep_fresh
from components.markup import element, link, section, test_id, text
from components.row_actions import RowAction, on_row_click
from components.run_parts import (
    RunAndButtons,
    RunResult,
    run_chips,
    run_choices,
    run_facts,
    run_hero,
    run_result,
    run_seed,
    run_submission,
)
from views.concerns import touches
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest

Step = Callable[[OrgContext, RunId], Awaitable[RunDetails]]

_SPOKEN = {
    RunPhase.DRAWN: "The seed is drawn.",
    RunPhase.COUNTDOWN: "The countdown runs.",
    RunPhase.RUNNING: "Go. The clock runs.",
    RunPhase.OVER: "The run is finished.",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    run: RunDetails
    meaning: RunMeaning | None


async def show_run(request: PageRequest, run_id: int) -> None:
    own = RunId(run_id)
    ctx = await request.enter_run(own)
    organization = await request.container.organizations.get_organization(ctx)
    shown = await _read(request, own)
    run = shown.run.summary
    alarm = Alarm(request.container.clock)
    with frame(request, f"Run in {run.pool_name}", organization=organization, ctx=ctx):
        crumbs = (
            NavLink(organization.name, f"/organizations/{organization.slug}"),
            NavLink(run.tournament_name, f"/tournaments/{run.tournament_id}"),
            NavLink(run.player, f"/tournaments/{run.tournament_id}/players/{run.user_id}"),
        )
        with heading(f"Run in {run.pool_name}", crumbs=crumbs):
            status = Fragment(run_chips)
            if ctx.allows(Permission.RECORD_RESULTS, run.tournament_id):
                test_id(link("Review", f"/runs/{run_id}/review", "button"), "review")
        top = Fragment(run_hero)
        with element("split"):
            with element("split__main"):
                seed, result, submission = Fragment(run_seed), Fragment(run_result), Fragment(run_submission)
                form = Section[_Submission](lambda given: _submission_form(request, own, given))
            with element("split__side"):
                facts, more = Fragment(run_facts), Fragment(run_choices)
        announcer = Announcer()

    def show(fresh: _Shown) -> None:
        nonlocal shown
        shown = fresh
        alarm.set(fresh.run.summary.started_at if fresh.run.phase is RunPhase.COUNTDOWN else None)
        still = _without_clock(fresh.run)
        status.show(still.summary)
        top.show(RunAndButtons(still, tuple(action.button for action in _actions(request, still))))
        seed.show(still)
        result.show(RunResult(still.summary, fresh.meaning) if still.phase is RunPhase.OVER else None)
        if still.is_own:
            form.show(_Submission(still.vod_url or "", still.runner_notes or ""))
        else:
            submission.show(still)
        facts.show(still)
        more.show(RunAndButtons(still, tuple(action.button for action in _choices(request, still))))

    show(shown)
    on_row_click(top.host, lambda _: _actions(request, shown.run))
    on_row_click(more.host, lambda _: _choices(request, shown.run))

    async def refresh() -> None:
        before = shown.run.phase
        show(await _read(request, own))
        if shown.run.phase is not before:
            announcer.say(_SPOKEN[shown.run.phase])

    def gone(refusal: DomainError) -> None:
        notices.warn(refusal.message)
        ui.navigate.to(f"/tournaments/{run.tournament_id}")

    concerns = touches({organization.id}, RunRef, PoolRef, RaceRef, tournament_id=run.tournament_id)
    keep_fresh(request.container.bus, refresh, concerns=concerns, alarm=alarm, gone=gone)


async def _read(request: PageRequest, run_id: RunId) -> _Shown:
    ctx = await request.enter_run(run_id)
    run = await request.container.runs.get_run(ctx, run_id)
    over = run.phase is RunPhase.OVER
    return _Shown(run, await request.container.leaderboards.get_run_meaning(ctx, run_id) if over else None)


def _without_clock(run: RunDetails) -> RunDetails:
    """The instant of reading differs each time, and nothing here shows it."""
    return replace(run, as_of=run.summary.drawn_at)


# What to do now


def _actions(request: PageRequest, run: RunDetails) -> Iterator[RowAction]:
    run_id, refusals = run.summary.id, run.refusals
    if not run.is_own or run.phase is RunPhase.OVER:
        return
    if run.phase is RunPhase.DRAWN:
        yield _main("Start", _doing(request, run_id, request.container.runs.ready), "play", refusals.ready)
    else:
        yield _main("Finish", _doing(request, run_id, request.container.runs.finish), "flag", refusals.finish)
    if refusals.forfeit is None:
        yield RowAction("Forfeit", lambda: _ask_forfeit(request, run), "ban", "danger")


def _main(label: str, work: Work, icon: str, refusal: str | None) -> RowAction:
    return RowAction(label, work, icon, "primary big", is_off=refusal is not None, focus="run-action")


def _doing(request: PageRequest, run_id: RunId, step: Step) -> Work:
    async def work() -> None:
        await step(await request.enter_run(run_id), run_id)

    return work


async def _ask_forfeit(request: PageRequest, run: RunDetails) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_run(run.summary.id)
        await request.container.runs.forfeit(ctx, run.summary.id, confirmed=True)
        dialog.close()

    with ui.context.client.content, Dialog("Forfeit this run?", small=True) as dialog:
        text(run.forfeit_question)
        with Form(draft=f"forfeit-{run.summary.id}", send=send) as form:
            form.end("Forfeit", icon="ban", cancel=True)
    dialog.open()


@dataclass(frozen=True, slots=True)
class _Submission:
    vod_url: str
    notes: str


def _submission_form(request: PageRequest, run_id: RunId, given: _Submission) -> None:
    async def send(values: Values) -> None:
        ctx = await request.enter_run(run_id)
        submission = RunSubmission(vod_url=text_of(values, "vod_url"), notes=str(values.get("notes", "")))
        await request.container.runs.submit(ctx, run_id, submission)
        notices.tell("VOD and notes are saved.")

    with section("VOD and notes", key="submission"):
        text("Reviewers need a VOD to accept a run. You can come back and add the link later.", "soft")
        with Form(draft=f"submission-{run_id}", send=send) as form:
            form.text(
                "vod_url",
                "VOD link",
                value=given.vod_url,
                optional=True,
                limit=VOD_LIMIT,
                hint="Several links go one after the other. A time in a link says where the race starts.",
            )
            form.lines("notes", "Notes for the reviewers", value=given.notes, optional=True)
            form.end("Save")


def _choices(request: PageRequest, run: RunDetails) -> Iterator[RowAction]:
    """What the player can still ask for once the run is over."""
    if not run.is_own or run.phase is not RunPhase.OVER:
        return
    flag, reattempt = run.refusals.flag is not None, run.refusals.reattempt is not None
    yield RowAction("Flag for review", lambda: _ask_reason(request, run, "flag"), "flag", test_id="flag", is_off=flag)
    again = "Request a reattempt"
    yield RowAction(
        again, lambda: _ask_reason(request, run, "reattempt"), "undo", test_id="reattempt", is_off=reattempt
    )


async def _ask_reason(request: PageRequest, run: RunDetails, what: str) -> None:
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
        ctx = await request.enter_run(run_id)
        runs = request.container.runs
        await (runs.flag if what == "flag" else runs.reattempt)(ctx, run_id, text_of(values, "reason"))
        dialog.close()

    with ui.context.client.content, Dialog(title, small=True) as dialog:
        text(hint, "soft")
        with Form(draft=f"{what}-{run_id}", send=send) as form:
            form.text("reason", "Reason", limit=1000)
            form.end(button, cancel=True)
    dialog.open()
