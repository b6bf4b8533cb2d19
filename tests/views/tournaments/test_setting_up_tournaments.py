"""Making a tournament, its settings, and its end."""

import pytest

from application.domain.ids import TournamentId
from application.domain.permissions import Role
from application.domain.runs.scoring import ParRule
from application.domain.settings import declared_in
from application.domain.tournaments.settings import IneligibleRacers
from application.ports import CategoryFacts, RacetimeUnreachable
from application.read_models import TournamentView
from application.services.tournaments.async_tournament_service import TournamentChanges, TournamentSettings
from tests.support.community import Community
from tests.support.rehearsal import eventually
from tests.support.rooms import CATEGORY, GOAL
from tests.support.site import Visitor
from tests.views.conftest import Visit
from views.tournaments.settings_form import read_settings, settings_of

SETTINGS: dict[str, str | bool] = {
    "name": "Spring Qualifier",
    "description": "",
    "racetime_category": CATEGORY,
    "racetime_goal": GOAL,
    "race_room_profile_id": "",
    "is_public": False,
    "hide_results": False,
    "runs_per_pool": "1",
    "start_limit_minutes": "20",
    "start_warning_minutes": "10",
    "finish_limit_minutes": "720",
    "countdown_seconds": "10",
    "max_imbalance": "3",
    "reattempts_choice": "none",
    "reattempts_allowed": "",
    "live_reattempts_allowed": True,
    "par_rule": "fastest",
    "par_count": "5",
    "par_percentile": "25",
    "min_finished_runs": "0",
    "score_floor": "0",
    "score_cap": "105",
    "rejected_runs_count": True,
    "room_open_minutes": "",
    "lock_minutes": "",
    "release_rule": "",
    "release_minutes": "",
    "min_account_age_days": "",
    "ineligible_racers": "unrecorded",
    "final_after_hours": "",
    "stream_delay_minutes": "0",
    "start_grace_minutes": "10",
}
"""What the form of a new tournament gives when nothing in it was touched."""


def draft_of(visitor: Visitor) -> str:
    return next(name for name in visitor.drafts() if name.startswith("settings-"))


async def view_of(community: Community, tournament: TournamentId) -> TournamentView:
    return await community.container.tournaments.get_tournament(community.admin, tournament)


async def test_a_tournament_is_made_on_the_organizations_page(community: Community, visit: Visit) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule")
        await visitor.click("new-tournament")
        await visitor.finds(GOAL, within="racetime-goal")
        assert "A Link to the Past Randomizer (alttpr)" in visitor.part("racetime-category")
        values = {
            "racetime_category": CATEGORY,
            "racetime_goal": GOAL,
            "runs_per_pool": "2",
            "description": "Two each.",
        }
        await visitor.send("new-tournament", name="\u3164", **values)
        await visitor.sees("Give the name.")
        await visitor.send("new-tournament", name="Spring \u200bQuali\u202efier", **values)
        await visitor.arrives_at("/tournaments/1/pools")
    view = await view_of(community, TournamentId(1))
    assert (view.name, view.runs_per_pool, view.description, view.goal_checked) == (
        "Spring Qualifier",
        2,
        "Two each.",
        True,
    )


async def test_players_are_offered_no_new_tournament(community: Community, visit: Visit) -> None:
    async with visit(await community.add_player("Link", roles=[Role.ASYNC_REVIEWER])) as visitor:
        await visitor.open("/organizations/hyrule")
        assert visitor.part("new-tournament") == ""


async def test_another_category_offers_its_own_goals(community: Community, visit: Visit) -> None:
    community.rooms.categories_known["smz3"] = CategoryFacts("smz3", "Combo", ("Beat both games",))
    tournament = await community.add_tournament()
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/settings")
        await visitor.finds("All dungeons", within="racetime-goal")
        await visitor.fill(draft_of(visitor), **{**SETTINGS, "racetime_category": "smz3"})
        await visitor.finds("Beat both games", within="racetime-goal")
        assert "All dungeons" not in visitor.part("racetime-goal")


