"""What the pages of one tournament have in common."""

from application.context import OrgContext
from application.domain.ids import OrganizationId, OrganizationRef, TournamentId
from application.domain.permissions import Permission
from application.read_models import OrganizationView, TournamentView
from components.markup import element, put_icon, test_id, text
from components.status import chip, look_of_activity
from views.concerns import Concerns, touches
from views.frame import NavLink, heading, tabs
from views.page_request import PageRequest


def tournament_heading(
    request: PageRequest, ctx: OrgContext, organization: OrganizationView, tournament: TournamentView
) -> None:
    """The tournament's name, the way up, and the tabs of its pages."""
    row = heading(tournament.name, crumbs=(NavLink(organization.name, f"/organizations/{organization.slug}"),))
    with row:
        chip(look_of_activity(is_active=tournament.is_active))
    home = f"/tournaments/{tournament.id}"
    links = [
        NavLink("Overview", home),
        NavLink("Schedule", f"{home}/schedule"),
        NavLink("Leaderboard", f"{home}/leaderboard"),
        NavLink("Statistics", f"{home}/statistics"),
    ]
    if ctx.allows(Permission.RECORD_RESULTS, tournament.id):
        links.append(NavLink("Review", f"{home}/review"))
    if ctx.allows(Permission.MANAGE_TOURNAMENTS, tournament.id):
        links += [
            NavLink("Live races", f"{home}/live-races"),
            NavLink("Pools", f"{home}/pools"),
            NavLink("Staff", f"{home}/staff"),
            NavLink("Settings", f"{home}/settings"),
        ]
    if ctx.allows(Permission.MANAGE_TOURNAMENTS):
        links.append(NavLink("Discord", f"{home}/discord"))
    tabs(tuple(links), label=tournament.name, path=request.path)


def is_about(organization_id: OrganizationId, tournament_id: TournamentId | None) -> Concerns:
    """Tell which events concern what shows anything of one tournament, or of all of them for None."""
    return touches({organization_id}, OrganizationRef, tournament_id=tournament_id)


def held_back_note(sentence: str) -> None:
    """Say what is held back from the viewer and when it shows; nothing where nothing is."""
    if sentence:
        with test_id(element("callout"), "held-back"):
            put_icon("eye")
            text(sentence)


def rescoring_note(how_far: str = "") -> None:
    """Say that scores are of before and after a change of the settings for a moment."""
    with test_id(element("callout"), "rescoring"):
        put_icon("info")
        left = f" ({how_far})" if how_far else ""
        text(f"Scores are being worked out anew after a change of the settings{left}. They may still move.")
