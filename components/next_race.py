"""The race that somebody can enter next, with the time that is left."""

from application.domain.live_races.live_race import NOT_STARTED
from application.read_models import LiveRaceSummary
from components.markup import element, test_id, text
from components.moment import count_down
from components.race_card import race_card


def next_of(races: tuple[LiveRaceSummary, ...]) -> LiveRaceSummary | None:
    """Return the first of these races, in order of time, that the viewer may enter."""
    return next((race for race in races if race.status in NOT_STARTED and race.viewer_is_eligible), None)


def next_race(race: LiveRaceSummary | None) -> None:
    if race is None:
        return
    with test_id(element("next"), "next-for-me"):
        with element("next__head"):
            text("Next for you", "next__label")
            with element("next__clock"):
                count_down(race.scheduled_at, when_past="any moment")
        race_card(race)
