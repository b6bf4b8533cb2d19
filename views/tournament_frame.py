"""What the pages of one tournament have in common."""

from collections.abc import Callable

from application.context import OrgContext
from application.domain.events import Event
from application.domain.events.messages import WAKES_SENDERS
from application.domain.ids import OrganizationId, TournamentId, TournamentRef
from application.domain.permissions import Permission
from application.read_models import OrganizationView, TournamentView
from components.markup import element, put_icon, test_id, text
from components.status import Look, chip
from views.frame import NavLink, heading, tabs
from views.page_request import PageRequest


def tournament_heading(
    request: PageRequest, ctx: OrgContext, organization: OrganizationView, tournament: TournamentView
) -> None:
    """The tournament's name, the way up, and the tabs of its pages."""
    row = heading(tournament.name, crumbs=(NavLink(organization.name, f"/organizations/{organization.slug}"),))
    with row:
        chip(Look("Active", "dot", "good") if tournament.is_active else Look("Closed", "lock", "muted"))
    home = f"/tournaments/{tournament.id}"
    links = [
        NavLink("Overview", home),
        NavLink("Schedule", f"{home}/schedule"),
        NavLink("Leaderboard", f"{home}/leaderboard"),
        NavLink("Figures", f"{home}/figures"),
    ]
    if ctx.allows(Permission.RECORD_RESULTS, tournament.id):
        links.append(NavLink("Review", f"{home}/review"))
    if ctx.allows(Permission.MANAGE_TOURNAMENTS, tournament.id):
        links += [
            NavLink("Live races", f"{home}/live-races"),
            NavLink("Pools", f"{home}/pools"),
            NavLink("People", f"{home}/people"),
            NavLink("Settings", f"{home}/settings"),
        ]
    if ctx.allows(Permission.MANAGE_TOURNAMENTS):
        links.append(NavLink("Discord", f"{home}/discord"))
    tabs(tuple(links), label=tournament.name, path=request.path)


def is_about(organization_id: OrganizationId, tournament_id: TournamentId | None) -> Callable[[Event], bool]:
    """Tell which events concern a page about one tournament, or all of them for None; none that only wakes senders."""

    def concerns(event: Event) -> bool:
        if isinstance(event, WAKES_SENDERS) or event.organization_id != organization_id:
            return False
        return (
            tournament_id is None
            or not isinstance(event.about, TournamentRef)
            or event.about.tournament_id == tournament_id
        )

    return concerns


def rescoring_note(how_far: str = "") -> None:
    """Say that scores are of before and after a change of the settings for a moment."""
    with test_id(element("callout"), "rescoring"):
        put_icon("info")
        left = f" ({how_far})" if how_far else ""
        text(f"Scores are being worked out anew after a change of the settings{left}. They may still move.")
