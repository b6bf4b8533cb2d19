"""A tournament's settings: their defaults, their bounds, what a change does at once, and what can't be deleted."""

from dataclasses import MISSING
from datetime import timedelta

import pytest

from application.domain.errors import AlreadyTaken, Conflict, Forbidden, InvalidInput, NotFound
from application.domain.permissions import Role
from application.domain.runs.async_run import UNLIMITED, RunLimits
from application.domain.runs.run import RunStatus
from application.domain.runs.scoring import ParRule, ScorableRun, ScoringRules, score_permalink
from application.domain.settings import declared_in
from application.domain.tournaments.organization_settings import OrganizationSettings
from application.services.tournaments.async_tournament_service import TournamentChanges, TournamentSettings
from models.async_tournament import AsyncTournament, AsyncTournamentPermalink, AsyncTournamentPool, AsyncTournamentRace
from models.event_log import EventLogEntry
from models.organization import Organization
from models.run_history import AsyncTournamentParPoint
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.slow import slowly

MINUTE = timedelta(minutes=1)


async def test_the_defaults_are_the_products(community: Community) -> None:
    view = await community.container.tournaments.get_tournament(community.admin, await community.add_tournament())
    assert view.limits == RunLimits(20 * MINUTE, 10 * MINUTE, timedelta(hours=12), timedelta(seconds=10))
    assert view.scoring == ScoringRules(par_count=5, floor=0, cap=105, rejected_runs_count=True)
    assert (view.max_imbalance, view.reattempts_allowed, view.live_reattempts_allowed) == (3, 0, True)
    assert (view.runs_per_pool, view.is_active, view.is_public, view.hide_results) == (1, True, False, False)


def test_every_setting_has_a_column_of_its_name_whose_default_is_the_declared_one() -> None:
    """A start grace is the exception: tournaments from before it have none."""
    assert declared_in(OrganizationSettings).keys() <= Organization._meta.fields_map.keys()
    columns = AsyncTournament._meta.fields_map
    declared = declared_in(TournamentSettings)
    assert {name.removesuffix("_id") for name in declared} <= columns.keys()
    usual = {name: item.default for name, item in declared.items() if item.default not in (None, MISSING)}
    del usual["start_grace_minutes"]
    assert usual == {name: columns[name].default for name in usual}


def test_a_change_of_what_is_no_setting_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="no setting colour"):
        TournamentChanges(colour="red")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"runs_per_pool": 0}, "runs_per_pool"),
        ({"runs_per_pool": 11}, "runs_per_pool"),
        ({"start_limit_minutes": 0}, "start_limit_minutes"),
        ({"start_limit_minutes": 24 * 60 + 1}, "start_limit_minutes"),
        ({"start_warning_minutes": 20}, "start_warning_minutes"),
        ({"start_warning_minutes": -1}, "start_warning_minutes"),
        ({"start_limit_minutes": 5}, "start_warning_minutes"),
        ({"finish_limit_minutes": 9}, "finish_limit_minutes"),
        ({"finish_limit_minutes": 7 * 24 * 60 + 1}, "finish_limit_minutes"),
        ({"countdown_seconds": 61}, "countdown_seconds"),
        ({"countdown_seconds": -1}, "countdown_seconds"),
        ({"max_imbalance": -1}, "max_imbalance"),
        ({"reattempts_allowed": -2}, "reattempts_allowed"),
        ({"reattempts_allowed": 101}, "reattempts_allowed"),
        ({"par_count": 0}, "par_count"),
        ({"par_percentile": 0}, "par_percentile"),
        ({"par_percentile": 100}, "par_percentile"),
        ({"min_finished_runs": -1}, "min_finished_runs"),
        ({"score_floor": 105.0}, "score_cap"),
        ({"score_cap": float("nan")}, "score_cap"),
        ({"score_floor": float("-inf")}, "score_floor"),
        ({"min_account_age_days": 4000}, "min_account_age_days"),
        ({"name": " "}, "name"),
        ({"description": "x" * 2001}, "description"),
    ],
)
async def test_a_setting_out_of_bounds_is_refused_by_its_field_and_changes_nothing(
    community: Community, changes: dict[str, object], field: str
) -> None:
    tournament = await community.add_tournament()
    with pytest.raises(InvalidInput) as refused:
        await community.container.tournaments.update_tournament(
            community.admin,
            tournament,
            TournamentChanges(**changes),
        )
    assert field in [problem.field for problem in refused.value.problems]
    assert await EventLogEntry.filter(type="TournamentUpdatedEvent").count() == 0


