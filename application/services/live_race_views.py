"""Read models of live races, built in a number of queries that doesn't depend on how many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from application.domain.corrections import Result
from application.domain.eligibility import Verdict, unmet, verdicts_for
from application.domain.ids import OrganizationId, RoomId, UserId
from application.domain.live_race import LiveRaceStatus
from application.domain.permissions import Permission
from application.domain.projection import ParEstimate, estimate_par
from application.domain.room import EntrantStatus
from application.domain.run import RunStatus
from application.domain.scoring import ScoringRules
from application.domain.seed_vault import SeedView, StoredSeed, visible_seed
from application.domain.stream_delay import is_kept_back, next_shown
from application.ports import RaceRooms
from application.read_models import BoardLine, LiveRaceDetails, LiveRaceSummary, RaceCorrection, RoomView
from application.repositories import Repositories
from application.repositories.eligibility_facts import load_facts_of_player
from application.repositories.live_race_row import LiveRaceRow
from application.services.live_race_judging import question_for, rules_for, stored_verdicts
from application.services.live_race_timeline import (
    InstallationDefaults,
    overrides_of,
    room_settings_for,
    timeline_for,
)
from application.services.scoring import scoring_rules_of
from application.services.visibility import results_are_visible
from models import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentLiveRaceEntrant,
    AsyncTournamentLiveRaceRoom,
    AsyncTournamentRace,
    ResultCorrection,
)


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
            fresh = await repositories.permalinks.pools_with_unplayed(undecided) if undecided else set()
            ready = {race.id: race.permalink_id is not None or race.pool_id in fresh for race in races}
        ctx = repositories.ctx
        verdicts = await self._verdicts(repositories, races, viewer) if viewer is not None else {}
        return tuple(
            self._summary(
                race,
                participant_count=participants.get(race.id, 0),
                entrant_count=entrants.get(race.id, 0),
                seed_ready=ready.get(race.id),
                manages=ctx.allows(Permission.MANAGE_TOURNAMENTS, race.tournament_id),
                verdicts=verdicts.get(race.id, ()),
            )
            for race in races
        )

    async def summary(self, repositories: Repositories, row: LiveRaceRow) -> LiveRaceSummary:
        """Build one summary from what was read in one statement; managers hear whether the seed is ready."""
        manages = repositories.ctx.allows(Permission.MANAGE_TOURNAMENTS)
        ready = None
        if manages:
            ready = row.permalink_id is not None or bool(
                await repositories.permalinks.pools_with_unplayed([row.pool_id])
            )
        return self._summary(
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
        entrants = await repositories.entrants.list_for_race(race.id)
        keeper = _Keeper.of(race, tournament, repositories)
        board = await self._board(repositories, race, tournament, viewer, entrants, keeper)
        hidden = not results_are_visible(repositories.ctx, tournament)
        par = None if hidden else await _par(repositories, race, board, scoring_rules_of(tournament))
        return LiveRaceDetails(
            summary=summary,
            category=tournament.racetime_category,
            timeline=timeline_for(self._defaults, organization, tournament, overrides),
            overrides=overrides,
            seed_readers=tuple(readers),
            room=self._room(room) if room is not None else None,
            room_settings=await room_settings_for(repositories, race, tournament),
            board=_projected(board, par, scoring_rules_of(tournament)),
            results_hidden=hidden,
            par=par,
            scoring=scoring_rules_of(tournament),
            kept_back=keeper.keeps_any(entrants),
            shows_more_at=keeper.shows_more_at(entrants),
        )

    async def corrections(
        self, repositories: Repositories, race: AsyncTournamentLiveRace
    ) -> tuple[RaceCorrection, ...]:
        """Return the results that moved, the newest first; while results are hidden only the viewer's own."""
        rows = await repositories.live_race_corrections.list_for_race(race.id)
        keeper = _Keeper.of(race, race.tournament, repositories)
        shown = results_are_visible(repositories.ctx, race.tournament) and not keeper.keeps_the_end
        viewer = repositories.ctx.actor.user_id
        return tuple(_correction(row) for row in rows if shown or (viewer is not None and row.user_id == viewer))

    async def _verdicts(
        self, repositories: Repositories, races: Sequence[AsyncTournamentLiveRace], viewer: UserId
    ) -> dict[int, tuple[Verdict, ...]]:
        organization = await repositories.organization.get()
        facts = await load_facts_of_player(
            OrganizationId(organization.id), viewer, [question_for(race) for race in races]
        )
        return {
            race.id: verdicts_for(player, rules_for(race, race.tournament, organization, self._defaults))
            for race, player in zip(races, facts, strict=True)
        }

    def _summary(
        self,
        race: AsyncTournamentLiveRace | LiveRaceRow,
        *,
        participant_count: int,
        entrant_count: int,
        seed_ready: bool | None,
        manages: bool,
        verdicts: tuple[Verdict, ...],
    ) -> LiveRaceSummary:
        return LiveRaceSummary(
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
            room_open_time=race.room_open_time,
            room_error=race.room_error,
            room_retry_at=race.room_retry_at,
            lock_error=race.lock_error,
            cancel_reason=race.cancel_reason,
            episode_id=race.episode_id,
            permalink_id=race.permalink_id if manages or race.released_at is not None else None,
            race_room_profile_id=race.race_room_profile_id,
            goal=race.racetime_goal or race.tournament.racetime_goal,
            seed=seed_of(race),
            version=race.version,
            created_at=race.created_at,
            updated_at=race.updated_at,
            verdicts=verdicts,
        )

    def _room(self, room: AsyncTournamentLiveRaceRoom) -> RoomView:
        return RoomView(
            id=RoomId(room.id),
            slug=room.slug,
            url=self._rooms.address_of(room.slug),
            status=room.status,
            opened_at=room.opened_at,
            last_heard_at=room.last_snapshot_at,
        )

    async def _board(
        self,
        repositories: Repositories,
        race: AsyncTournamentLiveRace,
        tournament: AsyncTournament,
        viewer: UserId | None,
        entrants: Sequence[AsyncTournamentLiveRaceEntrant],
        keeper: "_Keeper",
    ) -> tuple[BoardLine, ...]:
        runs = {run.user_id: run for run in await repositories.runs.list_for_live_race(race.id)}
        names = await repositories.runs.list_names_for_live_race(race.id)
        shown = results_are_visible(repositories.ctx, tournament)
        lines = []
        for entrant in entrants:
            run = runs.pop(entrant.user_id, None) if entrant.user_id is not None else None
            if not entrant.present and run is None:
                continue
            own = viewer is not None and entrant.user_id == viewer
            lines.append(_line(entrant, run, names, shown=own or (shown and not keeper.keeps(entrant))))
        shown = shown and not keeper.keeps_the_end
        lines += [_line_of_run(run, names, shown=shown or run.user_id == viewer) for run in runs.values()]
        return tuple(sorted(lines, key=_board_order))


