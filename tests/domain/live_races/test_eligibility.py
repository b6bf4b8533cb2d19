"""Every rule of eligibility, met and not met, with its figures."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.domain.accounts import RacetimeAccount
from application.domain.discord import account_created_at, discord_id_made_at
from application.domain.ids import PermalinkId, PoolId, TournamentId, UserId
from application.domain.live_races.eligibility import (
    Fix,
    Person,
    PlayerFacts,
    Rule,
    Terms,
    Verdict,
    is_eligible,
    verdicts_for,
)
from application.domain.tournaments.settings import TournamentSettings
from tests.support.clock import DEFAULT_START

TERMS = Terms(
    TournamentId(1),
    PoolId(1),
    starts_at=DEFAULT_START,
    settings=TournamentSettings(
        name="Spring", racetime_category="ootr", racetime_goal="Standard", runs_per_pool=2, min_account_age_days=7
    ),
    permalink_id=PermalinkId(1),
)
PERSON = Person(
    UserId(1),
    "Link",
    discord_id=discord_id_made_at(DEFAULT_START - timedelta(days=400), serial=1),
    is_member=True,
    account=RacetimeAccount("link1", "Link#1234", is_proven=True),
)
PLAYER = PlayerFacts(PERSON)


def terms_with(**settings: object) -> Terms:
    return replace(TERMS, settings=replace(TERMS.settings, **settings))  # type: ignore[arg-type]


def person(**change: object) -> PlayerFacts:
    return PlayerFacts(PERSON._replace(**change))  # type: ignore[arg-type]


def made(ago: timedelta) -> int:
    return discord_id_made_at(DEFAULT_START - ago, serial=1)


def answer(rule: Rule, player: PlayerFacts, terms: Terms = TERMS) -> Verdict:
    return next(verdict for verdict in verdicts_for(player, terms) if verdict.rule is rule)


def test_all_rules_are_answered_in_the_same_order_whatever_the_answers() -> None:
    stranger = person(is_member=False, account=None)._replace(runs_in_pool=9, raced_permalink=True)
    rules = [rule for rule in Rule if rule is not Rule.WITHHELD]
    assert [verdict.rule for verdict in verdicts_for(PLAYER, TERMS)] == [
        rule for rule in Rule if rule is not Rule.WITHHELD
    ]
    assert [verdict.rule for verdict in verdicts_for(stranger, TERMS)] == rules


def test_a_player_who_meets_every_rule_is_eligible() -> None:
    assert is_eligible(verdicts_for(PLAYER, TERMS))


@pytest.mark.parametrize(
    ("player", "rule", "sentence", "fix"),
    [
        (person(is_member=False), Rule.MEMBER, "Not a member of this organization.", Fix.JOIN_ORGANIZATION),
        (person(account=None), Rule.RACETIME_LINKED, "No racetime.gg account is linked.", Fix.LINK_RACETIME),
        (PLAYER._replace(runs_in_pool=2), Rule.SLOT_FREE, "0 of 2 runs left in this pool.", None),
        (
            PLAYER._replace(active_in="Pool B"),
            Rule.NO_ACTIVE_RUN,
            "A run in Pool B is under way; finish it first.",
            Fix.FINISH_RUN,
        ),
        (
            person(discord_id=made(timedelta(days=5, hours=3))),
            Rule.ACCOUNT_AGE,
            "The Discord account is 5 of 7 days old at the start.",
            Fix.ASK_AN_ADMIN,
        ),
        (
            person(discord_id=None),
            Rule.ACCOUNT_AGE,
            "The age of the Discord account is not known; 7 days are needed.",
            Fix.ASK_AN_ADMIN,
        ),
        (PLAYER._replace(raced_permalink=True), Rule.SEED_NEVER_RACED, "This seed was raced before.", None),
    ],
)
def test_one_unmet_rule_makes_a_player_ineligible_and_says_so_with_its_figures(
    player: PlayerFacts, rule: Rule, sentence: str, fix: Fix | None
) -> None:
    assert answer(rule, player) == Verdict(rule, False, sentence, fix)
    assert not is_eligible(verdicts_for(player, TERMS))


def test_a_closed_tournament_lets_nobody_race() -> None:
    assert not is_eligible(verdicts_for(PLAYER, terms_with(is_active=False)))


def test_one_run_left_is_enough() -> None:
    assert answer(Rule.SLOT_FREE, PLAYER._replace(runs_in_pool=1)).sentence == "1 of 2 runs left in this pool."


def test_the_account_age_counts_at_the_start_of_the_race() -> None:
    young = person(discord_id=made(timedelta(days=7)))
    assert answer(Rule.ACCOUNT_AGE, young).met
    almost = person(discord_id=made(timedelta(days=7) - timedelta(seconds=1)))
    assert not answer(Rule.ACCOUNT_AGE, almost).met


def test_the_whitelist_exempts_from_the_account_age() -> None:
    newcomer = person(discord_id=None)._replace(whitelisted=True)
    assert answer(Rule.ACCOUNT_AGE, newcomer).met


def test_a_tournament_may_ask_for_no_age_at_all() -> None:
    newcomer = person(discord_id=None)
    assert answer(Rule.ACCOUNT_AGE, newcomer, terms_with(min_account_age_days=0)).met


def test_the_age_of_a_discord_account_follows_from_its_id() -> None:
    made = DEFAULT_START - timedelta(days=3, milliseconds=17)
    assert account_created_at(discord_id_made_at(made, serial=12345)) == made
    assert account_created_at(175928847299117063).isoformat() == "2016-04-30T11:18:25.796000+00:00"
