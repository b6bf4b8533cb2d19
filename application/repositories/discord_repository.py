"""An organization's Discord server, where its tournaments speak, and what was said where."""

from collections.abc import Sequence
from datetime import datetime

from application.domain.errors import AlreadyTaken, NotFound
from application.domain.ids import LiveRaceId, TournamentId
from application.domain.race_posts import Slot
from application.domain.server_events import EventState
from application.repositories.base import TenantRepository
from models import AsyncTournamentDiscord, DiscordPost, DiscordServer


class DiscordServerRepository(TenantRepository[DiscordServer]):
    model = DiscordServer
    noun = "Discord server"

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
    model = DiscordPost
    noun = "post"

    async def find(self, live_race_id: LiveRaceId, slot: Slot) -> DiscordPost | None:
        return await self._own().filter(live_race_id=live_race_id, slot=slot).first()

    async def list_for_races(self, live_race_ids: Sequence[int]) -> list[DiscordPost]:
        return await self._own().filter(live_race_id__in=list(live_race_ids)).order_by("id")

    async def put(
        self,
        live_race_id: LiveRaceId,
        slot: Slot,
        *,
        place_id: int,
        discord_id: int,
        fingerprint: str,
        event_state: EventState | None = None,
    ) -> None:
        """Note where something is and how it looks now."""
        now = self._clock.now()
        post = await self.find(live_race_id, slot)
        if post is None:
            post = DiscordPost(
                organization_id=self._ctx.organization_id, live_race_id=live_race_id, slot=slot, posted_at=now
            )
        if post.discord_id != discord_id:
            post.posted_at = now
        post.place_id, post.discord_id = place_id, discord_id
        post.fingerprint, post.event_state, post.changed_at = fingerprint, event_state, now
        await post.save()

    async def note_lost(self, live_race_id: LiveRaceId, slot: Slot) -> None:
        """Note that somebody deleted it on Discord."""
        post = await self._one(self._own().filter(live_race_id=live_race_id, slot=slot))
        post.discord_id, post.fingerprint, post.event_state = None, "", None
        post.times_lost += 1
        post.changed_at = self._clock.now()
        await post.save()

    async def forget(self, live_race_id: LiveRaceId, slot: Slot) -> None:
        await self._own().filter(live_race_id=live_race_id, slot=slot).delete()
