"""Whoever deletes the own account and comes back goes on with the same runs, slots and seeds."""

import asyncio
import json
from datetime import timedelta

import pytest
from tortoise import Tortoise

from application.account_fingerprints import AccountFingerprints
from application.container import build_container
from application.context import Actor
from application.domain.errors import Conflict, DomainError
from application.domain.ids import PoolId, UserId
from application.domain.live_races.eligibility import NotEligible
from application.domain.permissions import Role
from application.domain.personal_data import DELETED_NAME
from application.events import EventBus
from application.services.people.identity_service import DiscordAccount, JoinedAccount
from application.services.people.organization_service import MemberChanges
from application.settings import Settings, load_settings
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry, OutboxMessage
from models.user import AccountFingerprint, User
from tests.services.people.test_own_account import downloaded
from tests.services.people.test_person_merging import prepared
from tests.services.people.test_racetime_links import Linking, linking
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

__all__ = ["linking"]

NEWCOMER = 81_000_000_000_000_001
OLD, NEW = "the key of last year, long enough", "the key of this year, long enough"


async def discord_id_of(user_id: UserId) -> int:
    discord_id: int | None = (await User.get(id=user_id)).discord_id
    assert discord_id is not None
    return discord_id


async def delete(community: Community, user_id: UserId) -> None:
    name = (await User.get(id=user_id)).display_name
    await community.container.accounts.delete(Actor(user_id, name), confirmation=name)


async def sign_in(community: Community, discord_id: int, name: str = "Malon") -> UserId:
    """Sign in with Discord and become a member whom admins give a racetime.gg account; return who one is."""
    person = await community.container.identity.know(DiscordAccount(discord_id, name))
    organizations = community.container.organizations
    await community.welcome(person.id)
    if person.racetime_id is None:
        await organizations.update_member(community.admin, person.id, MemberChanges(racetime_id=f"rtBack{person.id}"))
    return person.id


async def raced_and_deleted(
    community: Community, *, runs_per_pool: int = 1, ordinary: int = 4
) -> tuple[UserId, int, PoolId]:
    """Return somebody who raced once and deleted the account, with the Discord id and the pool."""
    tournament = await community.add_tournament(runs_per_pool=runs_per_pool)
    pool = await community.add_pool(tournament, ordinary=ordinary)
    player = await community.add_player("Malon")
    discord_id = await discord_id_of(player)
    await community.finish_run(player, pool)
    await delete(community, player)
    return player, discord_id, pool


@on_postgres_and_slowly_on_sqlite
async def test_signing_up_again_gives_no_fresh_slots(community: Community) -> None:
    gone, discord_id, pool = await raced_and_deleted(community)
    again = await sign_in(community, discord_id)
    assert again != gone
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(again, pool)
    assert [run.user_id for run in await AsyncTournamentRace.all()] == [again]
    assert (await User.get(id=gone)).merged_into_id == again
    assert not await AccountFingerprint.exists(), "the account itself is known now"
    entry = await EventLogEntry.get(type="PeopleMergedEvent")
    assert (entry.payload["name"], entry.payload["gone_name"]) == ("Malon", DELETED_NAME)


@on_postgres_and_slowly_on_sqlite
async def test_a_seed_that_was_raced_or_reviewed_before_is_not_drawn_again(community: Community) -> None:
    tournament = await community.add_tournament(runs_per_pool=3)
    pool = await community.add_pool(tournament, live=0, ordinary=2)
    player, other = await community.add_player("Malon", roles=[Role.ASYNC_REVIEWER]), await community.add_player("Ingo")
    discord_id = await discord_id_of(player)
    first = await community.finish_run(other, pool)
    await community.container.reviews.claim(await community.enter(player), first.summary.id)
    await delete(community, player)
    again = await sign_in(community, discord_id)
    run = await community.forfeit_run(again, pool)
    seeds = {row.id: row.permalink_id for row in await AsyncTournamentRace.all()}
    assert seeds[run.summary.id] != seeds[first.summary.id], "read before, as a reviewer"
    await delete(community, again)
    once_more = await sign_in(community, discord_id)
    with pytest.raises(DomainError, match="seed"):
        await community.draw(once_more, pool)


