"""Charts, each with its numbers as a table beneath: what is in the picture can be read without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from components.live_refresh import Fragment
from components.markup import element, test_id, text
from components.table import plain, table

ACCENT = "#5a72e0"
OWN = "#c4572f"
_INK = "#8b8b97"
_LINES = "rgba(139, 139, 151, 0.25)"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a chart shows, as a table."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def chart(options: dict[str, Any], numbers: Numbers, *, height: str = "15rem") -> None:
    """Draw a chart whose colours are legible on light and dark ground alike."""
    with test_id(element("chart", "figure"), "chart"):
        picture = ui.echart({**_ground(), **options}).style(f"height: {height}")
        picture.props["aria-hidden"] = "true"
        Fragment(numbers_table, "details", "details").show(numbers)


def axis(**more: Any) -> dict[str, Any]:
    return {
        "axisLabel": {"color": _INK, "hideOverlap": True},
        "nameTextStyle": {"color": _INK},
        "axisLine": {"lineStyle": {"color": _LINES}},
        "splitLine": {"lineStyle": {"color": _LINES}},
        **more,
    }


def bars(labels: Sequence[str], values: Sequence[float], *, marked: Sequence[int] = ()) -> dict[str, Any]:
    """A bar for each label; the marked ones, by number, stand out."""
    data = [
        {"value": value, "itemStyle": {"color": OWN if number in marked else ACCENT}}
        for number, value in enumerate(values)
    ]
    return {
        "xAxis": axis(type="category", data=list(labels), splitLine={"show": False}),
        "yAxis": axis(type="value", minInterval=1),
        "series": [{"type": "bar", "data": data, "barCategoryGap": "20%", "itemStyle": {"borderRadius": [3, 3, 0, 0]}}],
    }


def _ground() -> dict[str, Any]:
    return {
        "animation": False,
        "textStyle": {"fontFamily": "inherit"},
        "grid": {"left": 8, "right": 12, "top": 24, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis", "confine": True},
    }


def numbers_table(numbers: Numbers) -> None:
    text("The numbers", tag="summary")
    with element("table-scroll"), table("numbers", plain(*numbers.columns), "", caption=numbers.caption):
        for row in numbers.rows:
            with element(tag="tr"):
                for cell in row:
                    text(cell, "number", "td")
