"""Chat commands in race rooms. Answers are queued like every other line, so a lost connection loses none."""

import logging
from datetime import timedelta

from application.access import Access
from application.context import OrgContext
from application.domain.errors import DomainError, InvalidInput, Unavailable
from application.domain.ids import ROOM, OrganizationId, RoomId
from application.domain.live_races.eligibility import Verdict, is_put_right_by_linking
from application.domain.live_races.live_race import LiveRaceStatus, recording_in_words, roster_is_fresh, stage_of
from application.domain.live_races.room import JOINED
from application.domain.live_races.room_commands import (
    MONITORS_ONLY,
    NOT_THIS_ROOM,
    CommandWord,
    RaceNow,
    about_commands,
    about_eligibility,
    about_race,
    about_seed,
)
from application.domain.live_races.seed_vault import SeedState
from application.domain.messages import room_lines
from application.domain.messages.room_lines import RoomLine
from application.page_links import PageLinks
from application.ports import RaceRooms
from application.read_models import RoomCommand
from application.repositories import Repositories
from application.services.eligibility import terms_of_race
from application.services.live_race_timeline import InstallationDefaults
from application.services.live_races.judging import stored_verdicts
from application.services.live_races.opening import racetime_answer
from application.services.live_races.room_lifecycle import LiveRaceRooms
from application.services.live_races.room_lines import say, title_of
from application.services.live_races.views import seed_of
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant, AsyncTournamentLiveRaceRoom

logger = logging.getLogger(__name__)

_PATIENCE = timedelta(seconds=10)
"""The same question of the same people within this time is answered once."""


