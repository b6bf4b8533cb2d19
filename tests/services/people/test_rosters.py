"""A community's roster: previewed, brought in from CSV with racetime.gg names, and written out again."""

from datetime import timedelta

import pytest

from application.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, Unavailable
from application.domain.permissions import Role
from application.ports import FoundAccount, RacetimeUnreachable
from application.read_models import MemberView
from application.services.people.member_entry import NewMember
from application.services.people.organization_service import MemberChanges
from application.services.people.roster_service import MOST_LOOKUPS, RosterService, RosterStep
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry
from models.organization import OrganizationMember
from models.user import User
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.queries import counted_queries


@pytest.fixture
def rosters(community: Community) -> RosterService:
    community.rooms.accounts = [
        FoundAccount("aaa111", "Malon#1234"),
        FoundAccount("bbb222", "Malon#9999"),
        FoundAccount("ccc333", "Epona"),
    ]
    return community.container.rosters


async def members(community: Community) -> dict[str, MemberView]:
    page = await community.container.organizations.list_members(community.admin)
    return {member.name: member for member in page.items}


async def test_people_come_in_with_their_accounts_and_roles(community: Community, rosters: RosterService) -> None:
    text = (
        "name,discord_id,racetime_name,roles\n"
        "Malon,175928847299117101,Malon#1234,\n"
        "Epona,175928847299117102,epona,reviewer\n"
        "Ingo,175928847299117103,,\n"
        ",,Malon#9999,\n"
    )
    preview = await rosters.preview_roster(community.admin, text)
    assert [(line.row, line.name, line.racetime_name, line.step) for line in preview.lines] == [
        (2, "Malon", "Malon#1234", RosterStep.ADD),
        (3, "Epona", "Epona", RosterStep.ADD),
        (4, "Ingo", None, RosterStep.ADD),
        (5, "Malon#9999", "Malon#9999", RosterStep.ADD),
    ]
    assert await OrganizationMember.all().count() == 1
    assert await rosters.import_roster(community.admin, text) == preview
    found = await members(community)
    assert (found["Malon"].racetime_id, found["Malon"].discord_id) == ("aaa111", 175928847299117101)
    assert found["Epona"].roles == (Role.ASYNC_REVIEWER,)
    assert (found["Ingo"].racetime_id, found["Malon#9999"].racetime_id) == (None, "bbb222")
    (entry,) = await EventLogEntry.filter(type="RosterImportedEvent")
    assert entry.payload == {"added": 4, "linked": 0, "unchanged": 0, "skipped": 0}
    assert await EventLogEntry.filter(type="MemberAddedEvent").count() == 4


async def test_an_import_a_second_time_changes_nothing(community: Community, rosters: RosterService) -> None:
    text = (
        "name,discord_id,racetime_name,roles\n"
        "Malon,175928847299117101,Malon#1234,reviewer\n"
        "Epona,175928847299117102,Epona,"
    )
    await rosters.import_roster(community.admin, text)
    before = await User.all().order_by("id").values()
    again = await rosters.import_roster(community.admin, text.replace("reviewer", "admin"))
    assert [line.step for line in again.lines] == [RosterStep.KEEP, RosterStep.KEEP]
    assert await User.all().order_by("id").values() == before
    assert (await members(community))["Malon"].roles == (Role.ASYNC_REVIEWER,), "roles of members are never touched"


async def test_a_member_without_an_account_is_linked(community: Community, rosters: RosterService) -> None:
    await rosters.import_roster(community.admin, "name,discord_id\nMalon,175928847299117101")
    done = await rosters.import_roster(community.admin, "name,discord_id,racetime_id\nMalon,175928847299117101,zzz999")
    assert [line.step for line in done.lines] == [RosterStep.LINK]
    assert (await members(community))["Malon"].racetime_id == "zzz999"
    (entry,) = await EventLogEntry.filter(type="MemberUpdatedEvent")
    assert entry.payload["changes"] == [{"field": "racetime_id", "old": None, "new": "zzz999"}]


async def test_a_known_person_becomes_a_member_again_with_all_results(
    community: Community, rosters: RosterService
) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    player = await community.add_player("Malon")
    await community.finish_run(player, pool)
    text = await rosters.export_roster(community.admin)
    await community.container.organizations.remove_member(community.admin, player)
    assert "Malon" not in await members(community)
    await rosters.import_roster(community.admin, text)
    assert (await members(community))["Malon"].user_id == player
    assert await AsyncTournamentRace.filter(user_id=player).count() == 1


async def test_every_row_that_can_not_be_is_named_and_none_is_taken(
    community: Community, rosters: RosterService
) -> None:
    await rosters.import_roster(
        community.admin, "name,discord_id,racetime_id\nTaken,175928847299117101,taken1\nOther,175928847299117102,other1"
    )
    text = "\n".join(
        [
            "name,discord_id,racetime_id,racetime_name",
            "New,175928847299117201,taken1,",
            "Other,175928847299117102,different1,",
            "Nobody,175928847299117202,,Nobody#0000",
            "Which,175928847299117203,,Malon",
            "Bad,twelve,,",
            "Malon,175928847299117204,,Malon#1234",
            "Malon again,175928847299117205,aaa111,",
            "Fine,175928847299117206,,",
        ]
    )
    with pytest.raises(InvalidInput) as refused:
        await rosters.import_roster(community.admin, text)
    messages = [problem.message for problem in refused.value.problems]
    assert messages == [
        "Row 2: this racetime.gg account is linked to another member.",
        "Row 3: this person is linked to another racetime.gg account.",
        "Row 4: racetime.gg knows nobody of that name.",
        "Row 5: several racetime.gg users have that name. Add the four digits after it, as in Name#1234.",
        "Row 6: A Discord id has 17 to 20 digits, and nothing else. "
        "Copy it from Discord with \u201cCopy User ID\u201d.",
        "Row 7 has the same account as row 8.",
    ]
    assert "Fine" not in await members(community)
    done = await rosters.import_roster(community.admin, text, only_good=True)
    assert [line.name for line in done.lines] == ["Malon again", "Fine"]
    assert len(done.problems) == 6


