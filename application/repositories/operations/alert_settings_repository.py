"""How an organization's staff are told of alerts: settings, and who besides the channel."""

from collections.abc import Collection, Sequence

from application.domain.ids import AlertAddressId, UserId
from application.repositories.base import TenantRepository
from models.supervision import AlertAddress, AlertRecipient, AlertSettings


class AlertSettingsRepository(TenantRepository[AlertSettings]):
    model = AlertSettings
    noun = "organization"

    async def get(self) -> AlertSettings:
        """Return the settings; of an organization that has none yet those that hold then."""
        found = await self._own().first()
        return found or AlertSettings(organization_id=self._ctx.organization_id)

    async def put(self, settings: AlertSettings) -> None:
        self._demand_own([settings])
        settings.updated_at = self._clock.now()
        await settings.save()

    async def forget_channel(self) -> bool:
        """Take the channel away, because its server is no longer the organization's; False where there is none."""
        with_channel = self._own().filter(channel_id__isnull=False)
        return bool(await with_channel.update(channel_id=None, channel_name="", updated_at=self._clock.now()))


class AlertRecipientRepository(TenantRepository[AlertRecipient]):
    model = AlertRecipient
    noun = "member"

    async def list_chosen(self) -> list[UserId]:
        return [UserId(row[0]) for row in await self._own().order_by("user_id").values_list("user_id")]

    async def choose(self, user_ids: Collection[UserId]) -> None:
        """Let exactly these be told."""
        await self._own().exclude(user_id__in=list(user_ids)).delete()
        known = set(await self.list_chosen())
        await AlertRecipient.bulk_create(
            [
                AlertRecipient(organization_id=self._ctx.organization_id, user_id=user_id)
                for user_id in sorted(set(user_ids) - known)
            ]
        )


class AlertAddressRepository(TenantRepository[AlertAddress]):
    model = AlertAddress
    noun = "address"

    async def find_by_id(self, address_id: AlertAddressId) -> AlertAddress | None:
        return await self._find(address_id)

    async def list_chosen(self) -> list[AlertAddress]:
        return await self._own().filter(stopped_at__isnull=True).order_by("id")

    async def list_all(self) -> list[AlertAddress]:
        """Return also those that want to be told nothing."""
        return await self._own().order_by("id")

    async def choose(self, addresses: Sequence[str]) -> None:
        """Let exactly these be told, those that are new once they have said yes."""
        await self._own().filter(stopped_at__isnull=True).exclude(address__in=list(addresses)).delete()
        known = {row.address for row in await self.list_chosen()}
        await AlertAddress.bulk_create(
            [
                AlertAddress(organization_id=self._ctx.organization_id, address=address)
                for address in addresses
                if address not in known
            ]
        )

    async def confirm(self, address_id: AlertAddressId) -> bool:
        """Note that an address has said yes; False when it had before."""
        unsaid = self._own().filter(id=address_id, confirmed_at__isnull=True, stopped_at__isnull=True)
        return bool(await unsaid.update(confirmed_at=self._clock.now()))

    async def stop(self, address_id: AlertAddressId) -> bool:
        """Note that an address wants nothing any more; False when it had said so before."""
        told = self._own().filter(id=address_id, stopped_at__isnull=True)
        return bool(await told.update(stopped_at=self._clock.now(), confirmed_at=None))

    async def forget_stop(self, address_id: AlertAddressId) -> bool:
        """Remove an address that wanted nothing; False for any other."""
        return bool(await self._own().filter(id=address_id, stopped_at__isnull=False).delete())
