"""People change their own name, leave, read what is stored about them, and have it deleted."""

import json
import re
from datetime import timedelta

import pytest
from tortoise import Tortoise

from application.context import Actor
from application.domain.discord import UNNAMED
from application.domain.errors import Conflict, InvalidInput, NotFound
from application.domain.ids import UserId
from application.domain.permissions import Role
from application.domain.personal_data import DELETED_NAME
from application.domain.runs.run import RunStatus
from application.services.people.identity_service import DiscordAccount
from application.services.people.member_entry import NewMember
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry, OutboxMessage
from models.organization import OrganizationMember
from models.user import User
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite


def acting(user_id: UserId) -> Actor:
    return Actor(user_id, f"user {user_id}")


async def forget(community: Community, user_id: UserId) -> None:
    name = (await User.get(id=user_id)).display_name
    await community.container.accounts.delete(acting(user_id), confirmation=name)


async def downloaded(community: Community, actor: Actor) -> str:
    return "".join([piece async for piece in await community.container.accounts.export_overview(actor)])


async def test_a_new_name_shows_at_once_and_is_logged_wherever_one_is_a_member(community: Community) -> None:
    other = await found_community(community.clock, slug="termina", rooms=community.rooms)
    player = await community.add_player("Malon")
    await other.welcome(player)
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, ordinary=2)
    await community.finish_run(player, pool)
    board = await community.container.leaderboards.get_leaderboard(community.admin, tournament)
    assert [line.user_name for line in board.standings] == ["Malon"]
    await community.container.accounts.rename(acting(player), "  Romani ")
    board = await community.container.leaderboards.get_leaderboard(community.admin, tournament)
    assert [line.user_name for line in board.standings] == ["Romani"]
    entries = await EventLogEntry.filter(type="MemberRenamedEvent").order_by("organization_id")
    assert [row.organization_id for row in entries] == [community.organization_id, other.organization_id]
    assert entries[0].payload["changes"] == [{"field": "display_name", "old": "Malon", "new": "Romani"}]


async def test_a_name_must_show_something_and_nobody_may_be_called_like_those_who_left(community: Community) -> None:
    player = acting(await community.add_player())
    for name in ("", "  ", "x" * 81, DELETED_NAME, DELETED_NAME.upper()):
        with pytest.raises(InvalidInput):
            await community.container.accounts.rename(player, name)


async def test_neither_admins_nor_discord_call_anybody_like_those_who_left(community: Community) -> None:
    with pytest.raises(InvalidInput, match="people who left"):
        await community.container.organizations.add_member(community.admin, NewMember("deleted  player"))
    preview = await community.container.rosters.preview_roster(community.admin, "name,racetime_id\nDeleted Player,abc")
    assert [(problem.row, "people who left" in problem.message) for problem in preview.problems] == [(2, True)]
    user = await community.container.identity.know(DiscordAccount(81_000_000_000_000_002, DELETED_NAME))
    assert user.name == UNNAMED


async def test_leaving_ends_roles_and_keeps_results_and_the_last_admin_stays(community: Community) -> None:
    reviewer = await community.add_player("Malon", roles=[Role.ASYNC_REVIEWER])
    organizations = community.container.organizations
    await organizations.leave(await community.enter(reviewer))
    with pytest.raises(NotFound):
        await community.enter(reviewer)
    entry = await EventLogEntry.get(type="MemberLeftEvent")
    assert (entry.actor_id, entry.payload["roles"]) == (reviewer, ["ASYNC_REVIEWER"])
    admin_id = community.admin.actor.user_id
    assert admin_id is not None
    with pytest.raises(Conflict, match="last admin"):
        await organizations.leave(await community.enter(admin_id))
    with pytest.raises(NotFound):
        await organizations.leave(await community.enter(reviewer))


