"""Which Discord server belongs to an organization, and where each tournament speaks."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from application.access import Access
from application.context import OrgContext
from application.domain.discord import DiscordState, Standing, present_standing
from application.domain.errors import Conflict, FieldProblem, Forbidden, InvalidInput, NotFound, Problems, Unavailable
from application.domain.events import Edited, EditedEvent, FieldChange, differences
from application.domain.events.messages import (
    DiscordServerLinkedEvent,
    DiscordServerPresenceEvent,
    DiscordServerUnlinkedEvent,
    MessagesQueuedEvent,
)
from application.domain.ids import OrganizationRef, ServerRef, TournamentId, TournamentRef
from application.domain.live_races.scheduling import UNSET, Unset
from application.domain.messages.channels import Destination
from application.domain.messages.notifications import DEFAULT_REMINDER_MINUTES, LONGEST_REMINDER_MINUTES
from application.domain.messages.outbox import partition_of_staff_channel
from application.domain.messages.race_posts import PingMode
from application.domain.permissions import Permission
from application.ports import ChannelFacts, DiscordServers, DiscordUnavailable
from application.read_models import (
    DiscordServerView,
    LinkableServer,
    ServerChannel,
    ServerRole,
    TournamentDiscordView,
)
from application.repositories.messages.discord_site_repository import DiscordSiteRepository, LinkedServer
from application.services.messages.message_service import forget_thread
from application.services.retry import each_apart, tried_twice
from application.unit_of_work import UnitsOfWork
from models.discord import AsyncTournamentDiscord, DiscordServer

_OFF = "no bot is configured, set DISCORD_BOT_TOKEN."
_NOT_LINKED = "Link the organization to its Discord server first."


@dataclass(frozen=True, slots=True)
class TournamentDiscordChanges:
    channel_id: int | Unset | None = UNSET
    """None lets the tournament say nothing on Discord."""
    ping: PingMode | Unset = UNSET
    ping_role_id: int | Unset | None = UNSET
    server_events: bool | Unset = UNSET
    runs_in_threads: bool | Unset = UNSET
    """Whether async runs can be begun in the channel and are led through private threads."""
    reminder_minutes: int | Unset | None = UNSET
    """How long before a start members are reminded who chose no time of their own; None is the usual lead."""


class DiscordServerService:
    """Without `servers` no bot is configured; what needs to ask Discord then raises `Unavailable`."""

    def __init__(
        self, units: UnitsOfWork, access: Access, site: DiscordSiteRepository, servers: DiscordServers | None
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._bot = servers

    @property
    def _servers(self) -> DiscordServers:
        if self._bot is None:
            raise DiscordUnavailable(_OFF)
        return self._bot

    # The bot

    async def get_standing(self, ctx: OrgContext) -> Standing:
        """Return how the bot stands with Discord."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        return await self._standing()

    async def get_bot_state(self) -> DiscordState:
        """Return in a word how the bot stands, for whoever keeps the installation running."""
        return (await self._standing()).state

    async def _standing(self) -> Standing:
        if self._bot is None:
            return Standing(DiscordState.OFF, f"Off: {_OFF}", None)
        return present_standing(*await self._site.find_standing(), self._site.clock.now())

    async def note_standing(self, standing: Standing) -> None:
        """Note how the bot stands, so that every process can say so."""
        await self._site.put_standing(standing)

    # The organization's server

    async def get_server(self, ctx: OrgContext) -> DiscordServerView | None:
        ctx.demand(Permission.VIEW)
        server = await self._units.reading(ctx).discord_server.find()
        return _server_view(server) if server is not None else None

    async def list_linkable(self, ctx: OrgContext) -> tuple[LinkableServer, ...]:
        """Return the servers that the actor may manage, as Discord said at the last sign-in.

        Raises `Unavailable` when Discord can't tell in which of them the bot is.
        """
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        if ctx.actor.user_id is None:
            return ()
        found = []
        for guild_id, name in await self._site.list_managed_servers(ctx.actor.user_id):
            try:
                present = await self._servers.find(guild_id) is not None
            except DiscordUnavailable as error:
                raise Unavailable(f"Discord can't be asked just now: {error}") from error
            found.append(LinkableServer(guild_id, name, present))
        return tuple(found)

    @tried_twice
    async def link_server(self, ctx: OrgContext, guild_id: int) -> DiscordServerView:
        """Make a server the organization's. The actor must administer both; Discord is asked at this moment."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        reading = self._units.reading(ctx)
        if await reading.discord_server.find() is not None:
            raise Conflict("This organization has a Discord server already. Unlink it first.")
        account = None
        if ctx.actor.user_id is not None:
            account = (await reading.users.get(ctx.actor.user_id)).discord_id
        if account is None:
            raise Forbidden("Only somebody with a Discord account can link a Discord server.")
        try:
            server = await self._servers.find(guild_id)
            may_manage = server is not None and await self._servers.may_manage(guild_id, account)
        except DiscordUnavailable as error:
            raise Unavailable(f"Discord can't be asked just now: {error}") from error
        if server is None:
            raise InvalidInput.on("guild_id", "The bot isn't in that Discord server. Invite it there first.")
        if not may_manage:
            raise Forbidden("Only somebody who may manage that Discord server can link it.")
        async with self._units(ctx) as work:
            row = await work.discord_server.link(guild_id, server.name[:100])
            work.record(DiscordServerLinkedEvent(ServerRef(ctx.organization_id, str(guild_id)), name=row.name))
        view = await self.get_server(ctx)
        assert view is not None  # noqa: S101  # it was linked above
        return view

    @tried_twice
    async def unlink_server(self, ctx: OrgContext) -> None:
        """Let go of the server; every tournament's channel goes with it."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            server = await work.discord_server.find()
            if server is None:
                raise NotFound("Discord server")
            for tournament_id in await work.tournament_discord.forget_channels():
                change = FieldChange("channel", "set", None)
                work.record(
                    EditedEvent(TournamentRef(ctx.organization_id, tournament_id), Edited.TOURNAMENT_DISCORD, (change,))
                )
            if await work.alert_settings.forget_channel():
                await work.outbox.drop(Destination.DISCORD, partition_of_staff_channel(ctx.organization_id))
            await work.discord_server.unlink()
            work.record(
                DiscordServerUnlinkedEvent(ServerRef(ctx.organization_id, str(server.guild_id)), name=server.name)
            )

    async def list_channels(self, ctx: OrgContext) -> tuple[ServerChannel, ...]:
        """Return the server's text channels with what the bot may not do in each. Raises `Unavailable`, `Conflict`."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        channels = await self._channels(await self._guild_id(ctx))
        return tuple(
            ServerChannel(
                channel.channel_id,
                channel.name,
                channel.missing,
                channel.missing_for_events,
                channel.missing_for_threads,
            )
            for channel in channels
        )

    async def list_roles(self, ctx: OrgContext) -> tuple[ServerRole, ...]:
        """Return the roles that could be alerted when a room opens. Raises `Unavailable`, `Conflict`."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        guild_id = await self._guild_id(ctx)
        try:
            roles = await self._servers.roles(guild_id)
        except DiscordUnavailable as error:
            raise Unavailable(f"Discord can't be asked just now: {error}") from error
        return tuple(ServerRole(role.role_id, role.name, role.alertable) for role in roles)

    # What the bot notices

    async def note_present(self, guild_ids: Sequence[int]) -> None:
        """Note in which servers the bot is; those that are missing have removed it."""
        servers = await self._site.list_servers()
        noted = (self._note_presence(server, present=server.guild_id in guild_ids) for server in servers)
        await each_apart("note whether the bot is on a server", noted)

    async def note_joined(self, guild_id: int) -> None:
        await self._note_one(guild_id, present=True)

    async def note_permissions_changed(self, guild_id: int) -> None:
        """Try again what was refused there, as the bot may be allowed to by now."""
        await self._note_one(guild_id, present=True)

    async def note_removed(self, guild_id: int) -> None:
        await self._note_one(guild_id, present=False)

    @tried_twice
    async def note_thread_gone(self, thread_id: int) -> None:
        """Note that a thread was deleted, whatever it was about."""
        found = await self._site.find_run_of_thread(thread_id)
        if found is None:
            return
        organization_id, run_id = found
        async with self._units(self._access.as_system(organization_id)) as work:
            thread = await work.run_threads.find(run_id)
            if thread is not None and thread.thread_id == thread_id:
                await forget_thread(work, run_id)

    async def _note_one(self, guild_id: int, *, present: bool) -> None:
        server = await self._site.find_server(guild_id)
        if server is not None:
            await self._note_presence(server, present=present)

    @tried_twice
    async def _note_presence(self, server: LinkedServer, *, present: bool) -> None:
        if not present and server.absent_since is not None:
            return
        async with self._units(self._access.as_system(server.organization_id)) as work:
            if await work.discord_server.set_absent(None if present else work.clock.now()):
                work.record(
                    DiscordServerPresenceEvent(ServerRef(server.organization_id, str(server.guild_id)), present=present)
                )
            if present and await work.outbox.revive_refused():
                work.record(MessagesQueuedEvent(OrganizationRef(server.organization_id)))

    # A tournament's channel

    async def get_tournament_settings(self, ctx: OrgContext, tournament_id: TournamentId) -> TournamentDiscordView:
        ctx.demand(Permission.VIEW)
        reading = self._units.reading(ctx)
        await reading.tournaments.get_by_id(tournament_id)
        return _settings_view(tournament_id, await reading.tournament_discord.find(tournament_id))

    @tried_twice
    async def update_tournament_settings(
        self, ctx: OrgContext, tournament_id: TournamentId, changes: TournamentDiscordChanges
    ) -> TournamentDiscordView:
        """Change where and how a tournament speaks on Discord; messages of races that are not over move along.

        Raises `InvalidInput` that names every permission the bot lacks in a new channel.
        """
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        reading = self._units.reading(ctx)
        await reading.tournaments.get_by_id(tournament_id)
        known = await reading.tournament_discord.find(tournament_id)
        problems = Problems()
        channel_name = None
        with problems.noted():
            channel_name = await self._checked_channel(ctx, known, changes)
        with problems.noted():
            await self._check_role(ctx, changes)
        async with self._units(ctx) as work:
            settings = await work.tournament_discord.find(tournament_id)
            if settings is None:
                settings = AsyncTournamentDiscord(tournament_id=tournament_id)
            before = _shown(settings)
            for item in fields(changes):
                if (value := getattr(changes, item.name)) is not UNSET:
                    setattr(settings, item.name, value)
            if channel_name is not None:
                settings.channel_name = channel_name
            with problems.noted():
                _check(settings)
            problems.refuse()
            changed = differences(before, _shown(settings))
            if changed:
                await work.tournament_discord.save_settings(settings)
                work.record(
                    EditedEvent(TournamentRef(ctx.organization_id, tournament_id), Edited.TOURNAMENT_DISCORD, changed)
                )
            return _settings_view(tournament_id, settings)

    async def _checked_channel(
        self, ctx: OrgContext, known: AsyncTournamentDiscord | None, changes: TournamentDiscordChanges
    ) -> str | None:
        """Return the name of a channel that is newly chosen, "" when it is taken away."""
        if changes.channel_id is None:
            return ""
        before = known.channel_id if known is not None else None
        wanted = before if changes.channel_id is UNSET else changes.channel_id
        if wanted is None or (wanted == before and changes.runs_in_threads is not True):
            return None
        channels = await self._channels(await self._guild_id(ctx))
        channel = next((item for item in channels if item.channel_id == wanted), None)
        if channel is None:
            raise InvalidInput.on("channel_id", "The Discord server has no such text channel.")
        after = _after(known, changes)
        missing = channel.missing
        missing += channel.missing_for_events if after.server_events else ()
        missing += channel.missing_for_threads if after.runs_in_threads else ()
        if missing:
            raise InvalidInput.on(
                "channel_id",
                f"The bot lacks permissions in #{channel.name}: {', '.join(missing)}. "
                "Give it these in the settings of the channel or server on Discord.",
            )
        return channel.name[:100]

    async def _check_role(self, ctx: OrgContext, changes: TournamentDiscordChanges) -> None:
        if changes.ping_role_id is UNSET or changes.ping_role_id is None:
            return
        role = next((item for item in await self.list_roles(ctx) if item.id == changes.ping_role_id), None)
        if role is None:
            raise InvalidInput.on("ping_role_id", "The Discord server has no such role.")
        if not role.alertable:
            raise InvalidInput.on(
                "ping_role_id",
                f"The bot may not mention @{role.name}. Allow everybody to mention this role, "
                "or give the bot the permission Mention Everyone.",
            )

    async def _channels(self, guild_id: int) -> tuple[ChannelFacts, ...]:
        try:
            return await self._servers.text_channels(guild_id)
        except DiscordUnavailable as error:
            raise Unavailable(f"Discord can't be asked just now: {error}") from error

    async def _guild_id(self, ctx: OrgContext) -> int:
        server = await self._units.reading(ctx).discord_server.find()
        if server is None:
            raise Conflict(_NOT_LINKED)
        guild_id: int = server.guild_id
        return guild_id


