"""SahasrahBot's runs, and what is settled where two of them can't both stand here."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from application.domain.durations import precise_time
from application.domain.errors import InvalidInput
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.results import RunOutcome, Standing, outcome_of, standing_of
from application.domain.operations.importing.drafts import (
    Mapped,
    PersonKey,
    Problem,
    ReviewDraft,
    RunDraft,
    note,
    stop,
)
from application.domain.operations.importing.plan import ImportPlan, OpenRuns, RunPlan
from application.domain.operations.importing.source import FIRST_MOMENT, ONE_DAY, SourceRow
from application.domain.operations.importing.zones import ZONE, reviewed_at_of, zone_fits
from application.domain.runs.corrections import LONGEST_TIME
from application.domain.runs.review import ReviewAction
from application.domain.runs.run import ForfeitCause, ReviewStatus, RunStatus
from application.domain.runs.vod_links import vod_links
from application.domain.text import clean_text, cut_line, cut_lines

START_LIMIT, FINISH_LIMIT = timedelta(minutes=20), timedelta(hours=12)
_REVIEW_NOTE_LIMIT = 2000
_REVIEWS = {
    "accepted": ReviewStatus.ACCEPTED,
    "approved": ReviewStatus.ACCEPTED,
    "rejected": ReviewStatus.REJECTED,
    "pending": ReviewStatus.PENDING,
}
_DECISIONS = {ReviewStatus.ACCEPTED: ReviewAction.ACCEPTED, ReviewStatus.REJECTED: ReviewAction.REJECTED}
_WORDS = {
    "finished": RunStatus.FINISHED,
    "forfeit": RunStatus.FORFEIT,
    "disqualified": RunStatus.DISQUALIFIED,
    "pending": RunStatus.PENDING,
    "in_progress": RunStatus.IN_PROGRESS,
}
SECOND_ROW = "Second row of the same race"
_BEST_FIRST = {RunStatus.FINISHED: 0, RunStatus.DISQUALIFIED: 1, RunStatus.FORFEIT: 2}


@dataclass(frozen=True, slots=True)
class RunSurroundings:
    """What a run is judged by beside its own row."""

    plan: ImportPlan
    is_active: bool
    open_runs: OpenRuns
    permalinks: frozenset[int]
    """Of its tournament, whether they are imported or not."""
    stands_for: Mapping[int, int]
    races: Mapping[int, LiveRaceStatus]
    accounts: Mapping[int, str | None]
    """By users' ids their racetime.gg accounts."""
    causes: Mapping[int, str]
    """By runs' ids the last word of the audit log about their end: `runner_forfeit` or `timeout_forfeit`."""
    second_in_thread: Mapping[int, tuple[int, int]]
    """By runs' ids a thread that another run had before, and that run."""
    notes: Mapping[int, Sequence[SourceRow]]
    now: datetime


@dataclass(frozen=True, slots=True)
class _Course:
    """How a run went."""

    status: RunStatus
    started_at: datetime | None = None
    finished_at: datetime | None = None
    finish_time: timedelta | None = None
    start_by_at: datetime | None = None
    finish_by_at: datetime | None = None
    cause: ForfeitCause | None = None