@on_postgres_and_slowly_on_sqlite
@pytest.mark.slow
async def test_the_racetime_account_is_known_again_with_another_discord_account(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    _, pool = await prepared(community, runs_per_pool=1)
    first = await community.add_player("Malon", racetime_id=None)
    discord_id = await discord_id_of(first)
    await linking.link(first, malon)
    await community.finish_run(first, pool)
    await delete(community, first)
    second = await community.add_player("Romani", racetime_id=None)
    await linking.link(second, malon)
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(second, pool)
    with pytest.raises(JoinedAccount, match="Sign in with the Discord account of Romani"):
        await sign_in(community, discord_id)
    await delete(community, second)
    third = await sign_in(community, discord_id)
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(third, pool)


@on_postgres_and_slowly_on_sqlite
@pytest.mark.slow
async def test_an_account_of_somebody_who_came_back_gives_nobody_else_their_slots(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    _, pool = await prepared(community, runs_per_pool=1)
    first = await community.add_player("Malon", racetime_id=None)
    discord_id = await discord_id_of(first)
    await linking.link(first, malon)
    await community.finish_run(first, pool)
    await linking.service.unlink(first)
    await delete(community, first)
    again, other = await sign_in(community, discord_id), await community.add_player(racetime_id=None)
    with pytest.raises(Conflict, match="ask a site administrator"):
        await linking.link(other, malon)
    await linking.link(again, malon)
    await linking.service.unlink(again)
    assert not await AccountFingerprint.exists()


@on_postgres_and_slowly_on_sqlite
async def test_the_fingerprint_goes_with_the_last_open_tournament(community: Community) -> None:
    _, discord_id, pool = await raced_and_deleted(community)
    (row,) = await AsyncTournamentRace.all()
    assert await AccountFingerprint.all().count() == 1
    await community.container.tournaments.close_tournament(community.admin, row.tournament_id)
    assert not await AccountFingerprint.exists()
    again = await sign_in(community, discord_id)
    assert (await AsyncTournamentRace.get(pool_id=pool)).user_id != again


@on_postgres_and_slowly_on_sqlite
async def test_without_a_run_in_an_open_tournament_nothing_is_kept(community: Community) -> None:
    tournament, pool = await prepared(community, runs_per_pool=1)
    idle, player = await community.add_player(), await community.add_player()
    await community.finish_run(player, pool)
    await community.container.tournaments.close_tournament(community.admin, tournament)
    for user_id in (idle, player):
        await delete(community, user_id)
    assert not await AccountFingerprint.exists()


@on_postgres_and_slowly_on_sqlite
@pytest.mark.slow
async def test_a_fingerprint_goes_with_the_last_run(community: Community) -> None:
    tournament, pool = await prepared(community, runs_per_pool=1)
    player = await community.add_player("Malon", racetime_id="malonXid")
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join("malonXid", "strangerX")
    await community.hear(race.summary.id, room)
    await community.advance_to((await community.race(race.summary.id)).summary.locks_at)
    room.start()
    await community.hear(race.summary.id, room)
    room.finish("malonXid", timedelta(hours=1))
    await community.hear(race.summary.id, room)
    await delete(community, player)
    assert await AccountFingerprint.exists()
    live_races = community.container.live_races
    await live_races.cancel_live_race(community.admin, race.summary.id)
    assert not await AsyncTournamentRace.exists()
    assert not await AccountFingerprint.exists()


@on_postgres_and_slowly_on_sqlite
async def test_no_fingerprint_is_read_anywhere(community: Community) -> None:
    gone, discord_id, _ = await raced_and_deleted(community)
    (kept,) = [row.fingerprint for row in await AccountFingerprint.all()]
    assert str(discord_id) not in kept
    texts = [repr(row) for model in (EventLogEntry, OutboxMessage) for row in await model.all().values()]
    texts.append(await downloaded(community, Actor(gone, DELETED_NAME)))
    texts.append(await community.container.rosters.export_roster(community.admin))
    again = await sign_in(community, discord_id)
    await AccountFingerprint.create(user_id=again, fingerprint=kept, made_at=community.clock.now())
    overview = await downloaded(community, Actor(again, "Malon"))
    titles = [section["title"] for section in json.loads(overview)["sections"] if section["rows"]]
    assert "Fingerprints of accounts with which you raced before" in titles
    texts.append(overview)
    for name, model in (Tortoise.apps or {})["models"].items():
        texts += [repr(row) for row in await model.all().values() if name != "AccountFingerprint"]
    assert not [text for text in texts if kept in text or kept.partition(":")[2] in text]


async def test_before_deleting_it_is_said_what_is_kept_and_for_how_long(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=1)
    player = await community.add_player("Malon")
    accounts, actor = community.container.accounts, Actor(player, "Malon")
    assert "fingerprint" not in " ".join((await accounts.plan_deletion(actor)).consequences)
    await community.finish_run(player, pool)
    said = (await accounts.plan_deletion(actor)).consequences[-1]
    assert said.startswith("Until this tournament is closed, a fingerprint of your Discord and racetime.gg accounts is")
    assert "Spring Qualifier" in said
    assert "your runs are yours again" in said


@on_postgres_and_slowly_on_sqlite
async def test_two_sign_ins_at_once_take_the_runs_back_once(community: Community) -> None:
    _, discord_id, _ = await raced_and_deleted(community)
    identity = community.container.identity
    people = await asyncio.gather(*(identity.know(DiscordAccount(discord_id, "Malon")) for _ in range(4)))
    (run,) = await AsyncTournamentRace.all()
    assert {person.id for person in people} == {run.user_id}
    assert await EventLogEntry.filter(type="PeopleMergedEvent").count() == 1


async def test_a_key_that_was_replaced_still_knows_who_comes_back(community: Community) -> None:
    def with_keys(present: str, *older: str) -> None:
        settings = load_settings(env_file=None).model_copy(update={"secret_key": present, "secret_keys_old": older})
        rooms, bus = community.rooms, EventBus()
        community.container = build_container(settings, clock=community.clock, rooms=rooms, bus=bus)

    with_keys(OLD)
    _, discord_id, pool = await raced_and_deleted(community)
    assert await community.container.accounts.count_fingerprints_of_older_keys() == 0
    with_keys(NEW, OLD)
    assert await community.container.accounts.count_fingerprints_of_older_keys() == 1
    again = await sign_in(community, discord_id)
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(again, pool)


def test_fingerprints_differ_by_key_and_kind_of_account() -> None:
    old, new = AccountFingerprints(Settings(secret_key=OLD)), AccountFingerprints(Settings(secret_key=NEW))
    both = AccountFingerprints(Settings(secret_key=NEW, secret_keys_old=(OLD,)))
    made = {*old.of_discord(NEWCOMER), *new.of_discord(NEWCOMER), *new.of_racetime(str(NEWCOMER))}
    assert len(made) == 3
    assert both.of_discord(NEWCOMER) == (*new.of_discord(NEWCOMER), *old.of_discord(NEWCOMER))
    assert both.of_discord(NEWCOMER)[0].startswith(both.present)
