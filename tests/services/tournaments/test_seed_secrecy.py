"""Before its release nobody reads a seed, whatever they ask; afterwards everybody can check it."""

import json
import logging
from dataclasses import asdict, is_dataclass
from datetime import timedelta

import pytest
from tortoise import Tortoise

from application.container import Container
from application.context import OrgContext
from application.domain.errors import Forbidden, InvalidInput
from application.domain.events import Event
from application.domain.ids import PoolId, UserId
from application.domain.live_races.scheduling import LiveRaceChanges, NewLiveRace
from application.domain.live_races.seed_vault import SeedState, commitment_to
from application.domain.operations.audit import AuditFilter
from application.domain.permissions import Permission, Role
from application.domain.runs.corrections import Result
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import RunFilter, RunStatus
from application.domain.tournaments.timeline import ReleaseRule
from application.read_models import TournamentView
from application.services.runs.async_race_service import RunSubmission
from application.services.tournaments.async_tournament_service import PermalinkDraft
from application.services.tournaments.pool_service import PermalinkChanges
from tests.support.community import Community

SECRET = "SECRET"
NOTES = "Bow/Boots"


def text_of(value: object) -> str:
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    return json.dumps(value, default=str)


async def everything_a_member_can_read(community: Community, user: UserId) -> dict[str, object]:
    ctx = await community.enter(user)
    container = community.container
    tournaments = await container.tournaments.list_tournaments(ctx)
    races = await container.live_races.list_live_races(ctx)
    found: dict[str, object] = {
        "organization": await container.organizations.get_organization(ctx),
        "members": await container.organizations.list_members(ctx),
        "tournaments": list(tournaments),
        "profiles": list(await container.profiles.list_profiles(ctx)),
        "scheduled": list(await container.live_races.list_scheduled_races(ctx)),
        "list": races,
    }
    for race in races.items:
        found[f"race {race.id}"] = await container.live_races.get_live_race(ctx, race.id)
        found[f"summary {race.id}"] = await container.live_races.get_live_race_summary(ctx, race.id)
        found[f"eligible {race.id}"] = list(await container.live_races.get_eligible_participants(ctx, race.id))
    for tournament in tournaments:
        found |= await everything_about(container, ctx, tournament)
    found["notifications"] = await container.notifications.list_notifications(ctx)
    if ctx.allows(Permission.MANAGE_TOURNAMENTS):
        found["previews"] = list(await container.messages.list_previews(ctx, limit=1000))
        found["troubles"] = list(await container.messages.list_troubles(ctx))
        for message in await container.messages.list_messages(ctx, limit=1000):
            found[f"message {message.id}"] = [message, await container.messages.preview(ctx, message.id)]
    if ctx.allows(Permission.RECORD_RESULTS):
        queue = await container.reviews.list_queue(ctx, ReviewFilter(status=None))
        found["queue"] = queue
        for item in queue.items:
            found[f"review {item.run.id}"] = await container.reviews.get_review(ctx, item.run.id)
    if Role.ADMIN in (await container.organizations.get_member(ctx, user)).roles:
        found["upcoming"] = list(await container.tasks.list_upcoming_work(ctx))
        found["bots"] = list(await container.bots.list_bots(ctx))
        found["audit"] = await container.audit.list_entries(ctx, AuditFilter(), limit=1000)
        found["roster"] = await container.rosters.export_roster(ctx)
        found["invites"] = list(await container.invites.list_invites(ctx))
        for tournament in tournaments:
            for pool in tournament.pools:
                found[f"permalinks {pool.id}"] = list(await container.tournaments.list_permalinks(ctx, pool.id))
    return found


