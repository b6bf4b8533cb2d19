"""The page behind an invite link: where it leads, and joining."""

from nicegui import ui

from application.domain.errors import NotFound
from application.services.people.invite_service import Invitation
from components.action import on_click
from components.empty import empty
from components.help import BEFORE_RACING
from components.markup import Button, element, link, test_id, text
from views.frame import frame, heading
from views.page_request import PageRequest


async def show_invitation(request: PageRequest, token: str) -> None:
    request.demand_viewer()
    try:
        with request.container.allowances.guessing(request.actor.user_id):
            invitation = await request.container.invites.look_at(request.actor, token)
    except NotFound:
        _useless(request)
        return
    with frame(request, f"Invitation to {invitation.organization_name}"):
        heading(f"Join {invitation.organization_name}")
        with test_id(element("hero"), "invitation"):
            _hero(request, token, invitation)


def _hero(request: PageRequest, token: str, invitation: Invitation) -> None:
    home = f"/organizations/{invitation.organization_slug}"

    async def join() -> None:
        with request.container.allowances.guessing(request.actor.user_id):
            await request.container.invites.accept(request.actor, token)
        ui.navigate.to(home)

    with element("stack stack--tight"):
        if invitation.is_member:
            text(f"You are a member of {invitation.organization_name} already.")
        else:
            text(invited_in_words(invitation))
            text(
                "Members see its schedule, race in its tournaments and appear on its leaderboards. You join as "
                f"{request.actor.name}.",
                "soft",
            )
    with element("hero__action"):
        if invitation.is_member:
            link(f"Go to {invitation.organization_name}", home, "button button--primary button--big")
        else:
            button = test_id(Button("Join", icon="people", style="primary"), "join")
            button.classes("button--big")
            on_click(button, join)


def invited_in_words(invitation: Invitation) -> str:
    if not invitation.invited_by:
        return f"You were invited to {invitation.organization_name}."
    return f"{invitation.invited_by} invited you to {invitation.organization_name}."


def _useless(request: PageRequest) -> None:
    ui.context.client.status_code = 404
    with frame(request, "Invitation"):
        heading("Invitation")
        with element("card"):
            empty(
                "This invite link doesn't work any more",
                "It expired, was used up or was revoked, or its address is not complete. Ask for a new one.",
                icon="link",
                about=BEFORE_RACING,
            )
            with element("row") as row:
                row.style("justify-content: center")
                link("Home page", "/", "button button--primary")
