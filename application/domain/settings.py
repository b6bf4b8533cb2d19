"""What a setting is: one declaration, from which bounds, forms, the API's bodies and the log's words follow.

A value class declares its settings as `name: Annotated[type, Setting(...)] = default`; it is the value, too, that rules
and pages read.
"""

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints

from application.domain.errors import FieldProblem, Problems
from application.domain.text import one_line, several_lines


class Group(StrEnum):
    """Where a setting stands in the form."""

    BASICS = "basics"
    LOOK = "look"
    RACETIME = "racetime"
    RUNS = "runs"
    ATTEMPTS = "attempts"
    SCORING = "scoring"
    LEADERBOARD = "leaderboard"
    LIVE = "live"
    ALERTS = "alerts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """`hint` says what it does; what it is by default, its bounds and what an empty one means are said from the rest.

    A number out of bounds is refused with `refusal`; without one a rule about several settings says it.
    """

    label: str
    hint: str = ""
    group: Group
    in_log: str = ""
    """What it is called where nothing stands around it, if that differs from its label."""
    least: float = 0
    most: float = 0
    """Bounds of a number; of a text, `most` is how many characters it may have."""
    refusal: str = ""
    what: str = ""
    """What a text is called in a sentence."""
    several_lines: bool = False
    reads: Callable[..., str] | None = None
    """Gives a clean text, of a `field`, the form in which it is kept. Raises `InvalidInput` where there is none."""
    words: Mapping[Any, str] | None = None
    """The choices that there are, with their words."""
    empty: str = ""
    """What holds while it is empty."""
    inherits: bool = False
    """Empty, it is as the level above says."""
    moves_scores: bool = False
    beside: bool = False
    """Its field stands in one row with the one before."""
    at_creation: bool = True


@dataclass(frozen=True, slots=True)
class Declared:
    """A setting with the name, the type and the default that it has in its class."""

    name: str
    kind: type
    is_id: bool
    may_be_empty: bool
    default: Any
    """`MISSING` for one that has to be given."""
    setting: Setting

    @property
    def is_required(self) -> bool:
        return self.default is MISSING

    @property
    def in_log(self) -> str:
        return self.setting.in_log or self.setting.label

    @property
    def choices(self) -> tuple[Any, ...]:
        """Return what can be chosen; nothing for a value of another kind."""
        return tuple(self.kind) if issubclass(self.kind, Enum) else ()

    @property
    def usual(self) -> str:
        """Return what it is unless somebody changes it, as a sentence; nothing where there is nothing to say."""
        if self.setting.empty and self.default is None:
            return f"Default: {self.setting.empty}"
        if self.setting.empty:
            return f"Default: {self.default:g}. Empty: {self.setting.empty}"
        if self.kind is bool:
            return "Default: on." if self.default else "Default: off."
        if self.choices and self.default in self.choices:
            return f"Default: {self.value_in_words(str(self.default))}."
        if self.kind in (int, float) and self.default not in (None, MISSING):
            return f"Default: {self.default:g}."
        return ""

    @property
    def bounds(self) -> str:
        """Return the bounds as a sentence; nothing where there are none."""
        if self.kind in (int, float) and self.setting.most > self.setting.least:
            return f"{self.setting.least:g} to {self.setting.most:g}."
        return f"At most {self.setting.most:g} characters." if self.kind is str else ""

    @property
    def meaning(self) -> str:
        """Return everything that a client of the API needs to know of it."""
        empty = f"null: {self.setting.empty}" if self.setting.empty else ""
        inherits = "null inherits." if self.setting.inherits else ""
        parts = (f"{self.setting.label}.", self.setting.hint, self.bounds, empty, inherits)
        return " ".join(part for part in parts if part)

    def value_in_words(self, value: str) -> str:
        """Return a value as the log has it for people."""
        words = {str(choice): told for choice, told in (self.setting.words or {}).items()}
        return words.get(value) or {"True": "yes", "False": "no"}.get(value, value)


@cache
def declared_in(kind: type) -> Mapping[str, Declared]:
    """Return the settings that a class declares, by name, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    defaults = {item.name: item.default for item in fields(kind)}
    return {
        name: declared
        for name, default in defaults.items()
        if (declared := _declared(name, hints[name], default)) is not None
    }


class Changes(Mapping[str, Any]):
    """New values of some settings; what is not named stays as it is."""

    declared: ClassVar[type]

    def __init__(self, **values: Any) -> None:
        if unknown := values.keys() - declared_in(self.declared).keys():
            raise TypeError(f"There is no setting {', '.join(sorted(unknown))}.")
        self._values = values

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._values})"


def values_in(kind: type, source: object) -> dict[str, Any]:
    """Return what an object, for example a row, has for the settings that a class declares."""
    return {name: getattr(source, name) for name in declared_in(kind)}


def cleaned(kind: type, values: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
    """Return values with their texts clean, and note every text and number that can't be."""
    clean = dict(values)
    for name, declared in declared_in(kind).items():
        if declared.kind is str:
            with problems.noted():
                clean[name] = _clean_text(declared, values[name])
        elif (refusal := declared.setting.refusal) and not _is_within(declared, values[name]):
            problems.note(FieldProblem(name, refusal))
    return clean


def _clean_text(declared: Declared, value: str) -> str:
    setting, field, limit = declared.setting, declared.name, int(declared.setting.most)
    if setting.several_lines:
        clean = several_lines(value, field=field, what=setting.what, limit=limit)
    else:
        clean = one_line(value, field=field, what=setting.what, limit=limit, required=declared.is_required)
    return setting.reads(clean, field=field) if setting.reads is not None else clean


def _is_within(declared: Declared, value: float | None) -> bool:
    if value is None:
        return declared.may_be_empty
    return declared.setting.least <= value <= declared.setting.most


def _declared(name: str, annotation: Any, default: Any) -> Declared | None:
    if get_origin(annotation) is not Annotated:
        return None
    plain, *extras = get_args(annotation)
    setting = next((extra for extra in extras if isinstance(extra, Setting)), None)
    if setting is None:
        return None
    arguments = get_args(plain) if get_origin(plain) in (Union, types.UnionType) else (plain,)
    (inner,) = [argument for argument in arguments if argument is not types.NoneType]
    kind = inner if isinstance(inner, type) else inner.__supertype__
    return Declared(name, kind, inner is not kind, types.NoneType in arguments, default, setting)
