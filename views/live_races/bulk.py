"""Changing many live races at once: what will happen to each is seen first, and can be undone afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from nicegui import ui

from application.domain.errors import ConcurrentChange, InvalidInput
from application.domain.ids import LiveRaceId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.scheduling import FURTHEST_DAYS, FURTHEST_MINUTES, BulkAction, BulkChange
from application.domain.words import counted
from application.read_models import BulkLine, LiveRaceSummary
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.form import Form, Values, number_of, text_of
from components.live_refresh import Fragment
from components.markup import Button, element, test_id, text
from components.moment import moment
from views.page_request import PageRequest


@dataclass(frozen=True, slots=True)
class _Words:
    """How a change is called: on its button, in its preview and afterwards."""

    button: str
    icon: str
    will_become: str
    become: str
    sentence: str = ""
    """What follows beside what each line of the preview says."""


_WORDS = {
    BulkAction.MOVE: _Words("Move races", "calendar", "will be moved", "moved"),
    BulkAction.CANCEL: _Words(
        "Cancel races",
        "ban",
        "will be cancelled",
        "cancelled",
        "They can be restored as long as their start is ahead.",
    ),
    BulkAction.RESTORE: _Words("Restore races", "undo", "will be scheduled again", "scheduled again"),
    BulkAction.DELETE: _Words(
        "Delete races",
        "trash",
        "will be deleted",
        "deleted",
        "What is deleted disappears for everybody, and this can't be undone. The log stays.",
    ),
}
_ROOMS_CLOSE = (
    "Rooms that are open are closed on racetime.gg, and runs in them no longer count. Players keep their slots. A race "
    "that is restored gets another room."
)
_UNDONE = {
    BulkAction.MOVE: "The races are back at their times.",
    BulkAction.RESTORE: "The races are scheduled again.",
}


async def change_many(
    request: PageRequest, races: Sequence[LiveRaceSummary], action: BulkAction, done: Callable[[], None]
) -> None:
    """Open the dialog that does one thing to these races of a tournament, and say when it is `done`.

    Raises `InvalidInput` for none.
    """
    if not races:
        raise InvalidInput.on("races", "Select at least one race.")
    with ui.context.client.content:
        await _Bulk(request, races, action, done).open()


class _Bulk:
    def __init__(
        self, request: PageRequest, races: Sequence[LiveRaceSummary], action: BulkAction, done: Callable[[], None]
    ) -> None:
        self._request = request
        self._done = done
        self._tournament_id = races[0].tournament_id
        self._ids = [race.id for race in races]
        self._action = action
        self._words = _WORDS[action]
        self._seen = {race.id: (race.status, race.scheduled_at) for race in races}
        self._has_rooms = any(race.status is not LiveRaceStatus.SCHEDULED for race in races)

    async def open(self) -> None:
        verb = self._action.value.capitalize()
        number = counted(len(self._ids), "race")
        self._dialog = Dialog(f"{verb} {number}{'' if self._action is BulkAction.MOVE else '?'}")
        with self._dialog:
            if self._words.sentence:
                text(self._words.sentence, "soft")
            if self._action is BulkAction.CANCEL and self._has_rooms:
                text(_ROOMS_CLOSE, "soft")
            with Form(draft=f"{self._action}-races", send=self._send, changed=self._changed) as form:
                self._fields(form)
                self._preview = Fragment(_draw_lines)
                form.end(self._words.button, icon=self._words.icon, cancel=True)
        await self._changed({})
        self._dialog.open()

    def _fields(self, form: Form) -> None:
        match self._action:
            case BulkAction.MOVE:
                with element("form__row"):
                    form.number("days", "Days later", least=-FURTHEST_DAYS, most=FURTHEST_DAYS, optional=True)
                    form.number(
                        "minutes", "Minutes later", least=-FURTHEST_MINUTES, most=FURTHEST_MINUTES, optional=True
                    )
                text("A negative number moves them earlier. Days keep the local time.", "field__hint")
                form.zone()
            case BulkAction.CANCEL:
                form.text("reason", "Reason", hint="Shown to everybody.", optional=True, limit=500)

    async def _changed(self, values: Values) -> None:
        try:
            await self._look_ahead(self._change(values))
        except InvalidInput:
            self._preview.show(())  # it is said when the form is sent; until then somebody is still typing

    async def _look_ahead(self, change: BulkChange) -> None:
        ctx = await self._request.enter_tournament(self._tournament_id)
        lines = await self._request.container.live_races.preview_many(ctx, self._tournament_id, self._ids, change)
        self._seen = {line.live_race_id: (line.status, line.scheduled_at) for line in lines}
        self._preview.show(tuple((line, self._words.will_become) for line in lines))

    async def _send(self, values: Values) -> None:
        change, seen = self._change(values), self._seen
        await self._look_ahead(change)
        if seen != self._seen:
            raise ConcurrentChange  # what was to follow was told of races as they no longer are
        lines = await self._apply(change, self._ids)
        self._dialog.close()
        self._done()
        self._tell(lines, change)

    def _change(self, values: Values) -> BulkChange:
        return BulkChange(
            self._action,
            days=number_of(values, "days", what="days") or 0,
            minutes=number_of(values, "minutes", what="minutes") or 0,
            zone=text_of(values, "zone") or "UTC",
            reason=text_of(values, "reason"),
        )

    async def _apply(self, change: BulkChange, ids: Sequence[LiveRaceId]) -> tuple[BulkLine, ...]:
        ctx = await self._request.enter_tournament(self._tournament_id)
        return await self._request.container.live_races.change_many(ctx, self._tournament_id, ids, change)

    def _tell(self, lines: tuple[BulkLine, ...], change: BulkChange) -> None:
        done = [line for line in lines if not line.refusal]
        with ui.context.client.content, Dialog(_outcome(len(done), change), small=True) as dialog:
            _draw_lines(tuple((line, self._words.become) for line in lines))
            back = _reverse(change)
            if done and back is not None:
                undo = test_id(Button("Undo", icon="undo"), "undo")

                async def undo_all() -> None:
                    returned = await self._apply(back, [line.live_race_id for line in done])
                    dialog.close()
                    refused = next((line.refusal for line in returned if line.refusal), "")
                    if refused:
                        notices.warn(f"Not everything could be undone. {refused}")
                    else:
                        notices.tell(_UNDONE[back.action])

                on_click(undo, undo_all)
        dialog.open()


def _reverse(change: BulkChange) -> BulkChange | None:
    """Return what takes a change back, None for what can't be: a deletion, and a cancellation's reason."""
    match change.action:
        case BulkAction.MOVE:
            return replace(change, days=-change.days, minutes=-change.minutes)
        case BulkAction.CANCEL:
            return BulkChange(BulkAction.RESTORE)
        case _:
            return None


def _outcome(number: int, change: BulkChange) -> str:
    return f"{counted(number, 'race')} {_WORDS[change.action].become}" if number else "Nothing was changed"


def _draw_lines(lines: tuple[tuple[BulkLine, str], ...]) -> None:
    if not lines:
        return
    with test_id(element("points", "ul"), "bulk-lines"):
        for line, becomes in lines:
            with element(tag="li"), element(tag="span"):
                text(line.title, "strong", "span")
                if line.moves_to is None:
                    text(", ", tag="span")
                    moment(line.scheduled_at, show="absolute")
                if line.refusal:
                    text(f" stays as it is. {line.refusal}", "soft", "span")
                elif line.moves_to is not None:
                    text(": ", tag="span")
                    moment(line.scheduled_at, show="absolute")
                    text(" → ", tag="span")
                    moment(line.moves_to, show="absolute")
                else:
                    text(f": {becomes}", tag="span")
