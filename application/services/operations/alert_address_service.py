"""What whoever reads an address for e-mail says of alerts, by the link in a mail: yes, no more, or ask me again."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from application.access import Access
from application.context import OrgContext
from application.domain.errors import NotFound
from application.domain.events import Edited, EditedEvent, FieldChange
from application.domain.ids import AlertAddressId, OrganizationId, OrganizationRef
from application.domain.messages.mail import hinted, number_of
from application.private_keys import PrivateKeys
from application.read_models.operations import AskedAddress
from application.repositories import Repositories
from application.repositories.operations.alert_settings_repository import AlertAddressRepository
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models.supervision import AlertAddress

_Answer = Callable[[AlertAddressRepository, AlertAddressId], Awaitable[bool]]
"""Notes what somebody said; tells whether it was news."""


class AlertAddressService:
    """Each method raises `NotFound` for a key that is wrong, or of an address that was removed."""

    def __init__(self, units: UnitsOfWork, access: Access, keys: PrivateKeys) -> None:
        self._units = units
        self._access = access
        self._keys = keys

    async def look_at(self, key: str) -> AskedAddress:
        reading = self._units.reading(self._enter(key))
        row = await self._find(reading, key)
        organization = await reading.organization.get()
        return AskedAddress(
            organization.name, hinted(row.address), row.confirmed_at is not None, row.stopped_at is not None
        )

    async def confirm(self, key: str) -> None:
        """Let alerts be sent to the address."""
        await self._note(key, AlertAddressRepository.confirm, "said yes")

    async def stop(self, key: str) -> None:
        """Send nothing to the address any more, and let nobody enter it again."""
        await self._note(key, AlertAddressRepository.stop, "wants none")

    async def allow(self, key: str) -> None:
        """Forget the address, so that an admin may enter it again and have it asked."""
        await self._note(key, AlertAddressRepository.forget_stop, "may be asked again")

    @tried_twice
    async def _note(self, key: str, answer: _Answer, said: str) -> None:
        async with self._units(self._enter(key)) as work:
            row = await self._find(work, key)
            if await answer(work.alert_addresses, row.id):
                change = FieldChange("addresses", None, f"{hinted(row.address)} {said}")
                work.record(EditedEvent(OrganizationRef(work.ctx.organization_id), Edited.ALERTS, (change,)))

    def _enter(self, key: str) -> OrgContext:
        return self._access.as_system(OrganizationId(self._keys.owner_in(key)))

    async def _find(self, reading: Repositories, key: str) -> AlertAddress:
        """The key is an address's own, so it lasts when an admin removes the address and enters it again."""
        for row in await reading.alert_addresses.list_all():
            with suppress(NotFound):
                self._keys.check(key, row.organization_id, number_of(row.address))
                return row
        raise NotFound("address")
