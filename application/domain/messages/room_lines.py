"""From what has happened to what must be said in a race room.

Texts never contain a seed: that line is made when it is sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.live_races.eligibility import Verdict, is_put_right_by_linking, unmet
from application.domain.live_races.live_race import Stage
from application.domain.live_races.room import CHAT_LIMIT, in_lines
from application.domain.words import counted


class RoomLineKind(StrEnum):
    TEXT = "text"
    SEED = "seed"
    """The seed itself, read from the vault at the time of sending."""


@dataclass(frozen=True, slots=True)
class ChatButton:
    """A button under a chat line; whoever presses it says `message`. racetime.gg takes at most four per line."""

    label: str
    message: str


_BEFORE_START = frozenset({Stage.WAITING, Stage.LOCKED})
_ONCE_SETTLED = frozenset({Stage.LOCKED, Stage.RUNNING})
_ANSWER_IS_AWAITED_FOR = timedelta(minutes=2)
_FIGURES_HOLD_FOR = timedelta(minutes=1)
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A chat line to be said once; `occasion` makes it unique within its room.

    It is dropped instead where its race is in none of the stages `holds_in`, or once it has waited `holds_for`; None
    means that this doesn't matter.
    """

    occasion: str
    text: str = ""
    kind: RoomLineKind = RoomLineKind.TEXT
    direct_to: str | None = None
    pinned: bool = False
    buttons: tuple[ChatButton, ...] = ()
    holds_in: frozenset[Stage] | None = None
    holds_for: timedelta | None = None


ELIGIBLE_BUTTON = ChatButton("Am I eligible?", "!eligible")
STATUS_BUTTON = ChatButton("What happens next?", "!status")


def welcome(title: str, tournament: str, page_url: str, lock_minutes: int, locks_at: datetime) -> RoomLine:
    """`lock_minutes` are those from the lock to the start; a room that opens after its start is locked later still."""
    when = f"{counted(lock_minutes, 'minute')} before the start" if lock_minutes else "at the start"
    if lock_minutes < 0:
        when = f"at {locks_at:%H:%M} UTC"
    text = (
        f"Welcome to {title} ({tournament}). The room is locked {when}; "
        f"whoever may race then gets a run. Check whether you may race: {page_url}"
    )
    buttons = (ELIGIBLE_BUTTON, STATUS_BUTTON)
    return RoomLine("welcome", text[:CHAT_LIMIT], pinned=True, buttons=buttons, holds_in=_BEFORE_START)


def locked(eligible: Sequence[str], not_eligible: int) -> Iterable[RoomLine]:
    """The settled list, in as many lines as racetime.gg's limit needs."""
    if not eligible:
        text = "The room is locked. Nobody here is eligible; this race counts for nobody."
        yield RoomLine("locked:0", text, holds_in=_ONCE_SETTLED)
        return
    for index, text in enumerate(in_lines("The room is locked. This race counts for:", eligible)):
        yield RoomLine(f"locked:{index}", text, holds_in=_ONCE_SETTLED)
    if not_eligible:
        yield RoomLine(
            "locked:others",
            f"{counted(not_eligible, 'racer')} here can't be counted; each was told why in a direct message.",
            holds_in=_ONCE_SETTLED,
        )


def seed_follows() -> RoomLine:
    text = (
        "The seed of this race is being made and takes longer than usual. The room is locked once it is here, and the "
        "race starts after that; nobody has seen the seed."
    )
    return RoomLine("seed-follows", text, holds_in=_BEFORE_START)


def locked_after_all(eligible: Sequence[str], *, occasion: str) -> Iterable[RoomLine]:
    """The whole list once more, because somebody was in the room of whom nothing had been heard at the lock."""
    for index, text in enumerate(in_lines("This race counts after all for:", eligible)):
        yield RoomLine(f"locked:{occasion}:{index}", text, holds_in=_ONCE_SETTLED)


