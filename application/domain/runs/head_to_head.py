"""How players did against each other on the seeds that both have raced."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from application.domain.ids import LiveRaceId, UserId
from application.domain.runs.leaderboard import RankableRun


@dataclass(frozen=True, slots=True)
class Meeting:
    """A player's record against another one; seeds on which both scored the same are in neither figure."""

    opponent: UserId
    won: int
    lost: int


def head_to_head(
    runs: Iterable[RankableRun], players: Collection[UserId], *, without: LiveRaceId
) -> dict[UserId, tuple[Meeting, ...]]:
    """Return each player's meetings with the others, the most frequent first; one race is left out.

    Runs without a score say nothing: theirs is not known yet, or is held back.
    """
    by_seed: dict[object, list[tuple[UserId, float]]] = defaultdict(list)
    for run in runs:
        if run.user_id in players and run.score is not None and run.live_race_id != without:
            by_seed[run.permalink_id].append((run.user_id, run.score))
    won: dict[tuple[UserId, UserId], int] = defaultdict(int)
    for scores in by_seed.values():
        for (one, first), (other, second) in combinations(scores, 2):
            if one != other and first != second:
                won[(one, other) if first > second else (other, one)] += 1
    meetings: dict[UserId, list[Meeting]] = {player: [] for player in players}
    for one, other in {tuple(sorted(pair)) for pair in won}:
        first, second = won.get((one, other), 0), won.get((other, one), 0)
        meetings[one].append(Meeting(other, first, second))
        meetings[other].append(Meeting(one, second, first))
    return {
        player: tuple(sorted(found, key=lambda meeting: (-meeting.won - meeting.lost, -meeting.won, meeting.opponent)))
        for player, found in meetings.items()
    }
