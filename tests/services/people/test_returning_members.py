"""Leaving, being removed, added again or proved later gives nobody fresh slots, and no second go at a seed."""

from collections.abc import Awaitable
from datetime import timedelta

import pytest

from application.domain.errors import AlreadyTaken, Conflict, InvalidInput
from application.domain.ids import LiveRaceId, PoolId, TournamentId, UserId
from application.domain.live_races.eligibility import NotEligible, Rule, unmet
from application.services.people.identity_service import DiscordAccount
from application.services.people.invite_service import NewInvite
from application.services.people.member_entry import NewMember
from application.services.people.organization_service import MemberChanges
from models.async_tournament import AsyncTournamentRace
from models.organization import OrganizationMember
from models.user import User
from tests.services.people.test_coming_back import delete, discord_id_of, sign_in
from tests.services.people.test_person_merging import merge, prepared
from tests.services.people.test_racetime_links import Linking, linking
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

__all__ = ["linking"]

INGO, MALON = 81_000_000_000_000_002, 81_000_000_000_000_003


async def race_once(community: Community, tournament: TournamentId, pool: PoolId, racetime_id: str) -> LiveRaceId:
    """Let an account race in a live race that somebody else's presence keeps open."""
    race_id = (await community.schedule(tournament, pool)).summary.id
    room = await community.open_room(race_id)
    room.join(racetime_id, "strangerX")
    await community.hear(race_id, room)
    await community.advance_to((await community.race(race_id)).summary.locks_at)
    room.start()
    await community.hear(race_id, room)
    room.finish(racetime_id, timedelta(hours=1))
    room.finish("strangerX", timedelta(hours=2))
    await community.hear(race_id, room)
    return race_id


async def remove(community: Community, user_id: UserId) -> None:
    await community.container.organizations.remove_member(community.admin, user_id)


async def add(community: Community, name: str, **more: object) -> UserId:
    new = NewMember(name, **more)  # type: ignore[arg-type]
    return (await community.container.organizations.add_member(community.admin, new)).user_id


async def unmet_rules(community: Community, tournament: TournamentId, pool: PoolId, user_id: UserId) -> list[Rule]:
    """Return which rules keep somebody out of a race that is still to come."""
    race_id = (await community.schedule(tournament, pool)).summary.id
    players = await community.container.live_races.get_eligible_participants(community.admin, race_id)
    (player,) = [player for player in players if player.user_id == user_id]
    return [verdict.rule for verdict in unmet(player.verdicts)]


async def seeds_left(community: Community, tournament: TournamentId, user_id: UserId) -> int:
    """Return how many seeds of the only pool are new to a player."""
    (choice,) = (await community.container.runs.get_draw_options(await community.enter(user_id), tournament)).pools
    return choice.seeds_left


@on_postgres_and_slowly_on_sqlite
@pytest.mark.parametrize("way", ["left", "removed"])
async def test_whoever_comes_back_by_an_invite_has_the_slots_used(community: Community, way: str) -> None:
    tournament, pool = await prepared(community, runs_per_pool=1)
    player = await community.add_player("Malon")
    racetime_id = await community.racetime_id_of(player)
    await community.finish_run(player, pool)
    ctx = await community.enter(player)
    if way == "left":
        await community.container.organizations.leave(ctx)
    else:
        await remove(community, player)
    invite = await community.container.invites.create_invite(community.admin, NewInvite("Back"))
    await community.container.invites.accept(ctx.actor, invite.token)
    changes = MemberChanges(racetime_id=racetime_id)
    await community.container.organizations.update_member(community.admin, player, changes)
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(player, pool)
    assert await unmet_rules(community, tournament, pool, player) == [Rule.SLOT_FREE]


@on_postgres_and_slowly_on_sqlite
@pytest.mark.parametrize("known_by", ["the Discord id", "the racetime.gg account", "both"])
async def test_whom_admins_add_again_is_the_one_who_raced(community: Community, known_by: str) -> None:
    tournament, pool = await prepared(community, runs_per_pool=1)
    first = await add(community, "Ingo", discord_id=INGO, racetime_id="ingoX")
    await community.container.tournaments.whitelist_player(community.admin, tournament, first)
    if known_by == "the racetime.gg account":
        await User.filter(id=first).update(discord_id=None)
    await race_once(community, tournament, pool, "ingoX")
    assert (await AsyncTournamentRace.get()).user_id == first
    await remove(community, first)
    accounts: dict[str, object] = {} if known_by == "the Discord id" else {"racetime_id": "ingoX"}
    if known_by != "the racetime.gg account":
        accounts["discord_id"] = INGO
    again = await add(community, "Ingo the second", **accounts)
    assert (await AsyncTournamentRace.get()).user_id == again
    await community.container.organizations.update_member(community.admin, again, MemberChanges(racetime_id="ingoX"))
    await community.container.tournaments.whitelist_player(community.admin, tournament, again)
    assert await unmet_rules(community, tournament, pool, again) == [Rule.SLOT_FREE]