def run_of(row: SourceRow, around: RunSurroundings, person: Mapping[int, PersonKey]) -> Mapped[RunDraft]:
    """Return a run; `person` has the keys of all who are imported by their ids as users."""
    permalink, race = row.number("permalink_id"), row.optional_number("live_race_id")
    if permalink not in around.permalinks:
        return Mapped(None, (stop("misplaced", row.table, row.id, "Its permalink belongs to another tournament."),))
    if race is not None and race not in around.races:
        return Mapped(None, (stop("misplaced", row.table, row.id, "Its live race belongs to another tournament."),))
    course, problems = _course(row, race, around)
    if course is None:
        return Mapped(None, tuple(problems))
    if (second := around.second_in_thread.get(row.id)) is not None:
        thread, first = second
        problems.append(note("thread-twice", row.table, row.id, f"Its thread {thread} was run {first}'s, too."))
    created = row.moment("thread_open_time") or row.moment("created") or FIRST_MOMENT
    updated = row.moment("updated") or created
    vod_url, beside = _vod(row)
    review = _review(row, around, person, updated)
    draft = RunDraft(
        old_id=row.id,
        permalink=around.stands_for.get(permalink, permalink),
        user=person[row.number("user_id")],
        live_race=race,
        status=course.status,
        started_at=course.started_at,
        finished_at=course.finished_at,
        finish_time=course.finish_time,
        reattempted=row.flag("reattempted"),
        reattempt_reason=_lines(row.text("reattempt_reason")),
        start_by_at=course.start_by_at,
        finish_by_at=course.finish_by_at,
        forfeit_cause=course.cause,
        runner_notes=_notes(row, beside),
        vod_url=vod_url,
        review_status=review.status,
        claimed_by=review.claimed_by,
        claimed_at=updated if review.claimed_by is not None else None,
        reviewed_by=review.reviewed_by,
        reviewed_at=review.reviewed_at,
        review_note=cut_lines(row.text("reviewer_notes"), _REVIEW_NOTE_LIMIT),
        reviews=review.history,
        created_at=created,
        updated_at=updated,
        old_score=row.decimal("score"),
        scored_at=row.moment("score_updated_at"),
        fingerprint=row.fingerprint,
    )
    return Mapped(draft, (*problems, *review.problems))


# How it went


def _course(row: SourceRow, race: int | None, around: RunSurroundings) -> tuple[_Course | None, list[Problem]]:
    planned = around.plan.runs.get(row.id)
    if planned is not None:
        return _as_planned(row, planned), []
    word = row.text("status")
    status = _WORDS.get(word)
    if status is None:
        sentence = f"Its status is “{cut_line(word, 45)}”, which says nothing."
        return None, [stop("run-status", row.table, row.id, sentence, _ASK.format(row.id))]
    if status is RunStatus.FINISHED:
        return _finished(row)
    if status in (RunStatus.FORFEIT, RunStatus.DISQUALIFIED):
        return _without_rank(row, status, race, around), []
    if race is not None:
        return _open_in_race(row, race, around)
    return _open(row, status, around)


_ASK = '[runs.{}] status = "forfeit", or status = "finished" and finish_time = "1:23:45"'


def _as_planned(row: SourceRow, planned: RunPlan) -> _Course:
    started = row.moment("start_time")
    ended = started + planned.finish_time if started is not None and planned.finish_time is not None else None
    cause = ForfeitCause.RUNNER if planned.status is RunStatus.FORFEIT else None
    is_live = row.get("live_race_id") is not None
    return _Course(planned.status, started, ended, planned.finish_time, cause=None if is_live else cause)


def _finished(row: SourceRow) -> tuple[_Course | None, list[Problem]]:
    started, ended = row.moment("start_time"), row.moment("end_time")
    ask = _ASK.format(row.id)
    if started is None or ended is None:
        lacking = "start" if started is None else "end"
        return None, [stop("no-time", row.table, row.id, f"Is finished and has no {lacking}.", ask)]
    took = ended - started
    if not timedelta() < took <= LONGEST_TIME:
        sentence = "Is finished, and its end is no later than its start." if took <= timedelta() else _TOO_LONG
        return None, [stop("impossible-time", row.table, row.id, sentence, ask)]
    problems = []
    if took > ONE_DAY:
        sentence = f"Took {precise_time(took)}; SahasrahBot shows it without the days."
        problems.append(note("long-time", row.table, row.id, sentence))
    return _Course(RunStatus.FINISHED, started, ended, took), problems


_TOO_LONG = "Is finished after more than 30 days."


def _without_rank(row: SourceRow, status: RunStatus, race: int | None, around: RunSurroundings) -> _Course:
    started, ended = row.moment("start_time"), row.moment("end_time")
    if status is RunStatus.FORFEIT:
        return _Course(status, started, cause=None if race is not None else _cause(row, around.causes))
    took = ended - started if started is not None and ended is not None else None
    has_time = took is not None and timedelta() < took <= LONGEST_TIME
    return _Course(status, started, ended if has_time else None, took if has_time else None)


def _cause(row: SourceRow, causes: Mapping[int, str]) -> ForfeitCause:
    if causes.get(row.id) != "timeout_forfeit":
        return ForfeitCause.RUNNER
    return ForfeitCause.START_LIMIT if row.moment("start_time") is None else ForfeitCause.FINISH_LIMIT


