"""Two people of one name are two people, wherever one of them is chosen, listed, counted or exported."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from application.context import Actor
from application.domain.ids import LiveRaceId, TournamentId, UserId
from application.domain.people.namesakes import MemberFilter
from application.domain.permissions import Role
from application.domain.personal_data import DELETED_NAME
from application.services.people.member_entry import NewMember
from models.event_log import EventLogEntry
from models.live_race_room import AsyncTournamentLiveRaceEntrant
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

pytestmark = on_postgres_and_slowly_on_sqlite


@pytest.fixture
async def malons(community: Community) -> tuple[UserId, UserId]:
    """One with a racetime.gg account and one without."""
    return await community.add_player("Malon"), await community.add_player("Malon", racetime_id=None)


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(table.removeprefix("\ufeff"))))


async def raced(community: Community, *players: UserId) -> tuple[TournamentId, LiveRaceId, ScriptedRoom]:
    """Let players finish a live race, one minute after the other."""
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    room.join(*[await community.racetime_id_of(player) for player in players])
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    await community.hear(race.id, room)
    await community.clock.advance(timedelta(hours=2))
    room.finish_all(timedelta(hours=1), timedelta(minutes=1))
    await community.hear(race.id, room)
    return tournament, race.id, room


async def test_members_of_one_name_are_offered_with_what_tells_them_apart(
    community: Community, malons: tuple[UserId, UserId]
) -> None:
    linked, unlinked = malons
    await community.add_player("Epona")
    reader = await community.enter(linked)
    page = await community.container.organizations.list_members(reader, MemberFilter())
    called = {member.user_id: member.called for member in page.items}
    account = (await community.container.organizations.get_member(reader, linked)).racetime_name
    assert account == "Malon"
    assert called[linked] == f"Malon ({account} on racetime.gg)"
    assert called[unlinked] == f"Malon (no. {unlinked})"
    assert "Epona" in called.values()
    first = await community.container.organizations.list_members(reader, MemberFilter(search="Malon"), limit=1)
    assert [member.called for member in first.items] == [called[linked]], "also where the other one is not listed"


async def test_staff_reviewers_and_players_with_young_accounts_of_one_name_are_told_apart(
    community: Community, malons: tuple[UserId, UserId]
) -> None:
    container, admin = community.container, community.admin
    tournament = await community.add_tournament()
    reviewer = await community.add_player("Malon", racetime_id=None, roles=[Role.ASYNC_REVIEWER])
    for user_id in malons:
        await container.tournament_staff.set_roles(admin, tournament, user_id, [Role.ASYNC_REVIEWER])
        await container.tournaments.whitelist_player(admin, tournament, user_id)
    staff = {person.called for person in await container.tournament_staff.list_staff(admin, tournament)}
    young = {person.called for person in await container.tournament_staff.list_whitelist(admin, tournament)}
    assert staff == young
    assert len(staff) == 2
    reviewers = await container.reviews.list_reviewers(admin, tournament)
    assert len(set(reviewers.values())) == len(reviewers) == 4
    assert reviewers[reviewer] == f"Malon (no. {reviewer})"


async def test_a_waiting_result_says_which_of_two_of_one_name_it_seems_to_belong_to(
    community: Community, malons: tuple[UserId, UserId]
) -> None:
    container, admin = community.container, community.admin
    young = await community.add_player("Malon", racetime_id="y0ung", account_age=timedelta(days=1))
    await raced(community, malons[0], young)
    (entry,) = await container.unmatched_results.list_entries(admin)
    assert entry.offer is not None
    assert entry.offer.called == f"Malon (no. {young})", "both are called Malon on racetime.gg, too"
    preview = await container.unmatched_results.preview_match(admin, entry.id, malons[0])
    assert preview.refusal == f"Malon (no. {malons[0]}) has a run in this race already."
    await container.unmatched_results.match_entry(admin, entry.id, young)
    (entry,) = await container.unmatched_results.list_entries(admin, include_decided=True)
    assert entry.decision is not None
    assert entry.decision.matched_to is not None
    assert (entry.decision.matched_to.user_id, entry.decision.matched_to.called) == (young, f"Malon (no. {young})")


async def test_standings_and_exports_name_two_of_one_name_by_more_than_that(community: Community) -> None:
    container, admin = community.container, community.admin
    players = [await community.add_player("Malon") for _ in range(2)]
    tournament, race, _ = await raced(community, *players)
    board = await container.leaderboards.get_leaderboard(admin, tournament)
    assert {board.called(line) for line in board.standings} == {f"Malon (no. {player})" for player in players}
    standings = rows(await container.leaderboards.export_leaderboard(admin, tournament))
    results = rows(await container.live_races.export_results(admin, race))
    for table in (standings, results):
        assert [row["player"] for row in table] == ["Malon", "Malon"]
        assert {row["user_id"] for row in table} == {str(player) for player in players}
    assert [row["racetime_id"] for row in results] == [await community.racetime_id_of(player) for player in players]


async def test_racers_whom_nobody_knows_are_told_apart_by_their_accounts(community: Community) -> None:
    _, race, room = await raced(community, await community.add_player())
    assert await AsyncTournamentLiveRaceEntrant.filter(live_race_id=race).count() == 1
    room.join("one", "two")
    for racer in ("one", "two"):
        room.rename(racer, "Malon")
    await community.hear(race, room)
    results = rows(await community.container.live_races.export_results(community.admin, race))
    assert {row["racetime_id"] for row in results if row["player"] == "Malon"} == {"one", "two"}


async def test_two_admins_of_one_name_who_looked_at_a_seed_are_two(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    race = await community.schedule(tournament, pool, permalink_id=seed.id)
    for _ in range(2):
        actor = Actor(await community.add_player("Malon", roles=[Role.ADMIN]), "Malon")
        admin = await community.container.access.enter(actor, community.organization_id)
        for _ in range(2):
            await community.container.tournaments.reveal_permalink(admin, seed.id)
    assert (await community.race(race.summary.id)).seed_readers == ("Malon", "Malon")


async def test_who_is_deleted_takes_no_name_from_somebody_else_of_that_name(community: Community) -> None:
    container = community.container
    gone, stays = [await community.add_player("Malon #1", racetime_id=None) for _ in range(2)]
    for user_id in (gone, stays):
        await container.organizations.remove_member(community.admin, user_id)
    await container.accounts.delete(Actor(gone, "Malon #1"), confirmation="Malon #1")
    entries = [entry.payload for entry in await EventLogEntry.filter(type="MemberRemovedEvent")]
    assert {entry["user_id"]: entry["name"] for entry in entries} == {gone: DELETED_NAME, stays: "Malon #1"}


async def test_what_merging_two_of_one_name_does_is_said_of_who_goes_and_who_stays(community: Community) -> None:
    container, admin = community.container, community.admin
    proven = await community.add_player("Malon", racetime_id=None)
    entered = await container.organizations.add_member(admin, NewMember("Malon", discord_id=80351110224678912))
    view = await container.people.preview_merge(admin, proven, entered.user_id)
    assert (view.gone_called, view.kept_called) == ("Malon (who goes)", "Malon (who stays)")
    (line,) = [line.sentence for line in view.lines if "Discord" in line.sentence]
    assert line == "The Discord id that admins entered for Malon (who goes) is given up."