async def lived(community: Community) -> UserId:
    """Somebody who has left a trace in as many places as possible."""
    player = await community.add_player("Malon", racetime_id="malonXid", roles=[Role.ASYNC_REVIEWER])
    other = await community.add_player("Ingo")
    tournament = await community.add_tournament(runs_per_pool=3)
    pool = await community.add_pool(tournament, ordinary=3)
    run = await community.finish_run(player, pool)
    ctx = await community.enter(player)
    await community.container.runs.flag(ctx, run.summary.id, "Malon asks for a look")
    theirs = await community.finish_run(other, pool)
    await community.container.reviews.claim(await community.enter(player), theirs.summary.id)
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join("malonXid", "strangerX")
    room.rename("malonXid", "Malon#1234")
    await community.hear(race.summary.id, room)
    await community.advance_to((await community.race(race.summary.id)).summary.locks_at)
    room.start()
    await community.hear(race.summary.id, room)
    room.finish("malonXid", timedelta(hours=1))
    room.finish("strangerX", timedelta(hours=2))
    await community.hear(race.summary.id, room)
    await community.container.identity.create_token(player, "mine")
    await community.container.identity.open_session(player)
    return player


@on_postgres_and_slowly_on_sqlite
async def test_the_overview_has_everything_and_no_secret(community: Community) -> None:
    player = await lived(community)
    document = json.loads(await downloaded(community, acting(player)))
    assert document["account"]["discord_id"] == str((await User.get(id=player)).discord_id)
    assert list(document["organizations"].values()) == ["Hyrule"]
    rows = {section["title"]: section["rows"] for section in document["sections"]}
    for title in ("Runs", "Memberships", "Roles", "API tokens", "Sessions", "Entries in live races", "What you did"):
        assert rows[title], title
    assert [row["claimed_racetime_id"] for row in rows["Memberships"]] == ["malonXid"]
    assert [row["racetime_name"] for row in rows["Entries in live races"]] == ["Malon#1234"]
    assert {row["type"] for row in rows["What others did that concerned you"]} >= {"MemberAddedEvent"}
    summary = await community.container.accounts.get_summary(acting(player))
    assert [(each.title, each.number) for each in summary.sections] == [
        (section["title"], len(section["rows"])) for section in document["sections"]
    ]
    text = json.dumps(document)
    assert "SECRET" not in text
    assert "hash" not in text


@on_postgres_and_slowly_on_sqlite
async def test_a_deleted_person_is_named_nowhere_and_the_results_stay(community: Community) -> None:
    player = await lived(community)
    discord_id = (await User.get(id=player)).discord_id
    runs = await AsyncTournamentRace.filter(user_id=player).order_by("id").values("status", "finish_time", "score")
    assert len(runs) == 2
    await forget(community, player)
    kept = await AsyncTournamentRace.filter(user_id=player).order_by("id").values("status", "finish_time", "score")
    assert kept == runs
    for name, model in (Tortoise.apps or {})["models"].items():
        for row in await model.all().values():
            text = repr(row)
            for trace in ("Malon", "malonXid", str(discord_id)):
                assert trace not in text, (name, row)
    (tournament,) = {run.tournament_id for run in await AsyncTournamentRace.filter(user_id=player)}
    board = await community.container.leaderboards.get_leaderboard(community.admin, tournament)
    assert DELETED_NAME in [line.user_name for line in board.standings]
    assert not await OrganizationMember.filter(user_id=player).exists()
    assert await EventLogEntry.filter(type="PersonDeletedEvent", actor_name=DELETED_NAME).count() == 1


async def test_also_the_log_of_an_organization_that_one_has_left_names_one_no_more(community: Community) -> None:
    player = await community.add_player("Malon")
    await community.container.organizations.remove_member(community.admin, player)
    await forget(community, player)
    payload = (await EventLogEntry.get(type="MemberRemovedEvent")).payload
    assert (payload["user_id"], payload["name"]) == (player, DELETED_NAME)


