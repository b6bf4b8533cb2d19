"""The front of live races: every page, route, job and racetime.gg frame comes here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.access import Access
from application.context import OrgContext
from application.domain.errors import Conflict, WrongStatus
from application.domain.ids import LiveRaceId, PoolId, RoomId, TournamentId, UserId
from application.domain.live_races.eligibility import Verdict
from application.domain.live_races.live_race import CancelledResults, LiveRaceStatus
from application.domain.live_races.scheduling import BulkChange, LiveRaceChanges, NewLiveRace
from application.domain.live_races.series import Series
from application.domain.permissions import Permission
from application.page_links import PageLinks
from application.ports import RaceRooms
from application.read_models import (
    BulkLine,
    LiveRaceDetails,
    LiveRaceSummary,
    ParticipantEligibility,
    RaceCorrection,
    RecordReport,
    SeedSupply,
)
from application.repositories.async_live_race_repository import LiveRaceFilter
from application.services.live_race_timeline import InstallationDefaults
from application.services.live_races.asked_eligibility import LiveRaceEligibility
from application.services.live_races.batches import LiveRaceBatches
from application.services.live_races.export import results_table
from application.services.live_races.opening import LiveRaceOpening, OpeningOutcome, racetime_answer
from application.services.live_races.race_seeds import RaceSeeds
from application.services.live_races.recording import ResultRecording
from application.services.live_races.room_lifecycle import LiveRaceRooms
from application.services.live_races.scheduling import LiveRaceScheduling
from application.services.live_races.seed_supply import supply_of
from application.services.live_races.views import LiveRaceViews
from application.services.visibility import demand_view, tournaments_viewed
from application.unit_of_work import UnitsOfWork


@dataclass(frozen=True, slots=True)
class LiveRacePage:
    items: tuple[LiveRaceSummary, ...]
    has_more: bool


class AsyncLiveRaceService:
    """Methods that take an `OrgContext` act for its actor; the others act for the system."""

    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        race_rooms: LiveRaceRooms,
        rooms: RaceRooms,
        links: PageLinks,
        defaults: InstallationDefaults,
        seeds: RaceSeeds,
    ) -> None:
        self._seeds = seeds
        self._units = units
        self._gateway = rooms
        self._scheduling = LiveRaceScheduling(units, defaults)
        self._batches = LiveRaceBatches(units, self._scheduling)
        self._opening = LiveRaceOpening(units, access, rooms, links, defaults)
        self._rooms = race_rooms
        self._recording = ResultRecording(units, rooms, race_rooms)
        self._eligibility = LiveRaceEligibility(units, defaults)
        self._views = LiveRaceViews(rooms, defaults)

    # Administration

    async def create_live_race(self, ctx: OrgContext, new: NewLiveRace) -> LiveRaceDetails:
        """Schedule a live race. Every refusal names its field or its reason; see `LiveRaceScheduling.create`."""
        return await self.get_live_race(ctx, await self._scheduling.create(ctx, new))

    async def create_live_race_series(
        self, ctx: OrgContext, new: NewLiveRace, series: Series
    ) -> tuple[LiveRaceSummary, ...]:
        """Schedule a race for each time of a series, all or none; each "#" in the title becomes the race's number."""
        made = set(await self._batches.create_series(ctx, new, series))
        return tuple(race for race in await self.list_scheduled_races(ctx, new.tournament_id) if race.id in made)

    async def preview_many(
        self, ctx: OrgContext, tournament_id: TournamentId, live_race_ids: Sequence[LiveRaceId], change: BulkChange
    ) -> tuple[BulkLine, ...]:
        """Tell what `change_many` would do to each race; nothing is changed."""
        return await self._batches.preview_many(ctx, tournament_id, live_race_ids, change)

    async def change_many(
        self, ctx: OrgContext, tournament_id: TournamentId, live_race_ids: Sequence[LiveRaceId], change: BulkChange
    ) -> tuple[BulkLine, ...]:
        """Move, cancel, restore or delete many of a tournament's races; a race that refuses stays, and says why."""
        return await self._batches.change_many(ctx, tournament_id, live_race_ids, change)

    async def update_live_race(
        self, ctx: OrgContext, live_race_id: LiveRaceId, changes: LiveRaceChanges, *, confirmed: bool = False
    ) -> LiveRaceDetails:
        """Change a live race; moving one whose room is open needs `confirmed`."""
        await self._scheduling.update(ctx, live_race_id, changes, confirmed=confirmed)
        return await self.get_live_race(ctx, live_race_id)

    async def cancel_live_race(self, ctx: OrgContext, live_race_id: LiveRaceId, reason: str = "") -> LiveRaceDetails:
        await self._scheduling.cancel(ctx, live_race_id, reason)
        return await self.get_live_race(ctx, live_race_id)

    async def restore_live_race(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        await self._scheduling.restore(ctx, live_race_id)
        return await self.get_live_race(ctx, live_race_id)

    async def delete_live_race(self, ctx: OrgContext, live_race_id: LiveRaceId) -> None:
        await self._scheduling.delete(ctx, live_race_id)

    async def get_openable_race(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Return a race whose room may be opened by hand, for whoever asks before doing so. Raises `Conflict`."""
        await self._opening.check_openable(ctx, live_race_id)
        return await self.get_live_race(ctx, live_race_id)

    async def open_room_now(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Open the room before its time or before the next automatic attempt.

        Raises `Unavailable` with racetime.gg's reason when that fails; it is then tried again automatically.
        """
        await self._opening.open_now(ctx, live_race_id)
        return await self.get_live_race(ctx, live_race_id)

    async def attach_room(self, ctx: OrgContext, live_race_id: LiveRaceId, room: str) -> LiveRaceDetails:
        """Make a room that exists on racetime.gg the race's own; `room` is its slug or address."""
        room_id, snapshot = await self._opening.attach(ctx, live_race_id, room)
        await self._rooms.apply_snapshot(room_id, snapshot, ctx)
        return await self.get_live_race(ctx, live_race_id)

    async def detach_room(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Detach the room without closing it; no other one is opened until somebody asks for it."""
        await self._opening.detach(ctx, live_race_id)
        return await self.get_live_race(ctx, live_race_id)

    async def replace_room(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Close the room of a race that has not started and open another one at once."""
        await self._opening.replace(ctx, live_race_id)
        return await self.open_room_now(ctx, live_race_id)

    async def lock_race_now(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Lock the room before its time. Raises `Conflict` with the reason when that is not possible."""
        race = await self._units.reading(ctx).live_races.get_by_id(live_race_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, race.tournament_id)
        if race.status is not LiveRaceStatus.PENDING or race.racetime_slug is None:
            raise WrongStatus(f"This race is {race.status.adjective}; only one with an open room can be locked.")
        if not await self._rooms.lock(live_race_id, ctx):
            race = await self._units.reading(ctx).live_races.get_by_id(live_race_id)
            raise Conflict(race.lock_error or "The room is locked already.")
        return await self.get_live_race(ctx, live_race_id)

    async def use_pasted_seed(
        self, ctx: OrgContext, live_race_id: LiveRaceId, seed: str, notes: str = ""
    ) -> LiveRaceDetails:
        """Give a race without one a seed that somebody pastes, in place of what a generator would make."""
        await self._seeds.use_pasted(ctx, live_race_id, seed, notes)
        return await self.get_live_race(ctx, live_race_id)

    async def release_seed_now(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Hand out the seed of a locked race before its time."""
        race = await self._units.reading(ctx).live_races.get_by_id(live_race_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, race.tournament_id)
        if race.locked_at is None:
            raise WrongStatus("The seed can be released once the room is locked.")
        if not await self._rooms.release(live_race_id, ctx):
            raise Conflict("The seed is released already, or this race has none.")
        return await self.get_live_race(ctx, live_race_id)

    async def make_results_final(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Stop waiting for racetime.gg: the results are final as they are."""
        await self._rooms.make_final(ctx, live_race_id)
        return await self.get_live_race(ctx, live_race_id)

    async def count_cancelled_results(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Count what racetime.gg has for a race that was cancelled there after its start.

        Raises `Unavailable` when racetime.gg gives no answer, `Conflict` when there is nothing to decide.
        """
        race = await self._units.reading(ctx).live_races.get_by_id(live_race_id)
        ctx.demand(Permission.RECORD_RESULTS, race.tournament_id)
        if race.cancelled_results is not CancelledResults.UNDECIDED or race.racetime_slug is None:
            raise Conflict("There is nothing to decide about the results of this race.")
        snapshot = await racetime_answer(self._gateway.fetch(race.racetime_slug), race.racetime_slug)
        await self._rooms.count_cancelled(ctx, live_race_id, snapshot)
        return await self.get_live_race(ctx, live_race_id)

    async def leave_race_cancelled(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Keep a race cancelled although racetime.gg has results for it."""
        await self._rooms.leave_cancelled(ctx, live_race_id)
        return await self.get_live_race(ctx, live_race_id)

    # The course of a race

    async def open_race_room(self, live_race_id: LiveRaceId) -> OpeningOutcome:
        """Open the room if it is due; called by the schedule, harmless to repeat."""
        return await self._opening.open(live_race_id)

    async def lock_race(self, live_race_id: LiveRaceId) -> bool:
        return await self._rooms.lock(live_race_id)

    async def make_due_seed(self, live_race_id: LiveRaceId) -> bool:
        """Have the seed made that a race waits for; called by the schedule, harmless to repeat."""
        return await self._seeds.make_due(live_race_id)

    async def release_seed(self, live_race_id: LiveRaceId) -> bool:
        return await self._rooms.release(live_race_id)

    async def call_to_start(self, live_race_id: LiveRaceId) -> bool:
        """Call those who are not ready, or begin without them; called by the schedule from the start on."""
        return await self._rooms.call_to_start(live_race_id)

    async def show_results(self, live_race_id: LiveRaceId) -> bool:
        """Show results that were kept back for the stream; called by the schedule, harmless to repeat."""
        return await self._rooms.show_results(live_race_id)

    async def check_room_entrants(self, live_race_id: LiveRaceId) -> bool:
        """Ask again who in the room may be counted; called by the schedule until the start."""
        return await self._rooms.check_entrants(live_race_id)

    async def warn_of_low_entrants(self, live_race_id: LiveRaceId) -> bool:
        return await self._rooms.warn_of_low_entrants(live_race_id)

    async def record_live_race_results(self, ctx: OrgContext, racetime_slug: str) -> RecordReport:
        """Fetch a room and bring the results in line with it, reporting every entrant; may be repeated at will.

        `racetime_slug` may be the room's address. Raises `NotFound` for a room that belongs to no live race here,
        `Unavailable` when racetime.gg gives no answer.
        """
        return await self._recording.record(ctx, racetime_slug)

    async def poll_room(self, room_id: RoomId, slug: str) -> None:
        await self._rooms.poll(room_id, slug)

    # Players

    async def get_eligible_participants(
        self, ctx: OrgContext, live_race_id: LiveRaceId
    ) -> tuple[ParticipantEligibility, ...]:
        """Judge every member for this race, the eligible first; constant number of queries."""
        return await self._eligibility.of_members(ctx, live_race_id)

    async def preview_eligible_participants(
        self, ctx: OrgContext, new: NewLiveRace
    ) -> tuple[ParticipantEligibility, ...]:
        """Judge every member for a race that is not scheduled yet."""
        return await self._eligibility.preview(ctx, new)

    async def preview_seed_supply(self, ctx: OrgContext, pool_id: PoolId) -> SeedSupply:
        """Return what a pool has for the races that are to find their seed in it."""
        reading = self._units.reading(ctx)
        pool = await reading.pools.get_by_id(pool_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
        return await supply_of(reading, pool.id)

    async def check_player_eligibility(
        self, ctx: OrgContext, user_id: UserId, tournament_id: TournamentId, pool_id: PoolId
    ) -> tuple[Verdict, ...]:
        """Answer for one player and pool, as if a race started now."""
        return await self._eligibility.in_pool(ctx, user_id, tournament_id, pool_id)

    async def show_race_eligibility(
        self, ctx: OrgContext, user_id: UserId, live_race_id: LiveRaceId
    ) -> tuple[Verdict, ...]:
        """Answer for one player and live race as the actor may see it."""
        return await self._eligibility.shown(ctx, user_id, live_race_id)

    async def check_race_eligibility(
        self, ctx: OrgContext, user_id: UserId, live_race_id: LiveRaceId
    ) -> tuple[Verdict, ...]:
        """Answer for one player and live race; for that player's own eyes."""
        return await self._eligibility.own(ctx, user_id, live_race_id)

    async def check_eligibility_of(
        self, ctx: OrgContext, live_race_id: LiveRaceId, user_ids: Sequence[UserId]
    ) -> tuple[ParticipantEligibility, ...]:
        """Answer for some players, as many queries as for one; who is no member is left out."""
        return await self._eligibility.of_players(ctx, live_race_id, user_ids)

    # Queries

    async def get_live_race(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Return everything about one race as the context's actor may see it."""
        reading = self._units.reading(ctx)
        race = await reading.live_races.get_by_id(live_race_id)
        demand_view(ctx, race.tournament_id, "live race")
        return await self._views.details(reading, race, viewer=ctx.actor.user_id)

    async def export_results(self, ctx: OrgContext, live_race_id: LiveRaceId) -> str:
        """Return the board as the viewer may see it, as CSV."""
        return results_table((await self.get_live_race(ctx, live_race_id)).board)

    async def list_corrections(self, ctx: OrgContext, live_race_id: LiveRaceId) -> tuple[RaceCorrection, ...]:
        """Return every result of the race that moved after it had been told, the newest first."""
        reading = self._units.reading(ctx)
        race = await reading.live_races.get_by_id(live_race_id)
        demand_view(ctx, race.tournament_id, "live race")
        return await self._views.corrections(reading, race)

    async def get_live_race_summary(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceSummary:
        """Return one race without its board, in one query; one or two more for a manager while it has no permalink."""
        reading = self._units.reading(ctx)
        row = await reading.live_races.get_row(live_race_id)
        demand_view(ctx, row.tournament_id, "live race")
        return await self._views.summary(reading, row)

    async def list_scheduled_races(
        self, ctx: OrgContext, tournament_id: TournamentId | None = None, *, limit: int | None = None
    ) -> tuple[LiveRaceSummary, ...]:
        """Return races that are not over, the next one first, with the viewer's own verdicts."""
        wanted = tournaments_viewed(ctx, tournament_id)
        reading = self._units.reading(ctx)
        if tournament_id is not None:
            await reading.tournaments.get_by_id(tournament_id)
        races = await reading.live_races.list_scheduled_races(wanted, limit=limit)
        return await self._views.summaries(
            reading, races, viewer=ctx.actor.user_id, with_readiness=ctx.allows(Permission.MANAGE_TOURNAMENTS)
        )

    async def list_past_races(
        self, ctx: OrgContext, tournament_id: TournamentId | None = None, *, limit: int
    ) -> tuple[LiveRaceSummary, ...]:
        """Return races that are over, the latest first."""
        wanted = tournaments_viewed(ctx, tournament_id)
        reading = self._units.reading(ctx)
        races = await reading.live_races.list_past_races(wanted, most=limit)
        return await self._views.summaries(reading, races, with_readiness=ctx.allows(Permission.MANAGE_TOURNAMENTS))

    async def list_schedule(
        self, ctx: OrgContext, tournament_id: TournamentId | None = None, *, coming: int | None, past: int
    ) -> tuple[tuple[LiveRaceSummary, ...], tuple[LiveRaceSummary, ...]]:
        """Return the next races and the latest that are over; one that ends just now stands among the latter only."""
        scheduled = await self.list_scheduled_races(ctx, tournament_id, limit=coming)
        over = await self.list_past_races(ctx, tournament_id, limit=past)
        ended = {race.id for race in over}
        return tuple(race for race in scheduled if race.id not in ended), over

    async def count_scheduled_races(self, ctx: OrgContext, tournament_id: TournamentId | None = None) -> int:
        """Return how many races are not over."""
        wanted = tournaments_viewed(ctx, tournament_id)
        return await self._units.reading(ctx).live_races.count_scheduled_races(wanted)

    async def list_since(
        self, ctx: OrgContext, moment: datetime, tournament_id: TournamentId | None = None
    ) -> tuple[LiveRaceSummary, ...]:
        """Return races in whatever state that start after `moment`, the earliest first, with the viewer's verdicts."""
        reading = self._units.reading(ctx)
        races = await reading.live_races.list_since(moment, tournaments_viewed(ctx, tournament_id))
        return await self._views.summaries(reading, races, viewer=ctx.actor.user_id)

    async def list_entered(self, ctx: OrgContext) -> set[LiveRaceId]:
        """Return the races that the viewer takes or took part in."""
        ctx.demand(Permission.VIEW)
        viewer = ctx.actor.user_id
        return set() if viewer is None else await self._units.reading(ctx).runs.list_live_races_of(viewer)

    async def list_live_races(
        self,
        ctx: OrgContext,
        tournament_id: TournamentId | None = None,
        status: LiveRaceStatus | None = None,
        *,
        after: tuple[datetime, LiveRaceId] | None = None,
        limit: int = 50,
    ) -> LiveRacePage:
        """Return a page of races, newest first, continuing after a (scheduled start, id) pair."""
        tournaments = tournaments_viewed(ctx, tournament_id)
        reading = self._units.reading(ctx)
        if tournament_id is not None:
            await reading.tournaments.get_by_id(tournament_id)
        wanted = LiveRaceFilter(tournaments, status=status, before=after, limit=limit + 1)
        races = await reading.live_races.list_races(wanted)
        summaries = await self._views.summaries(
            reading, races[:limit], with_readiness=ctx.allows(Permission.MANAGE_TOURNAMENTS)
        )
        return LiveRacePage(summaries, has_more=len(races) > limit)
