"""The facts behind every text about an async run, as its own player knows them."""

from dataclasses import dataclass

from application.access import Access
from application.context import Actor
from application.domain.errors import NotFound
from application.domain.ids import OrganizationId, RunId
from application.domain.messages.run_posts import RunFacts
from application.page_links import PageLinks
from application.read_models.runs import RunDetails
from application.repositories.people.user_repository import UserRepository
from application.services.runs.async_race_service import AsyncRaceService
from application.unit_of_work import UnitsOfWork


@dataclass(frozen=True, slots=True)
class RunFactsReader:
    units: UnitsOfWork
    access: Access
    users: UserRepository
    runs: AsyncRaceService
    links: PageLinks

    async def read(self, organization_id: OrganizationId, run_id: RunId) -> RunFacts | None:
        """Return a run as its player sees it; None when it is gone, or its player is no member any more."""
        try:
            run = await self.units.reading(self.access.as_system(organization_id)).runs.get_by_id(run_id)
            ctx = await self.access.enter(Actor(run.user_id, ""), organization_id)
            details = await self.runs.get_run(ctx, run_id)
        except NotFound:
            return None
        return await self.of(details)

    async def of(self, details: RunDetails) -> RunFacts:
        """Return the facts of a run that was read as its player."""
        run = details.summary
        account = (await self.users.discord_ids([run.user_id])).get(run.user_id)
        return RunFacts(
            id=run.id,
            player=run.player,
            account=account,
            tournament=run.tournament_name,
            pool=run.pool_name,
            seed_number=run.seed_number,
            drawn_at=run.drawn_at,
            status=run.status,
            phase=details.phase,
            forfeit_cause=run.forfeit_cause,
            start_by_at=details.start_by_at,
            started_at=run.started_at,
            finish_by_at=details.finish_by_at,
            finish_time=run.finish_time,
            seed_url=details.seed.url if details.seed is not None else None,
            seed_notes=details.seed.notes if details.seed is not None else "",
            has_vod=bool(details.vod_url),
            review=run.review_status,
            page_url=self.links.run(run.id),
        )
