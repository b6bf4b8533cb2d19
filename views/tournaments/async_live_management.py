"""Managing a tournament's live races: the nearest first, those that are over below, and what is due next."""

from collections.abc import Iterable
from dataclasses import dataclass

from application.context import OrgContext
from application.domain.ids import PoolRef, RaceRef, RunRef, TournamentId
from application.domain.live_races.live_race import NOT_STARTED, UNFINISHED, LiveRaceStatus
from application.domain.live_races.scheduling import BulkAction
from application.domain.permissions import Permission
from application.domain.wall_time import in_utc
from application.page_links import TournamentPages
from application.read_models import LiveRaceSummary, UpcomingStep
from components.action import on_click, perform
from components.choices import address_of, choices, put_choice
from components.empty import Lead, empty
from components.form import Form, SendButton, Values, choice_of
from components.help import SCHEDULING
from components.live_refresh import Fragment, Rows, keep_fresh
from components.markup import Button, element, link, put_icon, test_id, text
from components.moment import moment
from components.row_actions import RowAction, RowButton, on_row_click, row_button, row_menu
from components.status import Look, chip, looks_of_race
from components.table import page_number, plain, table, table_in_parts
from components.ticks import tick, tick_all, untick, with_ticked
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
class _Races:
    """`coming` are the nearest first, `past` the latest first; of each there may be more than is shown."""

    coming: tuple[Tools, ...]
    past: tuple[Tools, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What stands in the page's address: a status, and how many pages of each kind are shown one below the other."""

    status: LiveRaceStatus | None
    pages: int

    @property
    def limit(self) -> int:
        return self.pages * _PAGE

    def address(self, path: str, status: LiveRaceStatus | None, *, pages: int = 1) -> str:
        words = {"status": status.value if status is not None else "", "page": str(pages) if pages > 1 else ""}
        return address_of(path, words)


async def show_management(
    request: PageRequest, tournament_id: int, status: str = "", page: str = "", new: str = ""
) -> None:
    own = TournamentId(tournament_id)
    wanted = _Wanted(LiveRaceStatus(status) if status in set(LiveRaceStatus) else None, page_number(page))
    ctx = await request.enter_tournament(own)
    ctx.demand(Permission.MANAGE_TOURNAMENTS, own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    found = await _read(request, ctx, own, wanted)
    steps = await _upcoming(request, ctx, own)
    with frame(request, f"Manage live races of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        with element("heading__row"):
            Fragment(_filters).show((request.path, wanted))
            schedule = test_id(Button("Schedule a live race", icon="plus", style="primary"), "schedule")
            on_click(schedule, lambda: schedule_live_race(request, own))
        races = _RaceTable(request, own, wanted)
        races.show(found)
        upcoming = Fragment(_draw_steps, "card card--flush details details--card", "details")
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


async def _read(request: PageRequest, ctx: OrgContext, tournament_id: TournamentId, wanted: _Wanted) -> _Races:
    coming: list[LiveRaceSummary] = []
    past: list[LiveRaceSummary] = []
    live_races, limit = request.container.live_races, wanted.limit
    if wanted.status is None:
        ahead, over = await live_races.list_schedule(ctx, tournament_id, coming=limit + 1, past=limit + 1)
        coming, past = list(ahead), list(over)
    elif wanted.status in UNFINISHED:
        every = await live_races.list_scheduled_races(ctx, tournament_id)
        coming += [race for race in every if race.status is wanted.status]
    else:
        past += (await live_races.list_live_races(ctx, tournament_id, wanted.status, limit=limit + 1)).items
    now = request.container.clock.now()
    return _Races(
        tuple(Tools.of(race, ctx, now) for race in coming[:limit]),
        tuple(Tools.of(race, ctx, now) for race in past[:limit]),
        has_more=max(len(coming), len(past)) > limit,
    )


async def _upcoming(request: PageRequest, ctx: OrgContext, tournament_id: TournamentId) -> tuple[UpcomingStep, ...]:
    return (await request.container.tasks.list_upcoming_work(ctx, tournament_id))[:_STEPS_SHOWN]


def _filters(shown: tuple[str, _Wanted]) -> None:
    path, wanted = shown
    with choices("Show races that are"):
        for status in (None, *LiveRaceStatus):
            label = "All" if status is None else status.label
            put_choice(label, wanted.address(path, status), chosen=status is wanted.status)


_COLUMNS = plain("Race", "Start", "Status", "Racers", "Seed", "")
_CHANGES = (
    SendButton(BulkAction.MOVE, "Move races", "calendar"),
    SendButton(BulkAction.CANCEL, "Cancel races", "ban"),
    SendButton(BulkAction.RESTORE, "Restore races", "undo"),
    SendButton(BulkAction.DELETE, "Delete races", "trash", "danger"),
)


class _RaceTable:
    """All races in one form, whose buttons show once some of them are ticked."""

    def __init__(self, request: PageRequest, tournament_id: TournamentId, wanted: _Wanted) -> None:
        self._request = request
        self._wanted = wanted
        self._tournament_id = tournament_id
        self._tools: dict[int, Tools] = {}
        with element("card card--flush card--menus"):
            self._empty = Fragment(_nothing, "")
            with Form(draft="races", send=self._change_ticked) as form:
                form.keeps_draft = True
                form.element.classes("form--flush")
                self._form = form
                with table_in_parts("races", _COLUMNS, "table--cards table--races"):
                    self._coming = Rows(_row)
                    self._between = Fragment(_between, "", "tbody")
                    self._past = Rows(_row)
                for rows in (self._coming, self._past):
                    on_row_click(rows.host, self._actions)
                with element("table__foot"):
                    self._more = Fragment(_more, "")
                    tick_all()
                with_ticked(form, "action", _CHANGES)

    def show(self, races: _Races) -> None:
        every = (*races.coming, *races.past)
        self._tools = {each.race.id: each for each in every}
        self._empty.show((self._tournament_id, bool(every), self._wanted.status))
        self._empty.host.set_visibility(not every)
        self._form.element.set_visibility(bool(every))
        self._coming.show(self._rows(races.coming))
        self._between.show(bool(races.past))
        self._past.show(self._rows(races.past))
        more = self._wanted.address(self._request.path, self._wanted.status, pages=self._wanted.pages + 1)
        self._more.show(more if races.has_more else "")

    def _rows(self, every: tuple[Tools, ...]) -> dict[str, "_Row"]:
        return {
            f"{each.race.id}": _Row(
                each.race, tuple(action.button for action in live_race_actions(self._request, each))
            )
            for each in every
        }

    def _actions(self, row: int) -> Iterable[RowAction]:
        found = self._tools.get(row)
        return () if found is None else live_race_actions(self._request, found)

    async def _change_ticked(self, values: Values) -> None:
        ticked = [each.race for race_id, each in self._tools.items() if values.get(f"race-{race_id}") is True]
        action = choice_of(values, "action", BulkAction, what="what shall happen")
        await change_many(self._request, ticked, action, lambda: untick(self._form))


def _nothing(shown: tuple[TournamentId, bool, LiveRaceStatus | None]) -> None:
    tournament_id, has_races, status = shown
    if has_races:
        return
    pages = TournamentPages(tournament_id)
    if status is None:
        schedule = Lead("Schedule a live race", pages.new_live_race)
        empty(
            "No live race yet",
            "Races show here, the nearest first, with what can be done about each.",
            schedule,
            about=SCHEDULING,
        )
    else:
        empty(
            "No race is like that now",
            "Choose All to see every race.",
            Lead("Show all races", pages.live_races),
            about=SCHEDULING,
        )


def _between(has_past: bool) -> None:
    if has_past:
        with element("table__part", "tr"):
            head = text("Past and cancelled", tag="th")
            head.props["colspan"] = len(_COLUMNS)
            head.props["scope"] = "rowgroup"


def _more(address: str) -> None:
    if address:
        test_id(link("Show more races", address, "button"), "show-more")


@dataclass(frozen=True, slots=True)
class _Row:
    race: LiveRaceSummary
    buttons: tuple[RowButton, ...]


def _row(row: _Row) -> None:
    race = row.race
    with test_id(element(tag="tr"), "race-row") as line:
        line.props["data-key"] = str(race.id)
        with element("table__main", "td"), element("ticks"):
            tick(race.id, f"race-{race.id}", f"{race.title}, {in_utc(race.scheduled_at)}")
            with element("races__name"):
                link(race.title, f"/live-races/{race.id}", "race__title").props["title"] = race.title
                if race.title != race.pool_name:
                    text(race.pool_name, "faint", "span")
        with element(tag="td"):
            moment(race.scheduled_at, show="stacked", when_past="any moment now" if race.status in NOT_STARTED else "")
        with element(tag="td"), element("row row--close"):
            for look in looks_of_race(race):
                chip(look)
        text(_racers(race), "number", "td").props["data-label"] = "Racers"
        with element(tag="td") as cell:
            cell.props["data-label"] = "Seed"
            chip(_seed(race))
        with element("table__end", "td"), element("table__actions"):
            main, *others = _main_first(race, row.buttons)
            row_button(main, race.id, race.title)
            if others:
                row_menu(others, race.id, race.title)


def _main_first(race: LiveRaceSummary, buttons: tuple[RowButton, ...]) -> list[RowButton]:
    """What is wanted most of a race, of what can be done, comes first."""
    if race.status in NOT_STARTED:
        wanted = ["edit"]
    elif race.final_at is None:
        wanted = ["count-these-results", "restore-race", "record-results", "duplicate"]
    else:
        wanted = ["duplicate"]  # results that are final need no recording
    return sorted(buttons, key=lambda button: wanted.index(button.name) if button.name in wanted else len(wanted))


def _racers(race: LiveRaceSummary) -> str:
    if not race.entrant_count and not race.participant_count:
        return "–"
    if race.locked_at is None:
        return f"{race.entrant_count} in the room"
    return f"{race.participant_count} of {race.entrant_count} {'counts' if race.participant_count == 1 else 'count'}"


def _seed(race: LiveRaceSummary) -> Look:
    if race.released_at is not None:
        return Look(f"Seed {race.seed_number}, released", "unlock", "plain")
    if race.permalink_id is not None:
        return Look(f"Seed {race.seed_number}, sealed", "lock", "good")
    if race.status is LiveRaceStatus.CANCELLED:
        return Look("None", "seed", "muted")
    if race.seed_ready is False:
        return Look("None left", "warning", "bad")
    return Look("Chosen at lock", "seed", "plain")


def _draw_steps(steps: tuple[UpcomingStep, ...]) -> None:
    """Folded away, since it happens without anybody's doing; the next step is always in sight."""
    with test_id(element("details__head", "summary"), "next-steps"):
        text("What happens next", "card__title", "h2")
        with element("soft", "span"):
            if steps:
                text(f"{steps[0].step} · {steps[0].title} · ", tag="span")
                moment(steps[0].due_at, show="relative", when_past="due now")
            else:
                text("Nothing is due.", tag="span")
        put_icon("down")
    if not steps:
        text("Upcoming steps show here, e.g. rooms that open and seeds that are released.", "card__intro soft")
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
