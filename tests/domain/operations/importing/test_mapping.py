"""What becomes of each odd row, table by table."""

from datetime import timedelta

import pytest

from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.operations.importing.assembling import Bundle, People, Source, bundle_of, people_of
from application.domain.operations.importing.drafts import PermalinkDraft, PersonKey, RunDraft
from application.domain.operations.importing.dump import DumpFacts, rows_of
from application.domain.operations.importing.live_races import NEVER_RACED, ROLLED_ONLY
from application.domain.operations.importing.plan import ImportPlan, read_plan
from application.domain.operations.importing.runs import SECOND_ROW
from application.domain.permissions import Role
from application.domain.runs.review import ReviewAction
from application.domain.runs.run import ForfeitCause, ReviewStatus, RunStatus
from tests.support.sahasrahbot import DISCORD, PLAN, SEEDS, SourceDump, Value, at, odd_dump

NOW = at("2026-11-29 12:30:00")
RUN = "asynctournamentrace"


def source_of(dump: SourceDump) -> Source:
    source = Source()
    source.take(rows_of(dump.text().splitlines(keepends=True), DumpFacts()))
    return source


def mapped(dump: SourceDump, old_id: int, plan: str = "") -> tuple[Bundle, People]:
    source, decided = source_of(dump), read_plan(PLAN + plan)
    people = people_of(source, decided, source.tournaments.values(), NOW)
    row = source.tournaments[old_id]
    return bundle_of(source, decided, row, people, now=NOW, dumped_at=NOW), people


def small_dump(**run: Value) -> SourceDump:
    """One player with one run in a tournament that is as the run says."""
    dump = SourceDump()
    dump.add("users", id=1, discord_user_id=DISCORD + 1, display_name="Link", rtgg_id="aAbB")
    dump.add("users", id=2, discord_user_id=DISCORD + 2, display_name="Zelda")
    dump.add("asynctournament", id=20, active=run.pop("active", 0), owner_id=DISCORD + 1)
    dump.add("asynctournamentpermalinkpool", id=30, tournament_id=20)
    dump.add("asynctournamentpermalink", id=40, pool_id=30, url=SEEDS["open"])
    dump.add(RUN, **{"id": 60, "tournament_id": 20, "permalink_id": 40, "user_id": 1, **run})
    return dump


def only_run(dump: SourceDump, plan: str = "") -> RunDraft:
    (run,) = mapped(dump, 20, plan)[0].runs
    return run


def rules(bundle: Bundle) -> set[tuple[str, int]]:
    return {(problem.rule, problem.old_id) for problem in bundle.problems}


def run(bundle: Bundle, old_id: int) -> RunDraft:
    return next(draft for draft in bundle.runs if draft.old_id == old_id)


def link(bundle: Bundle, old_id: int) -> PermalinkDraft:
    return next(draft for draft in bundle.permalinks if draft.old_id == old_id)


# People


def test_who_has_done_anything_is_imported_and_nobody_else() -> None:
    _, people = mapped(odd_dump(), 21)
    users = {key.id: draft for key, draft in people.drafts.items() if key.table == "users"}
    assert sorted(users) == [1, 2, 3, 5, 6, 8, 9]
    assert (users[1].discord_id, users[1].racetime_id) == (None, "aAbBcCdDeEfFgGhH")
    assert users[2].name == users[3].name == "Link"
    assert users[5].name == "Racer cCdDeEfFgGhHiIjJ"
    assert users[6].name == "Ж" * 80
    owner = people.drafts[PersonKey("discord", 555)]
    assert (owner.name, owner.discord_id) == ("Owner of Main", None)
    assert {(problem.rule, problem.old_id) for problem in people.problems} == {("name-cut", 6), ("no-discord-id", 555)}


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"display_name": "  Zel\tda ", "twitch_name": "tw"}, "Zel da"),
        ({"twitch_name": "tw"}, "tw"),
        ({"display_name": "\u200b", "rtgg_id": "Abc1"}, "Racer Abc1"),
        ({"discord_user_id": DISCORD + 1234}, "Discord user 6234"),
        ({}, "Player 9"),
        ({"display_name": "Deleted player"}, "Player 9"),
    ],
)
def test_everybody_has_a_name_that_shows(user: dict[str, Value], name: str) -> None:
    dump = small_dump(user_id=9)
    dump.add("users", id=9, **user)
    _, people = mapped(dump, 20)
    drawn = people.drafts[PersonKey("users", 9)].name
    assert drawn == name if name != "Discord user 6234" else drawn == f"Discord user {str(DISCORD + 1234)[-4:]}"


