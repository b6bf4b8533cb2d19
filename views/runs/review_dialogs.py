"""Deciding on a run, correcting its result with a look at who moves, and giving it more time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from nicegui import ui

from application.context import OrgContext
from application.domain.durations import clock_time, precise_time, read_clock_time
from application.domain.errors import ConcurrentChange, DomainError
from application.domain.runs.corrections import Result
from application.domain.runs.leaderboard import RankMove
from application.domain.runs.run import RunStatus
from application.domain.words import counted
from application.read_models.runs import CorrectionPreview, ReviewDetails
from application.services.runs.async_race_service import LONGEST_EXTENSION_MINUTES
from components import notices
from components.dialog import Dialog
from components.facts import fact, facts
from components.form import Choice, Form, Values, choice_of, number_of, text_of
from components.live_refresh import Fragment
from components.markup import element, test_id, text
from views.page_request import PageRequest

_RESULTS = (RunStatus.FINISHED, RunStatus.FORFEIT, RunStatus.DISQUALIFIED)
_MOVES_SHOWN = 15


class _Seen:
    """The version of a run that is decided on; whoever is told that it is another one meanwhile decides on that."""

    def __init__(self, request: PageRequest, review: ReviewDetails) -> None:
        self._request = request
        self._run_id = review.item.run.id
        self._version = review.item.run.version

    async def decide(self, command: Callable[[OrgContext, int], Awaitable[object]]) -> None:
        ctx = await self._request.enter_run(self._run_id)
        try:
            await command(ctx, self._version)
        except ConcurrentChange:
            review = await self._request.container.reviews.get_review(ctx, self._run_id)
            self._version = review.item.run.version
            raise


async def accept_with_note(request: PageRequest, review: ReviewDetails) -> None:
    run, seen, reviews = review.item.run, _Seen(request, review), request.container.reviews

    async def send(values: Values) -> None:
        note = str(values.get("note", ""))
        await seen.decide(lambda ctx, version: reviews.accept(ctx, run.id, seen=version, note=note))
        dialog.close()
        notices.tell("The run is accepted.")

    with (
        ui.context.client.content,
        Dialog(f"Accept the run of {run.player}", small=True) as dialog,
        Form(draft=f"accept-{run.id}", send=send) as form,
    ):
        form.lines("note", "Note to the player", optional=True)
        form.end("Accept", icon="check", cancel=True)
    dialog.open()


async def ask_rejection(request: PageRequest, review: ReviewDetails) -> None:
    run, seen, reviews = review.item.run, _Seen(request, review), request.container.reviews

    async def send(values: Values) -> None:
        reason = str(values.get("reason", ""))
        await seen.decide(lambda ctx, version: reviews.reject(ctx, run.id, reason, seen=version))
        dialog.close()
        notices.tell("The run is rejected.")

    with (
        ui.context.client.content,
        Dialog(f"Reject the run of {run.player}?", small=True) as dialog,
        Form(draft=f"reject-{run.id}", send=send) as form,
    ):
        form.lines("reason", "Reason", hint="The player is notified.")
        form.end("Reject", icon="cross", cancel=True)
    dialog.open()


@dataclass(frozen=True, slots=True)
class _Look:
    preview: CorrectionPreview | None = None
    problem: str = ""


async def ask_correction(request: PageRequest, review: ReviewDetails) -> None:
    """Change a result by hand; what follows is shown before it is saved."""
    run, seen, reviews = review.item.run, _Seen(request, review), request.container.reviews

    async def send(values: Values) -> None:
        result, reason = _result(values), text_of(values, "reason")
        try:
            await seen.decide(lambda ctx, version: reviews.correct_result(ctx, run.id, result, reason, seen=version))
        except ConcurrentChange:
            await changed(values)
            raise
        dialog.close()
        notices.tell("The result is corrected, and the player is notified.")

    async def changed(values: Values) -> None:
        try:
            result = _result(values)
            look = _Look(await reviews.preview_correction(await request.enter_run(run.id), run.id, result))
        except DomainError as refusal:
            look = _Look(problem=refusal.message)
        looked.show(look)

    with (
        ui.context.client.content,
        Dialog(f"Correct the result of {run.player}") as dialog,
        Form(draft=f"correct-{run.id}", send=send, changed=changed) as form,
    ):
        with element("form__row"):
            form.select(
                "status",
                "How it ended",
                [Choice(status.value, status.label) for status in _RESULTS],
                value=run.status.value,
            )
            form.text(
                "finish_time",
                "Time",
                value="" if run.finish_time is None else precise_time(run.finish_time),
                hint="Hours, minutes, seconds, e.g. 1:23:45. Empty where there is none.",
            )
        form.text("reason", "Reason", limit=500, hint="The player is notified.")
        looked = Fragment(_draw_look)
        looked.show(_Look(problem="Change the result to see who moves."))
        form.end("Correct result", icon="check", cancel=True)
    dialog.open()


def _result(values: Values) -> Result:
    """Read a result; a status that a form can't have is refused by the service."""
    status = choice_of(values, "status", RunStatus, what="how the run ended")
    written = text_of(values, "finish_time")
    return Result(status, read_clock_time(written, field="finish_time") if written else None)


