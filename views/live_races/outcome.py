"""What a race is heading for while it is on, and what came of it: its picture, one's own rank, its results."""

from dataclasses import dataclass
from datetime import datetime

from application.context import OrgContext
from application.domain.durations import precise_time
from application.domain.ids import LiveRaceId, UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import EntrantStatus
from application.domain.runs.leaderboard import RunMeaning
from application.domain.runs.projection import in_steps, targets
from application.domain.words import ordinal
from application.read_models import BoardLine, LiveRaceDetails, LiveRaceSummary, place_among_counted
from components.facts import fact, facts
from components.markup import element, link, put_icon, section, test_id, text
from components.race_picture import Finish, RacePicture
from components.standing import Field
from components.status import look_of_line
from views.page_request import PageRequest

_MOST_TARGETS = 3
NOBODY_YET = "nobody yet"
"""Who leads before the first finish that counts."""


def clock_label(race: LiveRaceSummary, field: Field) -> str:
    """Say what the clock of a race counts, and how far its racers have come."""
    match race.status:
        case LiveRaceStatus.SCHEDULED:
            return "Starts in"
        case LiveRaceStatus.PENDING:
            return f"Starts in · {field.in_room}"
        case LiveRaceStatus.IN_PROGRESS:
            return f"Live · {field.finished}"
        case LiveRaceStatus.FINISHED:
            ending = field.ending
            return f"Finished · {ending[0].lower()}{ending[1:]}" if field.started else "Finished"
        case LiveRaceStatus.CANCELLED:
            return "Cancelled"


def leader_of(details: LiveRaceDetails, field: Field) -> str:
    """Say who leads a race that is on; empty where that is hidden, and when nobody leads any more."""
    if details.summary.status is not LiveRaceStatus.IN_PROGRESS or details.results_hidden:
        return ""
    return f"Leader: {field.led_by or NOBODY_YET}"


def picture_of(details: LiveRaceDetails, now: datetime, viewer: UserId | None = None) -> RacePicture | None:
    """Return what there is to draw of a race as its viewer sees it; None while there is nothing."""
    started_at, par = details.summary.started_at, details.par
    finishes = tuple(
        Finish(line.name or line.racetime_name, line.finish_time, viewer is not None and line.user_id == viewer)
        for line in details.board
        if line.place is not None and line.finish_time is not None
    )
    is_on = details.summary.status is LiveRaceStatus.IN_PROGRESS and not details.results_hidden
    if started_at is None or not (is_on or par or finishes):
        return None
    racing = any(line.entrant_status is EntrantStatus.IN_PROGRESS for line in details.board)
    ahead = (
        targets(par, details.scoring, after=in_steps(now - started_at), most=_MOST_TARGETS) if racing and par else ()
    )
    return RacePicture(started_at, finishes, par, ahead, is_on)


async def meaning_for(request: PageRequest, ctx: OrgContext, details: LiveRaceDetails) -> RunMeaning | None:
    if details.summary.status is not LiveRaceStatus.FINISHED:
        return None
    own = next((line for line in details.board if line.user_id == ctx.actor.user_id), None)
    if own is None or own.run_id is None:
        return None
    return await request.container.leaderboards.get_run_meaning(ctx, own.run_id)


@dataclass(frozen=True, slots=True)
class OwnOutcome:
    """What a race that is over came to for the viewer, and what it means in the tournament where that may be known."""

    line: BoardLine
    place: int | None
    """Among those who count."""
    meaning: RunMeaning | None

    @classmethod
    def of(cls, details: LiveRaceDetails, meaning: RunMeaning | None, viewer: UserId) -> "OwnOutcome | None":
        if details.summary.status is not LiveRaceStatus.FINISHED:
            return None
        line = next((line for line in details.board if line.user_id == viewer), None)
        return cls(line, place_among_counted(line, details.board), meaning) if line is not None else None


def own_outcome(shown: OwnOutcome | None) -> None:
    if shown is None:
        return
    line, meaning = shown.line, shown.meaning
    with test_id(section("Your result", key="meaning"), "meaning"), facts():
        place = f"{ordinal(shown.place)}, " if shown.place is not None else ""
        time = "" if line.finish_time is None else f"{place}{precise_time(line.finish_time)}"
        fact("Result", time or look_of_line(line).label)
        if line.counted is False:
            fact("Not counted", " ".join(line.reasons))
        if line.score is not None:
            fact("Score", f"{line.score:.3f}")
        if meaning is not None:
            fact("Tournament score", f"{meaning.score_before:.3f} → {meaning.score_after:.3f}")
            fact("Rank", f"{meaning.rank_before or '–'} → {meaning.rank_after or '–'}")


def results_as_csv(race_id: LiveRaceId | None) -> None:
    if race_id is None:
        return
    with element("row"), test_id(link("", f"/live-races/{race_id}/results.csv", "button"), "results-csv"):
        put_icon("download")
        text("Results as CSV", tag="span")
