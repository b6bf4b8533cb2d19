"""What happens in a live race, in order, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from application.domain.live_races.live_race import LiveRaceStatus
from application.read_models import LiveRaceSummary
from components.markup import element, put_icon, test_id, text
from components.moment import moment


class StepState(StrEnum):
    DONE = "done"
    NEXT = "next"
    LATER = "later"
    OFF = "off"
    """It will not happen: the race was cancelled."""


_SPOKEN = {
    StepState.DONE: "Done: ",
    StepState.NEXT: "Next: ",
    StepState.LATER: "Later: ",
    StepState.OFF: "Will not happen: ",
}


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: StepState
    at: datetime | None
    note: str = ""
    tells_results: bool = False
    """With the start, its time says how long the race was."""


@dataclass(frozen=True, slots=True)
class _Milestone:
    label: str
    done_at: datetime | None
    due_at: datetime | None
    note: str
    tells_results: bool = False


def steps_of(race: LiveRaceSummary) -> tuple[Step, ...]:
    """Return the steps of a race; the first one that has not happened is the next one."""
    cancelled = race.status is LiveRaceStatus.CANCELLED
    steps = []
    next_found = cancelled
    for milestone in _milestones(race):
        if milestone.done_at is not None:
            done = milestone.done_at
            steps.append(Step(milestone.label, StepState.DONE, done, tells_results=milestone.tells_results))
            continue
        waiting = StepState.OFF if cancelled else StepState.LATER
        state = waiting if next_found else StepState.NEXT
        next_found = True
        steps.append(Step(milestone.label, state, None if cancelled else milestone.due_at, milestone.note))
    return tuple(steps)


def _milestones(race: LiveRaceSummary) -> tuple[_Milestone, ...]:
    at_start = race.releases_at is None
    release = _Milestone(
        "Seed released",
        race.released_at,
        race.releases_at or race.scheduled_at,
        "By the start itself" if at_start else "Everybody can read it from then on",
    )
    start = _Milestone("Race starts", race.started_at, race.scheduled_at, "On racetime.gg, when everybody is ready")
    if race.begins_at is not None:
        start = _Milestone("Race starts", race.started_at, race.begins_at, "Without those who are not ready by then")
    results = _Milestone("Results", race.ended_at, None, "As soon as everybody has finished or forfeited", True)
    is_untold = race.status is LiveRaceStatus.FINISHED and race.ended_at is None
    return (
        _Milestone("Room opens", race.room_open_time, race.opens_at, "On racetime.gg, automatically"),
        _Milestone("Room locks", race.locked_at, race.locks_at, "Settles who is counted"),
        *((start, release) if at_start and race.released_at is None else (release, start)),
        *(() if is_untold else (results,)),
        _Milestone("Results are final", race.final_at, None, "Once racetime.gg has recorded the race", True),
    )


def timeline(steps: tuple[Step, ...]) -> None:
    with test_id(element("timeline", "ol"), "timeline"):
        for step in steps:
            _step(step)


def _step(step: Step) -> None:
    with element(f"step step--{step.state.value}", "li") as node:
        if step.state is StepState.NEXT:
            node.props["aria-current"] = "step"
        with element("step__mark", "span"):
            put_icon("check" if step.state is StepState.DONE else "dot")
        with element("step__text"):
            with element("step__label", "p"):
                text(_SPOKEN[step.state], "visually-hidden", "span")
                text(step.label, tag="span")
            if step.at is not None:
                with element(f"step__when soft{' spoiler' if step.tells_results else ''}", "p"):
                    moment(step.at, when_past="" if step.state is StepState.DONE else "any moment now")
            if step.note and step.state is not StepState.OFF:
                text(step.note, "faint")
