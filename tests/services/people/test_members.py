"""Members of an organization: found by name, role and account."""

from application.domain.ids import UserId
from application.domain.people.namesakes import MemberFilter
from application.domain.permissions import Role
from application.read_models import MemberView
from application.services.people.organization_service import MemberChanges
from tests.support.community import Community, found_community


async def populated(community: Community) -> dict[str, UserId]:
    people = {
        "Malon": await community.add_player("Malon", racetime_id=None),
        "Saria": await community.add_player("Saria", roles=[Role.ASYNC_REVIEWER]),
        "Talon of the ranch": await community.add_player("Talon of the ranch"),
    }
    changes = MemberChanges(racetime_id="kokiri1", racetime_name="Forest Sage")
    await community.container.organizations.update_member(community.admin, people["Saria"], changes)
    return people


async def names(community: Community, wanted: MemberFilter) -> list[str]:
    page = await community.container.organizations.list_members(community.admin, wanted)
    assert await community.container.organizations.count_members(community.admin, wanted) == len(page.items)
    return [member.name for member in page.items]


async def test_members_are_found_by_a_part_of_their_name_here_or_on_racetime(community: Community) -> None:
    await populated(community)
    assert await names(community, MemberFilter(search="alon")) == ["Malon", "Talon of the ranch"]
    assert await names(community, MemberFilter(search="  FOREST   sage ")) == ["Saria"]
    assert await names(community, MemberFilter(search="100%")) == []
    assert await names(community, MemberFilter(search="_alon")) == []


async def test_members_are_found_by_role_and_by_whether_they_have_an_account(community: Community) -> None:
    await populated(community)
    assert await names(community, MemberFilter(role=Role.ASYNC_REVIEWER)) == ["Saria"]
    assert await names(community, MemberFilter(role=Role.ADMIN)) == ["Zelda"]
    assert await names(community, MemberFilter(linked=False)) == ["Malon"]
    assert await names(community, MemberFilter(linked=True, search="sa")) == ["Saria"]


async def test_a_search_is_continued_from_page_to_page(community: Community) -> None:
    people = await populated(community)
    organizations, wanted = community.container.organizations, MemberFilter(search="alon")
    first = await organizations.list_members(community.admin, wanted, limit=1)
    assert ([member.name for member in first.items], first.has_more) == (["Malon"], True)
    last: MemberView = first.items[-1]
    rest = await organizations.list_members(community.admin, wanted, after=(last.name, last.user_id), limit=1)
    assert [member.user_id for member in rest.items] == [people["Talon of the ranch"]]
    assert not rest.has_more


async def test_nobody_of_another_organization_is_found(community: Community) -> None:
    await populated(community)
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    assert await names(elsewhere, MemberFilter(search="alon")) == []
    assert await names(elsewhere, MemberFilter(role=Role.ASYNC_REVIEWER)) == []