async def test_no_earlier_name_is_left_of_somebody_who_was_called_otherwise(community: Community) -> None:
    """Names that the person chose, one that Discord gave before, and those of another user who was the same."""
    identity, people = community.container.identity, community.container.people
    user = await identity.know(DiscordAccount(81_000_000_000_000_002, "Romani"))
    await community.welcome(user.id)
    player = UserId(user.id)
    await identity.know(DiscordAccount(81_000_000_000_000_002, "Cremia"))
    await community.container.accounts.rename(Actor(player, "Cremia"), "Kafei")
    placeholder = await community.container.organizations.add_member(community.admin, NewMember("Bo"))
    await people.merge(community.admin, player, placeholder.user_id)
    await community.container.accounts.rename(Actor(player, "Kafei"), "Anju")
    await forget(community, player)
    for row in await EventLogEntry.all().values("type", "actor_name", "payload", "search_text"):
        for name in ("Romani", "Cremia", "Kafei", "Bo", "Anju"):
            assert not re.search(rf"\b{name}\b", repr(row), re.IGNORECASE), row


async def test_what_the_bot_has_said_to_somebody_keeps_no_account(community: Community) -> None:
    """A racer who may not race yet is told so, in a message that is known by the account."""
    player = await community.add_player("Malon", racetime_id="malonXid")
    tournament = await community.add_tournament(runs_per_pool=1)
    pool = await community.add_pool(tournament, ordinary=3)
    await community.finish_run(player, pool)
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join("malonXid")
    await community.hear(race.summary.id, room)
    assert await OutboxMessage.filter(dedupe_key__contains="malonXid").exists()
    await forget(community, player)
    assert [row for row in await OutboxMessage.all().values() if "malonXid" in repr(row)] == []


async def test_what_racetime_says_later_brings_neither_the_name_back_nor_a_second_result(community: Community) -> None:
    player = await lived(community)
    run = await AsyncTournamentRace.get(user_id=player, live_race_id__isnull=False)
    assert run.live_race_id is not None
    await forget(community, player)
    slug = (await community.race(run.live_race_id)).summary.racetime_slug
    room = community.rooms.rooms[slug or ""]
    room.disqualify("malonXid")
    await community.hear(run.live_race_id, room)
    moved = await AsyncTournamentRace.filter(live_race_id=run.live_race_id)
    assert [(row.user_id, row.status, row.racetime_name) for row in moved] == [
        (player, RunStatus.DISQUALIFIED, DELETED_NAME)
    ]
    board = repr(await community.race(run.live_race_id))
    assert "Malon" not in board


async def test_nobody_is_deleted_in_the_middle_of_a_run_or_as_the_only_admin(community: Community) -> None:
    player = await community.add_player()
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, ordinary=2)
    run = await community.draw(player, pool)
    accounts = community.container.accounts
    assert "Finish or forfeit it first." in (await accounts.plan_deletion(acting(player))).refusals[0]
    with pytest.raises(Conflict, match="under way"):
        await forget(community, player)
    await community.container.runs.forfeit(await community.enter(player), run.summary.id, confirmed=True)
    await forget(community, player)
    admin_id = community.admin.actor.user_id
    assert admin_id is not None
    with pytest.raises(Conflict, match="only admin of Hyrule"):
        await forget(community, admin_id)


async def test_before_deleting_it_is_said_that_there_is_no_way_back(community: Community) -> None:
    plan = await community.container.accounts.plan_deletion(acting(await community.add_player()))
    assert not plan.refusals
    assert any("can't be undone" in line for line in plan.consequences)


@on_postgres_and_slowly_on_sqlite
async def test_a_deleted_person_can_no_longer_act(community: Community) -> None:
    player = await community.add_player()
    identity = community.container.identity
    token = await identity.create_token(player, "mine")
    session = await identity.open_session(player)
    await forget(community, player)
    assert await identity.bearer_of_token(token.token) is None
    assert await identity.find_session(session) is None
    assert (await User.get(id=player)).discord_id is None


async def test_the_own_name_confirms_a_deletion(community: Community) -> None:
    player = await community.add_player("Malon")
    with pytest.raises(InvalidInput, match="Type your name, Malon, to confirm"):
        await community.container.accounts.delete(acting(player), confirmation="")
    await community.container.accounts.delete(acting(player), confirmation=" malon ")
