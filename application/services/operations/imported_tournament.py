"""One tournament of another tool, written in one transaction, or brought up to date where nobody has changed it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, TypeVar

from application.domain.events.operations import TournamentImportedEvent
from application.domain.ids import ImportId, LiveRaceId, PermalinkId, PoolId, RunId, TournamentId, TournamentRef, UserId
from application.domain.messages.race_posts import PingMode
from application.domain.operations.importing.assembling import Bundle
from application.domain.operations.importing.boards import board_before, check_scores, first_of, moves_of
from application.domain.operations.importing.drafts import (
    LiveRaceDraft,
    PermalinkDraft,
    PersonKey,
    PoolDraft,
    RoleDraft,
    RunDraft,
    note,
    stop,
)
from application.domain.operations.importing.report import (
    IMPORTED,
    STOPPED,
    UNCHANGED,
    UPDATED,
    ScoreCheck,
    TournamentReport,
)
from application.domain.operations.importing.runs import settled
from application.domain.operations.importing.source import Table
from application.domain.operations.importing.tournaments import free_name
from application.domain.permissions import Role
from application.domain.runs.leaderboard import standings
from application.domain.runs.run import ForfeitCause
from application.repositories.operations.import_repository import KnownRow, NewKnownRow
from application.repositories.operations.import_writer import Placed
from application.services.operations.imported_people import SettledPeople
from application.services.runs.scoring import rescore
from application.unit_of_work import WorkSession
from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentMemberRole,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)
from models.discord import AsyncTournamentDiscord
from models.imported import ImportedHistoryEntry


class _Draft(Protocol):
    @property
    def old_id(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...


D = TypeVar("D", bound=_Draft)


def people_in(bundle: Bundle) -> set[PersonKey]:
    """Return everybody whom a tournament names."""
    keys = {entry.user for entry in bundle.whitelist} | {role.user for role in bundle.roles}
    for run in bundle.runs:
        keys.add(run.user)
        keys |= {key for key in (run.claimed_by, run.reviewed_by) if key is not None}
        keys |= {review.actor for review in run.reviews}
    return keys | {line.actor for line in bundle.history if line.actor is not None}


def stopped_report(bundle: Bundle) -> TournamentReport:
    """Return what is said of a tournament of which nothing is written."""
    return TournamentReport(
        old_id=bundle.tournament.old_id,
        name=bundle.tournament.name,
        is_active=bundle.tournament.is_active,
        outcome=STOPPED,
        counts=bundle.counts,
        rows=bundle.rows,
        problems=bundle.problems,
    )


@dataclass(slots=True)
class _Sorted(Generic[D]):
    """The drafts of one table, by what an earlier import made of them."""

    new: list[D] = field(default_factory=list)
    changed: list[tuple[D, KnownRow]] = field(default_factory=list)
    unchanged: int = 0
    ids: dict[int, int] = field(default_factory=dict)
    """What is here already, by the source's ids."""


async def write_tournament(
    work: WorkSession, bundle: Bundle, people: SettledPeople, origin_id: ImportId
) -> TournamentReport:
    """Write what is new of a tournament, score it, and return what was done; nothing where anything stops it."""
    return await _Writing(work, bundle, people, origin_id).write()


