"""Reading the audit: who, what, old and new, when; by every filter; never a seed."""

from datetime import timedelta

import pytest

from application.domain.errors import Forbidden
from application.domain.events import FieldChange
from application.domain.live_races.room import RoomSettings
from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.operations.audit import AuditFilter
from application.domain.permissions import Role
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunStatus
from application.services.operations.audit_service import AuditLine, AuditService
from application.services.tournaments.async_tournament_service import TournamentChanges
from application.services.tournaments.race_room_profile_service import ProfileDraft
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.queries import counted_queries

MINUTE = timedelta(minutes=1)


@pytest.fixture
def audit(community: Community) -> AuditService:
    return community.container.audit


async def found(community: Community, audit_filter: AuditFilter) -> list[AuditLine]:
    return list((await community.container.audit.list_entries(community.admin, audit_filter)).items)


async def test_a_line_tells_who_did_what_from_which_value_to_which(community: Community, audit: AuditService) -> None:
    tournament = await community.add_tournament()
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(runs_per_pool=3)
    )
    line = (await found(community, AuditFilter(kinds=("TournamentUpdatedEvent",))))[0]
    assert (line.label, line.actor_id) == ("Tournament updated", community.admin.actor.user_id)
    assert line.changes == (FieldChange("runs_per_pool", "1", "3"),)
    assert (line.occurred_at, line.tournament_id) == (community.clock.now(), tournament)


async def test_a_line_about_a_run_names_its_player_and_its_facts(community: Community, audit: AuditService) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    run = (await community.finish_run(await community.add_player("Malon"), pool)).summary
    await community.container.reviews.correct_result(
        community.admin, run.id, Result(RunStatus.FINISHED, 50 * MINUTE), "Wrong clock.", seen=run.version
    )
    newest, *rest = await found(community, AuditFilter(run_id=run.id))
    assert [line.label for line in rest] == ["Run finished", "Run started", "Run drawn"]
    assert (newest.label, newest.about) == ("Run corrected", "Malon")
    assert newest.facts == {"before": "finished 1:00:00.0", "after": "finished 50:00.0", "reason": "Wrong clock."}


async def test_entries_are_told_with_the_names_of_what_they_concern(community: Community, audit: AuditService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=3)
    seeds = await community.container.tournaments.list_permalinks(community.admin, pool)
    race = (await community.schedule(tournament, pool, permalink_id=seeds[0].id, match_title="Final")).summary
    profile = await community.container.profiles.create_profile(
        community.admin, ProfileDraft("Strict", RoomSettings(), is_default=True)
    )
    await community.container.live_races.update_live_race(
        community.admin, race.id, LiveRaceChanges(permalink_id=seeds[1].id, race_room_profile_id=profile.id)
    )
    await community.container.pools.delete_permalink(community.admin, seeds[0].id)
    page = await audit.tell_entries(community.admin, AuditFilter(tournament_id=tournament), limit=9)
    deleted, *_ = page.items
    assert [place.name for place in deleted.places] == ["Spring Qualifier", "Pool A", None]
    assert deleted.places[-1].last_name == "Seed 1"
    assert deleted.facts == {"number": "1"}
    (edited,) = [line for line in page.items if line.kind == "AsyncLiveRaceUpdatedEvent"]
    assert edited.changes == (
        FieldChange("permalink_id", "Seed 1 (deleted)", "Seed 2 of Pool A"),
        FieldChange("race_room_profile_id", None, "Strict"),
    )
    assert [place.name for place in edited.places] == ["Spring Qualifier", "Final"]
    assert await found(community, AuditFilter(search=str(seeds[1].id), kinds=("AsyncLiveRaceUpdatedEvent",))) == []


