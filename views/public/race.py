"""A live race of a public tournament, from the day it is scheduled to its final results."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from application.domain.ids import LiveRaceId
from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus
from application.domain.live_races.room_door import RoomDoor
from application.domain.wall_time import in_utc
from application.domain.words import counted
from application.read_models import LiveRaceDetails, LiveRaceSummary, OrganizationView, RaceCorrection
from components.board import BOARD_COLUMNS, board_head, board_note, board_row, board_rows, nobody_here
from components.facts import fact, fact_link, fact_with, facts
from components.hero import Hero, MainAction, hero
from components.markup import element, link, put_icon, section, test_id, text
from components.moment import moment
from components.race_corrections import race_corrections
from components.race_picture import RacePicture, race_picture
from components.seed_card import seed_card
from components.standing import Field, Podium, names_of_going, podium, who_is_going
from components.status import Look, looks_of_race
from components.streams import WaysToWatch, ways_to_watch
from components.timeline import steps_of, timeline
from components.words import room_settings_in_words
from views.frame import NavLink
from views.live_races.outcome import NOBODY_YET, clock_label, picture_of
from views.public.embed_code import EmbedCode, put_embed_codes
from views.public.face import Asked
from views.public.pieces import (
    HOW_TO_TAKE_PART,
    crumbs_of,
    put_calendar_link,
    put_heading,
    put_how_to_take_part,
)
from views.public.sheet import PublicPage, Sheet, put_down
from views.public.spoilers import put_spoiler_script, spoiler_switch
from views.tournament_frame import is_about

_ADD = "Add to calendar"
_LOOK_AHEAD = 5
"""Races that are looked through for the next one that has not started."""


def state_in_words(details: LiveRaceDetails) -> str:
    """Say in a sentence how a race stands, for a link to it and for who listens to its page."""
    race, field = details.summary, Field.of(details.board)
    match race.status:
        case LiveRaceStatus.SCHEDULED:
            return f"Starts {in_utc(race.scheduled_at)}."
        case LiveRaceStatus.PENDING:
            return f"Room open: {counted(field.here, 'racer')}. Starts {in_utc(race.scheduled_at)}."
        case LiveRaceStatus.IN_PROGRESS:
            return f"Live: {field.finished}." + (f" Leader: {field.led_by}." if field.led_by else "")
        case LiveRaceStatus.FINISHED:
            return f"Won by {field.led_by}; {field.finished}." if field.led_by else f"{field.ending}."
        case LiveRaceStatus.CANCELLED:
            return "The race was cancelled."


@dataclass(frozen=True, slots=True)
class Race:
    details: LiveRaceDetails
    organization: OrganizationView
    corrections: tuple[RaceCorrection, ...]
    also_next: LiveRaceSummary | None
    picture: RacePicture | None

    @property
    def summary(self) -> LiveRaceSummary:
        return self.details.summary

    @property
    def is_off(self) -> bool:
        """Whether there is and will be nothing of it to tell."""
        return self.summary.status is LiveRaceStatus.CANCELLED and not self.details.board


async def read_race(asked: Asked) -> Race:
    container, ctx, race_id = asked.site.container, asked.entered(), LiveRaceId(asked.row_id)
    details = await container.live_race_cache.get_live_race(ctx, race_id)
    race, now = details.summary, container.clock.now()
    corrections: tuple[RaceCorrection, ...] = ()
    if race.started_at is not None:
        moved = await container.live_race_cache.list_corrections(ctx, race_id)
        corrections = tuple(replace(each, who="staff", reason="") for each in moved)  # which are members' affair
    coming = await container.live_races.list_scheduled_races(ctx, race.tournament_id, limit=_LOOK_AHEAD)
    return Race(
        details,
        asked.owner(),
        corrections,
        next((each for each in coming if each.id != race_id and each.status in NOT_STARTED), None),
        picture_of(details, now),
    )


async def race_page(asked: Asked) -> PublicPage:
    shown = await read_race(asked)
    race, details = shown.summary, shown.details
    tournament = NavLink(race.tournament_name, f"/tournaments/{race.tournament_id}")
    is_ahead = race.status in NOT_STARTED
    is_off = shown.is_off

    def draw(sheet: Sheet) -> None:
        put_spoiler_script(asked.site.static_version)
        sheet.part("heading", _heading, (race.title, crumbs_of(shown.organization, tournament), looks_of_race(race)))
        sheet.part("said", _said, state_in_words(details), "visually-hidden")
        sheet.part("hero", hero, hero_of(details))
        sheet.part("spoilers", spoiler_switch, not shown.is_off, "section")
        sheet.part("notes", _notes, _notes_of(race), "section")
        with element("flow" if is_off else "split split--glance"):
            sheet.part("glance", _glance, _Glance.of(shown), "split__glance")
            with element("section" if is_off else "split__main"):
                over = details.board if race.status is LiveRaceStatus.FINISHED else ()
                sheet.part("going", who_is_going, names_of_going(details), "section")
                sheet.part("podium", podium, Podium.of(over), "section")
                sheet.part("watch", ways_to_watch, WaysToWatch.of(details), "section")
                if not is_off:
                    put_board(sheet, shown)
                sheet.part("corrections", race_corrections, shown.corrections, "section")
                if is_ahead:
                    sheet.part("steps", _steps, race, "section")
                    sheet.part("room", _room, details, "section")
            with element("split__side"):
                put_how_to_take_part(shown.organization, asked.path)
                sheet.part("seed", _seed, race, "section")
                if not is_ahead:
                    sheet.part("steps", _steps, race, "section")
                    sheet.part("room", _room, details, "section")
        put_embed_codes(asked.site, EmbedCode(asked.path, race.title, 640))

    body, moving = put_down(draw)
    return PublicPage(
        title=race.title,
        description=f"{race.tournament_name} · {race.pool_name}. {state_in_words(details)}",
        path=asked.path,
        body=body,
        moving=moving,
        concerns=is_about(shown.organization.id, race.tournament_id),
        picture=f"{asked.path}/preview.png?v={moving.version}",
        holds_until=details.moves_at,
    )


def _heading(shown: tuple[str, tuple[NavLink, ...], tuple[Look, ...]]) -> None:
    title, crumbs, looks = shown
    put_heading(title, crumbs, looks, they_change=True)


def _said(state: str) -> None:
    text(state).props["role"] = "status"


def hero_of(details: LiveRaceDetails) -> Hero:
    race, field = details.summary, Field.of(details.board)
    room = None
    if race.racetime_url:
        locked = RoomDoor.LOCKED.says if race.locked_at is not None and race.started_at is None else ""
        room = MainAction("Watch on racetime.gg", race.racetime_url, reason=locked)
    label = clock_label(race, field)
    match race.status:
        case LiveRaceStatus.SCHEDULED:
            action = MainAction(_ADD, f"/live-races/{race.id}/calendar.ics", primary=False, outside=False)
            return Hero.of(race, label, action)
        case LiveRaceStatus.PENDING | LiveRaceStatus.IN_PROGRESS:
            return Hero.of(race, label, room)
        case LiveRaceStatus.FINISHED:
            action = MainAction("Leaderboard", f"/tournaments/{race.tournament_id}/leaderboard", outside=False)
            return Hero.of(race, label, action)
        case LiveRaceStatus.CANCELLED:
            schedule = f"/tournaments/{race.tournament_id}/schedule"
            return Hero.of(race, label, MainAction("Schedule", schedule, primary=False, outside=False))


def _notes_of(race: LiveRaceSummary) -> tuple[str, ...]:
    return (race.cancel_reason,) if race.cancel_reason else ()


def _notes(notes: tuple[str, ...]) -> None:
    for note in notes:
        with test_id(element("callout callout--warn"), "note"):
            put_icon("warning")
            text(note)


def put_board(sheet: Sheet, shown: Race, rows: int | None = None) -> None:
    """Put the racers down; no more than `rows` of them where that is given."""
    details = shown.details
    with section("Racers", "card--flush", key="board"):
        sheet.part("held-back", board_note, details.held_back, "section")
        sheet.part("picture", race_picture, shown.picture, "section")
        with test_id(element("board", "table"), "board"):
            text("Racers, in order of their place", "visually-hidden", "caption")
            with element("board__head", "thead"):
                board_head(BOARD_COLUMNS)
            sheet.table("board", board_row, board_rows(details.board[:rows], None))
        sheet.part("nobody", _nobody, None if details.board else shown.summary.status, "section")
        sheet.part("files", _files, shown.summary.id if shown.summary.started_at is not None else None, "section")


def _nobody(status: LiveRaceStatus | None) -> None:
    if status is not None:
        nobody_here(status)


def _files(race_id: LiveRaceId | None) -> None:
    if race_id is not None:
        with element("row board__files"):
            csv = test_id(link("Results as CSV", f"/live-races/{race_id}/results.csv"), "results-csv")
            csv.props["download"] = True


@dataclass(frozen=True, slots=True)
class _Glance:
    """What somebody wants to know who was given nothing but a link."""

    race: LiveRaceSummary
    community: str
    category: str
    leader: str
    awaits_leader: bool
    latest_end: datetime | None
    next: LiveRaceSummary | None

    @classmethod
    def of(cls, shown: Race) -> "_Glance":
        race, hours = shown.summary, shown.details.room_settings.time_limit
        begins = race.started_at or race.scheduled_at
        ends = begins + timedelta(hours=hours) if race.status in (*NOT_STARTED, LiveRaceStatus.IN_PROGRESS) else None
        return cls(
            race,
            shown.organization.name,
            shown.details.category,
            Field.of(shown.details.board).led_by,
            race.status is LiveRaceStatus.IN_PROGRESS and not shown.details.results_hidden,
            ends,
            shown.also_next,
        )


def _glance(shown: _Glance) -> None:
    race = shown.race
    is_over = race.status is LiveRaceStatus.FINISHED
    with test_id(section("At a glance", key="glance"), "glance"), facts():
        what = f"{shown.community} races one seed of the pool {race.pool_name}, everybody at the same moment."
        fact("What", f"{what} The goal: {race.goal} ({shown.category}).")
        if shown.leader:
            with fact_with("Winner" if is_over else "Leader"):
                test_id(text(shown.leader, "strong spoiler", "span"), "leader")
        elif shown.awaits_leader:
            fact("Leader", NOBODY_YET.capitalize())
        if shown.latest_end is not None:
            with fact_with("Ends"):
                text("When everybody has finished or forfeited, at the latest ", tag="span")
                moment(shown.latest_end, show="absolute")
        leaderboard = f"/tournaments/{race.tournament_id}/leaderboard"
        fact_link("Counts for", f"Leaderboard of {race.tournament_name}", leaderboard)
        with fact_with("Next race"), test_id(element("stack stack--tight"), "next-race"):
            if shown.next is None:
                text("None is scheduled yet", "soft", "span")
            else:
                link(shown.next.title, f"/live-races/{shown.next.id}")
                moment(shown.next.scheduled_at)
            link("Whole schedule", f"/tournaments/{race.tournament_id}/schedule")
        fact_link("Take part", f"How to race with {shown.community}", HOW_TO_TAKE_PART)


def _seed(race: LiveRaceSummary) -> None:
    if race.status is LiveRaceStatus.CANCELLED:
        return
    with section("Seed", key="seed"):
        seed_card(race.seed, number=race.seed_number, releases_at=race.releases_at, readers=())


def _steps(race: LiveRaceSummary) -> None:
    if race.status is LiveRaceStatus.CANCELLED:
        return
    with section("What happens when", key="timeline"):
        timeline(steps_of(race))


def _room(details: LiveRaceDetails) -> None:
    if details.summary.status is LiveRaceStatus.CANCELLED:
        return
    with section("Room", key="room"):
        with facts():
            fact("Goal", details.summary.goal)
        with element("points", "ul"):
            for line in room_settings_in_words(details.room_settings):
                text(line, tag="li")
        if details.summary.status is LiveRaceStatus.PENDING:
            with element("row"):
                put_calendar_link(f"/live-races/{details.summary.id}/calendar.ics", _ADD)
