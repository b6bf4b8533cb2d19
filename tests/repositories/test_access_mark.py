"""Whether open pages must be compared with the database: a mark that moves with every session, member and role."""

from application.database import Database
from application.domain.permissions import Role
from application.services.people.organization_service import MemberChanges
from models.organization import Organization, OrganizationMember
from models.user import User
from tests.support.clock import DEFAULT_START, ManualClock
from tests.support.community import found_community
from tests.support.databases import on_both_engines

pytestmark = on_both_engines


async def test_the_mark_moves_with_all_that_decides_who_may_see_a_page_and_with_nothing_else(
    database: Database,
) -> None:
    community = await found_community(ManualClock())
    container = community.container
    other = await User.create(display_name="Mido", created_at=DEFAULT_START, updated_at=DEFAULT_START)
    marks = [await container.access.mark()]

    async def has_moved() -> bool:
        marks.append(await container.access.mark())
        return marks[-1] not in marks[:-1]

    player = await community.add_player()
    assert await has_moved()
    await container.organizations.update_member(community.admin, player, MemberChanges(roles=(Role.ADMIN,)))
    assert await has_moved()
    await OrganizationMember.filter(user_id=player).update(user_id=other.id)
    assert await has_moved()
    await container.identity.open_session(player)
    assert await has_moved()
    await community.add_tournament()
    assert not await has_moved()
    await container.identity.end_all_sessions()
    await container.identity.open_session(player)
    assert await has_moved(), "as many as before, but not the same one"
    await Organization.all().update(is_active=False)
    assert await has_moved()