async def everything_about(container: Container, ctx: OrgContext, tournament: TournamentView) -> dict[str, object]:
    """What a member can read about the runs of one tournament."""
    runs = await container.runs.list_runs(ctx, RunFilter(tournament.id))
    found: dict[str, object] = {
        "leaderboard": await container.leaderboards.get_leaderboard(ctx, tournament.id),
        "export": await container.leaderboards.export_leaderboard(ctx, tournament.id),
        "runs": runs,
        "options": await container.runs.get_draw_options(ctx, tournament.id),
        "active run": await container.runs.find_active_run(ctx, tournament.id),
        "own page": await container.players.get_own_page(ctx, tournament.id),
        "distribution": await container.players.get_score_distribution(ctx, tournament.id),
        "progress": await container.players.get_progress(ctx, tournament.id),
    }
    for pool in tournament.pools:
        page = await container.players.get_pool_page(ctx, pool.id)
        found[f"pool {pool.id}"] = page
        for permalink in page.permalinks:
            found[f"permalink {permalink.id}"] = await container.players.get_permalink_page(ctx, permalink.id)
    for run in runs.items:
        found[f"run {run.id}"] = await container.runs.get_run(ctx, run.id)
        found[f"meaning {run.id}"] = await container.leaderboards.get_run_meaning(ctx, run.id)
        found[f"player {run.user_id}"] = await container.players.get_player_page(ctx, tournament.id, run.user_id)
    if ctx.allows(Permission.MANAGE_TOURNAMENTS):
        found["whitelist"] = list(await container.tournament_staff.list_whitelist(ctx, tournament.id))
        found["staff"] = list(await container.tournament_staff.list_staff(ctx, tournament.id))
    return {f"{place} of {tournament.name}": answer for place, answer in found.items()}


@pytest.mark.parametrize("roles", [[], [Role.ASYNC_REVIEWER], [Role.ASYNC_TOURNAMENT_ADMIN], [Role.ADMIN]])
async def test_no_answer_contains_the_seed_before_its_release(community: Community, roles: list[Role]) -> None:
    tournament = await community.add_tournament(release_rule=ReleaseRule.AT_START)
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    reader = await community.add_player(roles=roles)
    race = await community.schedule(tournament, pool, permalink_id=seed.id)
    await community.container.notifications.set_reminder(await community.enter(reader), race.summary.id, wanted=True)
    room = await community.open_room(race.summary.id)
    room.join(await community.racetime_id_of(reader))
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    locked = await community.race(race.summary.id)
    assert locked.summary.locked_at is not None
    assert locked.summary.seed.state is SeedState.SEALED

    found = await everything_a_member_can_read(community, reader)
    for place, answer in found.items():
        assert SECRET not in text_of(answer), place
        assert NOTES not in text_of(answer), place
    assert "starts soon" in text_of(found["notifications"])
    assert ("starts soon" in text_of(found.get("previews"))) is ("previews" in found)


@pytest.mark.parametrize("roles", [[], [Role.ASYNC_REVIEWER], [Role.ASYNC_TOURNAMENT_ADMIN]])
@pytest.mark.parametrize("closed", [False, True])
async def test_another_list_with_the_seed_in_another_spelling_lets_it_out_to_nobody(
    community: Community, roles: list[Role], *, closed: bool
) -> None:
    tournament = await community.add_tournament(release_rule=ReleaseRule.AT_START)
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    spelled = f"http://seeds.test:80/{pool}/live-0-%53ECRET/"
    other = await community.add_tournament("Other")
    elsewhere = await community.add_pool(other, "Elsewhere", live=0)
    await community.container.tournaments.add_permalinks(community.admin, elsewhere, [PermalinkDraft(spelled)])
    reader = await community.add_player(roles=roles)
    race = await community.schedule(tournament, pool, permalink_id=seed.id)
    room = await community.open_room(race.summary.id)
    room.join(await community.racetime_id_of(reader))
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    if closed:
        await community.container.tournaments.close_tournament(community.admin, other)

    for place, answer in (await everything_a_member_can_read(community, reader)).items():
        assert SECRET not in text_of(answer), place
        if Role.ASYNC_TOURNAMENT_ADMIN not in roles:  # who keeps the other list reads what stands in it
            assert "%53ECRET" not in text_of(answer), place


@pytest.mark.parametrize("roles", [[], [Role.ASYNC_REVIEWER]])
async def test_the_seeds_of_an_active_pool_are_read_by_nobody_who_has_not_drawn_them(
    community: Community, roles: list[Role]
) -> None:
    tournament = await community.add_tournament(runs_per_pool=2)
    pool = await community.add_pool(tournament, live=1, ordinary=2)
    runner = await community.add_player()
    done = await community.finish_run(runner, pool)
    await community.draw(runner, pool)
    reader = await community.add_player(roles=roles)
    for place, answer in (await everything_a_member_can_read(community, reader)).items():
        assert SECRET not in text_of(answer), place
        assert NOTES not in text_of(answer), place
    assert done.seed is not None
    for place, answer in (await everything_a_member_can_read(community, runner)).items():
        assert "live-0" not in text_of(answer), place


