"""Written rules for two users who turn out to be one person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from application.domain.ids import LiveRaceId, OrganizationId, PoolId, RunId, TournamentId, UserId
from application.domain.people.merging import (
    Candidate,
    Finding,
    FindingKind,
    OwnRun,
    refusal_for_admins,
    settle_runs,
    used_slots,
    who_stays,
)
from application.domain.runs.run import RunStatus

HERE, ELSEWHERE = OrganizationId(1), OrganizationId(2)
ONE, OTHER, ADMIN = UserId(11), UserId(12), UserId(13)
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def run(number: int, user_id: UserId, **more: object) -> OwnRun:
    base = OwnRun(
        run_id=RunId(number),
        user_id=user_id,
        organization_id=HERE,
        tournament_id=TournamentId(1),
        tournament="Spring",
        pool_id=PoolId(1),
        pool="Pool A",
        seed=f"seed {number}",
        status=RunStatus.FINISHED,
        created_at=NOON + timedelta(minutes=number),
        slots=9,
    )
    return replace(base, **more)  # type: ignore[arg-type]


def settled(*runs: OwnRun) -> list[tuple[FindingKind, int | None]]:
    return [(found.kind, found.run_id) for found in settle_runs(runs, (ONE, OTHER))]


def test_runs_that_don_t_meet_need_no_settling() -> None:
    assert settled(run(1, ONE), run(2, OTHER, status=RunStatus.IN_PROGRESS)) == []


def test_of_two_runs_in_one_live_race_the_one_under_the_own_account_stays() -> None:
    first = run(1, ONE, live_race_id=LiveRaceId(5))
    second = run(2, OTHER, live_race_id=LiveRaceId(5))
    assert settled(first, second) == [(FindingKind.SAME_RACE, 2)], "else the earlier one"
    assert settled(first, replace(second, under_own_account=True)) == [(FindingKind.SAME_RACE, 1)]


def test_of_two_runs_under_way_the_one_that_has_started_stays_and_live_goes_before_async() -> None:
    waiting, running = RunStatus.PENDING, RunStatus.IN_PROGRESS
    assert settled(run(1, ONE, status=waiting), run(2, OTHER, status=running)) == [(FindingKind.UNDER_WAY, 1)]
    live = run(2, OTHER, status=running, live_race_id=LiveRaceId(5), race_has_started=True)
    assert settled(run(1, ONE, status=running), live) == [(FindingKind.UNDER_WAY, 1)]
    place = run(2, OTHER, status=waiting, live_race_id=LiveRaceId(5))
    assert settled(run(1, ONE, status=running), place) == [(FindingKind.PLACE_GIVEN_UP, 2)]
    assert settled(run(1, ONE, status=waiting), run(2, OTHER, status=waiting)) == [(FindingKind.UNDER_WAY, 2)]
    elsewhere = run(2, OTHER, status=running, tournament_id=TournamentId(2), pool_id=PoolId(2))
    assert settled(run(1, ONE, status=running), elsewhere) == [], "one in each tournament is allowed"


def test_a_run_that_goes_with_its_race_is_settled_once() -> None:
    both = {"live_race_id": LiveRaceId(5), "status": RunStatus.IN_PROGRESS, "race_has_started": True, "seed": "same"}
    assert settled(run(1, ONE, **both), run(2, OTHER, **both)) == [(FindingKind.SAME_RACE, 2)]


def test_a_seed_raced_twice_counts_twice_and_the_later_run_is_looked_at() -> None:
    assert settled(run(1, ONE, seed="same"), run(2, OTHER, seed="same")) == [(FindingKind.SAME_SEED, 2)]
    assert settled(run(1, ONE, seed="same"), run(2, ONE, seed="same")) == [], "that was so before"


def test_slots_are_counted_together_and_an_excess_is_shown() -> None:
    runs = [run(number, ONE if number < 3 else OTHER, slots=2) for number in (1, 2, 3, 4)]
    assert settled(*runs) == [(FindingKind.TOO_MANY, 3), (FindingKind.TOO_MANY, 4)]
    assert used_slots(runs) == {("Spring, Pool A", 1): (4, 2)}
    given_up = replace(runs[0], reattempted=True)
    assert settled(given_up, *runs[1:3]) == [], "a reattempt gave its slot back"


def test_nobody_reviews_an_own_run_after_all() -> None:
    assert settled(run(1, ONE, claimed_by=OTHER), run(2, OTHER, decided_by=ONE), run(3, ONE, decided_by=ADMIN)) == [
        (FindingKind.OWN_CLAIM, 1),
        (FindingKind.OWN_REVIEW, 2),
    ]


def test_every_finding_is_a_finished_sentence() -> None:
    found = settle_runs(
        [
            run(1, ONE, seed="same", slots=1, claimed_by=OTHER, decided_by=OTHER),
            run(2, OTHER, seed="same", slots=1),
            run(3, ONE, status=RunStatus.PENDING, live_race_id=LiveRaceId(5)),
            run(4, OTHER, status=RunStatus.PENDING, live_race_id=LiveRaceId(5)),
            run(5, OTHER, status=RunStatus.IN_PROGRESS),
        ],
        (ONE, OTHER),
    )
    assert {item.kind for item in found} >= {FindingKind.SAME_RACE, FindingKind.PLACE_GIVEN_UP, FindingKind.TOO_MANY}
    assert all(isinstance(item, Finding) and item.sentence.endswith(".") and item.run_id for item in found)


PERSON = Candidate(ONE, "Malon", 100, None, is_racing=True)
MADE_HERE = Candidate(OTHER, "Malon (old)", None, HERE, is_racing=True)


def refusal(one: Candidate, other: Candidate, actor: UserId = ADMIN) -> str | None:
    answers = {refusal_for_admins(*pair, organization_id=HERE, actor=actor) for pair in ((one, other), (other, one))}
    (answer,) = answers
    return answer


@pytest.mark.parametrize("other", [MADE_HERE, replace(MADE_HERE, discord_id=100)])
def test_an_admin_may_merge_a_placeholder_of_the_organization(other: Candidate) -> None:
    assert refusal(PERSON, other) is None
    assert refusal(replace(MADE_HERE, user_id=UserId(20)), other) is None


def test_an_admin_may_not_merge_people_who_proved_who_they_are_or_who_are_others() -> None:
    assert "site administrator" in (refusal(PERSON, replace(PERSON, user_id=UserId(20), discord_id=200)) or "")
    assert "site administrator" in (refusal(PERSON, replace(MADE_HERE, placeholder_of=ELSEWHERE)) or "")
    disputed = replace(MADE_HERE, discord_id=200)
    assert "different Discord accounts" in (refusal(PERSON, disputed) or "")
    assert refusal(PERSON, replace(disputed, is_racing=False)) is None
    assert "two different" in (refusal(PERSON, PERSON) or "")
    assert "Another admin" in (refusal(PERSON, MADE_HERE, actor=ONE) or "")


def test_whoever_proved_an_account_stays_else_whoever_has_one_entered_else_the_earlier() -> None:
    assert who_stays(MADE_HERE, PERSON) == (PERSON, MADE_HERE)
    entered = replace(MADE_HERE, user_id=UserId(20), discord_id=200)
    assert who_stays(MADE_HERE, entered) == (entered, MADE_HERE)
    assert who_stays(replace(MADE_HERE, user_id=UserId(20)), MADE_HERE)[0] is MADE_HERE