def _open_in_race(row: SourceRow, race: int, around: RunSurroundings) -> tuple[_Course | None, list[Problem]]:
    if around.races[race] is not LiveRaceStatus.FINISHED:
        sentence = "Its live race never started, so it is left out and takes no slot."
        return None, [note("never-started", row.table, row.id, sentence)]
    room, sentence = around.plan.fetched.get(race), "Was still under way in a live race that is over: a forfeit."
    if room is not None and standing_of(room) is Standing.ENDED:
        account = around.accounts.get(row.number("user_id"))
        entrant = next((each for each in room.entrants if account is not None and each.racetime_id == account), None)
        outcome = outcome_of(entrant, room.started_at) if entrant is not None else None
        if outcome is not None and outcome.status in _BEST_FIRST and _is_timed(outcome):
            started = room.started_at or row.moment("start_time")
            return _Course(outcome.status, started, outcome.finished_at, outcome.finish_time), []
        sentence = "Was still under way, and racetime.gg has no result of its player: a forfeit."
    return _Course(RunStatus.FORFEIT, row.moment("start_time")), [note("open-live-run", row.table, row.id, sentence)]


def _is_timed(outcome: RunOutcome) -> bool:
    return outcome.status is not RunStatus.FINISHED or outcome.finish_time is not None


def _open(row: SourceRow, status: RunStatus, around: RunSurroundings) -> tuple[_Course | None, list[Problem]]:
    started = row.moment("start_time")
    drawn = row.moment("thread_open_time") or row.moment("created") or FIRST_MOMENT
    start_by = row.moment("thread_timeout_time") or drawn + START_LIMIT
    has_started = status is RunStatus.IN_PROGRESS and started is not None
    if not around.is_active and around.open_runs is OpenRuns.SKIP:
        return None, [note("open-run", row.table, row.id, "Was still under way: left out, as the plan says.")]
    if around.is_active and not row.flag("reattempted"):
        if has_started and started is not None and started + FINISH_LIMIT > around.now:
            sentence = "Goes on here: tell its player, for the buttons in the old thread are dead."
            course = _Course(status, started, finish_by_at=started + FINISH_LIMIT)
            return course, [note("goes-on", row.table, row.id, sentence)]
        if status is RunStatus.PENDING and start_by > around.now:
            sentence = "Goes on here: tell its player, for the buttons in the old thread are dead."
            return _Course(status, start_by_at=start_by), [note("goes-on", row.table, row.id, sentence)]
    cause = ForfeitCause.FINISH_LIMIT if has_started else ForfeitCause.START_LIMIT
    return _Course(RunStatus.FORFEIT, started, cause=cause), [
        note("open-run", row.table, row.id, "Was still under way: a forfeit.")
    ]


# Reviews


@dataclass(frozen=True, slots=True)
class _Review:
    status: ReviewStatus
    claimed_by: PersonKey | None
    reviewed_by: PersonKey | None
    reviewed_at: datetime | None
    history: tuple[ReviewDraft, ...]
    problems: tuple[Problem, ...]


