"""Members, invitations, seeds, reviews and the audit log, as staff use them."""

import re
from dataclasses import asdict
from datetime import timedelta

from application.domain.discord import discord_id_made_at
from application.domain.ids import UserId
from application.domain.live_races.room import RoomSettings
from application.domain.permissions import Role
from application.repositories.people.user_repository import UserRepository
from application.services.people.member_entry import NewMember
from application.services.tournaments.race_room_profile_service import ProfileDraft
from tests.support.community import YEARS, Community
from tests.support.rehearsal import eventually
from tests.views.conftest import Visit

MINUTE = timedelta(minutes=1)


async def stranger(community: Community, name: str) -> UserId:
    return UserId((await UserRepository(community.clock).create(name)).id)


async def test_members_are_added_found_changed_and_removed(community: Community, visit: Visit) -> None:
    saria = await community.add_player("Saria", racetime_id=None)
    discord_id = discord_id_made_at(community.clock.now() - YEARS, 77)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/members")
        assert visitor.part("member").splitlines()[0].startswith("Saria Not linked Player")
        await visitor.click("add-member")
        await visitor.send("new-member", display_name="<b>Mido</b>", discord_id="Mido#1", racetime_account="")
        await visitor.sees("A Discord id has 17 to 20 digits, and nothing else.")
        values = {"display_name": "<b>Mido</b>", "discord_id": str(discord_id), "racetime_account": ""}
        await visitor.send("new-member", **values, **{Role.ASYNC_REVIEWER.value: True})
        await visitor.finds("<b>Mido</b>  · never signed in Not linked Reviewer", within="member")

        await visitor.look_for(search="sar", show="")
        await visitor.sees("1 member.")
        await visitor.click("edit-member")
        await visitor.send(f"member-{saria}", racetime_account="", **{Role.ADMIN.value: True})
        await visitor.finds("Saria Not linked Admin", within="member")
        await visitor.click("remove-member")
        await visitor.sees("Runs and results stay, on the leaderboard, too.")
        await visitor.send(f"remove-{saria}")
        await visitor.sees("No members found")