_OUTCOMES = frozenset({EntrantStatus.DONE, EntrantStatus.DNF, EntrantStatus.DQ})


@dataclass(frozen=True, slots=True)
class _Keeper:
    """What is kept back from a viewer because the race is on a delayed stream; nothing from staff."""

    delay: timedelta
    now: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, race: AsyncTournamentLiveRace, tournament: AsyncTournament, repositories: Repositories) -> "_Keeper":
        follows = race.status is LiveRaceStatus.IN_PROGRESS or race.results_show_at is not None
        is_staff = repositories.ctx.allows(Permission.RECORD_RESULTS, tournament.id)
        minutes = tournament.stream_delay_minutes if follows and not is_staff else 0
        return cls(timedelta(minutes=minutes), repositories.clock.now(), race.ended_at)

    def keeps(self, entrant: AsyncTournamentLiveRaceEntrant) -> bool:
        has_outcome = entrant.status in _OUTCOMES
        return has_outcome and is_kept_back(entrant.finished_at, self.delay, self.now, ended_at=self.ended_at)

    @property
    def keeps_the_end(self) -> bool:
        return is_kept_back(None, self.delay, self.now, ended_at=self.ended_at)

    def keeps_any(self, entrants: Iterable[AsyncTournamentLiveRaceEntrant]) -> bool:
        return any(self.keeps(entrant) for entrant in entrants)

    def shows_more_at(self, entrants: Iterable[AsyncTournamentLiveRaceEntrant]) -> datetime | None:
        kept = [entrant for entrant in entrants if self.keeps(entrant)]
        return next_shown([entrant.finished_at or self.ended_at for entrant in kept], self.delay, self.now)


