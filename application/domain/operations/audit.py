"""How logged events are called and found again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from application.domain.ids import LiveRaceId, RunId, TournamentId, UserId
from application.domain.text import folded

SEARCH_LIMIT = 2000
_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Subject(StrEnum):
    """What a number of the database in an entry stands for; the value is what a person calls one."""

    PERSON = "person"
    TOURNAMENT = "tournament"
    POOL = "pool"
    SEED = "seed"
    LIVE_RACE = "live race"
    RUN = "run"
    PROFILE = "race room profile"
    INVITE = "invite"
    BOT = "bot"
    RESULT = "unmatched result"
    SERVER = "Discord server"


SUBJECTS = {
    "user_id": Subject.PERSON,
    "gone_id": Subject.PERSON,
    "other_id": Subject.PERSON,
    "tournament_id": Subject.TOURNAMENT,
    "pool_id": Subject.POOL,
    "permalink_id": Subject.SEED,
    "live_race_id": Subject.LIVE_RACE,
    "run_id": Subject.RUN,
    "profile_id": Subject.PROFILE,
    "race_room_profile_id": Subject.PROFILE,
    "invite_id": Subject.INVITE,
    "bot_id": Subject.BOT,
    "entry_id": Subject.RESULT,
    "guild_id": Subject.SERVER,
}
"""By the names of events' values and of changed settings. None of these numbers is ever shown to people."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; None and empty mean all. `kinds` are names of event classes."""

    kinds: tuple[str, ...] = ()
    actor_id: UserId | None = None
    system_only: bool = False
    tournament_id: TournamentId | None = None
    live_race_id: LiveRaceId | None = None
    run_id: RunId | None = None
    since: datetime | None = None
    until: datetime | None = None
    search: str = ""


def kind_label(kind: str) -> str:
    """Return an event's name in words: "AsyncRunDrawnEvent" is "Run drawn"."""
    words = _WORD_STARTS.sub(" ", kind.removesuffix("Event").removeprefix("Async"))
    return words.capitalize()


def search_text(kind: str, actor: str, payload: Mapping[str, object]) -> str:
    """Return the words by which an entry is found, in the form that `search_words` gives a question.

    Numbers that nobody is shown find nothing.
    """
    return search_words(" ".join([kind_label(kind), actor, *_texts(payload)]))[:SEARCH_LIMIT]


def search_words(text: str) -> str:
    return folded(text).casefold()


def _texts(value: object) -> list[str]:
    match value:
        case None | bool():
            return []
        case str():
            return [value]
        case int() | float():
            return [str(value)]
        case Mapping() if value.get("field") in SUBJECTS:
            return []
        case Mapping():
            return [text for name, item in value.items() if name not in SUBJECTS for text in _texts(item)]
        case list() | tuple():
            return [text for item in value for text in _texts(item)]
        case _:
            return []
