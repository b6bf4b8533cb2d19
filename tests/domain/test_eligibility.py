"""Every rule of eligibility, met and not met, with its figures."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.domain.discord import account_created_at, discord_id_made_at
from application.domain.eligibility import Fix, PlayerFacts, Rule, Rules, Verdict, is_eligible, verdicts_for
from application.domain.ids import UserId
from tests.support.clock import DEFAULT_START

RULES = Rules(
    tournament_active=True,
    runs_per_pool=2,
    min_account_age_days=7,
    scheduled_at=DEFAULT_START,
    permalink_chosen=True,
)
PLAYER = PlayerFacts(
    user_id=UserId(1),
    name="Link",
    is_member=True,
    racetime_name="Link#1234",
    runs_in_pool=0,
    active_run=None,
    account_created_at=DEFAULT_START - timedelta(days=400),
    whitelisted=False,
    raced_permalink=False,
)


def answer(rule: Rule, player: PlayerFacts, rules: Rules = RULES) -> Verdict:
    return next(verdict for verdict in verdicts_for(player, rules) if verdict.rule is rule)


def test_all_rules_are_answered_in_the_same_order_whatever_the_answers() -> None:
    stranger = PLAYER._replace(is_member=False, racetime_name=None, runs_in_pool=9, raced_permalink=True)
    rules = [rule for rule in Rule if rule is not Rule.WITHHELD]
    assert [verdict.rule for verdict in verdicts_for(PLAYER, RULES)] == [
        rule for rule in Rule if rule is not Rule.WITHHELD
    ]
    assert [verdict.rule for verdict in verdicts_for(stranger, RULES)] == rules


def test_a_player_who_meets_every_rule_is_eligible() -> None:
    assert is_eligible(verdicts_for(PLAYER, RULES))


@pytest.mark.parametrize(
    ("change", "rule", "sentence", "fix"),
    [
        ({"is_member": False}, Rule.MEMBER, "Not a member of this organization.", Fix.JOIN_ORGANIZATION),
        ({"racetime_name": None}, Rule.RACETIME_LINKED, "No racetime.gg account is linked.", Fix.LINK_RACETIME),
        ({"runs_in_pool": 2}, Rule.SLOT_FREE, "0 of 2 runs left in this pool.", None),
        (
            {"active_run": "A run in Pool B"},
            Rule.NO_ACTIVE_RUN,
            "A run in Pool B is under way; finish it first.",
            Fix.FINISH_RUN,
        ),
        (
            {"account_created_at": DEFAULT_START - timedelta(days=5, hours=3)},
            Rule.ACCOUNT_AGE,
            "The Discord account is 5 of 7 days old at the start.",
            Fix.ASK_AN_ADMIN,
        ),
        (
            {"account_created_at": None},
            Rule.ACCOUNT_AGE,
            "The age of the Discord account is not known; 7 days are needed.",
            Fix.ASK_AN_ADMIN,
        ),
        ({"raced_permalink": True}, Rule.SEED_NEVER_RACED, "This seed was raced before.", None),
    ],
)
def test_one_unmet_rule_makes_a_player_ineligible_and_says_so_with_its_figures(
    change: dict[str, object], rule: Rule, sentence: str, fix: Fix | None
) -> None:
    player = PLAYER._replace(**change)  # type: ignore[arg-type]
    assert answer(rule, player) == Verdict(rule, False, sentence, fix)
    assert not is_eligible(verdicts_for(player, RULES))


def test_a_closed_tournament_lets_nobody_race() -> None:
    assert not is_eligible(verdicts_for(PLAYER, replace(RULES, tournament_active=False)))


def test_one_run_left_is_enough() -> None:
    assert answer(Rule.SLOT_FREE, PLAYER._replace(runs_in_pool=1)).sentence == "1 of 2 runs left in this pool."


def test_the_account_age_counts_at_the_start_of_the_race() -> None:
    young = PLAYER._replace(account_created_at=DEFAULT_START - timedelta(days=7))
    assert answer(Rule.ACCOUNT_AGE, young).met
    almost = PLAYER._replace(account_created_at=DEFAULT_START - timedelta(days=7) + timedelta(seconds=1))
    assert not answer(Rule.ACCOUNT_AGE, almost).met


def test_the_whitelist_exempts_from_the_account_age() -> None:
    newcomer = PLAYER._replace(account_created_at=None, whitelisted=True)
    assert answer(Rule.ACCOUNT_AGE, newcomer).met


def test_a_tournament_may_ask_for_no_age_at_all() -> None:
    newcomer = PLAYER._replace(account_created_at=None)
    assert answer(Rule.ACCOUNT_AGE, newcomer, replace(RULES, min_account_age_days=0)).met


def test_the_age_of_a_discord_account_follows_from_its_id() -> None:
    made = DEFAULT_START - timedelta(days=3, milliseconds=17)
    assert account_created_at(discord_id_made_at(made, serial=12345)) == made
    assert account_created_at(175928847299117063).isoformat() == "2016-04-30T11:18:25.796000+00:00"
