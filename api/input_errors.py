"""What is wrong with a request's parameters and body, as sentences and with the place of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from application.domain.text import one_line

_MOST_PROBLEMS = 50
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class InputProblem:
    """`place` is "pointer" (into the body), "parameter", "header" or "path"; `name` is written as that place asks."""

    place: str
    name: str
    message: str


def input_problems(errors: Sequence[Mapping[str, Any]]) -> tuple[InputProblem, ...]:
    """Translate validation errors, the first fifty."""
    return tuple(_problem(error) for error in errors[:_MOST_PROBLEMS])


def _problem(error: Mapping[str, Any]) -> InputProblem:
    where, *rest = error["loc"]
    if error["type"] == "json_invalid":
        return InputProblem("pointer", "#", "The body is not valid JSON.")
    if where == "body" and not rest:
        return InputProblem("pointer", "#", "Send a JSON object as the body, with Content-Type: application/json.")
    if where == "body":
        pointer = "".join(f"/{_escaped(part)}" for part in rest)
        return InputProblem("pointer", f"#{pointer}", _sentence(error, _label(rest)))
    place = {"query": "parameter", "header": "header"}.get(where, "path")
    return InputProblem(place, _label(rest), _sentence(error, _label(rest)))


def _sentence(error: Mapping[str, Any], name: str) -> str:
    kind = error["type"]
    if kind == "extra_forbidden":
        return f"There is no field {name} here. Leave it out."
    if kind == "missing":
        return f"{name} is required."
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if error.get("input", ...) is None:
        return f"{name} can't be null."
    rule = _RULES.get(kind)
    return f"{name} {rule(error.get('ctx') or {})}." if rule is not None else f"{name} can't be used."


_Rule = Callable[[Mapping[str, Any]], str]


def _always(text: str) -> _Rule:
    return lambda _: text


_WHOLE_NUMBER = _always("must be a whole number")
_RULES: dict[str, _Rule] = {
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "float_type": _always("must be a number"),
    "float_parsing": _always("must be a number"),
    "finite_number": _always("must be a finite number"),
    "bool_type": _always("must be true or false"),
    "bool_parsing": _always("must be true or false"),
    "string_type": _always("must be text"),
    "string_unicode": _always("must be text that is valid Unicode"),
    "list_type": _always("must be a list"),
    "dict_type": _always("must be an object"),
    "model_type": _always("must be an object"),
    "model_attributes_type": _always("must be an object"),
    "greater_than_equal": lambda ctx: f"must be at least {ctx['ge']}",
    "less_than_equal": lambda ctx: f"must be at most {ctx['le']}",
    "string_too_long": lambda ctx: f"may have at most {ctx['max_length']} characters",
    "string_too_short": lambda ctx: f"must have at least {ctx['min_length']} characters",
    "too_long": lambda ctx: f"may have at most {ctx['max_length']} entries",
    "too_short": lambda ctx: f"must have at least {ctx['min_length']} entries",
    "enum": lambda ctx: f"must be one of {str(ctx['expected']).replace(chr(39), '')}",
    "literal_error": lambda ctx: f"must be one of {str(ctx['expected']).replace(chr(39), '')}",
}


def _label(parts: Sequence[str | int]) -> str:
    """Return the name of a field as people would say it, "permalinks[0].url"."""
    name = ""
    for part in parts:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
    return _bounded(name) or "a field without a name"


def _escaped(part: str | int) -> str:
    """Return one step of a JSON pointer."""
    return _bounded(str(part)).replace("~", "~0").replace("/", "~1")


def _bounded(name: str) -> str:
    """A field's name can be anything that the caller made up."""
    return one_line(name[:_LONGEST_NAME], field="", what="name", limit=_LONGEST_NAME, required=False)
