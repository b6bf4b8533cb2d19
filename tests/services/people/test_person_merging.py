"""Two users who turn out to be one person become one: by whom, what moves, what is settled, and on a living race."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from tortoise import Tortoise

from application.context import Actor
from application.domain.discord import discord_id_made_at
from application.domain.errors import Conflict, DomainError, Forbidden, NotFound
from application.domain.ids import LiveRaceId, PoolId, TournamentId, UserId
from application.domain.live_races.eligibility import NotEligible
from application.domain.people.merging import FindingKind
from application.domain.permissions import Role
from application.domain.runs.run import ReviewStatus, RunStatus
from application.repositories.people.person_columns import PERSON_COLUMNS
from application.repositories.people.user_repository import UserRepository
from application.services.people.identity_service import DiscordAccount
from application.services.people.member_entry import NewMember
from application.services.people.person_merging import merge_people
from application.settings import load_settings
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentPool, AsyncTournamentRace
from models.event_log import EventLogEntry
from models.live_race_room import AsyncTournamentLiveRaceEntrant, UnmatchedEntrant
from models.notification import Notification
from models.organization import OrganizationMember, OrganizationMemberRole
from models.user import User
from tests.support.clock import ManualClock
from tests.support.community import NOWHERE, Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

HOUR = timedelta(hours=1)


async def add_placeholder(community: Community, name: str, *, racetime_id: str | None = None) -> UserId:
    """Add somebody whom the organization's admins know by name, and perhaps by a racetime.gg account."""
    now = community.clock.now()
    user = await User.create(
        organization_id=community.organization_id, display_name=name, created_at=now, updated_at=now
    )
    await OrganizationMember.create(
        organization_id=community.organization_id,
        user_id=user.id,
        joined_at=now,
        claimed_racetime_id=racetime_id,
        claimed_racetime_name=name if racetime_id else None,
    )
    return UserId(user.id)


async def prove(community: Community, user_id: UserId, racetime_id: str) -> None:
    """Link a racetime.gg account as its owner does by signing in there."""
    users = UserRepository(community.clock)
    await users.set_racetime_account(await users.get(user_id), racetime_id, racetime_id)


async def merge(community: Community, one: UserId, other: UserId) -> tuple[FindingKind, ...]:
    done = await community.container.people.merge(community.admin, one, other)
    return tuple(line.kind for line in done.lines)


async def prepared(community: Community, *, runs_per_pool: int) -> tuple[TournamentId, PoolId]:
    tournament = await community.add_tournament(runs_per_pool=runs_per_pool)
    return tournament, await community.add_pool(tournament, live=2, ordinary=4)


async def put_run(
    community: Community, user_id: UserId, pool: PoolId, *, permalink: int = 0, **more: object
) -> AsyncTournamentRace:
    """Put a finished run of somebody who can't sign in into the table."""
    row = (await AsyncTournamentPermalink.filter(pool_id=pool).order_by("id"))[permalink]
    now = community.clock.now()
    tournament_id = (await AsyncTournamentPool.get(id=pool)).tournament_id
    values: dict[str, Any] = {
        "status": RunStatus.FINISHED,
        "started_at": now - HOUR,
        "finished_at": now,
        "finish_time": HOUR,
        "created_at": now,
        "updated_at": now,
        **more,
    }
    return await AsyncTournamentRace.create(
        organization_id=community.organization_id,
        tournament_id=tournament_id,
        pool_id=pool,
        permalink_id=row.id,
        user_id=user_id,
        **values,
    )


# What moves


@on_postgres_and_slowly_on_sqlite
async def test_everything_of_a_placeholder_is_the_persons_and_nothing_is_left(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=3)
    person = await community.add_player("Malon", roles=[Role.ASYNC_REVIEWER])
    made = await add_placeholder(community, "Malon (old)", racetime_id="oldMalon")
    await OrganizationMemberRole.create(
        organization_id=community.organization_id,
        user_id=made,
        role=Role.ASYNC_TOURNAMENT_ADMIN,
        granted_at=community.clock.now(),
    )
    await put_run(community, made, pool)
    await community.finish_run(person, pool)
    await merge(community, made, person)
    for item in PERSON_COLUMNS:
        assert not await item.model.filter(**{item.column: made}).exists(), item.section
    assert await AsyncTournamentRace.filter(user_id=person).count() == 2
    member = await community.container.organizations.get_member(community.admin, person)
    assert set(member.roles) == {Role.ASYNC_REVIEWER, Role.ASYNC_TOURNAMENT_ADMIN}
    assert (await User.get(id=made)).merged_into_id == person


