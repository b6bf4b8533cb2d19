"""The demo shows a community with a season behind it, made once and whole, of which nothing is still to be done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from application.context import Actor, OrgContext
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.results import UnmatchedReason
from application.domain.messages.channels import Destination
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import ReviewStatus
from application.read_models import TournamentView
from application.scheduler import jobs_of
from application.services.operations.demo_service import DEMO_SLUG
from application.settings import Settings
from installation.rehearsing import ensure_demo, ensure_season, rehearsing, start_demo_race
from installation.wiring import Installation, installed
from racetime.rehearsal.server import RehearsalServer
from tests.support.clock import ManualClock
from tests.support.databases import copy_sqlite_template

CUT_AFTER = 0.3
"""Seconds, in which a season is begun and not ended."""


@dataclass
class Demo:
    installation: Installation
    rehearsal: RehearsalServer

    async def ensure_season(self) -> bool:
        return await ensure_season(self.installation.container, self.installation.database, self.rehearsal)

    async def enter(self) -> OrgContext:
        """Enter as the admin, whom one may sign in as."""
        container = self.installation.container
        admin = (await container.identity.list_demo_users())[0]
        return await container.access.enter_by_slug(Actor(admin.user.id, admin.user.name), DEMO_SLUG)

    async def tournament(self, name: str) -> TournamentView:
        found = await self.installation.container.tournaments.list_tournaments(await self.enter())
        return next(each for each in found if each.name == name)

    async def told(self) -> object:
        """Return who did how well in both qualifiers, which races there are and what waits."""
        container, admin = self.installation.container, await self.enter()
        found = []
        for name in ("Season 3 Qualifier", "Season 4 Qualifier"):
            board = await container.tournaments.get_leaderboard(admin, (await self.tournament(name)).id)
            found.append([(line.user_name, line.score) for line in board.standings])
        races = await container.live_races.list_live_races(admin)
        unmatched = await container.unmatched_results.list_entries(admin, include_decided=True)
        return (
            found,
            [(race.title, race.scheduled_at, race.participant_count) for race in races.items],
            [(entry.racetime_name, entry.finish_time, entry.reason) for entry in unmatched],
        )


@asynccontextmanager
async def opened(url: str, clock: ManualClock | None = None) -> AsyncIterator[Demo]:
    settings = Settings(database_url=url)
    async with (
        rehearsing(settings, 0) as rehearsal,
        installed(settings, rehearsal=rehearsal, clock=clock or ManualClock()) as installation,
    ):
        assert rehearsal is not None
        yield Demo(installation, rehearsal)


@pytest.fixture(scope="module")
async def season_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the season, made once for all tests."""
    path = tmp_path_factory.mktemp("season") / "season.db"
    async with opened(copy_sqlite_template(sqlite_template, path)) as demo:
        assert await demo.ensure_season()
    return path


@pytest.fixture
async def demo(season_file: Path, tmp_path: Path) -> AsyncIterator[Demo]:
    async with opened(copy_sqlite_template(season_file, tmp_path / "test.db")) as demo:
        yield demo


async def test_a_qualifier_with_sixty_players_is_closed_reviewed_and_corrected(demo: Demo) -> None:
    container, admin = demo.installation.container, await demo.enter()
    closed = await demo.tournament("Season 3 Qualifier")
    assert (closed.is_active, closed.is_public) == (False, True)
    board = await container.tournaments.get_leaderboard(admin, closed.id)
    assert len(board.standings) == 60
    reviews = container.reviews
    for status, least in ((ReviewStatus.ACCEPTED, 20), (ReviewStatus.REJECTED, 1)):
        wanted = ReviewFilter(frozenset({closed.id}), status=status)
        assert await reviews.count_queue(admin, wanted) >= least
    reviewed = await reviews.list_queue(admin, ReviewFilter(frozenset({closed.id}), status=None), limit=300)
    assert any(item.run.corrected and not item.run.is_live for item in reviewed.items)
    races = (await container.live_races.list_live_races(admin, closed.id)).items
    assert len(races) == 4
    assert all(race.status is LiveRaceStatus.FINISHED and race.final_at is not None for race in races)


async def test_a_qualifier_goes_on_with_races_behind_it_reviews_that_wait_and_a_series_to_come(demo: Demo) -> None:
    container, admin = demo.installation.container, await demo.enter()
    present = await demo.tournament("Season 4 Qualifier")
    assert (present.is_active, present.is_public) == (True, True)
    finished = (await container.live_races.list_live_races(admin, present.id, LiveRaceStatus.FINISHED)).items
    assert len(finished) == 3
    coming = await container.live_races.list_scheduled_races(admin, present.id)
    assert len(coming) == 5
    assert min(race.opens_at for race in coming) > container.clock.now() + timedelta(days=2)
    queue = (await container.reviews.list_queue(admin, ReviewFilter(frozenset({present.id})), limit=200)).items
    assert len(queue) > 20
    assert sum(item.claimed_by is not None for item in queue) == 2
    assert any(item.flagged_at is not None for item in queue)
    unmatched = await container.unmatched_results.list_entries(admin)
    assert {entry.reason for entry in unmatched} == {UnmatchedReason.UNLINKED, UnmatchedReason.NOT_ELIGIBLE}


async def test_of_the_past_nothing_is_left_to_be_said_or_done(demo: Demo) -> None:
    container = demo.installation.container
    upcoming = {race.id for race in await container.live_races.list_scheduled_races(await demo.enter())}
    waiting = await container.messages.list_previews(await demo.enter(), limit=300)
    assert {each.line.live_race_id for each in waiting} <= upcoming
    assert await container.messages.due(Destination.RACETIME) == ()
    tasks = container.tasks
    assert await tasks.fan_out_messages() == len(upcoming), "that they are scheduled"
    for job, _ in jobs_of(tasks):
        if job.__name__ not in ("fan_out_messages", "give_sign_of_life", "forget_settled"):
            assert not await job(), job.__name__


async def test_a_second_start_adds_nothing_but_its_race(demo: Demo) -> None:
    before = await demo.told()
    assert not await demo.ensure_season()
    assert await demo.told() == before
    container = demo.installation.container
    assert not await ensure_demo(container)
    race = await start_demo_race(container)
    details = await container.live_races.get_live_race(await demo.enter(), race)
    assert details.summary.tournament_name == "Lost Woods Qualifier"


async def test_a_demo_race_looks_for_racers_who_come_and_not_for_players_who_are_made_up(demo: Demo) -> None:
    container, admin = demo.installation.container, await demo.enter()
    await ensure_demo(container)
    staff, few = 3, 5
    for racer in (await container.identity.list_demo_users())[staff + few :]:
        await container.organizations.remove_member(admin, racer.user.id)
    race = await container.live_races.get_live_race(admin, await start_demo_race(container))
    assert race.summary.pool_name not in ("Open", "Standard", "Keysanity")


@pytest.mark.slow
async def test_a_season_that_was_cut_short_leaves_nothing_and_the_next_one_is_the_same_as_any(
    sqlite_database_url: str, season_file: Path, tmp_path: Path
) -> None:
    async with opened(copy_sqlite_template(season_file, tmp_path / "expected.db")) as demo:
        expected = await demo.told()
    async with opened(sqlite_database_url) as demo:
        making = asyncio.create_task(demo.ensure_season())
        await asyncio.wait([making], timeout=CUT_AFTER)
        assert making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making
        assert await demo.installation.container.identity.list_demo_users() == ()
        assert await demo.ensure_season()
        assert await demo.told() == expected
