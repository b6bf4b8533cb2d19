"""What all tenant repositories share: the scope of every query, and saving with a version check."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, Generic, TypeVar

from tortoise.exceptions import IntegrityError
from tortoise.models import Model
from tortoise.queryset import QuerySet

from application.context import OrgContext
from application.domain.clock import Clock
from application.domain.errors import AlreadyTaken, ConcurrentChange, NotFound

M = TypeVar("M", bound=Model)


@contextmanager
def taken_when_not_unique(sentence: str) -> Iterator[None]:
    """The constraints' last word, for two requests that passed every check at the same moment.

    The driver's own message names the values, among which a seed could be; it goes no further than the error's cause.
    """
    try:
        yield
    except IntegrityError as error:
        raise AlreadyTaken(sentence) from error


class _ReadById:
    """The ORM's own SELECT of a row of an organization by its id, with related rows, written once per engine.

    The ORM takes longer to write such a statement than a database to answer it, and rows are read so all the time.
    """

    def __init__(self, query: QuerySet[Any]) -> None:
        query._choose_db_if_not_chosen()
        query._make_query()
        self._model = query.model
        self._sql, _ = query.query.get_parameterized_sql()
        self._related = query._select_related_idx

    async def row(self, *values: object) -> Any:
        database = self._model._meta.db
        executor = database.executor_class(self._model, database, select_related_idx=self._related)
        return next(iter(await executor.execute_select(self._sql, list(values))), None)


_READS: dict[tuple[type[Model], tuple[str, ...], str], _ReadById] = {}


class TenantRepository(Generic[M]):
    """Rows of one organization. Subclasses query through `_own` and `_find` only."""

    model: ClassVar[type[Model]]
    noun: ClassVar[str]
    """How a missing row is called in "There is no such …"."""

    def __init__(self, ctx: OrgContext, clock: Clock) -> None:
        self._ctx = ctx
        self._clock = clock

    def _own(self) -> QuerySet[M]:
        return self.model.filter(organization_id=self._ctx.organization_id)  # type: ignore[return-value]

    async def _find(self, row_id: int, *related: str) -> M | None:
        """Return the row of that id with the named related rows."""
        key = (self.model, related, self.model._meta.db.capabilities.dialect)
        if key not in _READS:
            query = self.model.filter(organization_id=0).filter(id=0).limit(1)
            _READS[key] = _ReadById(query.select_related(*related) if related else query)
        found: M | None = await _READS[key].row(self._ctx.organization_id, row_id, 1)
        return found

    async def _get(self, row_id: int, *related: str) -> M:
        row = await self._find(row_id, *related)
        if row is None:
            raise NotFound(self.noun)
        return row

    async def _one(self, query: QuerySet[M]) -> M:
        row = await query.first()
        if row is None:
            raise NotFound(self.noun)
        return row

    async def _lock(self, query: QuerySet[M]) -> None:
        """Hold rows until the transaction ends; rows that refer to them may still be added.

        SQLite needs no such thing: there a transaction has the whole database for itself.
        """
        if self.model._meta.db.capabilities.support_for_update:
            await query.select_for_update(no_key=True).only("id")

    def _demand_own(self, rows: Iterable[M]) -> None:
        """Refuse rows of another organization, for statements that go by primary key."""
        if any(row.organization_id != self._ctx.organization_id for row in rows):  # type: ignore[attr-defined]
            raise NotFound(self.noun)

    async def _save_versioned(self, row: M, *, without: Collection[str] = ()) -> None:
        """Write a loaded row back, unless somebody else changed it meanwhile.

        Every column but those in `without` is written; `version` is part of the WHERE, and zero rows raise
        `ConcurrentChange`.
        """
        self._demand_own([row])
        meta = row._meta
        version: int = row.version  # type: ignore[attr-defined]
        left_out = {meta.pk_attr, "version", *without}
        columns = {name: getattr(row, name) for name in meta.db_fields if name not in left_out}
        changed = await self._own().filter(pk=row.pk, version=version).update(**columns, version=version + 1)
        if not changed:
            raise ConcurrentChange
        row.version = version + 1

    async def _save_columns(self, rows: Sequence[M], columns: Sequence[str]) -> None:
        """Write the named columns of many loaded rows back."""
        self._demand_own(rows)
        await self._write_columns(columns, {row.pk: [getattr(row, name) for name in columns] for row in rows})

    async def _write_columns(self, columns: Sequence[str], values: Mapping[int, Sequence[object]]) -> None:
        """Write the named columns of many rows, known to be own ones, with one statement that is prepared once.

        The ORM's bulk update makes the engine compare every row with every other: seconds for a thousand.
        """
        if not values:
            return
        meta = self.model._meta
        fields = [meta.fields_map[name] for name in columns]
        statement = meta.db.executor_class(self.model, meta.db).get_update_sql(columns, None)
        await meta.db.execute_many(
            statement,
            [
                [*(field.to_db_value(value, self.model) for field, value in zip(fields, row, strict=True)), pk]
                for pk, row in values.items()
            ],
        )
