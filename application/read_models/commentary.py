"""What a race's commentators are given."""

from dataclasses import dataclass

from application.read_models.live_races import BoardLine, LiveRaceDetails


@dataclass(frozen=True, slots=True)
class BestResult:
    score: float
    pool_name: str


@dataclass(frozen=True, slots=True)
class Record:
    """How often a racer was ahead of another one in this race on seeds that both raced, and how often behind."""

    opponent: str
    won: int
    lost: int


@dataclass(frozen=True, slots=True)
class RacerNotes:
    """A racer with what is known from the tournament's other runs; nothing of a racer who is no member."""

    line: BoardLine
    rank: int | None
    score: float | None
    best: tuple[BestResult, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class CommentarySheet:
    details: LiveRaceDetails
    racers: tuple[RacerNotes, ...]
    held_back: str
    """What of the tournament is held back, in a sentence; empty where nothing is."""