def test_two_users_whom_the_plan_says_to_be_one_are_one() -> None:
    dump = small_dump(user_id=2)
    dump.add("users", id=9, rtgg_id="zZyY", created="2021-01-01 00:00:00")
    dump.add(RUN, id=61, tournament_id=20, permalink_id=40, user_id=9)
    bundle, people = mapped(dump, 20, "[people]\nmerge = [[2, 9]]\n")
    one = people.drafts[PersonKey("users", 2)]
    assert (one.discord_id, one.racetime_id, one.created_at) == (DISCORD + 2, "zZyY", at("2021-01-01 00:00:00"))
    assert {draft.user for draft in bundle.runs} == {PersonKey("users", 2)}


def test_a_racetime_account_that_can_be_none_is_left_out() -> None:
    dump = small_dump(user_id=9)
    dump.add("users", id=9, rtgg_id="no such-id", discord_user_id=DISCORD + 9)
    _, people = mapped(dump, 20)
    assert people.drafts[PersonKey("users", 9)].racetime_id is None
    assert [problem.rule for problem in people.problems] == ["no-racetime-id"]


# Tournaments, pools, permalinks


def test_a_tournament_keeps_what_has_a_home_and_reports_the_rest() -> None:
    bundle, _ = mapped(odd_dump(), 24)
    tournament = bundle.tournament
    assert (tournament.is_active, tournament.reattempts_allowed, tournament.runs_per_pool) == (True, 5, 1)
    assert (tournament.hide_results, tournament.is_public, tournament.min_account_age_days) == (True, False, 7)
    assert (tournament.racetime_category, tournament.racetime_goal) == ("alttpr", "Beat the game")
    assert rules(bundle) == {("reattempts", 24), ("account-age", 24)}
    assert bundle.pools == ()
    assert bundle.runs == ()


def test_the_plan_decides_about_a_tournament() -> None:
    plan = '[tournaments.20]\nname = "Season 1"\nis_public = true\nhide_results = false\nracetime_category = "smz3"\n'
    bundle, _ = mapped(small_dump(status="forfeit"), 20, plan)
    tournament = bundle.tournament
    assert (tournament.name, tournament.is_public, tournament.hide_results) == ("Season 1", True, False)
    assert (tournament.racetime_category, tournament.racetime_goal) == ("smz3", "Beat the game")


def test_a_tournament_with_an_impossible_number_of_runs_per_pool_stops() -> None:
    dump = small_dump(status="forfeit")
    dump.rows["asynctournament"][0]["runs_per_pool"] = 0
    assert mapped(dump, 20)[0].is_stopped


def test_pools_stand_in_the_order_of_their_ids() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert [(pool.name, pool.position) for pool in bundle.pools] == [("Standard", 0), ("Open", 1)]
    assert {("preset", 31), ("preset", 32)} <= rules(bundle)


def test_equal_seeds_of_a_pool_are_told_apart() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert (link(bundle, 41).url, link(bundle, 41).twin) == (SEEDS["twice"], 0)
    assert (link(bundle, 42).url, link(bundle, 42).twin) == (f"{SEEDS['twice']}#sahasrahbot-42", 1)
    assert ("equal-seeds", 42) in rules(bundle)


def test_equal_seeds_are_joined_where_the_plan_says_so() -> None:
    bundle, _ = mapped(odd_dump(), 21, "[tournaments.21]\nmerge_equal_seeds = true\n")
    assert [draft.old_id for draft in bundle.permalinks] == [41, 44, 45, 49]
    assert run(bundle, 62).permalink == 41


