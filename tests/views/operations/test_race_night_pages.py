"""Race night's board, unmatched results, rooms by hand, corrections, and linking one's own account."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from application.domain.permissions import Role
from application.domain.tournaments.timeline import ReleaseRule, TimelineOverrides
from application.ports import RacetimeUnreachable
from application.services.people.invite_service import NewInvite
from models.live_race_room import UnmatchedEntrant
from tests.support.community import Community
from tests.views.conftest import Visit

MINUTE = timedelta(minutes=1)


async def test_the_board_shows_what_is_wrong_and_the_button_puts_it_right(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Friday final")
    community.rooms.trouble.append(RacetimeUnreachable("racetime.gg can't be reached."))
    await community.advance_to(race.summary.opens_at)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/race-night")
        assert "Friday final" in visitor.part("night-race")
        assert "The room could not be opened: racetime.gg can't be reached." in visitor.part("check-room")
        assert "The pool has no unplayed permalink left." not in visitor.text
        await visitor.click("remedy-open_room")
        await visitor.finds("The room opens on racetime.gg now", within="dialog")
        assert "The room could not be opened" in visitor.part("check-room"), "nothing happened yet"
        await visitor.send("room")
        await visitor.finds("The room is open.", within="check-room")


async def test_the_board_is_for_those_who_watch_a_race_night(community: Community, visit: Visit) -> None:
    async with visit(await community.add_player("Link")) as visitor:
        for path in ("/organizations/hyrule/race-night", "/organizations/hyrule/unmatched-results"):
            assert (await visitor.get(path)).status_code == 403, path


async def test_a_result_without_an_owner_is_given_to_a_member_and_taken_back(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    link = await community.add_player("Link")
    race = await community.schedule(tournament, await community.add_pool(tournament))
    room = await community.open_room(race.summary.id)
    room.join(await community.racetime_id_of(link), "stranger")
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    room.start()
    await community.clock.advance(90 * MINUTE)
    room.finish(await community.racetime_id_of(link), 60 * MINUTE)
    room.finish("stranger", 70 * MINUTE)
    await community.hear(race.summary.id, room)
    late = await community.add_player("Late", racetime_id="stranger")
    fado = await community.add_player("Fado", roles=[Role.ASYNC_REVIEWER])
    async with visit(fado) as visitor:
        await visitor.open("/organizations/hyrule/unmatched-results")
        assert "Racer stranger" in visitor.part("entry")
        assert "1:10:00.0" in visitor.part("entry")
        assert "Seems to be Late" in visitor.part("entry")
        await visitor.click("give")
        await visitor.sees("Every rule is met; the result counts like any other.")
        (entry,) = await community.container.unmatched_results.list_entries(await community.enter(fado))
        await community.container.unmatched_results.match_entry(await community.enter(fado), entry.id, late)
        await visitor.sees("No unmatched results")
        await visitor.open("/organizations/hyrule/unmatched-results?show=all")
        assert "Matched to Late by Fado" in visitor.part("entry")
        await visitor.click("reopen")
        await visitor.finds("Seems to be Late", within="entry")


async def test_all_results_that_are_proposed_are_matched_with_one_question(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    room.join("one", "two", "three")
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    for racer in ("one", "two", "three"):
        room.finish(racer, 70 * MINUTE)
    await community.hear(race.id, room)
    await community.add_player("Ruto", racetime_id="one")
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/unmatched-results")
        assert "Match all that are proposed" not in visitor.text, "there is only one"
        await community.add_player("Young", racetime_id="two", account_age=timedelta(days=1))
        await visitor.open("/organizations/hyrule/unmatched-results")
        await visitor.click("match-all")
        await visitor.finds("→ Ruto", within="proposals")
        assert "stays unmatched. The Discord account is 1 of 7 days old" in visitor.part("proposals")
        assert "Racer three" not in visitor.part("proposals")
        await visitor.send("match-all")
        await visitor.notice("1 result is matched.")
    waiting = await community.container.unmatched_results.list_entries(community.admin)
    assert [entry.racetime_name for entry in waiting] == ["Racer two", "Racer three"]


async def test_results_and_invites_beyond_the_first_fifty_are_on_further_pages(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    await community.add_unmatched_result(race.id)
    first = await UnmatchedEntrant.get()
    again = {name: getattr(first, name) for name in first._meta.db_fields if name not in ("id", "entrant_key")}
    await UnmatchedEntrant.bulk_create(UnmatchedEntrant(**again, entrant_key=f"{number}") for number in range(50))
    for number in range(51):
        await community.container.invites.create_invite(community.admin, NewInvite(f"Number {number:02}"))
    async with visit(community.admin.actor.user_id) as visitor:
        for path in ("unmatched-results", "unmatched-results?show=all", "members/invites"):
            await visitor.open(f"/organizations/hyrule/{path}")
            (further,) = [address for address in visitor.addresses() if "after=" in address or "before=" in address]
            name = "invite" if "invites" in path else "entry"
            assert len(visitor.part(name).splitlines()) == 50, path
            await visitor.open(further)
            assert len(visitor.part(name).splitlines()) == 1, path


async def test_an_unlinked_racer_becomes_a_member_whose_result_counts(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    room.join("stranger")
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    room.finish("stranger", 70 * MINUTE)
    await community.hear(race.id, room)
    fado = await community.add_player("Fado", roles=[Role.ASYNC_REVIEWER])
    async with visit(fado) as visitor:
        await visitor.open("/organizations/hyrule/unmatched-results")
        assert visitor.part("add-member") == "", "reviewers add no members"
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/unmatched-results")
        (entry,) = await community.container.unmatched_results.list_entries(community.admin)
        await visitor.click("add-member")
        await visitor.finds("becomes a member with this racetime.gg account", within="dialog")
        await visitor.send(f"add-{entry.id}", display_name="Ruto")
        await visitor.notice("Ruto is a member now, and the result counts.")
        await visitor.sees("No unmatched results")


async def test_results_that_moved_stand_below_the_board(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    link, tetra = await community.add_player("Link"), await community.add_player("Tetra")
    race = await community.schedule(tournament, await community.add_pool(tournament))
    room = await community.open_room(race.summary.id)
    ids = [await community.racetime_id_of(player) for player in (link, tetra)]
    room.join(*ids)
    await community.hear(race.summary.id, room)
    await community.advance_to(race.summary.locks_at)
    room.start()
    await community.clock.advance(90 * MINUTE)
    room.finish(ids[0], 60 * MINUTE)
    room.finish(ids[1], 70 * MINUTE)
    await community.hear(race.summary.id, room)
    async with visit(link) as visitor:
        await visitor.open(f"/live-races/{race.summary.id}")
        assert visitor.part("correction") == ""
        room.disqualify(ids[1])
        await community.hear(race.summary.id, room)
        await visitor.finds("finished 1:10:00.0 → disqualified", within="correction")


async def test_an_admin_locks_releases_and_replaces_by_hand(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    await community.open_room(race.summary.id)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/live-races/{race.summary.id}")
        await visitor.click("lock-room-now")
        await visitor.finds("0 racers joined so far.", within="dialog")
        assert "The seed is released at once." in visitor.part("dialog")
        assert (await community.race(race.summary.id)).summary.locked_at is None, "nothing happened yet"
        await visitor.send("room")
        await visitor.finds("Watch room", within="hero")
    assert (await community.race(race.summary.id)).summary.locked_at is not None


async def test_a_room_days_before_the_start_and_a_seed_before_its_time_are_asked_about(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    rule = TimelineOverrides(release_rule=ReleaseRule.AT_START)
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool, overrides=rule, ahead=timedelta(days=3))
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/live-races/{race.summary.id}")
        await visitor.click("open-room-now")
        await visitor.finds("a room that has not started within 4 hours; this start is later.", within="dialog")
        assert community.rooms.rooms == {}, "nothing happened yet"
        await visitor.send("room")
        await visitor.finds("Room open", within="status")
        await community.container.live_races.lock_race_now(community.admin, race.summary.id)
        await visitor.open(f"/live-races/{race.summary.id}")
        await visitor.click("release-seed-now")
        await visitor.finds("Otherwise it is released automatically when the race starts.", within="dialog")
        assert (await community.race(race.summary.id)).summary.released_at is None, "nothing happened yet"
        await visitor.send("room")
        await visitor.sees("https://seeds.test/")
    assert (await community.race(race.summary.id)).summary.released_at is not None


async def test_linking_leads_to_racetime_gg_and_says_when_it_is_not_set_up(community: Community, visit: Visit) -> None:
    link = await community.add_player("Link", racetime_id=None)
    async with visit(link) as visitor:
        text = await visitor.open("/account")
        assert "An admin of your organization sets or changes the linked account." in text
        answer = await visitor.get("/account/racetime/begin")
        assert answer.headers["location"] == "/account?racetime=failed"
        back = await visitor.get("/account/racetime?state=made-up&code=made-up")
        assert parse_qs(urlsplit(back.headers["location"]).query) == {"racetime": ["failed"]}
        assert "The account could not be linked." in await visitor.open(back.headers["location"])
    async with visit(None) as stranger:
        assert (await stranger.get("/account/racetime?state=x&code=y")).headers["location"] == "/sign-in?next=/account"
