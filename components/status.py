"""One vocabulary for every state: a word, an icon and a tone; never the tone alone."""

from dataclasses import dataclass

from nicegui import ui

from application.domain.live_races.eligibility import Verdict, is_eligible, unmet
from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus
from application.domain.live_races.room import EntrantStatus
from application.domain.live_races.room_door import RoomDoor
from application.domain.runs.run import ReviewStatus, RunStatus
from application.read_models import BoardLine, LiveRaceSummary
from application.read_models.runs import RunSummary
from components.markup import element, put_icon, text


@dataclass(frozen=True, slots=True)
class Look:
    """`tone` is "plain", "good", "warn", "bad", "live" or "muted"."""

    label: str
    icon: str
    tone: str


_OF_RACE = {
    LiveRaceStatus.SCHEDULED: ("calendar", "plain"),
    LiveRaceStatus.PENDING: ("door", "good"),
    LiveRaceStatus.IN_PROGRESS: ("dot", "live"),
    LiveRaceStatus.FINISHED: ("flag", "plain"),
    LiveRaceStatus.CANCELLED: ("ban", "muted"),
}

_OF_ENTRANT = {
    EntrantStatus.REQUESTED: Look("Asks to join", "clock", "plain"),
    EntrantStatus.INVITED: Look("Invited", "clock", "plain"),
    EntrantStatus.DECLINED: Look("Declined", "ban", "muted"),
    EntrantStatus.PARTITIONED: Look("In another room", "ban", "muted"),
    EntrantStatus.NOT_READY: Look("Not ready", "clock", "plain"),
    EntrantStatus.READY: Look("Ready", "check", "good"),
    EntrantStatus.IN_PROGRESS: Look("Racing", "dot", "live"),
    EntrantStatus.DONE: Look("Finished", "flag", "good"),
    EntrantStatus.DNF: Look("Forfeit", "cross", "muted"),
    EntrantStatus.DQ: Look("Disqualified", "ban", "bad"),
    EntrantStatus.UNKNOWN: Look("Not known", "warning", "warn"),
}

_OF_RUN = {
    RunStatus.PENDING: Look("Drawn, not started", "hourglass", "warn"),
    RunStatus.IN_PROGRESS: Look("Running", "dot", "live"),
    RunStatus.FINISHED: Look("Finished", "flag", "good"),
    RunStatus.FORFEIT: Look("Forfeit", "cross", "muted"),
    RunStatus.DISQUALIFIED: Look("Disqualified", "ban", "bad"),
}

_OF_REVIEW = {
    ReviewStatus.PENDING: Look("Review pending", "clock", "plain"),
    ReviewStatus.ACCEPTED: Look("Accepted", "check", "good"),
    ReviewStatus.REJECTED: Look("Rejected", "cross", "bad"),
}


def look_of_run(run: RunSummary) -> Look:
    return Look("Reattempted", "undo", "muted") if run.reattempted else _OF_RUN[run.status]


def look_of_own_status(status: RunStatus) -> Look:
    return _OF_RUN[status]


def look_of_activity(*, is_active: bool) -> Look:
    """Of a tournament or an organization."""
    return Look("Active", "dot", "good") if is_active else Look("Closed", "lock", "muted")


def look_of_review(status: ReviewStatus) -> Look:
    return _OF_REVIEW[status]


def look_of_race(race: LiveRaceSummary) -> Look:
    icon, tone = _OF_RACE[race.status]
    return Look(race.status.label, icon, tone)


def looks_of_race(race: LiveRaceSummary) -> tuple[Look, ...]:
    """Say how a race stands, and whether its results can still change where it has any."""
    results = look_of_results(race)
    return (look_of_race(race),) if results is None else (look_of_race(race), results)


def look_of_results(race: LiveRaceSummary) -> Look | None:
    """Tell whether results can still change; None where there are none."""
    if race.status is not LiveRaceStatus.FINISHED:
        return None
    if race.final_at is None:
        return Look("Results not final", "clock", "warn")
    return Look("Final", "check", "good")


def look_of_line(line: BoardLine) -> Look:
    if line.hidden:
        return Look("Hidden", "eye", "muted")
    if line.outcome is None:
        return Look("Left the room", "ban", "muted")
    return _OF_ENTRANT[line.outcome]


def look_of_verdicts(verdicts: tuple[Verdict, ...]) -> Look | None:
    """Sum a player's verdicts up; a single unmet rule is named."""
    if not verdicts:
        return None
    if is_eligible(verdicts):
        return Look("You are eligible", "check", "good")
    reasons = unmet(verdicts)
    first = reasons[0].sentence.rstrip(".")
    more = f" (+{len(reasons) - 1} more)" if len(reasons) > 1 else ""
    return Look(f"{first}{more}", "cross", "warn")


_OF_DOOR = {
    RoomDoor.LOCKED: Look("Room locked", "lock", "muted"),
    RoomDoor.INSIDE: Look("You are in the room", "check", "good"),
    RoomDoor.READY: Look("You are ready", "check", "good"),
}


def look_of_viewer(race: LiveRaceSummary) -> Look | None:
    """Say how the viewer stands before a race that is ahead."""
    if race.status not in NOT_STARTED:
        return None
    verdict, door = look_of_verdicts(race.verdicts), _OF_DOOR.get(race.door)
    is_refused = bool(race.verdicts) and not race.viewer_is_eligible and race.door is not RoomDoor.LOCKED
    return verdict if door is None or is_refused else door


def chip(look: Look) -> ui.element:
    with element(f"chip chip--{look.tone}", "span") as node:
        put_icon(look.icon)
        text(look.label, tag="span")
    return node
