"""Seeds that a generator makes at the lock of a live race: once, and seen by nobody before."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.container import build_container
from application.database import Database
from application.domain.errors import AlreadyTaken, Conflict, Forbidden, InvalidInput, Unavailable
from application.domain.ids import LiveRaceId, PoolId, TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.live_races.seed_vault import SeedState, commitment_to
from application.domain.tournaments.seed_source import GeneratorKind, SourceDraft
from application.domain.tournaments.timeline import ReleaseRule
from application.events import EventBus
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentPermalink
from models.event_log import EventLogEntry, OutboxMessage
from models.seed_source import SeedMaking
from models.supervision import Alert
from tests.support.cancelling import CancelledAtWait
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_both_engines, on_postgres_and_slowly_on_sqlite
from tests.support.generators import ICONS, GeneratorSites, listening_generators
from tests.support.rooms import ScriptedRoom

MINUTE = timedelta(minutes=1)
ALTTPR = SourceDraft(GeneratorKind.ALTTPR, "default")


@pytest.fixture
async def sites() -> AsyncIterator[GeneratorSites]:
    async with listening_generators() as listening:
        yield listening


@pytest.fixture
async def community(database: Database, clock: ManualClock, sites: GeneratorSites) -> Community:
    return await found_community(clock, settings=sites.settings())


async def add_pool(community: Community, *, live: int = 0, **settings: object) -> tuple[TournamentId, PoolId]:
    tournament = await community.add_tournament("Spring Qualifier", **settings)
    pool = await community.add_pool(tournament, live=live)
    await community.container.seed_sources.save_source(community.admin, pool, ALTTPR)
    return tournament, pool


async def waiting_race(community: Community, *, live: int = 0, **settings: object) -> tuple[LiveRaceId, ScriptedRoom]:
    """A race a minute before its lock, with somebody in its room."""
    tournament, pool = await add_pool(community, live=live, **settings)
    race = (await community.schedule(tournament, pool)).summary
    room = await community.open_room(race.id)
    room.join(await community.racetime_id_of(await community.add_player()))
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at - MINUTE)
    return race.id, room


async def row_of(live_race_id: LiveRaceId) -> AsyncTournamentLiveRace:
    return await AsyncTournamentLiveRace.get(id=live_race_id)


async def test_a_seed_is_made_at_the_lock_and_not_before(community: Community, sites: GeneratorSites) -> None:
    race_id, _ = await waiting_race(community, live=1, release_rule=ReleaseRule.AT_START)
    waiting = (await community.race(race_id)).summary
    assert (waiting.seed.state, waiting.seed_ready) == (SeedState.UNDECIDED, True)
    assert not sites.made
    await community.advance_to(waiting.locks_at)
    locked = (await community.race(race_id)).summary
    assert (locked.locked_at, locked.participant_count) == (community.clock.now(), 1)
    assert (locked.seed.state, locked.seed.url) == (SeedState.SEALED, None)
    assert sites.made == ["Sealed0001"]
    await community.container.live_races.release_seed_now(community.admin, race_id)
    seed = (await community.race(race_id)).summary.seed
    assert (seed.url, seed.notes) == (f"{sites.url}/h/Sealed0001", "/".join(ICONS))
    assert seed.url is not None
    assert seed.salt is not None
    assert seed.commitment == locked.seed.commitment == commitment_to(seed.url, seed.salt)
    (made,) = await EventLogEntry.filter(type="SeedMadeEvent")
    assert made.payload["generator"] == "alttpr.com, default"


async def test_a_sealed_made_seed_stands_nowhere(
    community: Community, sites: GeneratorSites, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    race_id, _ = await waiting_race(community, release_rule=ReleaseRule.AT_START)
    await community.advance_to((await community.race(race_id)).summary.locks_at)
    (seed,) = await AsyncTournamentPermalink.all()
    container = community.container
    pages = [
        await container.pools.get_seed_page(community.admin, seed.pool_id),
        await container.seed_sources.get_source(community.admin, seed.pool_id),
        await community.race(race_id),
    ]
    written = [entry.payload for entry in await EventLogEntry.all()]
    said = [message.payload for message in await OutboxMessage.all()]
    assert "Sealed0001" not in json.dumps([written, said], default=str) + repr(pages) + caplog.text
    revealed = await container.tournaments.reveal_permalink(community.admin, seed.id)
    assert revealed.url == f"{sites.url}/h/Sealed0001"
    assert (await community.race(race_id)).seed_readers == ("Zelda",)


async def test_a_generator_that_is_away_is_tried_again_and_everybody_is_told(
    community: Community, sites: GeneratorSites
) -> None:
    race_id, _ = await waiting_race(community)
    sites.status = 503
    locks_at = (await community.race(race_id)).summary.locks_at
    await community.advance_to(locks_at)
    for _ in range(4):
        await community.advance_to(community.clock.now() + timedelta(seconds=1))
    asked = len([path for path, *_ in sites.asked if path == "/randomizer/settings"])
    assert asked == 2, "once for the choice of the preset, once for the race"
    race = await row_of(race_id)
    assert (race.locked_at, race.status) == (None, LiveRaceStatus.PENDING)
    assert "alttpr.com has a problem of its own (it answers with 503)." in race.lock_error
    assert "use a pasted seed instead" in race.lock_error
    told = [message.payload["text"] for message in await OutboxMessage.filter(destination="racetime")]
    assert len([text for text in told if text.startswith("The seed of this race is being made")]) == 1
    await community.container.tasks.refresh_alerts()
    kinds = {alert.kind for alert in await Alert.filter(resolved_at__isnull=True)}
    assert kinds == {"not_locked", "seeds_not_made"}

    await community.advance_to(locks_at + MINUTE)
    assert (await row_of(race_id)).locked_at is None
    sites.status = None
    await community.advance_to(locks_at + 3 * MINUTE)
    race = await row_of(race_id)
    assert (race.locked_at, race.lock_error) == (community.clock.now(), "")
    await community.container.tasks.refresh_alerts()
    assert not await Alert.filter(resolved_at__isnull=True).exists()
    assert await EventLogEntry.filter(type="SeedNotMadeEvent").count() == 1


async def test_a_pasted_seed_takes_the_place_of_what_is_not_made(community: Community, sites: GeneratorSites) -> None:
    race_id, _ = await waiting_race(community)
    sites.status = 503
    await community.advance_to((await community.race(race_id)).summary.locks_at)
    paste = community.container.live_races.use_pasted_seed
    with pytest.raises(InvalidInput):
        await paste(community.admin, race_id, " ")
    with pytest.raises(Forbidden):
        await paste(await community.enter(await community.add_player()), race_id, "https://seeds.test/h/1")
    await paste(community.admin, race_id, "https://seeds.test/h/1", "Bow")
    await community.tick()
    race = await community.race(race_id)
    assert (race.summary.locked_at, race.summary.seed.url) == (community.clock.now(), "https://seeds.test/h/1")
    assert not await SeedMaking.exists()
    await community.container.tasks.refresh_alerts()
    assert not await Alert.filter(resolved_at__isnull=True).exists()
    with pytest.raises(Conflict):
        await paste(community.admin, race_id, "https://seeds.test/h/2")


async def test_a_seed_of_the_tournament_is_not_pasted_again(community: Community) -> None:
    race_id, _ = await waiting_race(community)
    pool = (await row_of(race_id)).pool_id
    await community.add_permalinks(pool, ordinary=1)
    with pytest.raises(AlreadyTaken, match="in Pool A already"):
        await community.container.live_races.use_pasted_seed(
            community.admin, race_id, f"https://seeds.test/{pool}/async-0-SECRET"
        )


async def test_from_the_start_on_any_other_seed_of_the_pool_will_do(
    community: Community, sites: GeneratorSites
) -> None:
    race_id, _ = await waiting_race(community, live=1)
    sites.status = 503
    race = (await community.race(race_id)).summary
    await community.advance_to(race.locks_at)
    await community.advance_to(race.scheduled_at - timedelta(seconds=1))
    assert (await row_of(race_id)).locked_at is None
    await community.advance_to(race.scheduled_at)
    locked = (await community.race(race_id)).summary
    assert locked.locked_at == race.scheduled_at
    assert locked.seed.url is not None
    assert "live-0-SECRET" in locked.seed.url
    assert not await SeedMaking.exists()


async def test_locking_by_hand_has_the_seed_made_at_once(community: Community, sites: GeneratorSites) -> None:
    race_id, _ = await waiting_race(community)
    sites.status = 429
    with pytest.raises(Unavailable, match="too much to do"):
        await community.container.live_races.lock_race_now(community.admin, race_id)
    sites.status = None
    locked = await community.container.live_races.lock_race_now(community.admin, race_id)
    assert (locked.summary.locked_at, sites.made) == (community.clock.now(), ["Sealed0001"])


@on_both_engines
async def test_two_processes_and_an_impatient_admin_get_one_seed(
    community: Community, sites: GeneratorSites, database: Database
) -> None:
    race_id, _ = await waiting_race(community)
    await community.clock.advance(MINUTE)
    other = build_container(community.container.settings, clock=community.clock, rooms=community.rooms, bus=EventBus())
    sites.pause.clear()
    containers = (community.container, other) * 3
    making = asyncio.gather(*(each.live_races.make_due_seed(race_id) for each in containers))
    await sites.arrived.wait()
    with pytest.raises(Conflict, match="being made at this moment"):
        await other.live_races.lock_race_now(community.admin, race_id)
    sites.pause.set()
    assert sorted(await making) == [False] * 5 + [True]
    assert sites.made == ["Sealed0001"]
    assert await AsyncTournamentPermalink.all().count() == 1
    await community.tick()
    assert (await row_of(race_id)).locked_at == community.clock.now()


@on_postgres_and_slowly_on_sqlite
async def test_whenever_a_process_dies_one_seed_is_used_in_the_end(
    community: Community, sites: GeneratorSites, database: Database
) -> None:
    race_id, _ = await waiting_race(community)
    await community.clock.advance(MINUTE)
    for step in range(1, 200):
        try:
            if await CancelledAtWait(community.container.live_races.make_due_seed(race_id), step):
                break
        except asyncio.CancelledError:
            race = await row_of(race_id)
            assert await AsyncTournamentPermalink.all().count() == int(race.permalink_id is not None)
            if race.permalink_id is not None:
                break
        await community.clock.advance(GeneratorKind.ALTTPR.lease)
    else:
        pytest.fail("It never ended.")
    race = await row_of(race_id)
    (seed,) = await AsyncTournamentPermalink.all()
    assert race.permalink_id == seed.id
    assert seed.url.endswith(sites.made[-1])
    assert await EventLogEntry.filter(type="SeedMadeEvent").count() == 1


async def test_what_an_earlier_owner_of_the_claim_made_is_not_used(community: Community, sites: GeneratorSites) -> None:
    race_id, _ = await waiting_race(community)
    await community.clock.advance(MINUTE)
    sites.pause.clear()
    slow = asyncio.create_task(community.container.live_races.make_due_seed(race_id))
    await sites.arrived.wait()
    sites.arrived.clear()
    await community.clock.advance(GeneratorKind.ALTTPR.lease)
    quick = asyncio.create_task(community.container.live_races.make_due_seed(race_id))
    await sites.arrived.wait()
    sites.pause.set()
    assert sorted(await asyncio.gather(slow, quick)) == [False, True]
    assert len(sites.made) == 2
    assert await AsyncTournamentPermalink.all().count() == 1


async def test_what_is_being_made_while_the_source_changes_is_not_used(
    community: Community, sites: GeneratorSites
) -> None:
    race_id, _ = await waiting_race(community)
    await community.clock.advance(MINUTE)
    sites.pause.clear()
    old = asyncio.create_task(community.container.live_races.make_due_seed(race_id))
    await sites.arrived.wait()
    pool = (await row_of(race_id)).pool_id
    crosskeys = SourceDraft(GeneratorKind.ALTTPR, "crosskeys")
    await community.container.seed_sources.save_source(community.admin, pool, crosskeys)
    sites.pause.set()
    assert not await old
    await community.tick()
    assert [game["entrances"] for path, _, game in sites.asked if path == "/api/randomizer"] == ["none", "crossed"]
    assert await AsyncTournamentPermalink.all().count() == 1


async def test_a_race_that_begins_anew_gets_another_seed(community: Community, sites: GeneratorSites) -> None:
    race_id, _ = await waiting_race(community)
    await community.advance_to((await community.race(race_id)).summary.locks_at)
    assert (await community.race(race_id)).summary.seed.state is SeedState.RELEASED
    await community.container.live_races.replace_room(community.admin, race_id)
    anew = (await community.race(race_id)).summary
    assert (anew.seed.state, anew.locked_at) == (SeedState.UNDECIDED, None)
    await community.advance_to(max(anew.locks_at, community.clock.now()))
    assert (await community.race(race_id)).summary.seed.url == f"{sites.url}/h/Sealed0002"


async def test_a_race_that_begins_without_waiting_for_its_seed_says_what_it_lacks(
    community: Community, sites: GeneratorSites
) -> None:
    race_id, room = await waiting_race(community)
    sites.status = 503
    await community.advance_to((await community.race(race_id)).summary.locks_at)
    room.start()
    await community.hear(race_id, room)
    race = await row_of(race_id)
    assert (race.status, race.permalink_id) == (LiveRaceStatus.IN_PROGRESS, None)
    assert race.lock_error.startswith("The pool has no unplayed permalink left.")
    seed = (await community.add_permalinks(race.pool_id, live=1))[0].id
    changes = LiveRaceChanges(permalink_id=seed)
    await community.container.live_races.update_live_race(community.admin, race_id, changes)
    named = (await community.race(race_id)).summary
    assert (named.seed.state, named.permalink_id) == (SeedState.RELEASED, seed)
