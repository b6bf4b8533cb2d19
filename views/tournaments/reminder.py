"""The button by which a viewer is reminded of one race."""

from dataclasses import dataclass

from application.domain.ids import LiveRaceId
from application.domain.live_race import NOT_STARTED
from application.read_models import LiveRaceSummary, ReminderAnswer
from components import notices
from components.action import on_click
from components.live_refresh import Section
from components.markup import Button, box, keep_focus, link, named
from views.visit import Visit


@dataclass(frozen=True, slots=True)
class _Shown:
    wanted: bool
    is_ahead: bool


class RemindMe:
    """Knows from the opening of the page whether the viewer is reminded, and asks nobody again at each refresh."""

    def __init__(self, visit: Visit, race_id: LiveRaceId, slug: str, *, wanted: bool) -> None:
        self._visit = visit
        self._race_id = race_id
        self._slug = slug
        self._wanted = wanted
        self._is_ahead = False
        self._section = Section[_Shown](self._draw)

    def show(self, race: LiveRaceSummary) -> None:
        self._is_ahead = race.status in NOT_STARTED
        self._section.show(_Shown(self._wanted, self._is_ahead))

    def _draw(self, shown: _Shown) -> None:
        if not shown.is_ahead:
            return
        with box("row"):
            label = "Don't remind me" if shown.wanted else "Remind me"
            on_click(keep_focus(named(Button(label, icon="bell"), "remind-me"), "remind-me"), self._change)
            named(link("Add to calendar", f"/live-races/{self._race_id}/calendar.ics", "button"), "add-to-calendar")
            link("How you are reminded", f"/organizations/{self._slug}/notifications", "faint")

    async def _change(self) -> None:
        ctx = await self._visit.enter_live_race(self._race_id)
        wanted = not self._wanted
        answer = await self._visit.container.notifications.set_reminder(ctx, self._race_id, wanted=wanted)
        self._wanted = wanted
        self._section.show(_Shown(wanted, self._is_ahead))
        notices.tell(_told(answer) if wanted else "You are not reminded.")


def _told(answer: ReminderAnswer) -> str:
    if not answer.by_message and not answer.on_site:
        return "The race is marked, but your notification settings say that you want no reminders."
    if not answer.leads:
        return "The race is marked, but the time of your reminder has passed. You are reminded if it is moved to later."
    minutes = " and ".join(str(lead) for lead in answer.leads)
    return f"You are reminded {minutes} minutes before the start."
