"""What an admin may do to a live race, on its own page and in the table of all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import WrongStatus
from application.domain.ids import LiveRaceId
from application.domain.live_races.live_race import NOT_STARTED, CancelledResults, LiveRaceStatus
from application.domain.live_races.seed_vault import SeedState
from application.domain.permissions import Permission
from application.domain.words import counted
from application.read_models import LiveRaceSummary, RecordReport
from components import notices
from components.dialog import Dialog
from components.form import Form, Values, text_of
from components.live_refresh import Fragment
from components.markup import element, section, test_id, text
from components.question import Timed, ask
from components.row_actions import RowAction, RowButton, on_row_click, row_button
from components.table import plain, table
from views.live_races.dialogs import duplicate_live_race, edit_live_race
from views.live_races.pasted_seed import ask_to_paste
from views.live_races.room_questions import ask_to_count, ask_to_leave, ask_to_open
from views.live_races.room_tools import room_actions
from views.live_races.who_may_race import show_who_may_race
from views.page_request import PageRequest

_MAY_OPEN = frozenset({LiveRaceStatus.SCHEDULED})
_MAY_CANCEL = frozenset({LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS})
_MAY_DELETE = frozenset({LiveRaceStatus.SCHEDULED, LiveRaceStatus.CANCELLED})
_HAS_ROOM = frozenset({LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS, LiveRaceStatus.FINISHED})


@dataclass(frozen=True, slots=True)
class Tools:
    """What the viewer may do with a race just now."""

    race: LiveRaceSummary
    may_manage: bool
    may_record: bool
    start_is_ahead: bool

    @classmethod
    def of(cls, race: LiveRaceSummary, ctx: OrgContext, now: datetime) -> "Tools":
        return cls(
            race,
            may_manage=ctx.allows(Permission.MANAGE_TOURNAMENTS, race.tournament_id),
            may_record=ctx.allows(Permission.RECORD_RESULTS, race.tournament_id),
            start_is_ahead=race.scheduled_at > now,
        )

    @property
    def is_undecided(self) -> bool:
        return self.race.cancelled_results is CancelledResults.UNDECIDED

    @property
    def none(self) -> bool:
        """Nothing can be done here by this viewer."""
        race = self.race
        if self.is_undecided:
            return not (self.may_manage or self.may_record)
        stuck = race.status is LiveRaceStatus.CANCELLED and not self.start_is_ahead and race.room_open_time is not None
        return stuck or not (self.may_manage or self.may_record)


class LiveRaceTools:
    """The admins' card; nothing for players."""

    def __init__(self, request: PageRequest) -> None:
        self._request = request
        self._tools: Tools | None = None
        self._fragment = Fragment(_card)
        on_row_click(self._fragment.host, lambda _: self._actions())

    def show(self, tools: Tools) -> None:
        self._tools = tools
        buttons = tuple(action.button for action in self._actions())
        self._fragment.show(_Card(tools.race.id, tools.race.title, buttons))

    def _actions(self) -> Iterable[RowAction]:
        if self._tools is None or self._tools.none:
            return ()
        return live_race_actions(self._request, self._tools, with_room=True)


@dataclass(frozen=True, slots=True)
class _Card:
    race_id: LiveRaceId
    title: str
    buttons: tuple[RowButton, ...]


def _card(shown: _Card) -> None:
    if not shown.buttons:
        return
    with test_id(section("For admins", "card--tools", key="tools"), "tools"), element("stack stack--tight"):
        for button in shown.buttons:
            row_button(button, shown.race_id, shown.title)


def live_race_actions(request: PageRequest, tools: Tools, *, with_room: bool = False) -> Iterator[RowAction]:
    """Each thing that can be done now, in its room as well or not."""
    race = tools.race
    if tools.may_record and tools.is_undecided:
        yield RowAction("Count these results", lambda: ask_to_count(request, race.id), "check")
        yield RowAction("Leave cancelled", lambda: ask_to_leave(request, race.id), "ban")
    if with_room and tools.may_record and race.status in NOT_STARTED:
        yield RowAction("Who may race", lambda: show_who_may_race(request, race), "people")
    if tools.may_manage:
        if race.lock_error and race.status in NOT_STARTED and race.seed.state is SeedState.UNDECIDED:
            yield RowAction("Use a pasted seed", lambda: ask_to_paste(request, race.id), "seed", test_id="paste-seed")
        if race.status in _MAY_OPEN:
            yield RowAction("Open room now", lambda: ask_to_open(request, race.id), "door")
        if with_room:
            yield from room_actions(request, race)
        if race.status is not LiveRaceStatus.CANCELLED:
            yield RowAction("Edit", lambda: edit_live_race(request, race.id), "edit")
        yield RowAction("Duplicate", lambda: duplicate_live_race(request, race.id), "copy")
    if tools.may_record and (race.status in _HAS_ROOM or tools.is_undecided) and race.racetime_slug:
        yield RowAction("Record results", lambda: _record(request, race), "refresh")
    if tools.may_manage:
        if race.status in _MAY_CANCEL:
            yield RowAction("Cancel race", lambda: _ask_cancel(request, tools), "ban", "danger")
        if race.status is LiveRaceStatus.CANCELLED and tools.start_is_ahead:
            yield RowAction("Restore race", lambda: _ask_to_restore(request, race), "undo")
        if race.status in _MAY_DELETE and race.room_open_time is None:
            yield RowAction("Delete", lambda: _ask_delete(request, race), "trash", "danger")