def test_a_seed_without_an_address_is_left_out_unless_it_was_raced() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert 43 not in {draft.old_id for draft in bundle.permalinks}
    assert not bundle.is_stopped
    dump = small_dump(status="forfeit")
    dump.rows["asynctournamentpermalink"][0]["url"] = "see pinned message"
    stopped, _ = mapped(dump, 20)
    (problem,) = (problem for problem in stopped.problems if problem.stops)
    assert (problem.rule, problem.plan) == ("no-address", '[permalinks.40] url = "https://…"')
    given, _ = mapped(dump, 20, '[permalinks.40]\nurl = "https://seeds.test/1"\n')
    assert not given.is_stopped
    assert link(given, 40).url == "https://seeds.test/1"


def test_a_seed_is_kept_for_live_races_only_where_one_has_it_or_may_come() -> None:
    closed, _ = mapped(odd_dump(), 21)
    assert {draft.old_id for draft in closed.permalinks if draft.is_live} == {45, 49}
    active, _ = mapped(odd_dump(), 22)
    assert {draft.old_id for draft in active.permalinks if draft.is_live} == {47}
    dump = small_dump(status="forfeit")
    dump.rows["asynctournamentpermalink"][0]["live_race"] = 1
    assert not link(mapped(dump, 20)[0], 40).is_live


# Live races


def test_live_races_end_as_what_happened_in_them() -> None:
    closed, _ = mapped(odd_dump(), 21)
    active, _ = mapped(odd_dump(), 22)
    races = {race.old_id: race for race in (*closed.live_races, *active.live_races)}
    assert {old_id: race.status for old_id, race in races.items()} == {
        51: LiveRaceStatus.FINISHED,
        52: LiveRaceStatus.CANCELLED,
        53: LiveRaceStatus.FINISHED,
        54: LiveRaceStatus.CANCELLED,
        55: LiveRaceStatus.CANCELLED,
        56: LiveRaceStatus.CANCELLED,
    }
    assert races[51].scheduled_at == races[51].started_at == at("2023-03-15 20:00:00")
    assert races[51].locked_at == races[51].released_at == at("2023-03-15 19:50:00")
    assert races[51].ended_at == at("2023-03-15 21:01:40.500000")
    assert (races[52].cancel_reason, races[56].cancel_reason) == (NEVER_RACED, ROLLED_ONLY)
    assert races[56].released_at is not None
    assert races[52].released_at is None
    assert {("race-not-recorded", 53), ("race-status", 54)} <= rules(active)


def test_a_race_that_is_still_on_stops_its_tournament() -> None:
    dump = odd_dump()
    dump.rows[RUN][9]["start_time"] = "2026-11-29 09:00:00"
    bundle, _ = mapped(dump, 22)
    assert {problem.rule for problem in bundle.problems if problem.stops} == {"race-is-on"}


def test_a_race_with_a_date_ahead_is_scheduled() -> None:
    bundle, _ = mapped(odd_dump(), 22, "[live_races.55]\nscheduled_at = 2026-12-03T20:00:00-04:00\n")
    race = next(race for race in bundle.live_races if race.old_id == 55)
    assert (race.status, race.scheduled_at) == (LiveRaceStatus.SCHEDULED, at("2026-12-04 00:00:00"))


@pytest.mark.parametrize(("column", "value"), [("pool_id", 33), ("permalink_id", 41)])
def test_a_race_with_something_of_another_place_stops(column: str, value: int) -> None:
    dump = odd_dump()
    dump.rows["asynctournamentliverace"][0][column] = value
    assert ("misplaced", 51) in rules(mapped(dump, 21)[0])
    assert mapped(dump, 21)[0].is_stopped


@pytest.mark.parametrize("episode", [0, -1, 2**31, 2**63 - 1])
def test_an_episode_that_cannot_be_is_left_out(episode: int) -> None:
    dump = odd_dump()
    dump.rows["asynctournamentliverace"][0]["episode_id"] = episode
    bundle, _ = mapped(dump, 21)
    assert next(race for race in bundle.live_races if race.old_id == 51).episode_id is None
    assert ("race-episode", 51) in rules(bundle)


# Runs