@on_postgres_and_slowly_on_sqlite
async def test_slots_are_counted_together_so_no_merge_and_no_new_account_gives_fresh_ones(community: Community) -> None:
    tournament, pool = await prepared(community, runs_per_pool=2)
    person = await community.add_player("Malon")
    made = await add_placeholder(community, "Malon (old)")
    await put_run(community, made, pool, permalink=0)
    await community.clock.advance(HOUR)
    await community.finish_run(person, pool)
    assert await merge(community, person, made) == ()
    with pytest.raises(NotEligible, match="0 of 2 runs left"):
        await community.draw(person, pool)
    for user_id in (person, made):
        page = await community.container.players.get_player_page(community.admin, tournament, user_id)
        assert (page.user_id, len(page.runs)) == (person, 2), "an old address leads to the person"


async def test_more_runs_than_slots_all_count_and_the_later_ones_are_flagged(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=1)
    person = await community.add_player("Malon")
    made = await add_placeholder(community, "Malon (old)")
    first = await put_run(community, made, pool, permalink=0)
    await community.clock.advance(HOUR)
    later = await put_run(community, person, pool, permalink=1, review_status=ReviewStatus.ACCEPTED)
    preview = await community.container.people.preview_merge(community.admin, made, person)
    assert [(slot.used, slot.slots) for slot in preview.slots] == [(2, 1)]
    assert await merge(community, made, person) == (FindingKind.TOO_MANY,)
    await first.refresh_from_db()
    await later.refresh_from_db()
    assert first.flagged_at is None
    assert (later.review_status, later.flag_reason[:10]) == (ReviewStatus.PENDING, "Spring Qua")


@on_postgres_and_slowly_on_sqlite
async def test_of_two_runs_under_way_one_goes_on_and_the_other_is_forfeited(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=3)
    person = await community.add_player("Malon")
    made = await add_placeholder(community, "Malon (old)")
    waiting = await put_run(community, made, pool, status=RunStatus.PENDING, finished_at=None, finish_time=None)
    running = await community.start_run(person, pool)
    assert await merge(community, made, person) == (FindingKind.UNDER_WAY,)
    await waiting.refresh_from_db()
    assert (waiting.user_id, waiting.status) == (person, RunStatus.FORFEIT)
    done = await community.container.runs.finish(await community.enter(person), running.summary.id)
    assert done.summary.status is RunStatus.FINISHED


async def test_a_seed_that_both_raced_counts_twice_and_is_looked_at(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=3)
    person = await community.add_player("Malon")
    made = await add_placeholder(community, "Malon (old)")
    await put_run(community, made, pool, permalink=0)
    await community.clock.advance(HOUR)
    later = await put_run(community, person, pool, permalink=0)
    assert await merge(community, made, person) == (FindingKind.SAME_SEED,)
    await later.refresh_from_db()
    assert later.flagged_at is not None
    assert "same seed" in later.flag_reason


async def test_a_reviewer_who_is_the_player_has_reviewed_nothing(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=3)
    reviewer = await community.add_player("Malon", roles=[Role.ASYNC_REVIEWER])
    made = await add_placeholder(community, "Malon (old)")
    decided = await put_run(community, made, pool, permalink=0)
    claimed = await put_run(community, made, pool, permalink=1)
    reviews, ctx = community.container.reviews, await community.enter(reviewer)
    await reviews.accept(ctx, decided.id, seen=decided.version)
    await reviews.claim(ctx, claimed.id)
    assert set(await merge(community, made, reviewer)) == {FindingKind.OWN_REVIEW, FindingKind.OWN_CLAIM}
    await decided.refresh_from_db()
    await claimed.refresh_from_db()
    assert (decided.review_status, decided.reviewed_by_id) == (ReviewStatus.PENDING, None)
    assert claimed.claimed_by_id is None
    with pytest.raises(Forbidden):
        await reviews.claim(await community.enter(reviewer), claimed.id)


