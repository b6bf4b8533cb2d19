"""The live races of a public tournament or organization, day by day."""

from dataclasses import dataclass

from application.read_models import LiveRaceSummary
from components.markup import element, test_id
from components.race_card import Races, put_races, strip
from views.public.pieces import put_no_races, put_race_list


@dataclass(frozen=True, slots=True)
class Schedule:
    """`coming` is in order of time, `past` the newest first."""

    coming: tuple[LiveRaceSummary, ...]
    past: tuple[LiveRaceSummary, ...]
    with_tournament: bool


def draw_schedule(shown: Schedule) -> None:
    if shown.coming:
        strip(shown.coming)
    with test_id(element("races", "section"), "upcoming"):
        if not shown.coming:
            put_no_races()
        put_races(Races(shown.coming, shown.with_tournament, by_day=True, for_anybody=True))
    put_race_list("past", "Recent races", Races(shown.past, shown.with_tournament, by_day=True, for_anybody=True))
