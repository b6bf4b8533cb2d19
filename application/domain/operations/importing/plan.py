"""What the operator decides about an import: one file, made with comments from the dump and filled in by hand."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from application.domain.errors import InvalidInput, Problems
from application.domain.ids import read_id
from application.domain.live_races.room import RoomSnapshot
from application.domain.runs.run import RunStatus

SKIPPED = "skip"
"""What stands for a guild whose tournaments are left out."""
_FIELD = "plan"


class OpenRuns(StrEnum):
    """What becomes of runs that were still under way in a tournament that is closed."""

    FORFEIT = "forfeit"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class TournamentPlan:
    is_wanted: bool = True
    name: str = ""
    hide_results: bool = True
    is_public: bool = False
    open_runs: OpenRuns = OpenRuns.FORFEIT
    racetime_category: str = ""
    racetime_goal: str = ""
    merge_equal_seeds: bool = False
    mods_are_admins: bool = False
    keep_channel: bool = False
    """Whether an active tournament speaks in the Discord channel that it had."""


@dataclass(frozen=True, slots=True)
class RunPlan:
    """How a run ended that SahasrahBot doesn't say enough about; `finish_time` None for one without a time."""

    status: RunStatus
    finish_time: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Keys are SahasrahBot's ids; what isn't named has the defaults."""

    reviewed_at_zone: ZoneInfo
    guilds: Mapping[int, str]
    """The slug of the organization that a Discord server's tournaments go to, or `SKIPPED`."""
    tournaments: Mapping[int, TournamentPlan] = field(default_factory=dict)
    usual: TournamentPlan = TournamentPlan()
    live_races: Mapping[int, datetime] = field(default_factory=dict)
    wants_fetched: frozenset[int] = frozenset()
    """Live races of which racetime.gg is asked how those ended whose end SahasrahBot doesn't know."""
    fetched: Mapping[int, RoomSnapshot] = field(default_factory=dict)
    """What racetime.gg answered."""
    permalinks: Mapping[int, str] = field(default_factory=dict)
    runs: Mapping[int, RunPlan] = field(default_factory=dict)
    same_people: Mapping[int, int] = field(default_factory=dict)
    """By a user's id the id of the user who is the same person."""
    roles: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Discord ids of those who had a Discord role at the moment of the import."""
    with_test_users: bool = False
    use_nicknames: bool = False
    asks_speedgaming: bool = False
    """Whether SpeedGaming is asked when live races take place that are still to come and that the plan doesn't name."""
    starts: Mapping[int, datetime] = field(default_factory=dict)
    """What SpeedGaming answered, by live races."""

    def of_tournament(self, tournament_id: int) -> TournamentPlan:
        return self.tournaments.get(tournament_id, self.usual)

    def in_utc(self, written: datetime) -> datetime:
        """Return a moment that the machine of SahasrahBot wrote down in its own zone.

        In the hour that a clock goes back it is the earlier one.
        """
        return written.replace(tzinfo=self.reviewed_at_zone, fold=0).astimezone(UTC)


