"""Tournaments with their pools, permalinks and whitelist."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from application.context import OrgContext
from application.domain.errors import AlreadyTaken, Conflict, InvalidInput, Problems, Unavailable
from application.domain.events import Edited, EditedEvent, differences
from application.domain.events.tournaments import (
    PermalinkRevealedEvent,
    PermalinksAddedEvent,
    PlayerWhitelistedEvent,
    PoolCreatedEvent,
    TournamentCreatedEvent,
    TournamentDeletedEvent,
)
from application.domain.ids import PermalinkId, PlayerRef, PoolId, PoolRef, TournamentId, TournamentRef, UserId
from application.domain.permissions import Permission
from application.domain.seed_key import seed_digest
from application.domain.seed_text import seed_text
from application.domain.settings import values_in
from application.domain.text import one_line
from application.domain.tournaments.settings import NAME_LIMIT, TournamentChanges, TournamentSettings
from application.ports import RaceRooms, RacetimeError
from application.read_models import LeaderboardView, PermalinkView, PoolView, TournamentView
from application.repositories import Repositories
from application.repositories.fingerprint_repository import drop_unneeded_fingerprints
from application.repositories.tournaments.async_tournament_repository import NewPermalink
from application.services.live_race_timeline import (
    InstallationDefaults,
    apply_moments,
    min_account_age,
    overrides_of,
    timeline_for,
    try_again_at_once,
)
from application.services.retry import tried_twice
from application.services.runs.leaderboard_service import LeaderboardService
from application.services.runs.scoring import Rescoring
from application.services.tournament_settings import (
    apply_settings,
    move_scores,
)
from application.services.tournaments.pool_views import in_use, permalink_views, pool_view
from application.services.visibility import tournaments_viewed, viewed_tournament
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournament
from models.organization import Organization

__all__ = ["AsyncTournamentService", "PermalinkDraft", "TournamentChanges", "TournamentSettings"]

logger = logging.getLogger(__name__)

MOST_PERMALINKS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class PermalinkDraft:
    url: str
    notes: str = ""
    is_live: bool = False


class AsyncTournamentService:
    def __init__(
        self,
        units: UnitsOfWork,
        rooms: RaceRooms,
        defaults: InstallationDefaults,
        leaderboards: LeaderboardService,
        rescoring: Rescoring,
    ) -> None:
        self._units = units
        self._rooms = rooms
        self._defaults = defaults
        self._leaderboards = leaderboards
        self._rescoring = rescoring

    # Tournaments

    @tried_twice
    async def create_tournament(self, ctx: OrgContext, new: TournamentSettings) -> TournamentView:
        """Create a tournament whose category and goal racetime.gg knows.

        When racetime.gg can't be reached the goal is kept unchecked, which the tournament then says.
        """
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        tournament = AsyncTournament()
        problems = Problems()
        with problems.noted():
            apply_settings(tournament, new)
        goal_known = await self._goal_is_known(tournament, problems)
        async with self._units(ctx) as work:
            await self._check_in_context(work, tournament, problems)
            problems.refuse()
            tournament.goal_checked_at = work.clock.now() if goal_known else None
            await work.tournaments.create_tournament(tournament)
            work.record(TournamentCreatedEvent(TournamentRef(ctx.organization_id, tournament.id), name=tournament.name))
        return await self.get_tournament(ctx, tournament.id)

    @tried_twice
    async def update_tournament(
        self, ctx: OrgContext, tournament_id: TournamentId, changes: TournamentChanges
    ) -> TournamentView:
        """Change settings; scheduled races move along, and every score that a setting moves has moved at the end.

        Limits that are set already stay: a run that was drawn keeps its deadlines, attempts and slots that were used
        stay used.
        """
        ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        problems = Problems()
        draft = await self._units.reading(ctx).tournaments.get_by_id(tournament_id)
        with problems.noted():
            apply_settings(draft, changes)
        goal_moved = bool(changes.keys() & {"racetime_goal", "racetime_category"})
        goal_known = goal_moved and await self._goal_is_known(draft, problems)
        async with self._units(ctx) as work:
            tournament = await work.tournaments.get_by_id(tournament_id)
            before = values_in(TournamentSettings, tournament)
            with problems.noted():
                apply_settings(tournament, changes)
            organization = await self._check_in_context(work, tournament, problems)
            problems.refuse()
            if goal_moved:
                tournament.goal_checked_at = work.clock.now() if goal_known else None
                tournament.goal_problem = ""
            moved = differences(before, values_in(TournamentSettings, tournament))
            if not moved:
                return await self.get_tournament(ctx, tournament_id)
            if move_scores(moved):
                tournament.rescored_through = PermalinkId(0)
            await work.tournaments.update_tournament(tournament)
            if not tournament.is_active:
                await drop_unneeded_fingerprints()
            if any(change.field == "stream_delay_minutes" for change in moved):
                await work.live_races.move_results(tournament_id, timedelta(minutes=tournament.stream_delay_minutes))
            for race in await work.live_races.list_scheduled_races((tournament_id,)):
                apply_moments(race, timeline_for(self._defaults, organization, tournament, overrides_of(race)))
                if goal_moved:
                    try_again_at_once(race)
                await work.live_races.update_live_race(race)
            work.record(EditedEvent(TournamentRef(ctx.organization_id, tournament_id), Edited.TOURNAMENT, moved))
        with suppress(Unavailable):  # it is saved, and the schedule goes on with the scores
            await self._rescoring.finish(ctx, tournament_id)
        return await self.get_tournament(ctx, tournament_id)

    async def close_tournament(self, ctx: OrgContext, tournament_id: TournamentId) -> TournamentView:
        """Let nobody draw any more and show hidden results; runs that are under way may be finished and count."""
        return await self.update_tournament(ctx, tournament_id, TournamentChanges(is_active=False))

    async def reopen_tournament(self, ctx: OrgContext, tournament_id: TournamentId) -> TournamentView:
        return await self.update_tournament(ctx, tournament_id, TournamentChanges(is_active=True))

    @tried_twice
    async def delete_tournament(self, ctx: OrgContext, tournament_id: TournamentId) -> None:
        """Remove a tournament that nobody ever ran in. Raises `Conflict` with the reason for any other."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        async with self._units(ctx) as work:
            tournament = await work.tournaments.get_by_id(tournament_id)
            runs = await work.runs.count_for_tournament(tournament_id)
            races = await work.live_races.count_for_tournament(tournament_id)
            if reason := in_use(runs, races):
                raise Conflict(f"This tournament {reason}, so it can't be deleted. Close it instead.")
            await work.tournaments.delete_tournament(tournament)
            work.record(TournamentDeletedEvent(TournamentRef(ctx.organization_id, tournament_id), name=tournament.name))

    async def get_tournament(self, ctx: OrgContext, tournament_id: TournamentId) -> TournamentView:
        reading = self._units.reading(ctx)
        tournament = await viewed_tournament(reading, tournament_id)
        return (await self._views(reading, [tournament]))[0]

    async def list_tournaments(
        self,
        ctx: OrgContext,
        *,
        active_only: bool = False,
        after: tuple[bool, str] | None = None,
        limit: int | None = None,
    ) -> tuple[TournamentView, ...]:
        """Return tournaments, the active ones first and by name, in a fixed number of queries.

        Continues after a (is active, name) pair.
        """
        reading = self._units.reading(ctx)
        found = await reading.tournaments.list_tournaments(
            tournaments_viewed(ctx, None), active_only=active_only, after=after, limit=limit
        )
        return await self._views(reading, found)

    # Pools and permalinks

    @tried_twice
    async def create_pool(self, ctx: OrgContext, tournament_id: TournamentId, name: str) -> PoolView:
        ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        text = one_line(name, field="name", what="pool's name", limit=NAME_LIMIT)
        async with self._units(ctx) as work:
            await work.tournaments.get_by_id(tournament_id)
            pool = await work.pools.create_pool(tournament_id, text)
            work.record(PoolCreatedEvent(PoolRef(ctx.organization_id, tournament_id, pool.id), name=text))
        return PoolView(pool.id, tournament_id, text, 0, 0, 0, pool.created_at)

    @tried_twice
    async def add_permalinks(
        self, ctx: OrgContext, pool_id: PoolId, drafts: Sequence[PermalinkDraft]
    ) -> tuple[PermalinkView, ...]:
        """Add all permalinks or none.

        Raises `InvalidInput` that names each bad or repeated one, `AlreadyTaken` that names the first one that the
        tournament has already, in whichever pool: nobody is to get one seed twice.
        """
        if not drafts:
            raise InvalidInput.on("permalinks", "Give at least one permalink.")
        if len(drafts) > MOST_PERMALINKS_AT_ONCE:
            raise InvalidInput.on("permalinks", f"Give at most {MOST_PERMALINKS_AT_ONCE} permalinks at once.")
        cleaned = _clean_drafts(drafts)
        async with self._units(ctx) as work:
            pool = await work.pools.get_by_id(pool_id, for_update=True)
            ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
            known = await work.permalinks.known_seeds(pool)
            for number, permalink in enumerate(cleaned, start=1):
                if (place := known.get(seed_digest(permalink.url))) is not None:
                    where = "this pool" if place == pool.name else place
                    raise AlreadyTaken(f"Permalink {number} is in {where} already. None was added.")
            rows = await work.permalinks.add_all(pool, cleaned)
            live = sum(row.is_live for row in rows)
            work.record(
                PermalinksAddedEvent(
                    PoolRef(ctx.organization_id, pool.tournament_id, pool_id), count=len(rows), live=live
                )
            )
            return await permalink_views(work, rows)

    async def list_permalinks(
        self, ctx: OrgContext, pool_id: PoolId, *, after: PermalinkId | None = None, limit: int | None = None
    ) -> tuple[PermalinkView, ...]:
        """Return a pool's permalinks for its managers, oldest first; what is kept for live races stays sealed."""
        reading = self._units.reading(ctx)
        pool = await reading.pools.get_by_id(pool_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
        return await permalink_views(reading, await reading.permalinks.list_for_pool(pool_id, after=after, limit=limit))

    @tried_twice
    async def reveal_permalink(self, ctx: OrgContext, permalink_id: PermalinkId) -> PermalinkView:
        """Show a manager a sealed permalink; that is logged, and told to the players of its race."""
        async with self._units(ctx) as work:
            permalink = await work.permalinks.get_by_id(permalink_id)
            ctx.demand(Permission.MANAGE_TOURNAMENTS, permalink.pool.tournament_id)
            (view,) = await permalink_views(work, [permalink])
            if not view.sealed:
                return view
            work.record(
                PermalinkRevealedEvent(
                    TournamentRef(ctx.organization_id, permalink.pool.tournament_id), permalink_id=permalink.id
                )
            )
            return replace(view, url=permalink.url, notes=permalink.notes)

    @tried_twice
    async def whitelist_player(self, ctx: OrgContext, tournament_id: TournamentId, user_id: UserId) -> None:
        """Let a member race whose Discord account is younger than the tournament asks."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        async with self._units(ctx) as work:
            await work.tournaments.get_by_id(tournament_id)
            await work.members.get(user_id)
            if await work.whitelist.add(tournament_id, user_id):
                work.record(PlayerWhitelistedEvent(PlayerRef(ctx.organization_id, tournament_id, user_id)))

    # Standings

    async def get_leaderboard(self, ctx: OrgContext, tournament_id: TournamentId) -> LeaderboardView:
        """Rank everybody who has a run; while results are hidden only the viewer's own line shows."""
        return await self._leaderboards.get_leaderboard(ctx, tournament_id)

    # Parts

    async def _goal_is_known(self, tournament: AsyncTournament, problems: Problems) -> bool:
        """Return False when racetime.gg could not be asked; what it doesn't know is a problem."""
        category, goal = tournament.racetime_category, tournament.racetime_goal
        if problems.are_on("racetime_category", "racetime_goal"):
            return False
        try:
            facts = await self._rooms.category(category)
        except RacetimeError as error:
            logger.warning("The goal of a tournament could not be checked: %s", error)
            return False
        with problems.noted():
            if facts is None:
                raise InvalidInput.on("racetime_category", f"racetime.gg has no category {category}.")
            if problem := facts.problem_with(goal, was_there=False):
                raise InvalidInput.on("racetime_goal", problem)
        return True

    async def _check_in_context(
        self, work: WorkSession, tournament: AsyncTournament, problems: Problems
    ) -> Organization:
        """Check settings against the organization's, which is returned."""
        profile_id = tournament.race_room_profile_id
        with problems.noted():
            if profile_id is not None and await work.profiles.find(profile_id) is None:
                raise InvalidInput.on("race_room_profile_id", "There is no such race room profile here.")
        organization = await work.organization.get()
        with problems.noted():
            timeline_for(self._defaults, organization, tournament)
        return organization

    async def _views(self, reading: Repositories, tournaments: Sequence[AsyncTournament]) -> tuple[TournamentView, ...]:
        organization = await reading.organization.get()
        pools = await reading.pools.list_for_tournaments([tournament.id for tournament in tournaments])
        counts = await reading.permalinks.counts_for_pools([pool.id for pool in pools])
        own: dict[int, list[PoolView]] = defaultdict(list)
        for pool in pools:
            own[pool.tournament_id].append(pool_view(pool, counts[pool.id]))
        return tuple(
            TournamentView(
                **values_in(TournamentSettings, tournament),
                id=tournament.id,
                organization_id=tournament.organization_id,
                goal_checked=tournament.goal_checked_at is not None,
                effective_timeline=timeline_for(self._defaults, organization, tournament),
                effective_min_account_age_days=min_account_age(self._defaults, organization, tournament),
                pools=tuple(own[tournament.id]),
                created_at=tournament.created_at,
            )
            for tournament in tournaments
        )


def _clean_drafts(drafts: Sequence[PermalinkDraft]) -> list[NewPermalink]:
    problems = Problems()
    seen: dict[str, int] = {}
    cleaned = []
    for number, draft in enumerate(drafts, start=1):
        place, notes = f"permalinks/{number - 1}", ""
        with problems.noted():
            notes = one_line(
                draft.notes, field=f"{place}/notes", what=f"note of permalink {number}", limit=500, required=False
            )
        with problems.noted():
            url = seed_text(draft.url, field=f"{place}/url", what=f"seed of permalink {number}")
            if (earlier := seen.setdefault(seed_digest(url), number)) != number:
                raise InvalidInput.on(f"{place}/url", f"Permalink {number} repeats permalink {earlier}.")
            cleaned.append(NewPermalink(url, notes, draft.is_live))
    problems.refuse(most=50)
    return cleaned
