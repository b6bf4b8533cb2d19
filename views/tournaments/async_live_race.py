"""A live race's own page, from the day it is scheduled to its final results. Its parts keep their places throughout."""

from dataclasses import dataclass
from datetime import datetime

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import DomainError
from application.domain.events import Event
from application.domain.ids import LiveRaceId, OrganizationRef, PoolRef, ProfileRef, RaceRef, RunRef, UserId
from application.domain.live_races.eligibility import Verdict, is_eligible
from application.domain.live_races.live_race import NOT_STARTED, CancelledResults, LiveRaceStatus
from application.domain.live_races.room import RoomSettings
from application.domain.live_races.room_door import RoomDoor
from application.domain.live_races.seed_vault import SeedState, SeedView
from application.domain.runs.leaderboard import RunMeaning
from application.domain.wall_time import in_utc
from application.read_models import BoardLine, LiveRaceDetails, LiveRaceSummary, OrganizationView, RaceCorrection
from components import notices
from components.board import Board
from components.hero import Hero, MainAction, hero
from components.live_refresh import Alarm, Announcer, Fragment, keep_fresh
from components.markup import element, link, put_icon, section, test_id, text
from components.race_corrections import race_corrections
from components.race_picture import RacePicture, race_picture
from components.seed_card import seed_card
from components.standing import Field, Podium, names_of_going, podium, who_is_going
from components.status import Look, chip, look_of_viewer, looks_of_race
from components.streams import WaysToWatch, ways_to_watch
from components.timeline import Step, steps_of, timeline
from components.verdicts import headline, verdict_list
from components.words import room_settings_in_words
from views.concerns import touches
from views.frame import HeadingRow, NavLink, frame, heading
from views.live_races.actions import LiveRaceTools, Tools
from views.live_races.outcome import (
    OwnOutcome,
    clock_label,
    leader_of,
    meaning_for,
    own_outcome,
    picture_of,
    results_as_csv,
)
from views.live_races.reminder import RemindMe
from views.page_request import PageRequest


@dataclass(frozen=True, slots=True)
class _OwnChances:
    """Whether the viewer may race, or, once that is settled, how it was settled."""

    verdicts: tuple[Verdict, ...]
    settled: bool
    status: LiveRaceStatus
    line: BoardLine | None

    @classmethod
    def of(cls, details: LiveRaceDetails, viewer: UserId) -> "_OwnChances":
        race = details.summary
        return cls(race.verdicts, race.locked_at is not None, race.status, _own_line(details, viewer))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of the page that are drawn again when what they show has changed."""

    heading: HeadingRow
    title: Fragment[tuple[Look, ...]]
    hero: Fragment[Hero]
    notes: Fragment[tuple[str, ...]]
    eligibility: ui.element
    verdicts: Fragment[_OwnChances]
    reminder: RemindMe
    going: Fragment[tuple[str, ...]]
    podium: Fragment[Podium]
    outcome: Fragment[OwnOutcome | None]
    racers: ui.element
    progress: Fragment["_Progress"]
    picture: Fragment[RacePicture | None]
    board: Board
    corrections: Fragment[tuple[RaceCorrection, ...]]
    csv: Fragment[LiveRaceId | None]
    watch: Fragment[WaysToWatch]
    seed: Fragment["_Seed | None"]
    steps: Fragment[tuple[Step, ...]]
    room: Fragment["_Room | None"]
    tools: LiveRaceTools
    announcer: Announcer


@dataclass(frozen=True, slots=True)
class _Reading:
    """Everything that the page shows, read at one moment."""

    details: LiveRaceDetails
    corrections: tuple[RaceCorrection, ...]
    tools: Tools
    picture: RacePicture | None
    meaning: RunMeaning | None
    """What the race did for the viewer's rank, once it is over."""