async def test_entries_about_what_was_deleted_still_say_what_it_was_called(
    community: Community, audit: AuditService
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = (await community.schedule(tournament, pool, match_title="Final")).summary.id
    live_races = community.container.live_races
    await live_races.cancel_live_race(community.admin, race)
    await live_races.delete_live_race(community.admin, race)
    await community.container.pools.delete_pool(community.admin, pool)
    page = await audit.tell_entries(community.admin, AuditFilter(tournament_id=tournament))
    (cancelled,) = [line for line in page.items if line.label == "Live race cancelled"]
    (made,) = [line for line in page.items if line.label == "Live race created"]
    assert [(place.name, place.last_name) for place in cancelled.places] == [("Spring Qualifier", ""), (None, "Final")]
    assert [place.last_name for place in made.places] == ["", "Pool A", "Final"]


async def test_what_the_system_did_is_there_under_its_name(community: Community, audit: AuditService) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=1)
    await community.draw(await community.add_player(), pool)
    await community.clock.advance(30 * MINUTE)
    await community.tick()
    (line,) = [line for line in await found(community, AuditFilter(system_only=True)) if line.run_id is not None]
    assert (line.actor, line.actor_id, line.facts["cause"]) == ("system", None, "start_limit")


async def test_every_filter_narrows_the_list(community: Community, audit: AuditService) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=1, ordinary=2)
    player = await community.add_player("Malon")
    race = (await community.schedule(tournament, pool, match_title="Grand Final")).summary
    noon = community.clock.now()
    await community.clock.advance(MINUTE)
    run = (await community.draw(player, pool)).summary
    await community.add_tournament("Other")

    async def labels(**more: object) -> list[str]:
        return [line.label for line in await found(community, AuditFilter(**more))]  # type: ignore[arg-type]

    assert await labels(kinds=("AsyncRunDrawnEvent", "PoolCreatedEvent")) == ["Run drawn", "Pool created"]
    assert await labels(actor_id=player) == ["Run drawn"]
    assert await labels(live_race_id=race.id) == ["Live race created"]
    assert await labels(run_id=run.id) == ["Run drawn"]
    assert set(await labels(since=noon + timedelta(seconds=1))) == {"Run drawn", "Tournament created"}
    assert "Run drawn" not in await labels(until=noon + timedelta(seconds=1))
    assert await labels(search="  grand   FINAL ") == ["Live race created"]
    assert await labels(search="100%_") == []
    everything = await labels(tournament_id=tournament)
    assert "Run drawn" in everything
    assert "Organization created" not in everything
    assert everything.count("Tournament created") == 1


@on_postgres_and_slowly_on_sqlite
async def test_the_list_goes_on_page_by_page_in_two_queries_each(community: Community, audit: AuditService) -> None:
    for number in range(7):
        await community.add_tournament(f"Tournament {number}")
    wanted = AuditFilter(kinds=("TournamentCreatedEvent",))
    seen: list[str] = []
    before = None
    for expected in (3, 3, 1):
        with counted_queries() as queries:
            page = await audit.list_entries(community.admin, wanted, before=before, limit=3)
        assert len(queries) <= 2
        assert (len(page.items), page.has_more) == (expected, len(seen) + expected < 7)
        seen += [line.facts["name"] for line in page.items]
        before = page.items[-1].id
    assert seen == [f"Tournament {number}" for number in reversed(range(7))]


async def test_admins_read_all_and_managers_of_tournaments_what_concerns_one(
    community: Community, audit: AuditService
) -> None:
    tournament = await community.add_tournament()
    manager = await community.enter(await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN]))
    reviewer = await community.enter(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    assert (await audit.list_entries(manager, AuditFilter(tournament_id=tournament))).items
    with pytest.raises(Forbidden):
        await audit.list_entries(manager, AuditFilter())
    for audit_filter in (AuditFilter(), AuditFilter(tournament_id=tournament)):
        with pytest.raises(Forbidden):
            await audit.list_entries(reviewer, audit_filter)
    assert (await audit.list_kinds(community.admin))["TournamentCreatedEvent"] == "Tournament created"


async def test_another_organization_reads_nothing_of_it(community: Community, audit: AuditService) -> None:
    tournament = await community.add_tournament("Secret Cup")
    elsewhere = await found_community(community.clock, slug="termina")
    for audit_filter in (AuditFilter(tournament_id=tournament), AuditFilter(search="secret cup")):
        assert (await elsewhere.container.audit.list_entries(elsewhere.admin, audit_filter)).items == ()
