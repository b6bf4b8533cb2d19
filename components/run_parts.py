"""The parts of a run's page: its clock with what to do now, the seed, what the run means, and what belongs to it."""

from dataclasses import dataclass

from application.domain.durations import precise_time
from application.domain.runs.async_run import UNLIMITED, RunPhase
from application.domain.runs.leaderboard import RunMeaning
from application.domain.runs.run import RunStatus
from application.domain.runs.vod_links import split_links
from application.read_models.runs import RunDetails, RunSummary
from components.facts import fact, fact_link, fact_moment, facts
from components.markup import element, outside_link, put_icon, section, test_id, text
from components.moment import count_down, moment, race_clock
from components.row_actions import RowButton, row_button
from components.seed_card import seed_line, seed_notes
from components.status import Look, chip, look_of_review, look_of_run


@dataclass(frozen=True, slots=True)
class RunAndButtons:
    run: RunDetails
    buttons: tuple[RowButton, ...]


@dataclass(frozen=True, slots=True)
class RunResult:
    run: RunSummary
    meaning: RunMeaning | None


def run_chips(run: RunSummary) -> None:
    with test_id(element("row"), "status"):
        chip(look_of_run(run))
        if run.status is RunStatus.FINISHED and not run.reattempted:
            chip(look_of_review(run.review_status))
        if run.corrected:
            chip(Look("Corrected", "edit", "warn"))


# The clock and what to do now

_TONES = {RunPhase.RUNNING: "live", RunPhase.COUNTDOWN: "live", RunPhase.DRAWN: "pending"}


def run_hero(shown: RunAndButtons) -> None:
    run = shown.run
    with test_id(element(f"hero hero--{_TONES.get(run.phase, 'calm')}"), "hero"):
        with element("stack stack--tight"):
            text(_label(run), "hero__label")
            with test_id(element("hero__clock"), "clock"):
                _clock(run)
            _limit(run)
            text(f"{run.summary.tournament_name} · {run.summary.pool_name}", "soft")
        if shown.buttons:
            main, *others = shown.buttons
            with element("hero__action"):
                row_button(main, run.summary.id)
                _advice(run)
                for button in others:
                    row_button(button, run.summary.id)


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
        with element(tag="p"):
            text("Not started by ", "soft", "span")
            moment(run.start_by_at, form="time")
            text(", it counts as a forfeit.", "soft", "span")
    elif run.phase in (RunPhase.COUNTDOWN, RunPhase.RUNNING) and run.finish_by_at is not None:
        with element(tag="p"):
            text("To be finished by ", "soft", "span")
            moment(run.finish_by_at)
    elif run.summary.started_at is not None:
        moment(run.summary.started_at)


def _advice(run: RunDetails) -> None:
    """What to know before the main button is clicked, or why it is off."""
    if run.phase is RunPhase.DRAWN:
        text(run.refusals.ready or "A countdown of a few seconds comes first.", "hero__reason")
    elif run.phase is RunPhase.COUNTDOWN:
        text("The button works from GO on.", "hero__reason")
    elif run.refusals.finish is not None:
        text(run.refusals.finish, "hero__reason")


# Seed, result, VOD


def run_seed(run: RunDetails) -> None:
    with section(f"Seed {run.summary.seed_number}", key="seed"):
        if run.seed is None:
            text("Its seed is shown to those who have raced it.", "soft")
            return
        seed_line(run.seed.url)
        if run.seed.notes:
            seed_notes(run.seed.notes)
        if run.is_own and run.phase is not RunPhase.OVER:
            with element("callout"):
                put_icon("video")
                text("Record your run and upload the VOD unlisted. Publish it only when the tournament is over.")


def run_result(shown: RunResult | None) -> None:
    if shown is None:
        return
    run, meaning = shown.run, shown.meaning
    with section("What it means", key="meaning"), facts():
        fact("Score", "not scored yet" if run.score is None else f"{run.score:.3f}")
        if meaning is not None:
            fills = meaning.slot is not None
            fact("Fills", f"Run {meaning.slot} of {run.pool_name}" if fills else "No slot: others are better")
            fact("Tournament score", f"{meaning.score_before:.3f} → {meaning.score_after:.3f}")
            fact("Rank", f"{meaning.rank_before or '–'} → {meaning.rank_after or '–'}")
            if meaning.replaces is not None:
                fact_link("Instead of", "an earlier run", f"/runs/{meaning.replaces}")
        fact_link("Seed", "Par and all times", f"/permalinks/{run.permalink_id}")


def run_submission(run: RunDetails) -> None:
    """What a player has handed in, for others."""
    if not run.vod_url and not run.runner_notes:
        return
    with section("VOD and notes", key="submission"):
        for address in split_links(run.vod_url):
            outside_link(address, address, icon="video")
        if run.runner_notes:
            text(run.runner_notes, "prose")


# Beside it


def run_facts(run: RunDetails) -> None:
    summary = run.summary
    with section("Run", key="facts"), facts():
        fact_link("Player", summary.player, f"/tournaments/{summary.tournament_id}/players/{summary.user_id}")
        if summary.live_race_id is not None:
            fact_link("Live race", summary.live_race_title, f"/live-races/{summary.live_race_id}")
        fact_moment("Drawn", summary.drawn_at)
        fact_moment("Started", summary.started_at)
        fact_moment("Finished", summary.finished_at)
        if run.earlier_number is not None:
            address = f"/tournaments/{summary.tournament_id}/history?race={run.earlier_number}"
            fact_link("Before the move", f"Race {run.earlier_number} in SahasrahBot", address)
        for label, value in (
            ("Reviewed by", run.reviewer),
            ("Reviewer's note", run.review_note),
            ("Flagged", run.flag_reason),
            ("Reattempted because", run.reattempt_reason),
        ):
            if value:
                fact(label, value)


def run_choices(shown: RunAndButtons) -> None:
    """What the player can still ask for once the run is over."""
    run = shown.run
    if not shown.buttons:
        return
    with section("More", key="more"), element("stack stack--tight"):
        for button in shown.buttons:
            row_button(button, run.summary.id)
        text(run.refusals.reattempt or _attempts_left(run), "faint")


def _attempts_left(run: RunDetails) -> str:
    if run.reattempts_allowed == UNLIMITED:
        return "This tournament allows any number of reattempts."
    return f"{run.reattempts_used} of {run.reattempts_allowed} reattempts used."
