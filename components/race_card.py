"""A live race in a list (a row on a desktop, a card on a phone), as the next one, and on the strip of a week."""

from dataclasses import dataclass

from application.domain.live_races.live_race import UNFINISHED, LiveRaceStatus
from application.domain.live_races.room_door import RoomDoor
from application.read_models import LiveRaceDetails, LiveRaceSummary
from components.markup import element, keep_focus, link, outside_link, put_icon, test_id, text
from components.moment import count_down, day_heading, instant_text, moment
from components.race_picture import Strip, finish_strip
from components.sketch import put_drawn
from components.standing import Field
from components.status import chip, look_of_race, look_of_results, look_of_viewer, looks_of_race


@dataclass(frozen=True, slots=True)
class _MainAction:
    label: str
    address: str
    primary: bool
    outside: bool = False


_INTO_ROOM = (RoomDoor.OPEN, RoomDoor.INSIDE, RoomDoor.READY)


@dataclass(frozen=True, slots=True)
class Races:
    races: tuple[LiveRaceSummary, ...]
    with_tournament: bool = True
    by_day: bool = False
    for_anybody: bool = False
    """Lead to the race's page and not into its room: who looks may be nobody who could race."""


def put_races(shown: Races) -> None:
    """Put races into the open sketch, each under its day where they are in order of time."""
    for race in shown.races:
        if shown.by_day:
            day_heading(race.scheduled_at)
        put_drawn(_card, _Card(race, shown.with_tournament, shown.for_anybody, dated=not shown.by_day))


@dataclass(frozen=True, slots=True)
class _Card:
    race: LiveRaceSummary
    with_tournament: bool = True
    for_anybody: bool = False
    dated: bool = True
    """Say the day, too, which stands above the cards elsewhere."""


def _card(shown: _Card) -> None:
    race = shown.race
    with test_id(element(f"race race--{race.status.value}", "article"), "race", f"race-{race.id}"):
        with element("race__when"):
            form = "datetime" if shown.dated else "time"
            moment(race.started_at or race.scheduled_at, form=form, show="stacked", when_past=_when_past(race))
        with element("race__what"):
            link(race.title, f"/live-races/{race.id}", "race__title")
            place = f"{race.tournament_name} · {race.pool_name}" if shown.with_tournament else race.pool_name
            text(place, "soft")
        with element("race__state"):
            for look in looks_of_race(race):
                chip(look)
            own = look_of_viewer(race)
            if own is not None:
                chip(own)
        with element("race__action"):
            _action(_main_action(race, for_anybody=shown.for_anybody), race)


def put_result(details: LiveRaceDetails) -> None:
    """Put a race that is over into the open sketch, with its winner and how close it was."""
    put_drawn(_result, details)


def _result(details: LiveRaceDetails) -> None:
    race, field = details.summary, Field.of(details.board)
    with test_id(element("race", "article"), "result"):
        with element("race__when"):
            moment(race.started_at or race.scheduled_at, show="stacked")
        with element("race__what"):
            link(race.title, f"/live-races/{race.id}", "race__title")
            text(f"{race.tournament_name} · {race.pool_name}", "soft")
        with element("race__state"):
            results = look_of_results(race)
            if results is not None:
                chip(results)
            won = f"Won by {field.led_by} · {field.finished}" if field.led_by else field.ending
            text(won, "spoiler", "span")
        with element("race__action"):
            _action(_main_action(race, for_anybody=True), race)
        finish_strip(Strip.of(details.board))


def _main_action(race: LiveRaceSummary, *, for_anybody: bool) -> _MainAction:
    page = f"/live-races/{race.id}"
    if race.door in _INTO_ROOM and race.racetime_url and not for_anybody:
        return _MainAction(race.door.label, race.racetime_url, primary=race.door is not RoomDoor.READY, outside=True)
    if race.status is LiveRaceStatus.IN_PROGRESS:
        return _MainAction("Watch", page, primary=True)
    if race.status is LiveRaceStatus.FINISHED:
        return _MainAction("Results", page, primary=False)
    return _MainAction("Details", page, primary=False)


def _action(action: _MainAction, race: LiveRaceSummary) -> None:
    style = "button button--primary" if action.primary else "button"
    make = outside_link if action.outside else link
    node = make(action.label, action.address, style)
    node.props["aria-label"] = f"{action.label}: {race.title}"
    keep_focus(test_id(node, "race-action"), f"race-{race.id}")


def _when_past(race: LiveRaceSummary) -> str:
    return "any moment now" if race.status in UNFINISHED and race.started_at is None else ""


def next_of(races: tuple[LiveRaceSummary, ...]) -> LiveRaceSummary | None:
    """Return the first of these races, in order of time, that the viewer may enter."""
    return next((race for race in races if race.awaits_viewer), None)


def next_race(race: LiveRaceSummary | None) -> None:
    if race is None:
        return
    with test_id(element("next"), "next-for-me"):
        with element("next__head"):
            text("Next for you", "next__label")
            with element("next__clock"):
                count_down(race.scheduled_at, when_past="any moment")
        _card(_Card(race))


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
