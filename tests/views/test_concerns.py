"""A page reads again after what its own tournament does, of a kind that it shows, and after nothing else."""

from datetime import timedelta

from application.domain.events import Edited, EditedEvent, Event
from application.domain.events.messages import MessagesQueuedEvent, NotificationsChangedEvent
from application.domain.events.tournaments import PoolCreatedEvent
from application.domain.ids import (
    OrganizationId,
    OrganizationRef,
    PersonRef,
    PoolId,
    PoolRef,
    ProfileId,
    ProfileRef,
    RunId,
    RunRef,
    TournamentId,
    TournamentRef,
    UserId,
)
from models.async_tournament import AsyncTournamentPermalink
from tests.support.community import Community
from tests.support.queries import CountedQueries, counted_queries
from tests.support.rehearsal import eventually
from tests.views.conftest import Visit
from views.concerns import touches

HYRULE, OWN, OTHER = OrganizationId(1), TournamentId(1), TournamentId(2)


def edited(about: OrganizationRef) -> Event:
    return EditedEvent(about, Edited.TOURNAMENT, ())


def a_run(tournament: TournamentId, player: int) -> Event:
    return edited(RunRef(HYRULE, tournament, UserId(player), RunId(1), None))


def a_pool(tournament: TournamentId) -> Event:
    return PoolCreatedEvent(PoolRef(HYRULE, tournament, PoolId(1)), name="Open")


def test_a_page_of_one_tournament_has_nothing_to_do_with_another_one_nor_with_other_kinds() -> None:
    concerns = touches({HYRULE}, PoolRef, tournament_id=OWN)
    assert concerns(a_pool(OWN))
    assert concerns(edited(TournamentRef(HYRULE, OWN)))
    assert concerns(edited(PersonRef(HYRULE, UserId(1))))
    assert concerns(edited(OrganizationRef(HYRULE)))
    assert not concerns(a_pool(OTHER))
    assert not concerns(a_run(OWN, 1))
    assert not concerns(edited(TournamentRef(HYRULE, OTHER)))
    assert not concerns(edited(ProfileRef(HYRULE, ProfileId(1))))
    assert not concerns(edited(PersonRef(OrganizationId(2), UserId(1))))
    assert not concerns(MessagesQueuedEvent(OrganizationRef(HYRULE)))
    assert not concerns(NotificationsChangedEvent(PersonRef(HYRULE, UserId(1))))


def test_a_page_of_all_tournaments_may_concern_the_runs_of_one_player_only() -> None:
    concerns = touches({HYRULE}, TournamentRef, RunRef, runs_of=UserId(1))
    assert concerns(a_run(OWN, 1))
    assert concerns(a_run(OTHER, 1))
    assert concerns(edited(TournamentRef(HYRULE, OTHER)))
    assert not concerns(a_run(OWN, 2))
    assert not concerns(a_pool(OWN))


async def test_no_page_of_a_tournament_reads_anything_when_another_one_goes_on(
    community: Community, visit: Visit
) -> None:
    other, *_, own = [await community.add_tournament(f"Tournament {number}") for number in range(9)]
    pool = await community.add_pool(own, ordinary=1)
    race = (await community.schedule(own, pool)).summary.id
    run = (await community.finish_run(await community.add_player(), pool, timedelta(hours=1))).summary.id
    seed = await AsyncTournamentPermalink.filter(pool_id=pool).first()
    assert seed is not None
    tabs = ("", "/schedule", "/leaderboard", "/statistics", "/review", "/live-races", "/pools", "/staff", "/settings")
    pages = [f"/tournaments/{own}{tab}" for tab in (*tabs, f"/pools/{pool}")]
    pages += [f"/live-races/{race}", f"/runs/{run}", f"/runs/{run}/review", f"/pools/{pool}", f"/permalinks/{seed.id}"]
    async with visit(community.admin.actor.user_id) as visitor:
        for page in (*pages, f"/tournaments/{other}/pools"):
            await visitor.open(page)
        with counted_queries() as queries:
            await community.add_pool(other, "A new one")
            await visitor.finds("A new one", within="pool")
            assert asks_about(queries, other)
            assert not asks_about(queries, own)
            await community.container.tournaments.create_pool(community.admin, own, "Another one")
            await eventually(lambda: [own in values for values in queries.values].count(True) > len(pages))


def asks_about(queries: CountedQueries, tournament: TournamentId) -> bool:
    return any(tournament in values for values in queries.values)
