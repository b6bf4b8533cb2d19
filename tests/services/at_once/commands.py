"""How each command is called, which are each other's opposites, and which methods of the services are none.

A new service method belongs in `COMMANDS`, unless its name says that it reads, or it stands in `READINGS`, or all that
its service does is calling those that are here (`BY_ANOTHER_DOOR`).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO

from application.archive_file import ArchiveContent
from application.domain.discord import DiscordState, Standing
from application.domain.ids import ImportId, MessageId, UserId
from application.domain.live_races.room import RoomSettings
from application.domain.live_races.room_commands import CommandWord
from application.domain.live_races.scheduling import BulkAction, BulkChange, LiveRaceChanges, NewLiveRace
from application.domain.live_races.series import Series
from application.domain.messages.delivery import Done
from application.domain.messages.webhooks import NewWebhook, WebhookChanges
from application.domain.operations.alerts import BotStatus
from application.domain.operations.importing.plan import read_plan
from application.domain.permissions import Role
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunStatus
from application.domain.tournaments.organization_settings import OrganizationChanges
from application.domain.tournaments.seed_source import GeneratorKind, SourceDraft
from application.domain.tournaments.settings import TournamentChanges
from application.dump_file import read_dump
from application.read_models.messages import DueMessage
from application.read_models.operations import RoomCommand
from application.services.messages.discord_server_service import TournamentDiscordChanges
from application.services.messages.notification_service import PreferenceChanges
from application.services.operations.alert_settings_service import AlertSettingsChanges
from application.services.operations.idempotency_store import KeptAnswer, KeyedRequest
from application.services.people.identity_service import DiscordAccount
from application.services.people.invite_service import NewInvite
from application.services.people.member_entry import NewMember
from application.services.people.organization_service import MemberChanges
from application.services.runs.async_race_service import RunSubmission
from application.services.tournaments.async_tournament_service import PermalinkDraft, TournamentSettings
from application.services.tournaments.pool_service import PermalinkChanges
from application.services.tournaments.race_room_profile_service import ProfileDraft
from models.async_tournament import AsyncTournamentRace
from models.live_race_room import UnmatchedEntrant
from tests.services.at_once.world import GUILD, LEFT_GUILD, PLACEHOLDERS_DISCORD_ID, THREAD, World
from tests.support.community import NOWHERE
from tests.support.pictures import picture
from tests.support.sahasrahbot import PLAN, SourceDump

_IMPORTED_DISCORD_ID = 200000000000000009
_FOUNDERS_DISCORD_ID = 200000000000000077

READS = ("get_", "list_", "count_", "find_", "preview_", "export_", "is_", "has_", "demand_", "look_", "takes_")
"""What the names of methods begin with that change nothing."""

READINGS = {
    "identity.bearer_of_token",
    "rosters.see_columns",
    "identity.living_sessions",
    "identity.user_of_session",
    "identity.user_with_discord_id",
    "live_races.check_eligibility_of",
    "live_races.check_player_eligibility",
    "live_races.check_race_eligibility",
    "room_service.desired_room",
    "live_races.show_race_eligibility",
    "room_service.rooms_to_attend",
    "bots.active_bots",
    "accounts.plan_deletion",
    "messages.due",
    "webhook_deliveries.due",
    "audit.tell_entries",
    "facts.read",
    "waiting.count",
    "messages.preview",
    "calendars.feed_of_organization",
    "calendars.feed_of_tournament",
    "calendars.key_of",
    "calendars.organization_feed",
    "calendars.own_feed",
    "calendars.race_file",
    "calendars.tournament_feed",
}

BY_ANOTHER_DOOR = ("discord_commands.", "discord_runs.", "racetime.", "demo.")
"""Services whose methods ask, or call the commands of others; those of the demo also make its users, in development.