async def show_live_race(request: PageRequest, live_race_id: int) -> None:
    race_id = LiveRaceId(live_race_id)
    ctx = await request.enter_live_race(race_id)
    organization = await request.container.organizations.get_organization(ctx)
    reading = await _read(request, race_id, ctx)
    viewer = request.demand_viewer().id
    reminded = await request.container.notifications.has_reminder(ctx, race_id)
    race = reading.details.summary
    what = f"{race.tournament_name} · {race.pool_name}, {in_utc(race.scheduled_at)}"
    with frame(request, race.title, organization=organization, ctx=ctx, description=what):
        parts = _lay_out(request, reading.details, organization, viewer, reminded=reminded)
        shown = reading.details.summary
        _show(parts, reading, viewer)

    async def refresh() -> None:
        nonlocal shown
        fresh = await _read(request, race_id, await request.stay_at_live_race(race_id, ctx))
        _show(parts, fresh, viewer)
        alarm.set(fresh.details.moves_at)
        race = fresh.details.summary
        if race.status is not shown.status:
            parts.announcer.say(f"The race is now: {race.status.label}.")
        shown = race

    alarm = Alarm(request.container.clock)
    alarm.set(reading.details.moves_at)

    def gone(refusal: DomainError) -> None:
        notices.warn(refusal.message)
        ui.navigate.to(f"/tournaments/{shown.tournament_id}/schedule")

    tournament = touches({organization.id}, RaceRef, RunRef, PoolRef, ProfileRef, tournament_id=race.tournament_id)

    def concerns(event: Event) -> bool:
        return tournament(event) and _is_about_race(event.about, shown, viewer)

    keep_fresh(request.container.bus, refresh, concerns=concerns, gone=gone, alarm=alarm)


def _is_about_race(about: OrganizationRef, race: LiveRaceSummary, viewer: UserId) -> bool:
    """Tell whether something of the tournament moves what stands on the page of one of its races."""
    if isinstance(about, RaceRef):
        return about.live_race_id == race.id
    if isinstance(about, RunRef):  # others use up the pool's seeds before a race, and move its racers' ranks afterwards
        own = about.user_id == viewer or about.live_race_id == race.id
        return own or race.status in (LiveRaceStatus.SCHEDULED, LiveRaceStatus.FINISHED)
    return True


async def _read(request: PageRequest, race_id: LiveRaceId, ctx: OrgContext) -> _Reading:
    details = await request.container.live_race_cache.get_live_race(ctx, race_id)
    corrections: tuple[RaceCorrection, ...] = ()
    if details.summary.started_at is not None:
        corrections = await request.container.live_race_cache.list_corrections(ctx, race_id)
    now = request.container.clock.now()
    tools = Tools.of(details.summary, ctx, now)
    picture = picture_of(details, now, ctx.actor.user_id)
    return _Reading(details, corrections, tools, picture, await meaning_for(request, ctx, details))


def _lay_out(
    request: PageRequest, details: LiveRaceDetails, organization: OrganizationView, viewer: UserId, *, reminded: bool
) -> _Parts:
    race = details.summary
    announcer = Announcer()
    crumbs = (
        NavLink(organization.name, f"/organizations/{organization.slug}"),
        NavLink(race.tournament_name, f"/tournaments/{race.tournament_id}"),
        NavLink("Schedule", f"/tournaments/{race.tournament_id}/schedule"),
    )
    row = heading(race.title, crumbs=crumbs)
    with row:
        title = Fragment(_chips, "heading__looks")
    top = Fragment(hero)
    notes = Fragment(_notes)
    with element("split"):
        with element("split__main"):
            with section("May I race?", key="eligibility") as eligibility:
                verdicts = Fragment(_verdicts)
                reminder = RemindMe(request, race.id, organization.slug, wanted=reminded)
            going = Fragment(who_is_going)
            top_three = Fragment(podium)
            outcome = Fragment(own_outcome)
            watch = Fragment(ways_to_watch)
            with section("Racers", "card--flush", key="board") as racers:
                progress = Fragment(_progress)
                picture = Fragment(race_picture)
                board = Board(viewer)
            corrections = Fragment(race_corrections)
            csv = Fragment(results_as_csv)
        with element("split__side"):
            seed = Fragment(_seed)
            steps = Fragment(_steps)
            room = Fragment(_room)
            tools = LiveRaceTools(request)
    return _Parts(
        row,
        title,
        top,
        notes,
        eligibility,
        verdicts,
        reminder,
        going,
        top_three,
        outcome,
        racers,
        progress,
        picture,
        board,
        corrections,
        csv,
        watch,
        seed,
        steps,
        room,
        tools,
        announcer,
    )


