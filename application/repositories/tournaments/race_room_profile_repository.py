"""Race room profiles and racetime.gg bots."""

from dataclasses import dataclass
from datetime import datetime

from tortoise.queryset import QuerySet

from application.domain.errors import AlreadyTaken
from application.domain.ids import OrganizationId, ProfileId, RacetimeBotId, Subject
from application.domain.operations.alerts import BotStatus
from application.repositories.base import Named, TenantRepository, taken_when_not_unique
from models.race_room_profile import RaceRoomProfile, RacetimeBot


class RaceRoomProfileRepository(TenantRepository[RaceRoomProfile]):
    model = RaceRoomProfile
    noun = "race room profile"
    named = Named(Subject.PROFILE, ("name",))

    async def get_by_id(self, profile_id: ProfileId) -> RaceRoomProfile:
        return await self._get(profile_id)

    async def find(self, profile_id: ProfileId) -> RaceRoomProfile | None:
        return await self._own().filter(id=profile_id).first()

    async def find_default(self) -> RaceRoomProfile | None:
        return await self._own().filter(is_default=True).first()

    async def list_profiles(self) -> list[RaceRoomProfile]:
        return await self._own().order_by("-is_default", "name")

    async def save_profile(self, profile: RaceRoomProfile) -> None:
        """Insert or update; a profile that becomes the default takes that place from the present one.

        Raises `AlreadyTaken` when the name is in use.
        """
        now = self._clock.now()
        namesakes = self._own().filter(name=profile.name)
        if profile.id is not None:
            namesakes = namesakes.exclude(id=profile.id)
        if await namesakes.exists():
            raise AlreadyTaken(f"There is a profile called {profile.name} already.")
        if profile.is_default:
            others = self._own().filter(is_default=True)
            await (others.exclude(id=profile.id) if profile.id is not None else others).update(is_default=False)
        profile.organization_id = self._ctx.organization_id
        profile.updated_at = now
        if profile.id is None:
            profile.created_at = now
        with taken_when_not_unique("Somebody else saved a profile of this name, or another default one, just now."):
            await profile.save()


class RacetimeBotRepository(TenantRepository[RacetimeBot]):
    model = RacetimeBot
    noun = "racetime.gg bot"
    named = Named(Subject.BOT, ("category",))

    async def get_by_id(self, bot_id: RacetimeBotId) -> RacetimeBot:
        return await self._get(bot_id)

    async def find_for_category(self, category: str) -> RacetimeBot | None:
        return await self._own().filter(category=category).first()

    async def list_bots(self) -> list[RacetimeBot]:
        return await self._own().order_by("category")

    async def save_bot(self, bot: RacetimeBot) -> None:
        now = self._clock.now()
        bot.organization_id = self._ctx.organization_id
        bot.updated_at = now
        if bot.id is None:
            bot.created_at = now
        with taken_when_not_unique(f"Somebody else gave {bot.category} a bot just now."):
            await bot.save()

    async def note_status(self, bot_id: RacetimeBotId, status: BotStatus, message: str, since: datetime | None) -> None:
        """Write how a bot stands and nothing else, because its credentials may be changed at the same moment."""
        bot = self._own().filter(id=bot_id)
        if since is None:
            await bot.update(status=status, status_message=message)
        else:
            await bot.update(status=status, status_message=message, status_since=since)

    async def set_active(self, bot_id: RacetimeBotId, *, is_active: bool) -> bool:
        """Return False when it was so already."""
        changed = self._own().filter(id=bot_id, is_active=not is_active)
        return bool(await changed.update(is_active=is_active, updated_at=self._clock.now()))


@dataclass(frozen=True, slots=True)
class StoredBot:
    bot_id: RacetimeBotId
    organization_id: OrganizationId
    category: str
    client_id: str
    client_secret_encrypted: str


class BotSecretRepository:
    """The bots of all organizations with their secrets."""

    async def active_bots(self) -> list[StoredBot]:
        return await _stored(RacetimeBot.filter(is_active=True, organization__is_active=True))

    async def all_bots(self) -> list[StoredBot]:
        """Return every bot with its secret, also those that are switched off."""
        return await _stored(RacetimeBot.all())

    async def reseal_bot(self, bot_id: RacetimeBotId, old: str, new: str) -> int:
        """Replace an encrypted secret by the same one under another key, unless it was changed meanwhile."""
        bots = RacetimeBot.filter(id=bot_id, client_secret_encrypted=old)
        return await bots.update(client_secret_encrypted=new)


async def _stored(bots: QuerySet[RacetimeBot]) -> list[StoredBot]:
    rows = await bots.order_by("id").values_list(
        "id", "organization_id", "category", "client_id", "client_secret_encrypted"
    )
    return [StoredBot(*row) for row in rows]
