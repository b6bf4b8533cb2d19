"""Review rules, notifications, audit words, progress and histogram: small pure answers."""

from datetime import UTC, datetime, timedelta

import pytest

from application.domain.errors import WrongStatus
from application.domain.ids import PoolId, TournamentId, UserId
from application.domain.messages.notifications import NotificationKind
from application.domain.messages.run_posts import PoolChoice, pool_menu
from application.domain.operations.audit import kind_label, search_text, search_words
from application.domain.runs.progress import RunMoments, histogram, progress_of
from application.domain.runs.review import check_correctable, check_reviewable
from application.domain.runs.run import ReviewStatus, RunStatus

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize("status", list(RunStatus))
@pytest.mark.parametrize("flagged", [True, False])
def test_finished_runs_are_reviewed_and_others_that_are_over_when_their_player_asked(
    status: RunStatus, flagged: bool
) -> None:
    over = status not in (RunStatus.PENDING, RunStatus.IN_PROGRESS)
    if status is RunStatus.FINISHED or (over and flagged):
        check_reviewable(status, reattempted=False, flagged=flagged)
    else:
        with pytest.raises(WrongStatus):
            check_reviewable(status, reattempted=False, flagged=flagged)
    with pytest.raises(WrongStatus, match="reattempted"):
        check_reviewable(status, reattempted=True, flagged=flagged)


def test_a_run_is_corrected_once_it_is_over_and_while_it_counts() -> None:
    check_correctable(RunStatus.FORFEIT, reattempted=False)
    with pytest.raises(WrongStatus, match="under way"):
        check_correctable(RunStatus.IN_PROGRESS, reattempted=False)
    with pytest.raises(WrongStatus, match="reattempted"):
        check_correctable(RunStatus.FINISHED, reattempted=True)


@pytest.mark.parametrize("kind", list(NotificationKind))
def test_every_notification_is_a_finished_sentence_whatever_its_parts_contain(kind: NotificationKind) -> None:
    parts = {
        "pool": "{tournament} {0}",
        "race": "{tournament} {0}",
        "reason": "{} %s",
        "old": "a",
        "new": "b",
        "left": "5 minutes",
        "more": "1 hour",
        "other": "{tournament} {0}",
        "account": "{tournament} {0}",
        "member": "{tournament} {0}",
    }
    sentence = kind.sentence(parts)
    assert "{tournament} {0}" in sentence
    assert kind.sentence({}) == kind.sentence({}).strip()


def test_kinds_of_events_are_called_in_words() -> None:
    assert kind_label("AsyncRunDrawnEvent") == "Run drawn"
    assert kind_label("AsyncLiveRaceResultsChangedEvent") == "Live race results changed"
    assert kind_label("TournamentUpdatedEvent") == "Tournament updated"


def test_an_entry_is_found_by_any_word_of_its_values_in_any_case() -> None:
    payload = {"changes": [{"field": "runs_per_pool", "old": "1", "new": "3"}], "note": "Ganon's  IDEA", "flag": True}
    text = search_text("TournamentUpdatedEvent", "Zelda", payload)
    for words in ("zelda", "TOURNAMENT UPDATED", "runs_per_pool 1 3", "ganon's idea"):
        assert search_words(words) in text


def test_progress_adds_up_day_by_day() -> None:
    runs = [
        RunMoments(UserId(1), NOON, NOON + timedelta(hours=1)),
        RunMoments(UserId(1), NOON, NOON + DAY),
        RunMoments(UserId(2), NOON + DAY, None),
        RunMoments(UserId(3), NOON + 3 * DAY, NOON + 3 * DAY),
    ]
    points = [(point.day.day, point.drawn, point.finished, point.players) for point in progress_of(runs)]
    assert points == [(14, 2, 1, 1), (15, 3, 2, 1), (17, 4, 3, 2)]
    assert progress_of([]) == ()


def test_a_histogram_counts_every_value_once() -> None:
    bins = histogram([0, 4.9, 5, 104.9, 105, -3, 200], low=0, high=105, bins=21)
    assert [one.count for one in bins] == [3, 1, *[0] * 18, 3]
    assert (bins[0].low, bins[-1].high) == (0, 105)


def test_words_for_a_review() -> None:
    assert [status.label for status in ReviewStatus] == ["Not reviewed", "Accepted", "Rejected"]


def test_a_menu_of_pools_says_how_many_seeds_are_left() -> None:
    pools = tuple(PoolChoice(PoolId(left), f"Pool {left}", left, "") for left in (1, 2))
    menu = pool_menu(TournamentId(1), "Spring", "", pools).menu
    assert menu is not None
    assert [option.hint for option in menu.options] == ["1 seed left", "2 seeds left"]
