"""Scores of racers, moved when a race is recorded.

racetime.gg's own formula is not part of its protocol. A pairwise Elo stands in for it: what matters to a client
is that scores are null at first, and that a change appears only once the race is recorded.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from racetime.rehearsal.entrant import Entrant
from racetime.rehearsal.race import Race
from racetime.rehearsal.users import User, UserId

_FIRST_RATING = 1000
_LARGEST_CHANGE = 40
_SPREAD = 400

Ladder = tuple[str, str]


@dataclass(slots=True)
class Standing:
    """One person's record with one goal of one category."""

    user: User
    rating: int = _FIRST_RATING
    times_raced: int = 0
    best_time: timedelta | None = None


@dataclass(slots=True)
class Ratings:
    _standings: dict[Ladder, dict[UserId, Standing]] = field(default_factory=dict)

    def of(self, race: Race, user: User) -> int | None:
        """Return the rating with this race's goal; None before the first recorded race."""
        standing = self._standings.get(_ladder(race), {}).get(user.id)
        return standing.rating if standing else None

    def standings(self, category_slug: str, goal: str) -> list[Standing]:
        return list(self._standings.get((category_slug, goal), {}).values())

    def record(self, race: Race) -> None:
        """Move everybody's rating and write the changes into the entrants."""
        ladder = self._standings.setdefault(_ladder(race), {})
        racers = [(entrant, entrant.user) for entrant in race.joined if entrant.user is not None]
        before = {user.id: ladder[user.id].rating if user.id in ladder else _FIRST_RATING for _, user in racers}
        for entrant, user in racers:
            gained = sum(
                _points(entrant, other) - _expected(before[user.id], before[rival.id])
                for other, rival in racers
                if other is not entrant
            )
            entrant.rating_change = round(_LARGEST_CHANGE * gained / max(1, len(racers) - 1))
            standing = ladder.setdefault(user.id, Standing(user))
            standing.rating = before[user.id] + entrant.rating_change
            standing.times_raced += 1
            if entrant.has_finished and entrant.finish_time is not None:
                standing.best_time = min(entrant.finish_time, standing.best_time or entrant.finish_time)


def _ladder(race: Race) -> Ladder:
    return race.category.slug, race.settings.goal.name


def _points(entrant: Entrant, other: Entrant) -> float:
    if entrant.place is None and other.place is None:
        return 0.5
    if entrant.place is None or other.place is None:
        return 1.0 if other.place is None else 0.0
    return 1.0 if entrant.place < other.place else 0.0


def _expected(rating: int, rival: int) -> float:
    return float(1 / (1 + 10 ** ((rival - rating) / _SPREAD)))
