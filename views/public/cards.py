"""Races as cards that say how they stand, or ended, at a glance."""

from dataclasses import dataclass

from application.domain.words import counted
from application.read_models import LiveRaceDetails
from components.markup import element, link, test_id, text
from components.moment import moment, race_clock
from components.race_card import put_result
from components.race_picture import Strip, finish_strip
from components.sketch import put_drawn
from components.standing import Field
from components.status import chip, look_of_race


def live_now(races: tuple[LiveRaceDetails, ...]) -> None:
    if not races:
        return
    with test_id(element("stack", "section"), "live"):
        text("Live now", tag="h2")
        with element("live-races"):
            for race in races:
                put_drawn(_live_race, _Card.of(race))


@dataclass(frozen=True, slots=True)
class _Card:
    details: LiveRaceDetails
    field: Field

    @classmethod
    def of(cls, details: LiveRaceDetails) -> "_Card":
        return cls(details, Field.of(details.board))


def _live_race(shown: _Card) -> None:
    race, field = shown.details.summary, shown.field
    with test_id(link("", f"/live-races/{race.id}", f"live-race live-race--{race.status.value}"), "live-race"):
        with element("row row--apart", "span"):
            chip(look_of_race(race))
            with element("live-race__clock", "span"):
                if race.started_at is not None:
                    race_clock(race.started_at, race.ended_at)
                else:
                    moment(race.scheduled_at, show="relative", when_past="any moment now")
        text(race.title, "live-race__title", "span")
        text(f"{race.tournament_name} · {race.pool_name}", "soft", "span")
        with element("row row--apart", "span"):
            if race.started_at is not None:
                text(field.finished, "strong spoiler", "span")
            else:
                text(counted(field.here, "racer"), "strong", "span")
            text(f"Leader: {field.led_by}" if field.led_by else "", "number spoiler", "span")
        finish_strip(Strip.of(shown.details.board))


def recent_results(races: tuple[LiveRaceDetails, ...]) -> None:
    if not races:
        return
    with test_id(element("stack", "section"), "recent"):
        text("Recent results", tag="h2")
        with element("races"):
            for race in races:
                put_result(race)
