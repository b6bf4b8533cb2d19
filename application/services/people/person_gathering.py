"""Placeholders that organizations made of somebody become one with the person who has proved to be meant."""

from collections.abc import Sequence
from contextlib import suppress

from application.access import Access
from application.account_fingerprints import AccountFingerprints
from application.context import Actor, OrgContext
from application.domain.errors import DomainError, NotFound
from application.domain.events.people import PeopleNotMergedEvent
from application.domain.ids import OrganizationId, PersonRef, UserId
from application.repositories.people.user_repository import UserRepository
from application.repositories.racetime_accounts import former_racers
from application.services.people.person_merging import merge_people
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models.user import User


class PersonGatherer:
    def __init__(
        self, units: UnitsOfWork, access: Access, users: UserRepository, fingerprints: AccountFingerprints
    ) -> None:
        self._units = units
        self._access = access
        self._users = users
        self._fingerprints = fingerprints

    async def gather_by_discord(self, person: User) -> bool:
        """Take in whoever deleted this Discord account's user before, and whom organizations entered with the account.

        Tells whether organizations had entered anybody.
        """
        if person.discord_id is not None:
            await self._take_back(person, self._fingerprints.of_discord(person.discord_id))
        placeholders = await self._users.list_placeholders_of(person.discord_id) if person.discord_id else []
        for placeholder in placeholders:
            assert placeholder.organization_id is not None  # noqa: S101  # that makes it a placeholder
            await self._take_in(person, UserId(placeholder.id), OrganizationId(placeholder.organization_id))
        return bool(placeholders)

    async def gather_by_racetime(self, person: User, racetime_id: str) -> None:
        """Take in whoever deleted this account's user before, and whom organizations entered with the account.

        Also those who are no members any more. Somebody entered with another Discord account is left alone: that is
        another claim, which nobody has disproved.
        """
        await self._take_back(person, self._fingerprints.of_racetime(racetime_id))
        for claim in await self._users.list_claims_of(racetime_id):
            if claim.may_mean(person.discord_id):
                await self._take_in(person, claim.user_id, claim.organization_id)
        for racer in await former_racers(racetime_id):
            if racer.may_mean(person.discord_id):
                await self._take_in(person, racer.user_id, racer.organization_id)

    async def heir_of_discord(self, discord_id: int) -> User | None:
        """Return who took over the runs of a deleted user with this Discord account, by proving another account."""
        holders = await self._holders_of(self._fingerprints.of_discord(discord_id))
        return next((user for user in holders if user.deleted_at is None), None)

    async def heirs_of_racetime(self, racetime_id: str) -> list[UserId]:
        """Return who took over the runs of deleted users with this racetime.gg account, by proving another account."""
        holders = await self._holders_of(self._fingerprints.of_racetime(racetime_id))
        return [UserId(user.id) for user in holders if user.deleted_at is None]

    async def _holders_of(self, fingerprints: Sequence[str]) -> list[User]:
        nobody = self._access.in_person(Actor(None, ""))
        return await self._units.reading(nobody).fingerprints.holders_of(fingerprints)

    async def _take_back(self, person: User, fingerprints: Sequence[str]) -> None:
        """Give a person the runs of deleted users who had proved the same account; it needs no fingerprint then."""
        for holder in await self._holders_of(fingerprints):
            if holder.deleted_at is None and holder.id != person.id:
                continue
            with suppress(NotFound):  # another sign-in at the same moment was quicker
                await self._merge_deleted(UserId(holder.id), person, fingerprints)

    @tried_twice
    async def _merge_deleted(self, holder: UserId, person: User, fingerprints: Sequence[str]) -> None:
        person_id = UserId(person.id)
        async with self._units(self._access.in_person(Actor(person_id, person.display_name))) as work:
            if holder != person_id:
                await merge_people(work, gone=holder, kept=person_id)
            await work.fingerprints.drop(person_id, fingerprints)

    async def _take_in(self, person: User, placeholder: UserId, organization_id: OrganizationId) -> None:
        """One organization's trouble keeps nobody from being taken in elsewhere; its log says what is in the way."""
        ctx = self._access.admit(Actor(UserId(person.id), person.display_name), organization_id)
        try:
            await self._merge(ctx, placeholder, UserId(person.id))
        except DomainError as refusal:
            async with self._units(ctx) as work:
                work.record(
                    PeopleNotMergedEvent(
                        PersonRef(organization_id, UserId(person.id)),
                        name=person.display_name,
                        other_id=placeholder,
                        reason=refusal.message,
                    )
                )

    @tried_twice
    async def _merge(self, ctx: OrgContext, placeholder: UserId, person: UserId) -> None:
        async with self._units(ctx) as work:
            await merge_people(work, gone=placeholder, kept=person)