def _show(parts: _Parts, reading: _Reading, viewer: UserId) -> None:
    details, tools = reading.details, reading.tools
    race = details.summary
    parts.heading.rename(race.title)
    parts.title.show(looks_of_race(race))
    parts.hero.show(_hero_of(details, _own_line(details, viewer)))
    parts.notes.show(_notes_of(race, manages=tools.may_manage))
    is_over = race.status is LiveRaceStatus.FINISHED
    parts.eligibility.set_visibility(race.status in (*NOT_STARTED, LiveRaceStatus.CANCELLED))
    parts.verdicts.show(_OwnChances.of(details, viewer))
    parts.reminder.show(race, is_going=any(goer.user_id == viewer for goer in details.going))
    parts.going.show(names_of_going(details))
    parts.podium.show(Podium.of(details.board if is_over else ()))
    parts.outcome.show(OwnOutcome.of(details, reading.meaning, viewer))
    parts.racers.set_visibility(race.racetime_slug is not None or bool(details.board))
    parts.progress.show(_Progress(_how_far(details), details.held_back))
    parts.picture.show(reading.picture)
    parts.board.show(details.board, race.status)
    parts.corrections.show(reading.corrections)
    parts.csv.show(race.id if is_over else None)
    parts.watch.show(WaysToWatch.of(details))
    is_off = race.status is LiveRaceStatus.CANCELLED and not details.board
    seed = _Seed(race.seed, race.seed_number, race.releases_at, details.seed_readers)
    parts.seed.show(None if is_off and race.seed.state is not SeedState.RELEASED else seed)
    parts.steps.show(() if is_off else steps_of(race))
    follows_only = details.room is not None and details.room.follows_only
    room = _Room(race.racetime_url, race.racetime_slug, race.goal, details.room_settings, follows_only)
    parts.room.show(None if is_off else room)
    parts.tools.show(tools)


def _chips(looks: tuple[Look, ...]) -> None:
    with test_id(element("row"), "status"):
        for look in looks:
            chip(look)


def _own_line(details: LiveRaceDetails, viewer: UserId) -> BoardLine | None:
    return next((line for line in details.board if line.user_id == viewer), None)


def _how_far(details: LiveRaceDetails) -> str:
    """Say how far the field is, unless it is over and hidden."""
    field = Field.of(details.board)
    if details.summary.started_at is None:
        return f"{field.ready} of {field.here} ready" if field.here else ""
    return field.finished if field.started else ""


def _hero_of(details: LiveRaceDetails, line: BoardLine | None) -> Hero:
    race, field = details.summary, Field.of(details.board)
    label, own = clock_label(race, field), look_of_viewer(race)
    match race.status:
        case LiveRaceStatus.SCHEDULED:
            action = MainAction("Join room", reason="The button works as soon as the room is open.")
            return Hero.of(race, label, action, own=own)
        case LiveRaceStatus.PENDING:
            return Hero.of(race, label, _door(race), own=own)
        case LiveRaceStatus.IN_PROGRESS:
            action = MainAction("Watch on racetime.gg", race.racetime_url or "")
            return Hero.of(race, label, action, leader=leader_of(details, field), own=_look_of_settled(line))
        case LiveRaceStatus.FINISHED:
            leaderboard = f"/tournaments/{race.tournament_id}/leaderboard"
            return Hero.of(race, label, MainAction("Leaderboard", leaderboard, outside=False))
        case LiveRaceStatus.CANCELLED:
            schedule = f"/tournaments/{race.tournament_id}/schedule"
            return Hero.of(race, label, MainAction("Schedule", schedule, primary=False, outside=False))


def _door(race: LiveRaceSummary) -> MainAction:
    door = race.door
    reason = headline(race.verdicts) if door is RoomDoor.UNCOUNTED else door.says
    is_main = door in (RoomDoor.OPEN, RoomDoor.INSIDE)
    return MainAction(door.label, race.racetime_url or "", primary=is_main, reason=reason)


