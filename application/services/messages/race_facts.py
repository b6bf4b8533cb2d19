"""The facts behind every text about a live race, as everybody in a channel may know them."""

from dataclasses import dataclass
from datetime import datetime

from application.access import Access
from application.context import OrgContext
from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId, OrganizationId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.messages.notification_texts import OwnResult
from application.domain.messages.race_posts import RaceFacts, Racer
from application.domain.runs.run import COUNTABLE_RUN_STATUSES
from application.page_links import PageLinks
from application.read_models import BoardLine, LiveRaceDetails, place_among_counted
from application.services.async_live_race_service import AsyncLiveRaceService
from application.services.live_races.read_cache import LiveRaceReadCache
from application.services.runs.leaderboard_service import LeaderboardService
from application.unit_of_work import UnitsOfWork

_RESULTS_CHANGED = "AsyncLiveRaceResultsChangedEvent"


@dataclass(frozen=True, slots=True)
class RaceFactsReader:
    units: UnitsOfWork
    access: Access
    live_races: AsyncLiveRaceService
    links: PageLinks

    async def read(self, organization_id: OrganizationId, live_race_id: LiveRaceId) -> RaceFacts | None:
        """Return what any member may see of a race, None when it was deleted: no sealed seed, no hidden result."""
        ctx = self.access.as_channel(organization_id)
        try:
            details = await self.live_races.get_live_race(ctx, live_race_id)
        except NotFound:
            return None
        summary = details.summary
        over = summary.status is LiveRaceStatus.FINISHED
        return RaceFacts(
            id=summary.id,
            tournament_id=summary.tournament_id,
            title=summary.title,
            tournament=summary.tournament_name,
            pool=summary.pool_name,
            goal=summary.goal,
            status=summary.status,
            scheduled_at=summary.scheduled_at,
            opens_at=summary.opens_at,
            locks_at=summary.locks_at,
            locked_at=summary.locked_at,
            started_at=summary.started_at,
            ended_at=summary.ended_at,
            final_at=summary.final_at,
            corrected_at=await self._corrected_at(ctx, live_race_id) if over and not details.results_hidden else None,
            cancel_reason=summary.cancel_reason,
            room_url=summary.racetime_url,
            page_url=self.links.live_race(summary.id),
            seed=summary.seed,
            seed_number=summary.seed_number,
            racers=racers_of(details),
            results_hidden=details.results_hidden,
        )

    async def _corrected_at(self, ctx: OrgContext, live_race_id: LiveRaceId) -> datetime | None:
        log = self.units.reading(ctx).event_log
        entries = await log.list_for_live_race(live_race_id, types=[_RESULTS_CHANGED], limit=1)
        return next((entry.occurred_at for entry in entries if entry.payload.get("correction")), None)


def racers_of(details: LiveRaceDetails) -> tuple[Racer, ...]:
    """Return those who count."""
    counted = [line for line in details.board if line.counted and line.run_status is not None]
    return tuple(racer_of(line, details) for line in counted)


@dataclass(frozen=True, slots=True)
class OwnResultReader:
    races: LiveRaceReadCache
    leaderboards: LeaderboardService

    async def read(self, own: OrgContext, live_race_id: LiveRaceId) -> OwnResult | None:
        """Return what a race came to for the actor, as far as the actor may know it; None for who doesn't count."""
        details = await self.races.get_live_race(own, live_race_id)
        line = next((line for line in details.board if line.user_id == own.actor.user_id and line.counted), None)
        if line is None or line.run_id is None:
            return None
        meaning = await self.leaderboards.get_run_meaning(own, line.run_id)
        return OwnResult(racer_of(line, details), line.score, meaning)


def racer_of(line: BoardLine, details: LiveRaceDetails) -> Racer:
    """Return one who counts, with the place among those who do."""
    outcome = line.run_status if line.run_status in COUNTABLE_RUN_STATUSES else None
    return Racer(line.name, outcome, place_among_counted(line, details.board), line.finish_time)
