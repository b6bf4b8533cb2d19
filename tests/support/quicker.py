"""Work of the frameworks that comes out the same for every test, done once per process."""

from typing import Any, get_args

from fastapi._compat import v2
from pydantic import ConfigDict, TypeAdapter


def make_adapters_once() -> None:
    """Let the web framework prepare the parameters of its routes once, though each test mounts the pages anew."""
    made: dict[tuple[object, str, str], TypeAdapter[Any]] = {}

    def adapter(kind: Any, *, config: ConfigDict | None = None) -> TypeAdapter[Any]:
        key = (get_args(kind)[0], repr(kind), repr(config))  # the class itself, as two may have the same name
        if key not in made:
            made[key] = TypeAdapter(kind, config=config)
        return made[key]

    v2.TypeAdapter = adapter  # type: ignore[assignment, attr-defined]
