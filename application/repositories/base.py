"""What all tenant repositories share: one method that scopes every query, one that saves with a version check."""

from typing import Any, ClassVar, Generic, TypeVar

from tortoise.models import Model
from tortoise.queryset import QuerySet

from application.context import OrgContext
from application.domain.clock import Clock
from application.domain.errors import ConcurrentChange, NotFound

M = TypeVar("M", bound=Model)


class TenantRepository(Generic[M]):
    """Rows of one organization. Subclasses query through `_own` only."""

    model: ClassVar[type[Model]]
    noun: ClassVar[str]
    """How a missing row is called in "There is no such …"."""

    def __init__(self, ctx: OrgContext, clock: Clock) -> None:
        self._ctx = ctx
        self._clock = clock

    def _own(self) -> QuerySet[M]:
        return self.model.filter(organization_id=self._ctx.organization_id)  # type: ignore[return-value]

    async def _one(self, query: QuerySet[M]) -> M:
        row = await query.first()
        if row is None:
            raise NotFound(self.noun)
        return row


async def save_versioned(row: Model, **extra: Any) -> None:
    """Write a loaded row back, unless somebody else changed it meanwhile.

    Every column is written; `version` is part of the WHERE, and zero rows raise `ConcurrentChange`.
    """
    meta = row._meta
    columns = {name: getattr(row, name) for name in meta.db_fields if name not in (meta.pk_attr, "version")}
    values = {**columns, **extra, "version": row.version + 1}  # type: ignore[attr-defined]
    changed = await row.__class__.filter(pk=row.pk, version=row.version).update(**values)  # type: ignore[attr-defined]
    if not changed:
        raise ConcurrentChange
    row.version += 1  # type: ignore[attr-defined]
