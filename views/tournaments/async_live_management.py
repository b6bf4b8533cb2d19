"""Managing a tournament's live races: all of them in one table, and what is due next."""

from collections.abc import Iterable
from dataclasses import dataclass

from application.context import OrgContext
from application.domain.ids import LiveRaceId, PoolRef, RaceRef, RunRef, TournamentId
from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus
from application.domain.permissions import Permission
from application.read_models import LiveRaceSummary, UpcomingStep
from components.action import on_click, perform
from components.empty import empty
from components.form import Form, Values
from components.live_refresh import Fragment, Section, keep_fresh
from components.markup import Button, element, link, section, test_id, text
from components.moment import moment
from components.row_actions import RowAction, RowButton, on_row_click, row_button
from components.sketch import put_drawn
from components.status import Look, chip, looks_of_race
from components.table import plain, table
from views.concerns import touches
from views.frame import frame
from views.live_races.actions import Tools, live_race_actions
from views.live_races.bulk import change_many
from views.live_races.dialogs import schedule_live_race
from views.page_request import PageRequest
from views.tournament_frame import tournament_heading

_PAGE = 50
_STEPS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Table:
    tools: tuple[Tools, ...]
    has_more: bool


async def show_management(request: PageRequest, tournament_id: int, status: str = "", new: str = "") -> None:
    own = TournamentId(tournament_id)
    wanted = LiveRaceStatus(status) if status in set(LiveRaceStatus) else None
    ctx = await request.enter_tournament(own)
    ctx.demand(Permission.MANAGE_TOURNAMENTS, own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    table = await _read(request, ctx, own, wanted)
    steps = await _upcoming(request, ctx, own)
    with frame(request, f"Manage live races of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        with element("heading__row"):
            _filters(request.path, wanted)
            schedule = test_id(Button("Schedule a live race", icon="plus", style="primary"), "schedule")
            on_click(schedule, lambda: schedule_live_race(request, own))
        with element("card card--flush"):
            races = Section[_Table](lambda shown: _draw(request, shown))
            races.show(table)
        with section("What happens next", "card--flush", key="steps"):
            upcoming = Fragment(_draw_steps)
            upcoming.show(steps)

        async def refresh() -> None:
            fresh = await request.enter_tournament(own)
            fresh.demand(Permission.MANAGE_TOURNAMENTS, own)
            races.show(await _read(request, fresh, own, wanted))
            upcoming.show(await _upcoming(request, fresh, own))

        concerns = touches({organization.id}, RaceRef, PoolRef, RunRef, tournament_id=own)
        keep_fresh(request.container.bus, refresh, concerns=concerns)
    if new:
        await perform(lambda: schedule_live_race(request, own))


async def _read(
    request: PageRequest, ctx: OrgContext, tournament_id: TournamentId, status: LiveRaceStatus | None
) -> _Table:
    page = await request.container.live_races.list_live_races(ctx, tournament_id, status, limit=_PAGE)
    now = request.container.clock.now()
    return _Table(tuple(Tools.of(race, ctx, now) for race in page.items), page.has_more)


async def _upcoming(request: PageRequest, ctx: OrgContext, tournament_id: TournamentId) -> tuple[UpcomingStep, ...]:
    return (await request.container.tasks.list_upcoming_work(ctx, tournament_id))[:_STEPS_SHOWN]


def _filters(path: str, chosen: LiveRaceStatus | None) -> None:
    with element("row", "nav") as nav:
        nav.props["aria-label"] = "Show races that are"
        for status in (None, *LiveRaceStatus):
            label, address = ("All", path) if status is None else (status.label, f"{path}?status={status.value}")
            node = link(label, address, "nav-link")
            if status is chosen:
                node.props["aria-current"] = "page"


def _draw(request: PageRequest, shown: _Table) -> None:
    if not shown.tools:
        empty("No live race here", "Schedule one with the button above, or choose another filter.")
        return
    tools = {each.race.id: each for each in shown.tools}

    async def change_ticked(values: Values) -> None:
        ticked = [each.race for race_id, each in tools.items() if values.get(f"race-{race_id}") is True]
        await change_many(request, ticked)

    def actions_of(row: int) -> Iterable[RowAction]:
        found = tools.get(LiveRaceId(row))
        return () if found is None else live_race_actions(request, found)

    with Form(draft="races", send=change_ticked) as form:
        form.keeps_draft = True
        form.element.classes("form--flush")
        races = Fragment(_races)
        races.show(
            tuple(
                _Row(each.race, tuple(action.button for action in live_race_actions(request, each)))
                for each in shown.tools
            )
        )
        on_row_click(races.host, actions_of)
        with element("queue__end"):
            if shown.has_more:
                text(f"The newest {_PAGE} are shown.", "soft")
            every = test_id(Button("Select all"), "tick-all")
            every.props["data-tick-all"] = True
            form.end("Change selected races", icon="edit", style="")


@dataclass(frozen=True, slots=True)
class _Row:
    race: LiveRaceSummary
    buttons: tuple[RowButton, ...]


def _races(rows: tuple[_Row, ...]) -> None:
    with table("races", plain("Start", "Race", "Status", "Racers", "Seed", ""), "table--cards table--races"):
        for row in rows:
            put_drawn(_row, row)


def _row(row: _Row) -> None:
    race = row.race
    with test_id(element(tag="tr"), "race-row"):
        with element(tag="td"):
            moment(race.scheduled_at, show="stacked", when_past="any moment now" if race.status in NOT_STARTED else "")
        with element("table__main", "td"), element("queue__player"):
            tick = test_id(element(tag="input"), f"tick-{race.id}")
            tick.props["type"] = "checkbox"
            tick.props["name"] = f"race-{race.id}"
            tick.props["aria-label"] = f"Select {race.title}"
            with element("stack stack--tight"):
                link(race.title, f"/live-races/{race.id}", "race__title")
                text(race.pool_name, "faint", "span")
        with element(tag="td"), element("row"):
            for look in looks_of_race(race):
                chip(look)
        text(_racers(race), "number", "td").props["data-label"] = "Racers"
        with element(tag="td") as cell:
            cell.props["data-label"] = "Seed"
            chip(_seed(race))
        with element("table__end", "td"), element("table__actions"):
            for button in row.buttons:
                row_button(button, race.id, race.title)


def _racers(race: LiveRaceSummary) -> str:
    if race.status is LiveRaceStatus.SCHEDULED:
        return "–"
    return f"{race.participant_count} counted, {race.entrant_count} in the room"


def _seed(race: LiveRaceSummary) -> Look:
    if race.released_at is not None:
        return Look(f"Seed {race.seed_number}, released", "unlock", "plain")
    if race.permalink_id is not None:
        return Look(f"Seed {race.seed_number}, sealed", "lock", "good")
    if race.seed_ready is False:
        return Look("None left", "warning", "bad")
    return Look("Chosen at lock", "seed", "plain")


def _draw_steps(steps: tuple[UpcomingStep, ...]) -> None:
    if not steps:
        empty(
            "Nothing is due",
            "Upcoming steps show here, e.g. rooms that open and seeds that are released.",
            icon="clock",
        )
        return
    with table("upcoming-work", plain("When", "What", "Race", "Note")):
        for step in steps:
            with element(tag="tr"):
                with element(tag="td"):
                    moment(step.due_at, when_past="due now")
                text(step.step, "table__main", "td")
                with element(tag="td"):
                    link(step.title, f"/live-races/{step.live_race_id}")
                text(step.note or "–", "soft", "td").props["data-label"] = "Note"