class _Writing:
    def __init__(self, work: WorkSession, bundle: Bundle, people: SettledPeople, origin_id: ImportId) -> None:
        self._work = work
        self._bundle = bundle
        self._people = people
        self._origin_id = origin_id
        self._problems = list(bundle.problems)
        self._new: dict[str, int] = {}
        self._changed: dict[str, int] = {}
        self._unchanged: dict[str, int] = {}
        self._rescored: set[int] = set()
        self._rows: list[NewKnownRow] = []
        self._known_as: dict[tuple[str, int], None] = {}
        self._granted: list[RoleDraft] = []

    async def write(self) -> TournamentReport:
        work, draft = self._work, self._bundle.tournament
        stopped = sorted(people_in(self._bundle) & self._people.stopped)
        self._problems += [
            stop("two-people", key.table, key.id, "Takes part, and it isn't settled who this is here.")
            for key in stopped
        ]
        known = (await work.imported_rows.list_known(Table.TOURNAMENTS, [draft.old_id])).get(draft.old_id)
        there = await work.import_writer.present_rows(
            AsyncTournament, [known.local_id] if known and known.local_id else []
        )
        if known is not None and known.local_id not in there:
            self._problems.append(
                stop("deleted-here", Table.TOURNAMENTS, draft.old_id, "Was imported before and deleted here since.")
            )
        races = await self._sort(Table.LIVE_RACES, self._bundle.live_races, AsyncTournamentLiveRace)
        live_races = await self._with_free_rooms(races)
        if any(problem.stops for problem in self._problems):
            return replace(stopped_report(self._bundle), problems=tuple(self._problems))
        if known is None:
            names = [each.name for each in await work.tournaments.list_tournaments()]
            tournament = await work.import_writer.write_tournament(draft, free_name(draft.name, names))
            if tournament.name != draft.name:
                self._note("name-taken", Table.TOURNAMENTS, draft.old_id, f"Is called {tournament.name} here.")
        else:
            tournament = await work.tournaments.get_by_id(TournamentId(known.local_id or 0))
            tournament = await self._bring_up_to_date(tournament, known)
        placed = await self._place(TournamentId(tournament.id), live_races)
        run_ids = await self._write_runs(placed)
        await self._write_people_of_it(placed)
        await self._write_history(placed, run_ids)
        await self._keep_channel(placed.tournament)
        if known is not None:
            await self._note_the_gone(placed.tournament)
        for permalink_id in sorted(self._rescored):
            await rescore(work, PermalinkId(permalink_id), tournament)
        await self._remember(tournament, known)
        is_touched = any((*self._new.values(), *self._changed.values()))
        outcome = IMPORTED if known is None else UPDATED if is_touched else UNCHANGED
        if outcome != UNCHANGED:
            self._record(tournament)
        return await self._compared(self._report(tournament.name, outcome), tournament, run_ids)

    # What is new, what changed

    async def _sort(self, table: Table, drafts: Sequence[D], model: type[Any]) -> _Sorted[D]:
        """Tell what is new from what an earlier import has made; what people deleted here stays deleted."""
        known = await self._work.imported_rows.list_known(table, [draft.old_id for draft in drafts])
        local = {old_id: row.local_id for old_id, row in known.items() if row.local_id is not None}
        there = await self._work.import_writer.present_rows(model, set(local.values()))
        found: _Sorted[D] = _Sorted()
        for draft in drafts:
            row = known.get(draft.old_id)
            if row is None or row.local_id is None:
                found.new.append(draft)
                if row is not None:
                    self._known_as[table.value, draft.old_id] = None
            elif row.local_id not in there:
                self._note("deleted-here", table, draft.old_id, "Was imported before and deleted here since: stays so.")
            else:
                found.ids[draft.old_id] = row.local_id
                if row.fingerprint == draft.fingerprint:
                    found.unchanged += 1
                else:
                    found.changed.append((draft, row))
        name = _NAMES[table]
        self._new[name] = len(found.new)
        self._unchanged[name] = found.unchanged
        return found

    async def _with_free_rooms(self, races: _Sorted[LiveRaceDraft]) -> _Sorted[LiveRaceDraft]:
        slugs = [race.racetime_slug for race in races.new if race.racetime_slug is not None]
        taken = await self._work.import_writer.taken_rooms(slugs)
        episodes = [race.episode_id for race in races.new if race.episode_id is not None]
        taken_episodes = await self._work.live_races.taken_episodes(episodes)
        free = []
        for race in races.new:
            if race.racetime_slug in taken:
                self._problems.append(
                    stop("room-taken", Table.LIVE_RACES, race.old_id, "Another live race here has the same room.")
                )
            elif race.racetime_slug is not None and race.racetime_slug.casefold() in {s.casefold() for s in taken}:
                sentence = "Another live race here has a room of the same name in other letters."
                self._note("room-alike", Table.LIVE_RACES, race.old_id, sentence)
            if race.episode_id in taken_episodes:
                self._note("episode-taken", Table.LIVE_RACES, race.old_id, "Its SpeedGaming episode is another race's.")
                race = replace(race, episode_id=None)  # noqa: PLW2901  # the same race without it
            free.append(race)
        races.new = free
        return races

    async def _bring_up_to_date(self, tournament: AsyncTournament, known: KnownRow) -> AsyncTournament:
        draft, work = self._bundle.tournament, self._work
        if known.fingerprint == draft.fingerprint:
            self._unchanged["tournaments"] = 1
            return tournament
        tournament_id = TournamentId(tournament.id)
        if await work.import_writer.change_tournament(tournament_id, draft, known.local_version or 0):
            self._changed["tournaments"] = 1
            version = (known.local_version or 0) + 1
            await work.imported_rows.note_update(
                Table.TOURNAMENTS, draft.old_id, draft.fingerprint, tournament_id, version
            )
            return await work.tournaments.get_by_id(tournament_id)
        self._on_both_sides(Table.TOURNAMENTS, draft.old_id)
        return tournament

    async def _place(self, tournament_id: TournamentId, races: _Sorted[LiveRaceDraft]) -> Placed:
        work, writer = self._work, self._work.import_writer
        pools = await self._sort(Table.POOLS, self._bundle.pools, AsyncTournamentPool)
        made_pools = await writer.write_pools(tournament_id, pools.new)
        await self._made_with_marks(Table.POOLS, pools.new, made_pools, AsyncTournamentPool)
        await self._follow(Table.POOLS, pools, AsyncTournamentPool, self._change_pool)
        pool_ids = {old_id: PoolId(local) for old_id, local in pools.ids.items()} | made_pools
        permalinks = await self._sort(Table.PERMALINKS, self._bundle.permalinks, AsyncTournamentPermalink)
        permalinks.new = [draft for draft in permalinks.new if draft.pool in pool_ids]
        made = await writer.write_permalinks(permalinks.new, pool_ids)
        await self._made_with_marks(Table.PERMALINKS, permalinks.new, made, AsyncTournamentPermalink)

        async def change_permalink(local_id: int, draft: PermalinkDraft) -> bool:
            pool_id = pool_ids.get(draft.pool)
            return pool_id is not None and await writer.change_permalink(PermalinkId(local_id), draft, pool_id)

        await self._follow(Table.PERMALINKS, permalinks, AsyncTournamentPermalink, change_permalink)
        permalink_ids = {old_id: PermalinkId(local) for old_id, local in permalinks.ids.items()} | made
        placed = Placed(
            tournament=tournament_id,
            people=self._people.ids,
            names=self._people.names,
            pools=pool_ids,
            pool_of={draft.old_id: pool_ids[draft.pool] for draft in self._bundle.permalinks if draft.pool in pool_ids},
            permalinks=permalink_ids,
            live_races={old_id: LiveRaceId(local) for old_id, local in races.ids.items()},
        )
        races.new = [
            race
            for race in races.new
            if race.pool in pool_ids and (race.permalink is None or race.permalink in permalink_ids)
        ]
        made_races = await writer.write_live_races(races.new, placed)
        self._made(Table.LIVE_RACES, races.new, made_races, AsyncTournamentLiveRace, version=0)
        for draft, known in races.changed:
            local, version = LiveRaceId(known.local_id or 0), known.local_version or 0
            if await writer.change_live_race(local, draft, placed, version):
                self._changed["live races"] = self._changed.get("live races", 0) + 1
                await work.imported_rows.note_update(
                    Table.LIVE_RACES, draft.old_id, draft.fingerprint, local, version + 1
                )
            else:
                self._on_both_sides(Table.LIVE_RACES, draft.old_id)
        return replace(placed, live_races={**placed.live_races, **made_races})

    async def _change_pool(self, local_id: int, draft: PoolDraft) -> bool:
        return await self._work.import_writer.change_pool(PoolId(local_id), draft)

    async def _follow(
        self,
        table: Table,
        found: _Sorted[D],
        model: type[Any],
        change: Callable[[int, D], Awaitable[bool]],
    ) -> None:
        """Bring rows up to date that have no version, where nobody has changed them here."""
        writer = self._work.import_writer
        marks = await writer.marks_of(model, [known.local_id or 0 for _, known in found.changed])
        for draft, known in found.changed:
            local = known.local_id or 0
            if marks.get(local) != known.local_version or not await change(local, draft):
                self._on_both_sides(table, draft.old_id)
                continue
            self._changed[_NAMES[table]] = self._changed.get(_NAMES[table], 0) + 1
            mark = (await writer.marks_of(model, [local]))[local]
            await self._work.imported_rows.note_update(table, draft.old_id, draft.fingerprint, local, mark)

    async def _keep_channel(self, tournament_id: TournamentId) -> None:
        """Let a tournament speak where it did, once that is the server that its organization has linked."""
        draft, work = self._bundle.tournament, self._work
        if draft.channel_id is None or await work.tournament_discord.find(tournament_id) is not None:
            return
        server = await work.discord_server.find()
        if server is None or server.guild_id != draft.guild_id:
            sentence = "Its Discord server isn't linked here, so its channel is not kept. Link it, then import again."
            self._note("channel", Table.TOURNAMENTS, draft.old_id, sentence)
            return
        channel = AsyncTournamentDiscord(
            tournament_id=tournament_id, channel_id=draft.channel_id, ping=PingMode.NOBODY, server_events=False
        )
        await work.tournament_discord.save_settings(channel)
        self._new["channels"] = 1

    async def _note_the_gone(self, tournament_id: TournamentId) -> None:
        """Say what came from there before and is there no longer."""
        work, bundle = self._work, self._bundle
        left_out = {(table, old_id) for table, old_id, _ in bundle.left_out}
        for table, drafts, model in (
            (Table.POOLS, bundle.pools, AsyncTournamentPool),
            (Table.PERMALINKS, bundle.permalinks, AsyncTournamentPermalink),
            (Table.LIVE_RACES, bundle.live_races, AsyncTournamentLiveRace),
            (Table.RUNS, bundle.runs, AsyncTournamentRace),
        ):
            there = {draft.old_id for draft in drafts}
            locals_ = await work.import_writer.rows_of(model, tournament_id)
            for old_id in sorted(await work.imported_rows.list_sources(model, locals_)):
                if old_id not in there and (table.value, old_id) not in left_out:
                    self._note("gone-there", table, old_id, "Is gone there since the last import: kept here.")

    async def _write_runs(self, placed: Placed) -> dict[int, RunId]:
        work, writer, canonical = self._work, self._work.import_writer, self._people.canonical
        as_one = [replace(run, user=canonical[run.user]) for run in self._bundle.runs]
        drafts, unsettled = settled(as_one, Table.RUNS)
        self._problems += [problem for problem in unsettled if problem not in self._problems]
        kept = [
            run
            for run in drafts
            if run.permalink in placed.permalinks and (run.live_race is None or run.live_race in placed.live_races)
        ]
        runs = await self._sort(Table.RUNS, kept, AsyncTournamentRace)
        racing = await writer.who_is_racing(placed.tournament)
        runs.new = [self._unless_racing(run, placed, racing) for run in runs.new]
        made = await writer.write_runs(runs.new, placed)
        self._made(Table.RUNS, runs.new, made, AsyncTournamentRace, version=0)
        self._rescored |= {placed.permalinks[run.permalink] for run in runs.new}
        for draft, known in runs.changed:
            local, version = RunId(known.local_id or 0), known.local_version or 0
            if await writer.change_run(local, draft, placed, version):
                self._changed["runs"] = self._changed.get("runs", 0) + 1
                self._rescored.add(placed.permalinks[draft.permalink])
                await work.imported_rows.note_update(Table.RUNS, draft.old_id, draft.fingerprint, local, version + 1)
            else:
                self._on_both_sides(Table.RUNS, draft.old_id)
        return {old_id: RunId(local) for old_id, local in runs.ids.items()} | made

    def _unless_racing(self, run: RunDraft, placed: Placed, racing: set[Any]) -> RunDraft:
        if not run.is_open or placed.people[run.user] not in racing:
            return run
        self._note("two-under-way", Table.RUNS, run.old_id, "Its player has a run under way here: a forfeit.")
        has_started = run.started_at is not None
        return run.forfeited(ForfeitCause.FINISH_LIMIT if has_started else ForfeitCause.START_LIMIT)

    async def _write_people_of_it(self, placed: Placed) -> None:
        """Write whitelist and roles, once for each person, and only for members."""
        writer, canonical = self._work.import_writer, self._people.canonical
        members = await self._work.members.list_member_ids(sorted(set(placed.people.values())))
        whitelist = await self._sort(Table.WHITELIST, self._bundle.whitelist, AsyncTournamentWhitelistEntry)
        there = await writer.whitelisted(placed.tournament)
        entries = {canonical[entry.user]: entry for entry in reversed(whitelist.new)}
        new = [entry for entry in entries.values() if placed.people[entry.user] not in there]
        self._made(Table.WHITELIST, new, await writer.write_whitelist(new, placed), AsyncTournamentWhitelistEntry)
        self._new["whitelisted"] = len(new)
        self._granted = await self._new_roles(placed, members)
        grants = await writer.write_roles(self._granted, placed)
        first: dict[tuple[str, int], tuple[RoleDraft, int]] = {}
        for role, grant in zip(self._granted, grants, strict=True):
            first.setdefault((role.table, role.old_id), (role, grant))
        self._rows += [
            NewKnownRow(_ROLE_TABLES[table], old_id, AsyncTournamentMemberRole, grant, role.fingerprint)
            for (table, old_id), (role, grant) in first.items()
        ]
        self._new["roles"] = len(grants)

    async def _new_roles(self, placed: Placed, members: set[Any]) -> list[RoleDraft]:
        """Return those that were not given before; who lost a role here doesn't get it back."""
        wanted: dict[tuple[UserId, Role], RoleDraft] = {}
        for table, ours in _ROLE_TABLES.items():
            roles = [role for role in self._bundle.roles if role.table == table]
            known = await self._work.imported_rows.list_known(ours, [role.old_id for role in roles])
            for role in roles:
                user_id = placed.people[role.user]
                if role.old_id not in known and user_id in members:
                    wanted.setdefault((user_id, role.role), role)
        held: dict[UserId, frozenset[Role]] = {}
        for user_id, _ in wanted:
            if user_id not in held:
                held[user_id] = await self._work.tournament_roles.roles_of(placed.tournament, user_id)
        return [role for (user_id, given), role in wanted.items() if given not in held[user_id]]

    async def _write_history(self, placed: Placed, runs: Mapping[int, RunId]) -> None:
        known = await self._work.imported_history.list_known_lines(placed.tournament)
        new = [line for line in self._bundle.history if line.old_id not in known]
        await self._work.imported_history.add_lines(
            ImportedHistoryEntry(
                tournament_id=placed.tournament,
                source_id=line.old_id,
                run_id=runs.get(line.run) if line.run is not None else None,
                actor_id=placed.people[line.actor] if line.actor is not None else None,
                by_system=line.by_system,
                action=line.action,
                details=line.details,
                occurred_at=line.occurred_at,
            )
            for line in new
        )
        self._new["lines of history"] = len(new)

    # Remembering

    def _made(
        self,
        table: Table,
        drafts: Iterable[D],
        ids: Mapping[int, int],
        model: type[Any],
        *,
        version: int | None = None,
    ) -> None:
        for draft in drafts:
            self._rows.append(NewKnownRow(table, draft.old_id, model, ids[draft.old_id], draft.fingerprint, version))

    async def _made_with_marks(
        self, table: Table, drafts: Sequence[D], ids: Mapping[int, int], model: type[Any]
    ) -> None:
        marks = await self._work.import_writer.marks_of(model, list(ids.values()))
        for draft in drafts:
            self._made(table, [draft], ids, model, version=marks[ids[draft.old_id]])

    async def _remember(self, tournament: AsyncTournament, known: KnownRow | None) -> None:
        rows = self._work.imported_rows
        if known is None:
            draft = self._bundle.tournament
            self._rows.append(
                NewKnownRow(
                    Table.TOURNAMENTS,
                    draft.old_id,
                    AsyncTournament,
                    tournament.id,
                    draft.fingerprint,
                    tournament.version,
                )
            )
        again = [row for row in self._rows if (row.source_table, row.source_id) in self._known_as]
        for row in again:
            await rows.note_update(row.source_table, row.source_id, row.fingerprint, row.local_id, row.local_version)
        await rows.add_known(
            self._origin_id, [row for row in self._rows if (row.source_table, row.source_id) not in self._known_as]
        )
        for table in (Table.PERMALINKS, Table.LIVE_RACES, Table.RUNS):
            left_out = [(old_id, mark) for name, old_id, mark in self._bundle.left_out if name == table]
            there = await rows.list_known(table, [old_id for old_id, _ in left_out])
            model = _MODELS[table]
            await rows.add_known(
                self._origin_id,
                [NewKnownRow(table, old_id, model, None, mark) for old_id, mark in left_out if old_id not in there],
            )

    def _record(self, tournament: AsyncTournament) -> None:
        new = self._new
        self._work.record(
            TournamentImportedEvent(
                TournamentRef(self._work.ctx.organization_id, TournamentId(tournament.id)),
                name=tournament.name,
                pools=new.get("pools", 0),
                permalinks=new.get("seeds", 0),
                live_races=new.get("live races", 0),
                runs=new.get("runs", 0),
                roles=new.get("roles", 0),
                updated=sum(self._changed.values()),
            )
        )

    # Telling

    def _note(self, rule: str, table: Table, old_id: int, sentence: str) -> None:
        self._problems.append(note(rule, table, old_id, sentence))

    def _on_both_sides(self, table: Table, old_id: int) -> None:
        self._note(
            "changed-twice", table, old_id, "Was changed there and here since the last import: kept as it is here."
        )

    def _report(self, name: str, outcome: str) -> TournamentReport:
        bundle = self._bundle
        return TournamentReport(
            old_id=bundle.tournament.old_id,
            name=name,
            is_active=bundle.tournament.is_active,
            outcome=outcome,
            counts=bundle.counts,
            new={what: number for what, number in self._new.items() if number},
            changed=dict(self._changed),
            unchanged={what: number for what, number in self._unchanged.items() if number},
            rows=bundle.rows,
            problems=tuple(self._problems),
        )

    async def _compared(
        self, report: TournamentReport, tournament: AsyncTournament, run_ids: Mapping[int, RunId]
    ) -> TournamentReport:
        """Set scores and leaderboard beside those of SahasrahBot."""
        work, bundle, tournament_id = self._work, self._bundle, TournamentId(tournament.id)
        scores = await work.import_writer.scores_of(tournament_id)
        of_old = {old_id: scores.get(run_id) for old_id, run_id in run_ids.items()}
        users, names = self._people.ids, {int(key): name for key, name in self._people.names.items()}
        roles = tuple((names[users[role.user]], role.role.label) for role in self._granted)
        check: ScoreCheck = await asyncio.to_thread(check_scores, bundle.runs, of_old)
        report = replace(report, roles=roles, scores=check)
        if bundle.tournament.is_active:
            return report
        pools = await work.pools.list_for_tournaments([tournament_id])
        rankable = await work.run_lists.list_rankable(tournament_id)
        after = await asyncio.to_thread(standings, rankable, [pool.id for pool in pools], tournament.runs_per_pool)
        before = board_before(
            bundle.runs,
            {draft.old_id: draft.pool for draft in bundle.permalinks},
            len(bundle.pools),
            bundle.tournament.runs_per_pool,
        )
        return replace(
            report,
            first_before=first_of((names[users[key]], score) for key, score in before),
            first_after=first_of((line.user_name, line.score) for line in after),
            moves=moves_of(before, after, lambda key: users[key], names),
        )


_NAMES = {
    Table.POOLS: "pools",
    Table.PERMALINKS: "seeds",
    Table.LIVE_RACES: "live races",
    Table.RUNS: "runs",
    Table.WHITELIST: "whitelisted",
}
_MODELS: Mapping[Table, type[Any]] = {
    Table.PERMALINKS: AsyncTournamentPermalink,
    Table.LIVE_RACES: AsyncTournamentLiveRace,
    Table.RUNS: AsyncTournamentRace,
}
_ROLE_TABLES = {Table.PERMISSIONS.value: Table.PERMISSIONS.value, Table.TOURNAMENTS.value: "asynctournament.owner"}
"""A tournament's owner has no row of its own, so that right is remembered under another name."""
