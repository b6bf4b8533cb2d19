"""What rows of an archive must be, beyond the kinds of their columns: as if somebody had entered them here."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from application.domain.accounts import check_discord_id
from application.domain.errors import InvalidInput, Problems
from application.domain.events import FieldChange, ResultChange
from application.domain.ids import LARGEST_ID, SUBJECTS, Subject
from application.domain.live_races.eligibility import Fix, Rule, Verdict
from application.domain.live_races.room import RoomSettings, check_room_settings
from application.domain.live_races.streams import clean_channel
from application.domain.messages.webhooks import checked_address, checked_kinds
from application.domain.operations.alert_settings import QuietHours
from application.domain.runs.run import RunStatus
from application.domain.runs.vod_links import split_links
from application.domain.seed_text import SEED_LIMIT, is_web_address
from application.domain.settings import cleaned, declared_in
from application.domain.text import cut_line, folded, one_line
from application.domain.tournaments.organization_settings import OrganizationSettings
from application.domain.tournaments.seed_source import SourceDraft, checked_source
from application.domain.tournaments.settings import TournamentSettings

Values = dict[str, Any]
_CHANGES = tuple({item.name for item in fields(kind)} for kind in (FieldChange, ResultChange))
_PERSON = "user_id"
_LARGEST_FIGURE = 1e9
"""Far beyond any score, and any par in seconds; sums of them stay numbers."""


def checks_of(now: datetime, *, private_allowed: bool) -> dict[str, Callable[[Values], Values]]:
    """Return what to ask of each kind of row, by the parts' names; `private_allowed` as for webhooks."""

    def webhook(values: Values) -> Values:
        kinds = values["kinds"]
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise InvalidInput.on("kinds", "Its events are no list.")
        address = checked_address(values["url"], private_allowed=private_allowed)
        return values | {"url": address, "kinds": checked_kinds(kinds, for_staff=values["for_staff"])}

    def seed_source(values: Values) -> Values:
        names = ("generator", "preset", "address", "template", "seed_at", "hash_at", "ahead", "at_draw")
        checked = checked_source(SourceDraft(**{name: values[name] for name in names}), private_allowed=private_allowed)
        return values | {name: getattr(checked, name) for name in names}

    def person(values: Values) -> Values:
        check_discord_id(values["discord_id"], now)
        return values | {"display_name": cut_line(values["display_name"], 80, instead="Player")}

    places = _Places()
    return {
        "organization": lambda values: _settings(OrganizationSettings, values),
        "people": person,
        "race_room_profiles": _profile,
        "tournaments": lambda values: _settings(TournamentSettings, values),
        "pools": lambda values: places.pool(values | {"name": _named(values)}),
        "seed_sources": seed_source,
        "seeds": lambda values: places.seed(_seed(values)),
        "live_races": places.live_race,
        "runs": lambda values: places.run(_run(values)),
        "entrants": _entrant,
        "unmatched_results": lambda values: _timed(values, "finish_time"),
        "corrections": lambda values: _timed(values, "before_time", "after_time"),
        "par_points": _par,
        "alert_settings": lambda values: _quiet(_settings(QuietHours, values)),
        "log": _entry,
        "webhooks": lambda values: webhook(values | {"name": _named(values)}),
    }


@dataclass(slots=True)
class _Places:
    """The tournaments of pools, seeds and live races by their numbers: what is run in one is all of that one."""

    pools: "array[int]" = field(default_factory=lambda: array("l"))
    seeds: "array[int]" = field(default_factory=lambda: array("l"))
    races: "array[int]" = field(default_factory=lambda: array("l"))

    def pool(self, values: Values) -> Values:
        self.pools.append(values["tournament_id"])
        return values

    def seed(self, values: Values) -> Values:
        self.seeds.append(self.pools[values["pool_id"] - 1])
        return values

    def live_race(self, values: Values) -> Values:
        self.races.append(values["tournament_id"])
        return self._all_of_one(values)

    def run(self, values: Values) -> Values:
        return self._all_of_one(values)

    def _all_of_one(self, values: Values) -> Values:
        named = (("pool_id", self.pools), ("permalink_id", self.seeds), ("live_race_id", self.races))
        for column, tournaments in named:
            number = values.get(column)
            if number is not None and tournaments[number - 1] != values["tournament_id"]:
                raise InvalidInput.on(column, "Its tournament isn't that of its pool, seed or live race.")
        return values


