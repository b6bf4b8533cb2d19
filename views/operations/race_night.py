"""The board of a race night: every race that is near, light by light, each with the button that puts it right."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from application.context import OrgContext
from application.domain.ids import BotRef, LiveRaceId, MatterRef, PoolRef, ProfileRef, RaceRef, TournamentRef
from application.domain.live_races.live_race import NOT_STARTED
from application.domain.operations.race_night import Remedy
from application.domain.permissions import Permission
from application.domain.words import counted
from application.page_links import OrganizationPages, TournamentPages
from application.read_models import AlertView, RaceNightBoard, RaceNightRace
from components import notices
from components.action import Work
from components.alerts import alert_list, check_line, level_chip
from components.empty import empty
from components.help import SCHEDULING
from components.live_refresh import Alarm, Fragment, keep_fresh
from components.markup import element, link, outside_link, put_icon, test_id, text
from components.moment import moment
from components.row_actions import ActingRows, Row, RowAction, row_button
from components.sketch import put_drawn
from components.status import Look, chip
from views.concerns import touches
from views.frame import frame, heading
from views.live_races.pasted_seed import ask_to_paste
from views.live_races.room_questions import ask_to_count, ask_to_leave, ask_to_lock, ask_to_open, ask_to_replace
from views.page_request import PageRequest

_EVERY = timedelta(seconds=15)
"""Silence has no event, so the board looks again by itself."""


@dataclass(frozen=True, slots=True)
class _Health:
    slug: str
    alive: bool
    last_tick_at: datetime | None
    unmatched_count: int
    message_count: int
    """How many messages Discord refused or did not take for an hour; 0 for who can't do anything about it."""


