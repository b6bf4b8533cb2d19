"""The button by which a viewer is reminded of one race."""

from collections.abc import Iterator
from dataclasses import dataclass

from application.domain.ids import LiveRaceId
from application.domain.live_races.live_race import NOT_STARTED, takes_racers
from application.domain.words import counted
from application.read_models import LiveRaceSummary, ReminderAnswer
from components import notices
from components.live_refresh import Fragment
from components.markup import element, link, test_id
from components.row_actions import RowAction, RowButton, on_row_click, row_button
from views.page_request import PageRequest


@dataclass(frozen=True, slots=True)
class _Shown:
    race_id: LiveRaceId
    slug: str
    buttons: tuple[RowButton, ...]


class RemindMe:
    """Knows from the opening of the page whether the viewer is reminded, and asks nobody again at each refresh."""

    def __init__(self, request: PageRequest, race_id: LiveRaceId, slug: str, *, wanted: bool) -> None:
        self._request = request
        self._race_id = race_id
        self._slug = slug
        self._wanted = wanted
        self._is_ahead = self._may_go = self._is_going = False
        self._fragment = Fragment(_draw)
        on_row_click(self._fragment.host, lambda _: self._actions())

    def show(self, race: LiveRaceSummary, *, is_going: bool) -> None:
        self._is_ahead, self._is_going = race.status in NOT_STARTED, is_going
        self._may_go = takes_racers(race.status, is_locked=race.locked_at is not None)
        self._wanted = self._wanted or is_going
        self._redraw()

    def _redraw(self) -> None:
        buttons = tuple(action.button for action in self._actions())
        self._fragment.show(_Shown(self._race_id, self._slug, buttons) if buttons else None)

    def _actions(self) -> Iterator[RowAction]:
        if self._may_go:
            yield RowAction("Not going" if self._is_going else "I'm going", self._go, "flag", test_id="going-button")
        if self._is_ahead:
            yield RowAction(
                "Don't remind me" if self._wanted else "Remind me", self._change, "bell", test_id="remind-me"
            )

    async def _go(self) -> None:
        """The page shows who is going once the race was read again."""
        ctx = await self._request.enter_live_race(self._race_id)
        await self._request.container.notifications.set_going(ctx, self._race_id, going=not self._is_going)

    async def _change(self) -> None:
        ctx = await self._request.enter_live_race(self._race_id)
        wanted = not self._wanted
        answer = await self._request.container.notifications.set_reminder(ctx, self._race_id, wanted=wanted)
        self._wanted = wanted
        self._redraw()
        notices.tell(_told(answer) if wanted else "You are not reminded.")


def _draw(shown: _Shown | None) -> None:
    if shown is None:
        return
    with element("row"):
        for button in shown.buttons:
            row_button(button, shown.race_id)
        test_id(link("Add to calendar", f"/live-races/{shown.race_id}/calendar.ics", "button"), "add-to-calendar")
        link("Reminder settings", f"/notifications/{shown.slug}", "faint")


def _told(answer: ReminderAnswer) -> str:
    if not answer.channels:
        return "The race is marked, but your notification settings say that you want no reminders."
    if not answer.leads:
        return "The race is marked, but the time of your reminder has passed. You are reminded if it is moved to later."
    leads = " and ".join(counted(lead, "minute") for lead in answer.leads)
    return f"You are reminded {leads} before the start."