def read_plan(
    text: str, *, with_test_users: bool = False, use_nicknames: bool = False, asks_speedgaming: bool = False
) -> ImportPlan:
    """Raises `InvalidInput` with every problem of the file, each naming where it is."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput.on(_FIELD, f"The plan is not a TOML file: {error}.") from error
    reader = _PlanReader(document)
    plan = reader.plan()
    reader.problems.refuse()
    return replace(
        plan, with_test_users=with_test_users, use_nicknames=use_nicknames, asks_speedgaming=asks_speedgaming
    )


_SECTIONS = {
    "reviewed_at_zone",
    "racetime_category",
    "racetime_goal",
    "guilds",
    "tournaments",
    "live_races",
    "permalinks",
    "runs",
    "people",
    "roles",
}
_OF_TOURNAMENTS: Mapping[str, type] = {
    "import": bool,
    "name": str,
    "hide_results": bool,
    "is_public": bool,
    "open_runs": str,
    "racetime_category": str,
    "racetime_goal": str,
    "merge_equal_seeds": bool,
    "mods_are_admins": bool,
    "keep_channel": bool,
}
_OF_LIVE_RACES = {"scheduled_at", "fetch"}


class _PlanReader:
    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self.problems = Problems()

    def plan(self) -> ImportPlan:
        self._demand_known("", self._document, _SECTIONS)
        usual = self._usual()
        return ImportPlan(
            reviewed_at_zone=self._zone(),
            guilds=self._guilds(),
            tournaments=self._tournaments(),
            usual=TournamentPlan(racetime_category=usual["racetime_category"], racetime_goal=usual["racetime_goal"]),
            live_races=self._moments(),
            wants_fetched=self._wants_fetched(),
            permalinks={
                key: self._value(f"permalinks.{key}", entry, "url", str, "")
                for key, entry in self._entries("permalinks", {"url"}).items()
            },
            runs=self._runs(),
            same_people=self._same_people(),
            roles=self._roles(),
        )

    def _zone(self) -> ZoneInfo:
        name = self._value("", self._document, "reviewed_at_zone", str, "")
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._note(
                "Give reviewed_at_zone, the zone of the machine that SahasrahBot ran on, e.g. America/New_York or UTC."
            )
            return ZoneInfo("UTC")

    def _guilds(self) -> dict[int, str]:
        guilds = {}
        for key, entry in self._entries("guilds", {"organization"}).items():
            slug = self._value(f"guilds.{key}", entry, "organization", str, "")
            if not slug:
                self._note(f"guilds.{key}: give the organization's short name, or {SKIPPED}.")
            guilds[key] = slug
        return guilds

    def _usual(self) -> dict[str, str]:
        return {name: self._value("", self._document, name, str, "") for name in ("racetime_category", "racetime_goal")}

    def _tournaments(self) -> dict[int, TournamentPlan]:
        usual, plans = self._usual(), {}
        for key, entry in self._entries("tournaments", set(_OF_TOURNAMENTS)).items():
            place, default = f"tournaments.{key}", TournamentPlan()

            def value(name: str, otherwise: Any, place: str = place, entry: dict[str, Any] = entry) -> Any:
                return self._value(place, entry, name, _OF_TOURNAMENTS[name], otherwise)

            open_runs = value("open_runs", OpenRuns.FORFEIT.value)
            if open_runs not in tuple(OpenRuns):
                self._note(f"{place}.open_runs is forfeit or skip.")
                open_runs = OpenRuns.FORFEIT
            plans[key] = TournamentPlan(
                is_wanted=value("import", default.is_wanted),
                name=value("name", ""),
                hide_results=value("hide_results", default.hide_results),
                is_public=value("is_public", default.is_public),
                open_runs=OpenRuns(open_runs),
                racetime_category=value("racetime_category", usual["racetime_category"]),
                racetime_goal=value("racetime_goal", usual["racetime_goal"]),
                merge_equal_seeds=value("merge_equal_seeds", default.merge_equal_seeds),
                mods_are_admins=value("mods_are_admins", default.mods_are_admins),
                keep_channel=value("keep_channel", default.keep_channel),
            )
        return plans

    def _moments(self) -> dict[int, datetime]:
        moments = {}
        for key, entry in self._entries("live_races", _OF_LIVE_RACES).items():
            if "fetch" in entry and "scheduled_at" not in entry:
                continue
            at = entry.get("scheduled_at")
            if not isinstance(at, datetime) or at.tzinfo is None:
                self._note(f"live_races.{key}.scheduled_at is a time with its zone, e.g. 2026-10-03T20:00:00-04:00.")
            else:
                moments[key] = at.astimezone(UTC)
        return moments

    def _wants_fetched(self) -> frozenset[int]:
        entries = self._entries("live_races", _OF_LIVE_RACES).items()
        return frozenset(
            key for key, entry in entries if self._value(f"live_races.{key}", entry, "fetch", bool, otherwise=False)
        )

    def _runs(self) -> dict[int, RunPlan]:
        plans = {}
        for key, entry in self._entries("runs", {"status", "finish_time"}).items():
            place = f"runs.{key}"
            word, written = entry.get("status", "finished"), entry.get("finish_time")
            if word not in ("finished", "forfeit", "disqualified"):
                self._note(f"{place}.status is finished, forfeit or disqualified.")
                continue
            time = _time_of(written) if written is not None else None
            if (written is not None and time is None) or (word == "finished") != (time is not None):
                self._note(f'{place}: a finished run has finish_time = "1:23:45", any other run has none.')
                continue
            plans[key] = RunPlan(RunStatus(word), time)
        return plans

    def _same_people(self) -> dict[int, int]:
        entry = self._section("people")
        self._demand_known("people", entry, {"merge"})
        groups = entry.get("merge", [])
        if not isinstance(groups, list) or not all(isinstance(group, list) and _are_ids(group) for group in groups):
            self._note("people.merge is a list of lists of SahasrahBot's ids, e.g. [[101, 103]].")
            return {}
        return {other: group[0] for group in groups if group for other in group[1:]}

    def _roles(self) -> dict[int, tuple[int, ...]]:
        roles = {}
        for key, members in self._section("roles").items():
            if not _is_id(key) or not isinstance(members, list) or not _are_ids(members):
                self._note(f"roles.{key} is a Discord role's id with a list of its members' Discord ids.")
            else:
                roles[int(key)] = tuple(members)
        return roles

    def _entries(self, name: str, known: set[str]) -> dict[int, dict[str, Any]]:
        """Return the tables of a section by their ids."""
        entries = {}
        for key, entry in self._section(name).items():
            if not _is_id(key) or not isinstance(entry, dict):
                self._note(f"{name}.{key} is not SahasrahBot's id with a table of its own, e.g. [{name}.201].")
                continue
            self._demand_known(f"{name}.{key}", entry, known)
            entries[int(key)] = entry
        return entries

    def _section(self, name: str) -> dict[str, Any]:
        section = self._document.get(name, {})
        if not isinstance(section, dict):
            self._note(f"{name} is a table: [{name}.201].")
            return {}
        return section

    def _value(self, place: str, table: dict[str, Any], name: str, kind: type, otherwise: Any) -> Any:
        value = table.get(name, otherwise)
        if type(value) is not kind:
            wanted = {bool: "true or false", str: "a text in quotes"}[kind]
            self._note(f"{'.'.join(filter(None, (place, name)))} is {wanted}.")
            return otherwise
        return value

    def _demand_known(self, place: str, table: dict[str, Any], known: set[str]) -> None:
        for name in table.keys() - known:
            self._note(f"{'.'.join(filter(None, (place, name)))} is nothing that a plan decides.")

    def _note(self, sentence: str) -> None:
        with self.problems.noted():
            raise InvalidInput.on(_FIELD, sentence)


def _is_id(key: str) -> bool:
    return read_id(key, largest=2**63 - 1) is not None


def _are_ids(values: list[Any]) -> bool:
    return all(type(value) is int and value > 0 for value in values)


def _time_of(written: object) -> timedelta | None:
    parts = str(written).split(":")
    try:
        hours, minutes, seconds = int(parts[0]), int(parts[1]), float(parts[2])
    except (ValueError, IndexError):
        return None
    if len(parts) != 3 or hours < 0 or not (0 <= minutes < 60 and 0 <= seconds < 60):
        return None
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
