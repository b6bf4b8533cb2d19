"""What is kept about a person, and what becomes of it when two turn out to be one or somebody wants to be forgotten."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from application.domain.errors import InvalidInput

DELETED_NAME = "Deleted player"
MEANS_THE_DELETED = "This name stands for people who left. Choose another one."
_DELETED_KEY = "deleted:"
_SHORTEST_PART = 4
"""A shorter name is too often just a word to be looked for within a sentence about others."""

_OWN_WORDS = frozenset({"reason", "note", "old", "new"})
_NAMES = frozenset({"name", "gone_name"})


class WhenMerged(StrEnum):
    """What becomes of a row of somebody who turns out to be another person."""

    MOVES = "moves"
    UNITES = "unites"
    """It moves, unless the other has such a row already."""
    ENDS = "ends"


class WhenDeleted(StrEnum):
    """What becomes of a row of somebody who is forgotten."""

    STAYS = "stays"
    """It refers to somebody without a name from then on."""
    GOES = "goes"
    CLEARED = "cleared"
    """The row stays and refers to nobody."""


@dataclass(frozen=True, slots=True)
class Traces:
    """By what a person can be recognised in texts. `names` may be other people's, too; `accounts` are not."""

    user_ids: frozenset[int]
    names: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    """racetime.gg ids and full names, and Discord ids."""

    def without(self, text: str, *, about_them: bool) -> str:
        """Return a text that names the person no more; `about_them` says that a name in it is theirs."""
        known = self.accounts | self.names if about_them else self.accounts
        if text in known:
            return DELETED_NAME
        for part in sorted(known, key=len, reverse=True):
            if (about_them or len(part) >= _SHORTEST_PART) and part in text:
                text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", DELETED_NAME, text)
        return text

    def forgotten(self, payload: Mapping[str, Any], *, by_them: bool = False) -> dict[str, Any]:
        """Return logged values without the person; those of others in the same entry stay.

        `by_them` says that the person did it, so that what was written about oneself goes, too.
        """
        cleaned: dict[str, Any] = self._cleaned(payload, about_them=False, by_them=by_them)
        return cleaned

    def _cleaned(self, value: Any, *, about_them: bool, by_them: bool) -> Any:
        match value:
            case Mapping():
                theirs = value.get("user_id") in self.user_ids if "user_id" in value else about_them
                return {
                    key: ""
                    if theirs and by_them and key in _OWN_WORDS and item
                    else self._cleaned(item, about_them=theirs, by_them=by_them)
                    for key, item in value.items()
                }
            case list() | tuple():
                return [self._cleaned(item, about_them=about_them, by_them=by_them) for item in value]
            case str():
                return self.without(value, about_them=about_them)
            case _:
                return value


def stands_for_the_deleted(name: str) -> bool:
    return name.casefold() == DELETED_NAME.casefold()


def check_not_of_the_deleted(name: str) -> str:
    """Return a person's name. Raises `InvalidInput` for the one by which people who left are called."""
    if stands_for_the_deleted(name):
        raise InvalidInput.on("display_name", MEANS_THE_DELETED)
    return name


def without_others(payload: object, user_ids: Collection[int]) -> object:
    """Return logged values without those items of lists that are about somebody else, whose results may be hidden."""
    match payload:
        case Mapping():
            return {key: without_others(item, user_ids) for key, item in payload.items()}
        case list() | tuple():
            return [without_others(item, user_ids) for item in payload if not _is_about_others(item, user_ids)]
        case _:
            return payload


def _is_about_others(item: object, user_ids: Collection[int]) -> bool:
    return isinstance(item, Mapping) and "user_id" in item and item["user_id"] not in user_ids


def names_given_to(payload: object, user_ids: Collection[int], *, about_them: bool = False) -> set[str]:
    """Return what these people were called when the values were logged, and before and after a change of the name."""
    match payload:
        case Mapping():
            theirs = payload.get("user_id") in user_ids if "user_id" in payload else about_them
            found = {payload[key] for key in _NAMES & payload.keys()} if theirs else set()
            if theirs and payload.get("field") == "display_name":
                found |= {payload.get("old"), payload.get("new")}
            inner = [names_given_to(item, user_ids, about_them=theirs) for item in payload.values()]
            return {name for name in found if isinstance(name, str) and name}.union(*inner)
        case list() | tuple():
            return set().union(*(names_given_to(item, user_ids, about_them=about_them) for item in payload))
        case _:
            return set()


def deleted_key(live_race_id: int, racetime_id: str) -> str:
    """Return what stands for a forgotten racer's account in one race.

    racetime.gg goes on naming the account. It is recognised by this, so that the result neither comes back under the
    name nor is counted twice.
    """
    return _DELETED_KEY + hashlib.sha256(f"{live_race_id}:{racetime_id}".encode()).hexdigest()[:40]


def is_deleted_key(key: str) -> bool:
    return key.startswith(_DELETED_KEY)
