"""Tournaments with their pools, permalinks, whitelist and leaderboard."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, fields

from application.context import OrgContext
from application.domain.errors import AlreadyTaken, FieldProblem, InvalidInput
from application.domain.events import (
    FieldChange,
    PermalinkRevealedEvent,
    PermalinksAddedEvent,
    PlayerWhitelistedEvent,
    PoolCreatedEvent,
    TournamentCreatedEvent,
    TournamentUpdatedEvent,
)
from application.domain.ids import PermalinkId, PoolId, ProfileId, TournamentId, UserId
from application.domain.leaderboard import standings
from application.domain.live_race import LONGEST_PROVISIONAL_HOURS, IneligibleRacers
from application.domain.permissions import Permission
from application.domain.room import is_slug
from application.domain.scheduling import UNSET, Unset
from application.domain.text import one_line, several_lines, web_address
from application.domain.timeline import ReleaseRule
from application.ports import RaceRooms, RacetimeError
from application.read_models import LeaderboardView, PermalinkView, PoolView, TournamentView
from application.repositories import Repositories
from application.repositories.async_tournament_repository import NewPermalink
from application.services.live_race_timeline import (
    InstallationDefaults,
    apply_moments,
    min_account_age,
    overrides_of,
    timeline_for,
)
from application.services.live_race_views import results_are_visible
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, Work
from models import AsyncTournament, AsyncTournamentPermalink, AsyncTournamentPool

logger = logging.getLogger(__name__)

NAME_LIMIT = 100
DESCRIPTION_LIMIT = 2000
MOST_PERMALINKS_AT_ONCE = 10_000
MOST_ACCOUNT_AGE_DAYS = 3650


@dataclass(frozen=True, slots=True)
class NewTournament:
    name: str
    racetime_category: str
    racetime_goal: str
    description: str = ""
    runs_per_pool: int = 1
    hide_results: bool = False
    race_room_profile_id: ProfileId | None = None
    room_open_minutes: int | None = None
    lock_minutes: int | None = None
    release_rule: ReleaseRule | None = None
    release_minutes: int | None = None
    min_account_age_days: int | None = None
    ineligible_racers: IneligibleRacers = IneligibleRacers.UNRECORDED
    final_after_hours: int | None = None


@dataclass(frozen=True, slots=True)
class TournamentChanges:
    name: str | Unset = UNSET
    racetime_category: str | Unset = UNSET
    racetime_goal: str | Unset = UNSET
    description: str | Unset = UNSET
    is_active: bool | Unset = UNSET
    runs_per_pool: int | Unset = UNSET
    hide_results: bool | Unset = UNSET
    race_room_profile_id: ProfileId | Unset | None = UNSET
    room_open_minutes: int | Unset | None = UNSET
    lock_minutes: int | Unset | None = UNSET
    release_rule: ReleaseRule | Unset | None = UNSET
    release_minutes: int | Unset | None = UNSET
    min_account_age_days: int | Unset | None = UNSET
    ineligible_racers: IneligibleRacers | Unset = UNSET
    final_after_hours: int | Unset | None = UNSET


@dataclass(frozen=True, slots=True)
class PermalinkDraft:
    url: str
    notes: str = ""
    is_live: bool = False


class AsyncTournamentService:
    def __init__(self, units: UnitsOfWork, rooms: RaceRooms, defaults: InstallationDefaults) -> None:
        self._units = units
        self._rooms = rooms
        self._defaults = defaults

    # Tournaments

    async def create_tournament(self, ctx: OrgContext, new: NewTournament) -> TournamentView:
        """Create a tournament whose category and goal racetime.gg knows.

        When racetime.gg can't be reached the goal is kept unchecked, which the tournament then says.
        """
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        tournament = AsyncTournament()
        for item in fields(new):
            setattr(tournament, item.name, getattr(new, item.name))
        _clean(tournament)
        goal_known = await self._goal_is_known(tournament.racetime_category, tournament.racetime_goal)
        async with self._units(ctx) as work:
            await self._check_references(work, tournament)
            timeline_for(self._defaults, await work.organization.get(), tournament)
            tournament.goal_checked_at = work.clock.now() if goal_known else None
            await work.tournaments.create_tournament(tournament)
            work.record(TournamentCreatedEvent(ctx.organization_id, tournament_id=tournament.id, name=tournament.name))
        return await self.get_tournament(ctx, tournament.id)

    @tried_twice
    async def update_tournament(
        self, ctx: OrgContext, tournament_id: TournamentId, changes: TournamentChanges
    ) -> TournamentView:
        """Change settings; everything that hangs on the time of scheduled races moves along."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        draft = await self._units.reading(ctx).tournaments.get_by_id(tournament_id)
        _apply(draft, changes)
        _clean(draft)
        goal_moved = changes.racetime_goal is not UNSET or changes.racetime_category is not UNSET
        goal_known = goal_moved and await self._goal_is_known(draft.racetime_category, draft.racetime_goal)
        async with self._units(ctx) as work:
            tournament = await work.tournaments.get_by_id(tournament_id)
            before = _shown(tournament)
            _apply(tournament, changes)
            _clean(tournament)
            await self._check_references(work, tournament)
            if goal_moved:
                tournament.goal_checked_at = work.clock.now() if goal_known else None
                tournament.goal_problem = ""
            organization = await work.organization.get()
            timeline_for(self._defaults, organization, tournament)
            after = _shown(tournament)
            differences = tuple(
                FieldChange(name, before[name], after[name]) for name in before if before[name] != after[name]
            )
            if not differences:
                return await self.get_tournament(ctx, tournament_id)
            await work.tournaments.update_tournament(tournament)
            for race in await work.live_races.list_scheduled_races(tournament_id):
                apply_moments(race, timeline_for(self._defaults, organization, tournament, overrides_of(race)))
                await work.live_races.update_live_race(race)
            work.record(TournamentUpdatedEvent(ctx.organization_id, tournament_id, changes=differences))
        return await self.get_tournament(ctx, tournament_id)

    async def get_tournament(self, ctx: OrgContext, tournament_id: TournamentId) -> TournamentView:
        ctx.demand(Permission.VIEW)
        reading = self._units.reading(ctx)
        tournament = await reading.tournaments.get_by_id(tournament_id)
        return (await self._views(reading, [tournament]))[0]

    async def list_tournaments(self, ctx: OrgContext, *, active_only: bool = False) -> tuple[TournamentView, ...]:
        """Return all tournaments, the active ones first, in a fixed number of queries."""
        ctx.demand(Permission.VIEW)
        reading = self._units.reading(ctx)
        return await self._views(reading, await reading.tournaments.list_tournaments(active_only=active_only))

    # Pools and permalinks

    async def create_pool(self, ctx: OrgContext, tournament_id: TournamentId, name: str) -> PoolView:
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        text = one_line(name, field="name", what="pool's name", limit=NAME_LIMIT)
        async with self._units(ctx) as work:
            await work.tournaments.get_by_id(tournament_id)
            pool = await work.pools.create_pool(tournament_id, text)
            work.record(PoolCreatedEvent(ctx.organization_id, tournament_id, pool_id=pool.id, name=text))
        return PoolView(pool.id, tournament_id, text, 0, 0, 0, pool.created_at)

    async def add_permalinks(
        self, ctx: OrgContext, pool_id: PoolId, drafts: Sequence[PermalinkDraft]
    ) -> tuple[PermalinkView, ...]:
        """Add all permalinks or none.

        Raises `InvalidInput` that names each bad or repeated one, `AlreadyTaken` that names the first known one.
        """
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        if not drafts:
            raise InvalidInput.on("permalinks", "Give at least one permalink.")
        if len(drafts) > MOST_PERMALINKS_AT_ONCE:
            raise InvalidInput.on("permalinks", f"Give at most {MOST_PERMALINKS_AT_ONCE} permalinks at once.")
        cleaned = _clean_drafts(drafts)
        async with self._units(ctx) as work:
            pool = await work.pools.get_by_id(pool_id)
            known = await work.permalinks.known_urls(pool_id)
            for number, permalink in enumerate(cleaned, start=1):
                if permalink.url in known:
                    raise AlreadyTaken(f"Permalink {number} is in this pool already. None was added.")
            rows = await work.permalinks.add_all(pool_id, cleaned)
            live = sum(row.is_live for row in rows)
            work.record(
                PermalinksAddedEvent(
                    ctx.organization_id, pool.tournament_id, pool_id=pool_id, count=len(rows), live=live
                )
            )
            return await self._permalink_views(work, rows)

    async def list_permalinks(
        self, ctx: OrgContext, pool_id: PoolId, *, after: PermalinkId | None = None, limit: int | None = None
    ) -> tuple[PermalinkView, ...]:
        """Return a pool's permalinks for its managers, oldest first; what is kept for live races stays sealed."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        reading = self._units.reading(ctx)
        await reading.pools.get_by_id(pool_id)
        rows = await reading.permalinks.list_for_pool(pool_id, after=after, limit=limit)
        return await self._permalink_views(reading, rows)

    async def reveal_permalink(self, ctx: OrgContext, permalink_id: PermalinkId) -> PermalinkView:
        """Show a manager a sealed permalink; that is logged, and told to the players of its race."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        async with self._units(ctx) as work:
            permalink = await work.permalinks.get_by_id(permalink_id)
            (view,) = await self._permalink_views(work, [permalink])
            if not view.sealed:
                return view
            work.record(
                PermalinkRevealedEvent(ctx.organization_id, permalink.pool.tournament_id, permalink_id=permalink.id)
            )
            return PermalinkView(
                id=view.id,
                pool_id=view.pool_id,
                url=permalink.url,
                notes=permalink.notes,
                is_live=view.is_live,
                sealed=True,
                run_count=view.run_count,
                par_seconds=view.par_seconds,
                created_at=view.created_at,
            )

    async def whitelist_player(self, ctx: OrgContext, tournament_id: TournamentId, user_id: UserId) -> None:
        """Let a member race whose Discord account is younger than the tournament asks."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        async with self._units(ctx) as work:
            await work.tournaments.get_by_id(tournament_id)
            await work.members.get(user_id)
            if await work.whitelist.add(tournament_id, user_id):
                work.record(PlayerWhitelistedEvent(ctx.organization_id, tournament_id, user_id=user_id))

    # Standings

    async def get_leaderboard(self, ctx: OrgContext, tournament_id: TournamentId) -> LeaderboardView:
        """Rank everybody who has a run, in three queries; while results are hidden only the viewer's own line shows."""
        ctx.demand(Permission.VIEW)
        reading = self._units.reading(ctx)
        tournament = await reading.tournaments.get_by_id(tournament_id)
        pools = await reading.pools.list_for_tournaments([tournament_id])
        runs = await reading.runs.list_rankable(tournament_id)
        lines = standings(runs, [pool.id for pool in pools], tournament.runs_per_pool)
        hidden = not results_are_visible(reading, tournament)
        if hidden:
            lines = tuple(line for line in lines if line.user_id == ctx.actor.user_id)
        return LeaderboardView(
            tournament_id=tournament_id,
            hidden=hidden,
            pools=tuple((pool.id, pool.name) for pool in pools),
            runs_per_pool=tournament.runs_per_pool,
            standings=lines,
        )

    # Parts

    async def _goal_is_known(self, category: str, goal: str) -> bool:
        """Return False when racetime.gg could not be asked. Raises `InvalidInput` for what it doesn't know."""
        try:
            facts = await self._rooms.category(category)
        except RacetimeError as error:
            logger.warning("The goal of a tournament could not be checked: %s", error)
            return False
        if facts is None:
            raise InvalidInput.on("racetime_category", f"racetime.gg has no category {category}.")
        if goal not in facts.goals:
            known = ", ".join(facts.goals) or "none"
            raise InvalidInput.on("racetime_goal", f"{facts.name} has no goal {goal}. Its goals are: {known}.")
        return True

    async def _check_references(self, work: Work, tournament: AsyncTournament) -> None:
        profile_id = tournament.race_room_profile_id
        if profile_id is not None and await work.profiles.find(profile_id) is None:
            raise InvalidInput.on("race_room_profile_id", "There is no such race room profile here.")

    async def _views(self, reading: Repositories, tournaments: Sequence[AsyncTournament]) -> tuple[TournamentView, ...]:
        organization = await reading.organization.get()
        pools = await reading.pools.list_for_tournaments([tournament.id for tournament in tournaments])
        counts = await reading.permalinks.counts_for_pools([pool.id for pool in pools])
        return tuple(
            TournamentView(
                id=tournament.id,
                organization_id=tournament.organization_id,
                name=tournament.name,
                description=tournament.description,
                is_active=tournament.is_active,
                hide_results=tournament.hide_results,
                runs_per_pool=tournament.runs_per_pool,
                racetime_category=tournament.racetime_category,
                racetime_goal=tournament.racetime_goal,
                goal_checked=tournament.goal_checked_at is not None,
                race_room_profile_id=tournament.race_room_profile_id,
                timeline=overrides_of(tournament),
                effective_timeline=timeline_for(self._defaults, organization, tournament),
                min_account_age_days=tournament.min_account_age_days,
                effective_min_account_age_days=min_account_age(self._defaults, organization, tournament),
                pools=tuple(_pool_view(pool, counts[pool.id]) for pool in pools if pool.tournament_id == tournament.id),
                created_at=tournament.created_at,
                ineligible_racers=tournament.ineligible_racers,
                final_after_hours=tournament.final_after_hours,
            )
            for tournament in tournaments
        )

    async def _permalink_views(
        self, reading: Repositories, rows: Sequence[AsyncTournamentPermalink]
    ) -> tuple[PermalinkView, ...]:
        uses = await reading.permalinks.uses([row.id for row in rows])
        views = []
        for row in rows:
            use = uses[row.id]
            sealed = (row.is_live or use.in_live_race) and not use.released
            views.append(
                PermalinkView(
                    id=row.id,
                    pool_id=row.pool_id,
                    url=None if sealed else row.url,
                    notes=None if sealed else row.notes,
                    is_live=row.is_live,
                    sealed=sealed,
                    run_count=use.run_count,
                    par_seconds=row.par_seconds,
                    created_at=row.created_at,
                )
            )
        return tuple(views)