async def show_race_night(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    organization = await request.container.organizations.get_organization(ctx)
    board = await request.container.race_night.get_board(ctx)
    messages = await _count_troubled_messages(request, ctx)
    alarm = Alarm(request.container.clock)
    with frame(request, f"Race night of {organization.name}", organization=organization, ctx=ctx):
        heading("Race night", intro="Races of the next 24 hours, and those that are not final.")
        health = Fragment(_health)
        alerts = Fragment[tuple[AlertView, ...]](alert_list)
        races = ActingRows(_races, lambda race: _actions(request, ctx, race))

    def show(fresh: RaceNightBoard, troubled: int) -> None:
        silent_since = None if fresh.schedule_is_alive else fresh.last_tick_at
        health.show(_Health(slug, fresh.schedule_is_alive, silent_since, fresh.unmatched_count, troubled))
        alerts.show(tuple(alert for alert in fresh.alerts if alert.live_race_id is None))
        # Of when a room was last heard, what it means stands in the checks.
        races.show({race.live_race_id: _Race(replace(race, heard_at=None), slug) for race in fresh.races})
        alarm.set(request.container.clock.now() + _EVERY)

    show(board, messages)

    async def refresh() -> None:
        fresh = await request.enter_organization(slug)
        show(await request.container.race_night.get_board(fresh), await _count_troubled_messages(request, fresh))

    concerns = touches({organization.id}, TournamentRef, PoolRef, RaceRef, BotRef, ProfileRef, MatterRef)
    keep_fresh(request.container.bus, refresh, concerns=concerns, alarm=alarm)


async def _count_troubled_messages(request: PageRequest, ctx: OrgContext) -> int:
    if not ctx.allows(Permission.MANAGE_TOURNAMENTS):
        return 0
    return len(await request.container.messages.list_troubles(ctx))


def _health(health: _Health) -> None:
    with test_id(element("row"), "health"):
        if health.alive:
            chip(Look("Scheduler is running", "check", "good"))
        else:
            chip(Look("Scheduler is not running", "cross", "bad"))
            if health.last_tick_at is not None:
                moment(health.last_tick_at)
        if health.unmatched_count:
            with test_id(link("", OrganizationPages(health.slug).unmatched_results, "button"), "unmatched-link"):
                text(counted(health.unmatched_count, "unmatched result"), tag="span")
                put_icon("inbox")
        if health.message_count:
            with test_id(link("", OrganizationPages(health.slug).messages, "button"), "messages-link"):
                text(f"{counted(health.message_count, 'message')} did not reach Discord", tag="span")
                put_icon("message")


@dataclass(frozen=True, slots=True)
class _Race:
    view: RaceNightRace
    slug: str
    """Of its organization."""


def _races(rows: tuple[Row[_Race], ...]) -> None:
    if not rows:
        with element("card"):
            empty(
                "No races coming up",
                "Races of the next 24 hours and results that are not final show here.",
                about=SCHEDULING,
            )
        return
    with element("night"):
        for row in rows:
            put_drawn(_race, row)


def _race(row: Row[_Race]) -> None:
    race = row.of.view
    with test_id(element("card", "article"), "night-race"):
        with element("heading__row"):
            with element("stack stack--tight"):
                with element(tag="h2"):
                    link(race.title, f"/live-races/{race.live_race_id}", "race__title")
                text(race.tournament_name, "soft")
            level_chip(race.level)
        with element("row"):
            moment(race.scheduled_at, when_past="any moment now" if race.status in NOT_STARTED else "")
            if race.racetime_url is not None:
                outside_link("Room", race.racetime_url)
        alert_list(race.alerts)
        with element("checks", "ul"):
            for check in race.checks:
                with test_id(element("checks__item", "li"), f"check-{check.item.value}"):
                    check_line(check)
                    for remedy in filter(None, (check.remedy, check.alternative)):
                        _remedy(row, remedy)


# What puts an item right


@dataclass(frozen=True, slots=True)
class _Button:
    label: str
    permission: Permission
    work: Callable[[PageRequest, LiveRaceId], Awaitable[str | None]]
    """Does it and returns what to say afterwards; None where it asks first."""


def _actions(request: PageRequest, ctx: OrgContext, row: _Race) -> Iterator[RowAction]:
    race = row.view
    for remedy, button in _BUTTONS.items():
        if ctx.allows(button.permission, race.tournament_id):
            yield RowAction(button.label, _doing(request, button, race.live_race_id), test_id=_named(remedy))


def _doing(request: PageRequest, button: _Button, race_id: LiveRaceId) -> Work:
    async def work() -> None:
        done = await button.work(request, race_id)
        if done is not None:
            notices.tell(done)

    return work


def _named(remedy: Remedy) -> str:
    return f"remedy-{remedy.value}"


def _remedy(row: Row[_Race], remedy: Remedy) -> None:
    """A button for what a click does, if the viewer may, and else a link to where it is done."""
    if remedy not in _BUTTONS:
        label, address = _place(row.of, remedy)
        (outside_link if address.startswith("http") else link)(label, address, "button")
        return
    for button in row.buttons:
        if button.name == _named(remedy):
            row_button(button, row.number, row.of.view.title)


def _place(row: _Race, remedy: Remedy) -> tuple[str, str]:
    """Return where an item is put right that takes more than a click."""
    race = row.view
    tournament, organization = TournamentPages(race.tournament_id), OrganizationPages(row.slug)
    places = {
        Remedy.SET_UP_BOT: ("Bots", organization.bots),
        Remedy.CHANGE_GOAL: ("Change goal", tournament.settings),
        Remedy.CHANGE_RACE: ("Edit race", tournament.live_races),
        Remedy.EDIT_PROFILE: ("Room profiles", organization.profiles),
        Remedy.ADD_PERMALINK: ("Add a seed", tournament.pools),
        Remedy.CHOOSE_PERMALINK: ("Choose a seed", tournament.live_races),
        Remedy.SHARE_ROOM: ("Open room page", race.racetime_url or f"/live-races/{race.live_race_id}"),
        Remedy.MATCH_RESULTS: ("Match results", organization.unmatched_results),
    }
    return places[remedy]


async def _fetch(request: PageRequest, race_id: LiveRaceId) -> str:
    ctx = await request.enter_live_race(race_id)
    race = await request.container.live_races.get_live_race_summary(ctx, race_id)
    report = await request.container.live_races.record_live_race_results(ctx, race.racetime_slug or "")
    return report.outcome


async def _check_goal(request: PageRequest, race_id: LiveRaceId) -> str:
    ctx = await request.enter_live_race(race_id)
    race = await request.container.live_races.get_live_race_summary(ctx, race_id)
    problem = await request.container.goals.check_goal(ctx, race.tournament_id)
    return problem or "racetime.gg has the goal."


_BUTTONS = {
    Remedy.OPEN_ROOM: _Button("Open room now", Permission.MANAGE_TOURNAMENTS, ask_to_open),
    Remedy.REPLACE_ROOM: _Button("Replace room", Permission.MANAGE_TOURNAMENTS, ask_to_replace),
    Remedy.PASTE_SEED: _Button("Use a pasted seed", Permission.MANAGE_TOURNAMENTS, ask_to_paste),
    Remedy.LOCK_NOW: _Button("Lock now", Permission.MANAGE_TOURNAMENTS, ask_to_lock),
    Remedy.FETCH_NOW: _Button("Read racetime.gg now", Permission.RECORD_RESULTS, _fetch),
    Remedy.COUNT_RESULTS: _Button("Count these results", Permission.RECORD_RESULTS, ask_to_count),
    Remedy.LEAVE_CANCELLED: _Button("Leave cancelled", Permission.RECORD_RESULTS, ask_to_leave),
    Remedy.CHECK_GOAL: _Button("Ask racetime.gg", Permission.MANAGE_TOURNAMENTS, _check_goal),
}