async def test_the_merge_is_logged_told_and_says_what_was_settled(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=1)
    person = await community.add_player("Malon")
    made = await add_placeholder(community, "Malon (old)")
    await put_run(community, made, pool, permalink=0)
    await put_run(community, person, pool, permalink=1)
    await merge(community, made, person)
    entry = await EventLogEntry.get(type="PeopleMergedEvent")
    assert entry.actor_id == community.admin.actor.user_id
    assert (entry.payload["user_id"], entry.payload["gone_id"]) == (person, made)
    assert entry.payload["gone_name"] == "Malon (old)"
    assert len(entry.payload["findings"]) == 1
    assert await Notification.filter(user_id=person, kind="people_merged").count() == 1


# Who may


async def test_whom_an_admin_may_not_merge_stays_two_with_a_reason(community: Community) -> None:
    person, other = await community.add_player("Malon"), await community.add_player("Ingo")
    people = community.container.people
    assert "site administrator" in ((await people.preview_merge(community.admin, person, other)).refusal or "")
    with pytest.raises(Conflict, match="site administrator"):
        await people.merge(community.admin, person, other)
    made = await add_placeholder(community, "Malon (old)")
    with pytest.raises(Forbidden):
        await people.merge(await community.enter(person), person, made)
    admin_id = community.admin.actor.user_id
    assert admin_id is not None
    with pytest.raises(Conflict, match="Another admin"):
        await people.merge(community.admin, made, admin_id)
    assert await User.filter(merged_into_id__isnull=False).count() == 0


async def test_an_admin_reaches_nobody_of_another_organization(community: Community) -> None:
    other = await found_community(community.clock, slug="termina", rooms=community.rooms)
    theirs = await add_placeholder(other, "Kafei")
    stranger = await other.add_player("Anju")
    own = await add_placeholder(community, "Malon")
    for pair in ((own, theirs), (own, stranger), (theirs, stranger)):
        with pytest.raises(NotFound):
            await community.container.people.merge(community.admin, *pair)
        with pytest.raises(NotFound):
            await community.container.people.preview_merge(community.admin, *pair)


async def test_a_preview_shows_nothing_of_other_organizations_and_changes_nothing(community: Community) -> None:
    other = await found_community(community.clock, slug="termina", rooms=community.rooms)
    person = await community.add_player("Malon", racetime_id=None)
    await prove(community, person, "malonRt")
    await other.welcome(person, Role.ASYNC_REVIEWER)
    tournament = await other.add_tournament("Secret cup")
    pool = await other.add_pool(tournament, ordinary=2)
    await other.finish_run(person, pool)
    made = await add_placeholder(community, "Malon (old)")
    before = await _rows()
    preview = await community.container.people.preview_merge(community.admin, made, person)
    assert await _rows() == before
    assert "Secret" not in repr(preview)
    assert "Termina" not in repr(preview)
    assert (preview.kept.runs, preview.roles) == (0, ())


@on_postgres_and_slowly_on_sqlite
async def test_a_merge_in_one_organization_changes_nothing_in_another(community: Community) -> None:
    other = await found_community(community.clock, slug="termina", rooms=community.rooms)
    person = await community.add_player("Malon", racetime_id=None)
    await prove(community, person, "malonRt")
    await other.welcome(person, Role.ASYNC_REVIEWER)
    tournament = await other.add_tournament("Cup", runs_per_pool=2)
    pool = await other.add_pool(tournament, ordinary=2)
    await other.finish_run(person, pool)
    here_pool = (await prepared(community, runs_per_pool=1))[1]
    made = await add_placeholder(community, "Malon (old)", racetime_id="oldMalon")
    await put_run(community, made, here_pool, permalink=0)
    await put_run(community, person, here_pool, permalink=1)
    before = _of(other, await _rows())
    await merge(community, made, person)
    assert _of(other, await _rows()) == before


