"""Bodies whose fields are the settings that a class of the domain declares."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING
from typing import Any, TypeVar

from pydantic import BaseModel, Field, create_model

from api.schemas.fields import Flag, Id, Number, Whole, left_out
from application.domain.settings import Declared, declared_in

B = TypeVar("B", bound=BaseModel)
Fields = Iterator[tuple[str, tuple[Any, Any]]]

_GIVEN = {bool: Flag, int: Whole, float: Number}
"""How a value is given; what is answered is of the plain type."""


def gives_settings(kind: type) -> Callable[[type[B]], type[B]]:
    """Let a request give every setting that something new may have."""
    return lambda body: _extended(body, _for_new(body, kind))


def changes_settings(kind: type) -> Callable[[type[B]], type[B]]:
    """Let a request give any settings; those left out stay."""
    return lambda body: _extended(body, _for_change(body, kind))


def tells_settings(kind: type, *, but: frozenset[str] = frozenset()) -> Callable[[type[B]], type[B]]:
    """Let an answer tell the settings, `but` those that it tells in a way of its own."""
    return lambda body: _extended(body, _for_answer(kind, but))


def _for_new(body: type[BaseModel], kind: type) -> Fields:
    for declared in _missing(body, kind):
        if not declared.setting.at_creation:
            continue
        if declared.default is MISSING:
            yield declared.name, (_given(declared), Field(description=declared.meaning))
        else:
            yield declared.name, (_given(declared), Field(default=declared.default, description=declared.meaning))


def _for_change(body: type[BaseModel], kind: type) -> Fields:
    for declared in _missing(body, kind):
        yield declared.name, (_given(declared), left_out(description=declared.meaning))


def _for_answer(kind: type, but: frozenset[str]) -> Fields:
    for declared in declared_in(kind).values():
        if declared.name not in but:
            plain = declared.kind
            yield (
                declared.name,
                (plain | None if declared.may_be_empty else plain, Field(description=declared.meaning)),
            )


def _missing(body: type[BaseModel], kind: type) -> list[Declared]:
    return [declared for declared in declared_in(kind).values() if declared.name not in body.model_fields]


def _given(declared: Declared) -> Any:
    given = Id if declared.is_id else _GIVEN.get(declared.kind, declared.kind)
    return given | None if declared.may_be_empty else given


def _extended(body: type[B], added: Fields) -> type[B]:
    parts: dict[str, Any] = dict(added)
    return create_model(body.__name__, __base__=body, __module__=body.__module__, __doc__=body.__doc__, **parts)
