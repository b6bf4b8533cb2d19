"""From what has happened to what must be said in a race room.

Texts never contain a seed: that line is made when it is sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from application.domain.eligibility import Fix, Verdict, unmet
from application.domain.room import CHAT_LIMIT, in_lines


class Destination(StrEnum):
    RACETIME = "racetime"
    DISCORD = "discord"
    MEMBERS = "members"
    """To be spread to members personally; that is done here, not outside."""


class RoomLineKind(StrEnum):
    TEXT = "text"
    SEED = "seed"
    """The seed itself, read from the vault at the time of sending."""


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A chat line to be said once; `occasion` makes it unique within its room."""

    occasion: str
    text: str = ""
    kind: RoomLineKind = RoomLineKind.TEXT
    direct_to: str | None = None
    pinned: bool = False


def welcome(title: str, tournament: str, page_url: str, lock_minutes: int) -> RoomLine:
    text = (
        f"Welcome to {title} ({tournament}). The room is locked {_minutes(lock_minutes)} before the start; "
        f"whoever may race then gets a run. Check whether you may race: {page_url}"
    )
    return RoomLine("welcome", text[:CHAT_LIMIT], pinned=True)


def locked(eligible: Sequence[str], not_eligible: int) -> Iterable[RoomLine]:
    """The settled list, in as many lines as racetime.gg's limit needs."""
    if not eligible:
        yield RoomLine("locked:0", "The room is locked. Nobody here is eligible; this race counts for nobody.")
        return
    for index, text in enumerate(in_lines("The room is locked. This race counts for:", eligible)):
        yield RoomLine(f"locked:{index}", text)
    if not_eligible:
        yield RoomLine(
            "locked:others",
            f"{_racers(not_eligible)} here can't be counted; each was told why in a direct message.",
        )


def told_ineligible(racetime_id: str, verdicts: Sequence[Verdict], link_url: str, occasion: str) -> RoomLine:
    """A direct message with every reason and, where one helps, the link that fixes it."""
    reasons = unmet(verdicts)
    sentences = " ".join(verdict.sentence for verdict in reasons)
    fixable = any(verdict.fix in (Fix.LINK_RACETIME, Fix.JOIN_ORGANIZATION) for verdict in reasons)
    hint = f" {link_url}" if fixable else ""
    text = f"You may race along, but your result can't be counted: {sentences}"
    return RoomLine(f"{occasion}:{racetime_id}", f"{text[: CHAT_LIMIT - len(hint)]}{hint}", direct_to=racetime_id)


def told_unlinked(racetime_id: str, link_url: str, occasion: str) -> RoomLine:
    text = (
        "You may race along, but no member has linked this racetime.gg account, so your result is kept aside. "
        f"Link it and it can be counted: {link_url}"
    )
    return RoomLine(f"{occasion}:{racetime_id}", text[:CHAT_LIMIT], direct_to=racetime_id)


def seed_released() -> RoomLine:
    return RoomLine("seed", kind=RoomLineKind.SEED, pinned=True)


def seed_text(url: str, notes: str, commitment: str) -> str:
    """The line that hands out the seed; made only at the time of sending."""
    parts = [f"Seed: {url}", notes, f"(commitment {commitment[:12]}…)"]
    return " ".join(part for part in parts if part)[:CHAT_LIMIT]


def started(participants: int, attempt: int) -> RoomLine:
    return RoomLine(f"started:{attempt}", f"Good luck, have fun! {_racers(participants)} counted in this race.")


def finished(finishers: int, page_url: str, attempt: int) -> RoomLine:
    return RoomLine(
        f"finished:{attempt}",
        f"The results of {_racers(finishers)} are recorded; they are provisional until racetime.gg records "
        f"the race: {page_url}"[:CHAT_LIMIT],
    )


def moved(old: str, new: str, version: int) -> RoomLine:
    return RoomLine(f"moved:{version}", f"The start of this race was moved from {old} to {new}.")


def _minutes(number: int) -> str:
    return "1 minute" if number == 1 else f"{number} minutes"


def _racers(number: int) -> str:
    return "1 racer" if number == 1 else f"{number} racers"
