"""What a race is heading for while it is on, and what came of it: scores to reach, finish times, one's own rank."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.context import OrgContext
from application.domain.ids import LiveRaceId, UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import EntrantStatus
from application.domain.runs.leaderboard import RunMeaning
from application.domain.runs.projection import targets
from application.read_models import LiveRaceDetails
from components.facts import fact, facts
from components.finish_times import FEWEST, finish_times
from components.live_refresh import Fragment, Section
from components.markup import element, link, put_icon, section, test_id, text
from components.projection import Outlook
from views.page_request import PageRequest

_MOST_TARGETS = 3


def outlook_of(details: LiveRaceDetails, now: datetime) -> Outlook | None:
    started_at = details.summary.started_at
    if details.par is None or started_at is None:
        return None
    racing = any(line.entrant_status is EntrantStatus.IN_PROGRESS for line in details.board)
    ahead = targets(details.par, details.scoring, after=now - started_at, most=_MOST_TARGETS) if racing else ()
    return Outlook(details.par, started_at, ahead)


async def meaning_for(request: PageRequest, ctx: OrgContext, details: LiveRaceDetails) -> RunMeaning | None:
    if details.summary.status is not LiveRaceStatus.FINISHED:
        return None
    own = next((line for line in details.board if line.user_id == ctx.actor.user_id), None)
    if own is None or own.run_id is None:
        return None
    return await request.container.leaderboards.get_run_meaning(ctx, own.run_id)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What there is to say of a race that is over; nothing before."""

    race_id: LiveRaceId
    is_over: bool
    times: tuple[timedelta, ...]
    own_time: timedelta | None
    meaning: RunMeaning | None

    @classmethod
    def of(cls, details: LiveRaceDetails, meaning: RunMeaning | None, viewer: UserId) -> "Outcome":
        race = details.summary
        timed = [line for line in details.board if line.place is not None and line.finish_time is not None]
        own = next((line.finish_time for line in timed if line.user_id == viewer), None)
        times = tuple(line.finish_time for line in timed if line.finish_time is not None)
        return cls(race.id, race.status is LiveRaceStatus.FINISHED, times, own, meaning)


class OutcomeParts:
    def __init__(self) -> None:
        self._meaning = Fragment(_meaning)
        self._times = Section(_times)
        self._csv = Fragment(_csv)

    def show(self, outcome: Outcome) -> None:
        self._meaning.show(outcome.meaning)
        self._times.show((outcome.times, outcome.own_time) if outcome.is_over else ((), None))
        self._csv.show(outcome.race_id if outcome.is_over else None)


def _meaning(meaning: RunMeaning | None) -> None:
    if meaning is None:
        return
    with test_id(section("What it means for you", key="meaning"), "meaning"), facts():
        fact("Tournament score", f"{meaning.score_before:.3f} → {meaning.score_after:.3f}")
        fact("Rank", f"{meaning.rank_before or '–'} → {meaning.rank_after or '–'}")


def _times(shown: tuple[tuple[timedelta, ...], timedelta | None]) -> None:
    times, own = shown
    if len(times) >= FEWEST:
        with section("Finish times", key="finish-times"):
            finish_times(times, own)


def _csv(race_id: LiveRaceId | None) -> None:
    if race_id is None:
        return
    with element("row"), test_id(link("", f"/live-races/{race_id}/results.csv", "button"), "results-csv"):
        put_icon("download")
        text("Results as CSV", tag="span")
