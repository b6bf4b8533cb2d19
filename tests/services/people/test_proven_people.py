"""What a person proves wins over what admins typed: the name, the Discord account, the racetime.gg account."""

from application.domain.ids import UserId
from application.repositories.people.user_repository import UserRepository
from application.services.people.identity_service import DiscordAccount
from application.services.people.member_entry import NewMember
from models.event_log import EventLogEntry
from models.notification import Notification
from models.organization import OrganizationMember
from models.user import User
from tests.services.people.test_racetime_links import Linking, linking
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

__all__ = ["linking"]

MALON = 80_000_000_000_000_001


@on_postgres_and_slowly_on_sqlite
async def test_the_first_sign_in_takes_discords_name_and_every_later_one_follows_it(community: Community) -> None:
    identity = community.container.identity
    await community.container.organizations.add_member(community.admin, NewMember("Stinky", discord_id=MALON))
    await identity.sign_in_with_discord(DiscordAccount(MALON, "Malon"))
    person = await User.get(discord_id=MALON)
    assert (person.display_name, person.organization_id) == ("Malon", None)
    member = await OrganizationMember.get(user_id=person.id)
    assert (member.made_by_others, member.discord_id_entered) == (True, True)
    await identity.sign_in_with_discord(DiscordAccount(MALON, "Malon of the ranch"))
    assert (await User.get(discord_id=MALON)).display_name == "Malon of the ranch"
    await User.filter(id=person.id).update(has_own_name=True, display_name="Epona's friend")
    await identity.sign_in_with_discord(DiscordAccount(MALON, "Malon"))
    assert (await User.get(discord_id=MALON)).display_name == "Epona's friend"


@on_postgres_and_slowly_on_sqlite
async def test_a_claim_ends_where_somebody_else_proves_the_account_and_the_log_there_says_so(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    wrong = await elsewhere.add_player("Wrong", racetime_id=malon.id)
    right = await community.add_player("Right", racetime_id=None)
    await linking.link(right, malon)
    assert (await elsewhere.container.organizations.get_member(elsewhere.admin, wrong)).racetime_id is None
    entry = await EventLogEntry.get(type="RacetimeClaimVoidedEvent")
    assert (entry.organization_id, entry.payload["user_id"]) == (elsewhere.organization_id, wrong)
    admin = elsewhere.admin.actor.user_id
    told = await Notification.all().values_list("user_id", "organization_id")
    assert told == [(admin, elsewhere.organization_id)], "and nobody of another organization"
    (told_admin,) = (await elsewhere.container.notifications.list_notifications(elsewhere.admin)).items
    assert told_admin.sentence == (
        "Somebody else has proved Wrong on racetime.gg, which was entered for Wrong. "
        "Wrong has no racetime.gg account here any more."
    )
    users = UserRepository(community.clock)
    await linking.service.unlink(right)
    assert await users.list_who_proved(malon.id) == [UserId(right)], "giving it up doesn't unmake it"
