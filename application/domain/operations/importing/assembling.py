"""The rows of a dump put together: the people of a guild, and each tournament with everything that belongs to it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from application.domain.operations.importing.drafts import (
    BY_DISCORD,
    HistoryDraft,
    LiveRaceDraft,
    Mapped,
    PermalinkDraft,
    PersonDraft,
    PersonKey,
    PoolDraft,
    Problem,
    RoleDraft,
    RunDraft,
    TournamentDraft,
    WhitelistDraft,
    note,
)
from application.domain.operations.importing.live_races import RaceSurroundings, episode_of, is_to_come, live_race_of
from application.domain.operations.importing.people import by_discord_id, person_by_discord_id, person_of, united
from application.domain.operations.importing.plan import SKIPPED, ImportPlan
from application.domain.operations.importing.report import RowCount
from application.domain.operations.importing.runs import RunSurroundings, run_of, settled
from application.domain.operations.importing.source import FIRST_MOMENT, SourceRow, Table
from application.domain.operations.importing.staff import (
    causes_in,
    each_once,
    history_of,
    owner_of,
    roles_of,
    whitelist_of,
)
from application.domain.operations.importing.tournaments import (
    PermalinkUses,
    names_in_order,
    permalinks_of,
    pool_of,
    tournament_of,
)
from application.domain.operations.importing.zones import ZONE, with_likely_zone
from application.domain.seed_key import seed_key

_D = TypeVar("_D")
_OWNERS = {
    Table.POOLS: "tournament_id",
    Table.PERMALINKS: "pool_id",
    Table.LIVE_RACES: "tournament_id",
    Table.RUNS: "tournament_id",
    Table.REVIEW_NOTES: "race_id",
    Table.WHITELIST: "tournament_id",
    Table.PERMISSIONS: "tournament_id",
    Table.HISTORY: "tournament_id",
}
"""By which column rows are asked for; those of the other tables by their own id."""


@dataclass(slots=True)
class Source:
    """All rows that are read, by what they belong to; those of which there are many are kept packed."""

    _of: dict[Table, dict[int, list[bytes]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    _places: dict[Table, Mapping[str, int]] = field(default_factory=dict)
    users: dict[int, SourceRow] = field(default_factory=dict)
    tournaments: dict[int, SourceRow] = field(default_factory=dict)
    nicknames: dict[int, SourceRow] = field(default_factory=dict)
    version: str = ""
    episodes: dict[str, str] = field(default_factory=dict)
    """By the names of rooms whose results were recorded the episodes that were raced there."""
    second_in_thread: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By the ids of runs their Discord thread and the run that had it before; a thread was one run's."""
    _in_thread: dict[int, int] = field(default_factory=dict)
    keys: int = 0
    """How many API keys there were for async tournaments."""

    def take(self, rows: Iterable[SourceRow]) -> None:
        newest = 0
        for row in rows:
            if (owner := _OWNERS.get(row.table)) is not None:
                places = self._places.setdefault(row.table, row.places)
                self._of[row.table][row.number(owner)].append(row.packed(places))
                if row.table is Table.RUNS and (thread := row.optional_number("thread_id")) is not None:
                    self._note_thread(thread, row.id)
                continue
            match row.table:
                case Table.USERS:
                    self.users[row.id] = row
                case Table.TOURNAMENTS:
                    self.tournaments[row.id] = row
                case Table.NICKNAMES:
                    self.nicknames[row.number("discord_user_id")] = row
                case Table.RESULTS:
                    self.episodes[row.text("srl_id")] = row.text("episode_id")
                case Table.KEYS:
                    self.keys += row.get("type") == "asynctournament"
                case Table.VERSIONS:
                    if row.id > newest:
                        newest, self.version = row.id, row.text("version")

    def _note_thread(self, thread: int, run: int) -> None:
        first = self._in_thread.setdefault(thread, run)
        if first != run:
            self.second_in_thread[run] = (thread, first)

    def of(self, table: Table, owner: int) -> list[SourceRow]:
        packed = self._of[table].get(owner)
        return [SourceRow.unpacked(table, self._places[table], each) for each in packed] if packed else []

    def permalinks_of(self, tournament_id: int) -> list[SourceRow]:
        return [row for pool in self.of(Table.POOLS, tournament_id) for row in self.of(Table.PERMALINKS, pool.id)]

    def rooms_of(self, races: Collection[int]) -> dict[int, str]:
        """Return the rooms of those live races that have one."""
        rows = (row for old_id in self.tournaments for row in self.of(Table.LIVE_RACES, old_id)) if races else ()
        return {row.id: slug for row in rows if row.id in races and (slug := row.text("racetime_slug"))}

    def episodes_to_come(self, tournaments: Iterable[int]) -> dict[int, int]:
        """Return the SpeedGaming episodes of those live races that may still take place."""
        rows = (row for old_id in tournaments for row in self.of(Table.LIVE_RACES, old_id))
        return {row.id: episode for row in rows if is_to_come(row) and (episode := episode_of(row)) is not None}

    @property
    def guilds(self) -> list[int]:
        return sorted({row.number("guild_id") for row in self.tournaments.values()})


