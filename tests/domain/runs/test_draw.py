"""Which seed a player gets."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from application.domain.accounts import RacetimeAccount
from application.domain.ids import PermalinkId, PoolId, TournamentId, UserId
from application.domain.live_races.eligibility import (
    Fix,
    Person,
    PlayerFacts,
    Rule,
    Terms,
    is_eligible,
    verdicts_for,
    with_seeds_left,
)
from application.domain.runs.draw import draw_permalink
from application.domain.tournaments.settings import TournamentSettings


def first(options: Sequence[PermalinkId]) -> PermalinkId:
    return options[0]


def counts(*numbers: int) -> dict[PermalinkId, int]:
    return {PermalinkId(index): number for index, number in enumerate(numbers, start=1)}


def options_of(play_counts: dict[PermalinkId, int], new: Sequence[int], max_imbalance: int = 3) -> list[int]:
    """Return between which permalinks chance decides."""
    seen: list[int] = []

    def note(options: Sequence[PermalinkId]) -> PermalinkId:
        seen.extend(options)
        return options[0]

    draw_permalink(play_counts, [PermalinkId(one) for one in new], max_imbalance=max_imbalance, choose=note)
    return seen


def test_up_to_the_allowed_difference_chance_decides_between_all_that_are_new() -> None:
    assert options_of(counts(5, 2, 4), [1, 2, 3]) == [1, 2, 3]
    assert options_of(counts(5, 2, 4), [1, 3]) == [1, 3]


def test_beyond_the_allowed_difference_the_least_played_is_forced() -> None:
    assert options_of(counts(6, 2, 4), [1, 2, 3]) == [2]
    assert options_of(counts(6, 2, 2), [1, 2, 3]) == [2, 3]


def test_a_player_who_had_the_least_played_gets_the_next_one() -> None:
    assert options_of(counts(9, 2, 4), [1, 3]) == [3]


def test_the_allowed_difference_is_the_tournaments() -> None:
    assert options_of(counts(1, 0), [1, 2], max_imbalance=0) == [2]
    assert options_of(counts(50, 0), [1, 2], max_imbalance=100) == [1, 2]


def test_every_seed_has_the_same_chance() -> None:
    chance = Random(7)
    drawn = Counter(
        draw_permalink(counts(0, 0, 0, 0), list(counts(0, 0, 0, 0)), max_imbalance=3, choose=chance.choice)
        for _ in range(4000)
    )
    assert all(900 < number < 1100 for number in drawn.values())


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12), st.data())
def test_the_seed_is_always_one_that_is_new_to_the_player(numbers: list[int], data: st.DataObject) -> None:
    known = counts(*numbers)
    new = data.draw(st.lists(st.sampled_from(sorted(known)), min_size=1, unique=True))
    assert draw_permalink(known, new, max_imbalance=3, choose=Random(1).choice) in new


def test_drawing_again_and_again_keeps_a_pool_balanced() -> None:
    chance = Random(3)
    played = counts(*[0] * 6)
    for _ in range(600):
        played[draw_permalink(played, list(played), max_imbalance=3, choose=chance.choice)] += 1
    assert max(played.values()) - min(played.values()) <= 4


def test_the_rule_about_the_seed_tells_how_many_are_left() -> None:
    settings = TournamentSettings(name="Spring", racetime_category="ootr", racetime_goal="Any", min_account_age_days=0)
    terms = Terms(TournamentId(1), PoolId(1), datetime(2026, 3, 14, tzinfo=UTC), settings)
    malon = Person(UserId(1), "Malon", None, is_member=True, account=RacetimeAccount("m", "Malon", is_proven=True))
    verdicts = verdicts_for(PlayerFacts(malon), terms)
    three = with_seeds_left(verdicts, 3)
    assert is_eligible(three)
    assert "3 seeds of this pool are new to you." in [verdict.sentence for verdict in three]
    none = with_seeds_left(verdicts, 0)
    (unmet,) = [verdict for verdict in none if not verdict.met]
    assert (unmet.rule, unmet.fix) == (Rule.SEED_NEVER_RACED, Fix.ASK_AN_ADMIN)
    assert [verdict.rule for verdict in none] == [verdict.rule for verdict in verdicts]
