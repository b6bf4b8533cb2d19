"""Results of a live race recorded by hand: its room is fetched, applied like any other snapshot, and reported."""

from collections.abc import Iterable

from application.context import OrgContext
from application.domain.errors import Conflict
from application.domain.ids import LiveRaceId
from application.domain.live_races.live_race import CancelledResults, LiveRaceStatus
from application.domain.live_races.results import outcome_of
from application.domain.live_races.room import Entrant, EntrantStatus, RoomSnapshot, parse_room_slug
from application.domain.operations.alerts import undecided_results
from application.domain.permissions import Permission
from application.ports import RaceRooms
from application.read_models import EntrantReport, RecordReport
from application.services.live_races.board import reasons_of
from application.services.live_races.opening import racetime_answer
from application.services.live_races.room_lifecycle import LiveRaceRooms
from application.services.live_races.room_lines import title_of
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant


class ResultRecording:
    def __init__(self, units: UnitsOfWork, gateway: RaceRooms, rooms: LiveRaceRooms) -> None:
        self._units = units
        self._gateway = gateway
        self._rooms = rooms

    async def record(self, ctx: OrgContext, racetime_slug: str) -> RecordReport:
        """Do what `AsyncLiveRaceService.record_live_race_results` promises."""
        slug = parse_room_slug(racetime_slug)
        race = await self._units.reading(ctx).live_races.get_by_racetime_slug(slug)
        ctx.demand(Permission.RECORD_RESULTS, race.tournament_id)
        snapshot = await racetime_answer(self._gateway.fetch(slug), slug)
        changed = await self._apply_to_race(ctx, race.id, snapshot)
        return await self._report(ctx, race.id, snapshot, changed=changed)

    async def _apply_to_race(self, ctx: OrgContext, live_race_id: LiveRaceId, snapshot: RoomSnapshot) -> bool:
        reading = self._units.reading(ctx)
        room = await reading.rooms.find_current(await reading.live_races.get_by_id(live_race_id))
        if room is None or room.slug != snapshot.slug:
            raise Conflict("This room is not the race's current room.")
        return await self._rooms.apply_snapshot(room.id, snapshot, ctx)

    async def _report(
        self, ctx: OrgContext, live_race_id: LiveRaceId, snapshot: RoomSnapshot, *, changed: bool
    ) -> RecordReport:
        reading = self._units.reading(ctx)
        race = await reading.live_races.get_by_id(live_race_id)
        stored = {row.entrant_key: row for row in await reading.entrants.list_for_race(live_race_id)}
        return RecordReport(
            live_race_id,
            race.status,
            changed,
            tuple(_entrant_report(entrant, stored, has_started=snapshot.has_started) for entrant in snapshot.entrants),
            _question(race, snapshot, stored.values()),
        )


def _question(
    race: AsyncTournamentLiveRace, snapshot: RoomSnapshot, stored: Iterable[AsyncTournamentLiveRaceEntrant]
) -> str:
    if race.cancelled_results is CancelledResults.UNDECIDED:
        finishers = sum(entrant.status is EntrantStatus.DONE for entrant in snapshot.joined)
        forced_out = sum(row.present and row.forced_out for row in stored)
        return undecided_results(title_of(race), snapshot.status, finishers, forced_out)
    if race.status is LiveRaceStatus.CANCELLED:
        return f"{title_of(race)} is cancelled, so nothing of this counts."
    return ""


def _entrant_report(
    entrant: Entrant, stored: dict[str, AsyncTournamentLiveRaceEntrant], *, has_started: bool
) -> EntrantReport:
    row = stored.get(entrant.key)
    reasons = reasons_of(row) if row is not None else ()
    outcome = outcome_of(entrant, None)
    word = "not racing"
    if outcome is not None:
        word = outcome.status.value if has_started else entrant.status.value
    return EntrantReport(entrant.name, word, " ".join(reasons))