@on_postgres_and_slowly_on_sqlite
async def test_a_roster_adds_again_the_one_who_raced(community: Community) -> None:
    tournament, pool = await prepared(community, runs_per_pool=1)
    await add(community, "Ingo", racetime_id="ingoX")
    await community.container.tournaments.whitelist_player(
        community.admin, tournament, (await User.get(display_name="Ingo")).id
    )
    await race_once(community, tournament, pool, "ingoX")
    run = await AsyncTournamentRace.get()
    await remove(community, run.user_id)
    await community.container.rosters.import_roster(community.admin, "name,racetime_id\nIngo,ingoX")
    member = await OrganizationMember.get(claimed_racetime_id="ingoX")
    assert (await AsyncTournamentRace.get()).user_id == member.user_id


@on_postgres_and_slowly_on_sqlite
async def test_an_account_raced_by_somebody_who_left_is_not_anothers(community: Community) -> None:
    tournament, pool = await prepared(community, runs_per_pool=1)
    player = await community.add_player("Malon", racetime_id="malonX")
    await race_once(community, tournament, pool, "malonX")
    await community.container.organizations.leave(await community.enter(player))
    with pytest.raises(AlreadyTaken, match="Malon, who is no member any more, raced here with this"):
        await add(community, "Somebody", discord_id=INGO, racetime_id="malonX")
    other = await community.add_player(racetime_id=None)
    with pytest.raises(AlreadyTaken, match="Ask a site administrator"):
        await community.container.organizations.update_member(
            community.admin, other, MemberChanges(racetime_id="malonX")
        )


