"""The week ahead as a strip: days side by side, each race at its moment. Wide screens only; the list says the same."""

from application.read_models import LiveRaceSummary
from components.markup import element, link, put_icon, test_id, text
from components.moment import instant_text
from components.status import look_of_race

_DAYS = 7


def strip(races: tuple[LiveRaceSummary, ...]) -> None:
    """Draw the strip; the browser knows the viewer's days and puts each race where it belongs."""
    with test_id(element("strip", "race-strip"), "strip") as node:
        node.props["aria-hidden"] = "true"
        with element("strip__days"):
            for _ in range(_DAYS):
                text("", "strip__day", "span")
        with element("strip__lanes"):
            for race in races:
                look = look_of_race(race)
                with link("", f"/live-races/{race.id}", f"strip__race strip__race--{race.status.value}") as block:
                    block.props["data-at"] = instant_text(race.started_at or race.scheduled_at)
                    block.props["tabindex"] = "-1"
                    put_icon(look.icon)
                    text(race.title, "strip__title", "span")
