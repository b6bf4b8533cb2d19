"""Choosing from what racetime.gg has, and what is said when it can't be asked."""

import pytest

from application.domain.errors import Forbidden, InvalidInput, Unavailable
from application.domain.permissions import Role
from application.ports import FoundAccount, NamedCategory, RacetimeUnreachable
from tests.support.community import Community
from tests.support.rooms import CATEGORY, GOAL


async def test_categories_and_their_goals_are_those_of_racetime(community: Community) -> None:
    catalog = community.container.racetime
    assert await catalog.list_categories(community.admin) == (NamedCategory(CATEGORY, "A Link to the Past Randomizer"),)
    category = await catalog.find_category(community.admin, CATEGORY)
    assert category is not None
    assert category.goals == (GOAL, "All dungeons")
    assert await catalog.find_category(community.admin, "unknown") is None
    assert await catalog.find_category(community.admin, "../user") is None


async def test_an_account_is_found_by_its_name_or_by_the_address_of_its_profile(community: Community) -> None:
    catalog = community.container.racetime
    community.rooms.accounts = [
        FoundAccount("m1", "Malon#0001"),
        FoundAccount("m2", "Malon#0002"),
        FoundAccount("t1", "Talon"),
    ]
    assert await catalog.find_account(community.admin, " talon ", field="account") == FoundAccount("t1", "Talon")
    assert (await catalog.find_account(community.admin, "Malon#0002", field="account")).racetime_id == "m2"
    address = "https://racetime.gg/user/xldAMBlqvY3aOP57/Malon"
    assert await catalog.find_account(community.admin, address, field="account") == FoundAccount("xldAMBlqvY3aOP57", "")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [("Malon", "Several"), ("Nobody", "knows nobody"), ("", "Give the"), ("x" * 300, "at most")],
)
async def test_a_name_that_is_not_exactly_one_person_is_refused_at_its_field(
    community: Community, written: str, sentence: str
) -> None:
    community.rooms.accounts = [FoundAccount("m1", "Malon#0001"), FoundAccount("m2", "Malon#0002")]
    with pytest.raises(InvalidInput, match=sentence) as refusal:
        await community.container.racetime.find_account(community.admin, written, field="account")
    assert [problem.field for problem in refusal.value.problems] == ["account"]


async def test_while_racetime_gives_no_answer_that_is_said(community: Community) -> None:
    community.rooms.unreachable = RacetimeUnreachable("racetime.gg can't be reached.")
    catalog = community.container.racetime
    with pytest.raises(Unavailable, match="no answer just now"):
        await catalog.list_categories(community.admin)
    with pytest.raises(Unavailable):
        await catalog.find_category(community.admin, CATEGORY)
    with pytest.raises(Unavailable):
        await catalog.find_account(community.admin, "Malon", field="account")


async def test_only_admins_look_people_up(community: Community) -> None:
    ctx = await community.enter(await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN]))
    with pytest.raises(Forbidden):
        await community.container.racetime.find_account(ctx, "Malon", field="account")