class LiveRaceCommands:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        gateway: RaceRooms,
        rooms: LiveRaceRooms,
        links: PageLinks,
        defaults: InstallationDefaults,
    ) -> None:
        self._units = units
        self._access = access
        self._gateway = gateway
        self._rooms = rooms
        self._links = links
        self._defaults = defaults

    @tried_twice
    async def answer(self, room_id: RoomId, command: RoomCommand) -> None:
        """Do what was asked and queue the answer; a refusal is an answer, too."""
        system = await self._access.as_system_at(ROOM, room_id)
        reading = self._units.reading(system)
        room = await reading.rooms.get_by_id(room_id)
        if room.follows_only:  # whoever leads the room answers
            return
        if not roster_is_fresh(room.last_snapshot_at, self._units.clock.now()):
            await self._look_again(room)
        race = await reading.live_races.get_by_id(room.live_race_id)
        line = await self._line(reading, race, room, command)
        if line is None:  # what was done speaks for itself: the lock and the seed are announced
            return
        async with self._units(system) as work:
            await say(work, race, room, [line])

    async def _look_again(self, room: AsyncTournamentLiveRaceRoom) -> None:
        """Answer from what is so now, and from what was heard last where racetime.gg can't be read."""
        try:
            await self._rooms.read_freshly(room.live_race_id, room.slug)
        except (Unavailable, InvalidInput) as error:
            logger.warning("An answer rests on what was heard earlier: room=%s %s", room.slug, error.message)

    async def _line(
        self,
        reading: Repositories,
        race: AsyncTournamentLiveRace,
        room: AsyncTournamentLiveRaceRoom,
        command: RoomCommand,
    ) -> RoomLine | None:
        if race.racetime_slug != room.slug:
            return self._reply(command, NOT_THIS_ROOM)
        if command.word.is_for_monitors:
            text = await self._moderate(race, room, command)
            return self._reply(command, text) if text else None
        match command.word:
            case CommandWord.ELIGIBLE:
                text = await self._eligibility(reading, race, command)
                return self._reply(command, text, about=race)
            case CommandWord.HELP:
                return self._reply(command, about_commands(self._links.help))
            case CommandWord.SEED if seed_of(race).state is SeedState.RELEASED:
                return room_lines.seed_again(self._occasion(command))
            case CommandWord.SEED:
                return self._reply(command, about_seed(await self._now(reading, race)), about=race)
            case _:
                return self._reply(command, about_race(await self._now(reading, race)), about=race)

    async def _moderate(
        self, race: AsyncTournamentLiveRace, room: AsyncTournamentLiveRaceRoom, command: RoomCommand
    ) -> str:
        """Do what a monitor of the room asks for, under the monitor's name; returns what is to be said, if anything."""
        if not command.is_monitor:
            return MONITORS_ONLY
        try:
            ctx = await self._monitor(race.organization_id, command)
            match command.word:
                case CommandWord.LOCK:
                    is_done = await self._rooms.lock(race.id, ctx)
                    return "" if is_done else await self._why_not_locked(ctx, race)
                case CommandWord.RELEASE:
                    is_done = await self._rooms.release(race.id, ctx)
                    return "" if is_done else "The seed can't be released: the room is not locked, or it was released."
                case _:
                    snapshot = await racetime_answer(self._gateway.fetch(room.slug), room.slug)
                    changed = await self._rooms.apply_snapshot(RoomId(room.id), snapshot, ctx)
                    present = await self._units.reading(ctx).live_races.get_by_id(race.id)
                    words = recording_in_words(present.status, changed=changed)
                    is_cancelled = present.status is LiveRaceStatus.CANCELLED
                    return f"{words} {self._links.live_race(race.id)}" if is_cancelled else words
        except DomainError as refusal:
            return refusal.message

    async def _why_not_locked(self, ctx: OrgContext, race: AsyncTournamentLiveRace) -> str:
        present = await self._units.reading(ctx).live_races.get_by_id(race.id)
        if present.locked_at is not None:
            return "The room is locked already."
        return present.lock_error or "The room can't be locked any more."

    async def _monitor(self, organization_id: OrganizationId, command: RoomCommand) -> OrgContext:
        """racetime.gg vouches for its monitors; the log names them as it does."""
        reading = self._units.reading(self._access.as_system(organization_id))
        owners = await reading.people.owners_of([command.racetime_id])
        return self._access.as_monitor(organization_id, owners.get(command.racetime_id), command.racetime_name)

    async def _eligibility(self, reading: Repositories, race: AsyncTournamentLiveRace, command: RoomCommand) -> str:
        entrants = await reading.entrants.list_for_race(race.id)
        entrant = next((row for row in entrants if row.racetime_id == command.racetime_id and row.present), None)
        if entrant is not None and entrant.judged_at is not None:
            verdicts = _settled(entrant)
        else:
            verdicts = await self._verdicts(reading, race, command.racetime_id)
        is_settled = entrant is not None and entrant.judged_at is not None
        return about_eligibility(verdicts, is_settled=is_settled, fix_url=self._fix_url(race, verdicts))

    async def _verdicts(
        self, reading: Repositories, race: AsyncTournamentLiveRace, racetime_id: str
    ) -> tuple[Verdict, ...]:
        user_id = (await reading.people.owners_of([racetime_id])).get(racetime_id)
        if user_id is None:
            return ()
        terms = terms_of_race(race, await reading.organization.get(), self._defaults)
        (player,) = await reading.live_races.get_eligible_participants(terms, [user_id])
        return player.verdicts

    def _fix_url(self, race: AsyncTournamentLiveRace, verdicts: tuple[Verdict, ...]) -> str:
        return self._links.account if is_put_right_by_linking(verdicts) else self._links.live_race(race.id)

    async def _now(self, reading: Repositories, race: AsyncTournamentLiveRace) -> RaceNow:
        entrants = await reading.entrants.list_for_race(race.id)
        joined = [entrant for entrant in entrants if entrant.present and entrant.status in JOINED]
        waiting = race.status is LiveRaceStatus.PENDING and race.locked_at is None
        runs = await reading.live_races.count_participants([race.id])
        return RaceNow(
            title=title_of(race),
            status=race.status,
            scheduled_at=race.scheduled_at,
            locks_at=race.locks_at,
            releases_at=race.releases_at,
            locked_at=race.locked_at,
            begins_at=race.begins_at,
            seed=seed_of(race).state,
            counted=sum(bool(entrant.eligible) for entrant in joined) if waiting else runs.get(race.id, 0),
            joined=len(joined),
            final_at=race.final_at,
            page_url=self._links.live_race(race.id),
        )

    def _reply(self, command: RoomCommand, text: str, *, about: AsyncTournamentLiveRace | None = None) -> RoomLine:
        direct_to = command.racetime_id if command.word is CommandWord.ELIGIBLE else None
        stage = None if about is None else stage_of(about.status, is_locked=about.locked_at is not None)
        return room_lines.reply(self._occasion(command), text, direct_to=direct_to, about=stage)

    def _occasion(self, command: RoomCommand) -> str:
        """Everybody who asks the same within a few seconds gets one answer; a private one is everybody's own."""
        moment = int(self._units.clock.now().timestamp() // _PATIENCE.total_seconds())
        if command.word.is_for_monitors:
            return command.message_id
        asker = command.racetime_id if command.word is CommandWord.ELIGIBLE else ""
        return f"{command.word}:{asker}:{moment}"


def _settled(entrant: AsyncTournamentLiveRaceEntrant) -> tuple[Verdict, ...]:
    """Somebody whom an admin let in counts, whatever the rules said."""
    verdicts = stored_verdicts(entrant)
    return tuple(verdict for verdict in verdicts if verdict.met) if entrant.eligible else verdicts
