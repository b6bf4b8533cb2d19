"""Primary keys that carry the type of their rows' ids."""

from collections.abc import Callable
from typing import TypeVar, cast

from tortoise.fields import BigIntField, IntField
from tortoise.fields.base import Field

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
