"""Read models of live races, built in a number of queries that doesn't depend on how many there are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from application.domain.ids import RoomId, UserId
from application.domain.live_races.eligibility import Verdict, verdicts_for
from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus, takes_racers
from application.domain.live_races.room import EntrantStatus, RoomStatus
from application.domain.live_races.seed_vault import SeedView, StoredSeed, visible_seed
from application.domain.live_races.speedgaming import episode_flag
from application.domain.permissions import Permission
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunStatus
from application.ports import RaceRooms
from application.read_models import Goer, LiveRaceDetails, LiveRaceSummary, RaceCorrection, RoomView
from application.repositories import Repositories
from application.repositories.live_races.row import LiveRaceRow
from application.services.eligibility import terms_of_race
from application.services.live_race_timeline import (
    InstallationDefaults,
    overrides_of,
    room_settings_for,
    timeline_for,
)
from application.services.live_races.board import read_board
from application.services.live_races.seed_supply import finds_seed, races_without_seed
from application.services.runs.scoring import scoring_rules_of
from application.services.visibility import stream_of, tells_results
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceRoom
from models.result_correction import ResultCorrection


class LiveRaceViews:
    def __init__(self, rooms: RaceRooms, defaults: InstallationDefaults) -> None:
        self._rooms = rooms
        self._defaults = defaults

    async def summaries(
        self,
        repositories: Repositories,
        races: Sequence[AsyncTournamentLiveRace],
        *,
        viewer: UserId | None = None,
        with_readiness: bool = False,
    ) -> tuple[LiveRaceSummary, ...]:
        """Build summaries of races that were loaded with tournament, pool and permalink.

        `viewer` adds that player's own verdicts, `with_readiness` whether each race has or can find a permalink.
        """
        if not races:
            return ()
        race_ids = [race.id for race in races]
        participants = await repositories.live_races.count_participants(race_ids)
        entrants = await repositories.live_races.count_entrants(race_ids)
        ready: dict[int, bool] = {}
        if with_readiness:
            undecided = sorted({race.pool_id for race in races if race.permalink_id is None})
            without = await races_without_seed(repositories, undecided)
            ready = {race.id: race.id not in without for race in races}
        ctx = repositories.ctx
        verdicts = await self._verdicts(repositories, races, viewer) if viewer is not None else {}
        entered = [race.id for race in races if race.status is LiveRaceStatus.PENDING]
        own = await repositories.live_races.list_own_entries(entered, viewer) if viewer is not None and entered else {}
        return tuple(
            self._summary(
                repositories,
                race,
                participant_count=participants.get(race.id, 0),
                entrant_count=entrants.get(race.id, 0),
                seed_ready=ready.get(race.id),
                manages=ctx.allows(Permission.MANAGE_TOURNAMENTS, race.tournament_id),
                verdicts=verdicts.get(race.id, ()),
                viewer_entry=own.get(race.id),
            )
            for race in races
        )

    async def summary(self, repositories: Repositories, row: LiveRaceRow) -> LiveRaceSummary:
        """Build one summary from what was read in one statement; managers hear whether the seed is ready."""
        manages = repositories.ctx.allows(Permission.MANAGE_TOURNAMENTS)
        ready = await finds_seed(repositories, row) if manages else None
        return self._summary(
            repositories,
            row,
            participant_count=row.participant_count,
            entrant_count=row.entrant_count,
            seed_ready=ready,
            manages=manages,
            verdicts=(),
        )

    async def details(
        self, repositories: Repositories, race: AsyncTournamentLiveRace, *, viewer: UserId | None
    ) -> LiveRaceDetails:
        """Build the whole of one race as this viewer may see it."""
        organization = await repositories.organization.get()
        tournament = race.tournament
        (summary,) = await self.summaries(repositories, [race], viewer=viewer, with_readiness=True)
        room = await repositories.rooms.find_current(race)
        readers: list[str] = []
        if race.permalink_id is not None:
            readers = await repositories.event_log.list_readers(race.permalink_id, race.tournament_id)
        overrides = overrides_of(race)
        board = await read_board(repositories, race)
        going: dict[UserId, str] = {}
        if takes_racers(race.status, is_locked=race.locked_at is not None):
            going = await repositories.reminders.list_going(race.id)
        shown_room = self._room(room) if room is not None else None
        if shown_room is not None and board.kept_back and summary.status is LiveRaceStatus.IN_PROGRESS:
            shown_room = replace(shown_room, status=RoomStatus.IN_PROGRESS, last_heard_at=None)
        return LiveRaceDetails(
            summary=summary,
            category=tournament.racetime_category,
            timeline=timeline_for(self._defaults, organization, tournament, overrides),
            overrides=overrides,
            seed_readers=tuple(readers),
            room=shown_room,
            room_settings=await room_settings_for(repositories, race, tournament),
            board=board.lines,
            results_hidden=board.is_hidden,
            par=board.par,
            scoring=scoring_rules_of(tournament),
            kept_back=board.kept_back,
            stream_delay=timedelta(minutes=tournament.stream_delay_minutes),
            moves_at=board.moves_at,
            going=tuple(Goer(user_id, name) for user_id, name in going.items()),
        )

    async def corrections(
        self, repositories: Repositories, race: AsyncTournamentLiveRace
    ) -> tuple[RaceCorrection, ...]:
        """Return the results that moved, the newest first; while results are hidden only the viewer's own."""
        rows = await repositories.live_race_corrections.list_for_race(race.id)
        stream = stream_of(repositories.ctx, race, repositories.clock.now())
        shown = tells_results(repositories.ctx, race, stream)
        viewer = repositories.ctx.actor.user_id
        return tuple(_correction(row) for row in rows if shown or (viewer is not None and row.user_id == viewer))

    async def _verdicts(
        self, repositories: Repositories, races: Sequence[AsyncTournamentLiveRace], viewer: UserId
    ) -> dict[int, tuple[Verdict, ...]]:
        organization = await repositories.organization.get()
        terms = {race.id: terms_of_race(race, organization, self._defaults) for race in races}
        facts = await repositories.live_races.load_facts(list(terms.values()), [viewer])
        return {race_id: verdicts_for(player, each) for race_id, each in terms.items() for player in facts.of(each)}

    def _summary(
        self,
        repositories: Repositories,
        race: AsyncTournamentLiveRace | LiveRaceRow,
        *,
        participant_count: int,
        entrant_count: int,
        seed_ready: bool | None,
        manages: bool,
        verdicts: tuple[Verdict, ...],
        viewer_entry: EntrantStatus | None = None,
    ) -> LiveRaceSummary:
        named = manages or race.released_at is not None
        stream = stream_of(repositories.ctx, race, repositories.clock.now())
        flag = episode_flag(is_missing=race.episode_missing_since is not None, problem=race.episode_problem)
        summary = LiveRaceSummary(
            id=race.id,
            organization_id=race.organization_id,
            tournament_id=race.tournament_id,
            tournament_name=race.tournament.name,
            pool_id=race.pool_id,
            pool_name=race.pool.name,
            match_title=race.match_title,
            status=race.status,
            scheduled_at=race.scheduled_at,
            opens_at=race.opens_at,
            locks_at=race.locks_at,
            racetime_slug=race.racetime_slug,
            racetime_url=self._rooms.address_of(race.racetime_slug) if race.racetime_slug else None,
            locked_at=race.locked_at,
            started_at=race.started_at,
            ended_at=race.ended_at,
            final_at=race.final_at,
            participant_count=participant_count,
            entrant_count=entrant_count,
            seed_ready=seed_ready,
            releases_at=race.releases_at,
            released_at=race.released_at,
            begins_at=race.begins_at,
            room_open_time=race.room_open_time,
            room_error=race.room_error,
            room_retry_at=race.room_retry_at,
            lock_error=race.lock_error,
            cancel_reason=race.cancel_reason,
            cancelled_results=race.cancelled_results if tells_results(repositories.ctx, race, stream) else None,
            episode_id=race.episode_id,
            episode_flag=flag if manages and race.status in NOT_STARTED else "",
            permalink_id=race.permalink_id if named else None,
            seed_number=race.permalink.number if named and race.permalink is not None else None,
            race_room_profile_id=race.race_room_profile_id,
            goal=race.racetime_goal or race.tournament.racetime_goal,
            seed=seed_of(race),
            version=race.version,
            edition=race.version + race.tournament.version,
            edited_at=max(race.updated_at, race.tournament.updated_at),
            created_at=race.created_at,
            updated_at=race.updated_at,
            verdicts=verdicts,
            viewer_entry=viewer_entry,
        )
        if stream.holds:
            return _as_on_stream(summary, race)
        tells_end = race.status is not LiveRaceStatus.FINISHED or tells_results(repositories.ctx, race, stream)
        return summary if tells_end else _without_end(summary, race)

    def _room(self, room: AsyncTournamentLiveRaceRoom) -> RoomView:
        return RoomView(
            id=RoomId(room.id),
            slug=room.slug,
            url=self._rooms.address_of(room.slug),
            status=room.status,
            opened_at=room.opened_at,
            last_heard_at=room.last_snapshot_at,
            follows_only=room.follows_only,
        )