async def _ask_to_restore(request: PageRequest, race: LiveRaceSummary) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_live_race(race.id)
        await request.container.live_races.restore_live_race(ctx, race.id)
        notices.tell("The race is scheduled again.")

    opens_at_once = race.opens_at <= request.container.clock.now()
    room = "A room for it opens on racetime.gg at once." if opens_at_once else Timed("Its room opens:", race.opens_at)
    sentences = [Timed("It is scheduled again, and starts:", race.scheduled_at), room]
    ask(f"Restore {race.title}?", sentences, "Restore race", send, draft=f"restore-{race.id}", icon="undo")


async def _ask_cancel(request: PageRequest, tools: Tools) -> None:
    race, live_races = tools.race, request.container.live_races

    async def send(values: Values) -> None:
        ctx = await request.enter_live_race(race.id)
        if (await live_races.get_live_race(ctx, race.id)).summary.status is LiveRaceStatus.CANCELLED:
            raise WrongStatus("It is cancelled already.")  # for another reason, perhaps
        await live_races.cancel_live_race(ctx, race.id, text_of(values, "reason"))
        dialog.close()
        notices.tell("The race is cancelled.")

    with _on_page(), Dialog(f"Cancel {race.title}?", small=True) as dialog:
        text(_what_cancelling_does(tools), "soft")
        with Form(draft=f"cancel-{race.id}", send=send) as form:
            form.text("reason", "Reason", hint="Shown to everybody.", optional=True, limit=500)
            form.end("Cancel race", icon="ban", cancel=True)
    dialog.open()


def _what_cancelling_does(tools: Tools) -> str:
    race, runs = tools.race, tools.race.participant_count
    if race.status is LiveRaceStatus.SCHEDULED:
        return "It can be restored as long as its start is ahead."
    closes = "Its room on racetime.gg is closed."
    if runs:
        lost = counted(runs, "run in it no longer counts", "runs in it no longer count")
        closes = f"Its room on racetime.gg is closed, and {lost}. Players keep their slots."
    if tools.start_is_ahead:
        return f"{closes} It can be restored as long as its start is ahead, and gets another room then."
    return f"{closes} This can't be undone."


async def _ask_delete(request: PageRequest, race: LiveRaceSummary) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_live_race(race.id)
        await request.container.live_races.delete_live_race(ctx, race.id)
        notices.tell("The race is deleted.")

    sentence = "It disappears for everybody, and this can't be undone. Its log stays."
    ask(f"Delete {race.title}?", [sentence], "Delete race", send, draft=f"delete-{race.id}", icon="trash")


async def _record(request: PageRequest, race: LiveRaceSummary) -> None:
    ctx = await request.enter_live_race(race.id)
    report = await request.container.live_races.record_live_race_results(ctx, race.racetime_slug or "")
    with _on_page(), Dialog("Results as racetime.gg has them") as dialog:
        Fragment(_report).show(report)
    dialog.open()


def _report(report: RecordReport) -> None:
    text(report.outcome, "soft")
    with table("report", plain("Racer", "Outcome", "Not counted because")):
        for entrant in report.entrants:
            with element(tag="tr"):
                text(entrant.name, "table__main", "td")
                text(entrant.outcome.replace("_", " ").capitalize(), tag="td").props["data-label"] = "Outcome"
                if entrant.reason:
                    text(entrant.reason, "soft", "td")
                else:
                    text("–", tag="td").props["data-label"] = "Not counted because"


def _on_page() -> ui.element:
    """Dialogs belong to the page and not to the part of it that may be drawn again behind them."""
    return ui.context.client.content