What in them begins a unit of work all the same is reached by a command that is here.
"""

UNITS_BEHIND_OTHER_DOORS = {
    "discord_runs._want_thread",
    "demo._add_people",
    "demo.add_racer",
    "demo.forget_messages",
}
"""The units of work of such services: `discord_runs.draw` and `discord_runs.continue_in_thread` lead to the one, and
two products that start at the same moment try the others (`tests/command_line/test_demo.py`)."""


@dataclass(frozen=True, slots=True)
class Command:
    call: Callable[[World], Awaitable[object]]
    twin: Callable[[World], Awaitable[object]] | None = None
    """What is called together with it, where two of the very same say little: the other admin's, another name's."""
    after: timedelta = timedelta(0)
    """How much later than everything else it is called."""


def _both(call: Callable[[World], Awaitable[object]], twin: Callable[[World], Awaitable[object]]) -> Command:
    return Command(call, twin)


def _at(w: World, hours: float) -> NewLiveRace:
    return NewLiveRace(w.tournament, w.pool, w.community.clock.now() + timedelta(hours=hours))


async def _version(run_id: int) -> int:
    return (await AsyncTournamentRace.get(id=run_id)).version


async def _match_what_is_proposed(w: World) -> object:
    """Say first whose account it is that nobody was known to own."""
    entry = await UnmatchedEntrant.get(id=w.entry)
    await w.container.organizations.update_member(w.admin, w.member, MemberChanges(racetime_id=entry.entrant_key))
    return await w.container.unmatched_results.match_proposals(w.admin, {w.entry: w.member})


async def _accept(w: World) -> object:
    return await w.container.reviews.accept(w.reviewer, w.done_run, seen=await _version(w.done_run))


async def _accept_as_another(w: World) -> object:
    return await w.container.reviews.accept(w.other_reviewer, w.done_run, seen=await _version(w.done_run))


async def _accept_all(w: World) -> object:
    runs = [(run_id, await _version(run_id)) for run_id in (w.done_run, *w.done_runs)]
    return await w.container.reviews.accept_all(w.other_reviewer, runs)


async def _reject(w: World) -> object:
    return await w.container.reviews.reject(w.other_reviewer, w.done_run, "No.", seen=await _version(w.done_run))


async def _correct(w: World) -> object:
    result = Result(RunStatus.FINISHED, timedelta(minutes=50))
    seen = await _version(w.done_run)
    return await w.container.reviews.correct_result(w.admin, w.done_run, result, "The clock.", seen=seen)


async def _undo_correction(w: World) -> object:
    return await w.container.reviews.undo_correction(w.admin, w.corrected_run, seen=await _version(w.corrected_run))


async def _correct_again(w: World) -> object:
    result = Result(RunStatus.FINISHED, timedelta(minutes=40))
    seen = await _version(w.corrected_run)
    return await w.container.reviews.correct_result(w.admin, w.corrected_run, result, "The clock.", seen=seen)


async def _deliver(w: World) -> object:
    due = DueMessage(w.message, w.organization, "channel:4712")
    delivery = await w.container.messages.take(due)
    if delivery is not None:
        await w.container.messages.settle(delivery, Done(4713))
    return delivery


async def _send_to_webhook(w: World) -> object:
    call = await w.container.webhook_deliveries.take(
        DueMessage(MessageId(w.webhook_delivery), w.organization, "webhook")
    )
    if call is not None:
        await w.container.webhook_deliveries.settle(call, Done(204))
    return call


async def _keyed(w: World) -> object:
    request = KeyedRequest(w.actor(w.admin), "one", "same")
    answer = await w.container.requests.begin(request)
    if answer is None:
        await w.container.requests.keep(request, KeptAnswer(201, "{}"))
    return answer


async def _hear_the_end(w: World) -> object:
    room = w.live_room(w.running_race)
    if room.ended_at is None:
        room.finish_all(timedelta(hours=1), timedelta(minutes=1))
    return await w.container.room_service.apply_room_snapshot(w.running_room, room.snapshot())


async def _hear_the_start(w: World) -> object:
    room = w.live_room(w.pending)
    if room.started_at is None:
        room.start()
    return await w.container.room_service.apply_room_snapshot(w.room, room.snapshot())


async def _link(w: World, user_id: UserId) -> object:
    links = w.container.racetime_links
    state = await links.begin(user_id)
    return await links.complete(user_id, state=state, code="proven")


async def _hear_that_the_locked_began(w: World) -> object:
    room = w.live_room(w.locked)
    if room.started_at is None:
        room.start()
    return await w.container.room_service.apply_room_snapshot(w.locked_room, room.snapshot())


def _chat(word: CommandWord) -> Callable[[World], Awaitable[object]]:
    return lambda w: w.container.room_service.room_command(
        w.room, RoomCommand("m1", word, "rt", "Racer", is_monitor=True)
    )


def _bulk(action: BulkAction, *names: str) -> Callable[[World], Awaitable[object]]:
    return lambda w: w.container.live_races.change_many(
        w.admin, w.tournament, [getattr(w, name) for name in names], BulkChange(action)
    )


def _task(name: str) -> Callable[[World], Awaitable[object]]:
    async def run(w: World) -> object:
        return await getattr(w.container.tasks, name)()

    return run


def _roles(*roles: Role) -> MemberChanges:
    return MemberChanges(roles=roles)


def _second_session(w: World) -> Awaitable[object]:
    return w.container.identity.sign_in_with_discord(DiscordAccount(200000000000000002, "New"))


def _move_in(w: World) -> Awaitable[object]:
    """Import a tournament in which somebody raced who has not signed in here yet."""
    dump = SourceDump()
    dump.add("users", id=1, discord_user_id=_IMPORTED_DISCORD_ID, display_name="Kafei", rtgg_id="kAfEi")
    dump.add("asynctournament", id=20, owner_id=_IMPORTED_DISCORD_ID)
    dump.add("asynctournamentpermalinkpool", id=30, tournament_id=20)
    dump.add("asynctournamentpermalink", id=40, pool_id=30, url="https://seeds.test/moved")
    dump.add("asynctournamentrace", id=60, tournament_id=20, permalink_id=40, user_id=1, status="forfeit")
    return w.container.imports.import_dump(read_dump(BytesIO(dump.text()), "dump"), read_plan(PLAN), say=lambda _: None)


async def _fetch_archive(w: World) -> object:
    await w.container.exports.make_archive(w.elsewhere, say=lambda _: None)
    return await w.container.exports.fetch_archive(w.elsewhere)


async def _arrive(w: World) -> object:
    """Let the archive of an organization become another one, which is founded for it."""
    organizations, file = w.container.organizations, BytesIO()
    left = (await organizations.get_organization(w.elsewhere)).slug
    await w.container.exports.export_by_slug(left, file, say=lambda _: None)
    founder = NewMember("Hilda", discord_id=_FOUNDERS_DISCORD_ID)
    await organizations.create_organization("lorule", "Lorule", admin=founder)
    return await w.container.archive_imports.import_archive(ArchiveContent(file), "lorule", say=lambda _: None)


COMMANDS: dict[str, Command] = {
    # People
    "identity.create_token": Command(lambda w: w.container.identity.create_token(w.actor(w.admin), "Mine")),
    "identity.open_session": Command(lambda w: w.container.identity.open_session(w.actor(w.admin))),
    "identity.revoke_token": Command(lambda w: w.container.identity.revoke_token(w.actor(w.admin), w.token)),
    "identity.revoke_all_tokens": Command(lambda w: w.container.identity.revoke_all_tokens(w.actor(w.admin))),
    "identity.revoke_everybodys_tokens": Command(lambda w: w.container.identity.revoke_everybodys_tokens()),
    "identity.sign_in_as_demo_user": Command(lambda w: w.container.identity.sign_in_as_demo_user(w.demo_user)),
    "identity.sign_in_with_discord": Command(_second_session),
    "identity.sign_out": Command(lambda w: w.container.identity.sign_out(w.session)),
    "identity.sign_out_everywhere": Command(lambda w: w.container.identity.sign_out_everywhere(w.outsider.user_id)),  # type: ignore[arg-type]
    "identity.end_all_sessions": Command(lambda w: w.container.identity.end_all_sessions()),
    "organizations.create_organization": Command(
        lambda w: w.container.organizations.create_organization(
            "lorule", "Lorule", admin=NewMember("Hilda", 200000000000000003)
        )
    ),
    "organizations.close_organization": Command(
        lambda w: w.container.organizations.close_organization(w.elsewhere.organization_id, by=w.admin.actor)
    ),
    "organizations.reopen_organization": Command(
        lambda w: w.container.organizations.reopen_organization(w.organization, by=w.admin.actor)
    ),
    "organizations.update_organization": Command(
        lambda w: w.container.organizations.update_organization(w.admin, OrganizationChanges(name="New"))
    ),
    "organizations.set_logo": Command(lambda w: w.container.organizations.set_logo(w.admin, picture())),
    "organizations.remove_logo": Command(lambda w: w.container.organizations.remove_logo(w.admin)),
    "organizations.add_member": Command(
        lambda w: w.container.organizations.add_member(w.admin, NewMember("New", 200000000000000004, "new"))
    ),
    "organizations.update_member": _both(
        lambda w: w.container.organizations.update_member(w.admin, w.actor(w.other_admin), _roles()),
        lambda w: w.container.organizations.update_member(w.other_admin, w.actor(w.admin), _roles()),
    ),
    "organizations.remove_member": _both(
        lambda w: w.container.organizations.remove_member(w.admin, w.actor(w.other_admin)),
        lambda w: w.container.organizations.remove_member(w.other_admin, w.actor(w.admin)),
    ),
    "invites.create_invite": Command(lambda w: w.container.invites.create_invite(w.admin, NewInvite())),
    "invites.revoke_invite": Command(lambda w: w.container.invites.revoke_invite(w.admin, w.invite)),
    "invites.accept": _both(
        lambda w: w.container.invites.accept(w.outsider, w.invite_token),
        lambda w: w.container.invites.accept(replace(w.outsider), w.invite_token),
    ),
    "archive_imports.import_archive": Command(_arrive),
    "exports.make_archive": Command(lambda w: w.container.exports.make_archive(w.elsewhere, say=lambda _: None)),
    "exports.fetch_archive": Command(_fetch_archive),
    "imports.import_dump": Command(_move_in),
    "imports.undo": Command(lambda w: w.container.imports.undo(ImportId(1))),
    "rosters.import_roster": Command(
        lambda w: w.container.rosters.import_roster(w.admin, "name,discord_id\nRuto,200000000000000005\n")
    ),
    "requests.begin": Command(_keyed),
    "requests.keep": Command(_keyed),
    "requests.forget": Command(lambda w: w.container.requests.forget(KeyedRequest(w.actor(w.idle), "begun", "same"))),
    "calendars.renew_key": Command(lambda w: w.container.calendars.renew_key(w.actor(w.idle))),
    "calendars.turn_off": Command(lambda w: w.container.calendars.turn_off(w.actor(w.idle))),
    "identity.know": Command(lambda w: w.container.identity.know(DiscordAccount(200000000000000006, "Known"))),
    "identity.use_sign_in": Command(
        lambda w: w.container.identity.use_sign_in("state", w.container.clock.now() + timedelta(hours=1))
    ),
    "accounts.rename": Command(lambda w: w.container.accounts.rename(w.idle.actor, "Renamed")),
    "accounts.follow_discord_name": Command(lambda w: w.container.accounts.follow_discord_name(w.outsider)),
    "accounts.delete": _both(
        lambda w: w.container.accounts.delete(w.admin.actor, confirmation="Zelda"),
        lambda w: w.container.accounts.delete(w.other_admin.actor, confirmation="Impa"),
    ),
    "organizations.leave": _both(
        lambda w: w.container.organizations.leave(w.admin),
        lambda w: w.container.organizations.leave(w.other_admin),
    ),
    "organizations.stay": Command(lambda w: w.container.organizations.stay(w.entered)),
    "people.merge": _both(
        lambda w: w.container.people.merge(w.admin, w.placeholder, w.actor(w.idle)),
        lambda w: w.container.people.merge(w.admin, w.placeholder, w.member),
    ),
    "people.merge_anywhere": _both(
        lambda w: w.container.people.merge_anywhere(w.admin.actor, w.actor(w.idle), w.member),
        lambda w: w.container.people.merge_anywhere(w.admin.actor, w.member, w.actor(w.idle)),
    ),
    "overlays.renew_key": Command(lambda w: w.container.overlays.renew_key(w.admin, w.scheduled)),
    "overlays.turn_off": Command(lambda w: w.container.overlays.turn_off(w.admin, w.scheduled)),
    # Tournaments
    "tournaments.create_tournament": Command(
        lambda w: w.container.tournaments.create_tournament(
            w.admin, TournamentSettings(name="Cup", racetime_category="alttpr", racetime_goal="Beat the game")
        )
    ),
    "tournaments.update_tournament": Command(
        lambda w: w.container.tournaments.update_tournament(w.admin, w.tournament, TournamentChanges(runs_per_pool=3))
    ),
    "tournaments.close_tournament": Command(lambda w: w.container.tournaments.close_tournament(w.admin, w.tournament)),
    "tournaments.reopen_tournament": Command(
        lambda w: w.container.tournaments.reopen_tournament(w.admin, w.closed_tournament)
    ),
    "tournaments.delete_tournament": Command(
        lambda w: w.container.tournaments.delete_tournament(w.admin, w.empty_tournament)
    ),
    "tournaments.create_pool": _both(
        lambda w: w.container.tournaments.create_pool(w.admin, w.tournament, "Pool D"),
        lambda w: w.container.tournaments.create_pool(w.admin, w.tournament, "Pool E"),
    ),
    "tournaments.add_permalinks": Command(
        lambda w: w.container.tournaments.add_permalinks(
            w.admin, w.empty_pool, [PermalinkDraft("https://seeds.test/new")]
        )
    ),
    "tournaments.reveal_permalink": Command(lambda w: w.container.tournaments.reveal_permalink(w.admin, w.live_seed)),
    "tournaments.whitelist_player": Command(
        lambda w: w.container.tournaments.whitelist_player(w.admin, w.tournament, w.member)
    ),
    "tournament_staff.remove_from_whitelist": Command(
        lambda w: w.container.tournament_staff.remove_from_whitelist(w.admin, w.tournament, w.whitelisted)
    ),
    "tournament_staff.set_roles": Command(
        lambda w: w.container.tournament_staff.set_roles(
            w.admin, w.tournament, w.actor(w.other_admin), [Role.ASYNC_REVIEWER]
        )
    ),
    "pools.rename_pool": Command(lambda w: w.container.pools.rename_pool(w.admin, w.empty_pool, "Pool D")),
    "pools.reorder_pools": _both(
        lambda w: w.container.pools.reorder_pools(w.admin, w.tournament, [w.empty_pool, w.pool, w.other_pool]),
        lambda w: w.container.pools.reorder_pools(w.admin, w.tournament, [w.other_pool, w.empty_pool, w.pool]),
    ),
    "pools.delete_pool": Command(lambda w: w.container.pools.delete_pool(w.admin, w.empty_pool)),
    "pools.import_permalinks": Command(
        lambda w: w.container.pools.import_permalinks(w.admin, w.empty_pool, "https://seeds.test/new")
    ),
    "pools.update_permalink": Command(
        lambda w: w.container.pools.update_permalink(w.admin, w.free_seed, PermalinkChanges(is_live=True))
    ),
    "pools.change_use": Command(lambda w: w.container.pools.change_use(w.admin, w.pool, [w.plain_seed], is_live=True)),
    "pools.delete_permalink": Command(lambda w: w.container.pools.delete_permalink(w.admin, w.free_seed)),
    "profiles.create_profile": _both(
        lambda w: w.container.profiles.create_profile(w.admin, ProfileDraft("One", RoomSettings(), is_default=True)),
        lambda w: w.container.profiles.create_profile(w.admin, ProfileDraft("Two", RoomSettings(), is_default=True)),
    ),
    "profiles.update_profile": Command(
        lambda w: w.container.profiles.update_profile(w.admin, w.other_profile, ProfileDraft("Three", RoomSettings()))
    ),
    "goals.check_goal": Command(lambda w: w.container.goals.check_goal(w.admin, w.tournament)),
    "goals.check_due_goal": Command(lambda w: w.container.goals.check_due_goal(w.organization, w.tournament)),
    "seed_sources.save_source": _both(
        lambda w: w.container.seed_sources.save_source(w.admin, w.made_pool, SourceDraft(None)),
        lambda w: w.container.seed_sources.save_source(
            w.other_admin, w.made_pool, SourceDraft(GeneratorKind.ALTTPR, "another")
        ),
    ),
    "seed_sources.make_ahead_now": Command(lambda w: w.container.seed_sources.make_ahead_now(w.admin, w.made_pool)),
    "seed_sources.stock_due": Command(lambda w: w.container.seed_sources.stock_due(w.organization, w.made_pool)),
    "seed_sources.seal_keys_anew": Command(lambda w: w.container.seed_sources.seal_keys_anew()),
    "speedgaming.link": Command(lambda w: w.container.speedgaming.link(w.admin, w.pool, "another")),
    "speedgaming.sync_now": Command(lambda w: w.container.speedgaming.sync_now(w.admin, w.followed_pool)),
    "speedgaming.sync_due": Command(lambda w: w.container.speedgaming.sync_due(w.organization, w.followed_pool)),
    "racetime_links.begin": Command(lambda w: w.container.racetime_links.begin(w.actor(w.idle))),
    "racetime_links.complete": _both(lambda w: _link(w, w.actor(w.idle)), lambda w: _link(w, w.actor(w.drawn))),
    "racetime_links.take_over": Command(lambda w: w.container.racetime_links.take_over(w.actor(w.twice_done), w.claim)),
    "racetime_links.unlink": Command(lambda w: w.container.racetime_links.unlink(w.linked)),
    "racetime_links.refresh": Command(lambda w: w.container.racetime_links.refresh(w.linked)),
    # Runs
    "runs.draw": Command(lambda w: w.container.runs.draw(w.idle, w.pool)),
    "discord_runs.draw": Command(lambda w: w.container.discord_runs.draw(w.asker, w.other_pool)),
    "discord_runs.continue_in_thread": Command(
        lambda w: w.container.discord_runs.continue_in_thread(w.drawn_asker, w.drawn_run)
    ),
    "runs.ready": Command(lambda w: w.container.runs.ready(w.drawn, w.drawn_run)),
    "runs.finish": Command(lambda w: w.container.runs.finish(w.running, w.running_run)),
    "runs.forfeit": Command(lambda w: w.container.runs.forfeit(w.running, w.running_run, confirmed=True)),
    "runs.submit": Command(lambda w: w.container.runs.submit(w.done, w.done_run, RunSubmission(notes="Fun."))),
    "runs.flag": Command(lambda w: w.container.runs.flag(w.done, w.done_run, "Look here.")),
    "runs.reattempt": _both(
        lambda w: w.container.runs.reattempt(w.twice_done, w.done_runs[0], "Lost power."),
        lambda w: w.container.runs.reattempt(w.twice_done, w.done_runs[1], "Lost power."),
    ),
    "runs.extend": Command(lambda w: w.container.runs.extend(w.admin, w.drawn_run, 10)),
    "runs.warn": Command(lambda w: w.container.runs.warn(w.drawn_run), after=timedelta(minutes=11)),
    "runs.time_out": Command(lambda w: w.container.runs.time_out(w.drawn_run), after=timedelta(minutes=21)),
    "reviews.claim": _both(
        lambda w: w.container.reviews.claim(w.reviewer, w.done_run),
        lambda w: w.container.reviews.claim(w.other_reviewer, w.done_run),
    ),
    "reviews.release": Command(lambda w: w.container.reviews.release(w.reviewer, w.claimed_run)),
    "reviews.accept": _both(_accept, _accept_as_another),
    "reviews.accept_all": Command(_accept_all),
    "reviews.reject": Command(_reject),
    "reviews.correct_result": Command(_correct),
    "reviews.undo_correction": Command(_undo_correction),
    # Live races
    "live_races.create_live_race": _both(
        lambda w: w.container.live_races.create_live_race(
            w.admin, replace(_at(w, 3), permalink_id=w.live_seed, episode_id=71)
        ),
        lambda w: w.container.live_races.create_live_race(w.admin, replace(_at(w, 4), permalink_id=w.live_seed)),
    ),
    "live_races.create_live_race_series": Command(
        lambda w: w.container.live_races.create_live_race_series(
            w.admin, _at(w, 3), Series("2026-04-14T20:00", "UTC", 1, 2)
        )
    ),
    "live_races.update_live_race": _both(
        lambda w: w.container.live_races.update_live_race(
            w.admin, w.scheduled, LiveRaceChanges(permalink_id=w.seed_of_cancelled, episode_id=72)
        ),
        lambda w: w.container.live_races.update_live_race(
            w.admin, w.unopened, LiveRaceChanges(permalink_id=w.seed_of_cancelled, episode_id=72)
        ),
    ),
    "live_races.cancel_live_race": Command(lambda w: w.container.live_races.cancel_live_race(w.admin, w.pending)),
    "live_races.restore_live_race": Command(lambda w: w.container.live_races.restore_live_race(w.admin, w.cancelled)),
    "live_races.delete_live_race": Command(lambda w: w.container.live_races.delete_live_race(w.admin, w.cancelled)),
    "live_races.change_many": _both(
        _bulk(BulkAction.CANCEL, "unopened", "pending"), _bulk(BulkAction.CANCEL, "pending", "unopened")
    ),
    "live_races.open_room_now": Command(lambda w: w.container.live_races.open_room_now(w.admin, w.unopened)),
    "live_races.open_race_room": Command(
        lambda w: w.container.live_races.open_race_room(w.unopened), after=timedelta(minutes=95)
    ),
    "live_races.attach_room": _both(
        lambda w: w.container.live_races.attach_room(w.admin, w.unopened, w.by_hand),
        lambda w: w.container.live_races.attach_room(w.admin, w.scheduled, w.by_hand),
    ),
    "live_races.detach_room": Command(lambda w: w.container.live_races.detach_room(w.admin, w.pending)),
    "live_races.replace_room": Command(lambda w: w.container.live_races.replace_room(w.admin, w.pending)),
    "live_races.poll_room": Command(lambda w: w.container.live_races.poll_room(w.room, w.live_room(w.pending).slug)),
    "room_service.apply_room_snapshot": Command(_hear_the_end),
    "live_races.check_room_entrants": Command(lambda w: w.container.live_races.check_room_entrants(w.lonely)),
    "live_races.warn_of_low_entrants": Command(
        lambda w: w.container.live_races.warn_of_low_entrants(w.lonely), after=timedelta(minutes=21)
    ),
    "live_races.call_to_start": Command(
        lambda w: w.container.live_races.call_to_start(w.locked), after=timedelta(minutes=30)
    ),
    "live_races.lock_race": Command(lambda w: w.container.live_races.lock_race(w.pending), after=timedelta(minutes=20)),
    "live_races.lock_race_now": Command(lambda w: w.container.live_races.lock_race_now(w.admin, w.pending)),
    "live_races.make_due_seed": Command(lambda w: w.container.live_races.make_due_seed(w.waiting_for_seed)),
    "live_races.use_pasted_seed": _both(
        lambda w: w.container.live_races.use_pasted_seed(w.admin, w.waiting_for_seed, "https://seeds.test/pasted/1"),
        lambda w: w.container.live_races.use_pasted_seed(
            w.other_admin, w.waiting_for_seed, "https://seeds.test/pasted/2"
        ),
    ),
    "live_races.release_seed": Command(lambda w: w.container.live_races.release_seed(w.locked)),
    "live_races.release_seed_now": Command(lambda w: w.container.live_races.release_seed_now(w.admin, w.locked)),
    "live_races.record_live_race_results": Command(
        lambda w: w.container.live_races.record_live_race_results(w.admin, w.finished_slug)
    ),
    "live_races.make_results_final": Command(lambda w: w.container.live_races.make_results_final(w.admin, w.finished)),
    "live_races.count_cancelled_results": Command(
        lambda w: w.container.live_races.count_cancelled_results(w.admin, w.undecided)
    ),
    "live_races.leave_race_cancelled": Command(
        lambda w: w.container.live_races.leave_race_cancelled(w.admin, w.undecided)
    ),
    "live_races.show_results": Command(
        lambda w: w.container.live_races.show_results(w.kept_back), after=timedelta(hours=2)
    ),
    "room_service.room_command": Command(_chat(CommandWord.LOCK), _chat(CommandWord.ELIGIBLE)),
    "room_service.take_over_room_messages": Command(
        lambda w: w.container.room_service.take_over_room_messages(w.locked_room)
    ),
    "room_service.next_room_message": Command(lambda w: w.container.room_service.next_room_message(w.room)),
    "room_service.room_message_sent": Command(lambda w: w.container.room_service.room_message_sent(w.room_message)),
    "room_service.room_message_failed": Command(
        lambda w: w.container.room_service.room_message_failed(w.room_message, "Too long.")
    ),
    "unmatched_results.match_entry": _both(
        lambda w: w.container.unmatched_results.match_entry(w.admin, w.entry, w.member),
        lambda w: w.container.unmatched_results.match_entry(w.admin, w.entry, w.actor(w.idle)),
    ),
    "unmatched_results.match_proposals": Command(_match_what_is_proposed),
    "unmatched_results.add_member_and_match": Command(
        lambda w: w.container.unmatched_results.add_member_and_match(w.admin, w.entry)
    ),
    "unmatched_results.dismiss_entry": Command(lambda w: w.container.unmatched_results.dismiss_entry(w.admin, w.entry)),
    "unmatched_results.reopen_entry": Command(
        lambda w: w.container.unmatched_results.reopen_entry(w.admin, w.dismissed_entry)
    ),
    # Messages
    "notifications.mark_own_read": Command(lambda w: w.container.notifications.mark_own_read(w.done.actor)),
    "notifications.mark_read": Command(lambda w: w.container.notifications.mark_read(w.done)),
    "messages.take": Command(_deliver),
    "messages.settle": Command(_deliver),
    "messages.try_again": Command(lambda w: w.container.messages.try_again(w.admin, w.message)),
    "messages.raise_alarms": Command(lambda w: w.container.messages.raise_alarms(), after=timedelta(hours=2)),
    "notifications.change_preferences": Command(
        lambda w: w.container.notifications.change_preferences(w.drawn, PreferenceChanges(every_race=True))
    ),
    "notifications.set_reminder": Command(
        lambda w: w.container.notifications.set_reminder(w.drawn, w.unopened, wanted=True)
    ),
    "notifications.set_going": Command(lambda w: w.container.notifications.set_going(w.drawn, w.unopened, going=True)),
    "fan_out.remind_due": Command(lambda w: w.container.fan_out.remind_due(), after=timedelta(minutes=110)),
    "fan_out.fan_out_due": Command(lambda w: w.container.fan_out.fan_out_due()),
    "discord_servers.link_server": Command(lambda w: w.container.discord_servers.link_server(w.elsewhere, GUILD + 1)),
    "discord_servers.unlink_server": Command(lambda w: w.container.discord_servers.unlink_server(w.admin)),
    "discord_servers.note_joined": Command(lambda w: w.container.discord_servers.note_joined(LEFT_GUILD)),
    "discord_servers.note_removed": Command(lambda w: w.container.discord_servers.note_removed(GUILD)),
    "discord_servers.note_permissions_changed": Command(
        lambda w: w.container.discord_servers.note_permissions_changed(GUILD)
    ),
    "discord_servers.note_standing": Command(
        lambda w: w.container.discord_servers.note_standing(
            Standing(DiscordState.CONNECTED, "The bot is connected.", w.container.clock.now())
        )
    ),
    "discord_servers.note_thread_gone": Command(lambda w: w.container.discord_servers.note_thread_gone(THREAD)),
    "discord_servers.note_present": Command(lambda w: w.container.discord_servers.note_present([])),
    "discord_servers.update_tournament_settings": Command(
        lambda w: w.container.discord_servers.update_tournament_settings(
            w.admin, w.tournament, TournamentDiscordChanges(channel_id=None)
        )
    ),
    # Operations
    "publishing.publish": Command(lambda w: w.container.publishing.publish()),
    "webhooks.create_webhook": Command(
        lambda w: w.container.webhooks.create_webhook(w.admin, NewWebhook("Bot", NOWHERE, ("run.started",)))
    ),
    "webhooks.update_webhook": Command(
        lambda w: w.container.webhooks.update_webhook(
            w.admin, w.webhook, WebhookChanges(name="Another", is_active=False)
        )
    ),
    "webhooks.rotate_secret": Command(lambda w: w.container.webhooks.rotate_secret(w.admin, w.webhook)),
    "webhooks.delete_webhook": Command(lambda w: w.container.webhooks.delete_webhook(w.admin, w.webhook)),
    "webhooks.send_again": Command(lambda w: w.container.webhooks.send_again(w.admin, w.webhook, w.webhook_delivery)),
    "webhooks.seal_secrets_anew": Command(lambda w: w.container.webhooks.seal_secrets_anew()),
    "webhook_deliveries.take": Command(_send_to_webhook),
    "webhook_deliveries.settle": Command(_send_to_webhook),
    "bots.seal_secrets_anew": Command(lambda w: w.container.bots.seal_secrets_anew()),
    "bots.save_bot": Command(lambda w: w.container.bots.save_bot(w.admin, "smz3", "client", "secret")),
    "bots.adopt_configured_bot": Command(lambda w: w.container.bots.adopt_configured_bot("smz3", "client", "secret")),
    "bots.deactivate_bot": Command(lambda w: w.container.bots.deactivate_bot(w.admin, w.bot)),
    "bots.reactivate_bot": Command(lambda w: w.container.bots.reactivate_bot(w.admin, w.inactive_bot)),
    "bots.report_bot_status": Command(lambda w: w.container.bots.report_bot_status(w.bot, BotStatus.CONNECTED, "")),
    "alerts.refresh": Command(lambda w: w.container.alerts.refresh()),
    "alerts.tell_due": Command(lambda w: w.container.alerts.tell_due()),
    "installation_alerts.look": Command(lambda w: w.container.installation_alerts.look(), after=timedelta(minutes=3)),
    "alert_settings.update_settings": _both(
        lambda w: w.container.alert_settings.update_settings(
            w.admin, AlertSettingsChanges(channel_id=None, people=[w.actor(w.other_admin)])
        ),
        lambda w: w.container.alert_settings.update_settings(
            w.other_admin, AlertSettingsChanges(people=[w.actor(w.reviewer), w.actor(w.other_admin)])
        ),
    ),
    "alert_addresses.confirm": Command(lambda w: w.container.alert_addresses.confirm(w.asked_address)),
    "alert_addresses.stop": Command(lambda w: w.container.alert_addresses.stop(w.asked_address)),
    "alert_addresses.allow": Command(lambda w: w.container.alert_addresses.allow(w.silent_address)),
    "alert_settings.send_test": Command(lambda w: w.container.alert_settings.send_test(w.admin)),
    **{
        f"tasks.{name}": Command(_task(name), after=timedelta(minutes=minutes))
        for name, minutes in {
            "open_due_rooms": 95,
            "poll_due_rooms": 1,
            "check_waiting_entrants": 0,
            "lock_due_races": 20,
            "make_due_seeds": 20,
            "stock_pools": 0,
            "call_to_due_starts": 30,
            "release_due_seeds": 20,
            "show_due_results": 120,
            "warn_late_starters": 11,
            "time_out_runs": 21,
            "warn_of_low_entrants": 26,
            "check_due_goals": 0,
            "read_due_schedules": 0,
            "refresh_alerts": 95,
            "report_overdue_messages": 120,
            "send_reminders": 110,
            "fan_out_messages": 0,
            "give_sign_of_life": 1,
            "go_on_rescoring": 1,
            "forget_settled": 60 * 24 * 400,
        }.items()
    },
}

VARIANTS: dict[str, Command] = {
    "live_races.create_live_race with the seed of the cancelled": Command(
        lambda w: w.container.live_races.create_live_race(w.admin, replace(_at(w, 3), permalink_id=w.seed_of_cancelled))
    ),
    "live_races.update_live_race with the seed of the cancelled": Command(
        lambda w: w.container.live_races.update_live_race(
            w.admin, w.unopened, LiveRaceChanges(permalink_id=w.seed_of_cancelled)
        )
    ),
    "live_races.create_live_race with a seed of two spellings": Command(
        lambda w: w.container.live_races.create_live_race(w.admin, replace(_at(w, 3), permalink_id=w.plain_seed))
    ),
    "live_races.create_live_race with the other spelling": Command(
        lambda w: w.container.live_races.create_live_race(
            w.admin, NewLiveRace(w.other_tournament, w.pool_of_spellings, _at(w, 3).scheduled_at, "", w.other_spelling)
        )
    ),
    "runs.draw of a made seed": Command(lambda w: w.container.runs.draw(w.idle, w.made_pool)),
    "runs.draw of the other spelling": Command(lambda w: w.container.runs.draw(w.idle, w.pool_of_spellings)),
    "room_service.apply_room_snapshot of the locked": Command(_hear_that_the_locked_began),
    "room_service.apply_room_snapshot of the start": Command(_hear_the_start),
    "live_races.release_seed_now of the pending": Command(
        lambda w: w.container.live_races.release_seed_now(w.admin, w.pending)
    ),
    "unmatched_results.reopen_entry that is open": Command(
        lambda w: w.container.unmatched_results.reopen_entry(w.admin, w.entry)
    ),
    "reviews.correct_result once more": Command(_correct_again),
    "people.merge into somebody who races": Command(
        lambda w: w.container.people.merge(w.admin, w.placeholder, w.actor(w.running))
    ),
    "people.merge of a Discord account": Command(
        lambda w: w.container.people.merge(w.admin, w.placeholder_with_discord, w.actor(w.idle))
    ),
    "identity.sign_in_with_discord of somebody who is imported": Command(
        lambda w: w.container.identity.sign_in_with_discord(DiscordAccount(_IMPORTED_DISCORD_ID, "Kafei"))
    ),
    "identity.sign_in_with_discord of a placeholder": Command(
        lambda w: w.container.identity.sign_in_with_discord(DiscordAccount(PLACEHOLDERS_DISCORD_ID, "Romani"))
    ),
    "accounts.delete of who is merged": Command(
        lambda w: w.container.accounts.delete(w.idle.actor, confirmation="Link")
    ),
    "organizations.leave of who is merged": Command(lambda w: w.container.organizations.leave(w.idle)),
    "organizations.remove_member who is merged": Command(
        lambda w: w.container.organizations.remove_member(w.admin, w.actor(w.idle))
    ),
    "organizations.remove_member who was entered": Command(
        lambda w: w.container.organizations.remove_member(w.admin, w.placeholder)
    ),
    "racetime_links.complete of who is merged away": Command(lambda w: _link(w, w.member)),
    "racetime_links.unlink of who links": Command(lambda w: w.container.racetime_links.unlink(w.actor(w.idle))),
    "tournaments.reopen_tournament that is open": Command(
        lambda w: w.container.tournaments.reopen_tournament(w.admin, w.tournament)
    ),
    "tournaments.create_pool in the empty tournament": Command(
        lambda w: w.container.tournaments.create_pool(w.admin, w.empty_tournament, "Pool D")
    ),
    "organizations.add_member who is known": Command(
        lambda w: w.container.organizations.add_member(w.admin, NewMember("Outsider", 200000000000000001))
    ),
    "tournament_staff.remove_from_whitelist who is not on it": Command(
        lambda w: w.container.tournament_staff.remove_from_whitelist(w.admin, w.tournament, w.member)
    ),
    "discord_servers.link_server instead": Command(
        lambda w: w.container.discord_servers.link_server(w.admin, GUILD + 1)
    ),
    "discord_servers.link_server that others link": Command(
        lambda w: w.container.discord_servers.link_server(w.elsewhere, GUILD)
    ),
    "discord_servers.note_joined where it is": Command(lambda w: w.container.discord_servers.note_joined(GUILD)),
    "bots.reactivate_bot that is active": Command(lambda w: w.container.bots.reactivate_bot(w.admin, w.bot)),
    "requests.forget what was begun": Command(
        lambda w: w.container.requests.forget(KeyedRequest(w.actor(w.admin), "one", "same"))
    ),
}
"""Commands once more, with other arguments."""

NEEDS_ITS_OPPOSITE = {
    "imports.undo",
    "bots.reactivate_bot that is active",
    "discord_servers.link_server instead",
    "discord_servers.link_server that others link",
    "unmatched_results.reopen_entry that is open",
    "live_races.release_seed_now of the pending",
    "racetime_links.unlink of who links",
    "requests.forget what was begun",
    "organizations.reopen_organization",
    "tournament_staff.remove_from_whitelist who is not on it",
    "tournaments.reopen_tournament that is open",
}
"""What is refused, or has nothing to do, unless its opposite came first."""

_TO_MERGING = (
    "discord_runs.draw",
    "runs.draw",
    "runs.finish",
    "unmatched_results.match_entry",
    "room_service.apply_room_snapshot",
    "room_service.apply_room_snapshot of the locked",
    "live_races.lock_race_now",
    "racetime_links.complete",
    "accounts.delete of who is merged",
    "organizations.leave of who is merged",
    "organizations.remove_member who is merged",
    "organizations.update_member",
    "accounts.rename",
)
"""What one of two people does, or is done to them, while they are made one."""

OPPOSITES: tuple[tuple[str, str], ...] = (
    ("live_races.restore_live_race", "live_races.create_live_race with the seed of the cancelled"),
    ("live_races.restore_live_race", "live_races.update_live_race with the seed of the cancelled"),
    *(("people.merge", name) for name in _TO_MERGING),
    *(("people.merge_anywhere", name) for name in _TO_MERGING),
    ("people.merge", "organizations.remove_member who was entered"),
    ("people.merge", "people.merge into somebody who races"),
    ("people.merge into somebody who races", "runs.finish"),
    ("people.merge into somebody who races", "runs.forfeit"),
    ("people.merge into somebody who races", "room_service.apply_room_snapshot of the locked"),
    ("people.merge of a Discord account", "identity.sign_in_with_discord of a placeholder"),
    ("people.merge of a Discord account", "people.merge"),
    ("imports.import_dump", "identity.sign_in_with_discord of somebody who is imported"),
    ("imports.import_dump", "imports.undo"),
    ("people.merge_anywhere", "people.merge"),
    ("people.merge_anywhere", "racetime_links.complete of who is merged away"),
    ("people.merge_anywhere", "organizations.leave"),
    ("live_races.create_live_race with a seed of two spellings", "runs.draw of the other spelling"),
    (
        "live_races.create_live_race with a seed of two spellings",
        "live_races.create_live_race with the other spelling",
    ),
    ("discord_runs.draw", "runs.draw"),
    ("discord_servers.note_thread_gone", "runs.finish"),
    ("discord_runs.continue_in_thread", "runs.time_out"),
    ("discord_runs.continue_in_thread", "discord_servers.update_tournament_settings"),
    ("racetime_links.complete", "racetime_links.take_over"),
    ("live_races.make_due_seed", "live_races.use_pasted_seed"),
    ("live_races.make_due_seed", "seed_sources.save_source"),
    ("live_races.make_due_seed", "tasks.make_due_seeds"),
    ("seed_sources.make_ahead_now", "seed_sources.stock_due"),
    ("seed_sources.stock_due", "seed_sources.save_source"),
    ("tasks.stock_pools", "runs.draw of a made seed"),
    ("speedgaming.sync_now", "speedgaming.sync_due"),
    ("speedgaming.sync_due", "pools.delete_pool"),
    ("tasks.read_due_schedules", "speedgaming.sync_now"),
    ("live_races.release_seed", "live_races.cancel_live_race"),
    ("live_races.release_seed", "room_service.apply_room_snapshot of the locked"),
    ("live_races.release_seed", "live_races.release_seed_now"),
    ("live_races.show_results", "tasks.show_due_results"),
    ("live_races.count_cancelled_results", "live_races.leave_race_cancelled"),
    ("live_races.count_cancelled_results", "live_races.restore_live_race"),
    ("live_races.check_room_entrants", "tasks.lock_due_races"),
    ("fan_out.remind_due", "tasks.send_reminders"),
    ("unmatched_results.dismiss_entry", "unmatched_results.reopen_entry that is open"),
    ("discord_servers.link_server instead", "discord_servers.unlink_server"),
    ("discord_servers.link_server that others link", "discord_servers.unlink_server"),
    ("accounts.delete", "organizations.update_member"),
    ("accounts.delete", "organizations.leave"),
    ("organizations.leave", "organizations.update_member"),
    ("organizations.leave", "organizations.remove_member"),
    ("overlays.renew_key", "overlays.turn_off"),
    ("alert_addresses.confirm", "alert_addresses.stop"),
    ("identity.know", "identity.sign_in_with_discord"),
    ("live_races.restore_live_race", "live_races.create_live_race"),
    ("live_races.restore_live_race", "live_races.update_live_race"),
    ("live_races.restore_live_race", "live_races.delete_live_race"),
    ("live_races.update_live_race", "runs.draw"),
    ("live_races.create_live_race", "runs.draw"),
    ("live_races.restore_live_race", "runs.draw"),
    ("live_races.create_live_race", "tournaments.close_tournament"),
    ("live_races.create_live_race", "pools.delete_pool"),
    ("live_races.cancel_live_race", "live_races.lock_race_now"),
    ("live_races.cancel_live_race", "room_service.apply_room_snapshot of the start"),
    ("live_races.cancel_live_race", "live_races.replace_room"),
    ("live_races.cancel_live_race", "live_races.change_many"),
    ("live_races.detach_room", "live_races.replace_room"),
    ("live_races.lock_race_now", "room_service.apply_room_snapshot of the start"),
    ("live_races.lock_race_now", "live_races.release_seed_now of the pending"),
    ("live_races.lock_race_now", "runs.draw"),
    ("room_service.apply_room_snapshot of the start", "runs.draw"),
    ("live_races.open_room_now", "live_races.attach_room"),
    ("live_races.open_room_now", "live_races.update_live_race"),
    ("room_service.apply_room_snapshot", "live_races.record_live_race_results"),
    ("live_races.record_live_race_results", "unmatched_results.match_entry"),
    ("live_races.record_live_race_results", "live_races.make_results_final"),
    ("unmatched_results.match_entry", "unmatched_results.dismiss_entry"),
    ("unmatched_results.match_entry", "runs.draw"),
    ("unmatched_results.match_entry", "organizations.remove_member"),
    ("pools.update_permalink", "runs.draw"),
    ("pools.change_use", "runs.draw"),
    ("pools.change_use", "live_races.lock_race_now"),
    ("pools.delete_permalink", "pools.update_permalink"),
    ("pools.delete_pool", "tournaments.add_permalinks"),
    ("pools.delete_pool", "pools.reorder_pools"),
    ("tournaments.create_pool", "pools.reorder_pools"),
    ("tournaments.create_pool", "pools.delete_pool"),
    ("tournaments.create_pool", "pools.rename_pool"),
    ("tournaments.create_pool in the empty tournament", "tournaments.delete_tournament"),
    ("tournaments.close_tournament", "tournaments.reopen_tournament that is open"),
    ("tournaments.close_tournament", "runs.draw"),
    ("tournaments.whitelist_player", "tournament_staff.remove_from_whitelist who is not on it"),
    ("organizations.update_member", "organizations.remove_member"),
    ("organizations.set_logo", "organizations.remove_logo"),
    ("organizations.set_logo", "organizations.update_organization"),
    ("organizations.add_member", "rosters.import_roster"),
    ("organizations.add_member who is known", "invites.accept"),
    ("invites.accept", "invites.revoke_invite"),
    ("tournament_staff.set_roles", "organizations.remove_member"),
    ("tournaments.whitelist_player", "organizations.remove_member"),
    ("runs.finish", "runs.forfeit"),
    ("runs.ready", "runs.time_out"),
    ("runs.ready", "runs.extend"),
    ("runs.reattempt", "runs.draw"),
    ("runs.reattempt", "reviews.accept_all"),
    ("runs.flag", "reviews.accept"),
    ("runs.submit", "reviews.reject"),
    ("reviews.accept", "reviews.reject"),
    ("reviews.accept", "reviews.claim"),
    ("reviews.accept", "reviews.correct_result"),
    ("reviews.correct_result once more", "reviews.undo_correction"),
    ("discord_servers.update_tournament_settings", "discord_servers.unlink_server"),
    ("discord_servers.note_joined where it is", "discord_servers.note_removed"),
    ("bots.deactivate_bot", "bots.reactivate_bot that is active"),
    ("bots.save_bot", "bots.adopt_configured_bot"),
    ("requests.begin", "requests.forget what was begun"),
    ("calendars.renew_key", "calendars.turn_off"),
    ("racetime_links.complete", "racetime_links.unlink of who links"),
    ("racetime_links.complete", "organizations.update_member"),
    ("identity.sign_in_with_discord", "organizations.add_member"),
    ("messages.take", "messages.try_again"),
    ("webhook_deliveries.take", "webhooks.send_again"),
    ("webhook_deliveries.take", "webhooks.delete_webhook"),
    ("webhooks.rotate_secret", "webhooks.delete_webhook"),
    ("publishing.publish", "webhooks.delete_webhook"),
    ("publishing.publish", "webhooks.update_webhook"),
    ("tasks.lock_due_races", "live_races.lock_race_now"),
    ("tasks.open_due_rooms", "live_races.open_room_now"),
    ("tasks.time_out_runs", "runs.ready"),
    ("tasks.refresh_alerts", "messages.raise_alarms"),
)
"""Pairs that undo each other, or that ask the same rule."""
