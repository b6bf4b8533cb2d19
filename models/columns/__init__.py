"""Kinds of columns and indexes that the ORM has no type for: vocabularies, ids, conditions."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar, cast

from tortoise.backends.base.schema_generator import BaseSchemaGenerator
from tortoise.fields import BigIntField, CharEnumField, IntField
from tortoise.fields.base import Field
from tortoise.indexes import Index
from tortoise.models import Model

E = TypeVar("E", bound=StrEnum)


def required_enum(vocabulary: type[E], *, max_length: int, default: E | None = None) -> Field[E]:
    """A column that always has a value; without a `default` it must be given."""
    if default is None:
        return CharEnumField(vocabulary, description="", max_length=max_length)
    return CharEnumField(vocabulary, description="", max_length=max_length, default=default)


def optional_enum(vocabulary: type[E], *, max_length: int) -> Field[E | None]:
    return cast("Field[E | None]", CharEnumField(vocabulary, description="", max_length=max_length, null=True))


class IndexWhere(Index):
    """`CREATE INDEX … WHERE condition`; `fields` are column names, `condition` is SQL both engines know."""

    def __init__(self, *, fields: tuple[str, ...], name: str, condition: str) -> None:
        super().__init__(fields=fields, name=name)
        self.extra = f" WHERE {condition}"

    def get_sql(self, schema_generator: BaseSchemaGenerator, model: type[Model], safe: bool) -> str:
        exists = "IF NOT EXISTS " if safe else ""
        kind = f"{self.INDEX_TYPE} INDEX".strip()
        columns = ", ".join(schema_generator.quote(name) for name in self.fields)
        table = schema_generator.quote(model._meta.db_table)
        return f'CREATE {kind} {exists}"{self.name}" ON {table} ({columns}){self.extra};'


class UniqueWhere(IndexWhere):
    """`CREATE UNIQUE INDEX … WHERE condition`."""

    INDEX_TYPE = "UNIQUE"


K = TypeVar("K", bound=int)


def primary_key(kind: Callable[[int], K]) -> Field[K]:  # noqa: ARG001  # it only tells the type
    """An ascending number; `kind` is the id type from `application.domain.ids`."""
    return cast("Field[K]", IntField(primary_key=True))


def big_primary_key(kind: Callable[[int], K]) -> Field[K]:  # noqa: ARG001  # it only tells the type
    """As `primary_key`, for tables that grow without end."""
    return cast("Field[K]", BigIntField(primary_key=True))


def optional_number(kind: Callable[[int], K]) -> Field[K | None]:  # noqa: ARG001  # it only tells the type
    """The id of a row that another table has, unchecked by the database."""
    return cast("Field[K | None]", IntField(null=True))
