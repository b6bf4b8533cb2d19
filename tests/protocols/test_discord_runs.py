"""Async runs wholly on Discord: drawn, started, finished and handed in in a private thread."""

import re
from datetime import timedelta

import pytest

from application.domain.ids import PoolId, TournamentId
from application.domain.messages.rich_text import RichMessage
from application.domain.permissions import Role
from application.domain.runs.run import ForfeitCause, ReviewStatus, RunStatus
from application.services.messages.discord_command_service import Asker
from application.services.runs.async_race_service import RunSubmission
from application.services.tournaments.async_tournament_service import TournamentChanges
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.discord import Channel, Message, Person
from tests.support.discord.community import BOT_PERMISSIONS, DiscordCommunity
from tests.support.discord.errors import Refused
from tests.support.discord.faults import Trouble
from tests.support.discord.people import Answer
from tests.support.discord.rest import bit
from tests.support.rehearsal import eventually
from tests.support.slow import slowly

MINUTE = timedelta(minutes=1)
THREAD = r"Malon · Open · seed [123] · 2026-\d\d-\d\d \d\d:\d\d:\d\d UTC"


async def with_threads(hyrule: DiscordCommunity, **settings: object) -> tuple[TournamentId, PoolId]:
    tournament = await hyrule.community.add_tournament("Summer Async", **settings)
    pool = await hyrule.community.add_pool(tournament, "Open", live=0, ordinary=3)
    await hyrule.announce(tournament, runs_in_threads=True)
    return tournament, pool


def entry_of(hyrule: DiscordCommunity) -> Message:
    (entry,) = [message for message in hyrule.messages if "#entry" in str(message.embeds[0].get("url"))]
    return entry


async def drawn(hyrule: DiscordCommunity, person: Person, pool: str = "Open") -> Answer:
    """Go from the start button to a drawn seed."""
    offered = await person.press(entry_of(hyrule), "Start a run").settled()
    asked = await person.choose(offered.message, pool).settled()
    answer = await person.press(asked.message, "Draw").settled()
    await hyrule.delivered()
    return answer


def thread_of(person: Person) -> Channel:
    (thread,) = person.threads()
    return thread


def card_in(person: Person) -> Message:
    (card,) = [message for message in person.read(thread_of(person)) if "#run" in str(message.embeds[0].get("url"))]
    return card


def lines_in(person: Person) -> list[str]:
    messages = person.read(thread_of(person))
    return [message.embeds[0]["title"] for message in messages if "#line" in str(message.embeds[0].get("url"))]


