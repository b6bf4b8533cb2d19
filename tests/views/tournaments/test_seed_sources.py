"""Choosing a generator for a pool, and pasting a seed where it makes none."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.database import Database
from application.domain.live_races.seed_vault import SeedState
from application.domain.tournaments.seed_source import GeneratorKind, SourceDraft
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.generators import KEY, GeneratorSites, listening_generators
from tests.views.conftest import Visit


@pytest.fixture
async def sites() -> AsyncIterator[GeneratorSites]:
    async with listening_generators() as listening:
        yield listening


@pytest.fixture
async def community(sqlite_database: Database, clock: ManualClock, sites: GeneratorSites) -> Community:
    return await found_community(clock, settings=sites.settings())


async def test_a_generator_is_chosen_with_one_of_its_presets_and_makes_a_seed(
    community: Community, visit: Visit, sites: GeneratorSites
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/pools")
        await visitor.click("seed-source")
        await visitor.sees("Seeds are pasted.")
        await visitor.send(f"generator-{pool}", generator="ootrandomizer")
        await visitor.sees("S8 Tournament")
        await visitor.send(f"seed-source-{pool}-ootrandomizer", preset="Beginner", key="", ahead="1", at_draw=True)
        await visitor.sees("Enter the API key")
        await visitor.send(f"seed-source-{pool}-ootrandomizer", preset="Beginner", key=KEY, ahead="1", at_draw=True)
        await visitor.notice("The seed source is saved.")
        await visitor.open(f"/tournaments/{tournament}/pools")
        await visitor.sees("Seeds from ootrandomizer.com, Beginner")
        await visitor.click("seed-source")
        await visitor.sees("Seeds come from ootrandomizer.com, preset Beginner.")
        sites.status = 503
        await visitor.click("make-seed")
        await visitor.notice("No seed was made: ootrandomizer.com has a problem of its own (it answers with 503).")
        sites.status = None
        await visitor.send(f"generator-{pool}", generator="pasted")
        await visitor.notice("Seeds are pasted from now on.")
    assert KEY not in repr(await community.container.seed_sources.get_source(community.admin, pool))


async def test_a_seed_is_pasted_on_the_page_of_a_race_that_waits_for_one(
    community: Community, visit: Visit, sites: GeneratorSites
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    draft = SourceDraft(GeneratorKind.ALTTPR, "default")
    await community.container.seed_sources.save_source(community.admin, pool, draft)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races")
        await visitor.click("schedule")
        await visitor.sees("Room opens")
        assert "Add seeds before the rooms are locked" not in visitor.text
    race = (await community.schedule(tournament, pool)).summary
    await community.open_room(race.id)
    sites.status = 503
    await community.advance_to(race.locks_at)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/live-races/{race.id}")
        await visitor.sees("No seed could be made: alttpr.com has a problem of its own")
        await visitor.click("paste-seed")
        await visitor.send(f"paste-{race.id}", seed="https://seeds.test/h/1", notes="Bow")
        await visitor.notice("The race has its seed. Its room is locked once the time has come.")
    assert (await community.race(race.id)).summary.seed.state is SeedState.SEALED
    await community.advance_to(race.locks_at + timedelta(seconds=1))
    assert (await community.race(race.id)).summary.seed.url == "https://seeds.test/h/1"