@dataclass(frozen=True, slots=True)
class Judged:
    """An entrant and the verdicts on them; none at all when no user has linked the account."""

    racetime_id: str
    verdicts: tuple[Verdict, ...]

    @property
    def reasons(self) -> str:
        if not self.verdicts:
            return "No member has linked this racetime.gg account."
        return " ".join(verdict.sentence for verdict in unmet(self.verdicts))

    @property
    def is_about_link(self) -> bool:
        return is_put_right_by_linking(self.verdicts)


@dataclass(frozen=True, slots=True)
class Fixes:
    """Where a player puts things right: an account is linked on one page, everything else is explained on another."""

    account_url: str
    race_url: str

    def of(self, judged: Judged) -> str:
        return self.account_url if judged.is_about_link else self.race_url


def not_counted_yet(judged: Judged, fixes: Fixes, *, lock_at: str, is_removed: bool, occasion: str) -> RoomLine:
    """To somebody who joined and doesn't qualify: every reason, and what is still possible before the lock."""
    otherwise = "you are removed from the room" if is_removed else "you may race along without being counted"
    text = f"As things stand your result can't be counted: {judged.reasons}"
    hint = f" Put it right before {lock_at} and you are in; otherwise {otherwise}. {fixes.of(judged)}"
    return _direct(occasion, judged, text, hint, Stage.WAITING)


def came_late(judged: Judged, fixes: Fixes, *, is_removed: bool, occasion: str) -> RoomLine:
    """To somebody who was let in after the lock and doesn't qualify."""
    otherwise = "you are removed from the room" if is_removed else "you may race along without being counted"
    text = f"Your result can't be counted: {judged.reasons}"
    hint = f" The room is locked, so {otherwise}. {fixes.of(judged)}"
    return _direct(occasion, judged, text, hint, Stage.LOCKED)


def counted_after_all(racetime_id: str, occasion: str) -> RoomLine:
    return RoomLine(
        f"{occasion}:{racetime_id}",
        "All is in order now: your result in this race counts.",
        direct_to=racetime_id,
        holds_in=frozenset(Stage) - {Stage.CANCELLED},
    )


def refused(judged: Judged, fixes: Fixes, *, is_removed: bool, occasion: str = "refused") -> RoomLine:
    """To somebody who was settled not to count: every reason and, where one helps, the link that fixes it."""
    if is_removed:
        text, hint = f"You are removed from this room, because your result can't be counted: {judged.reasons}", ""
    elif judged.verdicts:
        text, hint = f"You may race along, but your result can't be counted: {judged.reasons}", ""
    else:
        text = f"You may race along, and your result is kept as unmatched: {judged.reasons}"
        hint = " Link it and it can be counted:"
    return _direct(occasion, judged, text, f"{hint} {fixes.of(judged)}", *_ONCE_SETTLED)


def _direct(occasion: str, judged: Judged, text: str, hint: str, *stages: Stage) -> RoomLine:
    """A direct message whose reasons may be cut and whose hint is always whole."""
    whole = f"{text[: CHAT_LIMIT - len(hint)]}{hint}"
    return RoomLine(f"{occasion}:{judged.racetime_id}", whole, direct_to=judged.racetime_id, holds_in=frozenset(stages))


def goes_on_elsewhere(room_url: str, number: int) -> RoomLine:
    text = f"This race has a new room. Please join there: {room_url}"
    return RoomLine(f"replaced:{number}", text, holds_in=_BEFORE_START)


def no_longer_ours(title: str, page_url: str) -> RoomLine:
    return RoomLine("detached", f"This room is no longer the room of {title}: {page_url}"[:CHAT_LIMIT])


def low_entrants(joined: int, minutes_left: int, room_url: str) -> RoomLine:
    text = (
        f"{counted(joined, 'racer')} joined so far. racetime.gg closes this room in "
        f"{counted(minutes_left, 'minute')} unless two have; bring somebody: {room_url}"
    )
    return RoomLine("low-entrants", text[:CHAT_LIMIT], holds_in=_BEFORE_START, holds_for=_FIGURES_HOLD_FOR)