def _look_of_settled(line: BoardLine | None) -> Look | None:
    if line is None or line.counted is None:
        return None
    return Look("Counts for you", "check", "good") if line.counted else Look("Not counted for you", "ban", "warn")


def _notes_of(race: LiveRaceSummary, *, manages: bool) -> tuple[str, ...]:
    """What is wrong or needs somebody, in sentences."""
    notes = []
    if race.cancel_reason:
        notes.append(race.cancel_reason)
    if race.cancelled_results is CancelledResults.UNDECIDED:
        notes.append("racetime.gg has results for this race. Staff decide whether they count.")
    if race.room_error and race.status is LiveRaceStatus.SCHEDULED:
        notes.append(f"The room could not be opened yet; it is retried automatically. {race.room_error}")
    if race.lock_error:
        notes.append(race.lock_error)
    if race.episode_flag:
        notes.append(race.episode_flag)
    if manages and race.seed_ready is False and race.status is LiveRaceStatus.SCHEDULED:
        notes.append("Not ready: the pool has no unplayed seed left for this race. Add one before the room is locked.")
    return tuple(notes)


def _notes(notes: tuple[str, ...]) -> None:
    for note in notes:
        with test_id(element("callout callout--warn"), "note"):
            put_icon("warning")
            text(note)


@dataclass(frozen=True, slots=True)
class _Progress:
    summary: str
    held_back: str


def _progress(shown: _Progress) -> None:
    if shown.summary or shown.held_back:
        with element("board__summary"):
            test_id(text(shown.summary, "soft"), "progress")
            if shown.held_back:
                test_id(text(shown.held_back, "soft"), "held-back")


def _verdicts(own: _OwnChances) -> None:
    if own.status is LiveRaceStatus.CANCELLED:
        test_id(text("This race does not take place.", "strong"), "headline")
        return
    if own.settled:
        test_id(text(_as_settled(own.line), "strong"), "headline")
        return
    test_id(text(headline(own.verdicts), "strong"), "headline")
    with element("details", "details") as details:
        if own.status is LiveRaceStatus.SCHEDULED or not is_eligible(own.verdicts):
            details.props["open"] = True
        text("Every rule", tag="summary")
        verdict_list(own.verdicts)


def _as_settled(line: BoardLine | None) -> str:
    if line is None:
        return "You are not in this race."
    if line.counted is False:
        return f"You are in this race, but can't be counted. {' '.join(line.reasons)}"
    if line.counted is None:
        return "You came after the lock. Whether this race counts for you is settled by its start."
    return "You are in this race, and it counts for you."


@dataclass(frozen=True, slots=True)
class _Seed:
    seed: SeedView
    number: int | None
    releases_at: datetime | None
    readers: tuple[str, ...]


def _seed(shown: _Seed | None) -> None:
    if shown is None:
        return
    with section("Seed", key="seed"):
        seed_card(shown.seed, number=shown.number, releases_at=shown.releases_at, readers=shown.readers)


def _steps(steps: tuple[Step, ...]) -> None:
    if not steps:
        return
    with section("What happens when", key="timeline"):
        timeline(steps)


@dataclass(frozen=True, slots=True)
class _Room:
    racetime_url: str | None
    racetime_slug: str | None
    goal: str
    settings: RoomSettings
    follows_only: bool


def _room(race: _Room | None) -> None:
    if race is None:
        return
    with section("Room", key="room"):
        _room_facts(race)


def _room_facts(race: _Room) -> None:
    with element("facts", "dl"):
        text("Where", tag="dt")
        with element(tag="dd"):
            if race.racetime_url and race.racetime_slug:
                node = link(race.racetime_slug, race.racetime_url, "outside")
                node.props["target"], node.props["rel"] = "_blank", "noopener noreferrer"
            else:
                text("The address is known once the room is open", "soft", "span")
        text("Goal", tag="dt")
        text(race.goal, tag="dd")
    if race.follows_only:
        text("The bot only follows this room: it takes the results, and neither locks it nor writes in it.", "soft")
    with element("points", "ul"):
        for line in room_settings_in_words(race.settings):
            text(line, tag="li")
