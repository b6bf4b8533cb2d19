"""Pictures of numbers that are plain markup, for pages without scripts; what they show stands beneath as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from nicegui import ui

from components.chart import Numbers, numbers_table
from components.markup import element, test_id, text

_FEW = 3
"""Up to so many bars each have their label."""
_WIDTH, _HEIGHT, _GAP, _WIDEST = 600, 120, 3, 30


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each label; only the first, the middle and the last label are written beneath."""

    labels: tuple[str, ...]
    values: tuple[int, ...]
    numbers: Numbers


def bar_picture(shown: Bars) -> None:
    with test_id(element("picture", "figure"), "picture"):
        with element("picture__bars", "svg") as svg:
            svg.props["viewBox"] = f"0 0 {_WIDTH} {_HEIGHT}"
            svg.props["preserveAspectRatio"] = "none"
            svg.props["aria-hidden"] = "true"
            _bars(shown.values)
        each = "picture__labels--each" if len(shown.labels) <= _FEW else ""
        with element(f"picture__labels {each}") as labels:
            labels.props["aria-hidden"] = "true"
            for label in _few(shown.labels):
                text(label, tag="span")
        with element("details", "details"):
            numbers_table(shown.numbers)


def _bars(values: Sequence[int]) -> None:
    room, most = _WIDTH / len(values), max(values) or 1
    width = min(max(room - _GAP, 1), _WIDEST)
    for number, value in enumerate(values):
        height = max(value / most * _HEIGHT, 2 if value else 0)
        _mark("picture__bar", number * room + (room - width) / 2, _HEIGHT - height, width, height)


def _few(labels: Sequence[str]) -> Sequence[str]:
    return labels if len(labels) <= _FEW else (labels[0], labels[len(labels) // 2], labels[-1])


def _mark(classes: str, x: float, y: float, width: float, height: float) -> ui.element:
    node = element(classes, "rect")
    for name, size in (("x", x), ("y", y), ("width", width), ("height", height)):
        node.props[name] = f"{size:.1f}"
    return node
