"""What all tenant repositories share: the scope of every query, and saving with a version check."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F
from tortoise.fields import JSONField
from tortoise.models import Model
from tortoise.queryset import QuerySet

from application.context import OrgContext
from application.domain.clock import Clock
from application.domain.errors import AlreadyTaken, ConcurrentChange, NotFound
from application.domain.ids import Subject
from application.repositories.statements import in_columns

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


_NAME = re.compile('"([^"]+)"')
_LONGEST_NAME = 63


class _ReadById:
    """The ORM's own SELECT of a row of an organization by its id, with related rows, written once per engine.

    The ORM takes longer to write such a statement than a database to answer it, and rows are read so all the time.
    """

    def __init__(self, query: QuerySet[Any]) -> None:
        query._choose_db_if_not_chosen()
        query._make_query()
        self._model = query.model
        self._sql, _ = query.query.get_parameterized_sql()
        if too_long := [name for name in _NAME.findall(self._sql) if len(name) > _LONGEST_NAME]:
            raise ValueError(f"PostgreSQL cuts these names, so their columns would be lost: {too_long}")
        self._related = query._select_related_idx

    async def row(self, *values: object) -> Any:
        database = self._model._meta.db
        executor = database.executor_class(self._model, database, select_related_idx=self._related)
        return next(iter(await executor.execute_select(self._sql, list(values))), None)


_READS: dict[tuple[type[Model], tuple[str, ...], str], _ReadById] = {}


def _made_of(model: type[M], rows: Sequence[Mapping[str, Any]]) -> Iterator[M]:
    """Make of whole rows what the ORM makes of them, in a fraction of its time.

    The ORM sets each value by itself, and reads what thousands of rows have in common, e.g. when they were written,
    once for each of them.
    """
    if not rows:
        return
    meta = model._meta
    has_own_key = meta.db_pk_column not in meta.generated_db_fields
    names = [meta.fields_db_projection_reverse[column] for column in rows[0].keys()]  # noqa: SIM118  # of a driver's row
    readers = [
        (name, field, _Read(field.to_python_value))
        for _, name, field in (*meta.db_default_fields, *meta.db_complex_fields)
    ]
    for row in in_columns(rows):
        made = model.__new__(model)
        values = made.__dict__
        values.update(zip(names, row, strict=True))
        for name, field, read in readers:
            value = values[name]
            if value is not None:
                values[name] = field.to_python_value(value) if isinstance(field, JSONField) else read[value]
        values.update(_partial=False, _saved_in_db=True, _custom_generated_pk=has_own_key, _await_when_save={})
        yield made


class _Read(dict[Any, Any]):
    """What a column's values mean, each worked out once."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, value: Any) -> Any:
        self[value] = self._read(value)
        return self[value]


def may_be(model: type[Model], column: str, text: str) -> bool:
    """Tell whether a row may have this text in a column; the ORM refuses to compare with one that is too long."""
    longest: int = model._meta.fields_map[column].max_length  # type: ignore[attr-defined]  # of the columns for texts
    return len(text) <= longest


class Named(NamedTuple):
    """What people call a row that the log knows by its number: made of these columns, which may be related ones."""

    subject: Subject
    columns: tuple[str, ...]
    name: Callable[..., str] = str
    key: str = "id"


class TenantRepository(Generic[M]):
    """Rows of one organization. Subclasses query through `_own` and `_find` only."""

    model: ClassVar[type[Model]]
    noun: ClassVar[str]
    """How a missing row is called in "There is no such …"."""
    named: ClassVar[Named | None] = None
    _by_subject: ClassVar[dict[Subject, tuple[type[Model], Named]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.named is not None:
            cls._by_subject[cls.named.subject] = (cls.model, cls.named)

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

    async def _every(self, query: QuerySet[M]) -> list[M]:
        """Return what may be a thousand rows, without related ones."""
        query._choose_db_if_not_chosen()
        query._make_query()
        _, rows = await query._db.execute_query(*query.query.get_parameterized_sql())
        return list(_made_of(query.model, rows))

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

    async def _save_columns(self, rows: Sequence[M], columns: Sequence[str], *, raised: Sequence[str] = ()) -> None:
        """Write the named columns of many loaded rows back, and add one to those that are `raised`."""
        self._demand_own(rows)
        values = {row.pk: [getattr(row, name) for name in columns] for row in rows}
        await self._write_columns(columns, values, raised=raised)

    async def _write_columns(
        self, columns: Sequence[str], values: Mapping[int, Sequence[object]], *, raised: Sequence[str] = ()
    ) -> None:
        """Write the named columns of many rows, known to be own ones, with one statement that is prepared once.

        The ORM's bulk update makes the engine compare every row with every other: seconds for a thousand.
        """
        if not values:
            return
        meta = self.model._meta
        executor = meta.db.executor_class(self.model, meta.db)
        statement = executor.get_update_sql([*columns, *raised], {name: F(name) + 1 for name in raised})
        stored = [
            self._as_stored(name, column)
            for name, column in zip(columns, zip(*values.values(), strict=True), strict=True)
        ]
        await meta.db.execute_many(statement, [list(row) for row in zip(*stored, values, strict=True)])

    def _as_stored(self, name: str, column: Sequence[Any]) -> list[object]:
        """Return values of a column as the driver takes them; in many rows they are much the same."""
        field = self.model._meta.fields_map[name]
        if isinstance(field, JSONField):
            return [field.to_db_value(value, self.model) for value in column]
        stored = {value: field.to_db_value(value, self.model) for value in set(column)}
        return [stored[value] for value in column]