def _as_on_stream(summary: LiveRaceSummary, race: AsyncTournamentLiveRace | LiveRaceRow) -> LiveRaceSummary:
    """Show a race as under way, whatever has become of it; what counts its changes stands still meanwhile."""
    version = summary.version if race.version_at_start is None else race.version_at_start
    began = race.started_at or race.scheduled_at
    return replace(
        summary,
        status=LiveRaceStatus.IN_PROGRESS,
        ended_at=None,
        final_at=None,
        version=version,
        edition=version + race.tournament.version,
        edited_at=max(began, race.tournament.updated_at),
        updated_at=began,
    )


def _without_end(summary: LiveRaceSummary, race: AsyncTournamentLiveRace | LiveRaceRow) -> LiveRaceSummary:
    """Tell that a race is over and not since when: it is the moment at which the last racer finished."""
    began = race.started_at or race.scheduled_at
    return replace(summary, ended_at=None, edited_at=max(began, race.tournament.updated_at), updated_at=began)


def _correction(row: ResultCorrection) -> RaceCorrection:
    return RaceCorrection(
        id=row.id,
        name=row.name,
        user_id=row.user_id,
        source=row.source,
        before=_result_words(row.before_status, row.before_time, missing="no run"),
        after=_result_words(row.after_status, row.after_time, missing="removed"),
        comment_before=row.before_comment,
        comment_after=row.after_comment,
        reason=row.reason,
        who=row.actor_name,
        at=row.occurred_at,
        undone_at=row.undone_at,
    )


def _result_words(status: RunStatus | None, time: timedelta | None, *, missing: str) -> str:
    return missing if status is None else Result(status, time).in_words


def seed_of(race: AsyncTournamentLiveRace | LiveRaceRow) -> SeedView:
    """Return what anybody may read of the race's seed; the race must be loaded with its permalink."""
    if race.permalink_id is None or race.permalink is None:
        return visible_seed(None, None)
    stored = StoredSeed(race.permalink.url, race.permalink.notes, race.commitment, race.commitment_salt)
    return visible_seed(stored, race.released_at)
