"""What is tried with the slow tests only."""

import pytest
from _pytest.mark import ParameterSet


def slowly(*values: object) -> list[ParameterSet]:
    """Return further values of a parameter that say the same of what others say already, for `make test-slow`."""
    return [pytest.param(value, marks=pytest.mark.slow) for value in values]
