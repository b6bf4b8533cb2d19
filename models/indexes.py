"""Indexes that the ORM doesn't offer: over the rows that meet a condition, on both engines."""

from tortoise.backends.base.schema_generator import BaseSchemaGenerator
from tortoise.indexes import Index
from tortoise.models import Model


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
