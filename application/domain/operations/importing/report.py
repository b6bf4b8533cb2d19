"""What an import did, or would do, for the operator: as text, and as values for other programs. Never a seed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from application.domain.operations.importing.drafts import Problem
from application.domain.words import counted

_MOST_NAMED = 20
_SCORES_EQUAL = 1e-6


@dataclass(frozen=True, slots=True)
class DumpReport:
    sha256: str
    server: str
    version: str
    dumped_at: datetime | None
    rows: Mapping[str, int]
    api_keys: int


@dataclass(frozen=True, slots=True)
class ScoreCheck:
    """How many scores are those of SahasrahBot, how many of its scores were old or never worked out, and the rest."""

    equal: int = 0
    stale: int = 0
    differing: tuple[tuple[int, float, float | None], ...] = ()
    """The run's number in SahasrahBot, its score there and here."""


@dataclass(frozen=True, slots=True)
class BoardMove:
    """Somebody whose place on the leaderboard is another one than in SahasrahBot, and why that may be."""

    name: str
    place_before: int | None
    place_after: int | None
    score_before: float
    score_after: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class RowCount:
    """What becomes of one tournament's rows of a table."""

    table: str
    taken: int
    left_out: int


@dataclass(frozen=True, slots=True)
class TournamentReport:
    old_id: int
    name: str
    is_active: bool
    outcome: str
    """`imported`, `unchanged`, `updated`, or `stopped`."""
    counts: Mapping[str, int]
    new: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[RowCount, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    """Names and the roles that they gain."""
    problems: tuple[Problem, ...] = ()
    scores: ScoreCheck = ScoreCheck()
    first_before: tuple[tuple[str, float], ...] = ()
    first_after: tuple[tuple[str, float], ...] = ()
    moves: tuple[BoardMove, ...] = ()

    @property
    def is_stopped(self) -> bool:
        return self.outcome == STOPPED


IMPORTED, UPDATED, UNCHANGED, STOPPED = "imported", "updated", "unchanged", "stopped"


@dataclass(frozen=True, slots=True)
class OrganizationReport:
    slug: str
    import_id: int | None
    """None for a dry run."""
    people: Mapping[str, int]
    people_problems: tuple[Problem, ...]
    tournaments: tuple[TournamentReport, ...]

    @property
    def counts(self) -> dict[str, int]:
        """What is new, by kind."""
        found: Counter[str] = Counter({"people": self.people.get("new", 0)})
        for tournament in self.tournaments:
            found["tournaments"] += tournament.outcome == IMPORTED
            found.update(tournament.new)
        return dict(found)


@dataclass(frozen=True, slots=True)
class ImportReport:
    is_written: bool
    dump: DumpReport
    organizations: tuple[OrganizationReport, ...]
    not_planned: tuple[str, ...]
    """Tournaments that the plan leaves out or says nothing about."""

    @property
    def is_stopped(self) -> bool:
        return any(each.is_stopped for organization in self.organizations for each in organization.tournaments)

    def as_values(self) -> dict[str, Any]:
        return asdict(self)


def as_text(report: ImportReport) -> str:
    return "\n".join(_lines(report))


def scores_equal(one: float, other: float | None) -> bool:
    return other is not None and abs(one - other) <= _SCORES_EQUAL * max(1.0, abs(one))


def _lines(report: ImportReport) -> Iterator[str]:
    dump = report.dump
    yield "Import from SahasrahBot" if report.is_written else "Import from SahasrahBot (dry run: nothing was written)"
    made = f"made {dump.dumped_at:%Y-%m-%d %H:%M} UTC" if dump.dumped_at is not None else "without a date"
    yield f"Dump of version {dump.version}, {made}, from {dump.server or 'a server without a name'}"
    yield f"SHA-256 {dump.sha256}"
    yield "Rows read:"
    yield from _of_tables(report)
    if dump.api_keys:
        keys = counted(dump.api_keys, "API key")
        yield f"{keys} for async tournaments stay behind; their owners create tokens here."
    if report.not_planned:
        yield "Not in the plan: " + "; ".join(report.not_planned)
    for organization in report.organizations:
        yield from _of_organization(organization)
    if report.is_stopped:
        yield ""
        yield "What stopped a tournament must be decided in the plan, or in SahasrahBot before another dump."


def _of_tables(report: ImportReport) -> Iterator[str]:
    """What became of the rows of each table; the others belong to what the plan leaves out, or to nobody."""
    taken: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for tournament in (each for organization in report.organizations for each in organization.tournaments):
        for row in tournament.rows:
            (stopped if tournament.is_stopped else taken)[row.table] += row.taken
            left_out[row.table] += row.left_out
    for table, number in report.dump.rows.items():
        parts = (("imported", taken[table]), ("left out", left_out[table]), ("stopped", stopped[table]))
        yield f"  {table} {number:,}" + "".join(f", {count:,} {what}" for what, count in parts if count)


def _of_organization(report: OrganizationReport) -> Iterator[str]:
    yield ""
    number = f", import {report.import_id}" if report.import_id is not None else ""
    yield f"Organization {report.slug}{number}"
    yield "  People: " + _in_words(report.people)
    yield from _problems(report.people_problems, "  ")
    for tournament in report.tournaments:
        yield from _of_tournament(tournament)


def _of_tournament(report: TournamentReport) -> Iterator[str]:
    yield ""
    state = "active" if report.is_active else "closed"
    yield f"  Tournament {report.old_id}, {report.name} ({state}): {report.outcome}"
    yield f"    {_in_words(report.counts)}"
    for label, counts in (("New", report.new), ("Changed", report.changed), ("Unchanged", report.unchanged)):
        if any(counts.values()):
            yield f"    {label}: {_in_words(counts)}"
    left_out = {row.table: row.left_out for row in report.rows}
    if any(left_out.values()):
        yield f"    Left out: {_in_words(left_out)}"
    yield from _problems(report.problems, "    ")
    if report.roles:
        yield "    Roles that are granted:"
        yield from (f"      {name}: {role}" for name, role in report.roles)
    scores = report.scores
    if scores.equal or scores.stale or scores.differing:
        yield (
            f"    Scores: {scores.equal:,} as in SahasrahBot, {scores.stale:,} stale or never worked out there, "
            f"{len(scores.differing):,} others"
        )
        for run, before, after in scores.differing[:_MOST_NAMED]:
            yield f"      run {run}: {before:.6f} there, {_score(after)} here"
    yield from _board(report)


def _board(report: TournamentReport) -> Iterator[str]:
    if not report.first_before:
        return
    yield "    Leaderboard, there and here:"
    for place in range(max(len(report.first_before), len(report.first_after))):
        there, here = _place(report.first_before, place), _place(report.first_after, place)
        yield f"      {place + 1:>2}  {there:<40}  {here}"
    for move in report.moves[:_MOST_NAMED]:
        yield (
            f"      {move.name}: place {move.place_before or '-'} there, {move.place_after or '-'} here: {move.reason}"
        )
    if len(report.moves) > _MOST_NAMED:
        yield f"      and {len(report.moves) - _MOST_NAMED:,} more"


def _place(board: tuple[tuple[str, float], ...], place: int) -> str:
    return f"{board[place][0]} {board[place][1]:.3f}" if place < len(board) else ""


def _problems(problems: Iterable[Problem], indent: str) -> Iterator[str]:
    """Grouped by their rule, what stops first, each row once with what to write into the plan."""
    groups: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[problem.rule, problem.sentence].append(problem)
    for (rule, sentence), group in sorted(groups.items(), key=lambda item: not item[1][0].stops):
        first = group[0]
        numbers = ", ".join(str(problem.old_id) for problem in group[:_MOST_NAMED])
        more = f" and {len(group) - _MOST_NAMED} more" if len(group) > _MOST_NAMED else ""
        mark = "STOPS" if first.stops else "note"
        yield f"{indent}{mark} {rule}: {first.table} {numbers}{more}: {sentence}"
        if first.plan:
            yield f"{indent}  in the plan: {first.plan}"


def _in_words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{what} {number:,}" for what, number in counts.items() if number) or "nothing"


def _score(value: float | None) -> str:
    return "none" if value is None else f"{value:.6f}"