@on_postgres_and_slowly_on_sqlite
async def test_several_bad_settings_are_named_at_once(community: Community) -> None:
    tournament = await community.add_tournament()
    with pytest.raises(InvalidInput) as refused:
        await community.container.tournaments.update_tournament(
            community.admin, tournament, TournamentChanges(par_count=0, countdown_seconds=99, score_cap=-5)
        )
    assert {problem.field for problem in refused.value.problems} == {"par_count", "countdown_seconds", "score_cap"}


async def test_a_change_is_logged_with_old_and_new(community: Community) -> None:
    tournament = await community.add_tournament()
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(reattempts_allowed=UNLIMITED, is_public=True)
    )
    (entry,) = await EventLogEntry.filter(type="TournamentUpdatedEvent")
    assert {change["field"]: (change["old"], change["new"]) for change in entry.payload["changes"]} == {
        "reattempts_allowed": ("0", "-1"),
        "is_public": ("False", "True"),
    }


async def test_a_name_in_use_is_refused_for_a_rename_too(community: Community) -> None:
    await community.add_tournament("Spring")
    autumn = await community.add_tournament("Autumn")
    with pytest.raises(AlreadyTaken, match="called Spring"):
        await community.container.tournaments.update_tournament(
            community.admin, autumn, TournamentChanges(name="Spring")
        )


@on_postgres_and_slowly_on_sqlite
@pytest.mark.parametrize(
    "changes",
    [
        TournamentChanges(par_rule=ParRule.PERCENTILE, par_percentile=90),
        TournamentChanges(par_count=2, score_cap=150, score_floor=-50, rejected_runs_count=False),
        *slowly(
            TournamentChanges(par_count=1),
            TournamentChanges(score_cap=100),
            TournamentChanges(par_rule=ParRule.MEDIAN),
            TournamentChanges(score_floor=40),
            TournamentChanges(rejected_runs_count=False),
        ),
    ],
)
async def test_a_scoring_setting_moves_every_score_at_once(community: Community, changes: TournamentChanges) -> None:
    tournament = await community.add_tournament(runs_per_pool=2)
    pools = [await community.add_pool(tournament, name, live=0, ordinary=2) for name in ("A", "B")]
    for minutes in (60, 75, 100, 170):
        player = await community.add_player()
        for pool in pools:
            await community.finish_run(player, pool, minutes * MINUTE)
        await community.forfeit_run(player, pools[0])
    rejected = await AsyncTournamentRace.filter(status=RunStatus.FINISHED).order_by("id").first()
    assert rejected is not None
    await community.container.reviews.reject(community.admin, rejected.id, "No.", seen=rejected.version)

    await community.container.tournaments.update_tournament(community.admin, tournament, changes)
    row = await AsyncTournament.get(id=tournament)
    rules = ScoringRules(
        row.par_count, row.score_floor, row.score_cap, row.rejected_runs_count, row.par_rule, row.par_percentile
    )
    for permalink in await AsyncTournamentPermalink.all():
        runs = await AsyncTournamentRace.filter(permalink_id=permalink.id)
        expected = score_permalink(
            [ScorableRun(run.id, run.status, run.finish_time, rejected=run.id == rejected.id) for run in runs], rules
        )
        assert {run.id: run.score for run in runs} == expected.scores
        assert permalink.par_seconds == expected.par
    assert await EventLogEntry.filter(type="TournamentRescoredEvent").count() == 1