def _after(known: AsyncTournamentDiscord | None, changes: TournamentDiscordChanges) -> AsyncTournamentDiscord:
    """Return what the settings would be, as far as they decide about permissions."""
    settings = AsyncTournamentDiscord()
    for name in ("server_events", "runs_in_threads"):
        if (value := getattr(changes, name)) is UNSET and known is not None:
            value = getattr(known, name)
        if value is not UNSET:
            setattr(settings, name, value)
    return settings


def _check(settings: AsyncTournamentDiscord) -> None:
    problems = Problems()
    lead: int | None = settings.reminder_minutes
    if lead is not None and not 1 <= lead <= LONGEST_REMINDER_MINUTES:
        message = "A reminder comes 1 minute to 7 days (10,080 minutes) before a start."
        problems.note(FieldProblem("reminder_minutes", message))
    if settings.ping is PingMode.ROLE and settings.ping_role_id is None:
        problems.note(FieldProblem("ping_role_id", "Choose the role that is alerted when a room opens."))
    problems.refuse()


def _shown(settings: AsyncTournamentDiscord) -> dict[str, object]:
    return {item.name: getattr(settings, item.name) for item in fields(TournamentDiscordChanges)}


def _server_view(server: DiscordServer) -> DiscordServerView:
    return DiscordServerView(
        guild_id=server.guild_id,
        name=server.name,
        linked_by=server.linked_by.display_name if server.linked_by is not None else "",
        linked_at=server.linked_at,
        absent_since=server.absent_since,
    )


def _settings_view(tournament_id: TournamentId, settings: AsyncTournamentDiscord | None) -> TournamentDiscordView:
    if settings is None:
        settings = AsyncTournamentDiscord(tournament_id=tournament_id)
    return TournamentDiscordView(
        tournament_id=tournament_id,
        channel_id=settings.channel_id,
        channel_name=settings.channel_name,
        ping=settings.ping,
        ping_role_id=settings.ping_role_id,
        server_events=settings.server_events,
        runs_in_threads=settings.runs_in_threads,
        reminder_minutes=settings.reminder_minutes,
        effective_reminder_minutes=settings.reminder_minutes or DEFAULT_REMINDER_MINUTES,
    )
