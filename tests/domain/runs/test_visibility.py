"""Who may see what of others' runs and of seeds."""

from itertools import product

import pytest

from application.domain.runs.run import RunStatus
from application.domain.runs.visibility import SeedQuestion, footage_is_visible, results_are_hidden, seed_is_visible


def question(**more: object) -> SeedQuestion:
    values: dict[str, object] = {
        "sealed": False,
        "released": False,
        "tournament_active": True,
        "own_status": None,
        "manages": False,
    }
    return SeedQuestion(**(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(("hide", "active", "staff"), list(product([True, False], repeat=3)))
def test_results_are_hidden_only_while_an_active_tournament_hides_them_from_players(
    hide: bool, active: bool, staff: bool
) -> None:
    expected = hide and active and not staff
    assert results_are_hidden(hide_results=hide, is_active=active, is_staff=staff) is expected


def test_in_an_active_tournament_a_player_sees_just_the_seeds_that_were_drawn() -> None:
    assert not seed_is_visible(question())
    assert seed_is_visible(question(own_status=RunStatus.PENDING))
    assert seed_is_visible(question(own_status=RunStatus.FINISHED))


def test_a_closed_tournament_shows_its_seeds_but_never_sealed_ones() -> None:
    assert seed_is_visible(question(tournament_active=False))
    assert not seed_is_visible(question(tournament_active=False, sealed=True))


@pytest.mark.parametrize("own_status", [None, *RunStatus])
def test_a_sealed_seed_is_shown_to_nobody_not_even_to_managers_or_those_waiting_in_its_race(
    own_status: RunStatus | None,
) -> None:
    for manages in (True, False):
        assert not seed_is_visible(question(sealed=True, own_status=own_status, manages=manages))


def test_a_released_seed_is_everybodys_and_managers_see_ordinary_ones() -> None:
    assert seed_is_visible(question(released=True))
    assert seed_is_visible(question(manages=True))


def test_recordings_are_shown_once_ones_own_run_on_the_seed_is_over() -> None:
    assert not footage_is_visible(question())
    assert not footage_is_visible(question(own_status=RunStatus.PENDING))
    assert not footage_is_visible(question(own_status=RunStatus.IN_PROGRESS))
    assert footage_is_visible(question(own_status=RunStatus.FORFEIT))
    assert footage_is_visible(question(tournament_active=False))
    assert not footage_is_visible(question(released=True, own_status=RunStatus.IN_PROGRESS))