@on_postgres_and_slowly_on_sqlite
async def test_a_run_is_raced_from_draw_to_handed_in_recording(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    user, malon = await hyrule.add_member("Malon")
    tournament, _ = await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        answer = await drawn(hyrule, malon)
        assert answer.is_private
        assert "Your run gets a thread of its own" in answer.text
        thread = thread_of(malon)
        assert re.fullmatch(THREAD, thread.name)
        card = card_in(malon)
        assert card.pinged_users == {malon.id}
        assert "https://seeds.test/" in card.text
        assert "Press Start when everything is set up" in card.text

        ready = await malon.press(card, "Start").settled()
        assert "The countdown runs: GO at <t:" in ready.text
        await hyrule.delivered()
        early = await malon.press(card_in(malon), "Finish").settled()
        assert "This run starts in 10 seconds." in early.text
        assert lines_in(malon) == []
        await community.clock.advance(10)
        await hyrule.delivered()
        assert lines_in(malon) == ["GO!"]

        await community.clock.advance(timedelta(hours=1, minutes=2, seconds=3))
        timer = await malon.press(card_in(malon), "Timer").settled()
        assert timer.text == "**1:02:03** so far."
        finished = await malon.press(card_in(malon), "Finish").settled()
        assert "Finished in 1:02:03.0" in finished.text
        await hyrule.delivered()
        assert "Finished in 1:02:03.0" in card_in(malon).text
        assert [button["label"] for button in card_in(malon).buttons] == ["VOD and notes", "In the browser"]

        form = await malon.press(card_in(malon), "VOD and notes").settled()
        bad = await malon.submit(form, vod_link="not a link", notes="Nice seed").settled()
        assert bad.text == "The VOD link must be a web address that starts with https:// or http://."
        form = await malon.press(card_in(malon), "VOD and notes").settled()
        sent = await malon.submit(form, vod_link="https://vod.test/1", notes="Nice seed").settled()
        assert sent.text == "Your VOD and notes are saved."
        await hyrule.delivered()
        assert "VOD: Added" in card_in(malon).text

        ctx = await community.enter(user)
        board = await community.container.leaderboards.get_leaderboard(ctx, tournament)
        assert board.standings[0].user_id == user
        again = await malon.press(card_in(malon), "VOD and notes").settled()
        values = [item["value"] for row in again.form["components"] for item in row["components"]]
        assert values == ["https://vod.test/1", "Nice seed"]


async def test_only_its_player_and_staff_see_a_thread_and_only_its_player_acts_in_it(hyrule: DiscordCommunity) -> None:
    _, malon = await hyrule.add_member("Malon")
    _, talon = await hyrule.add_member("Talon")
    await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        await drawn(hyrule, malon)
        thread = thread_of(malon)
        with pytest.raises(Refused):
            talon.read(thread)
        thread.thread_members.add(talon.id)
        for label in ("Start", "Forfeit"):
            answer = await talon.press(card_in(malon), label).settled()
            assert answer.text in ("Only its player can do that.", "There is no such run.")
        assert "https://seeds.test/" not in "".join(message.text for message in hyrule.messages)


async def test_a_restart_in_the_middle_changes_nothing_for_the_player(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    _, malon = await hyrule.add_member("Malon")
    await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        offered = await malon.press(entry_of(hyrule), "Start a run").settled()
    async with hyrule.running():
        asked = await malon.choose(offered.message, "Open").settled()
        await malon.press(asked.message, "Draw").settled()
        await hyrule.delivered()
    async with hyrule.running():
        await malon.press(card_in(malon), "Start").settled()
        await hyrule.delivered()
    await community.clock.advance(10)
    async with hyrule.running():
        await hyrule.delivered()
        assert lines_in(malon) == ["GO!"]
        form = await malon.press(card_in(malon), "Finish").settled()
        assert "Finished in" in form.text
        await hyrule.delivered()
        form = await malon.press(card_in(malon), "VOD and notes").settled()
    async with hyrule.running():
        sent = await malon.submit(form, vod_link="https://vod.test/1").settled()
        assert sent.text == "Your VOD and notes are saved."


async def test_the_same_run_goes_on_in_the_browser_and_back(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    user, malon = await hyrule.add_member("Malon")
    _, pool = await with_threads(hyrule)
    ctx = await community.enter(user)
    runs = community.container.runs
    async with hyrule.running():
        await hyrule.delivered()
        run = await runs.draw(ctx, pool)
        await hyrule.delivered()
        assert malon.threads() == [], "a run drawn in the browser needs no thread"
        offered = await malon.press(entry_of(hyrule), "Start a run").settled()
        assert "You have a run under way" in offered.text
        await malon.press(offered.message, "Continue in a thread").settled()
        await hyrule.delivered()
        assert "Press Start" in card_in(malon).text

        await runs.ready(ctx, run.summary.id)
        await community.clock.advance(10)
        await hyrule.delivered()
        assert lines_in(malon) == ["GO!"]
        await community.clock.advance(MINUTE)
        await runs.finish(ctx, run.summary.id)
        await runs.submit(ctx, run.summary.id, RunSubmission(vod_url="https://vod.test/1"))
        await hyrule.delivered()
        card = card_in(malon).text
        assert "Finished in 1:00.0" in card
        assert "Added" in card


async def test_a_player_who_may_not_draw_reads_why(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    user, malon = await hyrule.add_member("Malon")
    _, pool = await with_threads(hyrule)
    await community.finish_run(user, pool)
    stranger = hyrule.server.person("Stranger", hyrule.guild)
    async with hyrule.running():
        await hyrule.delivered()
        offered = await malon.press(entry_of(hyrule), "Start a run").settled()
        assert "There is no pool that you can draw from." in offered.text
        assert "Open: 0 of 1 run left in this pool." in offered.text
        answer = await stranger.press(entry_of(hyrule), "Start a run").settled()
        assert "Sign in with Discord first" in answer.text


@on_postgres_and_slowly_on_sqlite
async def test_two_clicks_draw_one_seed_and_make_one_thread(hyrule: DiscordCommunity) -> None:
    _, malon = await hyrule.add_member("Malon")
    await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        offered = await malon.press(entry_of(hyrule), "Start a run").settled()
        asked = await malon.choose(offered.message, "Open").settled()
        both = [malon.press(asked.message, "Draw") for _ in range(2)]
        texts = sorted([(await answer.settled()).text for answer in both])
        await hyrule.delivered()
        assert len(malon.threads()) == 1
        assert "Your run gets a thread of its own" in "".join(texts)
        assert "is under way" in "".join(texts)


async def test_a_forfeit_is_asked_about_first(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    user, malon = await hyrule.add_member("Malon")
    tournament, _ = await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        await drawn(hyrule, malon)
        asked = await malon.press(card_in(malon), "Forfeit").settled()
        assert "even a forfeit fills a place in this pool" in asked.text
        ctx = await community.enter(user)
        run = await community.container.runs.find_active_run(ctx, tournament)
        assert run is not None, "nothing happens before the confirmation"
        answer = await malon.press(asked.message, "Yes, forfeit").settled()
        assert answer.text == "The run is forfeited."
        await hyrule.delivered()
        assert "**Forfeit**" in card_in(malon).text
        over = await community.container.runs.get_run(ctx, run.summary.id)
        assert (over.summary.status, over.summary.forfeit_cause) == (RunStatus.FORFEIT, ForfeitCause.RUNNER)


async def test_warning_timeout_and_extension_are_said_in_the_thread(hyrule: DiscordCommunity) -> None:
    _, malon = await hyrule.add_member("Malon")
    _, reviewer = await hyrule.add_member("Fado", roles=(Role.ASYNC_REVIEWER,))
    await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        await drawn(hyrule, malon)
        thread = thread_of(malon)
        await hyrule.let_pass(11 * MINUTE)
        await hyrule.delivered()
        assert lines_in(malon) == ["Start soon"]
        refused = await malon.command(thread, "run extend", minutes=5).settled()
        assert "Only a reviewer" in refused.text
        thread.thread_members.add(reviewer.id)
        extended = await reviewer.command(thread, "run extend", minutes=30, reason="Power cut").settled()
        assert extended.text.startswith("Malon has time until <t:")
        elsewhere = await reviewer.command(hyrule.channel, "run extend", minutes=30).settled()
        assert elsewhere.text == "There is no such thread."
        await hyrule.delivered()
        assert lines_in(malon) == ["Start soon", "More time"]
        assert any("30 minutes more. Power cut" in message.text for message in malon.read(thread))
        await hyrule.let_pass(45 * MINUTE, step=5 * MINUTE)
        await hyrule.delivered()
        assert lines_in(malon)[-1] == "Too late"
        assert "the run was not started in time" in card_in(malon).text


@pytest.mark.parametrize("path", [r"/channels/\d+/threads", r"/thread-members/", r"/channels/\d+/messages"])
@pytest.mark.parametrize("trouble", [Trouble.ANSWER_LOST, *slowly(Trouble.UNAVAILABLE, Trouble.BLOCKED)])
async def test_one_thread_and_one_message_whatever_goes_wrong(
    hyrule: DiscordCommunity, path: str, trouble: Trouble
) -> None:
    _, malon = await hyrule.add_member("Malon")
    await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        offered = await malon.press(entry_of(hyrule), "Start a run").settled()
        asked = await malon.choose(offered.message, "Open").settled()
        hyrule.server.faults.plan(trouble, method="PUT" if "members" in path else "POST", path=path)
        await malon.press(asked.message, "Draw").settled()
        await hyrule.let_pass(2 * MINUTE, step=timedelta(seconds=10))
        await hyrule.delivered()
        assert hyrule.server.faults.all_happened
        assert "Press Start" in card_in(malon).text
        assert len(malon.read(thread_of(malon))) == 1


async def continued(hyrule: DiscordCommunity, person: Person) -> None:
    offered = await person.press(entry_of(hyrule), "Start a run").settled()
    await person.press(offered.message, "Continue in a thread").settled()
    await hyrule.delivered()


@on_postgres_and_slowly_on_sqlite
@pytest.mark.parametrize("heard", [True, False])
async def test_a_deleted_thread_can_be_asked_for_again(hyrule: DiscordCommunity, heard: bool) -> None:
    community = hyrule.community
    _, malon = await hyrule.add_member("Malon")
    await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        await drawn(hyrule, malon)
        old = thread_of(malon)
        if heard:
            hyrule.server.world.delete_channel(old)
        else:
            del hyrule.server.world.channels[old.id]
        hyrule.server.requests.clear()
        await continued(hyrule, malon)
        assert thread_of(malon).id != old.id
        assert (str(old.id) in hyrule.server.everything_received) is not heard
        assert "Press Start" in card_in(malon).text
        assert await community.container.messages.list_troubles(community.admin) == ()


async def test_who_left_the_thread_is_added_to_it_again(hyrule: DiscordCommunity) -> None:
    _, malon = await hyrule.add_member("Malon")
    await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        await drawn(hyrule, malon)
        thread = thread_of(malon)
        malon.leave(thread)
        assert malon.threads() == []
        await continued(hyrule, malon)
        assert thread_of(malon) is thread
        assert len(malon.read(thread)) == 1


async def test_a_thread_that_archived_itself_is_woken_for_what_is_new(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    user, malon = await hyrule.add_member("Malon")
    tournament, _ = await with_threads(hyrule, finish_limit_minutes=72 * 60)
    async with hyrule.running():
        await hyrule.delivered()
        await drawn(hyrule, malon)
        run = await community.container.runs.find_active_run(await community.enter(user), tournament)
        assert run is not None
        await malon.press(card_in(malon), "Start").settled()
        await hyrule.delivered()
        await community.clock.advance(timedelta(hours=26))
        ctx = await community.enter(user)
        await community.container.runs.finish(ctx, run.summary.id)
        await hyrule.delivered()
        assert "Finished in 25:59:50.0" in card_in(malon).text
        assert not thread_of(malon).archived

        await community.clock.advance(timedelta(hours=30))
        malon.leave(thread := thread_of(malon))
        await community.container.discord_runs.continue_in_thread(
            Asker(hyrule.guild.id, malon.id, "Malon", community.clock.now()), run.summary.id
        )
        await hyrule.delivered()
        assert thread_of(malon) is thread

        await community.clock.advance(timedelta(hours=30))
        thread.locked = True
        claimed = await community.container.reviews.claim(community.admin, run.summary.id)
        await community.container.reviews.accept(community.admin, run.summary.id, seen=claimed.item.run.version)
        await hyrule.delivered()
        (trouble,) = await community.container.messages.list_troubles(community.admin)
        assert "lacks permissions" in trouble.error


async def test_the_start_message_follows_the_tournament(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    tournament, _ = await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        assert "Summer Async: async runs" in entry_of(hyrule).text
        await community.container.tournaments.update_tournament(
            community.admin, tournament, TournamentChanges(is_active=False)
        )
        await hyrule.delivered()
        closed = entry_of(hyrule)
        assert "No runs can be started here" in closed.text
        assert [button["label"] for button in closed.buttons] == ["Tournament page"]


async def test_threads_need_their_permissions(hyrule: DiscordCommunity) -> None:
    role = next(role for role in hyrule.guild.roles.values() if role.permissions == BOT_PERMISSIONS)
    role.permissions &= ~bit("create_private_threads")
    tournament = await hyrule.community.add_tournament()
    await hyrule.announce(tournament)
    with pytest.raises(Exception, match="Create Private Threads"):
        await hyrule.announce(tournament, runs_in_threads=True)


async def test_a_review_reaches_the_thread(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    user, malon = await hyrule.add_member("Malon")
    tournament, _ = await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        await drawn(hyrule, malon)
        run = await community.container.runs.find_active_run(await community.enter(user), tournament)
        assert run is not None
        await malon.press(card_in(malon), "Start").settled()
        await hyrule.delivered()
        await community.clock.advance(10 * MINUTE)
        await malon.press(card_in(malon), "Finish").settled()
        claimed = await community.container.reviews.claim(community.admin, run.summary.id)
        await community.container.reviews.accept(community.admin, run.summary.id, seen=claimed.item.run.version)
        await hyrule.delivered()
        assert f"Review: {ReviewStatus.ACCEPTED.label.lower()}." in card_in(malon).text


async def test_what_is_said_in_a_runs_thread_is_previewed_without_its_seed(hyrule: DiscordCommunity) -> None:
    community = hyrule.community
    _, malon = await hyrule.add_member("Malon")
    await with_threads(hyrule)
    async with hyrule.running():
        await hyrule.delivered()
        await drawn(hyrule, malon)
        await malon.press(card_in(malon), "Start").settled()
        await community.clock.advance(10)
        await hyrule.delivered()
    previews = await community.container.messages.list_previews(community.admin)
    shown = {preview.line.what: preview.shown for preview in previews}
    thread, card, line = (
        shown[what] for what in ("Thread of a run", "Message in a run's thread", "Line in a run's thread")
    )
    assert isinstance(thread, RichMessage)
    assert re.fullmatch(THREAD, thread.title)
    assert isinstance(card, RichMessage)
    assert card.title == "Summer Async · Open"
    assert isinstance(line, RichMessage)
    assert line.title == "GO!"
    assert "SECRET" not in str(previews)


async def a_running_run(hyrule: DiscordCommunity) -> Person:
    _, malon = await hyrule.add_member("Malon")
    await with_threads(hyrule)
    await hyrule.delivered()
    await drawn(hyrule, malon)
    await malon.press(card_in(malon), "Start").settled()
    await hyrule.community.clock.advance(10)
    await hyrule.delivered()
    return malon


@on_postgres_and_slowly_on_sqlite
@pytest.mark.parametrize("seconds", [0, 2.53, 47])
async def test_a_run_ends_at_the_moment_of_the_press_however_long_that_was_on_its_way(
    hyrule: DiscordCommunity, seconds: float
) -> None:
    async with hyrule.running():
        malon = await a_running_run(hyrule)
        on_its_way = timedelta(seconds=seconds)
        await hyrule.community.clock.advance(timedelta(minutes=20) + on_its_way)
        malon.press(card_in(malon), "Finish", on_its_way=on_its_way)
        await eventually(lambda: "Finished in 20:00.0" in card_in(malon).text)


async def test_a_press_from_before_go_or_from_an_impossible_time_finishes_nothing_wrongly(
    hyrule: DiscordCommunity,
) -> None:
    async with hyrule.running():
        malon = await a_running_run(hyrule)
        await hyrule.community.clock.advance(1)
        early = await malon.press(card_in(malon), "Finish", on_its_way=timedelta(seconds=2)).settled()
        assert early.text == "This run starts in 1 second."
        await hyrule.community.clock.advance(timedelta(minutes=40))
        malon.press(card_in(malon), "Finish", on_its_way=timedelta(minutes=20))
        await eventually(lambda: "Finished in 40:01.0" in card_in(malon).text)


@pytest.mark.parametrize("trouble", [Trouble.RESET, Trouble.ANSWER_LOST])
async def test_a_finish_counts_when_its_acknowledgement_is_lost(hyrule: DiscordCommunity, trouble: Trouble) -> None:
    async with hyrule.running():
        malon = await a_running_run(hyrule)
        await hyrule.community.clock.advance(20 * MINUTE)
        hyrule.server.faults.plan(trouble, path="/callback", times=2)
        answer = await malon.press(card_in(malon), "Finish").settled()
        assert "Finished in 20:00.0" in answer.text


async def test_a_finish_counts_when_discord_never_answers(hyrule: DiscordCommunity) -> None:
    async with hyrule.running():
        malon = await a_running_run(hyrule)
        await hyrule.community.clock.advance(20 * MINUTE)
        hyrule.server.faults.hanging = "/callback"
        malon.press(card_in(malon), "Finish")
        await eventually(lambda: "Finished in 20:00.0" in card_in(malon).text)
