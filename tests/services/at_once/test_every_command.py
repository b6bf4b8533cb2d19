"""Every command of the services is among those that are tried at the same moment."""

import inspect
from typing import get_type_hints

from application.container import Container
from tests.services.at_once.commands import (
    BY_ANOTHER_DOOR,
    COMMANDS,
    OPPOSITES,
    READINGS,
    READS,
    UNITS_BEHIND_OTHER_DOORS,
    VARIANTS,
)


def methods_of_services() -> set[str]:
    return {
        f"{field}.{name}"
        for field, kind in get_type_hints(Container).items()
        if kind.__module__.startswith("application.services")
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and inspect.iscoroutinefunction(inspect.unwrap(method))
    }


def is_reading(method: str) -> bool:
    return method in READINGS or method.partition(".")[2].startswith(READS) or method.startswith(BY_ANOTHER_DOOR)


def test_every_command_is_known() -> None:
    found = {method for method in methods_of_services() if method in COMMANDS or not is_reading(method)}
    assert found == set(COMMANDS)
    assert {name for pair in OPPOSITES for name in pair} <= set(COMMANDS | VARIANTS)


def test_services_that_are_another_door_begin_no_unit_of_work_of_their_own_but_these() -> None:
    kinds = {field: kind for field, kind in get_type_hints(Container).items() if f"{field}." in BY_ANOTHER_DOOR}
    assert len(kinds) == len(BY_ANOTHER_DOOR)
    found = {
        f"{field}.{name}"
        for field, kind in kinds.items()
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if "self._units(" in inspect.getsource(inspect.unwrap(method))
    }
    assert found == UNITS_BEHIND_OTHER_DOORS
