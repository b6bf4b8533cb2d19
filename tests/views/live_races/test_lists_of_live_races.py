"""Front page, organization, tournament, schedule, management and leaderboard."""

from datetime import timedelta

from application.domain.live_races.scheduling import LiveRaceChanges
from application.domain.permissions import Role
from application.domain.tournaments.settings import TournamentChanges
from application.domain.tournaments.timeline import TimelineOverrides
from application.domain.wall_time import in_utc
from application.ports import RacetimeUnreachable
from models.async_tournament import AsyncTournament
from tests.support.community import Community
from tests.views.conftest import Visit


async def test_the_schedule_shows_what_is_coming_in_order_with_the_own_verdict(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=3)
    await community.schedule(tournament, pool, ahead=timedelta(days=3), match_title="Later")
    await community.schedule(tournament, pool, ahead=timedelta(hours=3), match_title="Sooner")
    unlinked = await community.add_player("Link", racetime_id=None)
    async with visit(unlinked) as visitor:
        await visitor.open("/organizations/hyrule/schedule")
        first, second = visitor.part("race").splitlines()
    assert "Sooner" in first
    assert "No racetime.gg account is linked" in first
    assert "Later" in second


async def test_empty_lists_lead_those_who_may_to_what_fills_them(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    own = f"/tournaments/{tournament}"
    lists = {own: {f"{own}/pools?new=pool", f"{own}/live-races?new=live-race"}}
    lists[f"{own}/schedule"] = {f"{own}/live-races?new=live-race"}
    async with visit(await community.add_player("Link")) as player:
        for page, leads in lists.items():
            await player.open(page)
            assert not leads & player.addresses()
    lists[f"{own}/pools"] = {f"{own}/pools?new=pool"}
    async with visit(community.admin.actor.user_id) as admin:
        for page, leads in lists.items():
            await admin.open(page)
            assert leads <= admin.addresses()
        pool = await community.container.tournaments.create_pool(community.admin, tournament, "Pool A")
        await admin.gone("There is no pool yet")
        await admin.open(f"{own}/pools/{pool.id}")
        assert "Add many seeds" in admin.part("empty")
        await admin.open(f"{own}/audit?search=nowhere")
        assert "Show everything" in admin.part("empty")
        assert f"{own}/audit" in admin.addresses()


async def test_nobody_is_led_to_schedule_a_race_of_a_closed_tournament(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    await community.container.tournaments.close_tournament(community.admin, tournament)
    async with visit(community.admin.actor.user_id) as admin:
        for page in (f"/tournaments/{tournament}", f"/tournaments/{tournament}/schedule"):
            await admin.open(page)
            assert f"/tournaments/{tournament}/live-races?new=live-race" not in admin.addresses()


async def test_a_new_race_appears_on_open_pages_by_itself(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    player = await community.add_player("Link")
    async with visit(player) as visitor:
        for path in ("/", "/organizations/hyrule", "/organizations/hyrule/schedule", f"/tournaments/{tournament}"):
            await visitor.open(path)
            title = f"Race for {path}"
            race = await community.schedule(tournament, pool, match_title=title)
            await visitor.sees(title)
            await community.container.live_races.update_live_race(
                community.admin, race.summary.id, LiveRaceChanges(match_title="Renamed")
            )
            await visitor.sees("Renamed")
            await community.container.live_races.delete_live_race(community.admin, race.summary.id)
            await visitor.gone("Renamed")


async def test_finished_races_stand_below_what_is_coming(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Over")
    await community.container.live_races.cancel_live_race(community.admin, race.summary.id, "No interest")
    async with visit(await community.add_player("Link")) as visitor:
        await visitor.open(f"/tournaments/{tournament}/schedule")
        assert "No live race is scheduled" in visitor.part("upcoming")
        assert "Over" in visitor.part("past")
        assert "Cancelled" in visitor.part("past")


async def test_management_lists_races_what_is_due_and_what_is_not_ready(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    await community.schedule(tournament, await community.add_pool(tournament, live=0), match_title="No seed")
    await community.schedule(tournament, await community.add_pool(tournament, "Pool B"), match_title="Fine")
    mido = await community.add_player("Mido", roles=[Role.ASYNC_TOURNAMENT_ADMIN])
    async with visit(mido) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races")
        rows = {row.split(" Pool")[0]: row for row in visitor.part("race-row").splitlines()}
        due = visitor.part("upcoming-work")
    assert any("No seed" in row and "None left" in row for row in rows.values())
    assert any("Fine" in row and "Chosen at lock" in row for row in rows.values())
    assert due.count("Open room") == 2
    assert "Lock room and settle who counts" in due


async def test_management_begins_with_the_nearest_race_and_ends_with_those_that_are_over(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races")
        assert "No live race yet" in visitor.part("empty")
        assert f"/tournaments/{tournament}/live-races?new=live-race" in visitor.addresses()
        for days in range(1, 53):
            await community.schedule(tournament, pool, ahead=timedelta(days=days), match_title=f"Day {days}.")
        await visitor.finds("Day 50.", within="race-row")
        assert "Day 51." not in visitor.part("race-row")
        first = (await community.container.live_races.list_scheduled_races(community.admin, limit=1))[0]
        await community.container.live_races.cancel_live_race(community.admin, first.id)
        await visitor.finds("Cancelled", within="race-row")
        await visitor.finds("Day 51.", within="race-row")
        titles = [line.split(".")[0] for line in visitor.part("race-row").splitlines()]
        assert titles == [f"Day {days}" for days in range(2, 52)] + ["Day 1"]
        await visitor.open(f"/tournaments/{tournament}/live-races?page=2")
        assert "Day 52." in visitor.part("race-row")
        assert visitor.part("show-more") == ""


async def test_management_offers_what_is_wanted_most_of_a_race_and_folds_the_rest_away(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races")
        assert visitor.part("race-row").endswith("Edit Open room now Duplicate Cancel race Delete")
        await community.container.live_races.cancel_live_race(community.admin, race.id)
        await visitor.finds("Restore race Duplicate Delete", within="race-row")
        await visitor.click("restore-race")
        await visitor.finds("Its room opens: ", within="dialog")
        await community.clock.advance(race.opens_at - community.clock.now())
        await visitor.open(f"/tournaments/{tournament}/live-races")
        await visitor.click("restore-race")
        await visitor.finds("A room for it opens on racetime.gg at once.", within="dialog")
        await visitor.send(f"restore-{race.id}")
        await visitor.notice("The race is scheduled again.")


async def test_cancelling_says_what_follows_and_the_second_of_two_is_told_that_it_is_done(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    admin = community.admin.actor.user_id
    async with visit(admin) as first, visit(admin) as second:
        await first.open(f"/live-races/{race.id}")
        await first.click("cancel-race")
        await first.finds("It can be restored as long as its start is ahead.", within="dialog")
        await community.open_room(race.id)
        for visitor in (first, second):
            await visitor.open(f"/live-races/{race.id}")
            await visitor.click("cancel-race")
            await visitor.finds("Its room on racetime.gg is closed. It can be restored as long as", within="dialog")
        await first.send(f"cancel-{race.id}", reason="A storm")
        await first.finds("Cancelled", within="status")
        await second.send(f"cancel-{race.id}", reason="Too few racers")
        await second.finds("It is cancelled already.", within="dialog")
        await second.finds("A storm", within="note")


async def test_management_can_be_narrowed_to_a_status(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await community.schedule(tournament, pool, match_title="Waiting")
    gone = await community.schedule(tournament, pool, match_title="Cancelled race")
    await community.container.live_races.cancel_live_race(community.admin, gone.summary.id)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races?status=cancelled")
        assert "Cancelled race" in visitor.part("race-row")
        assert "Waiting" not in visitor.part("race-row")
        await visitor.open(f"/tournaments/{tournament}/live-races?status=scheduled")
        assert "Cancelled race" not in visitor.part("race-row")
        assert "Waiting" in visitor.part("race-row")
        await visitor.open(f"/tournaments/{tournament}/live-races?status=in_progress")
        assert "No race is like that now" in visitor.part("empty")
        await visitor.open(f"/tournaments/{tournament}/live-races?status=no-such-status")
        assert "Waiting" in visitor.part("race-row")


async def test_the_room_is_opened_by_its_button_and_a_failure_is_said(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    community.rooms.trouble.append(RacetimeUnreachable("racetime.gg can't be reached."))
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/live-races/{race.summary.id}")
        await visitor.click("open-room-now")
        await visitor.finds("Open the room for", within="dialog")
        await visitor.send("room")
        await visitor.finds("The room could not be opened: racetime.gg can't be reached.", within="dialog")
        await visitor.send("room")
        await visitor.finds("Room open", within="status")
    assert visitor.notices == ["The room is open."]


async def test_what_will_become_of_many_races_is_said_before_and_what_became_of_them_afterwards(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = (await community.schedule(tournament, pool, match_title="Week 1")).summary
    words = {
        "cancel": (": will be cancelled", ": cancelled"),
        "restore": (": will be scheduled again", ": scheduled again"),
        "delete": (": will be deleted", ": deleted"),
    }
    for action, (before, after) in words.items():
        async with visit(community.admin.actor.user_id) as visitor:
            await visitor.open(f"/tournaments/{tournament}/live-races")
            await visitor.send("races", action=action, **{f"race-{race.id}": True})
            await visitor.finds(before, within="bulk-lines")
            assert after not in visitor.part("bulk-lines")
            if action == "delete":
                await visitor.sees("What is deleted disappears for everybody, and this can't be undone.")
            await visitor.send(f"{action}-races")
            await visitor.finds(after, within="bulk-lines")


async def test_two_who_move_the_same_races_at_once_move_them_once(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    admin = community.admin.actor.user_id
    tomorrow = {"days": "1", "minutes": "", "zone": "UTC"}
    async with visit(admin) as first, visit(admin) as second:
        for visitor in (first, second):
            await visitor.open(f"/tournaments/{tournament}/live-races")
            await visitor.send("races", action="move", **{f"race-{race.id}": True})
            await visitor.fill("move-races", **tomorrow)
            await visitor.finds("→", within="bulk-lines")
        await first.send("move-races", **tomorrow)
        await first.finds("1 race moved", within="dialog")
        await second.send("move-races", **tomorrow)
        await second.finds("Somebody else changed this a moment ago.", within="dialog")
        moved = race.scheduled_at + timedelta(days=1)
        assert (await community.race(race.id)).summary.scheduled_at == moved
        await second.send("move-races", **tomorrow)
        await second.finds("1 race moved", within="dialog")
        assert (await community.race(race.id)).summary.scheduled_at == moved + timedelta(days=1)


async def test_the_leaderboard_says_that_scores_are_being_worked_out_anew(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    await community.finish_run(
        await community.add_player(), await community.add_pool(tournament, live=0, ordinary=1), timedelta(hours=1)
    )
    await AsyncTournament.filter(id=tournament).update(rescored_through=0, version=100)
    async with visit(await community.add_player()) as visitor:
        await visitor.open(f"/tournaments/{tournament}/leaderboard")
        assert "Scores are being worked out anew after a change of the settings (1 seed left)." in visitor.text
        await community.clock.advance(timedelta(minutes=1))
        await community.container.tasks.go_on_rescoring()
        await visitor.gone("being worked out anew")


async def test_the_leaderboard_ranks_players_and_marks_ones_own_line(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    link, tetra = await community.add_player("Link"), await community.add_player("Tetra")
    race = await community.schedule(tournament, await community.add_pool(tournament))
    room = await community.open_room(race.summary.id)
    room.join(await community.racetime_id_of(link), await community.racetime_id_of(tetra))
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    room.start()
    await community.clock.advance(timedelta(hours=2))
    async with visit(link) as visitor:
        await visitor.open(f"/tournaments/{tournament}/leaderboard")
        room.finish(await community.racetime_id_of(tetra), timedelta(minutes=60))
        room.finish(await community.racetime_id_of(link), timedelta(minutes=66))
        await community.hear(race.summary.id, room)
        await visitor.finds("104.762", within="standing")
        first, second = visitor.part("standing").splitlines()
        await community.container.tournaments.update_tournament(
            community.admin, tournament, TournamentChanges(min_finished_runs=2)
        )
        await visitor.finds("Without a rank: it takes 2 finished runs.", within="unranked")
        assert visitor.part("standing").startswith("– Tetra 1 finished, 0 slots left")
        await visitor.open(f"/tournaments/{tournament}/leaderboard?order=name")
        assert visitor.part("standing").startswith("– Link You")
        assert visitor.part("unranked") == ""
        csv = await visitor.get(f"/tournaments/{tournament}/leaderboard.csv?order=name")
    assert csv.text.splitlines()[1].startswith(",Link,")
    assert first.startswith("1 Tetra 1 finished, 0 slots left")
    assert "104.762" in first
    assert second.startswith("2 Link You")
    assert "95.238" in second


async def test_the_account_page_tells_whether_racetime_gg_is_linked(community: Community, visit: Visit) -> None:
    linked = await community.add_player("Link")
    unlinked = await community.add_player("Tingle", racetime_id=None)
    async with visit(linked) as visitor:
        assert "Hyrule counts you as Link, as its admins say." in await visitor.open("/account")
    async with visit(unlinked) as visitor:
        assert "Without a linked account no live race can be counted for you." in await visitor.open("/account")


async def test_the_schedule_can_be_narrowed_to_what_one_can_race(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=3)
    full = await community.add_pool(tournament, "Full pool", live=3)
    player = await community.add_player("Link")
    await community.schedule(tournament, pool, ahead=timedelta(hours=5), match_title="Open to me")
    raced = await community.schedule(tournament, full, ahead=timedelta(hours=1), match_title="Raced")
    room = await community.open_room(raced.summary.id)
    room.join(await community.racetime_id_of(player))
    await community.hear(raced.summary.id, room)
    room.start()
    await community.hear(raced.summary.id, room)
    await community.clock.advance(timedelta(hours=1))
    room.finish(await community.racetime_id_of(player), timedelta(minutes=50))
    await community.hear(raced.summary.id, room)
    await community.schedule(tournament, full, ahead=timedelta(hours=3), match_title="No run left")
    async with visit(player) as visitor:
        await visitor.open("/organizations/hyrule/schedule")
        assert "Open to me" in visitor.part("next-for-me")
        assert "No run left" in visitor.part("upcoming")
        await visitor.open("/organizations/hyrule/schedule?show=eligible")
        assert "Open to me" in visitor.part("upcoming")
        assert "No run left" not in visitor.part("upcoming")
        await visitor.open("/organizations/hyrule/schedule?status=in_progress&tournament=nonsense")
        assert "No live race fits your choice" in visitor.part("upcoming")


async def test_a_series_is_previewed_and_scheduled_in_one_form(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=2)
    year = community.clock.now().year + 1
    (seed,) = (view.id for view in await community.add_permalinks(pool, ordinary=1))
    values = {
        "match_title": "Week #",
        "permalink_id": str(seed),
        "pool_id": str(pool),
        "scheduled_at": f"{year}-10-20T20:00",
        "zone": "Europe/Berlin",
        "every_days": "7",
        "count": "3",
    }
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races")
        await visitor.click("schedule")
        await visitor.fill("live-race-new", **{**values, "count": "4"})
        await visitor.finds(
            "The pool has 3 unplayed seeds for 4 races. Add seeds before the rooms are locked.", within="seed-warning"
        )
        assert "The 4 races" in visitor.text
        await visitor.send("live-race-new", **{**values, "every_days": "0"})
        await visitor.sees("The races of a series can be 1 to 28 days apart.")
        await visitor.send("live-race-new", **values)
        await visitor.notice("3 races are scheduled.")
        await visitor.click("schedule")
        await visitor.finds(
            "The pool has 3 unplayed seeds for 4 races, 3 of them scheduled already. "
            "Add seeds before the rooms are locked.",
            within="seed-warning",
        )
    races = await community.container.live_races.list_scheduled_races(community.admin)
    assert [race.match_title for race in races] == ["Week 1", "Week 2", "Week 3"]
    assert {race.permalink_id for race in races} == {None}, "a seed belongs to one race"
    assert [race.scheduled_at.hour for race in races] == [18, 18, 19]


async def test_the_form_says_what_holds_by_default_and_what_follows_at_once(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    await community.container.tournaments.update_tournament(
        community.admin, tournament, TournamentChanges(room_open_minutes=45, lock_minutes=7)
    )
    soon = community.clock.now() + timedelta(minutes=20)
    values = {"pool_id": str(pool), "scheduled_at": soon.strftime("%Y-%m-%dT%H:%M"), "zone": "UTC"}
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races")
        await visitor.click("schedule")
        await visitor.sees("Default: 45")
        assert "Default: 7" in visitor.text
        assert "Default: when the room is locked" in visitor.text
        await visitor.fill("live-race-new", **values)
        await visitor.finds("Room opens  at once", within="preview-step")
        assert "Room locks  at once" not in visitor.part("preview-step")
        sooner = community.clock.now() + timedelta(minutes=4)
        await visitor.fill("live-race-new", **values | {"scheduled_at": sooner.strftime("%Y-%m-%dT%H:%M")})
        await visitor.finds("Room opens  at once", within="preview-step")
        assert "Room locks  at once" not in visitor.part("preview-step"), "a room that opens late can be joined"


async def test_a_refusal_leaves_its_field_with_what_was_wrong_there(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races")
        await visitor.click("schedule")
        await visitor.send(
            "live-race-new", pool_id=str(pool), scheduled_at="2030-01-01T20:00", zone="UTC", lock_minutes="soon"
        )
        await visitor.sees("Give the minutes as a whole number.")
        await visitor.type_into("live-race-new", "lock_minutes")
        await visitor.gone("Give the minutes as a whole number.")


async def test_a_refusal_leaves_with_its_cause_whichever_field_was_changed(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    values = {"pool_id": str(pool), "scheduled_at": "2030-01-01T20:00", "zone": "UTC", "lock_minutes": "50"}
    sentence = "The room can't be locked before it opens, nor after the start."
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races")
        await visitor.click("schedule")
        await visitor.fill("live-race-new", **{**values, "scheduled_at": "2001-01-01T20:00"})
        await visitor.sees("The start must be in the future.")
        values["scheduled_at"] = (community.clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
        await visitor.send("live-race-new", **values)
        await visitor.sees(sentence)
        await visitor.fill("live-race-new", **values, room_open_minutes="60")
        await visitor.gone(sentence)


async def test_a_race_is_duplicated_a_week_later_without_its_seed(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (seed,) = await community.add_permalinks(pool, live=1)
    race = await community.schedule(
        tournament, pool, match_title="Group A", permalink_id=seed.id, overrides=TimelineOverrides(lock_minutes=5)
    )
    again = (race.summary.scheduled_at + timedelta(days=7)).replace(second=0, microsecond=0)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/live-races/{race.summary.id}")
        await visitor.click("duplicate")
        assert "Room locks" in visitor.text
        draft = f"live-race-copy-of-{race.summary.id}"
        await visitor.send(
            draft,
            match_title="Group A",
            pool_id=str(pool),
            scheduled_at=again.strftime("%Y-%m-%dT%H:%M"),
            zone="UTC",
            lock_minutes="5",
        )
        await visitor.notice("Group A is scheduled.")
    first, second = await community.container.live_races.list_scheduled_races(community.admin)
    assert (first.id, second.scheduled_at, second.match_title) == (race.summary.id, again, "Group A")
    assert second.permalink_id is None
    assert second.locks_at == again - timedelta(minutes=5)


async def test_a_long_schedule_shows_the_nearest_races_and_the_rest_when_asked(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    for number in range(1, 46):
        await community.schedule(tournament, pool, ahead=timedelta(hours=number), match_title=f"Race {number}.")
    async with visit(await community.add_player("Link")) as visitor:
        await visitor.open(f"/tournaments/{tournament}/schedule")
        cards = visitor.part("upcoming")
        assert "Race 40." in cards
        assert "Race 41." not in cards
        assert visitor.part("show-more").startswith("Show more of 45 races")
        await visitor.click("show-more")
        await visitor.finds("Race 45.", within="upcoming")
        assert visitor.part("show-more") == ""
        await community.schedule(tournament, pool, ahead=timedelta(minutes=40), match_title="At once.")
        await visitor.finds("At once.", within="upcoming")
        assert "Race 45." in visitor.part("upcoming")
        await visitor.open(f"/tournaments/{tournament}/schedule?show=eligible")
        assert visitor.part("show-more").startswith("Show more of 46 races")


async def test_a_race_that_gets_another_name_gets_it_everywhere_on_its_page(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Old")
    async with visit(await community.add_player("Link")) as visitor:
        await visitor.open(f"/live-races/{race.summary.id}")
        await community.container.live_races.update_live_race(
            community.admin, race.summary.id, LiveRaceChanges(match_title="New name")
        )
        await visitor.sees("New name")


async def test_ones_own_races_are_those_one_races_in_and_those_one_is_reminded_of(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool, other = await community.add_pool(tournament, "Pool A"), await community.add_pool(tournament, "Pool B")
    player, rival = await community.add_player("Link"), await community.add_player("Tetra")
    ctx = await community.enter(player)
    raced = await community.schedule(tournament, pool, match_title="In it")
    marked = await community.schedule(tournament, other, ahead=timedelta(days=1), match_title="Marked")
    await community.schedule(tournament, other, ahead=timedelta(days=2), match_title="Neither")
    await community.container.notifications.set_reminder(ctx, marked.summary.id, wanted=True)
    room = await community.open_room(raced.summary.id)
    room.join(await community.racetime_id_of(player), await community.racetime_id_of(rival))
    await community.hear(raced.summary.id, room)
    await community.advance_to(raced.summary.locks_at)
    async with visit(player) as visitor:
        await visitor.open("/organizations/hyrule/schedule?show=mine")
        cards = visitor.part("upcoming")
        assert "In it" in cards
        assert "Marked" in cards
        assert "Neither" not in cards
    async with visit(rival) as visitor:
        await visitor.open(f"/tournaments/{tournament}/schedule?show=mine")
        assert "Marked" not in visitor.part("upcoming")


async def test_the_dialog_for_a_race_numbers_seeds_as_their_pool_does(community: Community, visit: Visit) -> None:
    await community.add_pool(await community.add_tournament("Earlier"), live=3, ordinary=3)
    tournament = await community.add_tournament("Later")
    await community.add_pool(tournament, live=2, ordinary=0)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races")
        await visitor.click("schedule")
        await visitor.sees("Seed 1, for live races")
        assert "Seed 2, for live races" in visitor.text
        assert "Seed 7" not in visitor.text


async def test_what_no_form_offers_is_refused_with_what_to_do(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = (await community.schedule(tournament, pool)).summary
    await community.add_unmatched_result(race.id)
    new = {"pool_id": str(pool), "scheduled_at": "2030-01-01T20:00", "zone": "UTC"}
    odd = {
        "pool_id": ("soon", "Choose a pool from the list."),
        "permalink_id": ("9" * 30, "Choose a seed from the list."),
        "race_room_profile_id": ("-1", "Choose a profile from the list."),
        "release_rule": ("soon", "Choose a rule from the list."),
    }
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/live-races")
        start = in_utc(race.scheduled_at)
        assert f"Select {race.title}, {start}" in visitor.words, "races of a series have one title"
        await visitor.send("races", action="soon", **{f"race-{race.id}": True, "race-x": True})
        await visitor.sees("Choose what shall happen from the list.")
        await visitor.send("races", action="move")
        await visitor.sees("Select at least one race.")
        await visitor.open(f"/tournaments/{tournament}/live-races")
        await visitor.click("schedule")
        for name, (value, sentence) in odd.items():
            await visitor.fill("live-race-new", **{**new, name: value})
            await visitor.send("live-race-new", **{**new, name: value})
            await visitor.sees(sentence)
        await visitor.open("/organizations/hyrule/unmatched-results")
        await visitor.click("choose")
        await visitor.send("whose-1", user_id="soon")
        await visitor.sees("Choose a member from the list.")
    assert len(await community.container.live_races.list_scheduled_races(community.admin)) == 1