def _draw_look(look: _Look) -> None:
    with test_id(element("preview"), "moves"):
        text("What it changes", "preview__title", "h3")
        if look.preview is None:
            text(look.problem, "soft")
        else:
            _draw_preview(look.preview)


def _draw_preview(preview: CorrectionPreview) -> None:
    with facts():
        for label, before, after in (
            ("Result", preview.before, preview.after),
            ("Par", _par(preview.par_before), _par(preview.par_after)),
            ("Score", _score(preview.score_before), _score(preview.score_after)),
        ):
            fact(label, before if before == after else f"{before} → {after}")
    if not preview.moves:
        text("No rank changes.", "soft")
        return
    text(f"{counted(len(preview.moves), 'player moves', 'players move')} on the leaderboard:")
    with element("points", "ul"):
        for move in preview.moves[:_MOVES_SHOWN]:
            text(_move(move), tag="li")
    if len(preview.moves) > _MOVES_SHOWN:
        text(f"{len(preview.moves) - _MOVES_SHOWN} more.", "faint")


def _move(move: RankMove) -> str:
    before, after = move.rank_before or "–", move.rank_after or "–"
    stays = "stays without a rank" if move.rank_after is None else f"stays at rank {after}"
    rank = stays if before == after else f"rank {before} → {after}"
    return f"{move.user_name}: {rank}, score {_score(move.score_before)} → {_score(move.score_after)}"


def _par(seconds: float | None) -> str:
    return "none" if seconds is None else clock_time(timedelta(seconds=seconds))


def _score(score: float | None) -> str:
    return "none" if score is None else f"{score:.3f}"


async def ask_undo(request: PageRequest, review: ReviewDetails) -> None:
    run, seen, reviews = review.item.run, _Seen(request, review), request.container.reviews

    async def send(_: Values) -> None:
        await seen.decide(lambda ctx, version: reviews.undo_correction(ctx, run.id, seen=version))
        dialog.close()
        notices.tell("The result is as it was before.")

    with ui.context.client.content, Dialog("Undo the correction?", small=True) as dialog:
        text("The result goes back to what it was before the last correction by hand. The player is notified.", "soft")
        with Form(draft=f"undo-{run.id}", send=send) as form:
            form.end("Undo correction", icon="undo", cancel=True)
    dialog.open()


async def give_more_time(request: PageRequest, review: ReviewDetails) -> None:
    run = review.item.run

    async def send(values: Values) -> None:
        minutes = number_of(values, "minutes", what="minutes") or 0
        ctx = await request.enter_run(run.id)
        await request.container.runs.extend(ctx, run.id, minutes, text_of(values, "reason"))
        dialog.close()
        notices.tell("The run has more time, and the player is notified.")

    with (
        ui.context.client.content,
        Dialog(f"Give {run.player} more time", small=True) as dialog,
        Form(draft=f"extend-{run.id}", send=send) as form,
    ):
        form.number("minutes", "Minutes", least=1, most=LONGEST_EXTENSION_MINUTES, optional=False)
        form.text("reason", "Reason", optional=True, limit=500, hint="The player is notified.")
        form.end("Give more time", icon="clock", cancel=True)
    dialog.open()
