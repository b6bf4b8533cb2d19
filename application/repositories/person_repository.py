"""People as one organization may name them: everybody who has proved an account, and its own placeholders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tortoise.expressions import Subquery
from tortoise.models import Model

from application.domain.errors import NotFound
from application.domain.ids import UserId
from application.domain.run import ACTIVE_RUN_STATUSES
from application.repositories.base import TenantRepository, taken_when_not_unique
from application.repositories.racetime_accounts import RacetimeAccount, accounts_of, owners_of
from models import ApiToken, AsyncTournamentRace, OrganizationMember, User

_TAKEN = "Somebody with this Discord account is here already."


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a tenant table that names a person, and the columns that may hold that person only once."""

    model: type[Model]
    name: str
    unique_with: tuple[tuple[str, ...], ...]


class PersonRepository(TenantRepository[User]):
    model = User
    noun = "person"

    async def get(self, user_id: UserId) -> User:
        """Raises `NotFound` for nobody, and for another organization's placeholder."""
        user = await User.filter(id=user_id).first()
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
                found[user.discord_id] = user
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

    # Two rows of one person

    async def races_of_both(self, first: UserId, second: UserId) -> list[str]:
        """Return why the runs of two people can't be one person's, as sentences without an end; empty when they can."""
        runs = AsyncTournamentRace.filter(organization_id=self._ctx.organization_id)
        held: dict[UserId, tuple[set[int], set[int]]] = {}
        for user_id in (first, second):
            rows = await runs.filter(user_id=user_id).values_list("live_race_id", "tournament_id", "status")
            races = {race for race, _, _ in rows if race is not None}
            held[user_id] = races, {tournament for _, tournament, status in rows if status in ACTIVE_RUN_STATUSES}
        reasons = []
        if held[first][0] & held[second][0]:
            reasons.append("both have a run in the same live race")
        if held[first][1] & held[second][1]:
            reasons.append("both have a run under way in the same tournament")
        return reasons

    async def move_rows(self, gone: UserId, kept: UserId) -> None:
        """Give everything that this organization keeps about one person to another one.

        What both have alike (a membership, a role, a reminder) is kept once. Runs that one person can't have both must
        be settled before; the constraints refuse them.
        """
        for column in _columns():
            rows = column.model.filter(**{column.name: gone})
            if "organization_id" in column.model._meta.db_fields:
                rows = rows.filter(organization_id=self._ctx.organization_id)
            for others in column.unique_with:
                held = await column.model.filter(**{column.name: kept}).values_list(*others)
                for values in set(held):
                    await rows.filter(**dict(zip(others, values, strict=True))).delete()
            await rows.update(**{column.name: kept})

    async def merge_memberships(self, gone: UserId, kept: UserId) -> None:
        """Leave one membership, which says of the racetime.gg account what either of them said."""
        rows = {row.user_id: row for row in await self._memberships(gone, kept)}
        if gone not in rows or kept not in rows:
            return
        left, stays = rows[gone], rows[kept]
        await OrganizationMember.filter(id=left.id).delete()
        if stays.claimed_racetime_id is None and left.claimed_racetime_id is not None:
            await OrganizationMember.filter(id=stays.id).update(
                claimed_racetime_id=left.claimed_racetime_id, claimed_racetime_name=left.claimed_racetime_name
            )

    async def _memberships(self, *user_ids: UserId) -> list[OrganizationMember]:
        return await OrganizationMember.filter(organization_id=self._ctx.organization_id, user_id__in=user_ids)

    async def mark_as_made_by_others(self, user_id: UserId, *, discord_id_entered: bool) -> None:
        members = OrganizationMember.filter(organization_id=self._ctx.organization_id, user_id=user_id)
        await members.update(made_by_others=True, discord_id_entered=discord_id_entered)

    async def remove_placeholder(self, user: User) -> None:
        """Remove one of this organization's placeholders, to whom nothing must belong any more."""
        self._demand_own([user])
        await user.delete()

    async def settle_tokens(self, gone: UserId, kept: UserId, *, same_account: bool) -> None:
        """API tokens that the command line made for a Discord account act for its owner; others end."""
        tokens = ApiToken.filter(user_id__in=Subquery(self._own().filter(id=gone).values("id")))
        await (tokens.update(user_id=kept) if same_account else tokens.delete())


_NOT_KEYS = ("claimed_by_id", "reviewed_by_id")
"""Columns of runs that name a person without a foreign key."""


def _columns() -> Iterator[_Column]:
    """Yield every column of a tenant table that names a person, from the models' own relations."""
    for name in sorted(User._meta.backward_fk_fields | User._meta.backward_o2o_fields):
        relation = User._meta.fields_map[name]
        model, column = relation.related_model, relation.relation_field  # type: ignore[attr-defined]
        if "organization_id" in model._meta.db_fields:
            yield _Column(model, column, tuple(_unique_with(model, column)))
    for column in _NOT_KEYS:
        yield _Column(AsyncTournamentRace, column, ())


def _unique_with(model: type[Model], column: str) -> Iterator[tuple[str, ...]]:
    if model is AsyncTournamentRace:
        return
    for names in model._meta.unique_together:
        columns = [_column_of(model, name) for name in names]
        if column in columns:
            yield tuple(name for name in columns if name != column)


def _column_of(model: type[Model], field: str) -> str:
    return getattr(model._meta.fields_map[field], "source_field", None) or field