async def test_forms_that_are_open_at_once_undo_nothing_of_each_other(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    saria = await community.add_player("Saria")
    container, ctx = community.container, community.admin
    profile = (await container.profiles.create_profile(ctx, ProfileDraft("Usual", RoomSettings()))).id
    await container.tournament_staff.set_roles(ctx, tournament, saria, [Role.ASYNC_REVIEWER])
    room = {"name": "Usual", "description": "", "is_default": False, **asdict(RoomSettings())}
    texts = {name: value if isinstance(value, bool) else str(value) for name, value in room.items()}
    forms: tuple[tuple[str, str, str, dict[str, str | bool]], ...] = (
        ("/organizations/hyrule/members?search=Saria", "edit-member", f"member-{saria}", {"racetime_account": ""}),
        (f"/tournaments/{tournament}/staff", "change-roles", f"roles-{saria}", {}),
        ("/organizations/hyrule/settings/profiles", "edit-profile", f"profile-{profile}", texts),
    )
    admin, tournament_admin, reviewer = Role.ADMIN.value, Role.ASYNC_TOURNAMENT_ADMIN.value, Role.ASYNC_REVIEWER.value
    changes: tuple[tuple[dict[str, str | bool], ...], ...] = (
        ({admin: True}, {reviewer: True}),
        ({reviewer: False}, {reviewer: True, tournament_admin: True}),
        ({"start_delay": "30"}, {"time_limit": "12", "allow_comments": False}),
    )
    for (page, button, form, shown), (first_change, second_change) in zip(forms, changes, strict=True):
        async with visit(ctx.actor.user_id) as first, visit(ctx.actor.user_id) as second:
            for visitor in (first, second):
                await visitor.open(page)
                await visitor.click(button)
            for visitor, change in ((first, first_change), (second, second_change)):
                await visitor.send(form, **{**shown, **change})
                await eventually(lambda: "saved" in " ".join(visitor.notices))  # noqa: B023  # asked at once
    assert set((await container.organizations.get_member(ctx, saria)).roles) == {Role.ADMIN, Role.ASYNC_REVIEWER}
    (staff,) = await container.tournament_staff.list_staff(ctx, tournament)
    assert staff.roles == (Role.ASYNC_TOURNAMENT_ADMIN,)
    (usual,) = await container.profiles.list_profiles(ctx)
    assert usual.settings == RoomSettings(start_delay=30, time_limit=12, allow_comments=False)


async def test_a_bot_is_turned_off_and_on_again(community: Community, visit: Visit) -> None:
    bot = await community.container.bots.save_bot(community.admin, "alttpr", "client", "secret")
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/settings/bots")
        await visitor.click("switch-bot")
        await visitor.sees("It leaves its rooms and opens no more")
        await visitor.send(f"bot-off-{bot.id}")
        await visitor.finds("Turned off", within="bot")
        assert not await community.container.bots.active_bots()
        await visitor.click("switch-bot")
        await visitor.finds("Not tested yet", within="bot")
        assert [active.bot_id for active in await community.container.bots.active_bots()] == [bot.id]


async def test_an_invite_link_is_shown_once_lets_somebody_in_and_is_revoked(community: Community, visit: Visit) -> None:
    guest, late = await stranger(community, "Guest"), await stranger(community, "Late")
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/members/invites")
        await visitor.click("new-invite")
        await visitor.send("invite", label="Finals", days="0", most_uses="")
        await visitor.sees("An invite link can expire after 1 to")
        await visitor.send("invite", label="Finals", days="7", most_uses="5")
        await visitor.finds("/invites/", within="invite-address")
        address = re.search(r"/invites/\S+", visitor.part("invite-address"))
        assert address is not None
    async with visit(None) as nobody:
        led_to = (await nobody.get(address[0])).headers["location"]
        await nobody.open(led_to)
        assert f"{community.admin.actor.name} invited you to Hyrule." in nobody.part("invitation")
        assert led_to == f"/sign-in?next={address[0]}"
    async with visit(guest) as invited:
        assert f"{community.admin.actor.name} invited you to Hyrule." in await invited.open(address[0])
        await invited.click("join")
        await invited.arrives_at("/organizations/hyrule")
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/members/invites")
        assert "1 of 5 uses" in visitor.part("invite")
        assert address[0] not in visitor.text
        await visitor.click("revoke")
        await visitor.sees("Nobody can join with it any more, and this can't be undone.")
        await visitor.send("revoke-1")
        await visitor.finds("Revoked", within="invite")
    async with visit(late) as refused:
        answer = await refused.get(address[0])
    assert answer.status_code == 404
    assert "This invite link doesn" in answer.text


async def test_seeds_are_added_kept_sealed_and_read_early_only_by_who_is_named(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/pools/{pool}")
        await visitor.click("add-seed")
        await visitor.send(f"seed-of-{pool}", url="https://seeds.test/h/a final", notes="", is_live=True)
        await visitor.sees("begins like a web address and isn")
        await visitor.send(f"seed-of-{pool}", url="https://seeds.test/h/final", notes="Bow Lamp", is_live=True)
        await visitor.finds("Seed 2 Sealed Live races", within="seed")
        assert "seeds.test/h/final" not in visitor.text
        await visitor.click("read-early")
        await visitor.sees("This is logged under your name")
        seed = next(name for name in visitor.drafts() if name.startswith("read-"))
        await visitor.send(seed)
        await visitor.finds("https://seeds.test/h/final", within="revealed")
        await visitor.open(f"/tournaments/{tournament}/audit")
        assert "Zelda" in visitor.part("audit-line").splitlines()[0]
        assert "seeds.test" not in visitor.text


async def test_a_pool_follows_a_speedgaming_event_and_says_how_that_went(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/pools")
        await visitor.click("schedule")
        await visitor.send(f"schedule-{pool}", event="not a name")
        await visitor.sees("Give the event's short name")
        await visitor.send(f"schedule-{pool}", event="alttprswiss")
        await visitor.finds("The schedule is read within a minute.", within="schedule-state")
        await visitor.click("sync-now")
        await visitor.finds("SpeedGaming gives no answer. It is asked again automatically.", within="schedule-state")


async def test_the_queue_is_narrowed_and_a_run_is_claimed_corrected_and_decided(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    link, mido = await community.add_player("Link"), await community.add_player("Mido")
    fado = await community.add_player("Fado", roles=[Role.ASYNC_REVIEWER])
    run = (await community.finish_run(link, pool, 60 * MINUTE)).summary.id
    other = (await community.finish_run(mido, pool, 66 * MINUTE)).summary.id
    own = (await community.finish_run(fado, pool, 70 * MINUTE)).summary.id
    await community.container.runs.flag(await community.enter(link), run, "The timer <i>stood</i> still.")
    async with visit(fado) as visitor:
        await visitor.open(f"/tournaments/{tournament}/review")
        assert "3 runs, the oldest first." in visitor.text
        assert "Your own run, so somebody else reviews it" in visitor.part("queue-run").splitlines()[2]
        assert "Flagged: The timer <i>stood</i> still." in visitor.part("queue-run").splitlines()[0]
        nothing = {"status": "", "kind": "", "reviewer": "", "flagged": "", "pool": ""}
        await visitor.look_for(**{**nothing, "flagged": "yes"})
        await visitor.sees("1 run, the oldest first.")
        await visitor.look_for(**{**nothing, "kind": "live"})
        await visitor.sees("Nothing to review")
        await visitor.look_for(**nothing)
        await visitor.sees("3 runs, the oldest first.")
        finished = (await community.container.runs.get_run(await community.enter(link), run)).summary.finished_at
        assert finished is not None
        assert f"{finished:%H:%M:%S} UTC" in visitor.part("queue-run").splitlines()[0], "the order shows"
        await visitor.send("queue")
        await visitor.sees("Select at least one run.")

        await visitor.open(f"/runs/{run}/review")
        await visitor.click("claim")
        await visitor.finds("You are reviewing this run", within="decision")
        await visitor.click("correct")
        await visitor.sees("Change the result to see who moves.")
        (form,) = [name for name in visitor.drafts() if name.startswith("correct-")]
        await visitor.fill(form, status="finished", finish_time="1:08:00", reason="")
        await visitor.finds("Link: rank 1 → 2", within="moves")
        await visitor.send(form, status="finished", finish_time="1:08:00", reason="")
        await visitor.sees("Give the reason.")
        await visitor.send(form, status="finished", finish_time="1:08:00", reason="By the VOD.")
        await visitor.finds("1:08:00", within="result")
        await visitor.finds("Corrected", within="status")
        said = "Corrected from finished 1:00:00.0 to finished 1:08:00.0 by Fado: By the VOD."
        await visitor.finds(said, within="corrected")
        await visitor.click("reject")
        await visitor.send(f"reject-{run}", reason=" ")
        await visitor.sees("Give the reason; the player is notified.")
        await visitor.send(f"reject-{run}", reason="No timer in it.")
        await visitor.finds("Rejected", within="status")
        await visitor.finds("No timer in it.", within="history")

        await visitor.open(f"/runs/{other}/review")
        await visitor.click("claim")
        await visitor.finds("You are reviewing this run", within="decision")
        await visitor.click("accept")
        await visitor.finds("Accepted", within="status")
        await visitor.open(f"/runs/{own}/review")
        assert "Somebody else decides on it" in visitor.part("decision")
    async with visit(link) as player:
        assert "No timer in it." in await player.open("/notifications")


async def test_who_corrects_what_another_one_corrected_meanwhile_sees_that_and_decides_anew(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    run = (await community.finish_run(await community.add_player("Link"), pool, 60 * MINUTE)).summary.id
    reviewers = [await community.add_player(name, roles=[Role.ASYNC_REVIEWER]) for name in ("Fado", "Saria")]
    corrected = {"status": "finished", "finish_time": "1:08:00", "reason": "By the VOD."}
    async with (
        visit(reviewers[0]) as first,
        visit(reviewers[1]) as second,
        visit(community.admin.actor.user_id) as admin,
    ):
        for visitor in (first, second):
            await visitor.open(f"/runs/{run}/review")
            await visitor.click("correct")
        await first.send(f"correct-{run}", **{**corrected, "finish_time": "1:02:00"})
        await first.finds("1:02:00", within="result")
        await second.send(f"correct-{run}", **corrected)
        await second.sees("Somebody else changed this a moment ago. Look at the present state and try again.")
        await second.finds("finished 1:02:00.0 → finished 1:08:00.0", within="moves")
        await second.send(f"correct-{run}", **corrected)
        await second.finds("1:08:00", within="result")

        await first.click("claim")
        await second.finds("Fado is reviewing this run.", within="decision")
        assert "Remove claim" not in second.part("decision"), "only who manages the tournament may"
        await admin.open(f"/runs/{run}/review")
        assert "Remove claim" in admin.part("decision")


async def test_the_audit_log_tells_old_and_new_and_is_searched(community: Community, visit: Visit) -> None:
    await community.add_tournament("Spring Qualifier")
    ruto = await community.add_player("Ruto", racetime_id=None)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/audit")
        assert "Spring Qualifier" in visitor.part("audit-line").splitlines()[1]
        await visitor.look_for(search="Ruto", kind="", who="", since="", tournament="")
        await visitor.gone("Spring Qualifier")
        assert "Ruto" in visitor.part("audit-line")
        await visitor.look_for(search="", kind="", who="system", since="day", tournament="")
        await visitor.gone("Ruto")
        assert "by the system" in visitor.part("audit-line")
    async with visit(ruto) as refused:
        assert (await refused.get("/organizations/hyrule/audit")).status_code in (403, 404)


async def test_members_whom_admins_entered_are_told_from_those_who_proved_who_they_are(
    community: Community, visit: Visit
) -> None:
    organizations, users = community.container.organizations, UserRepository(community.clock)
    await organizations.add_member(community.admin, NewMember("Ingo", racetime_id="ingo1"))
    malon = await community.add_player("Malon", racetime_id=None)
    await users.set_racetime_account(await users.get(malon), "malon1", "Malon#1234")
    await users.create("Epona", discord_id=80_000_000_000_000_001)
    await organizations.add_member(community.admin, NewMember("Typed", discord_id=80_000_000_000_000_001))
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open("/organizations/hyrule/members")
        shown = visitor.part("members")
        assert "Ingo  · never signed in Ingo" in shown
        assert "Epona  · has not said yet whether to stay Not linked" in shown
        assert shown.count("as entered here") == 2, "Ingo and Zelda"
        await visitor.look_for(search="malon", show="")
        await visitor.sees("1 member.")
        await visitor.click("edit-member")
        await visitor.sees("Malon#1234 on racetime.gg signed in there, so only Malon can change the link.")
        await visitor.send(f"member-{malon}", **{Role.ASYNC_REVIEWER.value: True})
        await visitor.finds("Reviewer", within="member")