def _of(community: Community, rows: dict[str, list[dict[str, object]]]) -> list[dict[str, object]]:
    mine = community.organization_id
    return [row for found in rows.values() for row in found if row.get("organization_id") == mine]


async def _rows() -> dict[str, list[dict[str, object]]]:
    models = (Tortoise.apps or {})["models"]
    return {name: await model.all().order_by(model._meta.pk_attr).values() for name, model in models.items()}


@pytest.fixture
async def site(database: object, clock: ManualClock) -> tuple[Community, Actor]:
    """A community whose admin is the site's administrator, too."""
    first = await found_community(clock)
    admin_id = first.admin.actor.user_id
    assert admin_id is not None
    discord_id = (await User.get(id=admin_id)).discord_id
    settings = load_settings(env_file=None).model_copy(
        update={"speedgaming_url": NOWHERE, "site_admin_discord_ids": [discord_id]}
    )
    second = await found_community(clock, slug="termina", rooms=first.rooms, settings=settings)
    first.container = second.container
    return first, Actor(admin_id, "Zelda")


@on_postgres_and_slowly_on_sqlite
async def test_a_site_administrator_makes_two_proven_people_one(site: tuple[Community, Actor]) -> None:
    community, administrator = site
    _, pool = await prepared(community, runs_per_pool=2)
    kept, gone = await community.add_player("Malon"), await community.add_player("Romani")
    await community.finish_run(gone, pool)
    identity, people = community.container.identity, community.container.people
    session, token = await identity.open_session(gone), await identity.create_token(gone, "old")
    with pytest.raises(Forbidden):
        await people.merge_anywhere(Actor(kept, "Malon"), kept, gone)
    found = await people.find_people(administrator, "Roma")
    assert [(card.user_id, card.runs) for card in found] == [(gone, 1)]
    discord_id = (await User.get(id=gone)).discord_id
    assert [card.user_id for card in await people.find_people(administrator, str(discord_id))] == [gone]
    for nobody in ("9" * 30, "x" * 100):
        assert await people.find_people(administrator, nobody) == ()
    preview = await people.preview_merge_anywhere(administrator, kept, gone)
    assert any("no longer signs in" in line.sentence for line in preview.lines)
    await people.merge_anywhere(administrator, kept, gone)
    assert await AsyncTournamentRace.filter(user_id=kept).count() == 1
    assert await identity.find_session(session) is None
    assert await identity.bearer_of_token(token.token) is None
    assert await people.find_people(administrator, "Romani") == ()
    with pytest.raises(NotFound):
        await people.merge_anywhere(administrator, kept, gone)


async def test_undoing_is_not_offered_twice_and_chains_lead_to_the_last(site: tuple[Community, Actor]) -> None:
    community, administrator = site
    first, second, third = [await community.add_player(name) for name in ("Malon", "Romani", "Cremia")]
    people = community.container.people
    await people.merge_anywhere(administrator, second, first)
    await people.merge_anywhere(administrator, third, second)
    signs = await User.filter(id__in=[first, second]).values_list("merged_into_id")
    assert signs == [(third,), (third,)]


async def test_the_discord_account_that_was_given_up_neither_signs_in_nor_makes_a_new_person(
    site: tuple[Community, Actor],
) -> None:
    community, administrator = site
    kept, gone = await community.add_player("Malon"), await community.add_player("Romani")
    discord_id = (await User.get(id=gone)).discord_id
    assert discord_id is not None
    await community.container.people.merge_anywhere(administrator, kept, gone)
    with pytest.raises(Forbidden, match="Sign in with the Discord account of Malon"):
        await community.container.identity.sign_in_with_discord(DiscordAccount(discord_id, "Romani"))
    assert await User.filter(discord_id=discord_id).count() == 1
    await community.container.organizations.remove_member(community.admin, kept)
    added = await community.container.organizations.add_member(
        community.admin, NewMember("Whoever", discord_id=discord_id)
    )
    assert added.user_id == kept, "an admin who enters it means the one who stays"


