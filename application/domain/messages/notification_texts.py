"""What is said to one member in a direct message, from present facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from application.domain.durations import clock_time
from application.domain.live_races.eligibility import Fix, Verdict, unmet
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room_door import RoomDoor
from application.domain.messages.notifications import NotificationKind
from application.domain.messages.race_posts import RaceFacts, Racer
from application.domain.messages.rich_text import (
    FIELD_LIMIT,
    TITLE_LIMIT,
    Button,
    RichMessage,
    Section,
    Tone,
    plain,
    shortened,
    when,
)
from application.domain.runs.leaderboard import RunMeaning
from application.domain.runs.run import RunStatus
from application.domain.words import ordinal

_FOOTER = "Choose your notifications on your notifications page."
_AHEAD = (LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING)


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What a race came to for one who counts; without a `meaning` what it did to the rank stays hidden."""

    racer: Racer
    score: float | None = None
    meaning: RunMeaning | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """What is special about the one who reads: own verdicts and way into the room before a race, own result after."""

    verdicts: tuple[Verdict, ...] = ()
    door: RoomDoor = RoomDoor.SHUT
    result: OwnResult | None = None


def run_message(sentence: str, page_url: str, *, mark: str) -> RichMessage:
    """Return a direct message about one's own run."""
    return _plain("About your run", sentence, Button("Run page", url=page_url), mark)


def account_message(sentence: str, page_url: str, *, mark: str) -> RichMessage:
    """Return a direct message about accounts and the people behind them."""
    return _plain("About accounts", sentence, Button("Account page", url=page_url), mark)


def _plain(title: str, sentence: str, button: Button, mark: str) -> RichMessage:
    return RichMessage(
        title=title,
        tone=Tone.NEUTRAL,
        url=f"{button.url}#{mark}",
        body=plain(sentence),
        footer=_FOOTER,
        buttons=(button,),
    )


def is_late(kind: NotificationKind, facts: RaceFacts, now: datetime) -> bool:
    """Tell whether there is no point in a notification any more, because the race has gone on."""
    match kind:
        case NotificationKind.ROOM_OPEN:
            return facts.status is not LiveRaceStatus.PENDING
        case NotificationKind.RACE_CANCELLED:
            return facts.status is not LiveRaceStatus.CANCELLED
        case NotificationKind.RESULTS:
            return facts.status is not LiveRaceStatus.FINISHED
        case _:
            return facts.status not in _AHEAD or facts.scheduled_at <= now


def direct_message(kind: NotificationKind, facts: RaceFacts, reader: Reader, *, mark: str) -> RichMessage:
    """Return a direct message; `mark` is unique among this person's messages."""
    title = plain(facts.title)
    words, tone = _headline(kind, title)
    return RichMessage(
        title=shortened(words, TITLE_LIMIT),
        tone=tone,
        url=f"{facts.page_url}#{mark}",
        body=f"{plain(facts.tournament)} · {plain(facts.pool)}",
        sections=tuple(_sections(kind, facts, reader)),
        footer=_FOOTER,
        buttons=tuple(_buttons(facts, reader.door)),
    )


def _headline(kind: NotificationKind, title: str) -> tuple[str, Tone]:
    match kind:
        case NotificationKind.RACE_SCHEDULED:
            return f"New race: {title}", Tone.UPCOMING
        case NotificationKind.REMINDER:
            return f"{title} starts soon", Tone.UPCOMING
        case NotificationKind.ROOM_OPEN:
            return f"The room of {title} is open", Tone.OPEN
        case NotificationKind.RACE_MOVED:
            return f"{title} has a new time", Tone.UPCOMING
        case NotificationKind.RACE_CANCELLED:
            return f"{title} is cancelled", Tone.CANCELLED
        case _:
            return f"Your result of {title}", Tone.PROVISIONAL


def _sections(kind: NotificationKind, facts: RaceFacts, reader: Reader) -> list[Section]:
    if kind is NotificationKind.RACE_CANCELLED:
        reason = plain(facts.cancel_reason)
        return [Section("Why", shortened(reason, FIELD_LIMIT), inline=False)] if reason else []
    if kind is NotificationKind.RESULTS:
        return [Section("Result", _result(reader.result), inline=False)]
    sections = [Section("Start", when(facts.scheduled_at), inline=False)]
    if facts.room_url is not None:
        sections.append(Section("Room", facts.room_url, inline=False))
    if reader.door.says:
        sections.append(Section("May you race?", reader.door.says, inline=False))
    elif reader.verdicts:
        sections.append(Section("May you race?", verdict_summary(reader.verdicts), inline=False))
    return sections


def _result(result: OwnResult | None) -> str:
    if result is None or result.racer.outcome is None:
        return "Not counted."
    reached = outcome_in_words(result)
    if result.racer.time is None:
        return f"{reached[:1].upper()}{reached[1:]}"
    time = clock_time(result.racer.time)
    return f"{time}, {reached}" if reached else time


def outcome_in_words(result: OwnResult) -> str:
    """Return what somebody reached in a race and what that did to the rank, e.g. "2nd, 102.4, rank 7 → 5"."""
    racer, meaning = result.racer, result.meaning
    reached = []
    if racer.outcome is RunStatus.FINISHED:
        reached += [ordinal(racer.place)] if racer.place is not None else []
    elif racer.outcome is not None:
        reached.append(racer.outcome.label.lower())
    if result.score is not None:
        reached.append(f"{result.score:.1f}")
    if meaning is not None and meaning.rank_after is not None:
        before = meaning.rank_before
        moved = before is not None and before != meaning.rank_after
        reached.append(f"rank {before} → {meaning.rank_after}" if moved else f"rank {meaning.rank_after}")
    return ", ".join(reached)


def verdict_summary(verdicts: tuple[Verdict, ...]) -> str:
    """Return one line that says yes, or everything that stands in the way."""
    reasons = unmet(verdicts)
    if not reasons:
        return "Yes, you are eligible."
    return shortened("Not yet. " + " ".join(plain(verdict.sentence) for verdict in reasons), FIELD_LIMIT)


def verdict_list(verdicts: tuple[Verdict, ...], fixes: Mapping[Fix, str]) -> str:
    """Return every rule with its answer, and how to change it where that is in the player's hands, as `fixes` says."""
    return "\n".join(_verdict_line(verdict, fixes) for verdict in verdicts)


def _verdict_line(verdict: Verdict, fixes: Mapping[Fix, str]) -> str:
    sign = "✅" if verdict.met else "❌"
    line = f"{sign} **{verdict.rule.label}**: {plain(verdict.sentence)}"
    fix = fixes.get(verdict.fix) if verdict.fix is not None else None
    return f"{line} {fix}" if fix is not None else line


def _buttons(facts: RaceFacts, door: RoomDoor) -> list[Button]:
    buttons = [Button("Race page", url=facts.page_url)]
    if facts.room_url is not None and door is not RoomDoor.SHUT:
        buttons.insert(0, Button(door.label, url=facts.room_url))
    return buttons