def test_a_finished_run_comes_with_its_review() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    done = run(bundle, 61)
    assert (done.status, done.finish_time) == (RunStatus.FINISHED, timedelta(hours=1, minutes=3, seconds=20.5))
    assert (done.created_at, done.vod_url) == (at("2023-03-12 01:00:00"), "https://youtu.be/x")
    assert (done.review_status, done.reviewed_at) == (ReviewStatus.ACCEPTED, at("2023-03-12 13:00:00"))
    reviewer = PersonKey("users", 8)
    assert [(line.action, line.actor, line.note) for line in done.reviews] == [
        (ReviewAction.CLAIMED, reviewer, "clean"),
        (ReviewAction.CLAIMED, reviewer, ""),
        (ReviewAction.ACCEPTED, reviewer, "good"),
    ]


def test_what_is_no_vod_link_goes_into_the_notes_with_the_facts_of_other_fields() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert (run(bundle, 62).vod_url, run(bundle, 62).runner_notes) == ("", "notes\nVOD: no vod, pc died")
    assert run(bundle, 62).reattempted is False
    assert run(bundle, 72).runner_notes == "Collection rate: 216\nIn-game time: 1:23:45"


def test_forfeits_have_the_cause_that_the_log_said_last() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert (run(bundle, 63).forfeit_cause, run(bundle, 63).reattempted) == (ForfeitCause.START_LIMIT, True)
    assert (run(bundle, 64).status, run(bundle, 64).forfeit_cause) == (RunStatus.FORFEIT, ForfeitCause.START_LIMIT)


def test_of_two_runs_in_one_live_race_the_better_one_stays() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert (run(bundle, 66).live_race, run(bundle, 66).reattempted) == (51, False)
    assert (run(bundle, 67).live_race, run(bundle, 67).reattempted) == (None, True)
    assert run(bundle, 67).reattempt_reason == SECOND_ROW
    assert ("twice-in-race", 67) in rules(bundle)


def test_a_run_of_a_race_that_never_started_is_left_out() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert {68, 73}.isdisjoint(draft.old_id for draft in bundle.runs)
    assert {("never-started", 68), ("test-user", 73)} <= rules(bundle)


def test_a_run_that_took_days_and_was_reviewed_by_its_runner_is_kept_and_reported() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert run(bundle, 72).finish_time == timedelta(hours=49, seconds=0.999999)
    assert {("long-time", 72), ("own-review", 72)} <= rules(bundle)


def test_a_thread_that_two_runs_had_is_reported_across_tournaments() -> None:
    bundle, _ = mapped(odd_dump(), 22)
    (told,) = (problem for problem in bundle.problems if problem.rule == "thread-twice")
    assert (told.old_id, told.sentence) == (69, "Its thread 9001 was run 61's, too.")


def test_an_unknown_review_counts_as_none_and_an_own_claim_is_none() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert (run(bundle, 75).review_status, run(bundle, 75).claimed_by) == (ReviewStatus.PENDING, None)
    assert {("review-status", 75), ("own-claim", 75)} <= rules(bundle)


def test_a_claim_is_kept_while_the_tournament_is_active() -> None:
    finished: dict[str, Value] = {
        "status": "finished",
        "start_time": "2023-03-12 01:00:00",
        "end_time": "2023-03-12 02:00:00",
        "reviewed_by_id": 2,
    }
    assert only_run(small_dump(active=1, **finished)).claimed_by == PersonKey("users", 2)
    assert only_run(small_dump(active=0, **finished)).claimed_by is None


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"status": "finished", "start_time": "2023-03-12 01:00:00"}, "no-time"),
        ({"status": "finished", "end_time": "2023-03-12 01:00:00"}, "no-time"),
        (
            {"status": "finished", "start_time": "2023-03-12 01:00:00", "end_time": "2023-03-12 01:00:00"},
            "impossible-time",
        ),
        (
            {"status": "finished", "start_time": "2023-03-12 01:00:00", "end_time": "2023-04-12 01:00:00"},
            "impossible-time",
        ),
        ({"status": "dnf"}, "run-status"),
    ],
)
def test_a_run_that_says_too_little_stops_until_the_plan_decides(values: dict[str, Value], rule: str) -> None:
    bundle, _ = mapped(small_dump(**values), 20)
    assert [(problem.rule, problem.old_id) for problem in bundle.problems if problem.stops] == [(rule, 60)]
    as_forfeit = only_run(small_dump(**values), '[runs.60]\nstatus = "forfeit"\n')
    assert (as_forfeit.status, as_forfeit.finish_time) == (RunStatus.FORFEIT, None)
    as_finish = only_run(small_dump(**values), '[runs.60]\nstatus = "finished"\nfinish_time = "1:02:03"\n')
    assert as_finish.finish_time == timedelta(hours=1, minutes=2, seconds=3)


