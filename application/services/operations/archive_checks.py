"""What rows of an archive must be, beyond the kinds of their columns: as if somebody had entered them here."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any

from application.domain.accounts import check_discord_id
from application.domain.errors import InvalidInput, Problems
from application.domain.events import FieldChange, ResultChange
from application.domain.ids import LARGEST_ID, SUBJECTS, Subject
from application.domain.live_races.eligibility import Fix, Rule, Verdict
from application.domain.live_races.streams import clean_channel
from application.domain.messages.webhooks import checked_address, checked_kinds
from application.domain.runs.vod_links import split_links
from application.domain.seed_text import is_web_address
from application.domain.settings import cleaned, declared_in
from application.domain.text import cut_line, folded
from application.domain.tournaments.organization_settings import OrganizationSettings
from application.domain.tournaments.seed_source import SourceDraft, checked_source
from application.domain.tournaments.settings import TournamentSettings

Values = dict[str, Any]
_CHANGES = tuple({item.name for item in fields(kind)} for kind in (FieldChange, ResultChange))


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

    return {
        "organization": lambda values: _settings(OrganizationSettings, values),
        "people": person,
        "tournaments": lambda values: _settings(TournamentSettings, values),
        "seed_sources": seed_source,
        "seeds": _seed,
        "runs": _run,
        "entrants": _entrant,
        "log": _entry,
        "webhooks": webhook,
    }


def _settings(kind: type, values: Values) -> Values:
    problems = Problems()
    usual = {name: "-" if declared.kind is str else declared.default for name, declared in declared_in(kind).items()}
    clean = cleaned(kind, {name: values.get(name, default) for name, default in usual.items()}, problems)
    problems.refuse()
    return values | {name: value for name, value in clean.items() if name in values}


def _seed(values: Values) -> Values:
    if not folded(values["url"]):
        raise InvalidInput.on("url", "A seed is missing.")
    return values


def _run(values: Values) -> Values:
    if not all(map(is_web_address, split_links(values["runner_vod_url"]))):
        raise InvalidInput.on("runner_vod_url", "A VOD link is no web address.")
    return values


def _entry(values: Values) -> Values:
    """Everything that reads the log counts on numbers where it names something, and on changes being changes."""
    if not isinstance(values["payload"], dict) or not all(_is_told_well(*item) for item in values["payload"].items()):
        raise InvalidInput.on("payload", "What it says of an event can't be read.")
    return values


def _is_told_well(name: str, value: Any) -> bool:
    if name in SUBJECTS and SUBJECTS[name] is not Subject.SERVER:
        return value is None or (isinstance(value, int) and abs(value) <= LARGEST_ID)
    if name == "changes":
        return isinstance(value, list) and all(isinstance(item, dict) and set(item) in _CHANGES for item in value)
    return True


def _entrant(values: Values) -> Values:
    for verdict in values["verdicts"] or []:
        try:
            fix = Fix(verdict["fix"]) if verdict["fix"] is not None else None
            Verdict(Rule(verdict["rule"]), bool(verdict["met"]), str(verdict["sentence"]), fix)
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidInput.on("verdicts", "A verdict can't be read.") from error
    return values | {"channel": clean_channel(values["channel"])}
