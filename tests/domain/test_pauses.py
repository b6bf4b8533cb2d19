"""How pauses between attempts grow."""

from datetime import timedelta

from application.domain.pauses import growing_pause, scattered


def test_a_pause_doubles_with_each_failure_up_to_the_longest() -> None:
    pauses = [
        growing_pause(number, first=timedelta(seconds=10), longest=timedelta(minutes=5)) for number in range(1, 8)
    ]
    assert [pause.total_seconds() for pause in pauses] == [10, 20, 40, 80, 160, 300, 300]


def test_a_thousand_failures_still_have_a_pause() -> None:
    assert growing_pause(1000, first=timedelta(minutes=1), longest=timedelta(minutes=10)) == timedelta(minutes=10)


def test_scattering_takes_a_quarter_away_at_most() -> None:
    chances = iter((0.0, 0.5, 1.0))
    assert [scattered(60, lambda: next(chances)) for _ in range(3)] == [60, 52.5, 45]
