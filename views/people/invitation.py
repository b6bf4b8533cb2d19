"""The page behind an invite link: where it leads, and joining."""

from nicegui import ui

from application.domain.errors import NotFound
from application.services.people.invite_service import Invitation
from components.action import on_click
from components.empty import empty
from components.markup import Button, box, link, named, text
from views.frame import frame, heading
from views.visit import Visit


async def show_invitation(visit: Visit, token: str) -> None:
    visit.demand_viewer()
    try:
        with visit.container.allowances.guessing(visit.actor.user_id):
            invitation = await visit.container.invites.look_at(visit.actor, token)
    except NotFound:
        _useless(visit)
        return
    with frame(visit, f"Invitation to {invitation.organization_name}"):
        heading(f"Join {invitation.organization_name}")
        with named(box("band"), "invitation"):
            _band(visit, token, invitation)


def _band(visit: Visit, token: str, invitation: Invitation) -> None:
    home = f"/organizations/{invitation.organization_slug}"

    async def join() -> None:
        with visit.container.allowances.guessing(visit.actor.user_id):
            await visit.container.invites.accept(visit.actor, token)
        ui.navigate.to(home)

    with box("stack stack--tight"):
        if invitation.is_member:
            text(f"You are a member of {invitation.organization_name} already.")
        else:
            text(f"You were invited to {invitation.organization_name}.")
            text(
                "Members see its schedule, race in its tournaments and stand on its leaderboards. You join as "
                f"{visit.actor.name}.",
                "soft",
            )
    with box("band__action"):
        if invitation.is_member:
            link(f"Go to {invitation.organization_name}", home, "button button--primary button--big")
        else:
            button = named(Button("Join", icon="people", style="primary"), "join")
            button.classes("button--big")
            on_click(button, join)


def _useless(visit: Visit) -> None:
    ui.context.client.status_code = 404
    with frame(visit, "Invitation"):
        heading("Invitation")
        with box("card"):
            empty(
                "This invite link doesn't work any more",
                "It expired, was used up or was revoked, or its address is not complete. Ask for a new one.",
                icon="link",
            )
            with box("row") as row:
                row.style("justify-content: center")
                link("To the front page", "/", "button button--primary")