async def test_while_racetime_gives_no_answer_category_and_goal_are_typed(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    community.rooms.unreachable = RacetimeUnreachable("racetime.gg can't be reached.")
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/settings")
        await visitor.finds("racetime.gg gives no answer just now", within="racetime-goal")
        await visitor.send(draft_of(visitor), **{**SETTINGS, "racetime_goal": "Beat it twice"})
        await visitor.notice("The settings are saved.")
    view = await view_of(community, tournament)
    assert (view.racetime_goal, view.goal_checked) == ("Beat it twice", False)


async def test_every_setting_is_read_from_the_form(community: Community) -> None:
    """What the form leaves out would be lost to everybody who has only the page."""
    settings = set(declared_in(TournamentSettings)) - {"is_active"}
    assert set(settings_of(await view_of(community, await community.add_tournament()))) == settings
    assert set(read_settings(SETTINGS)) == settings


async def test_only_what_was_changed_is_saved(community: Community, visit: Visit) -> None:
    """Somebody else's change, made while the form was open, stays."""
    tournament = await community.add_tournament()
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/settings")
        assert "then the race begins without them. Default: 10. Empty: never." in visitor.text
        other = TournamentChanges(runs_per_pool=4, min_account_age_days=30)
        await community.container.tournaments.update_tournament(community.admin, tournament, other)
        await visitor.send(
            draft_of(visitor),
            **{
                **SETTINGS,
                "hide_results": True,
                "reattempts_choice": "any",
                "finish_limit_minutes": "600",
                "ineligible_racers": "removed",
                "final_after_hours": "48",
                "stream_delay_minutes": "15",
                "start_grace_minutes": "",
                "par_rule": "percentile",
                "par_percentile": "40",
                "min_finished_runs": "2",
            },
        )
        await visitor.notice("The settings are saved.")
    view = await view_of(community, tournament)
    assert (view.ineligible_racers, view.final_after_hours) == (IneligibleRacers.REMOVED, 48)
    assert (view.stream_delay_minutes, view.start_grace_minutes) == (15, None)
    assert (view.runs_per_pool, view.min_account_age_days) == (4, 30)
    assert (view.hide_results, view.reattempts_allowed) == (True, -1)
    assert view.limits.finish.total_seconds() == 600 * 60
    assert (view.scoring.par_rule, view.scoring.par_percentile, view.min_finished_runs) == (ParRule.PERCENTILE, 40, 2)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}")
        assert "Par of a seed is what 40 % of its finished runs are faster than" in visitor.text
        assert "A rank takes 2 finished runs" in visitor.text
        await visitor.open(f"/tournaments/{tournament}/audit")
        assert "percentile of all finished runs" in visitor.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"runs_per_pool": "many"}, "Runs per pool: give a whole number."),
        ({"runs_per_pool": "11"}, "Runs per pool must be 1 to 10."),
        ({"par_percentile": "100"}, "The percentile must be 1 to 99."),
        ({"min_finished_runs": ""}, "Finished runs needed for a rank: give a whole number."),
        ({"score_cap": "lots"}, "Highest score: give a number."),
        ({"score_cap": "-1"}, "The highest score must be above the lowest one."),
        ({"reattempts_choice": "some"}, "Reattempts allowed: give a whole number."),
        ({"reattempts_choice": "some", "reattempts_allowed": "0"}, "Give how many, at least 1."),
        ({"lock_minutes": "170"}, "The room can't be locked before it opens, nor after the start."),
        ({"racetime_goal": "No such goal"}, "has no goal No such goal."),
        ({"name": ""}, "Give the name."),
    ],
)
async def test_what_can_not_be_is_said_at_its_field_and_nothing_is_saved(
    community: Community, visit: Visit, change: dict[str, str], sentence: str
) -> None:
    tournament = await community.add_tournament()
    before = await view_of(community, tournament)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/settings")
        await visitor.send(draft_of(visitor), **{**SETTINGS, **change})
        await visitor.sees(sentence)
    assert await view_of(community, tournament) == before