def start_called(unready: Sequence[str], begins_at: datetime | None, *, occasion: str) -> Iterable[RoomLine]:
    """Name those who are not ready at the start; nothing where everybody is."""
    if unready:
        then = "" if begins_at is None else f" The race begins at {begins_at:%H:%M} UTC with those who are ready."
        yield from _calls(f"It is time to start.{then} Not ready yet:", unready, occasion)


def start_warned(unready: Sequence[str], left: timedelta, *, occasion: str) -> Iterable[RoomLine]:
    seconds = round(left.total_seconds())
    when = f"{seconds} seconds" if seconds < _MINUTE else counted(seconds // _MINUTE, "minute")
    text = f"The race begins in {when} with those who are ready."
    yield from _calls(f"{text} Not ready yet:" if unready else text, unready, occasion)


def too_few_ready(*, occasion: str) -> RoomLine:
    text = "Fewer than two racers are ready. The race begins as soon as two are."
    return RoomLine(occasion, text, holds_in=frozenset({Stage.LOCKED}))


def _calls(text: str, names: Sequence[str], occasion: str) -> Iterable[RoomLine]:
    for index, line in enumerate(in_lines(text, names)):
        yield RoomLine(f"{occasion}:{index}", line, holds_in=frozenset({Stage.LOCKED}), holds_for=_FIGURES_HOLD_FOR)


def reply(occasion: str, text: str, *, direct_to: str | None = None, about: Stage | None = None) -> RoomLine:
    """An answer to a chat command, cut to what racetime.gg takes; `about` is the stage that it describes."""
    stages = None if about is None else frozenset({about})
    return RoomLine(
        f"reply:{occasion}",
        text[:CHAT_LIMIT],
        direct_to=direct_to,
        holds_in=stages,
        holds_for=_ANSWER_IS_AWAITED_FOR,
    )


def seed_released(commitment: str) -> RoomLine:
    """`commitment` tells one seed from another: a second room may get a second one."""
    return RoomLine(f"seed:{commitment[:12]}", kind=RoomLineKind.SEED, pinned=True, holds_in=_ONCE_SETTLED)


def seed_again(occasion: str) -> RoomLine:
    """The seed once more, for somebody who asked."""
    return RoomLine(f"reply:{occasion}", kind=RoomLineKind.SEED, holds_for=_ANSWER_IS_AWAITED_FOR)


def seed_text(seed: str, notes: str, commitment: str, page_url: str) -> str:
    """The line that hands out the seed; made only at the time of sending, and never with a part of the seed only."""
    proof = f"(commitment {commitment[:12]}…)"
    for parts in ((f"Seed: {seed}", notes, proof), (f"Seed: {seed}", proof)):
        line = " ".join(part for part in parts if part)
        if len(line) <= CHAT_LIMIT:
            return line
    return f"The seed is out. It is too long for a chat line; copy it here: {page_url} {proof}"


def started(participants: int, attempt: int) -> RoomLine:
    text = f"Good luck, have fun! {counted(participants, 'racer')} counted in this race."
    return RoomLine(f"started:{attempt}", text, holds_in=frozenset({Stage.RUNNING}))


def finished(finishers: int, page_url: str, attempt: int) -> RoomLine:
    return RoomLine(
        f"finished:{attempt}",
        f"The results of {counted(finishers, 'racer')} are recorded; they are not final until racetime.gg records "
        f"the race: {page_url}"[:CHAT_LIMIT],
        holds_in=frozenset({Stage.FINISHED}),
    )


def moved(old: str, new: str, version: int) -> RoomLine:
    text = f"The start of this race was moved from {old} to {new}."
    return RoomLine(f"moved:{version}", text, holds_in=_BEFORE_START)
