"""Which SpeedGaming event the live races of a pool follow, and how the last look at its schedule went."""

from nicegui import ui

from application.domain.live_races.speedgaming import EVENT_LIMIT
from application.domain.words import counted
from application.read_models import PoolScheduleView, PoolView
from application.services.live_races.speedgaming_service import SyncReport
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.form import Form, Values, text_of
from components.live_refresh import Fragment
from components.markup import Button, element, put_icon, test_id, text
from components.moment import moment
from views.page_request import PageRequest


async def ask_schedule(request: PageRequest, pool: PoolView) -> None:
    speedgaming = request.container.speedgaming
    present = await speedgaming.get_schedule(await request.enter_pool(pool.id), pool.id)

    async def send(values: Values) -> None:
        fresh = await request.enter_pool(pool.id)
        shown.show(await speedgaming.link(fresh, pool.id, text_of(values, "event")))
        notices.tell("The schedule is saved.")

    async def look() -> None:
        report = await speedgaming.sync_now(await request.enter_pool(pool.id), pool.id)
        shown.show(await speedgaming.get_schedule(await request.enter_pool(pool.id), pool.id))
        if not report.problem:
            notices.tell(_in_words(report))

    with ui.context.client.content, Dialog(f"SpeedGaming schedule of {pool.name}", small=True) as dialog:
        text(
            "Each approved episode of the event becomes a live race in this pool. Start and title follow the schedule; "
            "an episode that is listed no longer is flagged, and its race stays. To move a race yourself, take its "
            "episode number away first.",
            "soft",
        )
        with Form(draft=f"schedule-{pool.id}", send=send) as form:
            form.text(
                "event",
                "Event",
                value=present.event,
                optional=True,
                limit=EVENT_LIMIT,
                hint="Its short name, as in the addresses of SpeedGaming. Empty: the pool follows none.",
            )
            form.end("Save", icon="check", cancel=True)
        shown = Fragment(_draw)
        shown.show(present)
        on_click(test_id(Button("Read schedule now", icon="refresh"), "sync-now"), look)
    dialog.open()


def _draw(schedule: PoolScheduleView) -> None:
    with test_id(element("stack stack--tight"), "schedule-state"):
        if not schedule.event:
            text("This pool follows no event.", "faint")
        elif schedule.synced_at is None:
            text("The schedule is read within a minute.", "faint")
        else:
            with element("faint", "p"):
                text("Last read ", tag="span")
                moment(schedule.synced_at)
        if schedule.problem:
            with element("callout callout--warn"):
                put_icon("info")
                text(schedule.problem)


def _in_words(report: SyncReport) -> str:
    parts = [
        f"{counted(report.created, 'race')} scheduled",
        f"{report.moved} changed",
        f"{report.missing} listed no longer",
    ]
    return f"{', '.join(parts)}."