@pytest.mark.parametrize(
    ("values", "status", "cause"),
    [
        ({"status": "pending", "active": 0}, RunStatus.FORFEIT, ForfeitCause.START_LIMIT),
        (
            {"status": "in_progress", "start_time": "2023-03-12 01:00:00", "active": 0},
            RunStatus.FORFEIT,
            ForfeitCause.FINISH_LIMIT,
        ),
        (
            {"status": "pending", "thread_open_time": "2026-11-29 12:20:00", "active": 1},
            RunStatus.PENDING,
            None,
        ),
        (
            {"status": "pending", "thread_open_time": "2026-11-29 12:00:00", "active": 1},
            RunStatus.FORFEIT,
            ForfeitCause.START_LIMIT,
        ),
        (
            {"status": "in_progress", "start_time": "2026-11-29 01:00:00", "active": 1},
            RunStatus.IN_PROGRESS,
            None,
        ),
        (
            {"status": "in_progress", "start_time": "2026-11-29 00:00:00", "active": 1},
            RunStatus.FORFEIT,
            ForfeitCause.FINISH_LIMIT,
        ),
        ({"status": "in_progress", "active": 1}, RunStatus.FORFEIT, ForfeitCause.START_LIMIT),
        (
            {"status": "in_progress", "start_time": "2026-11-29 12:00:00", "reattempted": 1, "active": 1},
            RunStatus.FORFEIT,
            ForfeitCause.FINISH_LIMIT,
        ),
        (
            {"status": "forfeit", "start_time": "2023-03-12 01:00:00", "end_time": "2023-03-12 02:00:00"},
            RunStatus.FORFEIT,
            ForfeitCause.RUNNER,
        ),
    ],
)
def test_a_run_without_an_end(values: dict[str, Value], status: RunStatus, cause: ForfeitCause | None) -> None:
    drafted = only_run(small_dump(**values))
    assert (drafted.status, drafted.forfeit_cause, drafted.finish_time) == (status, cause, None)
    assert (drafted.finish_by_at is not None) == (status is RunStatus.IN_PROGRESS)
    assert (drafted.start_by_at is not None) == (status is RunStatus.PENDING)


def test_open_runs_of_a_closed_tournament_are_left_out_where_the_plan_says_so() -> None:
    bundle, _ = mapped(small_dump(status="pending"), 20, '[tournaments.20]\nopen_runs = "skip"\n')
    assert bundle.runs == ()
    assert bundle.left_out[0][:2] == (RUN, 60)


def test_of_two_runs_under_way_the_newest_goes_on() -> None:
    dump = small_dump(status="in_progress", start_time="2026-11-29 12:00:00", active=1)
    dump.add(
        RUN,
        id=61,
        tournament_id=20,
        permalink_id=40,
        user_id=1,
        status="in_progress",
        start_time="2026-11-29 12:10:00",
    )
    bundle, _ = mapped(dump, 20)
    assert [draft.status for draft in bundle.runs] == [RunStatus.FORFEIT, RunStatus.IN_PROGRESS]
    assert ("two-under-way", 60) in rules(bundle)


def test_a_disqualified_run_keeps_its_time() -> None:
    drafted = only_run(
        small_dump(status="disqualified", start_time="2023-03-12 01:00:00", end_time="2023-03-12 02:00:00")
    )
    assert drafted.finish_time == timedelta(hours=1)


def test_a_review_in_another_zone_than_the_plan_says_is_noticed() -> None:
    values: dict[str, Value] = {
        "status": "finished",
        "start_time": "2023-03-12 01:00:00",
        "end_time": "2023-03-12 20:00:00",
        "updated": "2023-03-12 21:00:00",
        "review_status": "accepted",
        "reviewed_by_id": 2,
        "reviewed_at": "2023-03-12 13:00:00",
    }
    assert ("zone", 60) in rules(mapped(small_dump(**values), 20)[0])


