"""Which permalink a player gets: balanced over the pool, never one that the player ever had."""

from collections.abc import Callable, Collection, Mapping, Sequence

from application.domain.ids import PermalinkId

Choice = Callable[[Sequence[PermalinkId]], PermalinkId]
"""Picks one of a non-empty sequence, each with the same chance."""


def draw_permalink(
    play_counts: Mapping[PermalinkId, int],
    new_to_player: Collection[PermalinkId],
    *,
    max_imbalance: int,
    choose: Choice,
) -> PermalinkId:
    """Return the permalink to deal.

    `play_counts` has every permalink of the pool that may be dealt with the number of runs on it, whoever ran them and
    however they ended; `new_to_player` are those of them, one at least, that the player never had. While the most and
    the least played differ by no more than `max_imbalance` all of these have the same chance; beyond that only the
    least played among them do.
    """
    left = sorted(new_to_player)
    if max(play_counts.values()) - min(play_counts.values()) > max_imbalance:
        least = min(play_counts[permalink_id] for permalink_id in left)
        left = [permalink_id for permalink_id in left if play_counts[permalink_id] == least]
    return choose(left)
