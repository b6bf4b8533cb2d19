"""An organization's Discord server, where its tournaments speak, and what was said where."""

from datetime import datetime

from application.domain.errors import AlreadyTaken, NotFound
from application.domain.ids import RunId, Subject, TournamentId
from application.domain.messages.outbox import MessageKind
from application.domain.messages.server_events import EventState
from application.repositories.base import Named, TenantRepository
from models.discord import AsyncTournamentDiscord, DiscordPost, DiscordRunThread, DiscordServer
from models.event_log import OutboxMessage


class DiscordServerRepository(TenantRepository[DiscordServer]):
    model = DiscordServer
    noun = "Discord server"
    named = Named(Subject.SERVER, ("name",), key="guild_id")

    async def find(self) -> DiscordServer | None:
        return await self._own().select_related("linked_by").first()

    async def link(self, guild_id: int, name: str) -> DiscordServer:
        """Raises `AlreadyTaken` when the server is some organization's already."""
        if await DiscordServer.filter(guild_id=guild_id).exists():
            raise AlreadyTaken("This Discord server is linked to an organization already. Unlink it there first.")
        server = DiscordServer(
            organization_id=self._ctx.organization_id,
            guild_id=guild_id,
            name=name,
            linked_by_id=self._ctx.actor.user_id,
            linked_at=self._clock.now(),
        )
        await server.save(force_create=True)
        return server

    async def set_absent(self, absent_since: datetime | None) -> bool:
        """Note that the bot was removed from the server, or is there again; tells whether that is news."""
        known = self._own().filter(absent_since__isnull=absent_since is not None)
        return bool(await known.update(absent_since=absent_since))

    async def unlink(self) -> None:
        if not await self._own().delete():
            raise NotFound(self.noun)


class TournamentDiscordRepository(TenantRepository[AsyncTournamentDiscord]):
    model = AsyncTournamentDiscord
    noun = "tournament"

    async def find(self, tournament_id: TournamentId) -> AsyncTournamentDiscord | None:
        return await self._own().filter(tournament_id=tournament_id).first()

    async def save_settings(self, settings: AsyncTournamentDiscord) -> None:
        """Raises `ConcurrentChange` when the row is not as it was loaded."""
        settings.updated_at = self._clock.now()
        if settings.id is not None:
            await self._save_versioned(settings)
            return
        settings.organization_id = self._ctx.organization_id
        await settings.save(force_create=True)

    async def forget_channels(self) -> list[TournamentId]:
        """Take every tournament's channel away, because the server is no longer the organization's."""
        with_channel = self._own().filter(channel_id__isnull=False)
        tournaments = [TournamentId(row[0]) for row in await with_channel.values_list("tournament_id")]
        await with_channel.update(channel_id=None, channel_name="", ping_role_id=None, updated_at=self._clock.now())
        return tournaments


class DiscordPostRepository(TenantRepository[DiscordPost]):
    """`subject_id` is the race, tournament or run that a slot is about."""

    model = DiscordPost
    noun = "post"

    async def find(self, slot: MessageKind, subject_id: int) -> DiscordPost | None:
        return await self._own().filter(slot=slot, subject_id=subject_id).first()

    async def put(
        self,
        slot: MessageKind,
        subject_id: int,
        *,
        place_id: int,
        discord_id: int,
        fingerprint: str,
        event_state: EventState | None = None,
    ) -> None:
        """Note where something is and how it looks now."""
        now = self._clock.now()
        post = await self.find(slot, subject_id)
        if post is None:
            post = DiscordPost(
                organization_id=self._ctx.organization_id, slot=slot, subject_id=subject_id, posted_at=now
            )
        if post.discord_id != discord_id:
            post.posted_at = now
        post.place_id, post.discord_id = place_id, discord_id
        post.fingerprint, post.event_state, post.changed_at = fingerprint, event_state, now
        await post.save()

    async def note_lost(self, slot: MessageKind, subject_id: int) -> None:
        """Note that somebody deleted it on Discord."""
        post = await self._one(self._own().filter(slot=slot, subject_id=subject_id))
        post.discord_id, post.fingerprint, post.event_state = None, "", None
        post.times_lost += 1
        post.changed_at = self._clock.now()
        await post.save()

    async def forget(self, slot: MessageKind, subject_id: int) -> None:
        await self._own().filter(slot=slot, subject_id=subject_id).delete()


class RunThreadRepository(TenantRepository[DiscordRunThread]):
    model = DiscordRunThread
    noun = "thread"

    async def want(self, run_id: RunId) -> bool:
        """Note that a run's player is to be in a thread; False while that waits to be done already."""
        row = await self.find(run_id)
        if row is not None:
            return not await self._is_waiting(run_id)
        await DiscordRunThread.create(
            organization_id=self._ctx.organization_id, run_id=run_id, wanted_at=self._clock.now()
        )
        return True

    async def find(self, run_id: RunId) -> DiscordRunThread | None:
        return await self._own().filter(run_id=run_id).first()

    async def find_run(self, thread_id: int) -> RunId:
        """Return which run a thread is about. Raises `NotFound`."""
        return RunId((await self._one(self._own().filter(thread_id=thread_id))).run_id)

    async def set_thread(self, run_id: RunId, thread_id: int | None) -> None:
        await self._own().filter(run_id=run_id).update(thread_id=thread_id)

    async def _is_waiting(self, run_id: RunId) -> bool:
        waiting = OutboxMessage.filter(organization_id=self._ctx.organization_id, kind=MessageKind.THREAD)
        waiting = waiting.filter(partition_key=f"run:{run_id}", sent_at__isnull=True, given_up_at__isnull=True)
        return await waiting.filter(superseded_at__isnull=True).exists()
