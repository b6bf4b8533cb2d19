"""People as one organization may name them: everybody who has proved an account, and its own placeholders."""

from collections.abc import Sequence

from application.domain.accounts import RacetimeAccount
from application.domain.errors import NotFound
from application.domain.ids import UserId
from application.repositories.base import TenantRepository, taken_when_not_unique
from application.repositories.racetime_accounts import (
    FormerRacer,
    accounts_of,
    former_racers,
    owners_of,
)
from models.user import User

_TAKEN = "Somebody with this Discord account is here already."


class PersonRepository(TenantRepository[User]):
    model = User
    noun = "person"

    async def get(self, user_id: UserId) -> User:
        """Raises `NotFound` for nobody, and for another organization's placeholder."""
        user = await User.filter(id=user_id, merged_into_id__isnull=True, deleted_at__isnull=True).first()
        if user is None or user.organization_id not in (None, self._ctx.organization_id):
            raise NotFound(self.noun)
        return user

    async def find_by_discord_id(self, discord_id: int) -> User | None:
        """Return who proved to own the Discord account, else whom this organization entered with it."""
        return (await self.list_by_discord_ids([discord_id])).get(discord_id)

    async def list_by_discord_ids(self, discord_ids: Sequence[int]) -> dict[int, User]:
        if not discord_ids:
            return {}
        found: dict[int, User] = {}
        own = (None, self._ctx.organization_id)
        for user in await User.filter(discord_id__in=list(discord_ids)).order_by("id"):
            is_better = user.organization_id is None or user.discord_id not in found
            if user.discord_id is not None and user.organization_id in own and is_better:
                found[user.discord_id] = await _successor(user)
        return found

    async def list_users(self, user_ids: Sequence[UserId]) -> dict[UserId, User]:
        rows = await User.filter(id__in=list(user_ids)) if user_ids else []
        return {UserId(user.id): user for user in rows if user.organization_id in (None, self._ctx.organization_id)}

    async def owners_of(self, racetime_ids: Sequence[str]) -> dict[str, UserId]:
        """Return who has these racetime.gg accounts here; whoever proved one has it, member or not."""
        return await owners_of(self._ctx.organization_id, racetime_ids)

    async def accounts_of(self, user_ids: Sequence[UserId]) -> dict[UserId, RacetimeAccount]:
        """Return which racetime.gg accounts these people have here."""
        return await accounts_of(self._ctx.organization_id, user_ids)

    async def former_racers(self, racetime_id: str) -> list[FormerRacer]:
        """Return who raced here with an account and is no member any more."""
        here = self._ctx.organization_id
        return [racer for racer in await former_racers(racetime_id) if racer.organization_id == here]

    async def add_placeholder(self, display_name: str, *, discord_id: int | None = None) -> User:
        """Make somebody who exists in this organization only, until the person proves an account.

        Raises `AlreadyTaken` when the organization has somebody with this Discord account.
        """
        now = self._clock.now()
        with taken_when_not_unique(_TAKEN):
            return await User.create(
                organization_id=self._ctx.organization_id,
                display_name=display_name,
                discord_id=discord_id,
                created_at=now,
                updated_at=now,
            )


async def _successor(user: User) -> User:
    """Return who a user turned out to be, else the user."""
    return user if user.merged_into_id is None else await User.get(id=user.merged_into_id)