@on_postgres_and_slowly_on_sqlite
async def test_two_rows_that_mean_one_person_are_named(community: Community, rosters: RosterService) -> None:
    await rosters.import_roster(community.admin, "name,discord_id,racetime_id\nMalon,175928847299117101,mmm111")
    preview = await rosters.preview_roster(
        community.admin, "name,discord_id,racetime_id\nMalon,175928847299117101,\nMalon,,mmm111"
    )
    assert [problem.message for problem in preview.problems] == ["Row 3 means the same person as row 2."]


async def test_names_need_racetime_and_a_few_at_a_time(community: Community, rosters: RosterService) -> None:
    text = "racetime_name\nMalon#1234"
    community.rooms.unreachable = RacetimeUnreachable("racetime.gg can't be reached.")
    with pytest.raises(Unavailable, match=r"racetime\.gg gave no answer"):
        await rosters.import_roster(community.admin, text)
    assert (await rosters.preview_roster(community.admin, "name,discord_id\nMalon,175928847299117101")).lines
    many = "racetime_name\n" + "\n".join(f"Racer{number}" for number in range(MOST_LOOKUPS + 1))
    with pytest.raises(InvalidInput, match="Give the accounts' ids instead"):
        await rosters.preview_roster(community.admin, many)


async def test_what_was_exported_can_be_imported_elsewhere(community: Community, rosters: RosterService) -> None:
    await community.add_player("=Cmd")
    await community.add_player('Quote "and", comma', roles=[Role.ASYNC_REVIEWER])
    text = await rosters.export_roster(community.admin)
    assert "\r\n=Cmd" not in text
    preview = await rosters.preview_roster(community.admin, text)
    assert (preview.problems, preview.count(RosterStep.KEEP)) == ((), 3)


@on_postgres_and_slowly_on_sqlite
async def test_a_preview_costs_the_same_for_few_and_for_many(community: Community, rosters: RosterService) -> None:
    async def cost(people: int) -> int:
        text = "name,discord_id\n" + "\n".join(f"P{number},{175928847299117001 + number}" for number in range(people))
        with counted_queries() as queries:
            await rosters.preview_roster(community.admin, text)
        return len(queries)

    await rosters.import_roster(community.admin, "name,discord_id\nP0,175928847299117001")
    assert await cost(2) == await cost(300)


async def test_rosters_are_for_admins(community: Community, rosters: RosterService) -> None:
    manager = await community.enter(await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN]))
    for attempt in (
        rosters.export_roster(manager),
        rosters.preview_roster(manager, "name,discord_id\nMalon,175928847299117101"),
        rosters.import_roster(manager, "name,discord_id\nMalon,175928847299117101"),
    ):
        with pytest.raises(Forbidden):
            await attempt


# Removal


async def test_a_removed_member_keeps_results_and_loses_everything_else(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    player = await community.add_player("Malon", roles=[Role.ASYNC_REVIEWER])
    await community.finish_run(player, pool)
    ctx = await community.enter(player)
    await community.container.organizations.remove_member(community.admin, player)
    with pytest.raises(NotFound):
        await community.enter(player)
    assert ctx.organization_id == community.organization_id
    (line,) = (await community.container.tournaments.get_leaderboard(community.admin, tournament)).standings
    assert (line.user_name, line.score) == ("Malon", 100)
    (entry,) = await EventLogEntry.filter(type="MemberRemovedEvent")
    assert (entry.payload["name"], entry.payload["roles"]) == ("Malon", ["ASYNC_REVIEWER"])
    await community.welcome(player)
    assert (await members(community))["Malon"].roles == ()


async def test_the_run_of_a_removed_member_ends_by_its_limit(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    player = await community.add_player()
    run = (await community.draw(player, pool)).summary.id
    await community.container.organizations.remove_member(community.admin, player)
    await community.clock.advance(timedelta(hours=1))
    await community.tick()
    assert (await AsyncTournamentRace.get(id=run)).status == "forfeit"


async def test_the_last_admin_stays(community: Community) -> None:
    organizations = community.container.organizations
    admin = community.admin.actor.user_id
    assert admin is not None
    with pytest.raises(Conflict, match="last admin"):
        await organizations.remove_member(community.admin, admin)
    silent = await organizations.add_member(community.admin, NewMember("Silent", racetime_id="silent"))
    await organizations.update_member(community.admin, silent.user_id, MemberChanges(roles=(Role.ADMIN,)))
    with pytest.raises(Conflict, match="last admin who can sign in"):
        await organizations.remove_member(community.admin, admin)
    await organizations.remove_member(community.admin, silent.user_id)
    second = await community.add_player()
    await organizations.update_member(community.admin, second, MemberChanges(roles=(Role.ADMIN,)))
    await organizations.remove_member(community.admin, admin)
    assert [member.user_id for member in (await organizations.list_members(await community.enter(second))).items] == [
        second
    ]
