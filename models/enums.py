"""Enum columns whose schema doesn't list the words, so that a new word needs no migration."""

from enum import StrEnum
from typing import TypeVar, cast

from tortoise.fields import CharEnumField
from tortoise.fields.base import Field

E = TypeVar("E", bound=StrEnum)


def required_enum(vocabulary: type[E], *, max_length: int, default: E | None = None) -> Field[E]:
    """A column that always has a value; without a `default` it must be given."""
    if default is None:
        return CharEnumField(vocabulary, description="", max_length=max_length)
    return CharEnumField(vocabulary, description="", max_length=max_length, default=default)


def optional_enum(vocabulary: type[E], *, max_length: int) -> Field[E | None]:
    return cast("Field[E | None]", CharEnumField(vocabulary, description="", max_length=max_length, null=True))
