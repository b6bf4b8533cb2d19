"""One's own account: who one is here and elsewhere."""

from components.markup import box, link, listing, put_icon, section, text
from components.status import Look, chip
from views.frame import frame, heading
from views.visit import Visit


async def show_account(visit: Visit) -> None:
    viewer = visit.demand_viewer()
    organizations = await visit.container.organizations.list_own(viewer.id)
    with frame(visit, "Your account"):
        heading("Your account")
        with box("tiles"):
            with section("You", key="you"), box("facts", "dl"):
                text("Name", tag="dt")
                text(viewer.name, tag="dd")
            with section("racetime.gg", key="racetime"):
                if viewer.racetime_name is not None:
                    with box("row"):
                        chip(Look("Linked", "check", "good"))
                        text(viewer.racetime_name)
                    text("Your results on racetime.gg are counted under this account.", "soft")
                else:
                    with box("row"):
                        chip(Look("Not linked", "cross", "warn"))
                    text("Without a linked account no live race can be counted for you.", "soft")
                with box("callout"):
                    put_icon("info")
                    text("An admin of your organization sets or changes the linked account.")
            with section("Organizations", key="organizations"):
                if not organizations:
                    text("You are no member of an organization yet. Ask an admin of yours to add you.", "soft")

                def draw() -> None:
                    for organization in organizations:
                        with box(tag="li"):
                            link(organization.name, f"/organizations/{organization.slug}")

                listing("stack stack--tight", draw)