@on_postgres_and_slowly_on_sqlite
async def test_signing_in_takes_in_whom_admins_entered_with_runs_and_slots(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=2)
    discord_id = discord_id_made_at(community.clock.now() - 900 * 24 * HOUR, 4242)
    made = (
        await community.container.organizations.add_member(
            community.admin, NewMember("Malon", discord_id=discord_id, racetime_id="malonRt")
        )
    ).user_id
    await put_run(community, made, pool, permalink=0)
    await community.container.identity.sign_in_with_discord(DiscordAccount(discord_id, "Romani"))
    person = await User.get(discord_id=discord_id)
    assert (person.organization_id, person.display_name) == (None, "Romani")
    assert await AsyncTournamentRace.filter(user_id=person.id).count() == 1
    member = await OrganizationMember.get(organization_id=community.organization_id, user_id=person.id)
    assert (member.made_by_others, member.claimed_racetime_id) == (True, "malonRt")
    await community.forfeit_run(UserId(person.id), pool)
    with pytest.raises(NotEligible, match="0 of 2 runs left"):
        await community.draw(UserId(person.id), pool)


# On a living race


async def racing(community: Community, *accounts: str) -> tuple[LiveRaceId, ScriptedRoom]:
    """Let a race with these racetime.gg accounts and two more start."""
    tournament, pool = await prepared(community, runs_per_pool=3)
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    for number in (1, 2):
        await community.add_player(f"Other {number}", racetime_id=f"other{number}")
    room.join(*accounts, "other1", "other2")
    await community.hear(race.summary.id, room)
    await community.advance_to((await community.race(race.summary.id)).summary.locks_at)
    room.start()
    await community.hear(race.summary.id, room)
    return race.summary.id, room


@on_postgres_and_slowly_on_sqlite
async def test_a_living_race_goes_on_with_the_one_who_stays(site: tuple[Community, Actor]) -> None:
    community, administrator = site
    gone = await community.add_player("Romani", racetime_id="romaniRt")
    kept = await community.add_player("Malon", racetime_id=None)
    race_id, room = await racing(community, "romaniRt")
    assert (await AsyncTournamentRace.get(live_race_id=race_id, user_id=gone)).status is RunStatus.IN_PROGRESS
    await community.container.people.merge_anywhere(administrator, kept, gone)
    room.finish("romaniRt", HOUR)
    await community.hear(race_id, room)
    run = await AsyncTournamentRace.get(live_race_id=race_id, user_id=kept)
    assert (run.status, run.finish_time) == (RunStatus.FINISHED, HOUR)
    entrant = await AsyncTournamentLiveRaceEntrant.get(live_race_id=race_id, racetime_id="romaniRt")
    assert (entrant.user_id, entrant.eligible) == (kept, True)


@on_postgres_and_slowly_on_sqlite
async def test_of_two_runs_in_one_race_one_counts_and_the_other_waits_unmatched(site: tuple[Community, Actor]) -> None:
    community, administrator = site
    gone = await community.add_player("Romani", racetime_id="romaniRt")
    kept = await community.add_player("Malon", racetime_id="malonRt")
    race_id, room = await racing(community, "romaniRt", "malonRt")
    room.finish("romaniRt", HOUR)
    await community.hear(race_id, room)
    done = await community.container.people.merge_anywhere(administrator, kept, gone)
    assert FindingKind.SAME_RACE in [line.kind for line in done.lines]
    room.finish("malonRt", 2 * HOUR)
    await community.hear(race_id, room)
    (run,) = await AsyncTournamentRace.filter(live_race_id=race_id, user_id__in=[kept, gone])
    assert (run.user_id, run.finish_time) == (kept, 2 * HOUR)
    entry = await UnmatchedEntrant.get(live_race_id=race_id)
    assert (entry.entrant_key, entry.finish_time, entry.run_id) == ("romaniRt", HOUR, None)
    assert "another run in this race" in entry.explanation