async def test_a_setting_that_moves_no_score_scores_nothing_anew(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    run = (await community.finish_run(await community.add_player(), pool)).summary
    before = await AsyncTournamentRace.get(id=run.id)
    await community.clock.advance(60)
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(max_imbalance=5, hide_results=True)
    )
    assert (await AsyncTournamentRace.get(id=run.id)).score_updated_at == before.score_updated_at
    assert await EventLogEntry.filter(type="TournamentRescoredEvent").count() == 0


async def test_scoring_the_same_twice_writes_nothing(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    for minutes in (60, 70, 80):
        await community.finish_run(await community.add_player(), pool, minutes * MINUTE)
    change = community.container.tournaments.update_tournament
    await change(community.admin, tournament, TournamentChanges(par_count=1))
    runs = await AsyncTournamentRace.all().order_by("id").values()
    points = await AsyncTournamentParPoint.all().count()
    await community.clock.advance(60)
    await change(community.admin, tournament, TournamentChanges(score_cap=104))
    await change(community.admin, tournament, TournamentChanges(score_cap=104))
    assert await AsyncTournamentRace.all().order_by("id").values() == runs
    assert await AsyncTournamentParPoint.all().count() == points


async def test_a_tournament_closes_and_opens_again(community: Community) -> None:
    tournament = await community.add_tournament()
    tournaments = community.container.tournaments
    assert not (await tournaments.close_tournament(community.admin, tournament)).is_active
    assert not (await tournaments.close_tournament(community.admin, tournament)).is_active
    assert (await tournaments.reopen_tournament(community.admin, tournament)).is_active
    kinds = await EventLogEntry.filter(type="TournamentUpdatedEvent").order_by("id")
    assert [entry.payload["changes"][0]["new"] for entry in kinds] == ["False", "True"]


async def test_an_unused_tournament_is_deleted_with_all_that_belongs_to_it(community: Community) -> None:
    tournament = await community.add_tournament()
    await community.add_pool(tournament, live=1, ordinary=1)
    player = await community.add_player()
    await community.container.tournaments.whitelist_player(community.admin, tournament, player)
    await community.container.tournament_staff.set_roles(community.admin, tournament, player, [Role.ASYNC_REVIEWER])
    kept = await community.add_tournament("Kept")
    await community.add_pool(kept)
    await community.container.tournaments.delete_tournament(community.admin, tournament)
    assert [row.id for row in await AsyncTournament.all()] == [kept]
    assert {pool.tournament_id for pool in await AsyncTournamentPool.all()} == {kept}
    with pytest.raises(NotFound):
        await community.container.tournaments.get_tournament(community.admin, tournament)
    (entry,) = await EventLogEntry.filter(type="TournamentDeletedEvent")
    assert (entry.tournament_id, entry.payload["name"]) == (tournament, "Spring Qualifier")


async def test_a_tournament_with_runs_or_live_races_is_not_deleted(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=1, ordinary=2)
    await community.schedule(tournament, pool)
    delete = community.container.tournaments.delete_tournament
    with pytest.raises(Conflict, match=r"has 1 live race, so it can't be deleted\. Close it instead"):
        await delete(community.admin, tournament)
    for _ in range(2):
        await community.forfeit_run(await community.add_player(), pool)
    with pytest.raises(Conflict, match="has 2 runs and 1 live race"):
        await delete(community.admin, tournament)


async def test_only_who_manages_tournaments_changes_them(community: Community) -> None:
    tournament = await community.add_tournament()
    tournaments = community.container.tournaments
    for roles in ([], [Role.ASYNC_REVIEWER]):
        ctx = await community.enter(await community.add_player(roles=roles))
        for attempt in (
            tournaments.update_tournament(ctx, tournament, TournamentChanges(name="Mine")),
            tournaments.close_tournament(ctx, tournament),
            tournaments.delete_tournament(ctx, tournament),
        ):
            with pytest.raises(Forbidden):
                await attempt
    elsewhere = await found_community(community.clock, slug="termina")
    with pytest.raises(NotFound):
        await tournaments.update_tournament(elsewhere.admin, tournament, TournamentChanges(name="Mine"))