@on_postgres_and_slowly_on_sqlite
async def test_a_removed_placeholder_is_found_when_the_account_is_proved(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    tournament, pool = await prepared(community, runs_per_pool=1)
    made = await add(community, "Malon (old)", racetime_id=malon.id)
    await community.container.tournaments.whitelist_player(community.admin, tournament, made)
    await race_once(community, tournament, pool, malon.id)
    await remove(community, made)
    person = await community.add_player("Malon", racetime_id=None)
    await linking.link(person, malon)
    assert (await AsyncTournamentRace.get()).user_id == person
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(person, pool)


@on_postgres_and_slowly_on_sqlite
async def test_a_removed_placeholder_is_found_when_the_discord_account_signs_in(community: Community) -> None:
    tournament, pool = await prepared(community, runs_per_pool=1)
    made = await add(community, "Malon (old)", discord_id=MALON, racetime_id="malonX")
    await race_once(community, tournament, pool, "malonX")
    await remove(community, made)
    person = await community.container.identity.know(DiscordAccount(MALON, "Malon"))
    assert (await AsyncTournamentRace.get()).user_id == person.id
    assert not await OrganizationMember.filter(user_id=person.id).exists(), "who was removed stays removed"


@on_postgres_and_slowly_on_sqlite
async def test_what_a_proved_account_raced_is_not_raced_again_by_a_claim(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    _, pool = await prepared(community, runs_per_pool=1)
    player = await community.add_player("Malon", racetime_id=None)
    await linking.link(player, malon)
    await community.finish_run(player, pool)
    await linking.service.unlink(player)
    await community.container.organizations.leave(await community.enter(player))
    with pytest.raises(AlreadyTaken, match="sign in and link it themselves"):
        await add(community, "Puppet", racetime_id=malon.id)


@on_postgres_and_slowly_on_sqlite
async def test_whoever_deleted_an_account_is_added_again_only_by_signing_in(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    _, pool = await prepared(community, runs_per_pool=1)
    player = await community.add_player("Malon", racetime_id=None)
    discord_id = await discord_id_of(player)
    await linking.link(player, malon)
    await community.finish_run(player, pool)
    await delete(community, player)
    with pytest.raises(Conflict, match="must sign in"):
        await add(community, "Malon", discord_id=discord_id)
    with pytest.raises(AlreadyTaken, match="sign in and link it themselves"):
        await add(community, "Malon", racetime_id=malon.id)
    for row in (f"Malon,{discord_id},", f"Malon,,{malon.id}"):
        with pytest.raises(InvalidInput, match="Row 2: "):
            await community.container.rosters.import_roster(community.admin, f"name,discord_id,racetime_id\n{row}")
    again = await sign_in(community, discord_id)
    await linking.link(again, malon)
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(again, pool)


@on_postgres_and_slowly_on_sqlite
async def test_a_merge_by_an_admins_word_counts_the_slots_of_whoever_left(community: Community) -> None:
    tournament, pool = await prepared(community, runs_per_pool=1)
    made = await add(community, "Malon (old)", discord_id=INGO, racetime_id="malonX")
    await race_once(community, tournament, pool, "malonX")
    await remove(community, made)
    player = await community.add_player("Malon", racetime_id="malonY")
    await community.container.tournaments.close_tournament(community.admin, tournament)
    await merge(community, made, player)
    await community.container.tournaments.reopen_tournament(community.admin, tournament)
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(player, pool)


@on_postgres_and_slowly_on_sqlite
@pytest.mark.parametrize("way", ["left", "removed"])
@pytest.mark.parametrize("entered", ["by a change", "by a roster"])
async def test_an_account_with_which_somebody_drew_who_left_is_not_anothers(
    community: Community, way: str, entered: str
) -> None:
    _, pool = await prepared(community, runs_per_pool=1)
    first = await community.add_player("Malon", racetime_id="malonX")
    await community.finish_run(first, pool)
    if way == "left":
        await community.container.organizations.leave(await community.enter(first))
    else:
        await remove(community, first)
    second = await community.add_player("Romani", racetime_id=None)
    organizations, rosters = community.container.organizations, community.container.rosters
    if entered == "by a change":
        changes = MemberChanges(racetime_id="malonX")
        attempt: Awaitable[object] = organizations.update_member(community.admin, second, changes)
    else:
        roster = f"name,discord_id,racetime_id\nRomani,{await discord_id_of(second)},malonX"
        attempt = rosters.import_roster(community.admin, roster)
    with pytest.raises((AlreadyTaken, InvalidInput), match="Malon, who is no member any more, raced here"):
        await attempt
    with pytest.raises(NotEligible):
        await community.draw(second, pool)
    await add(community, "Malon", discord_id=await discord_id_of(first), racetime_id="malonX")
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(first, pool)


async def test_another_organizations_draw_keeps_nobody_from_an_account(community: Community) -> None:
    """An admin elsewhere who lets somebody draw with an account that isn't theirs stands in nobody's way here."""
    other = await found_community(community.clock, slug="termina", rooms=community.rooms)
    _, pool = await prepared(other, runs_per_pool=1)
    puppet = await other.add_player("Puppet", racetime_id="malonX")
    await other.finish_run(puppet, pool)
    await other.container.organizations.leave(await other.enter(puppet))
    player = await community.add_player("Malon", racetime_id=None)
    await community.container.organizations.update_member(community.admin, player, MemberChanges(racetime_id="malonX"))
    _, here = await prepared(community, runs_per_pool=1)
    await community.draw(player, here)


@on_postgres_and_slowly_on_sqlite
async def test_whoever_proves_an_account_has_the_slots_and_seeds_that_were_drawn_with_it(linking: Linking) -> None:
    """An admin had entered it for the player's other Discord account; entering the right one there settles it."""
    community, malon = linking.community, linking.person()
    tournament, pool = await prepared(community, runs_per_pool=1)
    first = await community.add_player("Malon", racetime_id=malon.id)
    await community.finish_run(first, pool)
    second = await community.add_player("Romani", racetime_id=None)
    await linking.link(second, malon)
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(second, pool)
    left = await seeds_left(community, tournament, second)

    await community.container.organizations.update_member(community.admin, first, MemberChanges(racetime_id="ingoX"))
    assert await seeds_left(community, tournament, second) == left + 1
    await community.draw(second, pool)


@on_postgres_and_slowly_on_sqlite
async def test_an_account_that_an_admin_gives_to_another_member_brings_its_runs(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=1)
    first = await community.add_player("Malon", racetime_id="malonX")
    await community.finish_run(first, pool)
    second = await community.add_player("Romani", racetime_id=None)
    organizations = community.container.organizations
    await organizations.update_member(community.admin, first, MemberChanges(racetime_id=None))
    await organizations.update_member(community.admin, second, MemberChanges(racetime_id="malonX"))
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(second, pool)


async def test_race_night_counts_who_raced_with_a_members_account(community: Community) -> None:
    tournament, pool = await prepared(community, runs_per_pool=1)
    first = await community.add_player("Malon", racetime_id="malonX")
    await community.finish_run(first, pool)
    await community.schedule(tournament, pool, ahead=timedelta(hours=1))
    second = await community.add_player("Romani", racetime_id=None)
    organizations = community.container.organizations
    await organizations.update_member(community.admin, first, MemberChanges(racetime_id=None))
    await organizations.update_member(community.admin, second, MemberChanges(racetime_id="malonX"))
    (race,) = (await community.container.race_night.get_board(community.admin)).races
    players = await community.container.live_races.get_eligible_participants(community.admin, race.live_race_id)
    assert race.eligible_count == sum(player.eligible for player in players) == 1, "the admin alone"
