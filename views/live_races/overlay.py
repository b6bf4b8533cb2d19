"""A race's board on a transparent ground with big type, for programs that put a web page into a stream."""

from dataclasses import dataclass, replace

from nicegui import ui

from application.domain.durations import clock_time
from application.domain.errors import DomainError
from application.domain.events import Event
from application.domain.events.messages import WAKES_SENDERS
from application.domain.ids import RaceRef
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.room import EntrantStatus
from application.read_models import BoardLine, LiveRaceDetails, LiveRaceSummary, place_among_counted
from components.live_refresh import Fragment, keep_fresh
from components.markup import element, test_id, text
from components.moment import count_down, page_clock, race_clock
from components.page_life import go_blank
from components.race_picture import Strip, finish_strip
from components.sketch import put_drawn
from components.status import look_of_line
from components.table import rows_in
from views.frame import bare_head
from views.page_request import PageRequest

_USUAL_ROWS, _MOST_ROWS = 12, 40
_SIDE = "side"


async def show_overlay(request: PageRequest, key: str, rows: str = "", layout: str = "") -> None:
    """Show the race that the key is for.

    `rows` is how many racers fit into the scene, which is 1920 pixels wide with the title at its top and the board at
    its bottom, or with "side" as `layout` one narrow column.
    """
    most = rows_in(rows, usual=_USUAL_ROWS, most=_MOST_ROWS)
    with request.container.allowances.guessing(request.address):
        details = await request.container.overlays.get_live_race(key)
    bare_head(request, details.title)
    ui.add_head_html(f'<link rel="stylesheet" href="/static/overlay.css?v={request.site.static_version}">')
    page_clock(request.container.clock.now())
    shown = Fragment(_draw, f"overlay overlay--{_SIDE if layout == _SIDE else 'scene'}", "main")
    test_id(shown.host, "overlay")
    shown.show(_Shown.of(details, most))

    async def refresh() -> None:
        shown.show(_Shown.of(await request.container.overlays.get_live_race(key), most))

    race_id = details.summary.id

    def concerns(event: Event) -> bool:
        return (
            isinstance(event.about, RaceRef)
            and event.about.live_race_id == race_id
            and not isinstance(event, WAKES_SENDERS)
        )

    def gone(_: DomainError) -> None:
        """The address was renewed or turned off: on a stream that is nothing, and no message."""
        go_blank(ui.context.client)

    keep_fresh(request.container.bus, refresh, concerns=concerns, gone=gone)


@dataclass(frozen=True, slots=True)
class _Shown:
    race: LiveRaceSummary
    racing: tuple[BoardLine, ...]
    more: int
    """How many racers have no room."""
    finishes: Strip | None

    @classmethod
    def of(cls, details: LiveRaceDetails, most: int) -> "_Shown":
        board = details.board
        racing = tuple(line for line in board if line.counted is not False and line.entrant_status is not None)
        shown = tuple(replace(line, place=place_among_counted(line, racing)) for line in racing[:most])
        return cls(details.summary, shown, len(racing[most:]), Strip.of(racing))


def _draw(shown: _Shown) -> None:
    race = shown.race
    with element("overlay__head"):
        text(race.title, "overlay__title", "h1")
        with element("overlay__clock"):
            if race.status is LiveRaceStatus.CANCELLED:
                text("Cancelled", tag="span")
            elif race.started_at is not None:
                race_clock(race.started_at, race.ended_at)
            else:
                count_down(race.scheduled_at, when_past="any moment")
    if shown.racing:
        with element("overlay__racers"):
            finish_strip(shown.finishes)
            waiting = " overlay__board--waiting" if race.started_at is None else ""
            with test_id(element(f"overlay__board{waiting}", "ol"), "overlay-board"):
                for line in shown.racing:
                    put_drawn(_row, line)
            if shown.more:
                text(f"and {shown.more} more", "overlay__more")


def _row(line: BoardLine) -> None:
    over = line.outcome in (EntrantStatus.DNF, EntrantStatus.DQ)
    with test_id(element(f"overlay__row {'overlay__row--out' if over else ''}", "li"), "overlay-row"):
        text(str(line.place) if line.place is not None else "", "overlay__place", "span")
        text(line.name or line.racetime_name, "overlay__name", "span")
        if line.finish_time is not None and line.place is not None:
            text(clock_time(line.finish_time), "overlay__time", "span")
        else:
            text(look_of_line(line).label, "overlay__state", "span")
