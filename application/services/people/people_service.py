"""Making two users one on somebody's word: an organization's admins for those they entered, else a site admin."""

from collections.abc import Iterable, Sequence

from application.access import Access
from application.context import Actor, OrgContext
from application.domain.errors import Conflict, NotFound
from application.domain.ids import OrganizationId, UserId
from application.domain.people.merging import refusal_for_admins, used_slots, who_stays
from application.domain.permissions import Permission
from application.read_models.people import MergeLine, MergeView, PersonCard, PersonPlace, SlotUse
from application.repositories.people.merging_repository import Belonging, MergingRepository
from application.repositories.people.personal_repository import PersonalRepository
from application.services.people.identity_service import IdentityService
from application.services.people.person_merging import MergePlan, merge_people, plan_merge
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models.user import User

_MOST_FOUND = 20
_LONGEST_SEARCH = 100


class PeopleService:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        identity: IdentityService,
        merging: MergingRepository,
        personal: PersonalRepository,
    ) -> None:
        self._units = units
        self._access = access
        self._identity = identity
        self._merging = merging
        self._personal = personal

    # For an organization's admins

    async def preview_merge(self, ctx: OrgContext, one: UserId, other: UserId) -> MergeView:
        """Return what making two members one would do here, and what speaks against it.

        Raises `NotFound` for somebody who is no member.
        """
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        kept, gone, refusal = await self._pair(ctx, one, other)
        plan = await plan_merge(self._merging, self._personal, gone=gone, kept=kept)
        return await self._view(plan, ctx.organization_id, refusal)

    @tried_twice
    async def merge(self, ctx: OrgContext, one: UserId, other: UserId) -> MergeView:
        """Make two members one and return what was done. Raises `Conflict` with the reason where that is refused."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            kept, gone, refusal = await self._pair(ctx, one, other)
            if refusal is not None:
                raise Conflict(refusal)
            planned = await plan_merge(self._merging, self._personal, gone=gone, kept=kept)
            before = await self._view(planned, ctx.organization_id, None)
            plan = await merge_people(work, gone=UserId(gone.id), kept=UserId(kept.id))
        return _after(before, plan, ctx.organization_id)

    async def _pair(self, ctx: OrgContext, one: UserId, other: UserId) -> tuple[User, User, str | None]:
        """Return who stays, who goes, and why not."""
        people = [await self._member(ctx, user_id) for user_id in (one, other)]
        first, second = [await self._merging.candidate(user) for user in people]
        refusal = refusal_for_admins(first, second, organization_id=ctx.organization_id, actor=ctx.actor.user_id)
        kept, _ = who_stays(first, second)
        return (people[0], people[1], refusal) if kept is first else (people[1], people[0], refusal)

    async def _member(self, ctx: OrgContext, user_id: UserId) -> User:
        user = await self._merging.get(user_id)
        if user.organization_id != ctx.organization_id:
            members = self._units.reading(ctx).members
            if not await members.list_member_ids([user_id]):
                raise NotFound("member")
        return user

    # For site administrators

    async def find_people(self, actor: Actor, text: str) -> tuple[PersonCard, ...]:
        """Return people by part of a name, by Discord id, racetime.gg account or number. Raises `Forbidden`."""
        await self._identity.demand_site_administrator(actor)
        words = " ".join(text.split())[:_LONGEST_SEARCH]
        users = await self._merging.find_people(words, limit=_MOST_FOUND) if words else []
        places = await self._merging.belongings_of([UserId(user.id) for user in users])
        counts = await self._merging.count_runs([UserId(user.id) for user in users])
        return tuple(_card(user, places[UserId(user.id)], counts.get(UserId(user.id), 0)) for user in users)

    async def preview_merge_anywhere(self, actor: Actor, kept: UserId, gone: UserId) -> MergeView:
        """Return what making any two people one would do; `kept` is who stays. Raises `Forbidden`."""
        await self._identity.demand_site_administrator(actor)
        staying, going = await self._merging.get(kept), await self._merging.get(gone)
        plan = await plan_merge(self._merging, self._personal, gone=going, kept=staying)
        return await self._view(plan, None, _refusal_anywhere(staying, going))

    @tried_twice
    async def merge_anywhere(self, actor: Actor, kept: UserId, gone: UserId) -> MergeView:
        """Make any two people one; `kept` stays, with the Discord account. Raises `Forbidden` and `Conflict`."""
        before = await self.preview_merge_anywhere(actor, kept, gone)
        if before.refusal is not None:
            raise Conflict(before.refusal)
        async with self._units(self._access.in_person(actor)) as work:
            plan = await merge_people(work, gone=gone, kept=kept)
        return _after(before, plan, None)

    # Parts

    async def _view(self, plan: MergePlan, organization_id: OrganizationId | None, refusal: str | None) -> MergeView:
        """Show a plan, of an organization's own rows only where one is given; of a refused one just who the two are."""
        places = await self._merging.belongings_of([plan.kept_id, plan.gone_id])
        shown = {user_id: _within(found, organization_id) for user_id, found in places.items()}
        runs = [run for run in plan.runs if organization_id in (None, run.organization_id)]
        told = runs if refusal is None else []
        counts = {user_id: sum(run.user_id == user_id for run in runs) for user_id in shown}
        roles = sorted({role for found in shown.values() for item in found for role in item.roles})
        return MergeView(
            kept=_card(plan.kept, shown[plan.kept_id], counts[plan.kept_id]),
            gone=_card(plan.gone, shown[plan.gone_id], counts[plan.gone_id]),
            slots=tuple(SlotUse(place, used, slots) for (place, _), (used, slots) in used_slots(told).items()),
            lines=_lines(plan, organization_id) if refusal is None else (),
            roles=tuple(roles),
            refusal=refusal,
        )


def _after(before: MergeView, plan: MergePlan, organization_id: OrganizationId | None) -> MergeView:
    return MergeView(before.kept, before.gone, before.slots, _lines(plan, organization_id), before.roles)


def _lines(plan: MergePlan, organization_id: OrganizationId | None) -> tuple[MergeLine, ...]:
    return tuple(
        MergeLine(item.kind, item.sentence, item.run_id)
        for item in plan.findings
        if organization_id is None or item.organization_id in (None, organization_id)
    )


def _within(places: Iterable[Belonging], organization_id: OrganizationId | None) -> list[Belonging]:
    return [item for item in places if organization_id in (None, item.organization_id)]


def _card(user: User, places: Sequence[Belonging], runs: int) -> PersonCard:
    claimed = next((item.claimed_account for item in places if item.claimed_account is not None), None)
    return PersonCard(
        user_id=UserId(user.id),
        name=user.display_name,
        has_signed_in=user.organization_id is None,
        racetime_name=user.racetime_name or user.racetime_id or claimed,
        places=tuple(PersonPlace(item.organization, item.roles) for item in places),
        runs=runs,
    )


def _refusal_anywhere(kept: User, gone: User) -> str | None:
    if kept.id == gone.id:
        return "Choose two different people."
    if kept.organization_id is not None and gone.organization_id is None:
        return f"{gone.display_name} has signed in, so that is who must stay. Swap the two."
    if kept.organization_id is not None and kept.organization_id != gone.organization_id:
        return "Different organizations entered these two. They can be merged when one of them has signed in."
    return None