async def test_no_log_line_event_or_message_has_a_seed_even_afterwards(
    community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []
    community.container.bus.subscribe(Event, lambda event: heard.append(text_of(event)))
    with caplog.at_level(logging.DEBUG, logger="application"):
        tournament = await community.add_tournament()
        pool = await community.add_pool(tournament, live=0)
        (seed,) = await community.add_permalinks(pool, live=1)
        racer = await community.racetime_id_of(await community.add_player())
        race = await community.schedule(tournament, pool, permalink_id=seed.id)
        await community.container.live_races.update_live_race(
            community.admin, race.summary.id, LiveRaceChanges(match_title="Moved")
        )
        room = await community.open_room(race.summary.id)
        room.join(racer)
        await community.advance_to(race.summary.locks_at)
        room.start()
        room.finish(racer, timedelta(hours=1))
        await community.hear(race.summary.id, room)
        await run_and_review_a_standard_seed(community, pool)
    assert heard
    assert SECRET not in "".join(heard)
    assert SECRET not in caplog.text
    for name in (
        "EventLogEntry",
        "OutboxMessage",
        "UnmatchedEntrant",
        "AsyncTournamentLiveRaceRoom",
        "AsyncTournamentRaceReview",
        "ResultCorrection",
        "DiscordPost",
        "Notification",
    ):
        rows = await (Tortoise.apps or {})["models"][name].all().values()
        assert SECRET not in json.dumps(rows, default=str), name


async def run_and_review_a_standard_seed(community: Community, pool: PoolId) -> None:
    """Do everything that can be done to an async run and to the permalinks of its pool."""
    container, admin = community.container, community.admin
    text = "https://seeds.test/imported-SECRET Bow/Boots\nhttps://seeds.test/another-SECRET Bow/Boots\nbad SECRET"
    await container.pools.import_permalinks(admin, pool, text, only_good=True)
    with pytest.raises(InvalidInput) as refused:
        await container.pools.import_permalinks(admin, pool, text)
    assert SECRET not in refused.value.message
    player = await community.add_player()
    ctx = await community.enter(player)
    run = (await community.finish_run(player, pool)).summary
    await container.runs.submit(ctx, run.id, RunSubmission("https://videos.test/1", "It was SECRET."))
    await container.runs.flag(ctx, run.id, "Look.")
    claimed = await container.reviews.claim(admin, run.id)
    corrected = await container.reviews.correct_result(
        admin, run.id, Result(RunStatus.DISQUALIFIED), "Why.", seen=claimed.item.run.version
    )
    await container.reviews.undo_correction(admin, run.id, seen=corrected.item.run.version)
    for view in await container.tournaments.list_permalinks(admin, pool):
        if not view.run_count and not view.sealed:
            await container.pools.update_permalink(admin, view.id, PermalinkChanges(notes="SECRET", is_live=True))
            await container.pools.delete_permalink(admin, view.id)


async def test_the_room_hears_the_seed_only_after_its_release(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    race = await community.schedule(tournament, pool, permalink_id=seed.id)
    await community.open_room(race.summary.id)
    details = await community.race(race.summary.id)
    assert details.room is not None
    room_service = community.container.room_service

    orders = await room_service.desired_room(details.room.id)
    assert orders.info is not None
    assert SECRET not in orders.info
    await community.advance_to(race.summary.locks_at)
    orders = await room_service.desired_room(details.room.id)
    assert orders.invitational
    assert orders.info is not None
    assert SECRET in orders.info

    said = []
    while (message := await room_service.next_room_message(details.room.id)) is not None:
        said.append(message.text)
        await room_service.room_message_sent(message.id)
    assert [SECRET in text for text in said].count(True) == 1


async def test_an_early_look_by_an_admin_is_logged_and_shown_to_players(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    race = await community.schedule(tournament, pool, permalink_id=seed.id)
    player = await community.enter(await community.add_player())
    with pytest.raises(Forbidden):
        await community.container.tournaments.reveal_permalink(player, seed.id)
    assert (await community.container.live_races.get_live_race(player, race.summary.id)).seed_readers == ()

    revealed = await community.container.tournaments.reveal_permalink(community.admin, seed.id)
    assert revealed.url is not None
    assert SECRET in revealed.url
    seen = await community.container.live_races.get_live_race(player, race.summary.id)
    assert seen.seed_readers == (community.admin.actor.name,)


@pytest.mark.parametrize("many", [False, True])
async def test_taking_a_seeds_seal_away_is_an_early_look_even_when_it_is_put_back(
    community: Community, many: bool
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    await community.welcome(helper := await community.add_player("Impa"), Role.ASYNC_TOURNAMENT_ADMIN)
    other = await community.enter(helper)
    for ctx, is_live in ((other, False), (community.admin, True)):
        if many:
            await community.container.pools.change_use(ctx, pool, [seed.id], is_live=is_live)
        else:
            await community.container.pools.update_permalink(ctx, seed.id, PermalinkChanges(is_live=is_live))
    race = await community.schedule(tournament, pool, permalink_id=seed.id)
    player = await community.enter(await community.add_player())
    seen = await community.container.live_races.get_live_race(player, race.summary.id)
    assert seen.seed_readers == (other.actor.name,)


async def test_the_published_commitment_matches_the_released_seed(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    race = await community.schedule(tournament, pool, permalink_id=seed.id)
    promised = race.summary.seed
    assert promised.state is SeedState.SEALED
    assert (promised.url, promised.salt) == (None, None)
    await community.open_room(race.summary.id)
    await community.advance_to(race.summary.locks_at)
    released = (await community.race(race.summary.id)).summary.seed
    assert released.commitment == promised.commitment
    assert released.url is not None
    assert released.salt is not None
    assert commitment_to(released.url, released.salt) == promised.commitment


async def test_a_seed_kept_for_live_races_is_chosen_before_an_ordinary_one_and_nothing_played_is(
    community: Community,
) -> None:
    tournament = await community.add_tournament(runs_per_pool=9)
    pool = await community.add_pool(tournament, live=1, ordinary=1)
    racer = await community.racetime_id_of(await community.add_player())
    chosen = []
    for _ in range(2):
        race = await community.schedule(tournament, pool)
        room = await community.open_room(race.summary.id)
        room.join(racer)
        await community.advance_to(race.summary.locks_at)
        chosen.append((await community.race(race.summary.id)).summary.seed.url or "")
        room.start()
        room.finish(racer, timedelta(hours=1))
        await community.hear(race.summary.id, room)
    assert "live-0" in chosen[0]
    assert "async-0" in chosen[1]

    third = await community.schedule(tournament, pool)
    assert third.summary.seed_ready is False, "said from the start"
    await community.open_room(third.summary.id)
    await community.advance_to(third.summary.locks_at)
    waiting = (await community.race(third.summary.id)).summary
    assert waiting.locked_at is None
    assert "no unplayed permalink left" in waiting.lock_error
    await community.add_permalinks(await community.add_pool(tournament, "Elsewhere", live=0), live=1)
    await community.container.tournaments.add_permalinks(community.admin, pool, [fresh_permalink()])
    await community.tick()
    assert (await community.race(third.summary.id)).summary.locked_at is not None


def fresh_permalink() -> PermalinkDraft:
    return PermalinkDraft("https://seeds.test/added-late", is_live=True)


@pytest.mark.parametrize(
    ("rule", "minutes", "released_after_lock"),
    [(ReleaseRule.AT_LOCK, None, 0), (ReleaseRule.MINUTES_BEFORE, 4, 6), (ReleaseRule.AT_START, None, None)],
)
async def test_the_seed_is_released_at_the_tournaments_moment(
    community: Community, rule: ReleaseRule, minutes: int | None, released_after_lock: int | None
) -> None:
    tournament = await community.add_tournament(release_rule=rule, release_minutes=minutes)
    pool = await community.add_pool(tournament)
    player = await community.add_player()
    race = await community.schedule(tournament, pool)
    room = await community.open_room(race.summary.id)
    room.join(await community.racetime_id_of(player))
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    if released_after_lock:
        await community.advance_to(race.summary.locks_at + timedelta(minutes=released_after_lock, seconds=-1))
    if released_after_lock != 0:
        assert (await community.race(race.summary.id)).summary.seed.state is SeedState.SEALED
    if released_after_lock is None:
        room.start()
        await community.hear(race.summary.id, room)
    else:
        await community.advance_to(race.summary.locks_at + timedelta(minutes=released_after_lock))
    assert (await community.race(race.summary.id)).summary.seed.state is SeedState.RELEASED


async def test_a_preview_of_eligibility_names_no_seed(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    new = NewLiveRace(tournament, pool, community.clock.now() + timedelta(hours=1), permalink_id=seed.id)
    answer = await community.container.live_races.preview_eligible_participants(community.admin, new)
    assert SECRET not in text_of(list(answer))
