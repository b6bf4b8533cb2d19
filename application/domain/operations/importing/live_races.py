"""SahasrahBot's live races, of which it has no date and never says that one was cancelled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.errors import InvalidInput
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.results import Standing, standing_of
from application.domain.live_races.room import RoomSnapshot
from application.domain.live_races.scheduling import LARGEST_EPISODE_ID, check_start
from application.domain.operations.importing.drafts import LiveRaceDraft, Mapped, Problem, note, stop
from application.domain.operations.importing.plan import ImportPlan
from application.domain.operations.importing.source import FIRST_MOMENT, ONE_DAY, SourceRow
from application.domain.text import cut_line
from application.domain.words import counted

_SLUG_LIMIT = 200
_TITLE_LIMIT = 200
_OVER = frozenset({"finished", "forfeit", "disqualified"})
_OPEN = frozenset({"pending", "in_progress"})
_NEVER_STARTED = frozenset({"scheduled", "pending"})
OPEN, LOCK = timedelta(minutes=60), timedelta(minutes=10)
"""How long before a start SahasrahBot opened a room, and locked it and showed the seed."""
NEVER_RACED = "Never raced in SahasrahBot."
ROLLED_ONLY = "Rolled in SahasrahBot, never started."


@dataclass(frozen=True, slots=True)
class RaceSurroundings:
    """What a live race is judged by beside its own row."""

    plan: ImportPlan
    is_active: bool
    pools: frozenset[int]
    """Of its tournament."""
    pool_of: dict[int, int]
    """By the ids of the tournament's permalinks."""
    episodes: Mapping[str, str]
    """By the names of rooms whose results SahasrahBot recorded their episodes; empty where it recorded none."""
    now: datetime
    dumped_at: datetime


def live_race_of(row: SourceRow, runs: Sequence[SourceRow], around: RaceSurroundings) -> Mapped[LiveRaceDraft]:
    problems = list(_misplaced(row, around))
    word = row.text("status")
    started = [at for run in runs if (at := run.moment("start_time")) is not None]
    has_begun = bool(started) or any(run.text("status") in _OVER for run in runs)
    if word in ("finished", "in_progress") or has_begun:
        problems += _of_a_begun_one(row, word, runs, started, around)
        problems += _of_its_room(row, around)
        draft = _begun(row, runs, started, around.plan.fetched.get(row.id))
    else:
        draft, found = _not_begun(row, word, around)
        problems += found
        if word not in _NEVER_STARTED:
            sentence = f"SahasrahBot calls it “{cut_line(word, 45)}”, and nobody raced in it: cancelled."
            problems.append(note("race-status", row.table, row.id, sentence))
    slug = row.text("racetime_slug")
    if len(slug) > _SLUG_LIMIT:
        problems.append(note("race-slug", row.table, row.id, "The name of its room is too long and is left out."))
    if row.optional_number("episode_id") is not None and episode_of(row) is None:
        problems.append(note("race-episode", row.table, row.id, "Its episode is none that can be, and is left out."))
    return Mapped(draft, tuple(problems))


def _misplaced(row: SourceRow, around: RaceSurroundings) -> list[Problem]:
    permalink = row.optional_number("permalink_id")
    if row.number("pool_id") not in around.pools:
        return [stop("misplaced", row.table, row.id, "Its pool belongs to another tournament.")]
    if permalink is not None and around.pool_of.get(permalink) != row.number("pool_id"):
        return [stop("misplaced", row.table, row.id, "Its permalink belongs to another pool.")]
    return []


def _of_a_begun_one(
    row: SourceRow, word: str, runs: Sequence[SourceRow], started: Sequence[datetime], around: RaceSurroundings
) -> list[Problem]:
    are_open = [run for run in runs if run.text("status") in _OPEN]
    is_recent = bool(started) and min(started) > around.dumped_at - ONE_DAY
    if word == "in_progress" and are_open and around.is_active and is_recent:
        sentence = "Was still on when the dump was made. Finish or record it in SahasrahBot, then dump again."
        return [stop("race-is-on", row.table, row.id, sentence)]
    room = around.plan.fetched.get(row.id)
    if room is not None and standing_of(room) in (Standing.WAITING, Standing.RUNNING):
        sentence = "Is not over on racetime.gg, so there is no result to fetch. Finish it there first."
        return [stop("race-is-on", row.table, row.id, sentence)]
    if room is not None and are_open:
        sentence = f"racetime.gg was asked how {counted(len(are_open), 'run')} of it ended."
        return [note("race-fetched", row.table, row.id, sentence)]
    if word == "finished" and not are_open:
        return []
    ends = f"; {len(are_open)} of its runs had no end and are forfeits" if are_open else ""
    sentence = f"SahasrahBot calls it “{cut_line(word, 45)}” although it was raced: finished{ends}."
    if word == "finished":
        sentence = f"{len(are_open)} of its runs had no end and are forfeits."
    hint = f"[live_races.{row.id}] fetch = true" if are_open and row.text("racetime_slug") else ""
    return [note("race-not-recorded", row.table, row.id, sentence, hint)]