async def test_changing_the_scoring_says_that_everything_is_scored_anew(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/settings")
        assert "Changing anything in this group scores all runs of the tournament anew" in visitor.text
        await visitor.fill(draft_of(visitor), **{**SETTINGS, "hide_results": True})
        await visitor.finds("Not saved yet: Results hidden until it closes.", within="pending")
        assert "anew" not in visitor.part("pending")
        await visitor.fill(draft_of(visitor), **{**SETTINGS, "par_count": "3"})
        await visitor.finds("Saving scores all runs of this tournament anew.", within="pending")


async def test_a_tournament_is_closed_and_opened_again(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/settings")
        await community.schedule(tournament, await community.add_pool(tournament))
        await visitor.click("close-tournament")
        await visitor.sees("Nobody draws a seed any more.")
        assert "1 live race is still scheduled. Rooms will open, but nobody will count" in visitor.text
        await visitor.send(f"close-{tournament}")
        await visitor.finds("It is closed", within="end")
        assert not (await view_of(community, tournament)).is_active
        await visitor.click("reopen-tournament")
        await visitor.finds("Once it is closed", within="end")
    assert (await view_of(community, tournament)).is_active


async def test_a_tournament_with_runs_is_not_deleted_and_the_reason_is_said(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    empty = await community.add_tournament("Empty")
    await community.finish_run(await community.add_player(), await community.add_pool(tournament, ordinary=1))
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/settings")
        await visitor.click("delete-tournament")
        await visitor.send(f"delete-{tournament}")
        await visitor.sees("This tournament has 1 run, so it can't be deleted. Close it instead.")
        await visitor.open(f"/tournaments/{empty}/settings")
        await visitor.click("delete-tournament")
        await visitor.send(f"delete-{empty}")
        await visitor.arrives_at("/organizations/hyrule")
    names = [view.name for view in await community.container.tournaments.list_tournaments(community.admin)]
    assert names == ["Spring Qualifier"]


async def test_an_admin_of_one_tournament_sets_up_just_that_one(community: Community, visit: Visit) -> None:
    own, other = await community.add_tournament(), await community.add_tournament("Other")
    ruto = await community.add_player("Ruto")
    await community.container.tournament_staff.set_roles(community.admin, own, ruto, [Role.ASYNC_TOURNAMENT_ADMIN])
    async with visit(ruto) as visitor:
        await visitor.open(f"/tournaments/{own}/settings")
        await visitor.send(draft_of(visitor), **{**SETTINGS, "name": "Ruto's Qualifier"})
        await visitor.notice("The settings are saved.")
        assert visitor.part("delete-tournament") == ""
        assert f"/tournaments/{own}/pools" in visitor.addresses()
        for page in ("settings", "pools", "staff", "review", "audit", "live-races"):
            assert (await visitor.get(f"/tournaments/{own}/{page}")).status_code == 200, page
            assert (await visitor.get(f"/tournaments/{other}/{page}")).status_code == 403, page
    assert (await view_of(community, own)).name == "Ruto's Qualifier"


async def test_roles_in_one_tournament_are_given_and_taken(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    ruto = await community.add_player("Ruto")
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/staff")
        await visitor.click("give-role")
        await visitor.sees("Ruto")
        await visitor.send("roles-new", user_id="", ASYNC_REVIEWER=True, ASYNC_TOURNAMENT_ADMIN=False)
        await visitor.sees("Choose a member.")
        await visitor.send("roles-new", user_id=str(ruto), ASYNC_REVIEWER=False, ASYNC_TOURNAMENT_ADMIN=False)
        await visitor.sees("Choose at least one role.")
        await visitor.send("roles-new", user_id=str(ruto), ASYNC_REVIEWER=True, ASYNC_TOURNAMENT_ADMIN=False)
        await visitor.finds("Ruto Reviewer", within="staff-line")
        await visitor.click("change-roles")
        await visitor.send(f"roles-{ruto}", ASYNC_REVIEWER=False, ASYNC_TOURNAMENT_ADMIN=False)
        await visitor.sees("Nobody has a role just here")


async def test_a_player_is_put_on_the_whitelist_and_taken_off_it(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    young = await community.add_player("Young Link")
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/staff")
        await visitor.click("add-to-whitelist")
        await visitor.send("whitelist", user_id=str(young))
        await visitor.finds("Young Link", within="whitelist-line")
        await visitor.click("remove-from-whitelist")
        await visitor.sees("Nobody is on the whitelist")


async def test_a_pool_is_moved_and_the_first_one_no_further_up(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    for name in ("First", "Second", "Third"):
        await community.add_pool(tournament, name)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/pools")
        await visitor.click("move-up", number=0)
        await visitor.click("move-up", number=2)
        await eventually(lambda: "Third" in visitor.part("pool").splitlines()[1])
        assert visitor.part("pool").count("Add seeds") == 3
    assert [pool.name for pool in (await view_of(community, tournament)).pools] == ["First", "Third", "Second"]


async def test_many_seeds_are_kept_for_live_races_and_those_that_can_not_be_are_named(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    seeds = await community.add_permalinks(pool, ordinary=3)
    run = (await community.forfeit_run(await community.add_player(), pool)).summary
    (number,) = (seed.number for seed in seeds if seed.id == run.permalink_id)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/pools/{pool}")
        await visitor.send("seeds", use="live")
        await visitor.sees("Select at least one seed.")
        await visitor.send("seeds", use="live", **{f"seed-{seed.id}": True for seed in seeds})
        await visitor.sees("Nobody draws them, and they stay sealed until their race releases them.")
        await visitor.send("use-of-seeds")
        await visitor.finds(f"Seed {number}:  This permalink was raced already", within="refused-seeds")
        assert "2 seeds are kept for live races." in visitor.text
        await visitor.finds("Live races", within="seed")
        kept = ["Live races" in line for line in visitor.part("seed").splitlines()]
        assert kept == [seed.number != number for seed in seeds]
