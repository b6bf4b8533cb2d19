"""Answers that tell what a service tells: their fields are those of its read model, and written there."""

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from inspect import get_annotations
from types import UnionType
from typing import Annotated, Any, Generic, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo

from api.schemas.fields import ResponseBody

V = TypeVar("V")

IdText = Annotated[str, Field(coerce_numbers_to_str=True)]
"""An id of Discord's, which JavaScript's numbers can't hold exactly."""
TextOrNull = Annotated[str | None, BeforeValidator(lambda text: text or None)]
"""Null where the read model has an empty text."""
_Seconds = Annotated[float, BeforeValidator(timedelta.total_seconds)]

_answers: dict[object, type[ResponseBody]] = {}
"""By read model: a read model that holds one of these is answered with its answer in it."""


class Answer(ResponseBody, Generic[V]):
    """The read model `V` as it is, but for what is `hidden` of it and what a class declares itself.

    A field that is declared stands for the attribute of its name, or for that of its `validation_alias`. A duration is
    told in seconds, under a name that says so.
    """

    model_config = ConfigDict(from_attributes=True, hide_input_in_errors=True)

    def __init_subclass__(cls, *, hidden: Collection[str] = (), **options: Any) -> None:
        super().__init_subclass__(**options)
        for base in cls.__bases__:
            for view in getattr(base, "__pydantic_generic_metadata__", {}).get("args", ()):
                cls.__annotations__ = _fields_of(view, cls, frozenset(hidden))
                _answers[view] = cls

    @classmethod
    def of(cls, view: V) -> Self:
        return cls.model_validate(view)


def _fields_of(view: Any, answer: type, hidden: frozenset[str]) -> dict[str, Any]:
    own = get_annotations(answer)
    declared = {name: item for name, item in vars(answer).items() if isinstance(item, FieldInfo)}
    renamed = {item.validation_alias: name for name, item in declared.items() if isinstance(item.validation_alias, str)}
    hints = get_type_hints(view)
    names = [item.name for item in fields(view)] if is_dataclass(view) else view._fields
    if unknown := hidden.difference(names):
        raise TypeError(f"{view.__name__} has nothing called {sorted(unknown)}.")
    told: dict[str, Any] = {}
    for name in names:
        if name in own:
            told[name] = own[name]
        elif name in renamed:
            told[renamed[name]] = own[renamed[name]]
        elif name not in hidden:
            told |= _told_as(name, hints[name])
    return told | own


def _told_as(name: str, kind: Any) -> dict[str, Any]:
    if timedelta in (kind, *get_args(kind)):
        return {f"{name}_seconds": Annotated[_told(kind), Field(validation_alias=name)]}
    return {name: _told(kind)}


def _told(kind: Any) -> Any:
    """Return how a type is told; a read model within another one has an answer before, or is declared or hidden."""
    if kind is timedelta:
        return _Seconds
    if kind in _answers:
        return _answers[kind]
    if is_dataclass(kind):
        raise TypeError(f"{kind} has no answer yet.")
    origin, parts = get_origin(kind), tuple(_told(part) for part in get_args(kind))
    if origin in (Union, UnionType):
        return Union[parts]  # noqa: UP007  # their number is known only here
    if origin is tuple:
        return list[parts[0]]  # type: ignore[valid-type]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return dict[parts]  # type: ignore[misc,valid-type]
    return kind
