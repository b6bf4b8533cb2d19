"""Placeholders that organizations made of somebody become one with the person who has proved to be meant."""

from application.access import Access
from application.context import Actor, OrgContext
from application.domain.errors import DomainError
from application.domain.events import PeopleNotMergedEvent
from application.domain.ids import OrganizationId, UserId
from application.repositories.user_repository import UserRepository
from application.services.person_merging import merge_people
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models import User


class PersonGatherer:
    def __init__(self, units: UnitsOfWork, access: Access, users: UserRepository) -> None:
        self._units = units
        self._access = access
        self._users = users

    async def gather_by_discord(self, person: User) -> bool:
        """Take in everybody whom organizations entered with the person's Discord account; tells whether any was."""
        placeholders = await self._users.list_placeholders_of(person.discord_id) if person.discord_id else []
        for placeholder in placeholders:
            assert placeholder.organization_id is not None  # noqa: S101  # that makes it a placeholder
            await self._take_in(person, UserId(placeholder.id), OrganizationId(placeholder.organization_id))
        return bool(placeholders)

    async def gather_by_racetime(self, person: User, racetime_id: str) -> None:
        """Take in everybody whom organizations entered with the racetime.gg account that the person has proved.

        Somebody entered with another Discord account is left alone: that is another claim, which nobody has disproved.
        """
        for claim in await self._users.list_claims_of(racetime_id):
            if claim.may_mean(person.discord_id):
                await self._take_in(person, claim.user_id, claim.organization_id)

    async def _take_in(self, person: User, placeholder: UserId, organization_id: OrganizationId) -> None:
        """One organization's trouble keeps nobody from being taken in elsewhere; its log says what is in the way."""
        ctx = self._access.admit(Actor(UserId(person.id), person.display_name), organization_id)
        try:
            await self._merge(ctx, placeholder, UserId(person.id))
        except DomainError as refusal:
            async with self._units(ctx) as work:
                work.record(
                    PeopleNotMergedEvent(
                        organization_id,
                        user_id=UserId(person.id),
                        name=person.display_name,
                        other_id=placeholder,
                        reason=refusal.message,
                    )
                )

    @tried_twice
    async def _merge(self, ctx: OrgContext, placeholder: UserId, person: UserId) -> None:
        async with self._units(ctx) as work:
            await merge_people(work, gone=placeholder, kept=person)