@dataclass(frozen=True, slots=True)
class People:
    """Who is imported into one organization; `person` has their keys by their ids as users."""

    drafts: Mapping[PersonKey, PersonDraft]
    person: Mapping[int, PersonKey]
    by_discord: Mapping[int, PersonKey]
    joined: Mapping[PersonKey, datetime]
    """Of those who become members the moment since when."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """One tournament, ready to be written."""

    tournament: TournamentDraft
    pools: tuple[PoolDraft, ...]
    permalinks: tuple[PermalinkDraft, ...]
    live_races: tuple[LiveRaceDraft, ...]
    runs: tuple[RunDraft, ...]
    whitelist: tuple[WhitelistDraft, ...]
    roles: tuple[RoleDraft, ...]
    history: tuple[HistoryDraft, ...]
    left_out: tuple[tuple[str, int, str], ...]
    """Table, id and fingerprint of rows that are known and left out on purpose."""
    problems: tuple[Problem, ...]

    @property
    def is_stopped(self) -> bool:
        return any(problem.stops for problem in self.problems)

    @property
    def rows(self) -> tuple[RowCount, ...]:
        """How many rows of each table become something here, and how many are left out on purpose."""
        taken = {
            Table.POOLS: len(self.pools),
            Table.PERMALINKS: len(self.permalinks),
            Table.LIVE_RACES: len(self.live_races),
            Table.RUNS: len(self.runs),
            Table.WHITELIST: len(self.whitelist),
            Table.PERMISSIONS: len({role.old_id for role in self.roles if role.table == Table.PERMISSIONS}),
            Table.HISTORY: len(self.history),
        }
        left_out = Counter(table for table, _, _ in self.left_out)
        return tuple(RowCount(table.value, number, left_out[table.value]) for table, number in taken.items())

    @property
    def counts(self) -> dict[str, int]:
        runs = Counter(f"runs {run.status.value}" for run in self.runs)
        return {
            "pools": len(self.pools),
            "seeds": len(self.permalinks),
            "live seeds": sum(permalink.is_live for permalink in self.permalinks),
            "live races": len(self.live_races),
            "runs": len(self.runs),
            "live runs": sum(run.live_race is not None for run in self.runs),
            **dict(sorted(runs.items())),
            "reviews": sum(len(run.reviews) for run in self.runs),
            "whitelisted": len(self.whitelist),
            "roles": len(self.roles),
            "lines of history": len(self.history),
        }


def wanted_tournaments(source: Source, plan: ImportPlan, slug: str) -> list[SourceRow]:
    """Return the tournaments that go to an organization, in the order of their ids."""
    return [
        row
        for _, row in sorted(source.tournaments.items())
        if plan.guilds.get(row.number("guild_id")) == slug != SKIPPED and plan.of_tournament(row.id).is_wanted
    ]


def people_of(source: Source, plan: ImportPlan, tournaments: Iterable[SourceRow], now: datetime) -> People:
    """Return everybody who has done anything in these tournaments."""
    gatherer = _Gatherer(source, plan, now)
    for row in tournaments:
        gatherer.gather(row)
    return gatherer.people()


class _Gatherer:
    def __init__(self, source: Source, plan: ImportPlan, now: datetime) -> None:
        self._source = source
        self._plan = plan
        self._now = now
        self._by_discord = by_discord_id(source.users)
        self._users: dict[int, None] = {}
        self._joined: dict[PersonKey, datetime] = {}
        self._others: dict[int, PersonDraft] = {}
        self._problems: list[Problem] = []

    def gather(self, tournament: SourceRow) -> None:
        source, old_id = self._source, tournament.id
        for table, column in (
            (Table.RUNS, "user_id"),
            (Table.WHITELIST, "user_id"),
            (Table.PERMISSIONS, "user_id"),
        ):
            for row in source.of(table, old_id):
                at = row.moment("thread_open_time") or row.moment("created") or FIRST_MOMENT
                self._note(row.optional_number(column), at)
                if table is Table.RUNS:
                    self._note(row.optional_number("reviewed_by_id"), None)
                    for each in source.of(Table.REVIEW_NOTES, row.id):
                        self._note(each.optional_number("author_id"), None)
                if table is Table.PERMISSIONS and row.get("user_id") is None:
                    for member in self._plan.roles.get(row.optional_number("discord_role_id") or 0, ()):
                        self._by_discord_id(member, f"Discord user {str(member)[-4:]}", at)
        created = tournament.moment("created") or FIRST_MOMENT
        self._by_discord_id(tournament.number("owner_id"), f"Owner of {tournament.text('name')}", created)

    def _note(self, user: int | None, joined: datetime | None) -> None:
        row = self._source.users.get(user) if user is not None else None
        if row is None or user is None or (row.flag("test_user") and not self._plan.with_test_users):
            return
        self._users[user] = None
        if joined is not None:
            key = self._key(user)
            self._joined[key] = min(joined, self._joined.get(key, joined))

    def _by_discord_id(self, discord_id: int, name: str, at: datetime) -> None:
        user = self._by_discord.get(discord_id)
        if user is not None:
            self._note(user, at)
            return
        key = PersonKey(BY_DISCORD, discord_id)
        self._joined[key] = min(at, self._joined.get(key, at))
        if discord_id not in self._others:
            self._others[discord_id] = self._taken(person_by_discord_id(discord_id, name, at, self._now))

    def _key(self, user: int) -> PersonKey:
        return PersonKey(Table.USERS.value, self._plan.same_people.get(user, user))

    def people(self) -> People:
        drafts: dict[PersonKey, PersonDraft] = {}
        for user in sorted({*self._users, *(self._key(user).id for user in self._users)} & self._source.users.keys()):
            row, key = self._source.users[user], self._key(user)
            nickname = None
            if self._plan.use_nicknames and (discord_id := row.optional_number("discord_user_id")) is not None:
                nickname = self._source.nicknames.get(discord_id)
            draft = self._taken(person_of(row, self._now, nickname))
            drafts[key] = united(drafts[key], draft) if key in drafts else draft
        drafts |= {draft.key: draft for draft in self._others.values()}
        person = {user: self._key(user) for user in self._users}
        by_discord = {
            discord_id: self._key(user) for discord_id, user in self._by_discord.items() if user in self._users
        }
        by_discord |= {discord_id: draft.key for discord_id, draft in self._others.items()}
        return People(drafts, person, by_discord, self._joined, tuple(self._problems))

    def _taken(self, mapped: Mapped[PersonDraft]) -> PersonDraft:
        self._problems += mapped.problems
        assert mapped.draft is not None  # noqa: S101  # everybody becomes somebody
        return mapped.draft


def bundle_of(
    source: Source, plan: ImportPlan, row: SourceRow, people: People, *, now: datetime, dumped_at: datetime
) -> Bundle:
    """Return everything of one tournament as it is to be written, with what stands in the way."""
    problems: list[Problem] = []
    left_out: list[tuple[str, int, str]] = []
    old_id, is_active, chosen = row.id, row.flag("active"), plan.of_tournament(row.id)

    def taken(mapped: Mapped[_D], each: SourceRow) -> list[_D]:
        problems.extend(mapped.problems)
        if mapped.draft is None:
            left_out.append((each.table.value, each.id, each.fingerprint))
            return []
        return [mapped.draft]

    (tournament,) = taken(tournament_of(row, plan), row)
    pool_rows = names_in_order(source.of(Table.POOLS, old_id))
    pools = [draft for place, each in enumerate(pool_rows) for draft in taken(pool_of(each, place), each)]
    permalink_rows, race_rows = source.permalinks_of(old_id), source.of(Table.LIVE_RACES, old_id)
    run_rows = [each for each in source.of(Table.RUNS, old_id) if each.number("user_id") in people.person]
    for each in source.of(Table.RUNS, old_id):
        if each.number("user_id") not in people.person:
            problems.append(note("test-user", each.table, each.id, "Belongs to a test user: left out."))
            left_out.append((each.table.value, each.id, each.fingerprint))
    runs_of_race: dict[int, list[SourceRow]] = defaultdict(list)
    for each in run_rows:
        if (race := each.optional_number("live_race_id")) is not None:
            runs_of_race[race].append(each)
    uses = PermalinkUses(
        raced={each.number("permalink_id") for each in run_rows},
        in_live_race={each.optional_number("permalink_id") or 0 for each in race_rows},
        is_active=is_active,
        merge_equal=chosen.merge_equal_seeds,
    )
    permalinks = permalinks_of(permalink_rows, uses, plan)
    problems += permalinks.problems
    kept = {draft.old_id for draft in permalinks.drafts}
    left_out += [(each.table.value, each.id, each.fingerprint) for each in permalink_rows if each.id not in kept]
    around_race = RaceSurroundings(
        plan,
        is_active,
        frozenset(each.id for each in pool_rows),
        {each.id: each.number("pool_id") for each in permalink_rows},
        source.episodes,
        now,
        dumped_at,
    )
    races = [
        draft for each in race_rows for draft in taken(live_race_of(each, runs_of_race[each.id], around_race), each)
    ]
    history_rows = sorted(source.of(Table.HISTORY, old_id), key=lambda each: each.id)
    around_run = RunSurroundings(
        plan=plan,
        is_active=is_active,
        open_runs=chosen.open_runs,
        permalinks=frozenset(each.id for each in permalink_rows),
        stands_for=permalinks.stands_for,
        races={draft.old_id: draft.status for draft in races},
        accounts={user: people.drafts[key].racetime_id for user, key in people.person.items()},
        causes=causes_in(history_rows),
        second_in_thread=source.second_in_thread,
        notes={each.id: notes for each in run_rows if (notes := source.of(Table.REVIEW_NOTES, each.id))},
        now=now,
    )
    drafts = [draft for each in run_rows for draft in taken(run_of(each, around_run, people.person), each)]
    runs, unsettled = settled(drafts, Table.RUNS.value)
    problems += unsettled
    whitelist: dict[PersonKey, WhitelistDraft] = {}
    for each in sorted(source.of(Table.WHITELIST, old_id), key=lambda each: each.id):
        if each.number("user_id") in people.person:
            for entry in taken(whitelist_of(each, people.person), each):
                whitelist.setdefault(entry.user, entry)
    roles: list[RoleDraft] = []
    for each in sorted(source.of(Table.PERMISSIONS, old_id), key=lambda each: each.id):
        user = each.optional_number("user_id")
        if user is None or user in people.person:
            granted, found = roles_of(each, people.person, plan, people.by_discord)
            roles += granted
            problems += found
    owner = people.by_discord.get(row.number("owner_id"))
    if owner is not None:
        roles.append(owner_of(row, owner, tournament.created_at))
    if any(problem.rule == ZONE for problem in problems):
        problems = with_likely_zone(problems, run_rows, plan)
    urls = {each.id: each.text("url").strip() for each in permalink_rows}
    by_key = {seed_key(url): old for old, url in reversed(urls.items()) if url}
    return Bundle(
        tournament=tournament,
        pools=tuple(pools),
        permalinks=permalinks.drafts,
        live_races=tuple(races),
        runs=tuple(sorted(runs, key=lambda run: run.old_id)),
        whitelist=tuple(whitelist.values()),
        roles=tuple(each_once(roles)),
        history=tuple(history_of(each, people.person, urls, by_key) for each in history_rows),
        left_out=tuple(left_out),
        problems=tuple(problems),
    )