def test_the_hour_that_a_clock_goes_back_is_the_earlier_one() -> None:
    plan: ImportPlan = read_plan(PLAN)
    written = at("2023-11-05 01:30:00").replace(tzinfo=None)
    assert plan.in_utc(written) == at("2023-11-05 05:30:00")


# Whitelist, permissions, audit log


def test_the_whitelist_names_everybody_once() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert [(entry.old_id, entry.user.id) for entry in bundle.whitelist] == [(1, 3)]


def test_permissions_become_roles_in_their_tournament() -> None:
    closed, _ = mapped(odd_dump(), 21)
    assert {(role.user.id, role.role) for role in closed.roles} == {
        (8, Role.ASYNC_REVIEWER),
        (9, Role.ASYNC_TOURNAMENT_ADMIN),
    }
    active, _ = mapped(odd_dump(), 22)
    assert {(role.user.id, role.role) for role in active.roles} == {
        (8, Role.ASYNC_REVIEWER),
        (555, Role.ASYNC_TOURNAMENT_ADMIN),
    }
    assert {("discord-role", 5), ("unknown-role", 6), ("mods", 3)} <= rules(active)


def test_the_plan_names_those_who_had_a_discord_role() -> None:
    plan = f"[tournaments.22]\nmods_are_admins = true\n[roles]\n8800 = [{DISCORD + 3}, {DISCORD + 77}]\n"
    active, people = mapped(odd_dump(), 22, plan)
    admins = {role.user for role in active.roles if role.role is Role.ASYNC_TOURNAMENT_ADMIN}
    assert admins == {
        PersonKey("users", 3),
        PersonKey("users", 8),
        PersonKey("discord", DISCORD + 77),
        PersonKey("discord", 555),
    }
    assert PersonKey("discord", DISCORD + 77) in people.drafts


def test_the_history_names_no_seed() -> None:
    bundle, _ = mapped(odd_dump(), 21)
    assert [(line.action, line.by_system, line.run) for line in bundle.history] == [
        ("create_thread", False, None),
        ("runner_forfeit", False, 63),
        ("timeout_forfeit", True, 63),
        ("timeout_forfeit", True, 64),
    ]
    assert bundle.history[0].details == "Created thread 9001 for pool Standard, permalink 41"


@pytest.mark.parametrize(
    "details",
    [
        "permalink https://www.alttpr.com/h/aTwiceRaced.",
        "see https://elsewhere.test/h/aTwiceRaced now",
        f"{SEEDS['twice']}",
        f"({SEEDS['twice']})",
    ],
)
def test_no_spelling_of_an_address_stays_in_the_history(details: str) -> None:
    dump = odd_dump()
    dump.rows["asynctournamentauditlog"][0]["details"] = details
    assert "aTwiceRaced" not in mapped(dump, 21)[0].history[0].details


def test_a_planned_start_that_no_race_can_have_is_told() -> None:
    bundle = mapped(odd_dump(), 22, "[live_races.55]\nscheduled_at = 2026-11-01T20:00:00Z\n")[0]
    assert ("race-start", 55) in rules(bundle)


def test_a_room_is_compared_with_those_whose_results_were_recorded() -> None:
    dump = odd_dump()
    dump.add("tournament_results", srl_id="alttpr/clever-link-1234", episode_id="40001", permalink=SEEDS["live"])
    assert ("room-unconfirmed", 51) not in rules(mapped(dump, 21)[0])
    dump.rows["tournament_results"][0]["episode_id"] = "40009"
    assert ("room-unconfirmed", 51) in rules(mapped(dump, 21)[0])
    dump.rows["tournament_results"][0]["srl_id"] = "alttpr/other-room-0001"
    assert ("room-unconfirmed", 51) in rules(mapped(dump, 21)[0])


def test_a_zone_that_cannot_be_is_told_with_the_likeliest_one() -> None:
    dump = small_dump(
        status="finished",
        start_time="2023-03-12 01:00:00",
        end_time="2023-03-12 02:30:00",
        review_status="accepted",
        reviewed_by_id=2,
        reviewed_at="2023-03-11 18:40:00",
        updated="2023-03-12 02:40:00",
    )
    (problem,) = (each for each in mapped(dump, 20)[0].problems if each.rule == "zone")
    assert problem.plan == 'reviewed_at_zone = "America/Los_Angeles"'
