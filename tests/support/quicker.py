"""Work of the frameworks that comes out the same for every test, done once per process."""

from types import CodeType
from typing import Any, get_args

from fastapi._compat import v2
from fastapi.dependencies import utils
from fastapi.dependencies.utils import ParamDetails
from jinja2 import Environment
from pydantic import ConfigDict, TypeAdapter


def prepare_frameworks_once() -> None:
    """Let each test mount the pages anew, and the frameworks prepare only once what is the same each time."""
    _make_adapters_once()
    _look_at_parameters_once()
    _compile_templates_once()


def _make_adapters_once() -> None:
    made: dict[tuple[object, str, str], TypeAdapter[Any]] = {}

    def adapter(kind: Any, *, config: ConfigDict | None = None) -> TypeAdapter[Any]:
        key = (get_args(kind)[0], repr(kind), repr(config))  # the class itself, as two may have the same name
        if key not in made:
            made[key] = TypeAdapter(kind, config=config)
        return made[key]

    v2.TypeAdapter = adapter  # type: ignore[assignment, attr-defined]


def _look_at_parameters_once() -> None:
    """Find out once what a parameter of a name, a kind and a default is."""
    look = utils.analyze_param
    found: dict[object, tuple[ParamDetails, tuple[object, object]]] = {}

    def looked_at(*, param_name: str, annotation: Any, value: Any, path_param_names: set[str]) -> ParamDetails:
        key = (param_name, *_known_by(annotation), *_known_by(value), param_name in path_param_names)
        if key not in found:
            details = look(param_name=param_name, annotation=annotation, value=value, path_param_names=path_param_names)
            if details.depends is not None:
                return details
            found[key] = details, (annotation, value)  # as long as they are kept, nothing else has their ids
        return found[key][0]

    utils.analyze_param = looked_at


def _known_by(value: Any) -> tuple[type, object]:
    try:
        hash(value)
    except TypeError:
        return type(value), id(value)
    return type(value), value


def _compile_templates_once() -> None:
    """The page framework makes a new environment for each application, with the same options."""
    compile_one = Environment.compile
    compiled: dict[tuple[object, ...], CodeType] = {}

    def compile_it(self: Environment, source: str, name: str | None = None, filename: str | None = None) -> CodeType:
        key = (source, name, filename, self.autoescape)
        if key not in compiled:
            compiled[key] = compile_one(self, source, name, filename)
        return compiled[key]

    Environment.compile = compile_it  # type: ignore[method-assign, assignment]
