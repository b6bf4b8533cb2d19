"""The course of an async run: what its player may do when, and what the limits do."""

from datetime import UTC, datetime, timedelta

import pytest

from application.domain.errors import WrongStatus
from application.domain.runs.async_run import (
    UNLIMITED,
    ReattemptQuestion,
    RunLimits,
    RunPhase,
    RunState,
    check_extension,
    check_finish,
    check_forfeit,
    check_ready,
    expired,
    forfeit_confirmation,
    limit_sentence,
    phase_of,
    reattempt_refusal,
    warn_at,
)
from application.domain.runs.run import ForfeitCause, RunStatus

NOW = datetime(2026, 3, 14, 18, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LIMITS = RunLimits(20 * MINUTE, 10 * MINUTE, 12 * HOUR, 10 * SECOND)


def drawn(*, start_by_at: datetime | None = NOW + 20 * MINUTE) -> RunState:
    return RunState(RunStatus.PENDING, False, None, start_by_at, None)


def running(started_at: datetime = NOW) -> RunState:
    return RunState(RunStatus.IN_PROGRESS, False, started_at, NOW, started_at + LIMITS.finish)


def over(status: RunStatus = RunStatus.FINISHED) -> RunState:
    return RunState(status, False, NOW - HOUR, NOW - HOUR, NOW + HOUR)


def in_live_race(status: RunStatus) -> RunState:
    return RunState(status, True, None, None, None)


def test_the_phase_follows_from_the_stored_instants_alone() -> None:
    assert phase_of(drawn(), NOW) is RunPhase.DRAWN
    assert phase_of(running(NOW + 10 * SECOND), NOW) is RunPhase.COUNTDOWN
    assert phase_of(running(NOW + 10 * SECOND), NOW + 10 * SECOND) is RunPhase.RUNNING
    assert phase_of(over(), NOW) is RunPhase.OVER


def test_the_warning_comes_its_lead_before_the_limit_and_never_without_a_lead() -> None:
    assert warn_at(NOW + 20 * MINUTE, LIMITS) == NOW + 10 * MINUTE
    assert warn_at(NOW, RunLimits(HOUR, timedelta(), HOUR, SECOND)) is None


@pytest.mark.parametrize(
    ("state", "now", "cause"),
    [
        (drawn(), NOW + 20 * MINUTE - SECOND, None),
        (drawn(), NOW + 20 * MINUTE, ForfeitCause.START_LIMIT),
        (running(), NOW + 12 * HOUR - SECOND, None),
        (running(), NOW + 12 * HOUR, ForfeitCause.FINISH_LIMIT),
        (over(), NOW + 24 * HOUR, None),
        (in_live_race(RunStatus.PENDING), NOW + 24 * HOUR, None),
        (in_live_race(RunStatus.IN_PROGRESS), NOW + 24 * HOUR, None),
    ],
)
def test_a_limit_passes_at_its_instant_and_never_for_a_run_in_a_live_race(
    state: RunState, now: datetime, cause: ForfeitCause | None
) -> None:
    assert expired(state, now) is cause


def test_only_a_drawn_run_can_be_started() -> None:
    check_ready(drawn())
    with pytest.raises(WrongStatus, match="racing, so it can't be started"):
        check_ready(running())
    with pytest.raises(WrongStatus, match="finished, so it can't be started"):
        check_ready(over())
    with pytest.raises(WrongStatus, match="live race"):
        check_ready(in_live_race(RunStatus.PENDING))


def test_a_finish_needs_a_run_that_really_runs() -> None:
    check_finish(running(), NOW + SECOND)
    with pytest.raises(WrongStatus, match="not been started"):
        check_finish(drawn(), NOW)
    with pytest.raises(WrongStatus, match="starts in 4 seconds"):
        check_finish(running(NOW + 3.2 * SECOND), NOW)
    with pytest.raises(WrongStatus, match="starts in 1 second\\."):
        check_finish(running(NOW + SECOND), NOW)
    with pytest.raises(WrongStatus, match="finished already"):
        check_finish(over(), NOW)
    with pytest.raises(WrongStatus, match=r"room on racetime\.gg"):
        check_finish(in_live_race(RunStatus.IN_PROGRESS), NOW)


def test_a_run_may_be_given_up_until_it_is_over_also_during_the_countdown() -> None:
    for state in (drawn(), running(NOW + 5 * SECOND), running()):
        check_forfeit(state)
        check_extension(state)
    for status in (RunStatus.FINISHED, RunStatus.FORFEIT, RunStatus.DISQUALIFIED):
        with pytest.raises(WrongStatus):
            check_forfeit(over(status))
        with pytest.raises(WrongStatus):
            check_extension(over(status))
    with pytest.raises(WrongStatus):
        check_forfeit(in_live_race(RunStatus.IN_PROGRESS))


def test_the_question_before_a_forfeit_says_what_it_costs() -> None:
    assert "seen its seed" in forfeit_confirmation(drawn(), NOW)
    assert "seen its seed" in forfeit_confirmation(running(NOW + SECOND), NOW)
    assert forfeit_confirmation(running(), NOW).startswith("Even a forfeit fills a place")


def test_the_limits_are_told_in_words_before_a_draw() -> None:
    assert "20 minutes to start and 12 hours to finish" in limit_sentence(LIMITS)
    odd = RunLimits(90 * MINUTE, timedelta(), 60 * MINUTE, SECOND)
    assert "1 hour 30 minutes to start and 1 hour to finish" in limit_sentence(odd)


def question(**more: object) -> ReattemptQuestion:
    values: dict[str, object] = {
        "status": RunStatus.FINISHED,
        "in_live_race": False,
        "reattempted": False,
        "settled": True,
        "tournament_active": True,
        "allowed": 1,
        "used": 0,
        "live_allowed": True,
    }
    return ReattemptQuestion(**(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"status": RunStatus.FORFEIT},
        {"status": RunStatus.DISQUALIFIED},
        {"in_live_race": True},
        {"allowed": UNLIMITED, "used": 50},
        {"allowed": 3, "used": 2},
    ],
)
def test_another_attempt_is_possible(facts: dict[str, object]) -> None:
    assert reattempt_refusal(question(**facts)) is None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reattempted": True}, "already"),
        ({"status": RunStatus.PENDING}, "Finish or forfeit it first"),
        ({"status": RunStatus.IN_PROGRESS}, "Finish or forfeit it first"),
        ({"tournament_active": False}, "closed"),
        ({"in_live_race": True, "live_allowed": False}, "after a live race"),
        ({"in_live_race": True, "settled": False}, "may still change"),
        ({"allowed": 0}, "no reattempts"),
        ({"used": 1}, "1 of 1 used"),
        ({"allowed": 1, "used": 4}, "4 of 1 used"),
    ],
)
def test_another_attempt_is_refused_with_the_reason(facts: dict[str, object], words: str) -> None:
    refusal = reattempt_refusal(question(**facts))
    assert refusal is not None
    assert words in refusal