def _named(values: Values) -> str:
    return one_line(values["name"], field="name", what="name", limit=100)


def _profile(values: Values) -> Values:
    check_room_settings(RoomSettings(**{item.name: values[item.name] for item in fields(RoomSettings)}))
    return values | {"name": _named(values)}


def _quiet(values: Values) -> Values:
    QuietHours(**{item.name: values[item.name] for item in fields(QuietHours)}).check()
    return values


def _par(values: Values) -> Values:
    """Also of a seed."""
    if values["par_seconds"] is not None and not 0 < values["par_seconds"] <= _LARGEST_FIGURE:
        raise InvalidInput.on("par_seconds", "A par is no time.")
    return values


def _timed(values: Values, *columns: str) -> Values:
    if any(values[column] is not None and values[column] < timedelta() for column in columns):
        raise InvalidInput.on(columns[0], "A time is negative.")
    return values


def _settings(kind: type, values: Values) -> Values:
    problems = Problems()
    usual = {name: "-" if declared.kind is str else declared.default for name, declared in declared_in(kind).items()}
    clean = cleaned(kind, {name: values.get(name, default) for name, default in usual.items()}, problems)
    problems.refuse()
    return values | {name: value for name, value in clean.items() if name in values}


def _seed(values: Values) -> Values:
    if not folded(values["url"]):
        raise InvalidInput.on("url", "A seed is missing.")
    if len(values["url"]) > SEED_LIMIT:
        raise InvalidInput.on("url", f"A seed may have at most {SEED_LIMIT:,} characters.")
    return _par(values)


def _run(values: Values) -> Values:
    if not all(map(is_web_address, split_links(values["runner_vod_url"]))):
        raise InvalidInput.on("runner_vod_url", "A VOD link is no web address.")
    if values["status"] is RunStatus.FINISHED and values["finish_time"] is None:
        raise InvalidInput.on("finish_time", "A finished run has no time.")
    if abs(values["score"] or 0) > _LARGEST_FIGURE:
        raise InvalidInput.on("score", "A score is out of all bounds.")
    return _timed(values, "finish_time")


def _entry(values: Values) -> Values:
    """Everything that reads the log counts on numbers where it names something, and on changes being changes."""
    if not isinstance(values["payload"], dict) or not all(_is_told_well(*item) for item in values["payload"].items()):
        raise InvalidInput.on("payload", "What it says of an event can't be read.")
    return values


def _is_told_well(name: str, value: Any) -> bool:
    if name in SUBJECTS and SUBJECTS[name] is not Subject.SERVER:
        return value is None or (isinstance(value, int) and abs(value) <= LARGEST_ID)
    if name == "changes":
        return isinstance(value, list) and all(map(_is_change, value))
    return name != "change" or value is None or _is_change(value)


def _is_change(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) not in _CHANGES:
        return False
    return all(item is None or isinstance(item, int if name == _PERSON else str) for name, item in value.items())


def _entrant(values: Values) -> Values:
    verdicts = values["verdicts"] or []
    if not isinstance(verdicts, list):
        raise InvalidInput.on("verdicts", "A verdict can't be read.")
    for verdict in verdicts:
        try:
            fix = Fix(verdict["fix"]) if verdict["fix"] is not None else None
            Verdict(Rule(verdict["rule"]), bool(verdict["met"]), str(verdict["sentence"]), fix)
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidInput.on("verdicts", "A verdict can't be read.") from error
    return _timed(values, "finish_time") | {"channel": clean_channel(values["channel"])}