async def test_who_is_away_in_another_race_forfeits_and_racetimes_later_word_changes_nothing(
    site: tuple[Community, Actor],
) -> None:
    community, administrator = site
    gone = await community.add_player("Romani", racetime_id="romaniRt")
    kept = await community.add_player("Malon", racetime_id=None)
    race_id, room = await racing(community, "romaniRt")
    run = await AsyncTournamentRace.get(live_race_id=race_id, user_id=gone)
    await put_run(
        community,
        kept,
        PoolId(run.pool_id),
        permalink=3,
        status=RunStatus.IN_PROGRESS,
        finished_at=None,
        finish_time=None,
    )
    await community.container.people.merge_anywhere(administrator, kept, gone)
    statuses = {item.id: item.status for item in await AsyncTournamentRace.filter(user_id=kept)}
    assert sorted(statuses.values()) == sorted([RunStatus.FORFEIT, RunStatus.IN_PROGRESS])
    assert statuses[run.id] is RunStatus.IN_PROGRESS, "the live one goes on"
    room.finish("romaniRt", HOUR)
    await community.hear(race_id, room)
    await run.refresh_from_db()
    assert run.status is RunStatus.FINISHED


# At the same time, and killed


@on_postgres_and_slowly_on_sqlite
async def test_merging_twice_at_once_merges_once(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=2)
    person = await community.add_player("Malon")
    made = await add_placeholder(community, "Malon (old)")
    await put_run(community, made, pool)
    people = community.container.people
    answers = await asyncio.gather(
        *(people.merge(community.admin, *pair) for pair in ((made, person), (person, made), (made, person))),
        return_exceptions=True,
    )
    assert sum(not isinstance(answer, BaseException) for answer in answers) == 1
    assert all(isinstance(answer, DomainError) for answer in answers if isinstance(answer, BaseException))
    assert await AsyncTournamentRace.filter(user_id=person).count() == 1
    assert await EventLogEntry.filter(type="PeopleMergedEvent").count() == 1


@on_postgres_and_slowly_on_sqlite
async def test_a_draw_at_the_same_moment_neither_fails_the_merge_nor_gives_a_slot_too_many(
    site: tuple[Community, Actor],
) -> None:
    community, administrator = site
    _, pool = await prepared(community, runs_per_pool=1)
    for number in range(4):
        kept, gone = await community.add_player(f"Kept {number}"), await community.add_player(f"Gone {number}")
        await asyncio.gather(
            community.draw(kept, pool),
            community.draw(gone, pool),
            community.container.people.merge_anywhere(administrator, kept, gone),
            return_exceptions=True,
        )
        assert (await User.get(id=gone)).merged_into_id == kept
        assert not await AsyncTournamentRace.filter(user_id=gone).exists()
        active = AsyncTournamentRace.filter(user_id=kept, status__in=[RunStatus.PENDING, RunStatus.IN_PROGRESS])
        assert await active.count() <= 1


@on_postgres_and_slowly_on_sqlite
async def test_a_finish_in_the_room_at_the_same_moment_is_the_persons(site: tuple[Community, Actor]) -> None:
    community, administrator = site
    gone = await community.add_player("Romani", racetime_id="romaniRt")
    kept = await community.add_player("Malon", racetime_id=None)
    race_id, room = await racing(community, "romaniRt")
    room.finish("romaniRt", HOUR)
    await asyncio.gather(
        community.hear(race_id, room), community.container.people.merge_anywhere(administrator, kept, gone)
    )
    await community.hear(race_id, room)
    (run,) = await AsyncTournamentRace.filter(live_race_id=race_id, racetime_name="Racer romaniRt")
    assert (run.user_id, run.status) == (kept, RunStatus.FINISHED)


class Killed(BaseException):
    """The process ends here."""


@on_postgres_and_slowly_on_sqlite
async def test_a_merge_that_is_killed_in_the_middle_leaves_nothing_half(community: Community) -> None:
    _, pool = await prepared(community, runs_per_pool=2)
    person = await community.add_player("Malon")
    made = await add_placeholder(community, "Malon (old)")
    await put_run(community, made, pool)
    before = await _rows()
    with pytest.raises(Killed):
        await die_while_merging(community, made, person)
    assert await _rows() == before


async def die_while_merging(community: Community, gone: UserId, kept: UserId) -> None:
    async with units_of(community)(community.admin) as work:
        await merge_people(work, gone=gone, kept=kept)
        raise Killed


def units_of(community: Community) -> UnitsOfWork:
    return UnitsOfWork(community.container.bus, community.clock)
