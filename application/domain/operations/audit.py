"""How logged events are called and found again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from application.domain.ids import SUBJECTS, LiveRaceId, RunId, TournamentId, UserId
from application.domain.text import folded

SEARCH_LIMIT = 2000
_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


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


_SAID_OTHERWISE = {
    "InboxEntryDismissedEvent": "Unmatched result dismissed",
    "InboxEntryMatchedEvent": "Unmatched result matched",
    "InboxEntryReopenedEvent": "Unmatched result reopened",
    "InboxMatchOfferedEvent": "Match of a result offered",
    "NotificationWishesChangedEvent": "Notification settings changed",
    "PermalinkRevealedEvent": "Sealed permalink read early",
    "PlayerUnwhitelistedEvent": "Player taken off the whitelist",
    "PlayerWhitelistedEvent": "Player put on the whitelist",
    "RacetimeBotSavedEvent": "racetime.gg bot saved",
    "RacetimeBotStatusChangedEvent": "racetime.gg bot's status changed",
    "RacetimeClaimVoidedEvent": "racetime.gg account proved by its owner",
    "RacetimeLinkChangedEvent": "racetime.gg account changed",
}


def kind_label(kind: str) -> str:
    """Return an event's name in words: "AsyncRunDrawnEvent" is "Run drawn"."""
    if kind in _SAID_OTHERWISE:
        return _SAID_OTHERWISE[kind]
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
