"""What the pages of an organization's admins have in common."""

from application.page_links import OrganizationPages
from application.read_models import OrganizationView
from views.frame import NavLink, heading, tabs
from views.page_request import PageRequest


def members_heading(request: PageRequest, organization: OrganizationView) -> None:
    home = f"/organizations/{organization.slug}/members"
    heading("Members", crumbs=(NavLink(organization.name, f"/organizations/{organization.slug}"),))
    links = (
        NavLink("Members", home),
        NavLink("Invite links", f"{home}/invites"),
        NavLink("Import", f"{home}/import"),
    )
    tabs(links, label="Members", path=request.path)


def settings_heading(request: PageRequest, organization: OrganizationView) -> None:
    home = f"/organizations/{organization.slug}/settings"
    heading("Settings", crumbs=(NavLink(organization.name, f"/organizations/{organization.slug}"),))
    links = (
        NavLink("Organization", home),
        NavLink("Race room profiles", f"{home}/profiles"),
        NavLink("racetime.gg bots", f"{home}/bots"),
        NavLink("Discord", f"{home}/discord"),
        NavLink("Alerts", OrganizationPages(organization.slug).alerts),
        NavLink("Webhooks", OrganizationPages(organization.slug).webhooks),
        NavLink("Export", f"{home}/export"),
    )
    tabs(links, label="Settings", path=request.path)
