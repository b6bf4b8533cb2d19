"""An index that the ORM doesn't offer: unique over the rows that meet a condition, on both engines."""

from tortoise.backends.base.schema_generator import BaseSchemaGenerator
from tortoise.indexes import Index
from tortoise.models import Model


class UniqueWhere(Index):
    """`CREATE UNIQUE INDEX … WHERE condition`; `fields` are column names, `condition` is SQL both engines know."""

    INDEX_TYPE = "UNIQUE"

    def __init__(self, *, fields: tuple[str, ...], name: str, condition: str) -> None:
        super().__init__(fields=fields, name=name)
        self.extra = f" WHERE {condition}"

    def get_sql(self, schema_generator: BaseSchemaGenerator, model: type[Model], safe: bool) -> str:
        exists = "IF NOT EXISTS " if safe else ""
        columns = ", ".join(schema_generator.quote(name) for name in self.fields)
        table = schema_generator.quote(model._meta.db_table)
        return f'CREATE UNIQUE INDEX {exists}"{self.name}" ON {table} ({columns}){self.extra};'
