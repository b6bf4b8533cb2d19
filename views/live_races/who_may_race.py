"""Who may race as things stand, and why the others may not: every member, for staff."""

from nicegui import ui

from application.domain.words import counted
from application.read_models import LiveRaceSummary, ParticipantEligibility
from components.dialog import Dialog
from components.live_refresh import Fragment
from components.markup import element, text
from components.status import Look, chip
from components.table import plain, table
from views.page_request import PageRequest

_MAY = Look("May race", "check", "good")
_MAY_NOT = Look("Not yet", "cross", "warn")


async def show_who_may_race(request: PageRequest, race: LiveRaceSummary) -> None:
    ctx = await request.enter_live_race(race.id)
    members = await request.container.live_races.get_eligible_participants(ctx, race.id)
    with ui.context.client.content, Dialog(f"Who may race in {race.title}") as dialog:
        Fragment(_draw).show(members)
    dialog.open()


def _draw(members: tuple[ParticipantEligibility, ...]) -> None:
    able = sum(member.eligible for member in members)
    text(
        f"{able} of {counted(len(members), 'member')} may race as things stand. Everybody is judged at the lock.",
        "soft",
    )
    with table("who-may-race", plain("Member", "May race", "Why not")):
        for member in members:
            with element(tag="tr"):
                text(member.name, "table__main", "td")
                with element(tag="td"):
                    chip(_MAY if member.eligible else _MAY_NOT)
                text(member.reason or "–", "soft", "td").props["data-label"] = "Why not"
