"""What is said about a live race in a channel: one living message, an alert at room open, a reply with the results.

Pure functions over present facts, so a message that is late is still true.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from application.domain.durations import clock_time
from application.domain.ids import LiveRaceId, TournamentId
from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus
from application.domain.live_races.room_door import RoomDoor
from application.domain.live_races.seed_vault import SeedState, SeedView
from application.domain.messages.outbox import MessageKind
from application.domain.messages.rich_text import (
    CONTENT_LIMIT,
    FIELD_LIMIT,
    TITLE_LIMIT,
    Button,
    Mentions,
    RichMessage,
    Section,
    TimeStyle,
    Tone,
    link,
    listed,
    moment,
    plain,
    seed_markup,
    shortened,
    when,
)
from application.domain.runs.run import COUNTABLE_RUN_STATUSES, RunStatus
from application.domain.words import counted

MOST_NAMES = 24
MOST_FINISHERS = 10
MOST_MENTIONS = 80
"""A message may have 2,000 characters, and alert a hundred people."""


class PingMode(StrEnum):
    """Who is alerted when a room opens."""

    NOBODY = "nobody"
    ROLE = "role"
    ELIGIBLE = "eligible"


@dataclass(frozen=True, slots=True)
class Racer:
    """One counted racer; without an outcome the racer is still racing."""

    name: str
    outcome: RunStatus | None = None
    place: int | None = None
    time: timedelta | None = None


@dataclass(frozen=True, slots=True)
class RaceFacts:
    """A live race as everybody who reads the channel may know it."""

    id: LiveRaceId
    tournament_id: TournamentId
    title: str
    tournament: str
    pool: str
    goal: str
    status: LiveRaceStatus
    scheduled_at: datetime
    opens_at: datetime
    locks_at: datetime
    locked_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    final_at: datetime | None
    corrected_at: datetime | None
    cancel_reason: str
    room_url: str | None
    page_url: str
    seed: SeedView
    seed_number: int | None
    """None until the seed is released."""
    racers: tuple[Racer, ...]
    results_hidden: bool
    """Results stay hidden until the tournament closes."""


def eligible_action(live_race_id: int) -> str:
    return f"race:{live_race_id}:eligible"


def open_action(live_race_id: int) -> str:
    return f"race:{live_race_id}:open"


def remind_action(live_race_id: int) -> str:
    return f"race:{live_race_id}:remind"


# The living message


def race_card(facts: RaceFacts) -> RichMessage:
    """Return the one message of a race, as it should read now."""
    state, tone = _state(facts)
    return RichMessage(
        title=shortened(plain(facts.title), TITLE_LIMIT),
        tone=tone,
        url=f"{facts.page_url}#{MessageKind.CARD}",
        body=f"{plain(facts.tournament)} · {plain(facts.pool)}\n**{state}**",
        sections=tuple(_sections(facts)),
        footer=_footer(facts),
        buttons=tuple(_buttons(facts)),
    )


def _state(facts: RaceFacts) -> tuple[str, Tone]:
    match facts.status:
        case LiveRaceStatus.SCHEDULED:
            return "Scheduled", Tone.UPCOMING
        case LiveRaceStatus.PENDING if facts.locked_at is not None:
            return "The room is locked, the race starts soon", Tone.OPEN
        case LiveRaceStatus.PENDING:
            return "The room is open", Tone.OPEN
        case LiveRaceStatus.IN_PROGRESS:
            return "The race is on", Tone.RUNNING
        case LiveRaceStatus.CANCELLED:
            return "Cancelled", Tone.CANCELLED
        case LiveRaceStatus.FINISHED:
            final = facts.final_at is not None
            words = "Final results" if final else "Results not final"
            if facts.corrected_at is not None:
                words += f", corrected {moment(facts.corrected_at, TimeStyle.RELATIVE)}"
            return words, Tone.FINAL if final else Tone.PROVISIONAL


def _sections(facts: RaceFacts) -> list[Section]:
    sections: list[Section] = []
    if facts.status is LiveRaceStatus.CANCELLED:
        if facts.cancel_reason:
            sections.append(Section("Why", shortened(plain(facts.cancel_reason), FIELD_LIMIT), inline=False))
        return [*sections, Section("Was planned for", moment(facts.scheduled_at, TimeStyle.FULL), inline=False)]
    if facts.started_at is None:
        sections.append(Section("Start", when(facts.scheduled_at), inline=False))
        if facts.status is LiveRaceStatus.SCHEDULED:
            sections.append(Section("Room opens", moment(facts.opens_at, TimeStyle.RELATIVE)))
        if facts.locked_at is None:
            sections.append(Section("Room locks", moment(facts.locks_at, TimeStyle.RELATIVE)))
    else:
        sections.append(Section("Started", when(facts.started_at), inline=False))
    if facts.goal:
        sections.append(Section("Goal", shortened(plain(facts.goal), FIELD_LIMIT)))
    if facts.room_url is not None:
        sections.append(Section("Room", facts.room_url, inline=False))
    seed = "Seed" if facts.seed_number is None else f"Seed {facts.seed_number}"
    sections.append(Section(seed, _seed(facts.seed, facts.page_url), inline=False))
    if facts.status is LiveRaceStatus.FINISHED:
        sections.append(Section("Results", _results(facts), inline=False))
    elif facts.locked_at is not None or facts.status is LiveRaceStatus.IN_PROGRESS:
        sections.append(Section(_counted(facts), _names(facts), inline=False))
    return sections


def _seed(seed: SeedView, page_url: str) -> str:
    match seed.state:
        case SeedState.UNDECIDED:
            return "Chosen when the room is locked"
        case SeedState.SEALED:
            return f"Sealed, commitment `{seed.commitment[:16]}…`"
        case SeedState.RELEASED:
            return seed_markup(seed.url or "", seed.notes or "", page_url=page_url)


def _counted(facts: RaceFacts) -> str:
    number = len(facts.racers)
    return counted(number, "racer counts", "racers count")


def _names(facts: RaceFacts) -> str:
    if not facts.racers:
        return "Nobody so far"
    names = sorted((racer.name for racer in facts.racers), key=str.casefold)
    return listed([plain(name) for name in names], most=MOST_NAMES)


def _results(facts: RaceFacts) -> str:
    if facts.results_hidden:
        return "Hidden until the tournament closes"
    finished = [racer for racer in facts.racers if racer.outcome is RunStatus.FINISHED]
    finished.sort(key=lambda racer: (racer.place or len(facts.racers) + 1, racer.time or timedelta.max))
    if not finished:
        return "Nobody finished"
    return listed([_line(racer) for racer in finished], most=MOST_FINISHERS)


def _line(racer: Racer) -> str:
    place = f"{racer.place}." if racer.place is not None else "–"
    time = clock_time(racer.time) if racer.time is not None else "no time"
    return f"{place} {plain(racer.name)} · {time}"


def _footer(facts: RaceFacts) -> str:
    if facts.status is not LiveRaceStatus.FINISHED or facts.results_hidden:
        return ""
    return _tally(facts)


def _tally(facts: RaceFacts) -> str:
    over = [racer for racer in facts.racers if racer.outcome in COUNTABLE_RUN_STATUSES]
    finished = sum(racer.outcome is RunStatus.FINISHED for racer in over)
    return f"{finished} of {counted(len(over), 'counted racer')} finished"


def _buttons(facts: RaceFacts) -> list[Button]:
    buttons: list[Button] = []
    if facts.status in NOT_STARTED:
        buttons.append(Button("Am I eligible?", action=eligible_action(facts.id), prominent=True))
        buttons.append(Button("Remind me", action=remind_action(facts.id)))
    room = _room_button(facts)
    if room is not None:
        buttons.append(room)
    buttons.append(Button("Race page", url=facts.page_url))
    return buttons


def _room_button(facts: RaceFacts) -> Button | None:
    """Return the way into the room; once it is locked only those inside race, and the message is for everybody."""
    if facts.room_url is None or facts.status not in (LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS):
        return None
    is_open = facts.status is LiveRaceStatus.PENDING and facts.locked_at is None
    return Button((RoomDoor.OPEN if is_open else RoomDoor.LOCKED).label, url=facts.room_url)


# The alert at room open


@dataclass(frozen=True, slots=True)
class Alerted:
    """Whom the tournament wants to alert, as Discord ids."""

    role_id: int | None = None
    user_ids: tuple[int, ...] = ()


def room_ping(facts: RaceFacts, alerted: Alerted, *, mark: str) -> RichMessage | None:
    """Return the alert that a room is open; None when there is nobody to alert, or it would come too late.

    `mark` tells the alerts of several rooms of one race apart.
    """
    if facts.status is not LiveRaceStatus.PENDING or facts.room_url is None:
        return None
    if alerted.role_id is None and not alerted.user_ids:
        return None
    users = alerted.user_ids[:MOST_MENTIONS]
    names = [f"<@{user_id}>" for user_id in users]
    if alerted.role_id is not None:
        names = [f"<@&{alerted.role_id}>", *names]
    more = len(alerted.user_ids) - len(users)
    others = f" and {more} more" if more else ""
    way = "Join" if facts.locked_at is None else "The room is locked; watch"
    return RichMessage(
        title=shortened(f"The room of {plain(facts.title)} is open", TITLE_LIMIT),
        tone=Tone.OPEN,
        url=f"{facts.page_url}#{mark}",
        body=f"{way} {facts.room_url}\nStart {when(facts.scheduled_at)}",
        content=f"{' '.join(names)}{others}"[:CONTENT_LIMIT],
        mentions=Mentions(roles=(alerted.role_id,) if alerted.role_id is not None else (), users=users),
    )


# The reply with the results


def results_reply(facts: RaceFacts, *, exists: bool) -> RichMessage | None:
    """Return the reply with the results as it should read now; None while there is nothing to say.

    A reply that `exists` already follows a race that goes on or is cancelled after all.
    """
    match facts.status:
        case LiveRaceStatus.FINISHED:
            final = facts.final_at is not None
            title = plain(facts.title)
            return _reply(
                facts,
                f"Final results of {title}" if final else f"Results of {title}, not final",
                _results(facts),
                Tone.FINAL if final else Tone.PROVISIONAL,
                note=_review_note(facts),
            )
        case LiveRaceStatus.IN_PROGRESS if exists:
            return _reply(facts, f"{plain(facts.title)} goes on", "A racer undid the finish.", Tone.RUNNING)
        case LiveRaceStatus.CANCELLED if exists:
            text = "The race was cancelled; its results don't count."
            return _reply(facts, f"{plain(facts.title)} is cancelled", text, Tone.CANCELLED)
        case _:
            return None


def _reply(facts: RaceFacts, title: str, text: str, tone: Tone, *, note: str = "") -> RichMessage:
    return RichMessage(
        title=shortened(title, TITLE_LIMIT),
        tone=tone,
        url=f"{facts.page_url}#{MessageKind.RESULTS}",
        body=f"{text}\n\n{link('All results', facts.page_url)}",
        footer=note,
    )


def _review_note(facts: RaceFacts) -> str:
    if facts.results_hidden:
        return "Runs may still change in review."
    if facts.final_at is not None:
        return f"{_tally(facts)}. Reviewers may still look at single runs."
    return f"{_tally(facts)}. Not final until racetime.gg records the race; then reviewers look at the runs."