def _review(row: SourceRow, around: RunSurroundings, person: Mapping[int, PersonKey], updated: datetime) -> _Review:
    word, who = row.text("review_status"), row.optional_number("reviewed_by_id")
    status, by = _REVIEWS.get(word), person.get(who) if who is not None else None
    problems: list[Problem] = []
    if status is None:
        sentence = f"Its review says “{cut_line(word, 20)}”, which counts as not reviewed."
        problems.append(note("review-status", row.table, row.id, sentence))
        status = ReviewStatus.PENDING
    is_own = by is not None and by == person.get(row.number("user_id"))
    history = [
        ReviewDraft(ReviewAction.CLAIMED, author, _lines(each.text("note")), each.moment("created") or updated)
        for each in around.notes.get(row.id, ())
        if (author := person.get(each.number("author_id"))) is not None
    ]
    if status is ReviewStatus.PENDING:
        if is_own:
            sentence = "Was claimed for review by its own runner: not claimed."
            problems.append(note("own-claim", row.table, row.id, sentence))
        claimed = by if around.is_active and not is_own else None
        if claimed is not None:
            history.append(ReviewDraft(ReviewAction.CLAIMED, claimed, "", updated))
        return _Review(status, claimed, None, None, tuple(history), tuple(problems))
    if is_own:
        problems.append(note("own-review", row.table, row.id, "Was reviewed by its own runner: kept."))
    reviewed_at = reviewed_at_of(row, around.plan)
    if by is not None:
        at = reviewed_at or updated
        whole = _lines(row.text("reviewer_notes"))
        history += [
            ReviewDraft(ReviewAction.CLAIMED, by, "", at),
            ReviewDraft(_DECISIONS[status], by, whole, at),
        ]
        if not zone_fits(row, around.plan):
            sentence = "Its review lies before its end or after its last change: reviewed_at_zone may be wrong."
            problems.append(note(ZONE, row.table, row.id, sentence, 'reviewed_at_zone = "…"'))
    return _Review(status, None, by, reviewed_at, tuple(history), tuple(problems))


# Text


def _lines(text: str) -> str:
    return clean_text(text).strip()


def _vod(row: SourceRow) -> tuple[str, str]:
    """Return the VOD links, and what is no link and goes into the notes."""
    written = row.text("runner_vod_url").strip()
    try:
        return vod_links(written, field="vod_url"), ""
    except InvalidInput:
        return "", cut_line(written, 400)


def _notes(row: SourceRow, vod: str) -> str:
    facts = (
        ("VOD", vod),
        ("Collection rate", cut_line(row.text("run_collection_rate"), 100)),
        ("In-game time", cut_line(row.text("run_igt"), 100)),
    )
    return "\n".join([*filter(None, [_lines(row.text("runner_notes"))]), *(f"{a}: {b}" for a, b in facts if b)])


# What can't both stand


def settled(runs: Iterable[RunDraft], table: str) -> tuple[list[RunDraft], list[Problem]]:
    """Return the runs of a tournament so that nobody has two under way, or two in one live race."""
    settled_runs = {run.old_id: run for run in runs}
    problems: list[Problem] = []
    for first, *others in _groups(settled_runs.values(), lambda run: run.user if run.is_open else None):
        newest = max((first, *others), key=lambda run: run.old_id)
        for run in (first, *others):
            if run is not newest:
                cause = ForfeitCause.FINISH_LIMIT if run.started_at is not None else ForfeitCause.START_LIMIT
                settled_runs[run.old_id] = run.forfeited(cause)
                sentence = f"Its player had run {newest.old_id} under way, too: a forfeit."
                problems.append(note("two-under-way", table, run.old_id, sentence))
    in_race = _groups(
        settled_runs.values(), lambda run: (run.user, run.live_race) if run.live_race is not None else None
    )
    for group in in_race:
        best, *others = sorted(group, key=_best_first)
        for run in others:
            settled_runs[run.old_id] = replace(run, live_race=None, reattempted=True, reattempt_reason=SECOND_ROW)
            sentence = f"Its player has run {best.old_id} in the same live race: taken out of the race and reattempted."
            problems.append(note("twice-in-race", table, run.old_id, sentence))
    for group in _groups(settled_runs.values(), lambda run: (run.user, run.permalink)):
        first, *others = group
        counting = [run for run in group if not run.reattempted]
        if len(counting) > 1:
            sentence = f"Its player raced the same permalink in run {first.old_id}, too: both kept."
            problems += [note("twice-on-permalink", table, run.old_id, sentence) for run in others]
    return list(settled_runs.values()), problems


def _groups(runs: Iterable[RunDraft], key: Callable[[RunDraft], Hashable | None]) -> list[list[RunDraft]]:
    """Return the runs that share a key with others, by id; None is no key."""
    found: dict[object, list[RunDraft]] = defaultdict(list)
    for run in sorted(runs, key=lambda run: run.old_id):
        if (own := key(run)) is not None:
            found[own].append(run)
    return [group for group in found.values() if len(group) > 1]


def _best_first(run: RunDraft) -> tuple[int, timedelta, int]:
    return (_BEST_FIRST.get(run.status, 3), run.finish_time or LONGEST_TIME, run.old_id)