async def _par(
    repositories: Repositories, race: AsyncTournamentLiveRace, board: Sequence[BoardLine], rules: ScoringRules
) -> ParEstimate | None:
    """Estimate the par of a race that is on, from what the viewer sees of it."""
    if race.status is not LiveRaceStatus.IN_PROGRESS or race.started_at is None:
        return None
    counting = [line for line in board if line.counted]
    return estimate_par(
        [line.finish_time for line in counting if line.place is not None and line.finish_time is not None],
        racing=sum(line.entrant_status is EntrantStatus.IN_PROGRESS for line in counting),
        elapsed=repositories.clock.now() - race.started_at,
        pars=await repositories.permalinks.list_pars(race.pool_id, other_than=race.permalink_id),
        rules=rules,
    )


def _projected(board: tuple[BoardLine, ...], par: ParEstimate | None, rules: ScoringRules) -> tuple[BoardLine, ...]:
    if par is None:
        return board
    return tuple(
        replace(line, projected=par.scores_of(line.finish_time, rules))
        if line.counted and line.place is not None and line.finish_time is not None
        else line
        for line in board
    )


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


def _line(
    entrant: AsyncTournamentLiveRaceEntrant,
    run: AsyncTournamentRace | None,
    names: dict[int, str],
    *,
    shown: bool,
) -> BoardLine:
    status = entrant.status if entrant.present else None
    hidden = not shown and status in (EntrantStatus.DONE, EntrantStatus.DNF, EntrantStatus.DQ)
    return BoardLine(
        name=names.get(entrant.user_id, entrant.racetime_name) if entrant.user_id else entrant.racetime_name,
        racetime_name=entrant.racetime_name,
        user_id=entrant.user_id,
        entrant_status=EntrantStatus.IN_PROGRESS if hidden else status,
        run_status=RunStatus.IN_PROGRESS if hidden and run is not None else (run.status if run else None),
        place=entrant.place if shown else None,
        finish_time=_time_of(entrant, run) if shown else None,
        score=run.score if run is not None and shown else None,
        counted=entrant.eligible if entrant.judged_at is not None else None,
        reasons=reasons_of(entrant),
        comment=entrant.comment if shown else "",
        expected=entrant.eligible,
        run_id=run.id if run is not None else None,
    )


def _time_of(entrant: AsyncTournamentLiveRaceEntrant, run: AsyncTournamentRace | None) -> timedelta | None:
    """racetime.gg's time, unless staff corrected it."""
    return run.finish_time if run is not None and run.corrected_at is not None else entrant.finish_time


def _line_of_run(run: AsyncTournamentRace, names: dict[int, str], *, shown: bool) -> BoardLine:
    """A run whose racer the room no longer lists; names and times were copied."""
    return BoardLine(
        name=names.get(run.user_id, run.racetime_name or ""),
        racetime_name=run.racetime_name or "",
        user_id=run.user_id,
        entrant_status=None,
        run_status=run.status if shown else RunStatus.IN_PROGRESS,
        place=run.place if shown else None,
        finish_time=run.finish_time if shown else None,
        score=run.score if shown else None,
        counted=True,
        reasons=(),
        run_id=run.id,
    )


def reasons_of(entrant: AsyncTournamentLiveRaceEntrant) -> tuple[str, ...]:
    """Return why an entrant doesn't count, or wouldn't as things stand; empty for those who do."""
    if entrant.eligible is not False:
        return ()
    if entrant.user_id is None:
        return ("No member has linked this racetime.gg account.",)
    return tuple(verdict.sentence for verdict in unmet(stored_verdicts(entrant)))


_ORDER = {
    EntrantStatus.DONE: 0,
    EntrantStatus.IN_PROGRESS: 1,
    EntrantStatus.READY: 1,
    EntrantStatus.NOT_READY: 2,
    EntrantStatus.INVITED: 3,
    EntrantStatus.REQUESTED: 4,
    EntrantStatus.DNF: 5,
    EntrantStatus.DQ: 6,
}


def _board_order(line: BoardLine) -> tuple[int, int, str]:
    status = line.entrant_status
    position = _ORDER.get(status, 7) if status is not None else 7
    return (position, line.place or 9999, line.name.casefold())