def _of_its_room(row: SourceRow, around: RaceSurroundings) -> list[Problem]:
    """Compare a race's room with those whose results SahasrahBot recorded."""
    slug, episode = row.text("racetime_slug"), row.text("episode_id")
    if not slug or not around.episodes:
        return []
    raced = around.episodes.get(slug)
    if raced is None:
        sentence = "SahasrahBot recorded no results of its room: see whether the room is the right one."
        return [note("room-unconfirmed", row.table, row.id, sentence)]
    if episode and raced and raced != episode:
        sentence = "SahasrahBot recorded its room for another episode: see whether the room is the right one."
        return [note("room-unconfirmed", row.table, row.id, sentence)]
    return []


def _begun(
    row: SourceRow, runs: Sequence[SourceRow], started: Sequence[datetime], room: RoomSnapshot | None
) -> LiveRaceDraft:
    created, updated = _stamps(row)
    began = min(started, default=created)
    ends = [at for run in runs if run.text("status") == "finished" and (at := run.moment("end_time")) is not None]
    if room is not None and room.ended_at is not None:
        ends.append(room.ended_at)
    ended = max(max(ends, default=updated), began)
    permalinks = {run.number("permalink_id") for run in runs}
    permalink = row.optional_number("permalink_id")
    if permalink is None and len(permalinks) == 1:
        (permalink,) = permalinks
    return _draft(
        row,
        status=LiveRaceStatus.FINISHED,
        permalink=permalink,
        scheduled_at=began,
        is_locked=True,
        released_at=None,
        started_at=began,
        ended_at=ended,
    )


def is_to_come(row: SourceRow) -> bool:
    """Tell whether a race may still take place: nobody has rolled its seed, and nothing says that it is over."""
    return row.text("status") in _NEVER_STARTED and row.optional_number("permalink_id") is None


def _not_begun(row: SourceRow, word: str, around: RaceSurroundings) -> tuple[LiveRaceDraft, list[Problem]]:
    created, updated = _stamps(row)
    permalink = row.optional_number("permalink_id")
    start = around.plan.live_races.get(row.id) or around.plan.starts.get(row.id)
    problems = []
    if is_to_come(row) and start is not None:
        try:
            check_start(start, around.now)
        except InvalidInput as refusal:
            problems.append(note("race-start", row.table, row.id, f"{refusal.message} Cancelled."))
        else:
            return _draft(row, status=LiveRaceStatus.SCHEDULED, permalink=None, scheduled_at=start), []
    was_rolled = permalink is not None and word in _NEVER_STARTED
    cancelled = _draft(
        row,
        status=LiveRaceStatus.CANCELLED,
        permalink=permalink,
        scheduled_at=created,
        released_at=updated if permalink is not None else None,
        cancel_reason=ROLLED_ONLY if was_rolled else NEVER_RACED,
    )
    return cancelled, problems


def _draft(
    row: SourceRow,
    *,
    status: LiveRaceStatus,
    permalink: int | None,
    scheduled_at: datetime,
    is_locked: bool = False,
    released_at: datetime | None = None,
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
    cancel_reason: str = "",
) -> LiveRaceDraft:
    created, updated = _stamps(row)
    slug = row.text("racetime_slug")
    locked_at = scheduled_at - LOCK if is_locked else None
    return LiveRaceDraft(
        old_id=row.id,
        pool=row.number("pool_id"),
        permalink=permalink,
        status=status,
        match_title=cut_line(row.text("match_title"), _TITLE_LIMIT),
        racetime_slug=slug if 0 < len(slug) <= _SLUG_LIMIT else None,
        episode_id=episode_of(row),
        scheduled_at=scheduled_at,
        locked_at=locked_at,
        released_at=released_at or locked_at,
        started_at=started_at,
        ended_at=ended_at,
        cancel_reason=cancel_reason,
        created_at=created,
        updated_at=updated,
        fingerprint=row.fingerprint,
    )


def episode_of(row: SourceRow) -> int | None:
    number = row.optional_number("episode_id")
    return number if number is not None and 1 <= number <= LARGEST_EPISODE_ID else None


def _stamps(row: SourceRow) -> tuple[datetime, datetime]:
    created = row.moment("created") or FIRST_MOMENT
    return created, row.moment("updated") or created