def _pool_view(pool: AsyncTournamentPool, counts: tuple[int, int, int]) -> PoolView:
    total, live, unplayed = counts
    return PoolView(pool.id, pool.tournament_id, pool.name, total, live, unplayed, pool.created_at)


def _apply(tournament: AsyncTournament, changes: TournamentChanges) -> None:
    for item in fields(changes):
        value = getattr(changes, item.name)
        if value is not UNSET:
            setattr(tournament, item.name, value)


def _clean(tournament: AsyncTournament) -> None:
    tournament.name = one_line(tournament.name, field="name", what="name", limit=NAME_LIMIT)
    tournament.description = several_lines(
        tournament.description, field="description", what="description", limit=DESCRIPTION_LIMIT
    )
    tournament.racetime_category = one_line(
        tournament.racetime_category, field="racetime_category", what="racetime.gg category", limit=50
    )
    if not is_slug(tournament.racetime_category):
        raise InvalidInput.on(
            "racetime_category", "Give the category's short name as in its address on racetime.gg, e.g. alttpr."
        )
    tournament.racetime_goal = one_line(
        tournament.racetime_goal, field="racetime_goal", what="racetime.gg goal", limit=255
    )
    if not 1 <= tournament.runs_per_pool <= 10:
        raise InvalidInput.on("runs_per_pool", "Runs per pool must be 1 to 10.")
    age: int | None = tournament.min_account_age_days
    if age is not None and not 0 <= age <= MOST_ACCOUNT_AGE_DAYS:
        raise InvalidInput.on("min_account_age_days", f"The account age must be 0 to {MOST_ACCOUNT_AGE_DAYS} days.")
    hours: int | None = tournament.final_after_hours
    if hours is not None and not 1 <= hours <= LONGEST_PROVISIONAL_HOURS:
        raise InvalidInput.on(
            "final_after_hours", f"Results become final after 1 to {LONGEST_PROVISIONAL_HOURS} hours."
        )


def _shown(tournament: AsyncTournament) -> dict[str, str | None]:
    values = {item.name: getattr(tournament, item.name) for item in fields(TournamentChanges)}
    return {name: None if value is None else str(value) for name, value in values.items()}


def _clean_drafts(drafts: Sequence[PermalinkDraft]) -> list[NewPermalink]:
    problems: list[FieldProblem] = []
    seen: dict[str, int] = {}
    cleaned = []
    for number, draft in enumerate(drafts, start=1):
        place = f"permalinks/{number - 1}"
        try:
            url = web_address(draft.url, field=f"{place}/url", what=f"address of permalink {number}")
            notes = one_line(
                draft.notes, field=f"{place}/notes", what=f"note of permalink {number}", limit=500, required=False
            )
        except InvalidInput as error:
            problems += error.problems
            continue
        if url in seen:
            problems.append(FieldProblem(f"{place}/url", f"Permalink {number} repeats permalink {seen[url]}."))
        seen.setdefault(url, number)
        cleaned.append(NewPermalink(url, notes, draft.is_live))
    if problems:
        raise InvalidInput(*problems[:50])
    return cleaned
